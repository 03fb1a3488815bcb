#include "core/fail.h"
#include "core/memory.h"
#include "privacy/attack.h"

#include <stdlib.h>

/* Bounds still to be explained, breadth first: what is near the variable is named first. */
struct trail {
    int64_t *bound; /* 2 x variable + side */
    int64_t head, count, room;
    int32_t *rows;
    int32_t most;
    int32_t found;
    int64_t *seen; /* bounds and rows already on the trail, sorted by hash: open addressing */
    int64_t seen_room;
};

enum { LIMIT = 512 }; /* bounds and rows looked at: beyond it nobody reads on */

/* Is this new?  Bounds are kept as they are, rows as -(row + 1); 0 is free, so all are moved by one. */
static int is_new(struct trail *t, int64_t what)
{
    const int64_t key = what >= 0 ? what + 1 : what;
    int64_t at = (int64_t)((uint64_t)key * UINT64_C(0x9E3779B97F4A7C15) % (uint64_t)t->seen_room);
    while (t->seen[at] != 0) {
        if (t->seen[at] == key)
            return 0;
        at = (at + 1) % t->seen_room;
    }
    t->seen[at] = key;
    return 1;
}

static void follow(struct trail *t, int64_t v, int side)
{
    const int64_t bound = 2 * v + side;
    if (t->count < t->room && is_new(t, bound))
        t->bound[t->count++] = bound;
}

static void name_row(struct trail *t, int32_t row)
{
    if (t->found >= LIMIT || !is_new(t, -(int64_t)row - 1))
        return;
    if (t->found < t->most)
        t->rows[t->found] = row;
    t->found++;
}

/* The row, and the bounds of the other variables in it that the bound rests on. */
static void follow_row(const gdcs_i_attack *a, struct trail *t, int64_t v, int side, int32_t row)
{
    const gdcs_i_system *s = a->system;
    double own = 0.0;
    name_row(t, row);
    for (int64_t k = s->start[row]; k < s->start[row + 1]; k++)
        if (s->column[k] == v)
            own = s->value[k];
    for (int64_t k = s->start[row]; k < s->start[row + 1]; k++) {
        const int32_t u = s->column[k];
        const int needs = (own > 0.0) == (s->value[k] > 0.0) ? 1 - side : side;
        if (u != v && s->lower[u] < s->upper[u])
            follow(t, u, needs);
    }
}

static void step(const gdcs_i_attack *a, struct trail *t, int64_t bound)
{
    const int64_t v = bound / 2;
    const int side = (int)(bound % 2);
    const gdcs_i_proof *proof = &a->proof[side][v];
    if (proof->row >= 0)
        follow_row(a, t, v, side, proof->row);
    for (int32_t i = 0; i < proof->count; i++) {
        const int32_t entry = a->entries[proof->start + i];
        if (entry >= 0)
            name_row(t, entry);
        else
            follow(t, (-(int64_t)entry - 1) / 2, (int)((-(int64_t)entry - 1) % 2));
    }
}

gdcs_status gdcs_i_attack_explain(const gdcs_i_attack *a, int64_t variable, int32_t *rows,
                                  int32_t most, int32_t *count, gdcs_error *err)
{
    void *bound = NULL, *seen = NULL;
    struct trail t = {.room = LIMIT, .rows = rows, .most = most, .seen_room = 4 * LIMIT + 1};
    gdcs_status status = gdcs_i_alloc(&bound, LIMIT, sizeof(int64_t), err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&seen, t.seen_room, sizeof(int64_t), err);
    if (status == GDCS_OK) {
        t.bound = bound;
        t.seen = seen;
        follow(&t, variable, GDCS_I_LOW);
        follow(&t, variable, GDCS_I_HIGH);
        while (t.head < t.count)
            step(a, &t, t.bound[t.head++]);
        *count = t.found;
    }
    free(bound);
    free(seen);
    return status;
}
