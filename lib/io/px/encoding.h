/* A PX file in UTF-8. */
#ifndef GDCS_IO_PX_ENCODING_H
#define GDCS_IO_PX_ENCODING_H

#include "io/record/reading.h"

/* All of the source, decoded: by the schema's encoding, a byte order mark, CODEPAGE, or because the bytes are
   UTF-8, in this order; freed with free().  GDCS_E_ENCODING, GDCS_E_SCHEMA, GDCS_E_LIMIT, GDCS_E_EMPTY. */
gdcs_status gdcs_i_px_decode(gdcs_i_reading *reading, gdcs_i_source *source, char **text,
                             size_t *size, gdcs_error *err);
#endif
