#include "stats/rate/measure.h"
#include "core/fail.h"
#include "core/text.h"
#include "num/dist.h"
#include "num/interval/count.h"
#include "stats/arrays.h"
#include "stats/level.h"

#include <float.h>
#include <math.h>

enum { OPTIONS_V1 = 32, ARRAYS_V1 = 32, RESULT_V1 = 104 }; /* sizes in release 0.1, for ever */

const char *gdcs_i_rate_method_text(int32_t method)
{
    switch (method) {
    case GDCS_RATE_METHOD_EXACT: return "exact Poisson";
    case GDCS_RATE_METHOD_BYAR: return "Byar";
    case GDCS_RATE_METHOD_MID_P: return "mid-P";
    case GDCS_RATE_METHOD_SCORE: return "score";
    case GDCS_RATE_METHOD_SCAS: return "skewness-corrected score";
    case GDCS_RATE_METHOD_JEFFREYS: return "Jeffreys";
    case GDCS_RATE_METHOD_BYAR_HALF: return "Byar, one half added";
    default: return "";
    }
}

static gdcs_status refuse(double x, gdcs_status status, const char *field, const char *wanted,
                          int64_t row, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(x, text);
    return gdcs_i_fail_at(err, status, row, 0, field, "%s is %s, not %s", field, text, wanted);
}

