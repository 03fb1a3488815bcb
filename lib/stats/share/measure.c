#include "stats/share/measure.h"
#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/proportion.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <math.h>

enum { OPTIONS_V1 = 32, RESULT_V1 = 96 }; /* sizes in release 0.1, for ever */

const char *gdcs_i_share_method_text(int32_t method)
{
    switch (method) {
    case GDCS_SHARE_METHOD_WILSON: return "Wilson";
    case GDCS_SHARE_METHOD_CLOPPER_PEARSON: return "Clopper-Pearson";
    case GDCS_SHARE_METHOD_MID_P: return "mid-P";
    case GDCS_SHARE_METHOD_JEFFREYS: return "Jeffreys";
    case GDCS_SHARE_METHOD_AGRESTI_COULL: return "Agresti-Coull";
    case GDCS_SHARE_METHOD_BLAKER: return "Blaker";
    case GDCS_SHARE_METHOD_SCAS: return "SCAS";
    case GDCS_SHARE_METHOD_LIKELIHOOD_RATIO: return "likelihood ratio";
    case GDCS_SHARE_METHOD_LOGIT: return "logit";
    case GDCS_SHARE_METHOD_WILSON_CONTINUITY: return "Wilson, continuity corrected";
    case GDCS_SHARE_METHOD_ARCSINE: return "arcsine";
    case GDCS_SHARE_METHOD_WALD: return "Wald";
    default: return "";
    }
}

