/* Fischetti & Salazar 2000/2001.  A programme in 0 and 1 says what is hidden; two attackers per unsafe
   number say how far it can move; by the multipliers of an attacker who gets too near, some of certain
   cells must be hidden too, which is a row of the programme.  The first answer without such a row is the
   cheapest pattern. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "privacy/suppress/suppression.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { UP = 0, DOWN = 1 };

static const double SLACK = 1e-6;

/* How far the number must be able to move, and how far it is worth to look. */
struct asked {
    double side[2];
    double cap[2];
    double width;
};

struct exact {
    gdcs_i_suppression *p;
    int64_t count;     /* variables that others do not know, or may not know */
    int32_t *variable; /* by column */
    int32_t *column;   /* by variable; -1: stays */
    gdcs_i_lp *attacker;
    gdcs_i_lp *chooser;
    char *chosen;   /* by column */
    int32_t *index; /* 0, 1, ... */
    double *cost;   /* by column */
    double *row[2]; /* by column: what hiding it adds to how far the number can move */
    double far[2];
    double incumbent; /* cost of the pattern that there is */
};

static struct asked ask(const gdcs_i_suppression *p, int64_t v)
{
    const gdcs_i_finding *f = &p->unsafe.finding[v];
    const double fall = gdcs_i_suppression_fall(p, v);
    struct asked a = {{f->above, fmin(f->below, fall)}, {0.0, 0.0}, f->width};
    a.cap[UP] = fmax(a.side[UP], a.width);
    a.cap[DOWN] = fmin(fall, fmax(a.side[DOWN], a.width));
    return a;
}

static int is_choice(const gdcs_i_suppression *p, int64_t v)
{
    return p->state[v] == GDCS_I_MAY || p->state[v] == GDCS_I_HIDDEN;
}

static gdcs_status make_room(struct exact *x, gdcs_error *err)
{
    const gdcs_i_suppression *p = x->p;
    const int64_t n = p->system->count;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof *x->variable, err));
    x->variable = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *x->column, err));
    x->column = memory;
    TRY(gdcs_i_alloc(&memory, n, 1, err));
    x->chosen = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *x->index, err));
    x->index = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *x->cost, err));
    x->cost = memory;
    for (int side = UP; side <= DOWN; side++) {
        TRY(gdcs_i_alloc(&memory, n, sizeof *x->row[0], err));
        x->row[side] = memory;
    }
    for (int64_t v = 0; v < n; v++) {
        x->column[v] = p->state[v] == GDCS_I_STAYS ? -1 : (int32_t)x->count;
        if (x->column[v] < 0)
            continue;
        x->variable[x->count] = (int32_t)v;
        x->index[x->count] = (int32_t)x->count;
        x->cost[x->count] = is_choice(p, v) ? p->cost[v] : 0.0;
        x->incumbent += p->state[v] == GDCS_I_HIDDEN ? p->cost[v] : 0.0;
        x->count++;
    }
    return GDCS_OK;
}

static void release(struct exact *x)
{
    gdcs_i_lp_free(x->attacker);
    gdcs_i_lp_free(x->chooser);
    free(x->variable);
    free(x->column);
    free(x->chosen);
    free(x->index);
    free(x->cost);
    free(x->row[UP]);
    free(x->row[DOWN]);
}

/* Arrays that a programme is made of. */
struct made {
    int64_t *start;
    int32_t *column;
    double *value;
    double *lower;
    double *upper;
    char *whole;
};

static gdcs_status make_arrays(const struct exact *x, struct made *m, gdcs_error *err)
{
    const gdcs_i_system *s = x->p->system;
    const int64_t most = s->rows > x->count ? s->rows : x->count;
    void *memory[6] = {NULL};
    static const size_t size[] = {sizeof(int64_t), sizeof(int32_t), sizeof(double),
                                  sizeof(double),  sizeof(double),  1};
    const int64_t count[] = {s->rows + 1, s->entries, s->entries, most, most, most};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 6 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], count[i], size[i], err);
    *m = (struct made){memory[0], memory[1], memory[2], memory[3], memory[4], memory[5]};
    return status;
}

static void free_arrays(struct made *m)
{
    free(m->start);
    free(m->column);
    free(m->value);
    free(m->lower);
    free(m->upper);
    free(m->whole);
}

