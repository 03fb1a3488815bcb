/* Mirrors lib/stats/own_right/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "stats/own_right.h"
#include "support.h"

TestSuite(own_right_table, .timeout = 60);

static const gdcs_own_right_axis basis = {.struct_size = sizeof basis,
                                          .axis = "basis",
                                          .own = "own",
                                          .relatives = "relative",
                                          .unknown_basis = "unknown",
                                          .dependants = "dependants"};

static gdcs_table *protected_persons(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex basis*");
    add(t, "F own", 12);
    add(t, "M own", 130);
    add(t, "_U own", 4);
    add(t, "F relative", 180);
    add(t, "M relative", 40);
    add(t, "_U relative", 9);
    add(t, "F unknown", 6);
    add(t, "M unknown", 3);
    add(t, "_U unknown", 5);
    add(t, "F dependants", 14);
    add(t, "M dependants", 260);
    add(t, "_U dependants", 3);
    return t;
}

static gdcs_frame *tabulated(const gdcs_table *t, const gdcs_own_right_axis *axis)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_own_right_table(t, axis, NULL, 0, NULL, &f, &err), GDCS_OK), "%s",
              err.message);
    return f;
}

Test(own_right_table, the_table_is_the_scalar_form)
{
    const double c[12] = {12, 130, 4, 180, 40, 9, 6, 3, 5, 14, 260, 3};
    const gdcs_own_right_counts n = counted(c);
    const gdcs_own_right_result r = estimated(&n, 0);
    gdcs_table *t = protected_persons();
    gdcs_frame *f = tabulated(t, &basis);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 13));
    for (int m = 1; m < GDCS_OWN_RIGHT_MEASURES; m++) {
        const gdcs_own_right_value *v = value_of(&r, m);
        cr_expect_str_eq(word(f, "measure", m - 1), names[m]);
        cr_expect(eq(dbl, number(f, "value", m - 1), v->estimate.value));
        cr_expect(eq(dbl, number(f, "lower", m - 1), v->estimate.lower));
        cr_expect(eq(dbl, number(f, "bound_upper", m - 1), v->bounds.upper));
        cr_expect(eq(u32, notes(f, m - 1), v->notes));
    }
    cr_expect(eq(dbl, number(f, "unknown_sex", 0), 18.0));
    cr_expect(eq(dbl, number(f, "unknown_basis", 0), 14.0));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* A declared total stands for who has no basis; all that is not named is a relative. */
Test(own_right_table, a_declared_total_and_labels_left_out)
{
    gdcs_table *t = protected_persons();
    const gdcs_own_right_axis few = {
        .struct_size = sizeof few, .axis = "basis", .own = "own", .dependants = "dependants"};
    add(t, "F TOTAL", 12 + 180 + 6 + 20);
    add(t, "M TOTAL", 130 + 40 + 3);
    add(t, "_U TOTAL", 18);
    gdcs_frame *f = tabulated(t, &few);
    cr_expect(eq(dbl, number(f, "relatives_women", 0), 186.0));
    cr_expect(eq(dbl, number(f, "unknown_basis", 0), 20.0));
    cr_expect(0 != (notes(f, 0) & GDCS_NOTE_TOTAL_EXCEEDS));
    cr_expect(
        near_relative(number(f, "bound_upper", 0), (12.0 + 4 + 20) / (12 + 4 + 20 + 186), 1e-14));
    gdcs_frame_free(f);
    set(t, "F TOTAL", 118, 118, 118, 'A');
    f = tabulated(t, &few);
    cr_expect(eq(dbl, number(f, "unknown_basis", 0), 0.0));
    cr_expect(0 != (notes(f, 0) & GDCS_NOTE_PARTS_EXCEED));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Exact, an interval, a wider one, missing; more unknown: no bound may move inwards. */
Test(own_right_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"F own",      "M own",        "F relative",   "M relative",
                                        "_U own",     "_U relative",  "F unknown",    "M unknown",
                                        "_U unknown", "F dependants", "M dependants", "F TOTAL",
                                        "_U TOTAL"};
    for (int total = 0; total < 2; total++)
        for (int i = 0; i < 11 + 2 * total; i++) {
            gdcs_frame *before = NULL;
            for (int step = 0; step < 4; step++) {
                gdcs_table *t = protected_persons();
                if (total) {
                    add(t, "F TOTAL", 205);
                    add(t, "M TOTAL", 180);
                    add(t, "_U TOTAL", 20);
                }
                const double x = cell(t, cells[i]).value;
                if (step == 1 || step == 2)
                    set_range(t, cells[i], fmax(x - 2 * step, 0), x + 3 * step, 'Q');
                if (step == 3)
                    set_missing(t, cells[i], 'M');
                gdcs_frame *after = tabulated(t, &basis);
                if (before != NULL)
                    expect_no_narrower(before, after, cells[i]);
                gdcs_frame_free(before);
                gdcs_table_free(t);
                before = after;
            }
            gdcs_frame_free(before);
        }
}

