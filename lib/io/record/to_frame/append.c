/* Rows that were resolved apart.  Words are numbered when their first row comes, so that the order is that
   of the file whoever resolved them. */
#include "core/fail.h"
#include "core/memory.h"
#include "io/record/to_frame/inside.h"

#include <string.h>

/* A text that no row with a code of its chunk had before. */
static gdcs_status learn(gdcs_i_growing *c, const gdcs_i_chunk *chunk, const gdcs_i_spelt *s,
                         gdcs_i_legend *legend, int32_t *number, gdcs_error *err)
{
    void *memory = legend->numbers;
    TRY(gdcs_i_pool_add(c->words, chunk->text + s->at, s->size, number, err));
    if (s->code < 0)
        return GDCS_OK;
    const gdcs_status status =
        gdcs_i_stretch(&memory, &legend->room, (int64_t)s->code + 1, sizeof *legend->numbers, err);
    legend->numbers = memory;
    TRY(status);
    legend->numbers[s->code] = *number;
    legend->numbers[0] = -1;
    return GDCS_OK;
}

static gdcs_status append_codes(gdcs_i_growing *c, const gdcs_i_chunk *chunk, int64_t column,
                                int64_t from, int64_t n, int32_t *to, gdcs_error *err)
{
    const gdcs_i_chunk_column *given = &chunk->columns[column];
    gdcs_i_legend *legend = &chunk->legends[column];
    const int32_t *codes = given->codes + from;
    for (int64_t i = 0; i < n; i++) {
        if (codes[i] > 0)
            to[i] = legend->numbers[codes[i]];
        else if (codes[i] == 0)
            to[i] = -1;
        else
            TRY(learn(c, chunk, &given->spelt[-1 - codes[i]], legend, &to[i], err));
    }
    return GDCS_OK;
}

/* The same in each row. */
static gdcs_status append_constant(const gdcs_i_binding *b, gdcs_i_growing *c, int64_t n, void *to,
                                   gdcs_error *err)
{
    const gdcs_i_slot *slot = &b->slots[c->slot];
    int32_t code = 0;
    gdcs_i_number number = {.kind = GDCS_I_NUMBER_EXACT};
    if (c->type == GDCS_TYPE_TEXT) {
        TRY(gdcs_i_words_take(slot->words, &slot->constant, &code, err));
        TRY(gdcs_i_growing_number(b, c, code, &code, err));
    } else {
        gdcs_i_number_take(&slot->lists, &slot->form, &slot->constant, &number);
    }
    for (int64_t i = 0; i < n; i++)
        if (c->type == GDCS_TYPE_TEXT)
            ((int32_t *)to)[i] = code;
        else if (c->type == GDCS_TYPE_INT64)
            ((int64_t *)to)[i] = number.integer;
        else
            ((double *)to)[i] = number.value;
    return GDCS_OK;
}

gdcs_status gdcs_i_to_frame_append(gdcs_i_to_frame *to, const gdcs_i_chunk *chunk, int64_t from,
                                   int64_t n, gdcs_error *err)
{
    if (n == 0)
        return GDCS_OK;
    for (int64_t i = 0; i < to->column_count; i++) {
        gdcs_i_growing *c = &to->columns[i];
        const int text = c->type == GDCS_TYPE_TEXT;
        const size_t item = text ? sizeof(int32_t) : sizeof(gdcs_i_figure);
        TRY(gdcs_i_stretch(&c->items, &c->room, to->rows + n, item, err));
        char *at = (char *)c->items + (size_t)to->rows * item;
        if (to->binding->slots[c->slot].field < 0)
            TRY(append_constant(to->binding, c, n, at, err));
        else if (text)
            TRY(append_codes(c, chunk, i, from, n, (int32_t *)(void *)at, err));
        else
            memcpy(at, chunk->columns[i].figures + from, (size_t)n * item);
    }
    to->rows += n;
    return GDCS_OK;
}
