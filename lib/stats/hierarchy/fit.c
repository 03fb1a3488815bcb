#include "core/fail.h"
#include "core/memory.h"
#include "num/dist.h"
#include "num/root.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/hierarchy/model.h"
#include "stats/level.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>

enum { /* sizes in release 0.1, for ever */
       OPTIONS_V1 = 24,
       STRATA_V1 = 24,
       COEFFICIENTS_V1 = 56,
       FITTED_V1 = 280
};
enum { MOST_COVARIATES = 18, FAR = 60 };

static gdcs_status take_strata(const gdcs_hierarchy_strata *strata, gdcs_hierarchy_strata *out,
                               gdcs_error *err)
{
    TRY(gdcs_i_take(out, sizeof *out, strata, STRATA_V1, err));
    if (strata == NULL)
        out->count = 1;
    if (out->count < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "there are no strata");
    if (out->covariates < 0 || out->covariates > MOST_COVARIATES)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "covariates", "%d covariates, not 0 to %d",
                           (int)out->covariates, (int)MOST_COVARIATES);
    if (out->covariates == 0)
        return GDCS_OK;
    TRY(gdcs_i_need(out->values, "values", err));
    for (int64_t i = 0; i < out->count; i++)
        for (int32_t c = 0; c < out->covariates; c++)
            if (!isfinite(out->values[i * out->covariates + c]))
                return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, c + 1, "values",
                                      "a covariate is not finite");
    return GDCS_OK;
}

static gdcs_status check_counts(const gdcs_sex_arrays *levels, int64_t n, int64_t strata,
                                gdcs_sex_arrays *out, gdcs_error *err)
{
    TRY(gdcs_i_need(levels, "levels", err));
    if (n < 2)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "there are fewer than two levels");
    if (n > GDCS_I_LEVELS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "%lld levels, of at most %d", (long long)n,
                           (int)GDCS_I_LEVELS);
    if (strata > INT64_MAX / 8 / n / (MOST_COVARIATES + 1))
        return gdcs_i_fail_memory(err);
    TRY(gdcs_i_take(out, sizeof *out, levels, GDCS_I_SEX_ARRAYS_V1, err));
    for (int64_t i = 0; i < n * strata; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(out, i);
        TRY(gdcs_i_counts_check(&c, 0, "levels", i + 1, err));
    }
    return GDCS_OK;
}

/* Levels of the caller with somebody get a place among the model's. */
static void find_places(const gdcs_sex_arrays *in, gdcs_i_model *m)
{
    m->data.levels = 0;
    for (int32_t j = 0; j < m->n; j++) {
        double women = 0.0, men = 0.0;
        for (int64_t s = 0; s < m->strata; s++) {
            women += gdcs_i_array_at(in->women, s * m->n + j);
            men += gdcs_i_array_at(in->men, s * m->n + j);
        }
        m->place[j] = women + men > 0.0 ? m->data.levels++ : -1;
        m->women += women;
        m->men += men;
    }
}

static void fill(const gdcs_sex_arrays *in, const gdcs_hierarchy_strata *strata, gdcs_i_model *m)
{
    const int32_t k = m->data.covariates;
    for (int64_t i = 0; i < m->data.rows; i++) {
        const int64_t s = i % m->strata;
        const double *counts = i < m->strata ? in->women : in->men;
        m->x[i * k] = i < m->strata ? 1.0 : 0.0;
        for (int32_t c = 1; c < k; c++)
            m->x[i * k + c] = strata->values[s * (k - 1) + c - 1];
        for (int32_t j = 0; j < m->n; j++)
            if (m->place[j] >= 0)
                m->count[i * m->data.levels + m->place[j]] = gdcs_i_array_at(counts, s * m->n + j);
    }
}

/* Does the lowest of one sex stand at or above the highest of the other? */
static int32_t separation(const gdcs_i_model *m)
{
    int32_t low[2] = {m->data.levels, m->data.levels}, high[2] = {-1, -1};
    for (int64_t i = 0; i < m->data.rows; i++)
        for (int32_t j = 0; j < m->data.levels; j++)
            if (m->count[i * m->data.levels + j] > 0.0) {
                const int man = i >= m->strata;
                low[man] = j < low[man] ? j : low[man];
                high[man] = j > high[man] ? j : high[man];
            }
    if (low[0] >= high[1])
        return 1;
    return high[0] <= low[1] ? -1 : 0;
}

