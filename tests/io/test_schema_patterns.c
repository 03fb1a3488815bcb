/* Wide headings by a pattern: what it takes, what it leaves, what it refuses. */
#include "fail_alloc.h"
#include "io/arrow.h"

#define WIDE(w) "{\"columns\": [{\"name\": \"geo\", \"concept\": \"area\"}], \"wide\": {" w "}}"
#define SEX_YEAR                                                                                   \
    "\"concept\": \"sex\", \"as\": \"sex\", \"also\": [{\"concept\": \"period\", \"as\": "         \
    "\"year\"}]"

static gdcs_status parse(const char *json, const char *text, gdcs_table **out, gdcs_error *err)
{
    gdcs_schema *schema = schema_of(json);
    const gdcs_status status =
        gdcs_csv_parse_table(text, (int64_t)strlen(text), schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

static double value(const gdcs_table *t, const char *area, const char *sex, const char *year)
{
    return CELL(t, area, sex, year).value;
}

static const char *detected(const gdcs_table *t)
{
    const char *said = gdcs_table_get_meta(t, GDCS_META_DETECTED);
    return said != NULL ? said : "";
}

static const struct {
    const char *what, *json, *header, *says;
} taken[] = {
    {"an axis on each side of a low line", WIDE(SEX_YEAR ", \"pattern\": \"{sex}_{year}\""),
     "geo,Male_2015,Female_2015,Male_2016,Female_2016", "sex headings"},
    {"the other way round", WIDE(SEX_YEAR ", \"pattern\": \"{year} {sex}\""),
     "geo,2015 Men,2015 Women,2016 Men,2016 Women", "English"},
    {"nothing between them", WIDE(SEX_YEAR ", \"pattern\": [\"{sex}{year}\"]"),
     "geo,M2015,F2015,M2016,F2016", ""},
    {"a scheme",
     WIDE("\"concept\": \"sex\", \"as\": \"sex\", \"scheme\": \"portugal\", \"also\": "
          "[{\"concept\": "
          "\"period\", \"as\": \"year\"}], \"pattern\": \"{sex}/{year}\""),
     "geo,H/2015,M/2015,H/2016,M/2016", ""},
    {"a pattern of its own for each sex",
     WIDE(SEX_YEAR ", \"pattern\": {\"Mu\xC5\xA1karci {year}\": \"M\", \"\xC5\xBD"
                   "ene {year}\": \"F\"}"),
     "geo,Mu\xC5\xA1karci 2015,\xC5\xBD"
     "ene 2015,Mu\xC5\xA1karci 2016,\xC5\xBD"
     "ene 2016",
     ""},
    {"one for each sex in the code page of the office",
     WIDE(SEX_YEAR ", \"pattern\": {\"Mu\xC5\xA1karci {year}\": \"M\", \"\xC5\xBD"
                   "ene {year}\": \"F\"}"),
     "geo,Mu\x9Akarci 2015,\x8E"
     "ene 2015,Mu\x9Akarci 2016,\x8E"
     "ene 2016",
     "code page"},
    {"columns beside them",
     WIDE(SEX_YEAR ", \"columns\": {\"m15\": [\"M\", \"2015\"], \"f15\": [\"F\", \"2015\"]}, "
                   "\"pattern\": \"{sex} in {year}\""),
     "geo,m15,f15,M in 2016,F in 2016", ""},
    {"letters of its own come before the letters of others",
     WIDE(SEX_YEAR ", \"pattern\": {\"{sex} {year}\": null, \"Women of {year}\": \"F\"}"),
     "geo,Men 2015,Women of 2015,Men 2016,Women of 2016", ""},
    {"a label is cut where the sex is one",
     WIDE("\"concept\": \"period\", \"as\": \"year\", \"also\": [{\"concept\": \"sex\", \"as\": "
          "\"sex\"}], \"pattern\": \"{year} {sex}\""),
     "geo,FY 2015 Men,FY 2015 Women,FY 2016 Men,FY 2016 Women", ""},
};

Test(schema_patterns, headings_are_taken_by_their_pattern)
{
    for (size_t i = 0; i < sizeof taken / sizeof taken[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *t = NULL;
        char text[512];
        snprintf(text, sizeof text, "%s\nIT,1,2,3,4\nFR,5,6,7,8\n", taken[i].header);
        const gdcs_status status = parse(taken[i].json, text, &t, &err);
        cr_expect(status == GDCS_OK, "%s: %s", taken[i].what, err.message);
        if (t == NULL)
            continue;
        const int turned = strstr(taken[i].header, "FY") != NULL;
        const char *const year = turned ? "FY 2016" : "2016";
        const double is = turned ? value(t, "FR", year, "F") : value(t, "FR", "F", year);
        cr_expect(is == 8, "%s: %g", taken[i].what, is);
        cr_expect(eq(i64, gdcs_table_count_cells(t), 8), "%s", taken[i].what);
        gdcs_table_free(t);
    }
}

/* Indicator 16.1.1 of the Croatian Bureau of Statistics, github.com/CroatianBureauOfStatistics: as it is
   published, with a blank behind a heading and one missing inside another. */
#define CROATIA                                                                                    \
    "Godina ,Ukupno,\xC5\xBD"                                                                      \
    "ene ukupno,Mu\xC5\xA1karci ukupno,\xC5\xBD"                                                   \
    "ene 18-19 godina,Mu\xC5\xA1karci 18-19 godina,\xC5\xBD"                                       \
    "ene 20-24 godina,Mu\xC5\xA1karci20-24 godina\n2016,1.06,0.93,1.20,0.00,4.10,1.79,0.85\n"
#define CROATIAN(patterns, others)                                                                 \
    "{\"columns\": [{\"name\": \"Year\", \"aliases\": [\"Godina\"], \"as\": \"year\", "            \
    "\"concept\": "                                                                                \
    "\"period\"}], \"wide\": {\"concept\": \"sex\", \"as\": \"sex\", \"also\": [{\"concept\": "    \
    "\"age\", "                                                                                    \
    "\"as\": \"age\", \"total\": \"ukupno\"}], \"columns\": {\"Ukupno\": [\"_T\", \"ukupno\"]}, "  \
    "\"pattern\": {\"\xC5\xBD"                                                                     \
    "ene {age}\": \"F\", " patterns "}" others ", \"number\": {\"concept\": \"value\"}}}"

Test(schema_patterns, a_file_with_the_sex_in_its_headings_is_read_as_it_is_published)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *lacks = NULL, *none = NULL;
    gdcs_table *t = table_of(
        CROATIAN("\"Mu\xC5\xA1karci {age}\": \"M\", \"Mu\xC5\xA1karci{age}\": \"M\"", ""), CROATIA);
    cr_expect(CELL(t, "2016", "M", "20-24 godina").value == 0.85);
    cr_expect(CELL(t, "2016", "F", "ukupno").value == 0.93);
    cr_expect(CELL(t, "2016", "_T", "ukupno").value == 1.06);
    gdcs_table_free(t);
    cr_assert(eq(i32,
                 parse(CROATIAN("\"Mu\xC5\xA1karci {age}\": \"M\"", ""), CROATIA, &lacks, &err),
                 GDCS_OK));
    cr_expect(CELL(lacks, "2016", "M", "20-24 godina").present == 0);
    cr_expect(strstr(detected(lacks), "passed over: 'Mu\xC5\xA1karci20-24 godina'") != NULL, "%s",
              detected(lacks));
    gdcs_table_free(lacks);
    cr_expect(eq(i32,
                 parse(CROATIAN("\"Mu\xC5\xA1karci {age}\": \"M\"", ", \"others\": \"refuse\""),
                       CROATIA, &none, &err),
                 GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "'Mu\xC5\xA1karci20-24 godina' fits no pattern") != NULL, "%s",
              err.message);
}

Test(schema_patterns, a_sex_in_the_headings_is_resolved_with_all_others)
{
    gdcs_table *t =
        table_of(WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""), "geo,H 2015,M 2015\nES,1,2\n");
    cr_expect(value(t, "ES", "F", "2015") == 2, "M beside H is women");
    cr_expect(strstr(detected(t), "sex headings") != NULL, "%s", detected(t));
    gdcs_table_free(t);
}

Test(schema_patterns, what_no_pattern_takes_is_passed_over_and_said)
{
    gdcs_table *t =
        table_of(WIDE(SEX_YEAR ", \"drop\": [\"Men 99\"], \"pattern\": \"{sex} {year}\""),
                 "geo,Men 99,Men 2015,note,flag,Women 2015,other,last\n"
                 "IT,9,1,a,b,2,c,d\n");
    cr_expect(eq(i64, gdcs_table_count_cells(t), 2));
    cr_expect(strstr(detected(t), "4 headings of no pattern are passed over: 'note', 'flag', "
                                  "'other' and others.") != NULL,
              "%s", detected(t));
    gdcs_table_free(t);
}

Test(schema_patterns, the_header_is_the_line_that_the_patterns_fit)
{
    gdcs_table *t =
        table_of("{\"columns\": [], \"wide\": {" SEX_YEAR ", \"pattern\": \"{sex} {year}\"}}",
                 "Prisoners by sex\n\nMen 2015;Women 2015\n1.234.567;2.345.678\n");
    cr_expect(CELL(t, "F", "2015").value == 2345678);
    cr_expect(strstr(detected(t), "line 3") != NULL && strstr(detected(t), "';'") != NULL, "%s",
              detected(t));
    gdcs_table_free(t);
}

Test(schema_patterns, a_frame_has_a_row_for_each_heading)
{
    gdcs_frame *f = frame_of(WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""),
                             "geo,Men 2015,Women 2015\nIT,1,2\n");
    const gdcs_column sex = column_of(f, "sex"), year = column_of(f, "year");
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect_str_eq(word_of(&sex, 1), "F");
    cr_expect_str_eq(word_of(&year, 1), "2015");
    gdcs_frame_free(f);
}

