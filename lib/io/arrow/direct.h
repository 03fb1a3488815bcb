/* Arrays to a frame as they are: no schema says what is in them. */
#ifndef GDCS_IO_ARROW_DIRECT_H
#define GDCS_IO_ARROW_DIRECT_H

#include "io/arrow/chunks.h"
#include "io/schema/arena.h"

/* Of opened chunks; counts rows. */
gdcs_status gdcs_i_arrow_direct(gdcs_i_chunks *chunks, gdcs_i_arena *arena, gdcs_frame **out,
                                gdcs_error *err);
#endif
