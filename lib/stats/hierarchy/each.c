/* Many hierarchies in arrays, each with its own number of levels. */
#include "core/fail.h"
#include "core/memory.h"
#include "stats/arrays.h"
#include "stats/hierarchy/model.h"
#include "stats/parts.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

static gdcs_status check_offsets(const int64_t *offsets, int64_t count, gdcs_error *err)
{
    int64_t most;
    TRY(gdcs_i_offsets_check(offsets, count, "count", &most, err));
    for (int64_t i = 0; most > GDCS_I_LEVELS && i < count; i++)
        if (offsets[i + 1] - offsets[i] > GDCS_I_LEVELS)
            return gdcs_i_fail_at(err, GDCS_E_LIMIT, i + 1, 0, "offsets",
                                  "%lld levels, of at most %d",
                                  (long long)(offsets[i + 1] - offsets[i]), (int)GDCS_I_LEVELS);
    return GDCS_OK;
}

/* Persons at two levels or more, women and men among them. */
static int is_fittable(const double *women, const double *men, int32_t n)
{
    double all_women = 0.0, all_men = 0.0;
    int32_t filled = 0;
    for (int32_t j = 0; j < n; j++) {
        all_women += women[j];
        all_men += men[j];
        filled += women[j] + men[j] > 0.0;
    }
    return all_women > 0.0 && all_men > 0.0 && filled > 1;
}

static int is_open(const gdcs_i_rung *g)
{
    return g->women.lower != g->women.upper || g->men.lower != g->men.upper || g->unknown > 0.0;
}

static int may_have_somebody(const gdcs_i_rung *g)
{
    return g->women.upper + g->men.upper + g->unknown > 0.0;
}

/* The lowest and the highest level where somebody can be; 0 if a level between is open, an end has no
   end, or a table in the box may have no odds ratio. */
static int find_ends(const gdcs_i_rungs *r, int32_t *first, int32_t *last)
{
    double women[GDCS_I_LEVELS], men[GDCS_I_LEVELS];
    *first = r->n;
    *last = -1;
    for (int32_t j = 0; j < r->n; j++) {
        const gdcs_i_rung *g = &r->rung[j];
        women[j] = g->women.lower;
        men[j] = g->men.lower;
        if (!isfinite(g->women.upper + g->men.upper + g->unknown))
            return 0;
        if (may_have_somebody(g)) {
            *first = j < *first ? j : *first;
            *last = j;
        }
    }
    for (int32_t j = *first + 1; j < *last; j++)
        if (is_open(&r->rung[j]))
            return 0;
    return is_fittable(women, men, r->n);
}

/* The odds ratio with as many women at level `from`, and men at level `to`, as can be, and as few of the
   others there: the profile of the log odds has a Hessian in the thresholds that is an M-matrix, by
   which an end has one direction for each sex. */
static gdcs_status corner(const gdcs_i_rungs *r, int32_t from, int32_t to, double *out,
                          gdcs_error *err)
{
    double women[GDCS_I_LEVELS], men[GDCS_I_LEVELS], log_odds;
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    for (int32_t j = 0; j < r->n; j++) {
        women[j] = r->rung[j].women.lower;
        men[j] = r->rung[j].men.lower;
    }
    women[from] = r->rung[from].women.upper + r->rung[from].unknown;
    men[to] = r->rung[to].men.upper + r->rung[to].unknown;
    TRY(gdcs_i_fit_log_odds(&in, r->n, &log_odds, err));
    *out = exp(log_odds);
    return GDCS_OK;
}

