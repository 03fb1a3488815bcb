#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "core/text.h"
#include "stats/beside.h"
#include "stats/events.h"
#include "stats/level.h"
#include "stats/rate/clustered.h"
#include "stats/rate/sides.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_TOTAL};
static const double MOST_EVENTS = 1e6;

typedef struct work {
    gdcs_i_rate_clustered_plan plan;
    gdcs_i_form form; /* the further axis: units, or numbers of events of a person */
    gdcs_i_residents residents;
    double *memory;  /* three arrays: */
    double *numbers; /* events of a unit; how many a person has */
    double *counts;  /* persons in the unit; with so many events */
    double *sizes;   /* of each label: how many events a person has */
} work;

/* What the labels of an axis add up to for one sex: each as it is known. */
typedef struct sums {
    gdcs_i_sum least;
    gdcs_i_sum most;
    gdcs_i_sum unknown;
    gdcs_i_sum population;
    int64_t n;
    double exact; /* NaN if one is not known exactly */
    uint32_t notes;
} sums;

static void add(sums *s, const gdcs_i_events *e, double times, double unknown)
{
    gdcs_i_sum_add(&s->least, times * e->least);
    gdcs_i_sum_add(&s->most, times * e->most);
    gdcs_i_sum_add(&s->unknown, unknown);
    s->exact += e->events;
    s->n++;
}

/* The result of what is not known exactly: sums and bounds.  Nothing without persons. */
static gdcs_rate_clustered_result bounded(const gdcs_i_rate_clustered_plan *plan, const sums *s,
                                          double population)
{
    const double scale = plan->per / population;
    gdcs_rate_clustered_result r = gdcs_i_rate_clustered_result_of(plan, NAN, NAN, population);
    const int has = population > 0.0 && s->n > 0;
    r.bounds.lower = has ? scale * gdcs_i_sum_value(s->least) : NAN;
    r.bounds.upper = has ? scale * gdcs_i_sum_value(s->most) : NAN;
    r.notes = GDCS_NOTE_NOT_ESTIMABLE;
    return r;
}

/* A rate beyond the range of a double is none. */
static gdcs_rate_clustered_result checked(const gdcs_rate_clustered_result *rate,
                                          const gdcs_rate_clustered_result *without)
{
    gdcs_rate_clustered_result r = *rate;
    r.bounds = without->bounds;
    return isfinite(r.rate.upper) && isfinite(r.rate.value) ? r : *without;
}

static gdcs_status add_row(work *w, int64_t group, int32_t sex, const double *numbers,
                           const gdcs_rate_clustered_result *r, uint32_t notes, gdcs_error *err)
{
    return gdcs_i_form_add_row(&w->form, group, gdcs_sex_code(sex), numbers, &r->rate, &r->bounds,
                               gdcs_i_rate_clustered_text(r->method), r->notes | notes, err);
}

/* A unit: what has neither cells nor residents is of another combination. */
static gdcs_status add_unit(work *w, const int32_t *codes, int32_t label, int32_t sex, sums *s,
                            gdcs_error *err)
{
    int32_t wanted[GDCS_I_AXES];
    gdcs_i_rate_row r;
    const gdcs_i_group g = gdcs_i_beside_group(w->form.groups, w->form.keys, codes, label);
    memcpy(wanted, codes, (size_t)w->form.keys * sizeof *wanted);
    wanted[w->form.keys] = label;
    TRY(gdcs_i_rate_row_of(w->form.groups, &w->residents, &g, wanted, sex, &r, err));
    if (g.codes == NULL && isnan(r.counts.population))
        return GDCS_OK;
    if (r.counts.population == 0.0) {
        s->notes |= GDCS_NOTE_EMPTY_UNIT;
        return GDCS_OK;
    }
    w->numbers[s->n] = r.counts.events;
    w->counts[s->n] = r.counts.population;
    s->notes |= r.notes;
    gdcs_i_sum_add(&s->population, r.counts.population);
    add(s, &(gdcs_i_events){r.counts.events, r.least, r.most}, 1.0, r.counts.unknown);
    return GDCS_OK;
}

