/* How strongly two things go together that are true of persons: from who has both, one, neither.

   Numbers in, numbers out.  Counts >= 0; NaN where a measure is 0 / 0.  Errors are by the delta method
   for multinomial counts, NaN where they divide by 0. */
#ifndef GDCS_NUM_AGREEMENT_H
#define GDCS_NUM_AGREEMENT_H

#include "num/interval/limits.h"
#include "num/interval/pairs.h"

struct gdcs_i_agreement {
    double value;
    double error;
    struct gdcs_i_limits limits;
};

/* Cohen's; the error is that of Fleiss, Cohen & Everitt (1969), limits value -+ z error in [-1, 1]. */
struct gdcs_i_agreement gdcs_i_agreement_kappa(struct gdcs_i_pairs p, double z);

/* Pearson's correlation of the two; limits by Fisher's transformation with that error. */
struct gdcs_i_agreement gdcs_i_agreement_phi(struct gdcs_i_pairs p, double z);

/* both n / ((both + first)(both + second)): the share of the second among the first, over that in all.
   Limits by its logarithm.  With both 0, lower is 0 and upper Miettinen & Nurminen's for the ratio to those
   without the first, R, turned to R / (f R + 1 - f), f the share of the first: these take f for given and
   hold too seldom where the two go together. */
struct gdcs_i_agreement gdcs_i_agreement_lift(struct gdcs_i_pairs p, double z);

/* The correlation of two normals of which each thing is true above a threshold, by maximum likelihood
   (Olsson 1979); limits by the profile of the likelihood over the thresholds.  The error is NaN at
   -1 and 1.  NaN if nobody or everybody has one of the two.  Up to 1 ms. */
struct gdcs_i_agreement gdcs_i_agreement_tetrachoric(struct gdcs_i_pairs p, double z);
#endif
