#include "privacy/attack.h"
#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

double gdcs_i_attack_whole(const gdcs_i_attack *a, double x, int side)
{
    const double slack = 1e-6 + 1e-12 * fabs(x);
    if (!a->system->whole || isinf(x))
        return x;
    return (side == GDCS_I_LOW ? ceil(x - slack) : floor(x + slack)) + 0.0; /* -0 is 0 */
}

gdcs_i_enough gdcs_i_attack_ask(const gdcs_i_finding *f, double x)
{
    const double least = 1e-5 + 1e-8 * fabs(x); /* beyond what computing loses */
    return (gdcs_i_enough){fmax(0.0, x - f->below), x + f->above, fmax(f->width, least)};
}

int gdcs_i_attack_is_open(const gdcs_i_attack *a, int64_t v)
{
    return a->bound[GDCS_I_LOW][v] < a->bound[GDCS_I_HIGH][v] &&
           (a->flags[v] & GDCS_I_ATTACK_CONTRADICTED) == 0;
}

int gdcs_i_attack_is_met(const gdcs_i_attack *a, int64_t v, int side)
{
    return !gdcs_i_attack_is_open(a, v) || a->met[side][v];
}

static gdcs_status make_room(gdcs_i_attack *a, gdcs_error *err)
{
    const gdcs_i_system *s = a->system;
    void *memory[10] = {NULL};
    const int64_t n = s->count;
    const int64_t count[] = {n, n, n, n, n, n, n, s->rows, n + 1, n};
    static const size_t size[] = {sizeof(double),       sizeof(double),       1, 1,
                                  sizeof(gdcs_i_proof), sizeof(gdcs_i_proof), 1, 1,
                                  sizeof(int64_t),      sizeof(int32_t)};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 10 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], count[i], size[i], err);
    for (int side = 0; side < 2; side++) {
        a->bound[side] = memory[side];
        a->met[side] = memory[2 + side];
        a->proof[side] = memory[4 + side];
    }
    a->flags = memory[6];
    a->dropped = memory[7];
    a->row_start = memory[8];
    a->group = memory[9];
    return status;
}

/* The rows of each variable: the transpose of the system. */
static gdcs_status transpose(gdcs_i_attack *a, gdcs_error *err)
{
    const gdcs_i_system *s = a->system;
    void *list = NULL, *place = NULL;
    TRY(gdcs_i_alloc(&place, s->count + 1, sizeof(int64_t), err));
    int64_t *at = place;
    const gdcs_status status = gdcs_i_alloc(&list, s->entries, sizeof(int32_t), err);
    a->row_list = list;
    if (status == GDCS_OK) {
        for (int64_t k = 0; k < s->entries; k++)
            a->row_start[s->column[k] + 1]++;
        for (int64_t v = 0; v < s->count; v++)
            a->row_start[v + 1] += a->row_start[v];
        for (int64_t v = 0; v < s->count; v++)
            at[v] = a->row_start[v];
        for (int64_t r = 0; r < s->rows; r++)
            for (int64_t k = s->start[r]; k < s->start[r + 1]; k++)
                a->row_list[at[s->column[k]]++] = (int32_t)r;
    }
    free(place);
    return status;
}

static void start(gdcs_i_attack *a, const char *wanted)
{
    const gdcs_i_system *s = a->system;
    for (int64_t v = 0; v < s->count; v++) {
        const int hidden = s->lower[v] < s->upper[v];
        a->bound[GDCS_I_LOW][v] = s->lower[v];
        a->bound[GDCS_I_HIGH][v] = s->upper[v];
        if (hidden) {
            a->bound[GDCS_I_LOW][v] = gdcs_i_attack_whole(a, s->lower[v], GDCS_I_LOW);
            a->bound[GDCS_I_HIGH][v] = gdcs_i_attack_whole(a, s->upper[v], GDCS_I_HIGH);
        }
        if (a->bound[GDCS_I_LOW][v] > a->bound[GDCS_I_HIGH][v]) { /* no whole number is in it */
            a->bound[GDCS_I_LOW][v] = s->lower[v];
            a->bound[GDCS_I_HIGH][v] = s->upper[v];
        }
        a->proof[GDCS_I_LOW][v].row = a->proof[GDCS_I_HIGH][v].row = -1;
        if (wanted[v])
            a->flags[v] |= GDCS_I_ATTACK_WANTED;
        a->group[v] = (int32_t)v;
    }
}

gdcs_status gdcs_i_attack_new(const gdcs_i_system *system, const char *wanted,
                              const gdcs_i_enough *need, int64_t milliseconds, gdcs_i_attack **out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_attack), err));
    gdcs_i_attack *a = memory;
    a->system = system;
    a->need = need;
    a->milliseconds = milliseconds;
    GO(make_room(a, err));
    GO(transpose(a, err));
    start(a, wanted);
    GO(gdcs_i_attack_propagate(a, err));
    GO(gdcs_i_attack_solve(a, err));
    *out = a;
    a = NULL;
done:
    gdcs_i_attack_free(a);
    return status;
}

void gdcs_i_attack_free(gdcs_i_attack *a)
{
    if (a == NULL)
        return;
    for (int side = 0; side < 2; side++) {
        free(a->bound[side]);
        free(a->met[side]);
        free(a->proof[side]);
    }
    free(a->flags);
    free(a->dropped);
    free(a->row_start);
    free(a->row_list);
    free(a->group);
    free(a->entries);
    free(a);
}
