#include <gdcs/quotient.h>

#include "core/fail.h"
#include "core/memory.h"
#include "num/adjust.h"
#include "stats/arrays.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/gap/nested.h"
#include "stats/level.h"
#include "stats/result.h"
#include "stats/test.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { OPTIONS_V1 = 32, RESULT_V1 = 152 }; /* in release 0.1, for ever */

struct plan {
    int32_t method;
    int32_t adjust;
    gdcs_i_gap_plan gap;
};

static const char *method_text(int32_t method)
{
    static const char *const texts[] = {"", "Miettinen-Nurminen, part against rest",
                                        "exact unconditional, part against rest",
                                        "log quotient normal"};
    return texts[method];
}

static gdcs_status plan_new(const gdcs_quotient_options *options, struct plan *out, gdcs_error *err)
{
    gdcs_quotient_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.method < 0 || o.method > GDCS_QUOTIENT_METHOD_LOG)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.adjust < 0 || o.adjust > GDCS_I_ADJUST_METHODS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "adjust", "%d is not an adjustment", (int)o.adjust);
    out->method = o.method == 0 ? GDCS_QUOTIENT_METHOD_MIETTINEN_NURMINEN : o.method;
    out->adjust = o.adjust == 0 ? GDCS_I_ADJUST_HOLM : o.adjust;
    const gdcs_gap_options gap = {.struct_size = sizeof gap,
                                  .method = out->method == GDCS_QUOTIENT_METHOD_EXACT
                                                ? GDCS_GAP_METHOD_EXACT
                                                : GDCS_GAP_METHOD_MIETTINEN_NURMINEN,
                                  .level = o.level,
                                  .alpha = o.alpha};
    TRY(gdcs_i_gap_plan_new(&gap, &out->gap, err));
    out->gap.wanted = GDCS_I_GAP_RATIO;
    return GDCS_OK;
}

/* With the variance of the score limits, so that both say the same of 1. */
static gdcs_test score_test(const gdcs_i_group *part, const gdcs_i_group *rest)
{
    const double n = part->counts.women + part->counts.men;
    const double m = rest->counts.women + rest->counts.men, all = n + m;
    const double women = part->counts.women + rest->counts.women;
    const double share = women / all, other = (part->counts.men + rest->counts.men) / all;
    const double d = part->counts.women / n - rest->counts.women / m;
    if (!(n > 0.0 && m > 0.0))
        return gdcs_i_test_none();
    if (share == 0.0 || other == 0.0)
        return gdcs_i_test_of_z(0.0);
    return gdcs_i_test_of_z(d / sqrt(share * other * (1.0 / n + 1.0 / m) * (all / (all - 1.0))));
}

static void log_limits(const struct plan *plan, gdcs_quotient_result *r)
{
    const double value = r->quotient.value, error = r->quotient.std_error;
    if (!(value > 0.0 && error > 0.0)) {
        r->notes |= isnan(r->quotient.lower) ? 0 : (uint32_t)GDCS_NOTE_METHOD_CHANGED;
        return;
    }
    const double factor = exp(plan->gap.z * error / value);
    r->quotient.lower = value / factor;
    r->quotient.upper = value * factor;
    r->method = GDCS_QUOTIENT_METHOD_LOG;
}

static void measure(const struct plan *plan, const gdcs_i_group *part, const gdcs_i_group *rest,
                    gdcs_quotient_result *out)
{
    gdcs_i_gap gap;
    gdcs_i_gap_measure_nested(&plan->gap, part, rest, &gap);
    const gdcs_gap_result *g = &gap.result;
    const gdcs_quotient_result r = {.struct_size = sizeof r,
                                    .notes = gap.ratio_notes,
                                    .method = g->method == GDCS_GAP_METHOD_EXACT
                                                  ? GDCS_QUOTIENT_METHOD_EXACT
                                                  : GDCS_QUOTIENT_METHOD_MIETTINEN_NURMINEN,
                                    .alpha = g->alpha,
                                    .n = g->n_a,
                                    .n_whole = g->n_b,
                                    .unknown = g->unknown_a,
                                    .unknown_whole = g->unknown_b,
                                    .share = g->share_a,
                                    .share_whole = g->share_b,
                                    .quotient = g->ratio,
                                    .bounds = g->ratio_bounds,
                                    .test = score_test(part, rest)};
    *out = r;
    if (plan->method == GDCS_QUOTIENT_METHOD_LOG)
        log_limits(plan, out);
}

