/* Limits for a share of two counts to which noise of known variance was added. */
#ifndef GDCS_NUM_INTERVAL_NOISY_H
#define GDCS_NUM_INTERVAL_NOISY_H

#include "num/interval/limits.h"

struct gdcs_i_noisy {
    double part; /* >= 0, with rest above 0 */
    double rest;
    double variance_part; /* of the noise, >= 0 */
    double variance_rest;
    double sampling; /* 1: the true counts are binomial, 0: they are what is asked for */
};

/* Fieller (1954): every p for which (1 - p) part - p rest, whose mean is 0 at the truth, is within z
   standard deviations of 0; cut off at 0 and 1.  Without noise, Wilson's limits. */
struct gdcs_i_limits gdcs_i_noisy_share(const struct gdcs_i_noisy *counts, double z);

/* The variance of the share by the same linear form. */
double gdcs_i_noisy_variance(const struct gdcs_i_noisy *counts);
#endif
