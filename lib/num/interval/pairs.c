#include "num/interval/pairs.h"
#include "num/dist.h"
#include "num/dist/special.h"
#include "num/interval/contrast/score.h"
#include "num/interval/mover.h"
#include "num/interval/proportion.h"

#include <math.h>

typedef struct gdcs_i_pairs pairs;
typedef struct gdcs_i_limits limits;
typedef struct gdcs_i_two samples;

static const double LN_2 = 0.69314718055994530942, LN_2_PI = 1.8378770664093454836;

static double size(pairs p)
{
    return p.both + p.first + p.second + p.neither;
}

/* The statistics are brought into the form of two samples, which swap as the pairs do: of the
   difference (first, n) and (second, n), of the ratio (both + first, both) and (both + second,
   both).

   Tango's quadratic for the smaller discordant probability, for delta >= 0, where its constant term
   is at most 0 and the discriminant a sum. */
static struct gdcs_i_score tango(samples two, double delta)
{
    if (delta < 0.0) {
        const struct gdcs_i_score s = tango(gdcs_i_two_swapped(two), -delta);
        const struct gdcs_i_score negative = {-s.excess, s.deviation};
        return negative;
    }
    const double n = two.no1, b = (2.0 * n - two.yes1 + two.yes2) * delta - two.yes1 - two.yes2;
    const double c = two.yes2 * delta * (1.0 - delta), root = sqrt(b * b + 8.0 * n * c);
    const double q = b < 0.0 ? (root - b) / (4.0 * n) : c > 0.0 ? 2.0 * c / (b + root) : 0.0;
    const struct gdcs_i_score s = {(two.yes1 - two.yes2) / n - delta,
                                   sqrt((2.0 * q + delta * (1.0 - delta)) / n)};
    return s;
}

limits gdcs_i_pairs_difference_score(pairs p, double z)
{
    const samples two = {p.first, size(p), p.second, size(p)};
    const double d = (p.first - p.second) / size(p);
    const limits found = {-gdcs_i_score_difference_upper(tango, gdcs_i_two_swapped(two), -d, z),
                          gdcs_i_score_difference_upper(tango, two, d, z)};
    return found;
}

/* Persons with neither do not enter.  Of the rest, the probability of `first` alone solves a quadratic
   whose discriminant is a sum for theta <= 1; the others follow from it as sums. */
static struct gdcs_i_score tang(samples two, double theta)
{
    const double both = two.no1, first = two.yes1 - both, second = two.yes2 - both;
    const double s = both + first + second, gap = 1.0 - theta;
    const double a = s * theta * (1.0 + theta), c = first * theta * gap;
    const double b = both + first - (both + second + 2.0 * first) * theta * theta;
    const double root = sqrt(b * b + 4.0 * a * c);
    const double p1 = b > 0.0 ? 2.0 * c / (b + root) : a > 0.0 ? (root - b) / (2.0 * a) : 0.0;
    const double p2 = theta * p1 + gap, shared = fmax(1.0 - p1 - p2, 0.0);
    const struct gdcs_i_score score = {two.yes1 - theta * two.yes2,
                                       sqrt(s * (p1 + theta * theta * p2 + gap * gap * shared))};
    return score;
}

limits gdcs_i_pairs_ratio_score(pairs p, double z)
{
    const samples two = {p.both + p.first, p.both, p.both + p.second, p.both};
    const limits found = {1.0 / gdcs_i_score_ratio_upper(tang, gdcs_i_two_swapped(two), z),
                          gdcs_i_score_ratio_upper(tang, two, z)};
    return found;
}

/* phi, with Newcombe's correction for continuity where it is positive. */
static double correlation(pairs p)
{
    const double with1 = p.both + p.first, with2 = p.both + p.second;
    const double without1 = p.second + p.neither, without2 = p.first + p.neither;
    const double margins = sqrt(with1 * without1) * sqrt(with2 * without2);
    const double excess = p.both * p.neither - p.first * p.second;
    if (margins == 0.0)
        return 0.0;
    return fmax((excess > 0.0 ? fmax(excess - size(p) / 2.0, 0.0) : excess) / margins, -1.0);
}

