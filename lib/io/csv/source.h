/* Bytes of a file, of the standard input, or of memory; unpacked where they are packed by gzip or zstd. */
#ifndef GDCS_IO_CSV_SOURCE_H
#define GDCS_IO_CSV_SOURCE_H

#include "io/csv/source/ahead.h"

typedef struct gdcs_i_source {
    gdcs_i_bytes bytes;
    gdcs_i_ahead *ahead; /* NULL: nothing is packed */
    int alone;           /* begin no thread */
    int begun;           /* was the packing looked for? */
    char *first;         /* what was looked at before it was read */
    size_t first_used;
    size_t first_size;
} gdcs_i_source;

/* "-" is the standard input.  GDCS_E_OPEN; folders are refused here, not at the first read. */
gdcs_status gdcs_i_source_open(const char *path, gdcs_i_source *out, gdcs_error *err);

/* Bytes of a text of the caller's: size, or up to the NUL if it is -1.  GDCS_E_ARGUMENT. */
gdcs_status gdcs_i_source_size(const char *text, int64_t size, size_t *out, gdcs_error *err);

void gdcs_i_source_of(const char *text, size_t size, gdcs_i_source *out);

/* Text that was unpacked before, as it is; such a source needs no close. */
void gdcs_i_source_as_is(const char *text, size_t size, gdcs_i_source *out);

/* Fill room as far as there is anything: *got < size only at the end.  GDCS_E_READ, GDCS_E_LIMIT,
   GDCS_E_MEMORY.  By one thread at a time; a source does not move in memory once it is read. */
gdcs_status gdcs_i_source_read(gdcs_i_source *source, char *room, size_t size, size_t *got,
                               gdcs_error *err);

/* Look at the first bytes, at most `most`, before anything is read; they stay to be read.  *whole: is
   that all there is?  Valid until it is read. */
gdcs_status gdcs_i_source_peek(gdcs_i_source *source, size_t most, const char **text, size_t *size,
                               int *whole, gdcs_error *err);

void gdcs_i_source_close(gdcs_i_source *source);
#endif
