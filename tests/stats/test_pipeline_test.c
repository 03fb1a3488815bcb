/* Mirrors lib/stats/pipeline/test.c, framing.c, equality.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/pipeline.h>
#include <math.h>
#include <string.h>

TestSuite(pipeline_test, .timeout = 30);

static gdcs_pipeline_tested tested(gdcs_sex_counts from, gdcs_sex_counts to,
                                   gdcs_pipeline_options o)
{
    gdcs_pipeline_tested r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_pipeline_test(&from, &to, &o, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

static int close_to(double got, double want)
{
    return near_relative(got, want, 1e-9) || fabs(got - want) < 1e-15;
}

/* Written by pipeline_tests.py. */
Test(pipeline_test, agrees_with_sixty_digits_and_exact_fractions)
{
    FILE *csv = reference_open("pipeline_tests.csv");
    char method[8], design[8], test[8];
    double c[4], w[9];
    int rows = 0;
    while (fscanf(csv, "%7[^,],%7[^,],%7[^,],%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf\n",
                  method, design, test, &c[0], &c[1], &c[2], &c[3], &w[0], &w[1], &w[2], &w[3],
                  &w[4], &w[5], &w[6], &w[7], &w[8]) == 16) {
        const gdcs_pipeline_options o = {.method = strcmp(method, "log") == 0 ? 2 : 1,
                                         .design = strcmp(design, "linked") == 0 ? 1 : 2,
                                         .test = strcmp(test, "exact") == 0 ? 2 : 1};
        const gdcs_pipeline_tested r = tested((gdcs_sex_counts){.women = c[0], .men = c[2]},
                                              (gdcs_sex_counts){.women = c[1], .men = c[3]}, o);
        cr_expect(close_to(r.equality.statistic, w[0]) && close_to(r.equality.p_value, w[1]) &&
                      close_to(r.equality.log10_p, w[2]),
                  "row %d: %.17g %.17g %.17g", rows, r.equality.statistic, r.equality.p_value,
                  r.equality.log10_p);
        cr_expect(close_to(r.attrition_index.value, w[3]) &&
                      close_to(r.attrition_index.lower, w[4]) &&
                      close_to(r.attrition_index.upper, w[5]),
                  "row %d: %.17g [%.17g, %.17g]", rows, r.attrition_index.value,
                  r.attrition_index.lower, r.attrition_index.upper);
        cr_expect(close_to(r.difference.value, w[6]) && close_to(r.difference.lower, w[7]) &&
                      close_to(r.difference.upper, w[8]),
                  "row %d: %.17g [%.17g, %.17g]", rows, r.difference.value, r.difference.lower,
                  r.difference.upper);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 100));
}

/* OJJDP, National R/ED Databook, case processing summary 2020, delinquency: cases of girls and of boys
   referred, petitioned, adjudicated, placed (rounded to 100 there); indexes by hand, as its definitions
   say.  Of boys 57 of 100 are petitioned, of girls 46: within four fifths, but not the 43 and 54 that
   are not. */
Test(pipeline_test, is_the_relative_rate_index_of_juvenile_justice)
{
    static const gdcs_sex_counts stage[] = {{136300, 372100, 0, 0, 0},
                                            {62900, 213300, 0, 0, 0},
                                            {27000, 107200, 0, 0, 0},
                                            {5500, 30400, 0, 0, 0}};
    static const double index[] = {0.80505, 0.85410, 0.71832};
    gdcs_pipeline_tested steps[3] = {{.struct_size = sizeof *steps}};
    gdcs_pipeline_tested whole = {.struct_size = sizeof whole};
    cr_assert(eq(i32, gdcs_pipeline_test_stages(stage, 4, NULL, steps, &whole, NULL), GDCS_OK));
    for (int k = 0; k < 3; k++) {
        cr_expect(lt(dbl, fabs(steps[k].index.value - index[k]), 1e-5), "%d: %.17g", k,
                  steps[k].index.value);
        cr_expect(lt(dbl, steps[k].equality.log10_p, -20.0));
    }
    cr_expect(eq(u32, steps[0].notes & GDCS_NOTE_FRAMINGS, GDCS_NOTE_FRAMINGS));
    cr_expect(eq(u32, steps[1].notes & GDCS_NOTE_FRAMINGS, 0));
}