static gdcs_status add_units(work *w, int64_t group, const int32_t *codes, int32_t sex,
                             gdcs_error *err)
{
    sums s = {.n = 0};
    for (int32_t label = 0; label < (int32_t)w->form.axis.label_count; label++)
        if (label != w->form.total)
            TRY(add_unit(w, codes, label, sex, &s, err));
    const double population = gdcs_i_sum_value(s.population);
    const gdcs_rate_clustered_result none = bounded(&w->plan, &s, population);
    gdcs_rate_clustered_result r = none;
    if (s.n >= 2 && !isnan(s.exact + population)) {
        TRY(gdcs_i_rate_clustered_measure(&w->plan, w->numbers, w->counts, s.n, &r, err));
        r = checked(&r, &none);
    }
    const double numbers[] = {s.exact,       gdcs_i_sum_value(s.unknown),
                              population,    (double)s.n,
                              r.dispersion,  r.test.p_value,
                              r.test.log10_p};
    return add_row(w, group, sex, numbers, &r, s.notes, err);
}

static gdcs_status finish(const work *w, const char *of, gdcs_frame **out, gdcs_error *err)
{
    char sentence[320], unit[GDCS_I_RATE_UNIT_SIZE], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Rate %s persons of the same sex, of %s \"%.60s\"; %s %s interval; bounds hold "
             "whatever the sex of the unknown.",
             gdcs_i_rate_unit(w->plan.per, unit), of, w->form.axis.name,
             gdcs_i_level_text(w->plan.alpha, level), gdcs_i_rate_clustered_text(w->plan.method));
    return gdcs_i_result_finish(w->form.result, sentence, out, err);
}

static gdcs_status make_room(work *w, gdcs_error *err)
{
    const int64_t n = w->form.axis.label_count;
    TRY(gdcs_i_alloc((void **)&w->memory, n, 3 * sizeof(double), err));
    w->numbers = w->memory;
    w->counts = w->memory + n;
    w->sizes = w->memory + 2 * n;
    return GDCS_OK;
}

gdcs_status gdcs_rate_table_clustered(const gdcs_table *table, const gdcs_population *population,
                                      const char *units, const char *const *keep, int32_t n,
                                      const gdcs_rate_clustered_options *options, gdcs_frame **out,
                                      gdcs_error *err)
{
    static const gdcs_i_heading headings[] = {{"events", NULL, GDCS_CONCEPT_COUNT},
                                              {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},
                                              {"population", "persons", GDCS_CONCEPT_POPULATION},
                                              {"units", NULL, GDCS_CONCEPT_NUMBER},
                                              {"dispersion", NULL, GDCS_CONCEPT_NUMBER},
                                              {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
                                              {"log10_p", NULL, GDCS_CONCEPT_NUMBER}};
    gdcs_status status = GDCS_OK;
    const int32_t *codes;
    char unit[GDCS_I_RATE_UNIT_SIZE];
    work w = {.memory = NULL};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_need(units, "units", err));
    TRY(gdcs_i_rate_clustered_plan_new(options, &w.plan, err));
    GO(gdcs_i_rate_form_new(table, population, keep, n, units, 1, &w.form, &w.residents, err));
    GO(make_room(&w, err));
    GO(gdcs_i_form_add_columns(&w.form, "sex", GDCS_CONCEPT_SEX, headings, 7,
                               gdcs_i_rate_unit(w.plan.per, unit), err));
    for (int64_t i = -1; gdcs_i_form_next(&w.form, &i, &codes);)
        for (int s = 0; s < 3; s++)
            GO(add_units(&w, i, codes, sexes[s], err));
    GO(finish(&w, "the units of", out, err));
done:
    free(w.memory);
    gdcs_i_form_free(&w.form);
    return status;
}

