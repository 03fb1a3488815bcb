#include "num/interval/weighted.h"
#include "num/dist.h"
#include "num/root.h"

#include <math.h>
#include <stddef.h>

typedef struct gdcs_i_limits limits;
typedef struct gdcs_i_weighted weighted;

/* A gamma distribution by its mean and variance. */
typedef struct gamma_of {
    double shape;
    double scale;
} gamma_of;

static gamma_of moments(double mean, double variance)
{
    return (gamma_of){mean / variance * mean, variance / mean};
}

static gamma_of as_counted(const weighted *w)
{
    return moments(w->sum, w->variance);
}

static gamma_of one_more(const weighted *w)
{
    return moments(w->sum + w->most, w->variance + w->most * w->most);
}

static gamma_of mean_more(const weighted *w)
{
    return moments(w->sum + w->mean, w->variance + w->square);
}

static limits between(const weighted *w, gamma_of above, double tail)
{
    const gamma_of below = as_counted(w);
    return (limits){w->sum == 0.0 ? 0.0 : below.scale * gdcs_i_gamma_quantile(below.shape, tail),
                    above.scale * gdcs_i_gamma_quantile_upper(above.shape, tail)};
}

limits gdcs_i_weighted_gamma(const weighted *w, double alpha)
{
    return between(w, one_more(w), alpha / 2.0);
}

limits gdcs_i_weighted_tiwari(const weighted *w, double alpha)
{
    return between(w, mean_more(w), alpha / 2.0);
}

typedef struct mixture {
    gamma_of below;
    gamma_of above;
    double tail;
} mixture;

static double lower_excess(double x, void *context)
{
    const mixture *m = context;
    return 0.5 * (gdcs_i_gamma_lower(m->below.shape, x / m->below.scale) +
                  gdcs_i_gamma_lower(m->above.shape, x / m->above.scale)) -
           m->tail;
}

static double upper_excess(double x, void *context)
{
    const mixture *m = context;
    return 0.5 * (gdcs_i_gamma_upper(m->below.shape, x / m->below.scale) +
                  gdcs_i_gamma_upper(m->above.shape, x / m->above.scale)) -
           m->tail;
}

/* Points of the two distributions enclose that of their mixture, in either order: where one weight is
   far above the others, the one that counts one more has the heavier lower tail too.  They are moved
   apart by more than their own error. */
static double enclosed(double (*excess)(double, void *), mixture *m, double x, double y)
{
    const double apart = 1e-10;
    double root = NAN;
    if (gdcs_i_root(excess, m, fmin(x, y) * (1.0 - apart), fmax(x, y) * (1.0 + apart), &root,
                    NULL) != GDCS_OK)
        return NAN;
    return root;
}

limits gdcs_i_weighted_mid_p(const weighted *w, double alpha)
{
    mixture m = {as_counted(w), one_more(w), alpha / 2.0};
    if (w->sum == 0.0)
        return (limits){0.0, m.above.scale * gdcs_i_gamma_quantile_upper(m.above.shape, alpha)};
    const limits one = between(w, m.above, m.tail);
    return (limits){enclosed(lower_excess, &m, one.lower,
                             m.above.scale * gdcs_i_gamma_quantile(m.above.shape, m.tail)),
                    enclosed(upper_excess, &m, one.upper,
                             m.below.scale * gdcs_i_gamma_quantile_upper(m.below.shape, m.tail))};
}

limits gdcs_i_weighted_dobson(const weighted *w, limits count)
{
    const double stretch = w->events == 0.0 ? w->most : sqrt(w->variance / w->events);
    return (limits){fmax(0.0, w->sum - stretch * (w->events - count.lower)),
                    w->sum + stretch * (count.upper - w->events)};
}

typedef gamma_of addition(const weighted *w);

/* A gamma variable of shape a over its mean is chi-square with 2 a degrees of freedom over those. */
static limits ratio(const weighted *over, const weighted *under, addition *more, double tail)
{
    const gamma_of x = as_counted(over), y = as_counted(under), x_more = more(over),
                   y_more = more(under);
    limits l = {0.0, INFINITY};
    if (over->sum > 0.0)
        l.lower = over->sum / (y_more.shape * y_more.scale) *
                  gdcs_i_f_quantile(2.0 * x.shape, 2.0 * y_more.shape, tail);
    if (under->sum > 0.0)
        l.upper = x_more.shape * x_more.scale / under->sum *
                  gdcs_i_f_quantile_upper(2.0 * x_more.shape, 2.0 * y.shape, tail);
    return l;
}

limits gdcs_i_weighted_ratio_gamma(const weighted *over, const weighted *under, double alpha)
{
    return ratio(over, under, one_more, alpha / 2.0);
}

limits gdcs_i_weighted_ratio_tiwari(const weighted *over, const weighted *under, double alpha)
{
    return ratio(over, under, mean_more, alpha / 2.0);
}
