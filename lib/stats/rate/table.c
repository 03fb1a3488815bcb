#include "core/fail.h"
#include "core/text.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/rate/measure.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AREA, PERIOD, AGE, KINDS };
static const int32_t concept_of[KINDS] = {GDCS_CONCEPT_AREA, GDCS_CONCEPT_PERIOD, GDCS_CONCEPT_AGE};

enum { UNIT_SIZE = 2 * GDCS_I_NUMBER_SIZE };
enum { SEX, EVENTS, UNKNOWN, POPULATION, COLUMNS };

typedef struct work {
    const gdcs_i_groups *groups;
    const gdcs_population *population;
    gdcs_i_rate_plan plan;
    gdcs_i_result *result;
    int32_t axis[KINDS]; /* the kept axis of the concept, or -1 */
    int32_t columns[COLUMNS];
} work;

/* The axes that choose the population.  A table by age over a population of all ages would give a rate
   that is none, so what is kept must be there, and what is there kept (ages can be summed over). */
static gdcs_status match_axes(work *w, int32_t keep, gdcs_error *err)
{
    for (int kind = 0; kind < KINDS; kind++) {
        const char *name = gdcs_concept_name(concept_of[kind]);
        const int has = gdcs_population_find_concept(w->population, concept_of[kind]);
        w->axis[kind] = -1;
        for (int32_t i = 0; i < keep; i++) {
            gdcs_axis axis = {.struct_size = sizeof axis};
            TRY(gdcs_table_get_axis(gdcs_i_groups_table(w->groups), i, &axis, err));
            if (axis.concept_id != concept_of[kind])
                continue;
            if (w->axis[kind] >= 0)
                return gdcs_i_fail(err, GDCS_E_SHAPE, axis.name, "two axes of %s are kept", name);
            if (!has)
                return gdcs_i_fail(err, GDCS_E_SHAPE, axis.name, "the population has no axis of %s",
                                   name);
            w->axis[kind] = i;
        }
        if (has && w->axis[kind] < 0 && kind != AGE)
            return gdcs_i_fail(err, GDCS_E_SHAPE, "keep",
                               "the population has an axis of %s: one must be kept", name);
    }
    return GDCS_OK;
}

/* The label of a group on the axis of a concept; NULL for none, and for the declared total of ages. */
static gdcs_status label_of(const work *w, const gdcs_i_group *group, int kind, const char **out,
                            gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    *out = NULL;
    if (w->axis[kind] < 0)
        return GDCS_OK;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(w->groups), w->axis[kind], &axis, err));
    const char *label = axis.labels[group->codes[w->axis[kind]]];
    if (kind != AGE || axis.total == NULL || strcmp(label, axis.total) != 0)
        *out = label;
    return GDCS_OK;
}

/* Persons of a sex, NaN with a note if the population does not know them. */
static gdcs_status find_population(const work *w, const gdcs_i_group *group, int32_t sex,
                                   double *persons, uint32_t *notes, gdcs_error *err)
{
    gdcs_population_key key = {.struct_size = sizeof key, .sex = sex};
    gdcs_population_result found = {.struct_size = sizeof found};
    TRY(label_of(w, group, AREA, &key.area, err));
    TRY(label_of(w, group, PERIOD, &key.period, err));
    TRY(label_of(w, group, AGE, &key.age, err));
    const gdcs_status status = gdcs_population_get(w->population, &key, &found, NULL);
    if (status == GDCS_E_NAME || status == GDCS_E_EMPTY) {
        *persons = NAN;
        *notes = GDCS_NOTE_NO_POPULATION;
        return GDCS_OK;
    }
    if (status != GDCS_OK)
        return gdcs_i_fail(err, status, "population", "the population cannot be read");
    *persons = found.persons;
    *notes = found.notes;
    return GDCS_OK;
}

/* Events of one row: of one sex, or of everybody. */
typedef struct row {
    gdcs_rate_counts counts;
    double least;
    double most;
} row;

static row everybody(const work *w, const gdcs_i_group *g)
{
    const gdcs_bounds all = gdcs_i_persons(w->groups, g);
    return (row){.counts.events = all.lower == all.upper ? all.lower : NAN,
                 .least = all.lower,
                 .most = all.upper};
}

static row women(const work *w, const gdcs_i_group *g)
{
    const double limit = gdcs_i_persons_limit(w->groups, g) - g->lower.men - g->lower.other;
    return (row){.counts = {.events = g->counts.women, .unknown = g->counts.unknown},
                 .least = g->lower.women,
                 .most = fmin(g->upper.women + g->upper.unknown, limit)};
}

static row men(const work *w, const gdcs_i_group *g)
{
    const double limit = gdcs_i_persons_limit(w->groups, g) - g->lower.women - g->lower.other;
    return (row){.counts = {.events = g->counts.men, .unknown = g->counts.unknown},
                 .least = g->lower.men,
                 .most = fmin(g->upper.men + g->upper.unknown, limit)};
}

