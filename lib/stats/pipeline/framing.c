#include "stats/pipeline/framing.h"
#include "num/interval/contrast.h"
#include "num/interval/mover.h"

#include <math.h>

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};
static const double four_fifths = 0.8, fewest = 30.0, least_share = 0.01;

/* Attrition as estimated from counts of different persons: nobody is lost below 0. */
static struct gdcs_i_spread attrition_of(const gdcs_estimate *ratio)
{
    const double value = 1.0 - ratio->value, lower = fmax(1.0 - ratio->upper, 0.0);
    const struct gdcs_i_spread s = {value, value - lower, ratio->value - ratio->lower, lower};
    return s;
}

/* Variance of the logarithm of 1 - r, r = to / from of two Poisson counts. */
static double lost_log_variance(double to, double from)
{
    const double r = to / from, lost = (from - to) / from;
    return r * (1.0 + r) / from / (lost * lost);
}

static int has_log(double s)
{
    return s > 0.0 && s < INFINITY;
}

static gdcs_estimate attrition_apart(const gdcs_i_pipeline_plan *plan, struct gdcs_i_two lost,
                                     const gdcs_pipeline_result *step, const char **method)
{
    const struct gdcs_i_spread w = attrition_of(&step->women), m = attrition_of(&step->men);
    const struct gdcs_i_limits l = gdcs_i_mover_ratio(&w, &m, 0.0);
    const double value = gdcs_i_contrast_ratio(lost);
    const double s = sqrt(lost_log_variance(lost.no1, lost.yes1 + lost.no1) +
                          lost_log_variance(lost.no2, lost.yes2 + lost.no2));
    gdcs_estimate e = {value, l.lower, l.upper, has_log(s) ? value * s : NAN};
    *method = "MOVER-R";
    if (plan->method == GDCS_PIPELINE_METHOD_LOG && has_log(s)) {
        e.lower = value * exp(-plan->z * s);
        e.upper = value * exp(plan->z * s);
        *method = "log";
    }
    return e;
}

static gdcs_estimate attrition_linked(const gdcs_i_pipeline_plan *plan, struct gdcs_i_two lost,
                                      const char **method)
{
    struct gdcs_i_limits l = {NAN, NAN};
    *method = "Katz";
    if (plan->method == GDCS_PIPELINE_METHOD_LOG)
        l = gdcs_i_contrast_ratio_log(lost, plan->z);
    if (isnan(l.lower)) {
        *method = "Miettinen-Nurminen";
        l = gdcs_i_contrast_ratio_score(lost, plan->z);
    }
    const gdcs_estimate e = {gdcs_i_contrast_ratio(lost), l.lower, l.upper,
                             gdcs_i_contrast_ratio_error(lost)};
    return e;
}

static gdcs_estimate attrition_index(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                                     const gdcs_sex_counts *to, const gdcs_pipeline_result *step,
                                     const char **method)
{
    const struct gdcs_i_two lost = {from->women - to->women, to->women, from->men - to->men,
                                    to->men};
    *method = plan->design == GDCS_PIPELINE_LINKED ? "Miettinen-Nurminen" : "MOVER-R";
    if (!(step->women.value <= 1.0 && step->men.value <= 1.0))
        return nothing;
    return plan->design == GDCS_PIPELINE_LINKED ? attrition_linked(plan, lost, method)
                                                : attrition_apart(plan, lost, step, method);
}

/* Of any two attritions in [0, 1]; where a ratio may be above 1, or both may be 0, of nothing. */
static gdcs_bounds attrition_bounds(const gdcs_pipeline_result *step)
{
    const gdcs_bounds w = {1.0 - step->women_bounds.upper, 1.0 - step->women_bounds.lower};
    const gdcs_bounds m = {1.0 - step->men_bounds.upper, 1.0 - step->men_bounds.lower};
    const gdcs_bounds all = {0.0, INFINITY};
    const gdcs_bounds b = {w.lower / m.upper, m.lower > 0.0 ? w.upper / m.lower : INFINITY};
    return w.lower < 0.0 || m.lower < 0.0 || (w.lower == 0.0 && m.lower == 0.0) ? all : b;
}

static int is_disparity(double index)
{
    return index < four_fifths || index > 1.0 / four_fifths;
}

