/* Cells by their codes: what a table stores.  Memory grows with the cells that are set, never with
   the product of the axes. */
#ifndef GDCS_DATA_CELLS_H
#define GDCS_DATA_CELLS_H

#include "core/sum.h"

#include <gdcs/error.h>

enum { GDCS_I_AXES = 32 };

/* What is known of a number: exactly `lower`, or something in [lower, upper]. */
typedef struct gdcs_i_range {
    gdcs_i_sum lower;
    gdcs_i_sum upper;     /* meant only where inexact */
    char status;          /* SDMX OBS_STATUS, 'A' is normal */
    char confidentiality; /* SDMX CONF_STATUS, 'F' is free */
    char inexact;
} gdcs_i_range;

extern const gdcs_i_range gdcs_i_range_zero;    /* exactly 0, the start of a sum */
extern const gdcs_i_range gdcs_i_range_missing; /* [0, infinity], 'O' */

/* Is this letter in the code list? */
int gdcs_i_is_status(int32_t letter);
int gdcs_i_is_confidentiality(int32_t letter);

double gdcs_i_range_lower(const gdcs_i_range *range);
double gdcs_i_range_upper(const gdcs_i_range *range);

/* Sum of two: intervals add, and the graver status and confidentiality stand.  Gravest is
   suppressed, then the other letters of missing numbers, then those of imperfect numbers, in the
   order Q L O M H J S K W B D N U V E I F G P A and C A O T G M D S N E F.  Being the highest of an
   order, the letter does not depend on the order of adding. */
void gdcs_i_range_add(gdcs_i_range *range, const gdcs_i_range *other);

typedef struct gdcs_i_cells gdcs_i_cells;

/* width: codes per cell, 0 to GDCS_I_AXES. */
gdcs_status gdcs_i_cells_new(int32_t width, gdcs_i_cells **out, gdcs_error *err);
gdcs_status gdcs_i_cells_copy(const gdcs_i_cells *cells, gdcs_i_cells **out, gdcs_error *err);
void gdcs_i_cells_free(gdcs_i_cells *cells);

int64_t gdcs_i_cells_count(const gdcs_i_cells *cells);

/* Slots count from 0 in the order of first use and never change. */
int64_t gdcs_i_cells_find(const gdcs_i_cells *cells, const int32_t *codes); /* -1: none */
const int32_t *gdcs_i_cells_codes(const gdcs_i_cells *cells, int64_t slot,
                                  int32_t *codes); /* written to `codes`, which is returned */

/* Codes of n slots from `first` on, one cell after the other. */
void gdcs_i_cells_codes_block(const gdcs_i_cells *cells, int64_t first, int32_t n, int32_t *codes);

int32_t gdcs_i_cells_code(const gdcs_i_cells *cells, int64_t slot, int32_t axis);

/* Codes of n slots on an axis. */
void gdcs_i_cells_codes_along(const gdcs_i_cells *cells, int32_t axis, const int32_t *slots,
                              int64_t n, int32_t *codes);
gdcs_i_range gdcs_i_cells_get(const gdcs_i_cells *cells, int64_t slot);

/* The numbers by slot; NULL unless every cell is exact, normal and free. */
const gdcs_i_sum *gdcs_i_cells_numbers(const gdcs_i_cells *cells);

/* Is there a cell that is not a plain number?  Bits. */
enum { GDCS_I_HAS_RANGE = 1, GDCS_I_HAS_STATUS = 2, GDCS_I_HAS_CONFIDENTIALITY = 4 };
int gdcs_i_cells_has(const gdcs_i_cells *cells);

/* Room for `more` new cells, and for more than plain numbers if `planes`: after it neither place, set
   nor merge of that many can fail, unless a code is higher than any before; to that end place or
   gdcs_i_cells_fit() comes first.  GDCS_E_LIMIT above 2^31 - 1 cells. */
gdcs_status gdcs_i_cells_reserve(gdcs_i_cells *cells, int64_t more, int planes, gdcs_error *err);

/* Let no code up to these need memory again. */
gdcs_status gdcs_i_cells_fit(gdcs_i_cells *cells, const int32_t *highest, gdcs_error *err);

/* Give back the room of cells that did not come. */
void gdcs_i_cells_trim(gdcs_i_cells *cells);

/* The slot of these codes, none below 0; a new one holds exactly 0. */
gdcs_status gdcs_i_cells_place(gdcs_i_cells *cells, const int32_t *codes, int64_t *slot,
                               gdcs_error *err);

/* The same for n cells, of which `codes` holds those of one after the other, at most a block: it
   waits for memory once where single calls wait for each. */
enum { GDCS_I_CELLS_BLOCK = 64 };
gdcs_status gdcs_i_cells_place_block(gdcs_i_cells *cells, const int32_t *codes, int32_t n,
                                     int32_t *slots, gdcs_error *err);

/* Slots of n cells, at most a block; -1: none. */
void gdcs_i_cells_find_block(const gdcs_i_cells *cells, const int32_t *codes, int32_t n,
                             int32_t *slots);

/* Add x to the cell with these codes: the inner step of tabulation. */
gdcs_status gdcs_i_cells_add(gdcs_i_cells *cells, const int32_t *codes, double x, gdcs_error *err);

/* Add x, a sum, or a cell of others, to the cell of a slot. */
void gdcs_i_cells_add_at(gdcs_i_cells *cells, int64_t slot, double x);
void gdcs_i_cells_add_sum(gdcs_i_cells *cells, int64_t slot, gdcs_i_sum sum);
gdcs_status gdcs_i_cells_add_cell(gdcs_i_cells *cells, int64_t slot, const gdcs_i_cells *others,
                                  int64_t from, gdcs_error *err);

/* Put a range in the place of a cell; or add it to one, new or not. */
gdcs_status gdcs_i_cells_put(gdcs_i_cells *cells, int64_t slot, const gdcs_i_range *range,
                             gdcs_error *err);
gdcs_status gdcs_i_cells_set(gdcs_i_cells *cells, const int32_t *codes, const gdcs_i_range *range,
                             gdcs_error *err);
gdcs_status gdcs_i_cells_merge(gdcs_i_cells *cells, const int32_t *codes, const gdcs_i_range *range,
                               gdcs_error *err);

/* Many new cells at once, where a key is one word: gdcs_i_cells_pack() is 0 where that is not so, or
   codes were not fitted before; keys of codes that are 0 on different axes add up to the key of both.
   Between begin and end nothing else is done with the cells; no two keys given are the same, but each may
   be that of a cell which was there before begin, to which its sum is added.  more: at most so many new
   cells.  *first is handed to the end; where that fails, the cells are as at the beginning but for the
   sums of these. */
int gdcs_i_cells_pack(const gdcs_i_cells *cells, const int32_t *codes, uint64_t *key);
gdcs_status gdcs_i_cells_append_begin(gdcs_i_cells *cells, int64_t more, int64_t *first,
                                      gdcs_error *err);
void gdcs_i_cells_append(gdcs_i_cells *cells, const uint64_t *keys, const gdcs_i_sum *sums,
                         int32_t n);
gdcs_status gdcs_i_cells_append_end(gdcs_i_cells *cells, int64_t first, gdcs_error *err);

/* Slots in the order of codes, the last code fastest.  Sorted at the first call after cells were
   added, and kept; several threads may ask at once. */
gdcs_status gdcs_i_cells_order(const gdcs_i_cells *cells, const int32_t **order, gdcs_error *err);
#endif
