#include "core/fail.h"
#include "data/population.h"
#include "stats/level.h"
#include "stats/rate/measure.h"
#include "stats/rate/sides.h"
#include "stats/result.h"

#include <stdio.h>

enum { SEX, EVENTS, UNKNOWN, POPULATION, COLUMNS };

typedef struct work {
    gdcs_i_rate_axes axes;
    gdcs_i_rate_plan plan;
    gdcs_i_result *result;
    int32_t columns[COLUMNS];
} work;

static gdcs_status add_row(work *w, int64_t index, int32_t sex, gdcs_error *err)
{
    gdcs_i_group group;
    gdcs_rate_result rate;
    gdcs_i_rate_row r;
    gdcs_i_groups_get(w->axes.groups, index, &group);
    TRY(gdcs_i_rate_row_of(&w->axes, &group, sex, &r, err));
    gdcs_i_rate_measure(&w->plan, &r.counts, r.least, r.most, &rate);
    TRY(gdcs_i_result_row(w->result, index, err));
    TRY(gdcs_i_result_set_text(w->result, w->columns[SEX], gdcs_sex_code(sex), err));
    gdcs_i_result_set_number(w->result, w->columns[EVENTS], r.counts.events);
    gdcs_i_result_set_number(w->result, w->columns[UNKNOWN], r.counts.unknown);
    gdcs_i_result_set_number(w->result, w->columns[POPULATION], r.counts.population);
    return gdcs_i_result_set_estimate(w->result, &rate.rate, &rate.bounds,
                                      gdcs_i_rate_method_text(rate.method), rate.notes | r.notes,
                                      err);
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
    work w = {0};
    char unit[GDCS_I_RATE_UNIT_SIZE];
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_rate_plan_new(options, &w.plan, err));
    gdcs_i_rate_unit(w.plan.per, unit);
    GO(gdcs_i_groups_new(table, keep, n, &groups, err));
    GO(gdcs_i_rate_axes_new(groups, population, n, &w.axes, err));
    GO(gdcs_i_result_new(groups, n, &w.result, err));
    gdcs_i_result_add_source(w.result, gdcs_i_population_table(population));
    GO(add_columns(&w, unit, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(groups) * 3; i++)
        GO(add_row(&w, i / 3, sexes[i % 3], err));
    GO(finish(&w, unit, out, err));
done:
    gdcs_i_result_free(w.result);
    gdcs_i_groups_free(groups);
    return status;
}
