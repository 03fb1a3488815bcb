#include "stats/segregation/random.h"

#include "core/sum.h"
#include "num/dist.h"
#include "stats/counts.h"

#include <math.h>

/* Women in a unit of size t, of which there are w in all and m men: hypergeometric. */
static double mass(double k, double t, double w, double m)
{
    const double p = t / (w + m);
    return gdcs_i_binomial_pmf(k, w, p) *
           (gdcs_i_binomial_pmf(t - k, m, p) / gdcs_i_binomial_pmf(t, w + m, p));
}

/* E|X - E X| = 2 k (m - t + k) / T P(X = k), k the first whole number above the mean: the sum over the
   upper tail telescopes (Diaconis & Zabell 1991). */
static double mean_deviation(double t, double w, double m)
{
    const double k = floor(t / (w + m) * w) + 1.0;
    if (k > w || k > t || t >= w + m)
        return 0.0;
    return 2.0 * k * ((m - t + k) / (w + m)) * mass(k, t, w, m);
}

static double of_dissimilarity(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    const double w = u->all_women, m = u->all_men;
    for (int64_t i = 0; i < u->n; i++)
        gdcs_i_sum_add(&sum, mean_deviation(u->women[i] + u->men[i], w, m));
    return gdcs_i_sum_value(sum) / w * ((w + m) / m) / 2.0;
}

/* p ln (p / P) + q ln (q / Q) with k women among t. */
static double linkage(double k, double t, double w, double m)
{
    const double d = gdcs_i_cross(k, m, t - k, w) / t;
    return (w * gdcs_i_entropy_rise(d / w) + m * gdcs_i_entropy_rise(-d / m)) / (w + m);
}

/* From the mode outwards, until a term is nothing beside the sum; step is 1 or -1.  Ratios of
   neighbours are those of the hypergeometric. */
static void add_tail(double t, double w, double m, double k, double step, gdcs_i_sum *weight,
                     gdcs_i_sum *sum)
{
    double x = 1.0;
    for (;;) {
        x *= step > 0.0 ? (w - k) * (t - k) / ((k + 1.0) * (m - t + k + 1.0))
                        : k * (m - t + k) / ((w - k + 1.0) * (t - k + 1.0));
        k += step;
        if (!(x > 1e-20))
            return;
        gdcs_i_sum_add(weight, x);
        gdcs_i_sum_add(sum, x * linkage(k, t, w, m));
    }
}

/* Above this many women or men expected in a unit the first term of the expansion of the mean is good
   to 1e-8, and summing would take long. */
static const double many = 1e8;

static double mean_linkage(double t, double w, double m)
{
    const double all = w + m, mode = floor((t + 1.0) * ((w + 1.0) / (all + 2.0)));
    if (t * w / all * (m / all) > many)
        return (all - t) / (all - 1.0) / t / 2.0;
    gdcs_i_sum weight = {1.0, 0.0}, sum = {linkage(mode, t, w, m), 0.0};
    add_tail(t, w, m, mode, 1.0, &weight, &sum);
    add_tail(t, w, m, mode, -1.0, &weight, &sum);
    return gdcs_i_sum_value(sum) / gdcs_i_sum_value(weight);
}

static double of_mutual_information(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    const double all = u->all_women + u->all_men;
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i];
        if (t > 0.0 && t < all)
            gdcs_i_sum_add(&sum, t / all * mean_linkage(t, u->all_women, u->all_men));
    }
    return gdcs_i_sum_value(sum);
}

static int is_whole(const gdcs_i_units *u)
{
    int whole = u->all_women + u->all_men <= 1e12;
    for (int64_t i = 0; whole && i < u->n; i++)
        whole = gdcs_i_is_whole(u->women[i]) && gdcs_i_is_whole(u->men[i]);
    return whole;
}

double gdcs_i_segregation_expected(int32_t index, const gdcs_i_units *u)
{
    const double all = u->all_women + u->all_men, p = u->all_women / all, q = u->all_men / all;
    /* The variance of the women in a unit is t P Q (T - t) / (T - 1), so eta squared has this mean. */
    const double eta = ((double)u->filled - 1.0) / (all - 1.0);
    if (!is_whole(u))
        return NAN;
    switch (index) {
    case GDCS_SEGREGATION_INDEX_DISSIMILARITY: return of_dissimilarity(u);
    case GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN: return 2.0 * p * q * of_dissimilarity(u);
    case GDCS_SEGREGATION_INDEX_GORARD: return q * of_dissimilarity(u);
    case GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION: return of_mutual_information(u);
    case GDCS_SEGREGATION_INDEX_THEIL:
        return of_mutual_information(u) / gdcs_i_entropy_of_sexes(u->all_women, u->all_men);
    case GDCS_SEGREGATION_INDEX_THEIL_UNITS:
        return of_mutual_information(u) / gdcs_i_entropy_of_units(u);
    case GDCS_SEGREGATION_INDEX_ISOLATION_WOMEN: return p + q * eta;
    case GDCS_SEGREGATION_INDEX_ISOLATION_MEN: return q + p * eta;
    case GDCS_SEGREGATION_INDEX_EXPOSURE_WOMEN: return q * (1.0 - eta);
    case GDCS_SEGREGATION_INDEX_EXPOSURE_MEN: return p * (1.0 - eta);
    case GDCS_SEGREGATION_INDEX_ETA_SQUARED: return eta;
    default: return NAN;
    }
}

double gdcs_i_segregation_excess(int32_t index, double value, double expected)
{
    const gdcs_bounds range = gdcs_i_segregation_range(index);
    if (index >= GDCS_SEGREGATION_INDEX_ISOLATION_WOMEN &&
        index <= GDCS_SEGREGATION_INDEX_EXPOSURE_MEN)
        return NAN;
    return value >= expected ? (value - expected) / (range.upper - expected)
                             : (value - expected) / (expected - range.lower);
}
