#include "io/jsonstat.h"

#include <fcntl.h>
#include <unistd.h>

TestSuite(jsonstat_errors, .timeout = 20);

#define TEXT(s) s, (int64_t)sizeof(s) - 1

#define ONE(value, more)                                                                           \
    "{\"id\":[\"a\"],\"size\":[2],\"value\":" value ",\"dimension\":{\"a\":{\"category\":{"        \
    "\"index\":[\"x\",\"y\"]}}}" more "}"
#define INDEX(index, size)                                                                         \
    "{\"id\":[\"a\"],\"size\":[" size "],\"value\":[1,2],\"dimension\":{\"a\":{\"category\":{"     \
    "\"index\":" index "}}}}"

static const struct {
    const char *text;
    gdcs_status status;
    const char *said;
} refused[] = {
    {"", GDCS_E_EMPTY, "empty"},
    {"{", GDCS_E_SYNTAX, "line 1"},
    {"[1, 2]", GDCS_E_SYNTAX, "no JSON-stat data set"},
    {"{\"class\":\"dimension\"}", GDCS_E_SYNTAX, "no JSON-stat data set"},
    {"{\"a\":\"\xFF\"}", GDCS_E_ENCODING, "UTF-8"},
    {"{\"value\":[1],\"dimension\":{}}", GDCS_E_SYNTAX, "\"id\" and \"size\""},
    {"{\"id\":[\"a\"],\"size\":[],\"value\":[1],\"dimension\":{}}", GDCS_E_SYNTAX, "one length"},
    {"{\"id\":[1],\"size\":[1],\"value\":[1],\"dimension\":{}}", GDCS_E_SYNTAX, "no text"},
    {"{\"id\":[\"a\"],\"size\":[1],\"value\":[1],\"dimension\":{}}", GDCS_E_SYNTAX, "\"category\""},
    {INDEX("[\"x\",\"y\"]", "3"), GDCS_E_SHAPE, "as many categories"},
    {INDEX("[\"x\",\"x\"]", "2"), GDCS_E_SHAPE, "twice"},
    {INDEX("[\"x\",7]", "2"), GDCS_E_SYNTAX, "no text"},
    {INDEX("{\"x\":0,\"y\":0}", "2"), GDCS_E_SHAPE, "twice"},
    {INDEX("{\"x\":0,\"y\":2}", "2"), GDCS_E_SHAPE, "not below"},
    {INDEX("{\"x\":0,\"y\":0.5}", "2"), GDCS_E_SYNTAX, "not whole"},
    {INDEX("{\"x\":0,\"y\":\"1\"}", "2"), GDCS_E_SHAPE, "not below"},
    {INDEX("\"x\"", "2"), GDCS_E_SYNTAX, "neither array nor object"},
    {INDEX("[\"x\",\"y\"]", "-2"), GDCS_E_SYNTAX, "no whole number"},
    {INDEX("[\"x\",\"y\"]", "1e300"), GDCS_E_SYNTAX, "no whole number"},
    {INDEX("[\"x\",\"y\"]", "100000000"), GDCS_E_SHAPE, "larger than the document"},
    {"{\"id\":[\"a\"],\"size\":[1],\"value\":[1],\"dimension\":{\"a\":{\"category\":{}}}}",
     GDCS_E_SHAPE, "without \"index\""},
    {ONE("[1]", ""), GDCS_E_SHAPE, "1 elements"},
    {ONE("[1,2,3]", ""), GDCS_E_SHAPE, "3 elements"},
    {ONE("[1,true]", ""), GDCS_E_SYNTAX, "no number"},
    {ONE("[1,\"x\"]", ""), GDCS_E_VALUE, "is not a number"},
    {ONE("[1,-1]", ""), GDCS_E_VALUE, "is negative"},
    {ONE("[1,9007199254740993]", ""), GDCS_E_VALUE,
     "cell 2, column 'value': '9007199254740993' is beyond"},
    {ONE("{\"1\":123456789012345678901234567890}", ""), GDCS_E_VALUE, "cell 2, column"},
    {INDEX("[\"x\",\"y\"]", "9007199254740993"), GDCS_E_SYNTAX, "no whole number"},
    {"\xFE\xFF", GDCS_E_ENCODING, "UTF-16"},
    {"{\"id\":[\"a\",\"a\"],\"size\":[1,1],\"value\":[1],\"dimension\":{\"a\":{\"category\":{"
     "\"index\":[\"x\"]}}}}",
     GDCS_E_DUPLICATE, "dimension 'a': it is there twice"},
    {ONE("7", ""), GDCS_E_SYNTAX, "neither array nor object"},
    {ONE("{\"2\":1}", ""), GDCS_E_SHAPE, "beyond the last cell"},
    {ONE("{\"-1\":1}", ""), GDCS_E_SYNTAX, "no position"},
    {ONE("{\"0\":1,\"00\":1}", ""), GDCS_E_SHAPE, "twice"},
    {ONE("[1,2]", ",\"status\":[\"A\",\"A\",\"A\"]"), GDCS_E_SHAPE, "one element per cell"},
    {ONE("[1,2]", ",\"status\":[\"A\",{}]"), GDCS_E_SYNTAX, "no text"},
    {ONE("[1,2]", ",\"status\":3"), GDCS_E_SYNTAX, "\"status\" is no text"},
    {ONE("[1,2]", ",\"status\":{\"9\":\"A\"}"), GDCS_E_SHAPE, "beyond the last cell"},
    {"{\"id\":[\"sex\",\"gender\"],\"size\":[1,1],\"value\":[1],\"dimension\":{\"sex\":{"
     "\"category\":"
     "{\"index\":[\"F\"]}},\"gender\":{\"category\":{\"index\":[\"F\"]}}}}",
     GDCS_E_SEX, "may both be the sex"},
    {"{\"id\":[\"sex\"],\"size\":[2],\"value\":[1,2],\"dimension\":{\"sex\":{\"category\":{"
     "\"index\":["
     "\"Anna\",\"Otto\"]}}}}",
     GDCS_E_SEX, "'sex'"},
};

