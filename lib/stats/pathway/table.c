#include "stats/pathway/table.h"

#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void leave_out(gdcs_i_unit_table *t, int32_t label)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < t->count; i++)
        if (t->labels[i] != label)
            t->labels[kept++] = t->labels[i];
    t->count = kept;
}

gdcs_status gdcs_i_pathway_table_new(const gdcs_table *table, const char *axis,
                                     const char *const *keep, int32_t n,
                                     const gdcs_pathway_options *options, gdcs_i_pathway_table *out,
                                     gdcs_error *err)
{
    const char *const unstated = options != NULL ? options->unstated : NULL;
    const int several = options != NULL && options->answers == GDCS_PATHWAY_ANSWERS_SEVERAL;
    const char *const persons = several ? options->persons : NULL;
    gdcs_i_pathway_table t = {.sets = 0};
    const int32_t *codes;
    TRY(gdcs_i_unit_table_new(table, axis, NULL, keep, n, &t.t, err));
    t.unstated = gdcs_i_beside_code(&t.t.axis, unstated != NULL ? unstated : "_U");
    t.whole = gdcs_i_beside_code(&t.t.axis, persons != NULL ? persons : t.t.axis.total);
    if (several && t.whole < 0) {
        gdcs_i_pathway_table_free(&t);
        return gdcs_i_fail(err, GDCS_E_NAME, "persons",
                           "the axis has no label that counts persons");
    }
    leave_out(&t.t, t.unstated);
    leave_out(&t.t, t.whole);
    for (int64_t i = 0; i < gdcs_i_groups_count(t.t.groups); i++)
        t.sets += gdcs_i_beside_is_first(t.t.groups, n, i, &codes);
    *out = t;
    return GDCS_OK;
}

void gdcs_i_pathway_table_free(gdcs_i_pathway_table *table)
{
    gdcs_i_unit_table_free(&table->t);
}

static int has_label(const gdcs_i_unit_table *t, const int32_t *codes, int32_t label)
{
    int32_t wanted[GDCS_I_AXES];
    memcpy(wanted, codes, (size_t)t->before * sizeof *wanted);
    wanted[t->before] = label;
    return label >= 0 && gdcs_i_groups_find(t->groups, wanted) >= 0;
}

void gdcs_i_pathway_table_read(const gdcs_i_pathway_table *table, const gdcs_i_pathway_plan *plan,
                               const int32_t *codes, gdcs_i_pathways *set)
{
    static const gdcs_sex_counts none = {0.0, 0.0, 0.0, 0.0, 0.0};
    const gdcs_i_unit_table *t = &table->t;
    const gdcs_i_group nobody = gdcs_i_group_of_counts(&none);
    set->unstated = table->unstated < 0
                        ? nobody
                        : gdcs_i_beside_group(t->groups, t->before, codes, table->unstated);
    set->has_whole = has_label(t, codes, table->whole);
    set->whole = set->has_whole || plan->several
                     ? gdcs_i_beside_group(t->groups, t->before, codes, table->whole)
                     : nobody;
    set->notes = set->unstated.notes | gdcs_i_counts_notes(&set->unstated.upper);
    if (plan->several)
        set->notes |= set->whole.notes | gdcs_i_counts_notes(&set->whole.upper);
    for (int64_t i = 0; i < set->k; i++)
        set->cell[i] = gdcs_i_beside_group(t->groups, t->before, codes, t->labels[i]);
    gdcs_i_pathways_finish(plan, set);
}

enum {
    WOMEN,
    MEN,
    UNKNOWN,
    BASE_WOMEN,
    BASE_MEN,
    UNSTATED,
    RESIDUAL,
    P_VALUE,
    LOG10_P,
    ADJUSTED,
    FAMILY,
    NUMBERS
};

