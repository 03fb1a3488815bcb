/* What others know of a hidden number: that it is not zero.

   Where zeroes are published, whoever sees that a number is hidden knows that somebody is there: three
   hidden cells that add up to 3 are one person each.  So what can be hidden is counted from one: one less
   in its bounds, and in the sums that it is in.  What cannot be below zero then cannot be zero. */
#ifndef GDCS_PRIVACY_SUPPRESS_SHIFT_H
#define GDCS_PRIVACY_SUPPRESS_SHIFT_H

#include "privacy/suppress/suppression.h"

/* By variable: 1 if it is to be counted from one.  The caller frees it. */
gdcs_status gdcs_i_shift_new(const gdcs_i_suppression *p, char **out, gdcs_error *err);

/* Add to what is counted from one, in bounds and sums. */
void gdcs_i_shift_by(gdcs_i_system *system, const char *from_one, double by);
#endif
