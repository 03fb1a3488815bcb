#include "num/entropy.h"

#include "core/fail.h"
#include "core/sum.h"

#include <math.h>

/* The dual, log sum exp(b x + c x^2) - c v, is smooth and convex in (b, c): Newton's steps, halved
   until it falls enough, come from anywhere to its minimum, at which the moments are right.  Points are
   scaled by the outermost, so that b and c are of one size. */

enum { STEPS = 500, HALVINGS = 60 };

static void find_sides(const double *points, int64_t n, int64_t *below, int64_t *above)
{
    *below = -1;
    *above = n;
    for (int64_t i = 0; i < n; i++) {
        if (points[i] <= 0.0)
            *below = i;
        if (points[i] >= 0.0 && *above == n)
            *above = i;
    }
}

void gdcs_i_entropy_range(const double *points, int64_t n, double *least, double *most)
{
    int64_t below, above;
    find_sides(points, n, &below, &above);
    *least = 0.0;
    *most = -1.0;
    if (below < 0 || above == n)
        return;
    *least = fabs(points[below] * points[above]);
    *most = fabs(points[0] * points[n - 1]);
}

/* Mean 0 on two points, or one that is 0. */
static void put_two(const double *points, int64_t n, int64_t below, int64_t above, double *p)
{
    for (int64_t i = 0; i < n; i++)
        p[i] = 0.0;
    if (below == above) {
        p[below] = 1.0;
        return;
    }
    p[below] = points[above] / (points[above] - points[below]);
    p[above] = 1.0 - p[below];
}

typedef struct dual {
    const double *points;
    int64_t n;
    double scale;
    double target; /* second moment, scaled */
    double b, c;
    double value;
    double slope_b, slope_c; /* errors of the two moments */
    double bb, along, rest; /* variance of the first; slope of the second on it, and what is left */
} dual;

static double exponent(const dual *d, int64_t i)
{
    const double x = d->points[i] / d->scale;
    return d->b * x + d->c * x * x;
}

static double highest(const dual *d)
{
    double top = exponent(d, 0);
    for (int64_t i = 1; i < d->n; i++)
        top = fmax(top, exponent(d, i));
    return top;
}

/* Value, gradient and Hessian. */
static void weigh(dual *d)
{
    const double top = highest(d);
    gdcs_i_sum mass = {0}, first = {0}, second = {0};
    for (int64_t i = 0; i < d->n; i++) {
        const double w = exp(exponent(d, i) - top), x = d->points[i] / d->scale;
        gdcs_i_sum_add(&mass, w);
        gdcs_i_sum_add(&first, w * x);
        gdcs_i_sum_add(&second, w * (x * x - d->target));
    }
    const double z = gdcs_i_sum_value(mass);
    d->slope_b = gdcs_i_sum_value(first) / z;
    d->slope_c = gdcs_i_sum_value(second) / z;
    d->value = top + log(z) - d->c * d->target;
    double bc = 0.0;
    d->bb = d->rest = 0.0;
    for (int64_t i = 0; i < d->n; i++) {
        const double w = exp(exponent(d, i) - top) / z, x = d->points[i] / d->scale;
        const double u = x - d->slope_b;
        d->bb += w * u * u;
        bc += w * u * (x * x - d->target - d->slope_c);
    }
    d->along = d->bb > 0.0 ? bc / d->bb : 0.0;
    for (int64_t i = 0; i < d->n; i++) {
        const double w = exp(exponent(d, i) - top) / z, x = d->points[i] / d->scale;
        const double v = x * x - d->target - d->slope_c - d->along * (x - d->slope_b);
        d->rest += w * v * v;
    }
}

static double slope(const dual *d)
{
    return fmax(fabs(d->slope_b), fabs(d->slope_c));
}

/* One step; 0 where none helps any more.  Near the ends two points have all but all the weight, on which x^2
   is linear in x: hence what is left of it, and not a determinant. */
static int descend(dual *d)
{
    if (!(d->bb > 0.0 && d->rest > 0.0))
        return 0;
    const double c = (d->slope_c - d->along * d->slope_b) / d->rest;
    const double b = d->slope_b / d->bb - d->along * c;
    const double fall = b * d->slope_b + c * d->slope_c;
    double step = 1.0;
    for (int i = 0; i < HALVINGS; i++, step /= 2.0) {
        dual next = *d;
        next.b -= step * b;
        next.c -= step * c;
        weigh(&next);
        const double noise = 1e-14 * (1.0 + fabs(d->value)); /* of the value, near the minimum */
        if (next.value <= d->value - 1e-4 * step * fall ||
            (next.value <= d->value + noise && slope(&next) < 0.5 * slope(d))) {
            *d = next;
            return 1;
        }
    }
    return 0;
}

gdcs_status gdcs_i_entropy(const double *points, int64_t n, double variance, double *p,
                           gdcs_error *err)
{
    int64_t below, above;
    double least, most;
    find_sides(points, n, &below, &above);
    gdcs_i_entropy_range(points, n, &least, &most);
    const double margin = 1e-10 * most;
    if (variance <= least + margin || most == 0.0) {
        put_two(points, n, below, above, p);
        return GDCS_OK;
    }
    if (variance >= most - margin) {
        put_two(points, n, 0, n - 1, p);
        return GDCS_OK;
    }
    const double scale = fmax(fabs(points[0]), fabs(points[n - 1]));
    dual d = {.points = points, .n = n, .scale = scale, .target = variance / scale / scale};
    weigh(&d);
    for (int i = 0; i < STEPS && slope(&d) > 1e-15; i++)
        if (!descend(&d))
            break;
    if (!(slope(&d) <= 1e-11))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "variance",
                           "no distribution with the variance was found");
    const double top = highest(&d);
    gdcs_i_sum mass = {0};
    for (int64_t i = 0; i < n; i++) {
        p[i] = exp(exponent(&d, i) - top);
        gdcs_i_sum_add(&mass, p[i]);
    }
    for (int64_t i = 0; i < n; i++)
        p[i] /= gdcs_i_sum_value(mass);
    return GDCS_OK;
}
