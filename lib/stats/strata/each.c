#include "core/fail.h"
#include "core/memory.h"
#include "stats/arrays.h"
#include "stats/parts.h"
#include "stats/strata/pool.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>

enum { RESULT_ARRAYS_V1 = 72, TESTS = 5 }; /* in release 0.1, for ever */

/* Where the measures and tests of each set go. */
struct to {
    gdcs_estimate_arrays difference;
    gdcs_estimate_arrays risk_ratio;
    gdcs_estimate_arrays odds_ratio;
    gdcs_test_arrays tests[TESTS];
};

static gdcs_status take_estimates(gdcs_estimate_arrays *to, const gdcs_estimate_arrays *given,
                                  gdcs_error *err)
{
    return gdcs_i_take(to, sizeof *to, given, GDCS_I_ESTIMATE_ARRAYS_V1, err);
}

static gdcs_status take_to(const gdcs_strata_result_arrays *given, struct to *to, gdcs_error *err)
{
    gdcs_strata_result_arrays out;
    TRY(gdcs_i_need(given, "out", err));
    TRY(gdcs_i_take(&out, sizeof out, given, RESULT_ARRAYS_V1, err));
    const gdcs_test_arrays *const tests[TESTS] = {
        out.test, out.homogeneity_difference, out.homogeneity_risk_ratio,
        out.homogeneity_odds_ratio, out.homogeneity_woolf};
    TRY(take_estimates(&to->difference, out.difference, err));
    TRY(take_estimates(&to->risk_ratio, out.risk_ratio, err));
    TRY(take_estimates(&to->odds_ratio, out.odds_ratio, err));
    for (int i = 0; i < TESTS; i++)
        TRY(gdcs_i_take(&to->tests[i], sizeof to->tests[i], tests[i], GDCS_I_TEST_ARRAYS_V1, err));
    return GDCS_OK;
}

/* Nothing is unknown but what is missing: the value, or all that it could be. */
static void set_estimate(const gdcs_estimate_arrays *to, int64_t i, const gdcs_estimate *e,
                         double least, double most, uint32_t notes)
{
    const gdcs_bounds value = {e->value, e->value}, any = {least, most};
    gdcs_i_estimate_arrays_set(to, i, e, isnan(e->value) ? &any : &value, notes);
}

static void set(const struct to *to, int64_t i, const gdcs_strata_result *r)
{
    const gdcs_test *const tests[TESTS] = {&r->test, &r->homogeneity_difference,
                                           &r->homogeneity_risk_ratio, &r->homogeneity_odds_ratio,
                                           &r->homogeneity_woolf};
    set_estimate(&to->difference, i, &r->difference, -1.0, 1.0, r->notes);
    set_estimate(&to->risk_ratio, i, &r->risk_ratio, 0.0, INFINITY, r->notes);
    set_estimate(&to->odds_ratio, i, &r->odds_ratio, 0.0, INFINITY, r->notes);
    for (int j = 0; j < TESTS; j++)
        gdcs_i_test_arrays_set(&to->tests[j], i, tests[j]);
}

static int is_missing(const gdcs_i_strata_counts *s)
{
    double sum = 0.0;
    for (int64_t i = 0; i < s->n; i++)
        sum += s->part_a[i] + s->whole_a[i] + s->part_b[i] + s->whole_b[i];
    return isnan(sum);
}

static gdcs_status measure(const gdcs_part_arrays *in, int64_t from, int64_t to,
                           const gdcs_strata_options *o, gdcs_strata_result *out, gdcs_error *err)
{
    static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};
    const gdcs_i_strata_counts s = {in->part_a + from, in->whole_a + from, in->part_b + from,
                                    in->whole_b + from, to - from};
    if (!is_missing(&s))
        return gdcs_i_strata_measure(&s, o, 0, out, err);
    const gdcs_test none = gdcs_i_test_none();
    *out = (gdcs_strata_result){.notes = GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE,
                                .difference = nothing,
                                .risk_ratio = nothing,
                                .odds_ratio = nothing,
                                .test = none,
                                .homogeneity_difference = none,
                                .homogeneity_risk_ratio = none,
                                .homogeneity_odds_ratio = none,
                                .homogeneity_woolf = none};
    return GDCS_OK;
}

/* Nothing is written before the last set, whose exact limits may run out of memory. */
gdcs_status gdcs_strata_each(const gdcs_part_arrays *strata, const int64_t *offsets, int64_t n,
                             const gdcs_strata_options *options,
                             const gdcs_strata_result_arrays *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_strata_options o;
    gdcs_part_arrays in;
    struct to to;
    int64_t most;
    gdcs_strata_result *results = NULL;
    TRY(take_to(out, &to, err));
    TRY(gdcs_i_strata_options(options, &o, err));
    TRY(gdcs_i_offsets_check(offsets, n, "n", &most, err));
    TRY(gdcs_i_parts_take(strata, "strata", offsets[n], GDCS_I_PARTS_MISSING, &in, err));
    GO(gdcs_i_alloc((void **)&results, n, sizeof *results, err));
    for (int64_t i = 0; i < n; i++)
        GO(measure(&in, offsets[i], offsets[i + 1], &o, &results[i], err));
    for (int64_t i = 0; i < n; i++)
        set(&to, i, &results[i]);
done:
    free(results);
    return status;
}
