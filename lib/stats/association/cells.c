#include "num/adjust.h"
#include "stats/association/measure.h"
#include "stats/test.h"

#include "core/fail.h"

#include <math.h>

static void put_cell(const gdcs_i_cross_table *t, int64_t i, int64_t j,
                     const gdcs_association_cell_arrays *out)
{
    const struct gdcs_i_cross_cell cell = gdcs_i_cross_cell_at(t, i, j);
    const int64_t at = i * t->columns + j;
    out->expected[at] = cell.expected;
    out->pearson[at] = cell.pearson;
    out->standardised[at] = cell.standardised;
    out->p_value[at] = gdcs_i_test_of_z(cell.standardised).p_value;
}

/* The first used one, and the last. */
static void ends(const double *sum, int64_t count, int64_t *first, int64_t *last)
{
    *first = *last = -1;
    for (int64_t i = 0; i < count; i++)
        if (sum[i] > 0.0) {
            *first = *first < 0 ? i : *first;
            *last = i;
        }
}

/* Of two columns, or else two rows, the second is the opposite of the first: it is left out and then
   given what the first has. */
static gdcs_status adjust(const gdcs_i_association_plan *plan, const gdcs_i_cross_table *t,
                          const gdcs_association_cell_arrays *out, gdcs_error *err)
{
    const int by_columns = t->used_columns == 2, once = by_columns || t->used_rows == 2;
    const int64_t count = t->rows * t->columns, stride = by_columns ? t->columns : 1;
    const int64_t pairs = by_columns ? t->rows : t->columns;
    int64_t first = 0, last = 0;
    ends(by_columns ? t->column : t->row, by_columns ? t->columns : t->rows, &first, &last);
    const int64_t one = by_columns ? first : first * t->columns;
    const int64_t other = by_columns ? last : last * t->columns;
    for (int64_t i = 0; i < count; i++)
        out->p_adjusted[i] = out->p_value[i];
    for (int64_t i = 0; once && i < pairs; i++)
        out->p_adjusted[other + i * stride] = NAN;
    TRY(gdcs_i_adjust(out->p_adjusted, count, plan->adjust, 0.0, out->p_adjusted, err));
    for (int64_t i = 0; once && i < pairs; i++)
        out->p_adjusted[other + i * stride] = out->p_adjusted[one + i * stride];
    return GDCS_OK;
}

gdcs_status gdcs_i_association_cells(const gdcs_i_association_plan *plan, const double *counts,
                                     int64_t rows, int64_t columns, double *room,
                                     const gdcs_association_cell_arrays *out, gdcs_error *err)
{
    const gdcs_i_cross_table t = gdcs_i_cross_of(counts, rows, columns, room);
    for (int64_t i = 0; i < rows; i++)
        for (int64_t j = 0; j < columns; j++)
            put_cell(&t, i, j, out);
    return adjust(plan, &t, out, err);
}
