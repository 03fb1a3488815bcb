#include "privacy/release/known.h"

#include "core/fail.h"
#include "core/memory.h"
#include "privacy/release/records.h"

#include <stdlib.h>

enum { FACT_V1 = 88 };

void gdcs_i_known_end(gdcs_i_known *k)
{
    for (int32_t i = 0; i < k->made_count; i++)
        gdcs_table_free(k->made[i]);
    free((void *)k->made);
    free((void *)k->records);
    free((void *)k->tables);
    free((void *)k->originals);
    free(k->facts);
    free((void *)k->pointers);
    free(k->trees);
    free((void *)k->tree_pointers);
    free((void *)k->nodes);
}

/* Tables that go out with this release; those after them are out already. */
static int32_t own_count(const gdcs_i_release *r)
{
    return r->n + (r->told != NULL);
}

int32_t gdcs_i_known_earlier(const gdcs_i_release *r)
{
    return r->options.published_count + gdcs_i_release_log_tables(r->options.log) +
           gdcs_i_release_log_records(r->options.log);
}

static gdcs_status make_room(const gdcs_i_release *r, gdcs_i_known *k, int32_t tables,
                             int32_t facts, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, tables, sizeof *k->tables, err));
    k->tables = memory;
    TRY(gdcs_i_alloc(&memory, tables, sizeof *k->originals, err));
    k->originals = memory;
    TRY(gdcs_i_alloc(&memory, facts, sizeof *k->facts, err));
    k->facts = memory;
    TRY(gdcs_i_alloc(&memory, facts, sizeof *k->pointers, err));
    k->pointers = memory;
    const int64_t records = (int64_t)gdcs_i_release_log_records(r->options.log) + 1;
    TRY(gdcs_i_alloc(&memory, records, sizeof *k->made, err));
    k->made = memory;
    TRY(gdcs_i_alloc(&memory, records, sizeof *k->records, err));
    k->records = memory;
    return GDCS_OK;
}

static void list_own(const gdcs_i_release *r, gdcs_i_known *k)
{
    for (int32_t i = 0; i < r->n; i++) {
        k->tables[k->count] = r->seen[i];
        k->originals[k->count++] = r->originals[i];
    }
    if (r->told != NULL) {
        k->tables[k->count] = r->told;
        k->originals[k->count++] = r->told_truth;
    }
}

/* The true numbers of what is out already are those of the originals, as far as these have them. */
static void list_earlier(const gdcs_i_release *r, gdcs_i_known *k)
{
    const int32_t first = k->count, listed = r->options.published_count;
    for (int32_t i = 0; i < listed; i++)
        k->tables[k->count++] = r->options.published[i];
    gdcs_i_release_log_list(r->options.log, k->count, k->tables + k->count,
                            k->facts + k->fact_count);
    k->count += gdcs_i_release_log_tables(r->options.log);
    k->fact_count += gdcs_i_release_log_facts(r->options.log);
    for (int32_t i = first; r->n > 0 && i < k->count; i++)
        k->originals[i] = r->originals[0];
    k->judged = k->count;
}

/* Those of the log, then those that go out. */
static void list_records(const gdcs_i_release *r, const gdcs_table *records, gdcs_i_known *k)
{
    gdcs_i_release_log_list_records(r->options.log, k->records);
    k->record_count = gdcs_i_release_log_records(r->options.log);
    if (records != NULL)
        k->records[k->record_count++] = records;
}

static gdcs_status project_records(const gdcs_i_release *r, gdcs_i_known *k, gdcs_error *err)
{
    const gdcs_i_release_others others = {.tables = k->tables,
                                          .records = k->records,
                                          .trees = k->tree_pointers,
                                          .count = k->judged,
                                          .record_count = k->record_count,
                                          .tree_count = k->tree_count};
    for (int32_t i = 0; i < k->record_count; i++) {
        TRY(gdcs_i_release_project_records(k->records[i], i + 1, &others, &k->made[i], err));
        k->made_count++;
        k->tables[k->count] = k->made[i];
        k->originals[k->count++] = r->n > 0 ? r->originals[0] : NULL;
    }
    return GDCS_OK;
}

static gdcs_status list_facts(const gdcs_i_release *r, gdcs_i_known *k, gdcs_error *err)
{
    for (int32_t i = 0; i < r->options.fact_count; i++) {
        TRY(gdcs_i_need(r->options.facts[i], "facts", err));
        TRY(gdcs_i_take(&k->facts[k->fact_count], sizeof *k->facts, r->options.facts[i], FACT_V1,
                        err));
        if (k->facts[k->fact_count].table >= r->n)
            return gdcs_i_fail(err, GDCS_E_OPTION, "table", "there is no table %d",
                               (int)k->facts[k->fact_count].table);
        k->fact_count++;
    }
    for (int32_t i = 0; i < r->told_fact_count; i++) {
        k->facts[k->fact_count] = r->told_facts[i];
        k->facts[k->fact_count++].table = r->n;
    }
    return GDCS_OK;
}

static void point(gdcs_i_known *k)
{
    for (int32_t i = 0; i < k->fact_count; i++)
        k->pointers[i] = &k->facts[i];
}

/* Those that go out come first, so that rows of the audit are theirs, and again last, since of two
   numbers that contradict each other the later stands. */
gdcs_status gdcs_i_known_all(const gdcs_i_release *r, gdcs_i_known *k, gdcs_error *err)
{
    const int32_t own = own_count(r), earlier = gdcs_i_known_earlier(r);
    TRY(make_room(r, k, 2 * own + earlier,
                  r->options.fact_count + r->told_fact_count +
                      gdcs_i_release_log_facts(r->options.log),
                  err));
    list_own(r, k);
    k->own = own;
    TRY(list_facts(r, k, err));
    list_earlier(r, k);
    list_records(r, NULL, k);
    TRY(gdcs_i_known_relate(r, 1, k, err));
    TRY(project_records(r, k, err));
    if (earlier > 0)
        list_own(r, k);
    point(k);
    return GDCS_OK;
}

/* Originals of which no table is out still say what is true: tables are repeated to make them as many. */
gdcs_status gdcs_i_known_before(const gdcs_i_release *r, const gdcs_table *records, gdcs_i_known *k,
                                gdcs_error *err)
{
    const int32_t listed = gdcs_i_known_earlier(r) + (records != NULL);
    TRY(make_room(r, k, listed > r->n ? listed : r->n, gdcs_i_release_log_facts(r->options.log),
                  err));
    list_earlier(r, k);
    list_records(r, records, k);
    TRY(gdcs_i_known_relate(r, 0, k, err));
    TRY(project_records(r, k, err));
    while (k->count < r->n) {
        k->tables[k->count] = k->tables[0];
        k->count++;
    }
    for (int32_t i = 0; i < r->n; i++)
        k->originals[i] = r->originals[i];
    point(k);
    return GDCS_OK;
}
