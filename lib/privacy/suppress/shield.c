#include "privacy/suppress/shield.h"
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/suppress/cube.h"

#include <stdlib.h>

enum { NONE = -1, STEPS = 4 };

struct search {
    gdcs_i_suppression *p;
    gdcs_i_decoys decoys; /* all true */
    gdcs_i_cubes *cubes;
    int32_t *insiders; /* in doubt, by unsafe number */
    int64_t count;
    int64_t room;
    int64_t *at;   /* by variable: of insiders */
    int32_t *left; /* how many; NONE: no way was found */
    int32_t *met;  /* who is alone in a cell that moves in the last cubes */
    int32_t met_count;
    int32_t *shown; /* published, and moving in them */
    int32_t shown_count;
    int may_hide; /* what is published may be hidden for a cube */
    double low;   /* how far the number moves in it */
    double high;
};

/* In what is hidden, or is to be. */
static int is_insider(const gdcs_i_suppression *p, int64_t v)
{
    return p->state[v] >= GDCS_I_MAY && p->unsafe.finding[v].is_alone;
}

int gdcs_i_shields_is_own(const gdcs_i_suppression *p, int64_t insider, int64_t v)
{
    return p->unsafe.finding[v].is_alone && (gdcs_i_system_contains(p->system, v, insider) ||
                                             gdcs_i_system_contains(p->system, insider, v));
}

/* How far a number may have to move for its interval to be wide enough, in the order of trying. */
static void list_steps(const struct search *x, int64_t v, double steps[STEPS])
{
    const gdcs_i_finding *f = &x->p->unsafe.finding[v];
    const double grain = x->decoys.grain, fall = gdcs_i_suppression_fall(x->p, v);
    const double below = fmin(f->below, fall);
    steps[0] = ceil(fmax(f->width, f->above + below) / grain) * grain;
    steps[1] = -fmin(ceil(fmax(f->width, below) / grain) * grain, floor(fall / grain) * grain);
    steps[2] = ceil(fmax(f->above, f->width + steps[1]) / grain) * grain;
    steps[3] = -ceil(below / grain) * grain;
}

static void add(int32_t *list, int32_t *count, int32_t v)
{
    for (int32_t i = 0; i < *count; i++)
        if (list[i] == v)
            return;
    list[(*count)++] = v;
}

static void meet(struct search *x, int32_t u)
{
    if (is_insider(x->p, u))
        add(x->met, &x->met_count, u);
    if (x->p->state[u] == GDCS_I_MAY)
        add(x->shown, &x->shown_count, u);
}

static int reach(struct search *x, int64_t v, double low, double high)
{
    const double value = x->p->system->lower[v];
    x->low = fmin(x->low, low);
    x->high = fmax(x->high, high);
    return gdcs_i_finding_is_met(&x->p->unsafe.finding[v], value, value + x->low, value + x->high);
}

static int walk_cube(struct search *x, const gdcs_i_movement *m, int64_t v)
{
    double low = 0.0, high = 0.0;
    for (int64_t i = 0; i < m->count; i++) {
        const double up = m->factor[i] * m->forwards, down = -m->factor[i] * m->backwards;
        if (m->variable[i] != v) {
            meet(x, m->variable[i]);
            continue;
        }
        high = fmax(up, down);
        low = fmin(up, down);
    }
    return reach(x, v, low, high);
}

static int try_steps(struct search *x, int32_t v)
{
    double steps[STEPS];
    int is_there = 0;
    x->met_count = x->shown_count = 0;
    x->low = x->high = 0.0;
    list_steps(x, v, steps);
    for (int i = 0; i < STEPS && !is_there; i++) {
        const gdcs_i_movement *m = NULL;
        if (steps[i] != 0.0 && gdcs_i_cube_find(x->cubes, 0, v, steps[i], &m) < GDCS_I_NEVER)
            is_there = walk_cube(x, m, v);
    }
    return is_there;
}

static void hide_shown(struct search *x)
{
    for (int32_t i = 0; i < x->shown_count; i++) {
        x->p->state[x->shown[i]] = GDCS_I_HIDDEN;
        x->p->repairs++;
        gdcs_i_decoys_at(&x->decoys, x->shown[i])->cost = 0.0;
    }
}

/* Cubes in which v goes as far as it has to, while one who is alone stays (NONE: nobody has to). */
static int find_cubes(struct search *x, int32_t v, int32_t insider)
{
    double unused = 0.0;
    double *fall = insider == NONE ? &unused : &gdcs_i_decoys_at(&x->decoys, insider)->fall;
    const double was = *fall;
    *fall = GDCS_I_HELD;
    const int is_there = try_steps(x, v);
    *fall = was;
    if (is_there)
        hide_shown(x);
    return is_there;
}

