/* Titles of labels: whatever format they come in, a frame has those that a table has. */
#include "io/read.h"

TestSuite(titles, .timeout = 20);

static const char *const titled[] = {
    /* JSON-stat */
    "{\"version\":\"2.0\",\"class\":\"dataset\",\"id\":[\"sex\",\"geo\"],\"size\":[2,2],\"value\":["
    "1,2,3,4],"
    "\"dimension\":{\"sex\":{\"category\":{\"index\":[\"F\",\"M\"],\"label\":{\"F\":\"Females\","
    "\"M\":\"Males\"}}},"
    "\"geo\":{\"category\":{\"index\":[\"AT\",\"IE\"],\"label\":{\"AT\":\"Austria\",\"IE\":"
    "\"Ireland\"}}}}}",
    /* PX */
    "STUB=\"sex\";HEADING=\"geo\";VALUES(\"sex\")=\"Females\",\"Males\";CODES(\"sex\")=\"F\",\"M\";"
    "VALUES(\"geo\")=\"Austria\",\"Ireland\";CODES(\"geo\")=\"AT\",\"IE\";DATA=1 2 3 4;",
    /* SDMX-CSV */
    "STRUCTURE,STRUCTURE_ID,ACTION,SEX: Sex,GEO: Country,OBS_VALUE: Value\n"
    "dataflow,A:B(1.0): C,I,F: Females,AT: Austria,1\ndataflow,A:B(1.0): C,I,M: Males,AT: "
    "Austria,2\n"
    "dataflow,A:B(1.0): C,I,F: Females,IE: Ireland,3\ndataflow,A:B(1.0): C,I,M: Males,IE: "
    "Ireland,4\n",
    /* CSV */
    "geo,name,sex,n\nAT,Austria,F,1\nAT,,M,2\nIE,Ireland,F,3\nIE,Eire,M,4\n"};

static const char csv_schema[] = "{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\", "
                                 "\"titles\": \"name\"}, {\"name\": \"sex\","
                                 " \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\"}, "
                                 "\"labels\": {\"F\": \"Females\", \"M\": \"Males\"}},"
                                 " {\"name\": \"n\", \"concept\": \"count\"}]}";

enum { FORMATS = sizeof titled / sizeof titled[0] };

static gdcs_status parse(int format, const gdcs_schema *schema, const gdcs_read_options *o,
                         gdcs_table **t, gdcs_frame **f)
{
    const char *text = titled[format];
    const int64_t size = (int64_t)strlen(text);
    switch (format) {
    case 0:
        return t != NULL ? gdcs_jsonstat_parse_table(text, size, NULL, o, t, NULL, NULL)
                         : gdcs_jsonstat_parse_frame(text, size, NULL, o, f, NULL, NULL);
    case 1:
        return t != NULL ? gdcs_px_parse_table(text, size, NULL, o, t, NULL, NULL)
                         : gdcs_px_parse_frame(text, size, NULL, o, f, NULL, NULL);
    case 2:
        return t != NULL ? gdcs_sdmx_parse_table(text, size, NULL, o, t, NULL, NULL)
                         : gdcs_sdmx_parse_frame(text, size, NULL, o, f, NULL, NULL);
    default:
        return t != NULL ? gdcs_csv_parse_table(text, size, schema, o, t, NULL, NULL)
                         : gdcs_csv_parse_frame(text, size, schema, o, f, NULL, NULL);
    }
}

static void expect_same_titles(const gdcs_table *t, const gdcs_frame *f)
{
    int seen = 0;
    for (int64_t i = 0; i < gdcs_table_count_axes(t); i++) {
        gdcs_axis a = {.struct_size = sizeof a};
        cr_assert(eq(i32, gdcs_table_get_axis(t, i, &a, NULL), GDCS_OK));
        for (int64_t k = 0; a.titles != NULL && k < a.label_count; k++, seen++)
            cr_expect_str_eq(gdcs_frame_get_title(f, a.name, a.labels[k]), a.titles[k]);
    }
    cr_expect(eq(int, seen, 4));
}

static gdcs_frame *through_json(const gdcs_frame *frame)
{
    gdcs_sink *sink = NULL;
    gdcs_frame *back = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    int64_t size = 0;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_json_write_frame(frame, sink, NULL), GDCS_OK));
    const char *text = gdcs_sink_get_text(sink, &size);
    cr_assert(eq(i32, gdcs_json_parse_frame(text, size, &back, &err), GDCS_OK), "%s", err.message);
    gdcs_sink_free(sink);
    return back;
}

static gdcs_frame *through_csv(const gdcs_frame *frame)
{
    gdcs_sink *sink = NULL;
    gdcs_frame *back = NULL;
    gdcs_schema *schema = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    int64_t size = 0;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_csv_new_schema_frame(frame, NULL, &schema, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_csv_write_frame(frame, NULL, sink, NULL), GDCS_OK));
    const char *text = gdcs_sink_get_text(sink, &size);
    cr_assert(eq(i32, gdcs_csv_parse_frame(text, size, schema, NULL, &back, NULL, &err), GDCS_OK),
              "%s", err.message);
    gdcs_schema_free(schema);
    gdcs_sink_free(sink);
    return back;
}

