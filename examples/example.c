#include "example.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int32_t example_format(int argc, char **argv)
{
    if (argc > 1 && strcmp(argv[1], "markdown") == 0)
        return GDCS_REPORT_MARKDOWN;
    return argc > 1 && strcmp(argv[1], "csv") == 0 ? GDCS_REPORT_CSV : GDCS_REPORT_TEXT;
}

void example_path(const char *file, char *out, size_t room)
{
    const char *folder = getenv("GDCS_EXAMPLE_DATA");
    snprintf(out, room, "%s/%s", folder ? folder : EXAMPLE_DATA, file);
}

gdcs_status example_table(const char *name, gdcs_table **out, gdcs_error *err)
{
    char file[128], path[1024];
    gdcs_schema *schema = NULL;
    snprintf(file, sizeof file, "%s.schema.json", name);
    example_path(file, path, sizeof path);
    gdcs_status status = gdcs_schema_read(path, &schema, err);
    snprintf(file, sizeof file, "%s.csv", name);
    example_path(file, path, sizeof path);
    if (status == GDCS_OK)
        status = gdcs_csv_read_table(path, schema, NULL, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

gdcs_status example_show(gdcs_frame *frame, const char *title, const char *const *columns,
                         int32_t column_count, int32_t format, gdcs_error *err)
{
    return example_show_digits(frame, title, columns, column_count, 1, format, err);
}

gdcs_status example_show_digits(gdcs_frame *frame, const char *title, const char *const *columns,
                                int32_t column_count, int32_t digits, int32_t format,
                                gdcs_error *err)
{
    const gdcs_report_options options = {.struct_size = sizeof options,
                                         .format = format,
                                         .digits = digits,
                                         .title = title,
                                         .columns = columns,
                                         .column_count = column_count};
    gdcs_sink *sink = NULL;
    gdcs_status status = gdcs_sink_new_descriptor(1, &sink, err);
    if (status == GDCS_OK)
        status = gdcs_report_render(frame, &options, sink, err);
    if (status == GDCS_OK)
        status = gdcs_sink_write(sink, "\n", 1, err);
    if (status == GDCS_OK)
        status = gdcs_sink_close(sink, err);
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
    return status;
}

static gdcs_column column_of(const gdcs_frame *frame, const char *name, int32_t type)
{
    gdcs_column column = {.struct_size = sizeof column};
    const int64_t index = gdcs_frame_find(frame, name);
    if (gdcs_frame_get(frame, index, &column, NULL) != GDCS_OK || column.type != type)
        column.rows = 0;
    return column;
}

const char *example_word(const gdcs_frame *frame, const char *column, int64_t row)
{
    const gdcs_column c = column_of(frame, column, GDCS_TYPE_TEXT);
    return row < c.rows && c.codes[row] >= 0 ? c.words[c.codes[row]] : "";
}

double example_number(const gdcs_frame *frame, const char *column, int64_t row)
{
    const gdcs_column c = column_of(frame, column, GDCS_TYPE_DOUBLE);
    return row < c.rows ? c.doubles[row] : NAN;
}

int example_end(gdcs_status status, const gdcs_error *err)
{
    if (status == GDCS_OK)
        return 0;
    fprintf(stderr, "%s: %s", gdcs_status_name(status), err->message);
    if (err->row > 0)
        fprintf(stderr, " (line %lld, field %lld)", (long long)err->row, (long long)err->column);
    fprintf(stderr, "\n");
    return 1;
}
