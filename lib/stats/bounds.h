/* What holds for a share, a quotient or a mean whatever counts lie between a lower and an upper, which may be
   infinite.  Shares and quotients are monotone in each count, so the ends are corners. */
#ifndef GDCS_STATS_BOUNDS_H
#define GDCS_STATS_BOUNDS_H

#include <gdcs/estimate.h>

/* yes / (yes + no); [0, 1] if nobody can be in it. */
gdcs_bounds gdcs_i_bounds_share(gdcs_bounds yes, gdcs_bounds no);

/* over / under, as far as it is defined: x / 0 is infinite, 0 / 0 left out.  [0, infinity] if no
   pair has a quotient. */
gdcs_bounds gdcs_i_bounds_quotient(gdcs_bounds over, gdcs_bounds under);

/* sum of w x / sum of w over n values x in [0, 1] with weights w, whatever each is within its own bounds;
   weights may be infinite above.  Attained, or where a weight is infinite the limit; [0, 1] if all
   weights are 0. */
gdcs_bounds gdcs_i_bounds_mean(const gdcs_bounds *values, const gdcs_bounds *weights, int64_t n);

/* x y with 0 times infinity = 0, which no finite count contradicts. */
gdcs_bounds gdcs_i_bounds_product(gdcs_bounds x, gdcs_bounds y);
#endif
