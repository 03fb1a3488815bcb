/* Segregation that chance alone makes: women and men allotted at random to units of given sizes. */
#ifndef GDCS_STATS_SEGREGATION_RANDOM_H
#define GDCS_STATS_SEGREGATION_RANDOM_H

#include "stats/segregation/index.h"

/* The mean of the index over all allotments, NaN where there is no closed or additive form: counts not
   whole or above 1e12, SIZE_STANDARDISED, ASSOCIATION, GINI, ATKINSON. */
double gdcs_i_segregation_expected(int32_t index, const gdcs_i_units *units);

/* How far the value goes beyond its expectation, as a share of what is possible: Carrington and
   Troske's systematic index. */
double gdcs_i_segregation_excess(int32_t index, double value, double expected);
#endif
