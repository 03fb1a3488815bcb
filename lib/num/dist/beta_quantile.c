#include "num/dist.h"

#include "num/dist/beta.h"
#include "num/dist/domain.h"
#include "num/dist/gamma.h"
#include "num/dist/solve.h"
#include "num/dist/special.h"
#include "num/dist/uniform.h"

#include <float.h>
#include <math.h>

/* odds -> odds * factor, keeping both members exact. */
static struct gdcs_i_unit moved(struct gdcs_i_unit p, double factor)
{
    const double x = p.x * factor, sum = x + p.y;
    const struct gdcs_i_unit out = {x / sum, p.y / sum};
    return out;
}

static struct gdcs_i_unit mirrored(struct gdcs_i_unit p)
{
    const struct gdcs_i_unit out = {p.y, p.x};
    return out;
}

/* The normal deviate of the lower tail, moved as in uniform.c.  d is how far the logarithm of the
   odds lies below that of the mean, found by one step of Halley's method from its quadratic; the
   slope of the depth in d is a - (a + b) x. */
static struct gdcs_i_unit guess_from_normal(double a, double b, double z)
{
    const struct gdcs_i_unit mean = {a / (a + b), b / (a + b)};
    const double s = a * mean.y, m = z / sqrt(s), skew = (mean.y - mean.x) / 6.0 * m;
    double d = skew >= 0.0 ? m + m * skew : m / (1.0 - skew);
    if (m < 1e-4)
        return moved(mean, exp(-d - (1.0 / a - 1.0 / b) / 3.0));
    struct gdcs_i_unit at = moved(mean, exp(-d));
    double slope = gdcs_i_beta_offset(a, b, at.x, at.y);
    const double newton = (0.5 * z * z - gdcs_i_beta_depth(a, b, at.x, at.y)) / slope;
    d += newton / (1.0 + 0.5 * newton * (a + b) * at.x * at.y / slope);
    at = moved(mean, exp(-d));
    if (at.x < DBL_MIN)
        return at;
    slope = gdcs_i_beta_offset(a, b, at.x, at.y);
    const double rest = 0.5 * z * z - gdcs_i_beta_depth(a, b, at.x, at.y);
    return moved(at, exp(-(rest + log(m * s / slope)) / slope));
}

/* x with x^a / (a B) (1 - a (b - 1) / (a + 1) x) = exp(log_p), for a <= 0.5; positive and
   increasing in p also where that is no longer near. */
static double from_power(double a, double b, double log_p)
{
    const double r = exp((log_p + gdcs_i_log_gamma_1p(a) - gdcs_i_log_rise(b, a)) / a);
    const double c = (b - 1.0) * r / (a + 1.0);
    return c < 0.0 ? r / (1.0 - c) : r * (1.0 + fmin(c, 1.0));
}

/* With a small b and a not small, the lower tail is a gamma's upper tail in -a log(x). */
static struct gdcs_i_unit guess_near_one(double a, double b, double p)
{
    const double y = from_power(b, a, log1p(-p));
    if (y * fmax(a, 1.0) < 0.45)
        return (struct gdcs_i_unit){1.0 - y, y};
    const double c = gdcs_i_gamma_guess(b, p, GDCS_I_UPPER) / a;
    return (struct gdcs_i_unit){exp(-c), -expm1(-c)};
}

static struct gdcs_i_unit guess(double a, double b, double z, double p)
{
    if (a >= 0.5)
        return b >= 0.5 ? guess_from_normal(a, b, z) : guess_near_one(a, b, p);
    const double x = from_power(a, b, log(p));
    if (x < 0.5 || b >= 0.5)
        return (struct gdcs_i_unit){fmin(x, 0.9), 1.0 - fmin(x, 0.9)};
    const double y = fmin(from_power(b, a, log1p(-p)), 0.5);
    return (struct gdcs_i_unit){1.0 - y, y};
}

static struct gdcs_i_unit far_quantile(double a, double b, double z, double p)
{
    const struct gdcs_i_beta k = gdcs_i_beta_of(a, b);
    struct gdcs_i_solve s = gdcs_i_solve_start(p, GDCS_I_LOWER);
    struct gdcs_i_unit at = guess(a, b, z, p);
    while (!s.done && at.x > DBL_MIN && at.y > DBL_MIN) {
        const double slope = gdcs_i_beta_slope(&k, at.x, at.y);
        const double tail = gdcs_i_beta_tail(&k, at.x, at.y, slope, GDCS_I_LOWER);
        at = moved(at, exp(gdcs_i_solve_step(&s, tail, slope, a * at.y - b * at.x)));
    }
    return at;
}

/* 1 + mu and 1 - theta mu are x and y against their means, each without cancellation. */
static int near_mean(double a, double b, double z, double p, struct gdcs_i_unit *out)
{
    struct gdcs_i_uniform u;
    const double small = fmin(a, b), large = fmax(a, b);
    if (!gdcs_i_uniform_prepare(&u, small, small / large, 0.5 * (z + 0.15) * (z + 0.15)))
        return 0;
    const double mu = gdcs_i_uniform_quantile(&u, z, p, a <= b ? GDCS_I_LOWER : GDCS_I_UPPER);
    out->x = small / (a + b) * (1.0 + mu);
    out->y = large / (a + b) * (1.0 - u.theta * mu);
    if (a > b)
        *out = mirrored(*out);
    return 1;
}

/* 1 - I = y^b for a = 1, I = x^a for b = 1: the limits of 0 of n and n of n. */
static struct gdcs_i_unit closed_form(double a, double b, double p)
{
    const double l = a == 1.0 ? log1p(-p) / b : log(p) / a;
    const struct gdcs_i_unit out = {exp(l), -expm1(l)};
    return a == 1.0 ? mirrored(out) : out;
}

/* Always asked for the smaller tail, as a lower one: 1 - p is exact from 0.5 on. */
static struct gdcs_i_unit quantile(double a, double b, double p, int side)
{
    struct gdcs_i_unit out = {NAN, NAN};
    if (!gdcs_i_is_shape(a) || !gdcs_i_is_shape(b) || !gdcs_i_is_probability(p))
        return out;
    if (p > 0.5)
        return quantile(a, b, 1.0 - p, -side);
    if (side == GDCS_I_UPPER)
        return mirrored(quantile(b, a, p, GDCS_I_LOWER));
    if (p == 0.0)
        return (struct gdcs_i_unit){0.0, 1.0};
    if (a == 1.0 || b == 1.0)
        return closed_form(a, b, p);
    const double z = -gdcs_i_normal_quantile(p);
    return near_mean(a, b, z, p, &out) ? out : far_quantile(a, b, z, p);
}

struct gdcs_i_unit gdcs_i_beta_quantile(double a, double b, double p)
{
    return quantile(a, b, p, GDCS_I_LOWER);
}

struct gdcs_i_unit gdcs_i_beta_quantile_upper(double a, double b, double q)
{
    return quantile(a, b, q, GDCS_I_UPPER);
}
