/* Gaps of many samples at once, each against something fixed of its own. */
#ifndef GDCS_STATS_GAP_EACH_H
#define GDCS_STATS_GAP_EACH_H

#include "stats/gap/measure.h"

/* The gap of side a to the i-th of what context holds. */
typedef void gdcs_i_gap_measure_at(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a,
                                   uint32_t notes, const void *context, int64_t i, gdcs_i_gap *out);

/* What context holds is checked; n is not, nor are the counts: GDCS_E_ARGUMENT, GDCS_E_VALUE. */
gdcs_status gdcs_i_gap_each_women(const gdcs_sex_arrays *a, int64_t n, gdcs_i_gap_plan *plan,
                                  gdcs_i_gap_measure_at *measure, const void *context,
                                  const gdcs_estimate_arrays *difference,
                                  const gdcs_estimate_arrays *ratio, gdcs_error *err);
#endif
