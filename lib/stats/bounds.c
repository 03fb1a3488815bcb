#include "stats/bounds.h"
#include "core/sum.h"

#include <math.h>

static double share(double yes, double no)
{
    return isinf(yes) ? 1.0 : yes / (yes + no);
}

gdcs_bounds gdcs_i_bounds_share(gdcs_bounds yes, gdcs_bounds no)
{
    const gdcs_bounds b = {no.upper > 0.0 ? yes.lower / (yes.lower + no.upper) : 1.0,
                           yes.upper > 0.0 ? share(yes.upper, no.lower) : 0.0};
    const gdcs_bounds all = {0.0, 1.0};
    return yes.upper > 0.0 || no.upper > 0.0 ? b : all;
}

gdcs_bounds gdcs_i_bounds_quotient(gdcs_bounds over, gdcs_bounds under)
{
    gdcs_bounds b = {0.0, INFINITY};
    if (under.upper == 0.0 && over.upper == 0.0)
        return b;
    if (under.upper == 0.0)
        b.lower = INFINITY;
    else if (isfinite(under.upper))
        b.lower = over.lower / under.upper;
    if (over.upper == 0.0)
        b.upper = 0.0;
    else if (isinf(under.lower)) /* infinity by infinity is left out as well */
        b.upper = isinf(over.lower) ? INFINITY : 0.0;
    else if (under.lower > 0.0)
        b.upper = over.upper / under.lower;
    return b;
}

static double product(double x, double y)
{
    return x == 0.0 || y == 0.0 ? 0.0 : x * y;
}

gdcs_bounds gdcs_i_bounds_product(gdcs_bounds x, gdcs_bounds y)
{
    const gdcs_bounds b = {product(x.lower, y.lower), product(x.upper, y.upper)};
    return b;
}

/* Of -1: the values negated, so that the greatest mean is the least of those. */
static double value_at(const gdcs_bounds *values, int64_t i, int sign)
{
    return sign > 0 ? values[i].lower : -values[i].upper;
}

/* The least value whose weight may be infinite: a mean comes as near to it as one likes. */
static double limit_of(const gdcs_bounds *values, const gdcs_bounds *weights, int64_t n, int sign)
{
    double least = INFINITY;
    for (int64_t i = 0; i < n; i++)
        if (isinf(weights[i].upper))
            least = fmin(least, value_at(values, i, sign));
    return least;
}

/* Dinkelbach (1967) for a quotient of linear functions over a box: what lies below a mean that can be had
   takes its upper weight, all else the lower one, which gives the next mean, until none is less.  The
   set below only shrinks, so n + 1 rounds are enough.  Infinity if there are no weights. */
static double least_mean(const gdcs_bounds *values, const gdcs_bounds *weights, int64_t n, int sign)
{
    double least = limit_of(values, weights, n, sign);
    for (int64_t round = 0; round <= n; round++) {
        gdcs_i_sum over = {0}, under = {0};
        for (int64_t i = 0; i < n; i++) {
            const double x = value_at(values, i, sign);
            const double w = x < least ? weights[i].upper : weights[i].lower;
            gdcs_i_sum_add(&over, w * x);
            gdcs_i_sum_add(&under, w);
        }
        const double next = gdcs_i_sum_value(over) / gdcs_i_sum_value(under);
        if (!(next < least))
            break;
        least = next;
    }
    return least;
}

gdcs_bounds gdcs_i_bounds_mean(const gdcs_bounds *values, const gdcs_bounds *weights, int64_t n)
{
    const gdcs_bounds all = {0.0, 1.0};
    const gdcs_bounds b = {least_mean(values, weights, n, 1), -least_mean(values, weights, n, -1)};
    return isfinite(b.lower) ? b : all;
}
