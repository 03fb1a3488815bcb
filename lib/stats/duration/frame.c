#include "core/fail.h"
#include "stats/duration/measure.h"
#include "stats/level.h"
#include "stats/result.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

enum { TESTED_V1 = 96 }; /* in release 0.1, for ever */

enum { SEX, MEASURE, AT, N, EVENTS, UNKNOWN, STATISTIC, P_VALUE, LOG10_P, COLUMNS };

#define OF(member) offsetof(gdcs_duration_result, member)

/* The rows of a group: where their numbers stand in a result. */
static const struct row {
    const char *sex;
    const char *measure;
    const char *method; /* NULL: that of the limits of survival */
    size_t at;          /* 0: nowhere */
    size_t measured;
} rows[] = {{"F", "survival", NULL, OF(time), OF(women_survival)},
            {"M", "survival", NULL, OF(time), OF(men_survival)},
            {"", "survival_difference", "mover", OF(time), OF(survival_difference)},
            {"", "survival_ratio", "mover", OF(time), OF(survival_ratio)},
            {"F", "quantile", NULL, OF(probability), OF(women_quantile)},
            {"M", "quantile", NULL, OF(probability), OF(men_quantile)},
            {"F", "mean", "normal", OF(tau), OF(women_mean)},
            {"M", "mean", "normal", OF(tau), OF(men_mean)},
            {"", "mean_difference", "normal", OF(tau), OF(mean_difference)},
            {"", "mean_ratio", "log_normal", OF(tau), OF(mean_ratio)},
            {"", "hazard_ratio", "peto", 0, OF(hazard_ratio)}};

struct found {
    gdcs_duration_result result;
    gdcs_duration_tested tested;
};

static gdcs_status begin(const struct gdcs_i_source *source, int32_t columns[COLUMNS],
                         gdcs_i_result **out, gdcs_error *err)
{
    static const struct {
        const char *name;
        const char *unit;
        int32_t concept_id;
    } numbers[] = {[AT] = {"at", NULL, GDCS_CONCEPT_NUMBER},
                   [N] = {"n", "persons", GDCS_CONCEPT_N},
                   [EVENTS] = {"events", "persons", GDCS_CONCEPT_NUMBER},
                   [UNKNOWN] = {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
                   [STATISTIC] = {"statistic", NULL, GDCS_CONCEPT_STATISTIC},
                   [P_VALUE] = {"p_value", NULL, GDCS_CONCEPT_P_VALUE},
                   [LOG10_P] = {"log10_p", NULL, GDCS_CONCEPT_NUMBER}};
    TRY(gdcs_i_result_new(source->groups, source->keys, out, err));
    TRY(gdcs_i_result_add_text(*out, "sex", GDCS_CONCEPT_SEX, &columns[SEX], err));
    TRY(gdcs_i_result_add_text(*out, "measure", GDCS_CONCEPT_MEASURE, &columns[MEASURE], err));
    for (int i = AT; i < COLUMNS; i++)
        TRY(gdcs_i_result_add_number(*out, numbers[i].name, numbers[i].concept_id, numbers[i].unit,
                                     &columns[i], err));
    return gdcs_i_result_add_estimate(*out, NULL, err);
}

static gdcs_status write_row(const gdcs_duration_options *plan, const struct found *f,
                             const struct row *row, const int32_t columns[COLUMNS],
                             gdcs_i_result *result, gdcs_error *err)
{
    const gdcs_duration_result *r = &f->result;
    const char *const bytes = (const char *)r;
    const int women = row->sex[0] != 'M', men = row->sex[0] != 'F';
    gdcs_duration_measured m;
    double at = NAN;
    memcpy(&m, bytes + row->measured, sizeof m);
    if (row->at != 0)
        memcpy(&at, bytes + row->at, sizeof at);
    TRY(gdcs_i_result_set_text(result, columns[SEX], row->sex, err));
    TRY(gdcs_i_result_set_text(result, columns[MEASURE], row->measure, err));
    gdcs_i_result_set_number(result, columns[AT], at);
    gdcs_i_result_set_number(result, columns[N], women * r->women + men * r->men);
    gdcs_i_result_set_number(result, columns[EVENTS],
                             women * r->women_events + men * r->men_events);
    gdcs_i_result_set_number(result, columns[UNKNOWN], r->unknown);
    if (row->at == 0) {
        gdcs_i_result_set_number(result, columns[STATISTIC], f->tested.test.statistic);
        gdcs_i_result_set_number(result, columns[P_VALUE], f->tested.test.p_value);
        gdcs_i_result_set_number(result, columns[LOG10_P], f->tested.test.log10_p);
        m.notes |= f->tested.notes;
    }
    return gdcs_i_result_set_estimate(
        result, &m.estimate, &m.bounds,
        row->method != NULL ? row->method : gdcs_i_duration_method(plan->limits), m.notes, err);
}

static gdcs_status measure(const gdcs_duration_options *plan, const struct gdcs_i_sample *part,
                           struct found *out, gdcs_error *err)
{
    struct gdcs_i_track track;
    struct gdcs_i_rank rank = {{0.0, 0.0}, {0.0, 0.0}, 0.0};
    TRY(gdcs_i_track_new(plan, part, &track, err));
    gdcs_i_duration_measure(plan, &track, &out->result);
    gdcs_i_track_free(&track);
    TRY(gdcs_i_duration_rank(plan, part, 0.0, &rank, err));
    out->result.hazard_ratio = gdcs_i_duration_hazard(&rank, plan->alpha, out->result.unknown);
    return gdcs_i_duration_tested(plan, part, &out->tested, err);
}

/* Groups of whom nobody is in the sample are written too: theirs is an empty part. */
static gdcs_status write_groups(const gdcs_duration_options *plan,
                                const struct gdcs_i_source *source, const int32_t columns[COLUMNS],
                                gdcs_i_result *result, gdcs_error *err)
{
    int64_t from = 0;
    for (int64_t group = 0; group < gdcs_i_groups_count(source->groups); group++) {
        struct gdcs_i_sample part = source->sample;
        struct found f;
        part.n = 0;
        if (from < source->sample.n && source->sample.persons[from].stratum == group)
            gdcs_i_sample_next(&source->sample, &from, &part);
        TRY(measure(plan, &part, &f, err));
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            TRY(gdcs_i_result_row(result, group, err));
            TRY(write_row(plan, &f, &rows[i], columns, result, err));
        }
    }
    return GDCS_OK;
}

