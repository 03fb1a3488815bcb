/* Where arrays come from: one array, or a stream of them. */
#ifndef GDCS_IO_ARROW_CHUNKS_H
#define GDCS_IO_ARROW_CHUNKS_H

#include "core/progress.h"
#include "io/arrow/field.h"

typedef struct gdcs_i_chunks {
    const struct ArrowSchema *type; /* of the one array */
    const struct ArrowArray *array;
    struct ArrowArrayStream *stream; /* instead of both */
    const gdcs_progress *progress;   /* looked at before each array; may be NULL */
    struct ArrowSchema own;          /* type of the stream, from here on set by opening */
    gdcs_i_arrow_field *fields;
    int64_t field_count;
    int64_t rows; /* of the arrays so far, without the one that is being taken */
} gdcs_i_chunks;

gdcs_status gdcs_i_chunks_open(gdcs_i_chunks *chunks, gdcs_error *err);
void gdcs_i_chunks_close(gdcs_i_chunks *chunks);

/* Take each array, after it was checked. */
typedef gdcs_status gdcs_i_chunk_taker(void *context, const struct ArrowArray *array,
                                       gdcs_error *err);
gdcs_status gdcs_i_chunks_each(gdcs_i_chunks *chunks, gdcs_i_chunk_taker *take, void *context,
                               gdcs_error *err);

/* The type that was opened. */
const struct ArrowSchema *gdcs_i_chunks_type(const gdcs_i_chunks *chunks);
#endif
