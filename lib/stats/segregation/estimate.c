#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/segregation/gradient.h"
#include "stats/segregation/interval.h"
#include "stats/segregation/random.h"

#include <math.h>

static int has_no_path(int32_t index)
{
    return index >= GDCS_SEGREGATION_INDEX_ISOLATION_WOMEN &&
           index <= GDCS_SEGREGATION_INDEX_EXPOSURE_MEN;
}

static int has_no_slope(int32_t index)
{
    return index == GDCS_SEGREGATION_INDEX_SIZE_STANDARDISED ||
           index == GDCS_SEGREGATION_INDEX_ASSOCIATION;
}

static int is_half_sum(int32_t index)
{
    return index == GDCS_SEGREGATION_INDEX_DISSIMILARITY ||
           index == GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN ||
           index == GDCS_SEGREGATION_INDEX_GORARD;
}

static void choose_method(const gdcs_i_segregation_plan *plan, gdcs_segregation_result *out)
{
    out->method = plan->method;
    if (out->method == GDCS_SEGREGATION_METHOD_DEFAULT)
        out->method = GDCS_SEGREGATION_METHOD_INVERSION;
    if ((out->method == GDCS_SEGREGATION_METHOD_INVERSION && has_no_path(out->index)) ||
        (out->method == GDCS_SEGREGATION_METHOD_DELTA && has_no_slope(out->index)))
        out->method = GDCS_SEGREGATION_METHOD_BASIC;
    if (plan->method != GDCS_SEGREGATION_METHOD_DEFAULT && out->method != plan->method)
        out->notes |= GDCS_NOTE_METHOD_CHANGED;
}

static void choose_correction(const gdcs_i_segregation_plan *plan, gdcs_segregation_result *out)
{
    out->correction = plan->correction;
    if (out->correction == GDCS_SEGREGATION_CORRECTION_DEFAULT)
        out->correction = out->method == GDCS_SEGREGATION_METHOD_INVERSION
                              ? GDCS_SEGREGATION_CORRECTION_MEDIAN
                              : GDCS_SEGREGATION_CORRECTION_BOOTSTRAP;
    else if ((out->correction == GDCS_SEGREGATION_CORRECTION_MEDIAN && has_no_path(out->index)) ||
             (out->correction == GDCS_SEGREGATION_CORRECTION_DENSITY && !is_half_sum(out->index)))
        out->correction = GDCS_SEGREGATION_CORRECTION_BOOTSTRAP;
    if (plan->correction != GDCS_SEGREGATION_CORRECTION_DEFAULT &&
        out->correction != plan->correction)
        out->notes |= GDCS_NOTE_METHOD_CHANGED;
}

static double cut(gdcs_bounds range, double x)
{
    return fmin(fmax(x, range.lower), range.upper);
}

/* Where even no segregation would nearly always show more than was found, the tables that inversion looks
   at say nothing of the upper end: the quantile of the bootstrap, which is too high, stands in. */
static void set_inverted(const gdcs_i_segregation_plan *plan, gdcs_i_sampler *sampler,
                         const gdcs_i_replicates *r, gdcs_segregation_result *out)
{
    const double value = out->segregation.value, half = plan->alpha / 2.0;
    out->segregation.lower = gdcs_i_segregation_invert(sampler, plan->replicates, value, half);
    out->segregation.upper =
        gdcs_i_segregation_invert(sampler, plan->replicates, value, 1.0 - half);
    if (out->segregation.upper == gdcs_i_segregation_range(out->index).lower)
        out->segregation.upper = gdcs_i_replicates_quantile(r, 1.0 - half);
}

