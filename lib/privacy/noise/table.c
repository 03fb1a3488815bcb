#include "core/fail.h"
#include "core/memory.h"
#include "num/nonnegative.h"
#include "privacy/additive.h"
#include "privacy/noise/rule.h"
#include "privacy/perturb.h"

#include <math.h>
#include <stdlib.h>

typedef struct work {
    gdcs_i_noise noise;
    gdcs_table *table;
    gdcs_i_additive a;
    double *noisy;   /* by slot, as the next two: what was measured; totals of SUM: the sum of it */
    double *fitted;  /* of cells that are no totals: not negative */
    double *rounded; /* the same, whole */
} work;

static int is_measured(const work *w, int64_t slot)
{
    return w->noise.options.totals == GDCS_NOISE_TOTALS_MEASURED ||
           !gdcs_i_additive_is_total(&w->a, slot);
}

/* Kinds of measured cells: among those of one kind, a person is counted as often as the sensitivity of
   the options says. */
static gdcs_status count_kinds(const work *w, int64_t *out, gdcs_error *err)
{
    uint64_t *kinds = NULL;
    int64_t room = 0, count = 0;
    for (int64_t slot = 0; slot < w->a.cells; slot++) {
        int64_t i = 0;
        while (i < count && kinds[i] != w->a.kind[slot])
            i++;
        if (i < count || !is_measured(w, slot))
            continue;
        void *memory = kinds;
        const gdcs_status status = gdcs_i_reserve(&memory, &room, count + 1, sizeof *kinds, err);
        kinds = memory;
        if (status != GDCS_OK) {
            free(kinds);
            return status;
        }
        kinds[count++] = w->a.kind[slot];
    }
    free(kinds);
    *out = count > 0 ? count : 1;
    return GDCS_OK;
}

static gdcs_status check(const gdcs_i_additive *a, gdcs_error *err)
{
    for (int64_t slot = 0; slot < a->cells; slot++)
        if (!(a->value[slot] <= 1e15 && a->value[slot] == floor(a->value[slot])))
            return gdcs_i_fail(err, GDCS_E_VALUE, "table",
                               "a cell is no whole number between 0 and 1e15");
    return GDCS_OK;
}

static gdcs_status begin(work *w, gdcs_error *err)
{
    double **const arrays[] = {&w->noisy, &w->fitted, &w->rounded};
    void *memory = NULL;
    TRY(gdcs_i_additive_new(w->table, w->noise.options.trees, w->noise.options.tree_count,
                            "noise is not added to", &w->a, err));
    TRY(check(&w->a, err));
    for (int i = 0; i < 3; i++) {
        TRY(gdcs_i_alloc(&memory, w->a.cells, sizeof(double), err));
        *arrays[i] = memory;
    }
    return GDCS_OK;
}

static void end(work *w)
{
    gdcs_table_free(w->table);
    gdcs_i_additive_free(&w->a);
    free(w->noisy);
    free(w->fitted);
    free(w->rounded);
}

static void add_noise(work *w)
{
    for (int64_t slot = 0; slot < w->a.cells; slot++) {
        if (!is_measured(w, slot))
            continue;
        w->noisy[slot] = gdcs_i_noise_add(&w->noise, w->a.value[slot], (uint64_t)slot);
        w->noise.result.measured++;
    }
    for (int64_t slot = 0; slot < w->a.cells; slot++)
        if (!is_measured(w, slot))
            w->noisy[slot] = gdcs_i_additive_sum(&w->a, slot, w->noisy);
}

/* The sums that were measured, of cells numbered in the order of slots. */
typedef struct sums {
    int64_t *start;
    int32_t *item;
    int32_t *number; /* by slot */
    double *x;
} sums;

static gdcs_status pose(const work *w, sums *s, int64_t *count, gdcs_error *err)
{
    const gdcs_i_additive *a = &w->a;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, a->cells + 1, sizeof *s->start, err));
    s->start = memory;
    TRY(gdcs_i_alloc(&memory, a->used, sizeof *s->item, err));
    s->item = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *s->number, err));
    s->number = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *s->x, err));
    s->x = memory;
    *count = 0;
    for (int64_t slot = 0; slot < a->cells; slot++)
        s->number[slot] = gdcs_i_additive_is_total(a, slot) ? -1 : (int32_t)(*count)++;
    for (int64_t slot = 0; slot < a->cells; slot++) {
        s->start[slot + 1] = s->start[slot] + a->length[slot];
        for (int64_t i = 0; i < a->length[slot]; i++)
            s->item[s->start[slot] + i] = s->number[a->items[a->start[slot] + i]];
    }
    return GDCS_OK;
}

