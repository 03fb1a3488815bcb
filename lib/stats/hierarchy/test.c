#include "stats/test.h"

#include "core/fail.h"
#include "core/sum.h"
#include "num/dist.h"
#include "num/trend.h"
#include "stats/counts.h"
#include "stats/hierarchy/plan.h"

#include <math.h>

enum { TESTED_V1 = 72 }; /* in release 0.1, for ever */

static int is_exact(int32_t test)
{
    return test == GDCS_HIERARCHY_TEST_EXACT || test == GDCS_HIERARCHY_TEST_MID_P;
}

static int side_of(int32_t alternative)
{
    if (alternative == GDCS_HIERARCHY_ALTERNATIVE_RISING)
        return GDCS_I_TREND_GREATER;
    return alternative == GDCS_HIERARCHY_ALTERNATIVE_FALLING ? GDCS_I_TREND_LESS
                                                             : GDCS_I_TREND_BOTH;
}

static gdcs_test of_normal(double z, int32_t alternative)
{
    gdcs_test t = gdcs_i_test_of_z(z);
    const double upper = alternative == GDCS_HIERARCHY_ALTERNATIVE_RISING ? z : -z;
    if (alternative == GDCS_HIERARCHY_ALTERNATIVE_TWO_SIDED)
        return t;
    t.p_value = gdcs_i_normal_upper(upper);
    t.log10_p = gdcs_i_normal_log10_upper(upper);
    return t;
}

/* Nothing can be said against no trend. */
static gdcs_test no_evidence(void)
{
    const gdcs_test t = {NAN, INFINITY, 1.0, 0.0};
    return t;
}

static gdcs_status refuse_fractions(const gdcs_i_rungs *r, gdcs_error *err)
{
    for (int32_t j = 0; j < r->n; j++)
        if (!gdcs_i_is_whole(r->women[j]) || !gdcs_i_is_whole(r->men[j]))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, j + 1, 0, "levels",
                                  "an exact test needs whole counts, and one has a fraction");
    return GDCS_OK;
}

/* The exact p into t, or the normal one if that cannot be had and need not. */
static gdcs_status exact(const gdcs_i_hierarchy_plan *plan, const gdcs_i_rungs *r, const double *x,
                         int strict, gdcs_hierarchy_tested *out, gdcs_error *err)
{
    gdcs_i_tail tail;
    gdcs_status status = refuse_fractions(r, strict ? err : NULL);
    if (status == GDCS_OK)
        status = gdcs_i_trend_exact(gdcs_i_rungs_ladder(r), x, side_of(plan->alternative), &tail,
                                    strict ? err : NULL);
    if (status == GDCS_E_MEMORY && !strict)
        return gdcs_i_fail_memory(err);
    if (status != GDCS_OK && strict)
        return status;
    if (status != GDCS_OK) {
        out->test = GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE;
        out->notes |= GDCS_NOTE_METHOD_CHANGED;
        return GDCS_OK;
    }
    const double z = out->tested.statistic;
    out->tested =
        gdcs_i_test_of_log(z, out->test == GDCS_HIERARCHY_TEST_EXACT ? tail.log_p : tail.log_mid_p);
    out->tested.df = INFINITY;
    return GDCS_OK;
}

static double women_sum(const gdcs_i_rungs *r, const double *x)
{
    gdcs_i_sum sum = {0};
    for (int32_t j = 0; j < r->n; j++)
        gdcs_i_sum_add(&sum, x[j] * r->women[j]);
    return gdcs_i_sum_value(sum);
}

gdcs_status gdcs_i_hierarchy_test(const gdcs_i_hierarchy_plan *plan, int32_t scores,
                                  const gdcs_i_rungs *r, int strict, gdcs_hierarchy_tested *out,
                                  gdcs_error *err)
{
    double x[GDCS_I_LEVELS];
    const double all = r->all_women + r->all_men;
    gdcs_hierarchy_tested t = {.struct_size = out->struct_size,
                               .notes = gdcs_i_rungs_notes(r),
                               .test = plan->test > 0 ? plan->test : GDCS_HIERARCHY_TEST_MID_P,
                               .scores = scores,
                               .alternative = plan->alternative,
                               .sum = NAN,
                               .expected = NAN,
                               .tested = gdcs_i_test_none()};
    gdcs_i_hierarchy_scores(plan, scores, r, x);
    if (r->exact && all > 0.0) {
        const gdcs_i_slope s = gdcs_i_trend_slope(gdcs_i_rungs_ladder(r), x);
        const double factor = t.test == GDCS_HIERARCHY_TEST_LINEAR ? sqrt((all - 1.0) / all) : 1.0;
        t.sum = women_sum(r, x);
        t.expected = r->all_women * s.mean;
        t.tested = isfinite(s.z) ? of_normal(s.z * factor, plan->alternative) : no_evidence();
    }
    if (isnan(t.tested.statistic))
        t.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    else if (is_exact(t.test))
        TRY(exact(plan, r, x, strict, &t, err));
    *out = t;
    return GDCS_OK;
}

gdcs_status gdcs_hierarchy_test(const gdcs_sex_arrays *levels, int64_t n,
                                const gdcs_hierarchy_options *options, gdcs_hierarchy_tested *out,
                                gdcs_error *err)
{
    gdcs_i_hierarchy_plan plan;
    gdcs_i_rungs rungs;
    gdcs_sex_arrays in;
    gdcs_hierarchy_tested result = {.struct_size = sizeof result};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_hierarchy_plan_new(options, n, &plan, err));
    TRY(gdcs_i_rungs_check(levels, n, 0, &in, err));
    gdcs_i_rungs_read(&rungs, &in, 0, n);
    if (!(rungs.all_women + rungs.all_men > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "levels", "there are no women and no men");
    TRY(gdcs_i_hierarchy_test(&plan, plan.scores, &rungs, plan.test > 0, &result, err));
    return gdcs_i_give(out, &result, sizeof result, TESTED_V1, err);
}
