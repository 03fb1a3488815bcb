#include "stats/segregation/index.h"

#include "core/sum.h"

#include <math.h>
#include <stdlib.h>

gdcs_i_units gdcs_i_units_of(const double *women, const double *men, int64_t n,
                             struct gdcs_i_rank *rank)
{
    gdcs_i_units u = {.n = n, .women = women, .men = men, .rank = rank};
    gdcs_i_sum all_women = {0}, all_men = {0};
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_sum_add(&all_women, women[i]);
        gdcs_i_sum_add(&all_men, men[i]);
        u.filled += women[i] + men[i] > 0.0;
    }
    u.all_women = gdcs_i_sum_value(all_women);
    u.all_men = gdcs_i_sum_value(all_men);
    return u;
}

/* The rounding of either product is brought back (Jeannerod, Louvet & Muller 2013). */
double gdcs_i_cross(double a, double b, double c, double d)
{
    const double product = c * d;
    return fma(a, b, -product) + fma(-c, d, product);
}

/* Below 0.02 the first two terms of the difference cancel; its series does not. */
double gdcs_i_entropy_rise(double y)
{
    if (y <= -1.0)
        return 1.0;
    if (fabs(y) > 0.02)
        return (1.0 + y) * log1p(y) - y;
    double sum = 0.0;
    for (int k = 10; k >= 2; k--)
        sum = 1.0 / (k * (k - 1)) - y * sum;
    return y * y * sum;
}

/* t_i T (p_i - P) = w_i M - m_i W: how far unit i is from the whole, and every index hangs on it. */
static double distance(const gdcs_i_units *u, int64_t i)
{
    return gdcs_i_cross(u->women[i], u->all_men, u->men[i], u->all_women);
}

static double dissimilarity(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < u->n; i++)
        gdcs_i_sum_add(&sum, fabs(distance(u, i)));
    return gdcs_i_sum_value(sum) / u->all_women / u->all_men / 2.0;
}

/* With J units, a_i - b_i = J (p_i - mean p) / (sum p sum q), and p_i - P has all its digits. */
static double size_standardised(const gdcs_i_units *u)
{
    gdcs_i_sum off = {0}, sum = {0};
    const double all = u->all_women + u->all_men, units = (double)u->filled;
    for (int64_t i = 0; i < u->n; i++)
        if (u->women[i] + u->men[i] > 0.0)
            gdcs_i_sum_add(&off, distance(u, i) / (u->women[i] + u->men[i]) / all);
    const double mean = gdcs_i_sum_value(off) / units, p = u->all_women / all + mean;
    for (int64_t i = 0; i < u->n; i++)
        if (u->women[i] + u->men[i] > 0.0)
            gdcs_i_sum_add(&sum, fabs(distance(u, i) / (u->women[i] + u->men[i]) / all - mean));
    return gdcs_i_sum_value(sum) / p / (u->all_men / all - mean) / units / 2.0;
}

static double log_odds(const gdcs_i_units *u, int64_t i, double add)
{
    return log((u->women[i] + add) / (u->men[i] + add));
}

static double association(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0}, squares = {0};
    double add = 0.0;
    for (int64_t i = 0; i < u->n; i++)
        if ((u->women[i] == 0.0) != (u->men[i] == 0.0))
            add = 0.5;
    for (int64_t i = 0; i < u->n; i++)
        if (u->women[i] + u->men[i] > 0.0)
            gdcs_i_sum_add(&sum, log_odds(u, i, add));
    const double mean = gdcs_i_sum_value(sum) / (double)u->filled;
    for (int64_t i = 0; i < u->n; i++)
        if (u->women[i] + u->men[i] > 0.0) {
            const double d = log_odds(u, i, add) - mean;
            gdcs_i_sum_add(&squares, d * d);
        }
    return exp(sqrt(gdcs_i_sum_value(squares) / (double)u->filled));
}

static int by_share(const void *a, const void *b)
{
    const double x = ((const struct gdcs_i_rank *)a)->share;
    const double y = ((const struct gdcs_i_rank *)b)->share;
    return (x > y) - (x < y);
}

void gdcs_i_rank_sort(struct gdcs_i_rank *rank, int64_t count)
{
    qsort(rank, (size_t)count, sizeof *rank, by_share);
}

/* Twice the area between the Lorenz curve of segregation and the diagonal, in one pass over the units
   in the order of their shares of women. */
static double gini(const gdcs_i_units *u)
{
    gdcs_i_sum women = {0}, men = {0}, sum = {0};
    int64_t count = 0;
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i];
        if (t > 0.0)
            u->rank[count++] = (struct gdcs_i_rank){u->women[i] / t, u->women[i], u->men[i]};
    }
    gdcs_i_rank_sort(u->rank, count);
    for (int64_t i = 0; i < count; i++) {
        const struct gdcs_i_rank *r = &u->rank[i];
        gdcs_i_sum_add(
            &sum, gdcs_i_cross(r->women, gdcs_i_sum_value(men), r->men, gdcs_i_sum_value(women)));
        gdcs_i_sum_add(&women, r->women);
        gdcs_i_sum_add(&men, r->men);
    }
    return gdcs_i_sum_value(sum) / u->all_women / u->all_men;
}

