#include "stats/segregation/gradient.h"

#include "core/sum.h"

#include <math.h>

/* An index as a function of a_i, b_i and P: its partial derivatives. */
struct slope {
    const gdcs_i_units *u;
    double *a;
    double *b;
    double p; /* P itself */
    double q;
    double by_p; /* the derivative by P */
};

static double share_of_women(const struct slope *s, int64_t i)
{
    return s->u->women[i] / s->u->all_women;
}

static double share_of_men(const struct slope *s, int64_t i)
{
    return s->u->men[i] / s->u->all_men;
}

static double share_of_all(const struct slope *s, int64_t i)
{
    return (s->u->women[i] + s->u->men[i]) / (s->u->all_women + s->u->all_men);
}

static void scale(struct slope *s, double factor)
{
    for (int64_t i = 0; i < s->u->n; i++) {
        s->a[i] *= factor;
        s->b[i] *= factor;
    }
    s->by_p *= factor;
}

static void of_dissimilarity(struct slope *s)
{
    for (int64_t i = 0; i < s->u->n; i++) {
        const double d = gdcs_i_cross(s->u->women[i], s->u->all_men, s->u->men[i], s->u->all_women);
        s->a[i] = 0.5 * ((d > 0.0) - (d < 0.0));
        s->b[i] = -s->a[i];
    }
}

/* Sums up to, and including, the units with this share of women. */
static struct gdcs_i_rank sums_until(const gdcs_i_units *u, double share, int including)
{
    struct gdcs_i_rank sums = {0};
    int64_t low = 0, high = u->filled;
    while (low < high) {
        const int64_t middle = low + (high - low) / 2;
        if (u->rank[middle].share < share || (including && u->rank[middle].share == share))
            low = middle + 1;
        else
            high = middle;
    }
    if (low > 0)
        sums = u->rank[low - 1];
    return sums;
}

/* G = sum_i sum_j a_i b_j sign(p_i - p_j): the derivative by a_i is what of men lies below unit i less
   what lies above. */
static void of_gini(struct slope *s)
{
    const gdcs_i_units *u = s->u;
    int64_t count = 0;
    for (int64_t i = 0; i < u->n; i++)
        if (u->women[i] + u->men[i] > 0.0)
            u->rank[count++] = (struct gdcs_i_rank){u->women[i] / (u->women[i] + u->men[i]),
                                                    share_of_women(s, i), share_of_men(s, i)};
    gdcs_i_rank_sort(u->rank, count);
    for (int64_t i = 1; i < count; i++) {
        u->rank[i].women += u->rank[i - 1].women;
        u->rank[i].men += u->rank[i - 1].men;
    }
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i], share = t > 0.0 ? u->women[i] / t : 0.0;
        const struct gdcs_i_rank below = sums_until(u, share, 0), up_to = sums_until(u, share, 1);
        s->a[i] = below.men - (1.0 - up_to.men);
        s->b[i] = (1.0 - up_to.women) - below.women;
    }
}

static void of_atkinson(struct slope *s)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < s->u->n; i++)
        gdcs_i_sum_add(&sum, sqrt(share_of_women(s, i) * share_of_men(s, i)));
    for (int64_t i = 0; i < s->u->n; i++) {
        const double root = sqrt(share_of_women(s, i) / share_of_men(s, i));
        const int both = s->u->women[i] > 0.0 && s->u->men[i] > 0.0;
        s->a[i] = both ? -gdcs_i_sum_value(sum) / root : 0.0;
        s->b[i] = both ? -gdcs_i_sum_value(sum) * root : 0.0;
    }
}

static void of_eta_squared(struct slope *s)
{
    for (int64_t i = 0; i < s->u->n; i++) {
        const double a = share_of_women(s, i), b = share_of_men(s, i), t = share_of_all(s, i);
        if (!(t > 0.0))
            continue;
        s->a[i] = -s->q * (b / t) * (b / t);
        s->b[i] = -s->p * (a / t) * (a / t);
        s->by_p += a / t * (b / t) * (a - b);
    }
}

static void of_mutual_information(struct slope *s)
{
    for (int64_t i = 0; i < s->u->n; i++) {
        const double a = share_of_women(s, i), b = share_of_men(s, i), t = share_of_all(s, i);
        const double women = a > 0.0 ? log(a / t) : 0.0, men = b > 0.0 ? log(b / t) : 0.0;
        s->a[i] = s->p * women;
        s->b[i] = s->q * men;
        s->by_p += a * women - b * men;
    }
}

/* M / E: the derivative of M over E, less M / E^2 times that of E. */
static void of_theil(struct slope *s)
{
    const double e = gdcs_i_entropy_of_sexes(s->u->all_women, s->u->all_men);
    const double h = gdcs_i_segregation_index(GDCS_SEGREGATION_INDEX_THEIL, s->u);
    of_mutual_information(s);
    scale(s, 1.0 / e);
    s->by_p -= h / e * log(s->q / s->p);
}

