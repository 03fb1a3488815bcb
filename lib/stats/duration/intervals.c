#include "core/fail.h"
#include "core/sum.h"
#include "core/text.h"
#include "num/dist.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/duration/measure.h"

#include <math.h>

enum { INTERVALS_V1 = 40 }; /* size in release 0.1, for ever; a pointer has 8 bytes or 4 */

static gdcs_status check_width(double width, int is_last, int64_t row, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (width > 0.0 && (is_last || isfinite(width)))
        return GDCS_OK;
    gdcs_i_format_double(width, text);
    return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "width",
                          "a width is %s, expected a number above 0", text);
}

static gdcs_status check(const gdcs_duration_intervals *in, int64_t n, gdcs_error *err)
{
    double left = in->start;
    TRY(gdcs_i_count_check(in->start, 0, "start", "intervals", 0, err));
    for (int64_t i = 0; i < n; i++) {
        const double withdrawn = gdcs_i_array_at(in->withdrawn, i);
        TRY(check_width(in->width[i], i == n - 1, i + 1, err));
        TRY(gdcs_i_count_check(in->events[i], 0, "events", "intervals", i + 1, err));
        TRY(gdcs_i_count_check(withdrawn, 0, "withdrawn", "intervals", i + 1, err));
        left -= in->events[i] + withdrawn;
        if (left < -1e-9 * in->start)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "events",
                                  "more persons have left than there were at the start");
    }
    return GDCS_OK;
}

struct state {
    double left;
    double value;
    double upper;
    gdcs_i_sum spread;
};

/* At 1 and 0 as the product-limit estimate. */
static gdcs_estimate survival_of(const gdcs_duration_options *plan, struct state *s, double risk,
                                 double z)
{
    const double spread = gdcs_i_sum_value(s->spread);
    if (s->value >= 1.0)
        return (gdcs_estimate){1.0, exp(log(plan->alpha / 2.0) / risk), 1.0, 0.0};
    if (s->value <= 0.0)
        return (gdcs_estimate){
            0.0, 0.0, s->upper < 1.0 ? s->upper : -expm1(log(plan->alpha / 2.0) / risk), NAN};
    const struct gdcs_i_limits l = gdcs_i_survival_limits(plan->limits, s->value, spread, z);
    s->upper = l.upper;
    return (gdcs_estimate){s->value, l.lower, l.upper, s->value * sqrt(spread)};
}

static gdcs_estimate hazard_of(double q, double risk, double width, double z)
{
    const double value = 2.0 * q / (width * (2.0 - q)), half_width = width * value / 2.0;
    const double error = value * sqrt((1.0 - half_width * half_width) / (risk * q));
    if (!(q > 0.0))
        return (gdcs_estimate){value, 0.0, NAN, NAN};
    return (gdcs_estimate){value, fmax(0.0, value - z * error), value + z * error, error};
}

static void set(const gdcs_estimate_arrays *to, int64_t i, const gdcs_estimate *e, uint32_t notes)
{
    const gdcs_bounds value = {e->value, e->value}, any = {0.0, INFINITY};
    gdcs_i_estimate_arrays_set(to, i, e, isnan(e->value) ? &any : &value, notes);
}

/* Nobody was there: the curve ended, or is 0 and stays so. */
static void skip(const struct state *s, int64_t i, const gdcs_estimate_arrays to[2])
{
    const gdcs_estimate nothing = {NAN, NAN, NAN, NAN}, gone = {0.0, 0.0, s->upper, NAN};
    const gdcs_bounds share = {0.0, 1.0}, none = {0.0, 0.0};
    if (s->value <= 0.0)
        gdcs_i_estimate_arrays_set(&to[0], i, &gone, &none, GDCS_NOTE_AT_BOUNDARY);
    else
        gdcs_i_estimate_arrays_set(&to[0], i, &nothing, &share, GDCS_NOTE_NOT_REACHED);
    set(&to[1], i, &nothing, GDCS_NOTE_NOT_REACHED | GDCS_NOTE_NOT_ESTIMABLE);
}

static void measure(const gdcs_duration_options *plan, const gdcs_duration_intervals *in,
                    struct state *s, int64_t i, const gdcs_estimate_arrays to[2])
{
    const double z = gdcs_i_normal_quantile_upper(plan->alpha / 2.0);
    const double withdrawn = gdcs_i_array_at(in->withdrawn, i), d = in->events[i];
    const double risk = s->left - withdrawn / 2.0;
    uint32_t notes = risk < 20.0 ? GDCS_NOTE_SMALL_BASE : 0;
    if (!(s->left > 0.0) || !(risk > 0.0)) {
        skip(s, i, to);
        return;
    }
    s->value *= (risk - d) / risk;
    if (d < risk)
        gdcs_i_sum_add(&s->spread, d / risk / (risk - d));
    s->left -= d + withdrawn;
    const gdcs_estimate survival = survival_of(plan, s, risk, z);
    gdcs_estimate hazard = hazard_of(d / risk, risk, in->width[i], z);
    notes |= gdcs_i_is_whole(d) && gdcs_i_is_whole(withdrawn) ? 0 : (uint32_t)GDCS_NOTE_NOT_WHOLE;
    set(&to[0], i, &survival,
        notes | (s->value <= 0.0 || s->value >= 1.0 ? (uint32_t)GDCS_NOTE_AT_BOUNDARY : 0));
    if (d == 0.0) {
        hazard.upper = -log(plan->alpha / 2.0) / risk / in->width[i];
        notes |= GDCS_NOTE_AT_BOUNDARY;
    }
    set(&to[1], i, &hazard, notes);
}

gdcs_status gdcs_duration_estimate_intervals(const gdcs_duration_intervals *intervals, int64_t n,
                                             const gdcs_duration_options *options,
                                             const gdcs_estimate_arrays *survival,
                                             const gdcs_estimate_arrays *hazard, gdcs_error *err)
{
    gdcs_duration_options plan;
    gdcs_duration_intervals in;
    gdcs_estimate_arrays to[2];
    TRY(gdcs_i_need(intervals, "intervals", err));
    TRY(gdcs_i_take(&in, sizeof in, intervals, INTERVALS_V1, err));
    TRY(gdcs_i_take(&to[0], sizeof to[0], survival, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[1], sizeof to[1], hazard, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_duration_plan(options, &plan, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in.width, "width", err));
    TRY(gdcs_i_need(in.events, "events", err));
    TRY(check(&in, n, err));
    struct state s = {.left = in.start, .value = 1.0, .upper = 1.0};
    for (int64_t i = 0; i < n; i++)
        measure(&plan, &in, &s, i, to);
    return GDCS_OK;
}
