#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "num/dist.h"
#include "stats/duration/measure.h"
#include "stats/level.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { CAUSES = 64 };

enum { SEX, CAUSE, TIME, AT_RISK, EVENTS, CENSORED, COLUMNS };

static gdcs_status begin(const struct gdcs_i_source *source, int causes, int32_t columns[COLUMNS],
                         gdcs_i_result **out, gdcs_error *err)
{
    TRY(gdcs_i_result_new(source->groups, source->keys, out, err));
    TRY(gdcs_i_result_add_text(*out, "sex", GDCS_CONCEPT_SEX, &columns[SEX], err));
    if (causes)
        TRY(gdcs_i_result_add_text(*out, "cause", GDCS_CONCEPT_GROUP, &columns[CAUSE], err));
    TRY(gdcs_i_result_add_number(*out, "time", GDCS_CONCEPT_NUMBER, NULL, &columns[TIME], err));
    TRY(gdcs_i_result_add_number(*out, "at_risk", GDCS_CONCEPT_N, "persons", &columns[AT_RISK],
                                 err));
    TRY(gdcs_i_result_add_number(*out, "events", GDCS_CONCEPT_COUNT, "persons", &columns[EVENTS],
                                 err));
    if (!causes)
        TRY(gdcs_i_result_add_number(*out, "censored", GDCS_CONCEPT_COUNT, "persons",
                                     &columns[CENSORED], err));
    return gdcs_i_result_add_estimate(*out, "proportion", err);
}

static gdcs_status finish(gdcs_i_result *result, const char *what, double alpha, gdcs_frame **out,
                          gdcs_error *err)
{
    char level[GDCS_I_LEVEL_SIZE], sentence[192];
    snprintf(sentence, sizeof sentence, "%s, with %s limits.", what,
             gdcs_i_level_text(alpha, level));
    return gdcs_i_result_finish(result, sentence, out, err);
}

static uint32_t notes_of(const struct gdcs_i_track *t, const struct gdcs_i_sample *sample,
                         double at_risk, double value)
{
    return sample->notes |
           (t->persons[GDCS_I_GROUP_UNKNOWN] > 0.0 ? (uint32_t)GDCS_NOTE_UNKNOWN_PRESENT : 0) |
           (at_risk < 20.0 ? (uint32_t)GDCS_NOTE_SMALL_BASE : 0) |
           (value <= 0.0 || value >= 1.0 ? (uint32_t)GDCS_NOTE_AT_BOUNDARY : 0);
}

static gdcs_status write_point(const gdcs_duration_options *plan, const struct gdcs_i_source *s,
                               const struct gdcs_i_track *t, int32_t g, int64_t i,
                               const int32_t columns[COLUMNS], gdcs_i_result *result,
                               gdcs_error *err)
{
    const struct gdcs_i_point *p = &t->points[g][i];
    const gdcs_estimate e = {p->value, p->lower, p->upper,
                             p->value > 0.0 ? p->value * sqrt(p->spread) : NAN};
    const gdcs_bounds bounds = gdcs_i_track_bounds(t, g, p->time, p->value);
    TRY(gdcs_i_result_set_text(result, columns[SEX], g == GDCS_I_WOMEN ? "F" : "M", err));
    gdcs_i_result_set_number(result, columns[TIME], p->time);
    gdcs_i_result_set_number(result, columns[AT_RISK], p->risk);
    gdcs_i_result_set_number(result, columns[EVENTS], p->events);
    gdcs_i_result_set_number(result, columns[CENSORED], p->censored);
    return gdcs_i_result_set_estimate(result, &e, &bounds, gdcs_i_duration_method(plan->limits),
                                      notes_of(t, &s->sample, p->risk, p->value), err);
}

