#include "data/population.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"
#include "data/table.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sizes in release 0.1, for ever. */
enum { OPTIONS_V1 = 16, KEY_V1 = 8 + 3 * sizeof(char *), RESULT_V1 = 16 };

typedef struct year {
    int64_t number;
    int32_t code;
} year;

/* Axes of a table by what they are about, -1 where there is none. */
typedef struct axes {
    int32_t sex, area, period, age;
} axes;

struct gdcs_population {
    gdcs_table *table;
    gdcs_table *all_ages; /* the margin without age, or NULL */
    axes table_axes;
    axes all_ages_axes;
    int32_t gaps;
    double scale;
    year *years; /* periods that are whole years, rising */
    int64_t year_count;
};

static int32_t axis_of(const gdcs_table *table, int32_t concept)
{
    return (int32_t)gdcs_table_find_concept(table, concept);
}

static axes axes_of(const gdcs_table *table)
{
    return (axes){.sex = table->sex,
                  .area = axis_of(table, GDCS_CONCEPT_AREA),
                  .period = axis_of(table, GDCS_CONCEPT_PERIOD),
                  .age = axis_of(table, GDCS_CONCEPT_AGE)};
}

static gdcs_status check_axes(const gdcs_table *table, gdcs_error *err)
{
    if (table->sex < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "table", "the table has no sex axis");
    for (int32_t i = 0; i < table->width; i++) {
        const int32_t concept = table->axes[i].concept_id;
        if (concept != GDCS_CONCEPT_SEX && concept != GDCS_CONCEPT_AREA &&
            concept != GDCS_CONCEPT_PERIOD && concept != GDCS_CONCEPT_AGE)
            return gdcs_i_fail(err, GDCS_E_SHAPE, table->axes[i].name,
                               "an axis of concept \"%s\" has no place in a population",
                               gdcs_concept_name(concept));
        if (axis_of(table, concept) != i)
            return gdcs_i_fail(err, GDCS_E_SHAPE, table->axes[i].name,
                               "there are two axes of concept \"%s\"", gdcs_concept_name(concept));
    }
    return GDCS_OK;
}

static gdcs_status take_options(gdcs_population *p, const gdcs_population_options *options,
                                gdcs_error *err)
{
    gdcs_population_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.gaps != GDCS_POPULATION_GAPS_REFUSE && o.gaps != GDCS_POPULATION_GAPS_LINEAR)
        return gdcs_i_fail(err, GDCS_E_OPTION, "gaps", "%d is no way to fill gaps", (int)o.gaps);
    if (!(o.scale >= 0.0 && o.scale <= 1e15))
        return gdcs_i_fail(err, GDCS_E_OPTION, "scale", "the scale is not between 0 and 1e15");
    p->gaps = o.gaps;
    p->scale = o.scale > 0.0 ? o.scale : 1.0;
    return GDCS_OK;
}

static int by_number(const void *a, const void *b)
{
    const int64_t x = ((const year *)a)->number, y = ((const year *)b)->number;
    return (x > y) - (x < y);
}

/* Up to nine digits and nothing else: a year. */
static int read_year(const char *text, int64_t *out)
{
    const size_t size = strlen(text);
    return size > 0 && size <= 9 && strspn(text, "0123456789") == size &&
           gdcs_i_parse_int64(text, size, out);
}

static gdcs_status read_years(gdcs_population *p, gdcs_error *err)
{
    if (p->table_axes.period < 0)
        return GDCS_OK;
    const gdcs_i_pool *labels = p->table->axes[p->table_axes.period].labels;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, gdcs_i_pool_count(labels), sizeof *p->years, err));
    p->years = memory;
    for (int32_t code = 0; code < gdcs_i_pool_count(labels); code++) {
        year *y = &p->years[p->year_count];
        if (read_year(gdcs_i_pool_text(labels, code), &y->number)) {
            y->code = code;
            p->year_count++;
        }
    }
    qsort(p->years, (size_t)p->year_count, sizeof *p->years, by_number);
    return GDCS_OK;
}

static gdcs_status sum_ages(gdcs_population *p, gdcs_error *err)
{
    const char *keep[3];
    int32_t n = 0;
    if (p->table_axes.age < 0)
        return GDCS_OK;
    for (int32_t i = 0; i < p->table->width; i++)
        if (i != p->table_axes.age)
            keep[n++] = p->table->axes[i].name;
    TRY(gdcs_table_margin(p->table, keep, n, &p->all_ages, err));
    p->all_ages_axes = axes_of(p->all_ages);
    return GDCS_OK;
}

gdcs_status gdcs_population_new(const gdcs_table *table, const gdcs_population_options *options,
                                gdcs_population **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_population *p = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(check_axes(table, err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof *p, err));
    p = memory;
    GO(take_options(p, options, err));
    GO(gdcs_table_copy(table, &p->table, err));
    p->table_axes = axes_of(p->table);
    GO(sum_ages(p, err));
    GO(read_years(p, err));
    *out = p;
    return GDCS_OK;
done:
    gdcs_population_free(p);
    return status;
}

void gdcs_population_free(gdcs_population *population)
{
    if (population == NULL)
        return;
    gdcs_table_free(population->table);
    gdcs_table_free(population->all_ages);
    free(population->years);
    free(population);
}

/* Where the answer lies: a table, its axes, and the codes but for sex and, perhaps, the period. */
typedef struct place {
    const gdcs_table *table;
    axes axes;
    int32_t codes[GDCS_I_AXES];
} place;

