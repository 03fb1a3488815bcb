#include "core/fail.h"
#include "stats/level.h"
#include "stats/rate/contrast.h"
#include "stats/rate/contrast_table.h"
#include "stats/rate/sides.h"

#include <stdio.h>

enum { NUMBERS = 9 };

typedef struct work {
    gdcs_i_residents residents;
    gdcs_i_rate_contrast_plan plan;
    gdcs_i_form form;
    const char *measures[2];
    void (*change)(gdcs_i_rate_contrast *contrast); /* to what the rows show; may be NULL */
} work;

static gdcs_i_rate_side side_of(const gdcs_i_rate_row *r)
{
    const gdcs_i_rate_side s = {r->counts.events, r->counts.population, {r->least, r->most}};
    return s;
}

static gdcs_status add_rows(work *w, int64_t index, gdcs_error *err)
{
    gdcs_i_group group;
    gdcs_i_rate_row women, men;
    gdcs_i_rate_contrast c;
    const gdcs_i_groups *groups = w->form.groups;
    gdcs_i_groups_get(groups, index, &group);
    TRY(gdcs_i_rate_row_of(groups, &w->residents, &group, group.codes, GDCS_SEX_FEMALE, &women,
                           err));
    TRY(gdcs_i_rate_row_of(groups, &w->residents, &group, group.codes, GDCS_SEX_MALE, &men, err));
    const gdcs_i_rate_side a = side_of(&women), b = side_of(&men);
    gdcs_i_rate_contrast_measure(&w->plan, &a, &b, women.notes | men.notes, &c);
    if (w->change != NULL)
        w->change(&c);
    const gdcs_rate_contrast_result *r = &c.result;
    const double numbers[NUMBERS] = {a.events,     b.events,        group.counts.unknown,
                                     a.population, b.population,    r->rate_a,
                                     r->rate_b,    r->test.p_value, r->test.log10_p};
    TRY(gdcs_i_form_add_row(&w->form, index, w->measures[0], numbers, &r->ratio, &r->ratio_bounds,
                            gdcs_i_rate_contrast_text(r->method, 0), c.ratio_notes, err));
    return gdcs_i_form_add_row(
        &w->form, index, w->measures[1], numbers, &r->difference, &r->difference_bounds,
        gdcs_i_rate_contrast_text(r->method, w->change == NULL), c.difference_notes, err);
}

static gdcs_status add_columns(work *w, const char *unit, gdcs_error *err)
{
    const gdcs_i_heading headings[NUMBERS] = {
        {"events_women", NULL, GDCS_CONCEPT_COUNT},
        {"events_men", NULL, GDCS_CONCEPT_COUNT},
        {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},
        {"population_women", "persons", GDCS_CONCEPT_POPULATION},
        {"population_men", "persons", GDCS_CONCEPT_POPULATION},
        {"rate_women", unit, GDCS_CONCEPT_NUMBER},
        {"rate_men", unit, GDCS_CONCEPT_NUMBER},
        {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
        {"log10_p", NULL, GDCS_CONCEPT_NUMBER},
    };
    return gdcs_i_form_add_columns(&w->form, "measure", GDCS_CONCEPT_MEASURE, headings, NUMBERS,
                                   NULL, err);
}

static gdcs_status finish(const work *w, const char *unit, gdcs_frame **out, gdcs_error *err)
{
    char sentence[256], level[GDCS_I_LEVEL_SIZE];
    if (w->change == NULL)
        snprintf(sentence, sizeof sentence,
                 "Rate of women to that of men, each %s persons of the same sex; limits %s: %s for "
                 "ratios, %s for differences; bounds hold whatever the sex of the unknown.",
                 unit, gdcs_i_level_text(w->plan.alpha, level),
                 gdcs_i_rate_contrast_text(w->plan.method, 0),
                 gdcs_i_rate_contrast_text(w->plan.method, 1));
    else
        snprintf(sentence, sizeof sentence,
                 "Parity index: rate of women over that of men, plain and adjusted; limits %s: %s; "
                 "bounds hold whatever the sex of the unknown.",
                 gdcs_i_level_text(w->plan.alpha, level),
                 gdcs_i_rate_contrast_text(w->plan.method, 0));
    return gdcs_i_result_finish(w->form.result, sentence, out, err);
}

static gdcs_status run(work *w, const gdcs_table *table, const gdcs_population *population,
                       const char *const *keep, int32_t n,
                       const gdcs_rate_contrast_options *options, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    char unit[GDCS_I_RATE_UNIT_SIZE];
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_rate_contrast_plan_new(options, &w->plan, err));
    gdcs_i_rate_unit(w->plan.per, unit);
    GO(gdcs_i_rate_form_new(table, population, keep, n, NULL, 0, &w->form, &w->residents, err));
    GO(add_columns(w, unit, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(w->form.groups); i++)
        GO(add_rows(w, i, err));
    GO(finish(w, unit, out, err));
done:
    gdcs_i_form_free(&w->form);
    return status;
}

gdcs_status gdcs_rate_table_contrast(const gdcs_table *table, const gdcs_population *population,
                                     const char *const *keep, int32_t n,
                                     const gdcs_rate_contrast_options *options, gdcs_frame **out,
                                     gdcs_error *err)
{
    work w = {.measures = {"ratio_women_per_man", "difference_women_minus_men"}};
    return run(&w, table, population, keep, n, options, out, err);
}

gdcs_status gdcs_i_rate_table_as(const gdcs_table *table, const gdcs_population *population,
                                 const char *const *keep, int32_t n, double alpha,
                                 void (*change)(gdcs_i_rate_contrast *contrast), gdcs_frame **out,
                                 gdcs_error *err)
{
    const gdcs_rate_contrast_options options = {.struct_size = sizeof options, .alpha = alpha};
    work w = {.measures = {"gpi", "gpia"}, .change = change};
    return run(&w, table, population, keep, n, &options, out, err);
}
