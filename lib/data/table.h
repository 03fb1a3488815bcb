/* The inside of a table, for the layers that fill and walk tables. */
#ifndef GDCS_DATA_TABLE_H
#define GDCS_DATA_TABLE_H

#include "core/pool.h"
#include "data/cells.h"
#include "data/texts.h"
#include "data/titles.h"

#include <gdcs/table.h>

/* The largest number of a cell: not even 10^18 of them add up to infinity. */
#define GDCS_I_LARGEST 1e290

typedef struct gdcs_i_axis {
    int32_t concept_id;
    int32_t sensitivity;
    int32_t total; /* code of the declared total, -1 while no cell or list of labels named it */
    char *name;
    char *title;
    char *total_label; /* NULL: none */
    gdcs_i_pool *labels;
    gdcs_i_titles titles; /* of the labels */
} gdcs_i_axis;

struct gdcs_table {
    int32_t absent;
    int32_t sensitivity; /* own, and of axes that went */
    int32_t width;       /* axes */
    int32_t sex;         /* number of the sex axis, or -1 */
    gdcs_i_axis axes[GDCS_I_AXES];
    gdcs_i_cells *cells;
    gdcs_i_texts texts;
};

/* The number of the label text[0..size) of an axis, added if the axis does not have it.  No
   allocation for a label that is there.  GDCS_E_ARGUMENT not UTF-8, GDCS_E_SEX no code of the sex
   axis, GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_axis_add_label(gdcs_table *table, int32_t axis, const char *text, size_t size,
                                  int32_t *code, gdcs_error *err);

/* gdcs_table_add() by numbers of labels, which must be those of existing labels.  No allocation for
   a cell that is there.  GDCS_E_VALUE, GDCS_E_LIMIT, GDCS_E_MEMORY. */
gdcs_status gdcs_i_table_add_codes(gdcs_table *table, const int32_t *codes, double value,
                                   gdcs_error *err);

/* Add a cell that may be an interval or missing (value NaN) to what is there; as gdcs_table_set()
   reads it, but adding: intervals add, the graver status stands. */
gdcs_status gdcs_i_table_add_cell(gdcs_table *table, const int32_t *codes, const gdcs_cell *cell,
                                  gdcs_error *err);

/* gdcs_table_get() by numbers of labels; a number of -1 is a cell that nobody set. */
gdcs_cell gdcs_i_table_get_codes(const gdcs_table *table, const int32_t *codes);

/* Make the axis the sex axis: sexes[i] is the GDCS_SEX_* of its label i.  Cells whose labels become
   one add up; a title goes to the code that its label becomes. */
gdcs_status gdcs_i_table_make_sex(gdcs_table *table, int32_t axis, const int32_t *sexes,
                                  gdcs_error *err);

/* A table of the same kind, sensitivity and texts, without axes. */
gdcs_status gdcs_i_table_like(const gdcs_table *table, gdcs_table **out, gdcs_error *err);

/* An axis with the labels of another table's axis, as the next of this. */
gdcs_status gdcs_i_table_take_axis(gdcs_table *table, const gdcs_i_axis *axis, int with_labels,
                                   gdcs_error *err);

/* From and to what the public struct says.  GDCS_E_VALUE. */
gdcs_status gdcs_i_range_of_cell(const gdcs_cell *cell, gdcs_i_range *out, gdcs_error *err);
gdcs_cell gdcs_i_cell_of_range(const gdcs_i_range *range);

/* What a cell that nobody set counts as. */
const gdcs_i_range *gdcs_i_table_absent(const gdcs_table *table);
#endif
