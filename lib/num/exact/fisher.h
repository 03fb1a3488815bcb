/* P-values of the 2x2 table given its margins, for odds ratio 1.  Natural logarithms; whole counts.
   Probabilities that differ by less than 1e-7 of their size count as equal, as rounding must not
   decide between tables of the same probability. */
#ifndef GDCS_NUM_EXACT_FISHER_H
#define GDCS_NUM_EXACT_FISHER_H

#include "num/exact/hypergeometric.h"

/* One tail with x; mid: with half the probability of x. */
double gdcs_i_fisher_log_tail(const struct gdcs_i_hyper *h, double x, int side, int mid);

/* All tables no more probable than x (Irwin, Freeman & Halton); mid: less half the probability of x
   (Fagerland, Lydersen & Laake 2017, 4.4.2). */
double gdcs_i_fisher_log_minlike(const struct gdcs_i_hyper *h, double x, int mid);

/* Twice the smaller tail, at most 1; mid: of the tails with half the probability of x. */
double gdcs_i_fisher_log_central(const struct gdcs_i_hyper *h, double x, int mid);

/* The smaller tail, and of the other as much as is no larger (Blaker 2000). */
double gdcs_i_fisher_log_blaker(const struct gdcs_i_hyper *h, double x);
#endif
