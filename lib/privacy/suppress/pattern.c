/* Unknown quantities are columns of the equations; one can move, and so is not determined, if and only if
   its column depends on those of others that are hidden.  Taking the cheapest columns first, each that
   depends on earlier ones closes a circuit, which is a movement; cubes around unsafe numbers are more of
   them.  Of all that are found those stay that unsafe numbers need: the dearest first, each cell that only
   superfluous circuits have is published.  Further rounds look for shorter circuits among what is hidden. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/dependence.h"
#include "privacy/suppress/cube.h"
#include "privacy/suppress/movement.h"
#include "privacy/suppress/suppression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { NONE = -1, CUBE = 1024, ROUNDS = 12 };

/* Three rounds that leave more than this of the cost are the last. */
static const double ENOUGH = 0.99;

/* A circuit: its variables, those that it protects first. */
typedef struct circuit {
    int32_t *variable;
    int64_t count;
    int64_t protects;
    int32_t is_kept;
    int32_t padding;
} circuit;

struct pattern {
    gdcs_i_suppression *p;
    gdcs_i_movement movement;
    int32_t *order; /* variables, as their columns are taken */
    int64_t count;
    int round;
    int32_t *traffic; /* by row */
    int32_t *of;      /* by independent column: its variable */
    double cost;      /* of what is hidden */
    int64_t waiting;  /* unsafe ones that no circuit protects yet, in the first round */
    int32_t *ways;    /* by variable: circuits kept that protect it */
    int64_t *start;   /* by variable, + 1: of its circuits in `member` */
    int32_t *member;
    circuit *circuits;
    int64_t circuit_count, circuit_room;
};

static void release(struct pattern *x)
{
    for (int64_t i = 0; i < x->circuit_count; i++)
        free(x->circuits[i].variable);
    free(x->circuits);
    free(x->order);
    free(x->traffic);
    free(x->of);
    free(x->ways);
    free(x->start);
    free(x->member);
    gdcs_i_movement_free(&x->movement);
}

static gdcs_status make_room(struct pattern *x, gdcs_error *err)
{
    const int64_t variables = x->p->system->count, rows = x->p->system->rows;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, variables, sizeof *x->order, err));
    x->order = memory;
    TRY(gdcs_i_alloc(&memory, variables, sizeof *x->ways, err));
    x->ways = memory;
    TRY(gdcs_i_alloc(&memory, rows, sizeof *x->traffic, err));
    x->traffic = memory;
    TRY(gdcs_i_alloc(&memory, rows, sizeof *x->of, err));
    x->of = memory;
    return gdcs_i_movement_new(x->p, (rows > CUBE ? rows : CUBE) + 1, &x->movement, err);
}

/* What qsort compares by. */
typedef struct candidate {
    double cost;
    double value;
    int32_t variable;
    int32_t padding;
} candidate;

static int by_cost(const void *a, const void *b)
{
    const candidate *x = a, *y = b;
    if (x->cost != y->cost)
        return x->cost < y->cost ? -1 : 1;
    if (x->value != y->value)
        return x->value < y->value ? -1 : 1;
    return (x->variable > y->variable) - (x->variable < y->variable);
}

/* Unsafe ones in the order of this round: before those that may be hidden, forwards or backwards, they are
   in the circuits of these; behind them, each closes one of its own. */
static void put_unsafe(struct pattern *x, int is_behind)
{
    const gdcs_i_suppression *p = x->p;
    const int64_t n = p->system->count;
    const int turn = x->round % 3;
    for (int64_t i = 0; is_behind == (turn == 1) && i < n; i++) {
        const int64_t v = turn == 2 ? n - 1 - i : i;
        if (p->state[v] == GDCS_I_UNSAFE)
            x->order[x->count++] = (int32_t)v;
    }
}

/* What is unknown anyway; then what may be hidden, at first, or what is hidden, the cheapest first. */
static gdcs_status put_in_order(struct pattern *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    const char wanted = x->round == 0 ? GDCS_I_MAY : GDCS_I_HIDDEN;
    void *memory = NULL;
    int64_t n = 0;
    TRY(gdcs_i_alloc(&memory, p->system->count, sizeof(candidate), err));
    candidate *candidates = memory;
    x->count = 0;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_OPEN)
            x->order[x->count++] = (int32_t)v;
        else if (p->state[v] == wanted)
            candidates[n++] = (candidate){p->cost[v], p->system->lower[v], (int32_t)v, 0};
    put_unsafe(x, 0);
    qsort(candidates, (size_t)n, sizeof *candidates, by_cost);
    for (int64_t i = 0; i < n; i++)
        x->order[x->count++] = candidates[i].variable;
    free(candidates);
    put_unsafe(x, 1);
    for (int64_t i = 0; i < x->count; i++)
        for (int64_t e = p->start[x->order[i]]; e < p->start[x->order[i] + 1]; e++)
            x->traffic[p->row[e]]++;
    return GDCS_OK;
}

