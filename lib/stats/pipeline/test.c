#include "core/fail.h"
#include "core/memory.h"
#include "num/adjust.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/pipeline/framing.h"

#include <math.h>
#include <stdlib.h>

enum { TESTED_V1 = 216, TEST_ARRAYS_V1 = 32 }; /* sizes in release 0.1, for ever */

gdcs_status gdcs_pipeline_test(const gdcs_sex_counts *from, const gdcs_sex_counts *to,
                               const gdcs_pipeline_options *options, gdcs_pipeline_tested *out,
                               gdcs_error *err)
{
    gdcs_i_pipeline_plan plan;
    gdcs_i_pipeline step;
    gdcs_i_pipeline_relation relation;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_pipeline_plan_new(options, &plan, err));
    TRY(gdcs_i_pipeline_one(&plan, from, to, &step, err));
    gdcs_i_pipeline_relate(&plan, from, to, &step, &relation);
    return gdcs_i_give(out, &relation.result, sizeof relation.result, TESTED_V1, err);
}

void gdcs_i_pipeline_chain_relate(const gdcs_i_pipeline_chain *chain,
                                  const gdcs_i_pipeline_plan *plan, int32_t from, int32_t to,
                                  gdcs_i_pipeline_relation *out)
{
    gdcs_i_pipeline step;
    gdcs_i_pipeline_chain_step(chain, plan, from, to, &step);
    gdcs_i_pipeline_relate(plan, &chain->stage[from].counts, &chain->stage[to].counts, &step, out);
}

gdcs_status gdcs_i_pipeline_relate_steps(const gdcs_i_pipeline_chain *chain,
                                         gdcs_i_pipeline_relation *out, gdcs_error *err)
{
    const int32_t steps = chain->count - 1;
    const gdcs_i_pipeline_plan plan = gdcs_i_pipeline_plan_family(&chain->plan, steps);
    double p[GDCS_I_PIPELINE_STEPS];
    for (int32_t k = 0; k < steps; k++) {
        gdcs_i_pipeline_chain_relate(chain, &plan, k, k + 1, &out[k]);
        p[k] = out[k].result.equality.p_value;
    }
    TRY(gdcs_i_adjust(p, steps, GDCS_I_ADJUST_HOLM, 0.0, p, err));
    for (int32_t k = 0; k < steps; k++)
        out[k].result.p_adjusted = p[k];
    return GDCS_OK;
}

static gdcs_status check_room(const gdcs_pipeline_tested *out, const char *field, gdcs_error *err)
{
    if (out != NULL && out->struct_size < TESTED_V1)
        return gdcs_i_fail(err, GDCS_E_STRUCT, field, "struct_size is %lu, not %d",
                           (unsigned long)out->struct_size, (int)TESTED_V1);
    return GDCS_OK;
}

gdcs_status gdcs_pipeline_test_stages(const gdcs_sex_counts *stages, int64_t n,
                                      const gdcs_pipeline_options *options,
                                      gdcs_pipeline_tested *steps, gdcs_pipeline_tested *whole,
                                      gdcs_error *err)
{
    gdcs_i_pipeline_chain chain;
    gdcs_i_pipeline_relation step[GDCS_I_PIPELINE_STEPS], all;
    TRY(check_room(steps, "steps", err));
    TRY(check_room(whole, "whole", err));
    TRY(gdcs_i_pipeline_chain_new(stages, n, options, &chain, err));
    TRY(gdcs_i_pipeline_relate_steps(&chain, step, err));
    gdcs_i_pipeline_chain_relate(&chain, &chain.plan, 0, chain.count - 1, &all);
    for (int32_t k = 0; steps != NULL && k < chain.count - 1; k++) {
        gdcs_pipeline_tested *place = gdcs_i_pipeline_place(steps, steps->struct_size, k);
        place->struct_size = steps->struct_size;
        TRY(gdcs_i_give(place, &step[k].result, sizeof step[k].result, TESTED_V1, err));
    }
    return whole == NULL ? GDCS_OK
                         : gdcs_i_give(whole, &all.result, sizeof all.result, TESTED_V1, err);
}

