#include "num/dist/beta.h"

#include "num/dist.h"
#include "num/dist/domain.h"
#include "num/dist/special.h"
#include "num/dist/uniform.h"

#include <float.h>
#include <math.h>

/* GSL's gsl_cdf_beta_P has 8 digits at shapes of 1e8 and its inverse fails or hangs from 1e3 on.

   As for the gamma (gamma.c), of which this is the two-sided form; the continued fraction and the
   idea to hold x, y and a - (a + b) x as three exact numbers are Didonato & Morris's (1992, ACM
   TOMS 18:360). */

enum { MOST_TERMS = 500 };

static const double TWO_PI = 6.2831853071795864769;

static const double LARGE = 10.0;

/* Gamma(a + b) / (Gamma(a) Gamma(b)) less what gdcs_i_beta_slope() adds for each point. */
static double norm_of(double a, double b)
{
    const double small = fmin(a, b), large = fmax(a, b), r = small / large;
    if (large < LARGE)
        return gdcs_i_gamma_function(a + b) / (gdcs_i_gamma_function(a) * gdcs_i_gamma_function(b));
    const double star = gdcs_i_gamma_star(a + b) / gdcs_i_gamma_star(large);
    if (small < LARGE)
        return star * exp(-large * gdcs_i_log_excess(r)) /
               (sqrt(1.0 + r) * gdcs_i_gamma_function(small));
    return star / gdcs_i_gamma_star(small) * sqrt(small / (TWO_PI * (1.0 + r)));
}

struct gdcs_i_beta gdcs_i_beta_of(double a, double b)
{
    const struct gdcs_i_beta k = {.a = a, .b = b, .norm = norm_of(a, b)};
    return k;
}

double gdcs_i_beta_offset(double a, double b, double x, double y)
{
    const double sum = a + b, part = sum - a, lost = (a - (sum - part)) + (b - part);
    const double point = x <= y ? x : y, product = sum * point;
    const double rest = fma(sum, point, -product) + lost * point;
    return x <= y ? (a - product) - rest : (product - b) + rest;
}

/* -log(y); the smaller of x and y is the exact one. */
static double minus_log(double x, double y)
{
    return x <= y ? -log1p(-x) : -log(y);
}

/* shift - log(1 + shift) with ratio = 1 + shift. */
static double excess(double shift, double ratio)
{
    return shift > -0.6 ? gdcs_i_log_excess(shift) : shift - log(ratio);
}

/* Two positive parts: their linear terms, -offset and offset, are put in for free. */
double gdcs_i_beta_depth(double a, double b, double x, double y)
{
    const double offset = gdcs_i_beta_offset(a, b, x, y), sum = a + b;
    return a * excess(-offset / a, x * sum / a) + b * excess(offset / b, y * sum / b);
}

/* One or two small shapes need no saddle point.  Where y^b alone may be subnormal while the other
   power is large, it is multiplied in by halves. */
double gdcs_i_beta_slope(const struct gdcs_i_beta *k, double x, double y)
{
    const double a = k->a, b = k->b;
    if (a >= LARGE && b >= LARGE)
        return k->norm * exp(-gdcs_i_beta_depth(a, b, x, y));
    if (a < LARGE && b < LARGE)
        return k->norm * pow(x, a) * pow(y, b);
    const double small = a < b ? pow(x * (a + b), a) : pow(y * (a + b), b);
    const double half = exp(-0.5 * (a < b ? b * minus_log(x, y) : a * minus_log(y, x)));
    return k->norm * small * half * half;
}

/* The fraction of Didonato & Morris's BFRAC, I = slope * K(alpha_n / beta_n),
       alpha_(n+1) = (a + n - 1)(a + b + n - 1) n (b - n) x^2 / (a + 2n - 1)^2,
       beta_(n+1) = n + n (b - n) x / (a + 2n - 1) + (a + n)(offset + 1 + n (1 + y)) / (a + 2n + 1),
   multiplied through by its denominators and scaled so that the last one is 1. */
