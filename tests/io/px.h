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

static inline gdcs_axis axis_of(const gdcs_table *t, const char *name)
{
    gdcs_axis a = {.struct_size = sizeof a};
    cr_assert(gdcs_table_get_axis(t, gdcs_table_find_axis(t, name), &a, NULL) == GDCS_OK, "%s",
              name);
    return a;
}

static inline const char *title_of(const gdcs_table *t, const char *name, const char *label)
{
    const gdcs_axis a = axis_of(t, name);
    for (int64_t i = 0; i < a.label_count; i++)
        if (strcmp(a.labels[i], label) == 0)
            return a.titles != NULL && a.titles[i] != NULL ? a.titles[i] : "(none)";
    return "(no label)";
}

static inline int says(const gdcs_table *t, int32_t key, const char *what)
{
    return strstr(gdcs_table_get_meta(t, key), what) != NULL;
}

#endif
