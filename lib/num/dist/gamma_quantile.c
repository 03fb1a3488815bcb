#include "num/dist.h"

#include "num/dist/domain.h"
#include "num/dist/gamma.h"
#include "num/dist/solve.h"
#include "num/dist/special.h"
#include "num/dist/uniform.h"

#include <math.h>

/* d >= 0 with d + exp(-d) - 1 = e on the lower side, exp(d) - 1 - d = e on the upper: the
   distance of log(x) from log(a) at depth a e.  Newton's method on a convex function. */
static double distance(double e, int side)
{
    double d = side < 0 ? e + sqrt(2.0 * e) : log1p(e + sqrt(2.0 * e));
    for (int i = 0; i < 3 && d > 0.0; i++) {
        const double slope = fabs(expm1(side * d));
        const double depth = side < 0 ? d - slope : slope - d;
        d = fmax(d + (e - depth) / slope, 0.0);
    }
    return d;
}

/* The normal deviate of the tail, moved as in uniform.c: good to some per cent down to shape 0.5
   and into the far tails. */
static double guess_from_normal(double a, double z, int side)
{
    const double d = distance(0.5 * z * z / a, side);
    const double m = z / sqrt(a), mu = fabs(expm1(side * d));
    const double shift = m > 1e-6 ? log(m / mu) / (m * a) : -side / (3.0 * a);
    const double moved = fmax(m + shift, 0.0);
    return a * exp(side * distance(0.5 * moved * moved, side));
}

/* P = x^a / Gamma(1 + a) (1 - a x / (a + 1) + ...), inverted; where that is no longer near,
   Q = x^(a - 1) exp(-x) / Gamma(a) / (1 + (1 - a) / x) does it. */
double gdcs_i_gamma_guess(double a, double p, int side)
{
    const double lower = side < 0 ? log(p) : log1p(-p);
    const double r = exp((lower + gdcs_i_log_gamma_1p(a)) / a);
    if (side < 0 || r < 0.6)
        return r * (1.0 + r / (a + 1.0));
    const double l = log(a / p) - gdcs_i_log_gamma_1p(a);
    double x = fmax(l, 0.6);
    for (int i = 0; i < 3; i++)
        x = fmax(l - (1.0 - a) * log(x) - log1p((1.0 - a) / x), 0.4);
    return x;
}

static double far_quantile(double a, double z, double p, int side)
{
    const struct gdcs_i_gamma g = gdcs_i_gamma_of(a);
    struct gdcs_i_solve k = gdcs_i_solve_start(p, side);
    double x = a < 0.5 ? gdcs_i_gamma_guess(a, p, side) : guess_from_normal(a, z, side);
    while (!k.done && x > 0.0) {
        const double slope = gdcs_i_gamma_slope(&g, x);
        const double tail = gdcs_i_gamma_tail(&g, x, slope, side);
        x *= exp(gdcs_i_solve_step(&k, tail, slope, a - x));
    }
    return x;
}

/* Always asked for the smaller tail: 1 - p is exact from 0.5 on. */
static double quantile(double a, double p, int side)
{
    struct gdcs_i_uniform u;
    if (!gdcs_i_is_shape(a) || !gdcs_i_is_probability(p))
        return NAN;
    if (p > 0.5)
        p = 1.0 - p, side = -side;
    if (p == 0.0)
        return side < 0 ? 0.0 : INFINITY;
    const double z = -gdcs_i_normal_quantile(p);
    if (gdcs_i_uniform_prepare(&u, a, 0.0, 0.5 * (z + 0.15) * (z + 0.15)))
        return a * (1.0 + gdcs_i_uniform_quantile(&u, z, p, side));
    return far_quantile(a, z, p, side);
}

double gdcs_i_gamma_quantile(double shape, double p)
{
    return quantile(shape, p, GDCS_I_LOWER);
}

double gdcs_i_gamma_quantile_upper(double shape, double q)
{
    return quantile(shape, q, GDCS_I_UPPER);
}
