#include "privacy/hold.h"

#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"

#include <math.h>
#include <stdlib.h>

/* A whole-number programme: each cell that is between two multiples goes up (1) or down (0), each total
   stays between its own two, and as few cells as can be go another way than they went.  Any point will
   do that is near the best: hence the gap. */

static const double near_best = 0.1, tiny = 1e-9;

typedef struct work {
    const gdcs_i_additive *a;
    const double *value;
    double base;
    int32_t *number; /* by slot, -1 where nothing is to be rounded */
    int64_t count;
    int64_t rows, used;
    int64_t *start;
    int32_t *column;
    double *ones;
    double *lower, *upper; /* of rows */
    double *zero, *one;    /* limits of columns */
    char *whole;
    int32_t *all;
    double *cost;
} work;

static void end(work *w)
{
    void *const arrays[] = {w->number, w->start, w->column, w->ones, w->lower, w->upper,
                            w->zero,   w->one,   w->whole,  w->all,  w->cost};
    for (size_t i = 0; i < sizeof arrays / sizeof *arrays; i++)
        free(arrays[i]);
}

static double part_of(const work *w, int64_t slot)
{
    return fmod(w->value[slot], w->base) / w->base;
}

static gdcs_status begin(work *w, gdcs_error *err)
{
    const gdcs_i_additive *a = w->a;
    void *memory = NULL;
    double **const of_rows[] = {&w->lower, &w->upper},
                   **const of_cells[] = {&w->zero, &w->one, &w->cost};
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *w->number, err));
    w->number = memory;
    TRY(gdcs_i_alloc(&memory, a->cells + 1, sizeof *w->start, err));
    w->start = memory;
    TRY(gdcs_i_alloc(&memory, a->used, sizeof *w->column, err));
    w->column = memory;
    TRY(gdcs_i_alloc(&memory, a->used, sizeof *w->ones, err));
    w->ones = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *w->whole, err));
    w->whole = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *w->all, err));
    w->all = memory;
    for (int i = 0; i < 2; i++) {
        TRY(gdcs_i_alloc(&memory, a->cells, sizeof(double), err));
        *of_rows[i] = memory;
    }
    for (int i = 0; i < 3; i++) {
        TRY(gdcs_i_alloc(&memory, a->cells, sizeof(double), err));
        *of_cells[i] = memory;
    }
    return GDCS_OK;
}

static void pose(work *w, const double *rounded)
{
    const gdcs_i_additive *a = w->a;
    for (int64_t slot = 0; slot < a->cells; slot++) {
        const int moves = !gdcs_i_additive_is_total(a, slot) && part_of(w, slot) > 0.0;
        w->number[slot] = moves ? (int32_t)w->count : -1;
        if (!moves)
            continue;
        w->one[w->count] = 1.0;
        w->whole[w->count] = 1;
        w->all[w->count] = (int32_t)w->count;
        w->cost[w->count++] = rounded[slot] > w->value[slot] ? -1.0 : 1.0;
    }
    for (int64_t slot = 0; slot < a->cells; slot++) {
        gdcs_i_sum sum = {0};
        for (int64_t i = 0; gdcs_i_additive_is_total(a, slot) && i < a->length[slot]; i++) {
            const int64_t item = a->items[a->start[slot] + i];
            if (w->number[item] < 0)
                continue;
            gdcs_i_sum_add(&sum, part_of(w, item));
            w->ones[w->used] = 1.0;
            w->column[w->used++] = w->number[item];
        }
        if (w->used == w->start[w->rows])
            continue;
        w->lower[w->rows] = floor(gdcs_i_sum_value(sum) + tiny);
        w->upper[w->rows] = ceil(gdcs_i_sum_value(sum) - tiny);
        w->start[++w->rows] = w->used;
    }
}

static gdcs_status solve(const work *w, int64_t milliseconds, double *rounded, int *held,
                         gdcs_error *err)
{
    const gdcs_i_lp_rows rows = {w->rows, w->start, w->column, w->ones, w->lower, w->upper};
    const gdcs_i_lp_columns columns = {w->count, w->zero, w->one, w->whole};
    const gdcs_i_lp_options options = {.milliseconds = milliseconds, .gap = near_best};
    const gdcs_i_lp_objective objective = {w->count, w->all, w->cost, 0};
    gdcs_status status = GDCS_OK;
    gdcs_i_lp_answer answer = {0};
    gdcs_i_lp *lp = NULL;
    GO(gdcs_i_lp_new(&rows, &columns, &options, &lp, err));
    GO(gdcs_i_lp_optimise_whole(lp, &objective, &answer, err));
    *held = answer.has_point != 0;
    for (int64_t slot = 0; *held && slot < w->a->cells; slot++)
        if (w->number[slot] >= 0)
            rounded[slot] = w->value[slot] - fmod(w->value[slot], w->base) +
                            (gdcs_i_lp_point(lp)[w->number[slot]] > 0.5 ? w->base : 0.0);
done:
    gdcs_i_lp_free(lp);
    return status;
}

gdcs_status gdcs_i_hold(const gdcs_i_additive *additive, const double *value, double base,
                        int64_t milliseconds, double *rounded, int *held, gdcs_error *err)
{
    work w = {.a = additive, .value = value, .base = base};
    *held = 0;
    gdcs_status status = begin(&w, err);
    if (status == GDCS_OK) {
        pose(&w, rounded);
        status = solve(&w, milliseconds, rounded, held, err);
    }
    end(&w);
    return status;
}
