#include "core/fail.h"
#include "core/sum.h"
#include "num/dist.h"
#include "num/interval/count.h"
#include "num/interval/proportion.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/sdg/definition.h"

#include <math.h>

enum { OPTIONS_V1 = 24, COUNTRIES_V1 = 48, RESULT_V1 = 128 }; /* sizes in release 0.1, for ever */

typedef struct plan {
    const gdcs_sdg_definition *definition;
    int32_t indicator;
    int32_t proportion;
    double alpha;
    double z;
} plan;

typedef struct country {
    double numerator;
    double denominator;
    double unknown;
    double unknown_denominator;
    double population;
} country;

/* Over countries: those that report, then what may be at most and at least in all. */
typedef struct sums {
    gdcs_i_sum numerator;
    gdcs_i_sum denominator;
    gdcs_i_sum unknown;
    gdcs_i_sum unknown_others; /* of unknown sex, in the denominator only */
    gdcs_i_sum silent;         /* denominators without numerator */
    gdcs_i_sum population;
    gdcs_i_sum population_all;
    gdcs_i_sum mean; /* population x proportion, and so on */
    gdcs_i_sum mean_least;
    gdcs_i_sum mean_most;
    gdcs_i_sum spread;   /* population^2 / n */
    gdcs_i_sum variance; /* population^2 x p (1 - p) / n */
    int64_t countries;
    int64_t reporting;
    int64_t boundless; /* of which not even the denominator is known */
} sums;

static gdcs_status plan_new(int32_t indicator, const gdcs_sdg_options *options, plan *out,
                            gdcs_error *err)
{
    gdcs_sdg_options o;
    plan p = {.definition = gdcs_i_sdg_definition(indicator), .indicator = indicator};
    if (p.definition == NULL)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "indicator", "%d is no indicator", (int)indicator);
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &p.alpha, err));
    p.proportion = gdcs_i_sdg_is_proportion(p.definition);
    p.z = gdcs_i_normal_quantile_upper(p.alpha / 2.0);
    *out = p;
    return GDCS_OK;
}

static country country_at(const gdcs_sdg_countries *in, int64_t i)
{
    const double unknown = gdcs_i_array_at(in->unknown, i);
    return (country){in->numerator[i], in->denominator[i], unknown,
                     in->unknown_denominator == NULL ? unknown : in->unknown_denominator[i],
                     in->population == NULL ? in->denominator[i] : in->population[i]};
}

static gdcs_status check_array(const double *array, int64_t n, const char *name, gdcs_error *err)
{
    for (int64_t i = 0; array != NULL && i < n; i++)
        TRY(gdcs_i_count_check(array[i], 1, name, name, i + 1, err));
    return GDCS_OK;
}

static gdcs_status check(const plan *p, const gdcs_sdg_countries *in, int64_t n, gdcs_error *err)
{
    TRY(gdcs_i_need(in->numerator, "numerator", err));
    TRY(gdcs_i_need(in->denominator, "denominator", err));
    TRY(check_array(in->numerator, n, "numerator", err));
    TRY(check_array(in->denominator, n, "denominator", err));
    TRY(check_array(in->unknown, n, "unknown", err));
    TRY(check_array(in->unknown_denominator, n, "unknown_denominator", err));
    TRY(check_array(in->population, n, "population", err));
    for (int64_t i = 0; i < n; i++) {
        const country c = country_at(in, i);
        if (p->proportion && c.numerator > c.denominator)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "numerator",
                                  "the numerator of country %lld is above its denominator",
                                  (long long)i + 1);
        if (c.numerator > 0.0 && c.denominator == 0.0)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "denominator",
                                  "country %lld has events and a denominator of 0",
                                  (long long)i + 1);
        if (p->proportion && c.unknown > c.unknown_denominator)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "unknown",
                                  "unknown of country %lld is above unknown_denominator",
                                  (long long)i + 1);
    }
    return GDCS_OK;
}

/* The proportion of a country, whatever is unknown; [0, 1] where there is none. */
static gdcs_bounds proportion_bounds(const country *c)
{
    const double others = c->unknown_denominator - c->unknown;
    const double least = c->numerator / (c->denominator + others);
    const double most = (c->numerator + c->unknown) / (c->denominator + c->unknown);
    return (gdcs_bounds){isnan(least) ? 0.0 : least, isnan(most) ? 1.0 : most};
}

