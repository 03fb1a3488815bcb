#include "core/fail.h"
#include "stats/arrays.h"
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

static gdcs_status run(const gdcs_part_arrays *counts, int64_t n, const gdcs_gap_options *options,
                       int nested, const gdcs_estimate_arrays *difference,
                       const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_part_arrays in;
    gdcs_estimate_arrays to[2];
    gdcs_i_gap gap;
    TRY(gdcs_i_take(&to[0], sizeof to[0], difference, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[1], sizeof to[1], ratio, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(take(counts, n, nested, &in, err));
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
