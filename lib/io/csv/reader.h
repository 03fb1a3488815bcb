/* A source as blocks of UTF-8, whatever it is encoded in. */
#ifndef GDCS_IO_CSV_READER_H
#define GDCS_IO_CSV_READER_H

#include "io/csv/source.h"

enum {
    GDCS_I_BLOCK = 1 << 16,
    GDCS_I_NO_CHARACTER = 0xFF /* stands for bytes the encoding does not know; never in UTF-8 */
};

typedef struct gdcs_i_reader gdcs_i_reader;

/* encoding: NULL is UTF-8, which is passed on as it is and checked by the fields' reader; GDCS_E_SCHEMA
   for a name the system does not know.  The source stays the caller's. */
gdcs_status gdcs_i_reader_new(gdcs_i_source *source, const char *encoding, gdcs_i_reader **out,
                              gdcs_error *err);
void gdcs_i_reader_free(gdcs_i_reader *reader);

/* Bytes it asks of the source at once: GDCS_I_BLOCK, or about as many as a short text has. */
size_t gdcs_i_reader_block(const gdcs_i_reader *reader);

/* The next block, valid until the next call; size 0 at the end.  A byte order mark is left out;
   one of UTF-16 where UTF-8 is declared is GDCS_E_ENCODING. */
gdcs_status gdcs_i_reader_next(gdcs_i_reader *reader, const char **block, size_t *size,
                               gdcs_error *err);

/* The same into room of the caller, as much as there is and fits: *got is 0 at the end only.  Use one or
   the other; size >= 4096. */
gdcs_status gdcs_i_reader_read(gdcs_i_reader *reader, char *room, size_t size, size_t *got,
                               gdcs_error *err);
#endif
