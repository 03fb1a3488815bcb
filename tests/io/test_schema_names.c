/* Columns under other names, totals that are declared, constants, marks before a header. */
#include "io/read.h"

#define OPEN                                                                                       \
    "{\"columns\": [{\"name\": \"Sex\", \"aliases\": [\"Sexo\", \"Geschlecht\"], \"as\": "         \
    "\"sex\", "                                                                                    \
    "\"concept\": \"sex\", \"total\": \"\"}, {\"name\": \"n\", \"concept\": \"count\"}]}"

static gdcs_status parse(const char *json, const char *text, gdcs_table **out, gdcs_error *err)
{
    gdcs_schema *schema = schema_of(json);
    const gdcs_status status =
        gdcs_csv_parse_table(text, (int64_t)strlen(text), schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

Test(schema_names, a_column_is_found_under_its_other_names)
{
    static const char *const headings[] = {"Sex", "SEX", "sexo", "GESCHLECHT", "S\xC3\xA9xo"};
    for (size_t i = 0; i < sizeof headings / sizeof headings[0]; i++) {
        char text[128], sentence[128];
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *t = NULL;
        snprintf(text, sizeof text, "%s,n\n,3\nFemale,1\nMale,2\n", headings[i]);
        snprintf(sentence, sizeof sentence, "The column 'Sex' is '%s' in the file.", headings[i]);
        const gdcs_status status = parse(OPEN, text, &t, &err);
        cr_expect(status == GDCS_OK, "%s: %s", headings[i], err.message);
        if (t == NULL)
            continue;
        cr_expect(CELL(t, "F").value == 1 && CELL(t, "_T").value == 3);
        cr_expect(says(t, GDCS_META_DETECTED, sentence) == (i > 0), "%s", headings[i]);
        gdcs_table_free(t);
    }
}

Test(schema_names, a_dimension_of_a_file_that_describes_itself_has_other_names_too)
{
    static const char text[] =
        "{\"version\": \"2.0\", \"class\": \"dataset\", \"id\": [\"sexo\", \"a\\u00f1o\"], "
        "\"size\": [2, 1], "
        "\"dimension\": {\"sexo\": {\"category\": {\"index\": [\"H\", \"M\"]}}, \"a\\u00f1o\": "
        "{\"category\": {\"index\": [\"2020\"]}}}, \"value\": [3, 4]}";
    gdcs_schema *schema = schema_of("{\"columns\": [{\"name\": \"Year\", \"aliases\": [\"Ano\"], "
                                    "\"as\": \"year\", \"concept\": "
                                    "\"period\"}, {\"name\": \"Sex\", \"aliases\": [\"Sexo\"], "
                                    "\"as\": \"sex\", \"concept\": \"sex\"}]}");
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    cr_assert(gdcs_jsonstat_parse_table(text, sizeof text - 1, schema, NULL, &t, NULL, &err) ==
                  GDCS_OK,
              "%s", err.message);
    cr_expect(eq(i64, gdcs_table_count_axes(t), 2));
    cr_expect(CELL(t, "F", "2020").value == 4);
    cr_expect(says(t, GDCS_META_DETECTED, "The column 'Sex' is 'sexo' in the file.") == 1);
    gdcs_table_free(t);
    gdcs_schema_free(schema);
}

Test(schema_names, the_name_itself_comes_before_the_others)
{
    gdcs_table *t = table_of(OPEN, "SEX,Sex,n\nx,Female,1\ny,Male,2\n");
    cr_expect(CELL(t, "F").value == 1 && !says(t, GDCS_META_DETECTED, "in the file"));
    gdcs_table_free(t);
}

Test(schema_names, a_header_with_two_of_them_is_refused)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    cr_expect(eq(i32, parse(OPEN, "SEX,sexo,n\nF,F,1\n", &t, &err), GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "'SEX' and 'sexo', may both be column 'Sex'") != NULL, "%s",
              err.message);
    cr_expect(eq(i64, err.column, 2));
    cr_expect(eq(i32, parse(OPEN, "Gender,n\nF,1\n", &t, &err), GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "column 'Sex' is not in the header") != NULL, "%s", err.message);
}

static const struct {
    const char *sex, *text;
} totals[] = {
    {"\"total\": \"\"", "sex,n\n,3\nF,1\nM,2\n"},
    {"\"total\": \"alle\"", "sex,n\nalle,3\nFrauen,1\nM\xC3\xA4nner,2\n"},
    {"\"map\": {\"w\": \"F\", \"m\": \"M\"}, \"total\": \"\"", "sex,n\n,3\nw,1\nm,2\n"},
    {"\"scheme\": \"iso5218\", \"total\": \"T\"", "sex,n\nT,3\n2,1\n1,2\n"},
    {"\"map\": {\"w\": \"F\", \"m\": \"M\", \"x\": \"_T\"}, \"total\": \"_T\"",
     "sex,n\nx,3\nw,1\nm,2\n"},
};

Test(schema_names, a_spelling_may_be_declared_the_total_of_the_sexes)
{
    for (size_t i = 0; i < sizeof totals / sizeof totals[0]; i++) {
        char json[256];
        snprintf(json, sizeof json,
                 "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", %s}, {\"name\": "
                 "\"n\", \"concept\": \"count\"}]}",
                 totals[i].sex);
        gdcs_table *t = table_of(json, totals[i].text);
        gdcs_frame *f = frame_of(json, totals[i].text);
        const gdcs_column sex = column_of(f, "sex");
        cr_expect(CELL(t, "_T").value == 3 && CELL(t, "F").value == 1 && CELL(t, "M").value == 2,
                  "%s", totals[i].sex);
        cr_expect_str_eq(word_of(&sex, 0), "_T");
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(schema_names, a_blank_that_nobody_declared_is_refused)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    const char *json = "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\"}]}";
    cr_expect(eq(i32, parse(json, "sex,n\n,3\nF,1\nM,2\n", &t, &err), GDCS_E_SEX));
}

Test(schema_names, headings_may_have_a_total_of_the_sexes)
{
    static const char *const wide[] = {"", "\"scheme\": \"iso5218\", "};
    static const char *const headers[] = {"all,Women,Men\n3,1,2\n", "all,2,1\n3,1,2\n"};
    for (size_t i = 0; i < 2; i++) {
        char json[256];
        snprintf(json, sizeof json,
                 "{\"columns\": [], \"wide\": {\"concept\": \"sex\", \"as\": \"sex\", \"total\": "
                 "\"all\", %s\"pattern\": \"{sex}\"}}",
                 wide[i]);
        gdcs_table *t = table_of(json, headers[i]);
        cr_expect(CELL(t, "_T").value == 3 && CELL(t, "F").value == 1, "%s", headers[i]);
        gdcs_table_free(t);
    }
}

#define OPTIONAL                                                                                   \
    "{\"columns\": [{\"name\": \"series\", \"concept\": \"group\", \"optional\": true}, "          \
    "{\"name\": \"age\", \"keep\": [\"all\"], \"optional\": true}, "                               \
    "{\"name\": \"n\", \"concept\": \"count\"}]}"

Test(schema_names, a_column_that_a_file_may_lack_is_left_out_and_that_is_said)
{
    gdcs_table *with = table_of(OPTIONAL, "age,series,n\nall,a,1\n5,a,7\nall,b,2\n");
    gdcs_table *without = table_of(OPTIONAL, "Title of it\nn,note\n3,x\n");
    cr_expect(CELL(with, "b").value == 2);
    cr_expect(eq(i64, gdcs_table_count_cells(with), 2));
    cr_expect(says(with, GDCS_META_DETECTED, "is not in the file") == 0);
    cr_expect(eq(i64, gdcs_table_count_axes(without), 0));
    cr_expect(says(without, GDCS_META_DETECTED,
                   "The column 'series' is not in the file. The column 'age' is not"),
              "%s", gdcs_table_get_meta(without, GDCS_META_DETECTED));
    gdcs_table_free(with);
    gdcs_table_free(without);
}

#define CONSTANT(c)                                                                                \
    "{\"columns\": [{\"concept\": \"sex\", " c "}, {\"name\": \"n\", \"concept\": \"count\"}]}"

Test(schema_names, the_sex_of_a_file_is_a_code_or_a_word)
{
    static const struct {
        const char *json, *sex;
    } files[] = {{CONSTANT("\"constant\": \"M\""), "M"},
                 {CONSTANT("\"constant\": \"_U\""), "_U"},
                 {CONSTANT("\"constant\": \"Frauen\""), "F"},
                 {CONSTANT("\"constant\": \"2\", \"scheme\": \"iso5218\""), "F"},
                 {CONSTANT("\"constant\": \"M\", \"scheme\": \"spain\""), "F"}};
    for (size_t i = 0; i < sizeof files / sizeof files[0]; i++) {
        gdcs_table *t = table_of(files[i].json, "n\n7\n");
        gdcs_frame *f = frame_of(files[i].json, "n\n7\n");
        const gdcs_column sex = column_of(f, "sex");
        cr_expect_str_eq(word_of(&sex, 0), files[i].sex);
        gdcs_frame_free(f);
        gdcs_axis axis = {.struct_size = sizeof axis};
        cr_expect(CELL(t, files[i].sex).value == 7, "%s", files[i].json);
        cr_assert(eq(i32, gdcs_table_get_axis(t, 0, &axis, NULL), GDCS_OK));
        cr_expect_str_eq(axis.name, "sex");
        gdcs_table_free(t);
    }
}

Test(schema_names, a_constant_that_may_be_either_is_refused_with_what_to_write)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    cr_expect(eq(i32, parse(CONSTANT("\"constant\": \"V\""), "n\n7\n", &t, &err), GDCS_E_SEX));
    cr_expect(strstr(err.message, "write the constant as one of F M _O _U _Z _T") != NULL, "%s",
              err.message);
}

Test(schema_names, byte_order_marks_before_a_header_are_passed_over_and_said)
{
    static const char *const texts[] = {"\xEF\xBB\xBF\xEF\xBB\xBFSex,n\nF,1\nM,2\n",
                                        "\xEF\xBB\xBF\xEF\xBB\xBF\xEF\xBB\xBFSex,n\nF,1\nM,2\n"};
    static const char *const sentences[] = {"1 more byte order mark before the header is passed",
                                            "2 more byte order marks before the header are passed"};
    for (size_t i = 0; i < 2; i++) {
        gdcs_table *t = table_of(OPEN, texts[i]);
        cr_expect(CELL(t, "F").value == 1 && says(t, GDCS_META_DETECTED, sentences[i]), "%s",
                  gdcs_table_get_meta(t, GDCS_META_DETECTED));
        gdcs_table_free(t);
    }
}
