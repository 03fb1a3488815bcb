/* What rates of repeated events and of units have in common. */
#ifndef GDCS_STATS_RATE_CLUSTERED_H
#define GDCS_STATS_RATE_CLUSTERED_H

#include <gdcs/rate.h>

/* Checked options; method is 0 if none was said. */
typedef struct gdcs_i_rate_clustered_plan {
    int32_t method;
    int32_t replicates;
    uint64_t seed;
    double alpha;
    double per;
} gdcs_i_rate_clustered_plan;

gdcs_status gdcs_i_rate_clustered_plan_new(const gdcs_rate_clustered_options *options,
                                           gdcs_i_rate_clustered_plan *out, gdcs_error *err);

/* Sums to start from. */
gdcs_rate_clustered_result gdcs_i_rate_clustered_result_of(const gdcs_i_rate_clustered_plan *plan,
                                                           double events, double clusters,
                                                           double population);

/* What remains to be said of it: AT_BOUNDARY, ZERO_CELL, SMALL_BASE; then to the caller.  GDCS_E_NUMERIC if
   a limit is no number. */
gdcs_status gdcs_i_rate_clustered_give(gdcs_rate_clustered_result *result,
                                       gdcs_rate_clustered_result *out, gdcs_error *err);
#endif
