#include "stats/quality/compare.h"
#include "core/fail.h"
#include "core/memory.h"
#include "num/adjust.h"
#include "num/beta_binomial.h"
#include "num/dist.h"
#include "num/dist/special.h"
#include "stats/counts.h"

#include <math.h>
#include <stdlib.h>

enum { OPTIONS_V1 = 80 }; /* size in release 0.1, for ever */

enum { MANY = 20 }; /* sources from which on it pays to share what all fits need */

gdcs_status gdcs_i_quality_plan_new(const gdcs_quality_options *options, gdcs_i_quality_plan *out,
                                    gdcs_error *err)
{
    gdcs_quality_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.adjust < 0 || o.adjust > GDCS_I_ADJUST_METHODS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "adjust", "%d is not an adjustment", (int)o.adjust);
    if (o.sex != 0 && o.sex != GDCS_SEX_FEMALE && o.sex != GDCS_SEX_MALE)
        return gdcs_i_fail(err, GDCS_E_OPTION, "sex", "%d is neither female nor male", (int)o.sex);
    if (o.discovery != 0.0 && !(o.discovery > 0.0 && o.discovery < 1.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "discovery",
                           "a false-discovery rate lies between 0 and 1");
    const gdcs_share_options share = {
        .struct_size = sizeof share, .level = o.level, .alpha = o.alpha};
    TRY(gdcs_i_share_plan_new(&share, &out->share, err));
    out->given = o;
    out->adjust = o.adjust == 0 ? GDCS_I_ADJUST_BENJAMINI_HOCHBERG : o.adjust;
    out->sex = o.sex == 0 ? GDCS_SEX_FEMALE : o.sex;
    out->shrinks = 1;
    out->discovery = o.discovery == 0.0 ? 0.05 : o.discovery;
    return GDCS_OK;
}

static gdcs_sex_counts turned(const gdcs_sex_counts *counts, int32_t sex)
{
    gdcs_sex_counts c = *counts;
    if (sex == GDCS_SEX_MALE) {
        c.women = counts->men;
        c.men = counts->women;
    }
    return c;
}

void gdcs_i_quality_source_bar(gdcs_i_quality_source *source)
{
    source->yes = NAN;
    source->notes |= GDCS_NOTE_NOT_ESTIMABLE;
}

void gdcs_i_quality_source_new(const gdcs_i_quality_plan *plan, int32_t sex,
                               const gdcs_sex_counts *counts, const gdcs_sex_counts *lower,
                               const gdcs_sex_counts *upper, double most,
                               gdcs_i_quality_source *out)
{
    const gdcs_sex_counts c = turned(counts, sex), l = turned(lower, sex), u = turned(upper, sex);
    const gdcs_i_quality_source blank = {.yes = c.women,
                                         .no = c.men,
                                         .unknown = c.unknown,
                                         .expected = NAN,
                                         .spread = NAN,
                                         .shrunk = {NAN, NAN, NAN, NAN},
                                         .ln_p = NAN,
                                         .p_adjusted = NAN};
    *out = blank;
    gdcs_i_share_measure(&plan->share, &c, &l, &u, most, &out->share);
    if (isnan(c.women) || isnan(c.men))
        out->notes |= GDCS_NOTE_MISSING_CELL;
    if (!(c.women + c.men > 0.0))
        gdcs_i_quality_source_bar(out);
    else if (!gdcs_i_is_whole(c.women) || !gdcs_i_is_whole(c.men))
        out->notes |= GDCS_NOTE_NOT_WHOLE;
}

/* A prediction for yes of yes + no: ln of the two-sided mid-P, and whether yes is few. */
static double predicted(const gdcs_i_beta_mixture *prior, double yes, double no, int *low)
{
    double below, above;
    gdcs_i_beta_mixture_log_mid(prior, round(yes), round(yes) + round(no), &below, &above);
    *low = below < above;
    return fmin(fmin(below, above) + log(2.0), 0.0);
}

/* ln p of the least favourable sex of the unknown; infinity where the sexes do not point the same way. */
static double worst(const gdcs_i_beta_mixture *prior, const gdcs_i_quality_source *s, int low)
{
    int most_low, least_low;
    const double most = predicted(prior, s->yes + s->unknown, s->no, &most_low);
    const double least = predicted(prior, s->yes, s->no + s->unknown, &least_low);
    return most_low == low && least_low == low ? fmax(most, least) : INFINITY;
}

/* Ends the prior, which becomes the posterior. */
static gdcs_status shrink(const gdcs_i_quality_plan *plan, gdcs_i_beta_mixture *prior,
                          gdcs_i_quality_source *s, gdcs_error *err)
{
    const double alpha = 0.5 * plan->share.alpha;
    gdcs_i_beta_mixture_update(prior, s->yes, s->yes + s->no);
    s->shrunk.value = gdcs_i_beta_mixture_mean(prior);
    s->shrunk.std_error = gdcs_i_beta_mixture_deviation(prior);
    TRY(gdcs_i_beta_mixture_quantile(prior, alpha, &s->shrunk.lower, err));
    return gdcs_i_beta_mixture_quantile_upper(prior, alpha, &s->shrunk.upper, err);
}

/* Shares of usable sources, gathered for the fits, and what flags are decided on. */
struct work {
    int64_t *place; /* of the k-th usable one among all */
    double *yes;
    double *whole;
    double *p;
    double *worst; /* ln p whatever the unknown */
    double *adjusted;
    gdcs_i_beta_shared *shared; /* NULL: few sources */
    gdcs_i_beta_but_one *fits;  /* likewise */
    gdcs_i_beta_mixture prior;  /* of the source at hand */
    int64_t usable;
};