static gdcs_status model_new(const gdcs_sex_arrays *in, int64_t n,
                             const gdcs_hierarchy_strata *strata, gdcs_i_model *out,
                             gdcs_error *err)
{
    void *memory = NULL;
    gdcs_i_model m = {.n = (int32_t)n, .strata = strata->count};
    find_places(in, &m);
    if (!(m.women > 0.0 && m.men > 0.0) || m.data.levels < 2)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "levels", "%s",
                           !(m.women > 0.0) ? "there are no women"
                           : !(m.men > 0.0) ? "there are no men"
                                            : "all are at one level");
    m.data.rows = 2 * m.strata;
    m.data.covariates = 1 + strata->covariates;
    const int64_t cells = m.data.rows * m.data.levels;
    TRY(gdcs_i_alloc(&memory, 2 * cells + m.data.rows * m.data.covariates, sizeof(double), err));
    m.count = memory;
    m.room = m.count + cells;
    m.x = m.room + cells;
    m.data.count = m.count;
    m.data.x = m.x;
    fill(in, strata, &m);
    m.separated = separation(&m);
    *out = m;
    return GDCS_OK;
}

double gdcs_i_model_range(const gdcs_i_model *m, int32_t covariate)
{
    double low = INFINITY, high = -INFINITY;
    for (int64_t i = 0; i < m->data.rows; i++) {
        low = fmin(low, m->x[i * m->data.covariates + covariate]);
        high = fmax(high, m->x[i * m->data.covariates + covariate]);
    }
    return high - low;
}

/* Twice the fall of the likelihood with sex held at b, less the most that is allowed. */
struct profile {
    const gdcs_i_model *model;
    double most;
    double allowed;
    gdcs_status status;
};

static double beyond(double b, void *context)
{
    struct profile *p = context;
    gdcs_i_ordered_fit f;
    const gdcs_status status = gdcs_i_ordered_fit_new(&p->model->data, b, &f, NULL);
    if (status != GDCS_OK) {
        p->status = status;
        return NAN;
    }
    return 2.0 * (p->most - f.log_likelihood) - p->allowed;
}

/* Outwards by doubling steps until the likelihood has fallen, then the root. */
static double profile_limit(struct profile *p, double from, double step)
{
    double to = from + step, x = NAN;
    while (fabs(to) < 2.0 * FAR && beyond(to, p) < 0.0) {
        step *= 2.0;
        to += step;
    }
    const double low = fmin(from, to), high = fmax(from, to);
    return gdcs_i_root(beyond, p, low, high, &x, NULL) == GDCS_OK ? x : copysign(INFINITY, step);
}

static gdcs_status profile(const gdcs_i_model *m, const gdcs_i_ordered_fit *f, double z,
                           gdcs_estimate *out, gdcs_error *err)
{
    const double b = f->parameter[m->data.levels - 1], error = f->error[m->data.levels - 1];
    struct profile p = {m, f->log_likelihood, z * z, GDCS_OK};
    gdcs_estimate e = {b, -INFINITY, INFINITY, error};
    if (m->separated == 0) {
        e.lower = profile_limit(&p, b, -z * error);
        e.upper = profile_limit(&p, b, z * error);
    } else {
        e.value = copysign(INFINITY, m->separated);
        e.std_error = NAN;
        *(m->separated > 0 ? &e.lower : &e.upper) =
            profile_limit(&p, copysign(FAR, m->separated), -m->separated);
    }
    if (p.status == GDCS_E_MEMORY)
        return gdcs_i_fail_memory(err);
    *out = e;
    return GDCS_OK;
}

static gdcs_estimate wald(const gdcs_i_model *m, const gdcs_i_ordered_fit *f, double z)
{
    const double b = f->parameter[m->data.levels - 1], error = f->error[m->data.levels - 1];
    const gdcs_estimate e = {b, b - z * error, b + z * error, error};
    const gdcs_estimate far = {copysign(INFINITY, m->separated), m->separated > 0 ? NAN : -INFINITY,
                               m->separated > 0 ? INFINITY : NAN, NAN};
    return m->separated == 0 ? e : far;
}

