/* Mirrors lib/stats/share/finite_table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/meta.h>
#include <gdcs/share.h>
#include <math.h>

TestSuite(share_finite_table, .timeout = 20);

static const char *const by_area[] = {"area"};

/* Areas in another order than in the table of those they were drawn from. */
static gdcs_table *samples(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(t, "AT F", 7);
    add(t, "AT M", 13);
    add(t, "AT _U", 2);
    add(t, "BE F", 0);
    add(t, "BE M", 5);
    add(t, "CY F", 4);
    add(t, "CY M", 4);
    return t;
}

static gdcs_table *cases(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(t, "CY _U", 8);
    add(t, "BE _U", 30);
    add(t, "BE _Z", 1000);
    add(t, "AT F", 25);
    add(t, "AT M", 35);
    return t;
}

static gdcs_frame *table(const gdcs_table *t, const gdcs_table *whole, int32_t keep, int32_t method)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .method = method};
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_share_table_finite(t, whole, by_area, keep, &o, &f, &err), &err, "table");
    return f;
}

Test(share_finite_table, rows_are_the_scalar_form_with_the_persons_of_the_other_table)
{
    const gdcs_sex_counts c[] = {{7, 13, 0, 2, 0}, {0, 5, 0, 0, 0}, {4, 4, 0, 0, 0}};
    const double population[] = {60, 30, 8};
    gdcs_table *t = samples(), *whole = cases();
    for (int32_t method = 1; method <= 3; method++) {
        gdcs_frame *f = table(t, whole, 1, method);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 3));
        for (int i = 0; i < 3; i++) {
            const gdcs_share_options o = {.struct_size = sizeof o, .method = method};
            gdcs_share_result r = {.struct_size = sizeof r};
            cr_assert(
                eq(i32, gdcs_share_estimate_finite(&c[i], population[i], &o, &r, NULL), GDCS_OK));
            const char *const name[] = {"women", "n",         "population",  "value",      "lower",
                                        "upper", "std_error", "bound_lower", "bound_upper"};
            const double want[] = {c[i].women,    r.n,           population[i],     r.share.value,
                                   r.share.lower, r.share.upper, r.share.std_error, r.bounds.lower,
                                   r.bounds.upper};
            for (int j = 0; j < 9; j++)
                cr_expect(near_relative(number(f, name[j], i), want[j], 0.0), "%s of row %d: %g",
                          name[j], i, number(f, name[j], i));
            cr_expect(eq(u32, notes(f, i), r.notes));
        }
        cr_expect(number(f, "lower", 2) == 0.5 && number(f, "upper", 2) == 0.5, "a census");
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
    gdcs_table_free(whole);
}

static void expect_none(const gdcs_frame *f, int64_t row, uint32_t note)
{
    const uint32_t why = GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_PARTS_EXCEED | GDCS_NOTE_MISSING_CELL;
    cr_expect(isnan(number(f, "value", row)) && isnan(number(f, "lower", row)), "%d", (int)row);
    cr_expect(number(f, "bound_lower", row) <= number(f, "bound_upper", row), "%d", (int)row);
    cr_expect(0 != (notes(f, row) & GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(eq(u32, notes(f, row) & why, note), "row %d", (int)row);
}

/* Persons known as an interval, fewer than were drawn, of an area that the other table lacks. */
Test(share_finite_table, without_an_exact_population_there_is_no_share)
{
    gdcs_table *t = samples(), *whole = make_table(GDCS_ABSENT_ZERO, "area sex");
    set_range(whole, "AT _U", 50, 60, 'A');
    add(whole, "BE F", 4);
    gdcs_frame *f = table(t, whole, 1, 0);
    expect_none(f, 0, GDCS_NOTE_INTERVAL_CELL);
    expect_none(f, 1, GDCS_NOTE_PARTS_EXCEED);
    expect_none(f, 2, GDCS_NOTE_MISSING_CELL);
    cr_expect(isnan(number(f, "population", 0)) && number(f, "population", 1) == 4);
    gdcs_frame_free(f);
    f = table(t, whole, 0, 0);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 1));
    cr_expect(isnan(number(f, "value", 0)) && number(f, "women", 0) == 11);
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_table_free(whole);
}

/* Of cells that nobody set a table says that they are nobody, or not reported; a declared total tells how
   many there are. */
Test(share_finite_table, absent_cells_and_declared_totals_count_as_the_table_says)
{
    gdcs_table *t = samples(), *whole = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(whole, "AT F", 1);
    add(whole, "AT _T", 77);
    add(whole, "BE _T", 9);
    add(whole, "DK F", 1);
    gdcs_frame *f = table(t, whole, 1, 0);
    cr_expect(eq(dbl, number(f, "population", 0), 77));
    cr_expect(eq(dbl, number(f, "population", 1), 9));
    cr_expect(isnan(number(f, "population", 2)));
    gdcs_frame_free(f);
    gdcs_table_free(whole);
    whole = make_table(GDCS_ABSENT_MISSING, "area sex");
    add(whole, "AT F", 1);
    set(whole, "BE F", NAN, 0, INFINITY, 'O');
    add(whole, "BE _T", 9);
    f = table(t, whole, 1, 0);
    cr_expect(eq(dbl, number(f, "population", 1), 9), "a declared total beside a missing part");
    gdcs_frame_free(f);
    gdcs_table_free(t);
    gdcs_table_free(whole);
}

Test(share_finite_table, refuses_tables_that_do_not_fit)
{
    gdcs_table *t = samples(), *whole = cases(), *no_sex = make_table(0, "area");
    const char *const sex[] = {"sex"}, *const role[] = {"role"};
    gdcs_frame *f = NULL;
    const gdcs_share_options wald = {.struct_size = sizeof wald, .method = GDCS_SHARE_METHOD_WALD};
#define TABLE(t, w, keep, n, o) gdcs_share_table_finite(t, w, keep, n, o, &f, NULL)
    cr_expect(eq(i32, TABLE(NULL, whole, by_area, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, NULL, by_area, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, whole, NULL, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, whole, by_area, -1, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_share_table_finite(t, whole, by_area, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, whole, by_area, 1, &wald), GDCS_E_OPTION));
    cr_expect(eq(i32, TABLE(t, whole, role, 1, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, TABLE(t, whole, sex, 1, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, TABLE(t, no_sex, by_area, 1, NULL), GDCS_E_SHAPE));
    cr_expect(f == NULL);
    gdcs_table_free(t);
    gdcs_table_free(whole);
    gdcs_table_free(no_sex);
}

static gdcs_status make_and_free(void *tables)
{
    gdcs_table *const *t = tables;
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_share_table_finite(t[0], t[1], by_area, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(share_finite_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t[] = {samples(), cases()};
    const fail_alloc_report r = fail_alloc_each(make_and_free, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t[0]);
    gdcs_table_free(t[1]);
}
