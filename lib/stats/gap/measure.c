#include "stats/gap/measure.h"
#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/contrast.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/parts.h"

#include <math.h>

enum { OPTIONS_V1 = 24, RESULT_V1 = 168 }; /* in release 0.1, for ever */

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

typedef struct gdcs_i_limits limits;

/* A way to limits, for the difference and for the ratio. */
static const struct {
    const char *text[2];
    limits (*limits[2])(struct gdcs_i_two two, double z_or_alpha);
} methods[] = {
    [GDCS_GAP_METHOD_MIETTINEN_NURMINEN] = {{"Miettinen-Nurminen", "Miettinen-Nurminen"},
                                            {gdcs_i_contrast_difference_score,
                                             gdcs_i_contrast_ratio_score}},
    [GDCS_GAP_METHOD_NEWCOMBE] = {{"Newcombe", "MOVER-R"},
                                  {gdcs_i_contrast_difference_hybrid,
                                   gdcs_i_contrast_ratio_hybrid}},
    [GDCS_GAP_METHOD_EXACT] = {{"exact unconditional", "exact unconditional"},
                               {gdcs_i_contrast_difference_exact, gdcs_i_contrast_ratio_exact}},
};

const char *gdcs_i_gap_method_text(int32_t method, int ratio)
{
    const int is_one = method > 0 && method < (int32_t)(sizeof methods / sizeof *methods);
    return is_one ? methods[method].text[ratio] : "";
}

gdcs_status gdcs_i_gap_plan_new(const gdcs_gap_options *options, gdcs_i_gap_plan *out,
                                gdcs_error *err)
{
    gdcs_gap_options o;
    gdcs_i_gap_plan plan = {.wanted = GDCS_I_GAP_BOTH};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    plan.method =
        o.method == GDCS_GAP_METHOD_DEFAULT ? GDCS_GAP_METHOD_MIETTINEN_NURMINEN : o.method;
    if (gdcs_i_gap_method_text(plan.method, 0)[0] == '\0')
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is not a method", (int)o.method);
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

gdcs_i_gap_side gdcs_i_gap_side_of_women(const gdcs_sex_counts *counts,
                                         const gdcs_sex_counts *lower, const gdcs_sex_counts *upper)
{
    const gdcs_bounds women = {lower->women, upper->women + upper->unknown};
    const gdcs_bounds men = {lower->men, upper->men + upper->unknown};
    const gdcs_i_gap_side side = {counts->women, counts->men, counts->unknown,
                                  gdcs_i_bounds_share(women, men)};
    return side;
}

static int are_whole(const struct gdcs_i_two *t)
{
    return gdcs_i_is_whole(t->yes1) && gdcs_i_is_whole(t->no1) && gdcs_i_is_whole(t->yes2) &&
           gdcs_i_is_whole(t->no2);
}

static int are_few(const struct gdcs_i_two *t)
{
    const double n1 = t->yes1 + t->no1, n2 = t->yes2 + t->no2;
    return n1 * n2 <= GDCS_I_EXACT_PRODUCT && n1 + n2 <= GDCS_I_EXACT_SUM;
}

static limits limits_of(int32_t method, int ratio, const gdcs_i_gap_plan *plan, struct gdcs_i_two t)
{
    return methods[method].limits[ratio](t,
                                         method == GDCS_GAP_METHOD_EXACT ? plan->alpha : plan->z);
}

static gdcs_estimate difference_of(int32_t method, const gdcs_i_gap_plan *plan, struct gdcs_i_two t)
{
    const limits l = limits_of(method, 0, plan, t);
    const gdcs_estimate e = {gdcs_i_contrast_difference(t), l.lower, l.upper,
                             gdcs_i_contrast_difference_error(t)};
    return e;
}

static gdcs_estimate ratio_of(int32_t method, const gdcs_i_gap_plan *plan, struct gdcs_i_two t)
{
    const limits l = limits_of(method, 1, plan, t);
    const gdcs_estimate e = {gdcs_i_contrast_ratio(t), l.lower, l.upper,
                             gdcs_i_contrast_ratio_error(t)};
    return e;
}

uint32_t gdcs_i_gap_ratio_notes(const gdcs_estimate *ratio)
{
    uint32_t notes = 0;
    if (isnan(ratio->value))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(ratio->upper))
        notes |= GDCS_NOTE_UPPER_INFINITE;
    if (ratio->value == 0.0 || isinf(ratio->value))
        notes |= GDCS_NOTE_AT_BOUNDARY;
    return notes;
}

