/* Mirrors lib/num/rng. */
#include "num/dist.h"
#include "num/rng.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

TestSuite(rng, .timeout = 60);

/* kat_vectors of Random123 1.09 (D. E. Shaw Research): philox4x32, 10 rounds. */
Test(rng, philox_gives_its_published_known_answers)
{
    static const struct {
        uint32_t counter[4], key[2], wanted[4];
    } row[] = {
        {{0, 0, 0, 0}, {0, 0}, {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8}},
        {{0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff},
         {0xffffffff, 0xffffffff},
         {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd}},
        {{0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
         {0xa4093822, 0x299f31d0},
         {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1}},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        uint32_t got[4];
        gdcs_i_rng_philox(row[i].key, row[i].counter, got);
        cr_expect(memcmp(got, row[i].wanted, sizeof got) == 0, "row %zu: %08x", i, got[0]);
    }
}

Test(rng, a_stream_is_a_function_of_seed_and_place_and_streams_differ)
{
    gdcs_i_rng a = gdcs_i_rng_at(7, 3), b = gdcs_i_rng_at(7, 3);
    gdcs_i_rng other = gdcs_i_rng_at(7, 4), seed = gdcs_i_rng_at(8, 3);
    for (int i = 0; i < 100; i++) {
        const double x = gdcs_i_rng_unit(&a);
        cr_expect(x > 0.0 && x < 1.0 && x == gdcs_i_rng_unit(&b));
        cr_expect(x != gdcs_i_rng_unit(&other) && x != gdcs_i_rng_unit(&seed));
    }
}

enum { DRAWS = 200000, CELLS = 12 };

/* Chi-square of draws against the distribution, cells of about equal chance; 1e-9 in its tail is a
   defect.  The seed is fixed: a pass stays one. */
static void expect_fit(const char *what, double (*draw)(gdcs_i_rng *, const double *),
                       double (*mass)(double, const double *), double from, double to,
                       const double *p)
{
    double seen[CELLS + 1] = {0}, chance[CELLS + 1] = {0}, upto[CELLS + 1], sum = 0.0, chi = 0.0;
    int cells = 0;
    for (double k = from; k <= to; k++) {
        const double x = mass(k, p);
        chance[cells] += x;
        sum += x;
        upto[cells] = k;
        if (chance[cells] >= 1.0 / CELLS && cells < CELLS)
            cells++;
    }
    if (chance[cells] > 0.0 && chance[cells] * DRAWS < 20.0 && cells > 0) {
        chance[cells - 1] += chance[cells];
        upto[--cells] = to;
    }
    upto[cells] = INFINITY;
    cr_assert(fabs(sum - 1.0) < 1e-6, "%s: masses add up to %g", what, sum);
    for (int i = 0; i < DRAWS; i++) {
        gdcs_i_rng rng = gdcs_i_rng_at(42, (uint64_t)i);
        const double k = draw(&rng, p);
        int cell = 0;
        cr_assert(k == floor(k) && k >= from && k <= to, "%s: %g", what, k);
        while (k > upto[cell])
            cell++;
        seen[cell]++;
    }
    for (int i = 0; i <= cells; i++)
        if (chance[i] > 0.0)
            chi +=
                (seen[i] - DRAWS * chance[i]) * (seen[i] - DRAWS * chance[i]) / (DRAWS * chance[i]);
    if (cells > 0)
        cr_expect(gdcs_i_chisq_upper(cells, chi) > 1e-9, "%s: chi-square %g of %d", what, chi,
                  cells);
}

static double draw_binomial(gdcs_i_rng *rng, const double *p)
{
    return gdcs_i_rng_binomial(rng, p[0], p[1]);
}

static double mass_binomial(double k, const double *p)
{
    return gdcs_i_binomial_pmf(k, p[0], p[1]);
}

Test(rng, binomial_draws_fit_their_distribution)
{
    static const double row[][2] = {{1, 0.3},     {9, 0.5},    {40, 0.24},  {40, 0.25},
                                    {50, 0.9},    {1000, 0.5}, {300, 0.04}, {100000, 0.002},
                                    {5000, 0.97}, {30, 0.02}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char what[96];
        snprintf(what, sizeof what, "binomial(%g, %g)", row[i][0], row[i][1]);
        expect_fit(what, draw_binomial, mass_binomial, 0, row[i][0], row[i]);
    }
}

static double draw_hypergeometric(gdcs_i_rng *rng, const double *p)
{
    return gdcs_i_rng_hypergeometric(rng, p[0], p[1], p[2]);
}

static double mass_hypergeometric(double k, const double *p)
{
    if (k > p[1] || p[0] - k > p[2] - p[1])
        return 0.0;
    return exp(gdcs_i_factorial_ratio(p[1], k) - gdcs_i_factorial_ratio(p[1] - k, 0) +
               gdcs_i_factorial_ratio(p[2] - p[1], p[0] - k) -
               gdcs_i_factorial_ratio(p[2] - p[1] - p[0] + k, 0) -
               gdcs_i_factorial_ratio(p[2], p[0]) + gdcs_i_factorial_ratio(p[2] - p[0], 0));
}

Test(rng, hypergeometric_draws_fit_their_distribution)
{
    static const double row[][3] = {
        {5, 3, 10},    {9, 40, 100},  {10, 20, 40},     {30, 25, 60},     {90, 25, 100},
        {25, 90, 100}, {95, 97, 100}, {200, 500, 1000}, {400, 30, 20000}, {600, 900, 1000}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char what[96];
        snprintf(what, sizeof what, "hypergeometric(%g, %g, %g)", row[i][0], row[i][1], row[i][2]);
        expect_fit(what, draw_hypergeometric, mass_hypergeometric, 0, row[i][0], row[i]);
    }
}

Test(rng, draws_of_large_counts_have_their_mean_and_spread)
{
    static const double n[] = {1e9, 1e12, 1e15};
    for (int j = 0; j < 3; j++) {
        double sum[2] = {0}, squares[2] = {0};
        const double mean[2] = {0.3 * n[j], 0.06 * n[j]};
        const double spread[2] = {sqrt(0.21 * n[j]), sqrt(0.06 * 0.7 * 0.8 * n[j])};
        for (int i = 0; i < 20000; i++) {
            gdcs_i_rng rng = gdcs_i_rng_at(1, (uint64_t)i);
            const double x[2] = {gdcs_i_rng_binomial(&rng, n[j], 0.3),
                                 gdcs_i_rng_hypergeometric(&rng, 0.2 * n[j], 0.3 * n[j], n[j])};
            for (int k = 0; k < 2; k++) {
                const double z = (x[k] - mean[k]) / spread[k];
                cr_assert(fabs(z) < 7.0, "n %g, %d: %g", n[j], k, z);
                sum[k] += z;
                squares[k] += z * z;
            }
        }
        for (int k = 0; k < 2; k++) {
            cr_expect(fabs(sum[k] / 20000) < 0.04, "n %g, %d: mean %g", n[j], k, sum[k] / 20000);
            cr_expect(fabs(squares[k] / 20000 - 1.0) < 0.06, "n %g, %d: %g", n[j], k, squares[k]);
        }
    }
}

Test(rng, draws_without_choice_are_certain)
{
    gdcs_i_rng rng = gdcs_i_rng_at(1, 1);
    cr_expect(gdcs_i_rng_binomial(&rng, 0, 0.5) == 0 && gdcs_i_rng_binomial(&rng, 7, 0) == 0);
    cr_expect(gdcs_i_rng_binomial(&rng, 7, 1) == 7 && gdcs_i_rng_binomial(&rng, 1e12, 1) == 1e12);
    cr_expect(gdcs_i_rng_hypergeometric(&rng, 0, 3, 9) == 0);
    cr_expect(gdcs_i_rng_hypergeometric(&rng, 4, 0, 9) == 0);
    cr_expect(gdcs_i_rng_hypergeometric(&rng, 4, 9, 9) == 4);
    cr_expect(gdcs_i_rng_hypergeometric(&rng, 9, 4, 9) == 4);
}

Test(rng, boxes_hold_all_that_was_thrown_and_no_more_than_fits)
{
    static const double weight[] = {0, 2.5, 0.1, 0, 7.4, 1e-9, 0}, size[] = {3, 0, 40, 9, 1, 0, 12};
    for (uint64_t i = 0; i < 2000; i++) {
        double out[7], sum = 0.0, total = 0.0;
        gdcs_i_rng rng = gdcs_i_rng_at(9, i);
        gdcs_i_rng_multinomial(&rng, 100, weight, 2.5 + 0.1 + 7.4 + 1e-9, 7, out);
        for (int k = 0; k < 7; k++) {
            sum += out[k];
            cr_assert(out[k] >= 0 && (weight[k] > 0 || out[k] == 0));
        }
        cr_assert(sum == 100);
        gdcs_i_rng_allot(&rng, 31, size, 65, 7, out);
        for (int k = 0; k < 7; k++) {
            total += out[k];
            cr_assert(out[k] >= 0 && out[k] <= size[k]);
        }
        cr_assert(total == 31);
    }
}

Test(rng, factorial_ratios_are_those_of_the_factorials)
{
    static const double large[] = {0, 1, 2, 9, 10, 11, 25, 170};
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 8; j++) {
            const double wanted = lgamma(large[i] + 1) - lgamma(large[j] + 1);
            cr_expect(fabs(gdcs_i_factorial_ratio(large[i], large[j]) - wanted) <=
                          1e-10 * (1 + fabs(wanted)),
                      "%g! / %g!", large[i], large[j]);
        }
    /* (10^15)! / (10^15 - 1)! */
    cr_expect(near_relative(gdcs_i_factorial_ratio(1e15, 1e15 - 1), log(1e15), 1e-13));
}
