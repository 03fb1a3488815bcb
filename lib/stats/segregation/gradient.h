/* Standard errors by the delta method. */
#ifndef GDCS_STATS_SEGREGATION_GRADIENT_H
#define GDCS_STATS_SEGREGATION_GRADIENT_H

#include "stats/segregation/index.h"

/* room: 2 n numbers.  NaN for SIZE_STANDARDISED and ASSOCIATION, which have none here. */
double gdcs_i_segregation_std_error(int32_t index, int by_sex, const gdcs_i_units *units,
                                    double *room);
#endif
