#include "num/trend/exact.h"

#include "core/fail.h"
#include "core/sum.h"

#include <math.h>

/* The largest number of which both are whole multiples, but for rounding. */
static double common_step(double a, double b, double tolerance)
{
    while (b > tolerance) {
        const double rest = remainder(a, b);
        a = b;
        b = fabs(rest);
    }
    return a;
}

static void add_level(gdcs_i_lattice *out, double score, double size)
{
    for (int32_t k = 0; k < out->n; k++)
        if (out->score[k] == score) {
            out->size[k] += size;
            return;
        }
    out->score[out->n] = score;
    out->size[out->n++] = size;
}

/* Scores above the least, as multiples of their step; levels of the same score are one. */
static gdcs_status lattice_of(gdcs_i_ladder l, const double *scores, gdcs_i_lattice *out,
                              gdcs_error *err)
{
    double least = INFINITY, most = -INFINITY, step = 0.0;
    for (int32_t j = 0; j < l.n; j++)
        if (l.yes[j] + l.no[j] > 0.0) {
            least = fmin(least, scores[j]);
            most = fmax(most, scores[j]);
        }
    for (int32_t j = 0; j < l.n; j++)
        if (l.yes[j] + l.no[j] > 0.0 && scores[j] > least)
            step = common_step(scores[j] - least, step, 1e-9 * (most - least));
    *out = (gdcs_i_lattice){.n = 0};
    for (int32_t j = 0; j < l.n; j++) {
        const double t = l.yes[j] + l.no[j], d = step > 0.0 ? (scores[j] - least) / step : 0.0;
        if (!(t > 0.0))
            continue;
        if (fabs(d - nearbyint(d)) > 1e-5 || d > 1e7)
            return gdcs_i_fail(err, GDCS_E_LIMIT, "score",
                               "an exact test needs scores that are multiples of a common step, at "
                               "most 1e7 of it apart");
        add_level(out, nearbyint(d), t);
        out->yes += l.yes[j];
        out->all += t;
        out->sum += nearbyint(d) * l.yes[j];
    }
    return GDCS_OK;
}

/* The same seen from above: small sums become large ones. */
static gdcs_i_lattice mirrored(const gdcs_i_lattice *l)
{
    gdcs_i_lattice out = *l;
    double most = 0.0;
    for (int32_t j = 0; j < l->n; j++)
        most = fmax(most, l->score[j]);
    for (int32_t j = 0; j < l->n; j++)
        out.score[j] = most - l->score[j];
    out.sum = most * l->yes - l->sum;
    return out;
}

static double log_sum(double a, double b)
{
    const double high = fmax(a, b), low = fmin(a, b);
    return isinf(low) ? high : high + log1p(exp(low - high));
}

/* ln (e^tail - e^point / 2), the point being part of the tail. */
static double half_less(double tail, double point)
{
    return tail + log1p(-0.5 * exp(fmin(point - tail, 0.0)));
}

static double mean_of(const gdcs_i_lattice *l)
{
    gdcs_i_sum sum = {0};
    for (int32_t j = 0; j < l->n; j++)
        gdcs_i_sum_add(&sum, l->score[j] * l->size[j]);
    return gdcs_i_sum_value(sum) * (l->yes / l->all);
}

static double largest_sum(const gdcs_i_lattice *l)
{
    double left = l->yes, sum = 0.0, below = INFINITY;
    while (left > 0.0) {
        int32_t best = -1;
        for (int32_t j = 0; j < l->n; j++)
            if (l->score[j] < below && (best < 0 || l->score[j] > l->score[best]))
                best = j;
        below = l->score[best];
        sum += below * fmin(left, l->size[best]);
        left -= fmin(left, l->size[best]);
    }
    return sum;
}

/* The tail at s and that at its mirror image; what lies at the image, if there is something, counts
   half for mid-P as well. */
static gdcs_status both_tails(const gdcs_i_lattice *l, gdcs_i_tail *out, gdcs_error *err)
{
    const double mean = mean_of(l), near = 1e-9 + 1e-12 * fabs(mean);
    const gdcs_i_lattice flipped = mirrored(l);
    const gdcs_i_lattice *here = l->sum >= mean ? l : &flipped;
    const gdcs_i_lattice there = mirrored(here);
    double tail, point, other, at;
    TRY(gdcs_i_lattice_tail(here, here->sum, &tail, &point, err));
    if (fabs(l->sum - mean) <= near) {
        *out = (gdcs_i_tail){0.0, log1p(-0.5 * exp(point))};
        return GDCS_OK;
    }
    const double image = 2.0 * mean_of(&there) - there.sum, from = ceil(image - near);
    *out = (gdcs_i_tail){tail, half_less(tail, point)};
    if (from > largest_sum(&there))
        return GDCS_OK;
    TRY(gdcs_i_lattice_tail(&there, from, &other, &at, err));
    out->log_p = fmin(log_sum(tail, other), 0.0);
    out->log_mid_p =
        log_sum(out->log_mid_p, fabs(from - image) <= near ? half_less(other, at) : other);
    return GDCS_OK;
}

gdcs_status gdcs_i_trend_exact(gdcs_i_ladder ladder, const double *scores, int side,
                               gdcs_i_tail *out, gdcs_error *err)
{
    gdcs_i_lattice l;
    double tail, point;
    TRY(lattice_of(ladder, scores, &l, err));
    if (l.n < 2 || l.yes == 0.0 || l.yes == l.all) { /* one table only */
        *out = (gdcs_i_tail){0.0, log(0.5)};
        return GDCS_OK;
    }
    if (side == GDCS_I_TREND_BOTH)
        return both_tails(&l, out, err);
    if (side == GDCS_I_TREND_LESS)
        l = mirrored(&l);
    TRY(gdcs_i_lattice_tail(&l, l.sum, &tail, &point, err));
    *out = (gdcs_i_tail){fmin(tail, 0.0), half_less(fmin(tail, 0.0), point)};
    return GDCS_OK;
}