static double lower_fraction(double a, double b, double x, double y, double slope)
{
    const double offset = gdcs_i_beta_offset(a, b, x, y);
    double before = 1.0, here = a + 1.0; /* a + 2n - 3 (1 at first), a + 2n - 1 */
    double old_top = 0.0, old_bottom = 1.0 / (a * (offset + 1.0));
    double top = here * old_bottom, last = 0.0;
    for (int n = 1; n < MOST_TERMS && fabs(top - last) > DBL_EPSILON * top; n++) {
        const double next = here + 2.0, t = n * (b - n) * x;
        const double alpha = (a + n - 1.0) * x * (a + b + n - 1.0) * t * before * next;
        const double beta = (n * here + t) * next + (a + n) * here * (offset + 1.0 + n * (1.0 + y));
        const double scale = 1.0 / (beta + alpha * old_bottom);
        const double newer = (beta * top + alpha * old_top) * scale;
        old_top = top * scale;
        old_bottom = scale;
        last = top;
        top = newer;
        before = here;
        here = next;
    }
    return slope * top;
}

/* For a whole b, x^a (1 + a y + ... + a (a + 1) ... (a + b - 2) y^(b - 1) / (b - 1)!) from its last
   term. */
static double lower_whole(double a, double b, double y, double slope)
{
    const double inverse = 1.0 / y;
    double term = inverse / (a + (b - 1.0)), sum = term;
    for (double n = b - 1.0; n > 0.0; n -= 1.0) {
        term *= n / (a + (n - 1.0)) * inverse;
        sum += term;
    }
    return slope * sum;
}

/* I = slope / a * (1 + (a + b) / (a + 1) x + (a + b)(a + b + 1) / ((a + 1)(a + 2)) x^2 + ...). */
static double lower_series(double a, double b, double x, double slope)
{
    double term = 1.0, sum = 1.0;
    for (int n = 1; n < MOST_TERMS && term > 0.5 * DBL_EPSILON * sum; n++) {
        term *= (a + b + n - 1.0) / (a + n) * x;
        sum += term;
    }
    return slope / a * sum;
}

/* 1 - I = 1 - x^a / (a B) * (1 + a sum) for small a and b x,
   sum = (1 - b) x / (1 + a) + (1 - b)(2 - b) / 2! x^2 / (2 + a) + ... */
static double upper_small(double a, double b, double x)
{
    const double w = a * log(x) + gdcs_i_log_rise(b, a) - gdcs_i_log_gamma_1p(a);
    double power = 1.0, sum = 0.0, term = 1.0;
    for (int n = 1; n < MOST_TERMS && fabs(term) > 0.1 * DBL_EPSILON * fabs(sum); n++) {
        power *= (n - b) / n * x;
        term = power / (a + n);
        sum += term;
    }
    return -expm1(w) - exp(w) * a * sum;
}

static double other_if(double tail, int natural, int side)
{
    return natural == side ? tail : 1.0 - tail;
}

/* x is below the mean.  The fraction is slow only where y is small and so is b y; there the other
   tail has a short series. */
static double below_mean(const struct gdcs_i_beta *k, double x, double y, double slope, int side)
{
    const double a = k->a, b = k->b;
    if (y < 0.5 && b < 5.0 && (a + b) * y - b < 1.5) {
        if (b < 0.3 && side == GDCS_I_LOWER)
            return upper_small(b, a, y);
        return other_if(lower_series(b, a, y, slope), GDCS_I_UPPER, side);
    }
    if (a < 0.3 && x < 0.6 && b * x < 1.5 && side == GDCS_I_UPPER)
        return upper_small(a, b, x);
    if (b < LARGE && b == floor(b) && y > 1e-9)
        return other_if(lower_whole(a, b, y, slope), GDCS_I_LOWER, side);
    return other_if(lower_fraction(a, b, x, y, slope), GDCS_I_LOWER, side);
}

