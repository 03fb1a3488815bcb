#include "core/fail.h"
#include "num/interval/contrast.h"
#include "num/interval/mover.h"
#include "stats/counts.h"
#include "stats/gap/rows.h"
#include "stats/level.h"

#include <math.h>

enum { REFERENCE_V1 = 56 }; /* in release 0.1, for ever */

/* The reference as a sample of its effective size, or by its limits. */
struct reference {
    gdcs_i_gap_side sample;
    struct gdcs_i_spread spread;
    int by_limits;
};

static gdcs_status check_limits(const gdcs_gap_reference *r, double alpha, gdcs_error *err)
{
    double given;
    TRY(gdcs_i_level_alpha(r->level, 0.0, &given, err));
    if (!(r->lower >= 0.0 && r->lower <= r->share && r->share <= r->upper && r->upper <= 1.0 &&
          r->lower < r->upper))
        return gdcs_i_fail(err, GDCS_E_VALUE, "reference",
                           "the limits of the reference do not lie in [0, 1] around its share");
    if (fabs(given - alpha) > 1e-9 * alpha)
        return gdcs_i_fail(err, GDCS_E_OPTION, "level",
                           "the limits of the reference are of another level than the one asked "
                           "for");
    return GDCS_OK;
}

static gdcs_status check(const gdcs_gap_reference *r, double alpha, gdcs_error *err)
{
    const int given = (r->std_error != 0.0) + (r->upper != 0.0) + (r->effective_n != 0.0);
    if (!(r->share >= 0.0 && r->share <= 1.0))
        return gdcs_i_fail(err, GDCS_E_VALUE, "share",
                           "the share of the reference does not lie between 0 and 1");
    if (given != 1)
        return gdcs_i_fail(err, GDCS_E_VALUE, "reference",
                           "%d of std_error, upper and effective_n are given, and it must be one",
                           given);
    if (r->upper != 0.0)
        return check_limits(r, alpha, err);
    if (r->effective_n != 0.0 && !(r->effective_n > 0.0 && r->effective_n <= GDCS_I_COUNT_LIMIT))
        return gdcs_i_fail(err, GDCS_E_VALUE, "effective_n", "it does not lie in (0, 1e15]");
    if (r->std_error != 0.0 &&
        !(r->std_error > 0.0 && isfinite(r->std_error) && r->share > 0.0 && r->share < 1.0))
        return gdcs_i_fail(err, GDCS_E_VALUE, "std_error",
                           "a standard error must be above 0, and its share inside (0, 1)");
    return GDCS_OK;
}

static gdcs_status take(const gdcs_gap_reference *given, const gdcs_i_gap_plan *plan,
                        struct reference *out, gdcs_error *err)
{
    gdcs_gap_reference r;
    TRY(gdcs_i_need(given, "reference", err));
    TRY(gdcs_i_take(&r, sizeof r, given, REFERENCE_V1, err));
    TRY(check(&r, plan->alpha, err));
    if (plan->method == GDCS_GAP_METHOD_EXACT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method",
                           "a reference that was estimated has no exact limits");
    const double p = r.share, variance = p * (1.0 - p), width = (r.upper - r.lower) / 2.0 / plan->z;
    const double n = r.effective_n != 0.0 ? r.effective_n
                     : r.upper != 0.0     ? variance / width / width
                                          : variance / r.std_error / r.std_error;
    const gdcs_i_gap_side sample = {p * n, (1.0 - p) * n, 0.0, {p, p}};
    const struct gdcs_i_spread spread = {p, p - r.lower, r.upper - p, r.lower};
    out->sample = sample;
    out->spread = spread;
    out->by_limits = r.upper != 0.0;
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
    const double share = reference->sample.share.lower;
    gdcs_i_gap_measure(plan, a, &reference->sample, notes, out);
    /* What is said of whole counts and small ones is for counts, and the reference has none. */
    const uint32_t of_counts = GDCS_NOTE_NOT_WHOLE | GDCS_NOTE_SMALL_BASE | GDCS_NOTE_ZERO_CELL;
    const uint32_t own = a->yes + a->no > 0.0 ? gdcs_i_gap_side_notes(a) : 0;
    out->result.share_b = share;
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
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(take(reference, &plan, &r, err));
    TRY(gdcs_i_counts_check(a, 0, "a", 0, err));
    const gdcs_i_gap_side side = gdcs_i_gap_side_of_women(a, a, a);
    TRY(gdcs_i_gap_check(&plan, &side, &r.sample, err));
    measure(&plan, &side, gdcs_i_counts_notes(a), &r, &gap);
    return gdcs_i_gap_give_found(&gap.result, out, err);
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
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(take(reference, &plan, &r, err));
    const gdcs_i_gap_walk walk = {&plan, measure, &r, gdcs_i_gap_method_text, sentence};
    return gdcs_i_gap_rows_table(table, keep, n, &walk, out, err);
}
