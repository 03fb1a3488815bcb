/* The range of what compares two shares of a 2x2 table while some persons may be in any of its cells. */
#ifndef GDCS_STATS_OWN_RIGHT_BOUNDS_H
#define GDCS_STATS_OWN_RIGHT_BOUNDS_H

#include <gdcs/estimate.h>

/* Two rows, each of a yes and a no: their counts without the `free` persons who may be in any cell, or in
   none.  What else is unknown serves no two cells that the same end of a range wants. */
typedef struct gdcs_i_square {
    gdcs_bounds yes1;
    gdcs_bounds no1;
    gdcs_bounds yes2;
    gdcs_bounds no2;
    double free;
} gdcs_i_square;

/* yes / (yes + no) of the first row, and of the second; their difference, quotient, and the odds ratio. */
gdcs_bounds gdcs_i_square_share(const gdcs_i_square *square, int second);
gdcs_bounds gdcs_i_square_difference(const gdcs_i_square *square);
gdcs_bounds gdcs_i_square_ratio(const gdcs_i_square *square);
gdcs_bounds gdcs_i_square_odds_ratio(const gdcs_i_square *square);

/* The same table with rows for columns. */
gdcs_i_square gdcs_i_square_transposed(const gdcs_i_square *square);
#endif
