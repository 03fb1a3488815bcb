/* Points of (0, 1) by the logarithm of their odds: there the digits of p and of 1 - p are kept alike. */
#ifndef GDCS_NUM_INTERVAL_PROPORTION_ODDS_H
#define GDCS_NUM_INTERVAL_PROPORTION_ODDS_H

#include "num/dist.h"

#include <math.h>

static inline struct gdcs_i_unit gdcs_i_unit_of_log_odds(double t)
{
    const double e = exp(-fabs(t)), small = e / (1.0 + e), big = 1.0 / (1.0 + e);
    return t < 0.0 ? (struct gdcs_i_unit){small, big} : (struct gdcs_i_unit){big, small};
}

#endif
