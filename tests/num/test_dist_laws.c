/* Laws and limits of lib/num/dist.h, and what is outside its domain. */
#include "num/dist.h"
#include "num/dist/gamma.h"
#include "num/dist/uniform.h"
#include "support.h"
#include <criterion/criterion.h>
#include <math.h>
#include <stdint.h>

static const double shapes[] = {1e-3, 0.02, 0.3,  0.5,  1.0, 1.7,   4.0,   9.999, 10.0, 10.5,
                                13.0, 25.0, 61.0, 240., 3e3, 1.1e5, 4.7e7, 1e9,   1e10, 1e12};
static const double tails[] = {1e-300, 3e-120, 1e-20, 1e-9, 1e-4, 0.005, 0.025, 0.2, 0.4999, 0.5};

enum { SHAPES = sizeof shapes / sizeof *shapes, TAILS = sizeof tails / sizeof *tails };

/* A quantile below 1e-300 has lost its digits. */
static int is_told(double x)
{
    return x > 1e-300;
}

Test(dist_laws, gamma_quantiles_give_their_tail_back_everywhere)
{
    for (int i = 0; i < SHAPES; i++)
        for (int j = 0; j < TAILS; j++) {
            const double a = shapes[i], p = tails[j];
            const double low = gdcs_i_gamma_quantile(a, p), up = gdcs_i_gamma_quantile_upper(a, p);
            /* one ulp of x moves the tail by this much of itself */
            const double at_low = gdcs_i_gamma_rise(a, low) / p,
                         at_up = gdcs_i_gamma_rise(a, up) / p;
            if (is_told(low))
                cr_expect(near_relative(gdcs_i_gamma_lower(a, low), p, 1e-12 + 3e-16 * at_low),
                          "lower %g %g: %.17g", a, p, gdcs_i_gamma_lower(a, low));
            if (is_told(up))
                cr_expect(near_relative(gdcs_i_gamma_upper(a, up), p, 1e-12 + 3e-16 * at_up),
                          "upper %g %g: %.17g", a, p, gdcs_i_gamma_upper(a, up));
        }
}

static void beta_gives_back(double a, double b, double p)
{
    const struct gdcs_i_unit low = gdcs_i_beta_quantile(a, b, p);
    const struct gdcs_i_unit mirrored = gdcs_i_beta_quantile_upper(b, a, p);
    cr_expect_eq(low.x, mirrored.y, "symmetry %g %g %g", a, b, p);
    cr_expect_eq(low.y, mirrored.x, "symmetry %g %g %g", a, b, p);
    cr_expect(fabs(low.x + low.y - 1.0) <= 3e-16, "complement %g %g %g", a, b, p);
    if (!is_told(low.x) || !is_told(low.y))
        return;
    const double ulps = 3e-16 * gdcs_i_beta_rise(a, b, low.x, low.y) / p;
    const double back = gdcs_i_beta_lower(a, b, low.x, low.y);
    cr_expect(near_relative(back, p, 1e-12 + ulps), "%g %g %g: %.17g", a, b, p, back);
}

Test(dist_laws, beta_quantiles_give_their_tail_back_everywhere)
{
    for (int i = 0; i < SHAPES; i++)
        for (int j = 0; j < SHAPES; j++)
            for (int k = 0; k < TAILS; k++)
                beta_gives_back(shapes[i], shapes[j], tails[k]);
}

Test(dist_laws, tails_sum_to_one_and_fall_as_the_point_rises)
{
    for (int i = 0; i < SHAPES; i++)
        for (int j = 0; j < SHAPES; j++) {
            const double a = shapes[i], b = shapes[j], step = sqrt(1.0 / a + 1.0 / b);
            double before = 1.0;
            for (int k = -40; k <= 40; k++) {
                const double odds = a / b * exp(0.2 * k * step);
                const double x = odds / (1.0 + odds), y = 1.0 / (1.0 + odds);
                const double up = gdcs_i_beta_upper(a, b, x, y),
                             low = gdcs_i_beta_lower(a, b, x, y);
                cr_expect(fabs(up + low - 1.0) <= 1e-13, "%g %g at %g: %.17g", a, b, x, up + low);
                cr_expect(up <= before * (1.0 + 1e-12), "%g %g at %g rises", a, b, x);
                before = up;
            }
        }
}

