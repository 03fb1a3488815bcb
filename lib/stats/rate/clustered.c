#include "stats/rate/clustered.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "num/dist.h"
#include "num/interval/count.h"
#include "num/interval/weighted.h"
#include "num/resample.h"
#include "num/rng.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/test.h"

#include <float.h>
#include <math.h>
#include <stdlib.h>

enum { ARRAYS_V1 = 32, OPTIONS_V1 = 48, RESULT_V1 = 144 }; /* in release 0.1, for ever */

enum { FEWEST = 10, MOST = 1000000, USUAL = 2000 }; /* replicates */

gdcs_status gdcs_i_rate_clustered_options_read(const gdcs_rate_clustered_options *options,
                                               gdcs_i_rate_clustered_plan *out, gdcs_error *err)
{
    gdcs_rate_clustered_options o;
    char text[GDCS_I_NUMBER_SIZE];
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    gdcs_i_rate_clustered_plan plan = {.method = o.method,
                                       .replicates = o.replicates == 0 ? USUAL : o.replicates,
                                       .seed = (uint64_t)o.seed,
                                       .per = o.per == 0.0 ? 100000.0 : o.per};
    if (plan.replicates < FEWEST || plan.replicates > MOST)
        return gdcs_i_fail(err, GDCS_E_OPTION, "replicates", "%d replicates: not from %d to %d",
                           (int)plan.replicates, (int)FEWEST, (int)MOST);
    gdcs_i_format_double(plan.per, text);
    if (!(plan.per > 0.0 && plan.per <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_OPTION, "per", "per is %s, not a finite number above 0",
                           text);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    *out = plan;
    return GDCS_OK;
}

static int is_simulated(int32_t method)
{
    return method == GDCS_RATE_CLUSTERED_METHOD_PERCENTILE ||
           method == GDCS_RATE_CLUSTERED_METHOD_BCA;
}

gdcs_status gdcs_i_rate_clustered_plan_new(const gdcs_rate_clustered_options *options,
                                           gdcs_i_rate_clustered_plan *out, gdcs_error *err)
{
    gdcs_i_rate_clustered_plan plan;
    TRY(gdcs_i_rate_clustered_options_read(options, &plan, err));
    if (plan.method == 0)
        plan.method = GDCS_RATE_CLUSTERED_METHOD_DOBSON;
    if (!is_simulated(plan.method) && plan.method != GDCS_RATE_CLUSTERED_METHOD_DOBSON)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method for units",
                           (int)plan.method);
    *out = plan;
    return GDCS_OK;
}

const char *gdcs_i_rate_clustered_text(int32_t method)
{
    switch (method) {
    case GDCS_RATE_CLUSTERED_METHOD_DOBSON: return "Dobson";
    case GDCS_RATE_CLUSTERED_METHOD_GAMMA: return "gamma (Fay-Feuer)";
    case GDCS_RATE_CLUSTERED_METHOD_MID_P: return "mid-p gamma";
    case GDCS_RATE_CLUSTERED_METHOD_PERCENTILE: return "bootstrap percentile";
    case GDCS_RATE_CLUSTERED_METHOD_BCA: return "bootstrap BCa";
    default: return "";
    }
}

static uint32_t notes_of(double events)
{
    const uint32_t none = events == 0.0 ? GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL : 0;
    return gdcs_i_is_whole(events) ? none : none | GDCS_NOTE_NOT_WHOLE;
}

gdcs_rate_clustered_result gdcs_i_rate_clustered_result_of(const gdcs_i_rate_clustered_plan *plan,
                                                           double events, double clusters,
                                                           double population)
{
    const double value = plan->per * (events / population);
    const gdcs_rate_clustered_result r = {.struct_size = sizeof r,
                                          .method = plan->method,
                                          .alpha = plan->alpha,
                                          .per = plan->per,
                                          .events = events,
                                          .clusters = clusters,
                                          .population = population,
                                          .dispersion = NAN,
                                          .rate = {value, NAN, NAN, NAN},
                                          .bounds = {value, value},
                                          .test = gdcs_i_test_none(),
                                          .notes = notes_of(events)};
    return r;
}

int gdcs_i_rate_clustered_is_finite(const gdcs_rate_clustered_result *r)
{
    return r->rate.upper <= DBL_MAX && r->bounds.upper <= DBL_MAX && r->rate.lower >= 0.0;
}

gdcs_status gdcs_i_rate_clustered_give(const gdcs_rate_clustered_result *r,
                                       gdcs_rate_clustered_result *out, gdcs_error *err)
{
    if (!gdcs_i_rate_clustered_is_finite(r))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "population",
                           "the rate is outside the range of a double");
    return gdcs_i_give(out, r, sizeof *r, RESULT_V1, err);
}

static gdcs_status take(const gdcs_rate_arrays *units, int64_t n, gdcs_rate_arrays *in,
                        gdcs_error *err)
{
    TRY(gdcs_i_need(units, "units", err));
    TRY(gdcs_i_take(in, sizeof *in, units, ARRAYS_V1, err));
    TRY(gdcs_i_need(in->events, "events", err));
    TRY(gdcs_i_need(in->population, "population", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (n < 2)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "n", "fewer than two units show no dispersion");
    for (int64_t i = 0; i < n; i++) {
        const double unknown = gdcs_i_array_at(in->unknown, i);
        TRY(gdcs_i_count_check(in->events[i], 0, "events", "units", i + 1, err));
        TRY(gdcs_i_count_check(unknown, 0, "unknown", "units", i + 1, err));
        TRY(gdcs_i_count_check(in->population[i], 0, "population", "units", i + 1, err));
        if (in->population[i] == 0.0)
            return gdcs_i_fail_at(err, GDCS_E_EMPTY, i + 1, 0, "population", "the population is 0");
    }
    return GDCS_OK;
}

static double total(const double *x, int64_t n)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; x != NULL && i < n; i++)
        gdcs_i_sum_add(&sum, x[i]);
    return gdcs_i_sum_value(sum);
}

