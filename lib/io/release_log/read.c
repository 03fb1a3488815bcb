/* Logs of releases from JSON. */
#include <gdcs/release_log.h>

#include "core/fail.h"
#include "core/memory.h"
#include "io/disclosure/rule.h"
#include "io/json/read.h"
#include "io/release_log/words.h"

#include <cjson/cJSON.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { AXES = 32 };

/* An entry with what it borrows. */
struct entry {
    const gdcs_i_json *in;
    gdcs_release_entry given;
    gdcs_disclosure_rule *rule;
    gdcs_table **tables;
    gdcs_audit_fact *facts;
    const gdcs_audit_fact **pointers;
    const char **labels;
    gdcs_microdata_keys keys;
    gdcs_microdata_rule microdata;
    const char **columns;
    gdcs_tree *trees;
    const gdcs_tree **tree_pointers;
    const char **nodes; /* of the trees, one after the other */
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
    free((void *)e->columns);
    free(e->trees);
    free((void *)e->tree_pointers);
    free((void *)e->nodes);
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
    return find(gdcs_i_log_methods, GDCS_I_LOG_METHODS, word);
}

static int32_t find_missing(const char *word)
{
    return find(gdcs_i_log_missing, GDCS_I_LOG_MISSING, word);
}

static int32_t find_diversity(const char *word)
{
    return find(gdcs_i_log_diversities, GDCS_I_LOG_DIVERSITIES, word);
}

static int32_t find_distance(const char *word)
{
    return find(gdcs_i_log_distances, GDCS_I_LOG_DISTANCES, word);
}

static int32_t find_kind(const char *word)
{
    return find(gdcs_i_log_kinds, GDCS_I_LOG_KINDS, word);
}

static gdcs_status take_number(const gdcs_i_json *in, const cJSON *object, const char *name,
                               double *out)
{
    const cJSON *found = cJSON_GetObjectItemCaseSensitive(object, name);
    return found == NULL ? GDCS_OK : gdcs_i_json_double(in, found, out);
}

/* Of tables; records have other rules. */
static gdcs_status take_rule(struct entry *e, const cJSON *object)
{
    const cJSON *rule = cJSON_GetObjectItemCaseSensitive(object, "rule");
    if (rule == NULL && cJSON_GetObjectItemCaseSensitive(object, "keys") != NULL)
        return GDCS_OK;
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
    const char *const **const labels[GDCS_I_LOG_SIDES] = {&f->a, &f->b, &f->c, &f->d};
    const cJSON *kind = NULL;
    f->struct_size = sizeof *f;
    TRY(gdcs_i_json_members(e->in, object, names));
    TRY(gdcs_i_json_need(e->in, object, "kind", &kind));
    TRY(gdcs_i_json_name(e->in, object, "kind", find_kind, &f->kind));
    TRY(take_place(e, object, &f->table));
    const int64_t axes = gdcs_table_count_axes(e->tables[f->table]);
    for (int side = 0; side < GDCS_I_LOG_SIDES; side++)
        TRY(take_labels(e, object, gdcs_i_log_sides[side], axes,
                        e->labels + ((int64_t)i * GDCS_I_LOG_SIDES + side) * AXES, labels[side]));
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
    TRY(gdcs_i_alloc(&memory, (int64_t)count * GDCS_I_LOG_SIDES * AXES, sizeof *e->labels,
                     e->in->err));
    e->labels = memory;
    cJSON_ArrayForEach(item, list) TRY(take_fact(e, item, e->given.fact_count++));
    e->given.facts = e->pointers;
    return GDCS_OK;
}

/* All texts of an array, in `out`. */
static gdcs_status take_texts(const struct entry *e, const cJSON *list, const char **out)
{
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, list)
    {
        if (!cJSON_IsString(item))
            return gdcs_i_json_refuse(e->in, item, GDCS_E_SYNTAX, "this is no text");
        *out++ = item->valuestring;
    }
    return GDCS_OK;
}

static gdcs_status take_keys(struct entry *e, const cJSON *object)
{
    static const char *const names[] = {"columns", "sensitive", "missing", NULL};
    const cJSON *keys = cJSON_GetObjectItemCaseSensitive(object, "keys"), *list = NULL;
    void *memory = NULL;
    if (keys == NULL)
        return GDCS_OK;
    TRY(gdcs_i_json_members(e->in, keys, names));
    TRY(gdcs_i_json_list(e->in, keys, "columns", &list));
    e->keys.struct_size = sizeof e->keys;
    e->keys.count = cJSON_GetArraySize(list);
    TRY(gdcs_i_alloc(&memory, e->keys.count, sizeof *e->columns, e->in->err));
    e->columns = memory;
    e->keys.columns = e->columns;
    TRY(take_texts(e, list, e->columns));
    TRY(gdcs_i_json_text(e->in, keys, "sensitive", &e->keys.sensitive));
    TRY(gdcs_i_json_name(e->in, keys, "missing", find_missing, &e->keys.missing));
    e->given.keys = &e->keys;
    return GDCS_OK;
}

