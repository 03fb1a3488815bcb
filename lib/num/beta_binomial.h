/* Shares that differ between units: the beta-binomial distribution, its fit, and what a fit to some
   units says of another. */
#ifndef GDCS_NUM_BETA_BINOMIAL_H
#define GDCS_NUM_BETA_BINOMIAL_H

#include <gdcs/error.h>

/* Of shares with mean `mean` and variance mean (1 - mean) theta / (1 + theta). */
typedef struct gdcs_i_beta_fit {
    double mean;  /* of maximum likelihood, unless all or none succeed */
    double theta; /* 0: the shares do not differ by more than chance */
    double size;  /* mean (1 - mean) over the sampling variance of the mean */
} gdcs_i_beta_fit;

/* A beta distribution. */
typedef struct gdcs_i_beta {
    double a;
    double b;
} gdcs_i_beta;

/* Fit x[i] of n[i], 0 <= x <= n <= 1e15, but for unit `skip` (-1: all) and those with n = 0, by maximum
   likelihood (Griffiths 1973).  start: a theta to begin at, or 0.  The likelihood has its top at theta = 0
   if it falls from there (Tarone 1979).  No units, or all of x = 0, or all of x = n: theta = 0.
   GDCS_E_NUMERIC. */
gdcs_status gdcs_i_beta_binomial_fit(const double *x, const double *n, int64_t units, int64_t skip,
                                     double start, gdcs_i_beta_fit *out, gdcs_error *err);

/* What the fit says of the share of a further unit: the spread of shares and the uncertainty of their
   mean taken together.  At theta = 0 it is Beta(X + 1/2, N - X + 1/2) of all X of N. */
gdcs_i_beta gdcs_i_beta_binomial_prior(const gdcs_i_beta_fit *fit);

/* ln P(X = k), k from 0 to n, not necessarily whole; a + b up to 1e12. */
double gdcs_i_beta_binomial_log_pmf(double k, double n, gdcs_i_beta of);

/* ln of P(X < k) + P(X = k) / 2 and of P(X > k) + P(X = k) / 2: k and n whole. */
void gdcs_i_beta_binomial_log_mid(double k, double n, gdcs_i_beta of, double *lower, double *upper);
#endif