static void add_reporting(sums *s, const country *c)
{
    const double p = c->numerator / c->denominator;
    const double weight = c->population * c->population / c->denominator;
    s->reporting++;
    gdcs_i_sum_add(&s->numerator, c->numerator);
    gdcs_i_sum_add(&s->denominator, c->denominator);
    gdcs_i_sum_add(&s->population, c->population);
    gdcs_i_sum_add(&s->mean, c->population * p);
    gdcs_i_sum_add(&s->spread, weight);
    gdcs_i_sum_add(&s->variance, weight * p * (1.0 - p));
}

/* A country reports if it says both numbers, on somebody, and, in a mean, what it weighs.  Nothing limits
   the bounds where it does not say how many there are, or of how many the sex is not known. */
static void add(const plan *p, sums *s, const country *c)
{
    const int mean = p->definition->aggregation == GDCS_SDG_AGGREGATION_WEIGHTED_MEAN;
    const double unknown = c->unknown + c->unknown_denominator;
    const gdcs_bounds b = proportion_bounds(c);
    s->countries++;
    gdcs_i_sum_add(&s->population_all, c->population);
    gdcs_i_sum_add(&s->mean_least, c->population * b.lower);
    gdcs_i_sum_add(&s->mean_most, c->population * b.upper);
    s->boundless += mean ? isnan(c->population) != 0 : isnan(c->denominator + unknown) != 0;
    if (isnan(c->numerator))
        gdcs_i_sum_add(&s->silent, c->denominator + (p->proportion ? c->unknown_denominator : 0.0));
    else if (c->denominator > 0.0 && (!mean || c->population > 0.0)) {
        add_reporting(s, c);
        gdcs_i_sum_add(&s->unknown, c->unknown);
        gdcs_i_sum_add(&s->unknown_others, c->unknown_denominator - c->unknown);
    }
}

static gdcs_bounds bounds_of(const plan *p, const sums *s)
{
    const double per = p->definition->per, x = gdcs_i_sum_value(s->numerator);
    const double n = gdcs_i_sum_value(s->denominator), u = gdcs_i_sum_value(s->unknown);
    const double silent = gdcs_i_sum_value(s->silent);
    if (s->boundless > 0)
        return (gdcs_bounds){0.0, p->proportion ? per : INFINITY};
    if (p->definition->aggregation == GDCS_SDG_AGGREGATION_WEIGHTED_MEAN) {
        const double all = gdcs_i_sum_value(s->population_all);
        return (gdcs_bounds){per * gdcs_i_sum_value(s->mean_least) / all,
                             per * gdcs_i_sum_value(s->mean_most) / all};
    }
    if (p->proportion)
        return (gdcs_bounds){per * x / (n + silent + gdcs_i_sum_value(s->unknown_others)),
                             per * (x + u + silent) / (n + u + silent)};
    return (gdcs_bounds){per * x / (n + silent), silent > 0.0 ? INFINITY : per * (x + u) / n};
}

static gdcs_estimate rate(const plan *p, double x, double n)
{
    const double scale = p->definition->per / n;
    struct gdcs_i_limits l = gdcs_i_count_garwood(x, p->alpha);
    if (isnan(l.lower) || isnan(l.upper)) /* beyond the domain of the gamma distribution */
        l = gdcs_i_count_byar(x, p->z);
    return (gdcs_estimate){scale * x, scale * l.lower, scale * l.upper, scale * sqrt(x)};
}

static gdcs_estimate share(const plan *p, double value, double n, double error)
{
    const double per = p->definition->per;
    const struct gdcs_i_limits l = gdcs_i_proportion_wilson(value * n, (1.0 - value) * n, p->z);
    return (gdcs_estimate){per * value, per * l.lower, per * l.upper, per * error};
}

