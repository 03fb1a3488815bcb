#include "stats/ratio/measure.h"

#include "core/fail.h"
#include "core/text.h"
#include "num/dist.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/ratio/limits.h"
#include "stats/ratio/test.h"

#include <math.h>

enum { OPTIONS_V1 = 40 }; /* in release 0.1, for ever */

/* For the difference, the risk ratios and the odds ratio; NULL where the method does not serve one. */
static const char *const texts[][3] = {
    {NULL, NULL, NULL},
    {"Miettinen-Nurminen", "Miettinen-Nurminen", "Miettinen-Nurminen"},
    {"Mee", "Koopman", "Cornfield"},
    {"Newcombe", "MOVER-R", "MOVER-R"},
    {"exact unconditional", "exact unconditional", "exact conditional"},
    {NULL, NULL, "mid-P"},
    {NULL, NULL, "Blaker"},
    {"Agresti-Caffo", "Walter", "Gart"},
    {NULL, "Price-Bonett", NULL},
    {NULL, "inverse sinh", "inverse sinh"},
    {"Wald", "Katz", "Woolf"},
};

enum { METHODS = sizeof texts / sizeof *texts };

const char *gdcs_i_ratio_method_text(int32_t method, int measure)
{
    const int column = measure == GDCS_I_RATIO_DIFFERENCE ? 0
                       : measure == GDCS_I_RATIO_ODDS     ? 2
                                                          : 1;
    return texts[method][column] != NULL ? texts[method][column] : "";
}

const char *gdcs_i_ratio_plan_text(int32_t method)
{
    static const char *const all[] = {
        "",
        "Miettinen-Nurminen",
        "score (Mee, Koopman, Cornfield)",
        "MOVER (Newcombe, MOVER-R)",
        "exact, for differences and risk ratios unconditional",
        "mid-P for odds ratios, else Miettinen-Nurminen",
        "Blaker for odds ratios, else Miettinen-Nurminen",
        "adjusted (Agresti-Caffo, Walter, Gart)",
        "Price-Bonett for risk ratios, else Miettinen-Nurminen",
        "inverse sinh for ratios, else Miettinen-Nurminen",
        "Wald (Wald, Katz, Woolf)",
    };
    return all[method];
}

static int32_t test_with(int32_t method)
{
    switch (method) {
    case GDCS_RATIO_METHOD_SCORE: return GDCS_RATIO_TEST_PEARSON;
    case GDCS_RATIO_METHOD_EXACT: return GDCS_RATIO_TEST_FISHER_CENTRAL;
    case GDCS_RATIO_METHOD_MID_P: return GDCS_RATIO_TEST_MID_P_CENTRAL;
    case GDCS_RATIO_METHOD_BLAKER: return GDCS_RATIO_TEST_BLAKER;
    default: return GDCS_RATIO_TEST_N_MINUS_1;
    }
}

static gdcs_status take_rule(double rule, double *out, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    *out = rule == 0.0 ? 0.8 : rule;
    if (*out > 0.0 && *out < 1.0)
        return GDCS_OK;
    gdcs_i_format_double(rule, text);
    return gdcs_i_fail(err, GDCS_E_OPTION, "rule", "rule is %s, outside (0, 1)", text);
}

