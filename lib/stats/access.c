#include <gdcs/access.h>

#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/contrast.h"
#include "num/root.h"
#include "stats/arrays.h"
#include "stats/beside.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>

enum {
    SHARES_V1 = 56, /* in release 0.1, for ever */
    ARRAYS_V1 = 56,
    OPTIONS_V1 = 24,
    RESULT_V1 = 72,
    PAIR_V1 = 32
};

struct plan {
    double alpha;
    double z;
};

static gdcs_status plan_new(const gdcs_access_options *options, struct plan *out, gdcs_error *err)
{
    gdcs_access_options o;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &out->alpha, err));
    out->z = gdcs_i_normal_quantile_upper(out->alpha / 2.0);
    return GDCS_OK;
}

static gdcs_status check_share(const gdcs_bounds *share, int missing, const char *field,
                               int64_t row, gdcs_error *err)
{
    if (missing && (isnan(share->lower) || isnan(share->upper)))
        return GDCS_OK;
    if (!(share->lower >= 0.0 && share->lower <= share->upper && share->upper <= 1.0))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, field,
                              "%s: the share does not lie between 0 and 1, lower before upper",
                              field);
    return GDCS_OK;
}

static gdcs_status check(const gdcs_access_shares *s, int missing, int64_t row, gdcs_error *err)
{
    TRY(check_share(&s->programme, missing, "programme", row, err));
    TRY(check_share(&s->eligible, missing, "eligible", row, err));
    TRY(gdcs_i_count_check(s->n_programme, 0, "n_programme", "shares", row, err));
    return gdcs_i_count_check(s->n_eligible, 0, "n_eligible", "shares", row, err);
}

static gdcs_bounds odds_of(gdcs_bounds share)
{
    const gdcs_bounds odds = {share.lower / (1.0 - share.lower), share.upper / (1.0 - share.upper)};
    return odds;
}

static double variance(double share, double n)
{
    return n > 0.0 ? 1.0 / (n * share * (1.0 - share)) : 0.0;
}

/* What the coverage of the ratio at either end lacks, for Imbens & Manski's C. */
struct cover {
    double width; /* over the larger standard error */
    double alpha;
};

static double lacks(double c, void *context)
{
    const struct cover *k = context;
    return k->alpha - gdcs_i_normal_upper(c) - gdcs_i_normal_upper(c + k->width);
}

static double critical_of(const struct plan *plan, double width)
{
    struct cover k = {width, plan->alpha};
    const double one_sided = gdcs_i_normal_quantile_upper(plan->alpha);
    double c;
    if (!(gdcs_i_normal_upper(plan->z + width) > 0.0))
        return one_sided;
    return gdcs_i_root(lacks, &k, one_sided - 1e-9, plan->z + 1e-9, &c, NULL) == GDCS_OK ? c
                                                                                         : plan->z;
}

static uint32_t notes_of(const gdcs_access_shares *s)
{
    const double shares[] = {s->programme.lower, s->programme.upper, s->eligible.lower,
                             s->eligible.upper};
    uint32_t notes = 0;
    for (int i = 0; i < 4; i++) {
        const double n = i < 2 ? s->n_programme : s->n_eligible;
        if (n > 0.0 && n < 20.0)
            notes |= GDCS_NOTE_SMALL_BASE;
        if (n > 0.0 && n * fmin(shares[i], 1.0 - shares[i]) < 5.0)
            notes |= GDCS_NOTE_SPARSE;
    }
    return notes;
}

/* The bounds moved outwards on the logarithm; an end at 0 or infinity stays. */
static void limit(const struct plan *plan, const gdcs_access_shares *s, gdcs_access_result *r)
{
    const double below = sqrt(variance(s->programme.lower, s->n_programme) +
                              variance(s->eligible.upper, s->n_eligible));
    const double above = sqrt(variance(s->programme.upper, s->n_programme) +
                              variance(s->eligible.lower, s->n_eligible));
    const double larger = fmax(below, above);
    const double width = log(r->bounds.upper) - log(r->bounds.lower);
    r->critical = critical_of(plan, larger > 0.0 ? width / larger : INFINITY);
    if (isfinite(below) && r->bounds.lower > 0.0)
        r->ratio.lower = r->bounds.lower * exp(-r->critical * below);
    else
        r->ratio.lower = 0.0;
    if (isfinite(above) && isfinite(r->bounds.upper))
        r->ratio.upper = r->bounds.upper * exp(r->critical * above);
    else
        r->ratio.upper = INFINITY;
    if (!isnan(r->ratio.value) && r->ratio.value > 0.0 && isfinite(r->ratio.value))
        r->ratio.std_error = r->ratio.value * below;
}

