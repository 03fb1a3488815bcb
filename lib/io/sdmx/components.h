/* What the id of a component says of it. */
#ifndef GDCS_IO_SDMX_COMPONENTS_H
#define GDCS_IO_SDMX_COMPONENTS_H

#include "io/sdmx/stream.h"

/* GDCS_CONCEPT_* of a dimension with this id, NONE: the id says nothing. */
int32_t gdcs_i_sdmx_concept(const char *id);

/* The field of a component, -1: there is none. */
int64_t gdcs_i_sdmx_find(const gdcs_i_sdmx *s, const char *id);
#endif
