#include "privacy/suppress/suppression.h"
#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

enum { LARGE = 20000 };

int gdcs_i_suppression_is_unknown(const gdcs_i_suppression *p, int64_t v)
{
    return p->state[v] == GDCS_I_OPEN || p->state[v] == GDCS_I_UNSAFE ||
           p->state[v] == GDCS_I_HIDDEN;
}

int gdcs_i_suppression_is_large(const gdcs_i_suppression *p)
{
    int64_t unknown = 0;
    for (int64_t v = 0; v < p->system->count; v++)
        unknown += gdcs_i_suppression_is_unknown(p, v);
    return unknown > LARGE;
}

double gdcs_i_suppression_fall(const gdcs_i_suppression *p, int64_t v)
{
    return p->state[v] == GDCS_I_OPEN ? p->least[v] : p->system->lower[v] - p->part[v];
}

static void judge_states(gdcs_i_suppression *p, int32_t own)
{
    const gdcs_i_system *s = p->system;
    for (int64_t v = 0; v < s->count; v++) {
        const int is_exact = s->lower[v] == s->upper[v];
        if ((s->flags[v] & GDCS_I_PUBLISHED) == 0)
            p->state[v] = is_exact ? GDCS_I_STAYS : GDCS_I_OPEN;
        else if (!is_exact || s->table[v] >= own)
            p->state[v] = GDCS_I_STAYS;
        else if (p->unsafe.finding[v].why != 0)
            p->state[v] = GDCS_I_UNSAFE;
        else /* that nobody is there is known, where it is not unsafe */
            p->state[v] = s->lower[v] > 0.0 ? GDCS_I_MAY : GDCS_I_STAYS;
    }
}

static gdcs_status price(gdcs_i_suppression *p, const gdcs_suppress_options *o, gdcs_error *err)
{
    const gdcs_i_system *s = p->system;
    for (int64_t v = 0; v < s->count; v++) {
        const double x = s->lower[v];
        double cost = x;
        if (o->cost == GDCS_SUPPRESS_COST_CELLS)
            cost = 1.0;
        else if (o->cost == GDCS_SUPPRESS_COST_LOG)
            cost = log1p(x);
        if (o->costs != NULL && p->state[v] == GDCS_I_MAY) {
            TRY(gdcs_i_system_look_up(s, o->costs, gdcs_i_system_nodes(s, v), &cost, err));
            if (!(cost >= 0.0 && cost <= 1e15))
                return gdcs_i_fail(err, GDCS_E_VALUE, "costs", "a cost is not between 0 and 1e15");
        }
        p->cost[v] = cost;
    }
    return GDCS_OK;
}

/* The equations by column, without what others know. */
static gdcs_status turn(gdcs_i_suppression *p, gdcs_error *err)
{
    const gdcs_i_system *s = p->system;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, s->count + 1, sizeof *p->start, err));
    p->start = memory;
    TRY(gdcs_i_alloc(&memory, s->entries, sizeof *p->row, err));
    p->row = memory;
    TRY(gdcs_i_alloc(&memory, s->entries, sizeof *p->value, err));
    p->value = memory;
    for (int64_t e = 0; e < s->entries; e++)
        p->start[s->column[e] + 1] += p->state[s->column[e]] != GDCS_I_STAYS;
    for (int64_t v = 0; v < s->count; v++)
        p->start[v + 1] += p->start[v];
    for (int64_t r = 0; r < s->rows; r++)
        for (int64_t e = s->start[r]; e < s->start[r + 1]; e++) {
            const int32_t v = s->column[e];
            if (p->state[v] == GDCS_I_STAYS)
                continue;
            const int64_t at = p->start[v]++;
            p->row[at] = (int32_t)r;
            p->value[at] = (int8_t)s->value[e];
        }
    for (int64_t v = s->count; v > 0; v--)
        p->start[v] = p->start[v - 1];
    p->start[0] = 0;
    return GDCS_OK;
}

gdcs_status gdcs_i_suppression_new(gdcs_i_suppression *p, int32_t own,
                                   const gdcs_suppress_options *o, gdcs_error *err)
{
    const gdcs_i_system *s = p->system;
    void *memory = NULL;
    TRY(gdcs_i_suppression_agree(p, own, err));
    TRY(gdcs_i_unsafe_find(s, &p->rule, o->contributions, &p->unsafe, err));
    TRY(gdcs_i_alloc(&memory, s->count, 1, err));
    p->state = memory;
    TRY(gdcs_i_alloc(&memory, s->count, 1, err));
    p->is_proved = memory;
    TRY(gdcs_i_alloc(&memory, s->count, sizeof *p->cost, err));
    p->cost = memory;
    TRY(gdcs_i_alloc(&memory, s->count, sizeof *p->least, err));
    p->least = memory;
    TRY(gdcs_i_alloc(&memory, s->count, sizeof *p->part, err));
    p->part = memory;
    p->milliseconds = o->milliseconds;
    p->bound = NAN;
    judge_states(p, own);
    TRY(gdcs_i_suppression_know(p, own, err));
    TRY(price(p, o, err));
    return turn(p, err);
}

void gdcs_i_suppression_free(gdcs_i_suppression *p)
{
    gdcs_i_unsafe_free(&p->unsafe);
    free(p->state);
    free(p->is_proved);
    free(p->cost);
    free(p->least);
    free(p->part);
    free(p->start);
    free(p->row);
    free(p->value);
    gdcs_i_system_free(p->system);
}

void gdcs_i_suppression_place(const gdcs_i_suppression *p, int64_t v, char place[GDCS_I_PLACE_SIZE])
{
    const int32_t *nodes = gdcs_i_system_nodes(p->system, v);
    size_t used = 0;
    place[0] = '\0';
    for (int32_t a = 0; a < p->system->width && used < GDCS_I_PLACE_SIZE - 1; a++) {
        const int made =
            snprintf(place + used, GDCS_I_PLACE_SIZE - used, "%s%.24s %.24s", a > 0 ? ", " : "",
                     p->system->axes[a].name, gdcs_i_system_label(p->system, a, nodes[a]));
        used += made > 0 ? (size_t)made : 0;
    }
}

gdcs_status gdcs_i_suppress_refuse(const gdcs_i_suppression *p, int64_t v, gdcs_error *err)
{
    char place[GDCS_I_PLACE_SIZE];
    gdcs_i_suppression_place(p, v, place);
    if (p->unsettled)
        return gdcs_i_fail(
            err, GDCS_E_LIMIT, "milliseconds",
            "%lld milliseconds are not enough to say whether the cell (%.150s) is protected",
            (long long)p->milliseconds, place);
    return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "rule",
                       "the cell (%.150s) cannot be protected by hiding others", place);
}
