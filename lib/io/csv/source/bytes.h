/* Bytes as they lie in a file, come from the standard input, or stand in memory. */
#ifndef GDCS_IO_CSV_SOURCE_BYTES_H
#define GDCS_IO_CSV_SOURCE_BYTES_H

#include "core/progress.h"
#include <stdatomic.h>
#include <stddef.h>
#include <time.h>

enum { GDCS_I_MAGIC = 4 };

typedef struct gdcs_i_bytes {
    const char *path; /* for errors; NULL: memory */
    const char *text; /* what is left of memory */
    size_t left;
    int descriptor;
    int owned;   /* is the descriptor ours to close? */
    int regular; /* a file that has a size and a time of change */
    int ended;
    int64_t start; /* of what is read, in the file */
    int64_t size;  /* of the file when it was opened */
    struct timespec changed;
    int64_t place; /* bytes taken so far */
    char magic[GDCS_I_MAGIC];
    size_t magic_used, magic_size;
    gdcs_progress *progress; /* may be NULL */
    const atomic_int *stop;  /* another thread sets it to end a wait; NULL: nobody does */
} gdcs_i_bytes;

/* "-" is the standard input.  GDCS_E_OPEN; folders are refused here, not at the first read. */
gdcs_status gdcs_i_bytes_open(const char *path, gdcs_i_bytes *out, gdcs_error *err);

void gdcs_i_bytes_of(const char *text, size_t size, gdcs_i_bytes *out);

/* Fill room as far as there is anything: *got < size only at the end.  GDCS_E_READ: also of a file
   that is not the one that was opened any more.  GDCS_E_CANCELLED. */
gdcs_status gdcs_i_bytes_read(gdcs_i_bytes *bytes, char *room, size_t size, size_t *got,
                              gdcs_error *err);

/* How many there are before any is read; -1: nobody knows. */
int64_t gdcs_i_bytes_size(const gdcs_i_bytes *bytes);

/* Look at the first bytes, once and before anything is read; they stay to be read. */
gdcs_status gdcs_i_bytes_look(gdcs_i_bytes *bytes, const char **text, size_t *size,
                              gdcs_error *err);

/* Fail with "cannot read <path>: <what>". */
gdcs_status gdcs_i_bytes_fail(const gdcs_i_bytes *bytes, gdcs_error *err, gdcs_status status,
                              const char *format, ...) __attribute__((format(printf, 4, 5)));

void gdcs_i_bytes_close(gdcs_i_bytes *bytes);
#endif
