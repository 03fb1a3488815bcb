/* Every format and the schema beside it may be packed, in a file or in memory. */
#include "io/packed.h"

#define SCHEMA                                                                                     \
    "{\"columns\": [{\"name\": \"area\", \"concept\": \"area\"}, {\"name\": \"sex\", "             \
    "\"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": \"M\"}}, {\"name\": \"n\", "             \
    "\"concept\": \"count\"}]}"

static const char small[] = "area,sex,n\nFR,F,3\nFR,M,4\nIT,F,5\n";

static char *text_of(gdcs_sink *sink, size_t *size)
{
    int64_t length = 0;
    const char *text = gdcs_sink_get_text(sink, &length);
    cr_assert_not_null(text);
    char *copy = malloc((size_t)length + 1);
    memcpy(copy, text, (size_t)length);
    *size = (size_t)length;
    gdcs_sink_free(sink);
    return copy;
}

typedef gdcs_status writer(const gdcs_table *table, gdcs_sink *sink);
typedef gdcs_status reader(const char *path, const char *text, int64_t size, gdcs_table **out);

static gdcs_status write_json(const gdcs_table *t, gdcs_sink *sink)
{
    return gdcs_json_write_table(t, sink, NULL);
}

static gdcs_status read_json(const char *path, const char *text, int64_t size, gdcs_table **out)
{
    return path != NULL ? gdcs_json_read_table(path, out, NULL)
                        : gdcs_json_parse_table(text, size, out, NULL);
}

static gdcs_status write_jsonstat(const gdcs_table *t, gdcs_sink *sink)
{
    return gdcs_jsonstat_write_table(t, sink, NULL);
}

static gdcs_status read_jsonstat(const char *path, const char *text, int64_t size, gdcs_table **out)
{
    return path != NULL ? gdcs_jsonstat_read_table(path, NULL, NULL, out, NULL, NULL)
                        : gdcs_jsonstat_parse_table(text, size, NULL, NULL, out, NULL, NULL);
}

static gdcs_status write_px(const gdcs_table *t, gdcs_sink *sink)
{
    return gdcs_px_write_table(t, sink, NULL);
}

static gdcs_status read_px(const char *path, const char *text, int64_t size, gdcs_table **out)
{
    return path != NULL ? gdcs_px_read_table(path, NULL, NULL, out, NULL, NULL)
                        : gdcs_px_parse_table(text, size, NULL, NULL, out, NULL, NULL);
}

static gdcs_status write_sdmx(const gdcs_table *t, gdcs_sink *sink)
{
    return gdcs_sdmx_write_table(t, NULL, sink, NULL);
}

static gdcs_status read_sdmx(const char *path, const char *text, int64_t size, gdcs_table **out)
{
    return path != NULL ? gdcs_sdmx_read_table(path, NULL, NULL, out, NULL, NULL)
                        : gdcs_sdmx_parse_table(text, size, NULL, NULL, out, NULL, NULL);
}

static const struct {
    const char *name;
    writer *write;
    reader *read;
} formats[] = {{"JSON", write_json, read_json},
               {"JSON-stat", write_jsonstat, read_jsonstat},
               {"PX", write_px, read_px},
               {"SDMX", write_sdmx, read_sdmx}};

static void expect_format(int i, const gdcs_table *table, int packing)
{
    gdcs_sink *sink = NULL;
    gdcs_table *plain = NULL, *parsed = NULL, *read = NULL;
    size_t size = 0;
    cr_assert(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    cr_assert(formats[i].write(table, sink) == GDCS_OK, "%s", formats[i].name);
    char *text = text_of(sink, &size);
    packed p = pack(packing, text, size);
    const char *path = file_of(p.text, p.size);
    cr_assert(formats[i].read(NULL, text, (int64_t)size, &plain) == GDCS_OK, "%s", formats[i].name);
    cr_assert(formats[i].read(NULL, p.text, (int64_t)p.size, &parsed) == GDCS_OK, "%s",
              formats[i].name);
    cr_assert(formats[i].read(path, NULL, 0, &read) == GDCS_OK, "%s", formats[i].name);
    unlink(path);
    expect_same(plain, parsed, formats[i].name);
    expect_same(plain, read, formats[i].name);
    gdcs_table_free(plain);
    gdcs_table_free(parsed);
    gdcs_table_free(read);
    free(p.text);
    free(text);
}

Test(source, every_format_and_schema_may_be_packed)
{
    gdcs_table *table = table_of(SCHEMA, small);
    for (int i = 0; i < (int)(sizeof formats / sizeof formats[0]); i++)
        for (int packing = GZIP; packing < PACKINGS; packing++)
            expect_format(i, table, packing);
    for (int packing = GZIP; packing < PACKINGS; packing++) {
        gdcs_schema *schema = NULL;
        packed p = pack(packing, SCHEMA, sizeof SCHEMA - 1);
        const char *path = file_of(p.text, p.size);
        cr_expect(eq(i32, gdcs_schema_read(path, &schema, NULL), GDCS_OK));
        cr_expect(schema != NULL && schema->column_count == 3);
        gdcs_schema_free(schema);
        unlink(path);
        free(p.text);
    }
    gdcs_table_free(table);
}