static gdcs_status take_microdata(struct entry *e, const cJSON *object)
{
    static const char *const names[] = {"k", "l", "diversity", "c", "t", "distance", "risk", NULL};
    const cJSON *rule = cJSON_GetObjectItemCaseSensitive(object, "microdata");
    gdcs_microdata_rule *r = &e->microdata;
    double k = 0.0;
    if (rule == NULL)
        return GDCS_OK;
    TRY(gdcs_i_json_members(e->in, rule, names));
    TRY(take_number(e->in, rule, "k", &k));
    if (!(fabs(k) <= 1e15 && k == floor(k)))
        return gdcs_i_json_refuse(e->in, rule, GDCS_E_OPTION, "has no whole number k");
    r->struct_size = sizeof *r;
    r->k = (int64_t)k;
    TRY(take_number(e->in, rule, "l", &r->l));
    TRY(take_number(e->in, rule, "c", &r->c));
    TRY(take_number(e->in, rule, "t", &r->t));
    TRY(take_number(e->in, rule, "risk", &r->risk));
    TRY(gdcs_i_json_name(e->in, rule, "diversity", find_diversity, &r->diversity));
    TRY(gdcs_i_json_name(e->in, rule, "distance", find_distance, &r->distance));
    e->given.microdata = r;
    return GDCS_OK;
}

static gdcs_status take_tree(struct entry *e, const cJSON *object, const char **nodes,
                             gdcs_tree *tree)
{
    static const char *const names[] = {"axis", "children", "parents", NULL};
    const cJSON *children = NULL, *parents = NULL, *axis = NULL;
    TRY(gdcs_i_json_members(e->in, object, names));
    TRY(gdcs_i_json_need(e->in, object, "axis", &axis));
    TRY(gdcs_i_json_text(e->in, object, "axis", &tree->axis));
    TRY(gdcs_i_json_list(e->in, object, "children", &children));
    TRY(gdcs_i_json_list(e->in, object, "parents", &parents));
    tree->struct_size = sizeof *tree;
    tree->count = cJSON_GetArraySize(children);
    if (cJSON_GetArraySize(parents) != tree->count)
        return gdcs_i_json_refuse(e->in, parents, GDCS_E_SHAPE, "has not one parent per child");
    tree->children = nodes;
    tree->parents = nodes + tree->count;
    TRY(take_texts(e, children, nodes));
    return take_texts(e, parents, nodes + tree->count);
}

/* Room for all labels: as many as there are texts in the arrays. */
static int64_t count_nodes(const cJSON *trees)
{
    const cJSON *tree = NULL;
    int64_t count = 0;
    cJSON_ArrayForEach(tree, trees) count +=
        2 * (int64_t)cJSON_GetArraySize(cJSON_GetObjectItemCaseSensitive(tree, "children"));
    return count;
}

static gdcs_status take_trees(struct entry *e, const cJSON *object)
{
    const cJSON *list = cJSON_GetObjectItemCaseSensitive(object, "trees"), *item = NULL;
    void *memory = NULL;
    int64_t at = 0;
    if (list == NULL)
        return GDCS_OK;
    TRY(gdcs_i_json_list(e->in, object, "trees", &list));
    const int32_t count = cJSON_GetArraySize(list);
    TRY(gdcs_i_alloc(&memory, count, sizeof *e->trees, e->in->err));
    e->trees = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *e->tree_pointers, e->in->err));
    e->tree_pointers = memory;
    TRY(gdcs_i_alloc(&memory, count_nodes(list), sizeof *e->nodes, e->in->err));
    e->nodes = memory;
    cJSON_ArrayForEach(item, list)
    {
        gdcs_tree *tree = &e->trees[e->given.tree_count];
        TRY(take_tree(e, item, e->nodes + at, tree));
        at += 2 * tree->count;
        e->tree_pointers[e->given.tree_count++] = tree;
    }
    e->given.trees = e->tree_pointers;
    return GDCS_OK;
}

static gdcs_status take_entry(struct entry *e, const cJSON *object)
{
    static const char *const names[] = {"id",     "time",  "method", "base",      "epsilon",
                                        "rho",    "rule",  "keys",   "microdata", "trees",
                                        "tables", "facts", NULL};
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
    TRY(take_keys(e, object));
    TRY(take_microdata(e, object));
    TRY(take_trees(e, object));
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
