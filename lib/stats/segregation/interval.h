/* Limits and corrections of one index, by drawing tables anew. */
#ifndef GDCS_STATS_SEGREGATION_INTERVAL_H
#define GDCS_STATS_SEGREGATION_INTERVAL_H

#include "stats/segregation/plan.h"
#include "stats/segregation/sample.h"

/* Replicates of the table found, in order; their moments. */
typedef struct gdcs_i_replicates {
    const double *values; /* rising */
    int64_t count;        /* that have a value */
    double mean;
    double std_dev;
} gdcs_i_replicates;

/* values: room for `replicates`. */
gdcs_i_replicates gdcs_i_replicates_of(gdcs_i_sampler *sampler, int32_t replicates, double *values);

/* The quantile of type 7 (Hyndman & Fan 1996), as R's. */
double gdcs_i_replicates_quantile(const gdcs_i_replicates *replicates, double probability);

/* The index of the table with which a value above this one has the chance given (and half of one equal to
   it); the lower end of the range if chance alone does it, the upper if nothing does. */
double gdcs_i_segregation_invert(gdcs_i_sampler *sampler, int32_t replicates, double value,
                                 double chance);

/* D with each |a_i - b_i| by maximum likelihood of a folded normal (Allen et al. 2015). */
double gdcs_i_density_corrected(const gdcs_i_units *units);
#endif