/* Either side of the border between the expansion around the mean and the other means. */
Test(dist_laws, the_means_agree_where_they_meet)
{
    for (double a = 10.0; a < 2000.0; a *= 1.07)
        for (double z = -12.0; z <= 12.0; z += 0.37) {
            const double x = a * exp(z / sqrt(a)), slope = gdcs_i_gamma_rise(a, x);
            const struct gdcs_i_gamma g = gdcs_i_gamma_of(a);
            const int side = z < 0.0 ? -1 : 1;
            const double one = side < 0 ? gdcs_i_gamma_lower(a, x) : gdcs_i_gamma_upper(a, x);
            const double other = gdcs_i_gamma_tail(&g, x, slope, side);
            cr_expect(near_relative(one, other, 2e-13), "%g %g: %.17g %.17g", a, x, one, other);
        }
}

Test(dist_laws, an_expansion_with_theta_near_0_is_that_of_the_gamma)
{
    struct gdcs_i_uniform gamma, beta;
    cr_assert(gdcs_i_uniform_prepare(&gamma, 15.0, 0.0, 7.0));
    cr_assert(gdcs_i_uniform_prepare(&beta, 15.0, 1e-300, 7.0));
    for (int k = 0; k < gamma.terms; k++) {
        cr_expect(fabs(gamma.mu[k] - beta.mu[k]) <= 1e-15 * pow(3.5, -k), "mu[%d]", k);
        cr_expect(fabs(gamma.tail[k] - beta.tail[k]) <= 1e-14, "tail[%d]", k);
    }
}

/* 1 - 3 / 10^9 and 3 / 10^9 are the same statement about women and about men. */
Test(dist_laws, a_limit_near_one_has_its_complement)
{
    const struct gdcs_i_unit u = gdcs_i_beta_quantile_upper(1e9 - 2.0, 3.0, 0.025);
    cr_expect(near_relative(u.y, 6.1867212332289582562e-10, 1e-13), "%.17g", u.y);
    cr_expect_eq(u.x, 1.0 - u.y);
}

Test(dist_laws, closed_forms_hold)
{
    for (int j = 0; j < TAILS; j++) {
        const double p = tails[j], n = 1e9;
        cr_expect(
            near_relative(gdcs_i_beta_quantile_upper(1.0, n, p).x, -expm1(log(p) / n), 4e-16));
        cr_expect(near_relative(gdcs_i_beta_quantile(n, 1.0, p).y, -expm1(log(p) / n), 4e-16));
        cr_expect(near_relative(gdcs_i_gamma_quantile_upper(1.0, p), -log(p), 4e-16));
        cr_expect(near_relative(gdcs_i_chisq_upper(2.0, -2.0 * log(p)), p, 1e-13));
        cr_expect(near_relative(gdcs_i_chisq_upper(1.0, 7.3), 2.0 * gdcs_i_normal_upper(sqrt(7.3)),
                                1e-14));
        cr_expect(near_relative(gdcs_i_student_quantile_upper(INFINITY, p),
                                gdcs_i_normal_quantile_upper(p), 0.0));
        /* t with 2 degrees of freedom */
        const double t = (1.0 - 2.0 * p) / sqrt(2.0 * p * (1.0 - p));
        cr_expect(fabs(gdcs_i_student_quantile_upper(2.0, p) - t) <= 1e-14 * t, "%g", p);
    }
}

Test(dist_laws, masses_sum_to_tails)
{
    double poisson = 0.0, binomial = 0.0;
    for (int k = 0; k <= 37; k++) {
        poisson += gdcs_i_poisson_pmf(k, 31.7);
        binomial += gdcs_i_binomial_pmf(k, 90.0, 0.37);
        cr_expect(near_relative(gdcs_i_poisson_lower(k, 31.7), poisson, 1e-13), "%d", k);
        cr_expect(near_relative(gdcs_i_binomial_lower(k, 90.0, 0.37), binomial, 1e-13), "%d", k);
    }
}

