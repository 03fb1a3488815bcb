/* What rates of repeated events and of units have in common. */
#ifndef GDCS_STATS_RATE_CLUSTERED_H
#define GDCS_STATS_RATE_CLUSTERED_H

#include <gdcs/rate.h>

/* Checked options. */
typedef struct gdcs_i_rate_clustered_plan {
    int32_t method; /* never DEFAULT */
    int32_t replicates;
    uint64_t seed;
    double alpha;
    double per;
} gdcs_i_rate_clustered_plan;

/* For units and for repeated events, which take different methods. */
gdcs_status gdcs_i_rate_clustered_plan_new(const gdcs_rate_clustered_options *options,
                                           gdcs_i_rate_clustered_plan *out, gdcs_error *err);
gdcs_status gdcs_i_rate_repeated_plan_new(const gdcs_rate_clustered_options *options,
                                          gdcs_i_rate_clustered_plan *out, gdcs_error *err);

/* The options that both read; method is 0 if none was said. */
gdcs_status gdcs_i_rate_clustered_options_read(const gdcs_rate_clustered_options *options,
                                               gdcs_i_rate_clustered_plan *out, gdcs_error *err);

/* "quasi-Poisson (Dobson)" and the like; never NULL. */
const char *gdcs_i_rate_clustered_text(int32_t method);

/* Sums to start from. */
gdcs_rate_clustered_result gdcs_i_rate_clustered_result_of(const gdcs_i_rate_clustered_plan *plan,
                                                           double events, double clusters,
                                                           double population);

/* The rate of n >= 2 units with exact events, all with persons; bounds are those of no unknown.
   GDCS_E_MEMORY. */
gdcs_status gdcs_i_rate_clustered_measure(const gdcs_i_rate_clustered_plan *plan,
                                          const double *events, const double *population, int64_t n,
                                          gdcs_rate_clustered_result *out, gdcs_error *err);

/* The rate of persons with so many events each, in a population above 0. */
gdcs_rate_clustered_result gdcs_i_rate_repeated_measure(const gdcs_i_rate_clustered_plan *plan,
                                                        const double *events, const double *persons,
                                                        int64_t n, double population);

/* Is every number of it one that a double can hold? */
int gdcs_i_rate_clustered_is_finite(const gdcs_rate_clustered_result *result);

/* To the caller.  GDCS_E_NUMERIC if a limit is no number. */
gdcs_status gdcs_i_rate_clustered_give(const gdcs_rate_clustered_result *result,
                                       gdcs_rate_clustered_result *out, gdcs_error *err);
#endif
