/* Logs of releases as JSON. */
#include <gdcs/release_log.h>

#include "core/fail.h"
#include "core/memory.h"
#include "core/put.h"
#include "io/disclosure/rule.h"
#include "io/json/put.h"
#include "io/json/read.h"

#include <gdcs/json.h>

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { METHODS = 5, KINDS = 5, SIDES = 4, AXES = 32 };

/* By number; nothing is written for 0. */
static const char *const methods[METHODS] = {"", "suppression", "rounding", "cell_key", "noise"};
static const char *const kinds[KINDS] = {"", "share", "rate", "gap", "ratio"};
static const char *const sides[SIDES] = {"a", "b", "c", "d"};

/* Writing. */
struct writing {
    gdcs_sink *sink;
    gdcs_error *err;
};

static gdcs_status put(const struct writing *w, const char *text)
{
    return gdcs_i_put(w->sink, text, w->err);
}

static gdcs_status put_text(const struct writing *w, const char *name, const char *text)
{
    TRY(put(w, name));
    return gdcs_i_put_json_text(w->sink, text, w->err);
}

static gdcs_status put_number(const struct writing *w, const char *name, double number)
{
    if (number == 0.0)
        return GDCS_OK;
    TRY(put(w, ", \""));
    TRY(put(w, name));
    TRY(put(w, "\": "));
    return gdcs_i_put_json_double(w->sink, number, w->err);
}

static gdcs_status put_labels(const struct writing *w, const char *name, const char *const *labels,
                              int64_t count)
{
    if (labels == NULL)
        return GDCS_OK;
    TRY(put(w, ", \""));
    TRY(put(w, name));
    TRY(put(w, "\": ["));
    for (int64_t i = 0; i < count; i++)
        TRY(put_text(w, i > 0 ? ", " : "", labels[i]));
    return put(w, "]");
}

static gdcs_status put_fact(const struct writing *w, const gdcs_release_entry *e, int32_t i)
{
    const gdcs_audit_fact *f = e->facts[i];
    const int64_t axes = gdcs_table_count_axes(e->tables[f->table]);
    const char *const *const labels[SIDES] = {f->a, f->b, f->c, f->d};
    TRY(put_text(w, i > 0 ? ",\n   {\"kind\": " : "\n   {\"kind\": ", kinds[f->kind]));
    TRY(put(w, ", \"table\": "));
    TRY(gdcs_i_put_int64(w->sink, f->table, w->err));
    for (int side = 0; side < SIDES; side++)
        TRY(put_labels(w, sides[side], labels[side], axes));
    TRY(put_number(w, "population", f->population));
    TRY(put_number(w, "other_population", f->other_population));
    TRY(put_number(w, "per", f->per));
    TRY(put_number(w, "lower", f->lower));
    TRY(put_number(w, "upper", f->upper));
    return put(w, "}");
}

static gdcs_status put_entry(const struct writing *w, const gdcs_release_entry *e)
{
    TRY(put_text(w, "{\"id\": ", e->id));
    TRY(put_text(w, ", \"time\": ", e->time));
    TRY(put_text(w, ", \"method\": ", methods[e->method]));
    TRY(put_number(w, "base", e->base));
    TRY(put_number(w, "epsilon", e->epsilon));
    TRY(put_number(w, "rho", e->rho));
    TRY(put(w, ",\n  \"rule\": "));
    TRY(gdcs_disclosure_write(e->rule, w->sink, w->err));
    TRY(put(w, "  , \"tables\": ["));
    for (int32_t i = 0; i < e->table_count; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(gdcs_json_write_table(e->tables[i], w->sink, w->err));
    }
    TRY(put(w, "  ], \"facts\": ["));
    for (int32_t i = 0; i < e->fact_count; i++)
        TRY(put_fact(w, e, i));
    return put(w, "]}");
}

