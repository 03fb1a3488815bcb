/* Mirrors lib/num/discrete/. */
#include "num/discrete.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <string.h>

TestSuite(discrete, .timeout = 60);

static gdcs_i_discrete laplace(int64_t top, int64_t bottom)
{
    return (gdcs_i_discrete){.law = GDCS_I_DISCRETE_LAPLACE, .top = top, .bottom = bottom};
}

static gdcs_i_discrete gaussian(double top, double bottom)
{
    gdcs_i_discrete law;
    cr_assert(gdcs_i_discrete_gaussian(top, bottom, &law));
    return law;
}

/* Written by discrete.py. */
Test(discrete, agrees_with_forty_digits)
{
    FILE *csv = reference_open("discrete.csv");
    char name[16], what[16];
    double top, bottom, at, wanted;
    int rows = 0;
    while (fscanf(csv, "%15[^,],%lf,%lf,%15[^,],%lf,%lf\n", name, &top, &bottom, what, &at,
                  &wanted) == 6) {
        const gdcs_i_discrete law = strcmp(name, "laplace") == 0
                                        ? laplace((int64_t)top, (int64_t)bottom)
                                        : (gdcs_i_discrete){.law = GDCS_I_DISCRETE_GAUSSIAN,
                                                            .top = (int64_t)top,
                                                            .bottom = (int64_t)bottom};
        double got = gdcs_i_discrete_variance(&law);
        if (strcmp(what, "p") == 0)
            got = gdcs_i_discrete_probability(&law, (int64_t)at);
        else if (strcmp(what, "variance") != 0)
            got = gdcs_i_discrete_quantile(&law, atof(what), at);
        cr_expect(near_relative(got, wanted, 1e-12), "%s %g / %g, %s at %g: %.17g for %.17g", name,
                  top, bottom, what, at, got, wanted);
        rows++;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 100));
}

/* Pearson's chi-square of DRAWS numbers over the values with at least 20 expected, the rest together;
   below the 1 - 1e-4 quantile by Wilson and Hilferty's approximation. */
static void expect_law(const gdcs_i_discrete *law, uint64_t seed)
{
    enum { DRAWS = 40000, SIDE = 2000 };
    static double seen[2 * SIDE + 1];
    memset(seen, 0, sizeof seen);
    gdcs_i_rng rng = gdcs_i_rng_at(seed, 5);
    for (int i = 0; i < DRAWS; i++) {
        const int64_t y = gdcs_i_discrete_draw(law, &rng);
        if (y >= -SIDE && y <= SIDE)
            seen[y + SIDE]++;
    }
    double chi = 0.0, rest_seen = DRAWS, rest = DRAWS, df = 0.0;
    for (int y = -SIDE; y <= SIDE; y++) {
        const double expected = DRAWS * gdcs_i_discrete_probability(law, y);
        if (expected < 20.0)
            continue;
        chi += (seen[y + SIDE] - expected) * (seen[y + SIDE] - expected) / expected;
        rest_seen -= seen[y + SIDE];
        rest -= expected;
        df++;
    }
    if (rest > 5.0)
        chi += (rest_seen - rest) * (rest_seen - rest) / rest;
    else
        df--;
    const double part = 2.0 / (9.0 * df);
    const double limit = df * pow(1.0 - part + 3.719 * sqrt(part), 3.0);
    cr_expect(gt(dbl, df, 0.5));
    cr_expect(lt(dbl, chi, limit), "law %d %g / %g: chi-square %g, df %g", law->law,
              (double)law->top, (double)law->bottom, chi, df);
}

Test(discrete, laplace_numbers_have_their_distribution)
{
    const int64_t scales[][2] = {{1, 1}, {1, 3}, {7, 2}, {10, 1}, {1000000007, 100000000}, {50, 1}};
    for (int i = 0; i < 6; i++) {
        const gdcs_i_discrete law = laplace(scales[i][0], scales[i][1]);
        expect_law(&law, 1000 + (uint64_t)i);
    }
}

Test(discrete, gaussian_numbers_have_their_distribution)
{
    const double variances[] = {0.1, 0.5, 1, 2.5, 9, 123.4, 2500};
    for (int i = 0; i < 7; i++) {
        const gdcs_i_discrete law = gaussian(variances[i], 1.0);
        expect_law(&law, 2000 + (uint64_t)i);
    }
}

Test(discrete, chances_are_those_of_their_fractions)
{
    enum { DRAWS = 40000 };
    const uint64_t fractions[][2] = {{1, 3}, {0, 7}, {5, 2}, {UINT64_MAX / 3, UINT64_MAX}, {9, 10}};
    for (int i = 0; i < 5; i++) {
        gdcs_i_rng rng = gdcs_i_rng_at(77, (uint64_t)i);
        const double g = (double)fractions[i][0] / (double)fractions[i][1];
        const double p = exp(-g), q = fmin(1.0, g);
        double yes = 0.0, plain = 0.0;
        for (int k = 0; k < DRAWS; k++) {
            yes += gdcs_i_discrete_exp(fractions[i][0], fractions[i][1], &rng);
            plain += gdcs_i_discrete_chance(fractions[i][0], fractions[i][1], &rng);
        }
        cr_expect(le(dbl, fabs(yes / DRAWS - p), 4.5 * sqrt(p * (1 - p) / DRAWS)), "exp(-%g)", g);
        cr_expect(le(dbl, fabs(plain / DRAWS - q), 4.5 * sqrt(q * (1 - q) / DRAWS)), "%g", g);
    }
}

Test(discrete, the_variance_of_a_gaussian_is_never_below_the_one_asked_for)
{
    for (double v = 1e-5; v <= 0x1p24; v *= 1.37) {
        const gdcs_i_discrete law = gaussian(v, 1.0);
        const double got = (double)law.top / (double)law.bottom;
        cr_expect(ge(dbl, got, v));
        cr_expect(le(dbl, got, v * (1.0 + 1e-6) + 0x1p-16));
        gdcs_i_rng rng = gdcs_i_rng_at(3, 3);
        for (int i = 0; i < 20; i++)
            cr_expect(
                lt(dbl, fabs((double)gdcs_i_discrete_draw(&law, &rng)), 12.0 * sqrt(v) + 8.0));
    }
    gdcs_i_discrete law;
    cr_expect(not(gdcs_i_discrete_gaussian(0x1p25, 1.0, &law)));
}

Test(discrete, quantiles_rise_with_what_is_added_and_with_the_level)
{
    const gdcs_i_discrete laws[] = {laplace(3, 1), laplace(100000, 1), gaussian(4, 1),
                                    gaussian(1e6, 1)};
    for (int i = 0; i < 4; i++) {
        double before = 0.0;
        for (double count = 1; count <= 1e6; count *= 10) {
            const double q = gdcs_i_discrete_quantile(&laws[i], count, 0.05);
            const double normal = 1.959964 * sqrt(count * gdcs_i_discrete_variance(&laws[i]));
            cr_expect(gt(dbl, q, before));
            if (count > 50)
                cr_expect(lt(dbl, fabs(q / normal - 1.0), 0.02), "law %d count %g", i, count);
            cr_expect(le(dbl, q, gdcs_i_discrete_quantile(&laws[i], count, 0.01)));
            before = q;
        }
    }
}