static const struct {
    const char *json, *header, *says;
} refused[] = {
    {WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""), "geo,Mael 2015,Men 2015", "Mael"},
    {WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""), "geo,a,b", "no heading fits the pattern"},
    {WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\", \"others\": \"refuse\""), "geo,Men 2015,note",
     "heading 'note' fits no pattern"},
    {WIDE("\"concept\": \"age\", \"as\": \"age\", \"also\": [{\"concept\": \"period\", \"as\": "
          "\"year\"}], "
          "\"pattern\": \"{age} {year}\""),
     "geo,18 to 20 2015,21 2015,all", "'18 to 20 2015' fits the patterns"},
    {WIDE(SEX_YEAR ", \"pattern\": [\"{sex} {year}\", \"{year} {sex}\"]"), "geo,1 2,Men 2015",
     "more than one way"},
    {WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""), "geo,Men 2015,Male 2015,F 2015",
     "'Men 2015' and 'Male 2015' have the same labels"},
    {WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""), "geo,Men 2015,Men 2015,x",
     "the same labels"},
    {WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""),
     "geo,Men 2015,Wom\xFF"
     "en 2015",
     "encoding"},
};

Test(schema_patterns, what_may_be_read_otherwise_is_refused_by_name)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *t = NULL;
        char text[512];
        snprintf(text, sizeof text, "%s\nIT,1,2,3\n", refused[i].header);
        cr_expect(parse(refused[i].json, text, &t, &err) != GDCS_OK, "%s", refused[i].header);
        cr_expect(strstr(err.message, refused[i].says) != NULL, "%s: %s", refused[i].header,
                  err.message);
        cr_expect(t == NULL);
    }
}

