/* What the metadata of an array say in our words. */
#ifndef GDCS_IO_ARROW_SAID_H
#define GDCS_IO_ARROW_SAID_H

#include "io/arrow/field.h"
#include "io/schema/arena.h"

/* Of a column: name, type, concept, title, unit, sensitivity.  GDCS_E_SCHEMA, GDCS_E_ENCODING,
   GDCS_E_SYNTAX. */
gdcs_status gdcs_i_arrow_said(const gdcs_i_arrow_field *field, gdcs_i_arena *arena,
                              gdcs_schema_column *out, gdcs_error *err);

/* Of the struct: texts, and the sensitivity of columns that went, 0 if nothing is said. */
typedef struct gdcs_i_said {
    gdcs_schema_meta *meta;
    int64_t meta_count;
    int32_t sensitivity;
} gdcs_i_said;

gdcs_status gdcs_i_arrow_said_of_all(const struct ArrowSchema *type, gdcs_i_arena *arena,
                                     gdcs_i_said *out, gdcs_error *err);
#endif
