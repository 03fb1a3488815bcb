/* Mirrors lib/num/nonnegative.c. */
#include "num/nonnegative.h"
#include "num/rng.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(nonnegative, .timeout = 60);

enum { SIDE = 12, COUNT = SIDE * SIDE, ROWS = COUNT + 2 * SIDE + 1 };

typedef struct grid {
    int64_t start[ROWS + 1];
    int32_t item[4 * COUNT];
    double y[ROWS];
} grid;

/* Each number, then rows, columns, all; measured with noise around small numbers. */
static gdcs_i_nonnegative of_grid(grid *g, uint64_t seed)
{
    gdcs_i_rng rng = gdcs_i_rng_at(seed, 0);
    int64_t at = 0;
    for (int32_t r = 0; r < ROWS; r++) {
        double sum = 0.0;
        g->start[r] = at;
        for (int32_t i = 0; i < COUNT; i++) {
            const int32_t line = r - COUNT, column = line - SIDE;
            const int in = r < COUNT     ? i == r
                           : line < SIDE ? i / SIDE == line
                                         : column == SIDE || i % SIDE == column;
            if (in) {
                g->item[at++] = i;
                sum += i % 3;
            }
        }
        g->y[r] = sum + floor(9.0 * gdcs_i_rng_unit(&rng)) - 4.0;
    }
    g->start[ROWS] = at;
    return (gdcs_i_nonnegative){
        .count = COUNT, .rows = ROWS, .start = g->start, .item = g->item, .y = g->y};
}

/* x >= 0, no number could gain, and none that is above 0 could lose. */
Test(nonnegative, the_conditions_of_the_least_squares_hold)
{
    static grid g;
    int zero = 0;
    for (uint64_t seed = 0; seed < 30; seed++) {
        const gdcs_i_nonnegative p = of_grid(&g, seed);
        double x[COUNT], pull[COUNT] = {0};
        int32_t rounds = 0;
        cr_assert(eq(i32, gdcs_i_nonnegative_fit(&p, x, &rounds, NULL), GDCS_OK));
        cr_expect(gt(i32, rounds, 0));
        for (int64_t r = 0; r < p.rows; r++) {
            double rest = p.y[r];
            for (int64_t at = p.start[r]; at < p.start[r + 1]; at++)
                rest -= x[p.item[at]];
            for (int64_t at = p.start[r]; at < p.start[r + 1]; at++)
                pull[p.item[at]] += rest;
        }
        for (int i = 0; i < COUNT; i++) {
            cr_expect(ge(dbl, x[i], 0.0));
            cr_expect(le(dbl, pull[i], 1e-5), "seed %d number %d: %g", (int)seed, i, pull[i]);
            if (x[i] > 0.0)
                cr_expect(le(dbl, fabs(pull[i]), 1e-5), "seed %d number %d: %g", (int)seed, i,
                          pull[i]);
            zero += x[i] == 0.0;
        }
    }
    cr_expect(gt(int, zero, 100));
}

Test(nonnegative, what_adds_up_already_stays)
{
    static grid g;
    gdcs_i_nonnegative p = of_grid(&g, 1);
    double x[COUNT];
    int32_t rounds;
    for (int64_t r = 0; r < p.rows; r++) {
        g.y[r] = 0.0;
        for (int64_t at = p.start[r]; at < p.start[r + 1]; at++)
            g.y[r] += 1 + p.item[at] % 5;
    }
    cr_assert(eq(i32, gdcs_i_nonnegative_fit(&p, x, &rounds, NULL), GDCS_OK));
    for (int i = 0; i < COUNT; i++)
        cr_expect(near_relative(x[i], 1 + i % 5, 1e-7));
}
