#include "stats/share/sexes.h"
#include "core/fail.h"
#include "num/interval/multinomial.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/share/measure.h"

#include <math.h>

enum { OPTIONS_V1 = 32, RESULT_V1 = 224 }; /* sizes in release 0.1, for ever */

enum { UNKNOWN = 3 };

static const struct {
    const char *text;
    void (*limits)(const double *counts, int64_t k, double alpha, double *lower, double *upper);
} methods[] = {
    [GDCS_SHARE_SEXES_METHOD_GOODMAN] = {"Goodman", gdcs_i_multinomial_goodman},
    [GDCS_SHARE_SEXES_METHOD_SISON_GLAZ] = {"Sison-Glaz", gdcs_i_multinomial_sison_glaz},
    [GDCS_SHARE_SEXES_METHOD_QUESENBERRY_HURST] = {"Quesenberry-Hurst",
                                                   gdcs_i_multinomial_quesenberry_hurst},
    [GDCS_SHARE_SEXES_METHOD_CLOPPER_PEARSON] = {"Clopper-Pearson with Bonferroni",
                                                 gdcs_i_multinomial_clopper_pearson},
};

const char *gdcs_i_sexes_method_text(int32_t method)
{
    const int is_one = method > 0 && method < (int32_t)(sizeof methods / sizeof *methods);
    return is_one ? methods[method].text : "";
}

gdcs_status gdcs_i_sexes_plan_new(const gdcs_share_sexes_options *options, gdcs_i_sexes_plan *out,
                                  gdcs_error *err)
{
    gdcs_share_sexes_options o;
    gdcs_i_sexes_plan plan = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method =
        o.method == GDCS_SHARE_SEXES_METHOD_DEFAULT ? GDCS_SHARE_SEXES_METHOD_GOODMAN : o.method;
    if (gdcs_i_sexes_method_text(plan.method)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.categories < GDCS_SHARE_CATEGORIES_ALL ||
        o.categories > GDCS_SHARE_CATEGORIES_WOMEN_AND_MEN)
        return gdcs_i_fail(err, GDCS_E_OPTION, "categories", "%d is no choice of categories",
                           (int)o.categories);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.categories = o.categories;
    plan.k = GDCS_I_SEXES - o.categories;
    *out = plan;
    return GDCS_OK;
}

/* The counts as seen from one sex: it in the place of women, so that one rule bounds all. */
static gdcs_sex_counts seen_from(int i, const gdcs_sex_counts *c)
{
    const gdcs_sex_counts of[] = {*c,
                                  {c->men, c->women, c->other, c->unknown, 0.0},
                                  {c->other, c->women, c->men, c->unknown, 0.0},
                                  {c->unknown, c->women, c->men + c->other, 0.0, 0.0}};
    return of[i];
}

static gdcs_bounds bounds_of(const gdcs_i_sexes_plan *plan, int i, const gdcs_i_group *g,
                             double most)
{
    const int32_t of = plan->categories == GDCS_SHARE_CATEGORIES_WOMEN_AND_MEN
                           ? GDCS_SHARE_OF_WOMEN_AND_MEN
                           : GDCS_SHARE_OF_RECORDED;
    const gdcs_sex_counts lower = seen_from(i, &g->lower), upper = seen_from(i, &g->upper);
    return gdcs_i_share_bounds(of, &lower, &upper, most);
}

static void set_limits(const gdcs_i_sexes_plan *plan, gdcs_i_sexes *s)
{
    double lower[GDCS_I_SEXES], upper[GDCS_I_SEXES];
    uint32_t changed = 0;
    methods[plan->method].limits(s->count, plan->k, plan->alpha, lower, upper);
    for (int64_t i = 0; i < plan->k; i++)
        if (isnan(lower[i]) || isnan(upper[i]))
            changed = GDCS_NOTE_METHOD_CHANGED;
    if (changed != 0) {
        s->method = GDCS_SHARE_SEXES_METHOD_GOODMAN;
        gdcs_i_multinomial_goodman(s->count, plan->k, plan->alpha, lower, upper);
    }
    for (int64_t i = 0; i < plan->k; i++) {
        const double p = s->count[i] / s->n;
        const gdcs_estimate e = {p, lower[i], upper[i], sqrt(p * (1.0 - p) / s->n)};
        s->share[i] = e;
        s->notes[i] |= changed | gdcs_i_share_quality(s->count[i], s->n - s->count[i], s->count[i]);
    }
}

