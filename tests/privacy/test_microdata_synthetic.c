/* Mirrors lib/privacy/microdata/synthetic.c. */
#include "fail_alloc.h"
#include "microdata_frames.h"

#include <math.h>
#include <stdio.h>

TestSuite(microdata_synthetic, .timeout = 60);

static gdcs_table *new_table(int32_t sensitivity)
{
    const gdcs_table_options options = {.struct_size = sizeof options, .sensitivity = sensitivity};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    const gdcs_axis area = {.struct_size = sizeof area,
                            .concept_id = GDCS_CONCEPT_AREA,
                            .name = "area",
                            .total = "all"};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &table, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &area, NULL), GDCS_OK));
    return table;
}

/* upper -1: exact */
static void put(gdcs_table *table, const char *sex, const char *area, double lower, double upper)
{
    const char *labels[] = {sex, area};
    gdcs_cell cell = {.struct_size = sizeof cell, .value = lower};
    if (upper >= 0.0) {
        cell.value = NAN;
        cell.lower = lower;
        cell.upper = upper;
    }
    cr_assert(eq(i32, gdcs_table_set(table, labels, &cell, NULL), GDCS_OK));
}

static gdcs_frame *synthetic(const gdcs_table *table, int64_t seed,
                             gdcs_microdata_synthetic_result *r)
{
    const gdcs_microdata_synthetic_options o = {.struct_size = sizeof o, .seed = seed};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    r->struct_size = sizeof *r;
    cr_assert(eq(i32, gdcs_microdata_new_synthetic(table, &o, &out, r, &err), GDCS_OK), "%s",
              err.message);
    return out;
}

static int64_t count(const gdcs_frame *frame, const char *sex, const char *area)
{
    int64_t n = 0;
    for (int64_t i = 0; i < gdcs_frame_count_rows(frame); i++)
        n += strcmp(word_at(frame, "sex", i), sex) == 0 &&
             strcmp(word_at(frame, "area", i), area) == 0;
    return n;
}

Test(microdata_synthetic, exact_numbers_become_as_many_records)
{
    gdcs_table *table = new_table(GDCS_SENSITIVITY_PROTECTED);
    gdcs_microdata_synthetic_result r;
    put(table, "F", "A", 3, -1);
    put(table, "M", "A", 0, -1);
    put(table, "_O", "B", 1, -1);
    put(table, "F", "all", 3, -1);
    gdcs_frame *frame = synthetic(table, 1, &r);
    cr_expect(eq(i64, r.records, 4));
    cr_expect(eq(i64, r.drawn, 0));
    cr_expect(eq(i64, count(frame, "F", "A"), 3));
    cr_expect(eq(i64, count(frame, "_O", "B"), 1));
    cr_expect(eq(i64, gdcs_frame_count_columns(frame), 2));
    cr_expect(eq(i64, column_of(frame, "sex").word_count, 2)); /* no M, no _T */
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, column_of(frame, "sex").concept_id, GDCS_CONCEPT_SEX));
    gdcs_frame_free(frame);
    gdcs_table_free(table);
}

Test(microdata_synthetic, hidden_cells_are_drawn_within_their_intervals_and_totals)
{
    int64_t seen[8] = {0}, moved = 0;
    gdcs_table *table = new_table(GDCS_SENSITIVITY_PUBLIC);
    put(table, "F", "A", 0, 7);
    put(table, "F", "B", 0, 7);
    put(table, "M", "A", 0, INFINITY);
    put(table, "M", "B", 0, INFINITY);
    put(table, "F", "all", 7, -1);
    put(table, "M", "all", 20, -1);
    put(table, "_T", "A", 12, -1);
    put(table, "_T", "B", 15, -1);
    for (int64_t seed = 0; seed < 60; seed++) {
        gdcs_microdata_synthetic_result r, again;
        gdcs_frame *frame = synthetic(table, seed, &r), *same = synthetic(table, seed, &again);
        const int64_t fa = count(frame, "F", "A");
        cr_expect(eq(i64, r.drawn, 4));
        cr_expect(eq(i64, r.records, 27));
        cr_expect(eq(i64, fa + count(frame, "F", "B"), 7));
        cr_expect(eq(i64, fa + count(frame, "M", "A"), 12));
        cr_expect(eq(i64, count(frame, "F", "B") + count(frame, "M", "B"), 15));
        cr_expect(eq(i64, fa, count(same, "F", "A")));
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PUBLIC));
        seen[fa]++;
        moved += r.distance > 0;
        gdcs_frame_free(frame);
        gdcs_frame_free(same);
    }
    int64_t values = 0;
    for (int i = 0; i < 8; i++)
        values += seen[i] > 0;
    cr_expect(ge(i64, values, 6));
    cr_expect(gt(i64, moved, 0));
    gdcs_table_free(table);
}

static gdcs_status refused(gdcs_table *table, gdcs_microdata_synthetic_options *o)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_microdata_new_synthetic(table, o, &out, NULL, NULL);
    cr_expect(out == NULL);
    gdcs_table_free(table);
    return status;
}

