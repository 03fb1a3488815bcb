/* One share of clusters or of weighted persons, and many at once. */
#include "core/fail.h"
#include "core/memory.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/parts.h"
#include "stats/share/design.h"

#include <math.h>
#include <stdlib.h>

enum { RESULT_V1 = 128 }; /* in release 0.1, for ever */

/* What was drawn, as callers give it: clusters, or persons. */
struct drawn {
    gdcs_sex_arrays clusters;
    const int32_t *sex; /* NULL: clusters */
    const double *weights;
};

/* One array for those counted as women and one for the rest of the denominator. */
struct room {
    double *yes;
    double *no;
};

static gdcs_status room_new(int64_t most, struct room *out, gdcs_error *err)
{
    TRY(gdcs_i_alloc((void **)&out->yes, 2 * most, sizeof *out->yes, err));
    out->no = out->yes + most;
    return GDCS_OK;
}

static gdcs_status check_person(int32_t sex, double weight, int missing, int64_t row,
                                gdcs_error *err)
{
    if (sex < GDCS_SEX_FEMALE || sex > GDCS_SEX_NOT_APPLICABLE)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, "sex", "%d is no code of a sex", (int)sex);
    return gdcs_i_count_check(weight, missing, "a weight", "weights", row, err);
}

/* A first pass, so that a call that fails has written nothing. */
static gdcs_status check(const struct drawn *d, int64_t n, int missing, gdcs_error *err)
{
    for (int64_t i = 0; i < n; i++) {
        if (d->sex != NULL) {
            TRY(check_person(d->sex[i], d->weights[i], missing, i + 1, err));
            continue;
        }
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(&d->clusters, i);
        TRY(gdcs_i_counts_check(&c, missing, "clusters", i + 1, err));
    }
    return GDCS_OK;
}

static gdcs_sex_counts counts_of(int32_t sex, double weight)
{
    const gdcs_sex_counts c = {
        sex == GDCS_SEX_FEMALE ? weight : 0.0, sex == GDCS_SEX_MALE ? weight : 0.0,
        sex == GDCS_SEX_OTHER ? weight : 0.0, sex == GDCS_SEX_UNKNOWN ? weight : 0.0,
        sex == GDCS_SEX_NOT_APPLICABLE ? weight : 0.0};
    return c;
}

static gdcs_sex_counts counts_at(const struct drawn *d, int64_t i)
{
    return d->sex != NULL ? counts_of(d->sex[i], d->weights[i])
                          : gdcs_i_sex_arrays_at(&d->clusters, i);
}

/* Of the units from `from` to before `to`. */
static void measure(const gdcs_i_share_plan *plan, const struct drawn *d, int64_t from, int64_t to,
                    const struct room *room, gdcs_share_design_result *out)
{
    gdcs_i_group sum = {.codes = NULL};
    double persons = 0.0;
    for (int64_t i = from; i < to; i++) {
        const gdcs_sex_counts c = counts_at(d, i);
        const gdcs_i_group g = gdcs_i_group_of_counts(&c);
        const double yes = c.women, no = gdcs_i_share_others(plan->of, &c);
        gdcs_i_group_add(&sum, &g);
        room->yes[i - from] = yes;
        room->no[i - from] = no;
        if (d->sex != NULL)
            persons += yes + no > 0.0 ? 1.0 : 0.0;
    }
    if (d->sex == NULL)
        persons = sum.counts.women + gdcs_i_share_others(plan->of, &sum.counts);
    const gdcs_i_units units = {room->yes, room->no, to - from, persons};
    gdcs_i_design_measure(plan, &units, &sum, INFINITY, out);
}

static gdcs_status estimate(const struct drawn *d, int64_t n, const gdcs_i_share_plan *plan,
                            gdcs_share_design_result *out, gdcs_error *err)
{
    struct room room;
    gdcs_share_design_result result;
    TRY(check(d, n, 0, err));
    TRY(room_new(n, &room, err));
    measure(plan, d, 0, n, &room, &result);
    free(room.yes);
    if (result.n == 0.0)
        return gdcs_i_fail(err, GDCS_E_EMPTY, "n", "nobody is in the denominator");
    return gdcs_i_give(out, &result, sizeof result, RESULT_V1, err);
}

