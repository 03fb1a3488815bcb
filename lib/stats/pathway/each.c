/* The form that takes arrays. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/adjust.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/pathway/set.h"

#include <stdlib.h>
#include <string.h>

enum { COUNTS_V1 = 32 }; /* in release 0.1, for ever */

static gdcs_status check(const gdcs_sex_arrays *arrays, int64_t n, const char *field,
                         gdcs_sex_arrays *out, gdcs_error *err)
{
    TRY(gdcs_i_take(out, sizeof *out, arrays, GDCS_I_SEX_ARRAYS_V1, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(out, i);
        TRY(gdcs_i_counts_check(&c, 1, field, i + 1, err));
    }
    return GDCS_OK;
}

static gdcs_status check_shape(int64_t n, int64_t k, gdcs_error *err)
{
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (k < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "k", "there are no categories");
    if (n > (INT64_C(1) << 50) / k || k > INT64_C(1) << 50)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "n times k is above 2^50");
    return GDCS_OK;
}

gdcs_status gdcs_i_pathway_input_take(const gdcs_i_pathway_plan *plan,
                                      const gdcs_pathway_counts *counts, int64_t n, int64_t k,
                                      gdcs_i_pathway_input *in, gdcs_error *err)
{
    gdcs_pathway_counts c;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_take(&c, sizeof c, counts, COUNTS_V1, err));
    TRY(gdcs_i_need(c.categories, "categories", err));
    if (plan->several)
        TRY(gdcs_i_need(c.persons, "persons", err));
    TRY(check_shape(n, k, err));
    TRY(check(c.categories, n * k, "categories", &in->categories, err));
    TRY(check(c.unstated, c.unstated == NULL ? 0 : n, "unstated", &in->unstated, err));
    TRY(check(c.persons, c.persons == NULL ? 0 : n, "persons", &in->persons, err));
    in->has_persons = c.persons != NULL;
    return GDCS_OK;
}

static gdcs_i_group group_at(const gdcs_sex_arrays *arrays, int64_t i)
{
    const gdcs_sex_counts c = gdcs_i_sex_arrays_at(arrays, i);
    return gdcs_i_group_of_counts(&c);
}

void gdcs_i_pathways_read(const gdcs_i_pathway_plan *plan, const gdcs_i_pathway_input *in,
                          int64_t i, gdcs_i_pathways *set)
{
    set->unstated = group_at(&in->unstated, i);
    set->whole = group_at(&in->persons, i);
    set->has_whole = in->has_persons;
    set->notes = set->unstated.notes | (in->has_persons ? set->whole.notes : 0) |
                 gdcs_i_counts_notes(&set->unstated.upper);
    for (int64_t j = 0; j < set->k; j++)
        set->cell[j] = group_at(&in->categories, i * set->k + j);
    gdcs_i_pathways_finish(plan, set);
}

gdcs_status gdcs_i_pathways_adjust(const gdcs_i_pathway_plan *plan, double *p, int64_t n, int64_t k,
                                   gdcs_error *err)
{
    if (!plan->each)
        return gdcs_i_adjust(p, n * k, plan->adjust, 0.0, p, err);
    for (int64_t i = 0; i < n; i++)
        TRY(gdcs_i_adjust(p + i * k, k, plan->adjust, 0.0, p + i * k, err));
    return GDCS_OK;
}

/* Of each category, adjusted; what can fail comes before anything is written. */
static gdcs_status find_p_values(const gdcs_i_pathway_plan *plan, const gdcs_i_pathway_input *in,
                                 int64_t n, gdcs_i_pathways *set, double *p, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_pathways_read(plan, in, i, set);
        for (int64_t j = 0; j < set->k; j++)
            p[i * set->k + j] = gdcs_i_pathway_test(plan, set, j).p_value;
    }
    return gdcs_i_pathways_adjust(plan, p, n, set->k, err);
}

static void give_set(const gdcs_i_pathway_plan *plan, gdcs_i_pathways *set, int64_t first,
                     const gdcs_estimate_arrays *to, const gdcs_test_arrays *tests)
{
    const int32_t measure = plan->measure > 0 ? plan->measure : GDCS_PATHWAY_MEASURE_DIFFERENCE;
    gdcs_i_pathways_limits(plan, set);
    for (int64_t j = 0; j < set->k; j++) {
        const gdcs_i_pathway_value v = gdcs_i_pathway_measure(plan, set, j, measure);
        const gdcs_test test = gdcs_i_pathway_test(plan, set, j);
        gdcs_i_estimate_arrays_set(to, first + j, &v.estimate, &v.bounds, v.notes);
        gdcs_i_test_arrays_set(tests, first + j, &test);
    }
}

gdcs_status gdcs_pathway_each_categories(const gdcs_pathway_counts *counts, int64_t n, int64_t k,
                                         const gdcs_pathway_options *options,
                                         const gdcs_estimate_arrays *out,
                                         const gdcs_test_arrays *tests, double *adjusted,
                                         gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pathway_plan plan;
    gdcs_i_pathway_input in;
    gdcs_estimate_arrays to;
    gdcs_test_arrays to_tests;
    gdcs_i_pathways set = {0};
    void *p = NULL;
    TRY(gdcs_i_pathway_plan_new(options, &plan, err));
    TRY(gdcs_i_pathway_input_take(&plan, counts, n, k, &in, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to_tests, sizeof to_tests, tests, GDCS_I_TEST_ARRAYS_V1, err));
    GO(gdcs_i_alloc(&p, n * k, sizeof(double), err));
    GO(gdcs_i_pathways_new(k, &set, err));
    gdcs_i_pathway_plan_part(&plan, n, k);
    GO(find_p_values(&plan, &in, n, &set, p, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_pathways_read(&plan, &in, i, &set);
        give_set(&plan, &set, i * k, &to, &to_tests);
    }
    if (adjusted != NULL)
        memcpy(adjusted, p, (size_t)(n * k) * sizeof *adjusted);
done:
    gdcs_i_pathways_free(&set);
    free(p);
    return status;
}
