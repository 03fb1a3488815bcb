/* JSON from anybody, as what this library writes: what is read is written to a text that reads back to
   the same text. */
#include <gdcs/gdcs.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int holds)
{
    if (!holds)
        abort();
}

/* The text, or NULL if the data are protected. */
static gdcs_sink *written(const gdcs_table *table, const gdcs_frame *frame)
{
    gdcs_sink *sink = NULL;
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    const gdcs_status status = table != NULL ? gdcs_json_write_table(table, sink, NULL)
                                             : gdcs_json_write_frame(frame, sink, NULL);
    require(status == GDCS_OK || status == GDCS_E_DISCLOSURE);
    if (status == GDCS_OK)
        return sink;
    gdcs_sink_free(sink);
    return NULL;
}

static void there_and_back(const gdcs_table *table, const gdcs_frame *frame)
{
    gdcs_table *table_back = NULL;
    gdcs_frame *frame_back = NULL;
    int64_t n = 0, m = 0;
    gdcs_sink *first = written(table, frame);
    if (first == NULL)
        return;
    const char *text = gdcs_sink_get_text(first, &n);
    if (table != NULL)
        require(gdcs_json_parse_table(text, n, &table_back, NULL) == GDCS_OK);
    else
        require(gdcs_json_parse_frame(text, n, &frame_back, NULL) == GDCS_OK);
    gdcs_sink *second = written(table_back, frame_back);
    require(second != NULL);
    const char *other = gdcs_sink_get_text(second, &m);
    require(n == m && memcmp(text, other, (size_t)n) == 0);
    gdcs_sink_free(first);
    gdcs_sink_free(second);
    gdcs_table_free(table_back);
    gdcs_frame_free(frame_back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_table *table = NULL;
    gdcs_frame *frame = NULL;
    if (gdcs_json_parse_table((const char *)data, (int64_t)size, &table, &error) == GDCS_OK)
        there_and_back(table, NULL);
    else
        require(table == NULL && error.status != GDCS_OK && error.message[0] != '\0');
    if (gdcs_json_parse_frame((const char *)data, (int64_t)size, &frame, &error) == GDCS_OK)
        there_and_back(NULL, frame);
    else
        require(frame == NULL && error.message[0] != '\0');
    gdcs_table_free(table);
    gdcs_frame_free(frame);
    return 0;
}
