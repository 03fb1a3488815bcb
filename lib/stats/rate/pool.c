#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "num/dist.h"
#include "num/rates.h"
#include "stats/arrays.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/test.h"

#include <float.h>
#include <gdcs/rate.h>
#include <math.h>
#include <stdlib.h>

enum { ARRAYS_V1 = 32, OPTIONS_V1 = 32, RESULT_V1 = 256 }; /* in release 0.1, for ever */

/* Strata that have persons on both sides, and the fewest and most events of each. */
typedef struct strata {
    struct gdcs_i_rates_strata counted;
    double *memory; /* eight arrays of n */
    double *events[2];
    double *times[2];
    double *least[2];
    double *most[2];
    uint32_t notes;
} strata;

static gdcs_status take(const gdcs_rate_arrays *from, const char *field, int64_t n,
                        gdcs_rate_arrays *to, gdcs_error *err)
{
    TRY(gdcs_i_need(from, field, err));
    TRY(gdcs_i_take(to, sizeof *to, from, ARRAYS_V1, err));
    TRY(gdcs_i_need(to->events, "events", err));
    TRY(gdcs_i_need(to->population, "population", err));
    for (int64_t i = 0; i < n; i++) {
        TRY(gdcs_i_count_check(to->events[i], 1, "events", field, i + 1, err));
        TRY(gdcs_i_count_check(gdcs_i_array_at(to->unknown, i), 1, "unknown", field, i + 1, err));
        TRY(gdcs_i_count_check(to->population[i], 0, "population", field, i + 1, err));
    }
    return GDCS_OK;
}

static void put_side(strata *s, int side, int64_t k, const gdcs_rate_arrays *in, int64_t i)
{
    const double x = in->events[i], unknown = gdcs_i_array_at(in->unknown, i), most = x + unknown;
    s->events[side][k] = x;
    s->times[side][k] = in->population[i];
    s->least[side][k] = isnan(x) ? 0.0 : x;
    s->most[side][k] = isnan(most) ? INFINITY : most;
    if (isnan(most))
        s->notes |= GDCS_NOTE_MISSING_CELL;
    if (unknown > 0.0)
        s->notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    if (x != floor(x) && !isnan(x))
        s->notes |= GDCS_NOTE_NOT_WHOLE;
}

static gdcs_status strata_new(const gdcs_rate_arrays in[2], int64_t n, strata *out, gdcs_error *err)
{
    strata s = {0};
    int64_t k = 0;
    TRY(gdcs_i_alloc((void **)&s.memory, n, 8 * sizeof(double), err));
    for (int side = 0; side < 2; side++) {
        double *m = s.memory + 4 * side * n;
        s.events[side] = m;
        s.times[side] = m + n;
        s.least[side] = m + 2 * n;
        s.most[side] = m + 3 * n;
    }
    for (int64_t i = 0; i < n; i++) {
        if (in[0].population[i] == 0.0 || in[1].population[i] == 0.0) {
            s.notes |= GDCS_NOTE_EMPTY_UNIT;
            continue;
        }
        put_side(&s, 0, k, &in[0], i);
        put_side(&s, 1, k, &in[1], i);
        k++;
    }
    s.counted = (struct gdcs_i_rates_strata){s.events[0], s.times[0], s.events[1], s.times[1], k};
    *out = s;
    return GDCS_OK;
}

/* The ratio is a quotient of two sums, the difference a sum, each monotone in every count. */
static void set_bounds(const strata *s, double per, gdcs_rate_pool_result *r)
{
    const struct gdcs_i_rates_strata *c = &s->counted;
    gdcs_i_sum over[2] = {{0}}, under[2] = {{0}}, weight = {0};
    for (int64_t k = 0; k < c->n; k++) {
        const double w1 = c->t1[k] / (c->t1[k] + c->t2[k]), w2 = c->t2[k] / (c->t1[k] + c->t2[k]);
        gdcs_i_sum_add(&over[0], s->least[0][k] * w2);
        gdcs_i_sum_add(&over[1], s->most[0][k] * w2);
        gdcs_i_sum_add(&under[0], s->least[1][k] * w1);
        gdcs_i_sum_add(&under[1], s->most[1][k] * w1);
        gdcs_i_sum_add(&weight, w1 * c->t2[k]);
    }
    const gdcs_bounds a = {gdcs_i_sum_value(over[0]), gdcs_i_sum_value(over[1])};
    const gdcs_bounds b = {gdcs_i_sum_value(under[0]), gdcs_i_sum_value(under[1])};
    const double scale = per / gdcs_i_sum_value(weight);
    r->ratio_bounds = gdcs_i_bounds_quotient(a, b);
    r->difference_bounds = (gdcs_bounds){scale * (a.lower - b.upper), scale * (a.upper - b.lower)};
}

