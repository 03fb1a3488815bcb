#include "num/dist.h"

#include "num/dist/beta.h"
#include "num/dist/domain.h"
#include "num/dist/gamma.h"
#include "num/dist/solve.h"
#include "num/dist/special.h"
#include "num/dist/uniform.h"

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

/* d >= 0 with a d + (a + b) log(x0 exp(-d) + y0) = depth: how far the logarithm of the odds lies
   below that of the mean.  Newton's method on a convex function. */
static double distance(double a, double b, double depth)
{
    const double sum = a + b, x0 = a / sum, y0 = b / sum;
    double d =
        fmin(sqrt(2.0 * depth * (1.0 / a + 1.0 / b)) + depth / a, (depth - sum * log(y0)) / a);
    for (int i = 0; i < 4 && d > 0.0; i++) {
        const double fall = expm1(-d), mean = x0 * (1.0 + fall) / (1.0 + x0 * fall);
        const double slope = sum * (x0 - mean);
        if (!(slope > 0.0))
            break;
        d = fmax(d + (depth - a * d - sum * log1p(x0 * fall)) / slope, 0.0);
    }
    return d;
}

/* The normal deviate of the lower tail, moved as in uniform.c. */
static struct gdcs_i_unit guess_from_normal(double a, double b, double z)
{
    const double s = a * b / (a + b), m = z / sqrt(s);
    const struct gdcs_i_unit mean = {a / (a + b), b / (a + b)};
    const struct gdcs_i_unit first = moved(mean, exp(-distance(a, b, 0.5 * z * z)));
    const double mu = (mean.x - first.x) / (mean.x * mean.y);
    const double shift = m > 1e-6 ? log(m / mu) / (m * s) : (1.0 / a - 1.0 / b) / 3.0;
    const double after = fmax(m + shift, 0.0);
    return moved(mean, exp(-distance(a, b, 0.5 * s * after * after)));
}

/* x with x^a / (a B) (1 - a (b - 1) / (a + 1) x) = exp(log_p), for a <= 0.5. */
static double from_power(double a, double b, double log_p)
{
    const double r = exp((log_p + gdcs_i_log_gamma_1p(a) - gdcs_i_log_rise(b, a)) / a);
    return r * (1.0 + fmin((b - 1.0) * r / (a + 1.0), 1.0));
}

/* With a small b and a not small, the lower tail is a gamma's upper tail in -a log(x). */
static struct gdcs_i_unit guess_near_one(double a, double b, double p)
{
    const double y = from_power(b, a, log1p(-p));
    if (y * fmax(a, 1.0) < 0.6)
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
    while (!s.done && at.x > 0.0 && at.y > 0.0) {
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