double gdcs_i_beta_tail(const struct gdcs_i_beta *k, double x, double y, double slope, int side)
{
    if (gdcs_i_beta_offset(k->a, k->b, x, y) >= 0.0)
        return below_mean(k, x, y, slope, side);
    const struct gdcs_i_beta mirror = {.a = k->b, .b = k->a, .norm = k->norm};
    return below_mean(&mirror, y, x, slope, -side);
}

/* Returns 0 where the expansion does not hold. */
static int near_mean(double a, double b, double x, double y, int side, double *out)
{
    struct gdcs_i_uniform u;
    const double depth = gdcs_i_beta_depth(a, b, x, y);
    const int below = gdcs_i_beta_offset(a, b, x, y) >= 0.0;
    if (!gdcs_i_uniform_prepare(&u, fmin(a, b), fmin(a, b) / fmax(a, b), depth))
        return 0;
    const double m = sqrt(2.0 * depth / u.s);
    *out = gdcs_i_uniform_tail(&u, below == (a <= b) ? -m : m, depth);
    *out = other_if(*out, below ? GDCS_I_LOWER : GDCS_I_UPPER, side);
    return 1;
}

static int is_point(double x, double y)
{
    return x >= 0.0 && y >= 0.0 && fabs((x - 0.5) + (y - 0.5)) <= 1e-12;
}

static double tail(double a, double b, double x, double y, int side)
{
    double out;
    if (!gdcs_i_is_shape(a) || !gdcs_i_is_shape(b) || !is_point(x, y))
        return NAN;
    if (x == 0.0 || y == 0.0)
        return (x == 0.0) == (side == GDCS_I_UPPER) ? 1.0 : 0.0;
    if (a >= LARGE && b >= LARGE && near_mean(a, b, x, y, side, &out))
        return out;
    const struct gdcs_i_beta k = gdcs_i_beta_of(a, b);
    return gdcs_i_beta_tail(&k, x, y, gdcs_i_beta_slope(&k, x, y), side);
}

double gdcs_i_beta_lower(double a, double b, double x, double y)
{
    return tail(a, b, x, y, GDCS_I_LOWER);
}

double gdcs_i_beta_upper(double a, double b, double x, double y)
{
    return tail(a, b, x, y, GDCS_I_UPPER);
}

double gdcs_i_beta_rise(double a, double b, double x, double y)
{
    if (!gdcs_i_is_shape(a) || !gdcs_i_is_shape(b) || !is_point(x, y))
        return NAN;
    if (x == 0.0 || y == 0.0)
        return 0.0;
    const struct gdcs_i_beta k = gdcs_i_beta_of(a, b);
    return gdcs_i_beta_slope(&k, x, y);
}

/* ln of gdcs_i_beta_slope(). */
static double log_slope(const struct gdcs_i_beta *k, double x, double y)
{
    const double a = k->a, b = k->b;
    if (a >= LARGE && b >= LARGE)
        return log(k->norm) - gdcs_i_beta_depth(a, b, x, y);
    if (a < LARGE && b < LARGE)
        return log(k->norm) - a * minus_log(y, x) - b * minus_log(x, y);
    if (a < b)
        return log(k->norm) + a * log(x * (a + b)) - b * minus_log(x, y);
    return log(k->norm) + b * log(y * (a + b)) - a * minus_log(y, x);
}

/* Where the tail is too small for a double, or nearly, the same fraction or sum without the power in
   front: so far below the mean no other formula is used. */
double gdcs_i_beta_log_lower(double a, double b, double x, double y)
{
    const double lower = tail(a, b, x, y, GDCS_I_LOWER);
    if (isnan(lower) || x == 0.0)
        return isnan(lower) ? NAN : -INFINITY;
    if (lower > 0.5)
        return log1p(-tail(a, b, x, y, GDCS_I_UPPER));
    if (lower > 1e-290)
        return log(lower);
    const struct gdcs_i_beta k = gdcs_i_beta_of(a, b);
    return log_slope(&k, x, y) + log(gdcs_i_beta_tail(&k, x, y, 1.0, GDCS_I_LOWER));
}
