#include "num/interval/contrast.h"
#include "num/interval/mover.h"
#include "num/interval/proportion.h"

#include <math.h>

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_limits limits;

/* a b - c d with one rounding: what each product loses is added back. */
static double cross(double a, double b, double c, double d)
{
    const double ab = a * b, cd = c * d;
    return (ab - cd) + (fma(a, b, -ab) - fma(c, d, -cd));
}

double gdcs_i_contrast_difference(samples two)
{
    const double n1 = two.yes1 + two.no1, n2 = two.yes2 + two.no2;
    return cross(two.yes1, two.no2, two.yes2, two.no1) / (n1 * n2);
}

double gdcs_i_contrast_ratio(samples two)
{
    return two.yes1 / (two.yes1 + two.no1) / (two.yes2 / (two.yes2 + two.no2));
}

static double variance(double yes, double no)
{
    const double n = yes + no;
    return yes / n * (no / n) / n;
}

double gdcs_i_contrast_difference_error(samples two)
{
    return sqrt(variance(two.yes1, two.no1) + variance(two.yes2, two.no2));
}

static double log_error(samples two)
{
    return sqrt(two.no1 / (two.yes1 + two.no1) / two.yes1 +
                two.no2 / (two.yes2 + two.no2) / two.yes2);
}

double gdcs_i_contrast_ratio_error(samples two)
{
    if (two.yes1 == 0.0 || two.yes2 == 0.0)
        return NAN;
    return gdcs_i_contrast_ratio(two) * log_error(two);
}

limits gdcs_i_contrast_ratio_log(samples two, double z)
{
    const limits none = {NAN, NAN};
    if (two.yes1 == 0.0 || two.yes2 == 0.0 || (two.no1 == 0.0 && two.no2 == 0.0))
        return none;
    const double ratio = gdcs_i_contrast_ratio(two), factor = exp(z * log_error(two));
    const limits found = {ratio / factor, ratio * factor};
    return found;
}

/* The difference itself is not taken from the two shares, which would lose its digits. */
limits gdcs_i_contrast_difference_hybrid(samples two, double z)
{
    const struct gdcs_i_spread a = gdcs_i_spread_wilson(two.yes1, two.no1, z);
    const struct gdcs_i_spread b = gdcs_i_spread_wilson(two.yes2, two.no2, z);
    const double d = gdcs_i_contrast_difference(two);
    const limits found = {fmax(d - hypot(a.below, b.above), -1.0),
                          fmin(d + hypot(a.above, b.below), 1.0)};
    return found;
}

limits gdcs_i_contrast_ratio_hybrid(samples two, double z)
{
    const struct gdcs_i_spread a = gdcs_i_spread_wilson(two.yes1, two.no1, z);
    const struct gdcs_i_spread b = gdcs_i_spread_wilson(two.yes2, two.no2, z);
    return gdcs_i_mover_ratio(&a, &b, 0.0);
}

/* A share as odds. */
static struct gdcs_i_spread odds_of(double yes, double no, double z)
{
    const limits of = gdcs_i_proportion_wilson(yes, no, z);
    const limits rest = gdcs_i_proportion_wilson(no, yes, z);
    const double odds = yes / no, lower = of.lower / rest.upper;
    const struct gdcs_i_spread s = {odds, odds - lower, of.upper / rest.lower - odds, lower};
    return s;
}

limits gdcs_i_contrast_odds_hybrid(samples two, double z)
{
    const limits none = {NAN, NAN};
    if (two.no1 == 0.0 || two.no2 == 0.0) {
        const samples absence = {two.no2, two.yes2, two.no1, two.yes1};
        return two.yes1 > 0.0 && two.yes2 > 0.0 ? gdcs_i_contrast_odds_hybrid(absence, z) : none;
    }
    const struct gdcs_i_spread a = odds_of(two.yes1, two.no1, z);
    const struct gdcs_i_spread b = odds_of(two.yes2, two.no2, z);
    return gdcs_i_mover_ratio(&a, &b, 0.0);
}

limits gdcs_i_contrast_poisson_score(double yes, double no, double z)
{
    const limits all = {0.0, INFINITY};
    if (yes == 0.0 && no == 0.0)
        return all;
    const limits of = gdcs_i_proportion_wilson(yes, no, z);
    const limits rest = gdcs_i_proportion_wilson(no, yes, z);
    const limits found = {of.lower / rest.upper, of.upper / rest.lower};
    return found;
}
