/* What the tests of JSON-stat share. */
#ifndef GDCS_TESTS_IO_JSONSTAT_H
#define GDCS_TESTS_IO_JSONSTAT_H

#include "io/read.h"

#define SEXES                                                                                      \
    "\"sex\":{\"label\":\"Sex\",\"category\":{\"index\":[\"F\",\"M\"],\"label\":{\"F\":"           \
    "\"Females\",\"M\":\"Males\"}}}"
#define SHAPE       "\"id\":[\"sex\",\"year\"],\"size\":[2,2]"
#define YEARS       "\"year\":{\"category\":{\"index\":{\"2019\":0,\"2020\":1}}}"
#define BODY(value) SHAPE ",\"value\":" value ",\"dimension\":{" SEXES "," YEARS "}"

static inline gdcs_table *read_with(const char *text, const char *json,
                                    const gdcs_read_options *options)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = json != NULL ? schema_of(json) : NULL;
    gdcs_table *t = NULL;
    cr_assert(gdcs_jsonstat_parse_table(text, (int64_t)strlen(text), schema, options, &t, NULL,
                                        &err) == GDCS_OK,
              "%s", err.message);
    gdcs_schema_free(schema);
    return t;
}

static inline gdcs_table *read_text(const char *text)
{
    return read_with(text, NULL, NULL);
}

static inline gdcs_cell cell2(const gdcs_table *t, const char *a, const char *b)
{
    const char *const labels[] = {a, b};
    return cell_of(t, labels);
}

#endif
