/* The odds ratio of a 2x2 table given its margins, from Fisher's noncentral hypergeometric
   distribution; domain as in hypergeometric.h, found to about 1e-12 of its size. */
#ifndef GDCS_NUM_EXACT_ODDS_H
#define GDCS_NUM_EXACT_ODDS_H

#include "num/exact/hypergeometric.h"
#include "num/interval/limits.h"

/* The odds ratio at which x is expected: 0 or infinite where x is at an end, NaN where there is but
   one table.  log_error: the standard error of its logarithm, NaN at an end. */
double gdcs_i_odds_conditional(const struct gdcs_i_hyper *h, double x, double *log_error);

/* Cornfield (1956): each tail alpha / 2; mid: of the point x half. */
struct gdcs_i_limits gdcs_i_odds_exact(const struct gdcs_i_hyper *h, double x, double alpha,
                                       int mid);

/* Blaker (2000): from the least to the largest odds ratio whose P-value is above alpha. */
struct gdcs_i_limits gdcs_i_odds_blaker(const struct gdcs_i_hyper *h, double x, double alpha);
#endif
