#include "core/sum.h"
#include "num/dist.h"
#include "num/survival.h"

#include <math.h>
#include <stddef.h>

#define SAME 1e-10 /* relative: a value that is 1 - p but for rounding */

static double clip(double x)
{
    return fmin(1.0, fmax(0.0, x));
}

struct gdcs_i_limits gdcs_i_survival_limits(int32_t scale, double value, double spread, double z)
{
    const double half = z * sqrt(spread);
    struct gdcs_i_limits l;
    if (scale == GDCS_I_SURVIVAL_PLAIN) {
        l = (struct gdcs_i_limits){value * (1.0 - half), value * (1.0 + half)};
    } else if (scale == GDCS_I_SURVIVAL_LOG) {
        l = (struct gdcs_i_limits){value * exp(-half), value * exp(half)};
    } else if (scale == GDCS_I_SURVIVAL_ARCSINE) {
        const double middle = asin(sqrt(value)), arc = 0.5 * half * sqrt(value / (1.0 - value));
        const double from = sin(fmax(0.0, middle - arc)), to = sin(fmin(asin(1.0), middle + arc));
        l = (struct gdcs_i_limits){from * from, to * to};
    } else {
        const double log_value = log(value), factor = exp(-half / log_value);
        l = (struct gdcs_i_limits){exp(log_value * factor), exp(log_value / factor)};
    }
    return (struct gdcs_i_limits){clip(l.lower), clip(l.upper)};
}

/* The value so far, in twice the precision of a double: a product of many factors near 1. */
struct product {
    double high;
    double low;
    gdcs_i_sum spread;
};

static void multiply(struct product *p, double risk, double events)
{
    const double factor = (risk - events) / risk;
    const double rest = fma(-factor, risk, risk - events) / risk;
    const double high = p->high * factor;
    p->low = p->low * factor + (fma(p->high, factor, -high) + p->high * rest);
    p->high = high;
    gdcs_i_sum_add(&p->spread, events / risk / (risk - events));
}

/* Nobody of `risk` persons: Clopper & Pearson's limit. */
static double limit_of_none(double risk, double alpha)
{
    return -expm1(log(alpha / 2.0) / risk);
}

static void set_limits(struct gdcs_i_point *p, const struct gdcs_i_point *before, int32_t scale,
                       double alpha, double z)
{
    if (p->value >= 1.0) {
        p->lower = 1.0 - limit_of_none(p->risk, alpha);
        p->upper = 1.0;
    } else if (p->value <= 0.0) {
        p->lower = 0.0;
        p->upper =
            before != NULL && before->value < 1.0 ? before->upper : limit_of_none(p->risk, alpha);
    } else {
        const struct gdcs_i_limits l = gdcs_i_survival_limits(scale, p->value, p->spread, z);
        p->lower = l.lower;
        p->upper = l.upper;
    }
}

int64_t gdcs_i_survival_curve(const struct gdcs_i_step *steps, int64_t n, int32_t group,
                              int32_t scale, double alpha, struct gdcs_i_point *points)
{
    const double z = gdcs_i_normal_quantile_upper(alpha / 2.0);
    struct product s = {1.0, 0.0, {0.0, 0.0}};
    int64_t count = 0;
    for (int64_t j = 0; j < n; j++) {
        const double left = steps[j].events[group] + steps[j].censored[group];
        struct gdcs_i_point *p = &points[count];
        if (!(left > 0.0))
            continue;
        p->time = steps[j].time;
        p->risk = steps[j].risk[group];
        p->events = steps[j].caused[group];
        p->censored = left - p->events;
        if (p->events > 0.0)
            multiply(&s, p->risk, p->events);
        p->value = s.high + s.low;
        p->spread = gdcs_i_sum_value(s.spread);
        set_limits(p, count > 0 ? p - 1 : NULL, scale, alpha, z);
        count++;
    }
    return count;
}

int gdcs_i_survival_reaches(const struct gdcs_i_point *points, int64_t n, double time)
{
    return n > 0 && (time <= points[n - 1].time || points[n - 1].value <= 0.0);
}

int64_t gdcs_i_survival_find(const struct gdcs_i_point *points, int64_t n, double time)
{
    int64_t from = 0, to = n;
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (points[middle].time <= time)
            from = middle + 1;
        else
            to = middle;
    }
    return from - 1;
}

static double height(const struct gdcs_i_point *p, int32_t of)
{
    return of == GDCS_I_SURVIVAL_LOWER   ? p->lower
           : of == GDCS_I_SURVIVAL_UPPER ? p->upper
                                         : p->value;
}

double gdcs_i_survival_quantile(const struct gdcs_i_point *points, int64_t n, int32_t of, double p)
{
    const double wanted = 1.0 - p;
    for (int64_t i = 0; i < n; i++) {
        const double x = height(&points[i], of);
        if (points[i].value >= 1.0 || x > wanted * (1.0 + SAME))
            continue;
        if (x < wanted * (1.0 - SAME))
            return points[i].time;
        for (int64_t k = i + 1; k < n; k++)
            if (height(&points[k], of) < wanted * (1.0 - SAME))
                return points[i].time + (points[k].time - points[i].time) / 2.0;
        return points[i].time;
    }
    return INFINITY;
}

/* From tau back to 0: the variance of the area needs, at each event, the area that is still to come. */
struct gdcs_i_area gdcs_i_survival_area(const struct gdcs_i_point *points, int64_t n, double tau)
{
    gdcs_i_sum area = {0.0, 0.0}, variance = {0.0, 0.0};
    double end = tau;
    for (int64_t i = n; i-- > 0;) {
        const struct gdcs_i_point *p = &points[i];
        if (p->time > tau)
            continue;
        gdcs_i_sum_add(&area, (end - p->time) * p->value);
        end = p->time;
        if (p->events > 0.0 && p->value > 0.0) {
            const double rest = gdcs_i_sum_value(area);
            gdcs_i_sum_add(&variance, rest * rest * (p->events / p->risk / (p->risk - p->events)));
        }
    }
    gdcs_i_sum_add(&area, end);
    return (struct gdcs_i_area){gdcs_i_sum_value(area), gdcs_i_sum_value(variance)};
}
