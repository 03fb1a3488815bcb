/* Life tables from persons: each interval counts who had the event in it and who was withdrawn. */
#include "core/fail.h"
#include "core/memory.h"
#include "stats/duration/measure.h"
#include "stats/level.h"
#include "stats/result.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { SEX, MEASURE, FROM, TO, AT_RISK, EVENTS, WITHDRAWN, UNKNOWN, COLUMNS };
enum { SURVIVAL, HAZARD, MEASURES, OUTPUTS = 4 }; /* value, lower, upper, std_error */

/* One sex's life table, or that of the unknown. */
struct lives {
    double start;
    double *events;
    double *withdrawn;
};

struct work {
    gdcs_duration_options plan;
    const gdcs_duration_options *options;
    const double *ends;
    double *widths;
    int64_t k;
    struct lives lives[GDCS_I_GROUPS];
    double *numbers[MEASURES]; /* OUTPUTS x k */
    uint32_t *notes[MEASURES];
    void *memory;
    void *bits;
    gdcs_i_result *result;
    int32_t columns[COLUMNS];
};

static gdcs_status check_ends(const double *ends, int64_t k, gdcs_error *err)
{
    TRY(gdcs_i_need(ends, "ends", err));
    if (k < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "intervals", "there are no intervals");
    for (int64_t i = 0; i < k; i++)
        if (!(ends[i] > (i > 0 ? ends[i - 1] : 0.0)) || (isinf(ends[i]) && i < k - 1))
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "ends",
                                  "an end is not above the one before it, or is infinite but not "
                                  "the last");
    return GDCS_OK;
}

static gdcs_status work_new(const double *ends, int64_t k, struct work *w, gdcs_error *err)
{
    enum { ARRAYS = 1 + 2 * GDCS_I_GROUPS + MEASURES * OUTPUTS };
    if (k > INT64_MAX / ARRAYS)
        return gdcs_i_fail_memory(err);
    TRY(gdcs_i_alloc(&w->memory, ARRAYS * k, sizeof(double), err));
    TRY(gdcs_i_alloc(&w->bits, MEASURES * k, sizeof(uint32_t), err));
    double *next = w->memory;
    w->ends = ends;
    w->k = k;
    w->widths = next;
    for (int g = 0; g < GDCS_I_GROUPS; g++) {
        w->lives[g].events = next += k;
        w->lives[g].withdrawn = next += k;
    }
    next += k;
    for (int m = 0; m < MEASURES; m++) {
        w->numbers[m] = next + m * OUTPUTS * k;
        w->notes[m] = (uint32_t *)w->bits + m * k;
    }
    for (int64_t i = 0; i < k; i++)
        w->widths[i] = ends[i] - (i > 0 ? ends[i - 1] : 0.0);
    return GDCS_OK;
}

static void work_free(struct work *w)
{
    free(w->memory);
    free(w->bits);
    gdcs_i_result_free(w->result);
}

static void tally(struct work *w, const struct gdcs_i_sample *part)
{
    int64_t at = 0;
    for (int g = 0; g < GDCS_I_GROUPS; g++) {
        w->lives[g].start = 0.0;
        for (int64_t i = 0; i < w->k; i++)
            w->lives[g].events[i] = w->lives[g].withdrawn[i] = 0.0;
    }
    for (int64_t j = 0; j < part->n; j++) {
        const struct gdcs_i_person *p = &part->persons[j];
        struct lives *l = &w->lives[p->group];
        const int counts = p->event > 0 && (w->plan.cause == 0 || p->event == w->plan.cause);
        l->start += p->count;
        while (at < w->k && p->time >= w->ends[at])
            at++;
        if (at < w->k)
            (counts ? l->events : l->withdrawn)[at] += p->count;
    }
}

/* Survival to the end of interval i with some of the unknown: the lower one with those who had the event by
   then, the upper one with all others.  One more person with the event lowers the product: the intervals
   before rise by less than 1 / n of its own. */
