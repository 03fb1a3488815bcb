/* Small dense linear algebra. */
#ifndef GDCS_NUM_LINEAR_H
#define GDCS_NUM_LINEAR_H

#include <stdint.h>

/* d' v^-1 d of a symmetric positive definite v, n x n, which is overwritten; NaN if it is not. */
double gdcs_i_linear_form(double *v, const double *d, int32_t n);
#endif
