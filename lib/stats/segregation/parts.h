/* What units, groups and times have to do with segregation. */
#ifndef GDCS_STATS_SEGREGATION_PARTS_H
#define GDCS_STATS_SEGREGATION_PARTS_H

#include "stats/segregation/plan.h"

/* Unit i. */
typedef struct gdcs_i_unit_parts {
    double share;
    double share_women;
    double linkage;
    double mutual_information;
    double dissimilarity;
} gdcs_i_unit_parts;

gdcs_i_unit_parts gdcs_i_unit_parts_of(const gdcs_i_units *units, int64_t i);

/* women and men: sums over the groups, groups numbers each; within: room for as many.  Fills all of out
   but struct_size and notes, and within with T_g / T M_g. */
void gdcs_i_nested_parts(const gdcs_i_units *units, const int32_t *group, int64_t groups,
                         double *women, double *men, double *within, gdcs_segregation_nested *out);

/* Fills all of out but struct_size and notes; notes gains NOT_ESTIMABLE.  room: 6 n numbers.  NaN where
   there are no women or no men at either time. */
void gdcs_i_change_parts(int32_t index, const gdcs_i_units *before, const gdcs_i_units *after,
                         double *room, gdcs_segregation_change *out);
#endif
