/* Simpson's diversity of counts over categories: the chance that two of them, drawn without replacement,
   are of unlike categories. */
#ifndef GDCS_NUM_DIVERSITY_H
#define GDCS_NUM_DIVERSITY_H

#include "num/interval/limits.h"

#include <stdint.h>

struct gdcs_i_diversity {
    double value; /* NaN with one count or none */
    double error;
    struct gdcs_i_limits limits;
};

/* z, the upper alpha / 2 point of the normal.  Counts >= 0. */
struct gdcs_i_diversity gdcs_i_diversity_of(const double *count, int64_t k, double alpha, double z);

/* What it can be if each count lies between a lower and an upper, which may be infinite; room for 3 k. */
struct gdcs_i_limits gdcs_i_diversity_bounds(const double *lower, const double *upper, int64_t k,
                                             double *room);
#endif
