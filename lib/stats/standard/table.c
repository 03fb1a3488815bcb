#include "core/fail.h"
#include "core/text.h"
#include "data/population.h"
#include "stats/form.h"
#include "stats/level.h"
#include "stats/standard/ages.h"

#include <stdio.h>

enum { OPTIONS_V1 = 64, UNIT_SIZE = 2 * GDCS_I_NUMBER_SIZE };

typedef struct work {
    gdcs_standard_options options;
    gdcs_i_standard_plan plan;
    gdcs_i_form form;
    gdcs_i_standard_ages *ages;
    char unit[UNIT_SIZE];
} work;

static gdcs_status start(work *w, const gdcs_table *table, const gdcs_population *population,
                         const char *const *keep, int32_t n, gdcs_error *err)
{
    char number[GDCS_I_NUMBER_SIZE];
    gdcs_axis age = {.struct_size = sizeof age};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(population, "population", err));
    const int64_t axis = gdcs_table_find_concept(table, GDCS_CONCEPT_AGE);
    if (axis < 0)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "table", "the table has no axis of age");
    TRY(gdcs_table_get_axis(table, axis, &age, err));
    for (int32_t i = 0; keep != NULL && i < n; i++)
        if (keep[i] != NULL && gdcs_table_find_axis(table, keep[i]) == axis)
            return gdcs_i_fail(err, GDCS_E_SHAPE, age.name,
                               "the axis of age is what is standardised for and cannot be kept");
    TRY(gdcs_i_form_new(table, keep, n, age.name, gdcs_i_population_table(population), &w->form,
                        err));
    gdcs_i_format_double(w->plan.per, number);
    snprintf(w->unit, sizeof w->unit, "per %s", number);
    return gdcs_i_standard_ages_new(w->form.groups, n, population, &w->options, &w->ages, err);
}

static void finish(work *w)
{
    gdcs_i_form_free(&w->form);
    gdcs_i_standard_ages_free(w->ages);
}

static gdcs_status add_columns(work *w, gdcs_error *err)
{
    const gdcs_i_heading headings[] = {{"events", NULL, GDCS_CONCEPT_COUNT},
                                       {"unknown_age", NULL, GDCS_CONCEPT_UNKNOWN},
                                       {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},
                                       {"population", "persons", GDCS_CONCEPT_POPULATION},
                                       {"crude", w->unit, GDCS_CONCEPT_NUMBER}};
    return gdcs_i_form_add_columns(&w->form, "sex", GDCS_CONCEPT_SEX, headings, 5, w->unit, err);
}

static gdcs_status add_row(work *w, int64_t group, const int32_t *codes, int32_t sex,
                           gdcs_error *err)
{
    gdcs_i_standard_rate rate;
    const gdcs_standard_result *r = &rate.result;
    TRY(gdcs_i_standard_ages_measure(w->ages, &w->plan, codes, sex, &rate, err));
    const double numbers[] = {r->events, r->unknown_age, r->unknown, r->population, r->crude};
    return gdcs_i_form_add_row(&w->form, group, gdcs_sex_code(sex), numbers, &r->rate, &r->bounds,
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
    return gdcs_i_result_finish(w->form.result, sentence, out, err);
}

gdcs_status gdcs_standard_table(const gdcs_table *table, const gdcs_population *population,
                                const char *const *keep, int32_t n,
                                const gdcs_standard_options *options, gdcs_frame **out,
                                gdcs_error *err)
{
    static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_TOTAL};
    gdcs_status status = GDCS_OK;
    const int32_t *codes;
    work w = {.ages = NULL};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&w.options, sizeof w.options, options, OPTIONS_V1, err));
    TRY(gdcs_i_standard_plan_new(options, &w.plan, err));
    GO(start(&w, table, population, keep, n, err));
    GO(add_columns(&w, err));
    for (int64_t i = -1; gdcs_i_form_next(&w.form, &i, &codes);)
        for (int s = 0; s < 3; s++)
            GO(add_row(&w, i, codes, sexes[s], err));
    GO(close(&w, "Rate of persons of the same sex", out, err));
done:
    finish(&w);
    return status;
}

static gdcs_status add_ratio_columns(work *w, gdcs_error *err)
{
    const gdcs_i_heading headings[] = {{"women", w->unit, GDCS_CONCEPT_NUMBER},
                                       {"men", w->unit, GDCS_CONCEPT_NUMBER}};
    return gdcs_i_form_add_columns(&w->form, "measure", GDCS_CONCEPT_MEASURE, headings, 2, NULL,
                                   err);
}

static gdcs_status add_ratio_rows(work *w, int64_t group, const int32_t *codes, gdcs_error *err)
{
    gdcs_i_standard_rate women, men;
    gdcs_standard_ratio_result r;
    TRY(gdcs_i_standard_ages_measure(w->ages, &w->plan, codes, GDCS_SEX_FEMALE, &women, err));
    TRY(gdcs_i_standard_ages_measure(w->ages, &w->plan, codes, GDCS_SEX_MALE, &men, err));
    gdcs_i_standard_compare(&w->plan, &women, &men, &r);
    const double numbers[] = {r.women.value, r.men.value};
    const char *method = gdcs_i_standard_method_text(r.method);
    TRY(gdcs_i_form_add_row(&w->form, group, "ratio_women_per_man", numbers, &r.ratio_women_per_man,
                            &r.ratio_bounds, method, r.notes, err));
    return gdcs_i_form_add_row(&w->form, group, "difference_women_minus_men", numbers,
                               &r.difference_women_minus_men, &r.difference_bounds, method, r.notes,
                               err);
}

gdcs_status gdcs_standard_table_ratio(const gdcs_table *table, const gdcs_population *population,
                                      const char *const *keep, int32_t n,
                                      const gdcs_standard_options *options, gdcs_frame **out,
                                      gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const int32_t *codes;
    work w = {.ages = NULL};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&w.options, sizeof w.options, options, OPTIONS_V1, err));
    TRY(gdcs_i_standard_plan_new(options, &w.plan, err));
    GO(start(&w, table, population, keep, n, err));
    GO(add_ratio_columns(&w, err));
    for (int64_t i = -1; gdcs_i_form_next(&w.form, &i, &codes);)
        GO(add_ratio_rows(&w, i, codes, err));
    GO(close(&w, "Rates of women and men compared,", out, err));
done:
    finish(&w);
    return status;
}
