#include "core/fail.h"
#include "core/sum.h"
#include "num/interval/contrast.h"
#include "num/trend.h"
#include "stats/arrays.h"
#include "stats/hierarchy/plan.h"

#include <math.h>

enum { RESULT_V1 = 112 }; /* in release 0.1, for ever */

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

const char *gdcs_i_hierarchy_name(int32_t measure)
{
    static const char *const name[] = {
        "",      "superiority", "somers_level",        "somers_sex",     "gamma",
        "tau_b", "slope",       "glass_ceiling_index", "top_difference", "top_odds_ratio"};
    return measure >= 1 && measure <= GDCS_I_HIERARCHY_MEASURES ? name[measure] : "";
}

const char *gdcs_i_hierarchy_method_text(const gdcs_i_hierarchy_plan *plan, int32_t measure)
{
    static const char *const of_superiority[] = {"", "score, ties allowed for",
                                                 "Newcombe, method 5", "logit"};
    switch (measure) {
    case GDCS_HIERARCHY_MEASURE_SUPERIORITY:
    case GDCS_HIERARCHY_MEASURE_SOMERS_LEVEL: return of_superiority[plan->method];
    case GDCS_HIERARCHY_MEASURE_SLOPE: return "MOVER";
    case GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX:
    case GDCS_HIERARCHY_MEASURE_TOP_DIFFERENCE: return "Miettinen-Nurminen";
    case GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO: return "Cornfield";
    default: return "delta, Fisher's scale";
    }
}

static gdcs_estimate superiority(const gdcs_i_hierarchy_plan *plan, gdcs_i_ladder l,
                                 const gdcs_i_pairs *p)
{
    struct gdcs_i_limits limits = {0.0, 1.0};
    const double error = gdcs_i_ladder_superiority_error(l, p);
    if (p->filled > 1 && plan->method == GDCS_HIERARCHY_METHOD_LOGIT)
        limits = gdcs_i_ladder_superiority_logit(p, error, plan->z);
    else if (p->filled > 1)
        limits = gdcs_i_ladder_superiority_score(
            p, plan->method == GDCS_HIERARCHY_METHOD_SCORE ? 1.0 - p->ties : 1.0, plan->z);
    const gdcs_estimate e = {gdcs_i_ladder_superiority(p), limits.lower, limits.upper, error};
    return e;
}

static gdcs_estimate somers_level(const gdcs_i_hierarchy_plan *plan, gdcs_i_ladder l,
                                  const gdcs_i_pairs *p)
{
    const gdcs_estimate s = superiority(plan, l, p);
    const gdcs_estimate e = {gdcs_i_ladder_somers_level(p), 2.0 * s.lower - 1.0,
                             2.0 * s.upper - 1.0, 2.0 * s.std_error};
    return e;
}

/* What the measures of association have in common. */
struct association {
    double (*value)(const gdcs_i_pairs *);
    double (*std_error)(gdcs_i_ladder, const gdcs_i_pairs *);
};

static const struct association of_measure[] = {
    [GDCS_HIERARCHY_MEASURE_SOMERS_SEX] = {gdcs_i_ladder_somers_group,
                                           gdcs_i_ladder_somers_group_error},
    [GDCS_HIERARCHY_MEASURE_GAMMA] = {gdcs_i_ladder_gamma, gdcs_i_ladder_gamma_error},
    [GDCS_HIERARCHY_MEASURE_TAU_B] = {gdcs_i_ladder_tau_b, gdcs_i_ladder_tau_b_error}};

static gdcs_estimate of_association(const struct association *a, gdcs_i_ladder l,
                                    const gdcs_i_pairs *p, double z)
{
    const double value = a->value(p), error = a->std_error(l, p);
    const double step = z * error / ((1.0 - value) * (1.0 + value)), centre = atanh(value);
    const gdcs_estimate e = {value, tanh(centre - step), tanh(centre + step), error};
    return e;
}

/* At -1 and 1 the delta method sees no variance: half a person is added to each count, and the limit on
   the inner side of that table is given. */
static gdcs_estimate association(const struct association *a, gdcs_i_ladder l,
                                 const gdcs_i_pairs *p, double z, uint32_t *notes)
{
    double yes[GDCS_I_LEVELS], no[GDCS_I_LEVELS];
    gdcs_estimate e = of_association(a, l, p, z);
    if (!(fabs(e.value) >= 1.0))
        return e;
    for (int32_t j = 0; j < l.n; j++) {
        const double more = l.yes[j] + l.no[j] > 0.0 ? 0.5 : 0.0;
        yes[j] = l.yes[j] + more;
        no[j] = l.no[j] + more;
    }
    const gdcs_i_ladder fuller = {l.n, yes, no};
    const gdcs_i_pairs pairs = gdcs_i_ladder_pairs(fuller);
    const gdcs_estimate inner = of_association(a, fuller, &pairs, z);
    e.lower = e.value > 0.0 ? inner.lower : -1.0;
    e.upper = e.value > 0.0 ? 1.0 : inner.upper;
    *notes |= GDCS_NOTE_CONTINUITY;
    return e;
}

