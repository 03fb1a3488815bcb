/* Limits from replicates of a bootstrap.  Numbers in, numbers out. */
#ifndef GDCS_NUM_RESAMPLE_H
#define GDCS_NUM_RESAMPLE_H

#include "num/interval/limits.h"

#include <stdint.h>

/* Put replicates in order, once. */
void gdcs_i_resample_sort(double *values, int64_t n);

/* Their quantile, between neighbours linear (type 7 of Hyndman & Fan 1996). */
double gdcs_i_resample_quantile(const double *sorted, int64_t n, double probability);

/* Efron & Tibshirani (1993): quantiles alpha / 2 and 1 - alpha / 2. */
struct gdcs_i_limits gdcs_i_resample_percentile(const double *sorted, int64_t n, double alpha);

/* Efron (1987), BCa: quantiles moved by the median bias of the replicates about the estimate and by the
   acceleration, (sum of d^3) / (6 (sum of d^2)^1.5) with d = mean - value of the jackknife.  All replicates
   one: that one twice. */
struct gdcs_i_limits gdcs_i_resample_bca(const double *sorted, int64_t n, double estimate,
                                         double acceleration, double alpha);
double gdcs_i_resample_acceleration(const double *jackknife, int64_t n);

double gdcs_i_resample_deviation(const double *values, int64_t n);
#endif
