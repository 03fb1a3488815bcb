/* Cells that say why they are no numbers, and numbers that are less than they seem. */
#include "fail_alloc.h"
#include "io/read.h"

#define SEX "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}"
#define NUMBER(concept, members)                                                                   \
    "{\"columns\": [" SEX ", {\"name\": \"n\", \"concept\": \"" concept "\"" members "}]}"
#define WAYS ", \"ranges\": [\"<n\", \"<=n\", \">n\", \">=n\", \"n+\", \"a-b\", \"up to n\"]"

static const struct {
    const char *schema, *text;
    double value, lower, upper;
    int32_t status, confidentiality;
} cells[] = {
    {NUMBER("count", WAYS), "7", 7, 7, 7, 'A', 'F'},
    {NUMBER("count", WAYS), "<5", NAN, 0, 4, 'A', 'F'},
    {NUMBER("count", WAYS), "< 5", NAN, 0, 4, 'A', 'F'},
    {NUMBER("count", WAYS), "<=5", NAN, 0, 5, 'A', 'F'},
    {NUMBER("count", WAYS), "≤5", NAN, 0, 5, 'A', 'F'},
    {NUMBER("count", WAYS), ">5", NAN, 6, INFINITY, 'A', 'F'},
    {NUMBER("count", WAYS), ">=5", NAN, 5, INFINITY, 'A', 'F'},
    {NUMBER("count", WAYS), "10+", NAN, 10, INFINITY, 'A', 'F'},
    {NUMBER("count", WAYS), "1-9", NAN, 1, 9, 'A', 'F'},
    {NUMBER("count", WAYS), "1 – 9", NAN, 1, 9, 'A', 'F'},
    {NUMBER("count", WAYS), "9-9", 9, 9, 9, 'A', 'F'},
    {NUMBER("count", WAYS), "<1", 0, 0, 0, 'A', 'F'},
    {NUMBER("value", WAYS), "<5", NAN, 0, 5, 'A', 'F'},
    {NUMBER("value", WAYS), "Up to 40 %", NAN, 0, 40, 'A', 'F'},
    {NUMBER("value", WAYS), "up to 0.4", NAN, 0, 0.4, 'A', 'F'},
    {NUMBER("value", WAYS), "10% - 12.5%", NAN, 10, 12.5, 'A', 'F'},
    {NUMBER("count", ", \"rounding\": 5"), "10", NAN, 8, 12, 'A', 'F'},
    {NUMBER("count", ", \"rounding\": 5"), "0", NAN, 0, 2, 'A', 'F'},
    {NUMBER("count", ", \"rounding\": 10"), "10", NAN, 5, 15, 'A', 'F'},
    {NUMBER("value", ", \"rounding\": 5"), "10", NAN, 7.5, 12.5, 'A', 'F'},
    {NUMBER("count", ", \"noise\": 3"), "10", NAN, 7, 13, 'A', 'F'},
    {NUMBER("count", ", \"noise\": 3, \"rounding\": 5"), "1", NAN, 0, 6, 'A', 'F'},
    {NUMBER("count", ", \"noise\": 3, \"ranges\": [\"~n\"]"), "~10", NAN, 7, 13, 'A', 'F'},
    {NUMBER("count", ", \"status\": {\":\": \"O\", \"x\": \"Q\"}"), "x", NAN, 0, INFINITY, 'Q',
     'F'},
    {NUMBER("count", ", \"status\": {\":\": \"L\"}"), ":", NAN, 0, INFINITY, 'L', 'F'},
    {NUMBER("count", ", \"confidentiality\": {\"c\": \"C\"}"), "c", NAN, 0, INFINITY, 'O', 'C'},
    {NUMBER("count", ", \"confidentiality\": {\"c\": \"C\"}, \"status\": {\"c\": \"Q\"}"), "c", NAN,
     0, INFINITY, 'Q', 'C'},
    {NUMBER("count", ", \"map\": {\"few\": \"1..4\"}, \"open\": true" WAYS), "few", NAN, 1, 4, 'A',
     'F'},
};

static int same(double a, double b)
{
    return a == b || (isnan(a) && isnan(b));
}

