#include "num/dist.h"
#include "num/interval/mover.h"
#include "stats/bounds.h"
#include "stats/duration/measure.h"

#include <math.h>

typedef gdcs_duration_measured measured;

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

static int has_unknown(const struct gdcs_i_track *t)
{
    return t->persons[GDCS_I_GROUP_UNKNOWN] > 0.0;
}

/* Notes that every number of a group has. */
static uint32_t notes_of(const struct gdcs_i_track *t, int32_t g)
{
    return (has_unknown(t) ? (uint32_t)GDCS_NOTE_UNKNOWN_PRESENT : 0) |
           (t->persons[g] == 0.0   ? (uint32_t)GDCS_NOTE_NOT_ESTIMABLE
            : t->persons[g] < 20.0 ? (uint32_t)GDCS_NOTE_SMALL_BASE
                                   : 0);
}

/* Before the first point nobody has left: the value is 1, of all who are there. */
static gdcs_estimate value_at(const struct gdcs_i_track *t, int32_t g, double time, double alpha)
{
    const int64_t i = gdcs_i_survival_find(t->points[g], t->counts[g], time);
    if (i < 0)
        return (gdcs_estimate){1.0, exp(log(alpha / 2.0) / t->points[g][0].risk), 1.0, 0.0};
    const struct gdcs_i_point *p = &t->points[g][i];
    return (gdcs_estimate){p->value, p->lower, p->upper,
                           p->value > 0.0 ? p->value * sqrt(p->spread) : NAN};
}

static measured survival_of(const gdcs_duration_options *plan, const struct gdcs_i_track *t,
                            int32_t g)
{
    measured m = {.estimate = nothing, .notes = notes_of(t, g)};
    if (gdcs_i_survival_reaches(t->points[g], t->counts[g], plan->time)) {
        m.estimate = value_at(t, g, plan->time, plan->alpha);
        if (m.estimate.value >= 1.0 || m.estimate.value <= 0.0)
            m.notes |= GDCS_NOTE_AT_BOUNDARY;
    } else if (t->persons[g] > 0.0) {
        m.notes |= GDCS_NOTE_NOT_REACHED;
    }
    m.bounds = gdcs_i_track_bounds(t, g, plan->time, m.estimate.value);
    return m;
}

static measured quantile_of(const gdcs_duration_options *plan, const struct gdcs_i_track *t,
                            int32_t g)
{
    const struct gdcs_i_point *points = t->points[g];
    const int64_t n = t->counts[g];
    const double p = plan->probability;
    measured m = {.estimate = nothing, .notes = notes_of(t, g)};
    if (n > 0) {
        const double value = gdcs_i_survival_quantile(points, n, GDCS_I_SURVIVAL_VALUE, p);
        m.estimate.value = isinf(value) ? NAN : value;
        m.estimate.lower = gdcs_i_survival_quantile(points, n, GDCS_I_SURVIVAL_LOWER, p);
        m.estimate.upper = gdcs_i_survival_quantile(points, n, GDCS_I_SURVIVAL_UPPER, p);
        if (isinf(m.estimate.lower))
            m.estimate.lower = points[n - 1].time;
        m.notes |= isinf(value) ? (uint32_t)GDCS_NOTE_NOT_REACHED : 0;
        m.notes |= isinf(m.estimate.upper) ? (uint32_t)GDCS_NOTE_UPPER_INFINITE : 0;
    }
    m.bounds = (gdcs_bounds){m.estimate.value, m.estimate.value};
    if (has_unknown(t) || isnan(m.estimate.value)) {
        const struct gdcs_i_limits l =
            gdcs_i_survival_extreme_quantile(t->steps, t->n, g, t->truncated, p);
        m.bounds.lower = t->persons[g] == 0.0 ? 0.0 : isinf(l.lower) ? t->last[g] : l.lower;
        m.bounds.upper = l.upper;
    }
    return m;
}

/* Where nothing varies the normal limits would be the value itself. */
static void set_limits_without_variance(const gdcs_duration_options *plan,
                                        const struct gdcs_i_track *t, int32_t g, measured *m)
{
    m->estimate.lower = m->estimate.value >= plan->tau
                            ? plan->tau * value_at(t, g, plan->tau, plan->alpha).lower
                            : 0.0;
    m->estimate.upper = plan->tau;
    m->notes |= GDCS_NOTE_AT_BOUNDARY;
}

static measured mean_of(const gdcs_duration_options *plan, const struct gdcs_i_track *t, int32_t g)
{
    measured m = {.estimate = nothing, .notes = notes_of(t, g)};
    if (gdcs_i_survival_reaches(t->points[g], t->counts[g], plan->tau)) {
        const struct gdcs_i_area area = gdcs_i_survival_area(t->points[g], t->counts[g], plan->tau);
        const double error = sqrt(area.variance);
        const double half = error * gdcs_i_normal_quantile_upper(plan->alpha / 2.0);
        m.estimate = (gdcs_estimate){area.value, fmax(0.0, area.value - half),
                                     fmin(plan->tau, area.value + half), error};
        if (area.variance == 0.0)
            set_limits_without_variance(plan, t, g, &m);
    } else if (t->persons[g] > 0.0) {
        m.notes |= GDCS_NOTE_NOT_REACHED;
    }
    m.bounds = (gdcs_bounds){m.estimate.value, m.estimate.value};
    if (has_unknown(t) || isnan(m.estimate.value)) {
        const struct gdcs_i_limits l =
            gdcs_i_survival_extreme_area(t->steps, t->n, g, t->truncated, plan->tau);
        m.bounds = (gdcs_bounds){fmin(l.lower, m.estimate.value),
                                 plan->tau > 0.0 ? fmax(l.upper, m.estimate.value) : INFINITY};
    }
    return m;
}

