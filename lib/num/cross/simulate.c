#include "num/cross.h"
#include "num/rng.h"

#include <math.h>
#include <string.h>

/* Row by row: its places are dealt out over what is left of the columns, which is a random table of
   Patefield's (1981, Appl. Stat. 30:91) distribution. */
static double draw(const gdcs_i_cross_table *t, int by_probability, gdcs_i_rng *rng, double *left,
                   double *row)
{
    double total = t->n, sum = 0.0;
    memcpy(left, t->column, (size_t)t->columns * sizeof *left);
    for (int64_t i = 0; i < t->rows; i++) {
        gdcs_i_rng_allot(rng, t->row[i], left, total, t->columns, row);
        total -= t->row[i];
        for (int64_t j = 0; j < t->columns; j++) {
            const double found = t->count[i * t->columns + j];
            left[j] -= row[j];
            if (by_probability)
                sum += gdcs_i_factorial_ratio(row[j], found);
            else if (t->row[i] > 0.0 && t->column[j] > 0.0) {
                const double expected = t->row[i] / t->n * t->column[j], d = row[j] - expected;
                sum += d * d / expected;
            }
        }
    }
    return sum;
}

int64_t gdcs_i_cross_simulate(const gdcs_i_cross_table *t, int by_probability, uint64_t seed,
                              int64_t times, double *room)
{
    const struct gdcs_i_cross_fit fit = gdcs_i_cross_fit_of(t);
    /* what is equal in whole numbers may differ by rounding */
    const double least = by_probability ? -1e-7 : fit.pearson * (1.0 - 1e-9);
    int64_t count = 0;
    for (int64_t k = 0; k < times; k++) {
        gdcs_i_rng rng = gdcs_i_rng_at(seed, (uint64_t)k);
        count += draw(t, by_probability, &rng, room, room + t->columns) >= least;
    }
    return count;
}