static const struct {
    const char *pattern, *says;
} wrong[] = {
    {"\"{sex}\"", "leaves out an axis"},
    {"{\"{sex} {year}\": \"F\"}", "no label of its own"},
    {"\"Men\"", "names no axis"},
    {"\"{sex} {sex} {year}\"", "names an axis twice"},
    {"\"{sex} {age}\"", "'age' is the name of no axis"},
    {"\"{sex} {year\"", "not closed"},
    {"\"{sex} year}\"", "not opened"},
    {"[\"{sex} {year}\", \"{sex} {year}\"]", "twice"},
    {"[1]", "no pattern"},
    {"1", "no pattern"},
    {"{\"{sex} {year}\": 1}", "neither a label nor null"},
    {"[]", "names no columns"},
};

Test(schema_patterns, a_pattern_that_says_too_much_or_too_little_is_refused)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        char json[512];
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = NULL;
        snprintf(json, sizeof json, "{\"wide\": {" SEX_YEAR ", \"pattern\": %s}}",
                 wrong[i].pattern);
        cr_expect(eq(i32, gdcs_schema_parse(json, -1, &schema, &err), GDCS_E_SCHEMA), "%s",
                  wrong[i].pattern);
        cr_expect(strstr(err.message, wrong[i].says) != NULL, "%s: %s", wrong[i].pattern,
                  err.message);
    }
}

