/* Mirrors lib/data/frame.c. */
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/frame.h>
#include <math.h>

TestSuite(frame, .timeout = 10);

static const double doubles[] = {0.5, NAN, -1.25};
static const int64_t integers[] = {1, INT64_MIN, INT64_MAX};
static const int32_t codes[] = {1, -1, 0};
static const char *const words[] = {"F", "M"};

static gdcs_column head(const char *name, int32_t type, int32_t concept)
{
    return (gdcs_column){.struct_size = sizeof(gdcs_column),
                         .type = type,
                         .concept_id = concept,
                         .name = name,
                         .rows = 3};
}

static gdcs_column text_column(const char *name)
{
    gdcs_column c = head(name, GDCS_TYPE_TEXT, GDCS_CONCEPT_SEX);
    c.codes = codes;
    c.words = words;
    c.word_count = 2;
    return c;
}

static gdcs_column double_column(const char *name)
{
    gdcs_column c = head(name, GDCS_TYPE_DOUBLE, GDCS_CONCEPT_VALUE);
    c.doubles = doubles;
    c.label = "Share of women";
    c.unit = "share";
    return c;
}

static gdcs_frame *three_columns(void)
{
    gdcs_frame *frame = NULL;
    gdcs_column sex = text_column("sex"), value = double_column("value"),
                n = head("n", GDCS_TYPE_INT64, GDCS_CONCEPT_N);
    n.integers = integers;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &value, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &n, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_set_meta(frame, GDCS_META_SOURCE, "a census", NULL), GDCS_OK));
    return frame;
}

static gdcs_column get(const gdcs_frame *frame, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c;
}

static void expect_three_columns(const gdcs_frame *frame)
{
    const gdcs_column sex = get(frame, "sex"), value = get(frame, "value"), n = get(frame, "n");
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), 3));
    cr_expect(eq(i64, gdcs_frame_count_columns(frame), 3));
    cr_expect(eq(i64, sex.word_count, 2));
    for (int i = 0; i < 3; i++) {
        cr_expect(eq(i32, sex.codes[i], codes[i]));
        cr_expect(value.doubles[i] == doubles[i] || (isnan(value.doubles[i]) && i == 1));
        cr_expect(eq(i64, n.integers[i], integers[i]));
    }
    cr_expect_str_eq(sex.words[0], "F");
    cr_expect_str_eq(sex.words[1], "M");
    cr_expect_str_eq(sex.label, "sex");
    cr_expect_str_eq(sex.unit, "");
    cr_expect_str_eq(value.label, "Share of women");
    cr_expect_str_eq(value.unit, "share");
    cr_expect(value.codes == NULL && value.integers == NULL && value.words == NULL);
    cr_expect_str_eq(gdcs_frame_get_meta(frame, GDCS_META_SOURCE), "a census");
    cr_expect(eq(i64, gdcs_frame_find_concept(frame, GDCS_CONCEPT_N), 2));
}

Test(frame, gives_back_what_was_added)
{
    gdcs_frame *frame = three_columns();
    expect_three_columns(frame);
    gdcs_frame_free(frame);
}

Test(frame, a_copy_lives_on_its_own)
{
    gdcs_frame *frame = three_columns(), *copy = NULL;
    cr_assert(eq(i32, gdcs_frame_copy(frame, &copy, NULL), GDCS_OK));
    gdcs_frame_free(frame);
    expect_three_columns(copy);
    gdcs_frame_free(copy);
}

Test(frame, plain_strings_become_a_dictionary_in_order_of_first_sight)
{
    const char *const values[] = {"b", NULL, "a", "b", ""};
    const int32_t wanted[] = {0, -1, 1, 0, 2};
    gdcs_frame *frame = NULL;
    gdcs_column c = head("area", 0, GDCS_CONCEPT_AREA);
    c.rows = 5;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add_text(frame, &c, values, NULL), GDCS_OK));
    const gdcs_column got = get(frame, "area");
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, got.codes[i], wanted[i]), "row %d", i);
    cr_expect(eq(i64, got.word_count, 3));
    cr_expect_str_eq(got.words[0], "b");
    cr_expect_str_eq(got.words[2], "");
    gdcs_frame_free(frame);
}

