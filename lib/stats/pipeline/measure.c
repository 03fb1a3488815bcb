#include "stats/pipeline/measure.h"
#include "core/fail.h"
#include "num/interval/contrast.h"
#include "num/interval/proportion.h"
#include "stats/arrays.h"
#include "stats/counts.h"

#include <math.h>

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

/* value e^(-z s) to value e^(z s), s the standard error of the logarithm. */
static struct gdcs_i_limits log_limits(double value, double s, double z)
{
    const struct gdcs_i_limits l = {value * exp(-z * s), value * exp(z * s)};
    return l;
}

/* Of the logarithm: a share of the earlier stage, or two Poisson counts. */
static double log_error(int32_t design, double to, double from)
{
    return design == GDCS_PIPELINE_LINKED ? sqrt((from - to) / from / to)
                                          : sqrt(1.0 / to + 1.0 / from);
}

/* The logarithm has a standard error that is neither infinite nor 0. */
static int has_log(double s)
{
    return s > 0.0 && s < INFINITY;
}

static gdcs_estimate ratio_of(const gdcs_i_pipeline_plan *plan, double to, double from,
                              int32_t *method)
{
    const int linked = plan->design == GDCS_PIPELINE_LINKED;
    const double s = log_error(plan->design, to, from), value = to / from;
    struct gdcs_i_limits l;
    if (*method == GDCS_PIPELINE_METHOD_LOG && has_log(s)) {
        l = log_limits(value, s, plan->z);
        if (linked)
            l.upper = fmin(l.upper, 1.0);
    } else {
        *method = GDCS_PIPELINE_METHOD_SCORE;
        l = linked ? gdcs_i_proportion_wilson(to, from - to, plan->z)
                   : gdcs_i_contrast_poisson_score(to, from, plan->z);
    }
    const gdcs_estimate e = {value, l.lower, l.upper,
                             linked ? sqrt(value * ((from - to) / from) / from)
                                    : (to > 0.0 ? value * s : NAN)};
    return e;
}

static gdcs_estimate index_of(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *to,
                              const gdcs_sex_counts *from, int32_t *method)
{
    const int linked = plan->design == GDCS_PIPELINE_LINKED;
    const double women = log_error(plan->design, to->women, from->women);
    const double men = log_error(plan->design, to->men, from->men);
    const double value = to->women / from->women / (to->men / from->men);
    const double s = hypot(women, men);
    struct gdcs_i_limits l;
    if (*method == GDCS_PIPELINE_METHOD_LOG && has_log(s)) {
        l = log_limits(value, s, plan->z);
    } else {
        const struct gdcs_i_two lost = {to->women, from->women - to->women, to->men,
                                        from->men - to->men};
        const struct gdcs_i_two apart = {to->women, from->women, to->men, from->men};
        *method = GDCS_PIPELINE_METHOD_SCORE;
        l = linked ? gdcs_i_contrast_ratio_score(lost, plan->z)
                   : gdcs_i_contrast_odds_score(apart, plan->z);
    }
    const gdcs_estimate e = {value, l.lower, l.upper,
                             to->women > 0.0 && to->men > 0.0 ? value * s : NAN};
    return e;
}

