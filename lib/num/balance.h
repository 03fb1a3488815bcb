/* Balanced rounding: numbers go up or down to a whole at random, each with its own chance, while
   sums of them go up or down to a whole as well.

   The cube method (Deville & Tille 2004, Biometrika 91:893), of which the controlled rounding of two
   axes (Cox 1987, JASA 82:520) is a case: a walk without drift inside the numbers and sums that are
   not yet whole, until none is left.  Every number, and so every sum, keeps its expectation. */
#ifndef GDCS_NUM_BALANCE_H
#define GDCS_NUM_BALANCE_H

#include "num/rng.h"

#include <gdcs/error.h>

/* Time grows with numbers times the square of rows: a few seconds at the most of rows. */
enum { GDCS_I_BALANCE_ROWS = 1024 };

typedef struct gdcs_i_balance {
    int64_t count;        /* of numbers */
    const double *part;   /* each in (0, 1): what is above the next lower whole */
    const int64_t *start; /* count + 1: of the rows that number i is in */
    const int32_t *row;
    int32_t rows; /* sums, at most GDCS_I_BALANCE_ROWS */
    int32_t padding;
    const int32_t *grade; /* of each row: where not all sums can, the lowest gives way first */
} gdcs_i_balance;

/* up[i] is 1 where number i goes up.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_balance_round(const gdcs_i_balance *problem, gdcs_i_rng *rng, unsigned char *up,
                                 gdcs_error *err);
#endif
