#include "core/fail.h"
#include "num/interval/mover.h"
#include "stats/arrays.h"
#include "stats/bounds.h"
#include "stats/standard/measure.h"

#include <float.h>
#include <math.h>

enum { RATIO_RESULT_V1 = 192 }; /* size in release 0.1, for ever */

typedef struct gdcs_i_limits limits;
typedef gdcs_i_standard_rate rate;

static struct gdcs_i_spread spread_of(const rate *r)
{
    const gdcs_estimate *e = &r->result.rate;
    return (struct gdcs_i_spread){e->value, e->value - e->lower, e->upper - e->value, e->lower};
}

static limits mover_ratio(const rate *women, const rate *men)
{
    const struct gdcs_i_spread w = spread_of(women), m = spread_of(men);
    return gdcs_i_mover_ratio(&w, &m, 0.0);
}

static limits log_ratio(const gdcs_i_standard_plan *plan, double value, double relative_error)
{
    const double factor = exp(plan->z * relative_error);
    return (limits){value / factor, value * factor};
}

/* Where the limits of a rate are not by the method asked for, neither are those of the ratio. */
static int32_t method_of(const gdcs_i_standard_plan *plan, const rate *women, const rate *men)
{
    if (women->result.method != plan->method)
        return women->result.method;
    return men->result.method;
}

static limits ratio_limits(const gdcs_i_standard_plan *plan, int32_t method, const rate *women,
                           const rate *men, const gdcs_estimate *ratio)
{
    switch (method) {
    case GDCS_STANDARD_METHOD_GAMMA:
        return gdcs_i_weighted_ratio_gamma(&women->weighted, &men->weighted, plan->alpha);
    case GDCS_STANDARD_METHOD_TIWARI:
        return gdcs_i_weighted_ratio_tiwari(&women->weighted, &men->weighted, plan->alpha);
    case GDCS_STANDARD_METHOD_LOG:
        return log_ratio(plan, ratio->value, ratio->std_error / ratio->value);
    default: return mover_ratio(women, men);
    }
}

static void set_ratio(const gdcs_i_standard_plan *plan, const rate *women, const rate *men,
                      gdcs_standard_ratio_result *out)
{
    const double w = women->result.rate.value, m = men->result.rate.value;
    gdcs_estimate *r = &out->ratio_women_per_man;
    if (w == 0.0 && m == 0.0) {
        out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return;
    }
    r->value = m == 0.0 ? INFINITY : w / m;
    r->std_error =
        m == 0.0
            ? NAN
            : hypot(sqrt(women->weighted.variance), r->value * sqrt(men->weighted.variance)) / m;
    limits l = ratio_limits(plan, out->method, women, men, r);
    if (isnan(l.lower) || isnan(l.upper)) /* beyond the domain of F */
        l = mover_ratio(women, men);
    r->lower = l.lower;
    r->upper = l.upper;
    if (isinf(r->upper))
        out->notes |= GDCS_NOTE_UPPER_INFINITE;
}

static void set_difference(const rate *women, const rate *men, gdcs_estimate *out)
{
    const double w = women->result.rate.value, m = men->result.rate.value;
    const struct gdcs_i_spread of_women = spread_of(women), of_men = spread_of(men);
    const limits l = gdcs_i_mover_difference(&of_women, &of_men, 0.0);
    *out = (gdcs_estimate){w - m, l.lower, l.upper,
                           sqrt(women->weighted.variance + men->weighted.variance)};
}

void gdcs_i_standard_compare(const gdcs_i_standard_plan *plan, const rate *women, const rate *men,
                             gdcs_standard_ratio_result *out)
{
    const gdcs_bounds w = women->result.bounds, m = men->result.bounds;
    const gdcs_estimate none = {NAN, NAN, NAN, NAN};
    *out =
        (gdcs_standard_ratio_result){.struct_size = sizeof *out,
                                     .notes = women->result.notes | men->result.notes,
                                     .method = method_of(plan, women, men),
                                     .alpha = plan->alpha,
                                     .per = plan->per,
                                     .women = women->result.rate,
                                     .men = men->result.rate,
                                     .ratio_women_per_man = none,
                                     .ratio_bounds = {NAN, NAN},
                                     .difference_women_minus_men = none,
                                     .difference_bounds = {w.lower - m.upper, w.upper - m.lower}};
    if (!isnan(w.lower) && !isnan(m.lower))
        out->ratio_bounds = gdcs_i_bounds_quotient(w, m);
    if ((out->notes & GDCS_NOTE_NOT_ESTIMABLE) != 0)
        return;
    set_ratio(plan, women, men, out);
    set_difference(women, men, &out->difference_women_minus_men);
}

gdcs_status gdcs_standard_estimate_ratio(const gdcs_standard_strata *women,
                                         const gdcs_standard_strata *men, int64_t count,
                                         const gdcs_standard_options *options,
                                         gdcs_standard_ratio_result *out, gdcs_error *err)
{
    gdcs_i_standard_plan plan;
    gdcs_standard_strata in_women, in_men;
    gdcs_i_standard_rate of_women, of_men;
    gdcs_standard_ratio_result result;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_standard_plan_new(options, &plan, err));
    TRY(gdcs_i_standard_take(women, "women", 1, count, 0, &in_women, err));
    TRY(gdcs_i_standard_take(men, "men", 1, count, 0, &in_men, err));
    gdcs_i_standard_measure_row(&plan, &in_women, 0, count, &of_women);
    gdcs_i_standard_measure_row(&plan, &in_men, 0, count, &of_men);
    TRY(gdcs_i_standard_check(&in_women, count, &of_women, err));
    TRY(gdcs_i_standard_check(&in_men, count, &of_men, err));
    gdcs_i_standard_compare(&plan, &of_women, &of_men, &result);
    return gdcs_i_give(out, &result, sizeof result, RATIO_RESULT_V1, err);
}

/* Outputs that nobody asked for are arrays none of which is wanted. */
static gdcs_status take_out(const gdcs_estimate_arrays *out, gdcs_estimate_arrays *to,
                            gdcs_error *err)
{
    return gdcs_i_take(to, sizeof *to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err);
}

gdcs_status gdcs_standard_each_ratio(const gdcs_standard_strata *women,
                                     const gdcs_standard_strata *men, int64_t n, int64_t count,
                                     const gdcs_standard_options *options,
                                     const gdcs_estimate_arrays *ratio,
                                     const gdcs_estimate_arrays *difference, gdcs_error *err)
{
    gdcs_i_standard_plan plan;
    gdcs_standard_strata in_women, in_men;
    gdcs_estimate_arrays to_ratio, to_difference;
    gdcs_i_standard_rate of_women, of_men;
    gdcs_standard_ratio_result r;
    TRY(gdcs_i_standard_plan_new(options, &plan, err));
    TRY(gdcs_i_standard_take(women, "women", n, count, 1, &in_women, err));
    TRY(gdcs_i_standard_take(men, "men", n, count, 1, &in_men, err));
    TRY(take_out(ratio, &to_ratio, err));
    TRY(take_out(difference, &to_difference, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_standard_measure_row(&plan, &in_women, i, count, &of_women);
        gdcs_i_standard_measure_row(&plan, &in_men, i, count, &of_men);
        gdcs_i_standard_compare(&plan, &of_women, &of_men, &r);
        gdcs_i_estimate_arrays_set(&to_ratio, i, &r.ratio_women_per_man, &r.ratio_bounds, r.notes);
        gdcs_i_estimate_arrays_set(&to_difference, i, &r.difference_women_minus_men,
                                   &r.difference_bounds, r.notes);
    }
    return GDCS_OK;
}
