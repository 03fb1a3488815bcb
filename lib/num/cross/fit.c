#include "core/sum.h"
#include "num/cross.h"
#include "num/dist/special.h"

#include <math.h>

gdcs_i_cross_table gdcs_i_cross_of(const double *count, int64_t rows, int64_t columns, double *room)
{
    gdcs_i_cross_table t = {.count = count,
                            .rows = rows,
                            .columns = columns,
                            .row = room,
                            .column = room + rows,
                            .along = room + rows + columns,
                            .down = room + 2 * rows + columns};
    gdcs_i_sum all = {0};
    for (int64_t i = 0; i < rows; i++) {
        gdcs_i_sum sum = {0};
        for (int64_t j = 0; j < columns; j++)
            gdcs_i_sum_add(&sum, count[i * columns + j]);
        t.row[i] = gdcs_i_sum_value(sum);
        t.used_rows += t.row[i] > 0.0;
        gdcs_i_sum_merge(&all, sum);
    }
    for (int64_t j = 0; j < columns; j++) {
        gdcs_i_sum sum = {0};
        for (int64_t i = 0; i < rows; i++)
            gdcs_i_sum_add(&sum, count[i * columns + j]);
        t.column[j] = gdcs_i_sum_value(sum);
        t.used_columns += t.column[j] > 0.0;
    }
    t.n = gdcs_i_sum_value(all);
    return t;
}

/* x n - r c, both products in full: of 10^9 persons the excess is a difference of 10^18 each. */
static double excess(double x, double n, double r, double c)
{
    const double one = x * n, other = r * c;
    return ((one - other) + (fma(x, n, -one) - fma(r, c, -other))) / n;
}

struct gdcs_i_cross_cell gdcs_i_cross_cell_at(const gdcs_i_cross_table *t, int64_t i, int64_t j)
{
    const double r = t->row[i], c = t->column[j], x = t->count[i * t->columns + j];
    struct gdcs_i_cross_cell cell = {NAN, NAN, NAN, NAN};
    if (!(r > 0.0 && c > 0.0))
        return cell;
    cell.expected = r / t->n * c;
    cell.excess = excess(x, t->n, r, c);
    cell.pearson = cell.excess / sqrt(cell.expected);
    if (r < t->n && c < t->n)
        cell.standardised = cell.pearson / sqrt((t->n - r) / t->n * ((t->n - c) / t->n));
    return cell;
}

/* e ((1 + u) ln(1 + u) - u), u = excess / e: the sum of -u e is 0, and each of these terms positive. */
static double deviance(double x, const struct gdcs_i_cross_cell *cell)
{
    if (x == 0.0)
        return cell->expected;
    const double u = cell->excess / cell->expected;
    if (fabs(u) < 0.5)
        return cell->expected * (u * u - (1.0 + u) * gdcs_i_log_excess(u));
    return x * log(x / cell->expected) - cell->excess;
}

struct gdcs_i_cross_fit gdcs_i_cross_fit_of(const gdcs_i_cross_table *t)
{
    struct gdcs_i_cross_fit fit = {.least_expected = INFINITY};
    gdcs_i_sum pearson = {0}, g = {0};
    for (int64_t i = 0; i < t->rows; i++)
        for (int64_t j = 0; j < t->columns; j++) {
            const struct gdcs_i_cross_cell cell = gdcs_i_cross_cell_at(t, i, j);
            if (isnan(cell.expected))
                continue;
            const double x = t->count[i * t->columns + j];
            gdcs_i_sum_add(&pearson, cell.pearson * cell.pearson);
            gdcs_i_sum_add(&g, 2.0 * deviance(x, &cell));
            fit.least_expected = fmin(fit.least_expected, cell.expected);
            fit.sparse += cell.expected < 5.0;
            fit.zero += x == 0.0;
        }
    fit.df = (double)(t->used_rows - 1) * (double)(t->used_columns - 1);
    fit.pearson = gdcs_i_sum_value(pearson);
    fit.g = gdcs_i_sum_value(g);
    return fit;
}
