/* The schema that a file describes, under the one that its reader declares. */
#ifndef GDCS_IO_SCHEMA_OVERRIDE_H
#define GDCS_IO_SCHEMA_OVERRIDE_H

#include "io/schema/arena.h"

#include <gdcs/schema.h>

/* `base` with what `declared` says otherwise: a column takes the place of that of the same name,
   or else of one that its aliases name; others are added behind; texts of meta by key; the rest member by
   member.  What a column of `declared` leaves open stays as in base where it has the same concept, and title,
   titles and total where both are axes.  `base` is of this library's struct sizes, `declared` may be NULL; the
   texts stay theirs.  GDCS_E_STRUCT, GDCS_E_SCHEMA, GDCS_E_ARGUMENT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_schema_override(const gdcs_schema *base, const gdcs_schema *declared,
                                   gdcs_i_arena *arena, gdcs_schema *out, gdcs_error *err);
#endif