static void set_ratio(const struct gdcs_i_rates_strata *s, const struct gdcs_i_rates_pooled *pooled,
                      double z, gdcs_rate_pool_result *r)
{
    const double error = sqrt(pooled->log_variance), factor = exp(z * error);
    const int none = r->events_a == 0.0 || r->events_b == 0.0;
    if (none && r->method == GDCS_RATE_POOL_METHOD_MANTEL_HAENSZEL) {
        r->method = GDCS_RATE_POOL_METHOD_SCORE;
        r->notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    r->ratio.value =
        r->method == GDCS_RATE_POOL_METHOD_SCORE ? gdcs_i_rates_pool_ratio(s) : pooled->ratio;
    r->ratio.std_error = none ? NAN : r->ratio.value * error;
    r->ratio.lower = pooled->ratio / factor;
    r->ratio.upper = pooled->ratio * factor;
    if (r->method == GDCS_RATE_POOL_METHOD_SCORE) {
        const struct gdcs_i_limits l = gdcs_i_rates_pool_ratio_score(s, z);
        r->ratio.lower = l.lower;
        r->ratio.upper = l.upper;
    }
}

static uint32_t notes_of(const struct gdcs_i_rates_strata *s, const gdcs_rate_pool_result *r)
{
    uint32_t notes = 0;
    if (r->events_a == 0.0 || r->events_b == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (r->events_b == 0.0)
        notes |= GDCS_NOTE_UPPER_INFINITE;
    if (isnan(r->ratio.value))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    else if (r->ratio.value == 0.0 || isinf(r->ratio.value))
        notes |= GDCS_NOTE_AT_BOUNDARY;
    for (int64_t k = 0; k < s->n; k++) {
        const double n = s->x1[k] + s->x2[k], share = s->t1[k] / (s->t1[k] + s->t2[k]);
        if (n * fmin(share, 1.0 - share) < 5.0)
            notes |= GDCS_NOTE_SPARSE;
    }
    return notes;
}

static void estimate(const strata *s, double z, gdcs_rate_pool_result *r)
{
    const struct gdcs_i_rates_strata *c = &s->counted;
    const struct gdcs_i_rates_pooled pooled = gdcs_i_rates_pool(c);
    const double error = sqrt(pooled.variance);
    set_ratio(c, &pooled, z, r);
    r->difference =
        (gdcs_estimate){r->per * pooled.difference, r->per * (pooled.difference - z * error),
                        r->per * (pooled.difference + z * error), r->per * error};
    r->test =
        r->events_a + r->events_b > 0.0 ? gdcs_i_test_of_z(pooled.z) : gdcs_i_test_of_p(NAN, 1.0);
    if (r->ratio.value > 0.0 && r->ratio.value <= DBL_MAX) {
        const struct gdcs_i_rates_homogeneity h = gdcs_i_rates_ratios_differ(c, r->ratio.value);
        r->ratio_homogeneity = gdcs_i_test_of_chisq(h.chisq, h.df);
    }
    const struct gdcs_i_rates_homogeneity h = gdcs_i_rates_differences_differ(c, pooled.difference);
    r->difference_homogeneity = gdcs_i_test_of_chisq(h.chisq, h.df);
    r->notes |= notes_of(c, r);
}

static double total(const double *x, int64_t n)
{
    gdcs_i_sum sum = {0};
    for (int64_t k = 0; k < n; k++)
        gdcs_i_sum_add(&sum, x[k]);
    return gdcs_i_sum_value(sum);
}

static gdcs_status options_of(const gdcs_rate_pool_options *options, gdcs_rate_pool_result *r,
                              gdcs_error *err)
{
    gdcs_rate_pool_options o;
    char text[GDCS_I_NUMBER_SIZE];
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    r->method = o.method == 0 ? GDCS_RATE_POOL_METHOD_MANTEL_HAENSZEL : o.method;
    r->per = o.per == 0.0 ? 100000.0 : o.per;
    if (r->method < 0 || r->method > GDCS_RATE_POOL_METHOD_SCORE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    gdcs_i_format_double(r->per, text);
    if (!(r->per > 0.0 && r->per <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_OPTION, "per", "per is %s, not a finite number above 0",
                           text);
    return gdcs_i_level_alpha(o.level, o.alpha, &r->alpha, err);
}

gdcs_status gdcs_rate_pool(const gdcs_rate_arrays *a, const gdcs_rate_arrays *b, int64_t n,
                           const gdcs_rate_pool_options *options, gdcs_rate_pool_result *out,
                           gdcs_error *err)
{
    const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};
    const gdcs_test none = gdcs_i_test_none();
    gdcs_rate_pool_result r = {.struct_size = sizeof r,
                               .ratio = nothing,
                               .difference = nothing,
                               .test = none,
                               .ratio_homogeneity = none,
                               .difference_homogeneity = none};
    gdcs_status status = GDCS_OK;
    gdcs_rate_arrays in[2];
    strata s = {0};
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(take(a, "a", n, &in[0], err));
    TRY(take(b, "b", n, &in[1], err));
    TRY(options_of(options, &r, err));
    TRY(strata_new(in, n, &s, err));
    r.strata = s.counted.n;
    r.empty = n - r.strata;
    r.notes = s.notes;
    if (r.strata == 0)
        GO(gdcs_i_fail(err, GDCS_E_EMPTY, "population", "no stratum has persons on both sides"));
    r.events_a = total(s.counted.x1, r.strata);
    r.events_b = total(s.counted.x2, r.strata);
    set_bounds(&s, r.per, &r);
    if (isnan(r.events_a + r.events_b))
        r.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    else
        estimate(&s, gdcs_i_normal_quantile_upper(r.alpha / 2.0), &r);
    GO(gdcs_i_give(out, &r, sizeof r, RESULT_V1, err));
done:
    free(s.memory);
    return status;
}
