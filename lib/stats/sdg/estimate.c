#include "core/fail.h"
#include "core/memory.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/sdg/measure.h"

#include <math.h>
#include <stdlib.h>

enum { COUNTRIES_V1 = 48, RESULT_V1 = 128 }; /* sizes in release 0.1, for ever */

/* Victims are not among the residents of unknown sex as detainees are among the prisoners. */
static double others(const gdcs_i_sdg_plan *p, const gdcs_sdg_countries *in, double all,
                     double unknown)
{
    if (p->proportion)
        return all - unknown;
    return in->unknown_denominator == NULL ? 0.0 : all;
}

static double denominator_unknown(const gdcs_sdg_countries *in, int64_t i)
{
    return in->unknown_denominator == NULL ? gdcs_i_array_at(in->unknown, i)
                                           : in->unknown_denominator[i];
}

/* NaN is anything from `least` to `most`, or to infinity if that is not known either. */
static gdcs_i_sdg_number number(double x, double least, double most)
{
    if (!isnan(x))
        return (gdcs_i_sdg_number){x, x, x};
    return (gdcs_i_sdg_number){NAN, isnan(least) ? 0.0 : least, isnan(most) ? INFINITY : most};
}

static gdcs_i_sdg_country country_at(const gdcs_i_sdg_plan *p, const gdcs_sdg_countries *in,
                                     int64_t i)
{
    const double x = in->numerator[i], n = in->denominator[i];
    const double unknown = gdcs_i_array_at(in->unknown, i), all = denominator_unknown(in, i);
    const double weight = in->population == NULL ? n : in->population[i];
    const gdcs_i_sdg_country c = {.numerator = number(x, 0.0, p->proportion ? n : INFINITY),
                                  .denominator = number(n, p->proportion ? x : 0.0, INFINITY),
                                  .unknown = number(unknown, 0.0, p->proportion ? all : INFINITY),
                                  .others = number(others(p, in, all, unknown), 0.0, all).most,
                                  .population = number(weight, 0.0, INFINITY),
                                  .linked = 1};
    return c;
}

static gdcs_status check_array(const double *array, int64_t n, const char *name, gdcs_error *err)
{
    for (int64_t i = 0; array != NULL && i < n; i++)
        TRY(gdcs_i_count_check(array[i], 1, name, name, i + 1, err));
    return GDCS_OK;
}

static gdcs_status check_country(const gdcs_i_sdg_plan *p, const gdcs_sdg_countries *in, int64_t i,
                                 gdcs_error *err)
{
    const long long row = (long long)i + 1;
    if (p->proportion && in->numerator[i] > in->denominator[i])
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "numerator",
                              "the numerator of country %lld is above its denominator", row);
    if (in->numerator[i] > 0.0 && in->denominator[i] == 0.0)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "denominator",
                              "country %lld has events and a denominator of 0", row);
    if (p->proportion && gdcs_i_array_at(in->unknown, i) > denominator_unknown(in, i))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "unknown",
                              "unknown of country %lld is above unknown_denominator", row);
    return GDCS_OK;
}

static gdcs_status start(int32_t indicator, const gdcs_sdg_countries *countries, int64_t n,
                         const gdcs_sdg_options *options, gdcs_i_sdg_plan *p,
                         gdcs_sdg_countries *in, gdcs_error *err)
{
    TRY(gdcs_i_sdg_plan_new(indicator, options, p, err));
    TRY(gdcs_i_need(countries, "countries", err));
    TRY(gdcs_i_take(in, sizeof *in, countries, COUNTRIES_V1, err));
    p->own = in->population == NULL;
    TRY(gdcs_i_need(in->numerator, "numerator", err));
    TRY(gdcs_i_need(in->denominator, "denominator", err));
    TRY(check_array(in->numerator, n, "numerator", err));
    TRY(check_array(in->denominator, n, "denominator", err));
    TRY(check_array(in->unknown, n, "unknown", err));
    TRY(check_array(in->unknown_denominator, n, "unknown_denominator", err));
    TRY(check_array(in->population, n, "population", err));
    for (int64_t i = 0; i < n; i++)
        TRY(check_country(p, in, i, err));
    return GDCS_OK;
}

/* room: for twice as many as there are countries. */
static gdcs_sdg_result over(const gdcs_i_sdg_plan *p, const gdcs_sdg_countries *in, int64_t from,
                            int64_t to, gdcs_bounds *room)
{
    gdcs_i_sdg_sums sums = {.shares = room, .weights = room + (to - from)};
    for (int64_t i = from; i < to; i++) {
        const gdcs_i_sdg_country c = country_at(p, in, i);
        gdcs_i_sdg_add(p, &sums, &c);
    }
    return gdcs_i_sdg_measure(p, &sums);
}

gdcs_status gdcs_sdg_estimate(int32_t indicator, const gdcs_sdg_countries *countries, int64_t n,
                              const gdcs_sdg_options *options, gdcs_sdg_result *out,
                              gdcs_error *err)
{
    gdcs_i_sdg_plan p;
    gdcs_sdg_countries in;
    gdcs_bounds *room;
    TRY(gdcs_i_need(out, "out", err));
    if (n < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "no countries");
    TRY(start(indicator, countries, n, options, &p, &in, err));
    TRY(gdcs_i_alloc((void **)&room, n, 2 * sizeof *room, err));
    const gdcs_sdg_result r = over(&p, &in, 0, n, room);
    free(room);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

gdcs_status gdcs_sdg_each(int32_t indicator, const gdcs_sdg_countries *countries, int64_t n,
                          const gdcs_sdg_options *options, const gdcs_estimate_arrays *out,
                          gdcs_error *err)
{
    gdcs_i_sdg_plan p;
    gdcs_sdg_countries in;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(start(indicator, countries, n, options, &p, &in, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_bounds room[2];
        const gdcs_sdg_result r = over(&p, &in, i, i + 1, room);
        gdcs_i_estimate_arrays_set(&to, i, &r.estimate, &r.bounds, r.notes);
    }
    return GDCS_OK;
}