/* What is to be said of two counts of one sex. */
static uint32_t notes_of(int32_t design, double to, double from)
{
    const int linked = design == GDCS_PIPELINE_LINKED;
    uint32_t notes = 0;
    if (!(from > 0.0 && to >= 0.0) || (linked && to > from))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (to > from)
        notes |= GDCS_NOTE_ABOVE_ONE;
    if (to == 0.0 || from == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (from < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (!gdcs_i_is_whole(to) || !gdcs_i_is_whole(from))
        notes |= isnan(to + from) ? 0 : GDCS_NOTE_NOT_WHOLE;
    return notes;
}

static uint32_t boundary(double value, double end)
{
    return value == 0.0 || value == end ? (uint32_t)GDCS_NOTE_AT_BOUNDARY : 0;
}

static gdcs_estimate estimate(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                              const gdcs_sex_counts *to, int part, gdcs_i_pipeline *out)
{
    gdcs_estimate e = nothing;
    int32_t *method = &out->method[part];
    *method = plan->method;
    if (out->notes[part] & GDCS_NOTE_NOT_ESTIMABLE)
        return nothing;
    if (part == GDCS_I_PIPELINE_INDEX) {
        e = index_of(plan, to, from, method);
        out->notes[part] |= boundary(e.value, INFINITY);
    } else {
        const int women = part == GDCS_I_PIPELINE_WOMEN;
        e = women ? ratio_of(plan, to->women, from->women, method)
                  : ratio_of(plan, to->men, from->men, method);
        out->notes[part] |= boundary(e.value, plan->design == GDCS_PIPELINE_LINKED ? 1.0 : 0.0);
    }
    if (isnan(e.value))
        out->notes[part] |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(e.upper))
        out->notes[part] |= GDCS_NOTE_UPPER_INFINITE;
    if (*method != plan->method)
        out->notes[part] |= GDCS_NOTE_METHOD_CHANGED;
    return e;
}

static double attrition(double to, double from, const gdcs_estimate *ratio)
{
    return isnan(ratio->value) ? NAN : (from - to) / from;
}

void gdcs_i_pipeline_measure(const gdcs_i_pipeline_plan *plan, const gdcs_i_group *from,
                             const gdcs_i_group *to, gdcs_i_pipeline *out)
{
    const uint32_t common = from->notes | to->notes | gdcs_i_counts_notes(&from->upper) |
                            gdcs_i_counts_notes(&to->upper);
    const uint32_t women = notes_of(plan->design, to->counts.women, from->counts.women);
    const uint32_t men = notes_of(plan->design, to->counts.men, from->counts.men);
    gdcs_bounds bounds[GDCS_I_PIPELINE_PARTS];
    gdcs_pipeline_result *r = &out->result;
    gdcs_i_pipeline_bound(plan->design, from, to, bounds);
    out->notes[GDCS_I_PIPELINE_WOMEN] = common | women;
    out->notes[GDCS_I_PIPELINE_MEN] = common | men;
    out->notes[GDCS_I_PIPELINE_INDEX] = common | women | men;
    r->struct_size = sizeof *r;
    r->method = plan->method;
    r->design = plan->design;
    r->alpha = plan->alpha;
    r->women = estimate(plan, &from->counts, &to->counts, GDCS_I_PIPELINE_WOMEN, out);
    r->men = estimate(plan, &from->counts, &to->counts, GDCS_I_PIPELINE_MEN, out);
    r->index = estimate(plan, &from->counts, &to->counts, GDCS_I_PIPELINE_INDEX, out);
    r->attrition_women = attrition(to->counts.women, from->counts.women, &r->women);
    r->attrition_men = attrition(to->counts.men, from->counts.men, &r->men);
    r->women_bounds = bounds[GDCS_I_PIPELINE_WOMEN];
    r->men_bounds = bounds[GDCS_I_PIPELINE_MEN];
    r->index_bounds = bounds[GDCS_I_PIPELINE_INDEX];
    r->notes = out->notes[0] | out->notes[1] | out->notes[2];
}

static int has_limits(const gdcs_i_pipeline *p, int part, const gdcs_estimate *e)
{
    return (p->notes[part] & GDCS_NOTE_NOT_ESTIMABLE) || !(isnan(e->lower) || isnan(e->upper));
}

gdcs_status gdcs_i_pipeline_one(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                                const gdcs_sex_counts *to, gdcs_i_pipeline *out, gdcs_error *err)
{
    TRY(gdcs_i_need(from, "from", err));
    TRY(gdcs_i_need(to, "to", err));
    TRY(gdcs_i_counts_check(from, 0, "from", 0, err));
    TRY(gdcs_i_counts_check(to, 0, "to", 0, err));
    if (plan->design == GDCS_PIPELINE_LINKED && !gdcs_i_pipeline_is_linked(from, to))
        return gdcs_i_fail(err, GDCS_E_VALUE, "to",
                           "the later stage has more than the earlier, though they are linked");
    if (from->women + from->men == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "from", "no women and no men at the earlier stage");
    const gdcs_i_group a = gdcs_i_group_of_counts(from), b = gdcs_i_group_of_counts(to);
    gdcs_i_pipeline_measure(plan, &a, &b, out);
    if (!has_limits(out, GDCS_I_PIPELINE_WOMEN, &out->result.women) ||
        !has_limits(out, GDCS_I_PIPELINE_MEN, &out->result.men) ||
        !has_limits(out, GDCS_I_PIPELINE_INDEX, &out->result.index))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "out", "a limit was not found");
    return GDCS_OK;
}

