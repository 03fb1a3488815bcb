#include "core/fail.h"
#include "num/dist.h"
#include "stats/level.h"
#include "stats/pipeline/measure.h"

#include <math.h>
#include <string.h>

enum { OPTIONS_V1 = 80 }; /* size in release 0.1, for ever */
enum { FEWEST_REPLICATES = 100, MOST_REPLICATES = 100000, USUAL_REPLICATES = 2000 };

const char *gdcs_i_pipeline_method_text(int32_t method, int32_t design, int part)
{
    const int linked = design == GDCS_PIPELINE_LINKED, index = part == GDCS_I_PIPELINE_INDEX;
    if (method == GDCS_PIPELINE_METHOD_LOG)
        return linked && index ? "Katz" : "log";
    if (index)
        return linked ? "Miettinen-Nurminen" : "score";
    return linked ? "Wilson" : "score";
}

/* A number from 0 to `last`, 0 standing for `usual`. */
static gdcs_status choose(int32_t given, int32_t usual, int32_t last, const char *field,
                          int32_t *out, gdcs_error *err)
{
    if (given < 0 || given > last)
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "%d is not a %s", (int)given, field);
    *out = given == 0 ? usual : given;
    return GDCS_OK;
}

static gdcs_status choose_replicates(const gdcs_pipeline_options *o, int32_t *out, gdcs_error *err)
{
    *out = o->replicates == 0 ? USUAL_REPLICATES : o->replicates;
    if (*out < FEWEST_REPLICATES || *out > MOST_REPLICATES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "replicates", "%d replicates, not %d to %d",
                           (int)*out, (int)FEWEST_REPLICATES, (int)MOST_REPLICATES);
    return GDCS_OK;
}

gdcs_status gdcs_i_pipeline_plan_new(const gdcs_pipeline_options *options,
                                     gdcs_i_pipeline_plan *out, gdcs_error *err)
{
    gdcs_pipeline_options o;
    gdcs_i_pipeline_plan plan;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(choose(o.method, GDCS_PIPELINE_METHOD_SCORE, GDCS_PIPELINE_METHOD_LOG, "method",
               &plan.method, err));
    TRY(choose(o.design, GDCS_PIPELINE_CROSS_SECTIONAL, GDCS_PIPELINE_CROSS_SECTIONAL, "design",
               &plan.design, err));
    TRY(choose(o.simultaneous, GDCS_PIPELINE_SIMULTANEOUS_EACH, GDCS_PIPELINE_SIMULTANEOUS_SIDAK,
               "simultaneous", &plan.simultaneous, err));
    TRY(choose(o.test, GDCS_PIPELINE_TEST_DEFAULT, GDCS_PIPELINE_TEST_EXACT, "test", &plan.test,
               err));
    TRY(choose(o.parts, GDCS_PIPELINE_PARTS_DELTA, GDCS_PIPELINE_PARTS_BOOTSTRAP, "parts",
               &plan.parts, err));
    TRY(choose_replicates(&o, &plan.replicates, err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.seed = o.seed;
    plan.basis = o.basis;
    plan.period = o.period;
    plan.lags = o.lags;
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

gdcs_i_pipeline_plan gdcs_i_pipeline_plan_family(const gdcs_i_pipeline_plan *plan, int32_t k)
{
    gdcs_i_pipeline_plan one = *plan;
    if (plan->simultaneous == GDCS_PIPELINE_SIMULTANEOUS_EACH || k < 2)
        return one;
    one.alpha = plan->simultaneous == GDCS_PIPELINE_SIMULTANEOUS_SIDAK
                    ? -expm1(log1p(-plan->alpha) / k)
                    : plan->alpha / k;
    one.z = gdcs_i_normal_quantile_upper(one.alpha / 2.0);
    return one;
}

uint32_t gdcs_i_pipeline_basis_notes(const gdcs_i_pipeline_plan *plan, int32_t from, int32_t to)
{
    const char *const *b = plan->basis;
    const int differ = b != NULL && b[from] != NULL && b[to] != NULL && strcmp(b[from], b[to]) != 0;
    return differ ? (uint32_t)GDCS_NOTE_NOT_COMPARABLE : 0;
}
