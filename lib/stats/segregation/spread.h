/* Bounds of the terms that indices are sums of, from what the shares of units can be. */
#ifndef GDCS_STATS_SEGREGATION_SPREAD_H
#define GDCS_STATS_SEGREGATION_SPREAD_H

#include "stats/segregation/bounds.h"

/* Terms of one unit in M, in eta squared, and half of (sqrt(a) - sqrt(b))^2, over all a and b in the box
   and P in women. */
gdcs_bounds gdcs_i_term_of_information(const gdcs_i_box *box, gdcs_bounds women);
gdcs_bounds gdcs_i_term_of_variance(const gdcs_i_box *box, gdcs_bounds women);
gdcs_bounds gdcs_i_term_of_roots(const gdcs_i_box *box, gdcs_bounds women);

/* Pair by pair; [0, 1] above 512 units, where that would take long. */
gdcs_bounds gdcs_i_ranges_gini(const gdcs_i_problem *problem);

/* E(units).  Leaves other ranges in the problem's room. */
gdcs_bounds gdcs_i_entropy_bounds(const gdcs_i_problem *problem);

gdcs_bounds gdcs_i_association_bounds(const gdcs_i_problem *problem);
#endif
