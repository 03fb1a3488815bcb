#include "num/interval/multinomial.h"

#include "num/dist.h"
#include "num/interval/proportion.h"

#include <math.h>

static double sum_of(const double *x, int64_t k)
{
    double sum = 0.0;
    for (int64_t i = 0; i < k; i++)
        sum += x[i];
    return sum;
}

/* n - x_i as the sum of the others: a single one beside a billion is not lost. */
static double others(const double *x, int64_t k, int64_t i)
{
    return sum_of(x, i) + sum_of(x + i + 1, k - i - 1);
}

static void wilson(const double *counts, int64_t k, double z, double *lower, double *upper)
{
    for (int64_t i = 0; i < k; i++) {
        const struct gdcs_i_limits l = gdcs_i_proportion_wilson(counts[i], others(counts, k, i), z);
        lower[i] = l.lower;
        upper[i] = l.upper;
    }
}

void gdcs_i_multinomial_goodman(const double *counts, int64_t k, double alpha, double *lower,
                                double *upper)
{
    wilson(counts, k, gdcs_i_normal_quantile_upper(alpha / (2.0 * (double)k)), lower, upper);
}

void gdcs_i_multinomial_quesenberry_hurst(const double *counts, int64_t k, double alpha,
                                          double *lower, double *upper)
{
    wilson(counts, k, sqrt(gdcs_i_chisq_quantile_upper((double)(k - 1), alpha)), lower, upper);
}

void gdcs_i_multinomial_clopper_pearson(const double *counts, int64_t k, double alpha,
                                        double *lower, double *upper)
{
    for (int64_t i = 0; i < k; i++) {
        const struct gdcs_i_limits l =
            gdcs_i_proportion_clopper_pearson(counts[i], others(counts, k, i), alpha / (double)k);
        lower[i] = l.lower;
        upper[i] = l.upper;
    }
}

/* Sums over categories of what a Poisson of mean x_i cut to [x_i - c, x_i + c] has. */
typedef struct cumulants {
    double log_kept; /* logarithm of the probability that is not cut off */
    double mean;     /* above x_i */
    double variance;
    double third;
    double fourth;
} cumulants;

/* Of Y - x for a Poisson Y of mean x cut to [x - c, x + c]. */
typedef struct moments {
    double kept; /* probability that is not cut off */
    double first;
    double second;
    double third;
    double fourth;
} moments;

static void add_point(moments *m, double w, double weight)
{
    m->kept += weight;
    m->first += w * weight;
    m->second += w * w * weight;
    m->third += w * w * w * weight;
    m->fourth += w * w * w * w * weight;
}

/* Term by term from x outwards: for narrow cuts, where the closed form cancels. */
static moments sum_moments(double x, double c)
{
    moments m = {1.0, 0.0, 0.0, 0.0, 0.0};
    double up = 1.0, down = 1.0;
    for (double w = 1.0; w <= c; w++) {
        add_point(&m, w, up *= x / (x + w));
        add_point(&m, -w, down *= fmax(x - w + 1.0, 0.0) / x);
    }
    return (moments){m.kept * gdcs_i_poisson_pmf(x, x), m.first / m.kept, m.second / m.kept,
                     m.third / m.kept, m.fourth / m.kept};
}

/* Summation by parts gives E[w g(w)] = x (E[g(w + 1) - g(w)] + g(-c) P(-c - 1) - g(c + 1) P(c)).
   Factorial moments, of which the method is usually built, would have no digit left at 1e5. */
static moments cut_moments(double x, double c)
{
    const double below = x - c - 1.0, a = c + 1.0;
    const double kept = gdcs_i_poisson_lower(x + c, x) - gdcs_i_poisson_lower(below, x);
    const double p = below < 0.0 ? 0.0 : gdcs_i_poisson_pmf(below, x) / kept;
    const double q = gdcs_i_poisson_pmf(x + c, x) / kept;
    const double m1 = x * (p - q), m2 = x * (1.0 - c * p - a * q);
    const double m3 = x * (2.0 * m1 + 1.0 + c * c * p - a * a * q);
    const double m4 = x * (3.0 * m2 + 3.0 * m1 + 1.0 - c * c * c * p - a * a * a * q);
    return (moments){kept, m1, m2, m3, m4};
}

static void add_category(cumulants *sum, double x, double c)
{
    if (x == 0.0)
        return;
    const moments m = c < 100.0 || c * c < x ? sum_moments(x, c) : cut_moments(x, c);
    const double square = m.first * m.first, variance = m.second - square;
    sum->log_kept += log(m.kept);
    sum->mean += m.first;
    sum->variance += variance;
    sum->third += m.third - 3.0 * m.first * m.second + 2.0 * square * m.first;
    sum->fourth += m.fourth - 4.0 * m.first * m.third + 6.0 * square * m.second -
                   3.0 * square * square - 3.0 * variance * variance;
}

/* Density at n of the sum of the cut Poissons: Edgeworth's to the fourth cumulant. */
static double edgeworth(const cumulants *s)
{
    const double z = -s->mean / sqrt(s->variance), z2 = z * z;
    const double skew = s->third / (s->variance * sqrt(s->variance));
    const double excess = s->fourth / (s->variance * s->variance);
    const double root_2pi = 2.50662827463100050242;
    return exp(-z2 / 2.0) / root_2pi / sqrt(s->variance) *
           (1.0 + skew * z * (z2 - 3.0) / 6.0 + excess * (z2 * (z2 - 6.0) + 3.0) / 24.0 +
            skew * skew * (z2 * (z2 * (z2 - 15.0) + 45.0) - 15.0) / 72.0);
}

/* P(all |X_i - x_i| <= c); nothing for c = 0, as in May & Johnson (2000, J. Stat. Softw. 5(6)), so that
   a zero beside all others in one category has an upper limit. */
static double all_within(const double *counts, int64_t k, double n, double c)
{
    cumulants sum = {0.0, 0.0, 0.0, 0.0, 0.0};
    for (int64_t i = 0; i < k; i++)
        add_category(&sum, counts[i], c);
    return c > 0.0 ? exp(sum.log_kept) * edgeworth(&sum) / gdcs_i_poisson_pmf(n, n) : 0.0;
}

/* The largest c from which c + 1 reaches the level: doubled until it is passed, then halved towards.
   NaN if even n does not reach it. */
static double last_below(const double *counts, int64_t k, double n, double level)
{
    double below = 0.0, reached = 1.0;
    while (all_within(counts, k, n, reached) < level) {
        if (reached >= n)
            return NAN;
        below = reached;
        reached = fmin(2.0 * reached, n);
    }
    while (reached - below > 1.0) {
        const double middle = floor((below + reached) / 2.0);
        if (all_within(counts, k, n, middle) < level)
            below = middle;
        else
            reached = middle;
    }
    return below;
}

void gdcs_i_multinomial_sison_glaz(const double *counts, int64_t k, double alpha, double *lower,
                                   double *upper)
{
    const double n = sum_of(counts, k), level = 1.0 - alpha;
    const double c = last_below(counts, k, n, level);
    const double inside = all_within(counts, k, n, c), next = all_within(counts, k, n, c + 1.0);
    const double reach = c + 2.0 * (level - inside) / (next - inside);
    for (int64_t i = 0; i < k; i++) {
        lower[i] = counts[i] > c ? (counts[i] - c) / n : 0.0;
        upper[i] = counts[i] + reach > n ? 1.0 : (counts[i] + reach) / n;
    }
    if (isnan(reach))
        for (int64_t i = 0; i < k; i++)
            lower[i] = upper[i] = NAN;
}
