/* Arrow arrays made by hand, from the text of the specification and nothing of the library. */
#ifndef GDCS_TESTS_IO_ARROW_H
#define GDCS_TESTS_IO_ARROW_H

#include "io/read.h"

enum { MOST_COLUMNS = 24 };

typedef struct given {
    const char *name, *format, *metadata;
    int64_t length, nulls, offset, buffer_count;
    const void *buffers[5];
    const char *words; /* format of a dictionary; NULL: none */
    int64_t word_count;
    const void *word_buffers[5];
} given;

typedef struct batch {
    struct ArrowSchema type, types[MOST_COLUMNS], *type_list[MOST_COLUMNS],
        word_types[MOST_COLUMNS];
    struct ArrowArray array, arrays[MOST_COLUMNS], *array_list[MOST_COLUMNS], words[MOST_COLUMNS];
    const void *buffers[MOST_COLUMNS][5], *word_buffers[MOST_COLUMNS][5], *own[1];
} batch;

static void end_type(struct ArrowSchema *s)
{
    s->release = NULL;
}

static void end_array(struct ArrowArray *a)
{
    a->release = NULL;
}

/* Lengths of 0 are those of the rows. */
static inline void make_batch(batch *b, const given *columns, int count, int64_t rows)
{
    *b = (batch){
        .type = {.format = "+s", .name = "", .n_children = count, .release = end_type},
        .array = {.length = rows, .n_buffers = 1, .n_children = count, .release = end_array}};
    b->type.children = b->type_list;
    b->array.children = b->array_list;
    b->array.buffers = b->own;
    for (int i = 0; i < count; i++) {
        const given *g = &columns[i];
        memcpy(b->buffers[i], g->buffers, sizeof g->buffers);
        memcpy(b->word_buffers[i], g->word_buffers, sizeof g->word_buffers);
        b->types[i] = (struct ArrowSchema){.format = g->format,
                                           .name = g->name,
                                           .metadata = g->metadata,
                                           .flags = ARROW_FLAG_NULLABLE,
                                           .release = end_type};
        b->arrays[i] = (struct ArrowArray){.length = g->length != 0 ? g->length : rows,
                                           .null_count = g->nulls,
                                           .offset = g->offset,
                                           .n_buffers = g->buffer_count != 0 ? g->buffer_count : 2,
                                           .buffers = b->buffers[i],
                                           .release = end_array};
        b->type_list[i] = &b->types[i];
        b->array_list[i] = &b->arrays[i];
        if (g->words == NULL)
            continue;
        b->word_types[i] = (struct ArrowSchema){.format = g->words, .release = end_type};
        b->words[i] = (struct ArrowArray){.length = g->word_count,
                                          .n_buffers = g->word_buffers[2] != NULL ? 3 : 2,
                                          .buffers = b->word_buffers[i],
                                          .release = end_array};
        b->types[i].dictionary = &b->word_types[i];
        b->arrays[i].dictionary = &b->words[i];
    }
}

static inline gdcs_frame *frame_from(const batch *b, const char *schema)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *s = schema != NULL ? schema_of(schema) : NULL;
    gdcs_frame *frame = NULL;
    cr_assert(
        eq(i32, gdcs_arrow_read_frame(&b->type, &b->array, s, NULL, &frame, NULL, &err), GDCS_OK),
        "%s", err.message);
    gdcs_schema_free(s);
    return frame;
}

static inline gdcs_table *table_from(const batch *b, const char *schema)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_schema *s = schema != NULL ? schema_of(schema) : NULL;
    gdcs_table *table = NULL;
    cr_assert(
        eq(i32, gdcs_arrow_read_table(&b->type, &b->array, s, NULL, &table, NULL, &err), GDCS_OK),
        "%s", err.message);
    gdcs_schema_free(s);
    return table;
}

/* Same columns, values, texts. */
static inline void expect_equal(const gdcs_frame *a, const gdcs_frame *b)
{
    cr_assert(eq(i64, gdcs_frame_count_columns(a), gdcs_frame_count_columns(b)));
    cr_assert(eq(i64, gdcs_frame_count_rows(a), gdcs_frame_count_rows(b)));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(a), gdcs_frame_get_sensitivity(b)));
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++)
        cr_expect(
            eq(str, (char *)gdcs_frame_get_meta(a, key), (char *)gdcs_frame_get_meta(b, key)));
    for (int64_t k = 0; k < gdcs_frame_count_columns(a); k++) {
        gdcs_column x = {.struct_size = sizeof x}, y = {.struct_size = sizeof y};
        cr_assert(eq(i32, gdcs_frame_get(a, k, &x, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_frame_get(b, k, &y, NULL), GDCS_OK));
        cr_expect(eq(str, (char *)x.name, (char *)y.name));
        cr_expect(eq(str, (char *)x.label, (char *)y.label));
        cr_expect(eq(str, (char *)x.unit, (char *)y.unit));
        cr_expect(eq(i32, x.concept_id, y.concept_id));
        cr_expect(eq(i32, x.sensitivity, y.sensitivity));
        cr_assert(eq(i32, x.type, y.type));
        for (int64_t i = 0; i < x.rows; i++) {
            if (x.type == GDCS_TYPE_DOUBLE)
                cr_expect(x.doubles[i] == y.doubles[i] ||
                          (isnan(x.doubles[i]) && isnan(y.doubles[i])));
            else if (x.type == GDCS_TYPE_INT64)
                cr_expect(eq(i64, x.integers[i], y.integers[i]));
            else if (x.codes[i] < 0 || y.codes[i] < 0)
                cr_expect(x.codes[i] == y.codes[i]);
            else
                cr_expect(eq(str, (char *)x.words[x.codes[i]], (char *)y.words[y.codes[i]]));
        }
    }
}

#endif
