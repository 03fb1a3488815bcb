#define _XOPEN_SOURCE 700 /* mkstemp */
/* What no writer of ours makes is refused, with its place. */
#include "fail_alloc.h"
#include "io/read.h"

#include <stdio.h>
#include <unistd.h>

TestSuite(json_read, .timeout = 60);

static const struct {
    const char *text;
    gdcs_status status;
    int64_t row, column;
} tables[] = {
    {"{", GDCS_E_SYNTAX, 1, 2},
    {"[]", GDCS_E_SYNTAX, 1, 1},
    {"{\"axes\": []}", GDCS_E_SYNTAX, 1, 1},
    {"{\"rows\": 0,\n \"columns\": []}", GDCS_E_SYNTAX, 1, 2},
    {"{\"columns\": []}", GDCS_E_SYNTAX, 1, 2},
    {"{\"axes\": {}, \"cells\": []}", GDCS_E_SYNTAX, 1, 2},
    {"{\"axes\": [],\n \"axes\": [], \"cells\": []}", GDCS_E_SYNTAX, 2, 2},
    {"{\"axes\": [], \"cells\": [],\n\"more\": 1}", GDCS_E_SYNTAX, 2, 1},
    {"{\"meta\": {\"who\": \"x\"}, \"axes\": [], \"cells\": []}", GDCS_E_NAME, 1, 11},
    {"{\"meta\": {\"source\": 1}, \"axes\": [], \"cells\": []}", GDCS_E_SYNTAX, 1, 11},
    {"{\"absent\": \"no\", \"axes\": [], \"cells\": []}", GDCS_E_NAME, 1, 2},
    {"{\"sensitivity\": \"no\", \"axes\": [], \"cells\": []}", GDCS_E_NAME, 1, 2},
    {"{\"axes\": [{\"name\": \"a\"}], \"cells\": []}", GDCS_E_SYNTAX, 1, 11},
    {"{\"axes\": [{\"labels\": []}], \"cells\": []}", GDCS_E_ARGUMENT, 1, 11},
    {"{\"axes\": [{\"name\": \"a\", \"labels\": [1]}], \"cells\": []}", GDCS_E_SYNTAX, 1, 36},
    {"{\"axes\": [{\"name\": \"a\", \"labels\": [\"x\", \"x\"]}], \"cells\": []}", GDCS_E_DUPLICATE,
     1, 11},
    {"{\"axes\": [{\"name\": \"a\", \"concept\": \"sex\", \"labels\": [\"x\"]}], \"cells\": []}",
     GDCS_E_SEX, 1, 11},
    {"{\"axes\": [{\"name\": \"a\", \"concept\": \"x\", \"labels\": [\"x\"]}], \"cells\": []}",
     GDCS_E_NAME, 1, 25},
    {"{\"axes\": [{\"name\": \"a\", \"labels\": [\"x\"], \"titles\": []}], \"cells\": []}",
     GDCS_E_SHAPE, 1, 42},
#define AXES "{\"axes\": [{\"name\": \"a\", \"labels\": [\"x\"]}],\n"
    {AXES "\"cells\": [{\"at\": [0]}]}", GDCS_E_SYNTAX, 2, 11},
    {AXES "\"cells\": [{\"value\": 1}]}", GDCS_E_SYNTAX, 2, 11},
    {AXES "\"cells\": [{\"at\": [1], \"value\": 1}]}", GDCS_E_SHAPE, 2, 19},
    {AXES "\"cells\": [{\"at\": [0.5], \"value\": 1}]}", GDCS_E_SHAPE, 2, 19},
    {AXES "\"cells\": [{\"at\": [0, 0], \"value\": 1}]}", GDCS_E_SHAPE, 2, 12},
    {AXES "\"cells\": [{\"at\": [0], \"value\": -1}]}", GDCS_E_VALUE, 2, 11},
    {AXES "\"cells\": [{\"at\": [0], \"value\": \"x\"}]}", GDCS_E_SYNTAX, 2, 23},
    {AXES "\"cells\": [{\"at\": [0], \"value\": \"inf\"}]}", GDCS_E_VALUE, 2, 11},
    {AXES "\"cells\": [{\"at\": [0], \"value\": 9007199254740993}]}", GDCS_E_VALUE, 2, 23},
    {AXES "\"cells\": [{\"at\": [-9007199254740993], \"value\": 1}]}", GDCS_E_SHAPE, 2, 19},
    {AXES "\"cells\": [{\"at\": [0], \"value\": null, \"lower\": 2, \"upper\": 1}]}", GDCS_E_VALUE,
     2, 11},
    {AXES "\"cells\": [{\"at\": [0], \"value\": 1, \"status\": \"AB\"}]}", GDCS_E_VALUE, 2, 35},
    {AXES "\"cells\": [{\"at\": [0], \"value\": 1, \"status\": \"z\"}]}", GDCS_E_VALUE, 2, 11},
    {AXES "\"cells\": [{\"at\": [0], \"value\": 1}, {\"at\": [0], \"value\": 1}]}",
     GDCS_E_DUPLICATE, 2, 36},
};