Test(csv_reasons, each_becomes_its_interval_and_its_letters)
{
    for (size_t i = 0; i < sizeof cells / sizeof cells[0]; i++) {
        char text[64];
        snprintf(text, sizeof text, "sex,n\nF,%s\n", cells[i].text);
        gdcs_table *t = table_of(cells[i].schema, text);
        const gdcs_cell c = CELL(t, "F");
        cr_expect(same(c.value, cells[i].value) && c.lower == cells[i].lower &&
                      c.upper == cells[i].upper,
                  "'%s': %f in %f .. %f", cells[i].text, c.value, c.lower, c.upper);
        cr_expect(c.status == cells[i].status && c.confidentiality == cells[i].confidentiality,
                  "'%s': %c %c", cells[i].text, (char)c.status, (char)c.confidentiality);
        gdcs_table_free(t);
    }
}

Test(csv_reasons, a_frame_keeps_the_number_that_was_printed)
{
    gdcs_frame *f =
        frame_of(NUMBER("count", ", \"rounding\": 5, \"ranges\": [\"<n\"]"), "sex,n\nF,10\nM,<5\n");
    const gdcs_column n = column_of(f, "n");
    cr_expect(epsilon_eq(dbl, n.doubles[0], 10, 0));
    cr_expect(isnan(n.doubles[1]));
    gdcs_frame_free(f);
}

static const struct {
    const char *schema, *text;
    gdcs_status status;
    const char *says;
} wrong[] = {
    {NUMBER("count", ", \"ranges\": [\"<n\"]"), "<=5", GDCS_E_VALUE, "'<=5' is not a number"},
    {NUMBER("count", ", \"ranges\": [\"<n\"]"), "<", GDCS_E_VALUE, "'<' is not a number"},
    {NUMBER("count", ", \"ranges\": [\"<n\"]"), "<-5", GDCS_E_VALUE, "'<-5' is not a number"},
    {NUMBER("count", ", \"ranges\": [\"a-b\"]"), "9-1", GDCS_E_VALUE, "'9-1' is not a number"},
    {NUMBER("count", ", \"ranges\": [\"a-b\"]"), "-9", GDCS_E_VALUE, "'-9' is negative"},
    {NUMBER("count", ""), "1-9", GDCS_E_VALUE, "'1-9' is not a number"},
};

Test(csv_reasons, what_is_not_allowed_is_no_number)
{
    for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = schema_of(wrong[i].schema);
        gdcs_table *t = NULL;
        char text[64];
        const int size = snprintf(text, sizeof text, "sex,n\nF,%s\n", wrong[i].text);
        const gdcs_status status = gdcs_csv_parse_table(text, size, schema, NULL, &t, NULL, &err);
        cr_expect(status == wrong[i].status && strstr(err.message, wrong[i].says) != NULL,
                  "'%s': %s", wrong[i].text, err.message);
        gdcs_table_free(t);
        gdcs_schema_free(schema);
    }
}

static const struct {
    const char *schema, *says;
} refused[] = {
    {NUMBER("count", ", \"ranges\": [\"about n\"]"), "'about n' is not one of <n <=n"},
    {NUMBER("count", ", \"ranges\": [\"~n\"]"), "\"~n\" needs rounding or noise"},
    {NUMBER("count", ", \"rounding\": -5"), "below 0"},
    {NUMBER("count", ", \"status\": {\":\": \"missing\"}"), "no letter of OBS_STATUS"},
    {NUMBER("count", ", \"status\": {\":\": null}"), "no letter of OBS_STATUS"},
    {NUMBER("count", ", \"confidentiality\": {\"c\": \"Q\"}"), "no letter of CONF_STATUS"},
    {NUMBER("area", ", \"noise\": 3"), "are for numbers"},
};

