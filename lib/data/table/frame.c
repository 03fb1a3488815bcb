/* A table as a frame. */
#include "data/frame.h"
#include "data/table.h"

#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Columns on their way to the frame, which takes them over one by one. */
typedef struct scratch {
    const gdcs_table *table;
    const int32_t *order;
    int64_t rows;
    int32_t *codes[GDCS_I_AXES]; /* per axis */
    void *column;
} scratch;

static gdcs_column head(const scratch *s, const char *name, int32_t concept, int32_t type)
{
    return (gdcs_column){.struct_size = sizeof(gdcs_column),
                         .type = type,
                         .concept_id = concept,
                         .sensitivity = gdcs_table_get_sensitivity(s->table),
                         .name = name,
                         .rows = s->rows};
}

/* Each cell is visited once for all axes. */
static gdcs_status read_codes(scratch *s, gdcs_error *err)
{
    const int32_t width = s->table->width;
    int32_t codes[GDCS_I_AXES];
    for (int32_t axis = 0; axis < width; axis++) {
        void *memory = NULL;
        TRY(gdcs_i_alloc(&memory, s->rows, sizeof *s->codes[axis], err));
        s->codes[axis] = memory;
    }
    for (int64_t i = 0; i < s->rows; i++) {
        gdcs_i_cells_codes(s->table->cells, s->order[i], codes);
        for (int32_t axis = 0; axis < width; axis++)
            s->codes[axis][i] = codes[axis];
    }
    return GDCS_OK;
}

static gdcs_status add_axis(scratch *s, int32_t axis, gdcs_frame *frame, gdcs_error *err)
{
    const gdcs_i_axis *a = &s->table->axes[axis];
    gdcs_column c = head(s, a->name, a->concept_id, GDCS_TYPE_TEXT);
    c.sensitivity = a->sensitivity;
    c.label = a->title;
    c.words = gdcs_i_pool_texts(a->labels);
    c.word_count = gdcs_i_pool_count(a->labels);
    TRY(gdcs_i_frame_give(frame, &c, s->codes[axis], err));
    s->codes[axis] = NULL;
    return GDCS_OK;
}

/* A column of the scratch becomes one of the frame. */
static gdcs_status give(scratch *s, const gdcs_column *c, gdcs_frame *frame, gdcs_error *err)
{
    TRY(gdcs_i_frame_give(frame, c, s->column, err));
    s->column = NULL;
    return GDCS_OK;
}

static gdcs_status add_number(scratch *s, const char *name, int32_t concept, gdcs_frame *frame,
                              gdcs_error *err)
{
    gdcs_column c = head(s, name, concept, GDCS_TYPE_DOUBLE);
    TRY(gdcs_i_alloc(&s->column, s->rows, sizeof(double), err));
    double *numbers = s->column;
    for (int64_t i = 0; i < s->rows; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(s->table->cells, s->order[i]);
        const double lower = gdcs_i_range_lower(&range);
        numbers[i] = concept == GDCS_CONCEPT_LOWER   ? lower
                     : concept == GDCS_CONCEPT_UPPER ? gdcs_i_range_upper(&range)
                     : range.inexact                 ? NAN
                                                     : lower;
    }
    c.unit = gdcs_table_get_meta(s->table, GDCS_META_COUNTING_UNIT);
    return give(s, &c, frame, err);
}

/* Letters become words in the order in which they are met. */
static gdcs_status add_letters(scratch *s, const char *name, int32_t concept, gdcs_frame *frame,
                               gdcs_error *err)
{
    char letters[26][2];
    const char *words[26];
    int32_t known[26], count = 0;
    gdcs_column c = head(s, name, concept, GDCS_TYPE_TEXT);
    TRY(gdcs_i_alloc(&s->column, s->rows, sizeof(int32_t), err));
    int32_t *codes = s->column;
    for (int i = 0; i < 26; i++)
        known[i] = -1;
    for (int64_t i = 0; i < s->rows; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(s->table->cells, s->order[i]);
        const char letter = concept == GDCS_CONCEPT_STATUS ? range.status : range.confidentiality;
        int32_t *code = &known[letter - 'A'];
        if (*code < 0) {
            letters[count][0] = letter;
            letters[count][1] = '\0';
            words[count] = letters[count];
            *code = count++;
        }
        codes[i] = *code;
    }
    c.words = words;
    c.word_count = count;
    return give(s, &c, frame, err);
}

static gdcs_status fill(scratch *s, gdcs_frame *frame, gdcs_error *err)
{
    const int has = gdcs_i_cells_has(s->table->cells);
    TRY(read_codes(s, err));
    for (int32_t axis = 0; axis < s->table->width; axis++)
        TRY(add_axis(s, axis, frame, err));
    TRY(add_number(s, "value", GDCS_CONCEPT_VALUE, frame, err));
    if (has & GDCS_I_HAS_RANGE) {
        TRY(add_number(s, "lower", GDCS_CONCEPT_LOWER, frame, err));
        TRY(add_number(s, "upper", GDCS_CONCEPT_UPPER, frame, err));
    }
    if (has & GDCS_I_HAS_STATUS)
        TRY(add_letters(s, "status", GDCS_CONCEPT_STATUS, frame, err));
    if (has & GDCS_I_HAS_CONFIDENTIALITY)
        TRY(add_letters(s, "confidentiality", GDCS_CONCEPT_CONFIDENTIALITY, frame, err));
    for (int32_t key = GDCS_META_TITLE; key <= GDCS_META_DETECTED; key++)
        TRY(gdcs_frame_set_meta(frame, key, gdcs_table_get_meta(s->table, key), err));
    return GDCS_OK;
}

gdcs_status gdcs_table_get_frame(const gdcs_table *table, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    scratch s = {.table = table};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    s.rows = gdcs_i_cells_count(table->cells);
    GO(gdcs_i_cells_order(table->cells, &s.order, err));
    GO(gdcs_frame_new(&frame, err));
    GO(fill(&s, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    for (int32_t axis = 0; axis < table->width; axis++)
        free(s.codes[axis]);
    free(s.column);
    return status;
}