/* Normal to the order of its skewness, which is 1e-6. */
Test(dist_laws, poisson_has_both_tails_about_its_largest_mean)
{
    for (double z = -6.0; z <= 6.0; z += 1.5) {
        const double k = 1e12 + 1e6 * z, lower = gdcs_i_poisson_lower(k, 1e12);
        cr_expect(near_relative(lower, gdcs_i_normal_lower(z), 1e-4), "%g: %g", z, lower);
        cr_expect(near_relative(lower + gdcs_i_poisson_upper(k + 1.0, 1e12), 1.0, 1e-12), "%g", z);
    }
}

Test(dist_laws, ends_of_the_support_are_exact)
{
    cr_expect_eq(gdcs_i_gamma_lower(3.0, 0.0), 0.0);
    cr_expect_eq(gdcs_i_gamma_upper(3.0, INFINITY), 0.0);
    cr_expect_eq(gdcs_i_beta_lower(3.0, 2.0, 0.0, 1.0), 0.0);
    cr_expect_eq(gdcs_i_beta_lower(3.0, 2.0, 1.0, 0.0), 1.0);
    cr_expect_eq(gdcs_i_gamma_quantile(3.0, 0.0), 0.0);
    cr_expect_eq(gdcs_i_gamma_quantile(3.0, 1.0), INFINITY);
    cr_expect_eq(gdcs_i_beta_quantile(3.0, 2.0, 0.0).x, 0.0);
    cr_expect_eq(gdcs_i_beta_quantile(3.0, 2.0, 1.0).y, 0.0);
    cr_expect_eq(gdcs_i_normal_quantile(0.0), -INFINITY);
    cr_expect_eq(gdcs_i_normal_quantile_upper(0.0), INFINITY);
    cr_expect_eq(gdcs_i_student_quantile(5.0, 0.0), -INFINITY);
    cr_expect_eq(gdcs_i_student_quantile(5.0, 0.5), 0.0);
    cr_expect_eq(gdcs_i_f_quantile(5.0, 3.0, 1.0), INFINITY);
    cr_expect_eq(gdcs_i_poisson_lower(0.0, 0.0), 1.0);
    cr_expect_eq(gdcs_i_poisson_upper(0.0, 0.0), 1.0);
    cr_expect_eq(gdcs_i_poisson_upper(1.0, 0.0), 0.0);
    cr_expect_eq(gdcs_i_poisson_lower(-1.0, 2.0), 0.0);
    cr_expect_eq(gdcs_i_poisson_lower(2e12, 3.0), 1.0);
    cr_expect_eq(gdcs_i_poisson_upper(2e12, 3.0), 0.0);
    cr_expect_eq(gdcs_i_poisson_pmf(2e12, 3.0), 0.0);
    cr_expect_eq(gdcs_i_poisson_lower(1e12, 3.0), 1.0);
    cr_expect_eq(gdcs_i_poisson_lower(1e300, 1e12), 1.0);
    cr_expect_eq(gdcs_i_poisson_pmf(0.0, 0.0), 1.0);
    cr_expect_eq(gdcs_i_poisson_pmf(INFINITY, 2.0), 0.0);
    cr_expect_eq(gdcs_i_binomial_lower(0.0, 0.0, 0.3), 1.0);
    cr_expect_eq(gdcs_i_binomial_upper(1.0, 0.0, 0.3), 0.0);
    cr_expect_eq(gdcs_i_binomial_pmf(0.0, 9.0, 0.0), 1.0);
    cr_expect_eq(gdcs_i_binomial_pmf(9.0, 9.0, 1.0), 1.0);
    cr_expect_eq(gdcs_i_binomial_pmf(4.0, 9.0, 1.0), 0.0);
    cr_expect_eq(gdcs_i_binomial_lower(4.0, 9.0, 1.0), 0.0);
    cr_expect_eq(gdcs_i_binomial_upper(4.0, 9.0, 0.0), 0.0);
}

static double beta_x(double a, double b, double p)
{
    return gdcs_i_beta_quantile(a, b, p).x;
}