gdcs_status gdcs_i_share_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                  gdcs_error *err)
{
    gdcs_share_options o;
    gdcs_i_share_plan plan = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method = o.method == GDCS_SHARE_METHOD_DEFAULT ? GDCS_SHARE_METHOD_WILSON : o.method;
    plan.of = o.of;
    if (gdcs_i_share_method_text(plan.method)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.of < GDCS_SHARE_OF_WOMEN_AND_MEN || o.of > GDCS_SHARE_OF_PERSONS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "of", "%d is not a denominator", (int)o.of);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

double gdcs_i_share_others(int32_t of, const gdcs_sex_counts *c)
{
    if (of == GDCS_SHARE_OF_WOMEN_AND_MEN)
        return c->men;
    return of == GDCS_SHARE_OF_RECORDED ? c->men + c->other : c->men + c->other + c->unknown;
}

/* One who is neither woman nor man leaves the denominator of women and men, which moves the share less
   than being either. */
gdcs_bounds gdcs_i_share_bounds(int32_t of, const gdcs_sex_counts *lower,
                                const gdcs_sex_counts *upper, double most)
{
    const int all = of != GDCS_SHARE_OF_WOMEN_AND_MEN;
    const double outside = all ? 0.0 : lower->other;
    gdcs_bounds yes = {lower->women, upper->women + upper->unknown};
    gdcs_bounds no = {lower->men + (all ? lower->other : 0.0),
                      upper->men + upper->unknown + (all ? upper->other : 0.0)};
    yes.upper = fmin(yes.upper, most - no.lower - outside);
    no.upper = fmin(no.upper, most - yes.lower - outside);
    const gdcs_bounds nobody = {NAN, NAN};
    return yes.upper > 0.0 || no.upper > 0.0 ? gdcs_i_bounds_share(yes, no) : nobody;
}

static struct gdcs_i_limits limits_of(const gdcs_i_share_plan *plan, double yes, double no)
{
    switch (plan->method) {
    case GDCS_SHARE_METHOD_CLOPPER_PEARSON:
        return gdcs_i_proportion_clopper_pearson(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_MID_P: return gdcs_i_proportion_mid_p(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_JEFFREYS: return gdcs_i_proportion_jeffreys(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_AGRESTI_COULL: return gdcs_i_proportion_agresti_coull(yes, no, plan->z);
    case GDCS_SHARE_METHOD_BLAKER: return gdcs_i_proportion_blaker(yes, no, plan->alpha);
    case GDCS_SHARE_METHOD_SCAS: return gdcs_i_proportion_scas(yes, no, plan->z);
    case GDCS_SHARE_METHOD_LIKELIHOOD_RATIO: return gdcs_i_proportion_likelihood(yes, no, plan->z);
    case GDCS_SHARE_METHOD_LOGIT: return gdcs_i_proportion_logit(yes, no, plan->z, plan->alpha);
    case GDCS_SHARE_METHOD_WILSON_CONTINUITY:
        return gdcs_i_proportion_wilson_continuity(yes, no, plan->z);
    case GDCS_SHARE_METHOD_ARCSINE: return gdcs_i_proportion_arcsine(yes, no, plan->z);
    case GDCS_SHARE_METHOD_WALD: return gdcs_i_proportion_wald(yes, no, plan->z);
    default: return gdcs_i_proportion_wilson(yes, no, plan->z);
    }
}

/* Wilson's limits exist for all counts; those of the beta distribution end with its domain. */
struct gdcs_i_limits gdcs_i_share_limits(const gdcs_i_share_plan *plan, double yes, double no,
                                         int32_t *method, uint32_t *notes)
{
    const struct gdcs_i_limits l = limits_of(plan, yes, no);
    *method = plan->method;
    if (!isnan(l.lower) && !isnan(l.upper))
        return l;
    *method = GDCS_SHARE_METHOD_WILSON;
    *notes |= GDCS_NOTE_METHOD_CHANGED;
    return gdcs_i_proportion_wilson(yes, no, plan->z);
}

uint32_t gdcs_i_share_presence(int32_t of, const gdcs_sex_counts *c)
{
    uint32_t notes = 0;
    if (c->unknown > 0.0)
        notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    if (c->other > 0.0 && of == GDCS_SHARE_OF_WOMEN_AND_MEN)
        notes |= GDCS_NOTE_OTHER_PRESENT;
    if (c->not_applicable > 0.0)
        notes |= GDCS_NOTE_NOT_PERSONS;
    return notes;
}

uint32_t gdcs_i_share_quality(double yes, double no, double men)
{
    uint32_t notes = 0;
    if (yes == 0.0 || no == 0.0)
        notes |= GDCS_NOTE_AT_BOUNDARY;
    if (yes == 0.0 || men == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (yes + no < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (!gdcs_i_is_whole(yes) || !gdcs_i_is_whole(no))
        notes |= GDCS_NOTE_NOT_WHOLE;
    return notes;
}

void gdcs_i_share_measure(const gdcs_i_share_plan *plan, const gdcs_sex_counts *counts,
                          const gdcs_sex_counts *lower, const gdcs_sex_counts *upper, double most,
                          gdcs_share_result *out)
{
    const double yes = counts->women, no = gdcs_i_share_others(plan->of, counts), n = yes + no;
    const gdcs_share_result r = {.struct_size = sizeof r,
                                 .notes = gdcs_i_share_presence(plan->of, lower),
                                 .method = plan->method,
                                 .of = plan->of,
                                 .alpha = plan->alpha,
                                 .women = yes,
                                 .n = n,
                                 .unknown = counts->unknown,
                                 .share = {NAN, NAN, NAN, NAN},
                                 .bounds = gdcs_i_share_bounds(plan->of, lower, upper, most)};
    *out = r;
    if (!(n > 0.0)) {
        out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return;
    }
    out->notes |= gdcs_i_share_quality(yes, no, counts->men);
    const struct gdcs_i_limits l = gdcs_i_share_limits(plan, yes, no, &out->method, &out->notes);
    const gdcs_estimate e = {yes / n, l.lower, l.upper, sqrt(yes / n * (no / n) / n)};
    out->share = e;
}

gdcs_status gdcs_i_share_give(const gdcs_share_result *result, gdcs_share_result *out,
                              gdcs_error *err)
{
    if (result->n == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "nobody is in the denominator");
    return gdcs_i_give(out, result, sizeof *result, RESULT_V1, err);
}

gdcs_status gdcs_share_estimate(const gdcs_sex_counts *counts, const gdcs_share_options *options,
                                gdcs_share_result *out, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    gdcs_share_result result;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(counts, 0, "counts", 0, err));
    gdcs_i_share_measure(&plan, counts, counts, counts, INFINITY, &result);
    return gdcs_i_share_give(&result, out, err);
}

gdcs_status gdcs_share_bound(const gdcs_sex_counts *lower, const gdcs_sex_counts *upper,
                             const gdcs_share_options *options, gdcs_bounds *out, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    TRY(gdcs_i_need(lower, "lower", err));
    TRY(gdcs_i_need(upper, "upper", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    static const char *const member[] = {"women", "men", "other", "unknown"};
    const double from[] = {lower->women, lower->men, lower->other, lower->unknown};
    const double to[] = {upper->women, upper->men, upper->other, upper->unknown};
    for (int i = 0; i < 4; i++) {
        TRY(gdcs_i_count_check(from[i], 0, member[i], "lower", 0, err));
        if (!(to[i] >= from[i]))
            return gdcs_i_fail(err, GDCS_E_VALUE, member[i], "upper %s is below lower", member[i]);
    }
    const gdcs_bounds bounds = gdcs_i_share_bounds(plan.of, lower, upper, INFINITY);
    if (isnan(bounds.upper))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "upper", "nobody can be in the denominator");
    *out = bounds;
    return GDCS_OK;
}
