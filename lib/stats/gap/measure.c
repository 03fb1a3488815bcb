#include "stats/gap/measure.h"
#include "core/fail.h"
#include "num/dist.h"
#include "num/interval/contrast.h"
#include "stats/arrays.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <math.h>

enum { OPTIONS_V1 = 24, RESULT_V1 = 168, ARRAYS_V1 = 40 }; /* in release 0.1, for ever */

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

const char *gdcs_i_gap_method_text(int32_t method, int ratio)
{
    switch (method) {
    case GDCS_GAP_METHOD_MIETTINEN_NURMINEN: return "Miettinen-Nurminen";
    case GDCS_GAP_METHOD_NEWCOMBE: return ratio ? "MOVER-R" : "Newcombe";
    case GDCS_GAP_METHOD_EXACT: return "exact unconditional";
    default: return "";
    }
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

static gdcs_estimate difference_of(int32_t method, const gdcs_i_gap_plan *plan, struct gdcs_i_two t)
{
    struct gdcs_i_limits l;
    if (method == GDCS_GAP_METHOD_EXACT)
        l = gdcs_i_contrast_difference_exact(t, plan->alpha);
    else if (method == GDCS_GAP_METHOD_NEWCOMBE)
        l = gdcs_i_contrast_difference_hybrid(t, plan->z);
    else
        l = gdcs_i_contrast_difference_score(t, plan->z);
    const gdcs_estimate e = {gdcs_i_contrast_difference(t), l.lower, l.upper,
                             gdcs_i_contrast_difference_error(t)};
    return e;
}

static gdcs_estimate ratio_of(int32_t method, const gdcs_i_gap_plan *plan, struct gdcs_i_two t)
{
    struct gdcs_i_limits l;
    if (method == GDCS_GAP_METHOD_EXACT)
        l = gdcs_i_contrast_ratio_exact(t, plan->alpha);
    else if (method == GDCS_GAP_METHOD_NEWCOMBE)
        l = gdcs_i_contrast_ratio_hybrid(t, plan->z);
    else
        l = gdcs_i_contrast_ratio_score(t, plan->z);
    const gdcs_estimate e = {gdcs_i_contrast_ratio(t), l.lower, l.upper,
                             gdcs_i_contrast_ratio_error(t)};
    return e;
}

static uint32_t ratio_notes(const gdcs_estimate *e)
{
    uint32_t notes = 0;
    if (isnan(e->value))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    if (isinf(e->upper))
        notes |= GDCS_NOTE_UPPER_INFINITE;
    if (e->value == 0.0 || isinf(e->value))
        notes |= GDCS_NOTE_AT_BOUNDARY;
    return notes;
}

static uint32_t notes_of(const struct gdcs_i_two *t)
{
    uint32_t notes = 0;
    if (t->yes1 == 0.0 || t->no1 == 0.0 || t->yes2 == 0.0 || t->no2 == 0.0)
        notes |= GDCS_NOTE_ZERO_CELL;
    if (t->yes1 + t->no1 < 20.0 || t->yes2 + t->no2 < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    if (!are_whole(t))
        notes |= GDCS_NOTE_NOT_WHOLE;
    return notes;
}

static void estimate(const gdcs_i_gap_plan *plan, struct gdcs_i_two t, gdcs_i_gap *out)
{
    gdcs_gap_result *r = &out->result;
    uint32_t notes = notes_of(&t);
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
        out->ratio_notes |= ratio_notes(&r->ratio);
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
        estimate(plan, two, out);
    else
        out->difference_notes = out->ratio_notes = notes | GDCS_NOTE_NOT_ESTIMABLE;
    out->result.notes = out->difference_notes | out->ratio_notes;
}

gdcs_status gdcs_i_gap_give(const gdcs_gap_result *result, gdcs_gap_result *out, gdcs_error *err)
{
    return gdcs_i_give(out, result, sizeof *result, RESULT_V1, err);
}

/* The scalar forms refuse what the others note. */
static gdcs_status give(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a,
                        const gdcs_i_gap_side *b, uint32_t notes, gdcs_gap_result *out,
                        gdcs_error *err)
{
    const struct gdcs_i_two two = {a->yes, a->no, b->yes, b->no};
    gdcs_i_gap gap;
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
    gdcs_i_gap_measure(plan, a, b, notes, &gap);
    if (isnan(gap.result.difference.lower + gap.result.difference.upper) ||
        isnan(gap.result.ratio.lower) || isnan(gap.result.ratio.upper))
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "out", "a limit was not found");
    return gdcs_i_gap_give(&gap.result, out, err);
}

static gdcs_status check_part(double part, double whole, int missing, const char *field,
                              int64_t row, gdcs_error *err)
{
    TRY(gdcs_i_count_check(part, missing, "part", field, row, err));
    TRY(gdcs_i_count_check(whole, missing, "whole", field, row, err));
    if (part > whole)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, field, "the part in %s is above the whole",
                              field);
    return GDCS_OK;
}