static void set_limits(const gdcs_i_segregation_plan *plan, gdcs_i_sampler *sampler,
                       const gdcs_i_replicates *r, gdcs_segregation_result *out)
{
    const gdcs_bounds range = gdcs_i_segregation_range(out->index);
    const double half = plan->alpha / 2.0, value = out->segregation.value;
    const double low = gdcs_i_replicates_quantile(r, half);
    const double high = gdcs_i_replicates_quantile(r, 1.0 - half);
    gdcs_estimate *e = &out->segregation;
    switch (out->method) {
    case GDCS_SEGREGATION_METHOD_INVERSION: set_inverted(plan, sampler, r, out); break;
    case GDCS_SEGREGATION_METHOD_BASIC:
        e->lower = cut(range, 2.0 * value - high);
        e->upper = cut(range, 2.0 * value - low);
        break;
    case GDCS_SEGREGATION_METHOD_PERCENTILE:
        e->lower = low;
        e->upper = high;
        break;
    default:
        e->lower = cut(range, value - plan->z * e->std_error);
        e->upper = cut(range, value + plan->z * e->std_error);
        break;
    }
}

static double density(int32_t index, const gdcs_i_units *u)
{
    const double all = u->all_women + u->all_men, p = u->all_women / all, q = u->all_men / all;
    const double d = gdcs_i_density_corrected(u);
    if (index == GDCS_SEGREGATION_INDEX_KARMEL_MACLACHLAN)
        return 2.0 * p * q * d;
    return index == GDCS_SEGREGATION_INDEX_GORARD ? q * d : d;
}

/* Between the limits, where those are of the same kind. */
static double median(const gdcs_i_segregation_plan *plan, gdcs_i_sampler *sampler,
                     const gdcs_segregation_result *out)
{
    const double found =
        gdcs_i_segregation_invert(sampler, plan->replicates, out->segregation.value, 0.5);
    const gdcs_bounds limits = {out->segregation.lower, out->segregation.upper};
    return out->method == GDCS_SEGREGATION_METHOD_INVERSION ? cut(limits, found) : found;
}

static void set_corrected(const gdcs_i_segregation_plan *plan, gdcs_i_sampler *sampler,
                          const gdcs_i_replicates *r, gdcs_segregation_result *out)
{
    const double value = out->segregation.value;
    if (out->correction == GDCS_SEGREGATION_CORRECTION_MEDIAN)
        out->corrected = median(plan, sampler, out);
    else if (out->correction == GDCS_SEGREGATION_CORRECTION_DENSITY)
        out->corrected = density(out->index, sampler->units);
    else
        out->corrected = cut(gdcs_i_segregation_range(out->index), 2.0 * value - r->mean);
}

static void set_estimate(const gdcs_i_segregation_plan *plan, gdcs_i_problem *p,
                         const gdcs_i_units *u, gdcs_segregation_result *out)
{
    gdcs_i_sampler sampler = gdcs_i_sampler_of(u, out->index, plan->by_sex, plan->seed, p->room);
    gdcs_i_replicates r = {.mean = NAN, .std_dev = NAN};
    const gdcs_bounds range = gdcs_i_segregation_range(out->index);
    const int by_slope = out->method == GDCS_SEGREGATION_METHOD_DELTA;
    if (by_slope)
        out->segregation.std_error =
            gdcs_i_segregation_std_error(out->index, plan->by_sex, u, p->room);
    if (!by_slope || out->correction != GDCS_SEGREGATION_CORRECTION_DENSITY) {
        r = gdcs_i_replicates_of(&sampler, plan->replicates, p->values);
        out->replicates = plan->replicates;
    }
    if (!by_slope)
        out->segregation.std_error = r.std_dev;
    set_limits(plan, &sampler, &r, out);
    set_corrected(plan, &sampler, &r, out);
    if (out->segregation.value <= range.lower || out->segregation.value >= range.upper)
        out->notes |= GDCS_NOTE_AT_BOUNDARY;
}

