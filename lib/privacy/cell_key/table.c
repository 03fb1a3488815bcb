#include "core/fail.h"
#include "core/memory.h"
#include "privacy/branches.h"
#include "privacy/cell_key/design.h"
#include "privacy/perturb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESULT_V1 = 40 };

typedef struct work {
    const gdcs_cell_key *design;
    const gdcs_table *keys;
    gdcs_table *table;
    gdcs_i_branches branches;
    int32_t *axis[GDCS_I_AXES]; /* of `table`: by code of `keys`, its code; -1: none */
    int32_t place[GDCS_I_AXES]; /* of `table`: the axis of `keys` */
    double *sum;                /* by slot of `table`: of the keys; -1: it has none */
} work;

/* Codes of an axis of the keys as those of the table. */
static gdcs_status match_axis(work *w, int32_t k, gdcs_error *err)
{
    const gdcs_i_axis *axis = &w->table->axes[k];
    void *memory = NULL;
    w->place[k] = (int32_t)gdcs_table_find_axis(w->keys, axis->name);
    if (w->place[k] < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, axis->name, "the keys have no axis \"%.60s\"",
                           axis->name);
    const gdcs_i_axis *from = &w->keys->axes[w->place[k]];
    TRY(gdcs_i_alloc(&memory, gdcs_i_pool_count(from->labels), sizeof(int32_t), err));
    w->axis[k] = memory;
    for (int32_t code = 0; code < gdcs_i_pool_count(from->labels); code++) {
        const char *label = gdcs_i_pool_text(from->labels, code);
        w->axis[k][code] = gdcs_i_pool_find(axis->labels, label, strlen(label));
    }
    return GDCS_OK;
}

/* Is it of a total or a node, whose records are those of its parts? */
static int is_sum(const work *w, const int32_t *codes)
{
    if (gdcs_i_perturb_totals(w->keys, codes) > 0)
        return 1;
    for (int32_t k = 0; k < w->table->width; k++) {
        const int32_t code = w->axis[k][codes[w->place[k]]];
        if (code >= 0 && w->branches.height[k][code] > 0)
            return 1;
    }
    return 0;
}

static gdcs_status read_key(const gdcs_i_range *range, double *key, gdcs_error *err)
{
    if (range->lower.high != floor(range->lower.high) ||
        range->lower.low != floor(range->lower.low))
        return gdcs_i_fail(err, GDCS_E_VALUE, "keys", "a key is no whole number");
    *key = fmod(fmod(range->lower.high, GDCS_I_KEYS) + fmod(range->lower.low, GDCS_I_KEYS),
                GDCS_I_KEYS);
    return GDCS_OK;
}

/* A label that the table does not know is part of its total alone. */
static int32_t begin_at(const work *w, int32_t k, const int32_t *codes)
{
    const int32_t code = w->axis[k][codes[w->place[k]]];
    return code >= 0 ? code : w->table->axes[k].total;
}

/* Add the key to the cell of these labels, and to all that it is part of. */
static void add_key(work *w, const int32_t *from, double key)
{
    int32_t codes[GDCS_I_AXES];
    int32_t k = 0;
    for (int32_t i = 0; i < w->table->width; i++) {
        codes[i] = begin_at(w, i, from);
        if (codes[i] < 0)
            return;
    }
    while (k < w->table->width) {
        const int64_t slot = gdcs_i_cells_find(w->table->cells, codes);
        if (slot >= 0)
            w->sum[slot] = fmod(fmax(w->sum[slot], 0.0) + key, GDCS_I_KEYS);
        for (k = 0; k < w->table->width; k++) {
            codes[k] = w->branches.parent[k][codes[k]];
            if (codes[k] >= 0)
                break;
            codes[k] = begin_at(w, k, from);
        }
    }
}