static gdcs_estimate exponential(const gdcs_estimate *e)
{
    const gdcs_estimate x = {exp(e->value), exp(e->lower), exp(e->upper),
                             exp(e->value) * e->std_error};
    return x;
}

static gdcs_status adjust(const gdcs_i_model *m, double z, gdcs_estimate *out, gdcs_error *err)
{
    gdcs_i_model fuller = *m;
    gdcs_i_ordered_fit f;
    for (int64_t i = 0; i < m->data.rows * m->data.levels; i++)
        m->room[i] = m->count[i] + 0.5 / (double)m->strata;
    fuller.data.count = m->room;
    fuller.separated = 0;
    TRY(gdcs_i_ordered_fit_new(&fuller.data, NAN, &f, err));
    *out = wald(&fuller, &f, z);
    return GDCS_OK;
}

static void set(double *array, int64_t i, double x)
{
    if (array != NULL)
        array[i] = x;
}

/* By the caller's levels: a cut beside a level with nobody is that of its neighbour. */
static void give_cuts(const gdcs_i_model *m, const gdcs_i_ordered_fit *f, const gdcs_i_cuts *cuts,
                      const gdcs_hierarchy_coefficients *to)
{
    int32_t below = 0;
    for (int32_t j = 0; j < m->n - 1; j++) {
        below += m->place[j] >= 0;
        const int inside = below > 0 && below < m->data.levels;
        set(to->threshold, j,
            inside ? f->parameter[below - 1] : copysign(INFINITY, below > 0 ? 1.0 : -1.0));
        set(to->threshold_error, j, inside ? f->error[below - 1] : NAN);
        set(to->cut, j, inside ? cuts->value[below - 1] : NAN);
        set(to->cut_error, j, inside ? cuts->error[below - 1] : NAN);
    }
}

static void give_coefficients(const gdcs_i_model *m, const gdcs_i_ordered_fit *f,
                              const gdcs_hierarchy_coefficients *to, uint32_t *notes)
{
    for (int32_t c = 1; c < m->data.covariates; c++) {
        const double error = f->error[m->data.levels - 1 + c];
        const int far = !(error * gdcs_i_model_range(m, c) < GDCS_I_ORDERED_FAR);
        *notes |= far ? GDCS_NOTE_SEPARATED : 0;
        set(to->coefficient, c - 1, far ? NAN : f->parameter[m->data.levels - 1 + c]);
        set(to->coefficient_error, c - 1, far ? NAN : error);
    }
}