static gdcs_status doubt(struct search *x, int32_t v, int32_t insider, gdcs_error *err)
{
    void *memory = x->insiders;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &x->room, x->count + 1, sizeof *x->insiders, err);
    x->insiders = memory;
    if (status != GDCS_OK)
        return status;
    x->insiders[x->count++] = insider;
    x->left[v]++;
    return GDCS_OK;
}

/* Those who are in the first cubes of v. */
static gdcs_status begin_list(struct search *x, int32_t v, gdcs_error *err)
{
    x->left[v] = NONE;
    if (!find_cubes(x, v, NONE))
        return GDCS_OK;
    x->at[v] = x->count;
    x->left[v] = 0;
    for (int32_t i = 0; i < x->met_count; i++)
        if (!gdcs_i_shields_is_own(x->p, x->met[i], v))
            TRY(doubt(x, v, x->met[i], err));
    return GDCS_OK;
}

/* Those who are in all of them: for each is looked for others. */
static gdcs_status try_one(struct search *x, int32_t v, gdcs_error *err)
{
    int32_t kept = 0;
    TRY(begin_list(x, v, err));
    for (int32_t i = 0; i < x->left[v]; i++) {
        const int32_t insider = x->insiders[x->at[v] + i];
        if (!find_cubes(x, v, insider))
            x->insiders[x->at[v] + kept++] = insider;
    }
    if (x->left[v] != NONE)
        x->left[v] = kept;
    return GDCS_OK;
}

static gdcs_status try_all(struct search *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    for (int64_t v = 0; v < p->system->count && !x->may_hide; v++)
        if (p->state[v] == GDCS_I_MAY)
            gdcs_i_decoys_at(&x->decoys, v)->fall = GDCS_I_HELD;
    for (int64_t v = 0; v < p->system->count; v++)
        if (p->state[v] == GDCS_I_UNSAFE)
            TRY(try_one(x, (int32_t)v, err));
    return GDCS_OK;
}

static gdcs_status make_room(struct search *x, gdcs_error *err)
{
    const int64_t n = x->p->system->count;
    void *memory[4] = {NULL};
    gdcs_status status = gdcs_i_alloc(&memory[0], n, sizeof *x->at, err);
    for (int i = 1; i < 4 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], n, sizeof(int32_t), err);
    x->at = memory[0];
    x->left = memory[1];
    x->met = memory[2];
    x->shown = memory[3];
    TRY(status);
    TRY(gdcs_i_decoys_new(x->p, 1, &x->decoys, err));
    return gdcs_i_cubes_new(&x->decoys, &x->cubes, err);
}

static void release(struct search *x)
{
    gdcs_i_cubes_free(x->cubes);
    gdcs_i_decoys_free(&x->decoys);
    free(x->insiders);
    free(x->at);
    free(x->left);
    free(x->met);
    free(x->shown);
}

/* By insider. */
static gdcs_status turn(const struct search *x, gdcs_i_shields *out, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    const int64_t n = p->system->count;
    void *memory[3] = {NULL};
    gdcs_status status = gdcs_i_alloc(&memory[0], n + 2, sizeof *out->start, err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&memory[1], x->count, sizeof *out->number, err);
    if (status == GDCS_OK)
        status = gdcs_i_alloc(&memory[2], n, sizeof *out->bare, err);
    *out = (gdcs_i_shields){memory[0], memory[1], memory[2], 0};
    TRY(status);
    for (int64_t v = 0; v < n; v++) {
        if (p->state[v] == GDCS_I_UNSAFE && x->left[v] == NONE)
            out->bare[out->bare_count++] = (int32_t)v;
        for (int32_t i = 0; i < x->left[v]; i++)
            out->start[x->insiders[x->at[v] + i] + 2]++;
    }
    for (int64_t v = 1; v <= n; v++)
        out->start[v + 1] += out->start[v];
    for (int64_t v = 0; v < n; v++)
        for (int32_t i = 0; i < x->left[v]; i++)
            out->number[out->start[x->insiders[x->at[v] + i] + 1]++] = (int32_t)v;
    return GDCS_OK;
}

gdcs_status gdcs_i_shields_new(gdcs_i_suppression *p, int may_hide, gdcs_i_shields *out,
                               gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct search x = {.p = p, .may_hide = may_hide};
    *out = (gdcs_i_shields){.bare_count = 0};
    GO(make_room(&x, err));
    GO(try_all(&x, err));
    status = turn(&x, out, err);
done:
    release(&x);
    return status;
}

void gdcs_i_shields_free(gdcs_i_shields *s)
{
    free(s->start);
    free(s->number);
    free(s->bare);
}
