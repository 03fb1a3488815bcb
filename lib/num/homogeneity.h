/* Is the odds ratio the same in two 2x2 tables? */
#ifndef GDCS_NUM_HOMOGENEITY_H
#define GDCS_NUM_HOMOGENEITY_H

#include "num/interval/pairs.h"

/* ln of Zelen's exact p-value (1971): given all sums of both tables and the sum of their `both`, the
   probability of splits of it that are no more probable than the one found; probabilities within 1e-7
   of each other are equal.  Numbers are whole, else NaN; NaN too with more than 1e7 splits. */
double gdcs_i_homogeneity_log_exact(struct gdcs_i_pairs one, struct gdcs_i_pairs two);
#endif
