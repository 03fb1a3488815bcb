#include "num/nonnegative.h"

#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* Conjugate gradients on the numbers that are free; those that come out negative are held at 0, those
   that are held and would gain are freed again (Portugal, Judice & Vicente 1994, Math. Comp. 63:625).
   Sums over nested sets have few different sizes, hence few steps. */

enum { ROUNDS = 60, STEPS = 400 };

typedef struct work {
    const gdcs_i_nonnegative *p;
    double *fit;      /* of rows */
    double *gradient; /* of numbers, as the others */
    double *step;
    double *pull;
    double *along; /* of rows: the step */
    unsigned char *held;
} work;

static gdcs_status begin(work *w, gdcs_error *err)
{
    double **const arrays[] = {&w->fit, &w->along, &w->gradient, &w->step, &w->pull};
    void *memory = NULL;
    for (int i = 0; i < 5; i++) {
        TRY(gdcs_i_alloc(&memory, i < 2 ? w->p->rows : w->p->count, sizeof(double), err));
        *arrays[i] = memory;
    }
    TRY(gdcs_i_alloc(&memory, w->p->count, 1, err));
    w->held = memory;
    return GDCS_OK;
}

static void end(work *w)
{
    free(w->fit);
    free(w->along);
    free(w->gradient);
    free(w->step);
    free(w->pull);
    free(w->held);
}

static void add_up(const gdcs_i_nonnegative *p, const double *x, double *rows)
{
    for (int64_t r = 0; r < p->rows; r++) {
        rows[r] = 0.0;
        for (int64_t at = p->start[r]; at < p->start[r + 1]; at++)
            rows[r] += x[p->item[at]];
    }
}

/* pull = A' (y - fit), or A' rows. */
static void spread(const gdcs_i_nonnegative *p, const double *rows, double *out)
{
    for (int64_t i = 0; i < p->count; i++)
        out[i] = 0.0;
    for (int64_t r = 0; r < p->rows; r++)
        for (int64_t at = p->start[r]; at < p->start[r + 1]; at++)
            out[p->item[at]] += rows[r];
}

static void pull(work *w, const double *x)
{
    add_up(w->p, x, w->fit);
    for (int64_t r = 0; r < w->p->rows; r++)
        w->fit[r] = w->p->y[r] - w->fit[r];
    spread(w->p, w->fit, w->pull);
}

static double square(const work *w, const double *of)
{
    double sum = 0.0;
    for (int64_t i = 0; i < w->p->count; i++)
        sum += w->held[i] ? 0.0 : of[i] * of[i];
    return sum;
}

static void solve_free(work *w, double *x, double small)
{
    const gdcs_i_nonnegative *p = w->p;
    pull(w, x);
    for (int64_t i = 0; i < p->count; i++)
        w->gradient[i] = w->step[i] = w->held[i] ? 0.0 : w->pull[i];
    double size = square(w, w->gradient);
    for (int k = 0; k < STEPS && size > small * small; k++) {
        double curve = 0.0;
        add_up(p, w->step, w->along);
        for (int64_t r = 0; r < p->rows; r++)
            curve += w->along[r] * w->along[r];
        spread(p, w->along, w->pull);
        for (int64_t i = 0; i < p->count; i++) {
            x[i] += size / curve * w->step[i];
            w->gradient[i] -= w->held[i] ? 0.0 : size / curve * w->pull[i];
        }
        const double next = square(w, w->gradient);
        for (int64_t i = 0; i < p->count; i++)
            w->step[i] = w->gradient[i] + next / size * w->step[i];
        size = next;
    }
}

/* Hold what came out negative, or, if nothing did, free what would gain; was there any? */
static int exchange(work *w, double *x, double small)
{
    int any = 0;
    for (int64_t i = 0; i < w->p->count; i++)
        if (!w->held[i] && x[i] < -small) {
            w->held[i] = 1;
            any = 1;
        }
    for (int64_t i = 0; i < w->p->count; i++)
        if (w->held[i] || x[i] < 0.0)
            x[i] = 0.0;
    if (any)
        return 1;
    pull(w, x);
    for (int64_t i = 0; i < w->p->count; i++)
        if (w->held[i] && w->pull[i] > small) {
            w->held[i] = 0;
            any = 1;
        }
    return any;
}

gdcs_status gdcs_i_nonnegative_fit(const gdcs_i_nonnegative *problem, double *x, int32_t *rounds,
                                   gdcs_error *err)
{
    work w = {.p = problem};
    double largest = 1.0;
    const gdcs_status status = begin(&w, err);
    if (status == GDCS_OK) {
        for (int64_t r = 0; r < problem->rows; r++)
            largest = fmax(largest, fabs(problem->y[r]));
        for (int64_t i = 0; i < problem->count; i++)
            x[i] = 0.0;
        int more = 1;
        for (*rounds = 0; more && *rounds < ROUNDS; ++*rounds) {
            solve_free(&w, x, 1e-10 * largest);
            more = exchange(&w, x, 1e-8 * largest);
        }
        if (more)
            *rounds = 0;
    }
    end(&w);
    return status;
}