Test(microdata_synthetic, what_makes_no_records_is_refused)
{
    gdcs_microdata_synthetic_options o = {.struct_size = sizeof o, .milliseconds = -1};
    gdcs_microdata_synthetic_result small = {.struct_size = 8};
    gdcs_frame *out = NULL;
    gdcs_table *table = new_table(0);
    put(table, "F", "A", 2, -1);
    cr_expect(eq(i32, gdcs_microdata_new_synthetic(NULL, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_microdata_new_synthetic(table, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_microdata_new_synthetic(table, NULL, &out, &small, NULL), GDCS_E_STRUCT));
    cr_expect(out == NULL);
    cr_expect(eq(i32, refused(table, &o), GDCS_E_OPTION));
    o.milliseconds = 0;
    o.tree_count = -1;
    cr_expect(eq(i32, refused(new_table(0), &o), GDCS_E_OPTION));
    table = new_table(0);
    put(table, "F", "A", 2.5, -1);
    cr_expect(eq(i32, refused(table, NULL), GDCS_E_VALUE));
    table = new_table(0);
    put(table, "F", "A", 0, INFINITY);
    cr_expect(eq(i32, refused(table, NULL), GDCS_E_VALUE));
    table = new_table(0);
    put(table, "F", "A", 0, 3);
    put(table, "F", "all", 5, -1);
    cr_expect(eq(i32, refused(table, NULL), GDCS_E_VALUE));
    table = new_table(0);
    put(table, "F", "A", 3e9, -1);
    cr_expect(eq(i32, refused(table, NULL), GDCS_E_LIMIT));
}

Test(microdata_synthetic, who_is_out_of_time_before_a_point_is_told_so)
{
    gdcs_table *table = new_table(0);
    char area[8];
    for (int i = 0; i < 1000; i++) {
        snprintf(area, sizeof area, "%d", i);
        put(table, "F", area, 0, 50 + i);
        put(table, "M", area, 0, 50 + i);
        put(table, "_O", area, 0, 50 + i);
        put(table, "_T", area, 60 + i, -1);
    }
    put(table, "F", "all", 150000, -1);
    put(table, "M", "all", 250000, -1);
    gdcs_microdata_synthetic_options o = {.struct_size = sizeof o, .milliseconds = 1};
    cr_expect(eq(i32, refused(table, &o), GDCS_E_NUMERIC)); /* 3000 unknowns */
}

Test(microdata_synthetic, trees_that_are_none_are_refused)
{
    static const char *const a[] = {"A", "A"}, *const b[] = {"B", "C"};
    static const char *const round[] = {"A", "B"}, *const about[] = {"B", "A"};
    gdcs_tree tree = {.struct_size = sizeof tree, .axis = "area", .children = a, .parents = b};
    const gdcs_tree *trees[] = {&tree};
    gdcs_microdata_synthetic_options o = {.struct_size = sizeof o, .trees = trees, .tree_count = 1};
    gdcs_table *table = new_table(0);
    put(table, "F", "A", 1, -1);
    put(table, "F", "B", 1, -1);
    put(table, "F", "C", 1, -1);
    tree.count = 2;
    gdcs_table *copy = NULL;
    cr_assert(eq(i32, gdcs_table_copy(table, &copy, NULL), GDCS_OK));
    cr_expect(eq(i32, refused(copy, &o), GDCS_E_DUPLICATE));
    tree.children = round;
    tree.parents = about;
    cr_assert(eq(i32, gdcs_table_copy(table, &copy, NULL), GDCS_OK));
    cr_expect(eq(i32, refused(copy, &o), GDCS_E_SHAPE));
    tree.axis = "none";
    cr_expect(eq(i32, refused(table, &o), GDCS_E_NAME));
}

Test(microdata_synthetic, only_leaves_of_a_tree_become_records)
{
    static const char *const child[] = {"A1", "A2"}, *const parent[] = {"A", "A"};
    const gdcs_tree tree = {.struct_size = sizeof tree,
                            .axis = "area",
                            .children = child,
                            .parents = parent,
                            .count = 2};
    const gdcs_tree *trees[] = {&tree};
    const gdcs_microdata_synthetic_options o = {
        .struct_size = sizeof o, .trees = trees, .tree_count = 1};
    gdcs_table *table = new_table(0);
    gdcs_frame *frame = NULL;
    put(table, "F", "A", 5, -1);
    put(table, "F", "A1", 0, 4);
    put(table, "F", "A2", 3, 9);
    cr_assert(eq(i32, gdcs_microdata_new_synthetic(table, &o, &frame, NULL, NULL), GDCS_OK));
    cr_expect(eq(i64, count(frame, "F", "A1") + count(frame, "F", "A2"), 5));
    cr_expect(ge(i64, count(frame, "F", "A2"), 3));
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), 5));
    gdcs_frame_free(frame);
    gdcs_table_free(table);
}

static gdcs_status make(void *table)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_microdata_new_synthetic(table, NULL, &out, NULL, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(microdata_synthetic, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *table = new_table(0);
    put(table, "F", "A", 2, -1);
    put(table, "M", "A", 4, -1);
    put(table, "F", "all", 2, -1);
    const fail_alloc_report r = fail_alloc_each(make, table);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(table);
}
