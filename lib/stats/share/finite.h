/* What the forms of a share of a finite population have in common. */
#ifndef GDCS_STATS_SHARE_FINITE_H
#define GDCS_STATS_SHARE_FINITE_H

#include "data/groups.h"
#include "stats/share/measure.h"

/* GDCS_E_OPTION for methods that know no finite population. */
gdcs_status gdcs_i_share_finite_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                         gdcs_error *err);

/* population: NaN if not known, of which the caller makes a note; one smaller than the sample gives no share,
   with notes.  `most` as in gdcs_i_share_bounds(). */
void gdcs_i_share_finite_measure(const gdcs_i_share_plan *plan, const gdcs_i_group *sample,
                                 double most, double population, gdcs_share_result *out);
#endif
