/* Which cells are hidden: those by which the decoys differ from the truth.  Each unsafe number goes far
   enough away by the cheapest cube, or, once half the time is over, by the first found, which takes a
   hundredth of the time; then as many cells as possible go back.  Where there are few, other
   orders are tried, and the cheapest result is taken. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "num/rng.h"
#include "privacy/suppress/publish.h"

#include <stdlib.h>
#include <string.h>

enum {
    STEPS = 4,     /* up and down, in two decoys */
    EFFORT = 1000, /* unsafe numbers protected in all orders together, but for the first */
    ORDERS = 12,
    FEW = 4 /* decoys, where there are more */
};

typedef struct unsafe_number {
    double value;
    int32_t variable;
    int32_t padding;
} unsafe_number;

struct pattern {
    gdcs_i_suppression *p;
    gdcs_i_decoys decoys;
    gdcs_i_cubes *cubes;
    int orders;
    int is_late;
    int is_hasty;
    int padding;
    double hurry; /* when the first cube found will do */
    double deadline;
    char *best; /* the cheapest decoys so far; NULL: there is one order */
    unsafe_number *unsafe;
    int64_t count;
};

/* The cheapest cube that takes an unsafe number farther away, in any decoy, to any side; in haste the first. */
static double find_step(struct pattern *x, int32_t v, int *decoy, double *step,
                        const gdcs_i_movement **m)
{
    double best = GDCS_I_NEVER;
    for (int i = 0; i < x->decoys.count; i++)
        for (int side = 1; side >= 0; side--) {
            const double far = gdcs_i_decoys_ask(&x->decoys, v, i, side);
            const double price =
                far == 0.0 ? GDCS_I_NEVER : gdcs_i_cube_find(x->cubes, i, v, far, m);
            if (!(price < best))
                continue;
            best = price;
            *decoy = i;
            *step = far;
            if (x->is_hasty)
                return best;
        }
    return best < GDCS_I_NEVER ? gdcs_i_cube_find(x->cubes, *decoy, v, *step, m) : best;
}

static void protect(struct pattern *x, int32_t v)
{
    for (int i = 0; i < STEPS && !gdcs_i_decoys_is_met(&x->decoys, v); i++) {
        const gdcs_i_movement *m = NULL;
        int decoy = 0;
        double step = 0.0;
        if (find_step(x, v, &decoy, &step, &m) >= GDCS_I_NEVER)
            return;
        gdcs_i_decoys_make(&x->decoys, decoy, m, step);
    }
}

static int by_value(const void *a, const void *b)
{
    const unsafe_number *x = a, *y = b;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->variable > y->variable) - (x->variable < y->variable);
}

/* Smaller numbers first, since they have fewest ways; then shuffled. */
static void put_in_order(struct pattern *x, int number)
{
    gdcs_i_rng rng = gdcs_i_rng_at(0, (uint64_t)number);
    if (number == 0)
        qsort(x->unsafe, (size_t)x->count, sizeof *x->unsafe, by_value);
    for (int64_t i = x->count - 1; number > 0 && i > 0; i--) {
        const int64_t k = (int64_t)(gdcs_i_rng_bits(&rng) % (uint64_t)(i + 1));
        const unsafe_number swap = x->unsafe[i];
        x->unsafe[i] = x->unsafe[k];
        x->unsafe[k] = swap;
    }
}

/* What it costs, more than all else where a number is not protected. */
static double cost_of(const struct pattern *x)
{
    const gdcs_i_suppression *p = x->p;
    double cost = 0.0;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_MAY && gdcs_i_decoys_at(&x->decoys, v)->uses > 0)
            cost += p->cost[v];
        else if (p->state[v] == GDCS_I_UNSAFE && !gdcs_i_decoys_is_met(&x->decoys, v))
            cost += GDCS_I_NEVER;
    return cost;
}

/* The first order is finished, if in haste; others are given up when the time is over. */
static void look_at_clock(struct pattern *x, int number)
{
    const double now = x->deadline < INFINITY ? gdcs_i_lp_milliseconds() : 0.0;
    x->is_late |= now > x->deadline;
    if (number > 0 || x->is_hasty || now <= x->hurry)
        return;
    x->is_hasty = 1;
    gdcs_i_cubes_hurry(x->cubes, 1);
}

static gdcs_status try_order(struct pattern *x, int number, double *cost, gdcs_error *err)
{
    gdcs_i_decoys_clear(&x->decoys);
    put_in_order(x, number);
    for (int64_t i = 0; i < x->count && (number == 0 || !x->is_late); i++) {
        look_at_clock(x, number);
        protect(x, x->unsafe[i].variable);
    }
    gdcs_i_cubes_hurry(x->cubes, 0);
    TRY(gdcs_i_suppress_publish(&x->decoys, x->cubes, x->deadline, &x->is_late, err));
    *cost = cost_of(x);
    return GDCS_OK;
}

/* Leaves the decoys of the cheapest. */
static gdcs_status try_orders(struct pattern *x, gdcs_error *err)
{
    const size_t size = (size_t)x->p->system->count * x->decoys.size;
    double cost = 0.0, least = INFINITY;
    for (int number = 0; number < x->orders && !x->is_late && !x->is_hasty; number++) {
        TRY(try_order(x, number, &cost, err));
        if (x->best == NULL || cost >= least)
            continue;
        least = cost;
        memcpy(x->best, x->decoys.cells, size);
    }
    if (x->best != NULL)
        memcpy(x->decoys.cells, x->best, size);
    return GDCS_OK;
}

static gdcs_status make_room(struct pattern *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    void *memory = NULL;
    int64_t n = 0;
    for (int64_t v = 0; v < p->system->count; v++)
        x->count += p->state[v] == GDCS_I_UNSAFE;
    TRY(gdcs_i_alloc(&memory, x->count, sizeof *x->unsafe, err));
    x->unsafe = memory;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_UNSAFE)
            x->unsafe[n++] = (unsafe_number){p->system->lower[v], (int32_t)v, 0};
    TRY(gdcs_i_decoys_new(p, n > EFFORT ? FEW : GDCS_I_DECOYS, &x->decoys, err));
    TRY(gdcs_i_cubes_new(&x->decoys, &x->cubes, err));
    x->orders = n == 0 ? 1 : (int)fmin(ORDERS, 1.0 + (double)(EFFORT / n));
    if (x->orders == 1)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, p->system->count, x->decoys.size, err));
    x->best = memory;
    return GDCS_OK;
}

static void hide(struct pattern *x)
{
    gdcs_i_suppression *p = x->p;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_MAY && gdcs_i_decoys_at(&x->decoys, v)->uses > 0)
            p->state[v] = GDCS_I_HIDDEN;
}

gdcs_status gdcs_i_suppress_pattern(gdcs_i_suppression *p, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct pattern x = {.p = p, .hurry = INFINITY, .deadline = INFINITY};
    if (p->milliseconds > 0) {
        const double now = gdcs_i_lp_milliseconds(), all = (double)p->milliseconds;
        x.hurry = now + all / 2.0;
        x.deadline = now + all;
    }
    GO(make_room(&x, err));
    GO(try_orders(&x, err));
    hide(&x);
    p->stopped |= x.is_late || x.is_hasty;
    status = gdcs_i_decoys_prove(&x.decoys, p, err);
done:
    free(x.unsafe);
    free(x.best);
    gdcs_i_cubes_free(x.cubes);
    gdcs_i_decoys_free(&x.decoys);
    return status;
}
