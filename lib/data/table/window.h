/* A table as the columns of a frame, a part of its rows at a time. */
#ifndef GDCS_DATA_TABLE_WINDOW_H
#define GDCS_DATA_TABLE_WINDOW_H

#include "data/table.h"

#include <gdcs/frame.h>

enum {
    GDCS_I_WINDOW_COLUMNS = GDCS_I_AXES + 5, /* at most: axes, a number, two limits, two letters */
    GDCS_I_LETTERS = 26
};

/* The letters of a column, as words in the order in which rows have them. */
typedef struct gdcs_i_letters {
    char text[GDCS_I_LETTERS][2];
    const char *words[GDCS_I_LETTERS];
    int32_t codes[GDCS_I_LETTERS]; /* -1: not there */
    int32_t count;
} gdcs_i_letters;

typedef struct gdcs_i_window {
    const gdcs_table *table;
    const int32_t *order;
    int64_t rows; /* of the table */
    int32_t count;
    gdcs_column columns[GDCS_I_WINDOW_COLUMNS]; /* their rows are those of one part at most */
    void *values[GDCS_I_WINDOW_COLUMNS];        /* what the columns show */
    gdcs_i_letters status;
    gdcs_i_letters confidentiality;
} gdcs_i_window;

/* Columns with room for so many rows, which nothing was read into.  The table must not change as long as
   the window is there, and the window must not move.  GDCS_E_DUPLICATE where an axis has the name of
   another column. */
gdcs_status gdcs_i_window_open(gdcs_i_window *window, const gdcs_table *table, int64_t room,
                               gdcs_error *err);

/* Rows first to first + n of the table, in the order of labels, become rows 0 to n of the columns. */
void gdcs_i_window_read(gdcs_i_window *window, int64_t first, int64_t n);

void gdcs_i_window_close(gdcs_i_window *window);
#endif