Test(jsonstat_errors, what_is_wrong_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof refused / sizeof *refused; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *t = NULL;
        const gdcs_status status = gdcs_jsonstat_parse_table(
            refused[i].text, (int64_t)strlen(refused[i].text), NULL, NULL, &t, NULL, &err);
        cr_expect(status == refused[i].status && strstr(err.message, refused[i].said) != NULL,
                  "%s\n%d %s", refused[i].text, (int)status, err.message);
        cr_expect(t == NULL && (err.row > 0 || status == GDCS_E_EMPTY || status == GDCS_E_SEX),
                  "%s", refused[i].text);
    }
}

/* Each is a double, or the shortest text of one; what nobody reads is not looked at. */
Test(jsonstat_errors, numbers_beyond_2_to_53_that_are_doubles_are_read)
{
    static const char text[] =
        "{\"id\":[\"a\"],\"size\":[6],\"value\":[9007199254740992,9007199254740994,"
        "100000000000000000000,36028797018963970,1e300,2.5],\"dimension\":{\"a\":{\"category\":{"
        "\"index\":[\"0\",\"1\",\"2\",\"3\",\"4\",\"5\"]}}},\"extension\":{\"id\":9007199254740993}"
        "}";
    static const double wanted[] = {
        9007199254740992.0, 9007199254740994.0, 1e20, 36028797018963970.0, 1e300, 2.5};
    gdcs_frame *f = NULL;
    gdcs_column c = {.struct_size = sizeof c};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(gdcs_jsonstat_parse_frame(TEXT(text), NULL, NULL, &f, NULL, &err) == GDCS_OK, "%s",
              err.message);
    cr_assert(gdcs_frame_get(f, gdcs_frame_find(f, "value"), &c, NULL) == GDCS_OK);
    cr_assert(eq(i64, c.rows, 6));
    for (int i = 0; i < 6; i++)
        cr_expect(c.doubles[i] == wanted[i], "number %d", i);
    gdcs_frame_free(f);
}

Test(jsonstat_errors, cells_that_do_not_fit_are_counted_as_in_other_files)
{
    const gdcs_read_options any = {.struct_size = sizeof any, .reject_limit = -1};
    gdcs_read_result result = {.struct_size = sizeof result};
    static const char text[] = ONE("[9007199254740993,2]", "");
    gdcs_table *t = NULL;
    cr_assert(gdcs_jsonstat_parse_table(TEXT(text), NULL, &any, &t, &result, NULL) == GDCS_OK);
    cr_expect(eq(i64, result.rejected[GDCS_REJECT_NUMBER], 1));
    cr_expect(eq(i64, result.first_row, 1));
    cr_expect(strncmp(result.first_message, "cell 1, ", 8) == 0, "%s", result.first_message);
    gdcs_table_free(t);
}

