/* Mirrors lib/stats/quality/reconcile.c, explain.c and findings.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/quality/explain.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/quality.h>
#include <math.h>

TestSuite(quality_reconcile, .timeout = 60);

static gdcs_frame *found_in(const gdcs_table *t, const gdcs_quality_reconcile_options *o)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    good(gdcs_quality_reconcile(t, o, &out, &err), &err, "reconcile");
    return out;
}

static double number(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

static const char *text(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.words[c.codes[row]];
}

Test(quality_reconcile, knows_slips_of_the_keyboard)
{
    static const struct {
        double typed, right;
        int kind;
    } slips[] = {{4783, 4783, -1},
                 {4783, 4873, GDCS_I_RECONCILE_TRANSPOSED},
                 {4783, 4763, GDCS_I_RECONCILE_DIGIT},
                 {478, 4783, GDCS_I_RECONCILE_DROPPED_DIGIT},
                 {4783, 473, GDCS_I_RECONCILE_DROPPED_DIGIT},
                 {1000, 100, GDCS_I_RECONCILE_DROPPED_DIGIT},
                 {4783, 3784, -1},
                 {4783, 47, -1},
                 {12, 34, -1},
                 {12.5, 13.5, -1},
                 {0, 7, GDCS_I_RECONCILE_DIGIT},
                 {10, 1, GDCS_I_RECONCILE_DROPPED_DIGIT}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        cr_expect(eq(int, gdcs_i_quality_slip(slips[i].typed, slips[i].right), slips[i].kind));
        cr_expect(eq(int, gdcs_i_quality_slip(slips[i].right, slips[i].typed), slips[i].kind));
    }
}

/* One line of women, men and their total for each reason. */
Test(quality_reconcile, explains_totals)
{
    static const struct {
        double women, men, unknown, total;
        const char *kind;
        double found, expected;
    } lines[] = {{443, 4783, NAN, 5226, "consistent", 5226, 5226},
                 {443, 4783, NAN, 5300, "unknown_sex", 5300, 5226},
                 {443, 4783, 0, 5236, "digit", 5236, 5226},
                 {443, 4873, NAN, 5226, "transposed", 4873, 4783},
                 {443, 4783, NAN, 443, "double_counted", 4783, 0},
                 {443, 443, NAN, 443, "double_counted", 443, 0},
                 {4430, 4783, NAN, 5226, "dropped_digit", 4430, 443},
                 {443, 4783, 17, 6666, "total_exceeds", 6666, 5243},
                 {443, 4783, NAN, 4999, "parts_exceed", 4999, 5226}};
    const gdcs_quality_reconcile_options all = {
        .struct_size = sizeof all, .consistent = 1, .same = 1e9};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
        add(t, "x F", lines[i].women);
        add(t, "x M", lines[i].men);
        add(t, "x _T", lines[i].total);
        if (!isnan(lines[i].unknown))
            add(t, "x _U", lines[i].unknown);
        gdcs_frame *f = found_in(t, &all);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 1), "%d", (int)i);
        cr_expect_str_eq(text(f, "kind", 0), lines[i].kind, "%d: %s", (int)i, text(f, "kind", 0));
        cr_expect(eq(dbl, number(f, "found", 0), lines[i].found), "%d", (int)i);
        cr_expect(eq(dbl, number(f, "expected", 0), lines[i].expected), "%d", (int)i);
        cr_expect_str_eq(text(f, "axis", 0), "sex");
        cr_expect_str_eq(text(f, "area", 0), "x");
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(quality_reconcile, allows_for_rounding_and_noise)
{
    const gdcs_quality_reconcile_options five = {.struct_size = sizeof five, .base = 5};
    const gdcs_quality_reconcile_options noise = {.struct_size = sizeof noise, .noise = 2};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    add(t, "a F", 10);
    add(t, "b F", 15);
    add(t, "TOTAL F", 30);
    gdcs_frame *f = found_in(t, NULL);
    cr_expect_str_eq(text(f, "kind", 0), "digit");
    gdcs_frame_free(f);
    f = found_in(t, &five);
    cr_expect_str_eq(text(f, "kind", 0), "rounded");
    cr_expect(near_relative(number(f, "coverage", 0), 25.0 / 30, 1e-15));
    gdcs_frame_free(f);
    f = found_in(t, &noise);
    cr_expect_str_eq(text(f, "kind", 0), "perturbed");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_reconcile, finds_a_base_that_all_figures_share)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    for (int i = 0; i < 25; i++) {
        char labels[16];
        snprintf(labels, sizeof labels, "a%d F", i);
        add(t, labels, 5 + 5 * (i % 7));
    }
    add(t, "TOTAL F", 535);
    gdcs_frame *f = found_in(t, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 1));
    cr_expect_str_eq(text(f, "kind", 0), "rounded");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_reconcile, compares_stages_periods_sexes_and_relationships)
{
    static const char *const kinds[] = {"jump", "later_above_earlier", "same_figure", "same_figure",
                                        "relationship_sex"};
    gdcs_table *t =
        make_table(GDCS_ABSENT_ZERO, "relation=relationship step=stage year=period sex");
    add(t, "friend suspected 2019 F", 40);
    add(t, "friend suspected 2020 F", 400);
    add(t, "friend convicted 2019 F", 41);
    add(t, "friend convicted 2020 F", 60);
    add(t, "friend suspected 2019 M", 400);
    add(t, "friend suspected 2020 M", 400);
    add(t, "Wife suspected 2019 M", 2);
    add(t, "Wife suspected 2019 F", 30);
    gdcs_frame *f = found_in(t, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 5));
    for (int i = 0; i < 5; i++) {
        int seen = 0;
        for (int row = 0; row < 5; row++)
            seen += strcmp(text(f, "kind", row), kinds[i]) == 0;
        cr_expect(seen == (i == 2 || i == 3 ? 2 : 1), "%s %d", kinds[i], seen);
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* A wider cell never makes a finding of what was none: what may be consistent is. */
Test(quality_reconcile, widening_a_cell_never_adds_a_finding)
{
    uint64_t state = 9;
    for (int trial = 0; trial < 40; trial++) {
        gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
        static const char *const cells[] = {"a F", "b F", "TOTAL F", "a M", "b M", "TOTAL M"};
        double at[6];
        int64_t last = 1000;
        for (int i = 0; i < 6; i++)
            set(t, cells[i], at[i] = draw(&state, 40) + 1, 0, 0, 0);
        for (int i = 0; i <= 6; i++) {
            gdcs_frame *f = found_in(t, NULL);
            cr_expect(gdcs_frame_count_rows(f) <= last);
            last = gdcs_frame_count_rows(f);
            gdcs_frame_free(f);
            if (i == 6)
                break;
            if (draw(&state, 2))
                set_missing(t, cells[i], 'Q');
            else
                set_range(t, cells[i], fmax(at[i] - 5, 0), at[i] + 7, 'Q');
        }
        gdcs_table_free(t);
    }
}

static gdcs_status tried(const gdcs_table *t, const gdcs_quality_reconcile_options *o)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_quality_reconcile(t, o, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

static gdcs_table *small(const char *axes)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, axes);
    add(t, "x F", 3);
    add(t, "x M", 4);
    add(t, "x _T", 9);
    return t;
}

Test(quality_reconcile, refuses_what_is_documented)
{
    gdcs_table *t = small("area sex"), *named = small("found=area sex");
    const gdcs_quality_reconcile_options bad[] = {
        {.struct_size = sizeof *bad, .consistent = 2}, {.struct_size = sizeof *bad, .base = -1},
        {.struct_size = sizeof *bad, .noise = NAN},    {.struct_size = sizeof *bad, .jump = 1},
        {.struct_size = sizeof *bad, .same = -1},
    };
    const gdcs_quality_reconcile_options none = {.struct_size = sizeof none, .stage = "step"};
    const gdcs_quality_reconcile_options year = {.struct_size = sizeof year, .period = "year"};
    const gdcs_quality_reconcile_options size = {.struct_size = 8};
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, tried(t, &bad[i]), GDCS_E_OPTION));
    cr_expect(eq(i32, tried(t, &none), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, &year), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, &size), GDCS_E_STRUCT));
    cr_expect(eq(i32, tried(NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_quality_reconcile(t, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(named, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(sz, sizeof(gdcs_quality_reconcile_options), 56));
    gdcs_table_free(named);
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    return tried(context, NULL);
}

Test(quality_reconcile, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = small("area sex");
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