static uint32_t value_notes(const gdcs_estimate *e, int relation)
{
    uint32_t notes = 0;
    if (isnan(e->value))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(e->upper))
        notes |= GDCS_NOTE_UPPER_INFINITE;
    if (relation == GDCS_I_PIPELINE_OF_ATTRITION && (e->value == 0.0 || isinf(e->value)))
        notes |= GDCS_NOTE_AT_BOUNDARY;
    return notes;
}

static int32_t small_of(const gdcs_sex_counts *from)
{
    const double least = fmin(from->women, from->men);
    int32_t small = 0;
    if (isnan(from->women + from->men))
        return 0;
    if (least < fewest)
        small |= GDCS_PIPELINE_SMALL_BASE;
    if (least < least_share * (from->women + from->men))
        small |= GDCS_PIPELINE_SMALL_SHARE;
    return small;
}

static void set_notes(const gdcs_i_pipeline_plan *plan, const gdcs_i_pipeline *step,
                      uint32_t of_test, gdcs_i_pipeline_relation *out)
{
    const uint32_t of_value =
        GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UPPER_INFINITE;
    const uint32_t counts =
        step->notes[GDCS_I_PIPELINE_INDEX] & ~of_value & ~(uint32_t)GDCS_NOTE_METHOD_CHANGED;
    gdcs_pipeline_tested *r = &out->result;
    const gdcs_estimate *const e[] = {&r->index, &r->attrition_index, &r->difference};
    out->notes[GDCS_I_PIPELINE_OF_INDEX] = step->notes[GDCS_I_PIPELINE_INDEX];
    for (int i = GDCS_I_PIPELINE_OF_ATTRITION; i < GDCS_I_PIPELINE_RELATIONS; i++)
        out->notes[i] = counts | value_notes(e[i], i);
    if (plan->method == GDCS_PIPELINE_METHOD_LOG && !isnan(r->attrition_index.value) &&
        out->method[GDCS_I_PIPELINE_OF_ATTRITION][0] == 'M')
        out->notes[GDCS_I_PIPELINE_OF_ATTRITION] |= GDCS_NOTE_METHOD_CHANGED;
    out->notes[GDCS_I_PIPELINE_OF_INDEX] |= of_test;
    if (!isnan(r->index.value) && !isnan(r->attrition_index.value) &&
        is_disparity(r->index.value) != is_disparity(r->attrition_index.value)) {
        out->notes[GDCS_I_PIPELINE_OF_INDEX] |= GDCS_NOTE_FRAMINGS;
        out->notes[GDCS_I_PIPELINE_OF_ATTRITION] |= GDCS_NOTE_FRAMINGS;
    }
    for (int i = 0; i < GDCS_I_PIPELINE_RELATIONS; i++)
        r->notes |= out->notes[i];
}

void gdcs_i_pipeline_relate(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                            const gdcs_sex_counts *to, const gdcs_i_pipeline *step,
                            gdcs_i_pipeline_relation *out)
{
    const gdcs_pipeline_result *s = &step->result;
    const int linked = plan->design == GDCS_PIPELINE_LINKED;
    uint32_t of_test = 0;
    out->method[GDCS_I_PIPELINE_OF_INDEX] = gdcs_i_pipeline_method_text(
        step->method[GDCS_I_PIPELINE_INDEX], plan->design, GDCS_I_PIPELINE_INDEX);
    out->method[GDCS_I_PIPELINE_OF_DIFFERENCE] = linked ? "Miettinen-Nurminen" : "MOVER";
    out->result =
        (gdcs_pipeline_tested){.struct_size = sizeof out->result,
                               .method = plan->method,
                               .design = plan->design,
                               .small = small_of(from),
                               .alpha = plan->alpha,
                               .index = s->index,
                               .attrition_index = attrition_index(
                                   plan, from, to, s, &out->method[GDCS_I_PIPELINE_OF_ATTRITION]),
                               .difference = gdcs_i_pipeline_difference(plan, from, to, s),
                               .index_bounds = s->index_bounds,
                               .attrition_index_bounds = attrition_bounds(s),
                               .difference_bounds = gdcs_i_pipeline_difference_bounds(s)};
    out->result.equality = gdcs_i_pipeline_equality(plan, from, to, &out->result.test, &of_test);
    out->result.p_adjusted = out->result.equality.p_value;
    set_notes(plan, step, of_test, out);
}
