/* What the tests of reading share. */
#ifndef GDCS_TESTS_IO_READ_H
#define GDCS_TESTS_IO_READ_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gdcs.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline gdcs_schema *schema_of(const char *json)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = NULL;
    cr_assert(eq(i32, gdcs_schema_parse(json, -1, &schema, &err), GDCS_OK), "%s", err.message);
    return schema;
}

static inline gdcs_table *table_with(const char *json, const char *text, int64_t size,
                                     const gdcs_read_options *options, gdcs_read_result *result)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = schema_of(json);
    gdcs_table *table = NULL;
    cr_assert(
        eq(i32, gdcs_csv_parse_table(text, size, schema, options, &table, result, &err), GDCS_OK),
        "%s", err.message);
    gdcs_schema_free(schema);
    return table;
}

static inline gdcs_table *table_of(const char *json, const char *text)
{
    return table_with(json, text, (int64_t)strlen(text), NULL, NULL);
}

static inline gdcs_frame *frame_of(const char *json, const char *text)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *schema = schema_of(json);
    gdcs_frame *frame = NULL;
    cr_assert(
        eq(i32, gdcs_csv_parse_frame(text, (int64_t)strlen(text), schema, NULL, &frame, NULL, &err),
           GDCS_OK),
        "%s", err.message);
    gdcs_schema_free(schema);
    return frame;
}

/* The cell with these labels; present 0 if an axis does not have one of them. */
static inline gdcs_cell cell_of(const gdcs_table *table, const char *const *labels)
{
    gdcs_cell cell = {.struct_size = sizeof cell};
    const gdcs_status status = gdcs_table_get(table, labels, &cell, NULL);
    cr_assert(status == GDCS_OK || status == GDCS_E_NAME);
    return cell;
}

#define CELL(table, ...) cell_of(table, (const char *const[]){__VA_ARGS__})

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

/* Is it part of a text of the table?  GDCS_META_* */
static inline int says(const gdcs_table *t, int32_t key, const char *what)
{
    return strstr(gdcs_table_get_meta(t, key), what) != NULL;
}

static inline gdcs_column column_of(const gdcs_frame *frame, const char *name)
{
    gdcs_column column = {.struct_size = sizeof column};
    const int64_t index = gdcs_frame_find(frame, name);
    cr_assert(ge(i64, index, 0), "no column %s", name);
    cr_assert(eq(i32, gdcs_frame_get(frame, index, &column, NULL), GDCS_OK));
    return column;
}

/* The word of a row, NULL if it is missing. */
static inline const char *word_of(const gdcs_column *column, int64_t row)
{
    return column->codes[row] < 0 ? NULL : column->words[column->codes[row]];
}

/* Same axes, labels and cells, labels in any order. */
static inline void expect_same(const gdcs_table *a, const gdcs_table *b, const char *where)
{
    const int64_t width = gdcs_table_count_axes(a);
    cr_assert(eq(i64, width, gdcs_table_count_axes(b)), "%s", where);
    cr_expect(eq(i64, gdcs_table_count_cells(a), gdcs_table_count_cells(b)), "%s", where);
    for (int64_t i = 0; i < gdcs_table_count_cells(a); i++) {
        int32_t codes[32];
        const char *labels[32];
        gdcs_cell one = {.struct_size = sizeof one};
        cr_assert(eq(i32, gdcs_table_get_at(a, i, codes, &one, NULL), GDCS_OK));
        for (int64_t k = 0; k < width; k++) {
            gdcs_axis axis = {.struct_size = sizeof axis};
            gdcs_axis theirs = {.struct_size = sizeof theirs};
            cr_assert(eq(i32, gdcs_table_get_axis(a, k, &axis, NULL), GDCS_OK));
            labels[k] = axis.labels[codes[k]];
            cr_assert(eq(i32, gdcs_table_get_axis(b, k, &theirs, NULL), GDCS_OK));
            cr_expect(eq(str, (char *)axis.name, (char *)theirs.name), "%s", where);
            cr_expect(eq(i32, axis.concept_id, theirs.concept_id), "%s", where);
        }
        const gdcs_cell other = cell_of(b, labels);
        cr_expect(other.present == 1, "%s: cell %d is not there", where, (int)i);
        const int same_value = one.value == other.value || (isnan(one.value) && isnan(other.value));
        cr_expect(same_value && one.lower == other.lower && one.upper == other.upper &&
                      one.status == other.status && one.confidentiality == other.confidentiality,
                  "%s: cell %d differs", where, (int)i);
    }
}

#endif
