#include "fail_alloc.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gdcs.h>

#include <string.h>

TestSuite(table_titles, .timeout = 10);

static const char *const areas[] = {"IE", "FR", "XX"};
static const char *const names[] = {"Ireland", "France", NULL};

/* area (two of three titled) by sex. */
static gdcs_table *example(void)
{
    const gdcs_axis area = {.struct_size = sizeof area,
                            .concept_id = GDCS_CONCEPT_AREA,
                            .name = "area",
                            .labels = areas,
                            .label_count = 3,
                            .titles = names};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    gdcs_table *t = NULL;
    cr_assert(gdcs_table_new(NULL, &t, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &area, NULL) == GDCS_OK);
    cr_assert(gdcs_table_add_axis(t, &sex, NULL) == GDCS_OK);
    for (int i = 0; i < 3; i++) {
        const char *const women[] = {areas[i], "F"}, *const men[] = {areas[i], "M"};
        cr_assert(gdcs_table_add(t, women, 1 + i, NULL) == GDCS_OK);
        cr_assert(gdcs_table_add(t, men, 10, NULL) == GDCS_OK);
    }
    return t;
}

static const char *title_of(const gdcs_table *t, const char *name, const char *label)
{
    gdcs_axis a = {.struct_size = sizeof a};
    cr_assert(gdcs_table_get_axis(t, gdcs_table_find_axis(t, name), &a, NULL) == GDCS_OK);
    for (int64_t i = 0; i < a.label_count; i++)
        if (strcmp(a.labels[i], label) == 0)
            return a.titles != NULL && a.titles[i] != NULL ? a.titles[i] : "(none)";
    return "(no label)";
}

static void expect_titles(const gdcs_table *t)
{
    cr_expect_str_eq(title_of(t, "area", "IE"), "Ireland");
    cr_expect_str_eq(title_of(t, "area", "FR"), "France");
    cr_expect_str_eq(title_of(t, "area", "XX"), "(none)");
}

Test(table_titles, stay_with_their_labels_through_every_verb)
{
    const char *const keep[] = {"area"};
    gdcs_table *t = example(), *made[3] = {NULL};
    expect_titles(t);
    cr_assert(gdcs_table_copy(t, &made[0], NULL) == GDCS_OK);
    cr_assert(gdcs_table_margin(t, keep, 1, &made[1], NULL) == GDCS_OK);
    cr_assert(gdcs_table_slice(t, "sex", "F", &made[2], NULL) == GDCS_OK);
    for (int i = 0; i < 3; i++) {
        expect_titles(made[i]);
        gdcs_table_free(made[i]);
    }
    gdcs_table_free(t);
}

Test(table_titles, of_joined_labels_stand_only_where_they_agree)
{
    const char *const from[] = {"FR", "XX"}, *const to[] = {"other", "other"};
    const char *const old[] = {"IE", "FR"}, *const swapped[] = {"FR", "IE"};
    gdcs_table *t = example(), *joined = NULL, *renamed = NULL;
    cr_assert(gdcs_table_collapse(t, "area", from, to, 2, &joined, NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(joined, "area", "other"), "(none)");
    cr_expect_str_eq(title_of(joined, "area", "IE"), "Ireland");
    cr_assert(gdcs_table_collapse(t, "area", old, swapped, 2, &renamed, NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(renamed, "area", "FR"), "Ireland");
    gdcs_table_free(renamed);
    cr_assert(gdcs_table_set_title(t, "area", "XX", "France", NULL) == GDCS_OK);
    gdcs_table_free(joined);
    cr_assert(gdcs_table_collapse(t, "area", from, to, 2, &joined, NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(joined, "area", "other"), "France");
    gdcs_table_free(joined);
    gdcs_table_free(t);
}

Test(table_titles, of_both_tables_are_in_the_merged_one)
{
    const char *const more[] = {"ES", "F"}, *const yet[] = {"PT", "M"};
    gdcs_table *t = example(), *other = example();
    cr_assert(gdcs_table_add(other, more, 1, NULL) == GDCS_OK);
    cr_assert(gdcs_table_set_title(other, "area", "ES", "Spain", NULL) == GDCS_OK);
    cr_assert(gdcs_table_set_title(other, "area", "XX", "Elsewhere", NULL) == GDCS_OK);
    cr_assert(gdcs_table_set_title(other, "area", "IE", "Eire", NULL) == GDCS_OK);
    cr_assert(gdcs_table_merge(t, other, NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(t, "area", "IE"), "Ireland");
    cr_expect_str_eq(title_of(t, "area", "XX"), "Elsewhere");
    cr_expect_str_eq(title_of(t, "area", "ES"), "Spain");
    cr_assert(gdcs_table_add(t, yet, 1, NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(t, "area", "PT"), "(none)");
    cr_expect_str_eq(title_of(t, "area", "ES"), "Spain");
    gdcs_table_free(other);
    gdcs_table_free(t);
}

Test(table_titles, are_set_replaced_and_removed)
{
    gdcs_table *t = example();
    cr_expect_str_eq(title_of(t, "sex", "F"), "(none)");
    cr_assert(gdcs_table_set_title(t, "sex", "F", "Women", NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(t, "sex", "F"), "Women");
    cr_expect_str_eq(title_of(t, "sex", "M"), "(none)");
    cr_assert(gdcs_table_set_title(t, "sex", "F", "Females", NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(t, "sex", "F"), "Females");
    cr_assert(gdcs_table_set_title(t, "sex", "F", NULL, NULL) == GDCS_OK);
    cr_expect_str_eq(title_of(t, "sex", "F"), "(none)");
    gdcs_table_free(t);
}

Test(table_titles, are_refused_where_there_is_no_such_label)
{
    gdcs_table *t = example();
    cr_expect(eq(i32, gdcs_table_set_title(NULL, "area", "IE", "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set_title(t, NULL, "IE", "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set_title(t, "area", NULL, "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set_title(t, "area", "IE", "\xFF", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_set_title(t, "age", "IE", "x", NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_set_title(t, "area", "DE", "x", NULL), GDCS_E_NAME));
    expect_titles(t);
    gdcs_table_free(t);
}

static gdcs_status all_verbs(void *context)
{
    const char *const from[] = {"FR"}, *const to[] = {"XX"};
    const char *const more[] = {"ES", "F"};
    gdcs_table *copy = NULL, *joined = NULL;
    gdcs_status status = gdcs_table_copy(context, &copy, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_add(copy, more, 1, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_set_title(copy, "sex", "F", "Women", NULL);
    if (status == GDCS_OK)
        status = gdcs_table_merge(copy, context, NULL);
    if (status == GDCS_OK)
        status = gdcs_table_collapse(copy, "area", from, to, 1, &joined, NULL);
    gdcs_table_free(joined);
    gdcs_table_free(copy);
    return status;
}

Test(table_titles, failing_allocations_leave_nothing_behind)
{
    gdcs_table *t = example();
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(all_verbs, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    expect_titles(t);
    gdcs_table_free(t);
}
