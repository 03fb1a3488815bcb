/* A table as a frame. */
#include "data/table.h"

#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* One column at a time is written here and copied by the frame. */
typedef struct scratch {
    const gdcs_table *table;
    const int32_t *order;
    int64_t rows;
    int32_t *codes;
    double *doubles;
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

static gdcs_status add_axis(scratch *s, int32_t axis, gdcs_frame *frame, gdcs_error *err)
{
    const gdcs_i_axis *a = &s->table->axes[axis];
    gdcs_column c = head(s, a->name, a->concept_id, GDCS_TYPE_TEXT);
    for (int64_t i = 0; i < s->rows; i++)
        s->codes[i] = gdcs_i_cells_codes(s->table->cells, s->order[i])[axis];
    c.sensitivity = a->sensitivity;
    c.label = a->title;
    c.codes = s->codes;
    c.words = gdcs_i_pool_texts(a->labels);
    c.word_count = gdcs_i_pool_count(a->labels);
    return gdcs_frame_add(frame, &c, err);
}

static gdcs_status add_number(scratch *s, const char *name, int32_t concept, gdcs_frame *frame,
                              gdcs_error *err)
{
    gdcs_column c = head(s, name, concept, GDCS_TYPE_DOUBLE);
    for (int64_t i = 0; i < s->rows; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(s->table->cells, s->order[i]);
        const gdcs_cell cell = gdcs_i_cell_of_range(&range);
        s->doubles[i] = concept == GDCS_CONCEPT_LOWER   ? cell.lower
                        : concept == GDCS_CONCEPT_UPPER ? cell.upper
                                                        : cell.value;
    }
    c.doubles = s->doubles;
    c.unit = gdcs_table_get_meta(s->table, GDCS_META_COUNTING_UNIT);
    return gdcs_frame_add(frame, &c, err);
}

/* Letters become words in the order in which they are met. */
static gdcs_status add_letters(scratch *s, const char *name, int32_t concept, gdcs_frame *frame,
                               gdcs_error *err)
{
    char letters[26][2];
    const char *words[26];
    int32_t known[26], count = 0;
    gdcs_column c = head(s, name, concept, GDCS_TYPE_TEXT);
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
        s->codes[i] = *code;
    }
    c.codes = s->codes;
    c.words = words;
    c.word_count = count;
    return gdcs_frame_add(frame, &c, err);
}

static gdcs_status fill(scratch *s, gdcs_frame *frame, gdcs_error *err)
{
    const int has = gdcs_i_cells_has(s->table->cells);
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
    void *memory = NULL;
    gdcs_frame *frame = NULL;
    scratch s = {.table = table};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    s.rows = gdcs_i_cells_count(table->cells);
    GO(gdcs_i_cells_order(table->cells, &s.order, err));
    GO(gdcs_i_alloc(&memory, s.rows, sizeof *s.codes, err));
    s.codes = memory;
    GO(gdcs_i_alloc(&memory, s.rows, sizeof *s.doubles, err));
    s.doubles = memory;
    GO(gdcs_frame_new(&frame, err));
    GO(fill(&s, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    free(s.codes);
    free(s.doubles);
    return status;
}