static uint32_t notes_of(const gdcs_i_group *g, int32_t sex)
{
    uint32_t notes = g->notes;
    if (g->lower.not_applicable > 0.0)
        notes |= GDCS_NOTE_NOT_PERSONS;
    if (g->lower.other > 0.0 && sex != GDCS_SEX_TOTAL)
        notes |= GDCS_NOTE_OTHER_PRESENT;
    return notes;
}

static gdcs_status add_row(work *w, int64_t index, int32_t sex, gdcs_error *err)
{
    gdcs_i_group group;
    gdcs_rate_result rate;
    uint32_t notes = 0;
    gdcs_i_groups_get(w->groups, index, &group);
    row r = sex == GDCS_SEX_FEMALE ? women(w, &group)
            : sex == GDCS_SEX_MALE ? men(w, &group)
                                   : everybody(w, &group);
    TRY(find_population(w, &group, sex, &r.counts.population, &notes, err));
    gdcs_i_rate_measure(&w->plan, &r.counts, r.least, r.most, &rate);
    TRY(gdcs_i_result_row(w->result, index, err));
    TRY(gdcs_i_result_set_text(w->result, w->columns[SEX], gdcs_sex_code(sex), err));
    gdcs_i_result_set_number(w->result, w->columns[EVENTS], r.counts.events);
    gdcs_i_result_set_number(w->result, w->columns[UNKNOWN], r.counts.unknown);
    gdcs_i_result_set_number(w->result, w->columns[POPULATION], r.counts.population);
    return gdcs_i_result_set_estimate(w->result, &rate.rate, &rate.bounds,
                                      gdcs_i_rate_method_text(rate.method),
                                      rate.notes | notes_of(&group, sex) | notes, err);
}

/* "per 100 000", "per 0.5"; digits in threes from five on. */
static void write_unit(double per, char out[UNIT_SIZE])
{
    char number[GDCS_I_NUMBER_SIZE];
    const size_t size = gdcs_i_format_double(per, number);
    const int grouped = size >= 5 && strspn(number, "0123456789") == size;
    char *end = out + snprintf(out, UNIT_SIZE, "per ");
    for (size_t i = 0; i < size; i++) {
        if (grouped && i > 0 && (size - i) % 3 == 0)
            *end++ = ' ';
        *end++ = number[i];
    }
    *end = '\0';
}

static gdcs_status add_columns(work *w, const char *unit, gdcs_error *err)
{
    TRY(gdcs_i_result_add_text(w->result, "sex", GDCS_CONCEPT_SEX, &w->columns[SEX], err));
    TRY(gdcs_i_result_add_number(w->result, "events", GDCS_CONCEPT_COUNT, NULL, &w->columns[EVENTS],
                                 err));
    TRY(gdcs_i_result_add_number(w->result, "unknown", GDCS_CONCEPT_UNKNOWN, NULL,
                                 &w->columns[UNKNOWN], err));
    TRY(gdcs_i_result_add_number(w->result, "population", GDCS_CONCEPT_POPULATION, "persons",
                                 &w->columns[POPULATION], err));
    return gdcs_i_result_add_estimate(w->result, unit, err);
}

static gdcs_status finish(work *w, const char *unit, gdcs_frame **out, gdcs_error *err)
{
    char sentence[192], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Rate %s persons of the same sex; %s %s interval; bounds hold whatever the sex of the "
             "unknown.",
             unit, gdcs_i_level_text(w->plan.alpha, level),
             gdcs_i_rate_method_text(w->plan.method));
    return gdcs_i_result_finish(w->result, sentence, out, err);
}

gdcs_status gdcs_rate_table(const gdcs_table *table, const gdcs_population *population,
                            const char *const *keep, int32_t n, const gdcs_rate_options *options,
                            gdcs_frame **out, gdcs_error *err)
{
    static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_TOTAL};
    gdcs_status status = GDCS_OK;
    gdcs_i_groups *groups = NULL;
    work w = {.population = population};
    char unit[UNIT_SIZE];
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rate_plan_new(options, &w.plan, err));
    write_unit(w.plan.per, unit);
    GO(gdcs_i_groups_new(table, keep, n, &groups, err));
    w.groups = groups;
    GO(match_axes(&w, n, err));
    GO(gdcs_i_result_new(groups, n, &w.result, err));
    GO(add_columns(&w, unit, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(groups) * 3; i++)
        GO(add_row(&w, i / 3, sexes[i % 3], err));
    GO(finish(&w, unit, out, err));
done:
    gdcs_i_result_free(w.result);
    gdcs_i_groups_free(groups);
    return status;
}