Test(jsonstat_errors, sizes_that_multiply_beyond_measure_allocate_nothing)
{
    char text[20000] = "{\"id\":[";
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    for (int i = 0; i < 30; i++)
        snprintf(text + strlen(text), 16, "%s\"d%d\"", i > 0 ? "," : "", i);
    strcat(text, "],\"size\":[");
    for (int i = 0; i < 30; i++)
        strcat(text, i > 0 ? ",4" : "4");
    strcat(text, "],\"value\":{\"0\":1},\"dimension\":{");
    for (int i = 0; i < 30; i++)
        snprintf(text + strlen(text), 80,
                 "%s\"d%d\":{\"category\":{\"index\":[\"a\",\"b\",\"c\",\"d\"]}}", i > 0 ? "," : "",
                 i);
    strcat(text, "}}");
    cr_expect(gdcs_jsonstat_parse_table(text, (int64_t)strlen(text), NULL, NULL, &t, NULL, &err) ==
              GDCS_E_LIMIT);
    cr_expect(strstr(err.message, "2^53") != NULL, "%s", err.message);
}

Test(jsonstat_errors, nesting_is_limited)
{
    char text[4096];
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    memset(text, '[', sizeof text);
    cr_expect(gdcs_jsonstat_parse_table(text, (int64_t)sizeof text, NULL, NULL, &t, NULL, &err) ==
              GDCS_E_SYNTAX);
    cr_expect(strstr(err.message, "nested too deeply") != NULL, "%s", err.message);
}

Test(jsonstat_errors, missing_pointers_and_files_are_refused)
{
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    gdcs_sink *sink = NULL;
    cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    cr_expect(gdcs_jsonstat_read_table(NULL, NULL, NULL, &t, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_jsonstat_read_table("x", NULL, NULL, NULL, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_jsonstat_read_frame(NULL, NULL, NULL, &f, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_jsonstat_read_frame("x", NULL, NULL, NULL, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_jsonstat_parse_table(NULL, 1, NULL, NULL, &t, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_jsonstat_parse_table("x", -2, NULL, NULL, &t, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_jsonstat_parse_frame("x", 1, NULL, NULL, NULL, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_jsonstat_read_table("no/such", NULL, NULL, &t, NULL, NULL) == GDCS_E_OPEN);
    cr_expect(gdcs_jsonstat_write_table(NULL, sink, NULL) == GDCS_E_ARGUMENT);
    gdcs_sink_free(sink);
}

static gdcs_status parse(const char *text, const char *json, const gdcs_read_options *options)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = json != NULL ? schema_of(json) : NULL;
    gdcs_table *t = NULL;
    const gdcs_status status =
        gdcs_jsonstat_parse_table(text, (int64_t)strlen(text), schema, options, &t, NULL, &err);
    cr_expect(t == NULL && err.status == status);
    gdcs_schema_free(schema);
    return status;
}

Test(jsonstat_errors, options_schemas_and_limits_are_checked)
{
    gdcs_read_options o = {.struct_size = 4};
    cr_expect(parse(ONE("[1,2]", ""), NULL, &o) == GDCS_E_STRUCT);
    o = (gdcs_read_options){.struct_size = sizeof o, .reject_limit = -2};
    cr_expect(parse(ONE("[1,2]", ""), NULL, &o) == GDCS_E_OPTION);
    o.reject_limit = 1;
    cr_expect(parse(ONE("[-1,\"x\"]", ""), NULL, &o) == GDCS_E_REJECTED);
    cr_expect(parse(ONE("[1,2]", ""), "{\"columns\":[{\"name\":\"b\",\"concept\":\"area\"}]}",
                    NULL) == GDCS_E_SCHEMA);
}

Test(jsonstat_errors, reading_and_writing_may_fail)
{
    gdcs_table *t = NULL;
    gdcs_sink *sink = NULL;
    gdcs_status status =
        gdcs_jsonstat_parse_table(TEXT(ONE("[1,2]", "")), NULL, NULL, &t, NULL, NULL);
    cr_assert(status == GDCS_OK);
    cr_assert(gdcs_sink_new_descriptor(open("/dev/null", O_RDONLY), &sink, NULL) == GDCS_OK);
    status = gdcs_jsonstat_write_table(t, sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_sink_close(sink, NULL);
    cr_expect(status == GDCS_E_WRITE);
    gdcs_sink_free(sink);
    gdcs_table_free(t);
    t = NULL;
    if (access("/proc/self/mem", R_OK) != 0)
        cr_skip_test("needs /proc/self/mem");
    cr_expect(gdcs_jsonstat_read_table("/proc/self/mem", NULL, NULL, &t, NULL, NULL) ==
              GDCS_E_READ);
}
