/* Sex columns that nobody declared, resolved by all their spellings at the end of the one pass. */
#include "fail_alloc.h"
#include "io/read.h"

TestSuite(record_sex, .timeout = 10);

static const char open_sex[] = "{\"columns\": [{\"name\": \"sexo\", \"concept\": \"sex\"},"
                               "{\"name\": \"n\", \"concept\": \"count\"}]}";

static double count_of(const gdcs_table *t, const char *sex)
{
    const char *const labels[] = {sex};
    return cell_of(t, labels).value;
}

Test(record_sex, spellings_become_codes_and_why_is_said)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    const char *text = "sexo,n\nMujeres,10\nVarones,20\nTotal,30\n";
    gdcs_table *t = table_with(open_sex, text, (int64_t)strlen(text), NULL, &r);
    cr_expect(eq(dbl, count_of(t, "F"), 10));
    cr_expect(eq(dbl, count_of(t, "M"), 20));
    cr_expect(eq(dbl, count_of(t, "_T"), 30));
    cr_expect(eq(i64, gdcs_table_find_concept(t, GDCS_CONCEPT_SEX), 0));
    cr_expect(eq(i64, r.repeated, 0));
    const char *said = gdcs_table_get_meta(t, GDCS_META_DETECTED);
    cr_expect(strstr(said, "'sexo'") != NULL && strstr(said, "\"Mujeres\" is F") != NULL, "%s",
              said);
    gdcs_table_free(t);
}

Test(record_sex, the_declared_total_is_not_added_to_its_parts)
{
    gdcs_table *t = table_of(open_sex, "sexo,n\nmale,1\nfemale,2\ntotal,4\n"), *sum = NULL;
    gdcs_cell cell = {.struct_size = sizeof cell};
    cr_assert(gdcs_table_margin(t, NULL, 0, &sum, NULL) == GDCS_OK);
    cr_assert(gdcs_table_get(sum, (const char *const[]){""}, &cell, NULL) == GDCS_OK);
    cr_expect(eq(dbl, cell.value, 4));
    gdcs_table_free(sum);
    gdcs_table_free(t);
}

Test(record_sex, spellings_of_one_code_are_one_cell)
{
    gdcs_read_result r = {.struct_size = sizeof r};
    const char *text = "sexo,n\nmale,1\nMale,2\nfemale,4\nMALE,8\n";
    gdcs_table *t = table_with(open_sex, text, (int64_t)strlen(text), NULL, &r);
    cr_expect(eq(dbl, count_of(t, "M"), 11));
    cr_expect(eq(dbl, count_of(t, "F"), 4));
    cr_expect(eq(i64, gdcs_table_count_cells(t), 2));
    cr_expect(eq(i64, r.repeated, 2));
    gdcs_table_free(t);
}

Test(record_sex, a_table_is_the_same_as_with_the_map)
{
    const char *map =
        "{\"columns\": [{\"name\": \"sexo\", \"concept\": \"sex\", \"map\": {\"men\": "
        "\"M\", \"women\": \"F\", \"n/a\": \"_U\"}},"
        "{\"name\": \"area\", \"concept\": \"area\"}]}";
    const char *open = "{\"columns\": [{\"name\": \"sexo\", \"concept\": \"sex\", \"missing\": "
                       "[\"n/a\"]}, {\"name\": \"area\", \"concept\": \"area\"}]}";
    const char *text = "sexo,area\nn/a,x\nmen,x\nwomen,y\nmen,x\nn/a,y\n";
    gdcs_table *a = table_of(map, text), *b = table_of(open, text);
    expect_same(a, b, "resolved and mapped");
    gdcs_table_free(a);
    gdcs_table_free(b);
}

Test(record_sex, a_frame_has_codes_too)
{
    gdcs_frame *f = frame_of(open_sex, "sexo,n\nMale,1\nfemale,2\nmale,4\n");
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(gdcs_frame_get(f, 0, &c, NULL) == GDCS_OK);
    cr_assert(eq(i64, c.word_count, 2));
    cr_expect_str_eq(c.words[c.codes[0]], "M");
    cr_expect_str_eq(c.words[c.codes[1]], "F");
    cr_expect(eq(i32, c.codes[2], c.codes[0]));
    cr_expect_str_not_empty(gdcs_frame_get_meta(f, GDCS_META_DETECTED));
    gdcs_frame_free(f);
}

Test(record_sex, titles_decide_about_codes_that_are_numbers)
{
    const char *json = "{\"columns\": [{\"name\": \"Kon\", \"concept\": \"sex\", \"titles\": "
                       "\"namn\"}, {\"name\": \"n\", \"concept\": \"count\"}]}";
    gdcs_table *t = table_of(json, "Kon,namn,n\n1,kvinnor,5\n2,m\xC3\xA4n,7\n");
    gdcs_axis a = {.struct_size = sizeof a};
    cr_expect(eq(dbl, count_of(t, "F"), 5));
    cr_assert(gdcs_table_get_axis(t, 0, &a, NULL) == GDCS_OK);
    cr_expect_str_eq(a.titles[0], "kvinnor");
    gdcs_table_free(t);
}

