#include "io/jsonstat.h"

TestSuite(jsonstat, .timeout = 20);

/* --- reference --- */

static const char *reference_path(const char *name, char *out, size_t size)
{
    const char *root = getenv("GDCS_REFERENCE");
    snprintf(out, size, "%s/%s", root != NULL ? root : "tests/reference", name);
    return out;
}

/* tests/reference/jsonstat_suite.mjs has the numbers as CSV. */
Test(jsonstat, what_jsonstat_suite_wrote_is_read)
{
    char path[512];
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *t = NULL;
    cr_assert(gdcs_jsonstat_read_table(reference_path("jsonstat_suite.json", path, sizeof path),
                                       NULL, NULL, &t, &r, &err) == GDCS_OK,
              "%s", err.message);
    static const struct {
        const char *labels[3];
        double value;
    } cells[] = {{{"F", "suspected", "2019"}, 120}, {{"M", "suspected", "2019"}, 880},
                 {{"_U", "suspected", "2019"}, 14}, {{"F", "convicted", "2019"}, 61.5},
                 {{"M", "convicted", "2019"}, 502}, {{"_U", "convicted", "2019"}, 3},
                 {{"F", "suspected", "2020"}, 131}, {{"M", "suspected", "2020"}, 842},
                 {{"_U", "suspected", "2020"}, 9},  {{"F", "convicted", "2020"}, 58},
                 {{"M", "convicted", "2020"}, 476}, {{"_U", "convicted", "2020"}, 1}};
    for (size_t i = 0; i < sizeof cells / sizeof *cells; i++)
        cr_expect(cell_of(t, cells[i].labels).value == cells[i].value, "cell %d", (int)i);
    cr_expect(eq(i64, r.rows, 12));
    cr_expect(eq(i64, r.used, 12));
    cr_expect(eq(i32, axis_of(t, "Sex").concept_id, GDCS_CONCEPT_SEX));
    cr_expect(eq(i32, axis_of(t, "Year").concept_id, GDCS_CONCEPT_PERIOD));
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_TITLE), "Suspected and convicted");
    gdcs_table_free(t);
}

static gdcs_table *read_real(const char *name)
{
    char path[512];
    const char *root = getenv("GDCS_REAL_DATA");
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    if (root == NULL)
        cr_skip_test("GDCS_REAL_DATA does not name a folder with the real files");
    snprintf(path, sizeof path, "%s/jsonstat/%s", root, name);
    cr_assert(gdcs_jsonstat_read_table(path, NULL, NULL, &t, NULL, &err) == GDCS_OK, "%s",
              err.message);
    return t;
}

Test(jsonstat, canada_adds_up_as_its_publisher_says)
{
    gdcs_table *t = read_real("canada.json");
    const char *const all[] = {"CA", "2012", "T", "POP", "_T"};
    const char *const men[] = {"CA", "2012", "T", "POP", "M"};
    const char *const women[] = {"CA", "2012", "T", "POP", "F"};
    cr_expect(eq(dbl, cell_of(t, all).value, 34880.5));
    cr_expect(eq(dbl, cell_of(t, men).value, 17309.1));
    cr_expect(eq(dbl, cell_of(t, women).value, 17571.3));
    cr_expect_str_eq(axis_of(t, "age").total, "T");
    gdcs_table_free(t);
}

Test(jsonstat, version_1_is_read_as_version_2)
{
    gdcs_table *one = read_real("galicia-ds_v1.json"), *two = read_real("galicia.json");
    expect_same(one, two, "galicia");
    gdcs_table_free(one);
    gdcs_table_free(two);
}

/* --- forms of one data set --- */

