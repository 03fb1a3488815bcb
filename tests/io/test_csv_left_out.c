#include "io/read.h"

/* A label whose cells nobody set says that they are missing. */
Test(csv_left_out, records_left_out_leave_no_labels_and_no_words)
{
    const char *const json = "{\"columns\": [{\"name\": \"land\", \"concept\": \"area\"}, "
                             "{\"name\": \"sex\", \"concept\": "
                             "\"sex\", \"scheme\": \"sdmx\"}, {\"name\": \"year\", \"keep\": "
                             "[\"2020\"]}, {\"name\": \"n\", "
                             "\"concept\": \"count\"}]}";
    const char *const text = "land,sex,year,n\nFR,F,2020,1\nIT,F,2019,2\nDE,?,2020,3\n"
                             "PT,F,2020,many\nES,F,2020,4\n";
    const gdcs_read_options any = {.struct_size = sizeof any, .reject_limit = -1};
    gdcs_schema *schema = schema_of(json);
    gdcs_frame *frame = NULL;
    gdcs_column land = {.struct_size = sizeof land};
    gdcs_axis area = {.struct_size = sizeof area};
    gdcs_table *table = table_with(json, text, (int64_t)strlen(text), &any, NULL), *sum = NULL;
    cr_assert(eq(i32, gdcs_table_get_axis(table, 0, &area, NULL), GDCS_OK));
    cr_assert(eq(i64, area.label_count, 2));
    cr_assert(eq(str, (char *)area.labels[1], "ES"));
    cr_assert(eq(i32, gdcs_table_margin(table, (const char *[]){"sex"}, 1, &sum, NULL), GDCS_OK));
    cr_assert(eq(dbl, cell_of(sum, (const char *[]){"F"}).value, 5.0));
    cr_assert(
        eq(i32, gdcs_csv_parse_frame(text, (int64_t)strlen(text), schema, &any, &frame, NULL, NULL),
           GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_get(frame, 0, &land, NULL), GDCS_OK));
    cr_assert(eq(i64, land.word_count, 2));
    cr_assert(eq(str, (char *)land.words[land.codes[1]], "ES"));
    gdcs_frame_free(frame);
    gdcs_schema_free(schema);
    gdcs_table_free(sum);
    gdcs_table_free(table);
}

/* A filter that was forgotten: rates stand among the counts. */
Test(csv_left_out, numbers_for_a_cell_that_is_set_are_counted)
{
    const char *const counts = "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", "
                               "\"scheme\": \"sdmx\"}, {\"name\": \"n\", \"concept\": \"count\"}]}";
    const char *const persons = "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", "
                                "\"scheme\": \"sdmx\"}]}";
    const char *const text = "sex,n,unit\nF,101,NR\nF,3.5,RATE\nM,900,NR\nM,,RATE\nM,7,OTHER\n";
    const int64_t size = (int64_t)strlen(text);
    gdcs_read_result one = {.struct_size = sizeof one}, two = {.struct_size = sizeof two};
    gdcs_table *a = table_with(counts, text, size, NULL, &one);
    gdcs_table *b = table_with(persons, text, size, NULL, &two);
    cr_expect(eq(i64, one.repeated, 3));
    cr_expect(eq(i64, two.repeated, 0));
    gdcs_table_free(a);
    gdcs_table_free(b);
}

/* What no cell can hold is a record that does not fit, like any other. */
Test(csv_left_out, numbers_that_no_cell_can_hold_are_rejects)
{
    const char *const json =
        "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, "
        "{\"name\": \"n\", "
        "\"concept\": \"value\"}, {\"name\": \"from\", \"concept\": \"lower\"}, {\"name\": \"to\", "
        "\"concept\": \"upper\"}]}";
    const char *const text = "sex,n,from,to\nF,1e291,,\nF,,5,3\nF,inf,,\nF,,1e291,inf\nF,,inf,inf\n"
                             "F,1,,\nF,1e290,,\nM,,3,inf\nM,,1,4\n";
    const gdcs_read_options any = {.struct_size = sizeof any, .reject_limit = -1};
    gdcs_read_result result = {.struct_size = sizeof result};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = schema_of(json);
    gdcs_table *table = table_with(json, text, (int64_t)strlen(text), &any, &result), *none = NULL;
    cr_assert(eq(i64, result.rejected[GDCS_REJECT_NUMBER], 5));
    cr_assert(eq(i64, result.used, 4));
    cr_assert(
        eq(str, result.first_message, "line 2, column 'n': '1e291' is too large for a table"));
    const gdcs_cell men = cell_of(table, (const char *[]){"M"});
    cr_assert(eq(dbl, men.lower, 4.0));
    cr_assert(isinf(men.upper));
    const char *const wrong = "sex,n,from,to\nF,,5,3\n";
    cr_assert(eq(
        i32, gdcs_csv_parse_table(wrong, (int64_t)strlen(wrong), schema, NULL, &none, NULL, &err),
        GDCS_E_VALUE));
    cr_assert(eq(str, err.message, "line 2, column 'to': '3' is below the lower limit"));
    cr_assert(eq(i64, err.row, 2));
    cr_assert(eq(i64, err.column, 4));
    gdcs_schema_free(schema);
    gdcs_table_free(table);
}

/* [0, 0] is 0, not nothing known. */
Test(csv_left_out, limits_that_meet_are_a_number)
{
    const char *const json =
        "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}, "
        "{\"name\": \"n\", "
        "\"concept\": \"value\", \"map\": {\"-\": \"0..0\", \"few\": \"1..4\"}, \"open\": true}, "
        "{\"name\": "
        "\"from\", \"concept\": \"lower\"}, {\"name\": \"to\", \"concept\": \"upper\"}]}";
    gdcs_table *table = table_of(json, "sex,n,from,to\nF,,0,0\nM,-,,\n_U,few,,\n_O,,2,2\n");
    const struct {
        const char *sex;
        double lower, upper;
    } expected[] = {{"F", 0, 0}, {"M", 0, 0}, {"_U", 1, 4}, {"_O", 2, 2}};
    for (size_t i = 0; i < 4; i++) {
        const gdcs_cell cell = cell_of(table, &expected[i].sex);
        cr_assert(eq(dbl, cell.lower, expected[i].lower), "%s", expected[i].sex);
        cr_assert(eq(dbl, cell.upper, expected[i].upper), "%s", expected[i].sex);
    }
    gdcs_table_free(table);
}

Test(csv_left_out, values_that_are_added_are_said)
{
    static const char text[] = "sex,age,rate\nF,y,1.5\nF,o,2.5\nM,y,1\n";
    static const char json[] =
        "{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\","
        "\"scheme\": \"sdmx\"}, {\"name\": \"rate\", \"concept\": \"value\"}]}";
    gdcs_schema *schema = NULL;
    gdcs_table *t = NULL;
    cr_assert(gdcs_schema_parse(json, -1, &schema, NULL) == GDCS_OK);
    cr_assert(gdcs_csv_parse_table(text, sizeof text - 1, schema, NULL, &t, NULL, NULL) == GDCS_OK);
    cr_expect_str_eq(gdcs_table_get_meta(t, GDCS_META_DETECTED),
                     "1 of 3 values were added to one of the same cell.");
    gdcs_table_free(t);
    gdcs_schema_free(schema);
}