/* What the array form writes. */
struct outputs {
    gdcs_estimate_arrays attrition;
    gdcs_estimate_arrays difference;
    gdcs_test_arrays equality;
    gdcs_pipeline_test_arrays beside;
};

static void set(const struct outputs *out, int64_t i, const gdcs_i_pipeline_relation *r,
                double p_adjusted)
{
    const gdcs_pipeline_tested *t = &r->result;
    gdcs_i_estimate_arrays_set(&out->attrition, i, &t->attrition_index, &t->attrition_index_bounds,
                               r->notes[GDCS_I_PIPELINE_OF_ATTRITION]);
    gdcs_i_estimate_arrays_set(&out->difference, i, &t->difference, &t->difference_bounds,
                               r->notes[GDCS_I_PIPELINE_OF_DIFFERENCE]);
    gdcs_i_test_arrays_set(&out->equality, i, &t->equality);
    if (out->beside.p_adjusted != NULL)
        out->beside.p_adjusted[i] = p_adjusted;
    if (out->beside.test != NULL)
        out->beside.test[i] = t->test;
    if (out->beside.small != NULL)
        out->beside.small[i] = t->small;
}

/* p_adjusted must not lie in the caller's array before nothing can fail. */
static gdcs_status test_each(const gdcs_i_pipeline_plan *plan, const gdcs_sex_arrays *from,
                             const gdcs_sex_arrays *to, int64_t n, const struct outputs *out,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof(double), err));
    double *p = memory;
    gdcs_i_pipeline step;
    gdcs_i_pipeline_relation r;
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts a = gdcs_i_sex_arrays_at(from, i), b = gdcs_i_sex_arrays_at(to, i);
        int32_t used;
        uint32_t notes = 0;
        p[i] = gdcs_i_pipeline_equality(plan, &a, &b, &used, &notes).p_value;
    }
    GO(gdcs_i_adjust(p, n, GDCS_I_ADJUST_HOLM, 0.0, p, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts a = gdcs_i_sex_arrays_at(from, i), b = gdcs_i_sex_arrays_at(to, i);
        const gdcs_i_group f = gdcs_i_group_of_counts(&a), t = gdcs_i_group_of_counts(&b);
        gdcs_i_pipeline_measure(plan, &f, &t, &step);
        gdcs_i_pipeline_relate(plan, &a, &b, &step, &r);
        set(out, i, &r, p[i]);
    }
done:
    free(p);
    return status;
}

gdcs_status gdcs_pipeline_test_each(const gdcs_sex_arrays *from, const gdcs_sex_arrays *to,
                                    int64_t n, const gdcs_pipeline_options *options,
                                    const gdcs_estimate_arrays *attrition_index,
                                    const gdcs_estimate_arrays *difference,
                                    const gdcs_test_arrays *equality,
                                    const gdcs_pipeline_test_arrays *beside, gdcs_error *err)
{
    gdcs_i_pipeline_plan plan;
    gdcs_sex_arrays in[2];
    struct outputs out;
    TRY(gdcs_i_pipeline_take_arrays(from, to, n, in, err));
    TRY(gdcs_i_take(&out.attrition, sizeof out.attrition, attrition_index,
                    GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&out.difference, sizeof out.difference, difference, GDCS_I_ESTIMATE_ARRAYS_V1,
                    err));
    TRY(gdcs_i_take(&out.equality, sizeof out.equality, equality, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(gdcs_i_take(&out.beside, sizeof out.beside, beside, TEST_ARRAYS_V1, err));
    TRY(gdcs_i_pipeline_plan_new(options, &plan, err));
    return test_each(&plan, &in[0], &in[1], n, &out, err);
}