/* 1 - S^2 = (1 - S) (1 + S), and 1 - S is half the sum of squared differences of roots. */
static double atkinson(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    const double scale = u->all_women * u->all_men;
    for (int64_t i = 0; i < u->n; i++) {
        const double roots = sqrt(u->women[i] / u->all_women) + sqrt(u->men[i] / u->all_men);
        const double d = roots > 0.0 ? distance(u, i) / scale / roots : 0.0;
        gdcs_i_sum_add(&sum, d * d);
    }
    const double half = gdcs_i_sum_value(sum) / 2.0;
    return half * (2.0 - half);
}

static double eta_squared(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    const double all = u->all_women + u->all_men;
    for (int64_t i = 0; i < u->n; i++) {
        const double d = distance(u, i), t = u->women[i] + u->men[i];
        if (t > 0.0)
            gdcs_i_sum_add(&sum, d / t / all * (d / u->all_women / u->all_men));
    }
    return gdcs_i_sum_value(sum);
}

double gdcs_i_segregation_linkage(const gdcs_i_units *u, int64_t i)
{
    const double t = u->women[i] + u->men[i], all = u->all_women + u->all_men;
    const double d = distance(u, i) / t;
    return u->all_women / all * gdcs_i_entropy_rise(d / u->all_women) +
           u->all_men / all * gdcs_i_entropy_rise(-d / u->all_men);
}

static double mutual_information(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    const double all = u->all_women + u->all_men;
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i];
        if (t > 0.0)
            gdcs_i_sum_add(&sum, t / all * gdcs_i_segregation_linkage(u, i));
    }
    return gdcs_i_sum_value(sum);
}

double gdcs_i_entropy_of_sexes(double women, double men)
{
    const double few = fmin(women, men), p = few / (women + men);
    return few > 0.0 ? -p * log(p) - (1.0 - p) * log1p(-p) : 0.0;
}

double gdcs_i_entropy_of_units(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    const double all = u->all_women + u->all_men;
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i];
        if (t > 0.0 && u->filled > 1)
            gdcs_i_sum_add(&sum, t > all / 2.0 ? -t / all * log1p(-(all - t) / all)
                                               : -t / all * log(t / all));
    }
    return gdcs_i_sum_value(sum);
}

double gdcs_i_segregation_index(int32_t index, const gdcs_i_units *u)
{
    const double all = u->all_women + u->all_men, p = u->all_women / all, q = u->all_men / all;
    if (!(u->all_women > 0.0 && u->all_men > 0.0))
        return NAN;
    switch (index) {
    case GDCS_SEGREGATION_INDEX_DISSIMILARITY: return dissimilarity(u);
    case GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN: return 2.0 * p * q * dissimilarity(u);
    case GDCS_SEGREGATION_INDEX_SIZE_STANDARDISED: return size_standardised(u);
    case GDCS_SEGREGATION_INDEX_ASSOCIATION: return association(u);
    case GDCS_SEGREGATION_INDEX_GINI: return gini(u);
    case GDCS_SEGREGATION_INDEX_ATKINSON: return atkinson(u);
    case GDCS_SEGREGATION_INDEX_GORARD: return q * dissimilarity(u);
    case GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION: return mutual_information(u);
    case GDCS_SEGREGATION_INDEX_THEIL:
        return mutual_information(u) / gdcs_i_entropy_of_sexes(u->all_women, u->all_men);
    case GDCS_SEGREGATION_INDEX_THEIL_UNITS:
        return mutual_information(u) / gdcs_i_entropy_of_units(u);
    case GDCS_SEGREGATION_INDEX_ISOLATION_WOMEN: return p + q * eta_squared(u);
    case GDCS_SEGREGATION_INDEX_ISOLATION_MEN: return q + p * eta_squared(u);
    case GDCS_SEGREGATION_INDEX_EXPOSURE_WOMEN: return q * (1.0 - eta_squared(u));
    case GDCS_SEGREGATION_INDEX_EXPOSURE_MEN: return p * (1.0 - eta_squared(u));
    default: return eta_squared(u);
    }
}

gdcs_bounds gdcs_i_segregation_range(int32_t index)
{
    gdcs_bounds range = {0.0, 1.0};
    if (index == GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN)
        range.upper = 0.5;
    else if (index == GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION)
        range.upper = 0.69314718055994530942; /* ln 2 */
    else if (index == GDCS_SEGREGATION_INDEX_ASSOCIATION)
        range = (gdcs_bounds){1.0, INFINITY};
    return range;
}

const char *gdcs_i_segregation_name(int32_t index)
{
    static const char *const name[] = {"",
                                       "dissimilarity",
                                       "karmel_maclachlan",
                                       "size_standardised",
                                       "association",
                                       "gini",
                                       "atkinson",
                                       "gorard",
                                       "mutual_information",
                                       "theil",
                                       "theil_units",
                                       "isolation_women",
                                       "isolation_men",
                                       "exposure_women",
                                       "exposure_men",
                                       "eta_squared"};
    return index >= 1 && index <= GDCS_I_SEGREGATION_INDICES ? name[index] : "";
}
