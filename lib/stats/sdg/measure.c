#include "stats/sdg/measure.h"
#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/count.h"
#include "num/interval/proportion.h"
#include "stats/bounds.h"
#include "stats/level.h"

#include <math.h>

enum { OPTIONS_V1 = 24 }; /* size in release 0.1, for ever */

typedef gdcs_i_sdg_plan plan;
typedef gdcs_i_sdg_sums sums;
typedef gdcs_i_sdg_country country;

gdcs_status gdcs_i_sdg_plan_new(int32_t indicator, const gdcs_sdg_options *options, plan *out,
                                gdcs_error *err)
{
    gdcs_sdg_options o;
    plan p = {.definition = gdcs_i_sdg_definition(indicator), .indicator = indicator};
    if (p.definition == NULL)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "indicator", "%d is no indicator", (int)indicator);
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &p.alpha, err));
    p.proportion = gdcs_i_sdg_is_proportion(p.definition);
    p.mean = p.definition->aggregation == GDCS_SDG_AGGREGATION_WEIGHTED_MEAN;
    p.z = gdcs_i_normal_quantile_upper(p.alpha / 2.0);
    *out = p;
    return GDCS_OK;
}

const char *gdcs_i_sdg_method_text(const plan *p)
{
    return p->proportion ? "Wilson" : "exact Poisson";
}

static void add_reporting(sums *s, const country *c)
{
    const double n = c->denominator.value, p = c->numerator.value / n;
    const double population = c->population.value, weight = population / n * population;
    s->reporting++;
    gdcs_i_sum_add(&s->numerator, c->numerator.value);
    gdcs_i_sum_add(&s->denominator, n);
    gdcs_i_sum_add(&s->unknown, c->unknown.value);
    gdcs_i_sum_add(&s->population, population);
    gdcs_i_sum_add(&s->mean, population * p);
    gdcs_i_sum_add(&s->spread, weight);
    gdcs_i_sum_add(&s->variance, weight * p * (1.0 - p));
}

int gdcs_i_sdg_is_weighted(const plan *p)
{
    return p->mean && !p->own;
}

/* What is in the numerator, and what is in the denominator only. */
typedef struct parts {
    gdcs_bounds yes;
    gdcs_bounds no;
} parts;

/* One register: those of unknown sex in the numerator are among those in the denominator. */
static parts linked_parts(const plan *p, const country *c)
{
    const double most =
        p->proportion ? fmin(c->numerator.most, c->denominator.most) : c->numerator.most;
    return (parts){{c->numerator.least, most + c->unknown.most},
                   {fmax(0.0, c->denominator.least - most),
                    fmax(0.0, c->denominator.most - c->numerator.least) + c->others}};
}

/* Two tables: who is of unknown sex in one may be of known sex in the other.  Nobody is in the numerator
   alone, so each corner can be had. */
static parts separate_parts(const plan *p, const country *c)
{
    const double all = c->denominator.most + c->others, most = c->numerator.most + c->unknown.most;
    const gdcs_bounds yes = {c->numerator.least, p->proportion ? fmin(most, all) : most};
    return (parts){yes, {fmax(0.0, c->denominator.least - yes.upper), fmax(0.0, all - yes.lower)}};
}

static void add_bounds(const plan *p, sums *s, const country *c)
{
    const parts of = c->linked ? linked_parts(p, c) : separate_parts(p, c);
    s->impossible += of.yes.lower > of.yes.upper;
    gdcs_i_sum_add(&s->yes_least, of.yes.lower);
    gdcs_i_sum_add(&s->yes_most, of.yes.upper);
    gdcs_i_sum_add(&s->no_least, of.no.lower);
    gdcs_i_sum_add(&s->no_most, of.no.upper);
    gdcs_i_sum_add(&s->least, c->denominator.least);
    gdcs_i_sum_add(&s->most, c->denominator.most + c->others);
    if (gdcs_i_sdg_is_weighted(p)) {
        s->shares[s->countries] = gdcs_i_bounds_share(of.yes, of.no);
        s->weights[s->countries] = (gdcs_bounds){c->population.least, c->population.most};
    }
}

/* A country reports if it says both numbers, on somebody, and, in a mean, what it weighs. */
void gdcs_i_sdg_add(const plan *p, sums *s, const country *c)
{
    const int exceeds = p->proportion && c->numerator.value > c->denominator.value;
    s->exceeding += exceeds;
    gdcs_i_sum_add(&s->population_all, c->population.value);
    add_bounds(p, s, c);
    s->countries++;
    if (!exceeds && !isnan(c->numerator.value) && c->denominator.value > 0.0 &&
        (!p->mean || c->population.value > 0.0))
        add_reporting(s, c);
}

static gdcs_bounds sums_of(const gdcs_i_sum *lower, const gdcs_i_sum *upper)
{
    return (gdcs_bounds){gdcs_i_sum_value(*lower), gdcs_i_sum_value(*upper)};
}

/* Attained: countries do not know of each other, and a mean of shares that weigh what they are taken on is
   all numerators over all denominators. */
static gdcs_bounds bounds_of(const plan *p, const sums *s)
{
    const double per = p->definition->per;
    const gdcs_bounds yes = sums_of(&s->yes_least, &s->yes_most);
    gdcs_bounds b = {0.0, 1.0};
    if (!p->proportion)
        b = gdcs_i_bounds_quotient(yes, sums_of(&s->least, &s->most));
    else if (s->impossible == 0 && gdcs_i_sdg_is_weighted(p))
        b = gdcs_i_bounds_mean(s->shares, s->weights, s->countries);
    else if (s->impossible == 0)
        b = gdcs_i_bounds_share(yes, sums_of(&s->no_least, &s->no_most));
    return (gdcs_bounds){per * b.lower, per * b.upper};
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
    if (p->mean)
        return share(p, fmin(1.0, mean), all / gdcs_i_sum_value(s->spread) * all,
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
    if (s->exceeding > 0)
        notes |= GDCS_NOTE_ABOVE_ONE;
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

gdcs_sdg_result gdcs_i_sdg_measure(const plan *p, const sums *s)
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