static gdcs_i_gap_side side_of_part(double part, double whole)
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
    TRY(check_part(a->part, a->whole, 0, "a", 0, err));
    TRY(check_part(b->part, b->whole, 0, "b", 0, err));
    const gdcs_i_gap_side side_a = side_of_part(a->part, a->whole);
    const gdcs_i_gap_side side_b = side_of_part(b->part, b->whole);
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

/* A first pass, so that a call that fails has written nothing. */
static gdcs_status check_arrays(const gdcs_gap_arrays *in, int64_t n, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        TRY(check_part(in->part_a[i], in->whole_a[i], 1, "a", i + 1, err));
        TRY(check_part(in->part_b[i], in->whole_b[i], 1, "b", i + 1, err));
    }
    return GDCS_OK;
}

static gdcs_status take_arrays(const gdcs_gap_arrays *counts, int64_t n, gdcs_gap_arrays *in,
                               gdcs_error *err)
{
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_take(in, sizeof *in, counts, ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in->part_a, "part_a", err));
    TRY(gdcs_i_need(in->whole_a, "whole_a", err));
    TRY(gdcs_i_need(in->part_b, "part_b", err));
    TRY(gdcs_i_need(in->whole_b, "whole_b", err));
    return check_arrays(in, n, err);
}

gdcs_status gdcs_gap_each(const gdcs_gap_arrays *counts, int64_t n, const gdcs_gap_options *options,
                          const gdcs_estimate_arrays *difference, const gdcs_estimate_arrays *ratio,
                          gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_gap_arrays in;
    gdcs_estimate_arrays to[2];
    gdcs_i_gap gap;
    TRY(gdcs_i_take(&to[0], sizeof to[0], difference, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to[1], sizeof to[1], ratio, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(take_arrays(counts, n, &in, err));
    plan.wanted =
        (difference != NULL ? GDCS_I_GAP_DIFFERENCE : 0) | (ratio != NULL ? GDCS_I_GAP_RATIO : 0);
    for (int64_t i = 0; i < n; i++) {
        const gdcs_i_gap_side a = side_of_part(in.part_a[i], in.whole_a[i]);
        const gdcs_i_gap_side b = side_of_part(in.part_b[i], in.whole_b[i]);
        const uint32_t notes =
            isnan(a.yes + a.no + b.yes + b.no) ? (uint32_t)GDCS_NOTE_MISSING_CELL : 0;
        gdcs_i_gap_measure(&plan, &a, &b, notes, &gap);
        gdcs_i_estimate_arrays_set(&to[0], i, &gap.result.difference, &gap.result.difference_bounds,
                                   gap.difference_notes);
        gdcs_i_estimate_arrays_set(&to[1], i, &gap.result.ratio, &gap.result.ratio_bounds,
                                   gap.ratio_notes);
    }
    return GDCS_OK;
}
