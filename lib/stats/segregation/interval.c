#include "stats/segregation/interval.h"

#include "core/sum.h"
#include "num/dist.h"

#include <math.h>
#include <stdlib.h>

static int compare(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

gdcs_i_replicates gdcs_i_replicates_of(gdcs_i_sampler *sampler, int32_t replicates, double *values)
{
    gdcs_i_replicates r = {.values = values, .mean = NAN, .std_dev = NAN};
    gdcs_i_sum sum = {0}, squares = {0};
    gdcs_i_sampler_set(sampler, 1.0);
    for (int32_t k = 0; k < replicates; k++) {
        values[r.count] = gdcs_i_sampler_draw(sampler, k);
        if (!isnan(values[r.count]))
            gdcs_i_sum_add(&sum, values[r.count++]);
    }
    if (r.count < 2)
        return r;
    r.mean = gdcs_i_sum_value(sum) / (double)r.count;
    for (int64_t i = 0; i < r.count; i++)
        gdcs_i_sum_add(&squares, (values[i] - r.mean) * (values[i] - r.mean));
    r.std_dev = sqrt(gdcs_i_sum_value(squares) / (double)(r.count - 1));
    qsort(values, (size_t)r.count, sizeof *values, compare);
    return r;
}

double gdcs_i_replicates_quantile(const gdcs_i_replicates *r, double probability)
{
    if (r->count == 0)
        return NAN;
    const double place = probability * (double)(r->count - 1), below = floor(place);
    const int64_t i = (int64_t)below;
    const double low = r->values[i], high = r->values[i + 1 < r->count ? i + 1 : i];
    return place > below ? low + (place - below) * (high - low) : low;
}

/* Sure of the side that the chance lies on, after so many replicates? */
static int is_clear(double passed, double count, double chance)
{
    const double error = 4.0 * sqrt(chance * (1.0 - chance) / count) + 1.0 / count;
    return fabs(passed / count - chance) > error;
}

/* The chance of a value above this one.  Few replicates do where it is far from what is looked for: they
   are looked at after 64, 128, 256, ... */
static double chance_above(const gdcs_i_sampler *sampler, int32_t replicates, double value,
                           double looked_for)
{
    const double close = 1e-12 * fabs(value);
    double passed = 0.5, count = 1.0;
    int64_t look = 64;
    for (int32_t k = 0; k < replicates; k++) {
        const double v = gdcs_i_sampler_draw(sampler, k);
        if (isnan(v))
            continue;
        passed += fabs(v - value) <= close ? 0.5 : (double)(v > value);
        count++;
        if (k + 1 == look) {
            if (is_clear(passed, count, looked_for))
                break;
            look *= 2;
        }
    }
    return passed / count;
}

/* One end of where the distance lies: how far its chance is from the one looked for, on the scale of the
   normal, where it is nearly a line. */
struct end {
    double distance;
    double off;
};

static struct end look_at(gdcs_i_sampler *sampler, int32_t replicates, double value, double chance,
                          double distance)
{
    gdcs_i_sampler_set(sampler, distance);
    const double found = chance_above(sampler, replicates, value, chance);
    const struct end e = {distance, gdcs_i_normal_quantile(found) - gdcs_i_normal_quantile(chance)};
    return e;
}

/* False position, the end that stays losing half its weight (Illinois), to 1 in 2000 of the distance: the
   noise is wider.  The same streams serve each distance, so that the chance rises smoothly with it. */
static double narrow(gdcs_i_sampler *sampler, int32_t replicates, double value, double chance,
                     struct end low, struct end high)
{
    enum { MOST = 16 };
    int side = 0;
    for (int i = 0; i < MOST && high.distance - low.distance > high.distance / 2000.0; i++) {
        const double share = low.off / (low.off - high.off);
        const double width = high.distance - low.distance;
        const struct end e = look_at(sampler, replicates, value, chance,
                                     low.distance + fmin(fmax(share, 0.05), 0.95) * width);
        if (e.off >= 0.0) {
            low.off *= side > 0 ? 0.5 : 1.0;
            high = e;
            side = 1;
        } else {
            high.off *= side < 0 ? 0.5 : 1.0;
            low = e;
            side = -1;
        }
    }
    return low.distance + (high.distance - low.distance) / 2.0;
}

double gdcs_i_segregation_invert(gdcs_i_sampler *sampler, int32_t replicates, double value,
                                 double chance)
{
    enum { DOUBLINGS = 16 };
    const gdcs_bounds range = gdcs_i_segregation_range(sampler->index);
    struct end low = look_at(sampler, replicates, value, chance, 0.0), high = low;
    double before = -1.0, distance = 1.0;
    if (low.off >= 0.0)
        return range.lower;
    for (int i = 0; i < DOUBLINGS && high.off < 0.0; i++, distance *= 2.0) {
        const double at = gdcs_i_sampler_set(sampler, distance);
        if (at <= before)
            return range.upper;
        before = at;
        low = high;
        high = look_at(sampler, replicates, value, chance, distance);
    }
    if (high.off < 0.0)
        return range.upper;
    return gdcs_i_sampler_set(sampler, narrow(sampler, replicates, value, chance, low, high));
}

/* The mean, at least 0, at which the density of a folded normal with variance 1 is highest at x:
   0 up to x = 1, then the root of mean = x tanh(x mean).  From x on Newton's steps fall towards
   it, mean - x tanh(x mean) being convex. */
static double folded_mean(double x)
{
    double mean = x;
    if (x <= 1.0)
        return 0.0;
    for (int i = 0; i < 60; i++) {
        const double t = tanh(x * mean), step = (mean - x * t) / (1.0 - x * x * (1.0 - t * t));
        if (!(step > 1e-16 * mean))
            break;
        mean -= step;
    }
    return mean;
}

double gdcs_i_density_corrected(const gdcs_i_units *u)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < u->n; i++) {
        const double a = u->women[i] / u->all_women, b = u->men[i] / u->all_men;
        const double error = sqrt(a * (1.0 - a) / u->all_women + b * (1.0 - b) / u->all_men);
        const double d = fabs(gdcs_i_cross(u->women[i], u->all_men, u->men[i], u->all_women)) /
                         u->all_women / u->all_men;
        gdcs_i_sum_add(&sum, error > 0.0 ? error * folded_mean(d / error) : d);
    }
    return gdcs_i_sum_value(sum) / 2.0;
}
