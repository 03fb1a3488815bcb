#include "core/fail.h"
#include "core/memory.h"
#include "num/dist.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/ratio/sides.h"
#include "stats/ratio/test.h"
#include "stats/result.h"
#include "stats/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { OUTCOME_V1 = 32 }; /* in release 0.1, for ever */

/* What the rows are made from. */
struct work {
    gdcs_i_ratio_plan plan;
    gdcs_ratio_test_options test;
    gdcs_ratio_outcome outcome;
    gdcs_i_groups *groups; /* by the axes to keep, then that of the outcome */
    gdcs_i_result *result;
    gdcs_axis axis; /* of the outcome */
    int32_t keys;
    int32_t code;    /* of the outcome */
    int32_t against; /* of its absence; -1: all labels but it and the declared total */
    int32_t total;   /* the declared total's, or -1 */
    int32_t measure; /* columns */
    int32_t risk[2];
    int32_t n[2];
    int32_t unknown;
    int32_t p_value;
};

static const char *const names[] = {"difference", "risk_ratio", "risk_ratio_absence", "odds_ratio"};

static gdcs_status find_codes(struct work *k, gdcs_error *err)
{
    const gdcs_ratio_outcome *o = &k->outcome;
    k->axis.struct_size = sizeof k->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &k->axis, err));
    k->code = gdcs_i_beside_code(&k->axis, o->label);
    k->against = gdcs_i_beside_code(&k->axis, o->against);
    k->total = gdcs_i_beside_code(&k->axis, k->axis.total);
    if (k->code < 0 || (o->against != NULL && k->against < 0))
        return gdcs_i_fail(err, GDCS_E_NAME, k->code < 0 ? "label" : "against",
                           "axis \"%.60s\" has no label \"%.60s\"", o->axis,
                           k->code < 0 ? o->label : o->against);
    if (k->code == k->against)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "against", "label and against are both \"%.60s\"",
                           o->label);
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const char *const risk[] = {"risk_women", "risk_men"}, *const n[] = {"n_women", "n_men"};
    TRY(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    TRY(gdcs_i_result_add_text(k->result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    for (int i = 0; i < 2; i++) {
        TRY(gdcs_i_result_add_number(k->result, risk[i], GDCS_CONCEPT_NUMBER, "share", &k->risk[i],
                                     err));
        TRY(gdcs_i_result_add_number(k->result, n[i], GDCS_CONCEPT_N, "persons", &k->n[i], err));
    }
    TRY(gdcs_i_result_add_number(k->result, "unknown", GDCS_CONCEPT_UNKNOWN, "persons", &k->unknown,
                                 err));
    TRY(gdcs_i_result_add_number(k->result, "p_value", GDCS_CONCEPT_P_VALUE, NULL, &k->p_value,
                                 err));
    return gdcs_i_result_add_estimate(k->result, NULL, err);
}

static gdcs_status add_row(const struct work *k, int64_t group, const gdcs_ratio_result *r,
                           int measure, double p_value, gdcs_error *err)
{
    const gdcs_ratio_measure *m = gdcs_i_ratio_at(r, measure);
    TRY(gdcs_i_result_row(k->result, group, err));
    TRY(gdcs_i_result_set_text(k->result, k->measure, names[measure], err));
    gdcs_i_result_set_number(k->result, k->risk[0], r->risk_a);
    gdcs_i_result_set_number(k->result, k->n[0], r->n_a);
    gdcs_i_result_set_number(k->result, k->risk[1], r->risk_b);
    gdcs_i_result_set_number(k->result, k->n[1], r->n_b);
    gdcs_i_result_set_number(k->result, k->unknown, r->unknown);
    gdcs_i_result_set_number(k->result, k->p_value, p_value);
    return gdcs_i_result_set_estimate(k->result, &m->estimate, &m->bounds,
                                      gdcs_i_ratio_method_text(m->method, measure), m->notes, err);
}

/* Relative measures of two rows tell opposite stories: further from 1 by one framing, nearer by the
   other. */
static int is_reversed(const gdcs_ratio_result *r, const gdcs_ratio_result *s)
{
    const double by_outcome =
        fabs(log(r->risk_ratio.estimate.value)) - fabs(log(s->risk_ratio.estimate.value));
    const double by_absence = fabs(log(r->risk_ratio_absence.estimate.value)) -
                              fabs(log(s->risk_ratio_absence.estimate.value));
    return (by_outcome > 0.0 && by_absence < 0.0) || (by_outcome < 0.0 && by_absence > 0.0);
}

static void note_reversal(gdcs_ratio_result *r, const gdcs_ratio_result *before)
{
    if (!is_reversed(r, before))
        return;
    r->risk_ratio.notes |= GDCS_NOTE_FRAMINGS;
    r->risk_ratio_absence.notes |= GDCS_NOTE_FRAMINGS;
}

static gdcs_status test(const struct work *k, const gdcs_ratio_result *r,
                        const gdcs_i_ratio_side *women, const gdcs_i_ratio_side *men, double *p,
                        gdcs_error *err)
{
    const struct gdcs_i_two two = {women->yes, women->no, men->yes, men->no};
    gdcs_ratio_test_options how = k->test;
    gdcs_test found = gdcs_i_test_none();
    uint32_t notes = 0;
    if (r->n_a > 0.0 && r->n_b > 0.0) {
        if (gdcs_i_ratio_test_check(&how, two, NULL) != GDCS_OK)
            how.test = GDCS_RATIO_TEST_N_MINUS_1;
        TRY(gdcs_i_ratio_test_of(&how, two, &found, &notes, err));
    }
    *p = found.p_value;
    return GDCS_OK;
}

static gdcs_status add_group(const struct work *k, int64_t group, const int32_t *codes,
                             gdcs_ratio_result *r, const gdcs_ratio_result *before, gdcs_error *err)
{
    const gdcs_i_group y = gdcs_i_beside_group(k->groups, k->keys, codes, k->code);
    const gdcs_i_group n =
        k->against >= 0
            ? gdcs_i_beside_group(k->groups, k->keys, codes, k->against)
            : gdcs_i_beside_others(k->groups, k->keys, codes, &k->axis, k->code, k->total);
    const gdcs_i_ratio_side women = gdcs_i_ratio_side_of_sex(GDCS_SEX_FEMALE, &y, &n);
    const gdcs_i_ratio_side men = gdcs_i_ratio_side_of_sex(GDCS_SEX_MALE, &y, &n);
    double p;
    gdcs_i_ratio_measure(
        &k->plan, &women, &men,
        y.notes | n.notes | gdcs_i_counts_notes(&y.upper) | gdcs_i_counts_notes(&n.upper), r);
    r->unknown = y.counts.unknown + n.counts.unknown;
    TRY(test(k, r, &women, &men, &p, err));
    if (before != NULL)
        note_reversal(r, before);
    for (int i = 0; i < GDCS_I_RATIO_MEASURES; i++)
        TRY(add_row(k, group, r, i, p, err));
    return GDCS_OK;
}

/* Groups that differ in their last key only stand in its order: periods, say. */
static gdcs_status add_rows(const struct work *k, gdcs_error *err)
{
    const int32_t *codes, *last = NULL;
    const size_t shared = k->keys > 0 ? (size_t)(k->keys - 1) * sizeof *codes : 0;
    gdcs_ratio_result r[2];
    int at = 0;
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++) {
        if (!gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            continue;
        const int follows = last != NULL && memcmp(last, codes, shared) == 0;
        TRY(add_group(k, i, codes, &r[at], follows ? &r[1 - at] : NULL, err));
        last = codes;
        at = 1 - at;
    }
    return GDCS_OK;
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    static const char words[] = "Risk of %s against %s, women per man. Limits %s: %s. p-value: %s.";
    const char *label = k->outcome.label;
    const char *against = k->outcome.against != NULL ? k->outcome.against : "another label";
    char level[GDCS_I_LEVEL_SIZE];
    char *text;
    const size_t size = sizeof words + strlen(label) + strlen(against) + sizeof level + 96;
    TRY(gdcs_i_alloc((void **)&text, (int64_t)size, 1, err));
    snprintf(text, size, words, label, against, gdcs_i_level_text(k->plan.alpha, level),
             gdcs_i_ratio_plan_text(k->plan.method), gdcs_i_ratio_test_text(k->test.test));
    const gdcs_status status = gdcs_i_result_finish(k->result, text, out, err);
    free(text);
    return status;
}

static gdcs_status take(struct work *k, const gdcs_table *table, const gdcs_ratio_outcome *outcome,
                        const char *const *keep, int32_t n, const gdcs_ratio_options *options,
                        const char **axes, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(outcome, "outcome", err));
    TRY(gdcs_i_take(&k->outcome, sizeof k->outcome, outcome, OUTCOME_V1, err));
    TRY(gdcs_i_need(k->outcome.axis, "axis", err));
    TRY(gdcs_i_need(k->outcome.label, "label", err));
    TRY(gdcs_i_ratio_plan_new(options, &k->plan, err));
    k->test.struct_size = sizeof k->test;
    k->test.test = k->plan.test;
    k->keys = n;
    return gdcs_i_beside_axes(keep, n, k->outcome.axis, axes, err);
}

gdcs_status gdcs_ratio_table(const gdcs_table *table, const gdcs_ratio_outcome *outcome,
                             const char *const *keep, int32_t n, const gdcs_ratio_options *options,
                             gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.groups = NULL};
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(take(&k, table, outcome, keep, n, options, axes, err));
    GO(gdcs_i_groups_new(table, axes, n + 1, &k.groups, err));
    GO(find_codes(&k, err));
    GO(add_columns(&k, err));
    GO(add_rows(&k, err));
    GO(finish(&k, out, err));
done:
    gdcs_i_result_free(k.result);
    gdcs_i_groups_free(k.groups);
    return status;
}
