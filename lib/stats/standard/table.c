#include "core/fail.h"
#include "core/text.h"
#include "data/population.h"
#include "stats/beside.h"
#include "stats/level.h"
#include "stats/result.h"
#include "stats/standard/ages.h"

#include <math.h>
#include <stdio.h>

enum { OPTIONS_V1 = 64, UNIT_SIZE = 2 * GDCS_I_NUMBER_SIZE };
enum { SEX, EVENTS, UNKNOWN_AGE, UNKNOWN, POPULATION, CRUDE, COLUMNS };
enum { MEASURE, WOMEN, MEN };

typedef struct work {
    gdcs_standard_options options;
    gdcs_i_standard_plan plan;
    gdcs_i_groups *groups;
    gdcs_i_standard_ages *ages;
    gdcs_i_result *result;
    int32_t keys;
    int32_t columns[COLUMNS];
    char unit[UNIT_SIZE];
} work;

static gdcs_status start(work *w, const gdcs_table *table, const gdcs_population *population,
                         const char *const *keep, int32_t n, gdcs_error *err)
{
    const char *axes[GDCS_I_AXES];
    char number[GDCS_I_NUMBER_SIZE];
    gdcs_axis age = {.struct_size = sizeof age};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(population, "population", err));
    const int64_t axis = gdcs_table_find_concept(table, GDCS_CONCEPT_AGE);
    if (axis < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "table", "the table has no axis of age");
    TRY(gdcs_table_get_axis(table, axis, &age, err));
    TRY(gdcs_i_beside_axes(keep, n, age.name, axes, err));
    for (int32_t i = 0; i < n; i++)
        if (keep[i] != NULL && gdcs_table_find_axis(table, keep[i]) == axis)
            return gdcs_i_fail(err, GDCS_E_SHAPE, age.name,
                               "the axis of age is what is standardised for and cannot be kept");
    TRY(gdcs_i_groups_new(table, axes, n + 1, &w->groups, err));
    TRY(gdcs_i_standard_ages_new(w->groups, n, population, &w->options, &w->ages, err));
    w->keys = n;
    gdcs_i_format_double(w->plan.per, number);
    snprintf(w->unit, sizeof w->unit, "per %s", number);
    TRY(gdcs_i_result_new(w->groups, n, &w->result, err));
    gdcs_i_result_add_source(w->result, gdcs_i_population_table(population));
    return GDCS_OK;
}

static void finish(work *w)
{
    gdcs_i_result_free(w->result);
    gdcs_i_standard_ages_free(w->ages);
    gdcs_i_groups_free(w->groups);
}

static gdcs_status number(const work *w, const char *name, int32_t concept, const char *unit,
                          int32_t *column, gdcs_error *err)
{
    return gdcs_i_result_add_number(w->result, name, concept, unit, column, err);
}

static gdcs_status add_columns(work *w, gdcs_error *err)
{
    int32_t *c = w->columns;
    TRY(gdcs_i_result_add_text(w->result, "sex", GDCS_CONCEPT_SEX, &c[SEX], err));
    TRY(number(w, "events", GDCS_CONCEPT_COUNT, NULL, &c[EVENTS], err));
    TRY(number(w, "unknown_age", GDCS_CONCEPT_UNKNOWN, NULL, &c[UNKNOWN_AGE], err));
    TRY(number(w, "unknown", GDCS_CONCEPT_UNKNOWN, NULL, &c[UNKNOWN], err));
    TRY(number(w, "population", GDCS_CONCEPT_POPULATION, "persons", &c[POPULATION], err));
    TRY(number(w, "crude", GDCS_CONCEPT_NUMBER, w->unit, &c[CRUDE], err));
    return gdcs_i_result_add_estimate(w->result, w->unit, err);
}

static gdcs_status add_row(const work *w, int64_t group, const int32_t *codes, int32_t sex,
                           gdcs_error *err)
{
    gdcs_i_standard_rate rate;
    const gdcs_standard_result *r = &rate.result;
    TRY(gdcs_i_standard_ages_measure(w->ages, &w->plan, codes, sex, &rate, err));
    TRY(gdcs_i_result_row(w->result, group, err));
    TRY(gdcs_i_result_set_text(w->result, w->columns[SEX], gdcs_sex_code(sex), err));
    gdcs_i_result_set_number(w->result, w->columns[EVENTS], r->events);
    gdcs_i_result_set_number(w->result, w->columns[UNKNOWN_AGE], r->unknown_age);
    gdcs_i_result_set_number(w->result, w->columns[UNKNOWN], r->unknown);
    gdcs_i_result_set_number(w->result, w->columns[POPULATION], r->population);
    gdcs_i_result_set_number(w->result, w->columns[CRUDE], r->crude);
    return gdcs_i_result_set_estimate(w->result, &r->rate, &r->bounds,
                                      gdcs_i_standard_method_text(r->method), r->notes, err);
}

