/* Mirrors lib/data/table/slice.c and collapse.c. */
#include "fail_alloc.h"
#include "make.h"

#include <criterion/new/assert.h>

TestSuite(table_slice, .timeout = 60);

Test(table_slice, slicing_keeps_the_cells_of_one_label)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex year=period");
    add(t, "FR F 2000", 1);
    set_range(t, "FR M 2000", 1, 4, 'Q');
    add(t, "IT F 2001", 3);
    add(t, "TOTAL F 2001", 9);
    gdcs_table *fr = slice(t, "area", "FR"), *y = slice(t, "year", "2001"),
               *total = slice(t, "area", "TOTAL");
    expect_cells(fr, "F 2000=1; M 2000=[1,4] Q");
    expect_cells(y, "IT F=3; TOTAL F=9");
    expect_cells(total, "F 2001=9");
    cr_expect(eq(i64, gdcs_table_find_axis(y, "year"), -1));
    gdcs_table_free(t);
    gdcs_table_free(fr);
    gdcs_table_free(y);
    gdcs_table_free(total);
}

Test(table_slice, slicing_and_collapsing_commute)
{
    uint64_t state = 9;
    for (int round = 0; round < 50; round++) {
        gdcs_table *t = random_table(&state, round % 2);
        gdcs_table *s = slice(t, "sex", "F"), *sc = collapse(s, "age", "1 2", "low low");
        gdcs_table *c = collapse(t, "age", "1 2", "low low"), *cs = slice(c, "sex", "F");
        cr_expect(same_cells(sc, cs), "round %d", round);
        gdcs_table_free(t);
        gdcs_table_free(s);
        gdcs_table_free(sc);
        gdcs_table_free(c);
        gdcs_table_free(cs);
    }
}

Test(table_slice, collapsing_joins_renames_and_drops_labels_at_once)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "kind");
    add(t, "a", 1);
    add(t, "b", 2);
    add(t, "c", 4);
    add(t, "d", 8);
    gdcs_table *swapped = collapse(t, "kind", "a b", "b a"),
               *joined = collapse(t, "kind", "d", "a"),
               *dropped = collapse(t, "kind", "b c", "- z"), *same = collapse(t, "kind", "", "");
    expect_cells(swapped, "b=1; a=2; c=4; d=8");
    expect_cells(joined, "a=9; b=2; c=4");
    expect_cells(dropped, "a=1; z=4; d=8");
    expect_cells(same, "a=1; b=2; c=4; d=8");
    gdcs_table_free(t);
    gdcs_table_free(swapped);
    gdcs_table_free(joined);
    gdcs_table_free(dropped);
    gdcs_table_free(same);
}

Test(table_slice, collapsing_a_published_table_knows_what_is_missing)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
    add(t, "A F", 1);
    add(t, "B F", 2);
    add(t, "A M", 3);
    add(t, "C M", 9);
    gdcs_table *ab = collapse(t, "area", "A B", "AB AB");
    expect_cells(ab, "AB F=3; AB M=[3,inf] O; C M=9");
    gdcs_table_free(ab);
    add(t, "A _O", 1);
    add(t, "A _U", 2);
    add(t, "B _U", 4);
    gdcs_table *u = collapse(t, "sex", "_O", "_U"), *mu = collapse(t, "sex", "M", "_U");
    expect_cells(u, "A F=1; A M=3; A _U=3; B F=2; B _U=4; C M=9");
    /* B has unknown but no men: a sum with men is not known */
    expect_cells(mu, "A F=1; A _U=5; A _O=1; B F=2; B _U=[4,inf] O; C _U=9");
    gdcs_table_free(u);
    gdcs_table_free(mu);
    gdcs_table_free(t);
}

Test(table_slice, collapsing_leaves_a_declared_total_alone)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area*"), *out = NULL;
    const char *const total[] = {"TOTAL"}, *const part[] = {"A"};
    add(t, "A", 1);
    add(t, "TOTAL", 5);
    gdcs_table *dropped = collapse(t, "area", "TOTAL", "-"),
               *kept = collapse(t, "area", "TOTAL A", "TOTAL Z");
    expect_cells(dropped, "A=1");
    expect_cells(kept, "Z=1; TOTAL=5");
    cr_expect(eq(i32, gdcs_table_collapse(t, "area", total, part, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_collapse(t, "area", part, total, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(out == NULL);
    gdcs_table_free(t);
    gdcs_table_free(dropped);
    gdcs_table_free(kept);
}

Test(table_slice, refuses_names_that_are_not_there_or_there_twice)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"), *out = NULL;
    const char *const f[] = {"F", "F"}, *const w[] = {"W", "F"};
    add(t, "FR F", 1);
    cr_expect(eq(i32, gdcs_table_slice(t, "none", "F", &out, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_slice(t, "sex", "M", &out, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_slice(t, NULL, "M", &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_slice(t, "sex", NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_slice(NULL, "sex", "F", &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_slice(t, "sex", "F", NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_collapse(t, "none", f, w, 1, &out, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_collapse(t, "sex", w, f, 1, &out, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_collapse(t, "sex", f, w, 1, &out, NULL), GDCS_E_SEX));
    cr_expect(eq(i32, gdcs_table_collapse(t, "sex", f, f, 2, &out, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_table_collapse(t, "sex", f, f, -1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_collapse(t, "sex", NULL, f, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_collapse(t, "sex", f, NULL, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_collapse(t, NULL, f, f, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_collapse(NULL, "sex", f, f, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_collapse(t, "sex", f, f, 1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(out == NULL);
    gdcs_table_free(t);
}

static gdcs_status live(void *data)
{
    const char *const from[] = {"A", "B"}, *const to[] = {"C", "C"};
    gdcs_table *s = NULL, *c = NULL;
    gdcs_status status = gdcs_table_slice(data, "sex", "F", &s, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_collapse(data, "area", from, to, 2, &c, NULL);
    gdcs_table_free(s);
    gdcs_table_free(c);
    return status;
}

Test(table_slice, survives_every_failing_allocation)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex age");
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    add(t, "A F 1", 1);
    set_missing(t, "B F 1", 'Q');
    add(t, "TOTAL F 1", 3);
    add(t, "TOTAL _T 1", 5);
    const fail_alloc_report r = fail_alloc_each(live, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
