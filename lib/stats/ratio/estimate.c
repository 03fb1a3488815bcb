#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/parts.h"
#include "stats/ratio/sides.h"

#include <math.h>
#include <stddef.h>

enum { RESULT_V1 = 280 }; /* in release 0.1, for ever */

gdcs_i_ratio_side gdcs_i_ratio_side_of(double part, double whole)
{
    const double no = whole - part;
    const gdcs_i_ratio_side side = {
        .yes = part,
        .no = no,
        .yes_bounds = {isnan(part) ? 0.0 : part, isnan(part) ? INFINITY : part},
        .no_bounds = {isnan(no) ? 0.0 : no, isnan(no) ? INFINITY : no}};
    return side;
}

/* Whoever of unknown sex has the outcome may be one more with it, who has not one more without. */
gdcs_i_ratio_side gdcs_i_ratio_side_of_sex(int sex, const gdcs_i_group *outcome,
                                           const gdcs_i_group *absence)
{
    const int women = sex == GDCS_SEX_FEMALE;
    const gdcs_i_group *const of[] = {outcome, absence};
    gdcs_bounds b[2];
    for (int i = 0; i < 2; i++) {
        b[i].lower = women ? of[i]->lower.women : of[i]->lower.men;
        b[i].upper = (women ? of[i]->upper.women : of[i]->upper.men) + of[i]->upper.unknown;
    }
    const gdcs_i_ratio_side side = {women ? outcome->counts.women : outcome->counts.men,
                                    women ? absence->counts.women : absence->counts.men, b[0],
                                    b[1]};
    return side;
}

/* The scalar forms refuse what the others note. */
static gdcs_status give(const gdcs_i_ratio_plan *plan, const gdcs_i_ratio_side *a,
                        const gdcs_i_ratio_side *b, double unknown, uint32_t notes,
                        gdcs_ratio_result *out, gdcs_error *err)
{
    gdcs_ratio_result r;
    if (!(a->yes + a->no > 0.0) || !(b->yes + b->no > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, a->yes + a->no > 0.0 ? "b" : "a",
                           "nobody is in group %s", a->yes + a->no > 0.0 ? "b" : "a");
    if (!gdcs_i_ratio_is_served(plan->method, a, b))
        return gdcs_i_fail(err, GDCS_E_VALUE, "method",
                           "exact methods need whole counts, and one has a fraction");
    gdcs_i_ratio_measure(plan, a, b, notes, &r);
    r.unknown = unknown;
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

gdcs_status gdcs_i_ratio_parts_check(const gdcs_part *a, const gdcs_part *b, gdcs_error *err)
{
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(b, "b", err));
    TRY(gdcs_i_part_check(a, 0, "a", 0, err));
    return gdcs_i_part_check(b, 0, "b", 0, err);
}

gdcs_status gdcs_ratio_estimate(const gdcs_part *a, const gdcs_part *b,
                                const gdcs_ratio_options *options, gdcs_ratio_result *out,
                                gdcs_error *err)
{
    gdcs_i_ratio_plan plan;
    TRY(gdcs_i_ratio_parts_check(a, b, err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_ratio_plan_new(options, &plan, err));
    const gdcs_i_ratio_side side_a = gdcs_i_ratio_side_of(a->part, a->whole);
    const gdcs_i_ratio_side side_b = gdcs_i_ratio_side_of(b->part, b->whole);
    return give(&plan, &side_a, &side_b, 0.0, 0, out, err);
}

gdcs_status gdcs_ratio_estimate_sexes(const gdcs_sex_counts *outcome,
                                      const gdcs_sex_counts *absence,
                                      const gdcs_ratio_options *options, gdcs_ratio_result *out,
                                      gdcs_error *err)
{
    gdcs_i_ratio_plan plan;
    TRY(gdcs_i_need(outcome, "outcome", err));
    TRY(gdcs_i_need(absence, "absence", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_ratio_plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(outcome, 0, "outcome", 0, err));
    TRY(gdcs_i_counts_check(absence, 0, "absence", 0, err));
    const gdcs_i_group with = gdcs_i_group_of_counts(outcome);
    const gdcs_i_group without = gdcs_i_group_of_counts(absence);
    const gdcs_i_ratio_side women = gdcs_i_ratio_side_of_sex(GDCS_SEX_FEMALE, &with, &without);
    const gdcs_i_ratio_side men = gdcs_i_ratio_side_of_sex(GDCS_SEX_MALE, &with, &without);
    return give(&plan, &women, &men, outcome->unknown + absence->unknown,
                gdcs_i_counts_notes(outcome) | gdcs_i_counts_notes(absence), out, err);
}

static void set(const gdcs_estimate_arrays to[], int64_t i, const gdcs_ratio_result *r)
{
    for (int k = 0; k < GDCS_I_RATIO_MEASURES; k++) {
        const gdcs_ratio_measure *m = gdcs_i_ratio_at(r, k);
        gdcs_i_estimate_arrays_set(&to[k], i, &m->estimate, &m->bounds, m->notes);
    }
}

static void each(const gdcs_i_ratio_plan *plan, const gdcs_part_arrays *in, int64_t n,
                 const gdcs_estimate_arrays to[])
{
    for (int64_t i = 0; i < n; i++) {
        const gdcs_i_ratio_side a = gdcs_i_ratio_side_of(in->part_a[i], in->whole_a[i]);
        const gdcs_i_ratio_side b = gdcs_i_ratio_side_of(in->part_b[i], in->whole_b[i]);
        const uint32_t notes =
            isnan(a.yes + a.no + b.yes + b.no) ? (uint32_t)GDCS_NOTE_MISSING_CELL : 0;
        gdcs_ratio_result r;
        gdcs_i_ratio_measure(plan, &a, &b, notes, &r);
        set(to, i, &r);
    }
}

gdcs_status gdcs_ratio_each(const gdcs_part_arrays *counts, int64_t n,
                            const gdcs_ratio_options *options,
                            const gdcs_estimate_arrays *difference,
                            const gdcs_estimate_arrays *risk_ratio,
                            const gdcs_estimate_arrays *risk_ratio_absence,
                            const gdcs_estimate_arrays *odds_ratio, gdcs_error *err)
{
    const gdcs_estimate_arrays *const given[] = {difference, risk_ratio, risk_ratio_absence,
                                                 odds_ratio};
    gdcs_estimate_arrays to[GDCS_I_RATIO_MEASURES];
    gdcs_i_ratio_plan plan;
    gdcs_part_arrays in;
    TRY(gdcs_i_ratio_plan_new(options, &plan, err));
    plan.wanted = 0;
    for (int k = 0; k < GDCS_I_RATIO_MEASURES; k++) {
        TRY(gdcs_i_take(&to[k], sizeof to[k], given[k], GDCS_I_ESTIMATE_ARRAYS_V1, err));
        plan.wanted |= given[k] != NULL ? 1 << k : 0;
    }
    TRY(gdcs_i_parts_take(counts, "counts", n, GDCS_I_PARTS_MISSING, &in, err));
    each(&plan, &in, n, to);
    return GDCS_OK;
}
