#include "num/dist/hypergeometric.h"

#include "num/dist.h"

#include <math.h>

static const double MOST = 1e12;

/* Marked ones among `drawn` of `total`. */
typedef struct draw {
    double drawn;
    double marked;
    double total;
} draw;

static int is_count(double x)
{
    return x >= 0.0 && x <= MOST && x == floor(x);
}

static int is_draw(double k, const draw *d)
{
    return k == floor(k) && is_count(d->total) && is_count(d->drawn) && d->drawn <= d->total &&
           is_count(d->marked) && d->marked <= d->total;
}

static double fewest(const draw *d)
{
    return fmax(0.0, d->drawn - (d->total - d->marked));
}

static double most(const draw *d)
{
    return fmin(d->drawn, d->marked);
}

/* k successes in n trials; x is the probability of one, y = 1 - x. */
static double binomial(double k, double n, double x, double y)
{
    if (k > 0.0 && k < n)
        return gdcs_i_beta_rise(k, n - k, x, y) * (n / k) / (n - k);
    return exp(n * (k > 0.0 ? (x < y ? log(x) : log1p(-y)) : (x < y ? log1p(-x) : log(y))));
}

/* Loader (2000): the quotient of three binomial probabilities, for which no factorial is needed.  It
   does not depend on their common x, so the rounding of x does no harm. */
static double mass(double k, const draw *d)
{
    if (k < fewest(d) || k > most(d))
        return 0.0;
    if (fewest(d) == most(d))
        return 1.0;
    const double x = d->drawn / d->total, y = (d->total - d->drawn) / d->total;
    return binomial(k, d->marked, x, y) / binomial(d->drawn, d->total, x, y) *
           binomial(d->drawn - k, d->total - d->marked, x, y);
}

/* Many quotients at a time, as a processor divides several numbers at once.  Past the last table they are
   0 or, after that, multiply it.  What comes after a term is less than term * q / (1 - q).  Sums at other
   odds ratios, which rise first and need moments (num/exact/hypergeometric.c), of few tables by size
   (num/exact/fisher.c) and of strata (num/strata/exact.c, all terms of a convolution) are others. */
double gdcs_i_hypergeometric_outwards(double a, double b, double c, double e)
{
    enum { BLOCK = 8 };
    double q[BLOCK], term = 1.0, sum = 1.0;
    do {
        for (int i = 0; i < BLOCK; i++)
            q[i] = (b - i) * (c - i) / ((a + (i + 1)) * (e + (i + 1)));
        for (int i = 0; i < BLOCK; i++)
            sum += term *= q[i];
        a += BLOCK, e += BLOCK, b -= BLOCK, c -= BLOCK;
    } while (term > 0.0 && !(q[BLOCK - 1] < 1.0 && term < 1e-17 * sum * (1.0 - q[BLOCK - 1])));
    return sum;
}

/* P(X >= k) for k above the mean. */
static double tail_above(double k, const draw *d)
{
    return mass(k, d) * gdcs_i_hypergeometric_outwards(k, d->marked - k, d->drawn - k,
                                                       d->total - d->marked - d->drawn + k);
}

/* P(X <= k) is an upper tail of those who are drawn and not marked. */
static double tail(double k, const draw *d, int is_upper)
{
    const draw other = {d->drawn, d->total - d->marked, d->total};
    const double mean = d->drawn * (d->marked / d->total);
    if (k < fewest(d) || k > most(d))
        return (k < fewest(d)) == is_upper ? 1.0 : 0.0;
    if (is_upper)
        return k > mean ? tail_above(k, d) : 1.0 - tail(k - 1.0, d, 0);
    return k < mean ? tail_above(d->drawn - k, &other) : 1.0 - tail(k + 1.0, d, 1);
}

double gdcs_i_hypergeometric_lower(double k, double drawn, double marked, double total)
{
    const draw d = {drawn, marked, total};
    return is_draw(k, &d) ? tail(k, &d, 0) : NAN;
}

double gdcs_i_hypergeometric_upper(double k, double drawn, double marked, double total)
{
    const draw d = {drawn, marked, total};
    return is_draw(k, &d) ? tail(k, &d, 1) : NAN;
}

double gdcs_i_hypergeometric_pmf(double k, double drawn, double marked, double total)
{
    const draw d = {drawn, marked, total};
    return is_draw(k, &d) ? mass(k, &d) : NAN;
}