void gdcs_i_segregation_estimate(const gdcs_i_segregation_plan *plan, int32_t index,
                                 gdcs_i_problem *p, gdcs_segregation_result *out)
{
    const gdcs_i_units u = gdcs_i_problem_units(p);
    *out = (gdcs_segregation_result){.struct_size = out->struct_size,
                                     .notes = gdcs_i_problem_notes(p, &u),
                                     .index = index,
                                     .alpha = plan->alpha,
                                     .women = u.all_women,
                                     .men = u.all_men,
                                     .unknown = p->unknown,
                                     .units = u.filled,
                                     .empty = p->n - u.filled,
                                     .segregation = {NAN, NAN, NAN, NAN},
                                     .corrected = NAN,
                                     .expected = NAN,
                                     .excess = NAN};
    choose_method(plan, out);
    choose_correction(plan, out);
    out->bounds = gdcs_i_segregation_bounds(index, p);
    out->segregation.value = p->exact ? gdcs_i_segregation_index(index, &u) : NAN;
    if (isnan(out->segregation.value)) {
        out->notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return;
    }
    out->expected = gdcs_i_segregation_expected(index, &u);
    out->excess = gdcs_i_segregation_excess(index, out->segregation.value, out->expected);
    set_estimate(plan, p, &u, out);
}

static int32_t or_default(int32_t index)
{
    return index == GDCS_SEGREGATION_INDEX_DEFAULT ? GDCS_SEGREGATION_INDEX_DISSIMILARITY : index;
}

gdcs_status gdcs_segregation_estimate(const gdcs_sex_arrays *units, int64_t n,
                                      const gdcs_segregation_options *options,
                                      gdcs_segregation_result *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_segregation_plan plan;
    gdcs_i_problem problem = {0};
    gdcs_segregation_result result = {.struct_size = sizeof result};
    gdcs_sex_arrays in;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_segregation_plan_new(options, &plan, err));
    TRY(gdcs_i_segregation_check(units, n, 0, "units", &in, err));
    TRY(gdcs_i_problem_new(n, plan.replicates, &problem, err));
    gdcs_i_problem_read(&problem, &in, 0);
    const gdcs_i_units u = gdcs_i_problem_units(&problem);
    GO(gdcs_i_segregation_need_both(&u, "units", err));
    gdcs_i_segregation_estimate(&plan, or_default(plan.index), &problem, &result);
    GO(gdcs_i_give(out, &result, sizeof result, GDCS_I_SEGREGATION_RESULT_V1, err));
done:
    gdcs_i_problem_free(&problem);
    return status;
}

gdcs_status gdcs_segregation_each(const gdcs_sex_arrays *units, int64_t n, int64_t problems,
                                  const gdcs_segregation_options *options,
                                  const gdcs_estimate_arrays *out, double *corrected,
                                  gdcs_error *err)
{
    gdcs_i_segregation_plan plan;
    gdcs_i_problem problem = {0};
    gdcs_segregation_result result = {.struct_size = sizeof result};
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(units, "units", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 1 || problems < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, n < 1 ? "n" : "problems", "%s is %lld",
                           n < 1 ? "n" : "problems", (long long)(n < 1 ? n : problems));
    if (problems > (INT64_C(1) << 60) / n)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "problems", "n times problems is above 2^60");
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_segregation_plan_new(options, &plan, err));
    if (problems == 0)
        return gdcs_i_take(&in, sizeof in, units, GDCS_I_SEX_ARRAYS_V1, err);
    TRY(gdcs_i_segregation_check(units, n * problems, 1, "units", &in, err));
    TRY(gdcs_i_problem_new(n, plan.replicates, &problem, err));
    for (int64_t k = 0; k < problems; k++) {
        gdcs_i_problem_read(&problem, &in, k * n);
        gdcs_i_segregation_estimate(&plan, or_default(plan.index), &problem, &result);
        gdcs_i_estimate_arrays_set(&to, k, &result.segregation, &result.bounds, result.notes);
        if (corrected != NULL)
            corrected[k] = result.corrected;
    }
    gdcs_i_problem_free(&problem);
    return GDCS_OK;
}
