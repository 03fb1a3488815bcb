/* One line of the sex axis, read as counts by sex. */
#ifndef GDCS_DATA_LINE_H
#define GDCS_DATA_LINE_H

#include "data/cells.h"

#include <gdcs/sex.h>

typedef struct gdcs_i_line {
    gdcs_i_range cells[GDCS_SEX_TOTAL + 1]; /* by GDCS_SEX_*, where set */
    char set[GDCS_SEX_TOTAL + 1];
} gdcs_i_line;

typedef struct gdcs_i_line_counts {
    gdcs_sex_counts counts; /* NaN where not exact */
    gdcs_sex_counts lower;
    gdcs_sex_counts upper;
    uint32_t notes; /* GDCS_NOTE_INTERVAL_CELL, _MISSING_CELL, _TOTAL_EXCEEDS, _PARTS_EXCEED */
} gdcs_i_line_counts;

/* Parts that nobody set are 0; where `absent` is GDCS_ABSENT_MISSING, women and men are missing.
   A declared total T above the parts adds the rest to the unknown, which lie in [T.lower - upper
   limits of the other parts, T.upper - lower limits of the other parts], and no part exceeds what
   T.upper leaves beside the lower limits of the others.  A total below the lower limits of its parts
   is set aside.  Differences up to 1e-12 of the total are rounding.  A total without any upper limit
   binds from below only, or not at all; where no part is set, all of it may be unknown. */
gdcs_i_line_counts gdcs_i_line_read(const gdcs_i_line *line, int32_t absent);
#endif
