/* Two normals of variance 1 with a correlation.  Convention as in num/dist.h. */
#ifndef GDCS_NUM_DIST_BINORMAL_H
#define GDCS_NUM_DIST_BINORMAL_H

/* P(X > h, Y > k) with correlation r in [-1, 1], h and k finite.  Error below 1e-15, and where
   |h|, |k| <= 6 below 1e-11 of a probability above 1e-25 (tests/reference/overlap.py).  Some
   0.5 us; 10 us where |r| is within 1e-8 of 1. */
double gdcs_i_binormal_upper(double h, double k, double r);

/* Its derivative by r: the density at (h, k), |r| < 1. */
double gdcs_i_binormal_density(double h, double k, double r);
#endif
