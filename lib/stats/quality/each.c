#include "core/fail.h"
#include "core/memory.h"
#include "num/dist/special.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/quality/compare.h"

#include <math.h>
#include <stdlib.h>

enum { ARRAYS_V1 = 96 }; /* size in release 0.1, for ever */

static void set(double *array, int64_t i, double value)
{
    if (array != NULL)
        array[i] = value;
}

static void give(const gdcs_quality_arrays *to, int64_t i, const gdcs_i_quality_source *s)
{
    set(to->expected, i, s->expected);
    set(to->spread, i, s->spread);
    set(to->shrunk, i, s->shrunk.value);
    set(to->shrunk_lower, i, s->shrunk.lower);
    set(to->shrunk_upper, i, s->shrunk.upper);
    set(to->p_value, i, exp(s->ln_p));
    set(to->log10_p, i, s->ln_p * GDCS_I_LOG10_E);
    set(to->p_adjusted, i, s->p_adjusted);
    if (to->flag != NULL)
        to->flag[i] = s->flag;
    if (to->robust != NULL)
        to->robust[i] = s->robust;
    if (to->notes != NULL)
        to->notes[i] = s->notes;
}

static gdcs_status gather(const gdcs_i_quality_plan *plan, const gdcs_sex_arrays *in, int64_t n,
                          gdcs_i_quality_source *sources, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts counts = gdcs_i_sex_arrays_at(in, i);
        TRY(gdcs_i_counts_check(&counts, 1, "counts", i + 1, err));
        const gdcs_i_group g = gdcs_i_group_of_counts(&counts);
        gdcs_i_quality_source_new(plan, plan->sex, &g.counts, &g.lower, &g.upper, INFINITY,
                                  &sources[i]);
        sources[i].share.notes |= g.notes;
    }
    return gdcs_i_quality_compare(plan, sources, n, err);
}

gdcs_status gdcs_quality_test_each(const gdcs_sex_arrays *counts, int64_t n,
                                   const gdcs_quality_options *options,
                                   const gdcs_estimate_arrays *shares,
                                   const gdcs_quality_arrays *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_quality_plan plan;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays share_to;
    gdcs_quality_arrays to;
    void *memory = NULL;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_take(&in, sizeof in, counts, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&share_to, sizeof share_to, shares, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, ARRAYS_V1, err));
    TRY(gdcs_i_quality_plan_new(options, &plan, err));
    if (plan.given.basis != NULL || plan.given.relatives != NULL || plan.given.units != NULL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "options",
                           "arrays have neither a basis nor units of sources");
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (n > GDCS_I_QUALITY_SOURCES)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "%lld sources are more than %d", (long long)n,
                           (int)GDCS_I_QUALITY_SOURCES);
    plan.shrinks = to.shrunk != NULL || to.shrunk_lower != NULL || to.shrunk_upper != NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof(gdcs_i_quality_source), err));
    gdcs_i_quality_source *sources = memory;
    GO(gather(&plan, &in, n, sources, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_i_estimate_arrays_set(&share_to, i, &sources[i].share.share, &sources[i].share.bounds,
                                   sources[i].share.notes);
        give(&to, i, &sources[i]);
    }
done:
    free(memory);
    return status;
}
