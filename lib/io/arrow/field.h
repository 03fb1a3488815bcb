/* What a column of an Arrow array is, from its ArrowSchema. */
#ifndef GDCS_IO_ARROW_FIELD_H
#define GDCS_IO_ARROW_FIELD_H

#include <gdcs/arrow.h>

enum {
    GDCS_I_ARROW_REFUSED = 0, /* `refused` says why */
    GDCS_I_ARROW_NULL = 1,
    GDCS_I_ARROW_BOOL = 2,
    GDCS_I_ARROW_SIGNED = 3,
    GDCS_I_ARROW_UNSIGNED = 4,
    GDCS_I_ARROW_FLOAT = 5,
    GDCS_I_ARROW_DATE = 6,  /* days since 1970 */
    GDCS_I_ARROW_WHOLE = 7, /* decimal of 128 bits without decimals */
    GDCS_I_ARROW_TEXT = 8,  /* with offsets of `width` bytes */
    GDCS_I_ARROW_TEXT_VIEW = 9
};

typedef struct gdcs_i_arrow_kind {
    int32_t kind;  /* GDCS_I_ARROW_* */
    int32_t width; /* bytes of a number or an offset */
    int32_t buffers;
} gdcs_i_arrow_kind;

typedef struct gdcs_i_arrow_field {
    const char *name;
    int64_t number; /* from 1 */
    const char *metadata;
    const char *format;
    const char *refused;       /* "is a timestamp; ..."; static */
    gdcs_i_arrow_kind values;  /* of a dictionary what its words are */
    gdcs_i_arrow_kind indices; /* of a dictionary; else REFUSED */
    int has_dictionary;
} gdcs_i_arrow_field;

/* The children of a struct.  GDCS_E_SYNTAX if it is no array of structs or is malformed; types that
   cannot be read are no error before somebody wants them. */
gdcs_status gdcs_i_arrow_fields(const struct ArrowSchema *type, gdcs_i_arrow_field **out,
                                int64_t *count, gdcs_error *err);

/* GDCS_E_SCHEMA if the type cannot be read. */
gdcs_status gdcs_i_arrow_readable(const gdcs_i_arrow_field *field, gdcs_error *err);

/* GDCS_TYPE_* of a column that holds it. */
int32_t gdcs_i_arrow_column_type(const gdcs_i_arrow_field *field);
#endif
