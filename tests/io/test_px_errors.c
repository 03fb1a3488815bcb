#include "fail_alloc.h"
#include "io/px.h"

#include <unistd.h>

TestSuite(px_errors, .timeout = 60);

static const struct {
    const char *text;
    gdcs_status status;
    const char *says;
} refusals[] = {
    {"", GDCS_E_EMPTY, "empty"},
    {"x", GDCS_E_SYNTAX, "line 1, X: '='"},
    {"\n\n!", GDCS_E_SYNTAX, "line 3: a keyword"},
    {"A=\"b", GDCS_E_SYNTAX, "does not end"},
    {"A=\"b\"", GDCS_E_SYNTAX, "may be cut"},
    {"A=\"b\" c;", GDCS_E_SYNTAX, "do not end with ';'"},
    {"A[en=1;", GDCS_E_SYNTAX, "']'"},
    {"A(\"b\"=1;", GDCS_E_SYNTAX, "')'"},
    {SHAPE SEX YEAR, GDCS_E_SYNTAX, "without DATA"},
    {BODY("1 2 3 4 5"), GDCS_E_SHAPE, "5 cells, the numbers of values multiply to 4"},
    {BODY("1 2 3"), GDCS_E_SHAPE, "3 cells"},
    {SHAPE SEX YEAR "DATA=1 2 3 4", GDCS_E_SYNTAX, "';'"},
    {SHAPE SEX YEAR "DATA=1 2 3 \"4", GDCS_E_SYNTAX, "quotation marks"},
    {SHAPE SEX YEAR "DATA=1 2 3 \"\";", GDCS_E_SYNTAX, "empty text"},
    {BODY("1 2 3 x"), GDCS_E_VALUE, "value"},
    {"DATA=1;", GDCS_E_SHAPE, "neither STUB nor HEADING"},
    {"STUB=\"a\";DATA=1;", GDCS_E_SHAPE, "'a' has no VALUES"},
    {"STUB=\"a\";VALUES(\"a\")=\"\";DATA=;", GDCS_E_SHAPE, "no values"},
    {"STUB=\"a\",\"a\";VALUES(\"a\")=\"1\";DATA=1;", GDCS_E_DUPLICATE, "'a' twice"},
    {"STUB=\"a\";VALUES(\"a\")=\"1\",\"1 \";DATA=1 2;", GDCS_E_DUPLICATE, "'1' occurs twice"},
    {"STUB=\"a\";VALUES(\"a\")=\"1\";CODES(\"a\")=\"1\",\"2\";DATA=1;", GDCS_E_SHAPE,
     "2 texts for 1 values"},
    {SHAPE SEX YEAR "KEYS(\"year\")=VALUES;DATA=1;", GDCS_E_SHAPE, "no variable of STUB"},
    {SHAPE SEX YEAR "KEYS(\"sex\")=VALUES;KEYS(\"sex\")=CODES;DATA=1;", GDCS_E_DUPLICATE, "twice"},
    {SHAPE SEX YEAR "KEYS(\"sex\")=VALUES;DATA=\"Women\",1 2 \"Women\",1 2;", GDCS_E_DUPLICATE,
     "row"},
    {SHAPE SEX YEAR "KEYS(\"sex\")=VALUES;DATA=\"Wo\",1 2;", GDCS_E_SHAPE, "'Wo' is no value"},
    {SHAPE SEX YEAR "KEYS(\"sex\")=VALUES;DATA=\"Women\",1;", GDCS_E_SHAPE, "1 cells, HEADING"},
    {"STUB=\"a\",\"b\";VALUES(\"a\")=\"1\";VALUES(\"b\")=\"2\";KEYS(\"a\")=VALUES;DATA=1;",
     GDCS_E_SHAPE, "1 of the 2"},
    {SHAPE SEX YEAR "ATTRIBUTE-ID=\"LOWER\";ATTRIBUTES(\"x\",\"2019\")=\"1\";DATA=1 2 3 4;",
     GDCS_E_SHAPE, "'x' is no value"},
    {SHAPE SEX YEAR "ATTRIBUTE-ID=\"LOWER\";ATTRIBUTES(\"x\")=\"1\";DATA=1 2 3 4;", GDCS_E_SHAPE,
     "1 keys for 2"},
    {"STUB=\"\xE4\";VALUES(\"\xE4\")=\"1\";DATA=1;", GDCS_E_ENCODING, "no CODEPAGE"},
    {"CODEPAGE=\"utf-8\";STUB=\"\xE4\";DATA=1;", GDCS_E_ENCODING, "line 1"},
    {"\xEF\xBB\xBF"
     "CODEPAGE=\"Windows-1252\";DATA=1;",
     GDCS_E_ENCODING, "mark of UTF-8"},
    {"CODEPAGE=\"nonsense\";DATA=1;", GDCS_E_SCHEMA, "not known"},
    {"STUB=\"sex\",\"gender\";VALUES(\"sex\")=\"F\",\"M\";VALUES(\"gender\")=\"F\",\"M\";"
     "DATA=1 2 3 4;",
     GDCS_E_SEX, "both be the sex"},
    {"STUB=\"sex\";VALUES(\"sex\")=\"q\",\"z\";DATA=1 2;", GDCS_E_SEX, ""},
};

