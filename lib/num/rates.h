/* Two independent Poisson counts, each over a known time or population, compared: limits of the ratio
   and of the difference of their rates, and tests of a ratio.

   Convention as in num/dist.h: numbers in, numbers out; NaN only if an argument lies outside its
   domain.  Domain: events >= 0, at most 1e15; times above 0, at most 1e15.  The exact and mid-P methods
   need x1 + x2 <= 1e12 and what is not 0 to be at least 1e-3.  Counts need not be whole.

   Swapping the samples inverts the limits of a ratio and negates those of a difference.  The upper limit
   of a ratio is infinite exactly if x2 is 0, the lower 0 if x1 is; with both 0 they are 0 and
   infinity. */
#ifndef GDCS_NUM_RATES_H
#define GDCS_NUM_RATES_H

#include "num/interval/limits.h"

#include <stdint.h>

struct gdcs_i_rates {
    double x1;
    double t1;
    double x2;
    double t2;
};

/* (x1 / t1) / (x2 / t2), and x1 / t1 - x2 / t2 right to the last digits. */
double gdcs_i_rates_ratio(struct gdcs_i_rates r);
double gdcs_i_rates_difference(struct gdcs_i_rates r);

/* Their standard errors: by the delta method, NaN if a count is 0; and sqrt(x1 / t1^2 + x2 / t2^2). */
double gdcs_i_rates_ratio_error(struct gdcs_i_rates r);
double gdcs_i_rates_difference_error(struct gdcs_i_rates r);

/* Given x1 + x2, x1 is binomial with odds ratio * t1 / t2: Clopper & Pearson's limits, their mid-P
   form, and Wilson's, which are those of the unconditional score (Gart 1985; Graham, Mengersen & Morton
   2003).  z: upper alpha / 2 point of the normal. */
struct gdcs_i_limits gdcs_i_rates_ratio_exact(struct gdcs_i_rates r, double alpha);
struct gdcs_i_limits gdcs_i_rates_ratio_mid_p(struct gdcs_i_rates r, double alpha);
struct gdcs_i_limits gdcs_i_rates_ratio_score(struct gdcs_i_rates r, double z);

/* MOVER (Donner & Zou 2012; Li, Tang & Wong 2014) from limits of x1 and of x2. */
struct gdcs_i_limits gdcs_i_rates_ratio_mover(struct gdcs_i_rates r, struct gdcs_i_limits of1,
                                              struct gdcs_i_limits of2);
struct gdcs_i_limits gdcs_i_rates_difference_mover(struct gdcs_i_rates r, struct gdcs_i_limits of1,
                                                   struct gdcs_i_limits of2);

/* The logarithm of the ratio normal: NaN if a count is 0. */
struct gdcs_i_limits gdcs_i_rates_ratio_log(struct gdcs_i_rates r, double z);

/* Miettinen & Nurminen (1985): |score| <= z with both rates estimated under the difference. */
struct gdcs_i_limits gdcs_i_rates_difference_score(struct gdcs_i_rates r, double z);

/* The difference normal, each count its own variance. */
struct gdcs_i_limits gdcs_i_rates_difference_wald(struct gdcs_i_rates r, double z);

/* Tests of ratio = null > 0, two-sided: the natural logarithm of the P-value.

   exact: twice the smaller tail of the binomial above, at most 1; mid_p: the same with half of what was
   seen.  likelihood: all outcomes at most as probable as the one seen (to 1e-7 of it); whole counts.
   Without events each is 0.  estimated: Krishnamoorthy & Thomson's (2004) E-test with the score for its
   statistic, rates estimated under the null; whole counts of at most 1e6. */
double gdcs_i_rates_log_p_exact(struct gdcs_i_rates r, double null);
double gdcs_i_rates_log_p_mid_p(struct gdcs_i_rates r, double null);
double gdcs_i_rates_log_p_likelihood(struct gdcs_i_rates r, double null);
double gdcs_i_rates_log_p_estimated(struct gdcs_i_rates r, double null);

/* The normal deviates of the score test (conditional and unconditional are one) and of log(ratio); NaN
   without events, the latter if a count is 0. */
double gdcs_i_rates_z_score(struct gdcs_i_rates r, double null);
double gdcs_i_rates_z_log(struct gdcs_i_rates r, double null);

enum { GDCS_I_RATES_ESTIMATED_MOST = 1000000 };

/* n strata of two counts each, times known: arrays of n. */
struct gdcs_i_rates_strata {
    const double *x1;
    const double *t1;
    const double *x2;
    const double *t2;
    int64_t n;
};

/* Mantel-Haenszel estimates over strata and their variances (Greenland & Robins 1985): of the ratio, of
   its logarithm, of the difference.  NaN where a denominator is 0, the first infinite without x2. */
struct gdcs_i_rates_pooled {
    double ratio;
    double log_variance;
    double difference;
    double variance;
    double z; /* of the test that all ratios are 1 */
};
struct gdcs_i_rates_pooled gdcs_i_rates_pool(const struct gdcs_i_rates_strata *s);

/* The common ratio by maximum likelihood given each sum x1 + x2, and its score limits (Gart 1985): ratios
   with |sum of x1 - sum of its expectations| <= z standard deviations.  0 and infinity as
   gdcs_i_rates_ratio_score() has them. */
double gdcs_i_rates_pool_ratio(const struct gdcs_i_rates_strata *s);
struct gdcs_i_limits gdcs_i_rates_pool_ratio_score(const struct gdcs_i_rates_strata *s, double z);

/* Chi-square and degrees of freedom (strata that say anything, less one) of: all ratios are `ratio`
   (Breslow & Day 1987, eq. 3.15); all differences are `difference`, each with its own variance. */
struct gdcs_i_rates_homogeneity {
    double chisq;
    double df;
};
struct gdcs_i_rates_homogeneity gdcs_i_rates_ratios_differ(const struct gdcs_i_rates_strata *s,
                                                           double ratio);
struct gdcs_i_rates_homogeneity gdcs_i_rates_differences_differ(const struct gdcs_i_rates_strata *s,
                                                                double difference);
#endif
