#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"

#include <float.h>
#include <gdcs/standard.h>
#include <math.h>
#include <stdlib.h>

enum { INDIRECT_V1 = 48, RATE_OPTIONS_V1 = 32, INDIRECT_RESULT_V1 = 152, INDIRECT_ARRAYS_V1 = 48 };

static gdcs_status check(double x, const char *field, int64_t row, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (x >= 0.0 && x <= DBL_MAX)
        return GDCS_OK;
    gdcs_i_format_double(x, text);
    return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, field,
                          "%s is %s, not a finite number of at least 0", field, text);
}

static gdcs_status expect(const gdcs_standard_indirect *in, int64_t count, double *out,
                          gdcs_error *err)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < count; i++) {
        TRY(check(in->population[i], "population", i + 1, err));
        TRY(check(in->rates[i], "rates", i + 1, err));
        gdcs_i_sum_add(&sum, in->population[i] * in->rates[i]);
    }
    *out = gdcs_i_sum_value(sum);
    if (*out == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "population", "no events are expected");
    if (*out > DBL_MAX)
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "population",
                           "the expected number is outside the range of a double");
    return GDCS_OK;
}

static gdcs_estimate scaled(const gdcs_estimate *e, double by)
{
    return (gdcs_estimate){by * e->value, by * e->lower, by * e->upper, by * e->std_error};
}

/* The expected number takes the part of the population: the ratio is a rate per expected event. */
static gdcs_status measure(const gdcs_standard_indirect *in, const gdcs_rate_options *options,
                           gdcs_standard_indirect_result *out, gdcs_error *err)
{
    const gdcs_rate_counts counts = {in->events, in->unknown, out->expected};
    const double crude = in->crude == 0.0 ? NAN : in->crude;
    gdcs_rate_options o = *options;
    gdcs_rate_result ratio = {.struct_size = sizeof ratio}, rate = {.struct_size = sizeof rate};
    o.struct_size = sizeof o;
    TRY(gdcs_rate_estimate(&counts, &o, &rate, err));
    o.per = 1.0;
    TRY(gdcs_rate_estimate(&counts, &o, &ratio, err));
    out->notes = ratio.notes;
    out->method = ratio.method;
    out->alpha = ratio.alpha;
    out->per = rate.per;
    out->ratio = ratio.rate;
    out->ratio_bounds = ratio.bounds;
    out->rate = scaled(&rate.rate, crude);
    out->rate_bounds = (gdcs_bounds){crude * rate.bounds.lower, crude * rate.bounds.upper};
    return GDCS_OK;
}

gdcs_status gdcs_standard_estimate_indirect(const gdcs_standard_indirect *group, int64_t count,
                                            const gdcs_rate_options *options,
                                            gdcs_standard_indirect_result *out, gdcs_error *err)
{
    gdcs_standard_indirect in;
    gdcs_rate_options o;
    gdcs_standard_indirect_result result = {.struct_size = sizeof result};
    TRY(gdcs_i_need(group, "group", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&in, sizeof in, group, INDIRECT_V1, err));
    TRY(gdcs_i_take(&o, sizeof o, options, RATE_OPTIONS_V1, err));
    TRY(gdcs_i_need(in.population, "population", err));
    TRY(gdcs_i_need(in.rates, "rates", err));
    if (count < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "%lld strata", (long long)count);
    TRY(check(in.crude, "crude", 0, err));
    TRY(expect(&in, count, &result.expected, err));
    result.events = in.events;
    result.unknown = in.unknown;
    TRY(measure(&in, &o, &result, err));
    if (result.rate_bounds.upper > DBL_MAX || result.rate.upper > DBL_MAX)
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "crude",
                           "the rate is outside the range of a double");
    return gdcs_i_give(out, &result, sizeof result, INDIRECT_RESULT_V1, err);
}

static gdcs_status take_arrays(const gdcs_standard_indirect_arrays *groups, int64_t n,
                               int64_t count, gdcs_standard_indirect_arrays *in, gdcs_error *err)
{
    TRY(gdcs_i_need(groups, "groups", err));
    TRY(gdcs_i_take(in, sizeof *in, groups, INDIRECT_ARRAYS_V1, err));
    TRY(gdcs_i_need(in->events, "events", err));
    TRY(gdcs_i_need(in->population, "population", err));
    TRY(gdcs_i_need(in->rates, "rates", err));
    if (n < 0 || count < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, n < 0 ? "n" : "count", "%lld groups, %lld strata",
                           (long long)n, (long long)count);
    for (int64_t i = 0; i < count; i++)
        TRY(check(in->rates[i], "rates", i + 1, err));
    return check(in->crude, "crude", 0, err);
}

/* A stratum that is missing leaves its row without an expected number: NaN. */
static gdcs_status expect_row(const double *population, const double *rates, int64_t count,
                              int64_t row, double *out, gdcs_error *err)
{
    gdcs_i_sum sum = {0};
    int missing = 0;
    for (int64_t j = 0; j < count; j++) {
        if (isnan(population[j])) {
            missing = 1;
            continue;
        }
        TRY(check(population[j], "population", row, err));
        gdcs_i_sum_add(&sum, population[j] * rates[j]);
    }
    *out = missing ? NAN : gdcs_i_sum_value(sum);
    if (!missing && !isfinite(*out))
        return gdcs_i_fail_at(err, GDCS_E_NUMERIC, row, 0, "population",
                              "the expected number is outside the range of a double");
    return GDCS_OK;
}

gdcs_status gdcs_standard_each_indirect(const gdcs_standard_indirect_arrays *groups, int64_t n,
                                        int64_t count, const gdcs_rate_options *options,
                                        const gdcs_estimate_arrays *ratio,
                                        const gdcs_estimate_arrays *rate, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_standard_indirect_arrays in;
    gdcs_rate_options o;
    double *expected = NULL;
    TRY(take_arrays(groups, n, count, &in, err));
    TRY(gdcs_i_take(&o, sizeof o, options, RATE_OPTIONS_V1, err));
    if (rate != NULL && in.crude == 0.0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "crude", "a rate is wanted, and crude is 0");
    TRY(gdcs_i_alloc((void **)&expected, n, sizeof *expected, err));
    for (int64_t i = 0; i < n; i++)
        GO(expect_row(in.population + i * count, in.rates, count, i + 1, &expected[i], err));
    const gdcs_rate_arrays counts = {.struct_size = sizeof counts,
                                     .events = in.events,
                                     .unknown = in.unknown,
                                     .population = expected};
    const gdcs_estimate_arrays none = {.struct_size = sizeof none};
    o.struct_size = sizeof o;
    GO(gdcs_rate_each(&counts, 0, &o, &none, err)); /* the options, before per is replaced */
    o.per = (o.per == 0.0 ? 100000.0 : o.per) * in.crude;
    if (rate != NULL)
        GO(gdcs_rate_each(&counts, n, &o, rate, err));
    o.per = 1.0;
    if (ratio != NULL)
        GO(gdcs_rate_each(&counts, n, &o, ratio, err));
done:
    free(expected);
    return status;
}
