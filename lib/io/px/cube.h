/* The variables of a PX file and their values, checked. */
#ifndef GDCS_IO_PX_CUBE_H
#define GDCS_IO_PX_CUBE_H

#include "core/pool.h"
#include "io/px/document.h"

typedef struct gdcs_i_px_variable {
    const char *own;     /* its name in the language of the file, by which keywords name it */
    const char *name;    /* of the axis: VARIABLECODE, or its name in the language that is read */
    const char *title;   /* the latter if it is not the former; NULL */
    const char **labels; /* codes, or the values if there are none */
    const char *
        *titles; /* values in the language that is read; an element NULL: that is the label */
    int64_t count;
    gdcs_i_pool *by_label; /* numbered as the labels */
    gdcs_i_pool *by_value; /* values in the language of the file; */
    int64_t *value_at;     /* the label of each of these, -1: several have it */
    int keyed_by_code;     /* KEYS say CODES */
} gdcs_i_px_variable;

typedef struct gdcs_i_px_cube {
    const gdcs_i_px_document *document;
    gdcs_i_px_variable *variables; /* those of STUB, then those of HEADING */
    int64_t width;
    int64_t stub;
    int64_t row; /* cells of one row: product over HEADING */
    int64_t rows;
    int64_t *
        keys; /* variables by which rows are found, in the order of KEYS; NULL: all rows are there */
} gdcs_i_px_cube;

/* GDCS_E_SYNTAX, GDCS_E_SHAPE, GDCS_E_DUPLICATE, GDCS_E_LIMIT with the line and keyword. */
gdcs_status gdcs_i_px_cube_take(const gdcs_i_px_document *document, gdcs_i_arena *arena,
                                gdcs_i_px_cube *out, gdcs_error *err);
void gdcs_i_px_cube_free(gdcs_i_px_cube *cube);

/* The value or, failing that, the code; -1: neither.  Blanks around it do not matter. */
int64_t gdcs_i_px_value_find(const gdcs_i_px_variable *variable, const char *text);
#endif
