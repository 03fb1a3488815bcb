#include "stats/hierarchy/plan.h"

#include "core/fail.h"
#include "core/sum.h"
#include "num/dist.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <math.h>

enum { OPTIONS_V1 = 72 }; /* in release 0.1, for ever */

static gdcs_status check(int32_t value, int32_t most, const char *field, gdcs_error *err)
{
    if (value < 0 || value > most)
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "%d is not one of %s", (int)value, field);
    return GDCS_OK;
}

static gdcs_status check_all(const gdcs_hierarchy_options *o, gdcs_error *err)
{
    TRY(check(o->measure, GDCS_I_HIERARCHY_MEASURES, "measure", err));
    TRY(check(o->method, GDCS_HIERARCHY_METHOD_LOGIT, "method", err));
    TRY(check(o->scores, GDCS_HIERARCHY_SCORES_GIVEN, "scores", err));
    TRY(check(o->test, GDCS_HIERARCHY_TEST_LINEAR, "test", err));
    TRY(check(o->alternative, GDCS_HIERARCHY_ALTERNATIVE_FALLING, "alternative", err));
    TRY(check(o->smooth, GDCS_HIERARCHY_SMOOTH_FALLING, "smooth", err));
    return check(o->simultaneous, 1, "simultaneous", err);
}

static gdcs_status check_scores(const gdcs_hierarchy_options *o, int64_t n, gdcs_error *err)
{
    if (o->scores != GDCS_HIERARCHY_SCORES_GIVEN)
        return GDCS_OK;
    if (o->score == NULL || o->score_count != n)
        return gdcs_i_fail(err, GDCS_E_OPTION, "score", "there are %lld scores for %lld levels",
                           o->score == NULL ? 0LL : (long long)o->score_count, (long long)n);
    for (int64_t i = 0; i < n; i++)
        if (!isfinite(o->score[i]) || (i > 0 && o->score[i] < o->score[i - 1]))
            return gdcs_i_fail_at(err, GDCS_E_OPTION, i + 1, 0, "score",
                                  "a score is not finite, or below the one before it");
    if (n > 1 && !(o->score[n - 1] > o->score[0]))
        return gdcs_i_fail(err, GDCS_E_OPTION, "score", "all scores are equal");
    return GDCS_OK;
}

gdcs_status gdcs_i_hierarchy_options_take(const gdcs_hierarchy_options *options,
                                          gdcs_hierarchy_options *out, gdcs_error *err)
{
    TRY(gdcs_i_take(out, sizeof *out, options, OPTIONS_V1, err));
    out->struct_size = sizeof *out;
    return GDCS_OK;
}

gdcs_status gdcs_i_hierarchy_plan_new(const gdcs_hierarchy_options *options, int64_t n,
                                      gdcs_i_hierarchy_plan *out, gdcs_error *err)
{
    gdcs_hierarchy_options o;
    gdcs_i_hierarchy_plan p = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (n < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "there are no levels");
    if (n > GDCS_I_LEVELS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "%lld levels, of at most %d", (long long)n,
                           (int)GDCS_I_LEVELS);
    TRY(check_all(&o, err));
    TRY(check_scores(&o, n, err));
    if (o.top < 0 || (o.top > 0 && o.top >= n))
        return gdcs_i_fail(err, GDCS_E_OPTION, "top", "the top is %d of %lld levels", (int)o.top,
                           (long long)n);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &p.alpha, err));
    p.measure = o.measure;
    p.method = o.method > 0 ? o.method : GDCS_HIERARCHY_METHOD_SCORE;
    p.scores = o.scores > 0 ? o.scores : GDCS_HIERARCHY_SCORES_INTEGER;
    p.test = o.test;
    p.alternative = o.alternative;
    p.top = o.top > 0 ? o.top : 1;
    p.simultaneous = o.simultaneous;
    p.smooth = o.smooth;
    p.score = o.score;
    p.z = gdcs_i_normal_quantile_upper(p.alpha / 2.0);
    *out = p;
    return GDCS_OK;
}

