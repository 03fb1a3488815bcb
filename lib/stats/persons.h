/* How many persons a group has, of whatever sex. */
#ifndef GDCS_STATS_PERSONS_H
#define GDCS_STATS_PERSONS_H

#include "data/groups.h"

/* Women, men, other and unknown of a group, taken together.  Where one of them is not exact, no more
   and no fewer than a declared total beside them allows, legal persons taken off; a total below its
   parts (GDCS_NOTE_PARTS_EXCEED) is set aside. */
gdcs_bounds gdcs_i_persons(const gdcs_i_groups *groups, const gdcs_i_group *group);

/* The upper end of that if it says more than the upper counts do; infinity if they are exact, for a
   sum taken apart again has lost a digit. */
double gdcs_i_persons_limit(const gdcs_i_groups *groups, const gdcs_i_group *group);
#endif
