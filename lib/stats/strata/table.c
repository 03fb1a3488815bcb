/* Women and men by an outcome, in strata of a table. */
#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/form.h"
#include "stats/level.h"
#include "stats/strata/pool.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAIR_V1 = 32, MEASURES = 3, ARRAYS = 4 };

/* One stratum of one group: women and men with the outcome and without. */
struct cells {
    gdcs_bounds women_yes, women_no, men_yes, men_no;
};

struct work {
    gdcs_strata_options options;
    gdcs_gap_pair outcome;
    gdcs_i_form form; /* groups by the axes to keep, that of strata, that of outcomes */
    gdcs_axis strata;
    gdcs_axis outcomes;
    int32_t keys;
    int32_t code_a;
    int32_t code_b; /* -1: all labels but a and the declared total */
    double *arrays; /* part_a, whole_a, part_b, whole_b of each stratum */
    int64_t count;  /* of strata read */
    double unknown;
    uint32_t notes;
    int32_t exact;
    int32_t certain;
    gdcs_bounds bounds[MEASURES];
    int32_t may_be_nothing[MEASURES];
};

static gdcs_status find_codes(struct work *k, gdcs_error *err)
{
    const gdcs_table *margin = gdcs_i_groups_table(k->form.groups);
    k->strata.struct_size = sizeof k->strata;
    k->outcomes.struct_size = sizeof k->outcomes;
    TRY(gdcs_table_get_axis(margin, k->keys, &k->strata, err));
    TRY(gdcs_table_get_axis(margin, k->keys + 1, &k->outcomes, err));
    k->code_a = gdcs_i_beside_code(&k->outcomes, k->outcome.a);
    k->code_b = gdcs_i_beside_code(&k->outcomes, k->outcome.b);
    if (k->code_a < 0 || (k->outcome.b != NULL && k->code_b < 0))
        return gdcs_i_fail(err, GDCS_E_NAME, k->code_a < 0 ? "a" : "b",
                           "axis \"%.60s\" has no label \"%.60s\"", k->outcome.axis,
                           k->code_a < 0 ? k->outcome.a : k->outcome.b);
    if (k->code_a == k->code_b)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, "b", "a and b are both \"%.60s\"", k->outcome.a);
    return GDCS_OK;
}

static gdcs_i_group absence(const struct work *k, const int32_t *codes)
{
    const int32_t total = gdcs_i_beside_code(&k->outcomes, k->outcomes.total);
    return k->code_b >= 0 ? gdcs_i_beside_group(k->form.groups, k->keys + 1, codes, k->code_b)
                          : gdcs_i_beside_others(k->form.groups, k->keys + 1, codes, &k->outcomes,
                                                 k->code_a, total);
}

static int is_zero(gdcs_bounds b)
{
    return b.upper == 0.0;
}

static int may_be_zero(gdcs_bounds b)
{
    return b.lower == 0.0;
}

/* Has the stratum nothing to say of a measure, by `zero`: surely, or possibly? */
static int says_nothing(const struct cells *c, int measure, int (*zero)(gdcs_bounds))
{
    const int wy = zero(c->women_yes), wn = zero(c->women_no), my = zero(c->men_yes),
              mn = zero(c->men_no);
    if ((wy && wn) || (my && mn))
        return 1;
    if (measure == GDCS_I_STRATA_RISK_RATIO)
        return wy && my;
    return measure == GDCS_I_STRATA_ODDS_RATIO && (wy || mn) && (wn || my);
}

static gdcs_bounds bounds_of(const struct cells *c, int measure)
{
    const gdcs_bounds women = gdcs_i_bounds_share(c->women_yes, c->women_no);
    const gdcs_bounds men = gdcs_i_bounds_share(c->men_yes, c->men_no);
    if (measure == GDCS_I_STRATA_DIFFERENCE)
        return (gdcs_bounds){women.lower - men.upper, women.upper - men.lower};
    if (measure == GDCS_I_STRATA_RISK_RATIO)
        return gdcs_i_bounds_quotient(women, men);
    return gdcs_i_bounds_quotient(gdcs_i_bounds_quotient(c->women_yes, c->women_no),
                                  gdcs_i_bounds_quotient(c->men_yes, c->men_no));
}

/* Mantel-Haenszel measures are means of those of the strata, with weights that are not known: they lie
   between the least and the most of them. */
