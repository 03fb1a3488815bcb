#include "num/interval/mover.h"
#include "num/interval/proportion.h"
#include "num/rates.h"
#include "num/root.h"

#include <math.h>
#include <stddef.h>

typedef struct gdcs_i_rates rates;
typedef struct gdcs_i_limits limits;

double gdcs_i_rates_ratio(rates r)
{
    return r.x1 / r.x2 * (r.t2 / r.t1);
}

/* a b - c d with one rounding: what each product loses is added back. */
static double cross(double a, double b, double c, double d)
{
    const double ab = a * b, cd = c * d;
    return (ab - cd) + (fma(a, b, -ab) - fma(c, d, -cd));
}

double gdcs_i_rates_difference(rates r)
{
    return cross(r.x1, r.t2, r.x2, r.t1) / r.t1 / r.t2;
}

double gdcs_i_rates_ratio_error(rates r)
{
    if (r.x1 == 0.0 || r.x2 == 0.0)
        return NAN;
    return gdcs_i_rates_ratio(r) * sqrt(1.0 / r.x1 + 1.0 / r.x2);
}

double gdcs_i_rates_difference_error(rates r)
{
    return hypot(sqrt(r.x1) / r.t1, sqrt(r.x2) / r.t2);
}

/* Limits of the share of x1 in the sum as odds: each limit over that of the rest, which is its
   complement with all its digits. */
static limits as_ratio(limits of, limits rest, rates r)
{
    const double scale = r.t2 / r.t1;
    const limits found = {of.lower / rest.upper * scale, of.upper / rest.lower * scale};
    const limits all = {0.0, INFINITY};
    return r.x1 + r.x2 == 0.0 ? all : found;
}

limits gdcs_i_rates_ratio_exact(rates r, double alpha)
{
    return as_ratio(gdcs_i_proportion_clopper_pearson(r.x1, r.x2, alpha),
                    gdcs_i_proportion_clopper_pearson(r.x2, r.x1, alpha), r);
}

limits gdcs_i_rates_ratio_mid_p(rates r, double alpha)
{
    return as_ratio(gdcs_i_proportion_mid_p(r.x1, r.x2, alpha),
                    gdcs_i_proportion_mid_p(r.x2, r.x1, alpha), r);
}

limits gdcs_i_rates_ratio_score(rates r, double z)
{
    return as_ratio(gdcs_i_proportion_wilson(r.x1, r.x2, z),
                    gdcs_i_proportion_wilson(r.x2, r.x1, z), r);
}

limits gdcs_i_rates_ratio_log(rates r, double z)
{
    const double ratio = gdcs_i_rates_ratio(r), factor = exp(z * sqrt(1.0 / r.x1 + 1.0 / r.x2));
    const limits none = {NAN, NAN}, found = {ratio / factor, ratio * factor};
    return r.x1 == 0.0 || r.x2 == 0.0 ? none : found;
}

static struct gdcs_i_spread per_time(double x, limits l, double t)
{
    const struct gdcs_i_spread s = {x / t, (x - l.lower) / t, (l.upper - x) / t, l.lower / t};
    return s;
}

limits gdcs_i_rates_ratio_mover(rates r, limits of1, limits of2)
{
    const struct gdcs_i_spread a = per_time(r.x1, of1, 1.0), b = per_time(r.x2, of2, 1.0);
    const limits l = gdcs_i_mover_ratio(&a, &b, 0.0), all = {0.0, INFINITY};
    const limits found = {l.lower * (r.t2 / r.t1), l.upper * (r.t2 / r.t1)};
    return r.x1 + r.x2 == 0.0 ? all : found;
}

/* The difference itself is not taken from the two rates, which would lose its digits. */
limits gdcs_i_rates_difference_mover(rates r, limits of1, limits of2)
{
    const struct gdcs_i_spread a = per_time(r.x1, of1, r.t1), b = per_time(r.x2, of2, r.t2);
    const double d = gdcs_i_rates_difference(r);
    const limits found = {d - hypot(a.below, b.above), d + hypot(a.above, b.below)};
    return found;
}

limits gdcs_i_rates_difference_wald(rates r, double z)
{
    const double d = gdcs_i_rates_difference(r), half = z * gdcs_i_rates_difference_error(r);
    const limits found = {d - half, d + half};
    return found;
}

/* Times are now shares of t1 + t2.  For rate 1 - rate 2 = delta >= 0 the likelihood equation of rate 2,

       x1 / (rate2 + delta) + x2 / rate2 = 1,

   is a quadratic with one root above 0. */
static double variance_at(rates r, double delta)
{
    const double b = r.x1 + r.x2 - delta, root = sqrt(b * b + 4.0 * r.x2 * delta);
    const double rate2 = b >= 0.0 ? (b + root) / 2.0 : 2.0 * r.x2 * delta / (root - b);
    return (rate2 + delta) / r.t1 + rate2 / r.t2;
}

static rates swapped(rates r)
{
    const rates s = {r.x2, r.t2, r.x1, r.t1};
    return s;
}

struct search {
    rates r;
    double z;
    double difference;
};

/* Where the statistic is above -z, scaled into [-1, 1]. */
static double kept(double delta, void *context)
{
    const struct search *k = context;
    const double excess = k->difference - delta;
    const double v = delta >= 0.0 ? variance_at(k->r, delta) : variance_at(swapped(k->r), -delta);
    const double width = k->z * sqrt(v);
    return excess == 0.0 ? 1.0 : (excess + width) / (fabs(excess) + width);
}

/* Beyond it the variance, at most (delta + n) / t1 + n / t2, keeps nothing. */
static double far_end(const struct search *k)
{
    const double n = k->r.x1 + k->r.x2, half = k->z * k->z / (2.0 * k->r.t1);
    const double rest = (fabs(k->difference) + n) / k->r.t1 + n / k->r.t2;
    return fmax(k->difference, 0.0) + 2.0 * half + k->z * sqrt(rest);
}

static double difference_upper(rates r, double z)
{
    struct search k = {r, z, gdcs_i_rates_difference(r)};
    const int above = k.difference >= 0.0 || kept(0.0, &k) > 0.0;
    const double lower = above ? fmax(k.difference, 0.0) : k.difference;
    double x = NAN;
    if (gdcs_i_root(kept, &k, lower, above ? far_end(&k) * (1.0 + 1e-9) : 0.0, &x, NULL) != GDCS_OK)
        return NAN;
    return x;
}

limits gdcs_i_rates_difference_score(rates r, double z)
{
    const double all = r.t1 + r.t2;
    const rates unit = {r.x1, r.t1 / all, r.x2, r.t2 / all};
    const limits found = {-difference_upper(swapped(unit), z) / all,
                          difference_upper(unit, z) / all};
    return found;
}
