/* Bounds of D over all counts between limits; and what each unit's shares can be. */
#ifndef GDCS_STATS_SEGREGATION_BOUNDS_H
#define GDCS_STATS_SEGREGATION_BOUNDS_H

#include "stats/segregation/plan.h"

/* What women and men of a unit can be. */
typedef struct gdcs_i_box {
    gdcs_bounds women;
    gdcs_bounds men;
} gdcs_i_box;

gdcs_i_box gdcs_i_box_of_counts(const gdcs_i_problem *problem, int64_t i);

/* The same of a unit made one in size: its shares of women and men.  They add up to 1, or to 0 if nobody
   is in it, and start at 0 if that may be. */
gdcs_i_box gdcs_i_box_of_shares(const gdcs_i_problem *problem, int64_t i);

/* What a_i and b_i can be, into 4 n numbers of the problem's room: women from, to, men from, to. */
void gdcs_i_ranges_fill(gdcs_i_box (*box)(const gdcs_i_problem *, int64_t),
                        const gdcs_i_problem *problem);
gdcs_i_box gdcs_i_ranges_at(const gdcs_i_problem *problem, int64_t i);

/* sum |a_i - b_i| / 2 over the ranges.  It holds, and need not be attained. */
gdcs_bounds gdcs_i_ranges_dissimilarity(const gdcs_i_problem *problem);

/* The most D can be, and the least it can be by any one division of the units in two; [0, 1] if more
   than 16 units are uncertain or one without limit. */
gdcs_bounds gdcs_i_dissimilarity_corners(const gdcs_i_problem *problem);
#endif
