#include "core/fail.h"
#include "num/interval/proportion.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/share/finite.h"

#include <math.h>

gdcs_status gdcs_i_share_finite_plan_new(const gdcs_share_options *options, gdcs_i_share_plan *out,
                                         gdcs_error *err)
{
    gdcs_i_share_plan plan;
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    if (plan.method != GDCS_SHARE_METHOD_WILSON && plan.method != GDCS_SHARE_METHOD_MID_P &&
        plan.method != GDCS_SHARE_METHOD_CLOPPER_PEARSON)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method",
                           "%s has no form for a finite population; Wilson, Clopper-Pearson and "
                           "mid-P have",
                           gdcs_i_share_method_text(plan.method));
    *out = plan;
    return GDCS_OK;
}

static struct gdcs_i_limits limits(const gdcs_i_share_plan *plan, double yes, double no,
                                   double population)
{
    switch (plan->method) {
    case GDCS_SHARE_METHOD_CLOPPER_PEARSON:
        return gdcs_i_proportion_finite_exact(yes, no, population, plan->alpha);
    case GDCS_SHARE_METHOD_MID_P:
        return gdcs_i_proportion_finite_mid_p(yes, no, population, plan->alpha);
    default: return gdcs_i_proportion_finite_wilson(yes, no, population, plan->z);
    }
}

static void estimate(const gdcs_i_share_plan *plan, double population, gdcs_share_result *r)
{
    const double yes = r->women, no = r->n - yes, p = yes / r->n;
    struct gdcs_i_limits l = limits(plan, yes, no, population);
    r->method = plan->method;
    r->notes &= ~(uint32_t)GDCS_NOTE_METHOD_CHANGED;
    if (isnan(l.lower)) {
        l = gdcs_i_proportion_finite_wilson(yes, no, population, plan->z);
        r->method = GDCS_SHARE_METHOD_WILSON;
        r->notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    const double left = population > r->n ? (population - r->n) / (population - 1.0) : 0.0;
    const gdcs_estimate e = {p, l.lower, l.upper, sqrt(p * (no / r->n) / r->n * left)};
    r->share = e;
}

void gdcs_i_share_finite_measure(const gdcs_i_share_plan *plan, const gdcs_i_group *sample,
                                 double most, double population, gdcs_share_result *out)
{
    const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};
    gdcs_i_share_measure(plan, &sample->counts, &sample->lower, &sample->upper, most, out);
    out->notes |= sample->notes;
    if (population < out->n)
        out->notes |= GDCS_NOTE_PARTS_EXCEED;
    if (out->n > 0.0 && population >= out->n) {
        estimate(plan, population, out);
        return;
    }
    out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
    out->share = nothing;
}

static gdcs_status check_population(double population, const gdcs_i_share_plan *plan,
                                    const gdcs_sex_counts *c, int64_t row, gdcs_error *err)
{
    TRY(gdcs_i_count_check(population, row > 0, "persons", "population", row, err));
    if (population < c->women + gdcs_i_share_others(plan->of, c))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "population",
                              "the population is smaller than the sample from it");
    return GDCS_OK;
}

gdcs_status gdcs_share_estimate_finite(const gdcs_sex_counts *counts, double population,
                                       const gdcs_share_options *options, gdcs_share_result *out,
                                       gdcs_error *err)
{
    gdcs_i_share_plan plan;
    gdcs_share_result result;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_share_finite_plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(counts, 0, "counts", 0, err));
    TRY(check_population(population, &plan, counts, 0, err));
    const gdcs_i_group sample = gdcs_i_group_of_counts(counts);
    gdcs_i_share_finite_measure(&plan, &sample, INFINITY, population, &result);
    return gdcs_i_share_give(&result, out, err);
}

gdcs_status gdcs_share_each_finite(const gdcs_sex_arrays *counts, const double *population,
                                   int64_t n, const gdcs_share_options *options,
                                   const gdcs_estimate_arrays *out, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    gdcs_share_result r;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_take(&in, sizeof in, counts, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_share_finite_plan_new(options, &plan, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        TRY(gdcs_i_counts_check(&c, 1, "counts", i + 1, err));
        TRY(check_population(population[i], &plan, &c, i + 1, err));
    }
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        const gdcs_i_group sample = gdcs_i_group_of_counts(&c);
        gdcs_i_share_finite_measure(&plan, &sample, INFINITY, population[i], &r);
        r.notes |= isnan(population[i]) ? (uint32_t)GDCS_NOTE_MISSING_CELL : 0;
        gdcs_i_estimate_arrays_set(&to, i, &r.share, &r.bounds, r.notes);
    }
    return GDCS_OK;
}