/* The score test and the score limits of the index say the same. */
Test(pipeline_test, rejects_where_the_limits_leave_out_one)
{
    int rejected = 0, kept = 0;
    for (int32_t design = 1; design <= 2; design++)
        for (double wt = 0; wt <= 40; wt++)
            for (double mt = 1; mt <= 60; mt += 3) {
                const gdcs_pipeline_tested r = tested(
                    (gdcs_sex_counts){.women = 40, .men = 60},
                    (gdcs_sex_counts){.women = wt, .men = mt},
                    (gdcs_pipeline_options){.design = design, .test = GDCS_PIPELINE_TEST_SCORE});
                const int out = r.index.lower > 1.0 || r.index.upper < 1.0;
                cr_assert(eq(int, out, r.equality.p_value < 0.05), "%d %g %g: %g [%g, %g]", design,
                          wt, mt, r.equality.p_value, r.index.lower, r.index.upper);
                rejected += out;
                kept += !out;
            }
    cr_expect(gt(int, rejected, 100));
    cr_expect(gt(int, kept, 100));
}

Test(pipeline_test, swapping_women_and_men_mirrors)
{
    for (int32_t design = 1; design <= 2; design++)
        for (int32_t test = 1; test <= 2; test++) {
            const gdcs_pipeline_options o = {.design = design, .test = test};
            const gdcs_pipeline_tested a =
                tested((gdcs_sex_counts){41, 174, 1, 26, 2}, (gdcs_sex_counts){17, 99, 1, 9, 0}, o);
            const gdcs_pipeline_tested b =
                tested((gdcs_sex_counts){174, 41, 1, 26, 2}, (gdcs_sex_counts){99, 17, 1, 9, 0}, o);
            cr_expect(near_relative(a.equality.p_value, b.equality.p_value, 1e-13));
            cr_expect(near_relative(a.attrition_index.value, 1.0 / b.attrition_index.value, 1e-14));
            cr_expect(near_relative(a.attrition_index.lower, 1.0 / b.attrition_index.upper, 1e-12));
            cr_expect(near_relative(a.difference.lower, -b.difference.upper, 1e-12));
            cr_expect(near_relative(a.difference_bounds.lower, -b.difference_bounds.upper, 1e-14));
            cr_expect(near_relative(a.attrition_index_bounds.lower,
                                    1.0 / b.attrition_index_bounds.upper, 1e-12));
            cr_expect(eq(u32, a.notes, b.notes));
            cr_expect(eq(i32, a.small, b.small));
        }
}

/* Scanlan: nearly all go on, so that the index is near 1 and that of attrition is not. */
Test(pipeline_test, notes_where_the_framings_disagree)
{
    const gdcs_pipeline_tested rare =
        tested((gdcs_sex_counts){1000, 1000, 0, 0, 0}, (gdcs_sex_counts){950, 980, 0, 0, 0},
               (gdcs_pipeline_options){.design = 1});
    cr_expect(near_relative(rare.attrition_index.value, 2.5, 1e-13));
    cr_expect(eq(u32, rare.notes & GDCS_NOTE_FRAMINGS, GDCS_NOTE_FRAMINGS));
    const gdcs_pipeline_tested both =
        tested((gdcs_sex_counts){1000, 1000, 0, 0, 0}, (gdcs_sex_counts){300, 600, 0, 0, 0},
               (gdcs_pipeline_options){.design = 1});
    cr_expect(eq(u32, both.notes & GDCS_NOTE_FRAMINGS, 0));
}

Test(pipeline_test, says_which_groups_are_too_small)
{
    const gdcs_pipeline_options o = {.design = 2};
    const gdcs_sex_counts to = {2, 9, 0, 0, 0};
    cr_expect(eq(i32, tested((gdcs_sex_counts){30, 30, 0, 0, 0}, to, o).small, 0));
    cr_expect(
        eq(i32, tested((gdcs_sex_counts){29, 40, 0, 0, 0}, to, o).small, GDCS_PIPELINE_SMALL_BASE));
    cr_expect(eq(i32, tested((gdcs_sex_counts){30, 2971, 0, 0, 0}, to, o).small,
                 GDCS_PIPELINE_SMALL_SHARE));
    cr_expect(eq(i32, tested((gdcs_sex_counts){30, 2970, 0, 0, 0}, to, o).small, 0));
    cr_expect(eq(i32, tested((gdcs_sex_counts){3, 2970, 0, 0, 0}, to, o).small,
                 GDCS_PIPELINE_SMALL_BASE | GDCS_PIPELINE_SMALL_SHARE));
}

