/* What the forms of overlap have in common. */
#ifndef GDCS_STATS_OVERLAP_MEASURE_H
#define GDCS_STATS_OVERLAP_MEASURE_H

#include "stats/ratio/measure.h"
#include "stats/share/measure.h"

#include <gdcs/overlap.h>

enum { GDCS_I_OVERLAP_MEASURES = 12 }; /* with a place for number 0 */

/* Checked options. */
typedef struct gdcs_i_overlap_plan {
    gdcs_i_share_plan share;
    gdcs_i_ratio_plan odds;
    double alpha;
    double z;
} gdcs_i_overlap_plan;

/* Counts of one sex, NaN where not exact, and all that each can be. */
typedef struct gdcs_i_overlap_box {
    gdcs_overlap_counts counts;
    gdcs_overlap_counts lower;
    gdcs_overlap_counts upper;
} gdcs_i_overlap_box;

gdcs_status gdcs_i_overlap_plan_new(const gdcs_overlap_options *options, gdcs_i_overlap_plan *out,
                                    gdcs_error *err);

/* "both" and the like, and in a column of methods. */
const char *gdcs_i_overlap_name(int measure);
const char *gdcs_i_overlap_method_text(const gdcs_i_overlap_plan *plan, int measure);

/* Exact, but for NaN, which is anything. */
gdcs_i_overlap_box gdcs_i_overlap_box_of(const gdcs_overlap_counts *counts);

/* missing: NaN is let through in all counts, else in neither alone. */
gdcs_status gdcs_i_overlap_check(const gdcs_overlap_counts *counts, int missing, const char *field,
                                 int64_t row, gdcs_error *err);

/* One measure, its notes those of the counts. */
void gdcs_i_overlap_measure(const gdcs_i_overlap_plan *plan, int measure,
                            const gdcs_i_overlap_box *box, gdcs_overlap_measure *out);

/* Its bounds: the range of the measure if it may be 0 / 0. */
gdcs_bounds gdcs_i_overlap_bounds(int measure, const gdcs_i_overlap_box *box);

/* Women against men; counts are checked.  What cannot be had is NaN with GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_overlap_compare(const gdcs_i_overlap_plan *plan, const gdcs_i_overlap_box *women,
                            const gdcs_i_overlap_box *men, gdcs_overlap_sexes_result *out);

/* Who was compelled is in `both`, who was not in `offender_only`.  All of out but struct_size. */
void gdcs_i_overlap_eligible(const gdcs_i_overlap_plan *plan, const gdcs_i_overlap_box *women,
                             const gdcs_i_overlap_box *men, gdcs_overlap_eligible_result *out);
#endif
