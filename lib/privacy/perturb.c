#include "privacy/perturb.h"

#include "core/fail.h"

#include <math.h>

/* Combinations of labels that are no totals, or a number too large. */
static double combinations(const gdcs_table *table)
{
    double product = 1.0;
    for (int32_t i = 0; i < table->width; i++) {
        const gdcs_i_axis *axis = &table->axes[i];
        product *= gdcs_i_pool_count(axis->labels) - (axis->total >= 0);
    }
    return product;
}

static int next(const gdcs_table *table, int32_t *codes)
{
    for (int32_t i = table->width - 1; i >= 0; i--) {
        const gdcs_i_axis *axis = &table->axes[i];
        codes[i] += codes[i] + 1 == axis->total ? 2 : 1;
        if (codes[i] < gdcs_i_pool_count(axis->labels))
            return 1;
        codes[i] = axis->total == 0;
    }
    return 0;
}

/* Put the cells into the order of their labels. */
static gdcs_status sort(gdcs_table *table, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_cells *sorted = NULL;
    int32_t codes[GDCS_I_AXES];
    const int32_t *order = NULL;
    const int64_t count = gdcs_i_cells_count(table->cells);
    GO(gdcs_i_cells_order(table->cells, &order, err));
    GO(gdcs_i_cells_new(table->width, &sorted, err));
    GO(gdcs_i_cells_reserve(sorted, count, gdcs_i_cells_has(table->cells), err));
    for (int64_t i = 0; i < count; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(table->cells, order[i]);
        GO(gdcs_i_cells_set(sorted, gdcs_i_cells_codes(table->cells, order[i], codes), &range,
                            err));
    }
    gdcs_i_cells_free(table->cells);
    table->cells = sorted;
    sorted = NULL;
done:
    gdcs_i_cells_free(sorted);
    return status;
}

gdcs_status gdcs_i_perturb_complete(const gdcs_table *table, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *copy = NULL;
    int32_t codes[GDCS_I_AXES];
    int64_t ignored = 0;
    const double wanted = table->absent == GDCS_ABSENT_ZERO ? combinations(table) : 0.0;
    if (wanted > INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "table",
                           "the labels of the table make more than %d cells", INT32_MAX);
    GO(gdcs_table_copy(table, &copy, err));
    for (int32_t i = 0; i < table->width; i++)
        codes[i] = table->axes[i].total == 0;
    for (int more = wanted > 0.0; more; more = next(table, codes))
        GO(gdcs_i_cells_place(copy->cells, codes, &ignored, err));
    GO(sort(copy, err));
    *out = copy;
    copy = NULL;
done:
    gdcs_table_free(copy);
    return status;
}

/* FNV-1a (Fowler, Noll & Vo), the closing NUL among the bytes. */
static uint64_t spell(uint64_t h, const char *text)
{
    do
        h = (h ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
    while (*text++ != '\0');
    return h;
}

/* The last step of splitmix64 (Steele, Lea & Flood 2014). */
uint64_t gdcs_i_perturb_stir(uint64_t number)
{
    uint64_t h = number;
    h = (h ^ (h >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    h = (h ^ (h >> 27)) * UINT64_C(0x94D049BB133111EB);
    return h ^ (h >> 31);
}

static const uint64_t first = UINT64_C(0xCBF29CE484222325);

uint64_t gdcs_i_perturb_spell(const char *text)
{
    return gdcs_i_perturb_stir(spell(first, text));
}

/* A sum over the axes, hence of no order. */
uint64_t gdcs_i_perturb_name(const gdcs_table *table, const int32_t *codes)
{
    uint64_t name = 0;
    for (int32_t i = 0; i < table->width; i++) {
        const gdcs_i_axis *axis = &table->axes[i];
        if (codes[i] == axis->total)
            continue;
        const uint64_t h = spell(first, axis->name);
        name += gdcs_i_perturb_stir(spell(h, gdcs_i_pool_text(axis->labels, codes[i])));
    }
    return name;
}

int32_t gdcs_i_perturb_totals(const gdcs_table *table, const int32_t *codes)
{
    int32_t count = 0;
    for (int32_t i = 0; i < table->width; i++)
        count += codes[i] == table->axes[i].total;
    return count;
}

uint32_t gdcs_i_perturb_axes(const gdcs_table *table, const int32_t *codes)
{
    uint32_t axes = 0;
    for (int32_t i = 0; i < table->width; i++)
        axes |= codes[i] == table->axes[i].total ? UINT32_C(1) << i : 0;
    return axes;
}

int gdcs_i_perturb_whole(const gdcs_table *table)
{
    for (int64_t slot = 0; slot < gdcs_i_cells_count(table->cells); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(table->cells, slot);
        const double lower = gdcs_i_range_lower(&range), upper = gdcs_i_range_upper(&range);
        if (lower != floor(lower) || (isfinite(upper) && upper != floor(upper)))
            return 0;
    }
    return 1;
}

gdcs_status gdcs_i_perturb_mark(gdcs_table *table, int64_t slot, gdcs_error *err)
{
    gdcs_i_range range = gdcs_i_cells_get(table->cells, slot), estimated = gdcs_i_range_zero;
    estimated.status = 'E';
    gdcs_i_range_add(&range, &estimated);
    return gdcs_i_cells_put(table->cells, slot, &range, err);
}

gdcs_status gdcs_i_perturb_limit(gdcs_table *table, int64_t slot, double lower, double upper,
                                 gdcs_error *err)
{
    gdcs_i_range range = gdcs_i_cells_get(table->cells, slot);
    range.lower = (gdcs_i_sum){lower, 0.0};
    range.upper = (gdcs_i_sum){upper, 0.0};
    range.inexact = lower < upper;
    return gdcs_i_cells_put(table->cells, slot, &range, err);
}
