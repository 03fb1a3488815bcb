/* Mirrors lib/stats/pipeline/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <gdcs/pipeline.h>

TestSuite(pipeline_table, .timeout = 30);

/* Two years; in the second nobody was prosecuted in the first's sense: the stage has no cell. */
static gdcs_table *stages(int32_t absent)
{
    gdcs_table *t = make_table(absent, "year=period stage sex");
    add(t, "2016 suspected F", 900);
    add(t, "2016 suspected M", 5100);
    add(t, "2016 suspected _U", 40);
    add(t, "2016 prosecuted F", 400);
    add(t, "2016 prosecuted M", 2600);
    add(t, "2016 convicted F", 130);
    add(t, "2016 convicted M", 1400);
    add(t, "2016 convicted _U", 7);
    add(t, "2017 suspected F", 12);
    add(t, "2017 suspected M", 70);
    add(t, "2017 convicted F", 15);
    add(t, "2017 convicted M", 30);
    return t;
}

static const char *const names[] = {"suspected", "prosecuted", "convicted", "suspected"};

static gdcs_frame *table_of(const gdcs_table *t, int32_t count, const char *keep, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    const char *const axes[] = {keep};
    gdcs_frame *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status =
        gdcs_pipeline_table(t, "stage", names, count, axes, keep != NULL, &o, &out, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return out;
}

static void expect_row(const gdcs_frame *f, int64_t row, const gdcs_estimate *e,
                       const gdcs_bounds *b, double attrition)
{
    cr_expect(near_relative(number(f, "value", row), e->value, 0.0));
    cr_expect(near_relative(number(f, "lower", row), e->lower, 0.0));
    cr_expect(near_relative(number(f, "upper", row), e->upper, 0.0));
    cr_expect(near_relative(number(f, "std_error", row), e->std_error, 0.0));
    cr_expect(near_relative(number(f, "bound_lower", row), b->lower, 0.0));
    cr_expect(near_relative(number(f, "bound_upper", row), b->upper, 0.0));
    cr_expect(near_relative(number(f, "attrition", row), attrition, 0.0));
}

Test(pipeline_table, is_the_scalar_form_by_step)
{
    static const int step[][2] = {{0, 1}, {1, 2}, {0, 2}};
    const gdcs_sex_counts c[] = {{900, 5100, 0, 40, 0}, {400, 2600, 0, 0, 0}, {130, 1400, 0, 7, 0}};
    gdcs_table *t = stages(GDCS_ABSENT_ZERO);
    gdcs_frame *f = table_of(t, 3, "year", GDCS_PIPELINE_LINKED);
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = GDCS_PIPELINE_LINKED};
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 18));
    for (int s = 0; s < 3; s++) {
        gdcs_pipeline_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_pipeline_estimate(&c[step[s][0]], &c[step[s][1]], &o, &r, NULL), 0));
        const int64_t row = 3 * s;
        cr_expect_str_eq(word(f, "year", row), "2016");
        cr_expect_str_eq(word(f, "from", row), names[step[s][0]]);
        cr_expect_str_eq(word(f, "to", row), names[step[s][1]]);
        cr_expect_str_eq(word(f, "measure", row), "women");
        cr_expect_str_eq(word(f, "measure", row + 1), "men");
        cr_expect_str_eq(word(f, "measure", row + 2), "index");
        cr_expect_str_eq(word(f, "method", row), "Wilson");
        cr_expect_str_eq(word(f, "method", row + 2), "Miettinen-Nurminen");
        expect_row(f, row, &r.women, &r.women_bounds, r.attrition_women);
        expect_row(f, row + 1, &r.men, &r.men_bounds, r.attrition_men);
        expect_row(f, row + 2, &r.index, &r.index_bounds, NAN);
        cr_expect(eq(dbl, number(f, "from_women", row), c[step[s][0]].women));
        cr_expect(eq(dbl, number(f, "to_men", row + 1), c[step[s][1]].men));
        cr_expect(eq(dbl, number(f, "to_unknown", row + 2), c[step[s][1]].unknown));
        cr_expect(eq(u32, notes(f, row) | notes(f, row + 1) | notes(f, row + 2), r.notes));
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Product over the steps = the whole way, and so the attrition. */
Test(pipeline_table, steps_multiply_to_the_whole_way)
{
    gdcs_table *t = stages(GDCS_ABSENT_ZERO);
    gdcs_frame *f = table_of(t, 3, "year", GDCS_PIPELINE_CROSS_SECTIONAL);
    for (int64_t part = 0; part < 3; part++) {
        const double product = number(f, "value", part) * number(f, "value", 3 + part);
        cr_expect(near_relative(number(f, "value", 6 + part), product, 1e-14));
    }
    cr_expect(near_relative(1.0 - number(f, "attrition", 6),
                            (1.0 - number(f, "attrition", 0)) * (1.0 - number(f, "attrition", 3)),
                            1e-14));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(pipeline_table, lists_steps_it_cannot_estimate)
{
    for (int32_t absent = GDCS_ABSENT_ZERO; absent <= GDCS_ABSENT_MISSING; absent++) {
        gdcs_table *t = stages(absent);
        gdcs_frame *f = table_of(t, 3, "year", GDCS_PIPELINE_LINKED);
        const int missing = absent == GDCS_ABSENT_MISSING;
        cr_expect_str_eq(word(f, "year", 9), "2017");
        cr_expect(isnan(number(f, "value", 12)));
        cr_expect(eq(u32, notes(f, 12) & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
        cr_expect(eq(int, (notes(f, 9) & GDCS_NOTE_MISSING_CELL) != 0, missing));
        if (missing) {
            cr_expect(isnan(number(f, "value", 9)));
            cr_expect(eq(dbl, number(f, "bound_lower", 9), 0.0));
            cr_expect(eq(dbl, number(f, "bound_upper", 9), 1.0));
        } else {
            cr_expect(eq(dbl, number(f, "value", 9), 0.0));
        }
        /* more convicted than suspected women */
        cr_expect(isnan(number(f, "value", 15)));
        cr_expect(eq(u32, notes(f, 15) & GDCS_NOTE_ABOVE_ONE, GDCS_NOTE_ABOVE_ONE));
        cr_expect(near_relative(number(f, "value", 16), 30.0 / 70.0, 1e-15));
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(pipeline_table, cross_sectional_ratios_above_one_are_values)
{
    gdcs_table *t = stages(GDCS_ABSENT_ZERO);
    gdcs_frame *f = table_of(t, 3, "year", 0);
    cr_expect(eq(dbl, number(f, "value", 15), 1.25));
    cr_expect(eq(dbl, number(f, "attrition", 15), -0.25));
    cr_expect(eq(u32, notes(f, 15), GDCS_NOTE_ABOVE_ONE | GDCS_NOTE_SMALL_BASE));
    cr_expect_str_eq(word(f, "method", 15), "score");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(pipeline_table, two_stages_are_one_step_and_no_axis_kept_is_one_group)
{
    gdcs_table *t = stages(GDCS_ABSENT_ZERO);
    gdcs_frame *f = table_of(t, 2, NULL, 0);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 3));
    cr_expect(eq(dbl, number(f, "from_women", 0), 912.0));
    cr_expect_str_eq(
        gdcs_frame_get_meta(f, GDCS_META_METHOD),
        "Persons at a stage per person at the one before (counts of different persons); "
        "index: women to men. Limits 95 %: score for ratios, score for the index.");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

static gdcs_status status_of(const gdcs_table *t, const char *axis, const char *const *stage,
                             int32_t count, const char *keep)
{
    const char *const axes[] = {keep};
    gdcs_frame *out = NULL;
    const gdcs_status status =
        gdcs_pipeline_table(t, axis, stage, count, axes, keep != NULL, NULL, &out, NULL);
    cr_assert(eq(int, out != NULL, status == GDCS_OK));
    gdcs_frame_free(out);
    return status;
}

Test(pipeline_table, refuses_what_does_not_fit)
{
    gdcs_table *t = stages(GDCS_ABSENT_ZERO);
    const char *const other[] = {"suspected", "sentenced"}, *const gap[] = {"suspected", NULL};
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = 7};
    gdcs_frame *f = NULL;
    cr_expect(eq(i32, status_of(t, "stage", names, 3, NULL), GDCS_OK));
    cr_expect(eq(i32, status_of(t, "stage", names, 4, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, status_of(t, "stage", names, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, status_of(t, "stage", other, 2, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, status_of(t, "stage", gap, 2, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, status_of(t, "stages", names, 3, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, status_of(t, "stage", names, 3, "stage"), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, status_of(t, "stage", names, 3, "sex"), GDCS_E_SHAPE));
    cr_expect(eq(i32, status_of(t, "sex", names, 3, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, status_of(NULL, "stage", names, 3, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, status_of(t, NULL, names, 3, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, status_of(t, "stage", NULL, 3, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_pipeline_table(t, "stage", names, 3, NULL, 0, &o, &f, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_pipeline_table(t, "stage", names, 3, NULL, 0, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    gdcs_table_free(t);
}

static gdcs_status whole_table(void *data)
{
    return status_of(data, "stage", names, 3, "year");
}

Test(pipeline_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = stages(GDCS_ABSENT_ZERO);
    const gdcs_status first = whole_table(t); /* the table sorts its cells once, and keeps that */
    cr_assert(eq(i32, first, GDCS_OK));
    const fail_alloc_report r = fail_alloc_each(whole_table, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