/* The code of one axis.  -1 in `codes` for a label that the axis does not have. */
static gdcs_status find(place *at, int32_t axis, const char *label, const char *field,
                        gdcs_error *err)
{
    if (axis < 0 && label == NULL)
        return GDCS_OK;
    if (axis < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, field, "the population has no %s axis", field);
    if (label == NULL)
        return gdcs_i_fail(err, GDCS_E_NAME, field, "the population has an axis of %s: name one",
                           field);
    at->codes[axis] = gdcs_i_pool_find(at->table->axes[axis].labels, label, strlen(label));
    return GDCS_OK;
}

static gdcs_status check_found(const place *at, int32_t axis, const char *label, const char *field,
                               gdcs_error *err)
{
    if (axis >= 0 && at->codes[axis] < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, field, "the population has no %s \"%.60s\"", field,
                           label);
    return GDCS_OK;
}

static gdcs_status locate(const gdcs_population *p, const gdcs_population_key *key, place *at,
                          gdcs_error *err)
{
    const int summed = key->age == NULL && p->all_ages != NULL;
    at->table = summed ? p->all_ages : p->table;
    at->axes = summed ? p->all_ages_axes : p->table_axes;
    TRY(find(at, at->axes.area, key->area, "area", err));
    TRY(check_found(at, at->axes.area, key->area, "area", err));
    TRY(find(at, at->axes.age, key->age, "age", err));
    TRY(check_found(at, at->axes.age, key->age, "age", err));
    return find(at, at->axes.period, key->period, "period", err);
}

/* One cell, NaN if it is not exact or nobody set it. */
static double cell_of(place *at, int32_t sex)
{
    const char *label = gdcs_sex_code(sex);
    const int32_t axis = at->axes.sex;
    at->codes[axis] = gdcs_i_pool_find(at->table->axes[axis].labels, label, strlen(label));
    if (at->codes[axis] < 0)
        return NAN;
    const gdcs_cell cell = gdcs_i_table_get_codes(at->table, at->codes);
    return cell.present ? cell.value : NAN;
}

/* A part that nobody set adds nothing; one that is missing makes the sum missing. */
static double optional(place *at, int32_t sex)
{
    const char *label = gdcs_sex_code(sex);
    const int32_t axis = at->axes.sex;
    at->codes[axis] = gdcs_i_pool_find(at->table->axes[axis].labels, label, strlen(label));
    if (at->codes[axis] < 0)
        return 0.0;
    const gdcs_cell cell = gdcs_i_table_get_codes(at->table, at->codes);
    return cell.present ? cell.value : 0.0;
}

static double persons_at(place *at, int32_t sex, int32_t period)
{
    if (at->axes.period >= 0)
        at->codes[at->axes.period] = period;
    const double direct = cell_of(at, sex);
    if (sex != GDCS_SEX_TOTAL || !isnan(direct))
        return direct;
    return cell_of(at, GDCS_SEX_FEMALE) + cell_of(at, GDCS_SEX_MALE) +
           optional(at, GDCS_SEX_OTHER) + optional(at, GDCS_SEX_UNKNOWN);
}

/* Between the nearest years on both sides that have the cell; NaN if there are none. */
static double interpolate(const gdcs_population *p, place *at, int32_t sex, int64_t wanted)
{
    double before = NAN, after = NAN;
    int64_t first = 0, last = 0;
    for (int64_t i = 0; i < p->year_count; i++) {
        const year *y = &p->years[i];
        if (y->number == wanted || !isnan(after))
            continue;
        const double x = persons_at(at, sex, y->code);
        if (isnan(x))
            continue;
        if (y->number < wanted) {
            before = x;
            first = y->number;
        } else {
            after = x;
            last = y->number;
        }
    }
    return before + (after - before) * ((double)(wanted - first) / (double)(last - first));
}

static gdcs_status take_key(const gdcs_population_key *given, gdcs_population_key *key,
                            gdcs_error *err)
{
    TRY(gdcs_i_take(key, sizeof *key, given, KEY_V1, err));
    if (key->sex != GDCS_SEX_FEMALE && key->sex != GDCS_SEX_MALE && key->sex != GDCS_SEX_TOTAL)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "sex", "%d is neither female, male nor total",
                           (int)key->sex);
    return GDCS_OK;
}

gdcs_status gdcs_population_get(const gdcs_population *population, const gdcs_population_key *given,
                                gdcs_population_result *out, gdcs_error *err)
{
    gdcs_population_key key;
    gdcs_population_result result = {.struct_size = sizeof result};
    place at = {.table = NULL};
    int64_t wanted = 0;
    double persons = NAN;
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_need(given, "key", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(take_key(given, &key, err));
    TRY(locate(population, &key, &at, err));
    const int32_t period = at.axes.period >= 0 ? at.codes[at.axes.period] : 0;
    if (period >= 0)
        persons = persons_at(&at, key.sex, period);
    if (isnan(persons) && population->gaps == GDCS_POPULATION_GAPS_LINEAR && key.period != NULL &&
        read_year(key.period, &wanted)) {
        persons = interpolate(population, &at, key.sex, wanted);
        result.notes = GDCS_NOTE_INTERPOLATED;
    }
    if (isnan(persons) && period < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "period", "the population has no period \"%.60s\"",
                           key.period);
    if (isnan(persons))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "sex",
                           "the population of sex %s is missing or an interval",
                           gdcs_sex_code(key.sex));
    result.persons = persons * population->scale;
    return gdcs_i_give(out, &result, sizeof result, RESULT_V1, err);
}

int32_t gdcs_population_find_concept(const gdcs_population *population, int32_t concept)
{
    return population != NULL && gdcs_table_find_concept(population->table, concept) >= 0;
}

const gdcs_table *gdcs_i_population_table(const gdcs_population *population)
{
    return population->table;
}