Test(csv_reasons, a_schema_that_asks_for_too_much_is_refused)
{
    for (size_t i = 0; i < sizeof refused / sizeof refused[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = NULL;
        cr_expect(gdcs_schema_parse(refused[i].schema, -1, &schema, &err) == GDCS_E_SCHEMA, "%s",
                  refused[i].schema);
        cr_expect(strstr(err.message, refused[i].says) != NULL, "%s", err.message);
    }
}

/* --- what follows from them --- */

typedef struct limits {
    double lower, upper;
} limits;

static limits share_in(gdcs_table *t)
{
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_share_table(t, NULL, 0, NULL, &f, NULL), GDCS_OK));
    const limits r = {.lower = column_of(f, "bound_lower").doubles[0],
                      .upper = column_of(f, "bound_upper").doubles[0]};
    gdcs_frame_free(f);
    return r;
}

/* The more a file hides, the wider the bounds of the share of women. */
Test(csv_reasons, hiding_more_never_narrows_the_bounds_of_a_share)
{
    static const char *const texts[] = {"sex,n\nF,3\nM,20\n", "sex,n\nF,1-4\nM,20\n",
                                        "sex,n\nF,<5\nM,20\n", "sex,n\nF,<5\nM,10+\n",
                                        "sex,n\nF,c\nM,10+\n"};
    double lower = 1, upper = 0;
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        gdcs_table *t =
            table_of(NUMBER("count", WAYS ", \"confidentiality\": {\"c\": \"C\"}"), texts[i]);
        const limits r = share_in(t);
        cr_expect(r.lower <= lower && r.upper >= upper, "%s: %f .. %f", texts[i], r.lower, r.upper);
        lower = r.lower;
        upper = r.upper;
        gdcs_table_free(t);
    }
    gdcs_table *t = table_of(NUMBER("count", WAYS), "sex,n\nF,<5\nM,16\n");
    cr_expect(epsilon_eq(dbl, share_in(t).upper, 0.2, 1e-12));
    gdcs_table_free(t);
    t = table_of(NUMBER("count", ", \"rounding\": 5"), "sex,n\nF,10\nM,20\n");
    cr_expect(epsilon_eq(dbl, share_in(t).lower, 8.0 / 30, 1e-12));
    cr_expect(epsilon_eq(dbl, share_in(t).upper, 12.0 / 30, 1e-12));
    gdcs_table_free(t);
}

/* --- wide --- */

static const char wide[] =
    "{\"columns\": [{\"name\": \"Godina\", \"as\": \"year\", \"concept\": \"period\"}], \"wide\":"
    " {\"concept\": \"sex\", \"as\": \"sex\", \"columns\": {\"Žene 0-9 godina\": [\"F\", \"0-9\"],"
    " \"Žene ukupno\": [\"F\", \"T\"], \"Muškarci 0-9 godina\": [\"M\", \"0-9\"], \"Muškarci "
    "ukupno\":"
    " [\"M\", \"T\"]}, \"also\": [{\"concept\": \"age\", \"as\": \"age\", \"total\": \"T\"}],"
    " \"number\": {\"unit\": \"persons\", \"status\": {\"-\": \"M\"}, \"ranges\": [\"<n\"]}}}";
static const char croatian[] = "Godina,Žene ukupno,Žene 0-9 godina,Muškarci ukupno,Muškarci 0-9 "
                               "godina\n2019,7,<5,20,2\n2020,8,-,21,3\n";

Test(csv_reasons, a_heading_may_set_several_axes_at_once)
{
    gdcs_table *t = table_of(wide, croatian);
    gdcs_axis age = {.struct_size = sizeof age};
    cr_expect(epsilon_eq(dbl, CELL(t, "2019", "F", "T").value, 7, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "2020", "M", "0-9").value, 3, 0));
    cr_expect(epsilon_eq(dbl, CELL(t, "2019", "F", "0-9").upper, 4, 0));
    cr_expect(eq(i32, CELL(t, "2020", "F", "0-9").status, 'M'));
    cr_assert(eq(i32, gdcs_table_get_axis(t, gdcs_table_find_axis(t, "age"), &age, NULL), GDCS_OK));
    cr_expect_str_eq(age.total, "T");
    gdcs_table_free(t);
    gdcs_frame *f = frame_of(wide, croatian);
    const gdcs_column sex = column_of(f, "sex"), ages = column_of(f, "age"),
                      value = column_of(f, "value");
    cr_expect(eq(i64, sex.rows, 8));
    cr_expect_str_eq(word_of(&sex, 0), "F");
    cr_expect_str_eq(word_of(&ages, 0), "0-9");
    cr_expect_str_eq(word_of(&ages, 3), "T");
    cr_expect_str_eq(word_of(&sex, 3), "M");
    cr_expect(epsilon_eq(dbl, value.doubles[3], 20, 0));
    cr_expect_str_eq(value.unit, "persons");
    gdcs_frame_free(f);
}

