#include "core/fail.h"
#include "data/population.h"
#include "stats/level.h"
#include "stats/rate/contrast.h"
#include "stats/rate/contrast_table.h"
#include "stats/rate/sides.h"
#include "stats/result.h"

#include <stdio.h>

enum {
    EVENTS_WOMEN,
    EVENTS_MEN,
    UNKNOWN,
    POPULATION_WOMEN,
    POPULATION_MEN,
    RATE_WOMEN,
    RATE_MEN,
    P_VALUE,
    LOG10_P,
    NUMBERS
};

typedef struct work {
    gdcs_i_rate_axes axes;
    gdcs_i_rate_contrast_plan plan;
    gdcs_i_result *result;
    const char *measures[2];
    void (*change)(gdcs_i_rate_contrast *contrast); /* to what the rows show; may be NULL */
    int32_t measure;                                /* columns */
    int32_t numbers[NUMBERS];
} work;

static gdcs_i_rate_side side_of(const gdcs_i_rate_row *r)
{
    const gdcs_i_rate_side s = {r->counts.events, r->counts.population, {r->least, r->most}};
    return s;
}

static gdcs_status begin_row(work *w, int64_t index, const char *measure,
                             const double numbers[NUMBERS], gdcs_error *err)
{
    TRY(gdcs_i_result_row(w->result, index, err));
    TRY(gdcs_i_result_set_text(w->result, w->measure, measure, err));
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(w->result, w->numbers[i], numbers[i]);
    return GDCS_OK;
}

static gdcs_status add_rows(work *w, int64_t index, gdcs_error *err)
{
    gdcs_i_group group;
    gdcs_i_rate_row women, men;
    gdcs_i_rate_contrast c;
    gdcs_i_groups_get(w->axes.groups, index, &group);
    TRY(gdcs_i_rate_row_of(&w->axes, &group, GDCS_SEX_FEMALE, &women, err));
    TRY(gdcs_i_rate_row_of(&w->axes, &group, GDCS_SEX_MALE, &men, err));
    const gdcs_i_rate_side a = side_of(&women), b = side_of(&men);
    const uint32_t unknown = group.upper.unknown > 0.0 ? GDCS_NOTE_UNKNOWN_PRESENT : 0;
    gdcs_i_rate_contrast_measure(&w->plan, &a, &b, women.notes | men.notes | unknown, &c);
    if (w->change != NULL)
        w->change(&c);
    const gdcs_rate_contrast_result *r = &c.result;
    const double numbers[NUMBERS] = {a.events,     b.events,        group.counts.unknown,
                                     a.population, b.population,    r->rate_a,
                                     r->rate_b,    r->test.p_value, r->test.log10_p};
    TRY(begin_row(w, index, w->measures[0], numbers, err));
    TRY(gdcs_i_result_set_estimate(w->result, &r->ratio, &r->ratio_bounds,
                                   gdcs_i_rate_contrast_text(r->method, 0), c.ratio_notes, err));
    TRY(begin_row(w, index, w->measures[1], numbers, err));
    return gdcs_i_result_set_estimate(w->result, &r->difference, &r->difference_bounds,
                                      gdcs_i_rate_contrast_text(r->method, w->change == NULL),
                                      c.difference_notes, err);
}

static gdcs_status add_columns(work *w, const char *unit, gdcs_error *err)
{
    static const struct {
        const char *name;
        int32_t concept_id;
    } column[NUMBERS] = {
        {"events_women", GDCS_CONCEPT_COUNT},
        {"events_men", GDCS_CONCEPT_COUNT},
        {"unknown", GDCS_CONCEPT_UNKNOWN},
        {"population_women", GDCS_CONCEPT_POPULATION},
        {"population_men", GDCS_CONCEPT_POPULATION},
        {"rate_women", GDCS_CONCEPT_NUMBER},
        {"rate_men", GDCS_CONCEPT_NUMBER},
        {"p_value", GDCS_CONCEPT_P_VALUE},
        {"log10_p", GDCS_CONCEPT_NUMBER},
    };
    TRY(gdcs_i_result_add_text(w->result, "measure", GDCS_CONCEPT_MEASURE, &w->measure, err));
    for (int i = 0; i < NUMBERS; i++) {
        const int is_rate = i == RATE_WOMEN || i == RATE_MEN;
        const int is_people = i == POPULATION_WOMEN || i == POPULATION_MEN;
        TRY(gdcs_i_result_add_number(w->result, column[i].name, column[i].concept_id,
                                     is_rate     ? unit
                                     : is_people ? "persons"
                                                 : NULL,
                                     &w->numbers[i], err));
    }
    return gdcs_i_result_add_estimate(w->result, NULL, err);
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
    return gdcs_i_result_finish(w->result, sentence, out, err);
}

static gdcs_status run(work *w, const gdcs_table *table, const gdcs_population *population,
                       const char *const *keep, int32_t n,
                       const gdcs_rate_contrast_options *options, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_groups *groups = NULL;
    char unit[GDCS_I_RATE_UNIT_SIZE];
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_rate_contrast_plan_new(options, &w->plan, err));
    gdcs_i_rate_unit(w->plan.per, unit);
    GO(gdcs_i_groups_new(table, keep, n, &groups, err));
    GO(gdcs_i_rate_axes_new(groups, population, n, &w->axes, err));
    GO(gdcs_i_result_new(groups, n, &w->result, err));
    gdcs_i_result_add_source(w->result, gdcs_i_population_table(population));
    GO(add_columns(w, unit, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(groups); i++)
        GO(add_rows(w, i, err));
    GO(finish(w, unit, out, err));
done:
    gdcs_i_result_free(w->result);
    gdcs_i_groups_free(groups);
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