Test(frame, no_rows_need_no_arrays)
{
    gdcs_frame *frame = NULL;
    gdcs_column c = head("value", GDCS_TYPE_DOUBLE, GDCS_CONCEPT_VALUE);
    c.rows = 0;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
    c.name = "sex";
    cr_expect(eq(i32, gdcs_frame_add_text(frame, &c, NULL, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), 0));
    cr_expect(eq(i64, get(frame, "sex").word_count, 0));
    gdcs_frame_free(frame);
}

Test(frame, is_as_sensitive_as_its_most_sensitive_column)
{
    gdcs_frame *frame = NULL;
    gdcs_column c = text_column("sex");
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(NULL), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PUBLIC));
    c.name = "role";
    c.sensitivity = GDCS_SENSITIVITY_INTERNAL;
    cr_expect(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_INTERNAL));
    c.name = "basis";
    c.concept_id = GDCS_CONCEPT_BASIS;
    c.sensitivity = GDCS_SENSITIVITY_DEFAULT;
    cr_expect(eq(i32, gdcs_frame_add(frame, &c, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, get(frame, "basis").sensitivity, GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(frame);
}

Test(frame, a_column_that_was_sliced_away_leaves_its_sensitivity)
{
    gdcs_frame *frame = NULL, *slice = NULL, *copy = NULL;
    gdcs_column basis = text_column("basis"), area = text_column("area");
    basis.concept_id = GDCS_CONCEPT_BASIS;
    area.concept_id = GDCS_CONCEPT_AREA;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &basis, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_add(frame, &area, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_slice(frame, "basis", "F", &slice, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_copy(slice, &copy, NULL), GDCS_OK));
    cr_expect(eq(i32, get(slice, "area").sensitivity, GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(slice), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(copy), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(frame);
    gdcs_frame_free(slice);
    gdcs_frame_free(copy);
}

Test(frame, refuses_what_contradicts_itself_and_stays_as_it_was)
{
    static const char *const twice[] = {"F", "F"}, *const not_utf8[] = {"F", "\xC3\x28"},
                             *const one_missing[] = {"F", NULL};
    static const int32_t high[] = {0, 2, 1}, low[] = {0, -2, 1};
    const char *const fields[] = {"name",        "name",  "name",  "label", "unit",  "concept",
                                  "sensitivity", "type",  "type",  "basis", "basis", "basis",
                                  "words",       "words", "basis", "basis", "rows",  "basis",
                                  "struct_size", "basis", "name",  "basis"};
    enum { CASES = sizeof fields / sizeof fields[0] };
    gdcs_column bad[CASES];
    gdcs_frame *frame = three_columns();

    for (int i = 0; i < CASES; i++)
        bad[i] = text_column("basis");
    bad[0].name = NULL;
    bad[1].name = "";
    bad[2].name = "\xFF";
    bad[3].label = "\xFF";
    bad[4].unit = "\xFF";
    bad[5].concept_id = 99;
    bad[6].sensitivity = 4;
    bad[7].type = 0;
    bad[8].type = 4;
    bad[9].codes = NULL;
    bad[10].doubles = doubles;
    bad[11].words = NULL;
    bad[12].words = not_utf8;
    bad[13].words = one_missing;
    bad[14].codes = high;
    bad[15].codes = low;
    bad[16].rows = -1;
    bad[17].word_count = -1;
    bad[18].struct_size = 8;
    bad[19].words = twice;
    bad[20].name = "sex";
    bad[21].rows = 2;
    for (int i = 0; i < CASES; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        const gdcs_status wanted = i == 18              ? GDCS_E_STRUCT
                                   : i == 19 || i == 20 ? GDCS_E_DUPLICATE
                                   : i == 21            ? GDCS_E_SHAPE
                                                        : GDCS_E_ARGUMENT;
        cr_expect(eq(i32, gdcs_frame_add(frame, &bad[i], &err), wanted), "case %d", i);
        cr_expect(eq(i32, err.status, wanted), "case %d", i);
        cr_expect_str_eq(err.field, fields[i], "case %d: %s", i, err.field);
        cr_expect_str_not_empty(err.message);
    }
    expect_three_columns(frame);
    gdcs_frame_free(frame);
}

Test(frame, a_code_outside_the_dictionary_is_reported_with_its_row)
{
    gdcs_error err = {.struct_size = sizeof err};
    const int32_t high[] = {0, 1, 2};
    gdcs_frame *frame = NULL;
    gdcs_column c = text_column("sex");
    c.codes = high;
    cr_assert(eq(i32, gdcs_frame_new(&frame, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_frame_add(frame, &c, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i64, err.row, 3));
    cr_expect_str_eq(err.message, "code 2 lies outside the dictionary of 2 words");
    gdcs_frame_free(frame);
}

Test(frame, missing_pointers_are_errors)
{
    gdcs_frame *frame = three_columns(), *copy = NULL;
    gdcs_column c = text_column("more"), small = {.struct_size = 4}, none = {.struct_size = 0};
    const char *const bad[] = {"a", "\xFF", "b"};
    cr_expect(eq(i32, gdcs_frame_new(NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_copy(NULL, &copy, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_copy(frame, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_add(NULL, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_add(frame, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_add_text(NULL, &c, words, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_add_text(frame, NULL, words, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_add_text(frame, &c, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_add_text(frame, &c, bad, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_add_text(frame, &none, bad, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_frame_get(NULL, 0, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_get(frame, 0, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_get(frame, 3, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_get(frame, -1, &c, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_get(frame, 0, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_frame_set_meta(NULL, 1, "x", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_set_meta(frame, 0, "x", NULL), GDCS_E_ARGUMENT));
    cr_expect_str_eq(gdcs_frame_get_meta(NULL, 1), "");
    cr_expect(eq(i64, gdcs_frame_find(frame, NULL), -1));
    cr_expect(eq(i64, gdcs_frame_find(NULL, "sex"), -1));
    cr_expect(eq(i64, gdcs_frame_find(frame, "Sex"), -1));
    cr_expect(eq(i64, gdcs_frame_find_concept(frame, GDCS_CONCEPT_AREA), -1));
    cr_expect(eq(i64, gdcs_frame_count_rows(NULL), 0));
    cr_expect(eq(i64, gdcs_frame_count_columns(NULL), 0));
    cr_expect(copy == NULL);
    expect_three_columns(frame);
    gdcs_frame_free(frame);
    gdcs_frame_free(NULL);
}

Test(frame, struct_sizes_are_those_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_column), 32 + 7 * sizeof(void *)));
}

Test(frame, a_slice_keeps_the_rows_with_a_word_and_drops_the_column)
{
    gdcs_frame *frame = three_columns(), *slice = NULL;
    cr_assert(eq(i32, gdcs_frame_slice(frame, "sex", "M", &slice, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_rows(slice), 1));
    cr_expect(eq(i64, gdcs_frame_count_columns(slice), 2));
    cr_expect(eq(dbl, get(slice, "value").doubles[0], 0.5));
    cr_expect(eq(i64, get(slice, "n").integers[0], 1));
    cr_expect(eq(str, (char *)(uintptr_t)gdcs_frame_get_meta(slice, GDCS_META_SOURCE), "a census"));
    gdcs_frame_free(slice);
    gdcs_frame_free(frame);
}

Test(frame, a_slice_needs_a_text_column_that_has_the_word)
{
    gdcs_frame *frame = three_columns(), *slice = NULL;
    cr_expect(eq(i32, gdcs_frame_slice(NULL, "sex", "M", &slice, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_slice(frame, NULL, "M", &slice, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_slice(frame, "sex", NULL, &slice, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_slice(frame, "sex", "M", NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_slice(frame, "n", "M", &slice, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_frame_slice(frame, "age", "M", &slice, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_frame_slice(frame, "sex", "X", &slice, NULL), GDCS_E_NAME));
    cr_expect(slice == NULL);
    gdcs_frame_free(frame);
}
