#include "stats/bounds.h"

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
