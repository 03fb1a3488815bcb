#include "core/fail.h"
#include "stats/beside.h"
#include "stats/level.h"
#include "stats/pathway/compare.h"
#include "stats/pathway/table.h"

#include <stdio.h>

enum {
    WOMEN,
    MEN,
    UNKNOWN,
    UNSTATED,
    CATEGORIES,
    STATISTIC,
    DF,
    P_VALUE,
    LOG10_P,
    CORRECTED,
    NUMBERS
};

struct work {
    gdcs_i_comparison_plan plan;
    gdcs_i_pathway_table t;
    gdcs_i_comparison comparison;
    int32_t measure; /* columns */
    int32_t mode_women;
    int32_t mode_men;
    int32_t number[NUMBERS];
};

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const gdcs_i_heading number[NUMBERS] = {{"women", "persons", GDCS_CONCEPT_N},
                                                   {"men", "persons", GDCS_CONCEPT_N},
                                                   {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
                                                   {"unstated", "persons", GDCS_CONCEPT_NUMBER},
                                                   {"categories", NULL, GDCS_CONCEPT_NUMBER},
                                                   {"statistic", NULL, GDCS_CONCEPT_STATISTIC},
                                                   {"df", NULL, GDCS_CONCEPT_NUMBER},
                                                   {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
                                                   {"log10_p", NULL, GDCS_CONCEPT_NUMBER},
                                                   {"corrected", NULL, GDCS_CONCEPT_NUMBER}};
    gdcs_i_result *result = k->t.t.result;
    TRY(gdcs_i_result_add_text(result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    TRY(gdcs_i_result_add_text(result, "mode_women", GDCS_CONCEPT_GROUP, &k->mode_women, err));
    TRY(gdcs_i_result_add_text(result, "mode_men", GDCS_CONCEPT_GROUP, &k->mode_men, err));
    TRY(gdcs_i_result_add_numbers(result, number, NUMBERS, k->number, err));
    return gdcs_i_result_add_estimate(result, NULL, err);
}

static gdcs_status set_label(const struct work *k, int32_t column, int64_t mode, gdcs_error *err)
{
    const gdcs_i_unit_table *t = &k->t.t;
    if (mode < 0)
        return GDCS_OK;
    return gdcs_i_result_set_text(t->result, column, t->axis.labels[t->labels[mode]], err);
}

static gdcs_status add_row(const struct work *k, int64_t group, int32_t measure,
                           const gdcs_pathway_result *r, gdcs_error *err)
{
    const gdcs_pathway_compared *one = &r->v + (measure - 1);
    const double number[NUMBERS] = {
        r->women,          r->men,     r->unknown,      r->unstated,     (double)r->categories,
        r->test.statistic, r->test.df, r->test.p_value, r->test.log10_p, one->corrected};
    gdcs_i_result *result = k->t.t.result;
    TRY(gdcs_i_result_row(result, group, err));
    TRY(gdcs_i_result_set_text(result, k->measure, gdcs_i_comparison_name(measure), err));
    TRY(set_label(k, k->mode_women, r->mode_women, err));
    TRY(set_label(k, k->mode_men, r->mode_men, err));
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(result, k->number[i], number[i]);
    return gdcs_i_result_set_estimate(result, &one->estimate, &one->bounds,
                                      gdcs_i_comparison_method_text(r, measure), one->notes, err);
}

static gdcs_status add_set(struct work *k, int64_t group, const int32_t *codes, gdcs_error *err)
{
    gdcs_pathway_result r = {.struct_size = sizeof r};
    gdcs_i_pathway_table_read(&k->t, &k->plan.set, codes, &k->comparison.set);
    TRY(gdcs_i_comparison_estimate(&k->plan, &k->comparison, &r, err));
    for (int32_t measure = 1; measure <= GDCS_I_PATHWAY_COMPARISONS; measure++)
        TRY(add_row(k, group, measure, &r, err));
    return GDCS_OK;
}

static gdcs_status finish(const struct work *k, const char *axis, gdcs_frame **out, gdcs_error *err)
{
    char sentence[400], level[GDCS_I_LEVEL_SIZE];
    snprintf(
        sentence, sizeof sentence,
        "Women and men over %.60s; test of independence: %s, %d random tables where simulated; "
        "%s limits, %d replicates for dissimilarity, seed %llu; bounds hold whatever sex and "
        "label the unknown have.",
        axis, gdcs_i_association_method_text(k->plan.association.method),
        (int)k->plan.association.permutations, gdcs_i_level_text(k->plan.alpha, level),
        (int)k->plan.segregation.replicates, (unsigned long long)k->plan.segregation.seed);
    return gdcs_i_result_finish(k->t.t.result, sentence, out, err);
}

gdcs_status gdcs_pathway_table(const gdcs_table *table, const char *axis, const char *const *keep,
                               int32_t n, const gdcs_pathway_comparison_options *options,
                               gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.measure = 0};
    const int32_t *codes;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_comparison_plan_new(options, &k.plan, err));
    const gdcs_pathway_options labels = {.struct_size = sizeof labels,
                                         .unstated = options != NULL ? options->unstated : NULL};
    GO(gdcs_i_pathway_table_new(table, axis, keep, n, &labels, &k.t, err));
    GO(gdcs_i_comparison_new(&k.plan, k.t.t.count, &k.comparison, err));
    GO(add_columns(&k, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k.t.t.groups); i++)
        if (gdcs_i_beside_is_first(k.t.t.groups, k.t.t.keys, i, &codes))
            GO(add_set(&k, i, codes, err));
    GO(finish(&k, axis, out, err));
done:
    gdcs_i_comparison_free(&k.comparison);
    gdcs_i_pathway_table_free(&k.t);
    return status;
}