Test(record_sex, what_is_undecided_is_refused)
{
    static const struct {
        const char *text;
        gdcs_status status;
        const char *said;
    } wrong[] = {{"sexo,n\nfemale,1\n,2\n", GDCS_E_SEX, "blank"},
                 {"sexo,n\nMaria,1\nPeter,2\n", GDCS_E_SEX, "'sexo'"}};
    gdcs_schema *schema = schema_of(open_sex);
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *t = NULL;
        gdcs_frame *f = NULL;
        const int64_t size = (int64_t)strlen(wrong[i].text);
        cr_expect(gdcs_csv_parse_table(wrong[i].text, size, schema, NULL, &t, NULL, &err) ==
                      wrong[i].status,
                  "%s", wrong[i].text);
        cr_expect(strstr(err.message, wrong[i].said) != NULL, "%s", err.message);
        cr_expect(gdcs_csv_parse_frame(wrong[i].text, size, schema, NULL, &f, NULL, &err) ==
                  wrong[i].status);
    }
    gdcs_schema_free(schema);
}

Test(record_sex, codes_and_labels_that_disagree_are_refused)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    gdcs_schema *schema = schema_of("{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", "
                                    "\"titles\": \"label\"}]}");
    const char *text = "sex,label\nF,men\nM,women\n";
    cr_expect(eq(i32,
                 gdcs_csv_parse_table(text, (int64_t)strlen(text), schema, NULL, &t, NULL, &err),
                 GDCS_E_SEX));
    cr_expect(strstr(err.message, "otherwise than their labels") != NULL, "%s", err.message);
    gdcs_schema_free(schema);
}

Test(record_sex, nothing_is_resolved_where_nothing_is_to_be_detected)
{
    const gdcs_read_options o = {.struct_size = sizeof o, .detect = GDCS_DETECT_NONE};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = schema_of(open_sex);
    gdcs_table *t = NULL;
    cr_expect(eq(i32, gdcs_csv_parse_table("sexo,n\nF,1\n", 11, schema, &o, &t, NULL, &err),
                 GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "map or by a scheme") != NULL, "%s", err.message);
    gdcs_schema_free(schema);
}

Test(record_sex, a_file_without_records_has_no_spellings)
{
    gdcs_table *t = table_of(open_sex, "sexo,n\n");
    cr_expect(eq(i64, gdcs_table_count_cells(t), 0));
    cr_expect(eq(i64, gdcs_table_find_concept(t, GDCS_CONCEPT_SEX), 0));
    gdcs_table_free(t);
}

Test(record_sex, failing_allocations_leave_nothing_behind)
{
    const char *text = "sexo,n\nmale,1\nMale,2\nfemale,4\n";
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_schema *schema = schema_of(open_sex);
    int64_t n = 1;
    for (int reached = 1; reached; n++) {
        gdcs_table *t = NULL;
        gdcs_frame *f = NULL;
        fail_alloc_arm(n);
        gdcs_status status =
            gdcs_csv_parse_table(text, (int64_t)strlen(text), schema, NULL, &t, NULL, NULL);
        if (status == GDCS_OK)
            status =
                gdcs_csv_parse_frame(text, (int64_t)strlen(text), schema, NULL, &f, NULL, NULL);
        gdcs_table_free(t);
        gdcs_frame_free(f);
        reached = fail_alloc_disarm();
        cr_expect(status == GDCS_OK || status == GDCS_E_MEMORY, "allocation %lld: %d", (long long)n,
                  (int)status);
        cr_expect(eq(i64, fail_alloc_live(), 0));
    }
    cr_expect(gt(i64, n, 60));
    gdcs_schema_free(schema);
}

/* --- sexes side by side --- */

static const char side_by_side[] =
    "{\"columns\": [{\"name\": \"year\", \"concept\": \"period\"}], \"wide\": {\"concept\": "
    "\"sex\", \"as\": \"sex\", \"columns\": [\"Frauen\", \"M\xC3\xA4nner\"]}}";

Test(record_sex, headings_are_resolved_all_together)
{
    const char *text = "year,Frauen,M\xC3\xA4nner\n2019,3,4\n";
    const char *const women[] = {"2019", "F"}, *const men[] = {"2019", "M"};
    gdcs_table *t = table_of(side_by_side, text);
    cr_expect(eq(dbl, cell_of(t, women).value, 3));
    cr_expect(eq(dbl, cell_of(t, men).value, 4));
    cr_expect(strstr(gdcs_table_get_meta(t, GDCS_META_DETECTED), "The sex headings: \"Frauen\"") !=
              NULL);
    gdcs_table_free(t);
    gdcs_frame *f = frame_of(side_by_side, text);
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(gdcs_frame_get(f, gdcs_frame_find(f, "sex"), &c, NULL) == GDCS_OK);
    cr_expect_str_eq(c.words[c.codes[0]], "F");
    gdcs_frame_free(f);
}

Test(record_sex, headings_that_name_no_sex_are_refused)
{
    const gdcs_read_options none = {.struct_size = sizeof none, .detect = GDCS_DETECT_NONE};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    gdcs_schema *schema = schema_of("{\"wide\": {\"concept\": \"sex\", \"as\": \"sex\", "
                                    "\"columns\": [\"Anna\", \"Otto\"]}}");
    const char *text = "Anna,Otto\n1,2\n";
    const int64_t size = (int64_t)strlen(text);
    cr_expect(eq(i32, gdcs_csv_parse_table(text, size, schema, NULL, &t, NULL, &err), GDCS_E_SEX));
    cr_expect(
        eq(i32, gdcs_csv_parse_table(text, size, schema, &none, &t, NULL, &err), GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "not one of F M") != NULL, "%s", err.message);
    gdcs_schema_free(schema);
}
