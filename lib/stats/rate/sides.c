#include "stats/rate/sides.h"
#include "core/fail.h"
#include "core/text.h"
#include "stats/persons.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { AREA, PERIOD, AGE };
static const int32_t concept_of[GDCS_I_RATE_KINDS] = {GDCS_CONCEPT_AREA, GDCS_CONCEPT_PERIOD,
                                                      GDCS_CONCEPT_AGE};

/* The axes that choose the population.  A table by age over a population of all ages would give a rate
   that is none, so what is kept must be there, and what is there kept (ages can be summed over). */
static gdcs_status find_axis(gdcs_i_rate_axes *a, int kind, int32_t n, gdcs_error *err)
{
    const char *name = gdcs_concept_name(concept_of[kind]);
    const int has = gdcs_population_find_concept(a->population, concept_of[kind]);
    a->axis[kind] = -1;
    for (int32_t i = 0; i < n; i++) {
        gdcs_axis axis = {.struct_size = sizeof axis};
        TRY(gdcs_table_get_axis(gdcs_i_groups_table(a->groups), i, &axis, err));
        if (axis.concept_id != concept_of[kind])
            continue;
        if (a->axis[kind] >= 0)
            return gdcs_i_fail(err, GDCS_E_SHAPE, axis.name, "two axes of %s are kept", name);
        if (!has)
            return gdcs_i_fail(err, GDCS_E_SHAPE, axis.name, "the population has no axis of %s",
                               name);
        a->axis[kind] = i;
    }
    if (has && a->axis[kind] < 0 && kind != AGE)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "keep",
                           "the population has an axis of %s: one must be kept", name);
    return GDCS_OK;
}

gdcs_status gdcs_i_rate_axes_new(const gdcs_i_groups *groups, const gdcs_population *population,
                                 int32_t n, gdcs_i_rate_axes *out, gdcs_error *err)
{
    out->groups = groups;
    out->population = population;
    for (int kind = 0; kind < GDCS_I_RATE_KINDS; kind++)
        TRY(find_axis(out, kind, n, err));
    return GDCS_OK;
}

/* The label of a group on the axis of a concept; NULL for none, and for the declared total of ages. */
static gdcs_status label_of(const gdcs_i_rate_axes *a, const gdcs_i_group *group, int kind,
                            const char **out, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    *out = NULL;
    if (a->axis[kind] < 0)
        return GDCS_OK;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(a->groups), a->axis[kind], &axis, err));
    const char *label = axis.labels[group->codes[a->axis[kind]]];
    if (kind != AGE || axis.total == NULL || strcmp(label, axis.total) != 0)
        *out = label;
    return GDCS_OK;
}

static gdcs_status find_population(const gdcs_i_rate_axes *a, const gdcs_i_group *group,
                                   int32_t sex, double *persons, uint32_t *notes, gdcs_error *err)
{
    gdcs_population_key key = {.struct_size = sizeof key, .sex = sex};
    gdcs_population_result found = {.struct_size = sizeof found};
    TRY(label_of(a, group, AREA, &key.area, err));
    TRY(label_of(a, group, PERIOD, &key.period, err));
    TRY(label_of(a, group, AGE, &key.age, err));
    const gdcs_status status = gdcs_population_get(a->population, &key, &found, NULL);
    if (status == GDCS_E_NAME || status == GDCS_E_EMPTY) {
        *persons = NAN;
        *notes |= GDCS_NOTE_NO_POPULATION;
        return GDCS_OK;
    }
    if (status != GDCS_OK)
        return gdcs_i_fail(err, status, "population", "the population cannot be read");
    *persons = found.persons;
    *notes |= found.notes;
    return GDCS_OK;
}

static gdcs_i_rate_row everybody(const gdcs_i_groups *groups, const gdcs_i_group *g)
{
    const gdcs_bounds all = gdcs_i_persons(groups, g);
    return (gdcs_i_rate_row){.counts.events = all.lower == all.upper ? all.lower : NAN,
                             .least = all.lower,
                             .most = all.upper};
}

static gdcs_i_rate_row women(const gdcs_i_groups *groups, const gdcs_i_group *g)
{
    const double limit = gdcs_i_persons_limit(groups, g) - g->lower.men - g->lower.other;
    return (gdcs_i_rate_row){.counts = {.events = g->counts.women, .unknown = g->counts.unknown},
                             .least = g->lower.women,
                             .most = fmin(g->upper.women + g->upper.unknown, limit)};
}

static gdcs_i_rate_row men(const gdcs_i_groups *groups, const gdcs_i_group *g)
{
    const double limit = gdcs_i_persons_limit(groups, g) - g->lower.women - g->lower.other;
    return (gdcs_i_rate_row){.counts = {.events = g->counts.men, .unknown = g->counts.unknown},
                             .least = g->lower.men,
                             .most = fmin(g->upper.men + g->upper.unknown, limit)};
}

gdcs_status gdcs_i_rate_row_of(const gdcs_i_rate_axes *axes, const gdcs_i_group *group, int32_t sex,
                               gdcs_i_rate_row *out, gdcs_error *err)
{
    *out = sex == GDCS_SEX_FEMALE ? women(axes->groups, group)
           : sex == GDCS_SEX_MALE ? men(axes->groups, group)
                                  : everybody(axes->groups, group);
    out->notes = group->notes;
    if (group->lower.not_applicable > 0.0)
        out->notes |= GDCS_NOTE_NOT_PERSONS;
    if (group->lower.other > 0.0 && sex != GDCS_SEX_TOTAL)
        out->notes |= GDCS_NOTE_OTHER_PRESENT;
    return find_population(axes, group, sex, &out->counts.population, &out->notes, err);
}

const char *gdcs_i_rate_unit(double per, char out[GDCS_I_RATE_UNIT_SIZE])
{
    char number[GDCS_I_NUMBER_SIZE];
    const size_t size = gdcs_i_format_double(per, number);
    const int grouped = size >= 5 && strspn(number, "0123456789") == size;
    char *end = out + snprintf(out, GDCS_I_RATE_UNIT_SIZE, "per ");
    for (size_t i = 0; i < size; i++) {
        if (grouped && i > 0 && (size - i) % 3 == 0)
            *end++ = ' ';
        *end++ = number[i];
    }
    *end = '\0';
    return out;
}
