/* JSON from anybody as a schema.  What is accepted and written reads back to the same text. */
#include <gdcs/gdcs.h>

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void require(int holds)
{
    if (!holds)
        abort();
}

static gdcs_sink *written(const gdcs_schema *schema)
{
    gdcs_sink *sink = NULL;
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    require(gdcs_schema_write(schema, sink, NULL) == GDCS_OK);
    return sink;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_schema *schema = NULL, *again = NULL;
    if (gdcs_schema_parse((const char *)data, (int64_t)size, &schema, &error) != GDCS_OK) {
        require(schema == NULL && error.status != GDCS_OK && error.message[0] != '\0');
        return 0;
    }
    int64_t n = 0, m = 0;
    gdcs_sink *first = written(schema);
    const char *a = gdcs_sink_get_text(first, &n);
    require(gdcs_schema_parse(a, n, &again, NULL) == GDCS_OK);
    gdcs_sink *second = written(again);
    const char *b = gdcs_sink_get_text(second, &m);
    require(n == m && memcmp(a, b, (size_t)n) == 0);
    gdcs_sink_free(first);
    gdcs_sink_free(second);
    gdcs_schema_free(schema);
    gdcs_schema_free(again);
    return 0;
}
