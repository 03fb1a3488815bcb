/* A pipeline of several stages, and its gap in parts. */
#ifndef GDCS_STATS_PIPELINE_CHAIN_H
#define GDCS_STATS_PIPELINE_CHAIN_H

#include "num/product.h"
#include "stats/pipeline/measure.h"

enum { GDCS_I_PIPELINE_STAGES = 64, GDCS_I_PIPELINE_STEPS = GDCS_I_PIPELINE_STAGES - 1 };

typedef struct gdcs_i_pipeline_chain {
    gdcs_i_pipeline_plan plan;
    int32_t count; /* stages */
    gdcs_i_group stage[GDCS_I_PIPELINE_STAGES];
} gdcs_i_pipeline_chain;

/* What callers of the scalar forms give: GDCS_E_ARGUMENT, GDCS_E_VALUE and those of options. */
gdcs_status gdcs_i_pipeline_chain_new(const gdcs_sex_counts *stages, int64_t n,
                                      const gdcs_pipeline_options *options,
                                      gdcs_i_pipeline_chain *out, gdcs_error *err);

/* From one stage to a later one by a plan, that of the chain or of a family. */
void gdcs_i_pipeline_chain_step(const gdcs_i_pipeline_chain *chain,
                                const gdcs_i_pipeline_plan *plan, int32_t from, int32_t to,
                                gdcs_i_pipeline *out);

/* Place i of a caller's array whose structs are as long as the first of them says. */
static inline void *gdcs_i_pipeline_place(void *array, uint32_t size, int64_t i)
{
    return (char *)array + (size_t)i * size;
}

/* Ratio of women less ratio of men of a step: Miettinen-Nurminen if LINKED, else from the limits of
   the two ratios (Zou & Donner 2008). */
gdcs_estimate gdcs_i_pipeline_difference(const gdcs_i_pipeline_plan *plan,
                                         const gdcs_sex_counts *from, const gdcs_sex_counts *to,
                                         const gdcs_pipeline_result *step);
gdcs_bounds gdcs_i_pipeline_difference_bounds(const gdcs_pipeline_result *step);

enum { GDCS_I_PIPELINE_LOG, GDCS_I_PIPELINE_SHARE, GDCS_I_PIPELINE_GAP, GDCS_I_PIPELINE_KINDS };

typedef struct gdcs_i_pipeline_part {
    gdcs_estimate estimate;
    gdcs_bounds bounds;
    uint32_t notes;
} gdcs_i_pipeline_part;

typedef struct gdcs_i_pipeline_parts {
    gdcs_pipeline_decomposed whole; /* its notes are those of the parts too */
    uint32_t whole_notes;           /* without those */
    gdcs_i_pipeline_part part[GDCS_I_PIPELINE_KINDS][GDCS_I_PIPELINE_STEPS];
} gdcs_i_pipeline_parts;

/* What the bootstrap of pipelines of so many stages is drawn into; NULL where there is none. */
gdcs_status gdcs_i_pipeline_room(const gdcs_i_pipeline_plan *plan, int32_t count, double **out,
                                 gdcs_error *err);

void gdcs_i_pipeline_decompose(const gdcs_i_pipeline_chain *chain, double *room,
                               gdcs_i_pipeline_parts *out);

/* Parts of one set of counts, whole or drawn; 0 / 0 and what follows from it is NaN. */
typedef struct gdcs_i_pipeline_values {
    double women[GDCS_I_PIPELINE_STEPS]; /* ratios */
    double men[GDCS_I_PIPELINE_STEPS];
    double apart[GDCS_I_PIPELINE_STEPS]; /* their difference */
    double part[GDCS_I_PIPELINE_KINDS][GDCS_I_PIPELINE_STEPS];
    double whole[GDCS_I_PIPELINE_KINDS];
} gdcs_i_pipeline_values;

void gdcs_i_pipeline_values_of(const double *women, const double *men, int32_t count,
                               gdcs_i_pipeline_values *out);

/* Bounds of the parts from those of the steps. */
void gdcs_i_pipeline_bound_parts(const gdcs_i_pipeline *steps, int32_t count,
                                 gdcs_i_pipeline_parts *out);

/* Limits from pipelines drawn anew in the place of those that are there. */
void gdcs_i_pipeline_bootstrap(const gdcs_i_pipeline_chain *chain, double *room,
                               gdcs_i_pipeline_parts *out);
#endif