gdcs_status gdcs_i_rate_plan_new(const gdcs_rate_options *options, gdcs_i_rate_plan *out,
                                 gdcs_error *err)
{
    gdcs_rate_options o;
    gdcs_i_rate_plan plan = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method = o.method == GDCS_RATE_METHOD_DEFAULT ? GDCS_RATE_METHOD_EXACT : o.method;
    plan.per = o.per == 0.0 ? 100000.0 : o.per;
    if (gdcs_i_rate_method_text(plan.method)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (!(plan.per > 0.0 && plan.per <= DBL_MAX))
        return refuse(plan.per, GDCS_E_OPTION, "per", "a finite number above 0", 0, err);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

static struct gdcs_i_limits limits(const gdcs_i_rate_plan *plan, double events)
{
    switch (plan->method) {
    case GDCS_RATE_METHOD_BYAR: return gdcs_i_count_byar(events, plan->z);
    case GDCS_RATE_METHOD_MID_P: return gdcs_i_count_mid_p(events, plan->alpha);
    case GDCS_RATE_METHOD_SCORE: return gdcs_i_count_score(events, plan->z);
    case GDCS_RATE_METHOD_SCAS: return gdcs_i_count_scas(events, plan->z);
    case GDCS_RATE_METHOD_JEFFREYS: return gdcs_i_count_jeffreys(events, plan->alpha);
    case GDCS_RATE_METHOD_BYAR_HALF: return gdcs_i_count_byar_half(events, plan->z);
    default: return gdcs_i_count_garwood(events, plan->alpha);
    }
}

/* Byar's limits exist for all counts; those of the gamma distribution end with its domain. */
static void set_limits(const gdcs_i_rate_plan *plan, double events, double scale,
                       gdcs_rate_result *out)
{
    struct gdcs_i_limits l = limits(plan, events);
    if (isnan(l.lower) || isnan(l.upper)) {
        l = gdcs_i_count_byar(events, plan->z);
        out->method = GDCS_RATE_METHOD_BYAR;
        out->notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    out->rate.lower = scale * l.lower;
    out->rate.upper = scale * l.upper;
}

static int whole(double x)
{
    return x >= 0x1p53 || x == (double)(int64_t)x;
}

static void set_rate(const gdcs_i_rate_plan *plan, double events, double scale,
                     gdcs_rate_result *out)
{
    out->rate.value = scale * events;
    out->rate.std_error = scale * sqrt(events);
    set_limits(plan, events, scale, out);
    if (events == 0.0)
        out->notes |= GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL;
    if (events < 20.0)
        out->notes |= GDCS_NOTE_SMALL_BASE;
    if (!whole(events))
        out->notes |= GDCS_NOTE_NOT_WHOLE;
}

static inline void measure(const gdcs_i_rate_plan *plan, const gdcs_rate_counts *counts,
                           double least, double most, gdcs_rate_result *out)
{
    const double scale = plan->per / counts->population;
    const gdcs_estimate none = {NAN, NAN, NAN, NAN};
    out->notes = counts->unknown > 0.0 ? GDCS_NOTE_UNKNOWN_PRESENT : 0;
    out->method = plan->method;
    out->padding = 0;
    out->alpha = plan->alpha;
    out->per = plan->per;
    out->events = counts->events;
    out->population = counts->population;
    out->unknown = counts->unknown;
    out->rate = none;
    out->bounds = (gdcs_bounds){NAN, NAN};
    if (scale > 0.0 && scale <= DBL_MAX) {
        out->bounds = (gdcs_bounds){scale * least, scale * most};
        if (!isnan(counts->events))
            set_rate(plan, counts->events, scale, out);
    }
    if (isnan(out->rate.value))
        out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
}

void gdcs_i_rate_measure(const gdcs_i_rate_plan *plan, const gdcs_rate_counts *counts, double least,
                         double most, gdcs_rate_result *out)
{
    measure(plan, counts, least, most, out);
}

static gdcs_status check(const gdcs_rate_counts *c, gdcs_error *err)
{
    static const char *const wanted = "a finite number of at least 0";
    if (!(c->events >= 0.0 && c->events <= DBL_MAX))
        return refuse(c->events, GDCS_E_VALUE, "events", wanted, 0, err);
    if (!(c->unknown >= 0.0 && c->unknown <= DBL_MAX))
        return refuse(c->unknown, GDCS_E_VALUE, "unknown", wanted, 0, err);
    if (!(c->population >= 0.0 && c->population <= DBL_MAX))
        return refuse(c->population, GDCS_E_VALUE, "population", wanted, 0, err);
    if (c->population == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "population", "the population is 0");
    return GDCS_OK;
}

gdcs_status gdcs_rate_estimate(const gdcs_rate_counts *counts, const gdcs_rate_options *options,
                               gdcs_rate_result *out, gdcs_error *err)
{
    gdcs_i_rate_plan plan;
    gdcs_rate_result result = {.struct_size = sizeof result};
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rate_plan_new(options, &plan, err));
    TRY(check(counts, err));
    measure(&plan, counts, counts->events, counts->events + counts->unknown, &result);
    if (!(result.rate.upper <= DBL_MAX && result.bounds.upper <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "population",
                           "the rate is outside the range of a double");
    return gdcs_i_give(out, &result, sizeof result, RESULT_V1, err);
}

/* NaN is a missing count. */
static gdcs_status check_array(const double *array, int64_t n, const char *field, gdcs_error *err)
{
    for (int64_t i = 0; array != NULL && i < n; i++)
        if (array[i] < 0.0 || array[i] > DBL_MAX)
            return refuse(array[i], GDCS_E_VALUE, field, "a finite number of at least 0", i + 1,
                          err);
    return GDCS_OK;
}

/* Nothing is known of a missing count: it lies in [0, infinity]. */
static void measure_missing(const gdcs_i_rate_plan *plan, const gdcs_rate_counts *c,
                            gdcs_rate_result *out)
{
    const double most = c->events + c->unknown;
    measure(plan, c, isnan(c->events) ? 0.0 : c->events, isnan(most) ? INFINITY : most, out);
    if (isnan(c->events) || isnan(c->unknown))
        out->notes |= GDCS_NOTE_MISSING_CELL;
    if (isnan(c->population))
        out->notes |= GDCS_NOTE_NO_POPULATION;
}

gdcs_status gdcs_rate_each(const gdcs_rate_arrays *counts, int64_t n,
                           const gdcs_rate_options *options, const gdcs_estimate_arrays *out,
                           gdcs_error *err)
{
    gdcs_i_rate_plan plan;
    gdcs_rate_arrays in;
    gdcs_estimate_arrays to;
    gdcs_rate_result result;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_take(&in, sizeof in, counts, ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_need(in.events, "events", err));
    TRY(gdcs_i_need(in.population, "population", err));
    TRY(gdcs_i_rate_plan_new(options, &plan, err));
    TRY(check_array(in.events, n, "events", err));
    TRY(check_array(in.unknown, n, "unknown", err));
    TRY(check_array(in.population, n, "population", err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_rate_counts c = {in.events[i], gdcs_i_array_at(in.unknown, i), in.population[i]};
        if (isnan(c.events + c.unknown + c.population))
            measure_missing(&plan, &c, &result);
        else
            measure(&plan, &c, c.events, c.events + c.unknown, &result);
        gdcs_i_estimate_arrays_set(&to, i, &result.rate, &result.bounds, result.notes);
    }
    return GDCS_OK;
}
