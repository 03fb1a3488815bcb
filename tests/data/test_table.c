/* Mirrors lib/data/table/object.c, cell.c and frame.c, and lib/data/cells.c. */
#include "data/table.h"
#include "fail_alloc.h"
#include "make.h"

#include <criterion/new/assert.h>
#include <malloc.h>

TestSuite(table, .timeout = 60);

Test(table, a_cell_holds_what_was_added)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(t, "FR F", 2);
    add(t, "FR M", 3.5);
    add(t, "FR F", 1);
    expect_cells(t, "FR F=3; FR M=3.5");
    gdcs_table_free(t);
}

Test(table, a_cell_that_nobody_set_is_zero_or_missing_as_the_options_say)
{
    gdcs_table *zero = make_table(GDCS_ABSENT_ZERO, "area sex");
    gdcs_table *missing = make_table(GDCS_ABSENT_MISSING, "area sex");
    add(zero, "FR F", 1);
    add(zero, "IT M", 1);
    add(missing, "FR F", 1);
    add(missing, "IT M", 1);
    expect_cell(zero, "FR M", "-0");
    expect_cell(missing, "FR M", "-[0,inf] O");
    gdcs_table_free(zero);
    gdcs_table_free(missing);
}

Test(table, set_replaces_and_keeps_status_interval_and_confidentiality)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area");
    const char *const labels[] = {"e"};
    const gdcs_cell secret = {
        .struct_size = sizeof secret, .confidentiality = 'C', .status = 'Q', .value = NAN};
    add(t, "a", 9);
    set(t, "a", 5, 0, 0, 'E');
    set(t, "b", 5, 5, 5, 0);
    set_range(t, "c", 1, 4, 'Q');
    set_missing(t, "d", 'M');
    set_missing(t, "f", 0);
    set_range(t, "g", 3, 3, 0);
    set_range(t, "h", 3, INFINITY, 0);
    cr_assert(eq(i32, gdcs_table_set(t, labels, &secret, NULL), GDCS_OK));
    expect_cells(t, "a=5 E; b=5; c=[1,4] Q; d=[0,inf] M; f=[0,inf] O; g=3; h=[3,inf]; "
                    "e=[0,inf] Q");
    cr_expect(eq(i32, cell(t, "e").confidentiality, 'C'));
    cr_expect(eq(i32, cell(t, "a").confidentiality, 'F'));
    set(t, "c", 2, 0, 0, 0);
    expect_cell(t, "c", "2");
    gdcs_table_free(t);
}

Test(table, adding_to_an_interval_moves_it)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area");
    set_range(t, "a", 1, 4, 'Q');
    set_missing(t, "b", 'O');
    add(t, "a", 10);
    add(t, "b", 10);
    expect_cells(t, "a=[11,14] Q; b=[10,inf] O");
    gdcs_table_free(t);
}

Test(table, cells_come_in_the_order_of_labels_and_not_of_adding)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "");
    const char *const years[] = {"2001", "2000"};
    const gdcs_axis year = {.struct_size = sizeof year,
                            .name = "year",
                            .title = "Year",
                            .labels = years,
                            .label_count = 2};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    cr_assert(eq(i32, gdcs_table_add_axis(t, &year, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &sex, NULL), GDCS_OK));
    add(t, "2000 M", 1);
    add(t, "2000 F", 2);
    add(t, "2001 F", 3);
    expect_cells(t, "2001 F=3; 2000 M=1; 2000 F=2");
    add(t, "2001 M", 4);
    expect_cells(t, "2001 M=4; 2001 F=3; 2000 M=1; 2000 F=2");
    gdcs_table_free(t);
}

Test(table, a_table_without_axes_has_one_cell)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "");
    gdcs_cell c = {.struct_size = sizeof c};
    cr_expect(eq(i32, gdcs_table_add(t, NULL, 2, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_add(t, NULL, 3, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_get(t, NULL, &c, NULL), GDCS_OK));
    cr_expect(eq(dbl, c.value, 5));
    cr_expect(eq(i32, gdcs_table_get_at(t, 0, NULL, &c, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_table_count_cells(t), 1));
    gdcs_table_free(t);
}

Test(table, axes_are_shown_as_they_were_added)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex basis kind");
    gdcs_axis a = {.struct_size = sizeof a};
    add(t, "FR F own x", 1);
    cr_expect(eq(i64, gdcs_table_count_axes(t), 4));
    cr_expect(eq(i64, gdcs_table_find_axis(t, "basis"), 2));
    cr_expect(eq(i64, gdcs_table_find_axis(t, "none"), -1));
    cr_expect(eq(i64, gdcs_table_find_axis(t, NULL), -1));
    cr_expect(eq(i64, gdcs_table_find_concept(t, GDCS_CONCEPT_SEX), 1));
    cr_expect(eq(i64, gdcs_table_find_concept(t, GDCS_CONCEPT_AGE), -1));
    cr_assert(eq(i32, gdcs_table_get_axis(t, 0, &a, NULL), GDCS_OK));
    cr_expect_str_eq(a.name, "area");
    cr_expect_str_eq(a.title, "area");
    cr_expect_str_eq(a.total, "TOTAL");
    cr_expect(eq(i64, a.label_count, 1));
    cr_expect_str_eq(a.labels[0], "FR");
    cr_assert(eq(i32, gdcs_table_get_axis(t, 1, &a, NULL), GDCS_OK));
    cr_expect_str_eq(a.total, "_T");
    cr_assert(eq(i32, gdcs_table_get_axis(t, 2, &a, NULL), GDCS_OK));
    cr_expect(eq(i32, a.sensitivity, GDCS_SENSITIVITY_PROTECTED));
    cr_expect(a.total == NULL);
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_PROTECTED));
    gdcs_table_free(t);
}

