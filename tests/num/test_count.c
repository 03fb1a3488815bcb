/* Mirrors lib/num/interval/count.c. */
#include "num/interval/count.h"
#include "num/dist.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stddef.h>

TestSuite(count, .timeout = 60);

enum { GARWOOD = 1, BYAR, MID_P, SCORE, SCAS, JEFFREYS, BYAR_HALF };

static struct gdcs_i_limits limits(int method, double x, double alpha)
{
    const double z = gdcs_i_normal_quantile_upper(alpha / 2.0);
    switch (method) {
    case GARWOOD: return gdcs_i_count_garwood(x, alpha);
    case BYAR: return gdcs_i_count_byar(x, z);
    case SCORE: return gdcs_i_count_score(x, z);
    case SCAS: return gdcs_i_count_scas(x, z);
    case JEFFREYS: return gdcs_i_count_jeffreys(x, alpha);
    case BYAR_HALF: return gdcs_i_count_byar_half(x, z);
    default: return gdcs_i_count_mid_p(x, alpha);
    }
}

static const double sample[] = {0,  0.001, 0.25, 1,   2,   3,   7.5, 10,
                                19, 100,   733,  1e4, 1e6, 1e8, 1e9, 1e11};
enum { SAMPLES = sizeof sample / sizeof *sample };

static const double alphas[] = {0.5, 0.1, 0.05, 0.002, 1e-6, 1e-11, 1e-100};
enum { ALPHAS = sizeof alphas / sizeof *alphas };

Test(count, agrees_with_forty_digits)
{
    FILE *csv = reference_open("rate.csv"); /* written by rate.py */
    double x, alpha, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%d,%lf,%lf,%lf,%lf\n", &method, &x, &alpha, &lower, &upper) == 5) {
        const struct gdcs_i_limits l = limits(method, x, alpha);
        cr_expect(near_relative(l.lower, lower, 1e-12), "method %d, %g, alpha %g: %.17g", method, x,
                  alpha, l.lower);
        cr_expect(near_relative(l.upper, upper, 1e-12), "method %d, %g, alpha %g: %.17g", method, x,
                  alpha, l.upper);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 378));
}

Test(count, limits_are_ordered_around_the_count_and_zero_at_zero)
{
    for (int m = GARWOOD; m <= BYAR_HALF; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < ALPHAS; j++) {
                const struct gdcs_i_limits l = limits(m, sample[i], alphas[j]);
                cr_expect(l.lower >= 0.0 && l.lower <= sample[i] && sample[i] < l.upper,
                          "method %d count %g alpha %g: %g %g", m, sample[i], alphas[j], l.lower,
                          l.upper);
                if (sample[i] == 0.0)
                    cr_expect(l.lower == 0.0, "method %d", m);
            }
}

Test(count, nothing_seen_gives_minus_log_of_the_tail)
{
    cr_expect(near_relative(gdcs_i_count_garwood(0, 0.05).upper, 3.6888794541139363, 1e-15));
    cr_expect(near_relative(gdcs_i_count_mid_p(0, 0.05).upper, 2.9957322735539909, 1e-15));
}

Test(count, a_higher_level_holds_a_lower_one)
{
    for (int m = GARWOOD; m <= BYAR_HALF; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 1; j < ALPHAS; j++) {
                const struct gdcs_i_limits in = limits(m, sample[i], alphas[j - 1]);
                const struct gdcs_i_limits out = limits(m, sample[i], alphas[j]);
                cr_expect(out.lower <= in.lower && in.upper <= out.upper,
                          "method %d count %g alpha %g", m, sample[i], alphas[j]);
            }
}

Test(count, limits_rise_with_the_count)
{
    for (int m = GARWOOD; m <= BYAR_HALF; m++)
        for (int x = 1; x <= 300; x++) {
            const struct gdcs_i_limits a = limits(m, x - 0.5, 0.05), b = limits(m, x, 0.05);
            cr_expect(a.lower <= b.lower && a.upper < b.upper, "method %d count %d", m, x);
        }
}

Test(count, byar_is_near_the_exact_limits_from_ten_on)
{
    for (double x = 10; x <= 1e6; x *= 1.7) {
        const struct gdcs_i_limits a = limits(BYAR, floor(x), 0.05);
        const struct gdcs_i_limits b = limits(GARWOOD, floor(x), 0.05);
        cr_expect(near_relative(a.lower, b.lower, 2e-3), "%g", floor(x));
        cr_expect(near_relative(a.upper, b.upper, 2e-3), "%g", floor(x));
    }
}

Test(count, tails_beyond_the_limits_hold_half_of_alpha)
{
    for (int i = 1; i < SAMPLES; i++)
        for (int j = 0; j < ALPHAS; j++) {
            const double x = sample[i], half = alphas[j] / 2;
            if (x != floor(x))
                continue;
            const struct gdcs_i_limits g = limits(GARWOOD, x, alphas[j]);
            const struct gdcs_i_limits m = limits(MID_P, x, alphas[j]);
            cr_expect(near_relative(gdcs_i_poisson_upper(x, g.lower), half, 1e-6));
            cr_expect(near_relative(gdcs_i_poisson_lower(x, g.upper), half, 1e-6));
            cr_expect(near_relative(gdcs_i_poisson_upper(x + 1, m.lower) +
                                        gdcs_i_poisson_pmf(x, m.lower) / 2,
                                    half, 1e-6),
                      "count %g alpha %g", x, alphas[j]);
            cr_expect(near_relative(gdcs_i_poisson_lower(x - 1, m.upper) +
                                        gdcs_i_poisson_pmf(x, m.upper) / 2,
                                    half, 1e-6),
                      "count %g alpha %g", x, alphas[j]);
        }
}

Test(count, exact_methods_are_nan_outside_their_domain_and_byar_never)
{
    static const double outside[] = {1e13, 1e-4};
    for (int i = 0; i < 2; i++) {
        const struct gdcs_i_limits g = limits(GARWOOD, outside[i], 0.05);
        const struct gdcs_i_limits m = limits(MID_P, outside[i], 0.05);
        cr_expect(isnan(g.lower) || isnan(g.upper), "row %d", i);
        cr_expect(isnan(m.lower) || isnan(m.upper), "row %d", i);
        const struct gdcs_i_limits b = limits(BYAR, outside[i], 0.05);
        cr_expect(b.lower >= 0.0 && b.lower < b.upper, "row %d", i);
    }
}