Test(jsonstat, every_form_of_a_data_set_is_the_same_table)
{
    static const char *const same[] = {
        "{\"version\":\"2.0\",\"class\":\"dataset\"," BODY("[1,2,3,null]") "}",
        "{" BODY("{\"3\":null,\"0\":1,\"2\":3,\"1\":2}") "}",
        "{\"dataset\":{" BODY("[1,2,3,null]") "}}",
        "[{\"any\":{" BODY("[1,2,3,null]") "}}]",
        "{\"class\":\"collection\",\"link\":{\"item\":[{\"class\":\"dataset\",\"label\":"
        "\"a\"," BODY("[1,2,3,null]") "}]}}",
        "{\"dataset\":{\"value\":[1,2,3,null],\"dimension\":{" SHAPE "," SEXES "," YEARS "}}}",
        "\xEF\xBB\xBF{" BODY("[1,2,3,null]") ",\"extension\":{\"other\":{\"x\":[1]}}}",
        "{" BODY("[1.0,2e0,3,null]") ",\"status\":{\"3\":\"O\"}}",
        "{" BODY("{\"0\":1,\"1\":2,\"2\":3}") ",\"status\":{\"3\":\"O\"}}",
        "{" BODY("[1,2,3,null]") ",\"status\":[null,null,null,\"O\"]}"};
    gdcs_table *first = read_text(same[0]);
    cr_expect(eq(dbl, cell2(first, "F", "2020").value, 2));
    cr_expect(eq(dbl, cell2(first, "M", "2019").value, 3));
    cr_expect(eq(i32, cell2(first, "M", "2020").status, 'O'));
    for (size_t i = 1; i < sizeof same / sizeof *same; i++) {
        gdcs_table *other = read_text(same[i]);
        expect_same(first, other, same[i]);
        cr_expect_str_eq(title_of(other, "sex", "F"), "Females");
        gdcs_table_free(other);
    }
    gdcs_table_free(first);
}

Test(jsonstat, a_part_is_chosen_by_name_or_refused)
{
    const char *text =
        "{\"a\":{" BODY("[1,2,3,4]") "},\"b\":{\"label\":\"B\"," BODY("[5,6,7,8]") "},\"note\":{}}";
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_read_options o = {.struct_size = sizeof o, .part = "b"};
    gdcs_table *t = read_with(text, NULL, &o);
    cr_expect(eq(dbl, cell2(t, "F", "2019").value, 5));
    gdcs_table_free(t);
    o.part = "B";
    t = read_with(text, NULL, &o);
    cr_expect(eq(dbl, cell2(t, "F", "2019").value, 5));
    gdcs_table_free(t);
    o.part = "c";
    const int64_t size = (int64_t)strlen(text);
    cr_expect(gdcs_jsonstat_parse_table(text, size, NULL, &o, &t, NULL, &err) == GDCS_E_NAME);
    cr_expect(strstr(err.message, "'a', 'b'") != NULL, "%s", err.message);
    cr_expect(gdcs_jsonstat_parse_table(text, size, NULL, NULL, &t, NULL, &err) == GDCS_E_NAME);
    cr_expect(strstr(err.message, "'a', 'b'") != NULL, "%s", err.message);
}

/* --- what the file says of itself --- */

Test(jsonstat, roles_units_notes_and_texts_are_kept)
{
    gdcs_table *t = read_text(
        "{\"label\":\"L\",\"source\":\"S\",\"updated\":\"2020-01-01\",\"href\":\"h\","
        "\"note\":[\"one\",\"two\"],\"role\":{\"time\":[\"t\"],\"geo\":[\"g\"],\"metric\":[\"m\"]},"
        "\"id\":[\"t\",\"g\",\"m\",\"sex\"],\"size\":[1,2,1,2],\"value\":[1,2,3,4],\"dimension\":{"
        "\"t\":{\"category\":{\"label\":{\"2020\":\"Year 2020\"}}},"
        "\"g\":{\"label\":\"Land\",\"category\":{\"index\":[\"x\",\"y\"],\"note\":{\"y\":[\"no "
        "data\"]}}},"
        "\"m\":{\"category\":{\"index\":[\"p\"],\"unit\":{\"p\":{\"label\":\"persons\","
        "\"decimals\":0}}}}," SEXES "}}");
    cr_expect(eq(i32, axis_of(t, "t").concept_id, GDCS_CONCEPT_PERIOD));
    cr_expect(eq(i32, axis_of(t, "g").concept_id, GDCS_CONCEPT_AREA));
    cr_expect(eq(i32, axis_of(t, "m").concept_id, GDCS_CONCEPT_UNIT));
    cr_expect_str_eq(axis_of(t, "g").title, "Land");
    cr_expect_str_eq(title_of(t, "t", "2020"), "Year 2020");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_TITLE), "L");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_SOURCE), "S");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_RETRIEVED), "2020-01-01");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_URL), "h");
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_NOTE), "one\ntwo\ng=y: no data");
    cr_expect(says(t, GDCS_META_DETECTED, "'t' is period by its role"));
    gdcs_table_free(t);
}

