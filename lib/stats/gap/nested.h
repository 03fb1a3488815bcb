/* A part compared with the whole that contains it, by way of the rest: the two are independent, and
   with f the part's share in the whole's persons

       p_part - p_whole = (1 - f) (p_part - p_rest),
       p_part / p_whole = R / (f R + 1 - f),  R = p_part / p_rest,

   both rising, so that limits for part and rest become limits for part and whole, given the sizes. */
#ifndef GDCS_STATS_GAP_NESTED_H
#define GDCS_STATS_GAP_NESTED_H

#include "data/groups.h"
#include "stats/gap/measure.h"

/* Women and men as far as they are known, and how many persons of unknown sex there may be. */
typedef struct gdcs_i_gap_box {
    gdcs_bounds women;
    gdcs_bounds men;
    double unknown;
} gdcs_i_gap_box;

/* GDCS_E_VALUE: the part has more of something than the whole.  NaN is let through. */
gdcs_status gdcs_i_gap_check_inside(const gdcs_part *part, const gdcs_part *whole, int64_t row,
                                    gdcs_error *err);

/* The gap of a part to its whole, both checked. */
void gdcs_i_gap_measure_inside(const gdcs_i_gap_plan *plan, const gdcs_part *part,
                               const gdcs_part *whole, uint32_t notes, gdcs_i_gap *out);

/* The gap in the share of women of a group to that of group and rest together. */
void gdcs_i_gap_measure_nested(const gdcs_i_gap_plan *plan, const gdcs_i_group *part,
                               const gdcs_i_group *rest, gdcs_i_gap *out);

/* whole less part as a group; GDCS_E_VALUE as above. */
gdcs_status gdcs_i_gap_rest(const gdcs_sex_counts *part, const gdcs_sex_counts *whole, int64_t row,
                            gdcs_i_group *out, gdcs_error *err);

/* All values of the difference and of the ratio, whatever the sex of the unknown and whatever
   counts lie in the boxes. */
void gdcs_i_gap_bounds_nested(const gdcs_i_gap_box *part, const gdcs_i_gap_box *rest,
                              gdcs_bounds *difference, gdcs_bounds *ratio);
#endif
