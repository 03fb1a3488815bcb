#include "core/fail.h"
#include "num/interval/contrast.h"
#include "num/interval/mover.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/gap/each.h"
#include "stats/gap/rows.h"
#include "stats/level.h"

#include <math.h>

enum { REFERENCE_V1 = 56, ARRAYS_V1 = 56 }; /* in release 0.1, for ever */

/* The reference as a sample of its effective size, or by its limits. */
struct reference {
    gdcs_i_gap_side sample;
    double share;
    struct gdcs_i_spread spread;
    int by_limits;
};

static gdcs_status check_share(double share, int64_t row, gdcs_error *err)
{
    if (!(share >= 0.0 && share <= 1.0))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "share",
                              "the share of the reference does not lie between 0 and 1");
    return GDCS_OK;
}

static gdcs_status check_limits(const gdcs_gap_reference *r, double alpha, int64_t row,
                                gdcs_error *err)
{
    double given;
    TRY(gdcs_i_level_alpha(r->level, 0.0, &given, err));
    if (!(r->lower >= 0.0 && r->lower <= r->share && r->share <= r->upper && r->upper <= 1.0 &&
          r->lower < r->upper))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "reference",
                              "the limits of the reference do not lie in [0, 1] around its share");
    if (fabs(given - alpha) > 1e-9 * alpha)
        return gdcs_i_fail_at(err, GDCS_E_OPTION, row, 0, "level",
                              "the limits of the reference are of another level than the one asked "
                              "for");
    return GDCS_OK;
}

static gdcs_status check(const gdcs_gap_reference *r, double alpha, int64_t row, gdcs_error *err)
{
    const int given = (r->std_error != 0.0) + (r->upper != 0.0) + (r->effective_n != 0.0);
    TRY(check_share(r->share, row, err));
    if (given != 1)
        return gdcs_i_fail_at(
            err, GDCS_E_VALUE, row, 0, "reference",
            "%d of std_error, upper and effective_n are given, and it must be one", given);
    if (r->upper != 0.0)
        return check_limits(r, alpha, row, err);
    if (r->effective_n != 0.0 && !(r->effective_n > 0.0 && r->effective_n <= GDCS_I_COUNT_LIMIT))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "effective_n",
                              "it does not lie in (0, 1e15]");
    if (r->std_error != 0.0 &&
        !(r->std_error > 0.0 && isfinite(r->std_error) && r->share > 0.0 && r->share < 1.0))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "std_error",
                              "a standard error must be above 0, and its share inside (0, 1)");
    return GDCS_OK;
}

static struct reference reference_of(const gdcs_gap_reference *r, double z)
{
    const double p = r->share, variance = p * (1.0 - p), width = (r->upper - r->lower) / 2.0 / z;
    const double n = r->effective_n != 0.0 ? r->effective_n
                     : r->upper != 0.0     ? variance / width / width
                                           : variance / r->std_error / r->std_error;
    const struct reference reference = {
        .sample = {p * n, (1.0 - p) * n, 0.0, {isnan(p) ? 0.0 : p, isnan(p) ? 1.0 : p}},
        .share = p,
        .spread = {p, p - r->lower, r->upper - p, r->lower},
        .by_limits = r->upper != 0.0};
    return reference;
}

static gdcs_status plan_new(const gdcs_gap_options *options, gdcs_i_gap_plan *plan, gdcs_error *err)
{
    TRY(gdcs_i_gap_plan_new(options, plan, err));
    if (plan->method == GDCS_GAP_METHOD_EXACT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method",
                           "a reference that was estimated has no exact limits");
    return GDCS_OK;
}

static gdcs_status take(const gdcs_gap_reference *given, const gdcs_i_gap_plan *plan,
                        struct reference *out, gdcs_error *err)
{
    gdcs_gap_reference r;
    TRY(gdcs_i_need(given, "reference", err));
    TRY(gdcs_i_take(&r, sizeof r, given, REFERENCE_V1, err));
    TRY(check(&r, plan->alpha, 0, err));
    *out = reference_of(&r, plan->z);
    return GDCS_OK;
}

static void by_limits(const gdcs_i_gap_plan *plan, const struct reference *reference,
                      const gdcs_i_gap_side *a, gdcs_gap_result *r)
{
    const struct gdcs_i_spread spread = gdcs_i_spread_wilson(a->yes, a->no, plan->z);
    const struct gdcs_i_limits d = gdcs_i_mover_difference(&spread, &reference->spread, 0.0);
    const struct gdcs_i_limits q = gdcs_i_mover_ratio(&spread, &reference->spread, 0.0);
    r->method = GDCS_GAP_METHOD_NEWCOMBE;
    r->difference.lower = fmax(d.lower, -1.0);
    r->difference.upper = fmin(d.upper, 1.0);
    r->ratio.lower = q.lower;
    r->ratio.upper = q.upper;
}

