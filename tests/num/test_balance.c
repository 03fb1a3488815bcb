/* Mirrors lib/num/balance.c. */
#include "num/balance.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(balance, .timeout = 60);

enum { SIDE = 6, MOST = 64, RUNS = 20000 };

/* A grid of parts: row i and column j are sums, and so is all of it. */
typedef struct grid {
    double part[MOST];
    int64_t start[MOST + 1];
    int32_t row[3 * MOST];
    int32_t grade[2 * SIDE + 1];
} grid;

static gdcs_i_balance of_grid(grid *g, int32_t base)
{
    int64_t at = 0;
    int32_t n = 0;
    for (int32_t i = 0; i < SIDE; i++)
        for (int32_t j = 0; j < SIDE; j++, n++) {
            g->part[n] = (double)(1 + (7 * i + 5 * j + i * j) % (base - 1)) / base;
            g->start[n] = at;
            g->row[at++] = i;
            g->row[at++] = SIDE + j;
            g->row[at++] = 2 * SIDE;
        }
    g->start[n] = at;
    for (int32_t r = 0; r < 2 * SIDE; r++)
        g->grade[r] = 1;
    g->grade[2 * SIDE] = 2;
    return (gdcs_i_balance){.count = n,
                            .part = g->part,
                            .start = g->start,
                            .row = g->row,
                            .rows = 2 * SIDE + 1,
                            .grade = g->grade};
}

static void add_up(const gdcs_i_balance *p, const unsigned char *up, double *exact, double *rounded)
{
    for (int32_t r = 0; r < p->rows; r++)
        exact[r] = rounded[r] = 0.0;
    for (int64_t i = 0; i < p->count; i++)
        for (int64_t at = p->start[i]; at < p->start[i + 1]; at++) {
            exact[p->row[at]] += p->part[i];
            rounded[p->row[at]] += up[i];
        }
}

static void round_by(const gdcs_i_balance *p, uint64_t seed, unsigned char *up)
{
    gdcs_i_rng rng = gdcs_i_rng_at(seed, 0);
    const gdcs_status status = gdcs_i_balance_round(p, &rng, up, NULL);
    cr_assert(eq(i32, status, GDCS_OK));
}

Test(balance, rows_and_columns_go_to_a_neighbouring_whole)
{
    static grid g;
    for (int32_t base = 3; base <= 10; base++) {
        const gdcs_i_balance p = of_grid(&g, base);
        for (uint64_t seed = 0; seed < 50; seed++) {
            unsigned char up[MOST];
            double exact[2 * SIDE + 1], rounded[2 * SIDE + 1];
            round_by(&p, seed, up);
            add_up(&p, up, exact, rounded);
            for (int32_t r = 0; r < p.rows; r++)
                cr_expect(lt(dbl, fabs(rounded[r] - exact[r]), 1.0 - 1e-9), "base %d row %d", base,
                          r);
        }
    }
}

/* Five standard errors, 36 numbers. */
Test(balance, every_number_keeps_its_expectation)
{
    static grid g;
    const gdcs_i_balance p = of_grid(&g, 5);
    double mean[MOST] = {0};
    for (uint64_t seed = 0; seed < RUNS; seed++) {
        unsigned char up[MOST];
        round_by(&p, seed, up);
        for (int64_t i = 0; i < p.count; i++)
            mean[i] += (double)up[i] / RUNS;
    }
    for (int64_t i = 0; i < p.count; i++) {
        const double error = sqrt(p.part[i] * (1.0 - p.part[i]) / RUNS);
        cr_expect(lt(dbl, fabs(mean[i] - p.part[i]), 5.0 * error), "number %d: %g", (int)i,
                  mean[i]);
    }
}

/* Three halves of which each two make one: whole sums have only fractions.  The sum of the lowest
   grade gives way. */
Test(balance, the_lowest_grade_gives_way_where_not_all_sums_can_be_held)
{
    const double part[] = {0.5, 0.5, 0.5};
    const int64_t start[] = {0, 2, 4, 6};
    const int32_t row[] = {0, 1, 0, 2, 1, 2}, grade[] = {2, 1, 2};
    const gdcs_i_balance p = {
        .count = 3, .part = part, .start = start, .row = row, .rows = 3, .grade = grade};
    int ways[2] = {0, 0};
    for (uint64_t seed = 0; seed < 200; seed++) {
        unsigned char up[3];
        round_by(&p, seed, up);
        cr_expect(eq(int, up[0] + up[1], 1));
        cr_expect(eq(int, up[1] + up[2], 1));
        ways[up[0]]++;
    }
    cr_expect(gt(int, ways[0], 60));
    cr_expect(gt(int, ways[1], 60));
}

Test(balance, numbers_without_sums_are_rounded_by_themselves)
{
    const double part[] = {0.25, 0.75};
    const int64_t start[] = {0, 0, 0};
    const gdcs_i_balance p = {.count = 2, .part = part, .start = start};
    int ups[2] = {0, 0};
    for (uint64_t seed = 0; seed < RUNS; seed++) {
        unsigned char up[2];
        round_by(&p, seed, up);
        ups[0] += up[0];
        ups[1] += up[1];
    }
    cr_expect(lt(dbl, fabs(ups[0] / (double)RUNS - 0.25), 0.016));
    cr_expect(lt(dbl, fabs(ups[1] / (double)RUNS - 0.75), 0.016));
}

Test(balance, one_seed_rounds_one_way)
{
    static grid g;
    const gdcs_i_balance p = of_grid(&g, 7);
    unsigned char first[MOST], second[MOST], third[MOST];
    int differ = 0;
    round_by(&p, 11, first);
    round_by(&p, 11, second);
    round_by(&p, 12, third);
    for (int64_t i = 0; i < p.count; i++) {
        cr_expect(eq(int, first[i], second[i]));
        differ += first[i] != third[i];
    }
    cr_expect(gt(int, differ, 0));
}
