#include "stats/standard/measure.h"
#include "core/fail.h"
#include "core/text.h"
#include "num/dist.h"
#include "num/interval/count.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <float.h>
#include <math.h>

enum { OPTIONS_V1 = 64 }; /* size in release 0.1, for ever */

const char *gdcs_i_standard_method_text(int32_t method)
{
    switch (method) {
    case GDCS_STANDARD_METHOD_GAMMA: return "gamma (Fay-Feuer)";
    case GDCS_STANDARD_METHOD_TIWARI: return "gamma (Tiwari)";
    case GDCS_STANDARD_METHOD_MID_P: return "mid-p gamma";
    case GDCS_STANDARD_METHOD_DOBSON: return "Dobson";
    case GDCS_STANDARD_METHOD_DOBSON_BYAR: return "Dobson with Byar";
    case GDCS_STANDARD_METHOD_LOG: return "log normal";
    case GDCS_STANDARD_METHOD_WALD: return "Wald";
    default: return "";
    }
}

gdcs_status gdcs_i_standard_plan_new(const gdcs_standard_options *options,
                                     gdcs_i_standard_plan *out, gdcs_error *err)
{
    gdcs_standard_options o;
    gdcs_i_standard_plan plan = {0};
    char text[GDCS_I_NUMBER_SIZE];
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method = o.method == GDCS_STANDARD_METHOD_DEFAULT ? GDCS_STANDARD_METHOD_GAMMA : o.method;
    plan.per = o.per == 0.0 ? 100000.0 : o.per;
    if (gdcs_i_standard_method_text(plan.method)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    gdcs_i_format_double(plan.per, text);
    if (!(plan.per > 0.0 && plan.per <= DBL_MAX))
        return gdcs_i_fail(err, GDCS_E_OPTION, "per", "per is %s, not a finite number above 0",
                           text);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

void gdcs_i_standard_add(gdcs_i_standard_sums *sums, const gdcs_i_standard_stratum *s)
{
    const double w = s->weight / s->population;
    if (s->weight == 0.0)
        return;
    gdcs_i_sum_add(&sums->weights, s->weight);
    gdcs_i_sum_add(&sums->events, s->events.events);
    gdcs_i_sum_add(&sums->variance, s->variance);
    gdcs_i_sum_add(&sums->population, s->population);
    gdcs_i_sum_add(&sums->value, w * s->events.events);
    gdcs_i_sum_add(&sums->value_variance, w * s->variance * w);
    gdcs_i_sum_add(&sums->least, w * s->events.least);
    gdcs_i_sum_add(&sums->most, w * s->events.most);
    gdcs_i_sum_add(&sums->w, w);
    gdcs_i_sum_add(&sums->w_square, w * w);
    sums->w_least = sums->count == 0 ? w : fmin(sums->w_least, w);
    sums->w_most = sums->count == 0 ? w : fmax(sums->w_most, w);
    sums->count++;
    sums->broken += !(s->population > 0.0);
    sums->not_whole += !isnan(s->events.events) && !gdcs_i_is_whole(s->events.events);
}

/* 0 times infinity is 0: nobody of unknown age weighs nothing. */
static double times(double w, double x)
{
    return w == 0.0 || x == 0.0 ? 0.0 : w * x;
}

static struct gdcs_i_weighted weigh(const gdcs_i_standard_sums *s, double scale)
{
    return (struct gdcs_i_weighted){.sum = scale * gdcs_i_sum_value(s->value),
                                    .variance = scale * gdcs_i_sum_value(s->value_variance) * scale,
                                    .events = gdcs_i_sum_value(s->events),
                                    .most = scale * s->w_most,
                                    .mean = scale * gdcs_i_sum_value(s->w) / s->count,
                                    .square =
                                        scale * gdcs_i_sum_value(s->w_square) * scale / s->count};
}

static struct gdcs_i_limits wald(const struct gdcs_i_weighted *w, double z)
{
    const double error = z * sqrt(w->variance);
    return (struct gdcs_i_limits){fmax(0.0, w->sum - error), w->sum + error};
}

static struct gdcs_i_limits lognormal(const struct gdcs_i_weighted *w, double z)
{
    const double factor = exp(z * sqrt(w->variance) / w->sum);
    return (struct gdcs_i_limits){w->sum / factor, w->sum * factor};
}

static struct gdcs_i_limits limits(const gdcs_i_standard_plan *plan, int32_t method,
                                   const struct gdcs_i_weighted *w)
{
    switch (method) {
    case GDCS_STANDARD_METHOD_TIWARI: return gdcs_i_weighted_tiwari(w, plan->alpha);
    case GDCS_STANDARD_METHOD_MID_P: return gdcs_i_weighted_mid_p(w, plan->alpha);
    case GDCS_STANDARD_METHOD_DOBSON:
        return gdcs_i_weighted_dobson(w, gdcs_i_count_garwood(w->events, plan->alpha));
    case GDCS_STANDARD_METHOD_DOBSON_BYAR:
        return gdcs_i_weighted_dobson(w, gdcs_i_count_byar(w->events, plan->z));
    case GDCS_STANDARD_METHOD_LOG: return lognormal(w, plan->z);
    case GDCS_STANDARD_METHOD_WALD: return wald(w, plan->z);
    default: return gdcs_i_weighted_gamma(w, plan->alpha);
    }
}

/* Without events a normal distribution has no width; beyond the domain of the gamma distribution
   Byar's cube roots are right. */
static void set_limits(const gdcs_i_standard_plan *plan, const struct gdcs_i_weighted *w,
                       gdcs_standard_result *out)
{
    if (w->sum == 0.0 && plan->method >= GDCS_STANDARD_METHOD_LOG)
        out->method = GDCS_STANDARD_METHOD_GAMMA;
    struct gdcs_i_limits l = limits(plan, out->method, w);
    if ((isnan(l.lower) || isnan(l.upper)) && !isnan(w->variance)) {
        out->method = GDCS_STANDARD_METHOD_DOBSON_BYAR;
        l = limits(plan, out->method, w);
    }
    if (out->method != plan->method)
        out->notes |= GDCS_NOTE_METHOD_CHANGED;
    out->rate = (gdcs_estimate){w->sum, l.lower, l.upper, sqrt(w->variance)};
}

static uint32_t notes_of(const gdcs_i_standard_sums *s, double events)
{
    uint32_t notes = 0;
    if (events == 0.0)
        notes |= GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL;
    if (events < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (s->not_whole > 0)
        notes |= GDCS_NOTE_NOT_WHOLE;
    if (gdcs_i_sum_value(s->variance) > events * (1.0 + 1e-12))
        notes |= GDCS_NOTE_OVERDISPERSED;
    return notes;
}

static gdcs_bounds bounds_of(const gdcs_i_standard_sums *s, const gdcs_i_events *u, double scale)
{
    return (gdcs_bounds){scale * (gdcs_i_sum_value(s->least) + times(s->w_least, u->least)),
                         scale * (gdcs_i_sum_value(s->most) + times(s->w_most, u->most))};
}

void gdcs_i_standard_measure(const gdcs_i_standard_plan *plan, const gdcs_i_standard_sums *s,
                             const gdcs_i_events *u, gdcs_i_standard_rate *out)
{
    const double scale = plan->per / gdcs_i_sum_value(s->weights);
    const double events = gdcs_i_sum_value(s->events);
    const double spread = u->events == 0.0 ? 1.0 : 1.0 + u->events / events;
    gdcs_standard_result *r = &out->result;
    *r = (gdcs_standard_result){.struct_size = sizeof *r,
                                .method = plan->method,
                                .alpha = plan->alpha,
                                .per = plan->per,
                                .events = events,
                                .unknown_age = u->events,
                                .population = gdcs_i_sum_value(s->population),
                                .rate = {NAN, NAN, NAN, NAN},
                                .bounds = {NAN, NAN}};
    r->crude = plan->per * (events + u->events) / r->population;
    if (s->broken > 0)
        r->notes |= GDCS_NOTE_NO_POPULATION;
    else
        r->bounds = bounds_of(s, u, scale);
    out->weighted = weigh(s, scale * spread);
    if (s->broken > 0 || !(out->weighted.sum >= 0.0 && spread <= DBL_MAX)) {
        r->notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return;
    }
    r->notes |= notes_of(s, events);
    set_limits(plan, &out->weighted, r);
}
