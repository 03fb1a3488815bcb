#include "stats/rate/contrast.h"
#include "core/fail.h"
#include "core/text.h"
#include "num/dist.h"
#include "num/interval/count.h"
#include "num/rates.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/test.h"

#include <float.h>
#include <math.h>

enum { OPTIONS_V1 = 48 }; /* in release 0.1, for ever */

typedef struct gdcs_i_limits limits;
typedef gdcs_i_rate_contrast_plan plan_type;

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

const char *gdcs_i_rate_contrast_text(int32_t method, int difference)
{
    switch (method) {
    case GDCS_RATE_CONTRAST_METHOD_EXACT:
        return difference ? "MOVER of exact" : "exact conditional";
    case GDCS_RATE_CONTRAST_METHOD_MID_P:
        return difference ? "MOVER of mid-P" : "mid-P conditional";
    case GDCS_RATE_CONTRAST_METHOD_SCORE: return "score";
    case GDCS_RATE_CONTRAST_METHOD_MOVER: return "MOVER of score";
    case GDCS_RATE_CONTRAST_METHOD_WALD: return difference ? "Wald" : "Wald of the logarithm";
    default: return "";
    }
}

static int32_t test_of(int32_t method)
{
    switch (method) {
    case GDCS_RATE_CONTRAST_METHOD_EXACT: return GDCS_RATE_TEST_EXACT;
    case GDCS_RATE_CONTRAST_METHOD_MID_P: return GDCS_RATE_TEST_MID_P;
    case GDCS_RATE_CONTRAST_METHOD_WALD: return GDCS_RATE_TEST_WALD;
    default: return GDCS_RATE_TEST_SCORE;
    }
}

static gdcs_status refuse(double x, const char *field, const char *wanted, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double(x, text);
    return gdcs_i_fail(err, GDCS_E_OPTION, field, "%s is %s, not %s", field, text, wanted);
}