gdcs_status gdcs_release_log_write(const gdcs_release_log *log, gdcs_sink *sink, gdcs_error *err)
{
    const struct writing w = {sink, err};
    TRY(gdcs_i_need(log, "log", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(put(&w, "{\"releases\": ["));
    for (int64_t i = 0; i < gdcs_release_log_count(log); i++) {
        gdcs_release_entry e = {.struct_size = sizeof e};
        TRY(gdcs_release_log_get(log, i, &e, err));
        TRY(put(&w, i > 0 ? ",\n " : "\n "));
        TRY(put_entry(&w, &e));
    }
    return put(&w, "]}\n");
}

/* Reading: an entry with what it borrows. */
struct entry {
    const gdcs_i_json *in;
    gdcs_release_entry given;
    gdcs_disclosure_rule *rule;
    gdcs_table **tables;
    gdcs_audit_fact *facts;
    const gdcs_audit_fact **pointers;
    const char **labels;
};

static void end(struct entry *e)
{
    for (int32_t i = 0; e->tables != NULL && i < e->given.table_count; i++)
        gdcs_table_free(e->tables[i]);
    gdcs_disclosure_free(e->rule);
    free((void *)e->tables);
    free(e->facts);
    free((void *)e->pointers);
    free((void *)e->labels);
}

static int32_t find(const char *const *words, int32_t count, const char *word)
{
    for (int32_t i = 1; i < count; i++)
        if (strcmp(words[i], word) == 0)
            return i;
    return 0;
}

static int32_t find_method(const char *word)
{
    return find(methods, METHODS, word);
}

static int32_t find_kind(const char *word)
{
    return find(kinds, KINDS, word);
}

static gdcs_status take_number(const gdcs_i_json *in, const cJSON *object, const char *name,
                               double *out)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    return found == NULL ? GDCS_OK : gdcs_i_json_double(in, found, out);
}

static gdcs_status take_rule(struct entry *e, const cJSON *object)
{
    const cJSON *rule = NULL;
    TRY(gdcs_i_json_need(e->in, object, "rule", &rule));
    const gdcs_i_document part = gdcs_i_document_part(&e->in->document, (cJSON *)(uintptr_t)rule);
    const gdcs_status status = gdcs_i_rule_of_document(&part, &e->rule, e->in->err);
    e->given.rule = e->rule;
    return e->in->err != NULL && e->in->err->row > 0 ? status : gdcs_i_json_at(e->in, rule, status);
}

static gdcs_status take_tables(struct entry *e, const cJSON *object)
{
    const cJSON *list = NULL, *item = NULL;
    void *memory = NULL;
    TRY(gdcs_i_json_list(e->in, object, "tables", &list));
    TRY(gdcs_i_alloc(&memory, cJSON_GetArraySize(list), sizeof *e->tables, e->in->err));
    e->tables = memory;
    e->given.tables = memory;
    cJSON_ArrayForEach(item, list)
    {
        const gdcs_i_json part = {gdcs_i_document_part(&e->in->document, (cJSON *)(uintptr_t)item),
                                  e->in->err};
        TRY(gdcs_i_json_table(&part, &e->tables[e->given.table_count]));
        e->given.table_count++;
    }
    return GDCS_OK;
}

/* The table that a fact is of. */
static gdcs_status take_place(const struct entry *e, const cJSON *object, int32_t *out)
{
    const cJSON *table = NULL;
    double number = NAN;
    TRY(gdcs_i_json_need(e->in, object, "table", &table));
    TRY(gdcs_i_json_double(e->in, table, &number));
    if (!(number >= 0 && number < e->given.table_count && number == floor(number)))
        return gdcs_i_json_refuse(e->in, table, GDCS_E_SHAPE, "is no number of a table");
    *out = (int32_t)number;
    return GDCS_OK;
}

static gdcs_status take_labels(const struct entry *e, const cJSON *object, const char *name,
                               int64_t axes, const char **room, const char *const **out)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(object, name), *item = NULL;
    *out = NULL;
    if (list == NULL)
        return GDCS_OK;
    if (!cJSON_IsArray(list))
        return gdcs_i_json_refuse(e->in, list, GDCS_E_SYNTAX, "is no array");
    if (cJSON_GetArraySize(list) != axes)
        return gdcs_i_json_refuse(e->in, list, GDCS_E_SHAPE, "has not one label per axis");
    *out = room;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsString(item))
            return gdcs_i_json_refuse(e->in, item, GDCS_E_SYNTAX, "this is no text");
        *room++ = item->valuestring;
    }
    return GDCS_OK;
}

