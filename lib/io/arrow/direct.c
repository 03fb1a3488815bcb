#include "io/arrow/direct.h"
#include "core/fail.h"
#include "core/memory.h"
#include "core/pool.h"
#include "data/concept.h"
#include "data/frame.h"
#include "io/arrow/said.h"
#include "io/arrow/view.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct growing {
    gdcs_column column; /* but for the values */
    void *items;        /* double, int64_t, int32_t */
    int64_t room;
    gdcs_i_pool *words; /* of text */
    gdcs_i_arrow_titles titles;
} growing;

typedef struct direct {
    gdcs_i_chunks *chunks;
    growing *columns;
} direct;

static gdcs_status add_word(growing *g, gdcs_i_cell *cell, int32_t *code, gdcs_error *err)
{
    char room[GDCS_I_CELL_ROOM];
    *code = -1;
    if (cell->kind == GDCS_I_CELL_NULL)
        return GDCS_OK;
    gdcs_i_cell_spell(cell, room);
    return gdcs_i_pool_add(g->words, cell->text, cell->size, code, err);
}

/* Of a dictionary each entry that occurs is looked up once. */
static gdcs_status take_dictionary(growing *g, const gdcs_i_arrow_view *v, int32_t *items,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int64_t index = 0;
    gdcs_i_cell cell;
    TRY(gdcs_i_alloc(&memory, v->values.array->length, sizeof(int32_t), err));
    int32_t *codes = memory; /* 2 + the code; 0: not looked up so far */
    for (int64_t i = 0; i < v->parent->length; i++) {
        GO(gdcs_i_arrow_index(v, i, &index, err));
        items[i] = -1;
        if (index < 0)
            continue;
        if (codes[index] == 0) {
            GO(gdcs_i_arrow_entry(v, index, i, &cell, err));
            GO(add_word(g, &cell, &codes[index], err));
            codes[index] += 2;
        }
        items[i] = codes[index] - 2;
    }
done:
    free(memory);
    return status;
}

static gdcs_status take_text(growing *g, const gdcs_i_arrow_view *v, int32_t *items,
                             gdcs_error *err)
{
    gdcs_i_cell cell;
    if (v->indices.array != NULL)
        return take_dictionary(g, v, items, err);
    for (int64_t i = 0; i < v->parent->length; i++) {
        TRY(gdcs_i_arrow_cell(v, i, &cell, err));
        TRY(add_word(g, &cell, &items[i], err));
    }
    return GDCS_OK;
}

static gdcs_status take_column(growing *g, const gdcs_i_arrow_view *v, gdcs_error *err)
{
    const int64_t at = v->first;
    gdcs_i_cell cell;
    if (g->column.type == GDCS_TYPE_TEXT)
        return take_text(g, v, (int32_t *)g->items + at, err);
    for (int64_t i = 0; i < v->parent->length; i++) {
        TRY(gdcs_i_arrow_cell(v, i, &cell, err));
        const int null = cell.kind == GDCS_I_CELL_NULL;
        if (g->column.type == GDCS_TYPE_DOUBLE)
            ((double *)g->items)[at + i] = null ? NAN : cell.number;
        else
            ((int64_t *)g->items)[at + i] = null ? INT64_MIN : cell.whole;
    }
    return GDCS_OK;
}

static gdcs_status take_array(void *context, const struct ArrowArray *array, gdcs_error *err)
{
    const direct *d = context;
    for (int64_t i = 0; i < d->chunks->field_count; i++) {
        growing *g = &d->columns[i];
        const size_t item = g->column.type == GDCS_TYPE_TEXT ? sizeof(int32_t) : sizeof(double);
        gdcs_i_arrow_view view;
        TRY(gdcs_i_arrow_open(&d->chunks->fields[i], array, d->chunks->rows, &view, err));
        const gdcs_status status =
            gdcs_i_reserve(&g->items, &g->room, d->chunks->rows + array->length, item, err);
        TRY(status);
        if (array->length > 0)
            TRY(take_column(g, &view, err));
    }
    return GDCS_OK;
}