static gdcs_status write_curves(const gdcs_duration_options *plan, const struct gdcs_i_source *s,
                                const struct gdcs_i_track *t, int64_t group,
                                const int32_t columns[COLUMNS], gdcs_i_result *result,
                                gdcs_error *err)
{
    for (int32_t g = 0; g < 2; g++)
        for (int64_t i = 0; i < t->counts[g]; i++) {
            TRY(gdcs_i_result_row(result, group, err));
            TRY(write_point(plan, s, t, g, i, columns, result, err));
        }
    return GDCS_OK;
}

gdcs_status gdcs_i_duration_curve(const gdcs_duration_options *plan,
                                  const struct gdcs_i_source *source, gdcs_frame **out,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_result *result = NULL;
    int32_t columns[COLUMNS];
    struct gdcs_i_sample part;
    int64_t from = 0;
    GO(begin(source, 0, columns, &result, err));
    while (gdcs_i_sample_next(&source->sample, &from, &part)) {
        struct gdcs_i_track track;
        GO(gdcs_i_track_new(plan, &part, &track, err));
        status = write_curves(plan, source, &track, part.persons->stratum, columns, result, err);
        gdcs_i_track_free(&track);
        GO(status);
    }
    GO(finish(result, "Survival, the share still there, by Kaplan and Meier", plan->alpha, out,
              err));
done:
    gdcs_i_result_free(result);
    return status;
}

/* Causes in rising order; one, where only it was asked for. */
struct causes {
    int32_t code[CAUSES];
    int32_t n;
};

static gdcs_status add_cause(struct causes *c, int32_t event, gdcs_error *err)
{
    int32_t at = 0;
    while (at < c->n && c->code[at] < event)
        at++;
    if (at < c->n && c->code[at] == event)
        return GDCS_OK;
    if (c->n == CAUSES)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "event", "more than %d causes", (int)CAUSES);
    for (int32_t i = c->n++; i > at; i--)
        c->code[i] = c->code[i - 1];
    c->code[at] = event;
    return GDCS_OK;
}

static gdcs_status find_causes(const gdcs_duration_options *plan,
                               const struct gdcs_i_sample *sample, struct causes *out,
                               gdcs_error *err)
{
    out->n = 0;
    if (plan->cause != 0)
        return add_cause(out, plan->cause, err);
    for (int64_t i = 0; i < sample->n; i++)
        if (sample->persons[i].event != 0)
            TRY(add_cause(out, sample->persons[i].event, err));
    return GDCS_OK;
}

/* 1 - I is a survival: its limits, the other way round. */
static gdcs_estimate estimate_of(const gdcs_duration_options *plan,
                                 const struct gdcs_i_incidence *x, double risk)
{
    const double z = gdcs_i_normal_quantile_upper(plan->alpha / 2.0), v = x->value;
    if (v <= 0.0)
        return (gdcs_estimate){0.0, 0.0, -expm1(log(plan->alpha / 2.0) / risk), 0.0};
    if (v >= 1.0 || x->variance == 0.0)
        return (gdcs_estimate){v, exp(log(plan->alpha / 2.0) / risk), 1.0, NAN};
    const struct gdcs_i_limits l =
        gdcs_i_survival_limits(plan->limits, v, x->variance / (v * v), z);
    return (gdcs_estimate){v, l.lower, l.upper, sqrt(x->variance)};
}

static gdcs_status write_cause(const struct gdcs_i_source *s, int32_t cause, int32_t column,
                               gdcs_i_result *result, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (s->causes != NULL)
        return gdcs_i_result_set_text(result, column, s->causes[cause - 1], err);
    gdcs_i_format_int64(cause, text);
    return gdcs_i_result_set_text(result, column, text, err);
}

/* What one sex and one cause are written from. */
struct incidence {
    const gdcs_duration_options *plan;
    const struct gdcs_i_source *source;
    const struct gdcs_i_track *track; /* of every cause */
    const struct gdcs_i_step *steps;  /* of this one */
    const struct gdcs_i_incidence *values;
    int64_t group;
    int32_t cause;
    int32_t sex;
};

