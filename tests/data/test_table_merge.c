/* Mirrors lib/data/table/merge.c. */
#include "fail_alloc.h"
#include "make.h"

#include <criterion/new/assert.h>

TestSuite(table_merge, .timeout = 60);

static void merge(gdcs_table *table, const gdcs_table *other)
{
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_table_merge(table, other, &err), &err, "merge");
}

Test(table_merge, adds_cells_by_label_whatever_the_order_of_axes_and_labels)
{
    gdcs_table *a = make_table(GDCS_ABSENT_ZERO, "area sex"),
               *b = make_table(GDCS_ABSENT_ZERO, "sex area");
    add(a, "FR F", 1);
    add(a, "FR M", 2);
    add(b, "M IT", 10);
    add(b, "M FR", 20);
    merge(a, b);
    expect_cells(a, "FR F=1; FR M=22; IT M=10");
    expect_cells(b, "M IT=10; M FR=20");
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(table_merge, adds_intervals_and_keeps_the_graver_status)
{
    gdcs_table *a = make_table(GDCS_ABSENT_MISSING, "area"),
               *b = make_table(GDCS_ABSENT_MISSING, "area");
    set_range(a, "both", 1, 4, 'E');
    set_range(b, "both", 10, 20, 'Q');
    add(a, "mine", 5);
    set_missing(b, "mine", 'O');
    set(b, "theirs", 7, 0, 0, 'P');
    add(a, "alone", 3);
    merge(a, b);
    expect_cells(a, "both=[11,24] Q; mine=[5,inf] O; alone=3; theirs=7 P");
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(table_merge, with_itself_doubles)
{
    gdcs_table *a = make_table(GDCS_ABSENT_ZERO, "area");
    add(a, "FR", 1);
    set_range(a, "IT", 2, 3, 'Q');
    merge(a, a);
    expect_cells(a, "FR=2; IT=[4,6] Q");
    gdcs_table_free(a);
}

Test(table_merge, of_parts_in_any_order_is_the_whole_bit_for_bit)
{
    enum { PARTS = 8, ROWS = 400 };
    static const char *const areas[] = {"A", "B", "C"}, *const sexes[] = {"F", "M", "_U"};
    uint64_t state = 21;
    for (int round = 0; round < 100; round++) {
        gdcs_table *parts[PARTS], *whole = make_table(GDCS_ABSENT_ZERO, "area sex"),
                                  *sum = make_table(GDCS_ABSENT_ZERO, "area sex");
        for (int i = 0; i < PARTS; i++)
            parts[i] = make_table(GDCS_ABSENT_ZERO, i % 2 ? "area sex" : "sex area");
        for (int i = 0; i < ROWS; i++) {
            const uint32_t part = draw(&state, PARTS), a = draw(&state, 3), s = draw(&state, 3);
            const double weight = round % 2 ? draw(&state, 100) : 1 + draw(&state, 100000) / 3.0;
            char labels[16];
            snprintf(labels, sizeof labels, "%s %s", areas[a], sexes[s]);
            add(whole, labels, weight);
            snprintf(labels, sizeof labels, "%s %s", part % 2 ? areas[a] : sexes[s],
                     part % 2 ? sexes[s] : areas[a]);
            add(parts[part], labels, weight);
        }
        for (uint32_t left = PARTS; left > 0; left--) {
            const uint32_t k = draw(&state, left);
            merge(sum, parts[k]);
            gdcs_table_free(parts[k]);
            parts[k] = parts[left - 1];
        }
        cr_expect(same_cells(whole, sum) && same_cells(sum, whole), "round %d", round);
        gdcs_table_free(whole);
        gdcs_table_free(sum);
    }
}

Test(table_merge, joins_sensitivity_and_texts)
{
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .sensitivity = GDCS_SENSITIVITY_INTERNAL};
    gdcs_table *a = make_table(GDCS_ABSENT_ZERO, ""), *b = NULL;
    cr_assert(eq(i32, gdcs_table_new(&o, &b, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set_meta(a, GDCS_META_SOURCE, "one", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set_meta(b, GDCS_META_SOURCE, "two", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set_meta(b, GDCS_META_URL, "there", NULL), GDCS_OK));
    merge(a, b);
    merge(a, b);
    cr_expect(eq(i32, gdcs_table_get_sensitivity(a), GDCS_SENSITIVITY_INTERNAL));
    cr_expect_str_eq(gdcs_table_get_meta(a, GDCS_META_SOURCE), "one; two");
    cr_expect_str_eq(gdcs_table_get_meta(a, GDCS_META_URL), "there");
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(table_merge, makes_an_axis_as_sensitive_as_the_other)
{
    const gdcs_axis open = {.struct_size = sizeof open, .name = "role"};
    const gdcs_axis closed = {
        .struct_size = sizeof closed, .name = "role", .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    gdcs_table *a = make_table(GDCS_ABSENT_ZERO, ""), *b = make_table(GDCS_ABSENT_ZERO, "");
    gdcs_axis got = {.struct_size = sizeof got};
    cr_assert(eq(i32, gdcs_table_add_axis(a, &open, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(b, &closed, NULL), GDCS_OK));
    merge(a, b);
    cr_assert(eq(i32, gdcs_table_get_axis(a, 0, &got, NULL), GDCS_OK));
    cr_expect(eq(i32, got.sensitivity, GDCS_SENSITIVITY_PROTECTED));
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(table_merge, learns_the_declared_total_of_the_other)
{
    gdcs_table *a = make_table(GDCS_ABSENT_ZERO, "sex"), *b = make_table(GDCS_ABSENT_ZERO, "sex");
    add(a, "F", 1);
    add(b, "M", 2);
    add(b, "_T", 4);
    merge(a, b);
    gdcs_table *all = margin(a, "");
    expect_cells(all, "=4");
    gdcs_table_free(a);
    gdcs_table_free(b);
    gdcs_table_free(all);
}

Test(table_merge, refuses_tables_of_another_shape)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    gdcs_table *other[] = {
        make_table(GDCS_ABSENT_ZERO, "area*"), make_table(GDCS_ABSENT_MISSING, "area* sex"),
        make_table(GDCS_ABSENT_ZERO, "region* sex"), make_table(GDCS_ABSENT_ZERO, "area sex"),
        make_table(GDCS_ABSENT_ZERO, "area=role* sex")};
    add(t, "FR F", 1);
    for (size_t i = 0; i < sizeof other / sizeof other[0]; i++) {
        cr_expect(eq(i32, gdcs_table_merge(t, other[i], NULL), GDCS_E_SHAPE), "case %zu", i);
        gdcs_table_free(other[i]);
    }
    cr_expect(eq(i32, gdcs_table_merge(t, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_merge(NULL, t, NULL), GDCS_E_ARGUMENT));
    expect_cells(t, "FR F=1");
    gdcs_table_free(t);
}

Test(table_merge, leaves_the_table_as_it_was_when_memory_ends)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"),
               *other = make_table(GDCS_ABSENT_ZERO, "area sex");
    gdcs_axis area = {.struct_size = sizeof area};
    int64_t failures = 0;
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    add(t, "FR F", 1);
    for (int i = 0; i < 200; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "area%d M", i);
        set_range(other, labels, i, i + 2, 'Q');
    }
    cr_assert(eq(i32, gdcs_table_set_meta(other, GDCS_META_NOTE, "new", NULL), GDCS_OK));
    for (int64_t n = 1;; n++) {
        fail_alloc_arm(n);
        const gdcs_status status = gdcs_table_merge(t, other, NULL);
        if (!fail_alloc_disarm()) {
            cr_expect(eq(i32, status, GDCS_OK));
            break;
        }
        cr_expect(eq(i32, status, GDCS_E_MEMORY));
        expect_cells(t, "FR F=1");
        cr_assert(eq(i32, gdcs_table_get_axis(t, 0, &area, NULL), GDCS_OK));
        cr_expect(eq(i64, area.label_count, 1));
        cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_NOTE), "");
        failures++;
    }
    cr_expect(gt(i64, failures, 10));
    cr_expect(eq(i64, gdcs_table_count_cells(t), 201));
    gdcs_table_free(t);
    gdcs_table_free(other);
}