static gdcs_status begin(direct *d, gdcs_i_arena *arena, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, d->chunks->field_count, sizeof(growing), err));
    d->columns = memory;
    for (int64_t i = 0; i < d->chunks->field_count; i++) {
        const gdcs_i_arrow_field *f = &d->chunks->fields[i];
        gdcs_schema_column said;
        TRY(gdcs_i_arrow_readable(f, err));
        TRY(gdcs_i_arrow_said(f, arena, &said, err));
        TRY(gdcs_i_arrow_said_of_words(f, arena, &d->columns[i].titles, err));
        if (f->name[0] == '\0')
            return gdcs_i_fail_at(err, GDCS_E_SCHEMA, 0, f->number, "type",
                                  "column %lld has no name", (long long)f->number);
        d->columns[i].column = (gdcs_column){.struct_size = sizeof(gdcs_column),
                                             .type = said.type,
                                             .concept_id = said.concept_id,
                                             .sensitivity = said.sensitivity,
                                             .name = said.name,
                                             .label = said.title,
                                             .unit = said.unit};
        if (said.type == GDCS_TYPE_TEXT)
            TRY(gdcs_i_pool_new(&d->columns[i].words, err));
    }
    return GDCS_OK;
}

static gdcs_status finish_column(growing *g, int64_t rows, gdcs_frame *frame, gdcs_error *err)
{
    gdcs_column *c = &g->column;
    if (g->items == NULL)
        TRY(gdcs_i_reserve(&g->items, &g->room, 1, sizeof(double), err));
    c->rows = rows;
    c->doubles = c->type == GDCS_TYPE_DOUBLE ? g->items : NULL;
    c->integers = c->type == GDCS_TYPE_INT64 ? g->items : NULL;
    c->codes = c->type == GDCS_TYPE_TEXT ? g->items : NULL;
    if (c->type == GDCS_TYPE_TEXT) {
        c->words = gdcs_i_pool_texts(g->words);
        c->word_count = gdcs_i_pool_count(g->words);
    }
    TRY(gdcs_frame_add(frame, c, err));
    free(g->items);
    g->items = NULL;
    return GDCS_OK;
}

/* Of the words that are there: titles of a column may outlive rows that a query left out. */
static gdcs_status add_titles(const growing *g, gdcs_frame *frame, gdcs_error *err)
{
    gdcs_i_titles *titles = &frame->columns[frame->count - 1].titles;
    for (int64_t i = 0; g->words != NULL && i < g->titles.count; i++) {
        const gdcs_schema_word *word = &g->titles.words[i];
        const int32_t code = gdcs_i_pool_find(g->words, word->from, strlen(word->from));
        if (code >= 0)
            TRY(gdcs_i_titles_set(titles, code, gdcs_i_pool_count(g->words), word->to, err));
    }
    return GDCS_OK;
}

static gdcs_status finish(direct *d, gdcs_i_arena *arena, gdcs_frame *frame, gdcs_error *err)
{
    gdcs_i_said said;
    TRY(gdcs_i_arrow_said_of_all(gdcs_i_chunks_type(d->chunks), arena, &said, err));
    frame->sensitivity = gdcs_i_higher(frame->sensitivity, said.sensitivity);
    for (int64_t i = 0; i < said.meta_count; i++)
        TRY(gdcs_frame_set_meta(frame, said.meta[i].key, said.meta[i].text, err));
    for (int64_t i = 0; i < d->chunks->field_count; i++) {
        TRY(finish_column(&d->columns[i], d->chunks->rows, frame, err));
        TRY(add_titles(&d->columns[i], frame, err));
    }
    return GDCS_OK;
}

static void free_columns(direct *d)
{
    for (int64_t i = 0; d->columns != NULL && i < d->chunks->field_count; i++) {
        free(d->columns[i].items);
        gdcs_i_pool_free(d->columns[i].words);
    }
    free(d->columns);
}

gdcs_status gdcs_i_arrow_direct(gdcs_i_chunks *chunks, gdcs_i_arena *arena, gdcs_frame **out,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    direct d = {.chunks = chunks};
    gdcs_frame *frame = NULL;
    GO(begin(&d, arena, err));
    GO(gdcs_i_chunks_each(chunks, take_array, &d, err));
    GO(gdcs_frame_new(&frame, err));
    GO(finish(&d, arena, frame, err));
    *out = frame;
done:
    free_columns(&d);
    if (status != GDCS_OK)
        gdcs_frame_free(frame);
    return status;
}
