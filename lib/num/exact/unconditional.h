/* Unconditional P-values of two binomial samples with equal shares: the probability of all tables at
   least as extreme as the one observed, the largest over the share.  Whole counts. */
#ifndef GDCS_NUM_EXACT_UNCONDITIONAL_H
#define GDCS_NUM_EXACT_UNCONDITIONAL_H

#include "num/interval/contrast.h"

/* What is extreme: a large difference by its pooled score statistic (Barnard's test as commonly
   computed), or a small P-value of Fisher's test (Boschloo). */
enum { GDCS_I_BY_SCORE = 1, GDCS_I_BY_FISHER = 2 };

struct gdcs_i_unconditional {
    int32_t order; /* GDCS_I_BY_* */
    int32_t side;  /* 0 both, 1 a greater share in the first sample, -1 a smaller */
    double gamma;  /* of Berger & Boos (1994): the share is taken from its limits of that level, and
                      gamma added; 0: from all */
};

/* The P-value, right to 1e-9 of itself and 1e-290 at least.  Both samples at least 1; product and sum
   of their sizes up to GDCS_I_EXACT_PRODUCT and GDCS_I_EXACT_SUM.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_unconditional_p(struct gdcs_i_two two, const struct gdcs_i_unconditional *how,
                                   double *p, gdcs_error *err);
#endif