static gdcs_status write_incidence(const struct incidence *x, int64_t j,
                                   const int32_t columns[COLUMNS], gdcs_i_result *result,
                                   gdcs_error *err)
{
    const struct gdcs_i_step *step = &x->steps[j];
    const double risk = step->risk[x->sex], value = x->values[j].value;
    const gdcs_estimate e = estimate_of(x->plan, &x->values[j], risk);
    gdcs_bounds bounds = {value, value};
    TRY(gdcs_i_result_row(result, x->group, err));
    TRY(gdcs_i_result_set_text(result, columns[SEX], x->sex == GDCS_I_WOMEN ? "F" : "M", err));
    TRY(write_cause(x->source, x->cause, columns[CAUSE], result, err));
    gdcs_i_result_set_number(result, columns[TIME], step->time);
    gdcs_i_result_set_number(result, columns[AT_RISK], risk);
    gdcs_i_result_set_number(result, columns[EVENTS], step->caused[x->sex]);
    if (x->track->persons[GDCS_I_GROUP_UNKNOWN] > 0.0) {
        bounds.lower = 0.0;
        bounds.upper =
            fmax(value, 1.0 - gdcs_i_track_bounds(x->track, x->sex, step->time, NAN).lower);
    }
    return gdcs_i_result_set_estimate(result, &e, &bounds, gdcs_i_duration_method(x->plan->limits),
                                      notes_of(x->track, &x->source->sample, risk, value), err);
}

static gdcs_status write_part(struct incidence *x, const struct gdcs_i_sample *part,
                              const struct causes *causes, struct gdcs_i_step *steps,
                              struct gdcs_i_incidence *values, const int32_t columns[COLUMNS],
                              gdcs_i_result *result, gdcs_error *err)
{
    const int64_t n = x->track->n;
    x->steps = steps;
    x->values = values;
    for (x->sex = 0; x->sex < 2; x->sex++)
        for (int32_t i = 0; i < causes->n; i++) {
            x->cause = causes->code[i];
            gdcs_i_survival_tally(part->persons, part->entries, part->n, x->cause, steps);
            gdcs_i_survival_incidence(steps, n, x->sex, values);
            for (int64_t j = 0; j < n; j++)
                if (steps[j].events[x->sex] + steps[j].censored[x->sex] > 0.0)
                    TRY(write_incidence(x, j, columns, result, err));
        }
    return GDCS_OK;
}

static gdcs_status causes_of_part(const gdcs_duration_options *plan,
                                  const struct gdcs_i_source *source,
                                  const struct gdcs_i_sample *part, const struct causes *causes,
                                  const int32_t columns[COLUMNS], gdcs_i_result *result,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_duration_options every = *plan;
    struct gdcs_i_track track;
    void *steps = NULL, *values = NULL;
    every.cause = 0;
    TRY(gdcs_i_track_new(&every, part, &track, err));
    struct incidence x = {
        .plan = plan, .source = source, .track = &track, .group = part->persons->stratum};
    GO(gdcs_i_alloc(&steps, track.n, sizeof(struct gdcs_i_step), err));
    GO(gdcs_i_alloc(&values, track.n, sizeof(struct gdcs_i_incidence), err));
    GO(write_part(&x, part, causes, steps, values, columns, result, err));
done:
    gdcs_i_track_free(&track);
    free(steps);
    free(values);
    return status;
}

gdcs_status gdcs_i_duration_causes(const gdcs_duration_options *plan,
                                   const struct gdcs_i_source *source, gdcs_frame **out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_result *result = NULL;
    int32_t columns[COLUMNS];
    struct gdcs_i_sample part;
    struct causes causes;
    int64_t from = 0;
    TRY(find_causes(plan, &source->sample, &causes, err));
    GO(begin(source, 1, columns, &result, err));
    while (gdcs_i_sample_next(&source->sample, &from, &part))
        GO(causes_of_part(plan, source, &part, &causes, columns, result, err));
    GO(finish(result, "Share that has left, by cause, by Aalen and Johansen", plan->alpha, out,
              err));
done:
    gdcs_i_result_free(result);
    return status;
}
