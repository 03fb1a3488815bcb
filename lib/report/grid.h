/* The cells of a report as texts, before any format lays them out. */
#ifndef GDCS_REPORT_GRID_H
#define GDCS_REPORT_GRID_H

#include "core/pool.h"

#include <gdcs/frame.h>
#include <gdcs/report.h>

enum { GDCS_I_GRID_NUMBER = 64 }; /* room for a number, its digits grouped */

typedef struct gdcs_i_grid {
    gdcs_i_pool *pool;
    int64_t rows;
    int64_t left_out; /* rows beyond the limit */
    int32_t columns;
    int32_t *heads;       /* code of each heading */
    int32_t *cells;       /* codes, row by row */
    unsigned char *right; /* column by column: aligned right? */
    uint32_t notes;       /* all notes met, GDCS_NOTE_* */
} gdcs_i_grid;

/* options are complete: gdcs_i_take has been through them.  On failure there is nothing to free. */
gdcs_status gdcs_i_grid_new(const gdcs_frame *frame, const gdcs_report_options *options,
                            gdcs_i_grid *out, gdcs_error *err);
void gdcs_i_grid_free(gdcs_i_grid *grid);

const char *gdcs_i_grid_head(const gdcs_i_grid *grid, int32_t column);
const char *gdcs_i_grid_cell(const gdcs_i_grid *grid, int64_t row, int32_t column);

/* A blank between every three digits of the whole part, from five digits on. */
void gdcs_i_grid_group(char number[GDCS_I_GRID_NUMBER]);

/* The mark of a note in this grid: "a" for the lowest that occurs, then "b", ... */
void gdcs_i_grid_mark(const gdcs_i_grid *grid, uint32_t note, char out[4]);
#endif
