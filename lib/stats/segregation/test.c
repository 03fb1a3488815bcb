#include "core/fail.h"
#include "core/sum.h"
#include "stats/counts.h"
#include "stats/segregation/plan.h"
#include "stats/segregation/random.h"
#include "stats/segregation/sample.h"

#include <math.h>

enum { TESTED_V1 = 48, PERMUTATIONS = 9999 };

static int falls_with_segregation(int32_t index)
{
    return index == GDCS_SEGREGATION_INDEX_EXPOSURE_WOMEN ||
           index == GDCS_SEGREGATION_INDEX_EXPOSURE_MEN;
}

void gdcs_i_segregation_test(const gdcs_i_segregation_plan *plan, int32_t index, gdcs_i_problem *p,
                             gdcs_segregation_tested *out)
{
    const gdcs_i_units u = gdcs_i_problem_units(p);
    const double value = gdcs_i_segregation_index(index, &u), close = 1e-12 * fabs(value);
    const double sign = falls_with_segregation(index) ? -1.0 : 1.0;
    const gdcs_i_sampler sampler = gdcs_i_sampler_of(&u, index, 0, plan->seed, p->room);
    gdcs_i_sum sum = {0}, squares = {0};
    int64_t reached = 0;
    out->index = index;
    out->permutations = plan->permutations > 0 ? plan->permutations : PERMUTATIONS;
    out->notes = gdcs_i_problem_notes(p, &u);
    for (int32_t k = 0; k < out->permutations; k++) {
        const double v = gdcs_i_sampler_permute(&sampler, k);
        reached += sign * (v - value) >= -close;
        gdcs_i_sum_add(&sum, v - value);
        gdcs_i_sum_add(&squares, (v - value) * (v - value));
    }
    const double n = out->permutations, mean = gdcs_i_sum_value(sum) / n;
    out->value = value;
    out->expected = gdcs_i_segregation_expected(index, &u);
    if (isnan(out->expected))
        out->expected = value + mean;
    out->std_dev = sqrt(fmax(gdcs_i_sum_value(squares) - n * mean * mean, 0.0) / (n - 1.0));
    out->p_value = (1.0 + (double)reached) / (1.0 + n);
}

static gdcs_status need_whole(const gdcs_i_units *u, gdcs_error *err)
{
    for (int64_t i = 0; i < u->n; i++)
        if (!gdcs_i_is_whole(u->women[i]) || !gdcs_i_is_whole(u->men[i]))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "units",
                                  "a count is not whole, and cannot be allotted anew");
    return GDCS_OK;
}

gdcs_status gdcs_segregation_test(const gdcs_sex_arrays *units, int64_t n,
                                  const gdcs_segregation_options *options,
                                  gdcs_segregation_tested *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_segregation_plan plan;
    gdcs_i_problem problem = {0};
    gdcs_segregation_tested result = {.struct_size = sizeof result};
    gdcs_sex_arrays in;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_segregation_plan_new(options, &plan, err));
    TRY(gdcs_i_segregation_check(units, n, 0, "units", &in, err));
    TRY(gdcs_i_problem_new(n, 0, &problem, err));
    gdcs_i_problem_read(&problem, &in, 0);
    const gdcs_i_units u = gdcs_i_problem_units(&problem);
    const int32_t index = plan.index > 0 ? plan.index : GDCS_SEGREGATION_INDEX_DISSIMILARITY;
    GO(gdcs_i_segregation_need_both(&u, "units", err));
    GO(need_whole(&u, err));
    if (isnan(gdcs_i_segregation_index(index, &u)))
        GO(gdcs_i_fail(err, GDCS_E_EMPTY, "index", "one unit has no entropy"));
    gdcs_i_segregation_test(&plan, index, &problem, &result);
    GO(gdcs_i_give(out, &result, sizeof result, TESTED_V1, err));
done:
    gdcs_i_problem_free(&problem);
    return status;
}
