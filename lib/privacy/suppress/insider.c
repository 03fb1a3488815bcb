#include "privacy/suppress/insider.h"
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Who is kept from an unsafe number. */
enum {
    NOBODY = 0,
    OUTSIDE = 1, /* the largest in cells that are no part of it, and who is in none */
    ALL = 2      /* who is alone excepted */
};

static int is_alone(const gdcs_i_insiders *x, int64_t v)
{
    return x->p->unsafe.finding[v].is_alone;
}

static int is_unsafe(const gdcs_i_insiders *x, int64_t v)
{
    return x->p->state[v] == GDCS_I_UNSAFE;
}

static gdcs_status make_room(gdcs_i_insiders *x, gdcs_error *err)
{
    const int64_t n = x->p->system->count;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof *x->part, err));
    x->part = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *x->below, err));
    x->below = memory;
    TRY(gdcs_i_alloc(&memory, n, 1, err));
    x->done = memory;
    TRY(gdcs_i_alloc(&memory, n, 1, err));
    x->put_off = memory;
    TRY(gdcs_i_alloc(&memory, n, 1, err));
    x->kept_out = memory;
    return GDCS_OK;
}

/* What the largest knows to be in a number besides what all know. */
static double part_of(const gdcs_i_insiders *x, int64_t v, int from_one)
{
    const gdcs_i_system *s = x->p->system;
    const double own = x->p->unsafe.finding[v].own;
    const int is_hideable = x->p->state[v] == GDCS_I_MAY || x->p->state[v] == GDCS_I_UNSAFE;
    if (!is_hideable || is_alone(x, v) || x->level != GDCS_AUDIT_INSIDERS_LARGEST)
        return 0.0;
    return fmax(0.0, fmin((s->whole ? ceil(own) : own) - from_one, s->lower[v]));
}

gdcs_status gdcs_i_insiders_new(gdcs_i_suppression *p, int32_t level, const char *from_one,
                                gdcs_i_insiders *x, gdcs_error *err)
{
    *x = (gdcs_i_insiders){.p = p, .level = level};
    TRY(make_room(x, err));
    for (int64_t v = 0; v < p->system->count; v++) {
        gdcs_i_finding *f = &p->unsafe.finding[v];
        x->part[v] = p->part[v] = part_of(x, v, from_one[v]);
        x->has_parts |= x->part[v] > 0.0;
        x->below[v] = f->below;
        if (x->part[v] > 0.0)
            f->below = fmin(f->below, p->system->lower[v] - x->part[v]);
    }
    if (x->has_parts)
        p->put_off = x->put_off;
    return GDCS_OK;
}

void gdcs_i_insiders_free(gdcs_i_insiders *x)
{
    x->p->put_off = NULL;
    free(x->part);
    free(x->below);
    free(x->done);
    free(x->put_off);
    free(x->kept_out);
}

/* Protect those that are not proved. */
static gdcs_status repair(const gdcs_i_insiders *x, gdcs_error *err)
{
    int64_t open = 0;
    for (int64_t v = 0; v < x->p->system->count; v++)
        open += is_unsafe(x, v) && !x->p->is_proved[v];
    if (open == 0)
        return GDCS_OK;
    TRY(gdcs_i_suppress_prove(x->p, 0, err));
    return gdcs_i_suppress_repair(x->p, err);
}

static void judge_done(gdcs_i_insiders *x)
{
    gdcs_i_suppression *p = x->p;
    for (int64_t v = 0; v < p->system->count; v++) {
        const int is_whole = p->unsafe.finding[v].below == x->below[v];
        x->done[v] = is_whole && !x->put_off[v] ? ALL : NOBODY;
        p->unsafe.finding[v].below = x->below[v];
    }
}

/* A number that is to fall below the largest part in it, from all who are not in it. */
static gdcs_status protect_one(gdcs_i_insiders *x, int64_t v, gdcs_error *err)
{
    gdcs_i_suppression *p = x->p;
    for (int64_t other = 0; other < p->system->count; other++) {
        p->is_proved[other] = other != v;
        p->part[other] = gdcs_i_system_contains(p->system, v, other) ? 0.0 : x->part[other];
    }
    x->put_off[v] = 0;
    TRY(repair(x, err));
    x->done[v] = x->put_off[v] ? NOBODY : OUTSIDE;
    return GDCS_OK;
}

/* Those that are not protected from all at once. */
static gdcs_status protect_rest(gdcs_i_insiders *x, gdcs_error *err)
{
    gdcs_i_suppression *p = x->p;
    judge_done(x);
    for (int64_t v = 0; v < p->system->count; v++)
        if (is_unsafe(x, v) && x->done[v] == NOBODY)
            TRY(protect_one(x, v, err));
    p->put_off = NULL;
    for (int64_t v = 0; v < p->system->count; v++) {
        p->is_proved[v] = x->done[v] != NOBODY;
        p->part[v] = 0.0;
    }
    return repair(x, err);
}

