#include "fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/frame.h>
#include <gdcs/table.h>

#include <string.h>

TestSuite(frame_titles, .timeout = 10);

static const char *const areas[] = {"IE", "FR", "XX"};
static const char *const names[] = {"Ireland", "France", NULL};
static const int32_t codes[] = {1, 0, -1, 2};
static const double numbers[] = {1, 2, 3, 4};

static gdcs_status make(gdcs_frame **out)
{
    gdcs_frame *frame = NULL;
    const gdcs_column area = {.struct_size = sizeof area,
                              .type = GDCS_TYPE_TEXT,
                              .concept_id = GDCS_CONCEPT_AREA,
                              .name = "area",
                              .rows = 4,
                              .codes = codes,
                              .words = areas,
                              .word_count = 3};
    const gdcs_column n = {.struct_size = sizeof n,
                           .type = GDCS_TYPE_DOUBLE,
                           .concept_id = GDCS_CONCEPT_COUNT,
                           .name = "n",
                           .rows = 4,
                           .doubles = numbers};
    gdcs_status status = gdcs_frame_new(&frame, NULL);
    if (status == GDCS_OK)
        status = gdcs_frame_add(frame, &area, NULL);
    if (status == GDCS_OK)
        status = gdcs_frame_add(frame, &n, NULL);
    for (int i = 0; i < 3 && status == GDCS_OK; i++)
        status = gdcs_frame_set_title(frame, "area", areas[i], names[i], NULL);
    if (status == GDCS_OK)
        *out = frame;
    else
        gdcs_frame_free(frame);
    return status;
}

static gdcs_frame *example(void)
{
    gdcs_frame *frame = NULL;
    cr_assert(make(&frame) == GDCS_OK);
    return frame;
}

static void expect_names(const gdcs_frame *frame)
{
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", "IE"), "Ireland");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", "FR"), "France");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", "XX"), "");
}

Test(frame_titles, they_are_copied_with_the_words)
{
    gdcs_frame *frame = example(), *copy = NULL;
    expect_names(frame);
    cr_assert(gdcs_frame_copy(frame, &copy, NULL) == GDCS_OK);
    gdcs_frame_free(frame);
    expect_names(copy);
    gdcs_frame_free(copy);
}

Test(frame_titles, a_title_is_set_replaced_and_removed)
{
    gdcs_frame *frame = example();
    cr_assert(gdcs_frame_set_title(frame, "area", "XX", "Kosovo", NULL) == GDCS_OK);
    cr_assert(gdcs_frame_set_title(frame, "area", "FR", "", NULL) == GDCS_OK);
    cr_assert(gdcs_frame_set_title(frame, "area", "IE", "Éire", NULL) == GDCS_OK);
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", "IE"), "Éire");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", "FR"), "");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", "XX"), "Kosovo");
    gdcs_frame_free(frame);
}

Test(frame_titles, what_has_no_words_has_no_titles)
{
    gdcs_frame *frame = example();
    cr_expect(gdcs_frame_set_title(NULL, "area", "IE", "x", NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_frame_set_title(frame, NULL, "IE", "x", NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_frame_set_title(frame, "area", NULL, "x", NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_frame_set_title(frame, "area", "IE", "\xFF", NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_frame_set_title(frame, "n", "IE", "x", NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_frame_set_title(frame, "a", "IE", "x", NULL) == GDCS_E_NAME);
    cr_expect(gdcs_frame_set_title(frame, "area", "ie", "x", NULL) == GDCS_E_NAME);
    cr_expect_str_eq(gdcs_frame_get_title(NULL, "area", "IE"), "");
    cr_expect_str_eq(gdcs_frame_get_title(frame, NULL, "IE"), "");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", NULL), "");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "n", "IE"), "");
    cr_expect_str_eq(gdcs_frame_get_title(frame, "area", "ie"), "");
    expect_names(frame);
    gdcs_frame_free(frame);
}

Test(frame_titles, a_column_made_of_another_has_none_until_they_are_set)
{
    gdcs_frame *frame = example();
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(gdcs_frame_get(frame, 0, &c, NULL) == GDCS_OK);
    c.name = "again";
    cr_assert(gdcs_frame_add(frame, &c, NULL) == GDCS_OK);
    cr_expect_str_eq(gdcs_frame_get_title(frame, "again", "IE"), "");
    expect_names(frame);
    gdcs_frame_free(frame);
}

Test(frame_titles, slices_keep_them_and_axes_take_them)
{
    static const char *const axes[] = {"area"};
    gdcs_frame *frame = example(), *slice = NULL, *back = NULL;
    gdcs_table *table = NULL;
    const gdcs_column sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex", .rows = 4};
    const char *const sexes[] = {"F", "M", "F", "M"};
    cr_assert(gdcs_frame_add_text(frame, &sex, sexes, NULL) == GDCS_OK);
    cr_assert(gdcs_frame_slice(frame, "sex", "M", &slice, NULL) == GDCS_OK);
    expect_names(slice);
    cr_assert(gdcs_table_tabulate(frame, axes, 1, NULL, &table, NULL) == GDCS_OK);
    gdcs_axis a = {.struct_size = sizeof a};
    cr_assert(gdcs_table_get_axis(table, 0, &a, NULL) == GDCS_OK);
    cr_assert(a.label_count == 4 && a.titles != NULL);
    cr_expect_str_eq(a.titles[0], "Ireland");
    cr_expect_str_eq(a.titles[1], "France");
    cr_expect(a.titles[2] == NULL && a.titles[3] == NULL);
    cr_assert(gdcs_table_get_frame(table, &back, NULL) == GDCS_OK);
    expect_names(back);
    gdcs_frame_free(back);
    gdcs_table_free(table);
    gdcs_frame_free(slice);
    gdcs_frame_free(frame);
}

static gdcs_status make_and_set(void *data)
{
    gdcs_frame *frame = NULL;
    (void)data;
    gdcs_status status = make(&frame);
    if (status == GDCS_OK)
        status = gdcs_frame_set_title(frame, "area", "XX", "Kosovo", NULL);
    gdcs_frame_free(frame);
    return status;
}

Test(frame_titles, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(make_and_set, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
}