static double with_unknown(const struct work *w, int sex, int64_t i, int lower)
{
    const struct lives *l = &w->lives[sex], *u = &w->lives[GDCS_I_GROUP_UNKNOWN];
    double gone = 0.0, value = 1.0;
    for (int64_t j = 0; j <= i; j++)
        gone += u->events[j];
    double left = l->start + (lower ? gone : u->start - gone);
    for (int64_t j = 0; j <= i && value > 0.0; j++) {
        const double events = l->events[j] + (lower ? u->events[j] : 0.0);
        const double withdrawn = l->withdrawn[j] + (lower ? 0.0 : u->withdrawn[j]);
        const double risk = left - withdrawn / 2.0;
        if (!(risk > 0.0))
            return lower ? 0.0 : 1.0;
        value *= (risk - events) / risk;
        left -= events + withdrawn;
    }
    return value;
}

/* q of interval i: highest with the unknown who had the event in it, lowest with all others there. */
static double hazard_with_unknown(const struct work *w, int sex, int64_t i, int lower)
{
    const struct lives *l = &w->lives[sex], *u = &w->lives[GDCS_I_GROUP_UNKNOWN];
    double left = l->start, others = u->start;
    for (int64_t j = 0; j < i; j++) {
        left -= l->events[j] + l->withdrawn[j];
        others -= u->events[j] + u->withdrawn[j];
    }
    others -= u->events[i] + u->withdrawn[i] / 2.0;
    const double more = lower ? 0.0 : u->events[i];
    const double risk = left - l->withdrawn[i] / 2.0 + (lower ? others : more);
    if (!(risk > 0.0))
        return lower ? 0.0 : INFINITY;
    const double q = (l->events[i] + more) / risk;
    return 2.0 * q / (2.0 - q) / w->widths[i];
}

static gdcs_bounds bounds_of(const struct work *w, int sex, int measure, int64_t i, double value)
{
    const gdcs_bounds certain = {value, value}, none = {0.0, 0.0};
    const gdcs_bounds all = {0.0, measure == SURVIVAL ? 1.0 : INFINITY};
    const int reached = !isnan(value);
    if (w->lives[GDCS_I_GROUP_UNKNOWN].start == 0.0)
        return reached ? certain : all;
    if (!reached)
        return measure == HAZARD && isinf(w->widths[i]) ? none : all;
    const gdcs_bounds b =
        measure == SURVIVAL
            ? (gdcs_bounds){with_unknown(w, sex, i, 1), with_unknown(w, sex, i, 0)}
            : (gdcs_bounds){hazard_with_unknown(w, sex, i, 1), hazard_with_unknown(w, sex, i, 0)};
    return (gdcs_bounds){fmin(b.lower, value), fmax(b.upper, value)};
}

static gdcs_status estimate(const struct work *w, int sex, gdcs_error *err)
{
    const struct lives *l = &w->lives[sex];
    const gdcs_duration_intervals in = {.struct_size = sizeof in,
                                        .width = w->widths,
                                        .events = l->events,
                                        .withdrawn = l->withdrawn,
                                        .start = l->start};
    gdcs_estimate_arrays to[MEASURES];
    for (int m = 0; m < MEASURES; m++)
        to[m] = (gdcs_estimate_arrays){.struct_size = sizeof to[m],
                                       .value = w->numbers[m],
                                       .lower = w->numbers[m] + w->k,
                                       .upper = w->numbers[m] + 2 * w->k,
                                       .std_error = w->numbers[m] + 3 * w->k,
                                       .notes = w->notes[m]};
    return gdcs_duration_estimate_intervals(&in, w->k, w->options, &to[SURVIVAL], &to[HAZARD], err);
}

static gdcs_status write_row(const struct work *w, int sex, int measure, int64_t i, double left,
                             uint32_t notes, gdcs_error *err)
{
    const double *x = w->numbers[measure] + i;
    const gdcs_estimate e = {x[0], x[w->k], x[2 * w->k], x[3 * w->k]};
    const gdcs_bounds b = bounds_of(w, sex, measure, i, e.value);
    const double unknown = w->lives[GDCS_I_GROUP_UNKNOWN].start;
    const double numbers[COLUMNS] = {[FROM] = i > 0 ? w->ends[i - 1] : 0.0,
                                     [TO] = w->ends[i],
                                     [AT_RISK] = left,
                                     [EVENTS] = w->lives[sex].events[i],
                                     [WITHDRAWN] = w->lives[sex].withdrawn[i],
                                     [UNKNOWN] = unknown};
    TRY(gdcs_i_result_set_text(w->result, w->columns[SEX], sex == GDCS_I_WOMEN ? "F" : "M", err));
    TRY(gdcs_i_result_set_text(w->result, w->columns[MEASURE],
                               measure == SURVIVAL ? "survival" : "hazard", err));
    for (int c = FROM; c < COLUMNS; c++)
        gdcs_i_result_set_number(w->result, w->columns[c], numbers[c]);
    if (unknown > 0.0)
        notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    return gdcs_i_result_set_estimate(
        w->result, &e, &b, measure == SURVIVAL ? gdcs_i_duration_method(w->plan.limits) : "normal",
        w->notes[measure][i] | notes, err);
}

