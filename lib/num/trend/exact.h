/* Exact tails of S: what the tables of one test have in common. */
#ifndef GDCS_NUM_TREND_EXACT_H
#define GDCS_NUM_TREND_EXACT_H

#include "num/trend.h"

/* Levels of different scores, the scores whole multiples of a common step from 0. */
typedef struct gdcs_i_lattice {
    int32_t n;
    double size[GDCS_I_LEVELS];
    double score[GDCS_I_LEVELS];
    double yes; /* on all levels */
    double all;
    double sum; /* of the scores of yes */
} gdcs_i_lattice;

/* Probabilities of the levels that make yes and sum the expected ones: logit p_j - logit (yes / all) =
   shift + slope x_j; and ln of what a table's probability is more under these than given yes. */
typedef struct gdcs_i_tilt {
    double slope;
    double p[GDCS_I_LEVELS];
    double q[GDCS_I_LEVELS];
    double log_excess;
} gdcs_i_tilt;

/* slope 0 where the sum is not above its mean. */
gdcs_i_tilt gdcs_i_tilt_of(const gdcs_i_lattice *lattice, double sum);

/* P(S >= sum) and P(S = sum). */
gdcs_status gdcs_i_lattice_tail(const gdcs_i_lattice *lattice, double sum, double *log_tail,
                                double *log_point, gdcs_error *err);
#endif
