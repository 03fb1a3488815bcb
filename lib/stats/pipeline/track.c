#include "stats/pipeline/track.h"
#include "core/fail.h"
#include "core/text.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

enum { MOST_LAG = 1000 };

static gdcs_status find_codes(gdcs_i_pipeline_track *k, const char *name, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &axis, err));
    for (int32_t i = 0; i < k->count; i++) {
        k->codes[i] = gdcs_i_beside_code(&axis, k->stages[i]);
        if (k->codes[i] < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, "stages", "axis \"%.60s\" has no label \"%.60s\"",
                               name, k->stages[i]);
        for (int32_t j = 0; j < i; j++)
            if (k->codes[j] == k->codes[i])
                return gdcs_i_fail(err, GDCS_E_DUPLICATE, "stages", "stage \"%.60s\" occurs twice",
                                   k->stages[i]);
    }
    return GDCS_OK;
}

/* Periods are numbers, so that neither the order of labels nor a year without data moves a lag. */
static gdcs_status check_periods(const gdcs_i_pipeline_track *k, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    int64_t number;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->period, &axis, err));
    for (int64_t i = 0; i < axis.label_count; i++)
        if (!gdcs_i_parse_int64(axis.labels[i], strlen(axis.labels[i]), &number) ||
            number > INT32_MAX || number < -INT32_MAX)
            return gdcs_i_fail(err, GDCS_E_VALUE, "period",
                               "period \"%.60s\" is not a whole number, which lags need",
                               axis.labels[i]);
    return GDCS_OK;
}

static gdcs_status find_period(gdcs_i_pipeline_track *k, const char *const *keep, gdcs_error *err)
{
    const char *period = k->plan.period;
    k->period = -1;
    if (k->plan.lags == NULL)
        return GDCS_OK;
    for (int32_t i = 0; i < k->count; i++)
        if (k->plan.lags[i] < -MOST_LAG || k->plan.lags[i] > MOST_LAG)
            return gdcs_i_fail(err, GDCS_E_OPTION, "lags", "a lag of %d is not within %d",
                               (int)k->plan.lags[i], (int)MOST_LAG);
    if (period == NULL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "period", "lags need the axis of periods");
    for (int32_t i = 0; i < k->keys; i++)
        if (strcmp(keep[i], period) == 0)
            k->period = i;
    if (k->period < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "period", "axis \"%.60s\" is not among those kept",
                           period);
    return check_periods(k, err);
}

static gdcs_status check(const gdcs_table *table, const char *axis, const char *const *stages,
                         int32_t count, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need((const void *)stages, "stages", err));
    if (count < 2 || count > GDCS_I_PIPELINE_STAGES)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "%d stages, not 2 to %d", (int)count,
                           (int)GDCS_I_PIPELINE_STAGES);
    for (int32_t i = 0; i < count; i++)
        TRY(gdcs_i_need(stages[i], "stages", err));
    return GDCS_OK;
}

gdcs_status gdcs_i_pipeline_track_new(const gdcs_table *table, const char *axis,
                                      const char *const *stages, int32_t count,
                                      const char *const *keep, int32_t n,
                                      const gdcs_pipeline_options *options,
                                      gdcs_i_pipeline_track *out, gdcs_error *err)
{
    const char *axes[GDCS_I_AXES];
    gdcs_i_result *result;
    TRY(check(table, axis, stages, count, err));
    out->stages = stages;
    out->count = count;
    out->keys = n;
    TRY(gdcs_i_pipeline_plan_new(options, &out->plan, err));
    TRY(gdcs_i_beside_axes(keep, n, axis, axes, err));
    TRY(gdcs_i_groups_new(table, axes, n + 1, &out->groups, err));
    TRY(find_codes(out, axis, err));
    TRY(find_period(out, keep, err));
    TRY(gdcs_i_result_new(out->groups, n, &out->result, err));
    result = out->result;
    TRY(gdcs_i_result_add_text(result, "from", GDCS_CONCEPT_STAGE, &out->from, err));
    TRY(gdcs_i_result_add_text(result, "to", GDCS_CONCEPT_STAGE, &out->to, err));
    return gdcs_i_result_add_text(result, "measure", GDCS_CONCEPT_MEASURE, &out->measure, err);
}

void gdcs_i_pipeline_track_free(gdcs_i_pipeline_track *track)
{
    gdcs_i_result_free(track->result);
    gdcs_i_groups_free(track->groups);
}

/* The code of the period so many later, or -1. */
static int32_t shifted(const gdcs_i_pipeline_track *k, int32_t code, int32_t lag)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    int64_t here = 0, there = 0;
    if (gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->period, &axis, NULL) != GDCS_OK)
        return -1;
    gdcs_i_parse_int64(axis.labels[code], strlen(axis.labels[code]), &here);
    for (int64_t i = 0; i < axis.label_count; i++) {
        gdcs_i_parse_int64(axis.labels[i], strlen(axis.labels[i]), &there);
        if (there == here + lag)
            return (int32_t)i;
    }
    return -1;
}

static gdcs_i_group stage_of(const gdcs_i_pipeline_track *k, const int32_t *codes, int32_t stage)
{
    static const gdcs_sex_counts missing = {NAN, NAN, NAN, NAN, 0.0};
    int32_t at[GDCS_I_AXES];
    memcpy(at, codes, (size_t)k->keys * sizeof *at);
    if (k->period >= 0)
        at[k->period] = shifted(k, codes[k->period], k->plan.lags[stage]);
    if (k->period >= 0 && at[k->period] < 0)
        return gdcs_i_group_of_counts(&missing);
    return gdcs_i_beside_group(k->groups, k->keys, at, k->codes[stage]);
}

int gdcs_i_pipeline_track_at(const gdcs_i_pipeline_track *track, int64_t group,
                             gdcs_i_pipeline_chain *out)
{
    const int32_t *codes;
    if (!gdcs_i_beside_is_first(track->groups, track->keys, group, &codes))
        return 0;
    out->plan = track->plan;
    out->count = track->count;
    for (int32_t i = 0; i < track->count; i++)
        out->stage[i] = stage_of(track, codes, i);
    return 1;
}

gdcs_status gdcs_i_pipeline_track_row(const gdcs_i_pipeline_track *track, int64_t group,
                                      int32_t from, int32_t to, const char *measure,
                                      gdcs_error *err)
{
    TRY(gdcs_i_result_row(track->result, group, err));
    TRY(gdcs_i_result_set_text(track->result, track->from, track->stages[from], err));
    TRY(gdcs_i_result_set_text(track->result, track->to, track->stages[to], err));
    return gdcs_i_result_set_text(track->result, track->measure, measure, err);
}

const char *gdcs_i_pipeline_level_text(const gdcs_i_pipeline_plan *plan,
                                       char out[GDCS_I_PIPELINE_LEVEL_SIZE])
{
    static const char *const family[] = {"", " for all steps together (Bonferroni)",
                                         " for all steps together (Sidak)"};
    char level[GDCS_I_LEVEL_SIZE];
    snprintf(out, GDCS_I_PIPELINE_LEVEL_SIZE, "%s%s", gdcs_i_level_text(plan->alpha, level),
             family[plan->simultaneous]);
    return out;
}
