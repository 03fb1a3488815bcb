#include "stats/own_right/bounds.h"

#include "stats/bounds.h"

#include <math.h>

gdcs_i_square gdcs_i_square_transposed(const gdcs_i_square *s)
{
    const gdcs_i_square t = {s->yes1, s->yes2, s->no1, s->no2, s->free};
    return t;
}

static gdcs_i_square swapped(const gdcs_i_square *s)
{
    const gdcs_i_square t = {s->yes2, s->no2, s->yes1, s->no1, s->free};
    return t;
}

static gdcs_bounds with(gdcs_bounds count, double more)
{
    count.upper += more;
    return count;
}

gdcs_bounds gdcs_i_square_share(const gdcs_i_square *s, int second)
{
    return second ? gdcs_i_bounds_share(with(s->yes2, s->free), with(s->no2, s->free))
                  : gdcs_i_bounds_share(with(s->yes1, s->free), with(s->no1, s->free));
}

/* Everything is at its largest with yes1 and no2 large, no1 and yes2 small.  Only the free persons serve
   both: `to1` of them go to yes1, the others to no2.  Where either no1 or yes2 can be 0, or a count is
   without end, the two shares reach their ends whoever goes where. */
static int are_apart(const gdcs_i_square *s)
{
    return s->no1.lower == 0.0 || s->yes2.lower == 0.0 ||
           isinf(s->yes1.upper + s->no2.upper + s->free);
}

static double within(double to1, double free)
{
    return fmin(fmax(to1, 0.0), free);
}

static double share1(const gdcs_i_square *s, double to1)
{
    return (s->yes1.upper + to1) / (s->yes1.upper + to1 + s->no1.lower);
}

static double share2(const gdcs_i_square *s, double to1)
{
    return s->yes2.lower / (s->yes2.lower + s->no2.upper + (s->free - to1));
}

/* no1 / n1^2 = yes2 / n2^2, the derivatives of both shares by one person. */
static double largest_difference(const gdcs_i_square *s)
{
    const double root1 = sqrt(s->no1.lower), root2 = sqrt(s->yes2.lower);
    if (are_apart(s))
        return gdcs_i_square_share(s, 0).upper - gdcs_i_square_share(s, 1).lower;
    const double n1 = s->yes1.upper + s->no1.lower;
    const double n2 = s->yes2.lower + s->no2.upper + s->free;
    const double to1 = within((root1 * n2 - root2 * n1) / (root1 + root2), s->free);
    return share1(s, to1) - share2(s, to1);
}

/* Of the logarithms: no1 / (x (x + no1)) = 1 / (all - x), x the first row's yes. */
static double largest_ratio(const gdcs_i_square *s)
{
    const double no1 = s->no1.lower;
    if (are_apart(s))
        return gdcs_i_bounds_quotient(gdcs_i_square_share(s, 0), gdcs_i_square_share(s, 1)).upper;
    const double all = s->yes1.upper + s->yes2.lower + s->no2.upper + s->free;
    const double x = no1 * all / (no1 + sqrt(no1 * no1 + no1 * all));
    const double to1 = within(x - s->yes1.upper, s->free);
    return share1(s, to1) / share2(s, to1);
}

/* A product of two whose sum is given is at its largest where they are equal. */
static double largest_odds_ratio(const gdcs_i_square *s)
{
    if (are_apart(s)) {
        const gdcs_bounds over =
            gdcs_i_bounds_product(with(s->yes1, s->free), with(s->no2, s->free));
        const gdcs_bounds under =
            gdcs_i_bounds_product(with(s->no1, s->free), with(s->yes2, s->free));
        return gdcs_i_bounds_quotient(over, under).upper;
    }
    const double to1 = within((s->no2.upper + s->free - s->yes1.upper) / 2.0, s->free);
    return (s->yes1.upper + to1) / s->no1.lower *
           ((s->no2.upper + (s->free - to1)) / s->yes2.lower);
}

/* What is small in the table is large with its rows swapped. */
gdcs_bounds gdcs_i_square_difference(const gdcs_i_square *s)
{
    const gdcs_i_square t = swapped(s);
    const gdcs_bounds b = {-largest_difference(&t), largest_difference(s)};
    return b;
}

gdcs_bounds gdcs_i_square_ratio(const gdcs_i_square *s)
{
    const gdcs_i_square t = swapped(s);
    const gdcs_bounds b = {1.0 / largest_ratio(&t), largest_ratio(s)};
    return b;
}

gdcs_bounds gdcs_i_square_odds_ratio(const gdcs_i_square *s)
{
    const gdcs_i_square t = swapped(s);
    const gdcs_bounds b = {1.0 / largest_odds_ratio(&t), largest_odds_ratio(s)};
    return b;
}
