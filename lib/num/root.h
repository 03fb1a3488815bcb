/* The root of a monotone function between two ends: what test inversion needs. */
#ifndef GDCS_NUM_ROOT_H
#define GDCS_NUM_ROOT_H

#include <gdcs/error.h>

/* Find x in [lower, upper] where f changes sign, to the last few bits of x however small x is
   beside the ends (a limit of 5e-8 in [0, 1] has all its digits).  f is increasing or decreasing
   and is called at most 200 times; an end where f is 0 is the answer.
   GDCS_E_ARGUMENT: f or out missing, an end not finite, lower > upper.
   GDCS_E_NUMERIC: f is NaN somewhere, or has the same sign at both ends. */
gdcs_status gdcs_i_root(double (*f)(double x, void *context), void *context, double lower,
                        double upper, double *out, gdcs_error *err);
#endif
