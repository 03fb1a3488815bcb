#include "core/fail.h"
#include "stats/beside.h"
#include "stats/level.h"
#include "stats/rate/pool.h"
#include "stats/rate/sides.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { NUMBERS = 8 };

typedef struct work {
    gdcs_i_rate_pool_plan plan;
    gdcs_i_form form; /* the further axis: strata */
    gdcs_i_residents residents;
    gdcs_i_rate_strata strata;
    double unknown;
} work;

static gdcs_i_rate_side side_of(const gdcs_i_rate_row *r)
{
    return (gdcs_i_rate_side){r->counts.events, r->counts.population, {r->least, r->most}};
}

/* What has neither cells nor residents is of another combination. */
static gdcs_status add_stratum(work *w, const int32_t *codes, int32_t label, gdcs_error *err)
{
    int32_t wanted[GDCS_I_AXES];
    gdcs_i_rate_row women, men;
    const gdcs_i_groups *groups = w->form.groups;
    const gdcs_i_group g = gdcs_i_beside_group(groups, w->form.keys, codes, label);
    memcpy(wanted, codes, (size_t)w->form.keys * sizeof *wanted);
    wanted[w->form.keys] = label;
    TRY(gdcs_i_rate_row_of(groups, &w->residents, &g, wanted, GDCS_SEX_FEMALE, &women, err));
    TRY(gdcs_i_rate_row_of(groups, &w->residents, &g, wanted, GDCS_SEX_MALE, &men, err));
    const gdcs_i_rate_side a = side_of(&women), b = side_of(&men);
    if (g.codes == NULL && isnan(a.population) && isnan(b.population))
        return GDCS_OK;
    gdcs_i_rate_strata_add(&w->strata, &a, &b);
    if (a.population != 0.0 && b.population != 0.0) {
        w->strata.notes |= women.notes | men.notes;
        w->unknown += g.counts.unknown;
    }
    return GDCS_OK;
}

/* What the notes say of the ratio alone is not said of the difference. */
static uint32_t difference_notes(const gdcs_rate_pool_result *r)
{
    const uint32_t of_ratio = GDCS_NOTE_UPPER_INFINITE | GDCS_NOTE_AT_BOUNDARY |
                              GDCS_NOTE_METHOD_CHANGED | GDCS_NOTE_NOT_ESTIMABLE;
    return isnan(r->difference.value) ? r->notes : r->notes & ~of_ratio;
}

static const char *method_text(int32_t method)
{
    return method == GDCS_RATE_POOL_METHOD_SCORE ? "maximum likelihood, score" : "Mantel-Haenszel";
}

static gdcs_status add_rows(work *w, int64_t group, const int32_t *codes, gdcs_error *err)
{
    gdcs_i_rate_strata *s = &w->strata;
    w->unknown = 0.0;
    s->counted.n = s->empty = 0;
    s->notes = 0;
    for (int32_t label = 0; label < (int32_t)w->form.axis.label_count; label++)
        if (label != w->form.total)
            TRY(add_stratum(w, codes, label, err));
    const gdcs_rate_pool_result r = gdcs_i_rate_pool_measure(&w->plan, s);
    double numbers[NUMBERS] = {
        r.events_a,      r.events_b,     w->unknown,     (double)r.strata,
        (double)r.empty, r.test.p_value, r.test.log10_p, r.ratio_homogeneity.p_value};
    TRY(gdcs_i_form_add_row(&w->form, group, "ratio_women_per_man", numbers, &r.ratio,
                            &r.ratio_bounds, method_text(r.method), r.notes, err));
    numbers[NUMBERS - 1] = r.difference_homogeneity.p_value;
    return gdcs_i_form_add_row(
        &w->form, group, "difference_women_minus_men", numbers, &r.difference, &r.difference_bounds,
        method_text(GDCS_RATE_POOL_METHOD_MANTEL_HAENSZEL), difference_notes(&r), err);
}

static gdcs_status finish(const work *w, gdcs_frame **out, gdcs_error *err)
{
    char sentence[320], unit[GDCS_I_RATE_UNIT_SIZE], level[GDCS_I_LEVEL_SIZE];
    snprintf(
        sentence, sizeof sentence,
        "Rate of women to that of men, each %s persons of the same sex, pooled over \"%.60s\"; "
        "limits %s: %s for ratios, Mantel-Haenszel for differences; bounds hold whatever the "
        "sex of the unknown.",
        gdcs_i_rate_unit(w->plan.per, unit), w->form.axis.name,
        gdcs_i_level_text(w->plan.alpha, level), method_text(w->plan.method));
    return gdcs_i_result_finish(w->form.result, sentence, out, err);
}

gdcs_status gdcs_rate_table_pool(const gdcs_table *table, const gdcs_population *population,
                                 const char *strata, const char *const *keep, int32_t n,
                                 const gdcs_rate_pool_options *options, gdcs_frame **out,
                                 gdcs_error *err)
{
    static const gdcs_i_heading headings[NUMBERS] = {
        {"events_women", NULL, GDCS_CONCEPT_COUNT}, {"events_men", NULL, GDCS_CONCEPT_COUNT},
        {"unknown", NULL, GDCS_CONCEPT_UNKNOWN},    {"strata", NULL, GDCS_CONCEPT_NUMBER},
        {"empty", NULL, GDCS_CONCEPT_NUMBER},       {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
        {"log10_p", NULL, GDCS_CONCEPT_NUMBER},     {"p_homogeneity", NULL, GDCS_CONCEPT_P_VALUE}};
    gdcs_status status = GDCS_OK;
    const int32_t *codes;
    work w = {.unknown = 0.0};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_need(strata, "strata", err));
    TRY(gdcs_i_rate_pool_plan_new(options, &w.plan, err));
    GO(gdcs_i_rate_form_new(table, population, keep, n, strata, 1, &w.form, &w.residents, err));
    GO(gdcs_i_rate_strata_new(w.form.axis.label_count, &w.strata, err));
    GO(gdcs_i_form_add_columns(&w.form, "measure", GDCS_CONCEPT_MEASURE, headings, NUMBERS, NULL,
                               err));
    for (int64_t i = -1; gdcs_i_form_next(&w.form, &i, &codes);)
        GO(add_rows(&w, i, codes, err));
    GO(finish(&w, out, err));
done:
    free(w.strata.memory);
    gdcs_i_form_free(&w.form);
    return status;
}