static gdcs_status fit(work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    sums s = {0};
    int64_t count = 0;
    int32_t rounds = 0;
    GO(pose(w, &s, &count, err));
    const gdcs_i_nonnegative problem = {
        .count = count, .rows = w->a.cells, .start = s.start, .item = s.item, .y = w->noisy};
    GO(gdcs_i_nonnegative_fit(&problem, s.x, &rounds, err));
    for (int64_t slot = 0; slot < w->a.cells; slot++) {
        if (s.number[slot] < 0)
            continue;
        const double x = s.x[s.number[slot]], near = floor(x + 0.5);
        w->fitted[slot] = fabs(x - near) < 1e-6 ? near : x;
    }
done:
    free(s.start);
    free(s.item);
    free(s.number);
    free(s.x);
    return status;
}

static gdcs_status make_whole(work *w, gdcs_error *err)
{
    gdcs_i_rng rng = gdcs_i_rng_at((uint64_t)w->noise.options.seed, UINT64_MAX);
    if (w->noise.options.totals == GDCS_NOISE_TOTALS_MEASURED && w->a.deepest > 0)
        TRY(fit(w, err));
    else
        for (int64_t slot = 0; slot < w->a.cells; slot++)
            w->fitted[slot] = fmax(0.0, w->noisy[slot]);
    return gdcs_i_additive_round(&w->a, w->fitted, 1.0, &rng, w->rounded, err);
}

/* What the noisy number of a cell says; totals of SUM carry the noise of each of their cells. */
static void limits_of(const work *w, int64_t slot, double *memo, double *lower, double *upper)
{
    double distance = w->noise.result.distance;
    const double count = (double)w->a.length[slot];
    if (!is_measured(w, slot)) {
        if (memo[0] != count)
            memo[1] = gdcs_i_discrete_quantile(&w->noise.law, count, w->noise.result.alpha);
        memo[0] = count;
        distance = memo[1];
    }
    *lower = fmax(0.0, w->noisy[slot] - distance);
    *upper = fmax(0.0, w->noisy[slot] + distance);
}

static gdcs_status say(const work *w, gdcs_table **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *copy = NULL;
    double memo[2] = {0.0, 0.0};
    GO(gdcs_table_copy(w->table, &copy, err));
    for (int64_t slot = 0; slot < w->a.cells; slot++) {
        double lower, upper;
        limits_of(w, slot, memo, &lower, &upper);
        GO(gdcs_i_perturb_limit(copy, slot, lower, upper, err));
        GO(gdcs_i_perturb_mark(copy, slot, err));
    }
    *out = copy;
    copy = NULL;
done:
    gdcs_table_free(copy);
    return status;
}

static gdcs_status put(work *w, gdcs_error *err)
{
    for (int64_t slot = 0; slot < w->a.cells; slot++) {
        const double sum = gdcs_i_additive_sum(&w->a, slot, w->rounded);
        TRY(gdcs_i_perturb_limit(w->table, slot, sum, sum, err));
        TRY(gdcs_i_perturb_mark(w->table, slot, err));
    }
    return GDCS_OK;
}

static gdcs_status run(work *w, const gdcs_table *table, const gdcs_budget *budget, gdcs_error *err)
{
    int64_t kinds = 1;
    TRY(gdcs_i_perturb_complete(table, &w->table, err));
    TRY(begin(w, err));
    TRY(count_kinds(w, &kinds, err));
    TRY(gdcs_i_noise_measure(&w->noise, kinds, budget, err));
    add_noise(w);
    return make_whole(w, err);
}

gdcs_status gdcs_noise_table(const gdcs_table *table, const gdcs_noise_options *options,
                             gdcs_budget *budget, gdcs_table **out, gdcs_table **intervals,
                             gdcs_noise_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    work w = {0};
    gdcs_table *said = NULL;
    gdcs_noise_result r = {.struct_size = result != NULL ? result->struct_size : 0};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(budget, "budget", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_noise_take(options, &w.noise, err));
    GO(run(&w, table, budget, err));
    if (intervals != NULL)
        GO(say(&w, &said, err));
    GO(put(&w, err));
    if (result != NULL)
        GO(gdcs_i_give(&r, &w.noise.result, sizeof r, GDCS_I_NOISE_RESULT_V1, err));
    GO(gdcs_budget_add(budget, w.noise.options.label, &w.noise.charge, err));
    if (result != NULL)
        GO(gdcs_i_give(result, &w.noise.result, sizeof r, GDCS_I_NOISE_RESULT_V1, err));
    *out = w.table;
    w.table = NULL;
    if (intervals != NULL)
        *intervals = said;
    said = NULL;
done:
    gdcs_table_free(said);
    end(&w);
    return status;
}
