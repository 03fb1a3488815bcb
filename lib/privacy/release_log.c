/* The log of releases: copies of what was published. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/leave.h"
#include "data/table.h"
#include "privacy/release_log.h"
#include "privacy/unsafe.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { ENTRY_V1 = 80, FACT_V1 = 88, MOST_TABLES = 700, MOST_METHOD = 4, SIDES = 4 };

/* An entry with all that it lends. */
struct own {
    gdcs_release_entry entry;
    gdcs_disclosure_rule rule;
    char *texts[5]; /* id, time, producer, source, note */
    gdcs_table **tables;
    gdcs_audit_fact *facts;
    const gdcs_audit_fact **pointers;
    char **labels; /* of facts, each NULL-ended by its number */
    int64_t label_count;
    const char **lists; /* of pointers to labels */
};

struct gdcs_release_log {
    struct own **entries;
    int64_t count;
    int64_t room;
    int32_t tables;
    int32_t facts;
};

static void drop(struct own *e)
{
    if (e == NULL)
        return;
    for (int i = 0; i < 5; i++)
        free(e->texts[i]);
    for (int32_t i = 0; e->tables != NULL && i < e->entry.table_count; i++)
        gdcs_table_free(e->tables[i]);
    for (int64_t i = 0; i < e->label_count; i++)
        free(e->labels[i]);
    free((void *)e->tables);
    free(e->facts);
    free((void *)e->pointers);
    free(e->labels);
    free((void *)e->lists);
    free(e);
}

gdcs_status gdcs_release_log_new(gdcs_release_log **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_release_log), err));
    *out = memory;
    return GDCS_OK;
}

void gdcs_release_log_free(gdcs_release_log *log)
{
    for (int64_t i = 0; log != NULL && i < log->count; i++)
        drop(log->entries[i]);
    if (log != NULL)
        free((void *)log->entries);
    free(log);
}

int64_t gdcs_release_log_count(const gdcs_release_log *log)
{
    return log != NULL ? log->count : 0;
}

gdcs_status gdcs_release_log_get(const gdcs_release_log *log, int64_t index,
                                 gdcs_release_entry *out, gdcs_error *err)
{
    TRY(gdcs_i_need(log, "log", err));
    TRY(gdcs_i_need(out, "out", err));
    if (index < 0 || index >= log->count)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "index", "there is no entry %lld of %lld",
                           (long long)index, (long long)log->count);
    return gdcs_i_give(out, &log->entries[index]->entry, sizeof *out, ENTRY_V1, err);
}

static gdcs_status take_text(struct own *e, int place, const char *text, const char *field,
                             const char **out, gdcs_error *err)
{
    *out = NULL;
    if (text == NULL && place > 1)
        return GDCS_OK;
    if (text != NULL && gdcs_i_utf8_valid(text, strlen(text)) < strlen(text))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, field, "a text is not UTF-8");
    TRY(gdcs_i_copy_text(text, &e->texts[place], err));
    *out = e->texts[place];
    return GDCS_OK;
}

static gdcs_status take_rule(struct own *e, const gdcs_disclosure_rule *rule, gdcs_error *err)
{
    TRY(gdcs_i_rule_take(rule, &e->rule, err));
    const gdcs_disclosure_rule given = e->rule;
    TRY(take_text(e, 2, given.producer, "producer", &e->rule.producer, err));
    TRY(take_text(e, 3, given.source, "source", &e->rule.source, err));
    TRY(take_text(e, 4, given.note, "note", &e->rule.note, err));
    e->rule.struct_size = sizeof e->rule;
    e->entry.rule = &e->rule;
    return GDCS_OK;
}

static gdcs_status take_tables(struct own *e, const gdcs_release_entry *given, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, given->table_count, sizeof(gdcs_table *), err));
    e->tables = memory;
    e->entry.tables = (const gdcs_table *const *)memory;
    for (int32_t i = 0; i < given->table_count; i++) {
        TRY(gdcs_i_need(given->tables[i], "tables", err));
        TRY(gdcs_i_leave_table(given->tables[i], err));
        TRY(gdcs_table_copy(given->tables[i], &e->tables[i], err));
        e->entry.table_count = i + 1;
    }
    return GDCS_OK;
}

static gdcs_status check_fact(const struct own *e, const gdcs_audit_fact *f, gdcs_error *err)
{
    if (f->kind < GDCS_AUDIT_FACT_SHARE || f->kind > GDCS_AUDIT_FACT_RATIO)
        return gdcs_i_fail(err, GDCS_E_OPTION, "kind", "%d is no kind of fact", (int)f->kind);
    if (f->table < 0 || f->table >= e->entry.table_count)
        return gdcs_i_fail(err, GDCS_E_OPTION, "table", "there is no table %d", (int)f->table);
    if (f->a == NULL || (f->kind >= GDCS_AUDIT_FACT_GAP && f->c == NULL))
        return gdcs_i_fail(err, GDCS_E_OPTION, "facts", "labels of a fact are missing");
    if (!isfinite(f->population) || !isfinite(f->other_population) || !isfinite(f->per) ||
        !isfinite(f->lower) || isnan(f->upper))
        return gdcs_i_fail(err, GDCS_E_OPTION, "facts", "a number of a fact is not finite");
    return GDCS_OK;
}