static gdcs_status check_n(int64_t n, gdcs_error *err)
{
    if (n < 0 || n > INT64_MAX / 32)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative or too large");
    return GDCS_OK;
}

gdcs_status gdcs_share_estimate_clustered(const gdcs_sex_arrays *clusters, int64_t n,
                                          const gdcs_share_options *options,
                                          gdcs_share_design_result *out, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    struct drawn d = {.sex = NULL};
    TRY(gdcs_i_need(clusters, "clusters", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(check_n(n, err));
    TRY(gdcs_i_take(&d.clusters, sizeof d.clusters, clusters, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_design_plan_new(options, &plan, err));
    return estimate(&d, n, &plan, out, err);
}

gdcs_status gdcs_share_estimate_weighted(const int32_t *sex, const double *weights, int64_t n,
                                         const gdcs_share_options *options,
                                         gdcs_share_design_result *out, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    const struct drawn d = {.sex = sex, .weights = weights};
    TRY(gdcs_i_need(sex, "sex", err));
    TRY(gdcs_i_need(weights, "weights", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(check_n(n, err));
    TRY(gdcs_i_design_plan_new(options, &plan, err));
    return estimate(&d, n, &plan, out, err);
}

/* Where results of the array forms go. */
struct to {
    gdcs_estimate_arrays share;
    double *effective_n;
    double *design_effect;
};

static gdcs_status each(const struct drawn *d, const int64_t *offsets, int64_t n,
                        const gdcs_i_share_plan *plan, const struct to *to, gdcs_error *err)
{
    struct room room;
    int64_t most;
    TRY(gdcs_i_offsets_check(offsets, n, "n", &most, err));
    TRY(check(d, offsets[n], 1, err));
    TRY(room_new(most, &room, err));
    for (int64_t i = 0; i < n; i++) {
        gdcs_share_design_result r;
        measure(plan, d, offsets[i], offsets[i + 1], &room, &r);
        gdcs_i_estimate_arrays_set(&to->share, i, &r.share, &r.bounds, r.notes);
        if (to->effective_n != NULL)
            to->effective_n[i] = r.effective_n;
        if (to->design_effect != NULL)
            to->design_effect[i] = r.design_effect;
    }
    free(room.yes);
    return GDCS_OK;
}

gdcs_status gdcs_share_each_clustered(const gdcs_sex_arrays *clusters, const int64_t *offsets,
                                      int64_t n, const gdcs_share_options *options,
                                      const gdcs_estimate_arrays *out, double *effective_n,
                                      double *design_effect, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    struct drawn d = {.sex = NULL};
    struct to to = {.effective_n = effective_n, .design_effect = design_effect};
    TRY(gdcs_i_need(clusters, "clusters", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&d.clusters, sizeof d.clusters, clusters, GDCS_I_SEX_ARRAYS_V1, err));
    TRY(gdcs_i_take(&to.share, sizeof to.share, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_design_plan_new(options, &plan, err));
    return each(&d, offsets, n, &plan, &to, err);
}

gdcs_status gdcs_share_each_weighted(const int32_t *sex, const double *weights,
                                     const int64_t *offsets, int64_t n,
                                     const gdcs_share_options *options,
                                     const gdcs_estimate_arrays *out, double *effective_n,
                                     double *design_effect, gdcs_error *err)
{
    gdcs_i_share_plan plan;
    const struct drawn d = {.sex = sex, .weights = weights};
    struct to to = {.effective_n = effective_n, .design_effect = design_effect};
    TRY(gdcs_i_need(sex, "sex", err));
    TRY(gdcs_i_need(weights, "weights", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&to.share, sizeof to.share, out, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_design_plan_new(options, &plan, err));
    return each(&d, offsets, n, &plan, &to, err);
}
