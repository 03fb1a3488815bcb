/* Bytes of a file, of the standard input, or of memory. */
#ifndef GDCS_IO_CSV_SOURCE_H
#define GDCS_IO_CSV_SOURCE_H

#include <gdcs/error.h>
#include <stddef.h>

typedef struct gdcs_i_source {
    const char *path; /* for errors; NULL: memory */
    const char *text; /* what is left of memory */
    size_t left;
    int descriptor;
    int owned;   /* is the descriptor ours to close? */
    char *first; /* what was looked at before it was read */
    size_t first_used;
    size_t first_size;
} gdcs_i_source;

/* "-" is the standard input.  GDCS_E_OPEN; folders are refused here, not at the first read. */
gdcs_status gdcs_i_source_open(const char *path, gdcs_i_source *out, gdcs_error *err);

void gdcs_i_source_of(const char *text, size_t size, gdcs_i_source *out);

/* Fill room as far as there is anything: *got < size only at the end. */
gdcs_status gdcs_i_source_read(gdcs_i_source *source, char *room, size_t size, size_t *got,
                               gdcs_error *err);

/* Look at the first bytes, at most `most`, before anything is read; they stay to be read.  *whole: is
   that all there is?  Valid until the source is closed. */
gdcs_status gdcs_i_source_peek(gdcs_i_source *source, size_t most, const char **text, size_t *size,
                               int *whole, gdcs_error *err);

void gdcs_i_source_close(gdcs_i_source *source);
#endif
