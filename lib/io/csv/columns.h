/* The columns of a delimited file that is written. */
#ifndef GDCS_IO_CSV_COLUMNS_H
#define GDCS_IO_CSV_COLUMNS_H

#include "data/table/window.h"
#include "io/schema/arena.h"

#include <gdcs/csv.h>

typedef struct gdcs_i_csv_columns {
    gdcs_column *list; /* a word that is NULL is missing */
    int64_t count;
    int64_t rows;
    const char **titles;   /* of a table, per axis: name of its column of titles, NULL: none */
    gdcs_i_window *window; /* of a table: the part of its rows that the columns show */
    gdcs_i_arena arena;
} gdcs_i_csv_columns;

/* `out` is all zeroes before; the columns live as long as the table or frame is not changed.  Those of a
   table show nothing before gdcs_i_csv_columns_read(). */
gdcs_status gdcs_i_csv_columns_of_frame(const gdcs_frame *frame, gdcs_i_csv_columns *out,
                                        gdcs_error *err);
gdcs_status gdcs_i_csv_columns_of_table(const gdcs_table *table, gdcs_i_csv_columns *out,
                                        gdcs_error *err);

/* Let the columns show the rows from `first` on; returns how many.  Of a frame that is all, from 0. */
int64_t gdcs_i_csv_columns_read(const gdcs_i_csv_columns *columns, int64_t first);
void gdcs_i_csv_columns_free(gdcs_i_csv_columns *columns);

/* The options of writing with their defaults.  GDCS_E_OPTION, GDCS_E_STRUCT. */
gdcs_status gdcs_i_csv_write_options(const gdcs_csv_write_options *options, char *delimiter,
                                     char *decimal, int *guard, gdcs_error *err);
#endif