/* The score of the log odds at 0 is that of the rank test: their sign is that of superiority - 1/2. */
static gdcs_status by_sign(const gdcs_i_rungs *r, gdcs_bounds *out, gdcs_error *err)
{
    gdcs_i_hierarchy_plan plan;
    TRY(gdcs_i_hierarchy_plan_new(NULL, r->n, &plan, err));
    const gdcs_bounds s =
        gdcs_i_hierarchy_bounds(&plan, GDCS_HIERARCHY_MEASURE_SUPERIORITY, r, NULL);
    const gdcs_bounds all = {0.0, INFINITY}, above = {1.0, INFINITY}, below = {0.0, 1.0};
    *out = s.lower > 0.5 ? above : s.upper < 0.5 ? below : all;
    return GDCS_OK;
}

static gdcs_status bound(const gdcs_i_rungs *r, double value, gdcs_bounds *out, gdcs_error *err)
{
    const gdcs_bounds all = {0.0, INFINITY}, certain = {value, value};
    int32_t first, last;
    *out = r->certain && !isnan(value) ? certain : all;
    if (r->certain || r->n == 0)
        return GDCS_OK;
    if (!find_ends(r, &first, &last))
        return by_sign(r, out, err);
    TRY(corner(r, first, last, &out->lower, err));
    return corner(r, last, first, &out->upper, err);
}

gdcs_status gdcs_i_fit_rungs(const gdcs_i_fit_plan *plan, const gdcs_i_rungs *r,
                             gdcs_i_fitted_rungs *out, gdcs_error *err)
{
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = r->women, .men = r->men};
    gdcs_i_fitted_rungs f = {.odds_ratio = {NAN, NAN, NAN, NAN},
                             .likelihood_ratio = gdcs_i_test_none(),
                             .proportional = gdcs_i_test_none(),
                             .notes = r->notes | GDCS_NOTE_NOT_ESTIMABLE};
    for (int32_t j = 0; j < r->n; j++)
        f.levels += r->women[j] + r->men[j] > 0.0;
    if (r->exact && is_fittable(r->women, r->men, r->n)) {
        gdcs_hierarchy_fitted fitted;
        TRY(gdcs_i_fit_levels(plan, &in, r->n, &fitted, err));
        f.odds_ratio = fitted.odds_ratio;
        f.likelihood_ratio = fitted.likelihood_ratio;
        f.proportional = fitted.proportional;
        f.notes = r->notes | fitted.notes;
    }
    TRY(bound(r, f.odds_ratio.value, &f.bounds, err));
    *out = f;
    return GDCS_OK;
}

static void set_tests(const gdcs_test_arrays *to, const gdcs_i_fitted_rungs *fits, int64_t count,
                      int proportional)
{
    for (int64_t i = 0; i < count; i++)
        gdcs_i_test_arrays_set(to, i,
                               proportional ? &fits[i].proportional : &fits[i].likelihood_ratio);
}