Test(jsonstat, the_root_of_a_hierarchy_is_the_declared_total)
{
    gdcs_table *sum = NULL;
    gdcs_table *t = read_text("{\"id\":[\"offence\",\"sex\"],\"size\":[4,2],\"value\":[10,20,6,12,"
                              "1,2,3,6],\"dimension\":{"
                              "\"offence\":{\"category\":{\"index\":[\"all\",\"v\",\"v1\",\"p\"],"
                              "\"child\":{\"all\":[\"v\","
                              "\"p\"],\"v\":[\"v1\"]}}}," SEXES "}}");
    const char *const keep[] = {"sex"};
    const char *const women[] = {"F"};
    cr_expect_str_eq(axis_of(t, "offence").total, "all");
    cr_expect(says(t, GDCS_META_DETECTED, "the total by the hierarchy"));
    cr_assert(gdcs_table_margin(t, keep, 1, &sum, NULL) == GDCS_OK);
    cr_expect(eq(dbl, cell_of(sum, women).value, 10));
    gdcs_table_free(sum);
    gdcs_table_free(t);
}

Test(jsonstat, sex_is_found_by_name_in_other_languages_and_by_its_labels)
{
    gdcs_table *t = read_text(
        "{\"id\":[\"Kon\"],\"size\":[2],\"value\":[5,7],\"dimension\":{\"Kon\":{\"label\":"
        "\"k\xC3\xB6"
        "n\",\"category\":{\"index\":[\"1\",\"2\"],\"label\":{\"1\":\"kvinnor\",\"2\":\"m\xC3\xA4"
        "n\"}}}}}");
    const char *const women[] = {"F"};
    cr_expect(eq(dbl, cell_of(t, women).value, 5)); /* against ISO/IEC 5218, by the labels */
    cr_expect_str_eq(title_of(t, "Kon", "F"), "kvinnor");
    gdcs_table_free(t);
}

Test(jsonstat, sex_is_found_by_its_categories_where_no_name_says_it)
{
    gdcs_table *t =
        read_text("{\"id\":[\"c1\"],\"size\":[3],\"value\":[9,4,5],\"dimension\":{\"c1\":{"
                  "\"category\":{\"index\":[\"Both sexes\",\"Males\",\"Females\"]}}}}");
    cr_expect(eq(i32, axis_of(t, "c1").concept_id, GDCS_CONCEPT_SEX));
    cr_expect(says(t, GDCS_META_DETECTED, "'c1' is sex by its categories"));
    gdcs_table_free(t);
}

Test(jsonstat, numbers_without_words_are_no_sex)
{
    gdcs_table *t =
        read_text("{\"id\":[\"c1\"],\"size\":[2],\"value\":[4,5],\"dimension\":{\"c1\":{"
                  "\"category\":{\"index\":[\"1\",\"2\"]}}}}");
    cr_expect(eq(i32, axis_of(t, "c1").concept_id, GDCS_CONCEPT_GROUP));
    gdcs_table_free(t);
}

Test(jsonstat, nothing_is_found_where_nothing_is_to_be_detected)
{
    const gdcs_read_options o = {.struct_size = sizeof o, .detect = GDCS_DETECT_NONE};
    gdcs_table *t = read_with("{" BODY("[1,2,3,4]") "}", NULL, &o);
    cr_expect(eq(i32, axis_of(t, "sex").concept_id, GDCS_CONCEPT_GROUP));
    cr_expect(eq(i32, axis_of(t, "year").concept_id, GDCS_CONCEPT_GROUP));
    gdcs_table_free(t);
}

