#include "core/fail.h"
#include "core/memory.h"
#include "num/dist.h"
#include "num/rng.h"
#include "stats/counts.h"
#include "stats/duration/measure.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>

enum { TESTED_V1 = 96 }; /* in release 0.1, for ever */

#define DEALS 4e9 /* boxes times replicates: some minutes */

static gdcs_status steps_of(const struct gdcs_i_sample *part, int32_t cause,
                            struct gdcs_i_step **out, int64_t *n, gdcs_error *err)
{
    void *memory = NULL;
    *n = gdcs_i_survival_times(part->persons, part->n);
    TRY(gdcs_i_alloc(&memory, *n, sizeof **out, err));
    *out = memory;
    gdcs_i_survival_tally(part->persons, part->entries, part->n, cause, *out);
    return GDCS_OK;
}

gdcs_status gdcs_i_duration_rank(const gdcs_duration_options *plan,
                                 const struct gdcs_i_sample *part, double rho,
                                 struct gdcs_i_rank *rank, gdcs_error *err)
{
    struct gdcs_i_step *steps = NULL;
    int64_t n = 0;
    TRY(steps_of(part, plan->cause, &steps, &n, err));
    gdcs_i_survival_rank(steps, n, rho, rank);
    free(steps);
    return GDCS_OK;
}

gdcs_duration_measured gdcs_i_duration_hazard(const struct gdcs_i_rank *rank, double alpha,
                                              double unknown)
{
    const gdcs_estimate nothing = {NAN, NAN, NAN, NAN};
    gdcs_duration_measured m = {.estimate = nothing, .bounds = {0.0, INFINITY}};
    m.notes = unknown > 0.0 ? GDCS_NOTE_UNKNOWN_PRESENT : 0;
    if (!(rank->variance > 0.0)) {
        m.notes |= GDCS_NOTE_NOT_ESTIMABLE;
        return m;
    }
    const double half = gdcs_i_normal_quantile_upper(alpha / 2.0) / sqrt(rank->variance);
    const double value = exp((rank->observed[0] - rank->expected[0]) / rank->variance);
    m.estimate =
        (gdcs_estimate){value, value * exp(-half), value * exp(half), value / sqrt(rank->variance)};
    if (rank->observed[0] == 0.0 || rank->observed[1] == 0.0)
        m.notes |= GDCS_NOTE_ZERO_CELL;
    if (unknown == 0.0)
        m.bounds = (gdcs_bounds){value, value};
    return m;
}

/* Persons whose score is one and the same: at one time, with or without the event; with entries, one. */
struct box {
    double size;
    double score;
};

struct deck {
    struct box *boxes;
    double *sizes;
    double *dealt;
    int64_t n;
    double women;
    double total;
};

static void deck_free(struct deck *d)
{
    free(d->boxes);
    free(d->sizes);
    free(d->dealt);
}

static void put(struct deck *d, double women, double men, double score)
{
    if (!(women + men > 0.0))
        return;
    d->boxes[d->n] = (struct box){women + men, score};
    d->sizes[d->n++] = women + men;
    d->women += women;
    d->total += women + men;
}

static void fill_by_step(struct deck *d, const struct gdcs_i_step *s,
                         const struct gdcs_i_score *scores, int64_t n)
{
    for (int64_t j = 0; j < n; j++) {
        put(d, s[j].caused[0], s[j].caused[1], scores[j].with_event);
        put(d, s[j].events[0] - s[j].caused[0] + s[j].censored[0],
            s[j].events[1] - s[j].caused[1] + s[j].censored[1], scores[j].without);
    }
}

/* What had accrued by a time: of the last step not after it. */
static double accrued(const struct gdcs_i_step *s, const struct gdcs_i_score *scores, int64_t n,
                      double time)
{
    int64_t from = 0, to = n;
    while (from < to) {
        const int64_t middle = from + (to - from) / 2;
        if (s[middle].time <= time)
            from = middle + 1;
        else
            to = middle;
    }
    return from == 0 ? 0.0 : scores[from - 1].without;
}