static double chi_square(const gdcs_rate_arrays *in, int64_t n, double rate)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < n; i++) {
        const double e = rate * in->population[i], off = in->events[i] - e;
        gdcs_i_sum_add(&sum, off / e * off);
    }
    return gdcs_i_sum_value(sum);
}

/* The level of the normal at which its quantile is Student's. */
static double alpha_of_student(double alpha, double df)
{
    return fmax(2.0 * gdcs_i_normal_upper(gdcs_i_student_quantile_upper(df, alpha / 2.0)), 1e-300);
}

static void widen(gdcs_rate_clustered_result *r, double df)
{
    const int over = r->dispersion > 1.0;
    const double alpha = over ? alpha_of_student(r->alpha, df) : r->alpha;
    const double variance = r->events * (over ? r->dispersion : 1.0), x = r->events;
    const struct gdcs_i_weighted w = {x, variance, x, 1.0, 1.0, 1.0};
    const struct gdcs_i_limits l = gdcs_i_weighted_dobson(&w, gdcs_i_count_garwood(x, alpha));
    const double scale = r->per / r->population;
    r->rate.lower = scale * l.lower;
    r->rate.upper = scale * l.upper;
    r->rate.std_error = scale * sqrt(variance);
    if (over)
        r->notes |= GDCS_NOTE_OVERDISPERSED;
}

static double draw(const gdcs_rate_arrays *in, int64_t n, uint64_t seed, int32_t replicate)
{
    gdcs_i_rng rng = gdcs_i_rng_at(seed, (uint64_t)replicate);
    gdcs_i_sum x = {0}, t = {0};
    for (int64_t i = 0; i < n; i++) {
        const int64_t unit = (int64_t)(gdcs_i_rng_unit(&rng) * (double)n);
        gdcs_i_sum_add(&x, in->events[unit]);
        gdcs_i_sum_add(&t, in->population[unit]);
    }
    return gdcs_i_sum_value(x) / gdcs_i_sum_value(t);
}

static gdcs_status resample(const gdcs_rate_arrays *in, int64_t n,
                            const gdcs_i_rate_clustered_plan *plan, gdcs_rate_clustered_result *r,
                            gdcs_error *err)
{
    double *values;
    const int64_t count = plan->replicates;
    TRY(gdcs_i_alloc((void **)&values, count + n, sizeof *values, err));
    double *without = values + count;
    for (int32_t k = 0; k < plan->replicates; k++)
        values[k] = draw(in, n, plan->seed, k);
    for (int64_t i = 0; i < n; i++)
        without[i] = (r->events - in->events[i]) / (r->population - in->population[i]);
    r->rate.std_error = r->per * gdcs_i_resample_deviation(values, count);
    gdcs_i_resample_sort(values, count);
    const struct gdcs_i_limits l =
        plan->method == GDCS_RATE_CLUSTERED_METHOD_BCA
            ? gdcs_i_resample_bca(values, count, r->events / r->population,
                                  gdcs_i_resample_acceleration(without, n), r->alpha)
            : gdcs_i_resample_percentile(values, count, r->alpha);
    r->rate.lower = r->per * l.lower;
    r->rate.upper = r->per * l.upper;
    r->replicates = plan->replicates;
    r->notes |= GDCS_NOTE_SIMULATED;
    free(values);
    return GDCS_OK;
}

gdcs_status gdcs_i_rate_clustered_measure(const gdcs_i_rate_clustered_plan *plan,
                                          const double *events, const double *population, int64_t n,
                                          gdcs_rate_clustered_result *out, gdcs_error *err)
{
    const gdcs_rate_arrays in = {.events = events, .population = population};
    const double x = total(events, n), t = total(population, n);
    gdcs_rate_clustered_result r = gdcs_i_rate_clustered_result_of(plan, x, (double)n, t);
    r.notes |= x < 20.0 ? GDCS_NOTE_SMALL_BASE : 0;
    if (x > 0.0) {
        const double chisq = chi_square(&in, n, x / t);
        r.dispersion = chisq / (double)(n - 1);
        r.test = gdcs_i_test_of_chisq(chisq, (double)(n - 1));
    }
    if (is_simulated(plan->method))
        TRY(resample(&in, n, plan, &r, err));
    else
        widen(&r, (double)(n - 1));
    *out = r;
    return GDCS_OK;
}

gdcs_status gdcs_rate_estimate_clustered(const gdcs_rate_arrays *units, int64_t n,
                                         const gdcs_rate_clustered_options *options,
                                         gdcs_rate_clustered_result *out, gdcs_error *err)
{
    gdcs_i_rate_clustered_plan plan;
    gdcs_rate_arrays in;
    gdcs_rate_clustered_result r;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rate_clustered_plan_new(options, &plan, err));
    TRY(take(units, n, &in, err));
    TRY(gdcs_i_rate_clustered_measure(&plan, in.events, in.population, n, &r, err));
    const double unknown = total(in.unknown, n);
    r.bounds.upper = plan.per * ((r.events + unknown) / r.population);
    r.notes |= unknown > 0.0 ? GDCS_NOTE_UNKNOWN_PRESENT : 0;
    return gdcs_i_rate_clustered_give(&r, out, err);
}