static const struct {
    const char *json, *says;
} wides[] = {
    {"\"columns\": {\"x\": [\"F\"]}, \"also\": [{\"concept\": \"age\", \"as\": \"age\"}]",
     "has not a label for each axis"},
    {"\"columns\": {\"x\": \"F\"}, \"also\": [{\"concept\": \"age\", \"as\": \"age\"}]",
     "has not a label for each axis"},
    {"\"columns\": {\"x\": [\"F\", \"M\"]}, \"also\": [{\"concept\": \"sex\", \"as\": \"other\"}]",
     "there is a sex axis already"},
    {"\"columns\": {\"x\": [\"F\", \"1\"]}, \"also\": [{\"concept\": \"age\", \"as\": \"sex\"}]",
     "two axes have the same name"},
    {"\"columns\": {\"x\": [\"F\", \"1\"]}, \"also\": [{\"as\": \"age\"}]", "not that of an axis"},
    {"\"columns\": {\"x\": [\"F\", 1]}, \"also\": [{\"concept\": \"age\", \"as\": \"age\"}]",
     "has not a label for each axis"},
    {"\"columns\": {\"x\": [1]}", "neither a text nor null"},
    {"\"columns\": {\"x\": \"F\"}, \"number\": {\"name\": \"n\"}", "no place of its own"},
    {"\"columns\": {\"x\": \"F\"}, \"number\": {\"keep\": [\"n\"]}", "cannot filter"},
    {"\"columns\": {\"x\": \"F\"}, \"number\": {\"map\": {\"n\": null}}", "leave a row out"},
    {"\"columns\": {\"x\": \"F\"}, \"number\": {\"concept\": \"area\"}", "is no count"},
    {"\"columns\": {\"x\": \"F\"}, \"number\": {\"ranges\": [\"n\"]}", "is not one of"},
};

Test(csv_reasons, a_wide_schema_that_contradicts_itself_is_refused)
{
    for (size_t i = 0; i < sizeof wides / sizeof wides[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_schema *schema = NULL;
        char json[512];
        snprintf(json, sizeof json,
                 "{\"columns\": [], \"wide\": {\"concept\": \"sex\", \"as\": \"sex\", %s}}",
                 wides[i].json);
        cr_expect(gdcs_schema_parse(json, -1, &schema, &err) == GDCS_E_SCHEMA, "%s", json);
        cr_expect(strstr(err.message, wides[i].says) != NULL, "%s: %s", wides[i].json, err.message);
    }
}

static void write_to(const gdcs_schema *schema, char *out, size_t room)
{
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_memory(&sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_schema_write(schema, sink, NULL), GDCS_OK));
    snprintf(out, room, "%s", gdcs_sink_get_text(sink, NULL));
    gdcs_sink_free(sink);
}

Test(csv_reasons, a_schema_writes_back_as_it_was)
{
    static const char *const texts[] = {
        wide, NUMBER("count", WAYS ", \"noise\": 3, \"status\": {\":\": \"O\"}"),
        "{\"ragged\": \"repair\", \"columns\": [" SEX "]}"};
    for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
        char first[4096], second[4096];
        gdcs_schema *a = schema_of(texts[i]);
        write_to(a, first, sizeof first);
        gdcs_schema *b = schema_of(first);
        write_to(b, second, sizeof second);
        cr_expect_str_eq(first, second);
        gdcs_schema_free(a);
        gdcs_schema_free(b);
    }
    gdcs_schema *schema = schema_of(wide);
    char json[4096];
    write_to(schema, json, sizeof json);
    gdcs_table *one = table_of(wide, croatian), *other = table_of(json, croatian);
    expect_same(one, other, "written schema");
    gdcs_table_free(one);
    gdcs_table_free(other);
    gdcs_schema_free(schema);
}

/* --- the shape of records --- */

