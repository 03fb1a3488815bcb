#include "privacy/suppress/cube.h"

#include <math.h>
#include <string.h>

enum { MOST_AXES = 10, SWEEPS = 4, STARTS = 12, NONE = -1 };

/* What a corner that is not there, or too small to fall, costs: more than any that is. */
static const double MISSING = 1e30;

struct cube {
    const gdcs_i_suppression *p;
    int32_t axes; /* on which there is a partner */
    int32_t axis[MOST_AXES];
    int32_t own[GDCS_I_AXES]; /* nodes */
    int32_t partner[MOST_AXES];
    double need; /* how far the corners move */
};

/* The next node that can be a partner on an axis, after `last`; NONE: first, or no more. */
static int32_t next_partner(const struct cube *c, int32_t axis, int32_t last)
{
    const gdcs_i_system_axis *a = &c->p->system->axes[axis];
    const int32_t own = c->own[axis], parent = own == 0 ? NONE : a->parent[own];
    if (own == 0) /* a sum: its parts */
        return last == NONE ? a->first[0] : a->next[last];
    if (last == NONE && parent == 0)
        return 0;
    int32_t n = parent < 0 ? NONE : last <= 0 ? a->first[parent] : a->next[last];
    return n == own ? a->next[n] : n;
}

/* Does a partner move with its own label? */
static int moves_with(const struct cube *c, int32_t k)
{
    return c->own[c->axis[k]] == 0 || c->partner[k] == 0;
}

/* The variable in a corner, bit k set where it has the partner on axis k, and its direction. */
static int64_t corner(const struct cube *c, unsigned bits, double *direction)
{
    int32_t nodes[GDCS_I_AXES];
    memcpy(nodes, c->own, sizeof nodes);
    *direction = 1.0;
    for (int32_t k = 0; k < c->axes; k++) {
        if ((bits >> k & 1) == 0)
            continue;
        nodes[c->axis[k]] = c->partner[k];
        if (!moves_with(c, k))
            *direction = -*direction;
    }
    return gdcs_i_system_at(c->p->system, nodes);
}

static double price_of(const struct cube *c, int64_t v, double direction)
{
    const gdcs_i_suppression *p = c->p;
    if (v < 0 || p->state[v] == GDCS_I_STAYS ||
        (direction < 0.0 && gdcs_i_suppression_fall(p, v) < c->need))
        return MISSING;
    return p->state[v] == GDCS_I_MAY ? p->cost[v] : 0.0;
}

static double price(const struct cube *c)
{
    double sum = 0.0, direction = 1.0;
    for (unsigned bits = 1; bits < 1u << c->axes; bits++) {
        const int64_t v = corner(c, bits, &direction);
        sum += price_of(c, v, direction);
    }
    return sum;
}

/* The best partner on one axis, those on the others staying. */
static double improve(struct cube *c, int32_t k, double best)
{
    int32_t chosen = c->partner[k];
    for (int32_t n = next_partner(c, c->axis[k], NONE); n != NONE;
         n = next_partner(c, c->axis[k], n)) {
        c->partner[k] = n;
        const double sum = price(c);
        if (sum < best) {
            best = sum;
            chosen = n;
        }
    }
    c->partner[k] = chosen;
    return best;
}

static int open_cube(struct cube *c, int32_t variable)
{
    const gdcs_i_system *s = c->p->system;
    const gdcs_i_finding *f = &c->p->unsafe.finding[variable];
    memcpy(c->own, gdcs_i_system_nodes(s, variable), (size_t)s->width * sizeof *c->own);
    c->need = fmax(1.0, fmax(f->width, f->above + f->below));
    for (int32_t a = 0; a < s->width; a++) {
        const int32_t n = next_partner(c, a, NONE);
        if (n == NONE)
            continue;
        if (c->axes == MOST_AXES)
            return 0;
        c->axis[c->axes] = a;
        c->partner[c->axes++] = n;
    }
    return c->axes > 0;
}

static void fill(const struct cube *c, gdcs_i_movement *out)
{
    out->count = 0;
    for (unsigned bits = 0; bits < 1u << c->axes; bits++) {
        double direction = 1.0;
        out->variable[out->count] = (int32_t)corner(c, bits, &direction);
        out->factor[out->count++] = direction;
    }
}

/* Other partners on every axis to begin with: going from one axis to the next may end nowhere. */
static void start_at(struct cube *c, int number)
{
    for (int32_t k = 0; k < c->axes; k++) {
        int32_t n = next_partner(c, c->axis[k], NONE);
        for (int i = 0; i < number; i++) {
            n = next_partner(c, c->axis[k], n);
            n = n == NONE ? next_partner(c, c->axis[k], NONE) : n;
        }
        c->partner[k] = n;
    }
}

static double descend(struct cube *c)
{
    double best = price(c), before = INFINITY;
    for (int sweep = 0; sweep < SWEEPS && best < before; sweep++) {
        before = best;
        for (int32_t k = 0; k < c->axes; k++)
            best = improve(c, k, best);
    }
    return best;
}

int gdcs_i_cube_find(const gdcs_i_suppression *p, int32_t variable, gdcs_i_movement *out)
{
    struct cube c = {.p = p};
    if (!open_cube(&c, variable))
        return 0;
    double best = descend(&c);
    for (int number = 1; number < STARTS && best >= MISSING; number++) {
        start_at(&c, number);
        best = descend(&c);
    }
    if (best >= MISSING)
        return 0;
    fill(&c, out);
    return gdcs_i_movement_settle(out) && gdcs_i_movement_protects(out, 0);
}
