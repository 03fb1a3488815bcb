#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/hierarchy/plan.h"
#include "stats/share/measure.h"

#include <math.h>

/* Wilson's limits at the level asked for, or at Bonferroni's for all levels at once. */
static gdcs_status share_plan(const gdcs_i_hierarchy_plan *plan, int64_t count,
                              gdcs_i_share_plan *out, gdcs_error *err)
{
    const double parts = plan->simultaneous && count > 1 ? (double)count : 1.0;
    const gdcs_share_options o = {.struct_size = sizeof o,
                                  .method = GDCS_SHARE_METHOD_WILSON,
                                  .alpha = fmax(plan->alpha / parts, 1e-300)};
    return gdcs_i_share_plan_new(&o, out, err);
}

/* Levels where somebody can be. */
static int64_t filled(const gdcs_i_group *groups, int32_t n)
{
    int64_t count = 0;
    for (int32_t j = 0; j < n; j++)
        count += groups[j].upper.women + groups[j].upper.men > 0.0;
    return count;
}

static void smooth(const gdcs_i_hierarchy_plan *plan, const gdcs_i_rungs *r, double *out)
{
    double share[GDCS_I_LEVELS], weight[GDCS_I_LEVELS];
    for (int32_t j = 0; j < r->n; j++) {
        weight[j] = r->women[j] + r->men[j];
        share[j] = r->women[j] / weight[j];
        out[j] = NAN;
    }
    if (plan->smooth != GDCS_HIERARCHY_SMOOTH_NONE && r->exact)
        gdcs_i_isotonic(share, weight, r->n, plan->smooth == GDCS_HIERARCHY_SMOOTH_FALLING, out);
}

gdcs_status gdcs_i_hierarchy_levels(const gdcs_i_hierarchy_plan *plan, const gdcs_i_rungs *r,
                                    const gdcs_i_group *groups, gdcs_share_result *shares,
                                    double *smoothed, gdcs_error *err)
{
    gdcs_i_share_plan share;
    TRY(share_plan(plan, filled(groups, r->n), &share, err));
    for (int32_t j = 0; j < r->n; j++) {
        const gdcs_i_group *g = &groups[j];
        gdcs_i_share_measure(&share, &g->counts, &g->lower, &g->upper, INFINITY, &shares[j]);
        shares[j].notes |= g->notes;
    }
    smooth(plan, r, smoothed);
    return GDCS_OK;
}

gdcs_status gdcs_hierarchy_estimate_levels(const gdcs_sex_arrays *levels, int64_t n,
                                           const gdcs_hierarchy_options *options,
                                           const gdcs_estimate_arrays *out, double *smoothed,
                                           gdcs_error *err)
{
    gdcs_i_hierarchy_plan plan;
    gdcs_i_rungs rungs;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    gdcs_i_group groups[GDCS_I_LEVELS];
    gdcs_share_result shares[GDCS_I_LEVELS];
    double smooth_shares[GDCS_I_LEVELS];
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_hierarchy_plan_new(options, n, &plan, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_rungs_check(levels, n, 1, &in, err));
    gdcs_i_rungs_clear(&rungs);
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        groups[i] = gdcs_i_group_of_counts(&c);
        gdcs_i_rungs_add(&rungs, &groups[i]);
    }
    TRY(gdcs_i_hierarchy_levels(&plan, &rungs, groups, shares, smooth_shares, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_estimate_arrays_set(&to, i, &shares[i].share, &shares[i].bounds, shares[i].notes);
        if (smoothed != NULL)
            smoothed[i] = smooth_shares[i];
    }
    return GDCS_OK;
}
