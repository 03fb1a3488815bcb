/* Women against men. */
#include "core/fail.h"
#include "num/homogeneity.h"
#include "num/interval/contrast.h"
#include "num/strata.h"
#include "stats/bounds.h"
#include "stats/counts.h"
#include "stats/overlap/measure.h"
#include "stats/test.h"

#include <math.h>

enum { RESULT_V1 = 248 }; /* in release 0.1, for ever */

typedef gdcs_overlap_counts counts;
typedef gdcs_overlap_measure measure;

static const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};

/* Shares of offenders who were victims: notes are those of both. */
static uint32_t offenders_notes(const gdcs_i_overlap_plan *plan, const gdcs_i_overlap_box *box,
                                gdcs_bounds *bounds)
{
    measure m;
    gdcs_i_overlap_measure(plan, GDCS_OVERLAP_MEASURE_OFFENDERS_VICTIMS, box, &m);
    *bounds = m.bounds;
    return m.notes & ~(uint32_t)GDCS_NOTE_AT_BOUNDARY;
}

static void shares(const gdcs_i_overlap_plan *plan, const gdcs_i_overlap_box *women,
                   const gdcs_i_overlap_box *men, gdcs_overlap_sexes_result *r)
{
    const counts *w = &women->counts, *m = &men->counts;
    const struct gdcs_i_two two = {w->both, w->offender_only, m->both, m->offender_only};
    gdcs_bounds p, q;
    const uint32_t notes = offenders_notes(plan, women, &p) | offenders_notes(plan, men, &q);
    const int open = p.lower == 0.0 && q.lower == 0.0;
    r->difference = (measure){nothing, {p.lower - q.upper, p.upper - q.lower}, notes, 0};
    r->ratio = (measure){nothing, gdcs_i_bounds_quotient(p, q), notes, 0};
    if (open)
        r->ratio.bounds = (gdcs_bounds){0.0, INFINITY};
    if (w->both + w->offender_only > 0.0 && m->both + m->offender_only > 0.0) {
        const struct gdcs_i_limits d = gdcs_i_contrast_difference_score(two, plan->z);
        const struct gdcs_i_limits l = gdcs_i_contrast_ratio_score(two, plan->z);
        r->difference.estimate = (gdcs_estimate){gdcs_i_contrast_difference(two), d.lower, d.upper,
                                                 gdcs_i_contrast_difference_error(two)};
        r->ratio.estimate = (gdcs_estimate){gdcs_i_contrast_ratio(two), l.lower, l.upper,
                                            gdcs_i_contrast_ratio_error(two)};
    }
}

/* The counts of a sex, with halves if one is 0; the variance of the logarithm of its odds ratio. */
static double log_odds(const counts *c, double *variance, uint32_t *notes)
{
    const int zero =
        c->both == 0.0 || c->victim_only == 0.0 || c->offender_only == 0.0 || c->neither == 0.0;
    const double h = zero ? 0.5 : 0.0;
    const double a = c->both + h, b = c->victim_only + h, o = c->offender_only + h,
                 d = c->neither + h;
    if (zero)
        *notes |= GDCS_NOTE_CONTINUITY;
    *variance += 1.0 / a + 1.0 / b + 1.0 / o + 1.0 / d;
    return log(a) - log(b) - log(o) + log(d);
}

static void odds_ratios(const gdcs_i_overlap_plan *plan, const gdcs_i_overlap_box *women,
                        const gdcs_i_overlap_box *men, gdcs_overlap_sexes_result *r)
{
    measure w, m;
    double variance = 0.0;
    gdcs_i_overlap_measure(plan, GDCS_OVERLAP_MEASURE_ODDS_RATIO, women, &w);
    gdcs_i_overlap_measure(plan, GDCS_OVERLAP_MEASURE_ODDS_RATIO, men, &m);
    uint32_t notes =
        (w.notes | m.notes) & ~(uint32_t)(GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_UPPER_INFINITE |
                                          GDCS_NOTE_METHOD_CHANGED | GDCS_NOTE_NOT_ESTIMABLE);
    const int open = (w.bounds.lower == 0.0 && m.bounds.lower == 0.0) ||
                     (isinf(w.bounds.upper) && isinf(m.bounds.upper));
    const gdcs_bounds any = {0.0, INFINITY};
    r->odds_ratio.bounds = open ? any : gdcs_i_bounds_quotient(w.bounds, m.bounds);
    r->odds_ratio.estimate = nothing;
    const double value = w.estimate.value / m.estimate.value;
    if (!isnan(value)) {
        const double z = plan->z, apart = log_odds(&women->counts, &variance, &notes) -
                                          log_odds(&men->counts, &variance, &notes);
        const double error = sqrt(variance), step = z * error;
        const double own = (notes & GDCS_NOTE_CONTINUITY) == 0 ? value * error : NAN;
        r->odds_ratio.estimate = (gdcs_estimate){value, fmin(exp(apart - step), value),
                                                 fmax(exp(apart + step), value), own};
    }
    r->odds_ratio.notes = notes;
}

