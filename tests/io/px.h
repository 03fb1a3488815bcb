/* What the tests of PX share. */
#ifndef GDCS_TESTS_IO_PX_H
#define GDCS_TESTS_IO_PX_H

#include "io/read.h"

#define SEX        "VALUES(\"sex\")=\"Women\",\"Men\";\nCODES(\"sex\")=\"K\",\"M\";\n"
#define YEAR       "VALUES(\"year\")=\"2019\",\"2020\";\nTIMEVAL(\"year\")=TLIST(A1),\"2019\",\"2020\";\n"
#define SHAPE      "STUB=\"sex\";\nHEADING=\"year\";\n"
#define BODY(data) SHAPE SEX YEAR "DATA=\n" data ";\n"

static inline gdcs_status parse(const char *text, const char *json,
                                const gdcs_read_options *options, gdcs_table **out, gdcs_error *err)
{
    gdcs_schema *schema = json != NULL ? schema_of(json) : NULL;
    const gdcs_status status =
        gdcs_px_parse_table(text, (int64_t)strlen(text), schema, options, out, NULL, err);
    gdcs_schema_free(schema);
    return status;
}

static inline gdcs_table *read_with(const char *text, const char *json,
                                    const gdcs_read_options *options)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = NULL;
    cr_assert(parse(text, json, options, &t, &err) == GDCS_OK, "%s", err.message);
    return t;
}

static inline gdcs_table *read_text(const char *text)
{
    return read_with(text, NULL, NULL);
}

#endif
