/* Unknown quantities are columns of the equations; one can move, and so is not determined, if and only if
   its column depends on those of others that are hidden.  Taking the cheapest columns first, each that
   depends on earlier ones closes a circuit with them.  All may be hidden at first; then, the dearest
   first, each is published that closes a circuit that nobody needs, or none.  One that is needed is hidden and gives its place
   to the dearest other one of its circuit, which closes it from then on. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/dependence.h"
#include "privacy/suppress/circuits.h"

#include <stdlib.h>

enum { NONE = -1 };

struct pattern {
    gdcs_i_suppression *p;
    gdcs_i_circuits circuits;
    int32_t *order; /* variables, as their columns are taken */
    int32_t *place; /* by variable: in the order */
    int64_t count;
    int32_t *traffic; /* by row */
    int32_t *of;      /* by independent column: its variable */
    int64_t waiting;  /* unsafe ones that no circuit protects yet */
};

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

/* What is unknown anyway, what must be hidden, then what may be, the cheapest first. */
static gdcs_status put_in_order(struct pattern *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    void *memory = NULL;
    int64_t n = 0;
    TRY(gdcs_i_alloc(&memory, p->system->count, sizeof(candidate), err));
    candidate *candidates = memory;
    x->count = 0;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_OPEN)
            x->order[x->count++] = (int32_t)v;
        else if (p->state[v] == GDCS_I_MAY)
            candidates[n++] = (candidate){p->cost[v], p->system->lower[v], (int32_t)v, 0};
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_UNSAFE)
            x->order[x->count++] = (int32_t)v;
    qsort(candidates, (size_t)n, sizeof *candidates, by_cost);
    for (int64_t i = 0; i < n; i++)
        x->order[x->count++] = candidates[i].variable;
    free(candidates);
    for (int64_t i = 0; i < x->count; i++) {
        x->place[x->order[i]] = (int32_t)i;
        for (int64_t e = p->start[x->order[i]]; e < p->start[x->order[i] + 1]; e++)
            x->traffic[p->row[e]]++;
    }
    return GDCS_OK;
}

static gdcs_status make_room(struct pattern *x, gdcs_error *err)
{
    const int64_t variables = x->p->system->count, rows = x->p->system->rows;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, variables, sizeof *x->order, err));
    x->order = memory;
    TRY(gdcs_i_alloc(&memory, variables, sizeof *x->place, err));
    x->place = memory;
    TRY(gdcs_i_alloc(&memory, rows, sizeof *x->traffic, err));
    x->traffic = memory;
    TRY(gdcs_i_alloc(&memory, rows, sizeof *x->of, err));
    x->of = memory;
    return gdcs_i_circuits_new(x->p, &x->circuits, err);
}

static void release(struct pattern *x)
{
    free(x->order);
    free(x->place);
    free(x->traffic);
    free(x->of);
    gdcs_i_circuits_free(&x->circuits);
}

/* Does it bring an unsafe number its first circuit?  No other is ever needed, whatever is published. */
static int is_first(const struct pattern *x, int32_t variable, const gdcs_i_combination *as)
{
    const gdcs_i_suppression *p = x->p;
    int is = p->state[variable] == GDCS_I_UNSAFE && x->circuits.ways[variable] == 0;
    for (int32_t i = 0; i < as->count && !is; i++) {
        const int32_t v = x->of[as->of[i]];
        is = p->state[v] == GDCS_I_UNSAFE && x->circuits.ways[v] == 0;
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
    if (!is_first(x, v, &as))
        return GDCS_OK;
    TRY(gdcs_i_circuits_add(&x->circuits, v, x->of, &as, err));
    const gdcs_i_circuit *c = &x->circuits.item[x->circuits.count - 1];
    for (int32_t i = 0; i < c->unsafe; i++)
        x->waiting -= x->circuits.ways[c->variable[i]] == 1;
    return GDCS_OK;
}

/* Until each unsafe number is in a circuit. */
static gdcs_status find_circuits(struct pattern *x, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_dependence *d = NULL;
    TRY(gdcs_i_dependence_new(x->p->system->rows, x->traffic, &d, err));
    for (int64_t i = 0; i < x->count && status == GDCS_OK && x->waiting > 0; i++)
        status = add_column(x, d, i, err);
    gdcs_i_dependence_free(d);
    return status;
}

/* The dearest one of a circuit that could be published yet; -1: none. */
static int32_t find_dearest(const struct pattern *x, const gdcs_i_circuit *c)
{
    int32_t best = NONE;
    for (int32_t i = 0; i < c->count; i++) {
        const int32_t v = c->variable[i];
        if (x->p->state[v] == GDCS_I_MAY && (best == NONE || x->place[v] > x->place[best]))
            best = v;
    }
    return best;
}

/* Hide what closes a circuit, and let the dearest other close it. */
static gdcs_status hide(struct pattern *x, int32_t circuit, gdcs_error *err)
{
    const gdcs_i_circuit *c = &x->circuits.item[circuit];
    x->p->state[c->closes] = GDCS_I_HIDDEN;
    const int32_t v = find_dearest(x, c);
    return v == NONE ? GDCS_OK : gdcs_i_circuits_exchange(&x->circuits, circuit, v, err);
}

/* The dearest first: each that nobody needs is published. */
static gdcs_status publish(struct pattern *x, gdcs_error *err)
{
    for (int64_t i = x->count - 1; i >= 0; i--) {
        const int32_t v = x->order[i], c = x->circuits.closed[v];
        if (x->p->state[v] != GDCS_I_MAY || c == NONE)
            continue;
        if (gdcs_i_circuits_is_needed(&x->circuits, c))
            TRY(hide(x, c, err));
        else
            gdcs_i_circuits_drop(&x->circuits, c);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_suppress_pattern(gdcs_i_suppression *p, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct pattern x = {.p = p};
    GO(make_room(&x, err));
    for (int64_t v = 0; v < p->system->count; v++)
        x.waiting += p->state[v] == GDCS_I_UNSAFE;
    GO(put_in_order(&x, err));
    GO(find_circuits(&x, err));
    GO(publish(&x, err));
done:
    release(&x);
    return status;
}
