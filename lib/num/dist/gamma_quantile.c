#include "num/dist.h"

#include "num/dist/domain.h"
#include "num/dist/gamma.h"
#include "num/dist/solve.h"
#include "num/dist/special.h"
#include "num/dist/uniform.h"

#include <float.h>
#include <math.h>

/* The normal deviate of the tail, moved as in uniform.c: good to some per cent down to shape 0.5
   and into the far tails.  d is the distance of log(x) from log(a): depth / a is d + exp(-d) - 1
   on the lower side and exp(d) - 1 - d on the upper, to be solved by one step of Halley's method
   from its quadratic; d moves by m / mu times as much as m. */
static double guess_from_normal(double a, double z, int side)
{
    const double m = z / sqrt(a), e = 0.5 * m * m;
    double d = side < 0 ? m + m * m / 6.0 : log1p(m + m * m / 3.0);
    double slope = 0.0, depth = 0.0;
    for (int i = 0; i < 2; i++) {
        slope = fabs(expm1(side * d));
        depth = side < 0 ? d - slope : slope - d;
        if (m < 1e-4 || i == 1)
            break;
        const double newton = (e - depth) / slope, bend = 1.0 + side * slope;
        d += newton / (1.0 + 0.5 * newton * bend / slope);
    }
    if (m < 1e-4)
        return a * (1.0 - 1.0 / (3.0 * a) + side * m);
    d += (e - depth) / slope + log(m / slope) / (slope * a);
    return a * exp(side * d);
}

/* P = x^a / Gamma(1 + a) (1 - a x / (a + 1) + ...), inverted; where that is no longer near,
   Q = x^(a - 1) exp(-x) / Gamma(a) / (1 + (1 - a) / x) does it. */
double gdcs_i_gamma_guess(double a, double p, int side)
{
    const double lower = side < 0 ? log(p) : log1p(-p);
    const double r = exp((lower + gdcs_i_log_gamma_1p(a)) / a);
    if (side < 0 || r < 0.45)
        return r * (1.0 + r / (a + 1.0));
    const double l = log(a / p) - gdcs_i_log_gamma_1p(a);
    double x = fmax(l, 0.45);
    for (int i = 0; i < 3; i++)
        x = fmax(l - (1.0 - a) * log(x) - log1p((1.0 - a) / x), 0.3);
    return x;
}

static double far_quantile(double a, double z, double p, int side)
{
    const struct gdcs_i_gamma g = gdcs_i_gamma_of(a);
    struct gdcs_i_solve k = gdcs_i_solve_start(p, side);
    double x = a < 0.5 ? gdcs_i_gamma_guess(a, p, side) : guess_from_normal(a, z, side);
    while (!k.done && x > DBL_MIN) {
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
    if (a == 1.0)
        return side < 0 ? -log1p(-p) : -log(p);
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
