/* Logs of releases from anybody: what is read is written to a text that reads back to the same text. */
#include <gdcs/gdcs.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int holds)
{
    if (!holds)
        abort();
}

static gdcs_sink *written(const gdcs_release_log *log)
{
    gdcs_sink *sink = NULL;
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    require(gdcs_release_log_write(log, sink, NULL) == GDCS_OK);
    return sink;
}

static void there_and_back(const gdcs_release_log *log)
{
    gdcs_release_log *back = NULL;
    int64_t n = 0, m = 0;
    gdcs_sink *first = written(log);
    const char *text = gdcs_sink_get_text(first, &n);
    require(gdcs_release_log_parse(text, n, &back, NULL) == GDCS_OK);
    gdcs_sink *second = written(back);
    const char *other = gdcs_sink_get_text(second, &m);
    require(n == m && memcmp(text, other, (size_t)n) == 0);
    gdcs_sink_free(first);
    gdcs_sink_free(second);
    gdcs_release_log_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_release_log *log = NULL;
    if (gdcs_release_log_parse((const char *)data, (int64_t)size, &log, &error) == GDCS_OK)
        there_and_back(log);
    else
        require(log == NULL && error.status != GDCS_OK && error.message[0] != '\0');
    gdcs_release_log_free(log);
    return 0;
}
