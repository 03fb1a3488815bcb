/* What every writer does when its sink fails: the error of the sink, and nothing else. */
#include "fail_alloc.h"
#include "io/read.h"

#include <fcntl.h>
#include <gdcs/report.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

TestSuite(write, .timeout = 60);

enum { LONG = 1 << 18 }; /* more than a sink holds back */

static gdcs_frame *frame;
static gdcs_table *table;
static gdcs_schema *schema;

static gdcs_status frame_as_csv(gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_csv_write_frame(frame, NULL, sink, err);
}
static gdcs_status table_as_csv(gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_csv_write_table(table, NULL, sink, err);
}
static gdcs_status frame_as_json(gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_json_write_frame(frame, sink, err);
}
static gdcs_status table_as_json(gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_json_write_table(table, sink, err);
}
static gdcs_status schema_as_json(gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_schema_write(schema, sink, err);
}
static gdcs_status frame_as_report(gdcs_sink *sink, gdcs_error *err)
{
    return gdcs_report_render(frame, NULL, sink, err);
}

static const struct writer {
    const char *name;
    gdcs_status (*write)(gdcs_sink *sink, gdcs_error *err);
} writers[] = {{"frame as csv", frame_as_csv},     {"table as csv", table_as_csv},
               {"frame as json", frame_as_json},   {"table as json", table_as_json},
               {"schema as json", schema_as_json}, {"frame as report", frame_as_report}};

enum { WRITERS = sizeof writers / sizeof *writers };

/* One of each, all holding one word of `size` letters. */
static void make(size_t size)
{
    char *word = malloc(size + 1), *csv = malloc(size + 64), *json = malloc(size + 256);
    cr_assert(word != NULL && csv != NULL && json != NULL);
    memset(word, 'x', size);
    word[size] = '\0';
    sprintf(csv, "area,sex\n%s,F\nb,M\n", word);
    sprintf(json,
            "{\"columns\": [{\"name\": \"area\", \"concept\": \"area\", \"title\": \"%s\"},"
            " {\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"sdmx\"}]}",
            word);
    const int64_t length = (int64_t)strlen(csv);
    cr_assert(eq(i32, gdcs_schema_parse(json, -1, &schema, NULL), GDCS_OK));
    cr_assert(
        eq(i32, gdcs_csv_parse_frame(csv, length, schema, NULL, &frame, NULL, NULL), GDCS_OK));
    cr_assert(
        eq(i32, gdcs_csv_parse_table(csv, length, schema, NULL, &table, NULL, NULL), GDCS_OK));
    free(word);
    free(csv);
    free(json);
}

static void unmake(void)
{
    gdcs_frame_free(frame);
    gdcs_table_free(table);
    gdcs_schema_free(schema);
}

Test(write, a_sink_that_cannot_be_written_is_the_error)
{
    make(LONG);
    for (int i = 0; i < WRITERS; i++) {
        gdcs_sink *sink = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        const int descriptor = open("/dev/null", O_RDONLY);
        cr_assert(eq(i32, gdcs_sink_new_descriptor(descriptor, &sink, NULL), GDCS_OK));
        cr_expect(eq(i32, writers[i].write(sink, &err), GDCS_E_WRITE), "%s", writers[i].name);
        cr_expect(eq(i32, err.status, GDCS_E_WRITE), "%s", writers[i].name);
        cr_expect(ne(str, err.message, ""), "%s", writers[i].name);
        gdcs_sink_free(sink);
        close(descriptor);
    }
    unmake();
}

static gdcs_status write_one(void *data)
{
    const struct writer *writer = data;
    gdcs_sink *sink = NULL;
    gdcs_status status = gdcs_sink_new_memory(&sink, NULL);
    if (status == GDCS_OK)
        status = writer->write(sink, NULL);
    gdcs_sink_free(sink);
    return status;
}

Test(write, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    make(10);
    for (int i = 0; i < WRITERS; i++) {
        const fail_alloc_report r = fail_alloc_each(write_one, (void *)&writers[i]);
        cr_expect(eq(str, (char *)r.wrong, ""), "%s", writers[i].name);
        cr_expect(gt(i64, r.allocations, 0), "%s", writers[i].name);
    }
    unmake();
}
