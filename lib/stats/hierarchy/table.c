#include "core/fail.h"
#include "stats/beside.h"
#include "stats/hierarchy/model.h"
#include "stats/level.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

/* The combinations of kept axes, each with its levels in order. */
struct ranks {
    gdcs_i_groups *groups; /* by the axes to keep and that of the levels */
    gdcs_i_result *result;
    gdcs_axis axis;
    int32_t keys;
    int32_t n;
    int32_t label[GDCS_I_LEVELS];
};

static gdcs_status add_label(struct ranks *t, int32_t code, gdcs_error *err)
{
    if (t->n == GDCS_I_LEVELS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "axis", "there are more than %d levels",
                           (int)GDCS_I_LEVELS);
    t->label[t->n++] = code;
    return GDCS_OK;
}

static gdcs_status add_named(struct ranks *t, const char *label, gdcs_error *err)
{
    const int32_t code = gdcs_i_beside_code(&t->axis, label);
    if (code < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "order", "the axis \"%s\" has no label \"%s\"",
                           t->axis.name, label == NULL ? "" : label);
    for (int32_t i = 0; i < t->n; i++)
        if (t->label[i] == code)
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, "order", "the label \"%s\" is there twice",
                               label);
    return add_label(t, code, err);
}

static gdcs_status find_labels(struct ranks *t, const gdcs_hierarchy_axis *axis, gdcs_error *err)
{
    t->axis.struct_size = sizeof t->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(t->groups), t->keys, &t->axis, err));
    for (int32_t i = 0; i < axis->count; i++)
        TRY(add_named(t, axis->order[i], err));
    for (int64_t i = 0; axis->count == 0 && i < t->axis.label_count; i++)
        if (t->axis.total == NULL || strcmp(t->axis.labels[i], t->axis.total) != 0)
            TRY(add_label(t, (int32_t)i, err));
    if (t->n == 0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "axis", "the axis \"%s\" has no label", t->axis.name);
    return GDCS_OK;
}

static gdcs_status take_axis(const gdcs_hierarchy_axis *axis, gdcs_hierarchy_axis *out,
                             gdcs_error *err)
{
    enum { AXIS_V1 = 24 };
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_take(out, sizeof *out, axis, AXIS_V1, err));
    TRY(gdcs_i_need(out->axis, "axis", err));
    if (out->count < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "count is negative");
    return out->count > 0 ? gdcs_i_need((const void *)out->order, "order", err) : GDCS_OK;
}

static gdcs_status ranks_new(const gdcs_table *table, const gdcs_hierarchy_axis *axis,
                             const char *const *keep, int32_t n, struct ranks *t, gdcs_error *err)
{
    gdcs_hierarchy_axis a;
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(take_axis(axis, &a, err));
    TRY(gdcs_i_beside_axes(keep, n, a.axis, axes, err));
    TRY(gdcs_i_groups_new(table, axes, n + 1, &t->groups, err));
    t->keys = n;
    TRY(find_labels(t, &a, err));
    return gdcs_i_result_new(t->groups, n, &t->result, err);
}

static void ranks_free(struct ranks *t)
{
    gdcs_i_result_free(t->result);
    gdcs_i_groups_free(t->groups);
}

static void read(const struct ranks *t, const int32_t *codes, gdcs_i_rungs *rungs,
                 gdcs_i_group *groups)
{
    gdcs_i_rungs_clear(rungs);
    for (int32_t j = 0; j < t->n; j++) {
        groups[j] = gdcs_i_beside_group(t->groups, t->keys, codes, t->label[j]);
        gdcs_i_rungs_add(rungs, &groups[j]);
    }
}

enum { WOMEN, MEN, UNKNOWN, LEVELS, P_VALUE, LOG10_P, NUMBERS };

struct columns {
    int32_t text;
    int32_t number[NUMBERS];
};