Test(jsonstat, statuses_are_letters_or_are_said_to_be_left_out)
{
    gdcs_table *t =
        read_text("{" BODY("[1,2,null,4]") ",\"status\":[\"p\",\"B\",\"Q\",\"weird\"]}");
    cr_expect(eq(i32, cell2(t, "F", "2019").status, 'P'));
    cr_expect(eq(i32, cell2(t, "F", "2020").status, 'B'));
    cr_expect(eq(i32, cell2(t, "M", "2019").status, 'Q'));
    cr_expect(eq(i32, cell2(t, "M", "2020").status, 'A'));
    cr_expect(says(t, GDCS_META_DETECTED, "Status 'weird' is no SDMX letter"));
    cr_expect(says(t, GDCS_META_DETECTED, "Status 'p' is P."));
    cr_expect(says(t, GDCS_META_NOTE, "status=weird: cells: 1"));
    gdcs_table_free(t);
    t = read_text("{" BODY(
        "[1,2,3,4]") ",\"note\":[\"a\"],\"status\":{\"0\":\"x\",\"3\":\"x\",\"1\":\"y\"},"
                     "\"extension\":{\"status\":{\"label\":{\"x\":\"not significant\"}}}}");
    cr_expect(
        says(t, GDCS_META_NOTE, "a\nstatus=x: not significant, cells: 2\nstatus=y: cells: 1"));
    gdcs_table_free(t);
    t = read_with("{" BODY("[1,2,null,4]") ",\"status\":\"e\"}", NULL, NULL);
    cr_expect(eq(i32, cell2(t, "M", "2020").status, 'E'));
    gdcs_table_free(t);
    t = read_with("{" BODY("[1,2,null,4]") ",\"status\":{\"2\":\"c\"}}",
                  "{\"columns\":[{\"name\":\"status\",\"concept\":\"status\",\"map\":{\"c\":\"Q\"},"
                  "\"open\":true}]}",
                  NULL);
    cr_expect(eq(i32, cell2(t, "M", "2019").status, 'Q'));
    cr_expect(0 == says(t, GDCS_META_DETECTED, "left out"));
    cr_expect(0 == says(t, GDCS_META_NOTE, "status"));
    gdcs_table_free(t);
}

Test(jsonstat, a_schema_overrides_by_name_and_leaves_the_rest)
{
    gdcs_table *t = read_with("{" BODY("[1,2,3,4]") "}",
                              "{\"sensitivity\":\"protected\",\"columns\":[{\"name\":\"year\","
                              "\"keep\":[\"2020\"]},{\"name\":\"sex\",\"concept\":\"sex\",\"as\":"
                              "\"who\",\"map\":{\"F\":\"M\",\"M\":\"F\"}}]}",
                              NULL);
    const char *const women[] = {"F"};
    cr_expect(eq(i64, gdcs_table_count_axes(t), 1));
    cr_expect(eq(dbl, cell_of(t, women).value, 4));
    cr_expect_str_eq(title_of(t, "who", "F"), "Males");
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_PROTECTED));
    gdcs_table_free(t);
}

Test(jsonstat, a_frame_has_a_row_per_cell)
{
    const char *text = "{" BODY("[1,2,3,null]") ",\"label\":\"L\",\"status\":{\"3\":\"Q\"}}";
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *f = NULL;
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(gdcs_jsonstat_parse_frame(text, (int64_t)strlen(text), NULL, NULL, &f, NULL, &err) ==
                  GDCS_OK,
              "%s", err.message);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 4));
    cr_assert(gdcs_frame_get(f, gdcs_frame_find(f, "value"), &c, NULL) == GDCS_OK);
    cr_expect(c.doubles[2] == 3 && isnan(c.doubles[3]));
    cr_assert(gdcs_frame_get(f, gdcs_frame_find(f, "sex"), &c, NULL) == GDCS_OK);
    cr_expect_str_eq(c.label, "Sex");
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_TITLE), "L");
    gdcs_frame_free(f);
}