Test(schema_patterns, more_axes_than_a_pattern_can_have_are_refused)
{
    char json[1024] = "{\"wide\": {\"concept\": \"sex\", \"as\": \"sex\", \"also\": [";
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = NULL;
    for (int i = 0; i < 8; i++) {
        const size_t used = strlen(json);
        snprintf(json + used, sizeof json - used, "%s{\"concept\": \"group\", \"as\": \"g%d\"}",
                 i > 0 ? ", " : "", i);
    }
    strcat(json, "], \"pattern\": \"{sex}\"}}");
    cr_expect(eq(i32, gdcs_schema_parse(json, -1, &schema, &err), GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "up to 8 axes, not 9") != NULL, "%s", err.message);
}

Test(schema_patterns, others_is_a_rule_that_exists)
{
    const gdcs_schema_word word = {.from = "{sex}"};
    const gdcs_schema_wide wide = {.struct_size = sizeof wide,
                                   .concept_id = GDCS_CONCEPT_SEX,
                                   .others = 2,
                                   .as = "sex",
                                   .patterns = &word,
                                   .pattern_count = 1};
    const gdcs_schema schema = {.struct_size = sizeof schema, .wide = &wide};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    cr_expect(
        eq(i32, gdcs_csv_parse_table("F\n1\n", 4, &schema, NULL, &t, NULL, &err), GDCS_E_SCHEMA));
    cr_expect(strstr(err.message, "others is 2") != NULL, "%s", err.message);
}

Test(schema_patterns, each_way_of_writing_them_parses_back_to_the_same)
{
    static const char *const ways[] = {
        "\"pattern\": \"{sex}_{year}\", \"others\": \"refuse\", \"drop\": [\"a\", \"b\"]",
        "\"pattern\": [\"{sex}_{year}\", \"{sex}-{year}\"]",
        "\"pattern\": {\"{sex}_{year}\": null, \"W {year}\": \"F\"}",
        "\"pattern\": \"{sex}_{year}\", \"columns\": {\"x\": [\"F\", \"2000\"]}"};
    for (size_t i = 0; i < sizeof ways / sizeof ways[0]; i++) {
        char json[512], written[2][1024];
        snprintf(json, sizeof json, "{\"wide\": {" SEX_YEAR ", %s}}", ways[i]);
        for (int k = 0; k < 2; k++) {
            gdcs_sink *sink = NULL;
            gdcs_schema *schema = schema_of(k == 0 ? json : written[0]);
            cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
            cr_assert(eq(i32, gdcs_schema_write(schema, sink, NULL), GDCS_OK));
            snprintf(written[k], sizeof written[k], "%s", gdcs_sink_get_text(sink, NULL));
            gdcs_sink_free(sink);
            gdcs_schema_free(schema);
        }
        cr_expect_str_eq(written[0], written[1]);
        cr_expect(strstr(written[0], strchr(ways[i], '{')) != NULL || i > 0, "%s", written[0]);
    }
}

static gdcs_status read_once(void *context)
{
    static const char text[] = "geo,Men 2015,note,Women 2015\nIT,1,a,2\n";
    gdcs_table *t = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status =
        gdcs_csv_parse_table(text, sizeof text - 1, context, NULL, &t, NULL, &err);
    gdcs_table_free(t);
    return status;
}

Test(schema_patterns, memory_that_fails_is_an_error)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_schema *schema = schema_of(WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""));
    const fail_alloc_report r = fail_alloc_each(read_once, schema);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_schema_free(schema);
}

/* The same by another door: a header that is no text. */
static const int32_t geo_starts[] = {0, 2, 4};
static const double men[] = {1, 3}, women[] = {2, 4};
static const given arrays[] = {
    {"geo", "u", NULL, .buffer_count = 3, .buffers = {NULL, geo_starts, "ITFR"}},
    {"Men 2015", "g", NULL, .buffers = {NULL, men}},
    {"Women 2015", "g", NULL, .buffers = {NULL, women}}};

Test(schema_patterns, arrow_arrays_are_taken_as_files_are)
{
    batch b;
    make_batch(&b, arrays, 3, 2);
    gdcs_table *t = table_from(&b, WIDE(SEX_YEAR ", \"pattern\": \"{sex} {year}\""));
    cr_expect(value(t, "FR", "F", "2015") == 4);
    cr_expect(value(t, "IT", "M", "2015") == 1);
    gdcs_table_free(t);
}
