#include "core/fail.h"
#include "core/text.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/standard/measure.h"

#include <float.h>
#include <math.h>

enum { STRATA_V1 = 56, RESULT_V1 = 120 }; /* sizes in release 0.1, for ever */

static gdcs_status check_array(const double *array, int64_t n, int64_t count, int missing,
                               const char *field, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    for (int64_t i = 0; array != NULL && i < n * count; i++) {
        if ((array[i] >= 0.0 && array[i] <= DBL_MAX) || (missing && isnan(array[i])))
            continue;
        gdcs_i_format_double(array[i], text);
        return gdcs_i_fail_at(err, GDCS_E_VALUE, n > 1 ? i / count + 1 : i + 1,
                              n > 1 ? i % count + 1 : 0, field,
                              "%s is %s, not a finite number of at least 0", field, text);
    }
    return GDCS_OK;
}

static gdcs_status check_weights(const double *weights, int64_t count, gdcs_error *err)
{
    double most = 0.0;
    TRY(check_array(weights, 1, count, 0, "weights", err));
    for (int64_t i = 0; i < count; i++)
        most = fmax(most, weights[i]);
    if (most == 0.0)
        return gdcs_i_fail(err, GDCS_E_VALUE, "weights", "all weights are 0");
    return GDCS_OK;
}

gdcs_status gdcs_i_standard_take(const gdcs_standard_strata *strata, const char *name, int64_t n,
                                 int64_t count, int missing, gdcs_standard_strata *out,
                                 gdcs_error *err)
{
    gdcs_standard_strata in;
    TRY(gdcs_i_need(strata, name, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (count < 1 || count > INT32_MAX || (n > 0 && count > INT64_MAX / n))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "%lld strata", (long long)count);
    TRY(gdcs_i_take(&in, sizeof in, strata, STRATA_V1, err));
    TRY(gdcs_i_need(in.events, "events", err));
    TRY(gdcs_i_need(in.population, "population", err));
    TRY(gdcs_i_need(in.weights, "weights", err));
    TRY(check_weights(in.weights, count, err));
    TRY(check_array(in.events, n, count, missing, "events", err));
    TRY(check_array(in.population, n, count, missing, "population", err));
    TRY(check_array(in.variance, n, count, missing, "variance", err));
    TRY(check_array(in.unknown, n, count, missing, "unknown", err));
    TRY(check_array(in.unknown_age, n, 1, missing, "unknown_age", err));
    *out = in;
    return GDCS_OK;
}

/* NaN: anything from 0 to infinity. */
static gdcs_i_events events_of(double events, double unknown)
{
    return (gdcs_i_events){events, isnan(events) ? 0.0 : events,
                           isnan(events + unknown) ? INFINITY : events + unknown};
}

void gdcs_i_standard_measure_row(const gdcs_i_standard_plan *plan, const gdcs_standard_strata *in,
                                 int64_t i, int64_t count, gdcs_i_standard_rate *out)
{
    gdcs_i_standard_sums sums = {.count = 0};
    gdcs_i_sum unknown = {0};
    const gdcs_i_events age = events_of(gdcs_i_array_at(in->unknown_age, i), 0.0);
    int missing = isnan(age.events);
    for (int64_t j = 0; j < count; j++) {
        const int64_t at = i * count + j;
        const double u = gdcs_i_array_at(in->unknown, at);
        const gdcs_i_standard_stratum s = {events_of(in->events[at], u),
                                           in->variance == NULL ? in->events[at] : in->variance[at],
                                           in->population[at], in->weights[j]};
        gdcs_i_standard_add(&sums, &s);
        if (s.weight > 0.0) {
            gdcs_i_sum_add(&unknown, u);
            missing |= isnan(in->events[at] + u);
        }
    }
    gdcs_i_standard_measure(plan, &sums, &age, out);
    out->result.unknown = gdcs_i_sum_value(unknown);
    if (out->result.unknown > 0.0)
        out->result.notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    if (missing)
        out->result.notes |= GDCS_NOTE_MISSING_CELL;
}

gdcs_status gdcs_i_standard_check(const gdcs_standard_strata *in, int64_t count,
                                  const gdcs_i_standard_rate *rate, gdcs_error *err)
{
    const gdcs_standard_result *r = &rate->result;
    for (int64_t i = 0; i < count; i++)
        if (in->weights[i] > 0.0 && in->population[i] == 0.0)
            return gdcs_i_fail_at(err, GDCS_E_EMPTY, i + 1, 0, "population",
                                  "stratum %lld has weight and no population", (long long)i + 1);
    const int valued = (r->notes & GDCS_NOTE_NOT_ESTIMABLE) == 0;
    if (!(r->bounds.upper <= DBL_MAX) || (valued && !(r->rate.upper <= DBL_MAX)) ||
        !(r->crude <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "population",
                           "the rate is outside the range of a double");
    return GDCS_OK;
}

gdcs_status gdcs_standard_estimate(const gdcs_standard_strata *strata, int64_t count,
                                   const gdcs_standard_options *options, gdcs_standard_result *out,
                                   gdcs_error *err)
{
    gdcs_i_standard_plan plan;
    gdcs_standard_strata in;
    gdcs_i_standard_rate rate;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_standard_plan_new(options, &plan, err));
    TRY(gdcs_i_standard_take(strata, "strata", 1, count, 0, &in, err));
    gdcs_i_standard_measure_row(&plan, &in, 0, count, &rate);
    TRY(gdcs_i_standard_check(&in, count, &rate, err));
    return gdcs_i_give(out, &rate.result, sizeof rate.result, RESULT_V1, err);
}

gdcs_status gdcs_standard_each(const gdcs_standard_strata *strata, int64_t n, int64_t count,
                               const gdcs_standard_options *options,
                               const gdcs_estimate_arrays *out, gdcs_error *err)
{
    gdcs_i_standard_plan plan;
    gdcs_standard_strata in;
    gdcs_estimate_arrays to;
    gdcs_i_standard_rate rate;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_standard_plan_new(options, &plan, err));
    TRY(gdcs_i_standard_take(strata, "strata", n, count, 1, &in, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_standard_measure_row(&plan, &in, i, count, &rate);
        gdcs_i_estimate_arrays_set(&to, i, &rate.result.rate, &rate.result.bounds,
                                   rate.result.notes);
    }
    return GDCS_OK;
}
