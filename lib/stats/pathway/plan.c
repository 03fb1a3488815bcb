#include "core/fail.h"
#include "num/adjust.h"
#include "num/dist.h"
#include "stats/level.h"
#include "stats/pathway/set.h"

#include <math.h>

enum { OPTIONS_V1 = 72 }; /* in release 0.1, for ever */

const char *gdcs_i_pathway_measure_name(int32_t measure)
{
    static const char *const name[] = {"", "difference", "ratio", "women", "men", "share_women"};
    return name[measure];
}

static gdcs_status check(int32_t value, int32_t most, const char *field, gdcs_error *err)
{
    if (value < 0 || value > most)
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "%d is not in 0 to %d", (int)value,
                           (int)most);
    return GDCS_OK;
}

static gdcs_status check_all(const gdcs_pathway_options *o, gdcs_error *err)
{
    TRY(check(o->measure, GDCS_PATHWAY_MEASURE_SHARE_WOMEN, "measure", err));
    TRY(check(o->method, GDCS_PATHWAY_METHOD_CLOPPER_PEARSON, "method", err));
    TRY(check(o->contrast, GDCS_PATHWAY_CONTRAST_GOODMAN, "contrast", err));
    TRY(check(o->simultaneous, GDCS_PATHWAY_SIMULTANEOUS_NONE, "simultaneous", err));
    TRY(check(o->family, GDCS_PATHWAY_FAMILY_EACH, "family", err));
    TRY(check(o->answers, GDCS_PATHWAY_ANSWERS_SEVERAL, "answers", err));
    TRY(check(o->test, GDCS_PATHWAY_TEST_FISHER_MID_P, "test", err));
    return check(o->adjust, GDCS_I_ADJUST_METHODS, "adjust", err);
}

gdcs_status gdcs_i_pathway_plan_new(const gdcs_pathway_options *options, gdcs_i_pathway_plan *out,
                                    gdcs_error *err)
{
    gdcs_pathway_options o;
    gdcs_i_pathway_plan plan = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(check_all(&o, err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.measure = o.measure;
    plan.method = o.method > 0 ? o.method : GDCS_PATHWAY_METHOD_GOODMAN;
    plan.contrast = o.contrast > 0 ? o.contrast : GDCS_PATHWAY_CONTRAST_MIETTINEN_NURMINEN;
    plan.simultaneous = o.simultaneous > 0 ? o.simultaneous : GDCS_PATHWAY_SIMULTANEOUS_BONFERRONI;
    plan.test = o.test > 0 ? o.test : GDCS_PATHWAY_TEST_RESIDUAL;
    plan.adjust = o.adjust > 0 ? o.adjust : GDCS_I_ADJUST_HOLM;
    plan.each = o.family == GDCS_PATHWAY_FAMILY_EACH;
    plan.several = o.answers == GDCS_PATHWAY_ANSWERS_SEVERAL;
    *out = plan;
    return GDCS_OK;
}

/* alpha of one of m limits, never so small that it is nothing. */
static double part(const gdcs_i_pathway_plan *plan, double alpha, double m)
{
    if (plan->simultaneous == GDCS_PATHWAY_SIMULTANEOUS_NONE)
        return alpha;
    if (plan->simultaneous == GDCS_PATHWAY_SIMULTANEOUS_SIDAK)
        return fmax(-expm1(log1p(-alpha) / m), 1e-300);
    return fmax(alpha / m, 1e-300);
}

void gdcs_i_pathway_plan_part(gdcs_i_pathway_plan *plan, int64_t n, int64_t k)
{
    plan->alpha_set = part(plan, plan->alpha, plan->each || n < 1 ? 1.0 : (double)n);
    plan->alpha_one = part(plan, plan->alpha_set, (double)k);
    plan->z = gdcs_i_normal_quantile_upper(plan->alpha_one / 2.0);
    plan->z_all = k > 1 ? sqrt(gdcs_i_chisq_quantile_upper((double)(k - 1), plan->alpha_set))
                        : gdcs_i_normal_quantile_upper(plan->alpha_set / 2.0);
}
