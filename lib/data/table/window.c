#include "data/table/window.h"

#include "core/fail.h"
#include "core/memory.h"
#include "data/concept.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { PART = 1024 };

static gdcs_status check_name(const gdcs_i_window *w, const char *name, gdcs_error *err)
{
    for (int32_t i = 0; i < w->count; i++)
        if (strcmp(w->columns[i].name, name) == 0)
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, "name", "there is a column \"%s\" already",
                               name);
    return GDCS_OK;
}

/* The next column and its values. */
static gdcs_status add(gdcs_i_window *w, const gdcs_column *column, int64_t room, gdcs_error *err)
{
    const int is_text = column->type == GDCS_TYPE_TEXT;
    gdcs_column *c = &w->columns[w->count];
    void *memory = NULL;
    TRY(check_name(w, column->name, err));
    TRY(gdcs_i_alloc(&memory, room, is_text ? sizeof(int32_t) : sizeof(double), err));
    *c = *column;
    c->struct_size = sizeof *c;
    c->rows = room;
    c->codes = is_text ? memory : NULL;
    c->doubles = is_text ? NULL : memory;
    w->values[w->count++] = memory;
    return gdcs_i_sensitivity(column->sensitivity, column->concept_id, &c->sensitivity, err);
}

static gdcs_status add_axis(gdcs_i_window *w, const gdcs_i_axis *axis, int64_t room,
                            gdcs_error *err)
{
    const gdcs_column c = {.type = GDCS_TYPE_TEXT,
                           .concept_id = axis->concept_id,
                           .sensitivity = axis->sensitivity,
                           .name = axis->name,
                           .label = axis->title,
                           .words = gdcs_i_pool_texts(axis->labels),
                           .word_count = gdcs_i_pool_count(axis->labels)};
    return add(w, &c, room, err);
}

static gdcs_status add_number(gdcs_i_window *w, const char *name, int32_t concept, int64_t room,
                              gdcs_error *err)
{
    const gdcs_column c = {.type = GDCS_TYPE_DOUBLE,
                           .concept_id = concept,
                           .sensitivity = gdcs_table_get_sensitivity(w->table),
                           .name = name,
                           .unit = gdcs_table_get_meta(w->table, GDCS_META_COUNTING_UNIT)};
    return add(w, &c, room, err);
}

static char letter_of(const gdcs_i_range *range, int32_t concept)
{
    return concept == GDCS_CONCEPT_STATUS ? range->status : range->confidentiality;
}

static void find_letters(const gdcs_i_window *w, int32_t concept, gdcs_i_letters *letters)
{
    for (int i = 0; i < GDCS_I_LETTERS; i++)
        letters->codes[i] = -1;
    for (int64_t i = 0; i < w->rows; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(w->table->cells, w->order[i]);
        const char letter = letter_of(&range, concept);
        int32_t *code = &letters->codes[letter - 'A'];
        if (*code >= 0)
            continue;
        *code = letters->count++;
        letters->text[*code][0] = letter;
        letters->words[*code] = letters->text[*code];
    }
}

static gdcs_status add_letters(gdcs_i_window *w, const char *name, int32_t concept,
                               gdcs_i_letters *letters, int64_t room, gdcs_error *err)
{
    find_letters(w, concept, letters);
    const gdcs_column c = {.type = GDCS_TYPE_TEXT,
                           .concept_id = concept,
                           .sensitivity = gdcs_table_get_sensitivity(w->table),
                           .name = name,
                           .words = letters->words,
                           .word_count = letters->count};
    return add(w, &c, room, err);
}

static gdcs_status add_columns(gdcs_i_window *w, int64_t room, gdcs_error *err)
{
    const gdcs_table *t = w->table;
    const int has = gdcs_i_cells_has(t->cells);
    for (int32_t axis = 0; axis < t->width; axis++)
        TRY(add_axis(w, &t->axes[axis], room, err));
    TRY(add_number(w, "value", GDCS_CONCEPT_VALUE, room, err));
    if (has & GDCS_I_HAS_RANGE) {
        TRY(add_number(w, "lower", GDCS_CONCEPT_LOWER, room, err));
        TRY(add_number(w, "upper", GDCS_CONCEPT_UPPER, room, err));
    }
    if (has & GDCS_I_HAS_STATUS)
        TRY(add_letters(w, "status", GDCS_CONCEPT_STATUS, &w->status, room, err));
    if (has & GDCS_I_HAS_CONFIDENTIALITY)
        TRY(add_letters(w, "confidentiality", GDCS_CONCEPT_CONFIDENTIALITY, &w->confidentiality,
                        room, err));
    return GDCS_OK;
}

gdcs_status gdcs_i_window_open(gdcs_i_window *window, const gdcs_table *table, int64_t room,
                               gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    *window = (gdcs_i_window){.table = table, .rows = gdcs_i_cells_count(table->cells)};
    GO(gdcs_i_cells_order(table->cells, &window->order, err));
    GO(add_columns(window, room < window->rows ? room : window->rows, err));
    return GDCS_OK;
done:
    gdcs_i_window_close(window);
    return status;
}

/* A part of the cells at a time: their keys are near when the next axis asks for them. */
static void read_codes(gdcs_i_window *w, int64_t first, int64_t n)
{
    for (int64_t from = 0; from < n; from += PART)
        for (int32_t axis = 0; axis < w->table->width; axis++)
            gdcs_i_cells_codes_along(w->table->cells, axis, w->order + first + from,
                                     n - from < PART ? n - from : PART,
                                     (int32_t *)w->values[axis] + from);
}

static double number_of(const gdcs_i_range *range, int32_t concept)
{
    const double lower = gdcs_i_range_lower(range);
    return concept == GDCS_CONCEPT_LOWER   ? lower
           : concept == GDCS_CONCEPT_UPPER ? gdcs_i_range_upper(range)
           : range->inexact                ? NAN
                                           : lower;
}

static void read_numbers(const gdcs_i_window *w, int32_t column, int64_t first, int64_t n)
{
    double *numbers = w->values[column];
    const gdcs_i_sum *plain = gdcs_i_cells_numbers(w->table->cells);
    for (int64_t i = 0; plain != NULL && i < n; i++)
        numbers[i] = gdcs_i_sum_value(plain[w->order[first + i]]);
    if (plain != NULL)
        return;
    for (int64_t i = 0; i < n; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(w->table->cells, w->order[first + i]);
        numbers[i] = number_of(&range, w->columns[column].concept_id);
    }
}

static void read_letters(const gdcs_i_window *w, int32_t column, int64_t first, int64_t n)
{
    const int32_t concept = w->columns[column].concept_id;
    const gdcs_i_letters *letters =
        concept == GDCS_CONCEPT_STATUS ? &w->status : &w->confidentiality;
    int32_t *codes = w->values[column];
    for (int64_t i = 0; i < n; i++) {
        const gdcs_i_range range = gdcs_i_cells_get(w->table->cells, w->order[first + i]);
        codes[i] = letters->codes[letter_of(&range, concept) - 'A'];
    }
}

void gdcs_i_window_read(gdcs_i_window *window, int64_t first, int64_t n)
{
    read_codes(window, first, n);
    for (int32_t i = window->table->width; i < window->count; i++)
        if (window->columns[i].type == GDCS_TYPE_DOUBLE)
            read_numbers(window, i, first, n);
        else
            read_letters(window, i, first, n);
}

void gdcs_i_window_close(gdcs_i_window *window)
{
    for (int32_t i = 0; i < window->count; i++)
        free(window->values[i]);
    window->count = 0;
}