static gdcs_status add_columns(gdcs_i_result *result, struct columns *c, gdcs_error *err)
{
    static const gdcs_i_heading number[NUMBERS] = {
        {"women", "persons", GDCS_CONCEPT_N},         {"men", "persons", GDCS_CONCEPT_N},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN}, {"levels", NULL, GDCS_CONCEPT_NUMBER},
        {"p_value", NULL, GDCS_CONCEPT_P_VALUE},      {"log10_p", NULL, GDCS_CONCEPT_NUMBER}};
    TRY(gdcs_i_result_add_text(result, "measure", GDCS_CONCEPT_MEASURE, &c->text, err));
    TRY(gdcs_i_result_add_numbers(result, number, NUMBERS, c->number, err));
    return gdcs_i_result_add_estimate(result, NULL, err);
}

static gdcs_status add_row(const struct ranks *t, const struct columns *c, int64_t group,
                           const gdcs_i_hierarchy_plan *plan, int32_t measure,
                           const gdcs_i_rungs *rungs, const gdcs_test *test, gdcs_error *err)
{
    gdcs_hierarchy_result r = {.struct_size = sizeof r};
    gdcs_i_hierarchy_estimate(plan, measure, rungs, &r);
    TRY(gdcs_i_result_row(t->result, group, err));
    TRY(gdcs_i_result_set_text(t->result, c->text, gdcs_i_hierarchy_name(measure), err));
    const double numbers[NUMBERS] = {r.women,          r.men,         r.unknown,
                                     (double)r.levels, test->p_value, test->log10_p};
    for (int i = 0; i < NUMBERS; i++)
        gdcs_i_result_set_number(t->result, c->number[i], numbers[i]);
    return gdcs_i_result_set_estimate(t->result, &r.measured, &r.bounds,
                                      gdcs_i_hierarchy_method_text(plan, measure), r.notes, err);
}

/* All measures of one group, or the one asked for: ranks and scores are tested once each. */
static gdcs_status add_group(const struct ranks *t, const struct columns *c, int64_t group,
                             const gdcs_i_hierarchy_plan *plan, const gdcs_i_rungs *rungs,
                             gdcs_error *err)
{
    static const gdcs_test none = {NAN, NAN, NAN, NAN};
    gdcs_hierarchy_tested ranks = {.struct_size = sizeof ranks}, scores = ranks;
    const int32_t first = plan->measure > 0 ? plan->measure : 1;
    const int32_t last = plan->measure > 0 ? plan->measure : GDCS_I_HIERARCHY_MEASURES;
    TRY(gdcs_i_hierarchy_test(plan, GDCS_HIERARCHY_SCORES_MIDRANK, rungs, 0, &ranks, err));
    TRY(gdcs_i_hierarchy_test(plan, plan->scores, rungs, 0, &scores, err));
    for (int32_t m = first; m <= last; m++) {
        const gdcs_test *test = m < GDCS_HIERARCHY_MEASURE_SLOPE    ? &ranks.tested
                                : m == GDCS_HIERARCHY_MEASURE_SLOPE ? &scores.tested
                                                                    : &none;
        TRY(add_row(t, c, group, plan, m, rungs, test, err));
    }
    return GDCS_OK;
}

static gdcs_status add_groups(const struct ranks *t, const struct columns *c,
                              const gdcs_i_hierarchy_plan *plan, gdcs_error *err)
{
    gdcs_i_rungs rungs;
    gdcs_i_group groups[GDCS_I_LEVELS];
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(t->groups); i++)
        if (gdcs_i_beside_is_first(t->groups, t->keys, i, &codes)) {
            read(t, codes, &rungs, groups);
            TRY(add_group(t, c, i, plan, &rungs, err));
        }
    return GDCS_OK;
}

