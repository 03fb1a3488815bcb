/* Mirrors lib/data/table/tabulate.c. */
#include "fail_alloc.h"
#include "frames.h"
#include "make.h"

#include <criterion/new/assert.h>

TestSuite(table_tabulate, .timeout = 60);

static const char *const area_sex[] = {"area", "sex"};

/* Columns area, sex, kind (a result), n and weight; rows below. */
static gdcs_frame *make_frame(void)
{
    static const char *const areas[] = {"FR", "IT", NULL, "FR", "FR"},
                             *const sexes[] = {"F", "M", "F", NULL, "F"},
                             *const kinds[] = {"x", "y", "x", "y", "x"};
    static const int64_t n[] = {3, 4, 5, INT64_MIN, 2};
    static const double weights[] = {0.5, 1.5, 2.5, 3.5, NAN};
    gdcs_frame *f = NULL;
    const gdcs_column c = {.struct_size = sizeof c,
                           .name = "area",
                           .label = "Country",
                           .concept_id = GDCS_CONCEPT_AREA,
                           .rows = 5};
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, areas, NULL), GDCS_OK));
    add_texts(f, "sex", GDCS_CONCEPT_SEX, sexes, 5);
    add_texts(f, "kind", GDCS_CONCEPT_MEASURE, kinds, 5);
    add_integers(f, "n", GDCS_CONCEPT_COUNT, n, 5);
    add_doubles(f, "weight", GDCS_CONCEPT_WEIGHT, weights, 5);
    cr_assert(eq(i32, gdcs_frame_set_meta(f, GDCS_META_SOURCE, "a survey", NULL), GDCS_OK));
    return f;
}

static gdcs_table *tabulate(const gdcs_frame *f, const char *value, int32_t absent)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_tabulate_options o = {.struct_size = sizeof o, .absent = absent, .value = value};
    gdcs_table *t = NULL;
    good(gdcs_table_tabulate(f, area_sex, 2, &o, &t, &err), &err, "tabulate");
    return t;
}

Test(table_tabulate, counts_rows_and_gives_missing_words_labels_of_their_own)
{
    gdcs_frame *f = make_frame();
    gdcs_table *t = tabulate(f, NULL, GDCS_ABSENT_ZERO);
    gdcs_axis a = {.struct_size = sizeof a};
    expect_cells(t, "FR F=2; FR _U=1; IT M=1;  F=1");
    cr_assert(eq(i32, gdcs_table_get_axis(t, 0, &a, NULL), GDCS_OK));
    cr_expect_str_eq(a.title, "Country");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_SOURCE), "a survey");
    gdcs_table_free(t);
    gdcs_frame_free(f);
}

Test(table_tabulate, adds_counts_and_weights_and_knows_which_are_missing)
{
    gdcs_frame *f = make_frame();
    gdcs_table *n = tabulate(f, "n", GDCS_ABSENT_MISSING), *w = tabulate(f, "weight", 0);
    expect_cells(n, "FR F=5; FR _U=[0,inf] O; IT M=4;  F=5");
    expect_cells(w, "FR F=[0.5,inf] O; FR _U=3.5; IT M=1.5;  F=2.5");
    expect_cell(n, "IT F", "-[0,inf] O");
    gdcs_table_free(n);
    gdcs_table_free(w);
    gdcs_frame_free(f);
}

Test(table_tabulate, takes_a_column_of_another_concept_as_a_group)
{
    gdcs_frame *f = make_frame();
    gdcs_table *t = NULL;
    const char *const kind[] = {"kind"};
    cr_assert(eq(i32, gdcs_table_tabulate(f, kind, 1, NULL, &t, NULL), GDCS_OK));
    expect_cells(t, "x=3; y=2");
    cr_expect(eq(i64, gdcs_table_find_concept(t, GDCS_CONCEPT_GROUP), 0));
    gdcs_table_free(t);
    gdcs_frame_free(f);
}