Test(own_right_table, more_unknown_never_narrows_the_bounds)
{
    static const char *const cells[] = {"_U own",    "_U relative", "F unknown",
                                        "M unknown", "_U unknown",  "_U dependants"};
    for (int i = 0; i < 6; i++) {
        gdcs_table *t = protected_persons();
        gdcs_frame *before = tabulated(t, &basis);
        for (int step = 0; step < 5; step++) {
            add(t, cells[i], 7);
            gdcs_frame *after = tabulated(t, &basis);
            /* women of known sex move the share of women among all itself */
            if (i != 2 && i != 3)
                expect_no_narrower(before, after, cells[i]);
            else
                for (int64_t row = 0; row < 9; row++)
                    cr_expect(at_most(number(after, "bound_lower", row),
                                      number(before, "bound_lower", row)));
            gdcs_frame_free(before);
            before = after;
        }
        gdcs_frame_free(before);
        gdcs_table_free(t);
    }
}

Test(own_right_table, sensitivity_travels)
{
    gdcs_table *t = NULL;
    const gdcs_table_options o = {.struct_size = sizeof o, .absent = GDCS_ABSENT_ZERO};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .name = "sex", .concept_id = GDCS_CONCEPT_SEX};
    const gdcs_axis by = {
        .struct_size = sizeof by, .name = "basis", .concept_id = GDCS_CONCEPT_BASIS};
    cr_assert(eq(i32, gdcs_table_new(&o, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &by, NULL), GDCS_OK));
    add(t, "F own", 3);
    add(t, "M own", 4);
    add(t, "F relative", 5);
    const gdcs_own_right_axis two = {
        .struct_size = sizeof two, .axis = "basis", .own = "own", .relatives = "relative"};
    gdcs_frame *f = tabulated(t, &two);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 10));
    cr_expect(eq(i32, column(f, "value").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column(f, "own_women").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(own_right_table, the_table_refuses_what_is_documented)
{
    static const char *const sex[] = {"sex"}, *const again[] = {"basis"};
    gdcs_table *t = protected_persons();
    gdcs_frame *f = NULL;
    gdcs_own_right_axis wrong[] = {basis, basis, basis, basis, basis};
    wrong[0].axis = "colour";
    wrong[1].own = "nobody";
    wrong[2].dependants = "own";
    wrong[3].own = NULL;
    wrong[4].struct_size = 3;
    const int32_t codes[] = {GDCS_E_NAME, GDCS_E_NAME, GDCS_E_DUPLICATE, GDCS_E_ARGUMENT,
                             GDCS_E_STRUCT};
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, gdcs_own_right_table(t, &wrong[i], NULL, 0, NULL, &f, NULL), codes[i]),
                  "%d", i);
    cr_expect(eq(i32, gdcs_own_right_table(t, &basis, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_own_right_table(t, &basis, again, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(
        eq(i32, gdcs_own_right_table(NULL, &basis, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_own_right_table(t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(f == NULL);
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_own_right_table(context, &basis, NULL, 0, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(own_right_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = protected_persons();
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