void gdcs_i_rungs_clear(gdcs_i_rungs *r)
{
    r->n = 0;
    r->exact = r->certain = 1;
    r->notes = 0;
    r->all_women = r->all_men = r->unknown = 0.0;
}

void gdcs_i_rungs_add(gdcs_i_rungs *r, const gdcs_i_group *g)
{
    const gdcs_i_rung rung = {
        {g->lower.women, g->upper.women}, {g->lower.men, g->upper.men}, g->upper.unknown};
    r->women[r->n] = g->counts.women;
    r->men[r->n] = g->counts.men;
    r->rung[r->n++] = rung;
    r->all_women += g->counts.women;
    r->all_men += g->counts.men;
    r->unknown += g->counts.unknown;
    r->notes |= g->notes | gdcs_i_counts_notes(&g->upper);
    if (isnan(g->counts.women) || isnan(g->counts.men))
        r->exact = 0;
    if (!r->exact || rung.unknown > 0.0)
        r->certain = 0;
}

void gdcs_i_rungs_read(gdcs_i_rungs *r, const gdcs_sex_arrays *levels, int64_t first, int64_t n)
{
    gdcs_i_rungs_clear(r);
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(levels, first + i);
        const gdcs_i_group g = gdcs_i_group_of_counts(&c);
        gdcs_i_rungs_add(r, &g);
    }
}

gdcs_status gdcs_i_rungs_check(const gdcs_sex_arrays *levels, int64_t count, int missing,
                               gdcs_sex_arrays *out, gdcs_error *err)
{
    TRY(gdcs_i_need(levels, "levels", err));
    TRY(gdcs_i_take(out, sizeof *out, levels, GDCS_I_SEX_ARRAYS_V1, err));
    for (int64_t i = 0; i < count; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(out, i);
        TRY(gdcs_i_counts_check(&c, missing, "levels", i + 1, err));
    }
    return GDCS_OK;
}

gdcs_i_ladder gdcs_i_rungs_ladder(const gdcs_i_rungs *r)
{
    const gdcs_i_ladder l = {r->n, r->women, r->men};
    return l;
}

int gdcs_i_rungs_are_whole(const gdcs_i_rungs *r)
{
    for (int32_t j = 0; j < r->n; j++)
        if (!gdcs_i_is_whole(r->women[j]) || !gdcs_i_is_whole(r->men[j]))
            return 0;
    return 1;
}

uint32_t gdcs_i_rungs_notes(const gdcs_i_rungs *r)
{
    uint32_t notes = r->notes;
    for (int32_t j = 0; j < r->n; j++) {
        if (r->women[j] + r->men[j] == 0.0)
            notes |= GDCS_NOTE_EMPTY_UNIT;
        else if (r->women[j] == 0.0 || r->men[j] == 0.0)
            notes |= GDCS_NOTE_ZERO_CELL;
    }
    if (r->exact && !gdcs_i_rungs_are_whole(r))
        notes |= GDCS_NOTE_NOT_WHOLE;
    if (r->all_women < 20.0 || r->all_men < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    return notes;
}

void gdcs_i_hierarchy_scores(const gdcs_i_hierarchy_plan *plan, int32_t scores,
                             const gdcs_i_rungs *r, double out[GDCS_I_LEVELS])
{
    gdcs_i_sum below = {0};
    const double all = r->all_women + r->all_men;
    for (int32_t j = 0; j < r->n; j++) {
        const double t = r->women[j] + r->men[j], under = gdcs_i_sum_value(below);
        if (scores == GDCS_HIERARCHY_SCORES_GIVEN)
            out[j] = plan->score[j];
        else if (scores == GDCS_HIERARCHY_SCORES_MIDRANK)
            out[j] = under + 0.5 * (t + 1.0);
        else if (scores == GDCS_HIERARCHY_SCORES_RIDIT)
            out[j] = (under + 0.5 * t) / all;
        else
            out[j] = j + 1.0;
        gdcs_i_sum_add(&below, t);
    }
}
