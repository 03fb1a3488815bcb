#include "num/dist/beta.h"
#include "num/interval/proportion.h"
#include "num/interval/proportion/odds.h"
#include "num/root.h"

#include <math.h>

typedef struct gdcs_i_limits limits;
typedef struct gdcs_i_unit unit;

/* A lower limit is searched for as a step in log odds from a point known to be near it, so that a limit
   anywhere between 1e-300 and 1 - 1e-300 is found with all its digits. */
typedef struct search {
    double yes;
    double no;
    double wanted; /* depth, or probability */
    double origin; /* log odds */
    double below;  /* Blaker: successes in the other tail, -1: none */
} search;

static double root(double (*f)(double, void *), void *context, double reach)
{
    double step = NAN;
    if (f(0.0, context) >= 0.0)
        return 0.0;
    return gdcs_i_root(f, context, 0.0, reach, &step, NULL) == GDCS_OK ? step : NAN;
}

/* Downwards from the estimate: half of the deviance rises from 0. */
static double deviance_excess(double step, void *context)
{
    const search *s = context;
    const unit at = gdcs_i_unit_of_log_odds(s->origin - step);
    return gdcs_i_beta_depth(s->yes, s->no, at.x, at.y) - s->wanted;
}

/* Half the deviance at odds smaller by exp(-t) is at least yes t - n log(1 + yes / no). */
static unit likelihood_lower(double yes, double no, double half_square)
{
    if (yes == 0.0)
        return (unit){0.0, 1.0};
    if (no == 0.0)
        return (unit){exp(-half_square / yes), -expm1(-half_square / yes)};
    search s = {yes, no, half_square, log(yes / no), 0.0};
    const double back = (yes + no) * log1p(yes / no);
    const double step = root(deviance_excess, &s, (half_square + back) / yes + 1.0);
    return isnan(step) ? (unit){NAN, NAN} : gdcs_i_unit_of_log_odds(s.origin - step);
}

limits gdcs_i_proportion_likelihood(double yes, double no, double z)
{
    return (limits){likelihood_lower(yes, no, z * z / 2.0).x,
                    likelihood_lower(no, yes, z * z / 2.0).y};
}

static double at_least(const search *s, unit at)
{
    return gdcs_i_beta_lower(s->yes, s->no + 1.0, at.x, at.y);
}

/* P(X <= k) in yes + no trials. */
static double at_most(const search *s, double k, unit at)
{
    return k < 0.0 ? 0.0 : gdcs_i_beta_upper(k + 1.0, s->yes + s->no - k, at.x, at.y);
}

static double tails_excess(double step, void *context)
{
    const search *s = context;
    const unit at = gdcs_i_unit_of_log_odds(s->origin + step);
    return at_least(s, at) + at_most(s, s->below, at) - s->wanted;
}

static double tails_difference(double step, void *context)
{
    const search *s = context;
    const unit at = gdcs_i_unit_of_log_odds(s->origin + step);
    return at_least(s, at) - at_most(s, s->below + 1.0, at);
}

/* The most successes whose lower tail at this point is no more than `tail`; -1: none. */
static double opposite(const search *s, unit at, double tail)
{
    double none = -1.0, some = s->yes - 1.0;
    while (some - none > 1.0) {
        const double middle = floor((none + some) / 2.0);
        if (at_most(s, middle, at) <= tail)
            none = middle;
        else
            some = middle;
    }
    return none;
}

/* The acceptability of p is P(X >= yes) and the largest opposite tail that is no larger.  Up from the
   limit of Clopper and Pearson, where it is at most alpha, that tail is P(X <= below) until the point
   where P(X <= below + 1) is no larger either.  There the acceptability jumps to twice P(X >= yes),
   above alpha; before, as 1 - P(below < X < yes), it falls and then rises.  So the first point of the
   interval is where it rises through alpha, or else the jump: two roots, however many jumps follow. */
static unit blaker_lower(double yes, double no, double alpha)
{
    if (yes == 0.0)
        return (unit){0.0, 1.0};
    const unit from = no == 0.0
                          ? (unit){exp(log(alpha / 2.0) / yes), -expm1(log(alpha / 2.0) / yes)}
                          : gdcs_i_beta_quantile(yes, no + 1.0, alpha / 2.0);
    const unit median = gdcs_i_beta_quantile(yes, no + 1.0, 0.5);
    search s = {yes, no, alpha, log(from.x / from.y), 0.0};
    if (!(from.x > 0.0) || !(from.y > 0.0))
        return from;
    s.below = opposite(&s, from, alpha / 2.0);
    const double jump = root(tails_difference, &s, log(median.x / median.y) - s.origin + 1e-6);
    if (isnan(jump))
        return (unit){NAN, NAN};
    const double rise = tails_excess(jump, &s) > 0.0 ? root(tails_excess, &s, jump) : jump;
    const unit at = gdcs_i_unit_of_log_odds(s.origin + rise);
    return (unit){fmax(at.x, from.x), fmin(at.y, from.y)};
}

static int is_binomial(double yes, double no)
{
    return yes == floor(yes) && no == floor(no) && yes + no <= 1e12;
}

limits gdcs_i_proportion_blaker(double yes, double no, double alpha)
{
    if (!is_binomial(yes, no))
        return (limits){NAN, NAN};
    return (limits){blaker_lower(yes, no, alpha).x, blaker_lower(no, yes, alpha).y};
}