static void of_theil_units(struct slope *s)
{
    const double h = gdcs_i_segregation_index(GDCS_SEGREGATION_INDEX_THEIL_UNITS, s->u);
    gdcs_i_sum entropy = {0};
    of_mutual_information(s);
    for (int64_t i = 0; i < s->u->n; i++) {
        const double t = share_of_all(s, i), by_t = t > 0.0 ? h * (log(t) + 1.0) : 0.0;
        if (t > 0.0)
            gdcs_i_sum_add(&entropy, -t * log(t));
        s->a[i] += by_t * s->p;
        s->b[i] += by_t * s->q;
        s->by_p += by_t * (share_of_women(s, i) - share_of_men(s, i));
    }
    scale(s, 1.0 / gdcs_i_sum_value(entropy));
}

static int fill(int32_t index, struct slope *s)
{
    const double p = s->p, q = s->q;
    switch (index) {
    case GDCS_SEGREGATION_INDEX_DISSIMILARITY: of_dissimilarity(s); return 1;
    case GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN:
        of_dissimilarity(s);
        scale(s, 2.0 * p * q);
        s->by_p = 2.0 * (q - p) * gdcs_i_segregation_index(1, s->u);
        return 1;
    case GDCS_SEGREGATION_INDEX_GORARD:
        of_dissimilarity(s);
        scale(s, q);
        s->by_p = -gdcs_i_segregation_index(1, s->u);
        return 1;
    case GDCS_SEGREGATION_INDEX_GINI: of_gini(s); return 1;
    case GDCS_SEGREGATION_INDEX_ATKINSON: of_atkinson(s); return 1;
    case GDCS_SEGREGATION_INDEX_MUTUAL_INFORMATION: of_mutual_information(s); return 1;
    case GDCS_SEGREGATION_INDEX_THEIL: of_theil(s); return 1;
    case GDCS_SEGREGATION_INDEX_THEIL_UNITS: of_theil_units(s); return 1;
    case GDCS_SEGREGATION_INDEX_SIZE_STANDARDISED:
    case GDCS_SEGREGATION_INDEX_ASSOCIATION: return 0;
    default: break;
    }
    const double eta = gdcs_i_segregation_index(GDCS_SEGREGATION_INDEX_ETA_SQUARED, s->u);
    const int women = index == GDCS_SEGREGATION_INDEX_ISOLATION_WOMEN ||
                      index == GDCS_SEGREGATION_INDEX_EXPOSURE_WOMEN;
    of_eta_squared(s);
    if (index == GDCS_SEGREGATION_INDEX_ETA_SQUARED)
        return 1;
    scale(s, women ? q : p); /* isolation; exposure is 1 less it */
    s->by_p += women ? 1.0 - eta : eta - 1.0;
    return 1;
}

/* The variance of sum g_c x_c over multinomial counts x_c: sum x g^2 - (sum x g)^2 / n. */
static double variance(double squares, double sum, double n)
{
    return squares - sum / n * sum;
}

double gdcs_i_segregation_std_error(int32_t index, int by_sex, const gdcs_i_units *u, double *room)
{
    const double w = u->all_women, m = u->all_men, all = w + m;
    struct slope s = {.u = u, .a = room, .b = room + u->n, .p = w / all, .q = m / all};
    gdcs_i_sum mean_a = {0}, mean_b = {0}, square[2] = {{0}}, sum[2] = {{0}};
    for (int64_t i = 0; i < 2 * u->n; i++)
        room[i] = 0.0;
    if (!fill(index, &s))
        return NAN;
    for (int64_t i = 0; i < u->n; i++) {
        gdcs_i_sum_add(&mean_a, u->women[i] / w * s.a[i]);
        gdcs_i_sum_add(&mean_b, u->men[i] / m * s.b[i]);
    }
    const double shift_a = gdcs_i_sum_value(mean_a) / w - s.q / all * s.by_p;
    const double shift_b = gdcs_i_sum_value(mean_b) / m + s.p / all * s.by_p;
    for (int64_t i = 0; i < u->n; i++) {
        const double by_women = s.a[i] / w - shift_a, by_men = s.b[i] / m - shift_b;
        gdcs_i_sum_add(&square[0], u->women[i] * by_women * by_women);
        gdcs_i_sum_add(&square[1], u->men[i] * by_men * by_men);
        gdcs_i_sum_add(&sum[0], u->women[i] * by_women);
        gdcs_i_sum_add(&sum[1], u->men[i] * by_men);
    }
    const double sw = gdcs_i_sum_value(sum[0]), sm = gdcs_i_sum_value(sum[1]);
    const double qw = gdcs_i_sum_value(square[0]), qm = gdcs_i_sum_value(square[1]);
    const double v =
        by_sex ? variance(qw, sw, w) + variance(qm, sm, m) : variance(qw + qm, sw + sm, all);
    return sqrt(fmax(v, 0.0));
}