static struct gdcs_i_spread spread(const gdcs_estimate *e)
{
    return (struct gdcs_i_spread){e->value, fmax(0.0, e->value - e->lower),
                                  fmax(0.0, e->upper - e->value), e->lower};
}

static double hypotenuse(double a, double b)
{
    return sqrt(a * a + b * b);
}

static measured difference_of(const measured *women, const measured *men)
{
    const gdcs_estimate *w = &women->estimate, *m = &men->estimate;
    measured d = {.estimate = nothing,
                  .bounds = {women->bounds.lower - men->bounds.upper,
                             women->bounds.upper - men->bounds.lower},
                  .notes = women->notes | men->notes};
    const struct gdcs_i_spread a = spread(w), b = spread(m);
    if (isnan(w->value) || isnan(m->value))
        return d;
    const struct gdcs_i_limits l = gdcs_i_mover_difference(&a, &b, 0.0);
    d.estimate = (gdcs_estimate){w->value - m->value, l.lower, l.upper,
                                 hypotenuse(w->std_error, m->std_error)};
    return d;
}

static measured ratio_of(const measured *women, const measured *men)
{
    const gdcs_estimate *w = &women->estimate, *m = &men->estimate;
    measured r = {.estimate = nothing,
                  .bounds = gdcs_i_bounds_quotient(women->bounds, men->bounds),
                  .notes = women->notes | men->notes};
    const struct gdcs_i_spread a = spread(w), b = spread(m);
    const double value = w->value / m->value;
    if (isnan(w->value) || isnan(m->value))
        return r;
    const struct gdcs_i_limits l = gdcs_i_mover_ratio(&a, &b, 0.0);
    r.estimate =
        (gdcs_estimate){value, l.lower, l.upper,
                        value * hypotenuse(w->std_error / w->value, m->std_error / m->value)};
    if (!isfinite(r.estimate.std_error))
        r.estimate.std_error = NAN;
    r.notes |= isinf(l.upper) ? (uint32_t)GDCS_NOTE_UPPER_INFINITE : 0;
    r.notes |= isnan(value) ? (uint32_t)GDCS_NOTE_NOT_ESTIMABLE : 0;
    return r;
}

/* Areas are nearly normal, so their difference is taken as normal and their ratio as log-normal, wherever
   both vary. */
static void compare_means(const gdcs_duration_options *plan, gdcs_duration_result *r)
{
    const gdcs_estimate *w = &r->women_mean.estimate, *m = &r->men_mean.estimate;
    const double z = gdcs_i_normal_quantile_upper(plan->alpha / 2.0);
    gdcs_estimate *d = &r->mean_difference.estimate, *q = &r->mean_ratio.estimate;
    r->mean_difference = difference_of(&r->women_mean, &r->men_mean);
    r->mean_ratio = ratio_of(&r->women_mean, &r->men_mean);
    if (!(w->std_error > 0.0 && m->std_error > 0.0))
        return;
    d->lower = d->value - z * d->std_error;
    d->upper = d->value + z * d->std_error;
    q->lower = q->value * exp(-z * (q->std_error / q->value));
    q->upper = q->value * exp(z * (q->std_error / q->value));
}

static void set_times(gdcs_duration_options *plan, const struct gdcs_i_track *t)
{
    if (plan->tau == 0.0) {
        plan->tau = fmin(t->last[0], t->last[1]);
        if (isinf(plan->tau))
            plan->tau = fmax(0.0, fmax(t->last[0], t->last[1]));
    }
    if (plan->time == 0.0)
        plan->time = plan->tau;
}

void gdcs_i_duration_measure(const gdcs_duration_options *options, const struct gdcs_i_track *track,
                             gdcs_duration_result *out)
{
    gdcs_duration_options plan = *options;
    set_times(&plan, track);
    gdcs_duration_result r = {.struct_size = sizeof r,
                              .alpha = plan.alpha,
                              .probability = plan.probability,
                              .time = plan.time,
                              .tau = plan.tau,
                              .women = track->persons[GDCS_I_WOMEN],
                              .men = track->persons[GDCS_I_MEN],
                              .women_events = track->events[GDCS_I_WOMEN],
                              .men_events = track->events[GDCS_I_MEN],
                              .unknown = track->persons[GDCS_I_GROUP_UNKNOWN]};
    r.women_survival = survival_of(&plan, track, GDCS_I_WOMEN);
    r.men_survival = survival_of(&plan, track, GDCS_I_MEN);
    r.survival_difference = difference_of(&r.women_survival, &r.men_survival);
    r.survival_ratio = ratio_of(&r.women_survival, &r.men_survival);
    r.women_quantile = quantile_of(&plan, track, GDCS_I_WOMEN);
    r.men_quantile = quantile_of(&plan, track, GDCS_I_MEN);
    r.women_mean = mean_of(&plan, track, GDCS_I_WOMEN);
    r.men_mean = mean_of(&plan, track, GDCS_I_MEN);
    compare_means(&plan, &r);
    *out = r;
}
