#include "core/fail.h"
#include "core/memory.h"
#include "privacy/cell_key/design.h"
#include "privacy/perturb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESULT_V1 = 40 };

/* Keys summed over the axes at their total: one table for each set of such axes. */
typedef struct sums {
    uint32_t totals;
    int32_t padding;
    gdcs_table *keys;
} sums;

typedef struct work {
    const gdcs_cell_key *design;
    const gdcs_table *keys;
    gdcs_table *table;
    sums *items;
    int64_t room, count;
} work;

static gdcs_status find_sums(work *w, uint32_t totals, const gdcs_table **out, gdcs_error *err)
{
    const char *keep[GDCS_I_AXES];
    int32_t n = 0;
    void *memory = w->items;
    for (int64_t i = 0; i < w->count; i++)
        if (w->items[i].totals == totals) {
            *out = w->items[i].keys;
            return GDCS_OK;
        }
    for (int32_t i = 0; i < w->table->width; i++)
        if (!(totals >> i & 1))
            keep[n++] = w->table->axes[i].name;
    TRY(gdcs_i_reserve(&memory, &w->room, w->count + 1, sizeof *w->items, err));
    w->items = memory;
    TRY(gdcs_table_margin(w->keys, keep, n, &w->items[w->count].keys, err));
    w->items[w->count].totals = totals;
    *out = w->items[w->count++].keys;
    return GDCS_OK;
}

/* The key of a cell, -1 if it has none.  The two parts of a sum are whole: nothing is lost. */
static gdcs_status find_key(work *w, const int32_t *codes, double *key, gdcs_error *err)
{
    const gdcs_table *keys = NULL;
    int32_t places[GDCS_I_AXES], n = 0;
    const uint32_t totals = gdcs_i_perturb_axes(w->table, codes);
    *key = -1.0;
    TRY(find_sums(w, totals, &keys, err));
    for (int32_t i = 0; i < w->table->width; i++) {
        if (totals >> i & 1)
            continue;
        const char *label = gdcs_i_pool_text(w->table->axes[i].labels, codes[i]);
        places[n] = gdcs_i_pool_find(keys->axes[n].labels, label, strlen(label));
        if (places[n++] < 0)
            return GDCS_OK;
    }
    const int64_t slot = gdcs_i_cells_find(keys->cells, places);
    if (slot < 0)
        return GDCS_OK;
    const gdcs_i_range range = gdcs_i_cells_get(keys->cells, slot);
    if (range.inexact)
        return GDCS_OK;
    if (range.lower.high != floor(range.lower.high) || range.lower.low != floor(range.lower.low))
        return gdcs_i_fail(err, GDCS_E_VALUE, "keys", "a key is no whole number");
    *key =
        fmod(fmod(range.lower.high, GDCS_I_KEYS) + fmod(range.lower.low, GDCS_I_KEYS), GDCS_I_KEYS);
    *key += *key < 0.0 ? GDCS_I_KEYS : 0.0;
    return GDCS_OK;
}

static gdcs_status perturb_cell(work *w, int64_t slot, gdcs_cell_key_result *result,
                                gdcs_error *err)
{
    const gdcs_i_range range = gdcs_i_cells_get(w->table->cells, slot);
    const double x = gdcs_i_range_lower(&range);
    int32_t codes[GDCS_I_AXES];
    double key = 0.0;
    if (range.inexact)
        return GDCS_OK;
    if (!(x <= 1e15 && x == floor(x)))
        return gdcs_i_fail(err, GDCS_E_VALUE, "table",
                           "a cell is no whole number between 0 and 1e15");
    if (x > 0.0) {
        TRY(find_key(w, gdcs_i_cells_codes(w->table->cells, slot, codes), &key, err));
        if (key < 0.0)
            return gdcs_i_fail(err, GDCS_E_SHAPE, "keys", "a cell that is not empty has no key");
        const double published = gdcs_i_cell_key_publish(w->design, x, key);
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
    for (int64_t i = 0; i < w->count; i++)
        gdcs_table_free(w->items[i].keys);
    free(w->items);
    gdcs_table_free(w->table);
}

gdcs_status gdcs_cell_key_table(const gdcs_cell_key *design, const gdcs_table *table,
                                const gdcs_table *keys, gdcs_table **out, gdcs_table **intervals,
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
    begin_result(design, &r);
    GO(gdcs_i_perturb_complete(table, &w.table, err));
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