static const struct {
    const char *ragged, *text;
    gdcs_status status;
    int64_t repaired;
} ragged[] = {
    {"pad", "sex,n,x\nF,1\nM,2,3\n", GDCS_OK, 1}, {"pad", "sex,n,x\nF,1,,\n", GDCS_E_SHAPE, 0},
    {"trim", "sex,n,x\nF,1,a,,\n", GDCS_OK, 1},   {"trim", "sex,n,x\nF,1,a,,b\n", GDCS_E_SHAPE, 0},
    {"trim", "sex,n,x\nF,1\n", GDCS_E_SHAPE, 0},  {"repair", "sex,n,x\nF,1,,,\nM,2\n", GDCS_OK, 2},
    {"repair", "sex,n,x\nF,1,a\n", GDCS_OK, 0},
};

Test(csv_reasons, ragged_records_are_repaired_as_declared_and_counted)
{
    for (size_t i = 0; i < sizeof ragged / sizeof ragged[0]; i++) {
        char json[512];
        gdcs_read_result r = {.struct_size = sizeof r};
        gdcs_table *t = NULL;
        snprintf(json, sizeof json,
                 "{\"ragged\": \"%s\", \"columns\": [" SEX
                 ", {\"name\": \"n\", \"concept\": \"count\"}]}",
                 ragged[i].ragged);
        gdcs_schema *schema = schema_of(json);
        const gdcs_status status = gdcs_csv_parse_table(
            ragged[i].text, (int64_t)strlen(ragged[i].text), schema, NULL, &t, &r, NULL);
        cr_expect(status == ragged[i].status && r.repaired == ragged[i].repaired, "%s: %s, %d",
                  ragged[i].text, gdcs_status_name(status), (int)r.repaired);
        if (t != NULL)
            cr_expect(epsilon_eq(dbl, CELL(t, "F").value, 1, 0));
        gdcs_table_free(t);
        gdcs_schema_free(schema);
    }
}

Test(csv_reasons, fields_that_a_short_record_lacks_are_empty_before_a_footer_too)
{
    gdcs_table *t = table_of("{\"ragged\": \"pad\", \"footer\": 1, \"columns\": [" SEX
                             ", {\"name\": \"n\", \"concept\": \"count\"}]}",
                             "sex,n\nF,1\nM\nF,3\nM\nSource: x\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "F").value, 4, 0));
    cr_expect(eq(i32, CELL(t, "M").status, 'O'));
    gdcs_table_free(t);
}

Test(csv_reasons, a_name_that_is_there_twice_is_told_by_its_number)
{
    gdcs_table *t = table_of("{\"columns\": [{\"name\": \"sex#2\", \"as\": \"sex\", \"concept\":"
                             " \"sex\", \"scheme\": \"sdmx\"}]}",
                             "sex,sex,a#3\nM,F,x\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "F").value, 1, 0));
    gdcs_table_free(t);
    t = table_of("{\"columns\": [{\"name\": \"sex#1\", \"as\": \"sex\", \"concept\": \"sex\","
                 " \"scheme\": \"sdmx\"}, {\"name\": \"a#3\", \"concept\": \"area\"}]}",
                 "sex,sex,a#3\nM,F,x\n");
    cr_expect(epsilon_eq(dbl, CELL(t, "M", "x").value, 1, 0));
    gdcs_table_free(t);
    gdcs_schema *schema = schema_of("{\"columns\": [{\"name\": \"sex#3\", \"as\": \"sex\","
                                    " \"concept\": \"sex\", \"scheme\": \"sdmx\"}]}");
    cr_expect(eq(i32, gdcs_csv_parse_table("sex,sex\nM,F\n", 12, schema, NULL, &t, NULL, NULL),
                 GDCS_E_SCHEMA));
    gdcs_schema_free(schema);
}

static gdcs_status parse_wide(void *data)
{
    gdcs_schema *schema = NULL;
    const gdcs_status status = gdcs_schema_parse(data, -1, &schema, NULL);
    gdcs_schema_free(schema);
    return status;
}

Test(csv_reasons, every_failing_allocation_is_survived)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(parse_wide, (void *)(uintptr_t)wide);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
}
