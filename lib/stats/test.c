#include "stats/test.h"

#include "num/dist.h"

#include <math.h>

gdcs_test gdcs_i_test_none(void)
{
    const gdcs_test none = {NAN, NAN, NAN, NAN};
    return none;
}

gdcs_test gdcs_i_test_of_chisq(double statistic, double df)
{
    if (df == 0.0)
        return (gdcs_test){NAN, 0.0, 1.0, 0.0};
    if (isnan(statistic))
        return gdcs_i_test_none();
    const gdcs_test t = {statistic, df, gdcs_i_chisq_upper(df, statistic),
                         gdcs_i_chisq_log10_upper(df, statistic)};
    return t;
}

/* z^2 has one df; near p = 1 its logarithm is right where that of twice a tail would cancel. */
gdcs_test gdcs_i_test_of_z(double z)
{
    const double size = fabs(z), tail = gdcs_i_normal_log10_upper(size);
    const gdcs_test t = {.statistic = z,
                         .df = isnan(z) ? NAN : INFINITY,
                         .p_value = 2.0 * gdcs_i_normal_upper(size),
                         .log10_p =
                             size < 6.0 ? gdcs_i_chisq_log10_upper(1.0, z * z) : tail + log10(2.0)};
    return t;
}

gdcs_test gdcs_i_test_of_p(double statistic, double p)
{
    const gdcs_test t = {statistic, NAN, p, log10(p)};
    return t;
}

gdcs_test gdcs_i_test_of_log(double statistic, double ln_p)
{
    const gdcs_test t = {statistic, NAN, exp(ln_p), ln_p / log(10.0)};
    return t;
}
