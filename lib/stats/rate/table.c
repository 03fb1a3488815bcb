#include "core/fail.h"
#include "stats/level.h"
#include "stats/rate/measure.h"
#include "stats/rate/sides.h"

#include <stdio.h>

typedef struct work {
    gdcs_i_rate_plan plan;
    gdcs_i_form form;
    gdcs_i_residents residents;
} work;

static gdcs_status add_row(work *w, int64_t index, int32_t sex, gdcs_error *err)
{
    gdcs_i_group group;
    gdcs_rate_result rate;
    gdcs_i_rate_row r;
    gdcs_i_groups_get(w->form.groups, index, &group);
    TRY(gdcs_i_rate_row_of(w->form.groups, &w->residents, &group, group.codes, sex, &r, err));
    gdcs_i_rate_measure(&w->plan, &r.counts, r.least, r.most, &rate);
    const double numbers[] = {r.counts.events, r.counts.unknown, r.counts.population};
    return gdcs_i_form_add_row(&w->form, index, gdcs_sex_code(sex), numbers, &rate.rate,
                               &rate.bounds, gdcs_i_rate_method_text(rate.method),
                               rate.notes | r.notes, err);
}

static gdcs_status finish(work *w, const char *unit, gdcs_frame **out, gdcs_error *err)
{
    char sentence[192], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Rate %s persons of the same sex; %s %s interval; bounds hold whatever the sex of the "
             "unknown.",
             unit, gdcs_i_level_text(w->plan.alpha, level),
             gdcs_i_rate_method_text(w->plan.method));
    return gdcs_i_result_finish(w->form.result, sentence, out, err);
}

gdcs_status gdcs_rate_table(const gdcs_table *table, const gdcs_population *population,
                            const char *const *keep, int32_t n, const gdcs_rate_options *options,
                            gdcs_frame **out, gdcs_error *err)
{
    static const gdcs_i_heading headings[] = {{"events", NULL, GDCS_CONCEPT_COUNT},
                                              {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},
                                              {"population", "persons", GDCS_CONCEPT_POPULATION}};
    static const int32_t sexes[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_TOTAL};
    gdcs_status status = GDCS_OK;
    work w = {.form = {.groups = NULL}};
    char unit[GDCS_I_RATE_UNIT_SIZE];
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rate_plan_new(options, &w.plan, err));
    gdcs_i_rate_unit(w.plan.per, unit);
    GO(gdcs_i_rate_form_new(table, population, keep, n, NULL, 0, &w.form, &w.residents, err));
    GO(gdcs_i_form_add_columns(&w.form, "sex", GDCS_CONCEPT_SEX, headings, 3, unit, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(w.form.groups) * 3; i++)
        GO(add_row(&w, i / 3, sexes[i % 3], err));
    GO(finish(&w, unit, out, err));
done:
    gdcs_i_form_free(&w.form);
    return status;
}
