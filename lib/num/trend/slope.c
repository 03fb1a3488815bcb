#include "core/sum.h"
#include "num/interval/proportion.h"
#include "num/trend.h"

#include <math.h>

static double mean_score(gdcs_i_ladder l, const double *x, double *all)
{
    gdcs_i_sum sum = {0}, count = {0};
    for (int32_t j = 0; j < l.n; j++) {
        const double t = l.yes[j] + l.no[j];
        gdcs_i_sum_add(&count, t);
        gdcs_i_sum_add(&sum, t * (x[j] - x[0]));
    }
    *all = gdcs_i_sum_value(count);
    return x[0] + gdcs_i_sum_value(sum) / *all;
}

gdcs_i_slope gdcs_i_trend_slope(gdcs_i_ladder l, const double *x)
{
    gdcs_i_sum lead = {0}, spread = {0}, variance = {0}, yes = {0};
    double all;
    gdcs_i_slope s = {.mean = mean_score(l, x, &all)};
    for (int32_t j = 0; j < l.n; j++)
        gdcs_i_sum_add(&yes, l.yes[j]);
    const double p = gdcs_i_sum_value(yes) / all, q = 1.0 - p;
    for (int32_t j = 0; j < l.n; j++) {
        const double t = l.yes[j] + l.no[j], d = x[j] - s.mean;
        gdcs_i_sum_add(&lead, d * (l.yes[j] * q - l.no[j] * p));
        gdcs_i_sum_add(&spread, t * d * d);
        if (t > 0.0)
            gdcs_i_sum_add(&variance, d * d * (l.yes[j] / t) * l.no[j]);
    }
    s.spread = gdcs_i_sum_value(spread);
    s.value = s.spread > 0.0 ? gdcs_i_sum_value(lead) / s.spread : NAN;
    s.std_error = s.spread > 0.0 ? sqrt(gdcs_i_sum_value(variance)) / s.spread : NAN;
    s.z = gdcs_i_sum_value(lead) / sqrt(p * q * s.spread);
    return s;
}

struct gdcs_i_limits gdcs_i_trend_slope_limits(gdcs_i_ladder l, const double *x, double z)
{
    const gdcs_i_slope s = gdcs_i_trend_slope(l, x);
    gdcs_i_sum down = {0}, up = {0};
    for (int32_t j = 0; j < l.n; j++) {
        const double t = l.yes[j] + l.no[j], c = t * (x[j] - s.mean) / s.spread;
        if (!(t > 0.0))
            continue;
        const struct gdcs_i_limits w = gdcs_i_proportion_wilson(l.yes[j], l.no[j], z);
        const double below = c * (l.yes[j] / t - w.lower), above = c * (w.upper - l.yes[j] / t);
        gdcs_i_sum_add(&down, c > 0.0 ? below * below : above * above);
        gdcs_i_sum_add(&up, c > 0.0 ? above * above : below * below);
    }
    const struct gdcs_i_limits limits = {s.value - sqrt(gdcs_i_sum_value(down)),
                                         s.value + sqrt(gdcs_i_sum_value(up))};
    return limits;
}
