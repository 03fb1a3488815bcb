/* Mirrors lib/num/interval/proportion.c. */
#include "num/interval/proportion.h"
#include "num/dist.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stddef.h>

TestSuite(proportion, .timeout = 60);

enum {
    WILSON = 1,
    CLOPPER_PEARSON,
    MID_P,
    JEFFREYS,
    AGRESTI_COULL,
    BLAKER,
    SCAS,
    LIKELIHOOD_RATIO,
    LOGIT,
    WILSON_CONTINUITY,
    ARCSINE,
    WALD
};

static struct gdcs_i_limits limits(int method, double yes, double no, double alpha)
{
    const double z = gdcs_i_normal_quantile_upper(alpha / 2.0);
    switch (method) {
    case WILSON: return gdcs_i_proportion_wilson(yes, no, z);
    case CLOPPER_PEARSON: return gdcs_i_proportion_clopper_pearson(yes, no, alpha);
    case MID_P: return gdcs_i_proportion_mid_p(yes, no, alpha);
    case JEFFREYS: return gdcs_i_proportion_jeffreys(yes, no, alpha);
    case AGRESTI_COULL: return gdcs_i_proportion_agresti_coull(yes, no, z);
    case BLAKER: return gdcs_i_proportion_blaker(yes, no, alpha);
    case SCAS: return gdcs_i_proportion_scas(yes, no, z);
    case LIKELIHOOD_RATIO: return gdcs_i_proportion_likelihood(yes, no, z);
    case LOGIT: return gdcs_i_proportion_logit(yes, no, z, alpha);
    case WILSON_CONTINUITY: return gdcs_i_proportion_wilson_continuity(yes, no, z);
    case ARCSINE: return gdcs_i_proportion_arcsine(yes, no, z);
    default: return gdcs_i_proportion_wald(yes, no, z);
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

static int is_defined(int method, int i)
{
    return method != BLAKER ||
           sample[i].yes + sample[i].no == floor(sample[i].yes) + floor(sample[i].no);
}

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
    cr_assert(eq(int, rows, 1002));
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
    for (int m = WILSON; m <= WALD; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < ALPHAS && is_defined(m, i); j++) {
                const struct gdcs_i_limits a = limits(m, sample[i].yes, sample[i].no, alphas[j]);
                const struct gdcs_i_limits b = limits(m, sample[i].no, sample[i].yes, alphas[j]);
                cr_expect(fabs(a.lower - (1.0 - b.upper)) <= 4e-16 + 1e-12 * fmin(a.lower, b.upper),
                          "method %d sample %d alpha %g: %.17g %.17g", m, i, alphas[j], a.lower,
                          b.upper);
            }
}

Test(proportion, limits_are_ordered_inside_zero_and_one_and_exact_at_the_ends)
{
    for (int m = WILSON; m <= WALD; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < ALPHAS && is_defined(m, i); j++) {
                const double yes = sample[i].yes, no = sample[i].no;
                const struct gdcs_i_limits l = limits(m, yes, no, alphas[j]);
                const int is_point = m == WALD && (yes == 0.0 || no == 0.0);
                cr_expect(l.lower >= 0.0 && (l.lower < l.upper) != is_point && l.upper <= 1.0,
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
    for (int m = WILSON; m <= WALD; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 1; j < ALPHAS && is_defined(m, i); j++) {
                const struct gdcs_i_limits in =
                    limits(m, sample[i].yes, sample[i].no, alphas[j - 1]);
                const struct gdcs_i_limits out = limits(m, sample[i].yes, sample[i].no, alphas[j]);
                cr_expect(out.lower <= in.lower && in.upper <= out.upper,
                          "method %d sample %d alpha %g", m, i, alphas[j]);
            }
}

Test(proportion, limits_rise_with_the_count)
{
    for (int m = WILSON; m <= WALD; m++)
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

Test(proportion, blaker_is_never_wider_than_clopper_and_pearson)
{
    for (int n = 1; n <= 300; n += n < 60 ? 1 : 79)
        for (int x = 0; x <= n; x++)
            for (int j = 0; j < ALPHAS; j++) {
                const struct gdcs_i_limits in = limits(BLAKER, x, n - x, alphas[j]);
                const struct gdcs_i_limits out = limits(CLOPPER_PEARSON, x, n - x, alphas[j]);
                cr_expect(out.lower <= in.lower && in.upper <= out.upper, "%d of %d, alpha %g", x,
                          n, alphas[j]);
            }
}

/* P(X >= x) and the largest P(X <= k) that is no larger, one k after another. */
static double acceptability(int x, int n, double p)
{
    const double tail = gdcs_i_binomial_upper(x, n, p);
    double other = 0.0;
    for (int k = 0; k < n && gdcs_i_binomial_lower(k, n, p) <= tail; k++)
        other = gdcs_i_binomial_lower(k, n, p);
    return tail + other;
}

Test(proportion, nothing_below_blakers_lower_limit_is_accepted_and_the_next_above_is)
{
    for (int n = 1; n <= 120; n += n < 15 ? 1 : 35)
        for (int x = 1; x <= n; x++)
            for (int j = 0; j < 4; j++) {
                const double lower = limits(BLAKER, x, n - x, alphas[j]).lower;
                for (int i = 1; i < 50; i++)
                    cr_expect(acceptability(x, n, lower * (1 - i * 0.02)) <= alphas[j] * (1 + 1e-9),
                              "%d of %d, alpha %g", x, n, alphas[j]);
                cr_expect(acceptability(x, n, lower * (1 + 1e-10)) >= alphas[j] * (1 - 1e-7),
                          "%d of %d, alpha %g", x, n, alphas[j]);
            }
}

/* Cases that other software got wrong: an upper limit of 0.9999999, limits that fall with the count,
   a lower limit of 0. */
Test(proportion, tiny_alphas_and_small_counts_in_large_samples_are_right)
{
    const struct gdcs_i_limits none = limits(CLOPPER_PEARSON, 0, 1000, 1e-7);
    const struct gdcs_i_limits mid = limits(MID_P, 1, 999999, 0.05);
    cr_expect(near_relative(none.upper, 0.01667072243152071, 1e-12), "%.17g", none.upper);
    cr_expect(mid.lower > 5.0e-8 && mid.lower < 5.1e-8 && fabs(mid.upper - 4.93e-6) < 5e-9);
    for (int m = WILSON; m <= LIKELIHOOD_RATIO; m++)
        for (int x = 1; x <= 100; x++) {
            const struct gdcs_i_limits a = limits(m, x - 1, 101 - x, 1e-11);
            const struct gdcs_i_limits b = limits(m, x, 100 - x, 1e-11);
            cr_expect(a.lower <= b.lower && a.upper <= b.upper, "method %d, %d of 100", m, x);
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