/* The equations, for movements. */
static gdcs_status open_attacker(struct exact *x, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_system *s = x->p->system;
    const gdcs_i_lp_options options = {.milliseconds = x->p->milliseconds};
    struct made m;
    int64_t rows = 0, used = 0;
    GO(make_arrays(x, &m, err));
    for (int64_t r = 0; r < s->rows; r++) {
        for (int64_t e = s->start[r]; s->row_lower[r] == s->row_upper[r] && e < s->start[r + 1];
             e++)
            if (x->column[s->column[e]] >= 0) {
                m.column[used] = x->column[s->column[e]];
                m.value[used++] = s->value[e];
            }
        if (used > m.start[rows])
            m.start[++rows] = used;
    }
    const gdcs_i_lp_rows equations = {rows, m.start, m.column, m.value, m.lower, m.upper};
    const gdcs_i_lp_columns columns = {x->count, m.lower, m.upper, NULL};
    status = gdcs_i_lp_new(&equations, &columns, &options, &x->attacker, err);
done:
    free_arrays(&m);
    return status;
}

static gdcs_status open_chooser(struct exact *x, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_lp_options options = {.milliseconds = x->p->milliseconds};
    struct made m;
    GO(make_arrays(x, &m, err));
    for (int64_t c = 0; c < x->count; c++) {
        m.whole[c] = (char)is_choice(x->p, x->variable[c]);
        m.lower[c] = m.whole[c] ? 0.0 : 1.0;
        m.upper[c] = 1.0;
    }
    const gdcs_i_lp_rows none = {0, m.start, m.column, m.value, m.lower, m.upper};
    const gdcs_i_lp_columns columns = {x->count, m.lower, m.upper, m.whole};
    status = gdcs_i_lp_new(&none, &columns, &options, &x->chooser, err);
done:
    free_arrays(&m);
    return status;
}

/* Every number moves as far as its being hidden allows. */
static gdcs_status show(struct exact *x, gdcs_error *err)
{
    for (int64_t c = 0; c < x->count; c++) {
        const int64_t v = x->variable[c];
        const int hidden = !is_choice(x->p, v) || x->chosen[c];
        TRY(gdcs_i_lp_set_bounds(x->attacker, (int32_t)c,
                                 hidden ? -gdcs_i_suppression_fall(x->p, v) : 0.0,
                                 hidden ? INFINITY : 0.0, err));
    }
    return GDCS_OK;
}

/* How far can column c move to one side?  And what would hiding others add? */
static gdcs_status attack(struct exact *x, int32_t c, int side, double cap, int *is_stopped,
                          gdcs_error *err)
{
    const double sign = side == UP ? 1.0 : -1.0;
    const gdcs_i_lp_objective objective = {1, &c, &sign, 1};
    gdcs_i_lp_answer answer;
    TRY(gdcs_i_lp_set_bounds(x->attacker, c, side == UP ? 0.0 : -cap, side == UP ? cap : 0.0, err));
    TRY(gdcs_i_lp_optimise(x->attacker, &objective, &answer, err));
    TRY(gdcs_i_lp_set_bounds(x->attacker, c, -gdcs_i_suppression_fall(x->p, x->variable[c]),
                             INFINITY, err));
    *is_stopped = answer.verdict != GDCS_I_LP_OPTIMAL;
    if (*is_stopped)
        return GDCS_OK;
    const double *reduced = gdcs_i_lp_reduced(x->attacker);
    x->far[side] = answer.value;
    for (int64_t i = 0; i < x->count; i++) {
        const double room =
            reduced[i] > 0.0 ? INFINITY : gdcs_i_suppression_fall(x->p, x->variable[i]);
        const double limit = i == c ? cap : room;
        x->row[side][i] = fabs(reduced[i]) > 1e-9 ? fabs(reduced[i]) * limit : 0.0;
    }
    return GDCS_OK;
}