static gdcs_estimate slope(const gdcs_i_hierarchy_plan *plan, gdcs_i_ladder l, const double *x)
{
    const gdcs_i_slope s = gdcs_i_trend_slope(l, x);
    const struct gdcs_i_limits limits = gdcs_i_trend_slope_limits(l, x, plan->z);
    const gdcs_estimate e = {s.value, limits.lower, limits.upper, s.std_error};
    return s.spread > 0.0 ? e : nothing;
}

/* Top against all below it: yes women, no men; 1 the top. */
static struct gdcs_i_two top_of(const gdcs_i_hierarchy_plan *plan, const gdcs_i_rungs *r)
{
    gdcs_i_sum sum[4] = {{0}};
    for (int32_t j = 0; j < r->n; j++) {
        const int at = j >= r->n - plan->top ? 0 : 2;
        gdcs_i_sum_add(&sum[at], r->women[j]);
        gdcs_i_sum_add(&sum[at + 1], r->men[j]);
    }
    const struct gdcs_i_two two = {gdcs_i_sum_value(sum[0]), gdcs_i_sum_value(sum[1]),
                                   gdcs_i_sum_value(sum[2]), gdcs_i_sum_value(sum[3])};
    return two;
}

static gdcs_estimate glass_ceiling(struct gdcs_i_two t, double z)
{
    const struct gdcs_i_two below_first = {t.yes2, t.no2, t.yes1, t.no1};
    const double n = t.yes1 + t.no1, rest = t.yes2 + t.no2, part = n / (n + rest);
    const double others = rest / (n + rest), women = t.yes1 + t.yes2;
    const struct gdcs_i_limits l = gdcs_i_contrast_ratio_score(below_first, z);
    const gdcs_estimate e = {women / (n + rest) * (n / t.yes1), part + others * l.lower,
                             part + others * l.upper,
                             others * gdcs_i_contrast_ratio_error(below_first)};
    return e;
}

static gdcs_estimate top_odds(struct gdcs_i_two t, double z)
{
    const struct gdcs_i_two by_level = {t.yes1, t.yes2, t.no1, t.no2};
    const struct gdcs_i_limits l = gdcs_i_contrast_odds_score(by_level, z);
    const double value = t.yes1 / t.yes2 * (t.no2 / t.no1);
    const double odds = t.yes1 * t.no2 == 0.0 && t.yes2 * t.no1 == 0.0 ? NAN
                        : t.yes2 * t.no1 == 0.0                        ? INFINITY
                        : t.yes1 * t.no2 == 0.0                        ? 0.0
                                                                       : value;
    const double error = odds > 0.0 && isfinite(odds)
                             ? odds * sqrt(1.0 / t.yes1 + 1.0 / t.yes2 + 1.0 / t.no1 + 1.0 / t.no2)
                             : NAN;
    const gdcs_estimate e = {odds, l.lower, l.upper, error};
    return e;
}

static gdcs_estimate of_top(int32_t measure, struct gdcs_i_two t, double z)
{
    if (!(t.yes1 + t.no1 > 0.0) || !(t.yes2 + t.no2 > 0.0))
        return nothing;
    if (measure == GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX)
        return glass_ceiling(t, z);
    if (measure == GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO)
        return top_odds(t, z);
    const struct gdcs_i_limits l = gdcs_i_contrast_difference_score(t, z);
    const gdcs_estimate e = {gdcs_i_contrast_difference(t), l.lower, l.upper,
                             gdcs_i_contrast_difference_error(t)};
    return e;
}

static gdcs_estimate of(const gdcs_i_hierarchy_plan *plan, int32_t measure, const gdcs_i_rungs *r,
                        const double *scores, uint32_t *notes)
{
    const gdcs_i_ladder l = gdcs_i_rungs_ladder(r);
    const gdcs_i_pairs p = gdcs_i_ladder_pairs(l);
    switch (measure) {
    case GDCS_HIERARCHY_MEASURE_SUPERIORITY: return superiority(plan, l, &p);
    case GDCS_HIERARCHY_MEASURE_SOMERS_LEVEL: return somers_level(plan, l, &p);
    case GDCS_HIERARCHY_MEASURE_SLOPE: return slope(plan, l, scores);
    case GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX:
    case GDCS_HIERARCHY_MEASURE_TOP_DIFFERENCE:
    case GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO: return of_top(measure, top_of(plan, r), plan->z);
    default:
        return p.above + p.below > 0.0 ? association(&of_measure[measure], l, &p, plan->z, notes)
                                       : nothing;
    }
}

