/* Least squares of sums by numbers that are not negative. */
#ifndef GDCS_NUM_NONNEGATIVE_H
#define GDCS_NUM_NONNEGATIVE_H

#include <gdcs/error.h>

/* Each of `rows` sums is over the numbers item[start[r]] to item[start[r + 1] - 1], and was measured as
   y[r].  Every number is in a row of its own, so that there is one answer. */
typedef struct gdcs_i_nonnegative {
    int64_t count; /* of numbers */
    int64_t rows;
    const int64_t *start;
    const int32_t *item;
    const double *y;
} gdcs_i_nonnegative;

/* The x >= 0 with the least sum of (sum of row - y)^2, to about 1e-8 of the largest y.  *rounds: how often
   numbers were held at 0 or freed again; 0 if that had not ended when it was broken off.
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_nonnegative_fit(const gdcs_i_nonnegative *problem, double *x, int32_t *rounds,
                                   gdcs_error *err);
#endif
