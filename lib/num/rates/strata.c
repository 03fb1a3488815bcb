#include "core/sum.h"
#include "num/rates.h"
#include "num/root.h"

#include <math.h>
#include <stddef.h>

typedef struct gdcs_i_rates_strata strata;
typedef struct gdcs_i_limits limits;

struct gdcs_i_rates_pooled gdcs_i_rates_pool(const strata *s)
{
    gdcs_i_sum over = {0}, under = {0}, mixed = {0}, weights = {0}, squares = {0}, excess = {0};
    for (int64_t k = 0; k < s->n; k++) {
        const double x1 = s->x1[k], x2 = s->x2[k], all = s->t1[k] + s->t2[k];
        const double w1 = s->t1[k] / all, w2 = s->t2[k] / all;
        gdcs_i_sum_add(&over, x1 * w2);
        gdcs_i_sum_add(&under, x2 * w1);
        gdcs_i_sum_add(&mixed, (x1 + x2) * w1 * w2);
        gdcs_i_sum_add(&weights, w1 * s->t2[k]);
        gdcs_i_sum_add(&squares, x1 * w2 * w2 + x2 * w1 * w1);
        gdcs_i_sum_add(&excess, x1 * w2 - x2 * w1);
    }
    const double r = gdcs_i_sum_value(over), u = gdcs_i_sum_value(under);
    const double v = gdcs_i_sum_value(mixed), w = gdcs_i_sum_value(weights);
    const struct gdcs_i_rates_pooled pooled = {r / u, v / r / u, gdcs_i_sum_value(excess) / w,
                                               gdcs_i_sum_value(squares) / w / w,
                                               gdcs_i_sum_value(excess) / sqrt(v)};
    return pooled;
}

/* Sums over strata at one ratio: what x1 is beyond its expectation, and the variance of that. */
struct at {
    double excess;
    double variance;
};

static struct at at_ratio(const strata *s, double ratio)
{
    gdcs_i_sum excess = {0}, variance = {0};
    for (int64_t k = 0; k < s->n; k++) {
        const double one = ratio * s->t1[k], sum = one + s->t2[k];
        const double p = one / sum, q = s->t2[k] / sum;
        gdcs_i_sum_add(&excess, s->x1[k] * q - s->x2[k] * p);
        gdcs_i_sum_add(&variance, (s->x1[k] + s->x2[k]) * p * q);
    }
    const struct at a = {gdcs_i_sum_value(excess), gdcs_i_sum_value(variance)};
    return a;
}

struct search {
    const strata *s;
    double z;
};

/* Falls with the logarithm of the ratio; scaled so that both ends have a value. */
static double kept(double log_ratio, void *context)
{
    const struct search *k = context;
    const struct at a = at_ratio(k->s, exp(log_ratio));
    const double width = k->z * sqrt(a.variance), size = fabs(a.excess) + fabs(width);
    return size > 0.0 ? (a.excess + width) / size : 0.0;
}

/* The search spans more than the ratios of counts up to 1e15 over times within the same range. */
static double solve(const strata *s, double z)
{
    struct search k = {s, z};
    double u = NAN;
    if (gdcs_i_root(kept, &k, -150.0, 150.0, &u, NULL) != GDCS_OK)
        return NAN;
    return exp(u);
}

static double total(const double *x, int64_t n)
{
    gdcs_i_sum sum = {0};
    for (int64_t k = 0; k < n; k++)
        gdcs_i_sum_add(&sum, x[k]);
    return gdcs_i_sum_value(sum);
}

double gdcs_i_rates_pool_ratio(const strata *s)
{
    const double all1 = total(s->x1, s->n), all2 = total(s->x2, s->n);
    if (all1 == 0.0 || all2 == 0.0)
        return all1 / all2;
    return solve(s, 0.0);
}

limits gdcs_i_rates_pool_ratio_score(const strata *s, double z)
{
    const double all1 = total(s->x1, s->n), all2 = total(s->x2, s->n);
    const limits found = {all1 > 0.0 ? solve(s, -z) : 0.0, all2 > 0.0 ? solve(s, z) : INFINITY};
    return found;
}

struct gdcs_i_rates_homogeneity gdcs_i_rates_ratios_differ(const strata *s, double ratio)
{
    gdcs_i_sum sum = {0};
    double count = 0.0;
    for (int64_t k = 0; k < s->n; k++) {
        const double one = ratio * s->t1[k], all = one + s->t2[k];
        const double p = one / all, q = s->t2[k] / all, n = s->x1[k] + s->x2[k];
        const double excess = s->x1[k] * q - s->x2[k] * p;
        if (n == 0.0)
            continue;
        gdcs_i_sum_add(&sum, excess * excess / (n * p * q));
        count++;
    }
    const struct gdcs_i_rates_homogeneity h = {gdcs_i_sum_value(sum), fmax(count - 1.0, 0.0)};
    return h;
}

struct gdcs_i_rates_homogeneity gdcs_i_rates_differences_differ(const strata *s, double difference)
{
    gdcs_i_sum sum = {0};
    double count = 0.0;
    for (int64_t k = 0; k < s->n; k++) {
        const struct gdcs_i_rates r = {s->x1[k], s->t1[k], s->x2[k], s->t2[k]};
        const double z =
            (gdcs_i_rates_difference(r) - difference) / gdcs_i_rates_difference_error(r);
        if (s->x1[k] + s->x2[k] == 0.0)
            continue;
        gdcs_i_sum_add(&sum, z * z);
        count++;
    }
    const struct gdcs_i_rates_homogeneity h = {gdcs_i_sum_value(sum), fmax(count - 1.0, 0.0)};
    return h;
}
