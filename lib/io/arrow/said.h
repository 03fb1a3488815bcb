/* What the metadata of an array say in our words. */
#ifndef GDCS_IO_ARROW_SAID_H
#define GDCS_IO_ARROW_SAID_H

#include "io/arrow/field.h"
#include "io/schema/arena.h"

/* Of a column: name, type, concept, title, unit, sensitivity.  GDCS_E_SCHEMA, GDCS_E_ENCODING,
   GDCS_E_SYNTAX. */
gdcs_status gdcs_i_arrow_said(const gdcs_i_arrow_field *field, gdcs_i_arena *arena,
                              gdcs_schema_column *out, gdcs_error *err);

/* Words of a column and their titles.  GDCS_E_ENCODING, GDCS_E_SYNTAX. */
typedef struct gdcs_i_arrow_titles {
    gdcs_schema_word *words; /* of the arena, in the order of strcmp() */
    int64_t count;
} gdcs_i_arrow_titles;

gdcs_status gdcs_i_arrow_said_of_words(const gdcs_i_arrow_field *field, gdcs_i_arena *arena,
                                       gdcs_i_arrow_titles *out, gdcs_error *err);

/* NULL: none is said. */
const char *gdcs_i_arrow_title(const gdcs_i_arrow_titles *titles, const char *word);

/* Of the struct: texts, and the sensitivity of columns that went, 0 if nothing is said. */
typedef struct gdcs_i_said {
    gdcs_schema_meta *meta;
    int64_t meta_count;
    int32_t sensitivity;
} gdcs_i_said;

gdcs_status gdcs_i_arrow_said_of_all(const struct ArrowSchema *type, gdcs_i_arena *arena,
                                     gdcs_i_said *out, gdcs_error *err);
#endif
