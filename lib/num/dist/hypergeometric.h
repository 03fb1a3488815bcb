/* Sums over the 2x2 tables with given margins. */
#ifndef GDCS_NUM_DIST_HYPERGEOMETRIC_H
#define GDCS_NUM_DIST_HYPERGEOMETRIC_H

/* The sum of the probabilities of the table a, b, c, e and of all with more in a and e and less in b and
   c, in units of its own.  Whole numbers; each probability is smaller than the one before it, but for
   rounding. */
double gdcs_i_hypergeometric_outwards(double a, double b, double c, double e);
#endif