gdcs_status gdcs_pipeline_estimate(const gdcs_sex_counts *from, const gdcs_sex_counts *to,
                                   const gdcs_pipeline_options *options, gdcs_pipeline_result *out,
                                   gdcs_error *err)
{
    gdcs_i_pipeline_plan plan;
    gdcs_i_pipeline p;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_pipeline_plan_new(options, &plan, err));
    TRY(gdcs_i_pipeline_one(&plan, from, to, &p, err));
    return gdcs_i_give(out, &p.result, sizeof p.result, GDCS_I_PIPELINE_RESULT_V1, err);
}

/* A first pass, so that a call that fails has written nothing. */
static gdcs_status check_arrays(const gdcs_sex_arrays *arrays, int64_t n, const char *field,
                                gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(arrays, i);
        TRY(gdcs_i_counts_check(&c, 1, field, i + 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_pipeline_take_arrays(const gdcs_sex_arrays *from, const gdcs_sex_arrays *to,
                                        int64_t n, gdcs_sex_arrays out[2], gdcs_error *err)
{
    TRY(gdcs_i_need(from, "from", err));
    TRY(gdcs_i_need(to, "to", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_take(&out[0], sizeof out[0], from, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&out[1], sizeof out[1], to, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(check_arrays(&out[0], n, "from", err));
    return check_arrays(&out[1], n, "to", err);
}

struct outputs {
    gdcs_estimate_arrays part[GDCS_I_PIPELINE_PARTS];
};

static void measure_each(const gdcs_i_pipeline_plan *plan, const gdcs_sex_arrays *from,
                         const gdcs_sex_arrays *to, int64_t n, const struct outputs *out)
{
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts f = gdcs_i_sex_arrays_at(from, i), t = gdcs_i_sex_arrays_at(to, i);
        const gdcs_i_group a = gdcs_i_group_of_counts(&f), b = gdcs_i_group_of_counts(&t);
        gdcs_i_pipeline p;
        gdcs_i_pipeline_measure(plan, &a, &b, &p);
        const gdcs_pipeline_result *r = &p.result;
        gdcs_i_estimate_arrays_set(&out->part[0], i, &r->women, &r->women_bounds, p.notes[0]);
        gdcs_i_estimate_arrays_set(&out->part[1], i, &r->men, &r->men_bounds, p.notes[1]);
        gdcs_i_estimate_arrays_set(&out->part[2], i, &r->index, &r->index_bounds, p.notes[2]);
    }
}

gdcs_status gdcs_pipeline_each(const gdcs_sex_arrays *from, const gdcs_sex_arrays *to, int64_t n,
                               const gdcs_pipeline_options *options,
                               const gdcs_estimate_arrays *women, const gdcs_estimate_arrays *men,
                               const gdcs_estimate_arrays *index, gdcs_error *err)
{
    const gdcs_estimate_arrays *const given[] = {women, men, index};
    gdcs_i_pipeline_plan plan;
    gdcs_sex_arrays in[2];
    struct outputs out;
    TRY(gdcs_i_pipeline_take_arrays(from, to, n, in, err));
    for (int i = 0; i < GDCS_I_PIPELINE_PARTS; i++)
        TRY(gdcs_i_take(&out.part[i], sizeof out.part[i], given[i], GDCS_I_ESTIMATE_ARRAYS_V1,
                        err));
    TRY(gdcs_i_pipeline_plan_new(options, &plan, err));
    measure_each(&plan, &in[0], &in[1], n, &out);
    return GDCS_OK;
}
