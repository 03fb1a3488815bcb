#include "core/fail.h"
#include "stats/arrays.h"
#include "stats/overlap/measure.h"

#include <math.h>

enum { RESULT_V1 = 672, ARRAYS_V1 = 40 }; /* in release 0.1, for ever */

gdcs_status gdcs_overlap_estimate(const gdcs_overlap_counts *counts,
                                  const gdcs_overlap_options *options, gdcs_overlap_result *out,
                                  gdcs_error *err)
{
    gdcs_i_overlap_plan plan;
    gdcs_overlap_result r = {.struct_size = sizeof r};
    gdcs_overlap_measure *const to[] = {&r.victim_only,
                                        &r.offender_only,
                                        &r.both,
                                        &r.offenders_victims,
                                        &r.victims_offenders,
                                        &r.odds_ratio,
                                        &r.lift,
                                        &r.kappa,
                                        &r.phi,
                                        &r.yules_q,
                                        &r.tetrachoric};
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_overlap_plan_new(options, &plan, err));
    TRY(gdcs_i_overlap_check(counts, 0, "counts", 0, err));
    const gdcs_i_overlap_box box = gdcs_i_overlap_box_of(counts);
    r.alpha = plan.alpha;
    r.victims = counts->both + counts->victim_only;
    r.offenders = counts->both + counts->offender_only;
    r.either = r.victims + counts->offender_only;
    r.n = r.either + counts->neither;
    r.expected = r.victims * (r.offenders / r.n);
    if (!(r.either > 0.0))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "nobody was a victim and nobody offended");
    for (int i = 0; i < GDCS_I_OVERLAP_MEASURES - 1; i++) {
        gdcs_i_overlap_measure(&plan, i + 1, &box, to[i]);
        r.notes |= to[i]->notes;
    }
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

static gdcs_overlap_counts counts_at(const gdcs_overlap_arrays *in, int64_t i)
{
    const gdcs_overlap_counts c = {in->both[i], in->victim_only[i], in->offender_only[i],
                                   in->neither != NULL ? in->neither[i] : NAN};
    return c;
}

/* With a first pass over all, so that a call that fails has written nothing. */
static gdcs_status take(const gdcs_overlap_arrays *counts, int64_t n, gdcs_overlap_arrays *in,
                        gdcs_error *err)
{
    TRY(gdcs_i_need(counts, "counts", err));
    TRY(gdcs_i_take(in, sizeof *in, counts, ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in->both, "both", err));
    TRY(gdcs_i_need(in->victim_only, "victim_only", err));
    TRY(gdcs_i_need(in->offender_only, "offender_only", err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_overlap_counts c = counts_at(in, i);
        TRY(gdcs_i_overlap_check(&c, 1, "counts", i + 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_overlap_each(const gdcs_overlap_arrays *counts, int64_t n, int32_t measure,
                              const gdcs_overlap_options *options, const gdcs_estimate_arrays *out,
                              gdcs_error *err)
{
    gdcs_i_overlap_plan plan;
    gdcs_overlap_arrays in;
    gdcs_estimate_arrays to;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&to, sizeof to, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    if (measure < 1 || measure >= GDCS_I_OVERLAP_MEASURES)
        return gdcs_i_fail(err, GDCS_E_OPTION, "measure", "%d is not a measure", (int)measure);
    TRY(gdcs_i_overlap_plan_new(options, &plan, err));
    TRY(take(counts, n, &in, err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_overlap_counts c = counts_at(&in, i);
        const gdcs_i_overlap_box box = gdcs_i_overlap_box_of(&c);
        gdcs_overlap_measure m;
        gdcs_i_overlap_measure(&plan, measure, &box, &m);
        gdcs_i_estimate_arrays_set(&to, i, &m.estimate, &m.bounds, m.notes);
    }
    return GDCS_OK;
}
