/* The tokens of DATA, and the cells they are. */
#ifndef GDCS_IO_PX_CELLS_H
#define GDCS_IO_PX_CELLS_H

#include "io/px/cube.h"

enum {
    GDCS_I_PX_SYMBOLS = 8, /* "-", one to six dots, seven dots (the sum of symbols) */
    GDCS_I_PX_NUMBER = -1  /* instead of a symbol */
};

typedef struct gdcs_i_px_cell {
    int64_t position; /* of the cell, the last variable of HEADING fastest */
    int64_t line;
    const char *text; /* of the number, without NUL */
    size_t size;
    int symbol; /* 0 to 7, or GDCS_I_PX_NUMBER */
} gdcs_i_px_cell;

typedef struct gdcs_i_px_taker {
    gdcs_status (*take)(void *context, const gdcs_i_px_cell *cell, gdcs_error *err);
    void *context;
} gdcs_i_px_taker;

/* "-", ".", "..", ...: of a symbol. */
const char *gdcs_i_px_symbol(int symbol);

/* What the data are like as a whole. */
typedef struct gdcs_i_px_data {
    int met[GDCS_I_PX_SYMBOLS]; /* which symbols are there */
    int by_keys;                /* are keys in the order of the KEYS statements, not of STUB? */
    int open;                   /* is there no ';' at the end? */
} gdcs_i_px_data;

/* Check the number of cells and the keys of rows before any is taken.  GDCS_E_SHAPE, GDCS_E_SYNTAX with the
   line. */
gdcs_status gdcs_i_px_cells_check(const gdcs_i_px_cube *cube, gdcs_i_px_data *out, gdcs_error *err);

gdcs_status gdcs_i_px_cells_each(const gdcs_i_px_cube *cube, int by_keys, gdcs_i_px_taker taker,
                                 gdcs_error *err);
#endif
