#include "io/arrow/chunks.h"
#include "core/fail.h"
#include "core/text.h"
#include "io/arrow/view.h"

#include <stdlib.h>
#include <string.h>

const struct ArrowSchema *gdcs_i_chunks_type(const gdcs_i_chunks *c)
{
    return c->stream != NULL ? &c->own : c->type;
}

static gdcs_status stream_failed(struct ArrowArrayStream *s, int number, gdcs_error *err)
{
    const char *says = s->get_last_error != NULL ? s->get_last_error(s) : NULL;
    if (says == NULL || says[0] == '\0' || gdcs_i_utf8_valid(says, strlen(says)) < strlen(says))
        says = "no reason given";
    return gdcs_i_fail(err, GDCS_E_READ, "stream", "the stream failed with number %d: %.160s",
                       number, says);
}

gdcs_status gdcs_i_chunks_open(gdcs_i_chunks *c, gdcs_error *err)
{
    struct ArrowArrayStream *s = c->stream;
    if (s != NULL && (s->release == NULL || s->get_schema == NULL || s->get_next == NULL))
        return gdcs_i_fail(err, GDCS_E_SYNTAX, "stream", "the stream is released, or no stream");
    if (s != NULL) {
        const int number = s->get_schema(s, &c->own);
        if (number != 0) {
            c->own.release = NULL;
            return stream_failed(s, number, err);
        }
    }
    return gdcs_i_arrow_fields(gdcs_i_chunks_type(c), &c->fields, &c->field_count, err);
}

void gdcs_i_chunks_close(gdcs_i_chunks *c)
{
    if (c->own.release != NULL)
        c->own.release(&c->own);
    free(c->fields);
}

static gdcs_status take_one(gdcs_i_chunks *c, const struct ArrowArray *array,
                            gdcs_i_chunk_taker *take, void *context, gdcs_error *err)
{
    TRY(gdcs_i_progress_check(c->progress, err));
    TRY(gdcs_i_arrow_check(array, c->field_count, err));
    if (array->length > INT64_MAX - c->rows)
        return gdcs_i_fail(err, GDCS_E_SYNTAX, "stream",
                           "the stream has more rows than int64 counts");
    TRY(take(context, array, err));
    c->rows += array->length;
    return GDCS_OK;
}

gdcs_status gdcs_i_chunks_each(gdcs_i_chunks *c, gdcs_i_chunk_taker *take, void *context,
                               gdcs_error *err)
{
    if (c->stream == NULL)
        return take_one(c, c->array, take, context, err);
    for (;;) {
        struct ArrowArray array = {.release = NULL};
        const int number = c->stream->get_next(c->stream, &array);
        if (number != 0)
            return stream_failed(c->stream, number, err);
        if (array.release == NULL)
            return GDCS_OK;
        const gdcs_status status = take_one(c, &array, take, context, err);
        if (array.release != NULL)
            array.release(&array);
        TRY(status);
    }
}