static uint32_t notes_of(const gdcs_sex_arrays *in, const gdcs_i_model *m)
{
    uint32_t notes = m->separated != 0 ? GDCS_NOTE_SEPARATED : 0;
    for (int64_t i = 0; i < m->n * m->strata; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(in, i);
        notes |= gdcs_i_counts_notes(&c);
        if (!gdcs_i_is_whole(c.women) || !gdcs_i_is_whole(c.men))
            notes |= GDCS_NOTE_NOT_WHOLE;
    }
    if (m->data.levels < m->n)
        notes |= GDCS_NOTE_EMPTY_UNIT;
    if (m->women < 20.0 || m->men < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    return notes;
}

static gdcs_status fit(const gdcs_i_model *m, int32_t limits, const gdcs_hierarchy_coefficients *to,
                       gdcs_hierarchy_fitted *r, gdcs_error *err)
{
    gdcs_i_ordered_fit f, without;
    gdcs_i_cuts cuts;
    const double z = gdcs_i_normal_quantile_upper(r->alpha / 2.0);
    TRY(gdcs_i_ordered_fit_new(&m->data, NAN, &f, err));
    TRY(gdcs_i_ordered_fit_new(&m->data, 0.0, &without, err));
    TRY(gdcs_i_cuts_fit(m, &cuts, err));
    TRY(adjust(m, z, &r->adjusted, err));
    r->iterations = f.iterations;
    r->log_likelihood = f.log_likelihood;
    r->log_odds = wald(m, &f, z);
    if (limits == GDCS_HIERARCHY_LIMITS_PROFILE)
        TRY(profile(m, &f, z, &r->log_odds, err));
    r->odds_ratio = exponential(&r->log_odds);
    const double fall = 2.0 * (f.log_likelihood - without.log_likelihood);
    const double ratio = r->log_odds.value / r->log_odds.std_error;
    r->likelihood_ratio = gdcs_i_test_of_chisq(fmax(fall, 0.0), 1.0);
    r->score = gdcs_i_test_of_chisq(without.score, 1.0);
    r->wald = m->separated == 0 ? gdcs_i_test_of_chisq(ratio * ratio, 1.0) : gdcs_i_test_none();
    r->proportional = cuts.proportional;
    give_cuts(m, &f, &cuts, to);
    give_coefficients(m, &f, to, &r->notes);
    return GDCS_OK;
}

gdcs_status gdcs_i_fit_plan_new(const gdcs_hierarchy_fit_options *options, gdcs_i_fit_plan *out,
                                gdcs_error *err)
{
    gdcs_hierarchy_fit_options o;
    gdcs_i_fit_plan plan;
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    if (o.limits < 0 || o.limits > GDCS_HIERARCHY_LIMITS_WALD)
        return gdcs_i_fail(err, GDCS_E_OPTION, "limits", "%d is not one of limits", (int)o.limits);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.limits = o.limits > 0 ? o.limits : GDCS_HIERARCHY_LIMITS_PROFILE;
    *out = plan;
    return GDCS_OK;
}

static gdcs_status fit_strata(const gdcs_i_fit_plan *plan, const gdcs_sex_arrays *in, int64_t n,
                              const gdcs_hierarchy_strata *strata,
                              const gdcs_hierarchy_coefficients *to, gdcs_hierarchy_fitted *out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_model model = {.count = NULL};
    gdcs_hierarchy_fitted r = {.struct_size = sizeof r, .limits = plan->limits};
    TRY(model_new(in, n, strata, &model, err));
    r.alpha = plan->alpha;
    r.women = model.women;
    r.men = model.men;
    r.levels = model.data.levels;
    r.notes = notes_of(in, &model);
    GO(fit(&model, r.limits, to, &r, err));
    *out = r;
done:
    free(model.count);
    return status;
}

static const gdcs_hierarchy_strata one_stratum = {sizeof one_stratum, 0, 1, NULL};

gdcs_status gdcs_i_fit_levels(const gdcs_i_fit_plan *plan, const gdcs_sex_arrays *in, int64_t n,
                              gdcs_hierarchy_fitted *out, gdcs_error *err)
{
    const gdcs_hierarchy_coefficients unwanted = {.struct_size = sizeof unwanted};
    return fit_strata(plan, in, n, &one_stratum, &unwanted, out, err);
}

gdcs_status gdcs_i_fit_log_odds(const gdcs_sex_arrays *in, int64_t n, double *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_model model = {.count = NULL};
    gdcs_i_ordered_fit f;
    TRY(model_new(in, n, &one_stratum, &model, err));
    GO(gdcs_i_ordered_fit_new(&model.data, NAN, &f, err));
    *out = wald(&model, &f, 1.0).value;
done:
    free(model.count);
    return status;
}

gdcs_status gdcs_hierarchy_fit(const gdcs_sex_arrays *levels, int64_t n,
                               const gdcs_hierarchy_strata *strata,
                               const gdcs_hierarchy_fit_options *options,
                               gdcs_hierarchy_fitted *out,
                               const gdcs_hierarchy_coefficients *coefficients, gdcs_error *err)
{
    gdcs_i_fit_plan plan;
    gdcs_hierarchy_strata s;
    gdcs_hierarchy_coefficients to;
    gdcs_hierarchy_fitted r;
    gdcs_sex_arrays in;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_fit_plan_new(options, &plan, err));
    TRY(gdcs_i_take(&to, sizeof to, coefficients, COEFFICIENTS_V1, err));
    TRY(take_strata(strata, &s, err));
    TRY(check_counts(levels, n, s.count, &in, err));
    TRY(fit_strata(&plan, &in, n, &s, &to, &r, err));
    return gdcs_i_give(out, &r, sizeof r, FITTED_V1, err);
}
