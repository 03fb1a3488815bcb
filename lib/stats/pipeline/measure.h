/* What the forms of pipeline have in common. */
#ifndef GDCS_STATS_PIPELINE_MEASURE_H
#define GDCS_STATS_PIPELINE_MEASURE_H

#include "data/groups.h"

#include <gdcs/pipeline.h>

enum { GDCS_I_PIPELINE_RESULT_V1 = 184 }; /* size in release 0.1, for ever */

/* Checked options, and what of them is computed once for many steps. */
typedef struct gdcs_i_pipeline_plan {
    int32_t method; /* never DEFAULT */
    int32_t design; /* never 0 */
    int32_t simultaneous;
    int32_t test;
    int32_t parts; /* never DEFAULT */
    int32_t replicates;
    int64_t seed;
    double alpha;
    double z;                 /* upper alpha / 2 point of the normal */
    const char *const *basis; /* may be NULL */
    const char *period;       /* may be NULL */
    const int32_t *lags;      /* may be NULL */
} gdcs_i_pipeline_plan;

enum { GDCS_I_PIPELINE_WOMEN, GDCS_I_PIPELINE_MEN, GDCS_I_PIPELINE_INDEX, GDCS_I_PIPELINE_PARTS };

/* A result, whose notes are those of all its parts, and by part the notes and the method used. */
typedef struct gdcs_i_pipeline {
    gdcs_pipeline_result result;
    uint32_t notes[GDCS_I_PIPELINE_PARTS];
    int32_t method[GDCS_I_PIPELINE_PARTS];
} gdcs_i_pipeline;

gdcs_status gdcs_i_pipeline_plan_new(const gdcs_pipeline_options *options,
                                     gdcs_i_pipeline_plan *out, gdcs_error *err);

/* The plan for each of k intervals of a family. */
gdcs_i_pipeline_plan gdcs_i_pipeline_plan_family(const gdcs_i_pipeline_plan *plan, int32_t k);

/* GDCS_NOTE_NOT_COMPARABLE where the bases of two stages differ. */
uint32_t gdcs_i_pipeline_basis_notes(const gdcs_i_pipeline_plan *plan, int32_t from, int32_t to);

/* In a column of methods: that of a ratio, or of the index. */
const char *gdcs_i_pipeline_method_text(int32_t method, int32_t design, int part);

/* The step between two stages; what cannot be had is NaN with GDCS_NOTE_NOT_ESTIMABLE. */
void gdcs_i_pipeline_measure(const gdcs_i_pipeline_plan *plan, const gdcs_i_group *from,
                             const gdcs_i_group *to, gdcs_i_pipeline *out);

/* What the scalar forms for one step begin with: GDCS_E_VALUE, _EMPTY, _NUMERIC. */
gdcs_status gdcs_i_pipeline_one(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                                const gdcs_sex_counts *to, gdcs_i_pipeline *out, gdcs_error *err);

/* And the array forms: the two stages, checked. */
gdcs_status gdcs_i_pipeline_take_arrays(const gdcs_sex_arrays *from, const gdcs_sex_arrays *to,
                                        int64_t n, gdcs_sex_arrays out[2], gdcs_error *err);

/* Is nobody lost who would have to be somewhere: no count of `to` above that of `from`, nor all
   persons together?  0 also where a count is not known exactly. */
int gdcs_i_pipeline_is_linked(const gdcs_sex_counts *from, const gdcs_sex_counts *to);

/* Bounds over the sex of the unknown: of women, men, index. */
void gdcs_i_pipeline_bound(int32_t design, const gdcs_i_group *from, const gdcs_i_group *to,
                           gdcs_bounds out[GDCS_I_PIPELINE_PARTS]);
#endif
