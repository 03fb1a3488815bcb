#include "num/dist/gamma.h"

#include "num/dist.h"
#include "num/dist/domain.h"
#include "num/dist/special.h"
#include "num/dist/uniform.h"

#include <float.h>
#include <math.h>

/* GSL's incomplete gamma functions are not used: from shape 5e4 on they lose digits without an
   error (1e-2 at 1e6), and their inverses do not converge.

   A tail is found by one of four means, each where it needs few terms and cancels nothing (the
   division of labour of Didonato & Morris 1986, ACM TOMS 12:377): a uniform expansion around the
   mean, a power series below it, a continued fraction above it, and for the small upper tail of a
   small shape the series of 1 - P without its leading ones. */

enum { MOST_TERMS = 500 };

static const double TWO_PI = 6.2831853071795864769;

struct gdcs_i_gamma gdcs_i_gamma_of(double a)
{
    const struct gdcs_i_gamma g = {.a = a,
                                   .norm = a < 10.0 ? 1.0 / gdcs_i_gamma_function(a)
                                                    : sqrt(a / (TWO_PI)) / gdcs_i_gamma_star(a)};
    return g;
}

double gdcs_i_gamma_depth(double a, double x)
{
    const double mu = (x - a) / a;
    return mu > -0.6 ? a * gdcs_i_log_excess(mu) : a * (mu - log(x / a));
}

/* A large shape takes the saddle-point form (Loader 2000), whose exponent is the size of the
   result and not a difference of huge logarithms.  In the other, exp(-x) alone may be subnormal
   while x^a is large. */
double gdcs_i_gamma_slope(const struct gdcs_i_gamma *g, double x)
{
    if (g->a >= 10.0)
        return g->norm * exp(-gdcs_i_gamma_depth(g->a, x));
    if (x > 1400.0)
        return 0.0;
    const double half = exp(-0.5 * x);
    return g->norm * pow(x, g->a) * half * half;
}

/* P = slope / a * (1 + x / (a + 1) + x^2 / ((a + 1)(a + 2)) + ...). */
static double lower_series(double a, double x, double slope)
{
    double term = 1.0, sum = 1.0;
    for (int n = 1; n < MOST_TERMS && term > 0.5 * DBL_EPSILON * sum; n++) {
        term *= x / (a + n);
        sum += term;
    }
    return slope / a * sum;
}

/* Legendre's fraction Q = slope / (x + 1 - a - 1 (1 - a) / (x + 3 - a - 2 (2 - a) / (...))), by
   its forward recurrence, scaled so that the denominator is 1. */
static double upper_fraction(double a, double x, double slope)
{
    double b = x + 1.0 - a;
    double old_top = 0.0, old_bottom = 1.0 / b, top = 1.0 / b, last = 0.0;
    for (int n = 1; n < MOST_TERMS && fabs(top - last) > DBL_EPSILON * top; n++) {
        const double c = n * (a - n);
        b += 2.0;
        const double scale = 1.0 / (b + c * old_bottom);
        const double next = (b * top + c * old_top) * scale;
        last = old_top = top;
        top = next;
        old_top *= scale;
        old_bottom = scale;
    }
    return slope * top;
}

/* For a whole shape, exp(-x) (1 + x + ... + x^(a - 1) / (a - 1)!) from its last term. */
static double upper_whole(double a, double x, double slope)
{
    const double inverse = 1.0 / x;
    double term = inverse, sum = inverse;
    for (double n = a - 1.0; n > 0.0; n -= 1.0) {
        term *= n * inverse;
        sum += term;
    }
    return slope * sum;
}

/* 1 - P = 1 - x^a / Gamma(1 + a) * (1 + a sum), sum = -x / (1 + a) + x^2 / (2 (2 + a)) - ... */
static double upper_small(double a, double x)
{
    const double w = a * log(x) - gdcs_i_log_gamma_1p(a);
    double power = 1.0, sum = 0.0, term = 1.0;
    for (int n = 1; n < MOST_TERMS && fabs(term) > 0.1 * DBL_EPSILON * fabs(sum); n++) {
        power *= -x / n;
        term = power / (a + n);
        sum += term;
    }
    return -expm1(w) - exp(w) * a * sum;
}