Test(table, an_axis_without_a_concept_is_a_group)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "");
    gdcs_axis a = {.struct_size = sizeof a, .name = "x"};
    cr_assert(eq(i32, gdcs_table_add_axis(t, &a, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_table_find_concept(t, GDCS_CONCEPT_GROUP), 0));
    gdcs_table_free(t);
}

Test(table, sensitivity_is_the_highest_of_options_and_axes)
{
    const gdcs_table_options internal = {.struct_size = sizeof internal,
                                         .sensitivity = GDCS_SENSITIVITY_INTERNAL};
    const gdcs_axis plain = {.struct_size = sizeof plain, .name = "area"};
    const gdcs_axis raised = {
        .struct_size = sizeof raised, .name = "role", .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_table_new(&internal, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &plain, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_INTERNAL));
    cr_assert(eq(i32, gdcs_table_add_axis(t, &raised, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(NULL), GDCS_SENSITIVITY_PUBLIC));
    gdcs_table_free(t);
}

Test(table, a_copy_lives_on_its_own)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    add(t, "FR F", 1);
    set_range(t, "TOTAL M", 1, 4, 'Q');
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_SOURCE, "a register", NULL), GDCS_OK));
    gdcs_table *copy = copied(t);
    add(t, "FR F", 5);
    add(t, "IT F", 5);
    gdcs_table_free(t);
    expect_cells(copy, "FR F=1; TOTAL M=[1,4] Q");
    add(copy, "FR M", 2);
    expect_cells(copy, "FR F=1; FR M=2; TOTAL M=[1,4] Q");
    cr_expect_str_eq(gdcs_table_get_meta(copy, GDCS_META_SOURCE), "a register");
    cr_expect_str_eq(gdcs_table_get_meta(NULL, GDCS_META_SOURCE), "");
    gdcs_table_free(copy);
}

Test(table, sums_do_not_depend_on_the_order_of_adding)
{
    enum { N = 200 };
    double weights[N];
    uint64_t state = 1;
    gdcs_table *first = NULL;
    for (int i = 0; i < N; i++)
        weights[i] = 1.0 + draw(&state, 1000000) / 7.0;
    for (int round = 0; round < 1000; round++) {
        gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex");
        for (int i = N - 1; i > 0; i--) {
            const uint32_t k = draw(&state, (uint32_t)i + 1);
            const double w = weights[i];
            weights[i] = weights[k];
            weights[k] = w;
        }
        for (int i = 0; i < N; i++)
            add(t, "F", weights[i]);
        if (first == NULL)
            first = copied(t);
        cr_expect(same_cells(first, t), "round %d", round);
        gdcs_table_free(t);
    }
    gdcs_table_free(first);
}

Test(table, whole_numbers_are_exact_where_a_plain_sum_is_not)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex");
    add(t, "F", 9007199254740991.0);
    for (int i = 0; i < 1001; i++)
        add(t, "F", 0.5);
    for (int i = 0; i < 1001; i++)
        add(t, "F", 0.5);
    cr_expect(eq(dbl, cell(t, "F").value, 9007199254741992.0));
    gdcs_table_free(t);
}

Test(table, memory_grows_with_cells_and_not_with_additions_or_the_product_of_axes)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "a b c d sex");
    int32_t codes[5];
    char label[16];
    for (int32_t axis = 0; axis < 4; axis++)
        for (int i = 0; i < 1000; i++) {
            snprintf(label, sizeof label, "%d", i);
            cr_assert(eq(i32, gdcs_i_axis_add_label(t, axis, label, strlen(label), codes, NULL),
                         GDCS_OK));
        }
    cr_assert(eq(i32, gdcs_i_axis_add_label(t, 4, "F", 1, &codes[4], NULL), GDCS_OK));
    const size_t before = mallinfo2().uordblks;
    uint64_t state = 3;
    for (int i = 0; i < 1000000; i++) {
        const int32_t k = (int32_t)draw(&state, 500);
        codes[0] = codes[1] = codes[2] = codes[3] = k;
        cr_assert(gdcs_i_table_add_codes(t, codes, 1, NULL) == GDCS_OK);
    }
    cr_expect(eq(i64, gdcs_table_count_cells(t), 500));
    cr_expect(lt(sz, mallinfo2().uordblks - before, 64 * 1024));
    gdcs_table_free(t);
}