static gdcs_status write_lives(const struct work *w, int64_t group, int sex, uint32_t notes,
                               gdcs_error *err)
{
    TRY(estimate(w, sex, err));
    for (int m = 0; m < MEASURES; m++) {
        double left = w->lives[sex].start;
        for (int64_t i = 0; i < w->k; i++) {
            TRY(gdcs_i_result_row(w->result, group, err));
            TRY(write_row(w, sex, m, i, left, notes, err));
            left -= w->lives[sex].events[i] + w->lives[sex].withdrawn[i];
        }
    }
    return GDCS_OK;
}

static gdcs_status write_groups(struct work *w, const struct gdcs_i_source *source, gdcs_error *err)
{
    int64_t from = 0;
    for (int64_t group = 0; group < gdcs_i_groups_count(source->groups); group++) {
        struct gdcs_i_sample part = source->sample;
        part.n = 0;
        if (from < source->sample.n && source->sample.persons[from].stratum == group)
            gdcs_i_sample_next(&source->sample, &from, &part);
        tally(w, &part);
        TRY(write_lives(w, group, GDCS_I_WOMEN, source->sample.notes, err));
        TRY(write_lives(w, group, GDCS_I_MEN, source->sample.notes, err));
    }
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *w, const struct gdcs_i_source *source, gdcs_error *err)
{
    static const gdcs_i_heading numbers[] = {
        {"from", NULL, GDCS_CONCEPT_NUMBER},          {"to", NULL, GDCS_CONCEPT_NUMBER},
        {"at_risk", "persons", GDCS_CONCEPT_N},       {"events", "persons", GDCS_CONCEPT_COUNT},
        {"withdrawn", "persons", GDCS_CONCEPT_COUNT}, {"unknown", "persons", GDCS_CONCEPT_UNKNOWN}};
    TRY(gdcs_i_result_new(source->groups, source->keys, &w->result, err));
    TRY(gdcs_i_result_add_text(w->result, "sex", GDCS_CONCEPT_SEX, &w->columns[SEX], err));
    TRY(gdcs_i_result_add_text(w->result, "measure", GDCS_CONCEPT_MEASURE, &w->columns[MEASURE],
                               err));
    TRY(gdcs_i_result_add_numbers(w->result, numbers, COLUMNS - FROM, w->columns + FROM, err));
    return gdcs_i_result_add_estimate(w->result, NULL, err);
}

static gdcs_status write_frame(struct work *w, const struct gdcs_i_source *source, gdcs_frame **out,
                               gdcs_error *err)
{
    char level[GDCS_I_LEVEL_SIZE], sentence[192];
    if (source->sample.entries != NULL)
        return gdcs_i_fail(err, GDCS_E_VALUE, "entry",
                           "somebody enters late, and a life table has all from the beginning");
    TRY(add_columns(w, source, err));
    TRY(write_groups(w, source, err));
    snprintf(sentence, sizeof sentence,
             "Actuarial life tables of women and men, with %s limits; bounds hold whatever the sex "
             "of the unknown.",
             gdcs_i_level_text(w->plan.alpha, level));
    return gdcs_i_result_finish(w->result, sentence, out, err);
}

gdcs_status gdcs_duration_estimate_frame_intervals(const gdcs_frame *frame,
                                                   const gdcs_duration_columns *columns,
                                                   const char *const *keep, int32_t n,
                                                   const double *ends, int64_t intervals,
                                                   const gdcs_duration_options *options,
                                                   gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work w = {.options = options};
    struct gdcs_i_source source;
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_duration_plan(options, &w.plan, err));
    TRY(check_ends(ends, intervals, err));
    TRY(gdcs_i_source_frame(frame, columns, keep, n, &source, err));
    GO(work_new(ends, intervals, &w, err));
    GO(write_frame(&w, &source, out, err));
done:
    work_free(&w);
    gdcs_i_source_free(&source);
    return status;
}