gdcs_status gdcs_hierarchy_fit_each(const gdcs_sex_arrays *levels, const int64_t *offsets,
                                    int64_t count, const gdcs_hierarchy_fit_options *options,
                                    const gdcs_estimate_arrays *odds_ratio,
                                    const gdcs_test_arrays *likelihood_ratio,
                                    const gdcs_test_arrays *proportional, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_fit_plan plan;
    gdcs_i_rungs rungs;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    gdcs_test_arrays ratio, brant;
    void *room = NULL;
    TRY(gdcs_i_need(odds_ratio, "odds_ratio", err));
    TRY(gdcs_i_fit_plan_new(options, &plan, err));
    TRY(gdcs_i_take(&to, sizeof to, odds_ratio, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&ratio, sizeof ratio, likelihood_ratio, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(gdcs_i_take(&brant, sizeof brant, proportional, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(check_offsets(offsets, count, err));
    TRY(gdcs_i_rungs_check(levels, offsets[count], 1, &in, err));
    TRY(gdcs_i_alloc(&room, count, sizeof(gdcs_i_fitted_rungs), err));
    gdcs_i_fitted_rungs *fits = room;
    for (int64_t i = 0; i < count; i++) {
        gdcs_i_rungs_read(&rungs, &in, offsets[i], offsets[i + 1] - offsets[i]);
        GO(gdcs_i_fit_rungs(&plan, &rungs, &fits[i], err));
    }
    for (int64_t i = 0; i < count; i++)
        gdcs_i_estimate_arrays_set(&to, i, &fits[i].odds_ratio, &fits[i].bounds, fits[i].notes);
    set_tests(&ratio, fits, count, 0);
    set_tests(&brant, fits, count, 1);
done:
    free(room);
    return status;
}

/* The options with the scores of one hierarchy; none for one without levels. */
static gdcs_status plan_of(const gdcs_hierarchy_options *all, int64_t first, int64_t n,
                           gdcs_i_hierarchy_plan *out, gdcs_error *err)
{
    gdcs_hierarchy_options o = *all;
    if (o.scores == GDCS_HIERARCHY_SCORES_GIVEN && o.score != NULL) {
        o.score += first;
        o.score_count = n;
    }
    return gdcs_i_hierarchy_plan_new(&o, n, out, err);
}

static gdcs_status test_one(const gdcs_hierarchy_options *all, const gdcs_sex_arrays *in,
                            int64_t first, int64_t n, gdcs_hierarchy_tested *out, gdcs_error *err)
{
    gdcs_i_hierarchy_plan plan;
    gdcs_i_rungs rungs;
    gdcs_hierarchy_tested r = {
        .struct_size = sizeof r, .notes = GDCS_NOTE_NOT_ESTIMABLE, .tested = gdcs_i_test_none()};
    if (n > 0) {
        TRY(plan_of(all, first, n, &plan, err));
        gdcs_i_rungs_read(&rungs, in, first, n);
        TRY(gdcs_i_hierarchy_test(&plan, plan.scores, &rungs, 0, &r, err));
    }
    *out = r;
    return GDCS_OK;
}

/* Options as they are, once they have been checked with the scores of all elements. */
static gdcs_status take_options(const gdcs_hierarchy_options *options, int64_t elements,
                                gdcs_hierarchy_options *out, gdcs_error *err)
{
    gdcs_i_hierarchy_plan plan;
    gdcs_hierarchy_options plain;
    TRY(gdcs_i_hierarchy_options_take(options, out, err));
    if (out->scores == GDCS_HIERARCHY_SCORES_GIVEN &&
        (out->score == NULL || out->score_count != elements))
        return gdcs_i_fail(err, GDCS_E_OPTION, "score", "there are %lld scores for %lld levels",
                           out->score == NULL ? 0LL : (long long)out->score_count,
                           (long long)elements);
    plain = *out;
    plain.scores = plain.scores == GDCS_HIERARCHY_SCORES_GIVEN ? 0 : plain.scores;
    return gdcs_i_hierarchy_plan_new(&plain, GDCS_I_LEVELS, &plan, err);
}

gdcs_status gdcs_hierarchy_test_each(const gdcs_sex_arrays *levels, const int64_t *offsets,
                                     int64_t count, const gdcs_hierarchy_options *options,
                                     const gdcs_test_arrays *out, uint32_t *notes, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_hierarchy_options o;
    gdcs_sex_arrays in;
    gdcs_test_arrays to;
    void *room = NULL;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(check_offsets(offsets, count, err));
    TRY(take_options(options, offsets[count], &o, err));
    TRY(gdcs_i_rungs_check(levels, offsets[count], 1, &in, err));
    TRY(gdcs_i_alloc(&room, count, sizeof(gdcs_hierarchy_tested), err));
    gdcs_hierarchy_tested *tests = room;
    for (int64_t i = 0; i < count; i++)
        GO(test_one(&o, &in, offsets[i], offsets[i + 1] - offsets[i], &tests[i], err));
    for (int64_t i = 0; i < count; i++) {
        gdcs_i_test_arrays_set(&to, i, &tests[i].tested);
        if (notes != NULL)
            notes[i] = tests[i].notes;
    }
done:
    free(room);
    return status;
}
