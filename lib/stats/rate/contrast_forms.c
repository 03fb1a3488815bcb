#include "core/fail.h"
#include "core/text.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/rate/contrast.h"

#include <float.h>
#include <math.h>

enum { ARRAYS_V1 = 32, RESULT_V1 = 184 }; /* in release 0.1, for ever */

static gdcs_status check(const gdcs_rate_counts *c, int missing, const char *field, int64_t row,
                         gdcs_error *err)
{
    TRY(gdcs_i_count_check(c->events, missing, "events", field, row, err));
    TRY(gdcs_i_count_check(c->unknown, missing, "unknown", field, row, err));
    return gdcs_i_count_check(c->population, missing, "population", field, row, err);
}

/* Nothing is known of a missing count: it lies in [0, infinity]. */
static gdcs_i_rate_side side_of(const gdcs_rate_counts *c)
{
    const double most = c->events + c->unknown;
    const gdcs_i_rate_side s = {
        c->events,
        c->population > 0.0 ? c->population : NAN,
        {isnan(c->events) ? 0.0 : c->events, isnan(most) ? INFINITY : most}};
    return s;
}

static uint32_t notes_of(const gdcs_rate_counts *c)
{
    uint32_t notes = c->unknown > 0.0 ? GDCS_NOTE_UNKNOWN_PRESENT : 0;
    if (isnan(c->events) || isnan(c->unknown))
        notes |= GDCS_NOTE_MISSING_CELL;
    if (!(c->population > 0.0))
        notes |= GDCS_NOTE_NO_POPULATION;
    return notes;
}

static void measure(const gdcs_i_rate_contrast_plan *plan, const gdcs_rate_counts *a,
                    const gdcs_rate_counts *b, gdcs_i_rate_contrast *out)
{
    const gdcs_i_rate_side one = side_of(a), two = side_of(b);
    gdcs_i_rate_contrast_measure(plan, &one, &two, notes_of(a) | notes_of(b), out);
}

gdcs_status gdcs_rate_estimate_contrast(const gdcs_rate_counts *a, const gdcs_rate_counts *b,
                                        const gdcs_rate_contrast_options *options,
                                        gdcs_rate_contrast_result *out, gdcs_error *err)
{
    gdcs_i_rate_contrast_plan plan;
    gdcs_i_rate_contrast contrast;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(b, "b", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rate_contrast_plan_new(options, &plan, err));
    TRY(check(a, 0, "a", 0, err));
    TRY(check(b, 0, "b", 0, err));
    if (a->population == 0.0 || b->population == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, a->population == 0.0 ? "a" : "b",
                           "the population is 0");
    measure(&plan, a, b, &contrast);
    const gdcs_estimate *d = &contrast.result.difference;
    if (!(d->lower >= -DBL_MAX && d->upper <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "out",
                           "the difference is outside the range of a double");
    return gdcs_i_give(out, &contrast.result, sizeof contrast.result, RESULT_V1, err);
}

static gdcs_status take(const gdcs_rate_arrays *from, const char *field, gdcs_rate_arrays *to,
                        gdcs_error *err)
{
    TRY(gdcs_i_need(from, field, err));
    TRY(gdcs_i_take(to, sizeof *to, from, ARRAYS_V1, err));
    TRY(gdcs_i_need(to->events, "events", err));
    return gdcs_i_need(to->population, "population", err);
}

static gdcs_rate_counts at(const gdcs_rate_arrays *in, int64_t i)
{
    const gdcs_rate_counts c = {in->events[i], gdcs_i_array_at(in->unknown, i), in->population[i]};
    return c;
}

/* A first pass, so that a call that fails has written nothing. */
static gdcs_status check_all(const gdcs_rate_arrays *in, const char *field, int64_t n,
                             gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        const gdcs_rate_counts c = at(in, i);
        TRY(check(&c, 1, field, i + 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_rate_each_contrast(const gdcs_rate_arrays *a, const gdcs_rate_arrays *b, int64_t n,
                                    const gdcs_rate_contrast_options *options,
                                    const gdcs_estimate_arrays *ratio,
                                    const gdcs_estimate_arrays *difference,
                                    const gdcs_test_arrays *test, gdcs_error *err)
{
    gdcs_i_rate_contrast_plan plan;
    gdcs_rate_arrays in[2];
    gdcs_estimate_arrays to[2];
    gdcs_test_arrays tests;
    gdcs_i_rate_contrast c;
    TRY(take(a, "a", &in[0], err));
    TRY(take(b, "b", &in[1], err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_take(&to[0], sizeof to[0], ratio, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[1], sizeof to[1], difference, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&tests, sizeof tests, test, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(gdcs_i_rate_contrast_plan_new(options, &plan, err));
    TRY(check_all(&in[0], "a", n, err));
    TRY(check_all(&in[1], "b", n, err));
    plan.wanted = (ratio != NULL ? GDCS_I_RATE_RATIO : 0) |
                  (difference != NULL ? GDCS_I_RATE_DIFFERENCE : 0) |
                  (test != NULL ? GDCS_I_RATE_TEST : 0);
    for (int64_t i = 0; i < n; i++) {
        const gdcs_rate_counts one = at(&in[0], i), two = at(&in[1], i);
        measure(&plan, &one, &two, &c);
        gdcs_i_estimate_arrays_set(&to[0], i, &c.result.ratio, &c.result.ratio_bounds,
                                   c.ratio_notes);
        gdcs_i_estimate_arrays_set(&to[1], i, &c.result.difference, &c.result.difference_bounds,
                                   c.difference_notes);
        gdcs_i_test_arrays_set(&tests, i, &c.result.test);
    }
    return GDCS_OK;
}
