/* Mirrors lib/stats/overlap/eligible.c. */
#include "make.h"
#include "support.h"

#include <gdcs/overlap.h>
#include <gdcs/share.h>

TestSuite(overlap_eligible, .timeout = 30);

static gdcs_overlap_eligible_result estimated(gdcs_overlap_compelled w, gdcs_overlap_compelled m)
{
    gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_overlap_estimate_eligible(&w, &m, NULL, &r, NULL), GDCS_OK));
    return r;
}

static const gdcs_overlap_compelled men = {{6, 6}, {10, 10}, 0};

Test(overlap_eligible, is_a_share_with_bounds_for_the_undetermined)
{
    const gdcs_overlap_eligible_result r =
        estimated((gdcs_overlap_compelled){{8, 8}, {2, 2}, 5}, men);
    const gdcs_sex_counts same = {8, 2, 0, 0, 0};
    gdcs_share_result s = {.struct_size = sizeof s};
    cr_assert(eq(i32, gdcs_share_estimate(&same, NULL, &s, NULL), GDCS_OK));
    cr_expect(near_relative(r.women.estimate.lower, s.share.lower, 1e-14));
    cr_expect(near_relative(r.women.estimate.upper, s.share.upper, 1e-14));
    cr_expect(near_relative(r.women.bounds.lower, 8.0 / 15.0, 1e-14));
    cr_expect(near_relative(r.women.bounds.upper, 13.0 / 15.0, 1e-14));
    cr_expect(near_relative(r.difference.estimate.value, 0.8 - 0.375, 1e-14));
    cr_expect(near_relative(r.difference.bounds.lower, 8.0 / 15.0 - 0.375, 1e-14));
    cr_expect(near_relative(r.ratio.estimate.value, 0.8 / 0.375, 1e-14));
}

Test(overlap_eligible, widening_never_narrows)
{
    double low = 1.0, high = 0.0;
    for (int i = 0; i < 12; i++) {
        const gdcs_overlap_compelled w = {{9 - i % 9 * (i > 0), 9 + i}, {2, 2}, i / 2};
        const gdcs_overlap_compelled wide = {{fmax(9.0 - i, 0), 9 + i}, {2, 2 + i}, i / 2};
        const gdcs_overlap_eligible_result r = estimated(wide, men);
        cr_expect(r.women.bounds.lower <= low && r.women.bounds.upper >= high, "%d", i);
        cr_expect(eq(int, isnan(r.women.estimate.value), i > 0));
        cr_expect(i == 0 || (r.women.notes & GDCS_NOTE_INTERVAL_CELL) != 0);
        cr_expect(at_most(estimated(w, men).women.bounds.lower, 9.0 / 11.0));
        low = r.women.bounds.lower;
        high = r.women.bounds.upper;
    }
}

static gdcs_status refused(gdcs_overlap_compelled w, gdcs_overlap_compelled m)
{
    gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
    return gdcs_overlap_estimate_eligible(&w, &m, NULL, &r, NULL);
}

Test(overlap_eligible, refuses_what_is_no_count)
{
    const gdcs_overlap_compelled nobody = {{0, 0}, {0, 0}, 0};
    gdcs_overlap_eligible_result r = {.struct_size = 8};
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{3, 2}, {0, 0}, 0}, men), GDCS_E_VALUE));
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{-1, 2}, {0, 0}, 0}, men), GDCS_E_VALUE));
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{1, 2}, {0, 0}, NAN}, men), GDCS_E_VALUE));
    cr_expect(eq(i32, refused(nobody, nobody), GDCS_E_EMPTY));
    cr_expect(eq(i32, refused(nobody, men), GDCS_OK));
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{1, INFINITY}, {0, 0}, 0}, men), GDCS_OK));
    cr_expect(eq(i32, gdcs_overlap_estimate_eligible(NULL, &men, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_overlap_estimate_eligible(&men, &men, NULL, &r, NULL), GDCS_E_STRUCT));
}
