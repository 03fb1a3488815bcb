/* Mirrors lib/stats/pipeline/stages.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/pipeline.h>
#include <math.h>
#include <string.h>

TestSuite(pipeline_stages, .timeout = 30);

enum { N = 4 };

static const gdcs_sex_counts usual[N] = {
    {900, 5100, 3, 40, 5}, {400, 2600, 2, 12, 0}, {130, 1400, 1, 7, 0}, {21, 800, 0, 2, 0}};

static void estimate(const gdcs_sex_counts *stages, gdcs_pipeline_options o,
                     gdcs_pipeline_result steps[N - 1], gdcs_pipeline_result reach[N - 1])
{
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    steps[0].struct_size = reach[0].struct_size = sizeof(gdcs_pipeline_result);
    cr_assert(eq(i32, gdcs_pipeline_estimate_stages(stages, N, &o, steps, reach, &err), GDCS_OK),
              "%s", err.message);
}

Test(pipeline_stages, are_the_steps_one_by_one)
{
    for (int32_t design = 1; design <= 2; design++) {
        const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
        gdcs_pipeline_result steps[N - 1], reach[N - 1];
        estimate(usual, o, steps, reach);
        for (int k = 0; k < N - 1; k++) {
            gdcs_pipeline_result one = {.struct_size = sizeof one};
            cr_assert(eq(i32, gdcs_pipeline_estimate(&usual[k], &usual[k + 1], &o, &one, NULL), 0));
            cr_expect(memcmp(&one, &steps[k], sizeof one) == 0, "%d", k);
            cr_assert(eq(i32, gdcs_pipeline_estimate(&usual[0], &usual[k + 1], &o, &one, NULL), 0));
            cr_expect(memcmp(&one, &reach[k], sizeof one) == 0, "%d", k);
        }
    }
}

/* A family's interval is that of its own alpha. */
Test(pipeline_stages, share_their_level)
{
    const double alpha[] = {0.05, 0.05 / 3, 1.0 - pow(0.95, 1.0 / 3)};
    for (int32_t family = 0; family <= 2; family++) {
        gdcs_pipeline_options o = {.struct_size = sizeof o, .simultaneous = family};
        gdcs_pipeline_result steps[N - 1], reach[N - 1], one = {.struct_size = sizeof one};
        estimate(usual, o, steps, reach);
        o.alpha = alpha[family];
        cr_assert(eq(i32, gdcs_pipeline_estimate(&usual[1], &usual[2], &o, &one, NULL), 0));
        cr_expect(near_relative(steps[1].alpha, alpha[family], 1e-14));
        cr_expect(near_relative(steps[1].index.lower, one.index.lower, 1e-12));
        cr_expect(near_relative(steps[1].women.upper, one.women.upper, 1e-12));
    }
}

Test(pipeline_stages, note_what_cannot_be_compared)
{
    const char *const basis[N] = {"flow", "flow", "stock", NULL};
    gdcs_pipeline_result steps[N - 1], reach[N - 1];
    estimate(usual, (gdcs_pipeline_options){.basis = basis}, steps, reach);
    cr_expect(eq(u32, steps[0].notes & GDCS_NOTE_NOT_COMPARABLE, 0));
    cr_expect(eq(u32, steps[1].notes & GDCS_NOTE_NOT_COMPARABLE, GDCS_NOTE_NOT_COMPARABLE));
    cr_expect(eq(u32, steps[2].notes & GDCS_NOTE_NOT_COMPARABLE, 0));
    cr_expect(eq(u32, reach[1].notes & GDCS_NOTE_NOT_COMPARABLE, GDCS_NOTE_NOT_COMPARABLE));
}

Test(pipeline_stages, keep_what_they_can)
{
    const gdcs_sex_counts odd[N] = {
        {30, 70, 0, 0, 0}, {40, 50, 0, 0, 0}, {0, 0, 0, 0, 0}, {0, 0, 0, 0, 0}};
    gdcs_pipeline_result steps[N - 1], reach[N - 1];
    estimate(odd, (gdcs_pipeline_options){.design = GDCS_PIPELINE_LINKED}, steps, reach);
    cr_expect(isnan(steps[0].women.value));
    cr_expect(eq(u32, steps[0].notes & GDCS_NOTE_ABOVE_ONE, GDCS_NOTE_ABOVE_ONE));
    cr_expect(near_relative(steps[0].men.value, 5 / 7., 1e-15));
    cr_expect(eq(dbl, steps[1].women.value, 0.0));
    cr_expect(isnan(steps[2].men.value));
    cr_expect(eq(u32, steps[2].notes & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
}

/* Results of a later version are longer: each lies where the caller's size says. */
Test(pipeline_stages, lie_where_the_callers_size_says)
{
    struct longer {
        gdcs_pipeline_result result;
        double later[2];
    } steps[N - 1];
    memset(steps, 0, sizeof steps);
    steps[0].result.struct_size = sizeof *steps;
    cr_assert(eq(i32, gdcs_pipeline_estimate_stages(usual, N, NULL, &steps[0].result, NULL, NULL),
                 GDCS_OK));
    for (int k = 0; k < N - 1; k++) {
        cr_expect(eq(u32, steps[k].result.struct_size, sizeof *steps));
        cr_expect(
            near_relative(steps[k].result.women.value, usual[k + 1].women / usual[k].women, 1e-15));
        cr_expect(eq(dbl, steps[k].later[0], 0.0));
    }
}

Test(pipeline_stages, refuses_what_does_not_fit)
{
    gdcs_sex_counts bad[2] = {{4, 9, 0, 0, 0}, {NAN, 2, 0, 0, 0}};
    gdcs_pipeline_result r[N - 1] = {{.struct_size = sizeof *r}}, sizeless[N - 1] = {{0}};
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .simultaneous = 3};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_pipeline_estimate_stages(usual, N, NULL, NULL, NULL, NULL), GDCS_OK));
    cr_expect(
        eq(i32, gdcs_pipeline_estimate_stages(NULL, N, NULL, r, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_pipeline_estimate_stages(usual, 1, NULL, r, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_estimate_stages(bad, 2, NULL, r, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, gdcs_pipeline_estimate_stages(usual, N, &o, r, NULL, NULL), GDCS_E_OPTION));
    cr_expect(
        eq(i32, gdcs_pipeline_estimate_stages(usual, N, NULL, r, sizeless, NULL), GDCS_E_STRUCT));
    cr_expect(eq(u32, r[0].notes, 0));
}
