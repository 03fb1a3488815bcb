#include "privacy/suppress/circuits.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

enum { NONE = -1 };

gdcs_status gdcs_i_circuits_new(gdcs_i_suppression *p, gdcs_i_circuits *x, gdcs_error *err)
{
    const int64_t n = p->system->count;
    void *memory[5] = {NULL};
    static const size_t size[] = {sizeof(int32_t), sizeof(int32_t), sizeof(gdcs_i_circuits_of),
                                  sizeof(uint32_t), sizeof(int32_t)};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 5 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], n, size[i], err);
    *x = (gdcs_i_circuits){.p = p,
                           .closed = memory[0],
                           .ways = memory[1],
                           .of = memory[2],
                           .work = memory[3],
                           .touched = memory[4]};
    for (int64_t v = 0; v < n && status == GDCS_OK; v++)
        x->closed[v] = NONE;
    return status;
}

static void free_circuit(gdcs_i_circuit *c)
{
    free(c->variable);
    free(c->factor);
    *c = (gdcs_i_circuit){.variable = NULL};
}

void gdcs_i_circuits_free(gdcs_i_circuits *x)
{
    for (int64_t i = 0; i < x->count; i++)
        free_circuit(&x->item[i]);
    for (int64_t i = 0; i < x->made_count; i++)
        free_circuit(&x->made[i]);
    for (int64_t v = 0; x->of != NULL && v < x->p->system->count; v++)
        free(x->of[v].circuit);
    free(x->item);
    free(x->closed);
    free(x->ways);
    free(x->of);
    free(x->work);
    free(x->touched);
    free(x->made);
    free(x->changed);
}

static gdcs_status enter(gdcs_i_circuits *x, int32_t variable, int32_t circuit, gdcs_error *err)
{
    gdcs_i_circuits_of *of = &x->of[variable];
    void *memory = of->circuit;
    if (x->p->state[variable] != GDCS_I_MAY)
        return GDCS_OK;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &of->room, of->count + 1, sizeof *of->circuit, err);
    of->circuit = memory;
    if (status == GDCS_OK)
        of->circuit[of->count++] = circuit;
    return status;
}

/* Unsafe variables in front. */
static void put_unsafe_first(const gdcs_i_suppression *p, gdcs_i_circuit *c)
{
    for (int32_t i = 0; i < c->count; i++) {
        const int32_t v = c->variable[i], front = c->unsafe;
        const uint32_t f = c->factor[i];
        if (p->state[v] != GDCS_I_UNSAFE)
            continue;
        c->variable[i] = c->variable[front];
        c->factor[i] = c->factor[front];
        c->variable[front] = v;
        c->factor[front] = f;
        c->unsafe++;
    }
}

static gdcs_status make(int64_t most, gdcs_i_circuit *out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, most, sizeof *out->variable, err));
    out->variable = memory;
    TRY(gdcs_i_alloc(&memory, most, sizeof *out->factor, err));
    out->factor = memory;
    return GDCS_OK;
}

static void put(gdcs_i_circuit *c, int32_t variable, uint32_t factor)
{
    c->variable[c->count] = variable;
    c->factor[c->count++] = factor;
}

static void count_ways(gdcs_i_circuits *x, const gdcs_i_circuit *c, int32_t by)
{
    for (int32_t i = 0; i < c->unsafe; i++)
        x->ways[c->variable[i]] += by;
}

gdcs_status gdcs_i_circuits_add(gdcs_i_circuits *x, int32_t variable, const int32_t *of,
                                const gdcs_i_combination *as, gdcs_error *err)
{
    void *memory = x->item;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &x->room, x->count + 1, sizeof *x->item, err);
    x->item = memory;
    TRY(status);
    const int32_t number = (int32_t)x->count;
    gdcs_i_circuit *c = &x->item[x->count++];
    TRY(make((int64_t)as->count + 1, c, err));
    put(c, variable, GDCS_I_PRIME - 1);
    for (int32_t i = 0; i < as->count; i++)
        put(c, of[as->of[i]], as->factor[i]);
    put_unsafe_first(x->p, c);
    c->closes = variable;
    x->closed[variable] = number;
    count_ways(x, c, 1);
    for (int32_t i = 0; i < c->count; i++)
        TRY(enter(x, c->variable[i], number, err));
    return GDCS_OK;
}

int gdcs_i_circuits_is_needed(const gdcs_i_circuits *x, int32_t circuit)
{
    const gdcs_i_circuit *c = &x->item[circuit];
    for (int32_t i = 0; i < c->unsafe; i++)
        if (x->ways[c->variable[i]] == 1)
            return 1;
    return 0;
}

void gdcs_i_circuits_drop(gdcs_i_circuits *x, int32_t circuit)
{
    gdcs_i_circuit *c = &x->item[circuit];
    count_ways(x, c, -1);
    x->closed[c->closes] = NONE;
    free_circuit(c);
}