/* A number that counts the insider need not be able to be less than its own part, for the insider. */
static void ask(gdcs_i_insiders *x, int64_t insider, int64_t v)
{
    gdcs_i_suppression *p = x->p;
    const double rest = fmax(0.0, p->system->lower[v] - p->unsafe.finding[insider].own);
    const int is_in_it = gdcs_i_system_contains(p->system, v, insider);
    p->unsafe.finding[v].below = is_in_it ? fmin(x->below[v], rest) : x->below[v];
    if (is_alone(x, insider))
        p->is_proved[v] = (char)gdcs_i_shields_is_own(p, insider, v);
    else
        p->is_proved[v] = v == insider || x->done[v] == ALL || (x->done[v] == OUTSIDE && !is_in_it);
}

static void ask_all(gdcs_i_insiders *x, int64_t insider)
{
    for (int64_t v = 0; v < x->p->system->count; v++)
        if (is_unsafe(x, v))
            ask(x, insider, v);
}

/* Of one who is alone, what no cube settles; 0: it settles all. */
static int ask_doubts(gdcs_i_insiders *x, const gdcs_i_shields *s, int64_t insider)
{
    const int64_t from = s->start[insider], to = s->start[insider + 1];
    if (from == to && s->bare_count == 0)
        return 0;
    for (int64_t v = 0; v < x->p->system->count; v++)
        x->p->is_proved[v] = 1;
    for (int64_t i = from; i < to; i++)
        ask(x, insider, s->number[i]);
    for (int64_t i = 0; i < s->bare_count; i++)
        ask(x, insider, s->bare[i]);
    return 1;
}

static void forget(gdcs_i_insiders *x)
{
    for (int64_t v = 0; v < x->p->system->count; v++)
        x->p->unsafe.finding[v].below = x->below[v];
}

/* The unsafe numbers against the one in one cell. */
static gdcs_status protect_from(gdcs_i_insiders *x, const gdcs_i_shields *s, int64_t insider,
                                gdcs_error *err)
{
    gdcs_i_suppression *p = x->p;
    const char was = p->state[insider];
    if (is_alone(x, insider) && !ask_doubts(x, s, insider))
        return GDCS_OK;
    if (is_alone(x, insider))
        p->state[insider] = GDCS_I_STAYS;
    else
        ask_all(x, insider);
    p->part[insider] = x->part[insider];
    const gdcs_status status = repair(x, err);
    p->state[insider] = was;
    p->part[insider] = 0.0;
    forget(x);
    return status;
}

static int is_insider(const gdcs_i_insiders *x, int64_t v)
{
    return (is_unsafe(x, v) || x->p->state[v] == GDCS_I_HIDDEN) &&
           (is_alone(x, v) || x->part[v] > 0.0);
}

static int is_late(const gdcs_i_insiders *x)
{
    return x->deadline < INFINITY && gdcs_i_lp_milliseconds() > x->deadline;
}

/* Each by itself, as far as cubes do not show already that they cannot.  Out of time more is hidden, so that
   cubes show it of nearly all; *is_done: it is not. */
static gdcs_status protect_from_each(gdcs_i_insiders *x, int *is_done, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_shields s;
    const int is_hasty = is_late(x);
    x->p->stopped |= is_hasty;
    *is_done = 1;
    GO(gdcs_i_shields_new(x->p, is_hasty, &s, err));
    for (int64_t v = 0; v < x->p->system->count && *is_done; v++) {
        if (!is_insider(x, v) || x->kept_out[v])
            continue;
        GO(protect_from(x, &s, v, err));
        x->kept_out[v] = 1;
        *is_done = is_hasty || !is_late(x);
    }
done:
    gdcs_i_shields_free(&s);
    return status;
}

gdcs_status gdcs_i_insiders_protect_from(gdcs_i_insiders *x, gdcs_error *err)
{
    const double limit = (double)x->p->milliseconds;
    int64_t before = -1;
    int is_done = 1;
    x->deadline = limit > 0.0 ? gdcs_i_lp_milliseconds() + limit : INFINITY;
    if (x->has_parts)
        TRY(protect_rest(x, err));
    while (x->level != GDCS_AUDIT_INSIDERS_NONE && (!is_done || before != x->p->repairs)) {
        before = x->p->repairs; /* what is hidden for one may be another's own */
        TRY(protect_from_each(x, &is_done, err));
    }
    return GDCS_OK;
}