static void widen(struct work *k, const struct cells *c)
{
    for (int m = 0; m < MEASURES; m++) {
        if (!says_nothing(c, m, may_be_zero))
            k->may_be_nothing[m] = 0;
        if (says_nothing(c, m, is_zero))
            continue;
        const gdcs_bounds b = bounds_of(c, m);
        k->bounds[m].lower = fmin(k->bounds[m].lower, b.lower);
        k->bounds[m].upper = fmax(k->bounds[m].upper, b.upper);
    }
}

static void read_stratum(struct work *k, const int32_t *codes)
{
    const gdcs_i_group yes = gdcs_i_beside_group(k->form.groups, k->keys + 1, codes, k->code_a);
    const gdcs_i_group no = absence(k, codes);
    const double whole[2] = {yes.counts.women + no.counts.women, yes.counts.men + no.counts.men};
    const struct cells c = {{yes.lower.women, yes.upper.women + yes.upper.unknown},
                            {no.lower.women, no.upper.women + no.upper.unknown},
                            {yes.lower.men, yes.upper.men + yes.upper.unknown},
                            {no.lower.men, no.upper.men + no.upper.unknown}};
    double *row = k->arrays + k->count++;
    const int64_t step = k->strata.label_count;
    row[0] = yes.counts.women;
    row[step] = whole[0];
    row[2 * step] = yes.counts.men;
    row[3 * step] = whole[1];
    k->unknown += yes.counts.unknown + no.counts.unknown;
    k->notes |=
        yes.notes | no.notes | gdcs_i_counts_notes(&yes.upper) | gdcs_i_counts_notes(&no.upper);
    if (isnan(whole[0] + whole[1]))
        k->exact = 0;
    if (yes.upper.unknown + no.upper.unknown > 0.0)
        k->certain = 0;
    widen(k, &c);
}

static void read_group(struct work *k, const int32_t *codes)
{
    const int32_t total = gdcs_i_beside_code(&k->strata, k->strata.total);
    int32_t wanted[GDCS_I_AXES + 1];
    memcpy(wanted, codes, (size_t)k->keys * sizeof *wanted);
    k->count = 0;
    k->unknown = 0.0;
    k->notes = 0;
    k->exact = k->certain = 1;
    for (int m = 0; m < MEASURES; m++) {
        k->bounds[m] = (gdcs_bounds){INFINITY, -INFINITY};
        k->may_be_nothing[m] = 1;
    }
    for (int32_t label = 0; label < (int32_t)k->strata.label_count; label++) {
        wanted[k->keys] = label;
        if (label != total)
            read_stratum(k, wanted);
    }
}

static const gdcs_bounds range[MEASURES] = {{-1.0, 1.0}, {0.0, INFINITY}, {0.0, INFINITY}};

/* Those of the Mantel-Haenszel measure, by whatever method the value is. */
static gdcs_bounds final_bounds(const struct work *k, const gdcs_i_strata_counts *s, int m)
{
    if (k->may_be_nothing[m])
        return range[m];
    if (!(k->exact && k->certain))
        return k->bounds[m];
    const double value = gdcs_i_strata_mantel(s, m, 0).value;
    return (gdcs_bounds){value, value};
}

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

static gdcs_status measure(const struct work *k, const gdcs_i_strata_counts *s,
                           gdcs_strata_result *r, gdcs_error *err)
{
    const gdcs_test none = {NAN, NAN, NAN, NAN};
    *r = (gdcs_strata_result){.notes = GDCS_NOTE_NOT_ESTIMABLE,
                              .method = k->options.method,
                              .n_a = NAN,
                              .n_b = NAN,
                              .difference = nothing,
                              .risk_ratio = nothing,
                              .odds_ratio = nothing,
                              .test = none,
                              .homogeneity_difference = none,
                              .homogeneity_risk_ratio = none,
                              .homogeneity_odds_ratio = none};
    if (k->exact)
        TRY(gdcs_i_strata_measure(s, &k->options, 0, r, err));
    r->notes |= k->notes;
    return GDCS_OK;
}

enum { NUMBERS = 9 };

