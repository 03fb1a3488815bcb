#include "num/dist.h"

#include "num/dist/domain.h"
#include "num/dist/gamma.h"
#include "num/dist/solve.h"
#include "num/dist/special.h"
#include "num/dist/uniform.h"

#include <float.h>
#include <math.h>

/* The normal deviate of the tail, moved as in uniform.c: good to some per cent down to shape 0.5
   and into the far tails.  Depth / a is d + exp(-d) - 1 below the mean, d = log(a / x), and
   mu - log(1 + mu) above it, mu = x / a - 1; each is solved by one step of Halley's method from its
   quadratic, then one of Newton's that brings in the move, log(m / mu) / a in depth / a. */
static double guess_below(double a, double m)
{
    const double depth = 0.5 * m * m;
    double d = m + m * m / 6.0, mu = -expm1(-d);
    if (m < 1e-4)
        return a - 1.0 / 3.0 - m * a;
    const double newton = (depth - (d - mu)) / mu;
    d += newton / (1.0 + 0.5 * newton * (1.0 - mu) / mu);
    mu = -expm1(-d);
    d += (depth - (d - mu) + log(m / mu) / a) / mu;
    return a * exp(-d);
}

static double guess_above(double a, double m)
{
    const double depth = 0.5 * m * m;
    double mu = m + m * m / 3.0;
    if (m < 1e-4)
        return a - 1.0 / 3.0 + m * a;
    const double newton = (depth - (mu - log1p(mu))) * (1.0 + mu) / mu;
    mu += newton / (1.0 + 0.5 * newton / (mu * (1.0 + mu)));
    mu += (depth - (mu - log1p(mu)) + log(m / mu) / a) * (1.0 + mu) / mu;
    return a * fmax(1.0 + mu, 0.1);
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
    const double m = z / sqrt(a);
    double x = a < 0.5    ? gdcs_i_gamma_guess(a, p, side)
               : side < 0 ? guess_below(a, m)
                          : guess_above(a, m);
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
