/* SDMX-CSV, TSV and SDMX-JSON from anybody.  Whatever is refused says why and makes nothing; a table that is
   read and can be written reads back as large, and what is written of it again is the same. */
#include <gdcs/gdcs.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int holds)
{
    if (!holds)
        abort();
}

static void require_same(const gdcs_table *table, const char *text, int64_t size)
{
    gdcs_sink *sink = NULL;
    int64_t again = 0;
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    require(gdcs_sdmx_write_table(table, NULL, sink, NULL) == GDCS_OK);
    const char *written = gdcs_sink_get_text(sink, &again);
    require(again == size && memcmp(written, text, (size_t)size) == 0);
    gdcs_sink_free(sink);
}

static void write_back(const gdcs_table *table)
{
    gdcs_sink *sink = NULL;
    gdcs_table *back = NULL;
    gdcs_error error = {.struct_size = sizeof error};
    int64_t size = 0;
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    if (gdcs_sdmx_write_table(table, NULL, sink, NULL) == GDCS_OK) {
        const char *text = gdcs_sink_get_text(sink, &size);
        require(gdcs_sdmx_parse_table(text, size, NULL, NULL, &back, NULL, &error) == GDCS_OK);
        require(gdcs_table_count_cells(back) == gdcs_table_count_cells(table));
        require_same(back, text, size);
    }
    gdcs_table_free(back);
    gdcs_sink_free(sink);
}

static void read_table(const char *text, int64_t size, int64_t limit, int32_t detect)
{
    const gdcs_read_options options = {
        .struct_size = sizeof options, .detect = detect, .reject_limit = limit, .field_limit = 256};
    gdcs_read_result result = {.struct_size = sizeof result};
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_table *table = NULL;
    if (gdcs_sdmx_parse_table(text, size, NULL, &options, &table, &result, &error) != GDCS_OK) {
        require(table == NULL && error.status != GDCS_OK && error.message[0] != '\0');
        return;
    }
    int64_t rejected = 0;
    for (int i = 0; i < GDCS_REJECT_REASONS; i++)
        rejected += result.rejected[i];
    require(result.rows == result.used + result.filtered + rejected);
    write_back(table);
    gdcs_table_free(table);
}

static void read_frame(const char *text, int64_t size)
{
    const gdcs_read_options options = {
        .struct_size = sizeof options, .reject_limit = -1, .language = "fr"};
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_frame *frame = NULL;
    if (gdcs_sdmx_parse_frame(text, size, NULL, &options, &frame, NULL, &error) != GDCS_OK)
        require(frame == NULL && error.message[0] != '\0');
    gdcs_frame_free(frame);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const char *text = (const char *)data;
    read_table(text, (int64_t)size, 0, GDCS_DETECT_DEFAULT);
    read_table(text, (int64_t)size, -1, GDCS_DETECT_NONE);
    read_frame(text, (int64_t)size);
    return 0;
}
