/* The log of releases. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/release_log/entry.h"
#include "privacy/release_log/release_log.h"

#include <gdcs/release.h>

#include <math.h>
#include <stdlib.h>

enum { ENTRY_V1 = 112, MOST_TABLES = 700 };

struct gdcs_release_log {
    gdcs_i_log_entry **entries;
    int64_t count;
    int64_t room;
    int32_t tables; /* of what is no records */
    int32_t facts;
    int32_t records;
    int32_t trees;
};

static int is_records(const gdcs_i_log_entry *e)
{
    return e->entry.method == GDCS_RELEASE_METHOD_RECORDS;
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
        gdcs_i_log_entry_free(log->entries[i]);
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

static gdcs_status check_records(const gdcs_release_entry *e, gdcs_error *err)
{
    const int is_table = e->method != GDCS_RELEASE_METHOD_RECORDS;
    if (is_table && (e->keys != NULL || e->microdata != NULL))
        return gdcs_i_fail(err, GDCS_E_OPTION, "keys", "only records have keys and their rule");
    if (is_table)
        return gdcs_i_need(e->rule, "rule", err);
    TRY(gdcs_i_need(e->keys, "keys", err));
    TRY(gdcs_i_need(e->microdata, "microdata", err));
    return e->table_count == 1 && e->fact_count == 0
               ? GDCS_OK
               : gdcs_i_fail(err, GDCS_E_SHAPE, "tables", "records are one table without facts");
}

static gdcs_status check(const gdcs_release_log *log, gdcs_release_entry *e, gdcs_error *err)
{
    const double numbers[] = {e->base, e->epsilon, e->rho};
    if (e->method < 0 || e->method > GDCS_RELEASE_METHOD_RECORDS || e->table_count < 0 ||
        e->fact_count < 0 || e->tree_count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "entry", "no such method, or a negative count");
    for (int i = 0; i < 3; i++)
        if (!(numbers[i] >= 0.0 && isfinite(numbers[i])))
            return gdcs_i_fail(err, GDCS_E_OPTION, "entry",
                               "base, epsilon or rho is negative or not finite");
    if (e->table_count > MOST_TABLES - log->tables - log->records ||
        e->fact_count > INT32_MAX / 2 - log->facts)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "tables", "a log of more than %d tables",
                           (int)MOST_TABLES);
    if (e->table_count > 0)
        TRY(gdcs_i_need(e->tables, "tables", err));
    if (e->fact_count > 0)
        TRY(gdcs_i_need(e->facts, "facts", err));
    if (e->tree_count > 0)
        TRY(gdcs_i_need((const void *)e->trees, "trees", err));
    if (e->method == GDCS_RELEASE_METHOD_DEFAULT)
        e->method = GDCS_RELEASE_METHOD_SUPPRESSION;
    return check_records(e, err);
}

gdcs_status gdcs_release_log_add(gdcs_release_log *log, const gdcs_release_entry *entry,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_release_entry given;
    gdcs_i_log_entry *e = NULL;
    TRY(gdcs_i_need(log, "log", err));
    TRY(gdcs_i_need(entry, "entry", err));
    TRY(gdcs_i_take(&given, sizeof given, entry, ENTRY_V1, err));
    TRY(check(log, &given, err));
    GO(gdcs_i_log_entry_new(&given, &e, err));
    void *entries = log->entries;
    status = gdcs_i_reserve(&entries, &log->room, log->count + 1, sizeof *log->entries, err);
    log->entries = entries;
    if (status != GDCS_OK)
        goto done;
    log->entries[log->count++] = e;
    if (is_records(e))
        log->records++;
    else
        log->tables += e->entry.table_count;
    log->facts += e->entry.fact_count;
    log->trees += e->entry.tree_count;
    e = NULL;
done:
    gdcs_i_log_entry_free(e);
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

int32_t gdcs_i_release_log_records(const gdcs_release_log *log)
{
    return log != NULL ? log->records : 0;
}

int32_t gdcs_i_release_log_trees(const gdcs_release_log *log)
{
    return log != NULL ? log->trees : 0;
}

void gdcs_i_release_log_list(const gdcs_release_log *log, int32_t first, const gdcs_table **tables,
                             gdcs_audit_fact *facts)
{
    int32_t at = 0, fact = 0;
    for (int64_t i = 0; log != NULL && i < log->count; i++) {
        const gdcs_i_log_entry *e = log->entries[i];
        for (int32_t f = 0; f < e->entry.fact_count; f++) {
            facts[fact] = e->facts[f];
            facts[fact++].table += first + at;
        }
        for (int32_t t = 0; !is_records(e) && t < e->entry.table_count; t++)
            tables[at++] = e->tables[t];
    }
}

void gdcs_i_release_log_list_records(const gdcs_release_log *log, const gdcs_table **tables)
{
    int32_t at = 0;
    for (int64_t i = 0; log != NULL && i < log->count; i++)
        if (is_records(log->entries[i]))
            tables[at++] = log->entries[i]->tables[0];
}

void gdcs_i_release_log_list_trees(const gdcs_release_log *log, const gdcs_tree **trees)
{
    int32_t at = 0;
    for (int64_t i = 0; log != NULL && i < log->count; i++)
        for (int32_t t = 0; t < log->entries[i]->entry.tree_count; t++)
            trees[at++] = log->entries[i]->tree_pointers[t];
}
