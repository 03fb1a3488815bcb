/* A source that must be had whole. */
#ifndef GDCS_IO_RECORD_WHOLE_H
#define GDCS_IO_RECORD_WHOLE_H

#include "io/csv/source.h"

/* All that is left of it, with a NUL behind it; freed with free().  GDCS_E_LIMIT. */
gdcs_status gdcs_i_source_whole(gdcs_i_source *source, size_t limit, char **text, size_t *size,
                                gdcs_error *err);
#endif
