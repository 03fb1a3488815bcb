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

/* Fits to all units but one, for each of many units, in time that hardly depends on their number. */
typedef struct gdcs_i_beta_but_one gdcs_i_beta_but_one;

/* x and n are borrowed; all: the fit to all units. */
gdcs_status gdcs_i_beta_but_one_new(const double *x, const double *n, int64_t units,
                                    const gdcs_i_beta_fit *all, gdcs_i_beta_but_one **out,
                                    gdcs_error *err);
void gdcs_i_beta_but_one_free(gdcs_i_beta_but_one *but_one);

/* As gdcs_i_beta_binomial_fit() from the theta of all on, to some ten digits. */
gdcs_status gdcs_i_beta_but_one_fit(const gdcs_i_beta_but_one *but_one, int64_t skip,
                                    gdcs_i_beta_fit *out, gdcs_error *err);

/* What the fit says of the share of a further unit: the spread of shares and the uncertainty of their
   mean taken together.  At theta = 0 it is Beta(X + 1/2, N - X + 1/2) of all X of N. */
gdcs_i_beta gdcs_i_beta_binomial_prior(const gdcs_i_beta_fit *fit);

/* The best mean for a given theta, from out->mean on, and the ln of the likelihood integrated over the mean:
   the likelihood of the mean is taken to have the shape of a binomial's with the same top and the same
   curvature (without any or with all of x: the same slope there), and meets Jeffreys' prior.  That is
   exact at theta = 0. */
double gdcs_i_beta_binomial_at(const double *x, const double *n, int64_t units, int64_t skip,
                               double theta, gdcs_i_beta_fit *out);

/* ln P(X = k), k from 0 to n, not necessarily whole; a + b up to 1e12. */
double gdcs_i_beta_binomial_log_pmf(double k, double n, gdcs_i_beta of);

/* ln of P(X < k) + P(X = k) / 2 and of P(X > k) + P(X = k) / 2: k and n whole. */
void gdcs_i_beta_binomial_log_mid(double k, double n, gdcs_i_beta of, double *lower, double *upper);
/* Beta distributions with the ln of their weights, of which only differences count. */
typedef struct gdcs_i_beta_node {
    double log_weight;
    gdcs_i_beta beta;
} gdcs_i_beta_node;

enum { GDCS_I_BETA_NODES = 2000 };

typedef struct gdcs_i_beta_mixture {
    gdcs_i_beta_node *node; /* room for GDCS_I_BETA_NODES */
    int64_t count;
} gdcs_i_beta_mixture;

/* Fits to all units but one, for each of many units: at a given theta in time that does not depend on
   their number.  NODES of theta are looked at once for all. */
typedef struct gdcs_i_beta_shared gdcs_i_beta_shared;

/* Nodes are start + i step / 16, of f = ln(theta / (1 - theta)); mean: a start.  x and n are borrowed. */
gdcs_status gdcs_i_beta_shared_new(const double *x, const double *n, int64_t units, double start,
                                   double step, double mean, gdcs_i_beta_shared **out,
                                   gdcs_error *err);
void gdcs_i_beta_shared_free(gdcs_i_beta_shared *shared);
double gdcs_i_beta_shared_start(const gdcs_i_beta_shared *shared, double *step);

/* As gdcs_i_beta_binomial_at(). */
double gdcs_i_beta_shared_at(gdcs_i_beta_shared *shared, int64_t skip, double f, double theta,
                             gdcs_i_beta_fit *out);

/* The nodes that suit a mixture without any one of the units; fit is that of all. */
gdcs_status gdcs_i_beta_mixture_share(const double *x, const double *n, int64_t units,
                                      const gdcs_i_beta_fit *fit, gdcs_i_beta_shared **out,
                                      gdcs_error *err);

/* What the units say of the share of a further one, averaged over theta in (0, 1): integrated likelihood
   times the prior by which the root of theta is uniform (Gelman 2006).  Wide enough that the tails from k
   of whole come out right.  fit is that of the units; shared may be NULL. */
void gdcs_i_beta_mixture_new(const double *x, const double *n, int64_t units, int64_t skip,
                             const gdcs_i_beta_fit *fit, double k, double whole,
                             gdcs_i_beta_shared *shared, gdcs_i_beta_mixture *out);

/* One distribution, without averaging. */
void gdcs_i_beta_mixture_of(gdcs_i_beta one, gdcs_i_beta_mixture *out);

/* As gdcs_i_beta_binomial_log_mid(). */
void gdcs_i_beta_mixture_log_mid(const gdcs_i_beta_mixture *of, double k, double n, double *lower,
                                 double *upper);

/* From prior to posterior: k of n were seen. */
void gdcs_i_beta_mixture_update(gdcs_i_beta_mixture *mixture, double k, double n);

double gdcs_i_beta_mixture_mean(const gdcs_i_beta_mixture *of);
double gdcs_i_beta_mixture_deviation(const gdcs_i_beta_mixture *of);

/* x with P(X <= x) = p, and x with P(X > x) = p.  GDCS_E_NUMERIC. */
gdcs_status gdcs_i_beta_mixture_quantile(const gdcs_i_beta_mixture *of, double p, double *out,
                                         gdcs_error *err);
gdcs_status gdcs_i_beta_mixture_quantile_upper(const gdcs_i_beta_mixture *of, double p, double *out,
                                               gdcs_error *err);
#endif
