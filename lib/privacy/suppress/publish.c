/* A cell goes back to its true number by a cube through it in each decoy where it has another one.  That
   hides other cells: what these cost counts, and so does what is saved by sending these back at once
   (ejection chains, Glover 1996). */
#include "privacy/suppress/publish.h"
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"

#include <stdlib.h>

enum {
    PASSES = 30,
    WORTH = 1000, /* a pass that publishes less than one cell of so many is the last */
    EJECTED = 6,  /* cells sent back after the first */
    UNDO = GDCS_I_DECOYS * (EJECTED + 1),
    PATIENCE =
        4 /* a cell that stays hidden again and again is tried in every 2^4th pass at least */
};

/* A movement that was made. */
typedef struct undo {
    gdcs_i_movement movement; /* of lent arrays */
    double times;
    int decoy;
    int padding;
} undo;

typedef struct candidate {
    double cost;
    double value;
    int32_t variable;
    int32_t padding;
} candidate;

/* How often in a row a cell stayed hidden, and for how many passes it is left alone. */
typedef struct patience {
    unsigned char failures;
    unsigned char waits;
} patience;

struct publish {
    gdcs_i_decoys *decoys;
    gdcs_i_cubes *cubes;
    candidate *hidden;
    int64_t count;
    patience *patience; /* by variable */
    int32_t *variables; /* of movements made */
    double *factors;
    undo undo[UNDO];
    int done; /* of `undo` */
    int padding;
};

/* The dearest first. */
static int by_cost(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? 1 : -1;
    if (x->value != y->value)
        return x->value < y->value ? 1 : -1;
    return (x->variable < y->variable) - (x->variable > y->variable);
}

static void make(struct publish *x, const gdcs_i_movement *m, int decoy, double times)
{
    undo *u = &x->undo[x->done++];
    for (int64_t i = 0; i < m->count; i++) {
        u->movement.variable[i] = m->variable[i];
        u->movement.factor[i] = m->factor[i];
    }
    u->movement.count = m->count;
    u->decoy = decoy;
    u->times = times;
    gdcs_i_decoys_make(x->decoys, decoy, m, times);
}

/* Undo all but the first `left` movements. */
static void go_back(struct publish *x, int left)
{
    while (x->done > left) {
        const undo *u = &x->undo[--x->done];
        gdcs_i_decoys_make(x->decoys, u->decoy, &u->movement, -u->times);
    }
}

/* The true number in all decoys; what that costs, negative if it saves something. */
static double send_back(struct publish *x, int32_t v)
{
    double price = 0.0;
    for (int i = 0; i < x->decoys->count; i++) {
        const gdcs_i_movement *m = NULL;
        const double step = -gdcs_i_decoys_at(x->decoys, v)->by[i];
        if (step == 0.0)
            continue;
        price += gdcs_i_cube_find(x->cubes, i, v, step, &m);
        if (price >= GDCS_I_NEVER)
            return GDCS_I_NEVER;
        make(x, m, i, step);
    }
    return price;
}

/* The dearest cell that only the movements made hide, and that is cheaper than `limit`; -1: none. */
static int32_t find_ejected(const struct publish *x, double limit)
{
    int32_t best = -1;
    for (int k = 0; k < x->done; k++) {
        const gdcs_i_movement *m = &x->undo[k].movement;
        for (int64_t i = 0; i < m->count; i++) {
            const int32_t v = m->variable[i];
            const gdcs_i_decoy_cell *c = gdcs_i_decoys_at(x->decoys, v);
            if (c->uses == 1 && c->cost > 0.0 && c->cost < limit &&
                c->by[x->undo[k].decoy] == m->factor[i] * x->undo[k].times &&
                (best < 0 || c->cost > gdcs_i_decoys_at(x->decoys, best)->cost))
                best = v;
        }
    }
    return best;
}

static int publish(struct publish *x, int32_t v)
{
    const double least = -x->decoys->nudge;
    double limit = INFINITY, price;
    x->done = 0;
    price = send_back(x, v);
    for (int i = 0; i < EJECTED && price >= least && price < GDCS_I_NEVER; i++) {
        const int before = x->done;
        const int32_t other = find_ejected(x, limit);
        if (other < 0)
            break;
        limit = gdcs_i_decoys_at(x->decoys, other)->cost;
        const double more = send_back(x, other);
        if (more < least)
            price += more;
        else
            go_back(x, before);
    }
    if (price < least)
        return 1;
    go_back(x, 0);
    return 0;
}

static void list_hidden(struct publish *x)
{
    const gdcs_i_suppression *p = x->decoys->p;
    x->count = 0;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_MAY && gdcs_i_decoys_at(x->decoys, v)->uses > 0)
            x->hidden[x->count++] = (candidate){p->cost[v], p->system->lower[v], (int32_t)v, 0};
    qsort(x->hidden, (size_t)x->count, sizeof *x->hidden, by_cost);
}

/* Tried again later, the more often it stayed hidden. */
static int try_cell(struct publish *x, int32_t v)
{
    patience *t = &x->patience[v];
    if (t->waits > 0) {
        t->waits--;
        return 0;
    }
    const int is = publish(x, v);
    t->failures = (unsigned char)(is ? 0 : t->failures + (t->failures < PATIENCE));
    t->waits = (unsigned char)((1 << t->failures) / 2);
    return is;
}

static gdcs_status make_room(struct publish *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->decoys->p;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, p->system->count, sizeof *x->hidden, err));
    x->hidden = memory;
    TRY(gdcs_i_alloc(&memory, p->system->count, sizeof *x->patience, err));
    x->patience = memory;
    TRY(gdcs_i_alloc(&memory, UNDO * GDCS_I_CORNERS, sizeof *x->variables, err));
    x->variables = memory;
    TRY(gdcs_i_alloc(&memory, UNDO * GDCS_I_CORNERS, sizeof *x->factors, err));
    x->factors = memory;
    for (int i = 0; i < UNDO; i++) {
        x->undo[i].movement.variable = x->variables + i * GDCS_I_CORNERS;
        x->undo[i].movement.factor = x->factors + i * GDCS_I_CORNERS;
    }
    return GDCS_OK;
}

static int is_past(double deadline)
{
    return deadline < INFINITY && gdcs_i_lp_milliseconds() > deadline;
}

/* Returns how many were published. */
static int64_t try_all(struct publish *x, double deadline, int *is_late)
{
    int64_t published = 0;
    list_hidden(x);
    for (int64_t i = 0; i < x->count && !*is_late; i++) {
        const int32_t v = x->hidden[i].variable;
        if (gdcs_i_decoys_at(x->decoys, v)->uses > 0)
            published += try_cell(x, v);
        *is_late = is_past(deadline);
    }
    return published;
}

gdcs_status gdcs_i_suppress_publish(gdcs_i_decoys *decoys, gdcs_i_cubes *cubes, double deadline,
                                    int *is_late, gdcs_error *err)
{
    struct publish x = {.decoys = decoys, .cubes = cubes};
    const gdcs_status status = make_room(&x, err);
    *is_late = is_past(deadline);
    for (int pass = 0; pass < PASSES && status == GDCS_OK && !*is_late; pass++)
        if (try_all(&x, deadline, is_late) * WORTH <= x.count)
            break;
    free(x.variables);
    free(x.factors);
    free(x.hidden);
    free(x.patience);
    return status;
}