Test(json_read, a_table_that_contradicts_itself_is_refused_with_its_place)
{
    for (size_t i = 0; i < sizeof tables / sizeof tables[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_table *table = NULL;
        const gdcs_status status =
            gdcs_json_parse_table(tables[i].text, (int64_t)strlen(tables[i].text), &table, &err);
        cr_expect(status == tables[i].status && table == NULL && err.message[0] != '\0' &&
                      err.row == tables[i].row && err.column == tables[i].column,
                  "%s\n%d (%d, %d): %s", tables[i].text, (int)status, (int)err.row, (int)err.column,
                  err.message);
    }
}

static const struct {
    const char *text;
    gdcs_status status;
} frames[] = {
    {"{\"columns\": []}", GDCS_E_SYNTAX},
    {"{\"rows\": 1, \"columns\": []}", GDCS_E_SHAPE},
    {"{\"rows\": 0, \"columns\": [{\"name\": \"a\", \"values\": []}]}", GDCS_E_SYNTAX},
    {"{\"rows\": 0, \"columns\": [{\"name\": \"a\", \"type\": \"x\", \"values\": []}]}",
     GDCS_E_NAME},
    {"{\"rows\": 1, \"columns\": [{\"name\": \"a\", \"type\": \"text\", \"values\": [1]}]}",
     GDCS_E_SYNTAX},
    {"{\"rows\": 1, \"columns\": [{\"name\": \"a\", \"type\": \"double\", \"values\": [\"1\"]}]}",
     GDCS_E_SYNTAX},
    {"{\"rows\": 1, \"columns\": [{\"name\": \"a\", \"type\": \"int64\", \"values\": [0.5]}]}",
     GDCS_E_SYNTAX},
    {"{\"rows\": 1, \"columns\": [{\"name\": \"a\", \"type\": \"int64\", \"values\": "
     "[9007199254740994]}]}",
     GDCS_E_SYNTAX},
    {"{\"rows\": 1, \"columns\": [{\"name\": \"a\", \"type\": \"int64\", \"values\": "
     "[9007199254740993]}]}",
     GDCS_E_SYNTAX},
    {"{\"rows\": 1, \"columns\": [{\"name\": \"a\", \"type\": \"double\", \"values\": "
     "[-9007199254740993]}]}",
     GDCS_E_VALUE},
    {"{\"rows\": 1, \"columns\": [{\"name\": \"a\", \"type\": \"int64\", \"values\": [1]}, "
     "{\"name\": \"b\", \"type\": \"int64\", \"values\": [1, 2]}]}",
     GDCS_E_SHAPE},
    {"{\"rows\": 0, \"columns\": [{\"name\": \"a\", \"type\": \"int64\", \"values\": []}, "
     "{\"name\": \"a\", \"type\": \"int64\", \"values\": []}]}",
     GDCS_E_DUPLICATE},
};

Test(json_read, a_frame_that_contradicts_itself_is_refused)
{
    for (size_t i = 0; i < sizeof frames / sizeof frames[0]; i++) {
        gdcs_error err = {.struct_size = sizeof err};
        gdcs_frame *frame = NULL;
        const gdcs_status status =
            gdcs_json_parse_frame(frames[i].text, (int64_t)strlen(frames[i].text), &frame, &err);
        cr_expect(status == frames[i].status && frame == NULL && err.row == 1, "%s\n%d: %s",
                  frames[i].text, (int)status, err.message);
    }
}

Test(json_read, arguments_and_files_are_checked)
{
    gdcs_table *t = NULL;
    gdcs_frame *f = NULL;
    char *deep = malloc(1001);
    cr_assert_not_null(deep);
    memset(deep, '[', 1000);
    deep[1000] = '\0';
    cr_expect(eq(i32, gdcs_json_parse_table("{}", 2, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_parse_frame("{}", 2, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_parse_table(NULL, 2, &t, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_parse_table("{}", -2, &t, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_parse_table("", 0, &t, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_json_parse_frame("\xFF", 1, &f, NULL), GDCS_E_ENCODING));
    cr_expect(eq(i32, gdcs_json_parse_frame(deep, 1000, &f, NULL), GDCS_E_SYNTAX));
    cr_expect(eq(i32, gdcs_json_read_table(NULL, &t, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_json_read_frame("no/such/file", &f, NULL), GDCS_E_OPEN));
    cr_expect(eq(i32, gdcs_json_read_table("no/such/file", &t, NULL), GDCS_E_OPEN));
    free(deep);
}

Test(json_read, axes_and_files_have_limits)
{
    char text[33 * 40 + 40], *at = text + sprintf(text, "{\"axes\": [");
    gdcs_table *t = NULL;
    for (int i = 0; i < 33; i++)
        at += sprintf(at, "%s{\"name\": \"a%d\", \"labels\": []}", i > 0 ? ", " : "", i);
    at += sprintf(at, "], \"cells\": []}");
    cr_expect(eq(i32, gdcs_json_parse_table(text, at - text, &t, NULL), GDCS_E_LIMIT));
    if (access("/proc/self/mem", R_OK) == 0) /* its first page cannot be read */
        cr_expect(eq(i32, gdcs_json_read_table("/proc/self/mem", &t, NULL), GDCS_E_READ));
}

Test(json_read, a_file_is_read_as_its_text)
{
    char path[] = "json-read-XXXXXX";
    gdcs_sink *sink = NULL;
    gdcs_table *t = table_of("{\"columns\": [{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\":"
                             " \"sdmx\"}]}",
                             "sex\nF\nM\nF\n");
    gdcs_table *back = NULL;
    gdcs_frame *f = NULL, *rows = NULL;
    const int descriptor = mkstemp(path);
    cr_assert(ge(i32, descriptor, 0));
    close(descriptor);
    cr_assert(eq(i32, gdcs_sink_new_file(path, &sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_json_write_table(t, sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_sink_close(sink, NULL), GDCS_OK));
    gdcs_sink_free(sink);
    cr_assert(eq(i32, gdcs_json_read_table(path, &back, NULL), GDCS_OK));
    expect_same(t, back, path);
    cr_expect(eq(i32, gdcs_json_read_frame(path, &rows, NULL), GDCS_E_SYNTAX)); /* a table */
    cr_assert(eq(i32, gdcs_table_get_frame(t, &f, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_sink_new_file(path, &sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_json_write_frame(f, sink, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_sink_close(sink, NULL), GDCS_OK));
    gdcs_sink_free(sink);
    cr_assert(eq(i32, gdcs_json_read_frame(path, &rows, NULL), GDCS_OK));
    cr_expect(eq(i64, gdcs_frame_count_rows(rows), 2));
    unlink(path);
    gdcs_table_free(t);
    gdcs_table_free(back);
    gdcs_frame_free(f);
    gdcs_frame_free(rows);
}

/* Sensitivity that was not released stays where it was. */
Test(json_read, what_is_protected_by_its_concept_stays_so)
{
    static const char text[] = "{\"axes\": [{\"name\": \"b\", \"concept\": \"basis\", \"labels\": "
                               "[\"own\"]}], \"cells\": []}";
    gdcs_table *t = NULL;
    cr_assert(eq(i32, gdcs_json_parse_table(text, sizeof text - 1, &t, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(t), GDCS_SENSITIVITY_PROTECTED));
    gdcs_table_free(t);
}
