#include "privacy/microdata/rebuild.h"

#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"

#include <stdlib.h>
#include <string.h>

static size_t item_of(int32_t type)
{
    return type == GDCS_TYPE_TEXT     ? sizeof(int32_t)
           : type == GDCS_TYPE_DOUBLE ? sizeof(double)
                                      : sizeof(int64_t);
}

static const void *values_of(const gdcs_column *c)
{
    return c->type == GDCS_TYPE_TEXT     ? (const void *)c->codes
           : c->type == GDCS_TYPE_DOUBLE ? (const void *)c->doubles
                                         : (const void *)c->integers;
}

static void pick(const gdcs_column *c, const int32_t *rows, int64_t n, void *values)
{
    const size_t item = item_of(c->type);
    const char *given = values_of(c);
    if (rows == NULL && n > 0)
        memcpy(values, given, (size_t)n * item);
    for (int64_t i = 0; rows != NULL && i < n; i++)
        memcpy((char *)values + (size_t)i * item, given + (size_t)rows[i] * item, item);
}

/* Keep the words that codes have, in their order. */
static gdcs_status thin_out(int32_t *codes, int64_t n, gdcs_column *c, const char ***words,
                            gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->word_count, sizeof **words, err));
    *words = memory;
    TRY(gdcs_i_alloc(&memory, c->word_count, sizeof(int32_t), err));
    int32_t *number = memory, used = 0;
    for (int64_t i = 0; i < n; i++)
        if (codes[i] >= 0)
            number[codes[i]] = 1;
    for (int64_t w = 0; w < c->word_count; w++)
        if (number[w] != 0) {
            (*words)[used] = c->words[w];
            number[w] = used++;
        }
    for (int64_t i = 0; i < n; i++)
        codes[i] = codes[i] < 0 ? -1 : number[codes[i]];
    c->words = *words;
    c->word_count = used;
    free(number);
    return GDCS_OK;
}

static gdcs_status add(gdcs_frame *frame, const gdcs_column *given, const int32_t *rows, int64_t n,
                       gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_column c = *given;
    void *values = NULL;
    const char **words = NULL;
    GO(gdcs_i_alloc(&values, n, item_of(c.type), err));
    pick(&c, rows, n, values);
    c.rows = n;
    if (c.type == GDCS_TYPE_TEXT)
        GO(thin_out(values, n, &c, &words, err));
    GO(gdcs_i_frame_give(frame, &c, values, err));
    values = NULL;
done:
    free(values);
    free(words);
    return status;
}

gdcs_status gdcs_i_rebuild(const gdcs_frame *frame, const int32_t *rows, int64_t n,
                           const gdcs_column *replaced, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *made = NULL;
    GO(gdcs_frame_new(&made, err));
    made->sensitivity = frame->sensitivity;
    for (int64_t i = 0; i < frame->count; i++) {
        const gdcs_column c = gdcs_i_frame_show(frame, &frame->columns[i]);
        const int is_new = replaced != NULL && replaced[i].struct_size != 0;
        GO(add(made, is_new ? &replaced[i] : &c, is_new ? NULL : rows, n, err));
    }
    GO(gdcs_i_texts_copy(&frame->texts, &made->texts, err));
    *out = made;
    return GDCS_OK;
done:
    gdcs_frame_free(made);
    return status;
}

gdcs_status gdcs_i_rebuild_one(const gdcs_frame *frame, int64_t index, const gdcs_column *column,
                               gdcs_frame **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, frame->count, sizeof(gdcs_column), err));
    gdcs_column *replaced = memory;
    replaced[index] = *column;
    const gdcs_status status = gdcs_i_rebuild(frame, NULL, frame->rows, replaced, out, err);
    free(replaced);
    return status;
}