static uint32_t factor_of(const gdcs_i_circuit *c, int32_t variable)
{
    for (int32_t i = 0; i < c->count; i++)
        if (c->variable[i] == variable)
            return c->factor[i];
    return 0;
}

static void scatter(gdcs_i_circuits *x, const gdcs_i_circuit *c, int is_there)
{
    for (int32_t i = 0; i < c->count; i++)
        x->work[c->variable[i]] = is_there ? c->factor[i] : 0;
}

/* old less `times` of `less`. */
static gdcs_status subtract(gdcs_i_circuits *x, const gdcs_i_circuit *old,
                            const gdcs_i_circuit *less, uint32_t times, gdcs_i_circuit *out,
                            gdcs_error *err)
{
    TRY(make((int64_t)old->count + less->count, out, err));
    const uint64_t minus = GDCS_I_PRIME - times;
    scatter(x, old, 1);
    for (int32_t i = 0; i < less->count; i++) {
        const int32_t v = less->variable[i];
        const uint32_t was = x->work[v];
        const uint32_t f = gdcs_i_prime_reduce(was + minus * less->factor[i]);
        x->work[v] = f;
        if (was == 0 && f != 0)
            put(out, v, f);
    }
    for (int32_t i = 0; i < old->count; i++)
        if (x->work[old->variable[i]] != 0)
            put(out, old->variable[i], x->work[old->variable[i]]);
    scatter(x, old, 0);
    scatter(x, less, 0);
    out->closes = old->closes;
    put_unsafe_first(x->p, out);
    return GDCS_OK;
}

static gdcs_status keep_made(gdcs_i_circuits *x, int32_t circuit, uint32_t times,
                             const gdcs_i_circuit *less, gdcs_error *err)
{
    void *made = x->made, *changed = x->changed;
    gdcs_status status =
        gdcs_i_reserve(&made, &x->made_room, x->made_count + 1, sizeof *x->made, err);
    x->made = made;
    TRY(status);
    status = gdcs_i_reserve(&changed, &x->changed_room, x->made_count + 1, sizeof *x->changed, err);
    x->changed = changed;
    TRY(status);
    gdcs_i_circuit *out = &x->made[x->made_count];
    *out = (gdcs_i_circuit){.variable = NULL};
    x->changed[x->made_count++] = circuit;
    return subtract(x, &x->item[circuit], less, times, out, err);
}

/* All others with the variable, as they would be without it. */
static gdcs_status make_others(gdcs_i_circuits *x, int32_t circuit, int32_t variable,
                               gdcs_error *err)
{
    gdcs_i_circuits_of *of = &x->of[variable];
    const gdcs_i_circuit *less = &x->item[circuit];
    const uint32_t inverse = gdcs_i_prime_inverse(factor_of(less, variable));
    int64_t left = 0;
    x->made_count = 0;
    x->exchanges++;
    for (int64_t k = 0; k < of->count; k++) {
        gdcs_i_circuit *other = &x->item[of->circuit[k]];
        if (other->variable == NULL || other->met == x->exchanges)
            continue;
        other->met = x->exchanges;
        const uint32_t f = factor_of(other, variable);
        if (f == 0)
            continue;
        of->circuit[left++] = of->circuit[k];
        if (other != less)
            TRY(keep_made(x, of->circuit[k], gdcs_i_prime_times(f, inverse), less, err));
    }
    of->count = left;
    return GDCS_OK;
}

/* Those that subtracting brought into others know of it. */
static gdcs_status enter_new(gdcs_i_circuits *x, const gdcs_i_circuit *less, int64_t i,
                             gdcs_error *err)
{
    const gdcs_i_circuit *old = &x->item[x->changed[i]];
    gdcs_status status = GDCS_OK;
    scatter(x, old, 1);
    for (int32_t k = 0; k < less->count && status == GDCS_OK; k++)
        if (x->work[less->variable[k]] == 0)
            status = enter(x, less->variable[k], x->changed[i], err);
    scatter(x, old, 0);
    return status;
}

/* What was made takes the places of what it was made of. */
static gdcs_status replace(gdcs_i_circuits *x, const gdcs_i_circuit *less, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    for (int64_t i = 0; i < x->made_count; i++) {
        gdcs_i_circuit *old = &x->item[x->changed[i]];
        if (status == GDCS_OK)
            status = enter_new(x, less, i, err);
        count_ways(x, old, -1);
        count_ways(x, &x->made[i], 1);
        free_circuit(old);
        *old = x->made[i];
    }
    x->made_count = 0;
    return status;
}

gdcs_status gdcs_i_circuits_exchange(gdcs_i_circuits *x, int32_t circuit, int32_t variable,
                                     gdcs_error *err)
{
    gdcs_i_circuit *less = &x->item[circuit];
    TRY(make_others(x, circuit, variable, err));
    TRY(replace(x, less, err));
    x->closed[less->closes] = NONE;
    less->closes = variable;
    x->closed[variable] = circuit;
    return GDCS_OK;
}
