/* The likelihood of units given the mean and theta: what fits to all units and to all but one share. */
#ifndef GDCS_NUM_BETA_BINOMIAL_SLOPES_H
#define GDCS_NUM_BETA_BINOMIAL_SLOPES_H

#include "num/beta_binomial.h"

/* The units, and where the likelihood is looked at. */
typedef struct gdcs_i_beta_units {
    const double *x;
    const double *n;
    int64_t count;
    int64_t skip;
    double mean; /* the best for the theta last looked at */
} gdcs_i_beta_units;

/* Derivatives of the log-likelihood: by the mean, minus the second by it, and theta times that by theta. */
typedef struct gdcs_i_beta_slopes {
    double mean;
    double curve;
    double theta;
} gdcs_i_beta_slopes;

gdcs_i_beta_slopes gdcs_i_beta_slopes_at(const gdcs_i_beta_units *units, double mean, double theta);

/* The mean that is best for theta, from units->mean on. */
gdcs_i_beta_slopes gdcs_i_beta_slopes_top(gdcs_i_beta_units *units, double theta);

double gdcs_i_beta_log_likelihood(const gdcs_i_beta_units *units, double mean, double theta);

/* ln of the likelihood integrated over the mean, by its top and the curvature there. */
double gdcs_i_beta_integrated(double log_likelihood, double curve, double mean, double theta,
                              gdcs_i_beta_fit *out);
#endif
