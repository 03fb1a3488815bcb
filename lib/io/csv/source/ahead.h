/* Unpacking in a thread of its own, a block ahead of who reads. */
#ifndef GDCS_IO_CSV_SOURCE_AHEAD_H
#define GDCS_IO_CSV_SOURCE_AHEAD_H

#include "io/csv/source/unpack.h"

typedef struct gdcs_i_ahead gdcs_i_ahead;

/* Takes over `unpack`, also on failure.  alone: no thread.  What fits into one block is unpacked in
   the caller's thread in any case, and so is all where the system has no thread to give. */
gdcs_status gdcs_i_ahead_new(gdcs_i_bytes *bytes, gdcs_i_unpack *unpack, int alone,
                             gdcs_i_ahead **out, gdcs_error *err);
void gdcs_i_ahead_free(gdcs_i_ahead *ahead);

/* As gdcs_i_unpack_read(). */
gdcs_status gdcs_i_ahead_read(gdcs_i_ahead *ahead, char *room, size_t size, size_t *got,
                              gdcs_error *err);
#endif
