/* PX from anybody.  What is read and can be written reads back, and is then written as before. */
#include <gdcs/gdcs.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int holds)
{
    if (!holds)
        abort();
}

/* NULL: PX cannot hold it, as blanks around names. */
static gdcs_sink *written(const gdcs_table *table)
{
    gdcs_sink *sink = NULL;
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    const gdcs_status status = gdcs_px_write_table(table, sink, NULL);
    if (status == GDCS_OK)
        return sink;
    require(status == GDCS_E_VALUE || status == GDCS_E_DUPLICATE || status == GDCS_E_EMPTY);
    gdcs_sink_free(sink);
    return NULL;
}

static gdcs_table *read_back(const gdcs_sink *sink)
{
    gdcs_table *table = NULL;
    int64_t size = 0;
    const char *text = gdcs_sink_get_text(sink, &size);
    require(gdcs_px_parse_table(text, size, NULL, NULL, &table, NULL, NULL) == GDCS_OK);
    return table;
}

/* The first time control characters and blanks around titles go. */
static void there_and_back(const gdcs_table *table)
{
    gdcs_sink *sinks[3] = {written(table), NULL, NULL};
    if (sinks[0] == NULL)
        return;
    for (int i = 1; i < 3; i++) {
        gdcs_table *back = read_back(sinks[i - 1]);
        sinks[i] = written(back);
        require(sinks[i] != NULL);
        gdcs_table_free(back);
    }
    require(strcmp(gdcs_sink_get_text(sinks[1], NULL), gdcs_sink_get_text(sinks[2], NULL)) == 0);
    for (int i = 0; i < 3; i++)
        gdcs_sink_free(sinks[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const gdcs_read_options options = {.struct_size = sizeof options, .reject_limit = -1};
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_table *table = NULL;
    gdcs_frame *frame = NULL;
    if (gdcs_px_parse_table((const char *)data, (int64_t)size, NULL, &options, &table, NULL,
                            &error) == GDCS_OK)
        there_and_back(table);
    else
        require(table == NULL && error.status != GDCS_OK && error.message[0] != '\0');
    if (gdcs_px_parse_frame((const char *)data, (int64_t)size, NULL, &options, &frame, NULL,
                            NULL) != GDCS_OK)
        require(frame == NULL);
    gdcs_table_free(table);
    gdcs_frame_free(frame);
    return 0;
}