Test(dist_laws, outside_the_domain_is_nan)
{
    static const double bad[] = {NAN, -1.0, 0.0, 5e-4, 2e12, INFINITY, -INFINITY};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        cr_expect(isnan(gdcs_i_gamma_lower(bad[i], 1.0)), "%g", bad[i]);
        cr_expect(isnan(gdcs_i_gamma_rise(bad[i], 1.0)), "%g", bad[i]);
        cr_expect(isnan(gdcs_i_gamma_quantile(bad[i], 0.1)), "%g", bad[i]);
        cr_expect(isnan(gdcs_i_beta_upper(bad[i], 1.0, 0.5, 0.5)), "%g", bad[i]);
        cr_expect(isnan(gdcs_i_beta_rise(1.0, bad[i], 0.5, 0.5)), "%g", bad[i]);
        cr_expect(isnan(beta_x(bad[i], 1.0, 0.1)), "%g", bad[i]);
        cr_expect(isnan(beta_x(1.0, bad[i], 0.9)), "%g", bad[i]);
    }
    static const double no_p[] = {NAN, -1e-300, 1.0000000000000002, INFINITY};
    for (size_t i = 0; i < sizeof no_p / sizeof *no_p; i++) {
        cr_expect(isnan(gdcs_i_normal_quantile(no_p[i])), "%g", no_p[i]);
        cr_expect(isnan(gdcs_i_normal_quantile_upper(no_p[i])), "%g", no_p[i]);
        cr_expect(isnan(gdcs_i_gamma_quantile(2.0, no_p[i])), "%g", no_p[i]);
        cr_expect(isnan(gdcs_i_gamma_quantile_upper(2.0, no_p[i])), "%g", no_p[i]);
        cr_expect(isnan(beta_x(2.0, 3.0, no_p[i])), "%g", no_p[i]);
        cr_expect(isnan(gdcs_i_student_quantile(2.0, no_p[i])), "%g", no_p[i]);
        cr_expect(isnan(gdcs_i_f_quantile(2.0, 3.0, no_p[i])), "%g", no_p[i]);
        cr_expect(isnan(gdcs_i_binomial_lower(1.0, 2.0, no_p[i])), "%g", no_p[i]);
    }
    cr_expect(isnan(gdcs_i_gamma_lower(1.0, -1e-9)));
    cr_expect(isnan(gdcs_i_gamma_upper(1.0, NAN)));
    cr_expect(isnan(gdcs_i_normal_lower(NAN)));
    cr_expect(isnan(gdcs_i_beta_lower(1.0, 1.0, 0.3, 0.6)), "x + y is not 1");
    cr_expect(isnan(gdcs_i_beta_lower(1.0, 1.0, -0.1, 1.1)));
    cr_expect(isnan(gdcs_i_beta_lower(1.0, 1.0, NAN, 0.5)));
    cr_expect(isnan(gdcs_i_f_lower(1.0, 1.0, -0.5)));
    cr_expect(isnan(gdcs_i_student_upper(-INFINITY, 0.5)));
    cr_expect(isnan(gdcs_i_student_upper(3.0, NAN)));
    cr_expect(isnan(gdcs_i_poisson_lower(1.5, 2.0)));
    cr_expect(isnan(gdcs_i_poisson_pmf(NAN, 2.0)));
    cr_expect(isnan(gdcs_i_poisson_upper(1.0, -2.0)));
    cr_expect(isnan(gdcs_i_binomial_pmf(1.0, 2.5, 0.5)));
    cr_expect(isnan(gdcs_i_binomial_upper(1.0, -2.0, 0.5)));
}

Test(dist_laws, infinite_points_of_derived_distributions_are_their_ends)
{
    cr_expect_eq(gdcs_i_student_upper(3.0, INFINITY), 0.0);
    cr_expect_eq(gdcs_i_student_lower(3.0, -INFINITY), 0.0);
    cr_expect_eq(gdcs_i_student_upper(3.0, 0.0), 0.5);
    cr_expect_eq(gdcs_i_f_upper(3.0, 4.0, INFINITY), 0.0);
    cr_expect_eq(gdcs_i_f_lower(3.0, 4.0, 0.0), 0.0);
    cr_expect_eq(gdcs_i_chisq_upper(3.0, 0.0), 1.0);
}