struct spreads {
    struct gdcs_i_spread one;
    struct gdcs_i_spread two;
};

static struct spreads spreads_of(pairs p, double z)
{
    const struct spreads s = {gdcs_i_spread_wilson(p.both + p.first, p.second + p.neither, z),
                              gdcs_i_spread_wilson(p.both + p.second, p.first + p.neither, z)};
    return s;
}

static limits cut(double value, double below, double above)
{
    const limits found = {fmax(value - below, -1.0), fmin(value + above, 1.0)};
    return found;
}

limits gdcs_i_pairs_difference_hybrid(pairs p, double z)
{
    struct spreads s = spreads_of(p, z);
    s.one.value = s.two.value = 0.0; /* the distances alone: the difference has its digits */
    const limits l = gdcs_i_mover_difference(&s.one, &s.two, correlation(p));
    return cut((p.first - p.second) / size(p), -l.lower, l.upper);
}

limits gdcs_i_pairs_ratio_hybrid(pairs p, double z)
{
    const struct spreads s = spreads_of(p, z);
    return gdcs_i_mover_ratio(&s.one, &s.two, correlation(p));
}

limits gdcs_i_pairs_difference_adjusted(pairs p, double z)
{
    const double n = size(p) + 2.0, d = (p.first - p.second) / n;
    const double half = z * sqrt(((p.first + p.second + 2.0) / n - d * d) / n);
    return cut(d, half, half);
}

limits gdcs_i_pairs_ratio_adjusted(pairs p, double z)
{
    const double with1 = p.both + p.first, with2 = p.both + p.second;
    const double some = p.both + p.first + p.second;
    const limits all = {0.0, INFINITY};
    if (some == 0.0)
        return all;
    const double a = sqrt((p.first + p.second + 2.0) / (with1 + 1.0) / (with2 + 1.0));
    const double b = sqrt((p.second + 1.0) / (some + 2.0) / (with1 + 1.0));
    const double c = sqrt((p.first + 1.0) / (some + 2.0) / (with2 + 1.0));
    const limits one = gdcs_i_proportion_wilson(with1, p.second, a / (b + c) * z);
    const limits two = gdcs_i_proportion_wilson(with2, p.first, a / (b + c) * z);
    const limits found = {one.lower / two.upper, one.upper / two.lower};
    return found;
}

/* ln of k! over Stirling's (k / e)^k */
static double log_rest(double k)
{
    if (k >= 10.0)
        return log(gdcs_i_gamma_star(k)) + 0.5 * (LN_2_PI + log(k));
    return log(gdcs_i_gamma_function(k + 1.0)) + (k > 0.0 ? k - k * log(k) : 0.0);
}

/* ln P(X = k) of n tosses of a coin: by its distance from one half, which has all its digits. */
static double log_mass(double k, double n)
{
    const double m = n - k;
    const double away = (k > 0.0 ? k * log(2.0 * k / n) : 0.0) + m * log(2.0 * m / n);
    return log_rest(n) - log_rest(k) - log_rest(m) - away;
}

/* P(X <= k) / P(X = k), k below n / 2 */
static double tail_over_mass(double k, double n)
{
    double sum = 1.0, term = 1.0;
    for (double i = 0.0; i < k && term > 1e-17 * sum; i++) {
        term *= (k - i) / (n - k + i + 1.0);
        sum += term;
    }
    return sum;
}

static double log_tail(double first, double second, double of_mass)
{
    const double k = fmin(first, second), n = first + second;
    if (!(n <= 1e12))
        return NAN;
    if (first == second)
        return 0.0;
    const double tail = gdcs_i_binomial_lower(k, n, 0.5);
    if (tail > 1e-290)
        return fmin(log(2.0 * (tail - of_mass * gdcs_i_binomial_pmf(k, n, 0.5))), 0.0);
    return LN_2 + log_mass(k, n) + log(tail_over_mass(k, n) - of_mass);
}

double gdcs_i_pairs_log_exact(double first, double second)
{
    return log_tail(first, second, 0.0);
}

double gdcs_i_pairs_log_mid_p(double first, double second)
{
    return log_tail(first, second, 0.5);
}
