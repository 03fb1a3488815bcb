/* Simpson (1949) Nature 163:688, with his variance for a multinomial sample. */
#include "num/diversity.h"

#include "core/sum.h"

#include <math.h>

static double sum_of(const double *x, int64_t k)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < k; i++)
        gdcs_i_sum_add(&sum, x[i]);
    return gdcs_i_sum_value(sum);
}

/* His (4 (n - 2) sum p^3 + 2 sum p^2 - 2 (2 n - 3) (sum p^2)^2) / (n (n - 1)), with the difference of
   the large terms as a sum of squares. */
static double error_of(const double *count, int64_t k, double n)
{
    gdcs_i_sum squares = {0}, spread = {0};
    for (int64_t i = 0; i < k; i++)
        gdcs_i_sum_add(&squares, count[i] / n * (count[i] / n));
    const double alike = gdcs_i_sum_value(squares);
    for (int64_t i = 0; i < k; i++) {
        const double p = count[i] / n;
        gdcs_i_sum_add(&spread, p * (p - alike) * (p - alike));
    }
    const double first = 4.0 * fmax(n - 2.0, 0.0) * gdcs_i_sum_value(spread);
    return sqrt((first + 2.0 * alike * fmax(1.0 - alike, 0.0)) / n / (n - 1.0));
}

/* Normal on the scale of the logit, which keeps its level where one category has nearly all.  Where it has
   all, that it has no less than (alpha / 2)^(1 / n) of everybody. */
static struct gdcs_i_limits limits_of(double value, double error, double n, double alpha, double z)
{
    const double odds = value / (1.0 - value);
    const double factor = exp(z * error / value / (1.0 - value));
    const struct gdcs_i_limits inside = {odds / (odds + factor),
                                         odds * factor / (1.0 + odds * factor)};
    const struct gdcs_i_limits none = {0.0, -expm1(2.0 * log(alpha / 2.0) / n)};
    const struct gdcs_i_limits all = {fmax(1.0 - z * error, 0.0), 1.0};
    if (value <= 0.0)
        return none;
    if (value >= 1.0)
        return all;
    return isfinite(factor) ? inside : (struct gdcs_i_limits){0.0, 1.0};
}

struct gdcs_i_diversity gdcs_i_diversity_of(const double *count, int64_t k, double alpha, double z)
{
    struct gdcs_i_diversity d = {NAN, NAN, {NAN, NAN}};
    gdcs_i_sum sum = {0};
    const double n = sum_of(count, k);
    if (!(n > 1.0))
        return d;
    for (int64_t i = 0; i < k; i++)
        gdcs_i_sum_add(&sum, count[i] / n * ((n - count[i]) / (n - 1.0)));
    d.value = fmin(gdcs_i_sum_value(sum), 1.0);
    d.error = error_of(count, k, n);
    d.limits = limits_of(d.value, d.error, n, alpha, z);
    return d;
}

static double total(double level, const double *from, const double *to, int64_t k)
{
    double sum = 0.0;
    for (int64_t i = 0; i < k; i++)
        sum += fmin(fmax(level, from[i]), to[i]);
    return sum;
}

/* Shares are most alike where all are the same but those held by their ends. */
static double least_squares(const double *from, const double *to, int64_t k)
{
    double low = 0.0, high = 1.0, sum = 0.0;
    for (int i = 0; i < 100; i++) {
        const double middle = 0.5 * (low + high);
        *(total(middle, from, to, k) < 1.0 ? &low : &high) = middle;
    }
    for (int64_t i = 0; i < k; i++) {
        const double p = fmin(fmax(low, from[i]), to[i]);
        sum += p * p;
    }
    return sum;
}

/* A square is no more than its chord from + to times the share above from; the rest goes where chords are
   steepest. */
static double most_squares(const double *from, const double *to, int64_t k, double *done)
{
    double sum = 0.0, rest = 1.0;
    for (int64_t i = 0; i < k; i++) {
        sum += from[i] * from[i];
        rest -= from[i];
        done[i] = 0.0;
    }
    while (rest > 0.0) {
        int64_t best = -1;
        for (int64_t i = 0; i < k; i++)
            if (done[i] == 0.0 && (best < 0 || from[i] + to[i] > from[best] + to[best]))
                best = i;
        if (best < 0)
            break;
        const double part = fmin(rest, to[best] - from[best]);
        done[best] = 1.0;
        sum += part * (from[best] + to[best]);
        rest -= part;
    }
    return fmin(sum, 1.0);
}

static double share(double x, double others)
{
    return isinf(x) ? 1.0 : x > 0.0 ? x / (x + others) : 0.0;
}

static double without(const double *x, int64_t k, int64_t i)
{
    double sum = 0.0;
    for (int64_t j = 0; j < k; j++)
        sum += j == i ? 0.0 : x[j];
    return sum;
}

struct gdcs_i_limits gdcs_i_diversity_bounds(const double *lower, const double *upper, int64_t k,
                                             double *room)
{
    double *from = room, *to = room + k, *done = room + 2 * k;
    const struct gdcs_i_limits anything = {0.0, 1.0};
    const double least = sum_of(lower, k), most = sum_of(upper, k);
    if (!(least > 1.0))
        return anything;
    for (int64_t i = 0; i < k; i++) {
        from[i] = share(lower[i], without(upper, k, i));
        to[i] = share(upper[i], without(lower, k, i));
    }
    const double low = 1.0 - most_squares(from, to, k, done),
                 high = 1.0 - least_squares(from, to, k);
    const struct gdcs_i_limits out = {fmax(low, 0.0) * (isinf(most) ? 1.0 : most / (most - 1.0)),
                                      fmin(fmax(high, 0.0) * (least / (least - 1.0)), 1.0)};
    return out;
}
