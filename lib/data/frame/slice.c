#include "data/frame.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* The numbers of the rows with this code, in order. */
static gdcs_status rows_with(const gdcs_frame *frame, const gdcs_i_column *by, int32_t code,
                             int64_t **rows, int64_t *count, gdcs_error *err)
{
    const int32_t *codes = by->values;
    void *memory = NULL;
    *count = 0;
    TRY(gdcs_i_alloc(&memory, frame->rows, sizeof **rows, err));
    *rows = memory;
    for (int64_t i = 0; i < frame->rows; i++)
        if (codes[i] == code)
            (*rows)[(*count)++] = i;
    return GDCS_OK;
}

static gdcs_status add_rows(gdcs_frame *out, const gdcs_column *from, const int64_t *rows,
                            int64_t count, gdcs_error *err)
{
    const void *const values = from->type == GDCS_TYPE_TEXT     ? (const void *)from->codes
                               : from->type == GDCS_TYPE_DOUBLE ? (const void *)from->doubles
                                                                : (const void *)from->integers;
    const size_t item = from->type == GDCS_TYPE_TEXT ? sizeof *from->codes : sizeof *from->integers;
    void *memory = NULL;
    gdcs_column c = *from;
    TRY(gdcs_i_alloc(&memory, count, item, err));
    for (int64_t i = 0; i < count; i++)
        memcpy((char *)memory + (size_t)i * item, (const char *)values + (size_t)rows[i] * item,
               item);
    c.rows = count;
    c.doubles = c.type == GDCS_TYPE_DOUBLE ? memory : NULL;
    c.integers = c.type == GDCS_TYPE_INT64 ? memory : NULL;
    c.codes = c.type == GDCS_TYPE_TEXT ? memory : NULL;
    const gdcs_status status = gdcs_frame_add(out, &c, err);
    free(memory);
    return status;
}

static gdcs_status add_all_but(gdcs_frame *out, const gdcs_frame *frame, int64_t but,
                               const int64_t *rows, int64_t count, gdcs_error *err)
{
    for (int64_t i = 0; i < frame->count; i++) {
        const gdcs_column c = gdcs_i_frame_show(frame, &frame->columns[i]);
        if (i != but)
            TRY(add_rows(out, &c, rows, count, err));
        if (i != but)
            TRY(gdcs_i_frame_set_titles(out, frame->columns[i].titles.of, err));
    }
    return gdcs_i_texts_copy(&frame->texts, &out->texts, err);
}

gdcs_status gdcs_frame_slice(const gdcs_frame *frame, const char *name, const char *word,
                             gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *slice = NULL;
    int64_t *rows = NULL, count = 0;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(name, "name", err));
    TRY(gdcs_i_need(word, "word", err));
    TRY(gdcs_i_need(out, "out", err));
    const int64_t index = gdcs_frame_find(frame, name);
    if (index < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the frame has no column \"%s\"", name);
    const gdcs_i_column *by = &frame->columns[index];
    if (by->type != GDCS_TYPE_TEXT)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, name, "the column is no text");
    const int32_t code = gdcs_i_pool_find(by->words, word, strlen(word));
    if (code < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, name, "the column has no word \"%s\"", word);
    GO(rows_with(frame, by, code, &rows, &count, err));
    GO(gdcs_frame_new(&slice, err));
    slice->sensitivity = gdcs_frame_get_sensitivity(frame); /* that of the column that goes, too */
    GO(add_all_but(slice, frame, index, rows, count, err));
    *out = slice;
done:
    free(rows);
    if (status != GDCS_OK)
        gdcs_frame_free(slice);
    return status;
}