static void measure(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a, uint32_t notes,
                    const void *context, gdcs_i_gap *out)
{
    const struct reference *reference = context;
    gdcs_i_gap_measure(plan, a, &reference->sample, notes, out);
    /* What is said of whole counts and small ones is for counts, and the reference has none. */
    const uint32_t of_counts = GDCS_NOTE_NOT_WHOLE | GDCS_NOTE_SMALL_BASE | GDCS_NOTE_ZERO_CELL;
    const uint32_t own = a->yes + a->no > 0.0 ? gdcs_i_gap_side_notes(a) : 0;
    out->result.share_b = reference->share;
    out->difference_notes = (out->difference_notes & ~of_counts) | own;
    if (reference->by_limits && a->yes + a->no > 0.0)
        by_limits(plan, reference, a, &out->result);
    out->ratio_notes = (out->ratio_notes & ~(of_counts | (uint32_t)GDCS_NOTE_UPPER_INFINITE)) | own;
    if (isinf(out->result.ratio.upper))
        out->ratio_notes |= GDCS_NOTE_UPPER_INFINITE;
    out->result.notes = out->difference_notes | out->ratio_notes;
}

gdcs_status gdcs_gap_estimate_reference(const gdcs_sex_counts *a,
                                        const gdcs_gap_reference *reference,
                                        const gdcs_gap_options *options, gdcs_gap_result *out,
                                        gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    struct reference r;
    gdcs_i_gap gap;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(plan_new(options, &plan, err));
    TRY(take(reference, &plan, &r, err));
    TRY(gdcs_i_counts_check(a, 0, "a", 0, err));
    const gdcs_i_gap_side side = gdcs_i_gap_side_of_women(a, a, a);
    TRY(gdcs_i_gap_check(&plan, &side, &r.sample, err));
    measure(&plan, &side, gdcs_i_counts_notes(a), &r, &gap);
    return gdcs_i_gap_give_found(&gap.result, out, err);
}

static gdcs_gap_reference reference_at(const gdcs_gap_reference_arrays *in, int64_t i)
{
    const gdcs_gap_reference r = {.share = in->share[i],
                                  .std_error = gdcs_i_array_at(in->std_error, i),
                                  .lower = gdcs_i_array_at(in->lower, i),
                                  .upper = gdcs_i_array_at(in->upper, i),
                                  .level = in->level,
                                  .effective_n = gdcs_i_array_at(in->effective_n, i)};
    return r;
}

static int is_missing(const gdcs_gap_reference *r)
{
    return isnan(r->share + r->std_error + r->lower + r->upper + r->effective_n);
}

static gdcs_status check_each(const gdcs_gap_reference_arrays *in, int64_t n, double alpha,
                              gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        const gdcs_gap_reference r = reference_at(in, i);
        if (is_missing(&r))
            TRY(check_share(isnan(r.share) ? 0.0 : r.share, i + 1, err));
        else
            TRY(check(&r, alpha, i + 1, err));
    }
    return GDCS_OK;
}

static void measure_at(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a, uint32_t notes,
                       const void *context, int64_t i, gdcs_i_gap *out)
{
    const gdcs_gap_reference r = reference_at(context, i);
    struct reference reference = reference_of(&r, plan->z);
    if (is_missing(&r)) {
        notes |= GDCS_NOTE_MISSING_CELL;
        reference.sample.yes = reference.sample.no = NAN;
        reference.by_limits = 0;
    }
    measure(plan, a, notes, &reference, out);
}

gdcs_status gdcs_gap_each_reference(const gdcs_sex_arrays *a,
                                    const gdcs_gap_reference_arrays *references, int64_t n,
                                    const gdcs_gap_options *options,
                                    const gdcs_estimate_arrays *difference,
                                    const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_gap_reference_arrays in;
    TRY(gdcs_i_need(references, "references", err));
    TRY(gdcs_i_take(&in, sizeof in, references, ARRAYS_V1, err));
    TRY(gdcs_i_need(in.share, "share", err));
    TRY(plan_new(options, &plan, err));
    TRY(check_each(&in, n, plan.alpha, err));
    return gdcs_i_gap_each_women(a, n, &plan, measure_at, &in, difference, ratio, err);
}

gdcs_status gdcs_gap_table_reference(const gdcs_table *table, const gdcs_gap_reference *reference,
                                     const char *const *keep, int32_t n,
                                     const gdcs_gap_options *options, gdcs_frame **out,
                                     gdcs_error *err)
{
    static const char sentence[] =
        "Share of women, a, against a share estimated elsewhere, b, with its own error. Limits";
    gdcs_i_gap_plan plan;
    struct reference r;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(plan_new(options, &plan, err));
    TRY(take(reference, &plan, &r, err));
    const gdcs_i_gap_walk walk = {&plan, measure, &r, gdcs_i_gap_method_text, sentence};
    return gdcs_i_gap_rows_table(table, keep, n, &walk, out, err);
}
