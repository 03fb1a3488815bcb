#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/gap/each.h"
#include "stats/gap/nested.h"
#include "stats/parts.h"

#include <math.h>

static gdcs_status take(const gdcs_part_arrays *counts, int64_t n, int nested, gdcs_part_arrays *in,
                        gdcs_error *err)
{
    TRY(gdcs_i_parts_take(counts, "counts", n, GDCS_I_PARTS_MISSING, in, err));
    for (int64_t i = 0; nested && i < n; i++) {
        const gdcs_part a = gdcs_i_parts_a(in, i), b = gdcs_i_parts_b(in, i);
        TRY(gdcs_i_gap_check_inside(&a, &b, i + 1, err));
    }
    return GDCS_OK;
}

static void measure(const gdcs_i_gap_plan *plan, const gdcs_part_arrays *in, int64_t i, int nested,
                    gdcs_i_gap *gap)
{
    const gdcs_part a = gdcs_i_parts_a(in, i), b = gdcs_i_parts_b(in, i);
    const uint32_t notes =
        isnan(a.part + a.whole + b.part + b.whole) ? (uint32_t)GDCS_NOTE_MISSING_CELL : 0;
    if (nested) {
        gdcs_i_gap_measure_inside(plan, &a, &b, notes, gap);
        return;
    }
    const gdcs_i_gap_side one = gdcs_i_gap_side_of_part(a.part, a.whole);
    const gdcs_i_gap_side two = gdcs_i_gap_side_of_part(b.part, b.whole);
    gdcs_i_gap_measure(plan, &one, &two, notes, gap);
}

/* Where the two measures of each element go, each NULL if it is not wanted. */
struct to {
    gdcs_estimate_arrays difference;
    gdcs_estimate_arrays ratio;
};

static gdcs_status take_to(const gdcs_estimate_arrays *difference,
                           const gdcs_estimate_arrays *ratio, gdcs_i_gap_plan *plan, struct to *to,
                           gdcs_error *err)
{
    TRY(gdcs_i_take(&to->difference, sizeof to->difference, difference, GDCS_I_ESTIMATE_ARRAYS_V1,
                    err));
    TRY(gdcs_i_take(&to->ratio, sizeof to->ratio, ratio, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    plan->wanted =
        (difference != NULL ? GDCS_I_GAP_DIFFERENCE : 0) | (ratio != NULL ? GDCS_I_GAP_RATIO : 0);
    return GDCS_OK;
}

static void set(const struct to *to, int64_t i, const gdcs_i_gap *gap)
{
    const gdcs_gap_result *r = &gap->result;
    gdcs_i_estimate_arrays_set(&to->difference, i, &r->difference, &r->difference_bounds,
                               gap->difference_notes);
    gdcs_i_estimate_arrays_set(&to->ratio, i, &r->ratio, &r->ratio_bounds, gap->ratio_notes);
}

static gdcs_status run(const gdcs_part_arrays *counts, int64_t n, const gdcs_gap_options *options,
                       int nested, const gdcs_estimate_arrays *difference,
                       const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_part_arrays in;
    struct to to;
    gdcs_i_gap gap;
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(take_to(difference, ratio, &plan, &to, err));
    TRY(take(counts, n, nested, &in, err));
    for (int64_t i = 0; i < n; i++) {
        measure(&plan, &in, i, nested, &gap);
        set(&to, i, &gap);
    }
    return GDCS_OK;
}

static gdcs_status take_women(const gdcs_sex_arrays *a, int64_t n, gdcs_sex_arrays *in,
                              gdcs_error *err)
{
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_take(in, sizeof *in, a, GDCS_I_SEX_ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(in, i);
        TRY(gdcs_i_counts_check(&c, 1, "a", i + 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_gap_each_women(const gdcs_sex_arrays *a, int64_t n, gdcs_i_gap_plan *plan,
                                  gdcs_i_gap_measure_at *measure_at, const void *context,
                                  const gdcs_estimate_arrays *difference,
                                  const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    gdcs_sex_arrays in;
    struct to to;
    gdcs_i_gap gap;
    TRY(take_to(difference, ratio, plan, &to, err));
    TRY(take_women(a, n, &in, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        const gdcs_i_group g = gdcs_i_group_of_counts(&c);
        const gdcs_i_gap_side side = gdcs_i_gap_side_of_women(&g.counts, &g.lower, &g.upper);
        measure_at(plan, &side, g.notes | gdcs_i_counts_notes(&g.upper), context, i, &gap);
        set(&to, i, &gap);
    }
    return GDCS_OK;
}

gdcs_status gdcs_gap_each(const gdcs_part_arrays *counts, int64_t n,
                          const gdcs_gap_options *options, const gdcs_estimate_arrays *difference,
                          const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    return run(counts, n, options, 0, difference, ratio, err);
}

gdcs_status gdcs_gap_each_nested(const gdcs_part_arrays *counts, int64_t n,
                                 const gdcs_gap_options *options,
                                 const gdcs_estimate_arrays *difference,
                                 const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    return run(counts, n, options, 1, difference, ratio, err);
}
