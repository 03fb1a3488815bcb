/* Limits for the difference and the ratio of two estimates from the limits of each (method of
   variance estimates recovery; Zou & Donner 2008, Donner & Zou 2012).

   Numbers in, numbers out.  An estimate is its value, its limits and how far they lie from it;
   the distances are given as such where they are known better than by subtraction.  The correlation
   of the two estimates lies in [-1, 1]. */
#ifndef GDCS_NUM_INTERVAL_MOVER_H
#define GDCS_NUM_INTERVAL_MOVER_H

#include "num/interval/limits.h"

struct gdcs_i_spread {
    double value;
    double below; /* value - lower limit, >= 0 */
    double above; /* upper limit - value, >= 0 */
    double lower; /* the lower limit */
};

/* A share with its Wilson limits, the distances with all their digits next to 0 and next to 1. */
struct gdcs_i_spread gdcs_i_spread_wilson(double yes, double no, double z);

/* first - second. */
struct gdcs_i_limits gdcs_i_mover_difference(const struct gdcs_i_spread *first,
                                             const struct gdcs_i_spread *second,
                                             double correlation);

/* first / second, both >= 0; in [0, infinity]. */
struct gdcs_i_limits gdcs_i_mover_ratio(const struct gdcs_i_spread *first,
                                        const struct gdcs_i_spread *second, double correlation);
#endif
