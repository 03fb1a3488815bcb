#include "num/interval/count.h"
#include "num/dist.h"
#include "num/root.h"

#include <math.h>
#include <stddef.h>

typedef struct gdcs_i_limits limits;

limits gdcs_i_count_garwood(double x, double alpha)
{
    const double tail = alpha / 2.0;
    return (limits){x == 0.0 ? 0.0 : gdcs_i_gamma_quantile(x, tail),
                    x == 0.0 ? -log(tail) : gdcs_i_gamma_quantile_upper(x + 1.0, tail)};
}

/* Wilson & Hilferty's cube root of a gamma quantile; below 0 it has left the range it is made for. */
static double cube_root(double shape, double z)
{
    const double root = 1.0 - 1.0 / (9.0 * shape) + z / (3.0 * sqrt(shape));
    return root > 0.0 ? shape * root * root * root : 0.0;
}

limits gdcs_i_count_byar(double x, double z)
{
    return (limits){x == 0.0 ? 0.0 : cube_root(x, -z), cube_root(x + 1.0, z)};
}

limits gdcs_i_count_byar_half(double x, double z)
{
    return (limits){x == 0.0 ? 0.0 : fmin(cube_root(x + 0.5, -z), x), cube_root(x + 0.5, z)};
}

/* The roots of m^2 - (2 y + z^2) m + y^2 = 0; their product is y^2, which gives the smaller its digits.
   Where y is below 0 the smaller belongs to the other sign of the root: no mean is too small. */
static limits score_of(double y, double z)
{
    const double half = z * z / 2.0, upper = y + half + z * sqrt(y + half / 2.0);
    return (limits){y > 0.0 ? y * (y / upper) : 0.0, upper};
}

limits gdcs_i_count_score(double x, double z)
{
    return score_of(x, z);
}

limits gdcs_i_count_scas(double x, double z)
{
    const limits l = score_of(x - (z * z - 1.0) / 6.0, z);
    return (limits){x == 0.0 ? 0.0 : fmin(l.lower, x), l.upper};
}

limits gdcs_i_count_jeffreys(double x, double alpha)
{
    const double tail = alpha / 2.0, lower = gdcs_i_gamma_quantile(x + 0.5, tail);
    const double upper = gdcs_i_gamma_quantile_upper(x + 0.5, tail);
    return (limits){lower > x ? x : lower, upper < x ? x : upper};
}

typedef struct mid_p {
    double x;
    double tail;
} mid_p;

/* P(X > x) + P(X = x) / 2 is the mean of P(X >= x) and P(X >= x + 1), both gamma tails. */
static double lower_excess(double mean, void *context)
{
    const mid_p *m = context;
    return 0.5 * (gdcs_i_gamma_lower(m->x, mean) + gdcs_i_gamma_lower(m->x + 1.0, mean)) - m->tail;
}

static double upper_excess(double mean, void *context)
{
    const mid_p *m = context;
    return 0.5 * (gdcs_i_gamma_upper(m->x, mean) + gdcs_i_gamma_upper(m->x + 1.0, mean)) - m->tail;
}

/* The root lies between the points where either of the two tails alone is reached.  They are moved
   apart by more than their own error, since for a count of 1e9 they agree in nine digits. */
static double between(double (*excess)(double, void *), mid_p m, double lower, double upper)
{
    const double apart = 1e-10;
    double mean = NAN;
    if (gdcs_i_root(excess, &m, lower * (1.0 - apart), upper * (1.0 + apart), &mean, NULL) !=
        GDCS_OK)
        return NAN;
    return mean;
}

limits gdcs_i_count_mid_p(double x, double alpha)
{
    const double tail = alpha / 2.0;
    const mid_p m = {x, tail};
    if (x == 0.0)
        return (limits){0.0, -log(alpha)};
    return (limits){between(lower_excess, m, gdcs_i_gamma_quantile(x, tail),
                            gdcs_i_gamma_quantile(x + 1.0, tail)),
                    between(upper_excess, m, gdcs_i_gamma_quantile_upper(x, tail),
                            gdcs_i_gamma_quantile_upper(x + 1.0, tail))};
}
