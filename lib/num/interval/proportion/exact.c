#include "num/interval/proportion.h"
#include "num/dist.h"
#include "num/root.h"

#include <math.h>

typedef struct gdcs_i_limits limits;
typedef struct gdcs_i_unit unit;

/* p^count = tail, with its complement. */
static unit power_root(double tail, double count)
{
    const double exponent = log(tail) / count;
    return (unit){exp(exponent), -expm1(exponent)};
}

static unit clopper_pearson_lower(double yes, double no, double tail)
{
    if (yes == 0.0)
        return (unit){0.0, 1.0};
    return no == 0.0 ? power_root(tail, yes) : gdcs_i_beta_quantile(yes, no + 1.0, tail);
}

/* The limits of (yes, no) and (no, yes) are the two ends of one interval. */
limits gdcs_i_proportion_clopper_pearson(double yes, double no, double alpha)
{
    return (limits){clopper_pearson_lower(yes, no, alpha / 2.0).x,
                    clopper_pearson_lower(no, yes, alpha / 2.0).y};
}

/* The rule for the ends is the general one that the interval reaches the estimate; NaN stays NaN. */
limits gdcs_i_proportion_jeffreys(double yes, double no, double alpha)
{
    const double a = yes + 0.5, b = no + 0.5, estimate = yes / (yes + no);
    const double lower = gdcs_i_beta_quantile(a, b, alpha / 2.0).x;
    const double upper = gdcs_i_beta_quantile_upper(a, b, alpha / 2.0).x;
    return (limits){lower > estimate ? estimate : lower, upper < estimate ? estimate : upper};
}

typedef struct mid_p {
    double yes;
    double no;
    double tail;
    int mirrored; /* the unknown is 1 - p */
} mid_p;

/* P(X > x) + P(X = x) / 2 is the mean of P(X >= x) and P(X >= x + 1), both beta tails. */
static double mid_p_excess(double u, void *context)
{
    const mid_p *m = context;
    const double x = m->mirrored ? 1.0 - u : u, y = m->mirrored ? u : 1.0 - u;
    return 0.5 * (gdcs_i_beta_lower(m->yes, m->no + 1.0, x, y) +
                  gdcs_i_beta_lower(m->yes + 1.0, m->no, x, y)) -
           m->tail;
}

/* The root lies between the points where either of the two tails alone is reached.  They are moved
   apart by more than their own error, since with 1e9 persons they agree in eight digits. */
static unit mid_p_lower(double yes, double no, double tail)
{
    if (yes == 0.0)
        return (unit){0.0, 1.0};
    if (no == 0.0)
        return power_root(2.0 * tail, yes);
    const double apart = 1e-10;
    const unit from = gdcs_i_beta_quantile(yes, no + 1.0, tail);
    const unit to = gdcs_i_beta_quantile(yes + 1.0, no, tail);
    mid_p m = {yes, no, tail, from.x > 0.5};
    const double lower = (m.mirrored ? to.y : from.x) * (1.0 - apart);
    const double upper = (m.mirrored ? from.y : to.x) * (1.0 + apart);
    double u = NAN;
    if (gdcs_i_root(mid_p_excess, &m, lower, fmin(upper, 1.0), &u, NULL) != GDCS_OK)
        u = NAN;
    return m.mirrored ? (unit){1.0 - u, u} : (unit){u, 1.0 - u};
}

limits gdcs_i_proportion_mid_p(double yes, double no, double alpha)
{
    return (limits){mid_p_lower(yes, no, alpha / 2.0).x, mid_p_lower(no, yes, alpha / 2.0).y};
}
