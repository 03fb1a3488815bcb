#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/gap/nested.h"

#include <math.h>

enum { ARRAYS_V1 = 40 }; /* in release 0.1, for ever */

/* A first pass, so that a call that fails has written nothing. */
static gdcs_status check_arrays(const gdcs_gap_arrays *in, int64_t n, int nested, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        TRY(gdcs_i_gap_check_part(in->part_a[i], in->whole_a[i], 1, "a", i + 1, err));
        TRY(gdcs_i_gap_check_part(in->part_b[i], in->whole_b[i], 1, "b", i + 1, err));
        const gdcs_part a = {in->part_a[i], in->whole_a[i]}, b = {in->part_b[i], in->whole_b[i]};
        if (nested)
            TRY(gdcs_i_gap_check_inside(&a, &b, i + 1, err));
    }
    return GDCS_OK;
}

static gdcs_status take_arrays(const gdcs_gap_arrays *counts, int64_t n, int nested,
                               gdcs_gap_arrays *in, gdcs_error *err)
{
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_take(in, sizeof *in, counts, ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in->part_a, "part_a", err));
    TRY(gdcs_i_need(in->whole_a, "whole_a", err));
    TRY(gdcs_i_need(in->part_b, "part_b", err));
    TRY(gdcs_i_need(in->whole_b, "whole_b", err));
    return check_arrays(in, n, nested, err);
}

static void measure(const gdcs_i_gap_plan *plan, const gdcs_gap_arrays *in, int64_t i, int nested,
                    gdcs_i_gap *gap)
{
    const gdcs_part a = {in->part_a[i], in->whole_a[i]}, b = {in->part_b[i], in->whole_b[i]};
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

static gdcs_status run(const gdcs_gap_arrays *counts, int64_t n, const gdcs_gap_options *options,
                       int nested, const gdcs_estimate_arrays *difference,
                       const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_gap_arrays in;
    gdcs_estimate_arrays to[2];
    gdcs_i_gap gap;
    TRY(gdcs_i_take(&to[0], sizeof to[0], difference, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[1], sizeof to[1], ratio, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(take_arrays(counts, n, nested, &in, err));
    plan.wanted =
        (difference != NULL ? GDCS_I_GAP_DIFFERENCE : 0) | (ratio != NULL ? GDCS_I_GAP_RATIO : 0);
    for (int64_t i = 0; i < n; i++) {
        measure(&plan, &in, i, nested, &gap);
        gdcs_i_estimate_arrays_set(&to[0], i, &gap.result.difference, &gap.result.difference_bounds,
                                   gap.difference_notes);
        gdcs_i_estimate_arrays_set(&to[1], i, &gap.result.ratio, &gap.result.ratio_bounds,
                                   gap.ratio_notes);
    }
    return GDCS_OK;
}

gdcs_status gdcs_gap_each(const gdcs_gap_arrays *counts, int64_t n, const gdcs_gap_options *options,
                          const gdcs_estimate_arrays *difference, const gdcs_estimate_arrays *ratio,
                          gdcs_error *err)
{
    return run(counts, n, options, 0, difference, ratio, err);
}

gdcs_status gdcs_gap_each_nested(const gdcs_gap_arrays *counts, int64_t n,
                                 const gdcs_gap_options *options,
                                 const gdcs_estimate_arrays *difference,
                                 const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    return run(counts, n, options, 1, difference, ratio, err);
}