struct work {
    gdcs_i_pathway_plan plan;
    gdcs_i_pathway_table t;
    gdcs_i_pathways set;
    double *adjusted; /* of all sets */
    int32_t label;
    int32_t measure;
    int32_t more;
    int32_t number[NUMBERS];
};

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const gdcs_i_heading number[NUMBERS] = {
        {"women", "persons", GDCS_CONCEPT_COUNT},     {"men", "persons", GDCS_CONCEPT_COUNT},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN}, {"base_women", "persons", GDCS_CONCEPT_N},
        {"base_men", "persons", GDCS_CONCEPT_N},      {"unstated", "persons", GDCS_CONCEPT_NUMBER},
        {"residual", NULL, GDCS_CONCEPT_STATISTIC},   {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
        {"log10_p", NULL, GDCS_CONCEPT_NUMBER},       {"p_adjusted", NULL, GDCS_CONCEPT_P_VALUE},
        {"family", "tests", GDCS_CONCEPT_NUMBER}};
    gdcs_i_result *result = k->t.t.result;
    TRY(gdcs_i_result_add_text(result, "label", GDCS_CONCEPT_GROUP, &k->label, err));
    TRY(gdcs_i_result_add_text(result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    TRY(gdcs_i_result_add_numbers(result, number, NUMBERS, k->number, err));
    TRY(gdcs_i_result_add_text(result, "more", GDCS_CONCEPT_GROUP, &k->more, err));
    return gdcs_i_result_add_estimate(result, NULL, err);
}

static double family_of(const struct work *k, int64_t set)
{
    const int64_t n = k->set.k, first = k->plan.each ? set * n : 0;
    const int64_t count = k->plan.each ? n : k->t.sets * n;
    int64_t family = 0;
    for (int64_t i = 0; i < count; i++)
        family += !isnan(k->adjusted[first + i]);
    return (double)family;
}

static double unstated_of(const gdcs_i_pathways *set)
{
    const gdcs_sex_counts *c = &set->unstated.counts;
    return c->women + c->men + c->other + c->unknown;
}

static gdcs_status add_row(const struct work *k, int64_t group, int64_t i, int32_t measure,
                           const gdcs_test *test, double adjusted, double family, gdcs_error *err)
{
    const gdcs_sex_counts *c = &k->set.cell[i].counts;
    const gdcs_i_pathway_value v = gdcs_i_pathway_measure(&k->plan, &k->set, i, measure);
    const double number[NUMBERS] = {c->women,        c->men,        c->unknown,
                                    k->set.women,    k->set.men,    unstated_of(&k->set),
                                    test->statistic, test->p_value, test->log10_p,
                                    adjusted,        family};
    gdcs_i_result *result = k->t.t.result;
    TRY(gdcs_i_result_row(result, group, err));
    TRY(gdcs_i_result_set_text(result, k->label, k->t.t.axis.labels[k->t.t.labels[i]], err));
    TRY(gdcs_i_result_set_text(result, k->measure, gdcs_i_pathway_measure_name(measure), err));
    for (int j = 0; j < NUMBERS; j++)
        gdcs_i_result_set_number(result, k->number[j], number[j]);
    if (adjusted <= k->plan.alpha)
        TRY(gdcs_i_result_set_text(
            result, k->more, gdcs_sex_code(test->statistic > 0.0 ? GDCS_SEX_FEMALE : GDCS_SEX_MALE),
            err));
    return gdcs_i_result_set_estimate(result, &v.estimate, &v.bounds, v.method, v.notes, err);
}

static gdcs_status add_set(struct work *k, int64_t group, int64_t set, const int32_t *codes,
                           gdcs_error *err)
{
    const double family = family_of(k, set);
    gdcs_i_pathway_table_read(&k->t, &k->plan, codes, &k->set);
    gdcs_i_pathways_limits(&k->plan, &k->set);
    for (int64_t i = 0; i < k->set.k; i++) {
        const gdcs_test test = gdcs_i_pathway_test(&k->plan, &k->set, i);
        for (int32_t measure = 1; measure <= GDCS_I_PATHWAY_MEASURES; measure++)
            if (k->plan.measure == 0 || k->plan.measure == measure)
                TRY(add_row(k, group, i, measure, &test, k->adjusted[set * k->set.k + i], family,
                            err));
    }
    return GDCS_OK;
}

static gdcs_status find_p_values(struct work *k, gdcs_error *err)
{
    const int32_t *codes;
    double *p = k->adjusted;
    for (int64_t i = 0; i < gdcs_i_groups_count(k->t.t.groups); i++) {
        if (!gdcs_i_beside_is_first(k->t.t.groups, k->t.t.keys, i, &codes))
            continue;
        gdcs_i_pathway_table_read(&k->t, &k->plan, codes, &k->set);
        for (int64_t j = 0; j < k->set.k; j++)
            *p++ = gdcs_i_pathway_test(&k->plan, &k->set, j).p_value;
    }
    return gdcs_i_pathways_adjust(&k->plan, k->adjusted, k->t.sets, k->set.k, err);
}

static gdcs_status open_table(struct work *k, const gdcs_table *table, const char *axis,
                              const char *const *keep, int32_t n,
                              const gdcs_pathway_options *options, gdcs_error *err)
{
    void *adjusted = NULL;
    TRY(gdcs_i_pathway_plan_new(options, &k->plan, err));
    TRY(gdcs_i_pathway_table_new(table, axis, keep, n, options, &k->t, err));
    TRY(gdcs_i_pathways_new(k->t.t.count, &k->set, err));
    if (k->set.k > 0 && k->t.sets > INT64_MAX / k->set.k)
        return gdcs_i_fail_memory(err);
    TRY(gdcs_i_alloc(&adjusted, k->t.sets * k->set.k, sizeof(double), err));
    k->adjusted = adjusted;
    if (k->set.k > 0)
        gdcs_i_pathway_plan_part(&k->plan, k->t.sets, k->set.k);
    TRY(find_p_values(k, err));
    return add_columns(k, err);
}

static gdcs_status finish(const struct work *k, const char *axis, gdcs_frame **out, gdcs_error *err)
{
    static const char *const simultaneous[] = {"", "Bonferroni's", "Sidak's", "no"};
    char sentence[320], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Women and men over %.60s%s; %s limits, %s correction for %lld of them; p-values "
             "adjusted over the family; bounds hold whatever sex and label the unknown have.",
             axis, k->plan.several ? ", several for a person" : "",
             gdcs_i_level_text(k->plan.alpha, level), simultaneous[k->plan.simultaneous],
             (long long)(k->set.k * (k->plan.each ? 1 : k->t.sets)));
    return gdcs_i_result_finish(k->t.t.result, sentence, out, err);
}

gdcs_status gdcs_pathway_table_categories(const gdcs_table *table, const char *axis,
                                          const char *const *keep, int32_t n,
                                          const gdcs_pathway_options *options, gdcs_frame **out,
                                          gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.label = 0};
    const int32_t *codes;
    int64_t set = 0;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(open_table(&k, table, axis, keep, n, options, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k.t.t.groups); i++)
        if (gdcs_i_beside_is_first(k.t.t.groups, k.t.t.keys, i, &codes))
            GO(add_set(&k, i, set++, codes, err));
    GO(finish(&k, axis, out, err));
done:
    free(k.adjusted);
    gdcs_i_pathways_free(&k.set);
    gdcs_i_pathway_table_free(&k.t);
    return status;
}