/* Those of `sides` together must be at least `asked`. */
static gdcs_status add_cut(struct exact *x, int from, int to, double asked, gdcs_error *err)
{
    const double no_limit = INFINITY;
    int64_t start[2] = {0, x->count};
    double *sum = x->row[from];
    for (int64_t i = 0; i < x->count; i++) {
        if (to > from)
            sum[i] += x->row[to][i];
        sum[i] = fmin(sum[i], asked) / asked;
    }
    const double least = 1.0;
    const gdcs_i_lp_rows row = {1, start, x->index, sum, &least, &no_limit};
    return gdcs_i_lp_add_rows(x->chooser, &row, err);
}

/* *cuts grows if the number cannot move as far as it must. */
static gdcs_status check(struct exact *x, int32_t c, int64_t *cuts, int *is_stopped,
                         gdcs_error *err)
{
    const struct asked a = ask(x->p, x->variable[c]);
    for (int side = UP; side <= DOWN; side++) {
        TRY(attack(x, c, side, a.cap[side], is_stopped, err));
        if (*is_stopped)
            return GDCS_OK;
    }
    const int together = x->far[UP] + x->far[DOWN] < a.width - SLACK;
    for (int side = UP; side <= DOWN; side++)
        if (x->far[side] < a.side[side] - SLACK) {
            ++*cuts;
            return add_cut(x, side, side, a.side[side], err);
        }
    if (!together)
        return GDCS_OK;
    ++*cuts;
    return add_cut(x, UP, DOWN, a.width, err);
}

static int is_to_be_met(const gdcs_i_suppression *p, int64_t v)
{
    return p->state[v] == GDCS_I_UNSAFE && (p->put_off == NULL || !p->put_off[v]);
}

static gdcs_status check_all(struct exact *x, int64_t *cuts, int *is_stopped, gdcs_error *err)
{
    *cuts = 0;
    TRY(show(x, err));
    for (int64_t c = 0; c < x->count && !*is_stopped; c++)
        if (is_to_be_met(x->p, x->variable[c]))
            TRY(check(x, (int32_t)c, cuts, is_stopped, err));
    return GDCS_OK;
}

/* The cheapest choice that the rows so far allow. */
static gdcs_status choose(struct exact *x, int *is_stopped, gdcs_error *err)
{
    const gdcs_i_lp_objective objective = {x->count, x->index, x->cost, 0};
    gdcs_i_lp_answer answer;
    TRY(gdcs_i_lp_optimise_whole(x->chooser, &objective, &answer, err));
    if (isfinite(answer.bound))
        x->p->bound = isnan(x->p->bound) ? answer.bound : fmax(x->p->bound, answer.bound);
    *is_stopped = answer.verdict != GDCS_I_LP_OPTIMAL;
    if (*is_stopped)
        return GDCS_OK;
    const double *point = gdcs_i_lp_point(x->chooser);
    for (int64_t c = 0; c < x->count; c++)
        x->chosen[c] = point[c] > 0.5;
    return GDCS_OK;
}

static void take_choice(struct exact *x)
{
    for (int64_t c = 0; c < x->count; c++) {
        char *state = &x->p->state[x->variable[c]];
        if (is_choice(x->p, x->variable[c]))
            *state = x->chosen[c] ? GDCS_I_HIDDEN : GDCS_I_MAY;
    }
}

static gdcs_status search(struct exact *x, gdcs_error *err)
{
    int is_stopped = 0;
    int64_t cuts = 1;
    while (cuts > 0 && !is_stopped) {
        TRY(choose(x, &is_stopped, err));
        if (is_stopped || x->p->bound >= x->incumbent * (1.0 - 1e-9))
            break;
        TRY(check_all(x, &cuts, &is_stopped, err));
    }
    x->p->stopped |= is_stopped;
    if (cuts > 0)
        return GDCS_OK;
    take_choice(x);
    for (int64_t v = 0; v < x->p->system->count; v++)
        x->p->is_proved[v] = x->p->put_off != NULL && x->p->put_off[v];
    return gdcs_i_suppress_repair(x->p, err);
}

gdcs_status gdcs_i_suppress_exact(gdcs_i_suppression *p, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct exact x = {.p = p};
    if (p->unsafe.count == 0)
        return GDCS_OK;
    GO(make_room(&x, err));
    GO(open_attacker(&x, err));
    GO(open_chooser(&x, err));
    GO(search(&x, err));
done:
    release(&x);
    return status;
}
