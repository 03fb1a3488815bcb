/* Records by every column. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "data/sex.h"
#include "privacy/microdata/records.h"
#include "privacy/release/records.h"

#include <gdcs/microdata.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TOTAL_SIZE = 64 };

/* Columns as axes, and for each value of a column its label. */
struct counting {
    const gdcs_frame *frame;
    gdcs_table *table;
    gdcs_i_coded column[GDCS_I_AXES];
    int32_t *label[GDCS_I_AXES]; /* by value, 0 (missing) too */
    int32_t width;
};

/* A name for the total that no value has: a number never has it. */
static void name_total(const gdcs_i_coded *c, char out[TOTAL_SIZE])
{
    char room[GDCS_I_VALUE_SIZE];
    int is_taken = 1;
    for (int number = 0; is_taken; number++) {
        if (number == 0)
            snprintf(out, TOTAL_SIZE, "total");
        else
            snprintf(out, TOTAL_SIZE, "total %d", number);
        is_taken = 0;
        for (int32_t v = 1; v <= c->values && c->column.type == GDCS_TYPE_TEXT; v++)
            is_taken |= strcmp(gdcs_i_coded_text(c, v, room), out) == 0;
    }
}

/* What recoding makes of a whole column, and groups of sexes. */
static int tells_nothing(const gdcs_column *c, const char *text)
{
    const int is_sex = c->concept_id == GDCS_CONCEPT_SEX;
    return strcmp(text, "*") == 0 ||
           (is_sex && gdcs_i_sex_find(text, strlen(text)) == GDCS_SEX_NONE);
}

static gdcs_status add_axis(struct counting *w, const char *name, gdcs_error *err)
{
    const int32_t i = w->width;
    gdcs_i_coded *c = &w->column[i];
    char total[TOTAL_SIZE], room[GDCS_I_VALUE_SIZE];
    void *memory = NULL;
    int32_t blank = 0;
    TRY(gdcs_i_coded_new(w->frame, name, GDCS_I_CODED_BY_BYTES, c, err));
    w->width++;
    const int32_t concept_id = c->column.concept_id;
    name_total(c, total);
    const gdcs_axis axis = {.struct_size = sizeof axis,
                            .concept_id =
                                concept_id < GDCS_CONCEPT_COUNT ? concept_id : GDCS_CONCEPT_GROUP,
                            .sensitivity = c->column.sensitivity,
                            .name = name,
                            .title = c->column.label,
                            .total = concept_id == GDCS_CONCEPT_SEX ? NULL : total};
    TRY(gdcs_table_add_axis(w->table, &axis, err));
    TRY(gdcs_i_alloc(&memory, (int64_t)c->values + 1, sizeof **w->label, err));
    w->label[i] = memory;
    const char *blank_label = w->table->axes[i].total_label;
    TRY(gdcs_i_axis_add_label(w->table, i, blank_label, strlen(blank_label), &blank, err));
    w->label[i][0] = blank;
    for (int32_t v = 1; v <= c->values; v++) {
        const char *text = gdcs_i_coded_text(c, v, room);
        w->label[i][v] = blank;
        if (!tells_nothing(&c->column, text))
            TRY(gdcs_i_axis_add_label(w->table, i, text, strlen(text), &w->label[i][v], err));
    }
    return GDCS_OK;
}

static gdcs_status add_axes(struct counting *w, gdcs_error *err)
{
    for (int64_t i = 0; i < w->frame->count; i++) {
        const gdcs_column c = gdcs_i_frame_show(w->frame, &w->frame->columns[i]);
        if (w->width == GDCS_I_AXES)
            return gdcs_i_fail(err, GDCS_E_LIMIT, "frame",
                               "records of more than %d columns have no place in a log",
                               (int)GDCS_I_AXES);
        TRY(add_axis(w, c.name, err));
    }
    return GDCS_OK;
}

static gdcs_status add_rows(struct counting *w, int is_part, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES] = {0};
    for (int64_t row = 0; row < w->frame->rows; row++) {
        for (int32_t i = 0; i < w->width; i++)
            codes[i] = w->label[i][w->column[i].codes[row]];
        TRY(gdcs_i_cells_add(w->table->cells, codes, 1.0, err));
    }
    for (int64_t slot = 0; is_part && slot < gdcs_i_cells_count(w->table->cells); slot++) {
        gdcs_i_range range = gdcs_i_cells_get(w->table->cells, slot);
        range.upper = (gdcs_i_sum){INFINITY, 0.0};
        range.inexact = 1;
        TRY(gdcs_i_cells_put(w->table->cells, slot, &range, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_release_count_records(const gdcs_frame *records, int is_part, gdcs_table **out,
                                         gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct counting w = {.frame = records};
    const gdcs_table_options o = {.struct_size = sizeof o,
                                  .absent = is_part ? GDCS_ABSENT_MISSING : GDCS_ABSENT_ZERO};
    GO(gdcs_table_new(&o, &w.table, err));
    GO(add_axes(&w, err));
    GO(add_rows(&w, is_part, err));
    *out = w.table;
    w.table = NULL;
done:
    for (int32_t i = 0; i < w.width; i++) {
        gdcs_i_coded_free(&w.column[i]);
        free(w.label[i]);
    }
    gdcs_table_free(w.table);
    return status;
}

gdcs_status gdcs_i_release_blank(const gdcs_frame *frame, const char *name, gdcs_frame **out,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_column c = {.struct_size = sizeof c};
    void *from = NULL, *to = NULL;
    int64_t count = 0;
    GO(gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, err));
    GO(gdcs_i_alloc(&from, c.word_count, sizeof *c.words, err));
    GO(gdcs_i_alloc(&to, c.word_count, sizeof *c.words, err));
    for (int64_t w = 0; c.type == GDCS_TYPE_TEXT && w < c.word_count; w++)
        if (tells_nothing(&c, c.words[w]))
            ((const char **)from)[count++] = c.words[w];
    if (count > 0)
        GO(gdcs_microdata_collapse(frame, name, from, to, count, out, err));
    else
        *out = gdcs_i_frame_hold(frame);
done:
    free(from);
    free(to);
    return status;
}