static double other_if(double tail, int natural, int side)
{
    return natural == side ? tail : 1.0 - tail;
}

double gdcs_i_gamma_tail(const struct gdcs_i_gamma *g, double x, double slope, int side)
{
    const double a = g->a;
    const int is_whole = a < 10.0 && a == floor(a) && x > 1.0;
    if (a < 0.5 && x < 1.5 && side == GDCS_I_UPPER)
        return upper_small(a, x);
    if (is_whole && (x >= a + 1.5 || side == GDCS_I_UPPER))
        return other_if(upper_whole(a, x, slope), GDCS_I_UPPER, side);
    if (x < (a < 10.0 ? a + 1.5 : a))
        return other_if(lower_series(a, x, slope), GDCS_I_LOWER, side);
    return other_if(upper_fraction(a, x, slope), GDCS_I_UPPER, side);
}

/* Returns 0 where the expansion does not hold. */
static int near_mean(double a, double x, int side, double *out)
{
    struct gdcs_i_uniform u;
    const double depth = gdcs_i_gamma_depth(a, x);
    if (!gdcs_i_uniform_prepare(&u, a, 0.0, depth))
        return 0;
    const double m = sqrt(2.0 * depth / a);
    if (x < a)
        *out = other_if(gdcs_i_uniform_tail(&u, -m, depth), GDCS_I_LOWER, side);
    else
        *out = other_if(gdcs_i_uniform_tail(&u, m, depth), GDCS_I_UPPER, side);
    return 1;
}

static double tail(double a, double x, int side)
{
    double out;
    if (!gdcs_i_is_shape(a) || !(x >= 0.0))
        return NAN;
    if (x == 0.0 || isinf(x))
        return (x == 0.0) == (side == GDCS_I_UPPER) ? 1.0 : 0.0;
    if (a >= 10.0 && near_mean(a, x, side, &out))
        return out;
    const struct gdcs_i_gamma g = gdcs_i_gamma_of(a);
    return gdcs_i_gamma_tail(&g, x, gdcs_i_gamma_slope(&g, x), side);
}

double gdcs_i_gamma_lower(double shape, double x)
{
    return tail(shape, x, GDCS_I_LOWER);
}

double gdcs_i_gamma_upper(double shape, double x)
{
    return tail(shape, x, GDCS_I_UPPER);
}

double gdcs_i_gamma_rise(double shape, double x)
{
    if (!gdcs_i_is_shape(shape) || !(x >= 0.0))
        return NAN;
    if (x == 0.0 || isinf(x))
        return 0.0;
    const struct gdcs_i_gamma g = gdcs_i_gamma_of(shape);
    return gdcs_i_gamma_slope(&g, x);
}

/* ln of the upper tail where that is too small for a double, or nearly: the same fraction and
   expansion as above, the power of e in front taken off. */
static double log_far_tail(double a, double x)
{
    struct gdcs_i_uniform u;
    const double depth = gdcs_i_gamma_depth(a, x);
    if (a >= 10.0 && gdcs_i_uniform_prepare(&u, a, 0.0, depth))
        return log(gdcs_i_uniform_scaled_tail(&u, sqrt(2.0 * depth / a), depth)) - depth;
    const struct gdcs_i_gamma g = gdcs_i_gamma_of(a);
    const double rest = log(g.norm) + log(gdcs_i_gamma_tail(&g, x, 1.0, GDCS_I_UPPER));
    return a >= 10.0 ? rest - depth : rest + a * log(x) - x;
}

double gdcs_i_gamma_log_upper(double shape, double x)
{
    const double upper = tail(shape, x, GDCS_I_UPPER);
    if (isnan(upper) || isinf(x))
        return isnan(upper) ? NAN : -INFINITY;
    if (upper > 0.5)
        return log1p(-tail(shape, x, GDCS_I_LOWER));
    return upper > 1e-290 ? log(upper) : log_far_tail(shape, x);
}
