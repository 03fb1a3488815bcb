#include "core/fail.h"
#include "num/interval/proportion.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/gap/each.h"
#include "stats/gap/rows.h"

#include <math.h>

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

static gdcs_status check_share(const gdcs_bounds *known, int64_t row, gdcs_error *err)
{
    if (!(known->lower >= 0.0 && known->lower <= known->upper && known->upper <= 1.0))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "known",
                              "the known share does not lie between 0 and 1, lower before upper");
    return GDCS_OK;
}

static gdcs_status check_known(const gdcs_bounds *known, gdcs_error *err)
{
    TRY(gdcs_i_need(known, "known", err));
    return check_share(known, 0, err);
}

static int is_exact(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a)
{
    return plan->method == GDCS_GAP_METHOD_EXACT && gdcs_i_is_whole(a->yes) &&
           gdcs_i_is_whole(a->no);
}

static const char *method_text(int32_t method, int ratio)
{
    (void)ratio;
    return method == GDCS_GAP_METHOD_EXACT ? "Clopper-Pearson" : "Wilson";
}

/* A share without sampling error moves the limits of the other, or divides them. */
static void estimate(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a, double known,
                     gdcs_gap_result *r)
{
    const double n = a->yes + a->no, error = sqrt(a->yes / n * (a->no / n) / n);
    const struct gdcs_i_limits l =
        r->method == GDCS_GAP_METHOD_EXACT
            ? gdcs_i_proportion_clopper_pearson(a->yes, a->no, plan->alpha)
            : gdcs_i_proportion_wilson(a->yes, a->no, plan->z);
    const gdcs_estimate difference = {r->share_a - known, l.lower - known, l.upper - known, error};
    const gdcs_estimate ratio = {r->share_a / known, l.lower / known, l.upper / known,
                                 error / known};
    const gdcs_estimate against_nobody = {a->yes > 0.0 ? INFINITY : NAN,
                                          l.lower > 0.0 ? INFINITY : 0.0, INFINITY, NAN};
    r->difference = difference;
    r->ratio = known > 0.0 ? ratio : against_nobody;
}

static void measure(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a, uint32_t notes,
                    const void *context, gdcs_i_gap *out)
{
    const gdcs_bounds known = *(const gdcs_bounds *)context;
    const int changed = plan->method == GDCS_GAP_METHOD_EXACT && !is_exact(plan, a);
    const gdcs_gap_result r = {
        .struct_size = sizeof r,
        .method = changed ? GDCS_GAP_METHOD_MIETTINEN_NURMINEN : plan->method,
        .alpha = plan->alpha,
        .n_a = a->yes + a->no,
        .n_b = INFINITY,
        .unknown_a = a->unknown,
        .share_a = a->yes / (a->yes + a->no),
        .share_b = known.lower == known.upper ? known.lower : NAN,
        .difference = nothing,
        .ratio = nothing,
        .difference_bounds = {a->share.lower - known.upper, a->share.upper - known.lower},
        .ratio_bounds = gdcs_i_bounds_quotient(a->share, known)};
    out->result = r;
    notes |= gdcs_i_gap_side_notes(a);
    if (changed)
        notes |= GDCS_NOTE_METHOD_CHANGED;
    if (isnan(r.share_b))
        notes |= GDCS_NOTE_INTERVAL_CELL;
    if (isnan(r.share_a) || isnan(r.share_b))
        notes |= GDCS_NOTE_NOT_ESTIMABLE;
    out->difference_notes = out->ratio_notes = notes;
    if ((notes & GDCS_NOTE_NOT_ESTIMABLE) == 0) {
        estimate(plan, a, r.share_b, &out->result);
        out->ratio_notes |= gdcs_i_gap_ratio_notes(&out->result.ratio);
    }
    out->result.notes = out->difference_notes | out->ratio_notes;
}

gdcs_status gdcs_gap_estimate_known(const gdcs_sex_counts *a, const gdcs_bounds *known,
                                    const gdcs_gap_options *options, gdcs_gap_result *out,
                                    gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    gdcs_i_gap gap;
    TRY(gdcs_i_need(a, "a", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(check_known(known, err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    TRY(gdcs_i_counts_check(a, 0, "a", 0, err));
    const gdcs_i_gap_side side = gdcs_i_gap_side_of_women(a, a, a);
    if (!(side.yes + side.no > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "a", "nobody is in the denominator");
    if (plan.method == GDCS_GAP_METHOD_EXACT && !is_exact(&plan, &side))
        return gdcs_i_fail(err, GDCS_E_VALUE, "method",
                           "exact limits need whole counts, and one has a fraction");
    measure(&plan, &side, gdcs_i_counts_notes(a), known, &gap);
    return gdcs_i_gap_give(&gap.result, out, err);
}

/* Known shares of callers; an end that is NaN can be anything. */
struct shares {
    const double *lower;
    const double *upper;
};

static gdcs_bounds share_at(const struct shares *shares, int64_t i, uint32_t *notes)
{
    const double lower = shares->lower[i], upper = shares->upper[i];
    const gdcs_bounds known = {isnan(lower) ? 0.0 : lower, isnan(upper) ? 1.0 : upper};
    *notes = isnan(lower) || isnan(upper) ? (uint32_t)GDCS_NOTE_MISSING_CELL : 0;
    return known;
}

static void measure_at(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a, uint32_t notes,
                       const void *context, int64_t i, gdcs_i_gap *out)
{
    uint32_t missing;
    const gdcs_bounds known = share_at(context, i, &missing);
    measure(plan, a, notes | missing, &known, out);
    if (missing == 0)
        return;
    out->difference_notes &= ~(uint32_t)GDCS_NOTE_INTERVAL_CELL;
    out->ratio_notes &= ~(uint32_t)GDCS_NOTE_INTERVAL_CELL;
}

gdcs_status gdcs_gap_each_known(const gdcs_sex_arrays *a, const double *known_lower,
                                const double *known_upper, int64_t n,
                                const gdcs_gap_options *options,
                                const gdcs_estimate_arrays *difference,
                                const gdcs_estimate_arrays *ratio, gdcs_error *err)
{
    gdcs_i_gap_plan plan;
    uint32_t notes;
    const struct shares shares = {known_lower, known_upper != NULL ? known_upper : known_lower};
    TRY(gdcs_i_need(known_lower, "known_lower", err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_bounds known = share_at(&shares, i, &notes);
        TRY(check_share(&known, i + 1, err));
    }
    return gdcs_i_gap_each_women(a, n, &plan, measure_at, &shares, difference, ratio, err);
}

gdcs_status gdcs_gap_table_known(const gdcs_table *table, const gdcs_bounds *known,
                                 const char *const *keep, int32_t n,
                                 const gdcs_gap_options *options, gdcs_frame **out, gdcs_error *err)
{
    static const char sentence[] =
        "Share of women, a, against a known share, b, without sampling error. Limits";
    gdcs_i_gap_plan plan;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(check_known(known, err));
    TRY(gdcs_i_gap_plan_new(options, &plan, err));
    const gdcs_i_gap_walk walk = {&plan, measure, known, method_text, sentence};
    return gdcs_i_gap_rows_table(table, keep, n, &walk, out, err);
}
