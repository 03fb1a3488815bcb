/* Mirrors lib/num/resample.c. */
#include "num/resample.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(resample, .timeout = 60);

enum { N = 200 };

static void fill(double v[N])
{
    for (int i = 0; i < N; i++)
        v[i] = (i + 1) * 7919 % 1009 / 1000.0;
}

/* R 4.2.2: v <- (1:200 * 7919) %% 1009 / 1000; quantile(v, p, type = 7); sd(v). */
Test(resample, quantiles_and_deviation_are_those_of_r)
{
    double v[N];
    fill(v);
    cr_expect(near_relative(gdcs_i_resample_deviation(v, N), 0.29166907139951481, 1e-14));
    gdcs_i_resample_sort(v, N);
    const struct gdcs_i_limits l = gdcs_i_resample_percentile(v, N, 0.05);
    cr_expect(near_relative(l.lower, 0.0289, 1e-13));
    cr_expect(near_relative(l.upper, 0.9851, 1e-13));
    cr_expect(near_relative(gdcs_i_resample_quantile(v, N, 0.5), 0.511, 1e-13));
    cr_expect(gdcs_i_resample_quantile(v, N, 0) == v[0]);
    cr_expect(gdcs_i_resample_quantile(v, N, 1) == v[N - 1]);
}

/* Efron's formula in R, the acceleration from the square roots of the first twenty. */
Test(resample, bca_is_efrons_formula)
{
    double v[N], jackknife[20];
    fill(v);
    for (int i = 0; i < 20; i++)
        jackknife[i] = sqrt(v[i]);
    const double a = gdcs_i_resample_acceleration(jackknife, 20);
    cr_expect(near_relative(a, 0.019599090121698946, 1e-12));
    gdcs_i_resample_sort(v, N);
    const struct gdcs_i_limits l = gdcs_i_resample_bca(v, N, 0.45, a, 0.1);
    cr_expect(near_relative(l.lower, 0.037130690245130875, 1e-11), "%.17g", l.lower);
    cr_expect(near_relative(l.upper, 0.92927225107303446, 1e-11), "%.17g", l.upper);
}

Test(resample, without_bias_and_acceleration_bca_is_the_percentile)
{
    double v[101];
    for (int i = 0; i <= 100; i++)
        v[i] = i;
    const struct gdcs_i_limits b = gdcs_i_resample_bca(v, 101, 50, 0, 0.1);
    const struct gdcs_i_limits p = gdcs_i_resample_percentile(v, 101, 0.1);
    cr_expect(near_relative(b.lower, p.lower, 1e-12) && near_relative(b.upper, p.upper, 1e-12));
}

Test(resample, equal_values_have_no_spread)
{
    double v[N];
    for (int i = 0; i < N; i++)
        v[i] = 3;
    const struct gdcs_i_limits b =
        gdcs_i_resample_bca(v, N, 3, gdcs_i_resample_acceleration(v, N), 0.05);
    cr_expect(b.lower == 3 && b.upper == 3 && gdcs_i_resample_deviation(v, N) == 0);
}
