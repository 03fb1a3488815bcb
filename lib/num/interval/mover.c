#include "num/interval/mover.h"
#include "num/interval/proportion.h"

#include <math.h>

typedef struct gdcs_i_limits limits;
typedef struct gdcs_i_spread spread;

/* Written for the rarer outcome, so that the distances keep their digits next to 1 as next to 0. */
spread gdcs_i_spread_wilson(double yes, double no, double z)
{
    const double n = yes + no, p = yes / n, q = no / n;
    const limits wilson = gdcs_i_proportion_wilson(yes, no, z);
    const limits other = gdcs_i_proportion_wilson(no, yes, z);
    const spread s = {.value = p,
                      .below = yes <= no ? p - wilson.lower : other.upper - q,
                      .above = yes <= no ? wilson.upper - p : q - other.lower,
                      .lower = wilson.lower};
    return s;
}

/* sqrt(x^2 - 2 r x y + y^2) */
static double length(double x, double y, double r)
{
    return r == 0.0 ? hypot(x, y) : hypot(x - r * y, y * sqrt((1.0 - r) * (1.0 + r)));
}

limits gdcs_i_mover_difference(const spread *first, const spread *second, double correlation)
{
    const double d = first->value - second->value;
    const limits found = {d - length(first->below, second->above, correlation),
                          d + length(first->above, second->below, correlation)};
    return found;
}

/* Donner & Zou's lower limit is the smaller root t of
   (a - t b)^2 = below_a^2 - 2 r t below_a above_b + t^2 above_b^2, here multiplied by its conjugate
   and with the discriminant as a sum of squares: it has all its digits, and a value where their
   formula divides 0 by 0. */
static double lower(const spread *a, const spread *b, double r)
{
    const double square = a->lower * (a->value + a->below);
    const double root = hypot(b->above * sqrt((1.0 - r) * (1.0 + r) * square),
                              a->below * b->value - r * a->value * b->above);
    return square > 0.0 ? square / (a->value * b->value - r * a->below * b->above + root) : 0.0;
}

limits gdcs_i_mover_ratio(const spread *first, const spread *second, double correlation)
{
    const limits found = {lower(first, second, correlation),
                          1.0 / lower(second, first, correlation)};
    return found;
}