static void measure(const struct plan *plan, const gdcs_access_shares *s, gdcs_access_result *out)
{
    const int missing =
        isnan(s->programme.lower + s->programme.upper + s->eligible.lower + s->eligible.upper);
    const int points =
        s->programme.lower == s->programme.upper && s->eligible.lower == s->eligible.upper;
    gdcs_access_result r = {.struct_size = sizeof r,
                            .alpha = plan->alpha,
                            .critical = NAN,
                            .ratio = {NAN, NAN, NAN, NAN},
                            .bounds = {0.0, INFINITY}};
    if (missing) {
        r.notes = GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE;
        *out = r;
        return;
    }
    const gdcs_bounds p = odds_of(s->programme), q = odds_of(s->eligible);
    r.bounds = gdcs_i_bounds_quotient(p, q);
    r.notes = notes_of(s);
    if (points && isfinite(p.lower + q.lower))
        r.ratio.value = p.lower / q.lower;
    if (!points)
        r.notes |= GDCS_NOTE_INTERVAL_CELL;
    limit(plan, s, &r);
    if (isnan(r.ratio.value))
        r.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(r.ratio.upper))
        r.notes |= GDCS_NOTE_UPPER_INFINITE;
    if (r.ratio.value == 0.0 || isinf(r.ratio.value))
        r.notes |= GDCS_NOTE_AT_BOUNDARY;
    *out = r;
}

