#include "stats/rate/pool.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "num/dist.h"
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

gdcs_status gdcs_i_rate_strata_new(int64_t n, gdcs_i_rate_strata *out, gdcs_error *err)
{
    *out = (gdcs_i_rate_strata){.empty = 0};
    TRY(gdcs_i_alloc((void **)&out->memory, n, 8 * sizeof(double), err));
    for (int side = 0; side < 2; side++) {
        double *m = out->memory + 4 * side * n;
        out->events[side] = m;
        out->times[side] = m + n;
        out->least[side] = m + 2 * n;
        out->most[side] = m + 3 * n;
    }
    out->counted = (struct gdcs_i_rates_strata){out->events[0], out->times[0], out->events[1],
                                                out->times[1], 0};
    return GDCS_OK;
}

void gdcs_i_rate_strata_add(gdcs_i_rate_strata *s, const gdcs_i_rate_side *a,
                            const gdcs_i_rate_side *b)
{
    const gdcs_i_rate_side *const sides[] = {a, b};
    const int64_t k = s->counted.n;
    if (a->population == 0.0 || b->population == 0.0) {
        s->notes |= GDCS_NOTE_EMPTY_UNIT;
        s->empty++;
        return;
    }
    for (int i = 0; i < 2; i++) {
        s->events[i][k] = sides[i]->events;
        s->times[i][k] = sides[i]->population;
        s->least[i][k] = sides[i]->range.lower;
        s->most[i][k] = sides[i]->range.upper;
        if (!isnan(sides[i]->events) && sides[i]->events != floor(sides[i]->events))
            s->notes |= GDCS_NOTE_NOT_WHOLE;
        if (isnan(sides[i]->population))
            s->notes |= GDCS_NOTE_NO_POPULATION;
    }
    s->counted.n++;
}

/* The ratio is a quotient of two sums, the difference a sum, each monotone in every count. */
static void set_bounds(const gdcs_i_rate_strata *s, double per, gdcs_rate_pool_result *r)
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

static void estimate(const gdcs_i_rate_strata *s, double z, gdcs_rate_pool_result *r)
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

gdcs_rate_pool_result gdcs_i_rate_pool_measure(const gdcs_i_rate_pool_plan *plan,
                                               const gdcs_i_rate_strata *s)
{
    const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};
    const gdcs_test none = gdcs_i_test_none();
    gdcs_rate_pool_result r = {.struct_size = sizeof r,
                               .notes = s->notes,
                               .method = plan->method,
                               .strata = s->counted.n,
                               .empty = s->empty,
                               .alpha = plan->alpha,
                               .per = plan->per,
                               .events_a = total(s->counted.x1, s->counted.n),
                               .events_b = total(s->counted.x2, s->counted.n),
                               .ratio = nothing,
                               .difference = nothing,
                               .ratio_bounds = {NAN, NAN},
                               .difference_bounds = {NAN, NAN},
                               .test = none,
                               .ratio_homogeneity = none,
                               .difference_homogeneity = none};
    const int known = r.strata > 0 && (s->notes & GDCS_NOTE_NO_POPULATION) == 0;
    if (known)
        set_bounds(s, r.per, &r);
    if (known && !isnan(r.events_a + r.events_b))
        estimate(s, plan->z, &r);
    else
        r.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    return r;
}

gdcs_status gdcs_i_rate_pool_plan_new(const gdcs_rate_pool_options *options,
                                      gdcs_i_rate_pool_plan *out, gdcs_error *err)
{
    gdcs_rate_pool_options o;
    gdcs_i_rate_pool_plan plan = {.padding = 0};
    char text[GDCS_I_NUMBER_SIZE];
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method = o.method == 0 ? GDCS_RATE_POOL_METHOD_MANTEL_HAENSZEL : o.method;
    plan.per = o.per == 0.0 ? 100000.0 : o.per;
    if (plan.method < 0 || plan.method > GDCS_RATE_POOL_METHOD_SCORE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    gdcs_i_format_double(plan.per, text);
    if (!(plan.per > 0.0 && plan.per <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_OPTION, "per", "per is %s, not a finite number above 0",
                           text);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

/* Nothing is known of a missing count: it lies in [0, infinity]. */
static gdcs_i_rate_side side_of(const gdcs_rate_arrays *in, int64_t i, uint32_t *notes)
{
    const double x = in->events[i], unknown = gdcs_i_array_at(in->unknown, i), most = x + unknown;
    if (isnan(most))
        *notes |= GDCS_NOTE_MISSING_CELL;
    if (unknown > 0.0)
        *notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    return (gdcs_i_rate_side){
        x, in->population[i], {isnan(x) ? 0.0 : x, isnan(most) ? INFINITY : most}};
}

gdcs_status gdcs_rate_pool(const gdcs_rate_arrays *a, const gdcs_rate_arrays *b, int64_t n,
                           const gdcs_rate_pool_options *options, gdcs_rate_pool_result *out,
                           gdcs_error *err)
{
    gdcs_i_rate_pool_plan plan;
    gdcs_status status = GDCS_OK;
    gdcs_rate_arrays in[2];
    gdcs_i_rate_strata s;
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(take(a, "a", n, &in[0], err));
    TRY(take(b, "b", n, &in[1], err));
    TRY(gdcs_i_rate_pool_plan_new(options, &plan, err));
    TRY(gdcs_i_rate_strata_new(n, &s, err));
    for (int64_t i = 0; i < n; i++) {
        uint32_t notes = 0;
        const gdcs_i_rate_side one = side_of(&in[0], i, &notes), two = side_of(&in[1], i, &notes);
        gdcs_i_rate_strata_add(&s, &one, &two);
        if (one.population > 0.0 && two.population > 0.0)
            s.notes |= notes;
    }
    if (s.counted.n == 0)
        GO(gdcs_i_fail(err, GDCS_E_EMPTY, "population", "no stratum has persons on both sides"));
    const gdcs_rate_pool_result r = gdcs_i_rate_pool_measure(&plan, &s);
    GO(gdcs_i_give(out, &r, sizeof r, RESULT_V1, err));
done:
    free(s.memory);
    return status;
}