Test(table_tabulate, gives_a_table_back_from_its_frame)
{
    const gdcs_tabulate_options o = {
        .struct_size = sizeof o, .absent = GDCS_ABSENT_MISSING, .value = "value"};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex"), *back = NULL;
    gdcs_frame *f = NULL;
    const char *const labels[] = {"ES", "F"};
    const gdcs_cell secret = {.struct_size = sizeof secret, .confidentiality = 'C', .value = 3};
    add(t, "IT M", 3);
    add(t, "FR F", 0.1);
    set_range(t, "FR M", 1, 4, 'Q');
    set_missing(t, "IT F", 'L');
    set_range(t, "IT _U", 3, INFINITY, 0);
    set(t, "ES M", 7, 0, 0, 'E');
    cr_assert(eq(i32, gdcs_table_set(t, labels, &secret, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_get_frame(t, &f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &back, NULL), GDCS_OK));
    cr_expect(same_cells(t, back) && same_cells(back, t));
    gdcs_table_free(t);
    gdcs_table_free(back);
    gdcs_frame_free(f);
}

Test(table_tabulate, takes_limits_where_one_of_them_is_missing)
{
    static const double value[] = {NAN, NAN, NAN, 7}, lower[] = {3, NAN, NAN, 1},
                        upper[] = {NAN, 9, NAN, 9};
    static const char *const rows[] = {"a", "b", "c", "d"};
    const gdcs_tabulate_options o = {.struct_size = sizeof o, .value = "n"};
    const char *const axis[] = {"area"};
    gdcs_frame *f = NULL;
    gdcs_table *t = NULL;
    gdcs_column c = {.struct_size = sizeof c, .name = "area", .rows = 4};
    cr_assert(eq(i32, gdcs_frame_new(&f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, rows, NULL), GDCS_OK));
    c = (gdcs_column){.struct_size = sizeof c, .type = GDCS_TYPE_DOUBLE, .name = "n", .rows = 4};
    c.doubles = value;
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    c.name = "low";
    c.concept_id = GDCS_CONCEPT_LOWER;
    c.doubles = lower;
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    c.name = "high";
    c.concept_id = GDCS_CONCEPT_UPPER;
    c.doubles = upper;
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_tabulate(f, axis, 1, &o, &t, NULL), GDCS_OK));
    /* limits of an exact number are not those of a count: a result has them, too */
    expect_cells(t, "a=[3,inf]; b=[0,9]; c=[0,inf] O; d=7");
    gdcs_table_free(t);
    gdcs_frame_free(f);
}

Test(table_tabulate, is_as_sensitive_as_the_columns_it_uses)
{
    gdcs_frame *f = make_frame();
    gdcs_column c = {
        .struct_size = sizeof c, .name = "basis", .concept_id = GDCS_CONCEPT_BASIS, .rows = 5};
    const char *const bases[] = {"own", "own", "kin", "kin", "own"}, *const axis[] = {"basis"},
                      *const area[] = {"area"};
    const double secret[] = {1, 2, 3, 4, 5};
    gdcs_table *open = NULL, *closed = NULL, *value = NULL, *kin = NULL;
    gdcs_frame *of_kin = NULL;
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, bases, NULL), GDCS_OK));
    c.name = "secret";
    c.concept_id = GDCS_CONCEPT_WEIGHT;
    c.type = GDCS_TYPE_DOUBLE;
    c.doubles = secret;
    c.sensitivity = GDCS_SENSITIVITY_INTERNAL;
    cr_assert(eq(i32, gdcs_frame_add(f, &c, NULL), GDCS_OK));
    const gdcs_tabulate_options o = {.struct_size = sizeof o, .value = "secret"};
    cr_assert(eq(i32, gdcs_table_tabulate(f, area, 1, NULL, &open, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_tabulate(f, axis, 1, NULL, &closed, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_tabulate(f, area, 1, &o, &value, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_slice(f, "basis", "kin", &of_kin, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_tabulate(of_kin, area, 1, NULL, &kin, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(kin), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(open), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(closed), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(value), GDCS_SENSITIVITY_INTERNAL));
    gdcs_table_free(open);
    gdcs_table_free(closed);
    gdcs_table_free(value);
    gdcs_table_free(kin);
    gdcs_frame_free(of_kin);
    gdcs_frame_free(f);
}

Test(table_tabulate, refuses_what_is_no_count_and_says_in_which_row)
{
    gdcs_frame *f = make_frame();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    const double negative[] = {1, 2, -3, 4, 5}, infinite[] = {1, 2, 3, INFINITY, 5};
    gdcs_tabulate_options o = {.struct_size = sizeof o, .value = "negative"};
    add_doubles(f, "negative", GDCS_CONCEPT_COUNT, negative, 5);
    add_doubles(f, "infinite", GDCS_CONCEPT_COUNT, infinite, 5);
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &out, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 3));
    o.value = "infinite";
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &out, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 4));
    cr_expect(out == NULL);
    gdcs_frame_free(f);
}