/* A copy of the movement's variables, those that it protects in front. */
static gdcs_status keep(struct pattern *x, gdcs_error *err)
{
    const gdcs_i_movement *m = &x->movement;
    void *memory = x->circuits;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &x->circuit_room, x->circuit_count + 1, sizeof *x->circuits, err);
    x->circuits = memory;
    TRY(status);
    TRY(gdcs_i_alloc(&memory, m->count, sizeof(int32_t), err));
    circuit *c = &x->circuits[x->circuit_count++];
    *c = (circuit){.variable = memory, .count = m->count};
    int64_t behind = m->count;
    for (int64_t i = 0; i < m->count; i++) {
        const int32_t v = m->variable[i];
        const int is = x->p->state[v] == GDCS_I_UNSAFE && gdcs_i_movement_protects(m, i);
        c->variable[is ? c->protects++ : --behind] = v;
    }
    return GDCS_OK;
}

/* Does the movement protect anybody? */
static int is_of_use(struct pattern *x)
{
    const gdcs_i_movement *m = &x->movement;
    int is = 0;
    for (int64_t i = 0; i < m->count; i++) {
        const int32_t v = m->variable[i];
        if (x->p->state[v] != GDCS_I_UNSAFE || !gdcs_i_movement_protects(m, i))
            continue;
        is = 1;
        x->waiting -= x->ways[v] == 0;
        x->ways[v] = 1;
    }
    return is;
}

static gdcs_status add_column(struct pattern *x, gdcs_i_dependence *d, int64_t place,
                              gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    const int32_t v = x->order[place];
    const int64_t from = p->start[v], to = p->start[v + 1];
    gdcs_i_combination as;
    int32_t k = NONE;
    for (int64_t e = from; e < to; e++)
        x->traffic[p->row[e]]--;
    TRY(gdcs_i_dependence_add(d, p->row + from, p->value + from, to - from, &k, &as, err));
    if (k >= 0) {
        x->of[k] = v;
        return GDCS_OK;
    }
    if (!gdcs_i_movement_read(&x->movement, v, x->of, &as))
        return GDCS_OK;
    return is_of_use(x) ? keep(x, err) : GDCS_OK;
}

/* In the first round, until every unsafe number is protected. */
static gdcs_status find_circuits(struct pattern *x, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_dependence *d = NULL;
    TRY(gdcs_i_dependence_new(x->p->system->rows, x->traffic, &d, err));
    for (int64_t i = 0; i < x->count && status == GDCS_OK; i++) {
        if (x->round == 0 && x->waiting == 0)
            break;
        status = add_column(x, d, i, err);
    }
    gdcs_i_dependence_free(d);
    return status;
}

/* A cube for each, where no circuit protects it or as another way. */
static gdcs_status add_cubes(struct pattern *x, gdcs_error *err)
{
    for (int64_t v = 0; v < x->p->system->count; v++)
        if (x->p->state[v] == GDCS_I_UNSAFE && gdcs_i_cube_find(x->p, (int32_t)v, &x->movement))
            TRY(keep(x, err));
    return GDCS_OK;
}

/* By variable, the circuits that it is in. */
static gdcs_status list_members(struct pattern *x, gdcs_error *err)
{
    const int64_t n = x->p->system->count;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n + 1, sizeof *x->start, err));
    x->start = memory;
    for (int64_t i = 0; i < x->circuit_count; i++)
        for (int64_t k = 0; k < x->circuits[i].count; k++)
            x->start[x->circuits[i].variable[k] + 1]++;
    for (int64_t v = 0; v < n; v++)
        x->start[v + 1] += x->start[v];
    TRY(gdcs_i_alloc(&memory, x->start[n], sizeof *x->member, err));
    x->member = memory;
    for (int64_t i = 0; i < x->circuit_count; i++)
        for (int64_t k = 0; k < x->circuits[i].count; k++)
            x->member[x->start[x->circuits[i].variable[k]]++] = (int32_t)i;
    for (int64_t v = n; v > 0; v--)
        x->start[v] = x->start[v - 1];
    x->start[0] = 0;
    return GDCS_OK;
}

static void count_ways(struct pattern *x, circuit *c, int is_kept)
{
    c->is_kept = is_kept;
    for (int64_t i = 0; i < c->protects; i++)
        x->ways[c->variable[i]] += is_kept ? 1 : -1;
}

