#include "num/balance.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"

#include <math.h>
#include <stdlib.h>

/* Each row says: its numbers, less a sum of its own, are constant; the sum, like a number, may move in
   [0, 1] (of its place between two wholes) and rests once it is at an end.  A basis holds one variable
   per row; all others rest.  A number enters: either a resting variable of the basis makes room for
   it, or everything moves along the one free direction, up or down with chances that keep the mean,
   until something comes to rest.  Every number enters once.  The inverse of the basis is kept by
   columns, so that a column of a number, which has few entries, costs few of them.

   What is left at the end is a vertex with fractions, which no two axes have.  Then sums are given
   up, one by one, until the fractions are gone: they stay sums of what was rounded. */

static const double tiny = 1e-9;

typedef struct work {
    const gdcs_i_balance *problem;
    gdcs_i_rng *rng;
    int32_t rows;
    int32_t moved; /* entries of `place` */
    double *inverse;
    double *column;      /* of the entering variable */
    int32_t *place;      /* where it is not 0 */
    int64_t *basic;      /* number i, or sum m as count + m */
    double *value;       /* of the basic ones */
    unsigned char *rest; /* is the basic one at an end? */
    unsigned char *open; /* of sums: given up */
    unsigned char *up;
} work;

static int is_open(const work *w, int32_t r)
{
    const int64_t sum = w->basic[r] - w->problem->count;
    return sum >= 0 && w->open[sum];
}

static double above_floor(double x)
{
    const double part = x - floor(x);
    return part < tiny || part > 1.0 - tiny ? 0.0 : part;
}

static gdcs_status prepare(work *w, gdcs_error *err)
{
    const gdcs_i_balance *p = w->problem;
    void *memory = NULL;
    gdcs_i_sum *sums = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)w->rows * w->rows, sizeof *w->inverse, err));
    w->inverse = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *w->column, err));
    w->column = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *w->place, err));
    w->place = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *w->basic, err));
    w->basic = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *w->value, err));
    w->value = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *w->rest, err));
    w->rest = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *w->open, err));
    w->open = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *sums, err));
    sums = memory;
    for (int64_t i = 0; i < p->count; i++)
        for (int64_t at = p->start[i]; at < p->start[i + 1]; at++)
            gdcs_i_sum_add(&sums[p->row[at]], p->part[i]);
    for (int32_t r = 0; r < w->rows; r++) {
        w->inverse[(int64_t)r * w->rows + r] = -1.0;
        w->basic[r] = p->count + r;
        w->value[r] = above_floor(gdcs_i_sum_value(sums[r]));
        w->rest[r] = w->value[r] == 0.0;
    }
    free(sums);
    return GDCS_OK;
}

static void release(work *w)
{
    free(w->inverse);
    free(w->column);
    free(w->place);
    free(w->basic);
    free(w->value);
    free(w->rest);
    free(w->open);
}

/* Let the entering variable take the place of the basic one of this row. */
static void pivot(work *w, int32_t row, int64_t variable, double value)
{
    const int64_t gone = w->basic[row];
    if (gone < w->problem->count)
        w->up[gone] = w->value[row] > 0.5;
    for (int32_t m = 0; m < w->rows; m++) {
        double *column = w->inverse + (int64_t)m * w->rows;
        const double factor = column[row] / w->column[row];
        if (factor == 0.0)
            continue;
        for (int32_t i = 0; i < w->moved; i++)
            column[w->place[i]] -= factor * w->column[w->place[i]];
        column[row] = factor;
    }
    w->basic[row] = variable;
    w->value[row] = value;
    w->rest[row] = 0;
}

/* The row with the largest entry of the column whose basic variable rests, or -1. */
static int32_t resting(const work *w)
{
    int32_t found = -1;
    for (int32_t i = 0; i < w->moved; i++) {
        const int32_t r = w->place[i];
        if (w->rest[r] && !is_open(w, r) &&
            (found < 0 || fabs(w->column[r]) > fabs(w->column[found])))
            found = r;
    }
    return found;
}

