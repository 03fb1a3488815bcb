#include "stats/residents.h"
#include "core/fail.h"
#include "data/population.h"
#include "stats/standard/bands.h"

#include <math.h>
#include <string.h>

/* The axis of a concept among the first `keys`, and whether both sides have it. */
static gdcs_status match(const gdcs_i_residents *r, int32_t concept, int32_t keys, int32_t *out,
                         gdcs_error *err)
{
    const char *name = gdcs_concept_name(concept);
    const int has = gdcs_population_find_concept(r->population, concept);
    *out = -1;
    for (int32_t i = 0; i < keys; i++) {
        gdcs_axis axis = {.struct_size = sizeof axis};
        TRY(gdcs_table_get_axis(r->table, i, &axis, err));
        if (axis.concept_id != concept)
            continue;
        if (*out >= 0)
            return gdcs_i_fail(err, GDCS_E_SHAPE, axis.name, "two axes of %s are kept", name);
        if (!has)
            return gdcs_i_fail(err, GDCS_E_SHAPE, axis.name, "the population has no axis of %s",
                               name);
        *out = i;
    }
    if (has && *out < 0 && concept != GDCS_CONCEPT_AGE)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "keep",
                           "the population has an axis of %s: one must be kept", name);
    return GDCS_OK;
}

static gdcs_status match_area_period(gdcs_i_residents *r, int32_t keys, gdcs_error *err)
{
    TRY(match(r, GDCS_CONCEPT_AREA, keys, &r->area, err));
    return match(r, GDCS_CONCEPT_PERIOD, keys, &r->period, err);
}

gdcs_status gdcs_i_residents_new(const gdcs_population *population, const gdcs_table *table,
                                 int32_t keys, gdcs_i_residents *out, gdcs_error *err)
{
    *out = (gdcs_i_residents){.population = population, .table = table};
    TRY(match_area_period(out, keys, err));
    return match(out, GDCS_CONCEPT_AGE, keys, &out->age, err);
}

gdcs_status gdcs_i_residents_new_bands(const gdcs_population *population, const gdcs_table *table,
                                       int32_t keys, gdcs_i_residents *out, gdcs_error *err)
{
    const gdcs_table *behind = gdcs_i_population_table(population);
    const int64_t age = gdcs_table_find_concept(behind, GDCS_CONCEPT_AGE);
    *out = (gdcs_i_residents){.population = population, .table = table, .age = -1};
    if (age < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "population", "the population has no axis of age");
    TRY(match_area_period(out, keys, err));
    out->ages.struct_size = sizeof out->ages;
    return gdcs_table_get_axis(behind, age, &out->ages, err);
}

/* The label on a kept axis; NULL for none, and for the declared total of ages. */
static gdcs_status label_of(const gdcs_i_residents *r, int32_t axis, const int32_t *codes,
                            const char **out, gdcs_error *err)
{
    gdcs_axis a = {.struct_size = sizeof a};
    *out = NULL;
    if (axis < 0)
        return GDCS_OK;
    TRY(gdcs_table_get_axis(r->table, axis, &a, err));
    const char *label = a.labels[codes[axis]];
    if (axis != r->age || a.total == NULL || strcmp(label, a.total) != 0)
        *out = label;
    return GDCS_OK;
}

static gdcs_status key_of(const gdcs_i_residents *r, const int32_t *codes, int32_t sex,
                          gdcs_population_key *out, gdcs_error *err)
{
    *out = (gdcs_population_key){.struct_size = sizeof *out, .sex = sex};
    TRY(label_of(r, r->area, codes, &out->area, err));
    TRY(label_of(r, r->period, codes, &out->period, err));
    return label_of(r, r->age, codes, &out->age, err);
}

static gdcs_status look_up(const gdcs_i_residents *r, const gdcs_population_key *key,
                           double *persons, uint32_t *notes, gdcs_error *err)
{
    gdcs_population_result found = {.struct_size = sizeof found};
    const gdcs_status status = gdcs_population_get(r->population, key, &found, NULL);
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

gdcs_status gdcs_i_residents_get(const gdcs_i_residents *r, const int32_t *codes, int32_t sex,
                                 double *persons, uint32_t *notes, gdcs_error *err)
{
    gdcs_population_key key;
    TRY(key_of(r, codes, sex, &key, err));
    return look_up(r, &key, persons, notes, err);
}

/* The longest band of the population that begins at this age and does not end after `oldest`. */
static const char *longest(const gdcs_i_residents *r, double youngest, double oldest, double *end)
{
    const char *found = NULL;
    for (int64_t i = 0; i < r->ages.label_count; i++) {
        gdcs_standard_band b;
        if (gdcs_i_standard_parse(r->ages.labels[i], &b) && b.youngest == youngest &&
            b.oldest <= oldest && (found == NULL || b.oldest > *end)) {
            found = r->ages.labels[i];
            *end = b.oldest;
        }
    }
    return found;
}

int gdcs_i_residents_have(const gdcs_i_residents *residents, const gdcs_standard_band *band)
{
    double end = band->youngest - 1.0;
    while (end < band->oldest)
        if (longest(residents, end + 1.0, band->oldest, &end) == NULL)
            return 0;
    return 1;
}

gdcs_status gdcs_i_residents_count(const gdcs_i_residents *r, const int32_t *codes, int32_t sex,
                                   const gdcs_standard_band *band, double *persons, uint32_t *notes,
                                   gdcs_error *err)
{
    gdcs_population_key key;
    double sum = 0.0, end = band->youngest - 1.0;
    TRY(key_of(r, codes, sex, &key, err));
    while (end < band->oldest && !isnan(sum)) {
        double found = 0.0;
        key.age = longest(r, end + 1.0, band->oldest, &end);
        TRY(look_up(r, &key, &found, notes, err));
        sum += found;
    }
    *persons = sum;
    return GDCS_OK;
}
