/* Mirrors lib/num/interval/proportion.c. */
#include "num/interval/proportion.h"
#include "num/dist.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stddef.h>

TestSuite(proportion, .timeout = 60);

enum { WILSON = 1, CLOPPER_PEARSON, MID_P, JEFFREYS, AGRESTI_COULL };

static struct gdcs_i_limits limits(int method, double yes, double no, double alpha)
{
    const double z = gdcs_i_normal_quantile_upper(alpha / 2.0);
    switch (method) {
    case WILSON: return gdcs_i_proportion_wilson(yes, no, z);
    case CLOPPER_PEARSON: return gdcs_i_proportion_clopper_pearson(yes, no, alpha);
    case MID_P: return gdcs_i_proportion_mid_p(yes, no, alpha);
    case JEFFREYS: return gdcs_i_proportion_jeffreys(yes, no, alpha);
    default: return gdcs_i_proportion_agresti_coull(yes, no, z);
    }
}

/* Counts from one person to a hundred billion, at both ends and between. */
static const struct {
    double yes, no;
} sample[] = {{0, 1},     {1, 0},       {1, 1},      {2, 1},     {0, 10},    {1, 9},
              {5, 5},     {17, 3},      {41, 174},   {0, 5000},  {1, 4999},  {4999, 1},
              {2.5, 7.5}, {0.001, 100}, {3, 1e9},    {1e9, 3},   {5e8, 5e8}, {0, 1e9},
              {1e9, 0},   {1e10, 9e10}, {250, 1e11}, {1e11, 250}};
enum { SAMPLES = sizeof sample / sizeof *sample };

static const double alphas[] = {0.5, 0.1, 0.05, 0.002, 1e-6, 1e-11, 1e-100};
enum { ALPHAS = sizeof alphas / sizeof *alphas };

Test(proportion, agrees_with_forty_digits)
{
    FILE *csv = reference_open("share.csv"); /* written by share.py */
    double yes, no, alpha, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%d,%lf,%lf,%lf,%lf,%lf\n", &method, &yes, &no, &alpha, &lower, &upper) ==
           6) {
        const struct gdcs_i_limits l = limits(method, yes, no, alpha);
        cr_expect(near_relative(l.lower, lower, 1e-12), "method %d, %g and %g, alpha %g: %.17g",
                  method, yes, no, alpha, l.lower);
        cr_expect(near_relative(l.upper, upper, 1e-12), "method %d, %g and %g, alpha %g: %.17g",
                  method, yes, no, alpha, l.upper);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 430));
}

Test(proportion, agrees_with_base_r)
{
    FILE *csv = reference_open("share_r.csv"); /* written by share.R */
    double yes, no, level, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%d,%lf,%lf,%lf,%lf,%lf\n", &method, &yes, &no, &level, &lower, &upper) ==
           6) {
        const struct gdcs_i_limits l = limits(method, yes, no, 1.0 - level);
        cr_expect(near_relative(l.lower, lower, 1e-9), "method %d, %g and %g, level %g: %.17g",
                  method, yes, no, level, l.lower);
        cr_expect(near_relative(l.upper, upper, 1e-9), "method %d, %g and %g, level %g: %.17g",
                  method, yes, no, level, l.upper);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 162));
}

Test(proportion, limits_of_the_complement_mirror)
{
    for (int m = WILSON; m <= AGRESTI_COULL; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < ALPHAS; j++) {
                const struct gdcs_i_limits a = limits(m, sample[i].yes, sample[i].no, alphas[j]);
                const struct gdcs_i_limits b = limits(m, sample[i].no, sample[i].yes, alphas[j]);
                cr_expect(fabs(a.lower - (1.0 - b.upper)) <= 4e-16 + 1e-12 * fmin(a.lower, b.upper),
                          "method %d sample %d alpha %g: %.17g %.17g", m, i, alphas[j], a.lower,
                          b.upper);
            }
}

