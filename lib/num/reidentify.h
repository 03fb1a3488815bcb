/* How likely a match of a record of a sample to a person of the population is right. */
#ifndef GDCS_NUM_REIDENTIFY_H
#define GDCS_NUM_REIDENTIFY_H

#include <stdint.h>

/* E(1 / F) where F - f is negative binomial with f successes of probability p: whole f >= 1,
   0 < p <= 1.  To some units of the last place for every f and p. */
double gdcs_i_reidentify_risk(double f, double p);

/* Classes of a sample by size: count[i] classes of size[i] >= 1 records, n records in all, of a
   population of N >= n persons, whole numbers up to 1e15.  How many persons are alone in their class in
   the population (Zayatz 1991); 0 if there is no class of one record. */
double gdcs_i_reidentify_zayatz(const double *size, const double *count, int64_t sizes, double n,
                                double population);
#endif
