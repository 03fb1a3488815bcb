/* What the forms of pooled rates have in common. */
#ifndef GDCS_STATS_RATE_POOL_H
#define GDCS_STATS_RATE_POOL_H

#include "num/rates.h"
#include "stats/rate/contrast.h"

typedef struct gdcs_i_rate_pool_plan {
    int32_t method; /* never DEFAULT */
    int32_t padding;
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
    double per;
} gdcs_i_rate_pool_plan;

gdcs_status gdcs_i_rate_pool_plan_new(const gdcs_rate_pool_options *options,
                                      gdcs_i_rate_pool_plan *out, gdcs_error *err);

/* Strata that have persons on both sides, and the fewest and most events of each. */
typedef struct gdcs_i_rate_strata {
    struct gdcs_i_rates_strata counted;
    double *memory; /* eight arrays */
    double *events[2];
    double *times[2];
    double *least[2];
    double *most[2];
    int64_t empty;
    uint32_t notes;
    uint32_t padding;
} gdcs_i_rate_strata;

/* Room for n strata; `memory` is the caller's to free. */
gdcs_status gdcs_i_rate_strata_new(int64_t n, gdcs_i_rate_strata *out, gdcs_error *err);

/* A stratum without persons on a side counts as empty, one of whom nobody knows how many as unknown:
   GDCS_NOTE_NO_POPULATION. */
void gdcs_i_rate_strata_add(gdcs_i_rate_strata *strata, const gdcs_i_rate_side *a,
                            const gdcs_i_rate_side *b);

/* NaN with GDCS_NOTE_NOT_ESTIMABLE where nothing can be had, bounds too if that is for want of persons. */
gdcs_rate_pool_result gdcs_i_rate_pool_measure(const gdcs_i_rate_pool_plan *plan,
                                               const gdcs_i_rate_strata *strata);
#endif