Test(table_tabulate, refuses_columns_that_do_not_fit)
{
    gdcs_frame *f = make_frame();
    gdcs_table *out = NULL;
    const char *const none[] = {"none"}, *const number[] = {"n"}, *const twice[] = {"sex", "sex"},
                      *const hole[] = {NULL};
    gdcs_tabulate_options o = {.struct_size = sizeof o, .value = "none"};
    gdcs_column c = {
        .struct_size = sizeof c, .name = "sexe", .concept_id = GDCS_CONCEPT_SEX, .rows = 5};
    const char *const french[] = {"F", "H", "F", "H", "F"}, *const sexe[] = {"sexe"};
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, french, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_tabulate(f, sexe, 1, NULL, &out, NULL), GDCS_E_SEX));
    cr_expect(eq(i32, gdcs_table_tabulate(f, none, 1, NULL, &out, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_tabulate(f, number, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_tabulate(f, twice, 2, NULL, &out, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_table_tabulate(f, hole, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 0, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 33, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_tabulate(f, NULL, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_tabulate(NULL, area_sex, 2, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &out, NULL), GDCS_E_NAME));
    o.value = "kind";
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &out, NULL), GDCS_E_ARGUMENT));
    o = (gdcs_tabulate_options){.struct_size = sizeof o, .absent = 7};
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &out, NULL), GDCS_E_OPTION));
    o = (gdcs_tabulate_options){.struct_size = 4};
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &out, NULL), GDCS_E_STRUCT));
    cr_expect(out == NULL);
    gdcs_frame_free(f);
}

Test(table_tabulate, adds_no_numbers_of_several_units)
{
    gdcs_frame *f = make_frame();
    gdcs_table *t = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_tabulate_options o = {.struct_size = sizeof o, .value = "weight"};
    const char *const units[] = {"NR", "NR", "NR", "P_HTHAB", "NR"};
    const char *const one[] = {"NR", "NR", "NR", "NR", "NR"};
    const char *const with_unit[] = {"sex", "unit"};
    gdcs_column c = {
        .struct_size = sizeof c, .name = "same", .concept_id = GDCS_CONCEPT_UNIT, .rows = 5};
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, one, NULL), GDCS_OK));
    good(gdcs_table_tabulate(f, area_sex, 2, &o, &t, &err), &err, "one unit");
    gdcs_table_free(t);
    t = NULL;
    c.name = "unit";
    cr_assert(eq(i32, gdcs_frame_add_text(f, &c, units, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_tabulate(f, area_sex, 2, &o, &t, &err), GDCS_E_SHAPE));
    cr_expect(eq(i64, err.row, 4));
    cr_expect_not_null(strstr(err.message, "\"NR\" and \"P_HTHAB\""));
    cr_expect(t == NULL);
    good(gdcs_table_tabulate(f, area_sex, 2, NULL, &t, &err), &err, "rows have no unit");
    gdcs_table_free(t);
    good(gdcs_table_tabulate(f, with_unit, 2, &o, &t, &err), &err, "an axis of units");
    expect_cells(t, "F NR=[3,inf] O; M NR=1.5; _U P_HTHAB=3.5");
    gdcs_table_free(t);
    gdcs_frame_free(f);
}

static gdcs_status live(void *data)
{
    const gdcs_tabulate_options o = {.struct_size = sizeof o, .value = "weight"};
    gdcs_table *t = NULL;
    const gdcs_status status = gdcs_table_tabulate(data, area_sex, 2, &o, &t, NULL);
    gdcs_table_free(t);
    return status;
}

Test(table_tabulate, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_frame *f = make_frame();
    const fail_alloc_report r = fail_alloc_each(live, f);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_frame_free(f);
}

Test(table_tabulate, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_tabulate_options), 8 + sizeof(char *)));
}
