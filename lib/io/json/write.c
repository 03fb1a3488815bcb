/* Frames and tables to JSON. */
#include <gdcs/json.h>

#include "core/fail.h"
#include "core/put.h"
#include "data/table.h"
#include "data/leave.h"
#include "io/json/put.h"
#include "io/schema/names.h"

#include <gdcs/meta.h>

#include <math.h>
#include <string.h>

typedef struct writing {
    gdcs_sink *sink;
    gdcs_error *err;
} writing;

static gdcs_status put(const writing *w, const char *text)
{
    return gdcs_i_put(w->sink, text, w->err);
}

static gdcs_status put_text(const writing *w, const char *text)
{
    return gdcs_i_put_json_text(w->sink, text, w->err);
}

/* , "name": "text" unless there is none. */
static gdcs_status put_given(const writing *w, const char *name, const char *text)
{
    if (text == NULL)
        return GDCS_OK;
    TRY(put(w, ", \""));
    TRY(put(w, name));
    TRY(put(w, "\": "));
    return put_text(w, text);
}

/* The same of a text that is none if it is empty. */
static gdcs_status put_member(const writing *w, const char *name, const char *text)
{
    return put_given(w, name, text != NULL && text[0] != '\0' ? text : NULL);
}

/* What sensitivity the reader would not think of. */
static gdcs_status put_sensitivity(const writing *w, int32_t sensitivity, int32_t usual)
{
    return sensitivity == usual
               ? GDCS_OK
               : put_member(w, "sensitivity", gdcs_i_sensitivity_name(sensitivity));
}

static gdcs_status put_meta(const writing *w, const char *(*get)(const void *, int32_t),
                            const void *object)
{
    int first = 1;
    TRY(put(w, "{\"meta\": {"));
    for (int32_t key = 1; gdcs_meta_name(key)[0] != '\0'; key++) {
        const char *text = get(object, key);
        if (text[0] == '\0')
            continue;
        TRY(put(w, first ? "\"" : ", \""));
        first = 0;
        TRY(put(w, gdcs_meta_name(key)));
        TRY(put(w, "\": "));
        TRY(put_text(w, text));
    }
    return put(w, "}");
}

static const char *frame_meta(const void *frame, int32_t key)
{
    return gdcs_frame_get_meta(frame, key);
}

static const char *table_meta(const void *table, int32_t key)
{
    return gdcs_table_get_meta(table, key);
}

static gdcs_status put_value(const writing *w, const gdcs_column *column, int64_t row)
{
    switch (column->type) {
    case GDCS_TYPE_DOUBLE: return gdcs_i_put_json_double(w->sink, column->doubles[row], w->err);
    case GDCS_TYPE_INT64: return gdcs_i_put_json_int64(w->sink, column->integers[row], w->err);
    default: break;
    }
    const int32_t code = column->codes[row];
    return code < 0 ? put(w, "null") : put_text(w, column->words[code]);
}

/* By the word: reading numbers the words anew. */
static gdcs_status put_titles(const writing *w, const gdcs_frame *frame, const gdcs_column *column)
{
    int any = 0;
    for (int64_t i = 0; i < column->word_count; i++) {
        const char *title = gdcs_frame_get_title(frame, column->name, column->words[i]);
        if (title[0] == '\0')
            continue;
        TRY(put(w, any++ ? ", " : ", \"titles\": {"));
        TRY(put_text(w, column->words[i]));
        TRY(put(w, ": "));
        TRY(put_text(w, title));
    }
    return put(w, any > 0 ? "}" : "");
}

static gdcs_status put_column(const writing *w, const gdcs_frame *frame, const gdcs_column *column)
{
    TRY(put(w, "{\"name\": "));
    TRY(put_text(w, column->name));
    TRY(put_member(w, "concept", gdcs_concept_name(column->concept_id)));
    TRY(put_member(w, "type", gdcs_i_type_name(column->type)));
    TRY(put_sensitivity(w, column->sensitivity, gdcs_concept_sensitivity(column->concept_id)));
    if (column->label != NULL && strcmp(column->label, column->name) != 0)
        TRY(put_member(w, "label", column->label));
    TRY(put_member(w, "unit", column->unit));
    TRY(put_titles(w, frame, column));
    TRY(put(w, ", \"values\": ["));
    for (int64_t row = 0; row < column->rows; row++) {
        TRY(put(w, row > 0 ? ", " : ""));
        TRY(put_value(w, column, row));
    }
    return put(w, "]}");
}

static gdcs_status put_frame(const writing *w, const gdcs_frame *frame)
{
    TRY(put_meta(w, frame_meta, frame));
    TRY(put_sensitivity(w, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PUBLIC));
    TRY(put(w, ", \"rows\": "));
    TRY(gdcs_i_put_int64(w->sink, gdcs_frame_count_rows(frame), w->err));
    TRY(put(w, ",\n \"columns\": ["));
    for (int64_t i = 0; i < gdcs_frame_count_columns(frame); i++) {
        gdcs_column column = {.struct_size = sizeof column};
        TRY(gdcs_frame_get(frame, i, &column, w->err));
        TRY(put(w, i > 0 ? ",\n  " : "\n  "));
        TRY(put_column(w, frame, &column));
    }
    return put(w, "]}\n");
}

