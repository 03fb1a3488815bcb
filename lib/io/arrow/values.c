/* The values of a frame as an ArrowArray.  Each child holds the frame by itself: who takes an array may
   move a child out of it and release the rest. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/frame.h"
#include "io/arrow/make.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

typedef struct owned {
    gdcs_frame *frame; /* NULL: the buffers are our own */
    unsigned char *validity;
    void *offsets;
    char *bytes;
    const void *buffers[3];
} owned;

static void release(struct ArrowArray *a)
{
    owned *o = a->private_data;
    for (int64_t i = 0; i < a->n_children; i++) {
        if (a->children[i] != NULL && a->children[i]->release != NULL)
            a->children[i]->release(a->children[i]);
        free(a->children[i]);
    }
    free(a->children);
    if (a->dictionary != NULL && a->dictionary->release != NULL)
        a->dictionary->release(a->dictionary);
    free(a->dictionary);
    gdcs_frame_free(o->frame);
    free(o->validity);
    free(o->offsets);
    free(o->bytes);
    free(o);
    a->release = NULL;
}

/* One that can be released from here on. */
static gdcs_status begin(int64_t length, int64_t buffers, struct ArrowArray *out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(owned), err));
    owned *o = memory;
    *out = (struct ArrowArray){.length = length,
                               .n_buffers = buffers,
                               .buffers = o->buffers,
                               .release = release,
                               .private_data = o};
    return GDCS_OK;
}

static int is_missing(const gdcs_column *c, int64_t row)
{
    switch (c->type) {
    case GDCS_TYPE_DOUBLE: return isnan(c->doubles[row]);
    case GDCS_TYPE_INT64: return c->integers[row] == INT64_MIN;
    default: return c->codes[row] < 0;
    }
}

/* Bits are made only where something is missing. */
static gdcs_status add_validity(const gdcs_column *c, struct ArrowArray *out, gdcs_error *err)
{
    owned *o = out->private_data;
    void *memory = NULL;
    for (int64_t i = 0; i < c->rows; i++)
        out->null_count += is_missing(c, i);
    if (out->null_count == 0)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, c->rows / 8 + 1, 1, err));
    o->validity = memory;
    o->buffers[0] = memory;
    for (int64_t i = 0; i < c->rows; i++)
        if (!is_missing(c, i))
            o->validity[i / 8] = (unsigned char)(o->validity[i / 8] | 1 << (i % 8));
    return GDCS_OK;
}

int64_t gdcs_i_arrow_word_bytes(const gdcs_column *c)
{
    int64_t bytes = 0;
    for (int64_t i = 0; i < c->word_count; i++)
        bytes += (int64_t)strlen(c->words[i]);
    return bytes;
}

static void put_words(const gdcs_column *c, int large, owned *o)
{
    int64_t used = 0;
    for (int64_t i = 0; i <= c->word_count; i++) {
        if (large)
            ((int64_t *)o->offsets)[i] = used;
        else
            ((int32_t *)o->offsets)[i] = (int32_t)used;
        if (i == c->word_count)
            break;
        const size_t size = strlen(c->words[i]);
        memcpy(o->bytes + used, c->words[i], size);
        used += (int64_t)size;
    }
}

static gdcs_status add_dictionary(const gdcs_column *c, int64_t small, struct ArrowArray *out,
                                  gdcs_error *err)
{
    void *memory = NULL;
    const int64_t bytes = gdcs_i_arrow_word_bytes(c);
    const int large = bytes > small;
    TRY(gdcs_i_alloc(&memory, 1, sizeof *out->dictionary, err));
    out->dictionary = memory;
    TRY(begin(c->word_count, 3, out->dictionary, err));
    owned *o = out->dictionary->private_data;
    TRY(gdcs_i_alloc(&o->offsets, c->word_count + 1, large ? sizeof(int64_t) : sizeof(int32_t),
                     err));
    TRY(gdcs_i_alloc(&memory, bytes, 1, err));
    o->bytes = memory;
    put_words(c, large, o);
    o->buffers[1] = o->offsets;
    o->buffers[2] = o->bytes;
    return GDCS_OK;
}

static gdcs_status make_child(const gdcs_frame *frame, const gdcs_column *c, int64_t small,
                              struct ArrowArray *out, gdcs_error *err)
{
    TRY(begin(c->rows, 2, out, err));
    owned *o = out->private_data;
    o->frame = gdcs_i_frame_hold(frame);
    o->buffers[1] = c->type == GDCS_TYPE_DOUBLE  ? (const void *)c->doubles
                    : c->type == GDCS_TYPE_INT64 ? (const void *)c->integers
                                                 : (const void *)c->codes;
    TRY(add_validity(c, out, err));
    return c->type == GDCS_TYPE_TEXT ? add_dictionary(c, small, out, err) : GDCS_OK;
}

static gdcs_status add_children(const gdcs_frame *frame, int64_t small, struct ArrowArray *out,
                                gdcs_error *err)
{
    void *memory = NULL;
    const int64_t count = gdcs_frame_count_columns(frame);
    TRY(gdcs_i_alloc(&memory, count, sizeof(struct ArrowArray *), err));
    out->children = memory;
    for (int64_t i = 0; i < count; i++) {
        gdcs_column c = {.struct_size = sizeof c};
        TRY(gdcs_frame_get(frame, i, &c, err));
        TRY(gdcs_i_alloc(&memory, 1, sizeof(struct ArrowArray), err));
        out->children[out->n_children++] = memory;
        TRY(make_child(frame, &c, small, memory, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_arrow_values(const gdcs_frame *frame, int64_t small, struct ArrowArray *out,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct ArrowArray made = {.release = NULL};
    TRY(begin(gdcs_frame_count_rows(frame), 1, &made, err));
    GO(add_children(frame, small, &made, err));
    *out = made;
    return GDCS_OK;
done:
    made.release(&made);
    return status;
}