static const char *standard_text(const work *w)
{
    if (w->options.bands != NULL)
        return "a standard population of the user";
    return gdcs_standard_text(w->options.population == GDCS_STANDARD_POPULATION_DEFAULT
                                  ? GDCS_STANDARD_POPULATION_EUROPE_2013
                                  : w->options.population);
}

static gdcs_status close(const work *w, const char *what, gdcs_frame **out, gdcs_error *err)
{
    char sentence[384], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "%s standardised for age directly, %s, %s in %d bands; events of unknown age are "
             "spread as the others; %s %s interval; bounds hold whatever the sex and the age of "
             "the unknown.",
             what, w->unit, standard_text(w), (int)gdcs_i_standard_ages_count(w->ages),
             gdcs_i_level_text(w->plan.alpha, level), gdcs_i_standard_method_text(w->plan.method));
    return gdcs_i_result_finish(w->result, sentence, out, err);
}

gdcs_status gdcs_standard_table(const gdcs_table *table, const gdcs_population *population,
                                const char *const *keep, int32_t n,
                                const gdcs_standard_options *options, gdcs_frame **out,
                                gdcs_error *err)
{
    static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_TOTAL};
    gdcs_status status = GDCS_OK;
    const int32_t *codes;
    work w = {.keys = 0};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&w.options, sizeof w.options, options, OPTIONS_V1, err));
    TRY(gdcs_i_standard_plan_new(options, &w.plan, err));
    GO(start(&w, table, population, keep, n, err));
    GO(add_columns(&w, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(w.groups); i++)
        if (gdcs_i_beside_is_first(w.groups, w.keys, i, &codes))
            for (int s = 0; s < 3; s++)
                GO(add_row(&w, i, codes, sexes[s], err));
    GO(close(&w, "Rate of persons of the same sex", out, err));
done:
    finish(&w);
    return status;
}

static gdcs_status add_ratio_columns(work *w, gdcs_error *err)
{
    int32_t *c = w->columns;
    TRY(gdcs_i_result_add_text(w->result, "measure", GDCS_CONCEPT_MEASURE, &c[MEASURE], err));
    TRY(number(w, "women", GDCS_CONCEPT_NUMBER, w->unit, &c[WOMEN], err));
    TRY(number(w, "men", GDCS_CONCEPT_NUMBER, w->unit, &c[MEN], err));
    return gdcs_i_result_add_estimate(w->result, NULL, err);
}

static gdcs_status add_ratio_rows(const work *w, int64_t group, const int32_t *codes,
                                  gdcs_error *err)
{
    static const char *const name[] = {"ratio_women_per_man", "difference_women_minus_men"};
    gdcs_i_standard_rate women, men;
    gdcs_standard_ratio_result r;
    TRY(gdcs_i_standard_ages_measure(w->ages, &w->plan, codes, GDCS_SEX_FEMALE, &women, err));
    TRY(gdcs_i_standard_ages_measure(w->ages, &w->plan, codes, GDCS_SEX_MALE, &men, err));
    gdcs_i_standard_compare(&w->plan, &women, &men, &r);
    for (int i = 0; i < 2; i++) {
        TRY(gdcs_i_result_row(w->result, group, err));
        TRY(gdcs_i_result_set_text(w->result, w->columns[MEASURE], name[i], err));
        gdcs_i_result_set_number(w->result, w->columns[WOMEN], r.women.value);
        gdcs_i_result_set_number(w->result, w->columns[MEN], r.men.value);
        TRY(gdcs_i_result_set_estimate(
            w->result, i == 0 ? &r.ratio_women_per_man : &r.difference_women_minus_men,
            i == 0 ? &r.ratio_bounds : &r.difference_bounds, gdcs_i_standard_method_text(r.method),
            r.notes, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_standard_table_ratio(const gdcs_table *table, const gdcs_population *population,
                                      const char *const *keep, int32_t n,
                                      const gdcs_standard_options *options, gdcs_frame **out,
                                      gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const int32_t *codes;
    work w = {.keys = 0};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&w.options, sizeof w.options, options, OPTIONS_V1, err));
    TRY(gdcs_i_standard_plan_new(options, &w.plan, err));
    GO(start(&w, table, population, keep, n, err));
    GO(add_ratio_columns(&w, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(w.groups); i++)
        if (gdcs_i_beside_is_first(w.groups, w.keys, i, &codes))
            GO(add_ratio_rows(&w, i, codes, err));
    GO(close(&w, "Rates of women and men compared,", out, err));
done:
    finish(&w);
    return status;
}
