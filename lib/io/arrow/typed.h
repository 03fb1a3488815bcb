/* Arrays to rows that a schema describes, without a text for each cell. */
#ifndef GDCS_IO_ARROW_TYPED_H
#define GDCS_IO_ARROW_TYPED_H

#include "io/arrow/chunks.h"
#include "io/record/reading.h"

/* Of opened chunks, for a reading that has begun. */
gdcs_status gdcs_i_arrow_typed(gdcs_i_chunks *chunks, gdcs_i_reading *reading, gdcs_error *err);
#endif