/* One cell's labels: the next places of `lists`. */
static gdcs_status take_labels(struct own *e, const gdcs_audit_fact *f, const char *const *given,
                               const char *const **out, gdcs_error *err)
{
    const int32_t width = e->tables[f->table]->width;
    *out = NULL;
    if (given == NULL)
        return GDCS_OK;
    *out = e->lists + e->label_count;
    for (int32_t k = 0; k < width; k++) {
        if (given[k] == NULL || gdcs_i_utf8_valid(given[k], strlen(given[k])) < strlen(given[k]))
            return gdcs_i_fail(err, GDCS_E_OPTION, "facts",
                               "a label of a fact is missing or not UTF-8");
        TRY(gdcs_i_copy_text(given[k], &e->labels[e->label_count], err));
        e->lists[e->label_count] = e->labels[e->label_count];
        e->label_count++;
    }
    return GDCS_OK;
}

static gdcs_status take_fact(struct own *e, const gdcs_audit_fact *given, int32_t i,
                             gdcs_error *err)
{
    gdcs_audit_fact *f = &e->facts[i];
    TRY(gdcs_i_need(given, "facts", err));
    TRY(gdcs_i_take(f, sizeof *f, given, FACT_V1, err));
    TRY(check_fact(e, f, err));
    const char *const *const theirs[SIDES] = {f->a, f->b, f->c, f->d};
    const char *const **const ours[SIDES] = {&f->a, &f->b, &f->c, &f->d};
    for (int side = 0; side < SIDES; side++)
        TRY(take_labels(e, f, theirs[side], ours[side], err));
    e->pointers[i] = f;
    return GDCS_OK;
}

static gdcs_status take_facts(struct own *e, const gdcs_release_entry *given, gdcs_error *err)
{
    void *memory = NULL;
    const int64_t labels = (int64_t)given->fact_count * SIDES * GDCS_I_AXES;
    TRY(gdcs_i_alloc(&memory, given->fact_count, sizeof *e->facts, err));
    e->facts = memory;
    TRY(gdcs_i_alloc(&memory, given->fact_count, sizeof *e->pointers, err));
    e->pointers = memory;
    TRY(gdcs_i_alloc(&memory, labels, sizeof *e->labels, err));
    e->labels = memory;
    TRY(gdcs_i_alloc(&memory, labels, sizeof *e->lists, err));
    e->lists = memory;
    for (int32_t i = 0; i < given->fact_count; i++)
        TRY(take_fact(e, given->facts[i], i, err));
    e->entry.facts = e->pointers;
    e->entry.fact_count = given->fact_count;
    return GDCS_OK;
}

static gdcs_status check(const gdcs_release_log *log, gdcs_release_entry *e, gdcs_error *err)
{
    const double numbers[] = {e->base, e->epsilon, e->rho};
    if (e->method < 0 || e->method > MOST_METHOD || e->table_count < 0 || e->fact_count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "entry", "no such method, or a negative count");
    for (int i = 0; i < 3; i++)
        if (!(numbers[i] >= 0.0 && isfinite(numbers[i])))
            return gdcs_i_fail(err, GDCS_E_OPTION, "entry",
                               "base, epsilon or rho is negative or not finite");
    if (e->table_count > MOST_TABLES - log->tables || e->fact_count > INT32_MAX / 2 - log->facts)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "tables", "a log of more than %d tables",
                           (int)MOST_TABLES);
    if (e->table_count > 0)
        TRY(gdcs_i_need(e->tables, "tables", err));
    if (e->fact_count > 0)
        TRY(gdcs_i_need(e->facts, "facts", err));
    if (e->method == 0)
        e->method = 1; /* suppression */
    return GDCS_OK;
}

static gdcs_status fill(struct own *e, const gdcs_release_entry *given, gdcs_error *err)
{
    e->entry = (gdcs_release_entry){.struct_size = sizeof e->entry,
                                    .method = given->method,
                                    .base = given->base,
                                    .epsilon = given->epsilon,
                                    .rho = given->rho};
    TRY(take_text(e, 0, given->id, "id", &e->entry.id, err));
    TRY(take_text(e, 1, given->time, "time", &e->entry.time, err));
    TRY(take_rule(e, given->rule, err));
    TRY(take_tables(e, given, err));
    return take_facts(e, given, err);
}

gdcs_status gdcs_release_log_add(gdcs_release_log *log, const gdcs_release_entry *entry,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_release_entry given;
    void *memory = NULL;
    TRY(gdcs_i_need(log, "log", err));
    TRY(gdcs_i_need(entry, "entry", err));
    TRY(gdcs_i_take(&given, sizeof given, entry, ENTRY_V1, err));
    TRY(gdcs_i_need(given.rule, "rule", err));
    TRY(check(log, &given, err));
    GO(gdcs_i_alloc(&memory, 1, sizeof(struct own), err));
    struct own *e = memory;
    GO(fill(e, &given, err));
    void *entries = log->entries;
    status = gdcs_i_reserve(&entries, &log->room, log->count + 1, sizeof *log->entries, err);
    log->entries = entries;
    if (status != GDCS_OK)
        goto done;
    log->entries[log->count++] = e;
    log->tables += e->entry.table_count;
    log->facts += e->entry.fact_count;
    memory = NULL;
done:
    drop(memory);
    return status;
}

int32_t gdcs_i_release_log_tables(const gdcs_release_log *log)
{
    return log != NULL ? log->tables : 0;
}

int32_t gdcs_i_release_log_facts(const gdcs_release_log *log)
{
    return log != NULL ? log->facts : 0;
}

void gdcs_i_release_log_list(const gdcs_release_log *log, int32_t first, const gdcs_table **tables,
                             gdcs_audit_fact *facts)
{
    int32_t at = 0, fact = 0;
    for (int64_t i = 0; log != NULL && i < log->count; i++) {
        const struct own *e = log->entries[i];
        for (int32_t f = 0; f < e->entry.fact_count; f++) {
            facts[fact] = e->facts[f];
            facts[fact++].table += first + at;
        }
        for (int32_t t = 0; t < e->entry.table_count; t++)
            tables[at++] = e->tables[t];
    }
}