static void fill_by_person(struct deck *d, const struct gdcs_i_sample *part, int32_t cause,
                           const struct gdcs_i_step *s, const struct gdcs_i_score *scores,
                           int64_t n)
{
    int64_t j = 0;
    for (int64_t i = 0; i < part->n; i++) {
        const struct gdcs_i_person *p = &part->persons[i];
        while (s[j].time < p->time)
            j++;
        const int has_event = p->event != 0 && (cause == 0 || p->event == cause);
        const double score = has_event ? scores[j].with_event : scores[j].without;
        if (p->group != GDCS_I_GROUP_UNKNOWN)
            put(d, p->group == GDCS_I_WOMEN ? p->count : 0.0,
                p->group == GDCS_I_MEN ? p->count : 0.0, score - accrued(s, scores, n, p->entry));
    }
}

static gdcs_status deck_new(const gdcs_duration_options *plan, const struct gdcs_i_sample *part,
                            struct deck *d, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct gdcs_i_step *steps = NULL;
    void *scores = NULL, *memory = NULL;
    int64_t n = 0;
    GO(steps_of(part, plan->cause, &steps, &n, err));
    GO(gdcs_i_alloc(&scores, n, sizeof(struct gdcs_i_score), err));
    const int64_t room = part->entries == NULL ? 2 * n : part->n;
    GO(gdcs_i_alloc(&memory, room, sizeof *d->boxes, err));
    d->boxes = memory;
    GO(gdcs_i_alloc(&memory, room, sizeof *d->sizes, err));
    d->sizes = memory;
    GO(gdcs_i_alloc(&memory, room, sizeof *d->dealt, err));
    d->dealt = memory;
    gdcs_i_survival_scores(steps, n, plan->rho, scores);
    if (part->entries == NULL)
        fill_by_step(d, steps, scores, n);
    else
        fill_by_person(d, part, plan->cause, steps, scores, n);
done:
    free(steps);
    free(scores);
    return status;
}

/* Each replicate has a stream of its own in each stratum, whatever the order. */
static void deal(const gdcs_duration_options *plan, struct deck *d, uint64_t stratum, double *sums)
{
    for (int64_t k = 0; k < plan->replicates; k++) {
        gdcs_i_rng rng =
            gdcs_i_rng_at((uint64_t)plan->seed, stratum * (uint64_t)plan->replicates + (uint64_t)k);
        gdcs_i_rng_allot(&rng, d->women, d->sizes, d->total, d->n, d->dealt);
        for (int64_t i = 0; i < d->n; i++)
            sums[k] += d->dealt[i] * d->boxes[i].score;
    }
}

static gdcs_status simulate(const gdcs_duration_options *plan, const struct gdcs_i_sample *sample,
                            double seen, double *sums, double *p, gdcs_error *err)
{
    struct gdcs_i_sample part;
    int64_t from = 0, extreme = 0;
    for (uint64_t stratum = 0; gdcs_i_sample_next(sample, &from, &part); stratum++) {
        struct deck d = {NULL, NULL, NULL, 0, 0.0, 0.0};
        const gdcs_status status = deck_new(plan, &part, &d, err);
        if (status == GDCS_OK)
            deal(plan, &d, stratum, sums);
        deck_free(&d);
        TRY(status);
    }
    for (int64_t k = 0; k < plan->replicates; k++)
        extreme += fabs(sums[k]) >= fabs(seen) * (1.0 - 1e-9) - 1e-12;
    *p = (1.0 + (double)extreme) / (1.0 + (double)plan->replicates);
    return GDCS_OK;
}

