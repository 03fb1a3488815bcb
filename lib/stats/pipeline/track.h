/* What the table forms walk: the stages of each combination of kept axes, by lags if there are any. */
#ifndef GDCS_STATS_PIPELINE_TRACK_H
#define GDCS_STATS_PIPELINE_TRACK_H

#include "stats/pipeline/chain.h"
#include "stats/result.h"

typedef struct gdcs_i_pipeline_track {
    gdcs_i_pipeline_plan plan;
    gdcs_i_groups *groups; /* by the axes to keep, then that of the stages */
    gdcs_i_result *result;
    const char *const *stages;
    int32_t codes[GDCS_I_PIPELINE_STAGES]; /* of the stages */
    int32_t count;
    int32_t keys;
    int32_t period; /* number of that key; -1 without lags */
    int32_t from;   /* columns */
    int32_t to;
    int32_t measure;
} gdcs_i_pipeline_track;

/* Checks what all table forms are given; key columns and from, to, measure are made.  End it with
   gdcs_i_pipeline_track_free(), also after a failure; start from {0}. */
gdcs_status gdcs_i_pipeline_track_new(const gdcs_table *table, const char *axis,
                                      const char *const *stages, int32_t count,
                                      const char *const *keep, int32_t n,
                                      const gdcs_pipeline_options *options,
                                      gdcs_i_pipeline_track *out, gdcs_error *err);
void gdcs_i_pipeline_track_free(gdcs_i_pipeline_track *track);

/* Is the group the first of its keys?  Then its stages. */
int gdcs_i_pipeline_track_at(const gdcs_i_pipeline_track *track, int64_t group,
                             gdcs_i_pipeline_chain *out);

/* A row of a group with the words in from, to and measure. */
gdcs_status gdcs_i_pipeline_track_row(const gdcs_i_pipeline_track *track, int64_t group,
                                      int32_t from, int32_t to, const char *measure,
                                      gdcs_error *err);

enum { GDCS_I_PIPELINE_LEVEL_SIZE = 96 };

/* "95 %", "95 % for all steps together (Bonferroni)". */
const char *gdcs_i_pipeline_level_text(const gdcs_i_pipeline_plan *plan,
                                       char out[GDCS_I_PIPELINE_LEVEL_SIZE]);
#endif