static void test(const counts *w, const counts *m, gdcs_overlap_sexes_result *r)
{
    const double part_a[] = {w->both, m->both}, part_b[] = {w->offender_only, m->offender_only};
    const double whole_a[] = {w->both + w->victim_only, m->both + m->victim_only};
    const double whole_b[] = {w->offender_only + w->neither, m->offender_only + m->neither};
    const gdcs_i_strata_counts s = {part_a, whole_a, part_b, whole_b, 2};
    const struct gdcs_i_pairs one = {w->both, w->victim_only, w->offender_only, w->neither};
    const struct gdcs_i_pairs two = {m->both, m->victim_only, m->offender_only, m->neither};
    r->homogeneity = r->exact = gdcs_i_test_none();
    if (isnan(whole_a[0] + whole_a[1] + whole_b[0] + whole_b[1]) ||
        gdcs_i_strata_informative(&s) < 2)
        return;
    const double odds = gdcs_i_strata_mantel(&s, GDCS_I_STRATA_ODDS_RATIO, 0).value;
    r->homogeneity = gdcs_i_test_of_chisq(gdcs_i_strata_breslow_day(&s, odds), 1.0);
    const double ln_p = gdcs_i_homogeneity_log_exact(one, two);
    if (!isnan(ln_p))
        r->exact = gdcs_i_test_of_log(NAN, ln_p);
}

static uint32_t value_notes(const gdcs_estimate *e, int ratio)
{
    const int end = ratio ? e->value == 0.0 || isinf(e->value) : fabs(e->value) == 1.0;
    return (isnan(e->value) ? (uint32_t)GDCS_NOTE_NOT_ESTIMABLE : 0) |
           (isinf(e->upper) ? (uint32_t)GDCS_NOTE_UPPER_INFINITE : 0) |
           (end ? (uint32_t)GDCS_NOTE_AT_BOUNDARY : 0);
}

void gdcs_i_overlap_compare(const gdcs_i_overlap_plan *plan, const gdcs_i_overlap_box *women,
                            const gdcs_i_overlap_box *men, gdcs_overlap_sexes_result *out)
{
    gdcs_overlap_sexes_result r = {.struct_size = sizeof r, .alpha = plan->alpha};
    shares(plan, women, men, &r);
    odds_ratios(plan, women, men, &r);
    test(&women->counts, &men->counts, &r);
    r.difference.notes |= value_notes(&r.difference.estimate, 0);
    r.ratio.notes |= value_notes(&r.ratio.estimate, 1);
    r.odds_ratio.notes |= value_notes(&r.odds_ratio.estimate, 1);
    r.notes = r.difference.notes | r.ratio.notes | r.odds_ratio.notes;
    *out = r;
}

gdcs_status gdcs_overlap_estimate_sexes(const gdcs_overlap_counts *women,
                                        const gdcs_overlap_counts *men,
                                        const gdcs_overlap_options *options,
                                        gdcs_overlap_sexes_result *out, gdcs_error *err)
{
    gdcs_i_overlap_plan plan;
    gdcs_overlap_sexes_result r;
    TRY(gdcs_i_need(women, "women", err));
    TRY(gdcs_i_need(men, "men", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_overlap_plan_new(options, &plan, err));
    TRY(gdcs_i_overlap_check(women, 0, "women", 0, err));
    TRY(gdcs_i_overlap_check(men, 0, "men", 0, err));
    if (!(women->both + women->offender_only > 0.0) || !(men->both + men->offender_only > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "no women offended, or no men");
    const gdcs_i_overlap_box w = gdcs_i_overlap_box_of(women), m = gdcs_i_overlap_box_of(men);
    gdcs_i_overlap_compare(&plan, &w, &m, &r);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}
