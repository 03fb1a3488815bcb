#include "num/exact/odds.h"

#include "num/root.h"

#include <math.h>
#include <stddef.h>

typedef struct gdcs_i_hyper hyper;
typedef struct gdcs_i_limits limits;

/* Roots are sought of log odds moved away from 0, about which doubles are needlessly dense. */
static const double away = 2.0 * GDCS_I_HYPER_REACH;

struct search {
    const hyper *h;
    double x;
    double other; /* the end of the far tail, for Blaker's */
    double log_alpha;
    double share;
};

/* What a standard error of the log odds is like. */
static double scale_of(const hyper *h, double x)
{
    return sqrt(1.0 / (x + 0.5) + 1.0 / (h->n1 - x + 0.5) + 1.0 / (h->m - x + 0.5) +
                1.0 / (h->n2 - h->m + x + 0.5));
}

/* A falling function's root, between ends moved out from `start` until they hold it. */
static double root_of(double (*f)(double, void *), struct search *k, double start)
{
    const double first = scale_of(k->h, k->x);
    double low = start - first, high = start + first, found;
    for (double step = first; low > -GDCS_I_HYPER_REACH && !(f(low + away, k) > 0.0); step *= 2.0)
        high = low, low = fmax(low - step, -GDCS_I_HYPER_REACH);
    for (double step = first; high < GDCS_I_HYPER_REACH && !(f(high + away, k) < 0.0); step *= 2.0)
        low = high, high = fmin(high + step, GDCS_I_HYPER_REACH);
    if (gdcs_i_root(f, k, low + away, high + away, &found, NULL) == GDCS_OK)
        return exp(found - away);
    return low > 0.0 ? INFINITY : 0.0;
}

/* About where: the estimate from counts that are nowhere 0. */
static double about(const hyper *h, double x)
{
    return log((x + 0.5) / (h->n1 - x + 0.5) * ((h->n2 - h->m + x + 0.5) / (h->m - x + 0.5)));
}

/* The mean distance of X from x, downwards. */
static double mean_below(double value, void *context)
{
    const struct search *k = context;
    const struct gdcs_i_hyper_sums s = gdcs_i_hyper_sums_at(k->h, k->x, value - away);
    return s.distance_below * exp(s.log_below - s.log_all) -
           s.distance_above * exp(s.log_above - s.log_all);
}

/* Of the log odds ratio at which x is expected: its information is the variance of X. */
static double error_at(const hyper *h, double x, double log_odds)
{
    const struct gdcs_i_hyper_sums s = gdcs_i_hyper_sums_at(h, x, log_odds);
    return 1.0 / sqrt(s.square_below * exp(s.log_below - s.log_all) +
                      s.square_above * exp(s.log_above - s.log_all));
}

double gdcs_i_odds_conditional(const hyper *h, double x, double *log_error)
{
    struct search k = {.h = h, .x = x};
    *log_error = NAN;
    if (h->low == h->high)
        return NAN;
    if (x == h->low || x == h->high)
        return x == h->low ? 0.0 : INFINITY;
    const double odds = root_of(mean_below, &k, about(h, x));
    *log_error = error_at(h, x, log(odds));
    return odds;
}

/* Rises with the odds ratio; turned round for root_of(). */
static double tail_above(double value, void *context)
{
    const struct search *k = context;
    const double tail =
        gdcs_i_hyper_log_tail_odds(k->h, k->x, GDCS_I_ABOVE, value - away, k->share);
    return fmin(k->log_alpha - tail, 1e4);
}

static double lower_exact(const hyper *h, double x, double alpha, double share)
{
    struct search k = {.h = h, .x = x, .log_alpha = log(alpha), .share = share};
    return x > h->low ? root_of(tail_above, &k, about(h, x)) : 0.0;
}

/* The table with its samples swapped has the inverse odds ratio. */
static hyper swapped(const hyper *h)
{
    return gdcs_i_hyper_of(h->n2, h->n1, h->m);
}

limits gdcs_i_odds_exact(const hyper *h, double x, double alpha, int mid)
{
    const double share = mid ? 0.5 : 1.0;
    const hyper other = swapped(h);
    const limits found = {lower_exact(h, x, alpha / 2.0, share),
                          1.0 / lower_exact(&other, h->m - x, alpha / 2.0, share)};
    return found;
}

/* The largest number below x whose lower tail is at most alpha; low - 1 if there is none.  It is sought
   from x, as a tail that begins far from the mode takes as many steps as there are between. */
static double far_end(const hyper *h, double x, double log_odds, double log_alpha)
{
    double good = x, bad = x;
    for (double step = 1.0; good == bad; step *= 2.0) {
        good = fmax(x - step, h->low - 1.0);
        if (good >= h->low &&
            gdcs_i_hyper_log_tail_odds(h, good, GDCS_I_BELOW, log_odds, 1.0) > log_alpha)
            bad = good;
    }
    while (bad - good > 1.0) {
        const double middle = floor((good + bad) / 2.0);
        if (gdcs_i_hyper_log_tail_odds(h, middle, GDCS_I_BELOW, log_odds, 1.0) <= log_alpha)
            good = middle;
        else
            bad = middle;
    }
    return good;
}

static double tails_differ(double value, void *context)
{
    const struct search *k = context;
    const double log_odds = value - away;
    return gdcs_i_hyper_log_tail_odds(k->h, k->other, GDCS_I_BELOW, log_odds, 1.0) -
           gdcs_i_hyper_log_tail_odds(k->h, k->x, GDCS_I_ABOVE, log_odds, 1.0);
}

/* log alpha less that of both tails together. */
static double acceptance(double value, void *context)
{
    const struct search *k = context;
    const double log_odds = value - away;
    double p = gdcs_i_hyper_log_tail_odds(k->h, k->x, GDCS_I_ABOVE, log_odds, 1.0);
    if (k->other >= k->h->low)
        p = gdcs_i_log_sum(p,
                           gdcs_i_hyper_log_tail_odds(k->h, k->other, GDCS_I_BELOW, log_odds, 1.0));
    return k->log_alpha - p;
}

/* Below Cornfield's limit both tails are at most alpha / 2, and the P-value is at most alpha.  Above
   it the far tail is fixed up to where the next table enters, and there the P-value is twice the near
   one, above alpha.  So the limit is that place, or before it the one crossing of a P-value that
   first falls and then rises. */
static double lower_blaker(const hyper *h, double x, double alpha)
{
    if (x == h->low)
        return 0.0;
    const double start = log(lower_exact(h, x, alpha / 2.0, 1.0));
    struct search k = {.h = h, .x = x, .log_alpha = log(alpha)};
    if (!isfinite(start))
        return exp(start);
    const double far = far_end(h, x, start, log(alpha / 2.0));
    k.other = far + 1.0;
    const double enters = root_of(tails_differ, &k, start);
    k.other = far;
    double found;
    if (acceptance(log(enters) + away, &k) >= 0.0 ||
        gdcs_i_root(acceptance, &k, start + away, log(enters) + away, &found, NULL) != GDCS_OK)
        return enters;
    return exp(found - away);
}

limits gdcs_i_odds_blaker(const hyper *h, double x, double alpha)
{
    const hyper other = swapped(h);
    const limits found = {lower_blaker(h, x, alpha), 1.0 / lower_blaker(&other, h->m - x, alpha)};
    return found;
}