/* How far the entering variable may go, by the sign, until a basic one comes to rest at `*row`. */
static double reach(const work *w, double sign, double own, int32_t *row)
{
    double step = own;
    *row = -1;
    for (int32_t i = 0; i < w->moved; i++) {
        const int32_t r = w->place[i];
        const double slope = sign * w->column[r];
        const double limit = (slope > 0.0 ? w->value[r] : w->value[r] - 1.0) / slope;
        if (!is_open(w, r) && limit < step) {
            step = limit;
            *row = r;
        }
    }
    return step;
}

/* Round what has come to an end; is it at one? */
static int settle(double *x)
{
    if (fabs(*x) < tiny)
        *x = 0.0;
    else if (fabs(*x - 1.0) < tiny)
        *x = 1.0;
    return *x == 0.0 || *x == 1.0;
}

/* Gather where the column is not 0. */
static void gather(work *w)
{
    w->moved = 0;
    for (int32_t r = 0; r < w->rows; r++) {
        if (fabs(w->column[r]) > tiny)
            w->place[w->moved++] = r;
        else
            w->column[r] = 0.0;
    }
}

/* Let a variable enter, whose column is in w->column. */
static void enter(work *w, int64_t variable, double value, int bounded)
{
    int32_t above, below;
    gather(w);
    const int32_t row = resting(w);
    if (row >= 0) {
        pivot(w, row, variable, value);
        return;
    }
    const double plus = reach(w, 1.0, bounded ? 1.0 - value : INFINITY, &above);
    const double minus = reach(w, -1.0, bounded ? value : INFINITY, &below);
    const int goes_up = gdcs_i_rng_unit(w->rng) * (plus + minus) < minus;
    const double step = goes_up ? plus : -minus;
    const int32_t limit = goes_up ? above : below;
    for (int32_t i = 0; i < w->moved; i++) {
        const int32_t r = w->place[i];
        w->value[r] -= step * w->column[r];
        if (!is_open(w, r))
            w->rest[r] = (unsigned char)settle(&w->value[r]);
    }
    if (limit < 0) {
        w->up[variable] = (unsigned char)goes_up;
        return;
    }
    w->value[limit] = w->value[limit] > 0.5;
    value += step;
    pivot(w, limit, variable, value);
    w->rest[limit] = bounded && settle(&w->value[limit]);
}

static void fly(work *w)
{
    const gdcs_i_balance *p = w->problem;
    for (int64_t i = 0; i < p->count; i++) {
        for (int32_t r = 0; r < w->rows; r++)
            w->column[r] = 0.0;
        for (int64_t at = p->start[i]; at < p->start[i + 1]; at++) {
            const double *column = w->inverse + (int64_t)p->row[at] * w->rows;
            for (int32_t r = 0; r < w->rows; r++)
                w->column[r] += column[r];
        }
        enter(w, i, p->part[i], 1);
    }
}

/* The sum of the lowest grade on which the fraction in this row depends. */
static int32_t next_to_open(const work *w, int32_t row)
{
    int32_t found = -1;
    for (int32_t m = 0; m < w->rows; m++)
        if (!w->open[m] && fabs(w->inverse[(int64_t)m * w->rows + row]) > tiny &&
            (found < 0 || w->problem->grade[m] < w->problem->grade[found]))
            found = m;
    return found;
}

static void land(work *w)
{
    for (int32_t row = 0; row < w->rows;) {
        const int fraction = w->basic[row] < w->problem->count && !w->rest[row];
        const int32_t sum = fraction ? next_to_open(w, row) : -1;
        if (sum < 0) {
            row++;
            continue;
        }
        w->open[sum] = 1;
        for (int32_t r = 0; r < w->rows; r++)
            w->column[r] = -w->inverse[(int64_t)sum * w->rows + r];
        enter(w, w->problem->count + sum, 0.0, 0);
        row = 0;
    }
}

gdcs_status gdcs_i_balance_round(const gdcs_i_balance *problem, gdcs_i_rng *rng, unsigned char *up,
                                 gdcs_error *err)
{
    work w = {.problem = problem, .rng = rng, .rows = problem->rows, .up = up};
    const gdcs_status status = prepare(&w, err);
    if (status == GDCS_OK) {
        fly(&w);
        land(&w);
        for (int32_t r = 0; r < w.rows; r++)
            if (w.basic[r] < problem->count)
                up[w.basic[r]] = w.value[r] > 0.5;
    }
    release(&w);
    return status;
}
