#include "core/fail.h"
#include "stats/counts.h"
#include "stats/pipeline/chain.h"

gdcs_status gdcs_i_pipeline_chain_new(const gdcs_sex_counts *stages, int64_t n,
                                      const gdcs_pipeline_options *options,
                                      gdcs_i_pipeline_chain *out, gdcs_error *err)
{
    TRY(gdcs_i_need(stages, "stages", err));
    if (n < 2 || n > GDCS_I_PIPELINE_STAGES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%lld stages, not 2 to %d", (long long)n,
                           (int)GDCS_I_PIPELINE_STAGES);
    TRY(gdcs_i_pipeline_plan_new(options, &out->plan, err));
    out->count = (int32_t)n;
    for (int32_t i = 0; i < out->count; i++) {
        TRY(gdcs_i_counts_check(&stages[i], 0, "stages", i + 1, err));
        out->stage[i] = gdcs_i_group_of_counts(&stages[i]);
    }
    return GDCS_OK;
}

void gdcs_i_pipeline_chain_step(const gdcs_i_pipeline_chain *chain,
                                const gdcs_i_pipeline_plan *plan, int32_t from, int32_t to,
                                gdcs_i_pipeline *out)
{
    const uint32_t notes = gdcs_i_pipeline_basis_notes(plan, from, to);
    gdcs_i_pipeline_measure(plan, &chain->stage[from], &chain->stage[to], out);
    for (int part = 0; part < GDCS_I_PIPELINE_PARTS; part++)
        out->notes[part] |= notes;
    out->result.notes |= notes;
}

static gdcs_status give(gdcs_pipeline_result *array, int64_t i, const gdcs_pipeline_result *result,
                        gdcs_error *err)
{
    gdcs_pipeline_result *place = gdcs_i_pipeline_place(array, array->struct_size, i);
    place->struct_size = array->struct_size;
    return gdcs_i_give(place, result, sizeof *result, GDCS_I_PIPELINE_RESULT_V1, err);
}

static gdcs_status check_room(const gdcs_pipeline_result *array, const char *field, gdcs_error *err)
{
    if (array != NULL && array->struct_size < GDCS_I_PIPELINE_RESULT_V1)
        return gdcs_i_fail(err, GDCS_E_STRUCT, field, "struct_size of the first is %lu, not %d",
                           (unsigned long)array->struct_size, (int)GDCS_I_PIPELINE_RESULT_V1);
    return GDCS_OK;
}

gdcs_status gdcs_pipeline_estimate_stages(const gdcs_sex_counts *stages, int64_t n,
                                          const gdcs_pipeline_options *options,
                                          gdcs_pipeline_result *steps, gdcs_pipeline_result *reach,
                                          gdcs_error *err)
{
    gdcs_pipeline_result *const array[] = {steps, reach};
    gdcs_i_pipeline_chain chain;
    gdcs_i_pipeline step;
    TRY(check_room(steps, "steps", err));
    TRY(check_room(reach, "reach", err));
    TRY(gdcs_i_pipeline_chain_new(stages, n, options, &chain, err));
    const gdcs_i_pipeline_plan plan = gdcs_i_pipeline_plan_family(&chain.plan, chain.count - 1);
    for (int whole = 0; whole < 2; whole++)
        for (int32_t k = 1; array[whole] != NULL && k < chain.count; k++) {
            gdcs_i_pipeline_chain_step(&chain, &plan, whole ? 0 : k - 1, k, &step);
            TRY(give(array[whole], k - 1, &step.result, err));
        }
    return GDCS_OK;
}