/* Publish a variable, and with it give up the circuits that it is in, if everybody has others. */
static int give_up(struct pattern *x, int32_t v)
{
    int is_possible = 1;
    for (int64_t k = x->start[v]; k < x->start[v + 1]; k++)
        if (x->circuits[x->member[k]].is_kept)
            count_ways(x, &x->circuits[x->member[k]], 0);
    for (int64_t k = x->start[v]; k < x->start[v + 1] && is_possible; k++) {
        const circuit *c = &x->circuits[x->member[k]];
        for (int64_t i = 0; i < c->protects && is_possible; i++)
            is_possible = x->ways[c->variable[i]] > 0 || !x->p->is_proved[c->variable[i]];
    }
    return is_possible;
}

static void take_back(struct pattern *x, int32_t v, const char *was)
{
    for (int64_t k = x->start[v]; k < x->start[v + 1]; k++)
        if (was[x->member[k]])
            count_ways(x, &x->circuits[x->member[k]], 1);
}

/* The dearest first: each that nobody needs is published; what is left is hidden. */
static gdcs_status choose(struct pattern *x, gdcs_error *err)
{
    gdcs_i_suppression *p = x->p;
    void *memory = NULL;
    TRY(list_members(x, err));
    TRY(gdcs_i_alloc(&memory, x->circuit_count, 1, err));
    char *was = memory;
    for (int64_t v = 0; v < p->system->count; v++)
        x->ways[v] = 0;
    for (int64_t i = 0; i < x->circuit_count; i++)
        count_ways(x, &x->circuits[i], 1);
    for (int64_t v = 0; v < p->system->count; v++)
        p->is_proved[v] = x->ways[v] > 0;
    for (int64_t i = x->count - 1; i >= 0; i--) {
        const int32_t v = x->order[i];
        if (p->state[v] == GDCS_I_UNSAFE || p->state[v] == GDCS_I_OPEN)
            continue;
        for (int64_t k = x->start[v]; k < x->start[v + 1]; k++)
            was[x->member[k]] = (char)x->circuits[x->member[k]].is_kept;
        if (!give_up(x, v))
            take_back(x, v, was);
    }
    free(memory);
    return GDCS_OK;
}

static void hide(struct pattern *x)
{
    gdcs_i_suppression *p = x->p;
    for (int64_t v = 0; v < p->system->count; v++)
        p->state[v] = p->state[v] == GDCS_I_HIDDEN ? GDCS_I_MAY : p->state[v];
    x->cost = 0.0;
    for (int64_t i = 0; i < x->circuit_count; i++)
        for (int64_t k = 0; x->circuits[i].is_kept && k < x->circuits[i].count; k++) {
            const int32_t v = x->circuits[i].variable[k];
            if (p->state[v] != GDCS_I_MAY)
                continue;
            p->state[v] = GDCS_I_HIDDEN;
            x->cost += p->cost[v];
        }
}

/* Only those kept go on to the next round. */
static void forget_others(struct pattern *x)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < x->circuit_count; i++)
        if (x->circuits[i].is_kept)
            x->circuits[kept++] = x->circuits[i];
        else
            free(x->circuits[i].variable);
    x->circuit_count = kept;
    free(x->start);
    free(x->member);
    x->start = NULL;
    x->member = NULL;
}

/* The pattern of the round before stands if this is dearer. */
static gdcs_status go_round(struct pattern *x, gdcs_error *err)
{
    const int64_t carried = x->circuit_count;
    const double before = x->cost;
    memset(x->traffic, 0, (size_t)x->p->system->rows * sizeof *x->traffic);
    TRY(put_in_order(x, err));
    TRY(find_circuits(x, err));
    if (x->round == 0)
        TRY(add_cubes(x, err));
    TRY(choose(x, err));
    hide(x);
    if (x->round > 0 && x->cost > before) {
        for (int64_t i = 0; i < x->circuit_count; i++)
            x->circuits[i].is_kept = i < carried;
        hide(x);
    }
    forget_others(x);
    return GDCS_OK;
}

gdcs_status gdcs_i_suppress_pattern(gdcs_i_suppression *p, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    double before = INFINITY;
    struct pattern x = {.p = p};
    GO(make_room(&x, err));
    for (int64_t v = 0; v < p->system->count; v++)
        x.waiting += p->state[v] == GDCS_I_UNSAFE;
    const int rounds = x.waiting > 0 ? ROUNDS : 0;
    for (x.round = 0; x.round < rounds; x.round++) {
        GO(go_round(&x, err));
        if (x.round % 3 == 2 && x.cost > before * ENOUGH)
            break;
        before = x.round % 3 == 2 ? x.cost : before;
    }
done:
    release(&x);
    return status;
}
