/* The limits of one measure by one method. */
#ifndef GDCS_STATS_RATIO_LIMITS_H
#define GDCS_STATS_RATIO_LIMITS_H

#include "stats/ratio/measure.h"

/* NaN in either limit: the method does not serve the measure, or not with these counts. */
struct gdcs_i_limits gdcs_i_ratio_limits(const gdcs_i_ratio_plan *plan, int32_t method, int measure,
                                         struct gdcs_i_two two);

/* Value and standard error; limits are left alone. */
void gdcs_i_ratio_value(int32_t method, int measure, struct gdcs_i_two two, gdcs_estimate *out);
#endif
