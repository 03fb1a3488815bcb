/* Simultaneous limits for the k shares of one multinomial sample: all of them hold together with
   probability 1 - alpha.

   Convention as in num/dist.h: numbers in, numbers out; limits are NaN only if an argument lies
   outside its domain.  Domain: k >= 2 counts >= 0, zeroes welcome, whose sum n is above 0; the methods
   that say so need whole counts or n <= 1e12; alpha in [1e-300, 1).  lower and upper have k elements,
   in [0, 1]. */
#ifndef GDCS_NUM_INTERVAL_MULTINOMIAL_H
#define GDCS_NUM_INTERVAL_MULTINOMIAL_H

#include <stdint.h>

/* Goodman (1965): Wilson's limits with Bonferroni's alpha / k. */
void gdcs_i_multinomial_goodman(const double *counts, int64_t k, double alpha, double *lower,
                                double *upper);

/* Quesenberry & Hurst (1964): Wilson's with the upper alpha point of chi-square on k - 1 degrees of
   freedom for z^2.  Conservative; wider than Goodman's for k above 3. */
void gdcs_i_multinomial_quesenberry_hurst(const double *counts, int64_t k, double alpha,
                                          double *lower, double *upper);

/* Clopper & Pearson's with alpha / k: exact, never below 1 - alpha together; n <= 1e12. */
void gdcs_i_multinomial_clopper_pearson(const double *counts, int64_t k, double alpha,
                                        double *lower, double *upper);

/* Sison & Glaz (1995): [x_i - c, x_i + c + 2 d] / n, where P(all |X_i - x_i| <= c) passes 1 - alpha
   between c and c + 1, at c + d.  That probability is Levin's (1981) product of Poisson
   probabilities with an Edgeworth expansion, and 0 for c = 0.  All widths are equal, which is short for
   even shares and long for small ones.  Asymptotic: NaN where the expansion never reaches 1 - alpha, as
   with small n and tiny alpha.  Whole counts, n <= 1e12. */
void gdcs_i_multinomial_sison_glaz(const double *counts, int64_t k, double alpha, double *lower,
                                   double *upper);
#endif