gdcs_status gdcs_hierarchy_table(const gdcs_table *table, const gdcs_hierarchy_axis *axis,
                                 const char *const *keep, int32_t n,
                                 const gdcs_hierarchy_options *options, gdcs_frame **out,
                                 gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_hierarchy_plan plan;
    struct ranks t = {.groups = NULL};
    struct columns columns;
    char sentence[240], level[GDCS_I_LEVEL_SIZE];
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(ranks_new(table, axis, keep, n, &t, err));
    GO(gdcs_i_hierarchy_plan_new(options, t.n, &plan, err));
    GO(add_columns(t.result, &columns, err));
    GO(add_groups(&t, &columns, &plan, err));
    snprintf(sentence, sizeof sentence,
             "Women and men over the levels of %.60s; %s limits by the method of each row; bounds "
             "hold whatever the sex of the unknown.",
             t.axis.name, gdcs_i_level_text(plan.alpha, level));
    GO(gdcs_i_result_finish(t.result, sentence, out, err));
done:
    ranks_free(&t);
    return status;
}

enum { SHARE_RANK, SHARE_WOMEN, SHARE_MEN, SHARE_UNKNOWN, SMOOTHED, SHARE_NUMBERS };

static gdcs_status add_level_columns(gdcs_i_result *result, struct columns *c, gdcs_error *err)
{
    static const gdcs_i_heading number[SHARE_NUMBERS] = {
        {"rank", NULL, GDCS_CONCEPT_NUMBER},
        {"women", "persons", GDCS_CONCEPT_N},
        {"men", "persons", GDCS_CONCEPT_N},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
        {"smoothed", "share", GDCS_CONCEPT_NUMBER}};
    TRY(gdcs_i_result_add_text(result, "level", GDCS_CONCEPT_LEVEL, &c->text, err));
    TRY(gdcs_i_result_add_numbers(result, number, SHARE_NUMBERS, c->number, err));
    return gdcs_i_result_add_estimate(result, "share", err);
}

static gdcs_status add_level_row(const struct ranks *t, const struct columns *c, int64_t group,
                                 int32_t j, const gdcs_i_group *g, const gdcs_share_result *share,
                                 double smoothed, gdcs_error *err)
{
    const double numbers[SHARE_NUMBERS] = {j + 1.0, g->counts.women, g->counts.men,
                                           g->counts.unknown, smoothed};
    TRY(gdcs_i_result_row(t->result, group, err));
    TRY(gdcs_i_result_set_text(t->result, c->text, t->axis.labels[t->label[j]], err));
    for (int i = 0; i < SHARE_NUMBERS; i++)
        gdcs_i_result_set_number(t->result, c->number[i], numbers[i]);
    return gdcs_i_result_set_estimate(t->result, &share->share, &share->bounds, "Wilson",
                                      share->notes, err);
}

