/* Limits for a weighted sum of Poisson means, such as a standardised rate.

   Convention as in num/interval/count.h: numbers in, numbers out; a limit is NaN only where an
   argument lies outside the domain.  Domain: sum, variance and events all 0 or all > 0; weights >= 0,
   one of them > 0; the shapes sum^2 / variance that arise from 1e-3 to 1e12; alpha in [1e-300, 1). */
#ifndef GDCS_NUM_INTERVAL_WEIGHTED_H
#define GDCS_NUM_INTERVAL_WEIGHTED_H

#include "num/interval/limits.h"

/* What the limits need of counts x with weights w. */
struct gdcs_i_weighted {
    double sum;      /* of w x */
    double variance; /* of that sum: of w^2 x where the counts are Poisson */
    double events;   /* sum of x */
    double most;     /* the largest w */
    double mean;     /* of w */
    double square;   /* mean of w^2 */
};

/* Fay & Feuer (1997): gamma distributions with the mean and the variance of the sum, for the upper limit
   as if one more had been counted where the weight is largest. */
struct gdcs_i_limits gdcs_i_weighted_gamma(const struct gdcs_i_weighted *w, double alpha);

/* Tiwari, Clegg & Zou (2006): one more with the mean of the weights and of their squares. */
struct gdcs_i_limits gdcs_i_weighted_tiwari(const struct gdcs_i_weighted *w, double alpha);

/* Fay & Kim (2017): points of the equal mixture of the two distributions of Fay & Feuer. */
struct gdcs_i_limits gdcs_i_weighted_mid_p(const struct gdcs_i_weighted *w, double alpha);

/* Dobson et al. (1991): limits of the number of events, their distances from it stretched by
   sqrt(variance / events); without events by the largest weight. */
struct gdcs_i_limits gdcs_i_weighted_dobson(const struct gdcs_i_weighted *w,
                                            struct gdcs_i_limits count);

/* Fay (1999): over.sum / under.sum by the quotient of such gamma variables, which is F; and with the
   additions of Tiwari, Clegg & Zou.  The upper limit is infinite if under.sum is 0. */
struct gdcs_i_limits gdcs_i_weighted_ratio_gamma(const struct gdcs_i_weighted *over,
                                                 const struct gdcs_i_weighted *under, double alpha);
struct gdcs_i_limits gdcs_i_weighted_ratio_tiwari(const struct gdcs_i_weighted *over,
                                                  const struct gdcs_i_weighted *under,
                                                  double alpha);
#endif