gdcs_status gdcs_access_estimate(const gdcs_access_shares *shares,
                                 const gdcs_access_options *options, gdcs_access_result *out,
                                 gdcs_error *err)
{
    struct plan plan;
    gdcs_access_shares s;
    gdcs_access_result r;
    TRY(gdcs_i_need(shares, "shares", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&s, sizeof s, shares, SHARES_V1, err));
    TRY(plan_new(options, &plan, err));
    TRY(check(&s, 0, 0, err));
    measure(&plan, &s, &r);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

static gdcs_access_shares shares_at(const gdcs_access_arrays *in, int64_t i)
{
    const gdcs_access_shares s = {.struct_size = sizeof s,
                                  .programme = {in->programme_lower[i], in->programme_upper[i]},
                                  .eligible = {in->eligible_lower[i], in->eligible_upper[i]},
                                  .n_programme = gdcs_i_array_at(in->n_programme, i),
                                  .n_eligible = gdcs_i_array_at(in->n_eligible, i)};
    return s;
}

gdcs_status gdcs_access_each(const gdcs_access_arrays *shares, int64_t n,
                             const gdcs_access_options *options, const gdcs_estimate_arrays *out,
                             gdcs_error *err)
{
    struct plan plan;
    gdcs_access_arrays in;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(shares, "shares", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&in, sizeof in, shares, ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(plan_new(options, &plan, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in.programme_lower, "programme_lower", err));
    TRY(gdcs_i_need(in.programme_upper, "programme_upper", err));
    TRY(gdcs_i_need(in.eligible_lower, "eligible_lower", err));
    TRY(gdcs_i_need(in.eligible_upper, "eligible_upper", err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_access_shares s = shares_at(&in, i);
        TRY(check(&s, 1, i + 1, err));
    }
    for (int64_t i = 0; i < n; i++) {
        const gdcs_access_shares s = shares_at(&in, i);
        gdcs_access_result r;
        measure(&plan, &s, &r);
        gdcs_i_estimate_arrays_set(&to, i, &r.ratio, &r.bounds, r.notes);
    }
    return GDCS_OK;
}

/* Women per man, as far as they are known. */
static gdcs_bounds odds_of_group(const gdcs_i_group *g)
{
    const gdcs_bounds women = {g->lower.women, g->upper.women + g->upper.unknown};
    const gdcs_bounds men = {g->lower.men, g->upper.men + g->upper.unknown};
    return gdcs_i_bounds_quotient(women, men);
}

static void measure_groups(const struct plan *plan, const gdcs_i_group *p, const gdcs_i_group *q,
                           gdcs_access_result *out)
{
    const struct gdcs_i_two t = {p->counts.women, p->counts.men, q->counts.women, q->counts.men};
    gdcs_access_result r = {.struct_size = sizeof r,
                            .notes = p->notes | q->notes | gdcs_i_counts_notes(&p->upper) |
                                     gdcs_i_counts_notes(&q->upper),
                            .alpha = plan->alpha,
                            .critical = NAN,
                            .ratio = {NAN, NAN, NAN, NAN},
                            .bounds = gdcs_i_bounds_quotient(odds_of_group(p), odds_of_group(q))};
    if (t.yes1 + t.no1 > 0.0 && t.yes2 + t.no2 > 0.0) {
        const struct gdcs_i_limits l = gdcs_i_contrast_odds_score(t, plan->z);
        const double value = t.yes1 * t.no2 / (t.no1 * t.yes2);
        const double error = value * sqrt(1.0 / t.yes1 + 1.0 / t.no1 + 1.0 / t.yes2 + 1.0 / t.no2);
        const gdcs_estimate e = {value, l.lower, l.upper, isfinite(error) ? error : NAN};
        r.ratio = e;
        if (t.yes1 == 0.0 || t.no1 == 0.0 || t.yes2 == 0.0 || t.no2 == 0.0)
            r.notes |= GDCS_NOTE_ZERO_CELL;
        if (t.yes1 + t.no1 < 20.0 || t.yes2 + t.no2 < 20.0)
            r.notes |= GDCS_NOTE_SMALL_BASE;
        if (isinf(l.upper))
            r.notes |= GDCS_NOTE_UPPER_INFINITE;
        if (value == 0.0 || isinf(value))
            r.notes |= GDCS_NOTE_AT_BOUNDARY;
    }
    if (isnan(r.ratio.value))
        r.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    *out = r;
}

gdcs_status gdcs_access_estimate_counts(const gdcs_sex_counts *programme,
                                        const gdcs_sex_counts *eligible,
                                        const gdcs_access_options *options, gdcs_access_result *out,
                                        gdcs_error *err)
{
    struct plan plan;
    gdcs_access_result r;
    TRY(gdcs_i_need(programme, "programme", err));
    TRY(gdcs_i_need(eligible, "eligible", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(programme, 0, "programme", 0, err));
    TRY(gdcs_i_counts_check(eligible, 0, "eligible", 0, err));
    if (!(programme->women + programme->men > 0.0) || !(eligible->women + eligible->men > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY,
                           programme->women + programme->men > 0.0 ? "eligible" : "programme",
                           "there are no women and no men");
    const gdcs_i_group p = gdcs_i_group_of_counts(programme), q = gdcs_i_group_of_counts(eligible);
    measure_groups(&plan, &p, &q, &r);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

/* What the rows are made from. */
struct work {
    struct plan plan;
    gdcs_gap_pair pair;
    gdcs_i_groups *groups;
    gdcs_i_result *result;
    int32_t keys;
    int32_t code[2];
    int32_t column[4];
};

static gdcs_status find_codes(struct work *k, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &axis, err));
    k->code[0] = gdcs_i_beside_code(&axis, k->pair.a);
    k->code[1] = gdcs_i_beside_code(&axis, k->pair.b);
    for (int i = 0; i < 2; i++)
        if (k->code[i] < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, i == 0 ? "a" : "b",
                               "axis \"%.60s\" has no label \"%.60s\"", k->pair.axis,
                               i == 0 ? k->pair.a : k->pair.b);
    if (k->code[0] == k->code[1])
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "b", "a and b are both \"%.60s\"", k->pair.a);
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const char *const names[] = {"n_programme", "n_eligible", "unknown_programme",
                                        "unknown_eligible"};
    TRY(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    for (int i = 0; i < 4; i++)
        TRY(gdcs_i_result_add_number(k->result, names[i],
                                     i < 2 ? GDCS_CONCEPT_N : GDCS_CONCEPT_UNKNOWN, "persons",
                                     &k->column[i], err));
    return gdcs_i_result_add_estimate(k->result, NULL, err);
}

static gdcs_status add_rows(struct work *k, gdcs_error *err)
{
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(k->groups); i++) {
        if (!gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            continue;
        gdcs_access_result r;
        const gdcs_i_group p = gdcs_i_beside_group(k->groups, k->keys, codes, k->code[0]);
        const gdcs_i_group q = gdcs_i_beside_group(k->groups, k->keys, codes, k->code[1]);
        const double numbers[] = {p.counts.women + p.counts.men, q.counts.women + q.counts.men,
                                  p.counts.unknown, q.counts.unknown};
        measure_groups(&k->plan, &p, &q, &r);
        TRY(gdcs_i_result_row(k->result, i, err));
        for (int c = 0; c < 4; c++)
            gdcs_i_result_set_number(k->result, k->column[c], numbers[c]);
        TRY(gdcs_i_result_set_estimate(k->result, &r.ratio, &r.bounds, "score, odds ratio", r.notes,
                                       err));
    }
    return GDCS_OK;
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    char level[GDCS_I_LEVEL_SIZE], text[160];
    GO(gdcs_i_groups_new(table, axes, k->keys + 1, &k->groups, err));
    GO(find_codes(k, err));
    GO(add_columns(k, err));
    GO(add_rows(k, err));
    snprintf(text, sizeof text,
             "Women in the programme per woman eligible, over the same of men. Limits %s: score.",
             gdcs_i_level_text(k->plan.alpha, level));
    GO(gdcs_i_result_finish(k->result, text, out, err));
done:
    gdcs_i_result_free(k->result);
    gdcs_i_groups_free(k->groups);
    return status;
}

gdcs_status gdcs_access_table(const gdcs_table *table, const gdcs_gap_pair *pair,
                              const char *const *keep, int32_t n,
                              const gdcs_access_options *options, gdcs_frame **out, gdcs_error *err)
{
    struct work k = {.keys = n};
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(pair, "pair", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_take(&k.pair, sizeof k.pair, pair, PAIR_V1, err));
    TRY(gdcs_i_need(k.pair.axis, "axis", err));
    TRY(gdcs_i_need(k.pair.a, "a", err));
    TRY(gdcs_i_need(k.pair.b, "b", err));
    TRY(plan_new(options, &k.plan, err));
    TRY(gdcs_i_beside_axes(keep, n, k.pair.axis, axes, err));
    return tabulate(&k, table, axes, out, err);
}