static gdcs_status simulated(const gdcs_duration_options *plan, const struct gdcs_i_sample *sample,
                             const struct gdcs_i_rank *rank, gdcs_duration_tested *t,
                             gdcs_error *err)
{
    void *sums = NULL;
    double p = 1.0;
    if ((sample->notes & GDCS_NOTE_NOT_WHOLE) != 0)
        return gdcs_i_fail(err, GDCS_E_VALUE, "count",
                           "a simulated test needs whole counts, and one has a fraction");
    const int64_t times =
        sample->entries != NULL ? sample->n : gdcs_i_survival_times(sample->persons, sample->n);
    if ((double)times * (double)plan->replicates > DEALS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "replicates",
                           "%lld times by %lld replicates are more than 4e9", (long long)times,
                           (long long)plan->replicates);
    TRY(gdcs_i_alloc(&sums, plan->replicates, sizeof(double), err));
    const gdcs_status status =
        simulate(plan, sample, rank->observed[0] - rank->expected[0], sums, &p, err);
    free(sums);
    TRY(status);
    t->test = gdcs_i_test_of_p(t->test.statistic, p);
    t->notes |= GDCS_NOTE_SIMULATED;
    t->replicates = plan->replicates;
    return GDCS_OK;
}

static uint32_t notes_of(const struct gdcs_i_sample *sample, double *unknown)
{
    for (int64_t i = 0; i < sample->n; i++)
        if (sample->persons[i].group == GDCS_I_GROUP_UNKNOWN)
            *unknown += sample->persons[i].count;
    return sample->notes | (*unknown > 0.0 ? (uint32_t)GDCS_NOTE_UNKNOWN_PRESENT : 0);
}

gdcs_status gdcs_i_duration_tested(const gdcs_duration_options *plan,
                                   const struct gdcs_i_sample *sample, gdcs_duration_tested *out,
                                   gdcs_error *err)
{
    struct gdcs_i_rank rank = {{0.0, 0.0}, {0.0, 0.0}, 0.0};
    struct gdcs_i_sample part;
    gdcs_duration_tested t = {.struct_size = sizeof t};
    int64_t from = 0;
    while (gdcs_i_sample_next(sample, &from, &part))
        TRY(gdcs_i_duration_rank(plan, &part, plan->rho, &rank, err));
    const double off = rank.observed[0] - rank.expected[0];
    t.notes = notes_of(sample, &t.unknown);
    t.women_observed = rank.observed[0];
    t.women_expected = rank.expected[0];
    t.men_observed = rank.observed[1];
    t.men_expected = rank.expected[1];
    t.variance = rank.variance;
    t.test = rank.variance > 0.0 ? gdcs_i_test_of_chisq(off * (off / rank.variance), 1.0)
                                 : gdcs_i_test_of_p(NAN, 1.0);
    if (!(rank.variance > 0.0))
        t.notes |= GDCS_NOTE_NOT_ESTIMABLE;
    else if (fmin(fmin(rank.expected[0], rank.expected[1]), rank.variance) < 5.0)
        t.notes |= plan->p_method == GDCS_DURATION_P_SIMULATED ? 0 : (uint32_t)GDCS_NOTE_SPARSE;
    if (plan->p_method == GDCS_DURATION_P_SIMULATED && rank.variance > 0.0)
        TRY(simulated(plan, sample, &rank, &t, err));
    *out = t;
    return GDCS_OK;
}

gdcs_status gdcs_duration_test(const gdcs_duration_arrays *persons, int64_t n,
                               const gdcs_duration_options *options, gdcs_duration_tested *out,
                               gdcs_error *err)
{
    gdcs_duration_options plan;
    gdcs_duration_tested t;
    struct gdcs_i_sample sample;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_duration_plan(options, &plan, err));
    TRY(gdcs_i_sample_take(persons, n, 1, &sample, err));
    gdcs_status status = gdcs_i_duration_tested(&plan, &sample, &t, err);
    if (status == GDCS_OK && sample.known == 0.0)
        status = gdcs_i_fail(err, GDCS_E_EMPTY, "persons", "there are no women and no men");
    gdcs_i_sample_free(&sample);
    TRY(status);
    return gdcs_i_give(out, &t, sizeof t, TESTED_V1, err);
}
