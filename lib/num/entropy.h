/* The distribution of greatest entropy on given points with mean 0 and a given variance. */
#ifndef GDCS_NUM_ENTROPY_H
#define GDCS_NUM_ENTROPY_H

#include <gdcs/error.h>

/* Which variances a distribution with mean 0 on n points, ascending and distinct, can have: from that of
   the two points next to 0 (0 if 0 is a point) to that of the two outermost.  0 in `least` and -1 in
   `most` if 0 is not between the points. */
void gdcs_i_entropy_range(const double *points, int64_t n, double *least, double *most);

/* p[i] = exp(a + b x + c x^2), the greatest entropy with mean 0 and this variance, which must lie in
   the range above; within 1e-10 of its ends, the distribution at the end.
   GDCS_E_NUMERIC: not found.  GDCS_E_MEMORY does not arise. */
gdcs_status gdcs_i_entropy(const double *points, int64_t n, double variance, double *p,
                           gdcs_error *err);
#endif