gdcs_status gdcs_i_ratio_plan_new(const gdcs_ratio_options *options, gdcs_i_ratio_plan *out,
                                  gdcs_error *err)
{
    gdcs_ratio_options o;
    gdcs_i_ratio_plan plan = {.wanted = (1 << GDCS_I_RATIO_MEASURES) - 1};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method =
        o.method == GDCS_RATIO_METHOD_DEFAULT ? GDCS_RATIO_METHOD_MIETTINEN_NURMINEN : o.method;
    if (plan.method < 0 || plan.method >= METHODS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    plan.test = o.test == GDCS_RATIO_TEST_DEFAULT ? test_with(plan.method) : o.test;
    if (gdcs_i_ratio_test_text(plan.test)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "test", "%d is not a test", (int)o.test);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    TRY(take_rule(o.rule, &plan.rule, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

const gdcs_ratio_measure *gdcs_i_ratio_at(const gdcs_ratio_result *result, int measure)
{
    const gdcs_ratio_measure *const at[] = {&result->difference, &result->risk_ratio,
                                            &result->risk_ratio_absence, &result->odds_ratio};
    return at[measure];
}

static gdcs_ratio_measure *measure_at(gdcs_ratio_result *result, int measure)
{
    gdcs_ratio_measure *const at[] = {&result->difference, &result->risk_ratio,
                                      &result->risk_ratio_absence, &result->odds_ratio};
    return at[measure];
}

static int is_conditional(int32_t method)
{
    return method == GDCS_RATIO_METHOD_EXACT || method == GDCS_RATIO_METHOD_MID_P ||
           method == GDCS_RATIO_METHOD_BLAKER;
}

static int are_whole(const gdcs_i_ratio_side *a, const gdcs_i_ratio_side *b)
{
    return gdcs_i_is_whole(a->yes) && gdcs_i_is_whole(a->no) && gdcs_i_is_whole(b->yes) &&
           gdcs_i_is_whole(b->no);
}

int gdcs_i_ratio_is_served(int32_t method, const gdcs_i_ratio_side *a, const gdcs_i_ratio_side *b)
{
    return !is_conditional(method) || are_whole(a, b);
}

/* A group that may be empty has any risk: were it left at what its possible members give, then one
   more possibility could narrow it. */
static gdcs_bounds risk_bounds(gdcs_bounds yes, gdcs_bounds no)
{
    const gdcs_bounds any = {0.0, 1.0};
    return yes.lower == 0.0 && no.lower == 0.0 ? any : gdcs_i_bounds_share(yes, no);
}

/* Likewise 0 / 0 among the possibilities leaves a quotient open. */
static gdcs_bounds quotient_bounds(gdcs_bounds over, gdcs_bounds under)
{
    const gdcs_bounds any = {0.0, INFINITY};
    return over.lower == 0.0 && under.lower == 0.0 ? any : gdcs_i_bounds_quotient(over, under);
}

static void bound(const gdcs_i_ratio_side *a, const gdcs_i_ratio_side *b, gdcs_ratio_result *r)
{
    const gdcs_bounds p = risk_bounds(a->yes_bounds, a->no_bounds);
    const gdcs_bounds q = risk_bounds(b->yes_bounds, b->no_bounds);
    const gdcs_bounds not_p = risk_bounds(a->no_bounds, a->yes_bounds);
    const gdcs_bounds not_q = risk_bounds(b->no_bounds, b->yes_bounds);
    const gdcs_bounds difference = {p.lower - q.upper, p.upper - q.lower};
    r->difference.bounds = difference;
    r->risk_ratio.bounds = quotient_bounds(p, q);
    r->risk_ratio_absence.bounds = quotient_bounds(not_p, not_q);
    r->odds_ratio.bounds = quotient_bounds(gdcs_i_bounds_product(a->yes_bounds, b->no_bounds),
                                           gdcs_i_bounds_product(a->no_bounds, b->yes_bounds));
}

static uint32_t notes_of(const gdcs_i_ratio_side *a, const gdcs_i_ratio_side *b)
{
    uint32_t notes = 0;
    if (a->yes == 0.0 || a->no == 0.0 || b->yes == 0.0 || b->no == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (a->yes + a->no < 20.0 || b->yes + b->no < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (!are_whole(a, b))
        notes |= GDCS_NOTE_NOT_WHOLE;
    return notes;
}

static uint32_t value_notes(int measure, const gdcs_estimate *e)
{
    uint32_t notes = 0;
    if (isnan(e->value))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(e->upper))
        notes |= GDCS_NOTE_UPPER_INFINITE;
    if (measure == GDCS_I_RATIO_DIFFERENCE ? fabs(e->value) == 1.0
                                           : e->value == 0.0 || isinf(e->value))
        notes |= GDCS_NOTE_AT_BOUNDARY;
    return notes;
}

static void estimate(const gdcs_i_ratio_plan *plan, struct gdcs_i_two t, int measure,
                     gdcs_ratio_measure *out)
{
    struct gdcs_i_limits l = gdcs_i_ratio_limits(plan, plan->method, measure, t);
    out->method = plan->method;
    if (isnan(l.lower) || isnan(l.upper)) {
        out->method = GDCS_RATIO_METHOD_MIETTINEN_NURMINEN;
        out->notes |= GDCS_NOTE_METHOD_CHANGED;
        l = gdcs_i_ratio_limits(plan, out->method, measure, t);
    }
    gdcs_i_ratio_value(out->method, measure, t, &out->estimate);
    out->estimate.lower = l.lower;
    out->estimate.upper = l.upper;
    out->notes |= value_notes(measure, &out->estimate);
}

static int is_disparity(double ratio, double rule)
{
    return ratio < rule || ratio > 1.0 / rule;
}

static uint32_t framing(const gdcs_i_ratio_plan *plan, const gdcs_ratio_result *r)
{
    const double outcome = r->risk_ratio.estimate.value;
    const double absence = r->risk_ratio_absence.estimate.value;
    if (isnan(outcome) || isnan(absence) ||
        is_disparity(outcome, plan->rule) == is_disparity(absence, plan->rule))
        return 0;
    return GDCS_NOTE_FRAMINGS;
}

void gdcs_i_ratio_measure(const gdcs_i_ratio_plan *plan, const gdcs_i_ratio_side *a,
                          const gdcs_i_ratio_side *b, uint32_t notes, gdcs_ratio_result *out)
{
    const gdcs_ratio_measure nothing = {.estimate = {NAN, NAN, NAN, NAN}, .method = plan->method};
    const double n_a = a->yes + a->no, n_b = b->yes + b->no;
    const int empty = !(n_a > 0.0 && n_b > 0.0);
    const struct gdcs_i_two two = {a->yes, a->no, b->yes, b->no};
    gdcs_ratio_result r = {.struct_size = sizeof r,
                           .alpha = plan->alpha,
                           .n_a = n_a,
                           .n_b = n_b,
                           .risk_a = a->yes / n_a,
                           .risk_b = b->yes / n_b,
                           .difference = nothing,
                           .risk_ratio = nothing,
                           .risk_ratio_absence = nothing,
                           .odds_ratio = nothing};
    notes |= empty ? (uint32_t)GDCS_NOTE_NOT_ESTIMABLE : notes_of(a, b);
    bound(a, b, &r);
    for (int i = 0; i < GDCS_I_RATIO_MEASURES; i++) {
        gdcs_ratio_measure *m = measure_at(&r, i);
        m->notes = notes;
        if (!empty && (plan->wanted & 1 << i))
            estimate(plan, two, i, m);
    }
    const uint32_t framings = framing(plan, &r);
    r.risk_ratio.notes |= framings;
    r.risk_ratio_absence.notes |= framings;
    for (int i = 0; i < GDCS_I_RATIO_MEASURES; i++)
        r.notes |= measure_at(&r, i)->notes;
    *out = r;
}