gdcs_status gdcs_i_rate_contrast_plan_new(const gdcs_rate_contrast_options *options, plan_type *out,
                                          gdcs_error *err)
{
    gdcs_rate_contrast_options o;
    plan_type plan = {.wanted = GDCS_I_RATE_RATIO | GDCS_I_RATE_DIFFERENCE | GDCS_I_RATE_TEST};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method = o.method == 0 ? GDCS_RATE_CONTRAST_METHOD_SCORE : o.method;
    if (gdcs_i_rate_contrast_text(plan.method, 0)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    if (o.test < 0 || o.test > GDCS_RATE_TEST_E)
        return gdcs_i_fail(err, GDCS_E_OPTION, "test", "%d is not a test", (int)o.test);
    plan.test = o.test == 0 ? test_of(plan.method) : o.test;
    plan.per = o.per == 0.0 ? 100000.0 : o.per;
    if (!(plan.per > 0.0 && plan.per <= DBL_MAX))
        return refuse(plan.per, "per", "a finite number above 0", err);
    plan.null_ratio = o.null_ratio == 0.0 ? 1.0 : o.null_ratio;
    if (!(plan.null_ratio >= 1e-9 && plan.null_ratio <= 1e9))
        return refuse(plan.null_ratio, "null_ratio", "in [1e-9, 1e9]", err);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

static limits of_ratio(int32_t method, const plan_type *plan, struct gdcs_i_rates r)
{
    switch (method) {
    case GDCS_RATE_CONTRAST_METHOD_EXACT: return gdcs_i_rates_ratio_exact(r, plan->alpha);
    case GDCS_RATE_CONTRAST_METHOD_MID_P: return gdcs_i_rates_ratio_mid_p(r, plan->alpha);
    case GDCS_RATE_CONTRAST_METHOD_MOVER:
        return gdcs_i_rates_ratio_mover(r, gdcs_i_count_score(r.x1, plan->z),
                                        gdcs_i_count_score(r.x2, plan->z));
    case GDCS_RATE_CONTRAST_METHOD_WALD: return gdcs_i_rates_ratio_log(r, plan->z);
    default: return gdcs_i_rates_ratio_score(r, plan->z);
    }
}

static limits of_difference(int32_t method, const plan_type *plan, struct gdcs_i_rates r)
{
    switch (method) {
    case GDCS_RATE_CONTRAST_METHOD_EXACT:
        return gdcs_i_rates_difference_mover(r, gdcs_i_count_garwood(r.x1, plan->alpha),
                                             gdcs_i_count_garwood(r.x2, plan->alpha));
    case GDCS_RATE_CONTRAST_METHOD_MID_P:
        return gdcs_i_rates_difference_mover(r, gdcs_i_count_mid_p(r.x1, plan->alpha),
                                             gdcs_i_count_mid_p(r.x2, plan->alpha));
    case GDCS_RATE_CONTRAST_METHOD_MOVER:
        return gdcs_i_rates_difference_mover(r, gdcs_i_count_score(r.x1, plan->z),
                                             gdcs_i_count_score(r.x2, plan->z));
    case GDCS_RATE_CONTRAST_METHOD_WALD: return gdcs_i_rates_difference_wald(r, plan->z);
    default: return gdcs_i_rates_difference_score(r, plan->z);
    }
}

/* Can the method take these counts?  What the exact ones take is the domain of the distributions. */
static int serves(int32_t method, struct gdcs_i_rates r)
{
    const int small = (r.x1 > 0.0 && r.x1 < 1e-3) || (r.x2 > 0.0 && r.x2 < 1e-3);
    if (method == GDCS_RATE_CONTRAST_METHOD_WALD)
        return r.x1 > 0.0 && r.x2 > 0.0;
    if (method == GDCS_RATE_CONTRAST_METHOD_EXACT || method == GDCS_RATE_CONTRAST_METHOD_MID_P)
        return !small && r.x1 + r.x2 < 1e12;
    return 1;
}

static int test_serves(int32_t test, struct gdcs_i_rates r)
{
    const double most = fmax(r.x1, r.x2);
    const int whole = gdcs_i_is_whole(r.x1) && gdcs_i_is_whole(r.x2);
    switch (test) {
    case GDCS_RATE_TEST_EXACT: return serves(GDCS_RATE_CONTRAST_METHOD_EXACT, r);
    case GDCS_RATE_TEST_MID_P: return serves(GDCS_RATE_CONTRAST_METHOD_MID_P, r);
    case GDCS_RATE_TEST_WALD: return serves(GDCS_RATE_CONTRAST_METHOD_WALD, r);
    case GDCS_RATE_TEST_LIKELIHOOD: return whole && r.x1 + r.x2 < 1e12;
    case GDCS_RATE_TEST_E: return whole && most <= GDCS_I_RATES_ESTIMATED_MOST;
    default: return 1;
    }
}

static gdcs_test test(int32_t which, double null, struct gdcs_i_rates r)
{
    if (r.x1 + r.x2 == 0.0)
        return gdcs_i_test_of_p(NAN, 1.0);
    switch (which) {
    case GDCS_RATE_TEST_EXACT: return gdcs_i_test_of_log(NAN, gdcs_i_rates_log_p_exact(r, null));
    case GDCS_RATE_TEST_MID_P: return gdcs_i_test_of_log(NAN, gdcs_i_rates_log_p_mid_p(r, null));
    case GDCS_RATE_TEST_LIKELIHOOD:
        return gdcs_i_test_of_log(NAN, gdcs_i_rates_log_p_likelihood(r, null));
    case GDCS_RATE_TEST_E:
        return gdcs_i_test_of_log(gdcs_i_rates_z_score(r, null),
                                  gdcs_i_rates_log_p_estimated(r, null));
    case GDCS_RATE_TEST_WALD: return gdcs_i_test_of_z(gdcs_i_rates_z_log(r, null));
    default: return gdcs_i_test_of_z(gdcs_i_rates_z_score(r, null));
    }
}

static uint32_t notes_of(struct gdcs_i_rates r)
{
    uint32_t notes = 0;
    if (r.x1 == 0.0 || r.x2 == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (r.x1 < 20.0 || r.x2 < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (!gdcs_i_is_whole(r.x1) || !gdcs_i_is_whole(r.x2))
        notes |= GDCS_NOTE_NOT_WHOLE;
    return notes;
}

static uint32_t ratio_notes(struct gdcs_i_rates r)
{
    if (r.x1 + r.x2 == 0.0)
        return GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UPPER_INFINITE;
    if (r.x2 == 0.0)
        return GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_UPPER_INFINITE;
    return r.x1 == 0.0 ? GDCS_NOTE_AT_BOUNDARY : 0;
}

static gdcs_estimate scaled(double value, limits l, double error, double scale)
{
    const gdcs_estimate e = {scale * value, scale * l.lower, scale * l.upper, scale * error};
    return e;
}

static void estimate(const plan_type *plan, struct gdcs_i_rates r, gdcs_i_rate_contrast *out)
{
    gdcs_rate_contrast_result *to = &out->result;
    uint32_t notes = notes_of(r);
    if (!serves(plan->method, r))
        to->method = GDCS_RATE_CONTRAST_METHOD_SCORE;
    if (!test_serves(plan->test, r))
        to->test_method = GDCS_RATE_TEST_SCORE;
    if (to->method != plan->method || to->test_method != plan->test)
        notes |= GDCS_NOTE_METHOD_CHANGED;
    out->ratio_notes |= notes | ratio_notes(r);
    out->difference_notes |= notes;
    if (plan->wanted & GDCS_I_RATE_RATIO)
        to->ratio = scaled(gdcs_i_rates_ratio(r), of_ratio(to->method, plan, r),
                           gdcs_i_rates_ratio_error(r), 1.0);
    if (plan->wanted & GDCS_I_RATE_DIFFERENCE)
        to->difference = scaled(gdcs_i_rates_difference(r), of_difference(to->method, plan, r),
                                gdcs_i_rates_difference_error(r), plan->per);
    if (plan->wanted & GDCS_I_RATE_TEST)
        to->test = test(to->test_method, plan->null_ratio, r);
}

static gdcs_bounds ratio_bounds(const gdcs_i_rate_side *a, const gdcs_i_rate_side *b)
{
    const gdcs_bounds over = {a->range.lower / a->population, a->range.upper / a->population};
    const gdcs_bounds under = {b->range.lower / b->population, b->range.upper / b->population};
    return gdcs_i_bounds_quotient(over, under);
}

void gdcs_i_rate_contrast_measure(const plan_type *plan, const gdcs_i_rate_side *a,
                                  const gdcs_i_rate_side *b, uint32_t notes,
                                  gdcs_i_rate_contrast *out)
{
    const double scale_a = plan->per / a->population, scale_b = plan->per / b->population;
    const gdcs_rate_contrast_result r = {.struct_size = sizeof r,
                                         .method = plan->method,
                                         .test_method = plan->test,
                                         .alpha = plan->alpha,
                                         .per = plan->per,
                                         .null_ratio = plan->null_ratio,
                                         .rate_a = scale_a * a->events,
                                         .rate_b = scale_b * b->events,
                                         .ratio = nothing,
                                         .difference = nothing,
                                         .ratio_bounds = {NAN, NAN},
                                         .difference_bounds = {NAN, NAN},
                                         .test = gdcs_i_test_none()};
    const struct gdcs_i_rates rates = {a->events, a->population, b->events, b->population};
    out->result = r;
    out->ratio_notes = out->difference_notes = notes;
    if (scale_a > 0.0 && scale_a <= DBL_MAX && scale_b > 0.0 && scale_b <= DBL_MAX) {
        out->result.ratio_bounds = ratio_bounds(a, b);
        out->result.difference_bounds.lower = scale_a * a->range.lower - scale_b * b->range.upper;
        out->result.difference_bounds.upper = scale_a * a->range.upper - scale_b * b->range.lower;
    }
    if (!isnan(r.rate_a) && !isnan(r.rate_b) && !isnan(out->result.ratio_bounds.lower))
        estimate(plan, rates, out);
    else
        out->ratio_notes = out->difference_notes = notes | GDCS_NOTE_NOT_ESTIMABLE;
    out->result.notes = out->ratio_notes | out->difference_notes;
}