static gdcs_status add_rows(struct work *k, int64_t group, gdcs_error *err)
{
    static const char *const name[MEASURES] = {"difference", "risk_ratio", "odds_ratio"};
    const int64_t step = k->strata.label_count;
    const gdcs_i_strata_counts s = {k->arrays, k->arrays + step, k->arrays + 2 * step,
                                    k->arrays + 3 * step, k->count};
    gdcs_strata_result r;
    TRY(measure(k, &s, &r, err));
    const gdcs_estimate *const estimate[MEASURES] = {&r.difference, &r.risk_ratio, &r.odds_ratio};
    const double homogeneity[MEASURES] = {r.homogeneity_difference.p_value,
                                          r.homogeneity_risk_ratio.p_value,
                                          r.homogeneity_odds_ratio.p_value};
    for (int m = 0; m < MEASURES; m++) {
        const gdcs_bounds bounds = final_bounds(k, &s, m);
        const int mantel = m != GDCS_I_STRATA_ODDS_RATIO && r.method >= GDCS_STRATA_METHOD_EXACT;
        const double number[NUMBERS] = {k->exact ? (double)r.strata : NAN,
                                        k->exact ? (double)r.empty : NAN,
                                        k->unknown,
                                        r.n_a,
                                        r.n_b,
                                        r.test.statistic,
                                        r.test.p_value,
                                        r.test.log10_p,
                                        homogeneity[m]};
        TRY(gdcs_i_form_add_row(
            &k->form, group, name[m], number, estimate[m], &bounds,
            gdcs_i_strata_method_text(mantel ? GDCS_STRATA_METHOD_MANTEL_HAENSZEL : r.method),
            r.notes, err));
    }
    return GDCS_OK;
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char sentence[400], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Risk of %.60s among it or %.60s, a: women, b: men, pooled over %.60s; limits %s; "
             "bounds are "
             "of the Mantel-Haenszel measure.",
             k->outcome.a, k->outcome.b != NULL ? k->outcome.b : "another label", k->strata.name,
             gdcs_i_level_text(k->options.alpha, level));
    return gdcs_i_result_finish(k->form.result, sentence, out, err);
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    static const gdcs_i_heading headings[NUMBERS] = {
        {"strata", NULL, GDCS_CONCEPT_NUMBER},        {"empty", NULL, GDCS_CONCEPT_NUMBER},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN}, {"n_a", "persons", GDCS_CONCEPT_N},
        {"n_b", "persons", GDCS_CONCEPT_N},           {"statistic", NULL, GDCS_CONCEPT_NUMBER},
        {"p_value", NULL, GDCS_CONCEPT_P_VALUE},      {"log10_p", NULL, GDCS_CONCEPT_NUMBER},
        {"p_homogeneity", NULL, GDCS_CONCEPT_P_VALUE}};
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    const int32_t *codes;
    GO(gdcs_i_groups_new(table, axes, k->keys + 2, &k->form.groups, err));
    GO(find_codes(k, err));
    GO(gdcs_i_result_new(k->form.groups, k->keys, &k->form.result, err));
    GO(gdcs_i_alloc(&memory, ARRAYS * k->strata.label_count, sizeof(double), err));
    k->arrays = memory;
    GO(gdcs_i_form_add_columns(&k->form, "measure", GDCS_CONCEPT_MEASURE, headings, NUMBERS, NULL,
                               err));
    for (int64_t i = -1; gdcs_i_form_next(&k->form, &i, &codes);) {
        read_group(k, codes);
        GO(add_rows(k, i, err));
    }
    GO(finish(k, out, err));
done:
    free(memory);
    gdcs_i_form_free(&k->form);
    return status;
}

gdcs_status gdcs_strata_table(const gdcs_table *table, const gdcs_gap_pair *outcome,
                              const char *strata, const char *const *keep, int32_t n,
                              const gdcs_strata_options *options, gdcs_frame **out, gdcs_error *err)
{
    struct work k = {.keys = n, .form = {.keys = n}};
    const char *axes[GDCS_I_AXES + 1];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(outcome, "outcome", err));
    TRY(gdcs_i_need(strata, "strata", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_take(&k.outcome, sizeof k.outcome, outcome, PAIR_V1, err));
    TRY(gdcs_i_need(k.outcome.axis, "axis", err));
    TRY(gdcs_i_need(k.outcome.a, "a", err));
    TRY(gdcs_i_strata_options(options, &k.options, err));
    TRY(gdcs_i_beside_axes(keep, n, strata, axes, err));
    axes[n + 1] = k.outcome.axis;
    return tabulate(&k, table, axes, out, err);
}