Test(proportion, limits_are_ordered_inside_zero_and_one_and_exact_at_the_ends)
{
    for (int m = WILSON; m <= AGRESTI_COULL; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < ALPHAS; j++) {
                const double yes = sample[i].yes, no = sample[i].no;
                const struct gdcs_i_limits l = limits(m, yes, no, alphas[j]);
                cr_expect(l.lower >= 0.0 && l.lower < l.upper && l.upper <= 1.0,
                          "method %d sample %d alpha %g: %g %g", m, i, alphas[j], l.lower, l.upper);
                if (yes == 0.0)
                    cr_expect(l.lower == 0.0, "method %d sample %d", m, i);
                if (no == 0.0)
                    cr_expect(l.upper == 1.0, "method %d sample %d", m, i);
                if (m == JEFFREYS || alphas[j] <= 0.1)
                    cr_expect(l.lower <= yes / (yes + no) && yes / (yes + no) <= l.upper,
                              "method %d sample %d alpha %g", m, i, alphas[j]);
            }
}

Test(proportion, a_higher_level_holds_a_lower_one)
{
    for (int m = WILSON; m <= AGRESTI_COULL; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 1; j < ALPHAS; j++) {
                const struct gdcs_i_limits in =
                    limits(m, sample[i].yes, sample[i].no, alphas[j - 1]);
                const struct gdcs_i_limits out = limits(m, sample[i].yes, sample[i].no, alphas[j]);
                cr_expect(out.lower <= in.lower && in.upper <= out.upper,
                          "method %d sample %d alpha %g", m, i, alphas[j]);
            }
}

Test(proportion, limits_rise_with_the_count)
{
    for (int m = WILSON; m <= AGRESTI_COULL; m++)
        for (int n = 1; n <= 200; n += n < 20 ? 1 : 45)
            for (int x = 1; x <= n; x++) {
                const struct gdcs_i_limits a = limits(m, x - 1, n - x + 1, 0.05);
                const struct gdcs_i_limits b = limits(m, x, n - x, 0.05);
                cr_expect(a.lower <= b.lower && a.upper <= b.upper, "method %d, %d of %d", m, x, n);
            }
}

Test(proportion, exact_limits_lie_around_mid_p_limits)
{
    for (int i = 0; i < SAMPLES; i++)
        for (int j = 0; j < ALPHAS; j++) {
            const double yes = sample[i].yes, no = sample[i].no;
            const struct gdcs_i_limits out = limits(CLOPPER_PEARSON, yes, no, alphas[j]);
            const struct gdcs_i_limits in = limits(MID_P, yes, no, alphas[j]);
            cr_expect(out.lower <= in.lower && in.upper <= out.upper, "sample %d alpha %g", i,
                      alphas[j]);
        }
}

Test(proportion, tails_beyond_the_limits_hold_half_of_alpha)
{
    for (int i = 0; i < SAMPLES; i++)
        for (int j = 0; j < ALPHAS; j++) {
            const double x = sample[i].yes, n = x + sample[i].no;
            if (x != floor(x) || x == 0.0 || sample[i].no == 0.0 || x > n / 2.0)
                continue;
            const struct gdcs_i_limits exact = limits(CLOPPER_PEARSON, x, n - x, alphas[j]);
            const struct gdcs_i_limits mid = limits(MID_P, x, n - x, alphas[j]);
            cr_expect(near_relative(gdcs_i_binomial_upper(x, n, exact.lower), alphas[j] / 2, 1e-6));
            cr_expect(near_relative(gdcs_i_binomial_upper(x + 1, n, mid.lower) +
                                        gdcs_i_binomial_pmf(x, n, mid.lower) / 2,
                                    alphas[j] / 2, 1e-6),
                      "sample %d alpha %g", i, alphas[j]);
        }
}

Test(proportion, jeffreys_is_nan_above_its_domain)
{
    const struct gdcs_i_limits l = limits(JEFFREYS, 1e13, 1e13, 0.05);
    cr_expect(isnan(l.lower) && isnan(l.upper));
}

Test(proportion, exact_methods_are_nan_outside_their_domain_and_wilson_never)
{
    static const struct {
        double yes, no;
    } outside[] = {{1e13, 1e13}, {1e-4, 50}, {50, 1e-9}};
    for (int i = 0; i < 3; i++) {
        for (int m = CLOPPER_PEARSON; m <= MID_P; m++) {
            const struct gdcs_i_limits l = limits(m, outside[i].yes, outside[i].no, 0.05);
            cr_expect(isnan(l.lower) || isnan(l.upper), "method %d row %d", m, i);
        }
        const struct gdcs_i_limits w = limits(WILSON, outside[i].yes, outside[i].no, 0.05);
        cr_expect(w.lower >= 0.0 && w.lower < w.upper && w.upper <= 1.0, "row %d", i);
    }
}