static gdcs_status add_keys(work *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, gdcs_i_cells_count(w->table->cells), sizeof *w->sum, err));
    w->sum = memory;
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->table->cells); slot++)
        w->sum[slot] = -1.0;
    for (int32_t k = 0; k < w->table->width; k++)
        TRY(match_axis(w, k, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w->keys->cells); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(w->keys->cells, slot);
        int32_t codes[GDCS_I_AXES];
        double key = 0.0;
        gdcs_i_cells_codes(w->keys->cells, slot, codes);
        if (range.inexact || is_sum(w, codes))
            continue;
        TRY(read_key(&range, &key, err));
        add_key(w, codes, key < 0.0 ? key + GDCS_I_KEYS : key);
    }
    return GDCS_OK;
}

static gdcs_status perturb_cell(work *w, int64_t slot, gdcs_cell_key_result *result,
                                gdcs_error *err)
{
    const gdcs_i_range range = gdcs_i_cells_get(w->table->cells, slot);
    const double x = gdcs_i_range_lower(&range);
    if (range.inexact)
        return GDCS_OK;
    if (!(x <= 1e15 && x == floor(x)))
        return gdcs_i_fail(err, GDCS_E_VALUE, "table",
                           "a cell is no whole number between 0 and 1e15");
    if (x > 0.0) {
        if (w->sum[slot] < 0.0)
            return gdcs_i_fail(err, GDCS_E_SHAPE, "keys", "a cell that is not empty has no key");
        const double published = gdcs_i_cell_key_publish(w->design, x, w->sum[slot]);
        TRY(gdcs_i_perturb_limit(w->table, slot, published, published, err));
        result->cells++;
    }
    return gdcs_i_perturb_mark(w->table, slot, err);
}

/* What each number of the perturbed table says of the truth; cells that were no numbers stay. */
static gdcs_status say(const gdcs_cell_key *design, const gdcs_table *perturbed, gdcs_table **out,
                       gdcs_error *err)
{
    gdcs_table *copy = NULL;
    gdcs_status status = GDCS_OK;
    GO(gdcs_table_copy(perturbed, &copy, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(copy->cells); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(copy->cells, slot);
        double lower, upper;
        if (range.inexact)
            continue;
        gdcs_i_cell_key_limits(design, gdcs_i_range_lower(&range), &lower, &upper);
        GO(gdcs_i_perturb_limit(copy, slot, lower, upper, err));
    }
    *out = copy;
    copy = NULL;
done:
    gdcs_table_free(copy);
    return status;
}

static void begin_result(const gdcs_cell_key *design, gdcs_cell_key_result *r)
{
    *r = (gdcs_cell_key_result){.struct_size = sizeof *r,
                                .deviation = design->deviation,
                                .threshold = design->threshold,
                                .variance = gdcs_i_cell_key_variance(design, design->last)};
    for (int32_t i = 0; i <= design->last; i++)
        r->variance_most = fmax(r->variance_most, gdcs_i_cell_key_variance(design, i));
}

static void release(work *w)
{
    for (int32_t k = 0; k < GDCS_I_AXES; k++)
        free(w->axis[k]);
    gdcs_i_branches_free(&w->branches);
    free(w->sum);
    gdcs_table_free(w->table);
}

gdcs_status gdcs_cell_key_table(const gdcs_cell_key *design, const gdcs_table *table,
                                const gdcs_table *keys, const gdcs_tree *const *trees,
                                int32_t tree_count, gdcs_table **out, gdcs_table **intervals,
                                gdcs_cell_key_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_cell_key_result r;
    gdcs_table *said = NULL;
    work w = {.design = design, .keys = keys};
    TRY(gdcs_i_need(design, "design", err));
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(keys, "keys", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    if (tree_count < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "tree_count", "tree_count is negative");
    begin_result(design, &r);
    GO(gdcs_i_perturb_complete(table, &w.table, err));
    GO(gdcs_i_branches_new(w.table, trees, tree_count, &w.branches, err));
    GO(add_keys(&w, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(w.table->cells); slot++)
        GO(perturb_cell(&w, slot, &r, err));
    if (intervals != NULL)
        GO(say(design, w.table, &said, err));
    if (result != NULL)
        GO(gdcs_i_give(result, &r, sizeof r, RESULT_V1, err));
    *out = w.table;
    w.table = NULL;
    if (intervals != NULL)
        *intervals = said;
    said = NULL;
done:
    gdcs_table_free(said);
    release(&w);
    return status;
}
