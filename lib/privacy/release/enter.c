#include "core/fail.h"
#include "core/memory.h"
#include "privacy/release/release.h"

#include <math.h>
#include <stdlib.h>

enum { FACT_V1 = 88 };

/* What the entry points to until it is copied. */
struct entering {
    const gdcs_table **tables;
    gdcs_table **made; /* two of each seen table, or NULL */
    gdcs_audit_fact *facts;
    const gdcs_audit_fact **pointers;
    int32_t table_count;
    int32_t fact_count;
};

/* Is a hidden cell limited? */
static int is_limited(const gdcs_table *table)
{
    for (int64_t slot = 0; slot < gdcs_i_cells_count(table->cells); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(table->cells, slot);
        if (range.inexact &&
            (gdcs_i_range_lower(&range) > 0.0 || isfinite(gdcs_i_range_upper(&range))))
            return 1;
    }
    return 0;
}

/* What limits say of a cell, and what its letter does, may be revised one without the other. */
static gdcs_status list_seen(const gdcs_i_release *r, struct entering *w, gdcs_error *err)
{
    const int32_t first = w->table_count;
    for (int32_t i = 0; i < r->n; i++)
        w->tables[w->table_count++] = r->seen[i];
    for (int32_t i = 0; i < r->n; i++) {
        gdcs_table **two = &w->made[2 * i];
        if (is_limited(r->made[i]))
            TRY(gdcs_i_release_say(r, i, GDCS_I_RELEASE_LETTERS, &two[1], err));
        if (two[1] == NULL || !is_limited(two[1]))
            continue;
        TRY(gdcs_i_release_say(r, i, GDCS_I_RELEASE_LIMITS, &two[0], err));
        w->tables[first + i] = two[0];
        w->tables[w->table_count++] = two[1];
    }
    return GDCS_OK;
}

/* Of a frame, what its rows tell; with the tables, if figures of these go out, too. */
static gdcs_status list_tables(const gdcs_i_release *r, struct entering *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 2 * (int64_t)r->n + 1, sizeof *w->tables, err));
    w->tables = memory;
    TRY(gdcs_i_alloc(&memory, 2 * (int64_t)r->n, sizeof *w->made, err));
    w->made = memory;
    if (r->told != NULL)
        w->tables[w->table_count++] = r->told;
    return r->told == NULL || r->options.fact_count > 0 ? list_seen(r, w, err) : GDCS_OK;
}

static gdcs_status list_facts(const gdcs_i_release *r, struct entering *w, gdcs_error *err)
{
    const int32_t given = r->options.fact_count, first = r->told != NULL;
    const int64_t count = (int64_t)given + r->told_fact_count;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, count, sizeof *w->facts, err));
    w->facts = memory;
    TRY(gdcs_i_alloc(&memory, count, sizeof *w->pointers, err));
    w->pointers = memory;
    for (int32_t i = 0; i < given; i++) {
        TRY(gdcs_i_take(&w->facts[i], sizeof *w->facts, r->options.facts[i], FACT_V1, err));
        w->facts[i].struct_size = sizeof *w->facts;
        w->facts[i].table += first;
    }
    for (int32_t i = 0; i < r->told_fact_count; i++)
        w->facts[given + i] = r->told_facts[i];
    for (int64_t i = 0; i < count; i++)
        w->pointers[i] = &w->facts[i];
    w->fact_count = (int32_t)count;
    return GDCS_OK;
}

static gdcs_status enter(const gdcs_i_release *r, struct entering *w, gdcs_error *err)
{
    const gdcs_release_options *o = &r->options;
    const int is_noise = o->method == GDCS_RELEASE_METHOD_NOISE;
    TRY(list_tables(r, w, err));
    if (!is_noise)
        TRY(list_facts(r, w, err));
    const gdcs_release_entry entry = {.struct_size = sizeof entry,
                                      .method = r->told != NULL ? GDCS_RELEASE_METHOD_SUPPRESSION
                                                                : o->method,
                                      .id = o->id,
                                      .time = o->time,
                                      .rule = &r->rule,
                                      .tables = w->tables,
                                      .facts = w->pointers,
                                      .table_count = w->table_count,
                                      .fact_count = w->fact_count,
                                      .base = r->told != NULL ? 0.0 : o->base,
                                      .epsilon = is_noise ? o->noise->epsilon : 0.0,
                                      .rho = is_noise ? o->noise->rho : 0.0,
                                      .trees = o->trees,
                                      .tree_count = o->tree_count};
    return gdcs_release_log_add(o->log, &entry, err);
}

gdcs_status gdcs_i_release_enter(const gdcs_i_release *r, gdcs_error *err)
{
    struct entering w = {.table_count = 0};
    if (r->options.log == NULL)
        return GDCS_OK;
    const gdcs_status status = enter(r, &w, err);
    for (int32_t i = 0; w.made != NULL && i < 2 * r->n; i++)
        gdcs_table_free(w.made[i]);
    free((void *)w.made);
    free((void *)w.tables);
    free(w.facts);
    free((void *)w.pointers);
    return status;
}
