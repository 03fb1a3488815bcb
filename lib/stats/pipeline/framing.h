/* A step as a relation of women to men: its indexes, its difference and its test. */
#ifndef GDCS_STATS_PIPELINE_FRAMING_H
#define GDCS_STATS_PIPELINE_FRAMING_H

#include "stats/pipeline/chain.h"

enum {
    GDCS_I_PIPELINE_OF_INDEX,
    GDCS_I_PIPELINE_OF_ATTRITION,
    GDCS_I_PIPELINE_OF_DIFFERENCE,
    GDCS_I_PIPELINE_RELATIONS
};

typedef struct gdcs_i_pipeline_relation {
    gdcs_pipeline_tested result; /* its notes are those of all; p_adjusted is p_value */
    uint32_t notes[GDCS_I_PIPELINE_RELATIONS];
    const char *method[GDCS_I_PIPELINE_RELATIONS];
} gdcs_i_pipeline_relation;

/* step is what gdcs_i_pipeline_measure() says of the same counts. */
void gdcs_i_pipeline_relate(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                            const gdcs_sex_counts *to, const gdcs_i_pipeline *step,
                            gdcs_i_pipeline_relation *out);

/* From one stage of a chain to a later one. */
void gdcs_i_pipeline_chain_relate(const gdcs_i_pipeline_chain *chain,
                                  const gdcs_i_pipeline_plan *plan, int32_t from, int32_t to,
                                  gdcs_i_pipeline_relation *out);

/* Every step, by the plan of the family, p_adjusted over them.  GDCS_E_MEMORY. */
gdcs_status gdcs_i_pipeline_relate_steps(const gdcs_i_pipeline_chain *chain,
                                         gdcs_i_pipeline_relation *out, gdcs_error *err);

/* The test of one step, GDCS_PIPELINE_TEST_* used and its notes. */
gdcs_test gdcs_i_pipeline_equality(const gdcs_i_pipeline_plan *plan, const gdcs_sex_counts *from,
                                   const gdcs_sex_counts *to, int32_t *used, uint32_t *notes);
#endif