Test(table, ten_thousand_cells_are_found_again)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "a b");
    char labels[32];
    for (int i = 0; i < 10000; i++) {
        snprintf(labels, sizeof labels, "%d %d", i % 100, i / 100 * 7919 % 100);
        add(t, labels, i);
    }
    cr_expect(eq(i64, gdcs_table_count_cells(t), 10000));
    for (int i = 0; i < 10000; i++) {
        snprintf(labels, sizeof labels, "%d %d", i % 100, i / 100 * 7919 % 100);
        cr_expect(cell(t, labels).value == i, "%s", labels);
    }
    gdcs_table_free(t);
}

Test(table, as_a_frame_it_has_a_row_per_cell_and_only_the_columns_that_are_needed)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
    gdcs_frame *plain = NULL, *full = NULL;
    gdcs_column c = {.struct_size = sizeof c};
    add(t, "IT M", 3);
    add(t, "FR M", 4);
    add(t, "FR F", 5);
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_COUNTING_UNIT, "person", NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_get_frame(t, &plain, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_columns(plain), 3));
    cr_expect(eq(i64, gdcs_frame_count_rows(plain), 3));
    cr_assert(eq(i32, gdcs_frame_get(plain, 0, &c, NULL), GDCS_OK));
    cr_expect_str_eq(c.words[c.codes[0]], "IT");
    cr_expect_str_eq(c.words[c.codes[2]], "FR");
    cr_assert(eq(i32, gdcs_frame_get(plain, 2, &c, NULL), GDCS_OK));
    cr_expect(eq(dbl, c.doubles[0], 3));
    cr_expect(eq(dbl, c.doubles[1], 4));
    cr_expect(eq(dbl, c.doubles[2], 5));
    cr_expect_str_eq(c.unit, "person");
    set_range(t, "FR M", 1, 4, 'Q');
    cr_assert(eq(i32, gdcs_table_get_frame(t, &full, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_columns(full), 6));
    cr_assert(eq(i32, gdcs_frame_get(full, gdcs_frame_find(full, "upper"), &c, NULL), GDCS_OK));
    cr_expect(eq(dbl, c.doubles[1], 4));
    cr_assert(eq(i32, gdcs_frame_get(full, gdcs_frame_find(full, "status"), &c, NULL), GDCS_OK));
    cr_expect_str_eq(c.words[c.codes[0]], "A");
    cr_expect_str_eq(c.words[c.codes[1]], "Q");
    cr_expect_str_eq(gdcs_frame_get_meta(full, GDCS_META_COUNTING_UNIT), "person");
    gdcs_frame_free(plain);
    gdcs_frame_free(full);
    gdcs_table_free(t);
}

Test(table, a_frame_is_as_sensitive_as_the_table_even_for_axes_that_went)
{
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_table_new(&o, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_get_frame(t, &f, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(f), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Everything a table does, in one function that frees all it made. */
static gdcs_status live(void *data)
{
    const char *const labels[] = {"FR", "F"}, *const more[] = {"IT", "M"};
    const gdcs_axis area = {.struct_size = sizeof area, .name = "area", .total = "TOTAL"};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .name = "sex", .concept_id = GDCS_CONCEPT_SEX};
    gdcs_cell c = {.struct_size = sizeof c, .value = NAN, .status = 'Q'};
    gdcs_table *t = NULL, *copy = NULL;
    gdcs_frame *f = NULL;
    int32_t codes[2];
    gdcs_status status = gdcs_table_new(NULL, &t, NULL);
    (void)data;
    if (status == GDCS_OK)
        status = gdcs_table_add_axis(t, &area, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_add_axis(t, &sex, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_set_meta(t, GDCS_META_NOTE, "a note", NULL);
    if (status == GDCS_OK)
        status = gdcs_table_add(t, labels, 1, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_set(t, more, &c, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_get_at(t, 0, codes, &c, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_copy(t, &copy, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_get_frame(copy, &f, NULL);
    gdcs_frame_free(f);
    gdcs_table_free(copy);
    gdcs_table_free(t);
    return status;
}

Test(table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(live, NULL);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 40));
}

Test(table, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_table_options), 16));
    cr_expect(eq(sz, sizeof(gdcs_axis), 24 + 5 * sizeof(void *)));
    cr_expect(eq(sz, sizeof(gdcs_cell), 40));
}

Test(table, every_code_of_the_sex_axis_can_be_asked_for)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex");
    gdcs_cell cell = {.struct_size = sizeof cell};
    const char *const unknown[] = {"_U"}, *const none[] = {"X"};
    add(t, "F", 3);
    cr_expect(eq(i32, gdcs_table_get(t, unknown, &cell, NULL), GDCS_OK));
    cr_expect(eq(i32, cell.present, 0));
    cr_expect(eq(dbl, cell.value, 0.0));
    cr_expect(eq(i32, gdcs_table_get(t, none, &cell, NULL), GDCS_E_NAME));
    gdcs_table_free(t);
}
