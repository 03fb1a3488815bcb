#include "num/resample.h"
#include "core/sum.h"
#include "num/dist.h"

#include <math.h>
#include <stdlib.h>

typedef struct gdcs_i_limits limits;

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

void gdcs_i_resample_sort(double *values, int64_t n)
{
    qsort(values, (size_t)n, sizeof *values, compare);
}

double gdcs_i_resample_quantile(const double *sorted, int64_t n, double probability)
{
    const double place = probability * (double)(n - 1), below = floor(place);
    const int64_t i = (int64_t)below;
    const double low = sorted[i], high = sorted[i + 1 < n ? i + 1 : i];
    return place > below ? low + (place - below) * (high - low) : low;
}

limits gdcs_i_resample_percentile(const double *sorted, int64_t n, double alpha)
{
    const limits l = {gdcs_i_resample_quantile(sorted, n, alpha / 2.0),
                      gdcs_i_resample_quantile(sorted, n, 1.0 - alpha / 2.0)};
    return l;
}

static double mean_of(const double *values, int64_t n)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < n; i++)
        gdcs_i_sum_add(&sum, values[i]);
    return gdcs_i_sum_value(sum) / (double)n;
}

double gdcs_i_resample_deviation(const double *values, int64_t n)
{
    const double mean = mean_of(values, n);
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < n; i++)
        gdcs_i_sum_add(&sum, (values[i] - mean) * (values[i] - mean));
    return sqrt(gdcs_i_sum_value(sum) / (double)(n - 1));
}

double gdcs_i_resample_acceleration(const double *jackknife, int64_t n)
{
    const double mean = mean_of(jackknife, n);
    gdcs_i_sum squares = {0}, cubes = {0};
    for (int64_t i = 0; i < n; i++) {
        const double d = mean - jackknife[i];
        gdcs_i_sum_add(&squares, d * d);
        gdcs_i_sum_add(&cubes, d * d * d);
    }
    const double s = gdcs_i_sum_value(squares);
    return s > 0.0 ? gdcs_i_sum_value(cubes) / (6.0 * s * sqrt(s)) : 0.0;
}

/* Replicates below the estimate, those equal to it by halves; kept off 0 and 1 by half a replicate. */
static double median_bias(const double *sorted, int64_t n, double estimate)
{
    const double close = 1e-12 * fabs(estimate);
    double below = 0.0;
    for (int64_t i = 0; i < n; i++)
        below += fabs(sorted[i] - estimate) <= close ? 0.5 : (double)(sorted[i] < estimate);
    const double share = fmin(fmax(below, 0.5), (double)n - 0.5) / (double)n;
    return gdcs_i_normal_quantile(share);
}

/* Past a pole of the correction everything lies on one side. */
static double moved(double bias, double z, double acceleration)
{
    const double left = 1.0 - acceleration * (bias + z);
    if (!(left > 0.0))
        return bias + z > 0.0 ? 1.0 : 0.0;
    return gdcs_i_normal_lower(bias + (bias + z) / left);
}

limits gdcs_i_resample_bca(const double *sorted, int64_t n, double estimate, double acceleration,
                           double alpha)
{
    const double bias = median_bias(sorted, n, estimate);
    const double z = gdcs_i_normal_quantile_upper(alpha / 2.0);
    const limits l = {gdcs_i_resample_quantile(sorted, n, moved(bias, -z, acceleration)),
                      gdcs_i_resample_quantile(sorted, n, moved(bias, z, acceleration))};
    return l;
}