Test(pipeline_test, takes_the_exact_test_where_little_is_expected)
{
    const gdcs_pipeline_options o = {.design = 1};
    const gdcs_pipeline_tested few =
        tested((gdcs_sex_counts){9, 40, 0, 0, 0}, (gdcs_sex_counts){1, 22, 0, 0, 0}, o);
    cr_expect(eq(i32, few.test, GDCS_PIPELINE_TEST_EXACT));
    cr_expect(isnan(few.equality.statistic));
    const gdcs_pipeline_tested many =
        tested((gdcs_sex_counts){90, 400, 0, 0, 0}, (gdcs_sex_counts){10, 220, 0, 0, 0}, o);
    cr_expect(eq(i32, many.test, GDCS_PIPELINE_TEST_SCORE));
    const gdcs_pipeline_tested parts =
        tested((gdcs_sex_counts){9.5, 40, 0, 0, 0}, (gdcs_sex_counts){1, 22, 0, 0, 0}, o);
    cr_expect(eq(i32, parts.test, GDCS_PIPELINE_TEST_SCORE));
    cr_expect(eq(u32, parts.notes & (GDCS_NOTE_SPARSE | GDCS_NOTE_METHOD_CHANGED),
                 GDCS_NOTE_SPARSE | GDCS_NOTE_METHOD_CHANGED));
}

Test(pipeline_test, ratios_above_one_have_no_attrition)
{
    const gdcs_pipeline_tested r =
        tested((gdcs_sex_counts){30, 50, 0, 0, 0}, (gdcs_sex_counts){45, 40, 0, 0, 0},
               (gdcs_pipeline_options){0});
    cr_expect(isnan(r.attrition_index.value));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_ABOVE_ONE | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(eq(dbl, r.attrition_index_bounds.lower, 0.0));
    cr_expect(isinf(r.attrition_index_bounds.upper));
    cr_expect(near_relative(r.difference.value, 0.7, 1e-15));
    cr_expect(lt(dbl, r.equality.p_value, 1.0));
}

/* Every way to make the unknown women or men. */
Test(pipeline_test, bounds_hold_every_allotment)
{
    for (int32_t design = 1; design <= 2; design++) {
        const gdcs_pipeline_options o = {.design = design};
        const gdcs_pipeline_tested r =
            tested((gdcs_sex_counts){14, 30, 0, 3, 0}, (gdcs_sex_counts){8, 17, 0, 2, 0}, o);
        double low = INFINITY, high = -INFINITY;
        for (int i = 0; i <= 3; i++)
            for (int j = 0; j <= 2; j++) {
                const gdcs_pipeline_tested q = tested((gdcs_sex_counts){14 + i, 33 - i, 0, 0, 0},
                                                      (gdcs_sex_counts){8 + j, 19 - j, 0, 0, 0}, o);
                cr_expect(r.attrition_index_bounds.lower <= q.attrition_index.value * (1 + 1e-12));
                cr_expect(r.attrition_index_bounds.upper >= q.attrition_index.value * (1 - 1e-12));
                low = fmin(low, q.difference.value);
                high = fmax(high, q.difference.value);
            }
        cr_expect(le(dbl, r.difference_bounds.lower, low + 1e-15));
        cr_expect(ge(dbl, r.difference_bounds.upper, high - 1e-15));
        if (design == GDCS_PIPELINE_CROSS_SECTIONAL) { /* all of them are reached */
            cr_expect(ge(dbl, r.difference_bounds.lower, low - 1e-15));
            cr_expect(le(dbl, r.difference_bounds.upper, high + 1e-15));
        }
    }
}

Test(pipeline_test, adjusts_over_the_steps_by_holm)
{
    const gdcs_sex_counts stage[] = {{90, 510, 0, 0, 0}, {40, 260, 0, 0, 0}, {13, 140, 0, 0, 0},
                                     {2, 80, 0, 0, 0},   {0, 0, 0, 0, 0},    {0, 0, 0, 0, 0}};
    gdcs_pipeline_tested steps[5] = {{.struct_size = sizeof *steps}};
    gdcs_pipeline_tested whole = {.struct_size = sizeof whole};
    cr_assert(eq(i32, gdcs_pipeline_test_stages(stage, 6, NULL, steps, &whole, NULL), GDCS_OK));
    double least = 1.0, second = 1.0;
    for (int k = 0; k < 4; k++) {
        const double p = steps[k].equality.p_value;
        cr_expect(ge(dbl, steps[k].p_adjusted, p));
        if (p < least) {
            second = least;
            least = p;
        } else if (p < second) {
            second = p;
        }
    }
    /* The last step has nobody: no test, and none that counts. */
    cr_expect(isnan(steps[4].equality.p_value));
    cr_expect(isnan(steps[4].p_adjusted));
    for (int k = 0; k < 4; k++) {
        if (steps[k].equality.p_value == least)
            cr_expect(near_relative(steps[k].p_adjusted, 4 * least, 1e-14));
        if (steps[k].equality.p_value == second)
            cr_expect(near_relative(steps[k].p_adjusted, fmax(3 * second, 4 * least), 1e-14));
    }
    cr_expect(eq(dbl, whole.p_adjusted, whole.equality.p_value));
}

