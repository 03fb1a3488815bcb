#include "stats/pipeline/chain.h"

#include <math.h>

static const gdcs_bounds everything = {-INFINITY, INFINITY};

/* 0 times infinity is 0, which no finite number contradicts. */
static double product(double x, double y)
{
    return x == 0.0 || y == 0.0 ? 0.0 : x * y;
}

static void include(gdcs_bounds *b, double x)
{
    b->lower = isnan(x) ? -INFINITY : fmin(b->lower, x);
    b->upper = isnan(x) ? INFINITY : fmax(b->upper, x);
}

/* x / (x + y) is monotone in either where the sum keeps its sign: the ends are corners. */
static gdcs_bounds share_of_sum(gdcs_bounds x, gdcs_bounds y)
{
    gdcs_bounds b = {INFINITY, -INFINITY};
    if (!(x.lower + y.lower > 0.0 || x.upper + y.upper < 0.0))
        return everything;
    for (int corner = 0; corner < 4; corner++) {
        const double one = corner & 1 ? x.upper : x.lower, rest = corner & 2 ? y.upper : y.lower;
        include(&b, isinf(rest) && isfinite(one) ? 0.0 : one / (one + rest));
    }
    return b;
}

/* x / whole, the bounds of the whole being better than those of a sum of parts. */
static gdcs_bounds share_of_whole(gdcs_bounds x, gdcs_bounds whole)
{
    gdcs_bounds b = {INFINITY, -INFINITY};
    if (!(whole.lower > 0.0 || whole.upper < 0.0))
        return everything;
    for (int corner = 0; corner < 4; corner++)
        include(&b, (corner & 1 ? x.upper : x.lower) / (corner & 2 ? whole.upper : whole.lower));
    return b;
}

static gdcs_bounds share(gdcs_bounds x, gdcs_bounds rest, gdcs_bounds whole)
{
    const gdcs_bounds a = share_of_sum(x, rest), b = share_of_whole(x, whole);
    const gdcs_bounds both = {fmax(a.lower, b.lower), fmin(a.upper, b.upper)};
    const gdcs_bounds turned = {both.upper, both.lower}; /* by rounding, where all is exact */
    return both.lower <= both.upper ? both : turned;
}

/* Sum of the logarithms of all steps but one; what one end does not know, the sum does not. */
static gdcs_bounds rest_of(const gdcs_i_pipeline_part *logs, int32_t count, int32_t k)
{
    gdcs_bounds sum = {0.0, 0.0};
    for (int32_t i = 0; i < count; i++)
        if (i != k) {
            sum.lower += logs[i].bounds.lower;
            sum.upper += logs[i].bounds.upper;
        }
    return isnan(sum.lower) || isnan(sum.upper) ? everything : sum;
}

/* The difference of the ratios of a step times the weight that the others give it: the weight rises with
   each of them, and they have nothing to do with the difference. */
static gdcs_bounds gap(const gdcs_i_pipeline *steps, int32_t count, int32_t k)
{
    double women[2][GDCS_I_PIPELINE_STEPS], men[2][GDCS_I_PIPELINE_STEPS];
    const gdcs_bounds d = gdcs_i_pipeline_difference_bounds(&steps[k].result);
    double weight[2];
    for (int32_t i = 0; i < count; i++) {
        const gdcs_pipeline_result *r = &steps[i].result;
        women[0][i] = r->women_bounds.lower;
        women[1][i] = r->women_bounds.upper;
        men[0][i] = r->men_bounds.lower;
        men[1][i] = r->men_bounds.upper;
    }
    for (int end = 0; end < 2; end++)
        weight[end] = gdcs_i_product_weight(women[end], men[end], count, k);
    if (!isfinite(weight[0]))
        weight[0] = 0.0;
    if (isnan(weight[1]))
        weight[1] = INFINITY;
    const gdcs_bounds b = {product(d.lower, weight[d.lower < 0.0]),
                           product(d.upper, weight[d.upper > 0.0])};
    return b;
}

void gdcs_i_pipeline_bound_parts(const gdcs_i_pipeline *steps, int32_t count,
                                 gdcs_i_pipeline_parts *out)
{
    gdcs_i_pipeline_part *logs = out->part[GDCS_I_PIPELINE_LOG];
    for (int32_t k = 0; k < count; k++) {
        const gdcs_bounds b = steps[k].result.index_bounds;
        logs[k].bounds.lower = log(b.lower);
        logs[k].bounds.upper = log(b.upper);
        out->part[GDCS_I_PIPELINE_GAP][k].bounds = gap(steps, count, k);
    }
    for (int32_t k = 0; k < count; k++)
        out->part[GDCS_I_PIPELINE_SHARE][k].bounds =
            share(logs[k].bounds, rest_of(logs, count, k), out->whole.log_index_bounds);
}