/* 0 for the declared total. */
static gdcs_status read_sizes(const gdcs_i_form *form, double *sizes, gdcs_error *err)
{
    const gdcs_axis *axis = &form->axis;
    for (int32_t i = 0; i < (int32_t)axis->label_count; i++) {
        const char *label = axis->labels[i];
        sizes[i] = 0.0;
        if (i == form->total)
            continue;
        if (!gdcs_i_parse_double(label, strlen(label), '.', &sizes[i]) || sizes[i] < 0.0 ||
            sizes[i] > MOST_EVENTS)
            return gdcs_i_fail(err, GDCS_E_NAME, axis->name,
                               "\"%.60s\" is no number of events of a person from 0 to 1e6", label);
    }
    return GDCS_OK;
}

/* Those without events are in the population only. */
static gdcs_status add_persons(work *w, int64_t group, const int32_t *codes, int32_t sex,
                               gdcs_error *err)
{
    sums s = {.n = 0};
    double population;
    for (int32_t i = 0; i < (int32_t)w->form.axis.label_count; i++) {
        const gdcs_i_group g = gdcs_i_beside_group(w->form.groups, w->form.keys, codes, i);
        const gdcs_i_events e = gdcs_i_events_of(w->form.groups, &g, sex);
        if (w->sizes[i] == 0.0)
            continue;
        w->numbers[s.n] = w->sizes[i];
        w->counts[s.n] = e.events;
        s.notes |= gdcs_i_events_notes(&g, sex);
        add(&s, &e, w->sizes[i], sex == GDCS_SEX_TOTAL ? 0.0 : g.counts.unknown);
    }
    TRY(gdcs_i_residents_get(&w->residents, codes, sex, &population, &s.notes, err));
    const gdcs_rate_clustered_result none = bounded(&w->plan, &s, population);
    gdcs_rate_clustered_result r = none;
    if (s.n > 0 && population > 0.0 && !isnan(s.exact)) {
        r = gdcs_i_rate_repeated_measure(&w->plan, w->numbers, w->counts, s.n, population);
        r = checked(&r, &none);
    }
    const double numbers[] = {r.events, s.exact, gdcs_i_sum_value(s.unknown), population,
                              r.dispersion};
    return add_row(w, group, sex, numbers, &r, s.notes, err);
}

gdcs_status gdcs_rate_table_repeated(const gdcs_table *table, const gdcs_population *population,
                                     const char *events, const char *const *keep, int32_t n,
                                     const gdcs_rate_clustered_options *options, gdcs_frame **out,
                                     gdcs_error *err)
{
    static const gdcs_i_heading headings[] = {{"events", NULL, GDCS_CONCEPT_COUNT},
                                              {"persons", NULL, GDCS_CONCEPT_N},
                                              {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},
                                              {"population", "persons", GDCS_CONCEPT_POPULATION},
                                              {"dispersion", NULL, GDCS_CONCEPT_NUMBER}};
    gdcs_status status = GDCS_OK;
    const int32_t *codes;
    char unit[GDCS_I_RATE_UNIT_SIZE];
    work w = {.memory = NULL};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_need(events, "events", err));
    TRY(gdcs_i_rate_repeated_plan_new(options, &w.plan, err));
    GO(gdcs_i_rate_form_new(table, population, keep, n, events, 0, &w.form, &w.residents, err));
    GO(make_room(&w, err));
    GO(read_sizes(&w.form, w.sizes, err));
    GO(gdcs_i_form_add_columns(&w.form, "sex", GDCS_CONCEPT_SEX, headings, 5,
                               gdcs_i_rate_unit(w.plan.per, unit), err));
    for (int64_t i = -1; gdcs_i_form_next(&w.form, &i, &codes);)
        for (int s = 0; s < 3; s++)
            GO(add_persons(&w, i, codes, sexes[s], err));
    GO(finish(&w, "persons by", out, err));
done:
    free(w.memory);
    gdcs_i_form_free(&w.form);
    return status;
}
