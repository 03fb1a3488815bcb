/* The trend of a share over ordered levels with scores: S = sum x_j yes_j.

   Convention as in num/dist.h.  Exact tails are conditional on the levels' sizes and on all yes (the
   multivariate hypergeometric); counts whole. */
#ifndef GDCS_NUM_TREND_H
#define GDCS_NUM_TREND_H

#include "num/ladder.h"

#include <gdcs/error.h>

/* Slope of the share on the score by least squares, weighted with the levels' sizes; its standard error
   with each level's own variance; z of Cochran (1954) and Armitage (1955), variance under equal shares. */
typedef struct gdcs_i_slope {
    double value;
    double std_error;
    double z;      /* NaN if all are alike, or at one score */
    double spread; /* sum of t_j (x_j - mean)^2 */
    double mean;   /* of the scores of persons */
} gdcs_i_slope;

gdcs_i_slope gdcs_i_trend_slope(gdcs_i_ladder ladder, const double *scores);

/* From Wilson limits of each level, as Zou & Donner (2008) combine them (MOVER). */
struct gdcs_i_limits gdcs_i_trend_slope_limits(gdcs_i_ladder ladder, const double *scores,
                                               double z);

/* Of an exact test: natural logarithms of P(S >= s), P(S <= s) and of the same with half of what is at
   s itself. */
typedef struct gdcs_i_tail {
    double log_p;
    double log_mid_p;
} gdcs_i_tail;

enum { GDCS_I_TREND_LESS = -1, GDCS_I_TREND_BOTH = 0, GDCS_I_TREND_GREATER = 1 };

/* GDCS_E_LIMIT: scores are no multiples of a common step, or tables too many (more than 1e8 steps or 8e6
   sums at once).  BOTH: all S at least as far from their mean as s, to 1e-9 of the step. */
gdcs_status gdcs_i_trend_exact(gdcs_i_ladder ladder, const double *scores, int side,
                               gdcs_i_tail *out, gdcs_error *err);
#endif