static gdcs_frame *through_arrow(const gdcs_frame *frame, const char *schema)
{
    struct ArrowArrayStream stream;
    gdcs_frame *back = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *s = schema != NULL ? schema_of(schema) : NULL;
    cr_assert(eq(i32, gdcs_arrow_write_frame_stream(frame, &stream, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_arrow_read_frame_stream(&stream, s, NULL, &back, NULL, &err), GDCS_OK),
              "%s", err.message);
    stream.release(&stream);
    gdcs_schema_free(s);
    return back;
}

static gdcs_table *table_through_arrow(const gdcs_frame *frame)
{
    struct ArrowArrayStream stream;
    gdcs_table *back = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_arrow_write_frame_stream(frame, &stream, NULL), GDCS_OK));
    cr_assert(
        eq(i32, gdcs_arrow_read_table_stream(&stream, NULL, NULL, &back, NULL, &err), GDCS_OK),
        "%s", err.message);
    stream.release(&stream);
    return back;
}

Test(titles, go_through_arrow_with_and_without_a_schema_and_into_tables)
{
    gdcs_schema *schema = schema_of(csv_schema);
    for (int i = 0; i < FORMATS; i++) {
        gdcs_table *t = NULL;
        gdcs_frame *f = NULL;
        cr_assert(eq(i32, parse(i, schema, NULL, &t, NULL), GDCS_OK), "format %d", i);
        cr_assert(eq(i32, parse(i, schema, NULL, NULL, &f), GDCS_OK), "format %d", i);
        gdcs_frame *direct = through_arrow(f, NULL), *typed = through_arrow(f, "{}");
        gdcs_table *table = table_through_arrow(f);
        expect_same_titles(t, direct);
        expect_same_titles(t, typed);
        expect_same_titles(table, f);
        gdcs_table_free(table);
        gdcs_frame_free(typed);
        gdcs_frame_free(direct);
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
    gdcs_schema_free(schema);
}

/* The first row with a word may be left out, and a dictionary knows the word by then. */
Test(titles, of_arrow_are_those_of_the_word_whatever_rows_are_left_out)
{
    static const char text[] = "geo,kept,n\nAT,no,1\nIE,yes,2\nAT,yes,3\n";
    gdcs_schema *schema = schema_of("{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}, "
                                    "{\"name\": \"kept\", \"concept\": \"group\"}, "
                                    "{\"name\": \"n\", \"concept\": \"count\"}]}");
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_csv_parse_frame(text, sizeof text - 1, schema, NULL, &f, NULL, NULL),
                 GDCS_OK));
    cr_assert(eq(i32, gdcs_frame_set_title(f, "geo", "AT", "Austria", NULL), GDCS_OK));
    gdcs_frame *typed = through_arrow(
        f, "{\"columns\": [{\"name\": \"geo\", \"as\": \"land\", \"concept\": \"area\", \"map\": "
           "{\"AT\": \"A\", \"IE\": \"I\"}}, {\"name\": \"kept\", \"keep\": [\"yes\"]}, "
           "{\"name\": \"n\", \"concept\": \"count\"}]}");
    cr_assert(eq(i64, gdcs_frame_count_rows(typed), 2));
    cr_expect_str_eq(gdcs_frame_get_title(typed, "land", "A"), "Austria");
    cr_expect_str_eq(gdcs_frame_get_title(typed, "land", "I"), "");
    gdcs_frame_free(typed);
    gdcs_frame_free(f);
    gdcs_schema_free(schema);
}

Test(titles, frames_have_those_that_tables_have_and_keep_them_in_json_and_csv)
{
    gdcs_schema *schema = schema_of(csv_schema);
    for (int i = 0; i < FORMATS; i++) {
        gdcs_table *t = NULL;
        gdcs_frame *f = NULL;
        cr_assert(eq(i32, parse(i, schema, NULL, &t, NULL), GDCS_OK), "format %d", i);
        cr_assert(eq(i32, parse(i, schema, NULL, NULL, &f), GDCS_OK), "format %d", i);
        expect_same_titles(t, f);
        gdcs_frame *json = through_json(f), *csv = through_csv(f);
        expect_same_titles(t, json);
        expect_same_titles(t, csv);
        gdcs_frame_free(json);
        gdcs_frame_free(csv);
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
    gdcs_schema_free(schema);
}

Test(titles, the_key_columns_of_results_have_those_of_their_axes)
{
    static const char *const keep[] = {"GEO"};
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, parse(2, NULL, NULL, &t, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_share_table(t, keep, 1, NULL, &f, NULL), GDCS_OK));
    cr_expect_str_eq(gdcs_frame_get_title(f, "GEO", "AT"), "Austria");
    cr_expect_str_eq(gdcs_frame_get_title(f, "GEO", "IE"), "Ireland");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(titles, json_with_titles_of_another_kind_is_refused)
{
    static const char *const texts[] = {"\"text\", \"titles\": 1",
                                        "\"text\", \"titles\": {\"a\": 1}",
                                        "\"double\", \"titles\": {\"a\": \"A\"}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char text[300];
        gdcs_frame *f = NULL;
        const int size =
            snprintf(text, sizeof text,
                     "{\"meta\": {}, \"rows\": 1, \"columns\": [{\"name\": \"x\", \"type\": %s,"
                     " \"values\": [%s]}]}",
                     texts[i], i == 2 ? "1" : "\"a\"");
        cr_expect(eq(i32, gdcs_json_parse_frame(text, size, &f, NULL),
                     i == 2 ? GDCS_E_SHAPE : GDCS_E_SYNTAX),
                  "%s", text);
        cr_expect(f == NULL);
    }
}
