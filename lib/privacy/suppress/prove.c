/* A number in a circuit is not determined, but whether a circuit is a movement as far as the rule asks
   depends on the smallest numbers in it.  Each order of the hidden columns gives other circuits. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/rng.h"
#include "privacy/suppress/movement.h"
#include "privacy/suppress/suppression.h"

#include <stdlib.h>

enum { NONE = -1, ORDERS = 12, WORTH = 40 };

struct prove {
    gdcs_i_suppression *p;
    gdcs_i_movement movement;
    int32_t *order;
    int64_t count;
    int32_t *traffic;  /* by row */
    int32_t *of;       /* by independent column: its variable */
    int32_t *variable; /* of a circuit */
    uint32_t *factor;
    int64_t open; /* unsafe numbers that no movement protects yet */
};

static gdcs_status make_room(struct prove *x, gdcs_error *err)
{
    const int64_t n = x->p->system->count, rows = x->p->system->rows;
    void *memory[5] = {NULL};
    const int64_t count[] = {n, rows, rows, rows + 1, rows + 1};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 5 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], count[i], sizeof(int32_t), err);
    x->order = memory[0];
    x->traffic = memory[1];
    x->of = memory[2];
    x->variable = memory[3];
    x->factor = memory[4];
    return status == GDCS_OK ? gdcs_i_movement_new(x->p, rows + 1, &x->movement, err) : status;
}

static void release(struct prove *x)
{
    free(x->order);
    free(x->traffic);
    free(x->of);
    free(x->variable);
    free(x->factor);
    gdcs_i_movement_free(&x->movement);
}

/* As they come, backwards, then shuffled. */
static void put_in_order(struct prove *x, int number)
{
    const gdcs_i_suppression *p = x->p;
    const int64_t n = p->system->count;
    gdcs_i_rng rng = gdcs_i_rng_at(0, (uint64_t)number);
    x->count = 0;
    for (int64_t i = 0; i < n; i++) {
        const int64_t v = number == 1 ? n - 1 - i : i;
        if (!gdcs_i_suppression_is_unknown(p, v))
            continue;
        x->order[x->count++] = (int32_t)v;
        for (int64_t e = p->start[v]; e < p->start[v + 1]; e++)
            x->traffic[p->row[e]]++;
    }
    for (int64_t i = x->count - 1; number > 1 && i > 0; i--) {
        const int64_t k = (int64_t)(gdcs_i_rng_bits(&rng) % (uint64_t)(i + 1));
        const int32_t v = x->order[i];
        x->order[i] = x->order[k];
        x->order[k] = v;
    }
}

static void judge(struct prove *x, int32_t v, const gdcs_i_combination *as)
{
    gdcs_i_suppression *p = x->p;
    x->variable[0] = v;
    x->factor[0] = GDCS_I_PRIME - 1;
    for (int32_t i = 0; i < as->count; i++) {
        x->variable[i + 1] = x->of[as->of[i]];
        x->factor[i + 1] = as->factor[i];
    }
    if (!gdcs_i_movement_read(&x->movement, x->variable, x->factor, as->count + 1))
        return;
    for (int32_t i = 0; i <= as->count; i++) {
        const int32_t u = x->variable[i];
        if (p->state[u] != GDCS_I_UNSAFE || p->is_proved[u] ||
            !gdcs_i_movement_protects(&x->movement, i))
            continue;
        p->is_proved[u] = 1;
        x->open--;
    }
}

static gdcs_status try_order(struct prove *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    gdcs_status status = GDCS_OK;
    gdcs_i_dependence *d = NULL;
    gdcs_i_combination as;
    int32_t k = NONE;
    TRY(gdcs_i_dependence_new(p->system->rows, x->traffic, &d, err));
    for (int64_t i = 0; i < x->count; i++) {
        const int32_t v = x->order[i];
        const int64_t from = p->start[v], to = p->start[v + 1];
        for (int64_t e = from; e < to; e++)
            x->traffic[p->row[e]]--;
        GO(gdcs_i_dependence_add(d, p->row + from, p->value + from, to - from, &k, &as, err));
        if (k >= 0)
            x->of[k] = v;
        else
            judge(x, v, &as);
    }
done:
    gdcs_i_dependence_free(d);
    return status;
}

gdcs_status gdcs_i_suppress_prove(gdcs_i_suppression *p, int is_thorough, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct prove x = {.p = p};
    GO(make_room(&x, err));
    for (int64_t v = 0; v < p->system->count; v++)
        x.open += p->state[v] == GDCS_I_UNSAFE && !p->is_proved[v];
    for (int number = 0; number < (is_thorough ? ORDERS : 2) && x.open > 0; number++) {
        const int64_t before = x.open;
        put_in_order(&x, number);
        GO(try_order(&x, err));
        if (number > 0 && (before - x.open) * WORTH < before)
            break;
    }
done:
    release(&x);
    return status;
}