static gdcs_status add_level_rows(const struct ranks *t, const struct columns *c,
                                  const gdcs_i_hierarchy_plan *plan, gdcs_error *err)
{
    gdcs_i_rungs rungs;
    gdcs_i_group groups[GDCS_I_LEVELS];
    gdcs_share_result shares[GDCS_I_LEVELS];
    double smoothed[GDCS_I_LEVELS];
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(t->groups); i++) {
        if (!gdcs_i_beside_is_first(t->groups, t->keys, i, &codes))
            continue;
        read(t, codes, &rungs, groups);
        TRY(gdcs_i_hierarchy_levels(plan, &rungs, groups, shares, smoothed, err));
        for (int32_t j = 0; j < t->n; j++)
            TRY(add_level_row(t, c, i, j, &groups[j], &shares[j], smoothed[j], err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_hierarchy_table_levels(const gdcs_table *table, const gdcs_hierarchy_axis *axis,
                                        const char *const *keep, int32_t n,
                                        const gdcs_hierarchy_options *options, gdcs_frame **out,
                                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_hierarchy_plan plan;
    struct ranks t = {.groups = NULL};
    struct columns columns;
    char sentence[240], level[GDCS_I_LEVEL_SIZE];
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(ranks_new(table, axis, keep, n, &t, err));
    GO(gdcs_i_hierarchy_plan_new(options, t.n, &plan, err));
    GO(add_level_columns(t.result, &columns, err));
    GO(add_level_rows(&t, &columns, &plan, err));
    snprintf(
        sentence, sizeof sentence,
        "Share of women among women and men by level of %.60s; %s Wilson limits%s; bounds hold "
        "whatever the sex of the unknown.",
        t.axis.name, gdcs_i_level_text(plan.alpha, level),
        plan.simultaneous ? " for all levels together" : "");
    GO(gdcs_i_result_finish(t.result, sentence, out, err));
done:
    ranks_free(&t);
    return status;
}

enum {
    FIT_WOMEN,
    FIT_MEN,
    FIT_UNKNOWN,
    FIT_LEVELS,
    FIT_STATISTIC,
    FIT_P_VALUE,
    FIT_LOG10_P,
    PROPORTIONAL,
    FIT_NUMBERS
};

static gdcs_status add_fit_columns(gdcs_i_result *result, int32_t *number, gdcs_error *err)
{
    static const gdcs_i_heading headings[FIT_NUMBERS] = {
        {"women", "persons", GDCS_CONCEPT_N},
        {"men", "persons", GDCS_CONCEPT_N},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
        {"levels", NULL, GDCS_CONCEPT_NUMBER},
        {"statistic", NULL, GDCS_CONCEPT_STATISTIC},
        {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
        {"log10_p", NULL, GDCS_CONCEPT_NUMBER},
        {"p_proportional", NULL, GDCS_CONCEPT_P_VALUE}};
    TRY(gdcs_i_result_add_numbers(result, headings, FIT_NUMBERS, number, err));
    return gdcs_i_result_add_estimate(result, NULL, err);
}

static gdcs_status add_fit_row(const struct ranks *t, const int32_t *number, int64_t group,
                               const gdcs_i_fit_plan *plan, const gdcs_i_rungs *rungs,
                               gdcs_error *err)
{
    gdcs_i_fitted_rungs f;
    TRY(gdcs_i_fit_rungs(plan, rungs, &f, err));
    const double numbers[FIT_NUMBERS] = {rungs->all_women,
                                         rungs->all_men,
                                         rungs->unknown,
                                         (double)f.levels,
                                         f.likelihood_ratio.statistic,
                                         f.likelihood_ratio.p_value,
                                         f.likelihood_ratio.log10_p,
                                         f.proportional.p_value};
    TRY(gdcs_i_result_row(t->result, group, err));
    for (int i = 0; i < FIT_NUMBERS; i++)
        gdcs_i_result_set_number(t->result, number[i], numbers[i]);
    return gdcs_i_result_set_estimate(
        t->result, &f.odds_ratio, &f.bounds,
        plan->limits == GDCS_HIERARCHY_LIMITS_WALD ? "Wald" : "profile likelihood", f.notes, err);
}

gdcs_status gdcs_hierarchy_fit_table(const gdcs_table *table, const gdcs_hierarchy_axis *axis,
                                     const char *const *keep, int32_t n,
                                     const gdcs_hierarchy_fit_options *options, gdcs_frame **out,
                                     gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_fit_plan plan;
    gdcs_i_rungs rungs;
    gdcs_i_group groups[GDCS_I_LEVELS];
    struct ranks t = {.groups = NULL};
    int32_t number[FIT_NUMBERS];
    const int32_t *codes;
    char sentence[280], level[GDCS_I_LEVEL_SIZE];
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_fit_plan_new(options, &plan, err));
    GO(ranks_new(table, axis, keep, n, &t, err));
    GO(add_fit_columns(t.result, number, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(t.groups); i++)
        if (gdcs_i_beside_is_first(t.groups, t.keys, i, &codes)) {
            read(&t, codes, &rungs, groups);
            GO(add_fit_row(&t, number, i, &plan, &rungs, err));
        }
    snprintf(
        sentence, sizeof sentence,
        "Odds ratio of a higher level of %.60s, women to men, by the proportional-odds model; %s "
        "limits; bounds hold whatever the sex of the unknown.",
        t.axis.name, gdcs_i_level_text(plan.alpha, level));
    GO(gdcs_i_result_finish(t.result, sentence, out, err));
done:
    ranks_free(&t);
    return status;
}