uint32_t gdcs_i_gap_side_notes(const gdcs_i_gap_side *side)
{
    uint32_t notes = 0;
    if (side->yes == 0.0 || side->no == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (side->yes + side->no < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (!gdcs_i_is_whole(side->yes) || !gdcs_i_is_whole(side->no))
        notes |= GDCS_NOTE_NOT_WHOLE;
    return notes;
}

static void estimate(const gdcs_i_gap_plan *plan, struct gdcs_i_two t, uint32_t notes,
                     gdcs_i_gap *out)
{
    gdcs_gap_result *r = &out->result;
    if (r->method == GDCS_GAP_METHOD_EXACT && !(are_whole(&t) && are_few(&t))) {
        r->method = GDCS_GAP_METHOD_MIETTINEN_NURMINEN;
        notes |= GDCS_NOTE_METHOD_CHANGED;
    }
    out->difference_notes |= notes;
    out->ratio_notes |= notes;
    if (plan->wanted & GDCS_I_GAP_DIFFERENCE)
        r->difference = difference_of(r->method, plan, t);
    if (plan->wanted & GDCS_I_GAP_RATIO) {
        r->ratio = ratio_of(r->method, plan, t);
        out->ratio_notes |= gdcs_i_gap_ratio_notes(&r->ratio);
    }
    if (fabs(r->difference.value) == 1.0)
        out->difference_notes |= GDCS_NOTE_AT_BOUNDARY;
}

void gdcs_i_gap_measure(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a,
                        const gdcs_i_gap_side *b, uint32_t notes, gdcs_i_gap *out)
{
    const double n_a = a->yes + a->no, n_b = b->yes + b->no;
    const gdcs_gap_result r = {
        .struct_size = sizeof r,
        .method = plan->method,
        .alpha = plan->alpha,
        .n_a = n_a,
        .n_b = n_b,
        .unknown_a = a->unknown,
        .unknown_b = b->unknown,
        .share_a = a->yes / n_a,
        .share_b = b->yes / n_b,
        .difference = nothing,
        .ratio = nothing,
        .difference_bounds = {a->share.lower - b->share.upper, a->share.upper - b->share.lower},
        .ratio_bounds = gdcs_i_bounds_quotient(a->share, b->share)};
    const struct gdcs_i_two two = {a->yes, a->no, b->yes, b->no};
    out->result = r;
    out->difference_notes = out->ratio_notes = notes;
    if (n_a > 0.0 && n_b > 0.0)
        estimate(plan, two, gdcs_i_gap_side_notes(a) | gdcs_i_gap_side_notes(b), out);
    else
        out->difference_notes = out->ratio_notes = notes | GDCS_NOTE_NOT_ESTIMABLE;
    out->result.notes = out->difference_notes | out->ratio_notes;
}

gdcs_status gdcs_i_gap_give(const gdcs_gap_result *result, gdcs_gap_result *out, gdcs_error *err)
{
    return gdcs_i_give(out, result, sizeof *result, RESULT_V1, err);
}

gdcs_status gdcs_i_gap_check(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a,
                             const gdcs_i_gap_side *b, gdcs_error *err)
{
    const struct gdcs_i_two two = {a->yes, a->no, b->yes, b->no};
    if (!(a->yes + a->no > 0.0) || !(b->yes + b->no > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, a->yes + a->no > 0.0 ? "b" : "a",
                           "nobody is in the denominator");
    if (plan->method == GDCS_GAP_METHOD_EXACT && !are_whole(&two))
        return gdcs_i_fail(err, GDCS_E_VALUE, "method",
                           "exact limits need whole counts, and one has a fraction");
    if (plan->method == GDCS_GAP_METHOD_EXACT && !are_few(&two))
        return gdcs_i_fail(err, GDCS_E_LIMIT, "method",
                           "the samples are too large for exact limits: at most %d for the product "
                           "of their sizes and %d for the sum",
                           (int)GDCS_I_EXACT_PRODUCT, (int)GDCS_I_EXACT_SUM);
    return GDCS_OK;
}

gdcs_status gdcs_i_gap_give_found(const gdcs_gap_result *result, gdcs_gap_result *out,
                                  gdcs_error *err)
{
    if (isnan(result->difference.lower + result->difference.upper) || isnan(result->ratio.lower) ||
        isnan(result->ratio.upper))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "out", "a limit was not found");
    return gdcs_i_gap_give(result, out, err);
}

static gdcs_status give(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a,
                        const gdcs_i_gap_side *b, uint32_t notes, gdcs_gap_result *out,
                        gdcs_error *err)
{
    gdcs_i_gap gap;
    TRY(gdcs_i_gap_check(plan, a, b, err));
    gdcs_i_gap_measure(plan, a, b, notes, &gap);
    return gdcs_i_gap_give_found(&gap.result, out, err);
}

gdcs_i_gap_side gdcs_i_gap_side_of_part(double part, double whole)
{
    gdcs_i_gap_side side = {part, whole - part, 0.0, {0.0, 1.0}};
    if (part / whole >= 0.0)
        side.share.lower = side.share.upper = part / whole;
    return side;
}

gdcs_status gdcs_gap_estimate(const gdcs_part *a, const gdcs_part *b,
                              const gdcs_gap_options *options, gdcs_gap_result *out,
                              gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(b, "b", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(gdcs_i_part_check(a, 0, "a", 0, err));
    TRY(gdcs_i_part_check(b, 0, "b", 0, err));
    const gdcs_i_gap_side side_a = gdcs_i_gap_side_of_part(a->part, a->whole);
    const gdcs_i_gap_side side_b = gdcs_i_gap_side_of_part(b->part, b->whole);
    return give(&plan, &side_a, &side_b, 0, out, err);
}

gdcs_status gdcs_gap_estimate_women(const gdcs_sex_counts *a, const gdcs_sex_counts *b,
                                    const gdcs_gap_options *options, gdcs_gap_result *out,
                                    gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(b, "b", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(a, 0, "a", 0, err));
    TRY(gdcs_i_counts_check(b, 0, "b", 0, err));
    const gdcs_i_gap_side side_a = gdcs_i_gap_side_of_women(a, a, a);
    const gdcs_i_gap_side side_b = gdcs_i_gap_side_of_women(b, b, b);
    return give(&plan, &side_a, &side_b, gdcs_i_counts_notes(a) | gdcs_i_counts_notes(b), out, err);
}