void gdcs_i_sexes_measure(const gdcs_i_sexes_plan *plan, const gdcs_i_group *group, double most,
                          gdcs_i_sexes *out)
{
    const gdcs_sex_counts *c = &group->counts;
    const int32_t of = plan->categories == GDCS_SHARE_CATEGORIES_WOMEN_AND_MEN
                           ? GDCS_SHARE_OF_WOMEN_AND_MEN
                           : GDCS_SHARE_OF_RECORDED;
    const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};
    gdcs_i_sexes s = {.count = {c->women, c->men, c->other, c->unknown}, .method = plan->method};
    for (int i = 0; i < GDCS_I_SEXES; i++) {
        const gdcs_bounds none = {NAN, NAN};
        s.n += i < plan->k ? s.count[i] : 0.0;
        s.share[i] = nothing;
        s.bounds[i] = i < plan->k ? bounds_of(plan, i, group, most) : none;
        s.notes[i] = group->notes | gdcs_i_share_presence(of, &group->lower);
    }
    *out = s;
    if (s.n > 0.0)
        set_limits(plan, out);
    else
        for (int i = 0; i < GDCS_I_SEXES; i++)
            out->notes[i] |= GDCS_NOTE_NOT_ESTIMABLE;
}

gdcs_status gdcs_share_estimate_sexes(const gdcs_sex_counts *counts,
                                      const gdcs_share_sexes_options *options,
                                      gdcs_share_sexes_result *out, gdcs_error *err)
{
    gdcs_i_sexes_plan plan;
    gdcs_i_sexes s;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_sexes_plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(counts, 0, "counts", 0, err));
    const gdcs_i_group group = gdcs_i_group_of_counts(counts);
    gdcs_i_sexes_measure(&plan, &group, INFINITY, &s);
    if (s.n == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "nobody is in the denominator");
    const gdcs_share_sexes_result r = {.struct_size = sizeof r,
                                       .notes = s.notes[0] | s.notes[1] |
                                                (plan.k > 2 ? s.notes[2] : 0) |
                                                (plan.k > UNKNOWN ? s.notes[UNKNOWN] : 0),
                                       .method = s.method,
                                       .categories = plan.categories,
                                       .alpha = plan.alpha,
                                       .n = s.n,
                                       .women = s.share[0],
                                       .men = s.share[1],
                                       .other = s.share[2],
                                       .unknown = s.share[UNKNOWN],
                                       .women_bounds = s.bounds[0],
                                       .men_bounds = s.bounds[1],
                                       .other_bounds = s.bounds[2],
                                       .unknown_bounds = s.bounds[UNKNOWN]};
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

gdcs_status gdcs_share_each_sexes(const gdcs_sex_arrays *counts, int64_t n,
                                  const gdcs_share_sexes_options *options,
                                  const gdcs_estimate_arrays *out, gdcs_error *err)
{
    gdcs_i_sexes_plan plan;
    gdcs_sex_arrays in;
    gdcs_estimate_arrays to;
    gdcs_i_sexes s;
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_take(&in, sizeof in, counts, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_sexes_plan_new(options, &plan, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        TRY(gdcs_i_counts_check(&c, 1, "counts", i + 1, err));
    }
    for (int64_t i = 0; i < n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&in, i);
        const gdcs_i_group group = gdcs_i_group_of_counts(&c);
        gdcs_i_sexes_measure(&plan, &group, INFINITY, &s);
        for (int64_t j = 0; j < plan.k; j++)
            gdcs_i_estimate_arrays_set(&to, plan.k * i + j, &s.share[j], &s.bounds[j], s.notes[j]);
    }
    return GDCS_OK;
}
