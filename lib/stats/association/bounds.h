/* Bounds of Cramer's V of women and men over categories. */
#ifndef GDCS_STATS_ASSOCIATION_BOUNDS_H
#define GDCS_STATS_ASSOCIATION_BOUNDS_H

#include "stats/association/measure.h"
#include "stats/segregation/plan.h"

/* certain: the bounds are those of the result.  Of more than two columns nothing is known. */
gdcs_bounds gdcs_i_cramers_v_bounds(const gdcs_i_problem *problem, int certain, int64_t columns,
                                    const gdcs_association_result *result);
#endif
