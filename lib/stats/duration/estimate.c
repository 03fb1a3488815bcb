#include "core/fail.h"
#include "stats/duration/measure.h"

#include <string.h>

enum { RESULT_V1 = 704 }; /* in release 0.1, for ever */

static uint32_t all_notes(const gdcs_duration_result *r)
{
    return r->women_survival.notes | r->men_survival.notes | r->survival_difference.notes |
           r->survival_ratio.notes | r->women_quantile.notes | r->men_quantile.notes |
           r->women_mean.notes | r->men_mean.notes | r->mean_difference.notes |
           r->mean_ratio.notes | r->hazard_ratio.notes;
}

/* Curves take all strata as one. */
static gdcs_status curves(const gdcs_duration_options *plan, const struct gdcs_i_sample *sample,
                          gdcs_duration_result *r, gdcs_error *err)
{
    struct gdcs_i_track track;
    TRY(gdcs_i_track_new(plan, sample, &track, err));
    gdcs_i_duration_measure(plan, &track, r);
    gdcs_i_track_free(&track);
    return GDCS_OK;
}

static gdcs_status hazard(const gdcs_duration_options *plan, const struct gdcs_i_sample *sample,
                          gdcs_duration_result *r, gdcs_error *err)
{
    struct gdcs_i_rank rank = {{0.0, 0.0}, {0.0, 0.0}, 0.0};
    struct gdcs_i_sample part;
    int64_t from = 0;
    while (gdcs_i_sample_next(sample, &from, &part))
        TRY(gdcs_i_duration_rank(plan, &part, 0.0, &rank, err));
    r->hazard_ratio = gdcs_i_duration_hazard(&rank, plan->alpha, r->unknown);
    return GDCS_OK;
}

gdcs_status gdcs_duration_estimate(const gdcs_duration_arrays *persons, int64_t n,
                                   const gdcs_duration_options *options, gdcs_duration_result *out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_duration_options plan;
    gdcs_duration_result r;
    struct gdcs_i_sample whole, strata;
    memset(&strata, 0, sizeof strata);
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_duration_plan(options, &plan, err));
    TRY(gdcs_i_sample_take(persons, n, 0, &whole, err));
    if (whole.known == 0.0)
        GO(gdcs_i_fail(err, GDCS_E_EMPTY, "persons", "there are no women and no men"));
    GO(curves(&plan, &whole, &r, err));
    if (persons->stratum != NULL)
        GO(gdcs_i_sample_take(persons, n, 1, &strata, err));
    GO(hazard(&plan, persons->stratum != NULL ? &strata : &whole, &r, err));
    r.other = whole.other;
    r.notes = all_notes(&r) | whole.notes;
done:
    gdcs_i_sample_free(&whole);
    gdcs_i_sample_free(&strata);
    TRY(status);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

typedef gdcs_status measure(const gdcs_duration_options *plan, const struct gdcs_i_source *source,
                            gdcs_frame **out, gdcs_error *err);

static gdcs_status measure_persons(const gdcs_duration_arrays *persons, int64_t n,
                                   const gdcs_duration_options *options, measure *made,
                                   gdcs_frame **out, gdcs_error *err)
{
    gdcs_duration_options plan;
    struct gdcs_i_source source;
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_duration_plan(options, &plan, err));
    TRY(gdcs_i_source_take(persons, n, &source, err));
    const gdcs_status status = made(&plan, &source, out, err);
    gdcs_i_source_free(&source);
    return status;
}

gdcs_status gdcs_duration_estimate_curve(const gdcs_duration_arrays *persons, int64_t n,
                                         const gdcs_duration_options *options, gdcs_frame **out,
                                         gdcs_error *err)
{
    return measure_persons(persons, n, options, gdcs_i_duration_curve, out, err);
}

gdcs_status gdcs_duration_estimate_causes(const gdcs_duration_arrays *persons, int64_t n,
                                          const gdcs_duration_options *options, gdcs_frame **out,
                                          gdcs_error *err)
{
    return measure_persons(persons, n, options, gdcs_i_duration_causes, out, err);
}
