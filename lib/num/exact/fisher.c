#include "num/exact/fisher.h"
#include "num/dist.h"

#include <math.h>

static const double tie = 1e-7;

/* log(exp(a) - exp(b) / 2), b <= a. */
static double less_half(double a, double b)
{
    return a + log1p(-0.5 * exp(b - a));
}

double gdcs_i_fisher_log_tail(const struct gdcs_i_hyper *h, double x, int side, int mid)
{
    const double tail = gdcs_i_hyper_log_tail(h, x, side);
    return mid ? less_half(tail, gdcs_i_hyper_log_pmf(h, x)) : tail;
}

/* The next probability outwards, in units of that of x. */
static double quotient(const struct gdcs_i_hyper *h, double x, int side)
{
    const double a = x, b = h->n1 - x, c = h->m - x, e = h->n2 - h->m + x;
    return side == GDCS_I_ABOVE ? b * c / ((a + 1.0) * (e + 1.0)) : a * e / ((b + 1.0) * (c + 1.0));
}

/* The number next to `from`, on its given side, whose `value` is at most `bound`: low - 1 or high + 1 if
   there is none.  Values rise towards `from`.  Beyond the mode their logarithms are concave, and Newton's
   steps, begun at `guess`, come to the answer from outside; where a step leaves the bracket, and every
   fourth time at least, the bracket is halved. */
static double last_within(const struct gdcs_i_hyper *h, double from, int side, double bound,
                          double guess, double (*value)(const struct gdcs_i_hyper *, double, int))
{
    double good = side == GDCS_I_BELOW ? h->low - 1.0 : h->high + 1.0, bad = from, next = guess;
    for (int i = 0; fabs(good - bad) > 1.0; i++) {
        const int is_inside = side * (next - bad) > 0.0 && side * (good - next) > 0.0;
        const double x = is_inside && i % 4 < 3 ? next : floor((good + bad) / 2.0);
        const double more = value(h, x, side) - bound, fall = -log(quotient(h, x, side));
        const double step = ceil(more / fall);
        if (more <= 0.0)
            good = x;
        else
            bad = x;
        next = fall > 0.0 ? x + side * (more <= 0.0 ? fmin(step, -1.0) : fmax(step, 1.0)) : from;
    }
    return bad == from && value(h, from, side) <= bound ? from : good;
}

static double point(const struct gdcs_i_hyper *h, double x, int side)
{
    (void)side;
    return gdcs_i_hyper_log_pmf(h, x);
}

/* Weights on one side of x, its own being 1: all of them, and those no larger. */
static void add_side(double a, double b, double c, double e, double *all, double *no_more)
{
    double weight = 1.0;
    for (double left = fmin(b, c); left > 0.0; left -= 1.0) {
        a += 1.0, e += 1.0;
        weight *= b * c / (a * e);
        b -= 1.0, c -= 1.0;
        *all += weight;
        *no_more += weight <= 1.0 + tie ? weight : 0.0;
    }
}

/* Where there are few tables, all are summed sooner than the ends of the tails are found.  Not finite
   where a weight ends the range of doubles. */
static double log_minlike_of_few(const struct gdcs_i_hyper *h, double x, int mid)
{
    const double a = x, b = h->n1 - x, c = h->m - x, e = h->n2 - h->m + x;
    double all = 1.0, no_more = 1.0;
    add_side(a, b, c, e, &all, &no_more);
    add_side(b, a, e, c, &all, &no_more);
    return log((mid ? no_more - 0.5 : no_more) / all);
}

static double log_minlike_of_many(const struct gdcs_i_hyper *h, double x, int mid)
{
    const double mode = gdcs_i_hyper_mode(h), at = gdcs_i_hyper_log_pmf(h, x);
    const double most = at + tie, across = 2.0 * mode - x;
    const int ends_below = x < mode && quotient(h, x, GDCS_I_ABOVE) > 1.0 + tie;
    const int ends_above = x > mode && quotient(h, x, GDCS_I_BELOW) > 1.0 + tie;
    const double below =
        ends_below ? x : last_within(h, mode, GDCS_I_BELOW, most, fmin(x, across), point);
    const double above =
        ends_above ? x : last_within(h, mode, GDCS_I_ABOVE, most, fmax(x, across), point);
    double p = 0.0;
    if (above - below > 1.0)
        p = gdcs_i_log_sum(gdcs_i_hyper_log_tail(h, below, GDCS_I_BELOW),
                           gdcs_i_hyper_log_tail(h, above, GDCS_I_ABOVE));
    return gdcs_i_log_of_chance(mid ? less_half(p, at) : p);
}

double gdcs_i_fisher_log_minlike(const struct gdcs_i_hyper *h, double x, int mid)
{
    if (h->high - h->low <= 256.0) {
        const double p = log_minlike_of_few(h, x, mid);
        if (isfinite(p))
            return gdcs_i_log_of_chance(p);
    }
    return log_minlike_of_many(h, x, mid);
}

double gdcs_i_fisher_log_central(const struct gdcs_i_hyper *h, double x, int mid)
{
    const double below = gdcs_i_fisher_log_tail(h, x, GDCS_I_BELOW, mid);
    const double above = gdcs_i_fisher_log_tail(h, x, GDCS_I_ABOVE, mid);
    const double smaller = below < above || isnan(below) ? below : above;
    return gdcs_i_log_of_chance(log(2.0) + smaller);
}

double gdcs_i_fisher_log_blaker(const struct gdcs_i_hyper *h, double x)
{
    const double below = gdcs_i_hyper_log_tail(h, x, GDCS_I_BELOW);
    const double above = gdcs_i_hyper_log_tail(h, x, GDCS_I_ABOVE);
    const int other = below < above ? GDCS_I_ABOVE : GDCS_I_BELOW;
    const double tail = fmin(below, above), across = 2.0 * gdcs_i_hyper_mode(h) - x;
    const double reached = last_within(h, x, other, tail + tie, across, gdcs_i_hyper_log_tail);
    if (reached == x)
        return 0.0;
    return gdcs_i_log_of_chance(gdcs_i_log_sum(tail, gdcs_i_hyper_log_tail(h, reached, other)));
}