static gdcs_status summary(const gdcs_duration_options *plan, const struct gdcs_i_source *source,
                           gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_result *result = NULL;
    int32_t columns[COLUMNS];
    char level[GDCS_I_LEVEL_SIZE], sentence[192];
    GO(begin(source, columns, &result, err));
    GO(write_groups(plan, source, columns, result, err));
    snprintf(sentence, sizeof sentence,
             "Time to event of women and men by Kaplan and Meier, with %s limits.",
             gdcs_i_level_text(plan->alpha, level));
    GO(gdcs_i_result_finish(result, sentence, out, err));
done:
    gdcs_i_result_free(result);
    return status;
}

typedef gdcs_status writer(const gdcs_duration_options *plan, const struct gdcs_i_source *source,
                           gdcs_frame **out, gdcs_error *err);

static gdcs_status write_frame(const gdcs_frame *frame, const gdcs_duration_columns *columns,
                               const char *const *keep, int32_t n,
                               const gdcs_duration_options *options, writer *write,
                               gdcs_frame **out, gdcs_error *err)
{
    gdcs_duration_options plan;
    struct gdcs_i_source source;
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_duration_plan(options, &plan, err));
    TRY(gdcs_i_source_frame(frame, columns, keep, n, &source, err));
    const gdcs_status status = write(&plan, &source, out, err);
    gdcs_i_source_free(&source);
    return status;
}

gdcs_status gdcs_duration_estimate_frame(const gdcs_frame *frame,
                                         const gdcs_duration_columns *columns,
                                         const char *const *keep, int32_t n,
                                         const gdcs_duration_options *options, gdcs_frame **out,
                                         gdcs_error *err)
{
    return write_frame(frame, columns, keep, n, options, summary, out, err);
}

gdcs_status gdcs_duration_estimate_frame_curve(const gdcs_frame *frame,
                                               const gdcs_duration_columns *columns,
                                               const char *const *keep, int32_t n,
                                               const gdcs_duration_options *options,
                                               gdcs_frame **out, gdcs_error *err)
{
    return write_frame(frame, columns, keep, n, options, gdcs_i_duration_curve, out, err);
}

gdcs_status gdcs_duration_estimate_frame_causes(const gdcs_frame *frame,
                                                const gdcs_duration_columns *columns,
                                                const char *const *keep, int32_t n,
                                                const gdcs_duration_options *options,
                                                gdcs_frame **out, gdcs_error *err)
{
    return write_frame(frame, columns, keep, n, options, gdcs_i_duration_causes, out, err);
}

gdcs_status gdcs_duration_test_frame(const gdcs_frame *frame, const gdcs_duration_columns *columns,
                                     const char *const *keep, int32_t n,
                                     const gdcs_duration_options *options,
                                     gdcs_duration_tested *out, gdcs_error *err)
{
    gdcs_duration_options plan;
    struct gdcs_i_source source;
    gdcs_duration_tested t;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_duration_plan(options, &plan, err));
    TRY(gdcs_i_source_frame(frame, columns, keep, n, &source, err));
    const gdcs_status status = gdcs_i_duration_tested(&plan, &source.sample, &t, err);
    gdcs_i_source_free(&source);
    TRY(status);
    return gdcs_i_give(out, &t, sizeof t, TESTED_V1, err);
}
