/* What the three forms of rate have in common. */
#ifndef GDCS_STATS_RATE_MEASURE_H
#define GDCS_STATS_RATE_MEASURE_H

#include <gdcs/rate.h>

/* Checked options, and what of them is computed once for many rates. */
typedef struct gdcs_i_rate_plan {
    int32_t method; /* never DEFAULT */
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
    double per;
} gdcs_i_rate_plan;

/* "exact" and the like; never NULL. */
const char *gdcs_i_rate_method_text(int32_t method);

gdcs_status gdcs_i_rate_plan_new(const gdcs_rate_options *options, gdcs_i_rate_plan *out,
                                 gdcs_error *err);

/* The rate of counts, NaN where a count is not known exactly, and its bounds: from the fewest events
   to `most`, those of unknown sex among them.  Fills all of out but struct_size; a rate that cannot
   be had is NaN with GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_rate_measure(const gdcs_i_rate_plan *plan, const gdcs_rate_counts *counts, double least,
                         double most, gdcs_rate_result *out);
#endif
