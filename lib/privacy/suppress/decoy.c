#include "privacy/suppress/decoy.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

/* Of the cheapest cell: enough to prefer protecting two numbers at once, too little to pay for a cell. */
static const double BONUS = 0.75, NUDGE = 0.005;

/* Bits of a distance: sums of some hundreds of them are exact. */
enum { BITS = 44 };

static void scale(gdcs_i_decoys *d)
{
    const gdcs_i_suppression *p = d->p;
    double largest = 0.0, cheapest = INFINITY;
    for (int64_t v = 0; v < p->system->count; v++) {
        if (p->state[v] != GDCS_I_STAYS && isfinite(p->system->lower[v]))
            largest = fmax(largest, p->system->lower[v]);
        if (p->state[v] == GDCS_I_MAY && p->cost[v] > 0.0)
            cheapest = fmin(cheapest, p->cost[v]);
    }
    d->grain = p->system->whole || largest == 0.0 ? 1.0 : ldexp(1.0, ilogb(largest) - BITS);
    d->bonus = isfinite(cheapest) ? BONUS * cheapest : 1.0;
    d->nudge = (isfinite(cheapest) ? NUDGE * cheapest : NUDGE) /
               (p->system->whole ? 1.0 : fmax(largest, d->grain));
}

static void describe(const gdcs_i_suppression *p, int64_t v, gdcs_i_decoy_cell *c)
{
    const double x = p->system->lower[v], slack = 1e-9 * fabs(x);
    const gdcs_i_finding *f = &p->unsafe.finding[v];
    c->fall = p->state[v] == GDCS_I_STAYS ? GDCS_I_HELD : gdcs_i_suppression_fall(p, v);
    c->cost = p->state[v] == GDCS_I_MAY ? p->cost[v] : 0.0;
    c->is_unsafe = p->state[v] == GDCS_I_UNSAFE;
    c->low = -fmin(f->below, x) + slack;
    c->high = f->above - slack;
    c->width = f->width - slack;
}

gdcs_status gdcs_i_decoys_new(const gdcs_i_suppression *p, int32_t count, gdcs_i_decoys *d,
                              gdcs_error *err)
{
    void *memory = NULL;
    *d = (gdcs_i_decoys){.p = p, .count = count};
    d->size = sizeof(gdcs_i_decoy_cell) + (size_t)count * sizeof(double);
    TRY(gdcs_i_alloc(&memory, p->system->count, d->size, err));
    d->cells = memory;
    for (int64_t v = 0; v < p->system->count; v++)
        describe(p, v, gdcs_i_decoys_at(d, v));
    scale(d);
    return GDCS_OK;
}

void gdcs_i_decoys_free(gdcs_i_decoys *d)
{
    free(d->cells);
}

void gdcs_i_decoys_clear(gdcs_i_decoys *d)
{
    for (int64_t v = 0; v < d->p->system->count; v++) {
        gdcs_i_decoy_cell *c = gdcs_i_decoys_at(d, v);
        for (int i = 0; i < d->count; i++)
            c->by[i] = 0.0;
        c->uses = 0;
    }
}

int gdcs_i_decoys_is_met(const gdcs_i_decoys *d, int64_t v)
{
    const gdcs_i_decoy_cell *c = gdcs_i_decoys_at(d, v);
    return gdcs_i_decoys_would_do(d, c, 0, c->by[0]);
}

double gdcs_i_decoys_ask(const gdcs_i_decoys *d, int64_t v, int decoy, int side)
{
    const gdcs_i_finding *f = &d->p->unsafe.finding[v];
    const double fall = gdcs_i_suppression_fall(d->p, v), grain = d->grain,
                 now = gdcs_i_decoys_at(d, v)->by[decoy];
    double low = 0.0, high = 0.0, to;
    for (int i = 0; i < d->count; i++) {
        low = fmin(low, gdcs_i_decoys_at(d, v)->by[i]);
        high = fmax(high, gdcs_i_decoys_at(d, v)->by[i]);
    }
    if (side == 1) {
        to = ceil(fmax(f->above, f->width + low) / grain) * grain;
        return to > high ? to - now : 0.0;
    }
    to = -ceil(fmax(fmin(f->below, fall), f->width - high) / grain) * grain;
    to = fmax(to, -floor(fall / grain) * grain);
    return to < low ? to - now : 0.0;
}

void gdcs_i_decoys_make(gdcs_i_decoys *d, int decoy, const gdcs_i_movement *m, double times)
{
    for (int64_t i = 0; i < m->count; i++) {
        gdcs_i_decoy_cell *c = gdcs_i_decoys_at(d, m->variable[i]);
        const double was = c->by[decoy];
        c->by[decoy] = was + m->factor[i] * times;
        c->uses += (c->by[decoy] != 0.0) - (was != 0.0);
    }
}

/* Does it keep all equations, and is nothing below zero?  sum: by row, 0. */
static int is_decoy(const gdcs_i_decoys *d, int decoy, double *sum)
{
    const gdcs_i_suppression *p = d->p;
    int is = 1;
    for (int64_t v = 0; v < p->system->count; v++) {
        const double by = gdcs_i_decoys_at(d, v)->by[decoy];
        is &= by == 0.0 ||
              (gdcs_i_suppression_is_unknown(p, v) && by >= -gdcs_i_suppression_fall(p, v));
        for (int64_t e = p->start[v]; e < p->start[v + 1]; e++)
            sum[p->row[e]] += p->value[e] * by;
    }
    for (int64_t r = 0; r < p->system->rows; r++) {
        is &= sum[r] == 0.0;
        sum[r] = 0.0;
    }
    return is;
}

static void note(const gdcs_i_decoys *d, gdcs_i_suppression *p, int64_t v)
{
    const double x = p->system->lower[v];
    double low = 0.0, high = 0.0;
    for (int i = 0; i < d->count; i++) {
        low = fmin(low, gdcs_i_decoys_at(d, v)->by[i]);
        high = fmax(high, gdcs_i_decoys_at(d, v)->by[i]);
    }
    p->is_proved[v] |= (char)gdcs_i_finding_is_met(&p->unsafe.finding[v], x, x + low, x + high);
}

gdcs_status gdcs_i_decoys_prove(const gdcs_i_decoys *d, gdcs_i_suppression *p, gdcs_error *err)
{
    void *memory = NULL;
    int are = 1;
    TRY(gdcs_i_alloc(&memory, p->system->rows, sizeof(double), err));
    for (int i = 0; i < d->count; i++)
        are &= is_decoy(d, i, memory);
    free(memory);
    for (int64_t v = 0; v < p->system->count && are; v++)
        if (p->state[v] == GDCS_I_UNSAFE)
            note(d, p, v);
    return GDCS_OK;
}
