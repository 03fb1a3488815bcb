/* Delimited text from anybody: read into tables and frames by several schemas.  Whatever is refused
   says why and makes nothing; whatever is read can be written. */
#include <gdcs/gdcs.h>

#include <iconv.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static const char *const schemas[] = {
    "{\"columns\": [{\"name\": \"area\", \"concept\": \"area\"},"
    "{\"name\": \"sex\", \"concept\": \"sex\", \"scheme\": \"nibrs\"},"
    "{\"name\": \"n\", \"concept\": \"count\", \"missing\": [\":\"]}]}",
    "{\"delimiter\": \";\", \"decimal\": \",\", \"grouping\": \".\", \"header\": -1, \"footer\": 1,"
    "\"columns\": [{\"position\": 1, \"as\": \"area\", \"concept\": \"area\", \"drop\": [\"x\"]},"
    "{\"position\": 2, \"as\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": \"F\", \"M\": "
    "\"M\", "
    "\"\": \"_U\"}},{\"position\": 3, \"as\": \"n\", \"concept\": \"count\"}]}",
    "{\"encoding\": \"ISO-8859-1\", \"header\": 2, \"columns\": [{\"name\": \"area\", \"concept\": "
    "\"area\"}],\"wide\": {\"concept\": \"sex\", \"as\": \"sex\", \"columns\": {\"women\": \"F\", "
    "\"men\": \"M\"}}}",
    "{\"ragged\": \"repair\", \"columns\": [{\"name\": \"Año\", \"as\": \"year\", \"concept\": "
    "\"period\"},{\"name\": \"sex#2\", \"as\": \"sex\", \"concept\": \"sex\", \"map\": {\"F\": "
    "\"F\", "
    "\"M\": \"M\", \"\": \"_U\"}},{\"name\": \"n\", \"concept\": \"count\", \"ranges\": [\"<n\", "
    "\"a-b\", \"n+\", \"up to n\", \"~n\"], \"rounding\": 5, \"noise\": 2, \"status\": {\":\": "
    "\"L\"}, "
    "\"confidentiality\": {\"c\": \"C\"}}]}",
    "{\"columns\": [{\"name\": \"area\", \"concept\": \"area\"}], \"wide\": {\"concept\": \"sex\", "
    "\"as\": \"sex\", \"columns\": {\"women\": [\"F\", \"a\"], \"men\": [\"M\", \"b\"]}, \"also\": "
    "[{\"concept\": \"age\", \"as\": \"age\"}], \"number\": {\"ranges\": [\"<=n\", \">n\"]}}}",
    "{\"columns\": [{\"name\": \"area\", \"aliases\": [\"sexo\", \"geo\"], \"optional\": true, "
    "\"concept\": \"area\"}], \"wide\": {\"concept\": \"sex\", \"as\": \"sex\", \"total\": "
    "\"all\", "
    "\"also\": [{\"concept\": \"period\", \"as\": \"year\"}], \"drop\": [\"n\"], \"pattern\": "
    "{\"{sex}{year}\": null, \"Žene {year}\": \"F\", \"{year}_{sex}\": null}}}"};

enum { SCHEMAS = sizeof schemas / sizeof schemas[0] };

static void require(int holds)
{
    if (!holds)
        abort();
}

static void read_table(const char *text, int64_t size, const gdcs_schema *schema, int64_t limit)
{
    const gdcs_read_options options = {
        .struct_size = sizeof options, .reject_limit = limit, .field_limit = 256};
    gdcs_read_result result = {.struct_size = sizeof result};
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_table *table = NULL;
    gdcs_sink *sink = NULL;
    if (gdcs_csv_parse_table(text, size, schema, &options, &table, &result, &error) != GDCS_OK) {
        require(table == NULL && error.status != GDCS_OK && error.message[0] != '\0');
        return;
    }
    int64_t rejected = 0;
    for (int i = 0; i < GDCS_REJECT_REASONS; i++)
        rejected += result.rejected[i];
    require(result.rows == result.used + result.filtered + rejected);
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    require(gdcs_csv_write_table(table, NULL, sink, NULL) == GDCS_OK);
    require(gdcs_json_write_table(table, sink, NULL) == GDCS_OK);
    gdcs_sink_free(sink);
    gdcs_table_free(table);
}

static void read_frame(const char *text, int64_t size, const gdcs_schema *schema)
{
    const gdcs_read_options options = {.struct_size = sizeof options, .reject_limit = -1};
    gdcs_error error = {.struct_size = sizeof error};
    gdcs_frame *frame = NULL;
    gdcs_sink *sink = NULL;
    if (gdcs_csv_parse_frame(text, size, schema, &options, &frame, NULL, &error) != GDCS_OK) {
        require(frame == NULL && error.message[0] != '\0');
        return;
    }
    require(gdcs_sink_new_memory(&sink, NULL) == GDCS_OK);
    require(gdcs_csv_write_frame(frame, NULL, sink, NULL) == GDCS_OK);
    gdcs_sink_free(sink);
    gdcs_frame_free(frame);
}

/* glibc loads a module with the first converter of a code page and unloads it with the last: one that
   stays open saves loading some forty modules for each input. */
static void keep_modules(void)
{
    static const char *const pages[] = {
        "CP1250",     "CP1251",      "CP1252",     "CP1253",     "CP1254",     "CP1255",
        "CP1256",     "CP1257",      "ISO-8859-1", "ISO-8859-2", "ISO-8859-5", "ISO-8859-7",
        "ISO-8859-9", "ISO-8859-15", "KOI8-R",     "CP437",      "CP850",      "CP852",
        "CP866",      "MACINTOSH",   "BIG5",       "EUC-JP",     "EUC-KR",     "GB18030",
        "SHIFT_JIS",  "UTF-16LE",    "UTF-16BE",   "UTF-32LE",   "UTF-32BE"};
    static iconv_t open[sizeof pages / sizeof pages[0]];
    for (size_t i = 0; i < sizeof pages / sizeof pages[0] && open[i] == NULL; i++)
        open[i] = iconv_open("UTF-8", pages[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static gdcs_schema *parsed[SCHEMAS];
    keep_modules();
    for (int i = 0; i < SCHEMAS; i++) {
        if (parsed[i] == NULL)
            require(gdcs_schema_parse(schemas[i], -1, &parsed[i], NULL) == GDCS_OK);
        read_table((const char *)data, (int64_t)size, parsed[i], 0);
        read_table((const char *)data, (int64_t)size, parsed[i], -1);
        read_frame((const char *)data, (int64_t)size, parsed[i]);
    }
    return 0;
}
