#include "core/fail.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/gap/nested.h"
#include "stats/level.h"
#include "stats/own_right/measure.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>

enum { AXIS_V1 = 48 }; /* in release 0.1, for ever */

static const char *const names[GDCS_OWN_RIGHT_MEASURES] = {"",
                                                           "women",
                                                           "men",
                                                           "difference",
                                                           "ratio",
                                                           "odds_ratio",
                                                           "women_own",
                                                           "women_relatives",
                                                           "women_difference",
                                                           "women_ratio",
                                                           "women_all",
                                                           "dependants_women",
                                                           "dependants_men",
                                                           "dependants_ratio"};

enum { OWN_WOMEN, OWN_MEN, RELATIVES_WOMEN, RELATIVES_MEN, UNKNOWN_SEX, UNKNOWN_BASIS, NUMBERS };
enum { OWN, RELATIVES, UNKNOWN, DEPENDANTS, TOTAL, LABELS };

/* What the rows are made from. */
struct work {
    gdcs_i_gap_plan plan;
    gdcs_own_right_axis named;
    gdcs_i_groups *groups; /* by the axes to keep, then that of the basis */
    gdcs_i_result *result;
    gdcs_axis axis;
    int32_t keys;
    int32_t code[LABELS]; /* -1: no such label */
    int32_t measure;      /* columns */
    int32_t number[NUMBERS];
};

static gdcs_status find_codes(struct work *k, gdcs_error *err)
{
    const char *const labels[] = {k->named.own, k->named.relatives, k->named.unknown_basis,
                                  k->named.dependants};
    static const char *const fields[] = {"own", "relatives", "unknown_basis", "dependants"};
    k->axis.struct_size = sizeof k->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &k->axis, err));
    k->code[TOTAL] = gdcs_i_beside_code(&k->axis, k->axis.total);
    for (int i = 0; i < TOTAL; i++) {
        k->code[i] = gdcs_i_beside_code(&k->axis, labels[i]);
        if (labels[i] != NULL && k->code[i] < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, fields[i], "axis \"%.60s\" has no label \"%.60s\"",
                               k->named.axis, labels[i]);
        for (int j = 0; j < i; j++)
            if (labels[i] != NULL && k->code[i] == k->code[j])
                return gdcs_i_fail(err, GDCS_E_DUPLICATE, fields[i], "%s and %s are both \"%.60s\"",
                                   fields[j], fields[i], labels[i]);
    }
    return GDCS_OK;
}

static gdcs_i_group group_of(const struct work *k, const int32_t *codes, int what)
{
    return gdcs_i_beside_group(k->groups, k->keys, codes, k->code[what]);
}

/* Relatives where they have no label: all that is neither named nor the declared total. */
static gdcs_i_group others(const struct work *k, const int32_t *codes)
{
    gdcs_i_group sum = {.codes = codes};
    for (int32_t label = 0; label < (int32_t)k->axis.label_count; label++) {
        int named = 0;
        for (int i = 0; i < LABELS; i++)
            named = named || k->code[i] == label;
        if (!named) {
            const gdcs_i_group g = gdcs_i_beside_group(k->groups, k->keys, codes, label);
            gdcs_i_group_add(&sum, &g);
        }
    }
    return sum;
}

static double *of_sex(gdcs_sex_counts *counts, int sex)
{
    double *const members[] = {&counts->women, &counts->men, &counts->unknown};
    return members[sex];
}

static double everybody(const gdcs_sex_counts *c)
{
    return c->women + c->men + c->other + c->unknown;
}

static double rest_of(double total, double parts)
{
    const double rest = total - parts;
    return rest < 0.0 ? 0.0 : rest;
}

/* Whom a declared total has beyond the parts: at most so many of one sex, and no more than persons are
   left at all, for those whose sex the parts do not know may be whom the total has more of. */
static void add_rest(gdcs_i_group *to, gdcs_i_group *total, gdcs_i_group *parts)
{
    const double left = rest_of(everybody(&total->upper), everybody(&parts->lower));
    const double some = rest_of(everybody(&total->counts), everybody(&parts->counts));
    double sum = 0.0;
    for (int sex = 0; sex < 3; sex++)
        sum += rest_of(*of_sex(&total->counts, sex), *of_sex(&parts->counts, sex));
    for (int sex = 0; sex < 3; sex++) {
        const double most = rest_of(*of_sex(&total->upper, sex), *of_sex(&parts->lower, sex));
        const double rest = rest_of(*of_sex(&total->counts, sex), *of_sex(&parts->counts, sex));
        *of_sex(&to->upper, sex) += fmin(most, left);
        if (left > 0.0)
            *of_sex(&to->counts, sex) += sum <= some ? rest : NAN;
    }
    if (everybody(&total->upper) < everybody(&parts->lower))
        to->notes |= GDCS_NOTE_PARTS_EXCEED;
    else if (left > 0.0)
        to->notes |= GDCS_NOTE_TOTAL_EXCEEDS;
    to->notes |= total->notes;
}

