/* Where the functions of dist.h are defined. */
#ifndef GDCS_NUM_DIST_DOMAIN_H
#define GDCS_NUM_DIST_DOMAIN_H

enum { GDCS_I_LOWER = -1, GDCS_I_UPPER = 1 }; /* which tail */

/* To 1e12, and so far beyond that a Poisson count of a mean of 1e12 ends there. */
static inline int gdcs_i_is_shape(double a)
{
    return a >= 1e-3 && a <= 1e12 + 1e8;
}

static inline int gdcs_i_is_probability(double p)
{
    return p >= 0.0 && p <= 1.0;
}
#endif
