/* The two groups as callers give them. */
#ifndef GDCS_STATS_RATIO_SIDES_H
#define GDCS_STATS_RATIO_SIDES_H

#include "data/groups.h"
#include "stats/ratio/measure.h"

/* Counts that are NaN can be anything. */
gdcs_i_ratio_side gdcs_i_ratio_side_of(double part, double whole);

/* sex: GDCS_SEX_FEMALE or GDCS_SEX_MALE. */
gdcs_i_ratio_side gdcs_i_ratio_side_of_sex(int sex, const gdcs_i_group *outcome,
                                           const gdcs_i_group *absence);

gdcs_status gdcs_i_ratio_parts_check(const gdcs_part *a, const gdcs_part *b, gdcs_error *err);

#endif