gdcs_status gdcs_quotient_estimate(const gdcs_sex_counts *part, const gdcs_sex_counts *whole,
                                   const gdcs_quotient_options *options, gdcs_quotient_result *out,
                                   gdcs_error *err)
{
    struct plan plan;
    gdcs_i_group rest;
    gdcs_quotient_result r;
    TRY(gdcs_i_need(part, "part", err));
    TRY(gdcs_i_need(whole, "whole", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(part, 0, "part", 0, err));
    TRY(gdcs_i_counts_check(whole, 0, "whole", 0, err));
    TRY(gdcs_i_gap_rest(part, whole, 0, &rest, err));
    const gdcs_i_group group = gdcs_i_group_of_counts(part);
    const gdcs_i_gap_side a = gdcs_i_gap_side_of_women(part, part, part);
    const gdcs_i_gap_side b = gdcs_i_gap_side_of_women(&rest.counts, &rest.lower, &rest.upper);
    TRY(gdcs_i_gap_check(&plan.gap, &a, &b, err));
    measure(&plan, &group, &rest, &r);
    if (isnan(r.quotient.lower) || isnan(r.quotient.upper))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "out", "a limit was not found");
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

/* A first pass, so that a call that fails has written nothing. */
static gdcs_status check_arrays(const gdcs_sex_arrays in[2], int64_t n, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts part = gdcs_i_sex_arrays_at(&in[0], i);
        const gdcs_sex_counts whole = gdcs_i_sex_arrays_at(&in[1], i);
        gdcs_i_group rest;
        TRY(gdcs_i_counts_check(&part, 1, "part", i + 1, err));
        TRY(gdcs_i_counts_check(&whole, 1, "whole", i + 1, err));
        TRY(gdcs_i_gap_rest(&part, &whole, i + 1, &rest, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_quotient_each(const gdcs_sex_arrays *part, const gdcs_sex_arrays *whole, int64_t n,
                               const gdcs_quotient_options *options,
                               const gdcs_estimate_arrays *out, const gdcs_test_arrays *tests,
                               gdcs_error *err)
{
    struct plan plan;
    gdcs_sex_arrays in[2];
    gdcs_estimate_arrays to;
    gdcs_test_arrays tested;
    TRY(gdcs_i_need(part, "part", err));
    TRY(gdcs_i_need(whole, "whole", err));
    TRY(gdcs_i_take(&in[0], sizeof in[0], part, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&in[1], sizeof in[1], whole, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&tested, sizeof tested, tests, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(plan_new(options, &plan, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(check_arrays(in, n, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts a = gdcs_i_sex_arrays_at(&in[0], i);
        const gdcs_sex_counts b = gdcs_i_sex_arrays_at(&in[1], i);
        const gdcs_i_group group = gdcs_i_group_of_counts(&a);
        gdcs_i_group rest;
        gdcs_quotient_result r;
        TRY(gdcs_i_gap_rest(&a, &b, i + 1, &rest, err));
        measure(&plan, &group, &rest, &r);
        gdcs_i_estimate_arrays_set(&to, i, &r.quotient, &r.bounds, r.notes);
        gdcs_i_test_arrays_set(&tested, i, &r.test);
    }
    return GDCS_OK;
}

enum { SHARE, N, UNKNOWN, SHARE_WHOLE, N_WHOLE, UNKNOWN_WHOLE, P_VALUE, P_ADJUSTED, COLUMNS };

/* What the rows are made from; arrays of as many as there are labels. */
struct work {
    struct plan plan;
    gdcs_i_groups *groups;
    gdcs_axis axis;
    int32_t keys; /* axes to keep, before the axis itself */
    int32_t total;
    gdcs_i_result *result;
    int32_t column[COLUMNS];
    gdcs_i_group *group;
    gdcs_i_group *after; /* the labels from one on, one more than there are */
    gdcs_quotient_result *found;
    double *p;
    double *adjusted;
};

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const gdcs_i_heading columns[COLUMNS] = {
        {"share", "share", GDCS_CONCEPT_NUMBER},
        {"n", "persons", GDCS_CONCEPT_N},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
        {"share_whole", "share", GDCS_CONCEPT_NUMBER},
        {"n_whole", "persons", GDCS_CONCEPT_N},
        {"unknown_whole", "persons", GDCS_CONCEPT_UNKNOWN},
        {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
        {"p_adjusted", NULL, GDCS_CONCEPT_P_VALUE}};
    TRY(gdcs_i_result_new(k->groups, k->keys + 1, &k->result, err));
    TRY(gdcs_i_result_add_numbers(k->result, columns, COLUMNS, k->column, err));
    return gdcs_i_result_add_estimate(k->result, NULL, err);
}

/* Of one combination: all labels, then their p-values together.  What lies before a label and what
   comes after it make its rest. */
static gdcs_status measure_labels(struct work *k, const int32_t *codes, gdcs_error *err)
{
    const int64_t labels = k->axis.label_count;
    gdcs_i_group before = {.codes = NULL};
    for (int64_t i = labels - 1; i >= 0; i--) {
        k->group[i] = gdcs_i_beside_group(k->groups, k->keys, codes, (int32_t)i);
        k->after[i] = k->after[i + 1];
        if (i != k->total)
            gdcs_i_group_add(&k->after[i], &k->group[i]);
    }
    for (int64_t i = 0; i < labels; i++) {
        gdcs_i_group rest = before;
        gdcs_i_group_add(&rest, &k->after[i + 1]);
        measure(&k->plan, &k->group[i], &rest, &k->found[i]);
        k->p[i] = i == k->total ? NAN : k->found[i].test.p_value;
        if (i != k->total)
            gdcs_i_group_add(&before, &k->group[i]);
    }
    return gdcs_i_adjust(k->p, labels, k->plan.adjust, 0.0, k->adjusted, err);
}

static gdcs_status add_row(struct work *k, int64_t group, int64_t label, gdcs_error *err)
{
    const gdcs_quotient_result *r = &k->found[label];
    const double numbers[COLUMNS] = {r->share,        r->n,
                                     r->unknown,      r->share_whole,
                                     r->n_whole,      r->unknown_whole,
                                     r->test.p_value, k->adjusted[label]};
    TRY(gdcs_i_result_row(k->result, group, err));
    for (int i = 0; i < COLUMNS; i++)
        gdcs_i_result_set_number(k->result, k->column[i], numbers[i]);
    return gdcs_i_result_set_estimate(k->result, &r->quotient, &r->bounds, method_text(r->method),
                                      r->notes, err);
}

static gdcs_status add_rows(struct work *k, gdcs_error *err)
{
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++) {
        if (gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            TRY(measure_labels(k, codes, err));
        if (codes[k->keys] != k->total)
            TRY(add_row(k, i, codes[k->keys], err));
    }
    return GDCS_OK;
}

static gdcs_status make_room(struct work *k, gdcs_error *err)
{
    const int64_t labels = k->axis.label_count;
    TRY(gdcs_i_alloc((void **)&k->group, labels, sizeof *k->group, err));
    TRY(gdcs_i_alloc((void **)&k->after, labels + 1, sizeof *k->after, err));
    TRY(gdcs_i_alloc((void **)&k->found, labels, sizeof *k->found, err));
    TRY(gdcs_i_alloc((void **)&k->p, labels, sizeof *k->p, err));
    return gdcs_i_alloc((void **)&k->adjusted, labels, sizeof *k->adjusted, err);
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char level[GDCS_I_LEVEL_SIZE], text[224];
    snprintf(text, sizeof text,
             "Share of women in a part over their share in the whole that contains it. "
             "Limits %s: %s. p-value: score test of part against rest.",
             gdcs_i_level_text(k->plan.gap.alpha, level), method_text(k->plan.method));
    return gdcs_i_result_finish(k->result, text, out, err);
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    GO(gdcs_i_groups_new(table, axes, k->keys + 1, &k->groups, err));
    k->axis.struct_size = sizeof k->axis;
    GO(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &k->axis, err));
    k->total = gdcs_i_beside_code(&k->axis, k->axis.total);
    GO(make_room(k, err));
    GO(add_columns(k, err));
    GO(add_rows(k, err));
    GO(finish(k, out, err));
done:
    free(k->adjusted);
    free(k->p);
    free(k->found);
    free(k->after);
    free(k->group);
    gdcs_i_result_free(k->result);
    gdcs_i_groups_free(k->groups);
    return status;
}

gdcs_status gdcs_quotient_table(const gdcs_table *table, const char *axis, const char *const *keep,
                                int32_t n, const gdcs_quotient_options *options, gdcs_frame **out,
                                gdcs_error *err)
{
    struct work k = {.keys = n};
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(plan_new(options, &k.plan, err));
    TRY(gdcs_i_beside_axes(keep, n, axis, axes, err));
    return tabulate(&k, table, axes, out, err);
}