Test(px_errors, each_file_that_contradicts_itself_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *t = NULL;
        const gdcs_status status = parse(refusals[i].text, NULL, NULL, &t, &err);
        cr_expect(status == refusals[i].status && t == NULL, "%d: %s: %s", (int)i, refusals[i].text,
                  err.message);
        cr_expect(strstr(err.message, refusals[i].says) != NULL, "%d: %s", (int)i, err.message);
    }
}

Test(px_errors, a_nul_byte_and_bad_arguments_are_refused)
{
    static const char nul[] = "STUB=\"a\0b\";";
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    const gdcs_read_options o = {.struct_size = sizeof o, .detect = 7};
    cr_expect(gdcs_px_parse_table(nul, sizeof nul - 1, NULL, NULL, &t, NULL, &err) ==
              GDCS_E_ENCODING);
    cr_expect(strstr(err.message, "NUL") != NULL, "%s", err.message);
    cr_expect(gdcs_px_parse_table("x", 1, NULL, NULL, NULL, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_px_parse_frame("x", 1, NULL, NULL, NULL, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_px_parse_table(NULL, 1, NULL, NULL, &t, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_px_read_table(NULL, NULL, NULL, &t, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_px_read_frame(NULL, NULL, NULL, &f, NULL, NULL) == GDCS_E_ARGUMENT);
    cr_expect(gdcs_px_read_table("/no/such/file.px", NULL, NULL, &t, NULL, NULL) == GDCS_E_OPEN);
    cr_expect(gdcs_px_parse_table("x", 1, NULL, &o, &t, NULL, NULL) == GDCS_E_OPTION);
    cr_expect(parse(BODY("1 2 3 4"), "{\"columns\":[{\"name\":\"no\",\"concept\":\"age\"}]}", NULL,
                    &t, NULL) == GDCS_E_SCHEMA);
}

Test(px_errors, reading_and_writing_may_fail)
{
    const gdcs_read_options o = {.struct_size = 4};
    gdcs_sink *sink = NULL;
    gdcs_table *t = NULL;
    cr_expect(parse(BODY("1 2 3 4"), NULL, &o, &t, NULL) == GDCS_E_STRUCT);
    if (access("/dev/full", W_OK) != 0 || access("/proc/self/mem", R_OK) != 0)
        cr_skip_test("needs /dev/full and /proc/self/mem");
    cr_expect(gdcs_px_read_table("/proc/self/mem", NULL, NULL, &t, NULL, NULL) == GDCS_E_READ);
    t = read_text(BODY("1 2 3 4"));
    cr_assert(gdcs_sink_new_file("/dev/full", &sink, NULL) == GDCS_OK);
    gdcs_status status = gdcs_px_write_table(t, sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_sink_close(sink, NULL);
    cr_expect(status == GDCS_E_WRITE);
    gdcs_sink_free(sink);
    gdcs_table_free(t);
}

Test(px_errors, rejected_cells_are_counted)
{
    const char *text = BODY("1 2 x y");
    const gdcs_read_options o = {.struct_size = sizeof o, .reject_limit = -1};
    gdcs_read_options one = {.struct_size = sizeof one, .reject_limit = 1};
    gdcs_read_result r = {.struct_size = sizeof r};
    gdcs_table *t = NULL;
    cr_assert(gdcs_px_parse_table(text, (int64_t)strlen(text), NULL, &o, &t, &r, NULL) == GDCS_OK);
    cr_expect(eq(i64, r.rejected[GDCS_REJECT_NUMBER], 2));
    cr_expect(eq(i64, r.used, 2));
    gdcs_table_free(t);
    cr_expect(gdcs_px_parse_table(text, (int64_t)strlen(text), NULL, &one, &t, &r, NULL) ==
              GDCS_E_REJECTED);
}

/* 40 variables; 20 of 100 values; more notes than there is room; more attributes than are looked through. */
Test(px_errors, absurd_sizes_are_refused_before_anything_is_made)
{
    enum { SIZE = 1 << 22 };
    char *text = malloc(SIZE);
    cr_assert(text != NULL);
    for (int kind = 0; kind < 4; kind++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *t = NULL;
        size_t used = 0;
        const int variables = kind == 0 ? 40 : kind == 1 ? 20 : 1;
        used += (size_t)snprintf(text + used, SIZE - used, "STUB=");
        for (int i = 0; i < variables; i++)
            used += (size_t)snprintf(text + used, SIZE - used, "%s\"v%d\"", i > 0 ? "," : "", i);
        used += (size_t)snprintf(text + used, SIZE - used, ";");
        for (int i = 0; i < variables; i++) {
            used += (size_t)snprintf(text + used, SIZE - used, "VALUES(\"v%d\")=\"x\"", i);
            for (int k = 0; k < 99 && kind == 1; k++)
                used += (size_t)snprintf(text + used, SIZE - used, ",\"%d\"", k);
            used += (size_t)snprintf(text + used, SIZE - used, ";");
        }
        used += (size_t)snprintf(text + used, SIZE - used, "ATTRIBUTE-ID=\"LOWER\";");
        for (int i = 0; i < 1001 && kind == 2; i++)
            used += (size_t)snprintf(text + used, SIZE - used, "ATTRIBUTES(\"*\")=\"1\";");
        for (int i = 0; i < 30000 && kind == 3; i++)
            used += (size_t)snprintf(text + used, SIZE - used,
                                     "NOTE=\"a note of some length, and longer than that\";");
        used += (size_t)snprintf(text + used, SIZE - used, "DATA=1;");
        cr_assert(used < SIZE - 1);
        cr_expect(gdcs_px_parse_table(text, (int64_t)used, NULL, NULL, &t, NULL, &err) ==
                      GDCS_E_LIMIT,
                  "%d: %s", kind, err.message);
    }
    free(text);
}

/* However a file is cut, it is refused or, behind its last ';', read as before. */
Test(px_errors, a_file_that_is_cut_is_refused)
{
    const char *text = "CODEPAGE=\"utf-8\";" BODY("1 2 3 40");
    for (size_t size = 0; size + 2 < strlen(text); size++) {
        gdcs_table *t = NULL;
        cr_expect(gdcs_px_parse_table(text, (int64_t)size, NULL, NULL, &t, NULL, NULL) != GDCS_OK,
                  "%d bytes", (int)size);
        cr_expect(t == NULL);
    }
}

static gdcs_status read_and_write(void *context)
{
    const char *text = context;
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    gdcs_sink *sink = NULL;
    gdcs_status status =
        gdcs_px_parse_table(text, (int64_t)strlen(text), NULL, NULL, &t, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_px_parse_frame(text, (int64_t)strlen(text), NULL, NULL, &f, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_sink_new_memory(&sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_px_write_table(t, sink, NULL);
    gdcs_sink_free(sink);
    gdcs_table_free(t);
    gdcs_frame_free(f);
    return status;
}

Test(px_errors, survives_every_failing_allocation)
{
    static char text[] =
        "CODEPAGE=\"CP1252\";NOTE=\"n\";INFO=\"licence: x#breaks: y\";"
        "ATTRIBUTE-ID=\"LOWER\";ATTRIBUTES(\"K\",\"*\")=\"1\";"
        "ATTRIBUTES(\"K\",\"2020\")=\"1\";CELLNOTE(\"K\",\"2019\")=\"c\";" SHAPE SEX YEAR
        "KEYS(\"sex\")=CODES;DATA=\"K\",.. 2 \"M\",3 4;";
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(read_and_write, text);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 100));
}