static void find_persons(const struct work *k, const int32_t *codes, gdcs_i_own_right *p)
{
    static const gdcs_sex_counts none = {0.0, 0.0, 0.0, 0.0, 0.0};
    const gdcs_i_group nobody = gdcs_i_group_of_counts(&none);
    p->own = group_of(k, codes, OWN);
    p->relatives = k->code[RELATIVES] >= 0 ? group_of(k, codes, RELATIVES) : others(k, codes);
    p->unknown = k->code[UNKNOWN] >= 0 ? group_of(k, codes, UNKNOWN) : nobody;
    p->has_dependants = k->code[DEPENDANTS] >= 0;
    p->dependants = p->has_dependants ? group_of(k, codes, DEPENDANTS) : nobody;
    if (k->code[TOTAL] >= 0) {
        gdcs_i_group parts = p->own, total = group_of(k, codes, TOTAL);
        gdcs_i_group_add(&parts, &p->relatives);
        gdcs_i_group_add(&parts, &p->unknown);
        if (total.codes != NULL)
            add_rest(&p->unknown, &total, &parts);
    }
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const char *const columns[] = {"own_women",     "own_men",     "relatives_women",
                                          "relatives_men", "unknown_sex", "unknown_basis"};
    TRY(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    TRY(gdcs_i_result_add_text(k->result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    for (int i = 0; i < NUMBERS; i++)
        TRY(gdcs_i_result_add_number(k->result, columns[i],
                                     i < UNKNOWN_SEX ? GDCS_CONCEPT_COUNT : GDCS_CONCEPT_UNKNOWN,
                                     "persons", &k->number[i], err));
    return gdcs_i_result_add_estimate(k->result, NULL, err);
}

static gdcs_status add_group(const struct work *k, int64_t group, const gdcs_i_own_right *p,
                             gdcs_error *err)
{
    const gdcs_sex_counts *o = &p->own.counts, *r = &p->relatives.counts, *u = &p->unknown.counts;
    const double numbers[] = {o->women,
                              o->men,
                              r->women,
                              r->men,
                              o->unknown + r->unknown + u->unknown,
                              u->women + u->men + u->unknown};
    const int32_t last = p->has_dependants ? GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_RATIO
                                           : GDCS_OWN_RIGHT_MEASURE_WOMEN_ALL;
    gdcs_i_own_right_value v[GDCS_OWN_RIGHT_MEASURES];
    gdcs_i_own_right_measure(&k->plan, p, 1, last, v);
    for (int32_t m = 1; m <= last; m++) {
        const gdcs_own_right_value *one = &v[m].value;
        TRY(gdcs_i_result_row(k->result, group, err));
        TRY(gdcs_i_result_set_text(k->result, k->measure, names[m], err));
        for (int i = 0; i < NUMBERS; i++)
            gdcs_i_result_set_number(k->result, k->number[i], numbers[i]);
        TRY(gdcs_i_result_set_estimate(k->result, &one->estimate, &one->bounds, v[m].method,
                                       one->notes, err));
    }
    return GDCS_OK;
}

static gdcs_status add_rows(const struct work *k, gdcs_error *err)
{
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++) {
        gdcs_i_own_right p;
        if (!gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            continue;
        find_persons(k, codes, &p);
        TRY(add_group(k, i, &p, err));
    }
    return GDCS_OK;
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char level[GDCS_I_LEVEL_SIZE], text[256];
    snprintf(text, sizeof text,
             "Admitted in one's own right against as a relative, among women and among men. Limits "
             "%s: see method. Bounds hold whatever the sex and the basis of the unknown.",
             gdcs_i_level_text(k->plan.alpha, level));
    return gdcs_i_result_finish(k->result, text, out, err);
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    GO(gdcs_i_groups_new(table, axes, k->keys + 1, &k->groups, err));
    GO(find_codes(k, err));
    GO(add_columns(k, err));
    GO(add_rows(k, err));
    GO(finish(k, out, err));
done:
    gdcs_i_result_free(k->result);
    gdcs_i_groups_free(k->groups);
    return status;
}

gdcs_status gdcs_own_right_table(const gdcs_table *table, const gdcs_own_right_axis *axis,
                                 const char *const *keep, int32_t n,
                                 const gdcs_gap_options *options, gdcs_frame **out, gdcs_error *err)
{
    struct work k = {.keys = n};
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_take(&k.named, sizeof k.named, axis, AXIS_V1, err));
    TRY(gdcs_i_need(k.named.axis, "axis", err));
    TRY(gdcs_i_need(k.named.own, "own", err));
    TRY(gdcs_i_gap_plan_new(options, &k.plan, err));
    TRY(gdcs_i_beside_axes(keep, n, k.named.axis, axes, err));
    return tabulate(&k, table, axes, out, err);
}
