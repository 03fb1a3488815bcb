/* The cells of a column of an Arrow array. */
#ifndef GDCS_IO_ARROW_VIEW_H
#define GDCS_IO_ARROW_VIEW_H

#include "io/arrow/field.h"

enum {
    GDCS_I_CELL_NULL = 0, /* NaN among them */
    GDCS_I_CELL_BOOL = 1,
    GDCS_I_CELL_WHOLE = 2,
    GDCS_I_CELL_DOUBLE = 3,
    GDCS_I_CELL_DATE = 4,
    GDCS_I_CELL_TEXT = 5
};

typedef struct gdcs_i_cell {
    int32_t kind;
    int32_t padding;
    int64_t whole; /* of BOOL, WHOLE, DATE */
    double number; /* of DOUBLE */
    const char *text;
    size_t size;
} gdcs_i_cell;

/* An array whose lengths and buffers were checked. */
typedef struct gdcs_i_arrow_part {
    const gdcs_i_arrow_field *field;
    gdcs_i_arrow_kind kind;
    const struct ArrowArray *array;
} gdcs_i_arrow_part;

typedef struct gdcs_i_arrow_view {
    gdcs_i_arrow_part values;  /* of a dictionary its words */
    gdcs_i_arrow_part indices; /* array NULL: there is no dictionary */
    const struct ArrowArray *parent;
    int64_t first; /* rows of the arrays before, for messages */
} gdcs_i_arrow_view;

/* The array of structs itself. */
gdcs_status gdcs_i_arrow_check(const struct ArrowArray *array, int64_t children, gdcs_error *err);

/* A child of an array that was checked. */
gdcs_status gdcs_i_arrow_open(const gdcs_i_arrow_field *field, const struct ArrowArray *parent,
                              int64_t first, gdcs_i_arrow_view *out, gdcs_error *err);

/* The entry of the dictionary at a row, -1 for null. */
gdcs_status gdcs_i_arrow_index(const gdcs_i_arrow_view *view, int64_t row, int64_t *index,
                               gdcs_error *err);

/* An entry of the dictionary; `row` is for messages. */
gdcs_status gdcs_i_arrow_entry(const gdcs_i_arrow_view *view, int64_t index, int64_t row,
                               gdcs_i_cell *out, gdcs_error *err);

/* The cell of a row, whether it has a dictionary or not.  Text is UTF-8 without NUL, at home in the
   array. */
gdcs_status gdcs_i_arrow_cell(const gdcs_i_arrow_view *view, int64_t row, gdcs_i_cell *out,
                              gdcs_error *err);

/* What a cell is as text, in room unless it is text itself: "2015", "true", "2015-03-01". */
enum { GDCS_I_CELL_ROOM = 32 };
void gdcs_i_cell_spell(gdcs_i_cell *cell, char room[GDCS_I_CELL_ROOM]);
#endif