gdcs_status gdcs_json_write_frame(const gdcs_frame *frame, gdcs_sink *sink, gdcs_error *err)
{
    const writing w = {.sink = sink, .err = err};
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(gdcs_i_leave_frame(frame, err));
    return put_frame(&w, frame);
}

static gdcs_status put_label_titles(const writing *w, const gdcs_axis *axis)
{
    int64_t titled = 0;
    for (int64_t i = 0; axis->titles != NULL && i < axis->label_count; i++)
        titled += axis->titles[i] != NULL;
    if (titled == 0)
        return GDCS_OK;
    TRY(put(w, ", \"titles\": ["));
    for (int64_t i = 0; i < axis->label_count; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(axis->titles[i] != NULL ? put_text(w, axis->titles[i]) : put(w, "null"));
    }
    return put(w, "]");
}

static gdcs_status put_axis(const writing *w, const gdcs_axis *axis)
{
    TRY(put(w, "{\"name\": "));
    TRY(put_text(w, axis->name));
    TRY(put_member(w, "concept", gdcs_concept_name(axis->concept_id)));
    TRY(put_sensitivity(w, axis->sensitivity, gdcs_concept_sensitivity(axis->concept_id)));
    if (axis->title != NULL && strcmp(axis->title, axis->name) != 0)
        TRY(put_member(w, "title", axis->title));
    TRY(put_given(w, "total", axis->total));
    TRY(put(w, ", \"labels\": ["));
    for (int64_t i = 0; i < axis->label_count; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(put_text(w, axis->labels[i]));
    }
    TRY(put(w, "]"));
    TRY(put_label_titles(w, axis));
    return put(w, "}");
}

static gdcs_status put_axes(const writing *w, const gdcs_table *table)
{
    TRY(put(w, ",\n \"axes\": ["));
    for (int64_t i = 0; i < gdcs_table_count_axes(table); i++) {
        gdcs_axis axis = {.struct_size = sizeof axis};
        TRY(gdcs_table_get_axis(table, i, &axis, w->err));
        TRY(put(w, i > 0 ? ",\n  " : "\n  "));
        TRY(put_axis(w, &axis));
    }
    return put(w, "]");
}

static gdcs_status put_limits(const writing *w, const gdcs_cell *cell)
{
    TRY(put(w, ", \"lower\": "));
    TRY(gdcs_i_put_json_double(w->sink, cell->lower, w->err));
    TRY(put(w, ", \"upper\": "));
    return gdcs_i_put_json_double(w->sink, cell->upper, w->err);
}

static gdcs_status put_cell(const writing *w, const gdcs_cell *cell, const int32_t *codes,
                            int64_t width)
{
    const char status[2] = {(char)(cell->status == 'A' ? 0 : cell->status), '\0'};
    const char confidentiality[2] = {
        (char)(cell->confidentiality == 'F' ? 0 : cell->confidentiality), '\0'};
    TRY(put(w, "{\"at\": ["));
    for (int64_t i = 0; i < width; i++) {
        TRY(put(w, i > 0 ? ", " : ""));
        TRY(gdcs_i_put_int64(w->sink, codes[i], w->err));
    }
    TRY(put(w, "], \"value\": "));
    TRY(gdcs_i_put_json_double(w->sink, cell->value, w->err));
    if (isnan(cell->value))
        TRY(put_limits(w, cell));
    TRY(put_member(w, "status", status));
    TRY(put_member(w, "confidentiality", confidentiality));
    return put(w, "}");
}

static gdcs_status put_cells(const writing *w, const gdcs_table *table)
{
    int32_t codes[GDCS_I_AXES];
    TRY(put(w, ",\n \"cells\": ["));
    for (int64_t i = 0; i < gdcs_table_count_cells(table); i++) {
        gdcs_cell cell = {.struct_size = sizeof cell};
        TRY(gdcs_table_get_at(table, i, codes, &cell, w->err));
        TRY(put(w, i > 0 ? ",\n  " : "\n  "));
        TRY(put_cell(w, &cell, codes, gdcs_table_count_axes(table)));
    }
    return put(w, "]}\n");
}

gdcs_status gdcs_json_write_table(const gdcs_table *table, gdcs_sink *sink, gdcs_error *err)
{
    const writing w = {.sink = sink, .err = err};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(sink, "sink", err));
    TRY(gdcs_i_leave_table(table, err));
    TRY(put_meta(&w, table_meta, table));
    TRY(put_sensitivity(&w, gdcs_table_get_sensitivity(table), GDCS_SENSITIVITY_PUBLIC));
    TRY(put(&w, table->absent == GDCS_ABSENT_MISSING ? ", \"absent\": \"missing\""
                                                     : ", \"absent\": \"zero\""));
    TRY(put_axes(&w, table));
    return put_cells(&w, table);
}
