/* The proportional-odds model: logit P(level <= j | x) = threshold_j - x b (McCullagh 1980). */
#ifndef GDCS_NUM_ORDERED_LOGIT_H
#define GDCS_NUM_ORDERED_LOGIT_H

#include <gdcs/error.h>

enum { GDCS_I_ORDERED_PARAMETERS = 120 }; /* thresholds and coefficients, at most */

/* Rows of one x each.  Every level has somebody. */
typedef struct gdcs_i_ordered {
    int32_t levels; /* at least 2 */
    int32_t covariates;
    int64_t rows;
    const double *count; /* rows x levels */
    const double *x;     /* rows x covariates */
} gdcs_i_ordered;

/* What was fitted.  Parameters: levels - 1 thresholds, then the coefficients. */
typedef struct gdcs_i_ordered_fit {
    double parameter[GDCS_I_ORDERED_PARAMETERS];
    double error[GDCS_I_ORDERED_PARAMETERS]; /* 0 where held */
    double row[GDCS_I_ORDERED_PARAMETERS];   /* of the covariance: with the first coefficient */
    double log_likelihood;
    double
        score; /* of the first coefficient: gradient^2 times its variance, with all information */
    int32_t iterations;
} gdcs_i_ordered_fit;

/* Maximise the likelihood, the first coefficient held at `held` unless that is NaN.  Where the maximum is
   at infinity the fit ends on the way there, with errors above GDCS_I_ORDERED_FAR over the range of x.
   GDCS_E_NUMERIC: the information is singular (a covariate is a sum of others). */
gdcs_status gdcs_i_ordered_fit_new(const gdcs_i_ordered *data, double held, gdcs_i_ordered_fit *out,
                                   gdcs_error *err);

#define GDCS_I_ORDERED_FAR 300.0

/* P(level > cut | x) of row i by parameters of a fit with two levels. */
double gdcs_i_ordered_above(const gdcs_i_ordered *data, const gdcs_i_ordered_fit *fit, int64_t i);
#endif