static gdcs_estimate estimate_of(const plan *p, const sums *s)
{
    const double x = gdcs_i_sum_value(s->numerator), n = gdcs_i_sum_value(s->denominator);
    const double all = gdcs_i_sum_value(s->population), mean = gdcs_i_sum_value(s->mean) / all;
    if (p->definition->aggregation == GDCS_SDG_AGGREGATION_WEIGHTED_MEAN)
        return share(p, fmin(1.0, mean), all * all / gdcs_i_sum_value(s->spread),
                     sqrt(gdcs_i_sum_value(s->variance)) / all);
    if (p->proportion)
        return share(p, x / n, n, sqrt(x / n * (1.0 - x / n) / n));
    return rate(p, x, n);
}

static uint32_t notes_of(const plan *p, const sums *s, const gdcs_sdg_result *r)
{
    uint32_t notes = r->unknown > 0.0 ? GDCS_NOTE_UNKNOWN_PRESENT : 0;
    if (s->reporting < s->countries)
        notes |= GDCS_NOTE_MISSING_CELL;
    if (s->countries > 1 && p->definition->aggregation == GDCS_SDG_AGGREGATION_NONE)
        notes |= GDCS_NOTE_NOT_COMPARABLE;
    if (s->reporting == 0)
        return notes | GDCS_NOTE_NOT_ESTIMABLE;
    if (r->numerator == 0.0)
        notes |= GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL;
    if (p->proportion && r->numerator == r->denominator)
        notes |= GDCS_NOTE_AT_BOUNDARY;
    if ((p->proportion ? r->denominator : r->numerator) < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    return notes;
}

static gdcs_sdg_result measure(const plan *p, const sums *s)
{
    gdcs_sdg_result r = {.struct_size = sizeof r,
                         .indicator = p->indicator,
                         .aggregation = p->definition->aggregation,
                         .countries = s->countries,
                         .reporting = s->reporting,
                         .alpha = p->alpha,
                         .per = p->definition->per,
                         .numerator = gdcs_i_sum_value(s->numerator),
                         .denominator = gdcs_i_sum_value(s->denominator),
                         .unknown = gdcs_i_sum_value(s->unknown),
                         .estimate = {NAN, NAN, NAN, NAN},
                         .bounds = bounds_of(p, s)};
    r.coverage = gdcs_i_sum_value(s->population) / gdcs_i_sum_value(s->population_all);
    r.notes = notes_of(p, s, &r);
    if (s->reporting > 0)
        r.estimate = estimate_of(p, s);
    return r;
}

static gdcs_status start(int32_t indicator, const gdcs_sdg_countries *countries, int64_t n,
                         const gdcs_sdg_options *options, plan *p, gdcs_sdg_countries *in,
                         gdcs_error *err)
{
    TRY(plan_new(indicator, options, p, err));
    TRY(gdcs_i_need(countries, "countries", err));
    TRY(gdcs_i_take(in, sizeof *in, countries, COUNTRIES_V1, err));
    return check(p, in, n, err);
}

gdcs_status gdcs_sdg_estimate(int32_t indicator, const gdcs_sdg_countries *countries, int64_t n,
                              const gdcs_sdg_options *options, gdcs_sdg_result *out,
                              gdcs_error *err)
{
    plan p;
    gdcs_sdg_countries in;
    sums s = {.countries = 0};
    TRY(gdcs_i_need(out, "out", err));
    if (n < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "no countries");
    TRY(start(indicator, countries, n, options, &p, &in, err));
    for (int64_t i = 0; i < n; i++) {
        const country c = country_at(&in, i);
        add(&p, &s, &c);
    }
    const gdcs_sdg_result r = measure(&p, &s);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

gdcs_status gdcs_sdg_each(int32_t indicator, const gdcs_sdg_countries *countries, int64_t n,
                          const gdcs_sdg_options *options, const gdcs_estimate_arrays *out,
                          gdcs_error *err)
{
    plan p;
    gdcs_sdg_countries in;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(start(indicator, countries, n, options, &p, &in, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    for (int64_t i = 0; i < n; i++) {
        sums s = {.countries = 0};
        const country c = country_at(&in, i);
        add(&p, &s, &c);
        const gdcs_sdg_result r = measure(&p, &s);
        gdcs_i_estimate_arrays_set(&to, i, &r.estimate, &r.bounds, r.notes);
    }
    return GDCS_OK;
}