static gdcs_status take_fact(struct entry *e, const cJSON *object, int32_t i)
{
    static const char *const names[] = {"kind",
                                        "table",
                                        "a",
                                        "b",
                                        "c",
                                        "d",
                                        "population",
                                        "per",
                                        "lower",
                                        "upper",
                                        "other_population",
                                        NULL};
    gdcs_audit_fact *f = &e->facts[i];
    const char *const **const labels[SIDES] = {&f->a, &f->b, &f->c, &f->d};
    const cJSON *kind = NULL;
    f->struct_size = sizeof *f;
    TRY(gdcs_i_json_members(e->in, object, names));
    TRY(gdcs_i_json_need(e->in, object, "kind", &kind));
    TRY(gdcs_i_json_name(e->in, object, "kind", find_kind, &f->kind));
    TRY(take_place(e, object, &f->table));
    const int64_t axes = gdcs_table_count_axes(e->tables[f->table]);
    for (int side = 0; side < SIDES; side++)
        TRY(take_labels(e, object, sides[side], axes,
                        e->labels + ((int64_t)i * SIDES + side) * AXES, labels[side]));
    TRY(take_number(e->in, object, "population", &f->population));
    TRY(take_number(e->in, object, "other_population", &f->other_population));
    TRY(take_number(e->in, object, "per", &f->per));
    TRY(take_number(e->in, object, "lower", &f->lower));
    TRY(take_number(e->in, object, "upper", &f->upper));
    e->pointers[i] = f;
    return GDCS_OK;
}

static gdcs_status take_facts(struct entry *e, const cJSON *object)
{
    const cJSON *list = NULL, *item = NULL;
    void *memory = NULL;
    TRY(gdcs_i_json_list(e->in, object, "facts", &list));
    const int32_t count = cJSON_GetArraySize(list);
    TRY(gdcs_i_alloc(&memory, count, sizeof *e->facts, e->in->err));
    e->facts = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *e->pointers, e->in->err));
    e->pointers = memory;
    TRY(gdcs_i_alloc(&memory, (int64_t)count * SIDES * AXES, sizeof *e->labels, e->in->err));
    e->labels = memory;
    cJSON_ArrayForEach(item, list) TRY(take_fact(e, item, e->given.fact_count++));
    e->given.facts = e->pointers;
    return GDCS_OK;
}

static gdcs_status take_entry(struct entry *e, const cJSON *object)
{
    static const char *const names[] = {"id",  "time", "method", "base",  "epsilon",
                                        "rho", "rule", "tables", "facts", NULL};
    const cJSON *method = NULL;
    e->given.struct_size = sizeof e->given;
    TRY(gdcs_i_json_members(e->in, object, names));
    TRY(gdcs_i_json_need(e->in, object, "method", &method));
    TRY(gdcs_i_json_name(e->in, object, "method", find_method, &e->given.method));
    TRY(gdcs_i_json_text(e->in, object, "id", &e->given.id));
    TRY(gdcs_i_json_text(e->in, object, "time", &e->given.time));
    TRY(take_number(e->in, object, "base", &e->given.base));
    TRY(take_number(e->in, object, "epsilon", &e->given.epsilon));
    TRY(take_number(e->in, object, "rho", &e->given.rho));
    TRY(take_rule(e, object));
    TRY(take_tables(e, object));
    return take_facts(e, object);
}

static gdcs_status fill(const gdcs_i_json *in, gdcs_release_log *log)
{
    static const char *const names[] = {"releases", NULL};
    const cJSON *list = NULL, *item = NULL;
    TRY(gdcs_i_json_members(in, in->document.root, names));
    TRY(gdcs_i_json_list(in, in->document.root, "releases", &list));
    cJSON_ArrayForEach(item, list)
    {
        struct entry e = {.in = in};
        gdcs_status status = take_entry(&e, item);
        if (status == GDCS_OK)
            status = gdcs_i_json_at(in, item, gdcs_release_log_add(log, &e.given, in->err));
        end(&e);
        TRY(status);
    }
    return GDCS_OK;
}

static gdcs_status take_log(const gdcs_i_json *in, void *out)
{
    gdcs_release_log *log = NULL;
    TRY(gdcs_release_log_new(&log, in->err));
    const gdcs_status status = fill(in, log);
    if (status == GDCS_OK)
        *(gdcs_release_log **)out = log;
    else
        gdcs_release_log_free(log);
    return status;
}

gdcs_status gdcs_release_log_read(const char *path, gdcs_release_log **out, gdcs_error *err)
{
    const gdcs_i_json_request q = {take_log, (void *)out};
    TRY(gdcs_i_need(path, "path", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    return gdcs_i_json_read(path, &q, err);
}

gdcs_status gdcs_release_log_parse(const char *text, int64_t size, gdcs_release_log **out,
                                   gdcs_error *err)
{
    const gdcs_i_json_request q = {take_log, (void *)out};
    TRY(gdcs_i_need((void *)out, "out", err));
    return gdcs_i_json_parse(text, size, &q, err);
}
