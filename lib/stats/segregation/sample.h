/* Tables drawn at random: of persons over units, and of women and men over the places of units. */
#ifndef GDCS_STATS_SEGREGATION_SAMPLE_H
#define GDCS_STATS_SEGREGATION_SAMPLE_H

#include "stats/segregation/index.h"

/* Where tables are drawn from, and room for them. */
typedef struct gdcs_i_sampler {
    const gdcs_i_units *units;
    int32_t index;
    int32_t by_sex;
    uint64_t seed;
    gdcs_i_units from; /* the table that replicates are drawn from */
    double *women;     /* n each: of that table, or drawn */
    double *men;
    double *drawn_women;
    double *drawn_men;
} gdcs_i_sampler;

/* room: 4 n numbers. */
gdcs_i_sampler gdcs_i_sampler_of(const gdcs_i_units *units, int32_t index, int by_sex,
                                 uint64_t seed, double *room);

/* Draw from the table at this distance (see gdcs_segregation_estimate()): 0 no segregation, 1 what was
   found.  Returns the index of that table. */
double gdcs_i_sampler_set(gdcs_i_sampler *sampler, double distance);

/* Index of replicate k; NaN if it has none.  A replicate without women or men is drawn again. */
double gdcs_i_sampler_draw(const gdcs_i_sampler *sampler, int64_t k);

/* Index of permutation k: units keep their sizes. */
double gdcs_i_sampler_permute(const gdcs_i_sampler *sampler, int64_t k);
#endif
