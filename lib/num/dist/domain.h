/* Where the functions of dist.h are defined. */
#ifndef GDCS_NUM_DIST_DOMAIN_H
#define GDCS_NUM_DIST_DOMAIN_H

enum { GDCS_I_LOWER = -1, GDCS_I_UPPER = 1 }; /* which tail */

static inline int gdcs_i_is_shape(double a)
{
    return a >= 1e-3 && a <= 1e12;
}

static inline int gdcs_i_is_probability(double p)
{
    return p >= 0.0 && p <= 1.0;
}
#endif