static gdcs_status compare_one(const gdcs_i_quality_plan *plan, struct work *w, int64_t k,
                               double start, gdcs_i_quality_source *s, gdcs_error *err)
{
    gdcs_i_beta_fit fit;
    int low;
    if (w->fits != NULL)
        TRY(gdcs_i_beta_but_one_fit(w->fits, k, &fit, err));
    else
        TRY(gdcs_i_beta_binomial_fit(w->yes, w->whole, w->usable, k, start, &fit, err));
    if (w->usable == 2)
        gdcs_i_beta_mixture_of(gdcs_i_beta_binomial_prior(&fit), &w->prior);
    else
        gdcs_i_beta_mixture_new(w->yes, w->whole, w->usable, k, &fit, round(s->yes),
                                round(s->yes) + round(s->no), w->shared, &w->prior);
    s->expected = fit.mean;
    s->spread = sqrt(fit.mean * (1.0 - fit.mean) * fit.theta / (1.0 + fit.theta));
    s->ln_p = predicted(&w->prior, s->yes, s->no, &low);
    s->flag = low ? GDCS_QUALITY_FLAG_LOW : GDCS_QUALITY_FLAG_HIGH;
    w->p[k] = exp(s->ln_p);
    w->worst[k] = s->unknown == 0.0  ? s->ln_p
                  : s->unknown > 0.0 ? worst(&w->prior, s, low)
                                     : INFINITY;
    if (plan->shrinks)
        TRY(shrink(plan, &w->prior, s, err));
    if (fit.theta > 0.0)
        s->notes |= GDCS_NOTE_OVERDISPERSED;
    if (w->usable == 2)
        s->notes |= GDCS_NOTE_METHOD_CHANGED;
    return GDCS_OK;
}

/* Would source k still be flagged with its worst p in the place of its p? */
static gdcs_status decide_robust(const gdcs_i_quality_plan *plan, struct work *w, int64_t k,
                                 gdcs_i_quality_source *s, gdcs_error *err)
{
    if (s->flag == GDCS_QUALITY_FLAG_NONE || w->worst[k] > 0.0)
        return GDCS_OK;
    const double kept = w->p[k];
    w->p[k] = exp(w->worst[k]);
    TRY(gdcs_i_adjust(w->p, w->usable, plan->adjust, 0.0, w->adjusted, err));
    w->p[k] = kept;
    s->robust = w->adjusted[k] <= plan->discovery;
    return GDCS_OK;
}

static gdcs_status decide(const gdcs_i_quality_plan *plan, struct work *w,
                          gdcs_i_quality_source *sources, gdcs_error *err)
{
    TRY(gdcs_i_adjust(w->p, w->usable, plan->adjust, 0.0, w->adjusted, err));
    for (int64_t k = 0; k < w->usable; k++) {
        gdcs_i_quality_source *s = &sources[w->place[k]];
        s->p_adjusted = w->adjusted[k];
        if (!(s->p_adjusted <= plan->discovery))
            s->flag = GDCS_QUALITY_FLAG_NONE;
    }
    for (int64_t k = 0; k < w->usable; k++)
        TRY(decide_robust(plan, w, k, &sources[w->place[k]], err));
    return GDCS_OK;
}

static gdcs_status compare_all(const gdcs_i_quality_plan *plan, struct work *w,
                               gdcs_i_quality_source *sources, gdcs_error *err)
{
    gdcs_i_beta_fit fit;
    if (w->usable < 2) {
        for (int64_t k = 0; k < w->usable; k++)
            sources[w->place[k]].notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return GDCS_OK;
    }
    TRY(gdcs_i_beta_binomial_fit(w->yes, w->whole, w->usable, -1, 0.0, &fit, err));
    if (w->usable >= MANY && fit.mean > 0.0 && fit.mean < 1.0) {
        TRY(gdcs_i_beta_mixture_share(w->yes, w->whole, w->usable, &fit, &w->shared, err));
        TRY(gdcs_i_beta_but_one_new(w->yes, w->whole, w->usable, &fit, &w->fits, err));
    }
    for (int64_t k = 0; k < w->usable; k++)
        TRY(compare_one(plan, w, k, fit.theta, &sources[w->place[k]], err));
    return decide(plan, w, sources, err);
}

gdcs_status gdcs_i_quality_compare(const gdcs_i_quality_plan *plan, gdcs_i_quality_source *sources,
                                   int64_t n, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *places = NULL, *numbers = NULL, *nodes = NULL;
    struct work w = {.usable = 0};
    if (n > GDCS_I_QUALITY_SOURCES)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "%lld sources are more than %d", (long long)n,
                           (int)GDCS_I_QUALITY_SOURCES);
    GO(gdcs_i_alloc(&places, n, sizeof *w.place, err));
    GO(gdcs_i_alloc(&numbers, 5 * n, sizeof(double), err));
    GO(gdcs_i_alloc(&nodes, GDCS_I_BETA_NODES, sizeof(gdcs_i_beta_node), err));
    w.place = places;
    w.prior.node = nodes;
    w.yes = numbers;
    w.whole = w.yes + n;
    w.p = w.whole + n;
    w.worst = w.p + n;
    w.adjusted = w.worst + n;
    for (int64_t i = 0; i < n; i++) {
        if (isnan(sources[i].yes))
            continue;
        w.place[w.usable] = i;
        w.yes[w.usable] = sources[i].yes;
        w.whole[w.usable++] = sources[i].yes + sources[i].no;
    }
    GO(compare_all(plan, &w, sources, err));
done:
    gdcs_i_beta_but_one_free(w.fits);
    gdcs_i_beta_shared_free(w.shared);
    free(nodes);
    free(numbers);
    free(places);
    return status;
}