static int is_at_end(int32_t measure, double value)
{
    switch (measure) {
    case GDCS_HIERARCHY_MEASURE_SUPERIORITY: return value == 0.0 || value == 1.0;
    case GDCS_HIERARCHY_MEASURE_SLOPE: return 0;
    case GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO:
    case GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX: return value == 0.0 || isinf(value);
    default: return fabs(value) == 1.0;
    }
}

static int uses_method(int32_t measure)
{
    return measure == GDCS_HIERARCHY_MEASURE_SUPERIORITY ||
           measure == GDCS_HIERARCHY_MEASURE_SOMERS_LEVEL;
}

/* Ranks of the recorded are no scores that hold whatever the unknown are. */
static int32_t slope_scores(const gdcs_i_hierarchy_plan *plan)
{
    return plan->scores == GDCS_HIERARCHY_SCORES_GIVEN ? GDCS_HIERARCHY_SCORES_GIVEN
                                                       : GDCS_HIERARCHY_SCORES_INTEGER;
}

void gdcs_i_hierarchy_estimate(const gdcs_i_hierarchy_plan *plan, int32_t measure,
                               const gdcs_i_rungs *r, gdcs_hierarchy_result *out)
{
    double scores[GDCS_I_LEVELS];
    gdcs_hierarchy_result result = {.struct_size = out->struct_size,
                                    .notes = gdcs_i_rungs_notes(r),
                                    .measure = measure,
                                    .method = uses_method(measure) ? plan->method : 0,
                                    .alpha = plan->alpha,
                                    .women = r->all_women,
                                    .men = r->all_men,
                                    .unknown = r->unknown,
                                    .measured = nothing};
    for (int32_t j = 0; j < r->n; j++)
        result.empty += r->women[j] + r->men[j] == 0.0;
    result.levels = r->n - result.empty;
    gdcs_i_hierarchy_scores(plan, slope_scores(plan), r, scores);
    if (measure == GDCS_HIERARCHY_MEASURE_SLOPE && slope_scores(plan) != plan->scores)
        result.notes |= GDCS_NOTE_METHOD_CHANGED;
    if (r->exact && r->all_women > 0.0 && r->all_men > 0.0)
        result.measured = of(plan, measure, r, scores, &result.notes);
    if (isnan(result.measured.value))
        result.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(result.measured.upper))
        result.notes |= GDCS_NOTE_UPPER_INFINITE;
    if (is_at_end(measure, result.measured.value))
        result.notes |= GDCS_NOTE_AT_BOUNDARY;
    const gdcs_bounds certain = {result.measured.value, result.measured.value};
    result.bounds = r->certain && !isnan(certain.lower)
                        ? certain
                        : gdcs_i_hierarchy_bounds(plan, measure, r, scores);
    *out = result;
}

gdcs_status gdcs_hierarchy_estimate(const gdcs_sex_arrays *levels, int64_t n,
                                    const gdcs_hierarchy_options *options,
                                    gdcs_hierarchy_result *out, gdcs_error *err)
{
    gdcs_i_hierarchy_plan plan;
    gdcs_i_rungs rungs;
    gdcs_sex_arrays in;
    gdcs_hierarchy_result result = {.struct_size = sizeof result};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_hierarchy_plan_new(options, n, &plan, err));
    TRY(gdcs_i_rungs_check(levels, n, 0, &in, err));
    gdcs_i_rungs_read(&rungs, &in, 0, n);
    if (!(rungs.all_women > 0.0 && rungs.all_men > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "levels", "there are no %s",
                           rungs.all_women > 0.0 ? "men" : "women");
    gdcs_i_hierarchy_estimate(&plan, plan.measure > 0 ? plan.measure : 1, &rungs, &result);
    return gdcs_i_give(out, &result, sizeof result, RESULT_V1, err);
}

gdcs_status gdcs_hierarchy_each(const gdcs_sex_arrays *levels, int64_t n, int64_t count,
                                const gdcs_hierarchy_options *options,
                                const gdcs_estimate_arrays *out, gdcs_error *err)
{
    gdcs_i_hierarchy_plan plan;
    gdcs_i_rungs rungs;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_hierarchy_plan_new(options, n, &plan, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    if (count < 0 || count > INT64_MAX / n)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "count is negative, or too large");
    TRY(gdcs_i_rungs_check(levels, n * count, 1, &in, err));
    for (int64_t i = 0; i < count; i++) {
        gdcs_hierarchy_result r = {.struct_size = sizeof r};
        gdcs_i_rungs_read(&rungs, &in, i * n, n);
        gdcs_i_hierarchy_estimate(&plan, plan.measure > 0 ? plan.measure : 1, &rungs, &r);
        gdcs_i_estimate_arrays_set(&to, i, &r.measured, &r.bounds, r.notes);
    }
    return GDCS_OK;
}
