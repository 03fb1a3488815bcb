/* What the three forms of share have in common. */
#ifndef GDCS_STATS_SHARE_MEASURE_H
#define GDCS_STATS_SHARE_MEASURE_H

#include <gdcs/share.h>

/* Checked options, and what of them is computed once for many shares. */
typedef struct gdcs_i_share_plan {
    int32_t method; /* never DEFAULT */
    int32_t of;
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
} gdcs_i_share_plan;

/* "Wilson" and the like; never NULL. */
const char *gdcs_i_share_method_text(int32_t method);

gdcs_status gdcs_i_share_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                  gdcs_error *err);

/* The share of counts, NaN where a count is not known exactly, and its bounds over all counts from
   lower to upper that add up to at most `most` persons (infinity: no such limit).  Fills all of out but
   struct_size; a share that cannot be had is NaN with GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_share_measure(const gdcs_i_share_plan *plan, const gdcs_sex_counts *counts,
                          const gdcs_sex_counts *lower, const gdcs_sex_counts *upper, double most,
                          gdcs_share_result *out);
#endif
