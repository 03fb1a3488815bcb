/* Shares from samples of clusters or of weighted persons. */
#ifndef GDCS_STATS_SHARE_DESIGN_H
#define GDCS_STATS_SHARE_DESIGN_H

#include "data/groups.h"
#include "stats/share/measure.h"

/* What was drawn: clusters, or persons with their weights. */
typedef struct gdcs_i_units {
    const double *yes;
    const double *no;
    int64_t count;
    double persons; /* in the denominator, without weights: what an effective n is at most */
} gdcs_i_units;

/* GDCS_E_OPTION for methods that know no design. */
gdcs_status gdcs_i_design_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                   gdcs_error *err);

/* group: the sum of all units, NaN where not exact; bounds and notes are those of the plain share.
   `most` as in gdcs_i_share_bounds(). */
void gdcs_i_design_measure(const gdcs_i_share_plan *plan, const gdcs_i_units *units,
                           const gdcs_i_group *group, double most, gdcs_share_design_result *out);
#endif