enum { N = 5 };

/* What the array form writes. */
struct arrays {
    gdcs_test_arrays equality;
    gdcs_pipeline_test_arrays beside;
};

static gdcs_status each(void *data)
{
    const struct arrays *out = data;
    static const double wf[N] = {41, 0, 7, 30, NAN}, mf[N] = {174, 20, 9, 20, 4};
    static const double wt[N] = {17, 3, 7, 45, 1}, mt[N] = {99, 11, 0, 10, 2};
    const gdcs_sex_arrays from = {.struct_size = sizeof from, .women = wf, .men = mf};
    const gdcs_sex_arrays to = {.struct_size = sizeof to, .women = wt, .men = mt};
    return gdcs_pipeline_test_each(&from, &to, N, NULL, NULL, NULL, &out->equality, &out->beside,
                                   NULL);
}

Test(pipeline_test, each_is_the_scalar_form_over_arrays)
{
    static const double c[3][4] = {{41, 174, 17, 99}, {7, 9, 7, 0}, {30, 20, 45, 10}};
    static const int at[3] = {0, 2, 3};
    double statistic[N], df[N], p[N], log10_p[N], adjusted[N];
    int32_t test[N], small[N];
    struct arrays out = {{sizeof out.equality, 0, statistic, df, p, log10_p},
                         {sizeof out.beside, 0, adjusted, test, small}};
    cr_assert(eq(i32, each(&out), GDCS_OK));
    for (int i = 0; i < 3; i++) {
        const gdcs_pipeline_tested r =
            tested((gdcs_sex_counts){.women = c[i][0], .men = c[i][1]},
                   (gdcs_sex_counts){.women = c[i][2], .men = c[i][3]}, (gdcs_pipeline_options){0});
        cr_expect(near_relative(statistic[at[i]], r.equality.statistic, 0.0));
        cr_expect(near_relative(df[at[i]], r.equality.df, 0.0));
        cr_expect(near_relative(p[at[i]], r.equality.p_value, 0.0));
        cr_expect(near_relative(log10_p[at[i]], r.equality.log10_p, 0.0));
        cr_expect(ge(dbl, adjusted[at[i]], p[at[i]]));
        cr_expect(eq(i32, test[at[i]], r.test));
        cr_expect(eq(i32, small[at[i]], r.small));
    }
    cr_expect(isnan(p[1]));
    cr_expect(isnan(p[4]));
}

Test(pipeline_test, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    double p[N];
    struct arrays out = {{.struct_size = sizeof out.equality},
                         {.struct_size = sizeof out.beside, .p_adjusted = p}};
    const fail_alloc_report r = fail_alloc_each(each, &out);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 0));
}

Test(pipeline_test, refuses_what_does_not_fit)
{
    const gdcs_sex_counts from = {4, 9, 0, 0, 0}, to = {2, 5, 0, 0, 0}, more = {5, 5, 0, 0, 0};
    const gdcs_sex_counts none = {0, 0, 0, 3, 0};
    gdcs_pipeline_options o = {.struct_size = sizeof o};
    gdcs_pipeline_tested r = {.struct_size = sizeof r}, sizeless = {0};
    const gdcs_sex_arrays a = {.struct_size = sizeof a};
    cr_expect(eq(i32, gdcs_pipeline_test(&from, &to, NULL, &r, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_pipeline_test(NULL, &to, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_test(&from, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_test(&from, &to, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_test(&from, &to, NULL, &sizeless, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_pipeline_test(&none, &to, NULL, &r, NULL), GDCS_E_EMPTY));
    o.test = 3;
    cr_expect(eq(i32, gdcs_pipeline_test(&from, &to, &o, &r, NULL), GDCS_E_OPTION));
    o.test = 0, o.design = GDCS_PIPELINE_LINKED;
    cr_expect(eq(i32, gdcs_pipeline_test(&from, &more, &o, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_pipeline_test_stages(NULL, 2, NULL, &r, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_test_stages(&from, 1, NULL, &r, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_pipeline_test_stages(&from, 2, NULL, &sizeless, NULL, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_pipeline_test_each(NULL, &a, 0, NULL, NULL, NULL, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_test_each(&a, &a, -1, NULL, NULL, NULL, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_pipeline_test_each(&a, &a, 0, NULL, NULL, NULL, NULL, NULL, NULL), GDCS_OK));
}

Test(pipeline_test, structs_have_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_pipeline_tested), 216));
    cr_expect(eq(sz, sizeof(gdcs_pipeline_test_arrays), 32));
}
