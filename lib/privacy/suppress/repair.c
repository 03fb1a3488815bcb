/* A number that is not determined may still be known too closely, since nothing is below zero.  What
   has to be hidden besides is found by a flow: the cheapest way in which the number could be as much
   larger or smaller as the rule asks while all equations hold (Kelly, Golden & Assad 1992, with costs as
   in Fischetti & Salazar 2000). */
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "privacy/attack.h"
#include "privacy/suppress/cube.h"
#include "privacy/suppress/suppression.h"

#include <math.h>
#include <stdlib.h>

enum { ROUNDS = 50 };

/* Less than this moves by rounding. */
static const double LEAST = 1e-7;

struct flow {
    gdcs_i_suppression *p;
    gdcs_i_decoys decoys; /* all true: ways are looked for from there */
    gdcs_i_cubes *cubes;
    gdcs_i_lp *lp; /* two columns for each variable others do not know, or may not know: up, down */
    int32_t *column;   /* by variable: of `up`; -1: stays */
    int32_t *variable; /* by pair of columns */
    int64_t pairs;
    int32_t *priced; /* columns with a cost */
    double *price;
};

static gdcs_status number_columns(struct flow *f, gdcs_error *err)
{
    const gdcs_i_suppression *p = f->p;
    const int64_t n = p->system->count;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof *f->column, err));
    f->column = memory;
    TRY(gdcs_i_alloc(&memory, n, sizeof *f->variable, err));
    f->variable = memory;
    TRY(gdcs_i_alloc(&memory, 2 * n, sizeof *f->priced, err));
    f->priced = memory;
    TRY(gdcs_i_alloc(&memory, 2 * n, sizeof *f->price, err));
    f->price = memory;
    for (int64_t v = 0; v < n; v++) {
        f->column[v] = p->state[v] == GDCS_I_STAYS ? -1 : (int32_t)(2 * f->pairs);
        if (f->column[v] >= 0)
            f->variable[f->pairs++] = (int32_t)v;
    }
    return GDCS_OK;
}

static int is_equation(const gdcs_i_system *s, int64_t r)
{
    return s->row_lower[r] == s->row_upper[r];
}

struct made {
    int64_t *start;
    int32_t *column;
    double *value;
    double *zero;
    double *upper;
};

static void fill(const struct flow *f, struct made *m, gdcs_i_lp_rows *rows)
{
    const gdcs_i_system *s = f->p->system;
    int64_t used = 0;
    rows->count = 0;
    for (int64_t r = 0; r < s->rows; r++) {
        if (!is_equation(s, r))
            continue;
        for (int64_t e = s->start[r]; e < s->start[r + 1]; e++) {
            const int32_t c = f->column[s->column[e]];
            for (int k = 0; c >= 0 && k < 2; k++) {
                m->column[used] = c + k;
                m->value[used++] = k == 0 ? s->value[e] : -s->value[e];
            }
        }
        if (used > m->start[rows->count])
            m->start[++rows->count] = used;
    }
    for (int64_t i = 0; i < f->pairs; i++) {
        m->upper[2 * i] = INFINITY;
        m->upper[2 * i + 1] = gdcs_i_suppression_fall(f->p, f->variable[i]);
    }
}

static gdcs_status open_flow(struct flow *f, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_system *s = f->p->system;
    void *memory[5] = {NULL};
    gdcs_i_lp_rows rows = {0};
    const gdcs_i_lp_options options = {.milliseconds = f->p->milliseconds};
    TRY(number_columns(f, err));
    const int64_t most = s->rows > 2 * f->pairs ? s->rows : 2 * f->pairs;
    GO(gdcs_i_alloc(&memory[0], s->rows + 1, sizeof(int64_t), err));
    GO(gdcs_i_alloc(&memory[1], 2 * s->entries, sizeof(int32_t), err));
    GO(gdcs_i_alloc(&memory[2], 2 * s->entries, sizeof(double), err));
    GO(gdcs_i_alloc(&memory[3], most, sizeof(double), err));
    GO(gdcs_i_alloc(&memory[4], 2 * f->pairs, sizeof(double), err));
    struct made m = {memory[0], memory[1], memory[2], memory[3], memory[4]};
    fill(f, &m, &rows);
    rows = (gdcs_i_lp_rows){rows.count, m.start, m.column, m.value, m.zero, m.zero};
    const gdcs_i_lp_columns columns = {2 * f->pairs, m.zero, m.upper, NULL};
    status = gdcs_i_lp_new(&rows, &columns, &options, &f->lp, err);
done:
    for (int i = 0; i < 5; i++)
        free(memory[i]);
    return status;
}

static void close_flow(struct flow *f)
{
    gdcs_i_cubes_free(f->cubes);
    gdcs_i_decoys_free(&f->decoys);
    gdcs_i_lp_free(f->lp);
    free(f->column);
    free(f->variable);
    free(f->priced);
    free(f->price);
}

static gdcs_i_lp_objective cost_of_hiding(struct flow *f)
{
    const gdcs_i_suppression *p = f->p;
    int64_t n = 0;
    for (int64_t i = 0; i < f->pairs; i++)
        for (int k = 0; p->state[f->variable[i]] == GDCS_I_MAY && k < 2; k++) {
            f->priced[n] = (int32_t)(2 * i + k);
            f->price[n++] = p->cost[f->variable[i]] + 1e-9;
        }
    return (gdcs_i_lp_objective){n, f->priced, f->price, 0};
}

static void hide_moved(struct flow *f)
{
    gdcs_i_suppression *p = f->p;
    const double *point = gdcs_i_lp_point(f->lp);
    for (int64_t i = 0; i < f->pairs; i++) {
        const int32_t v = f->variable[i];
        if (p->state[v] != GDCS_I_MAY || fabs(point[2 * i] - point[2 * i + 1]) <= LEAST)
            continue;
        p->state[v] = GDCS_I_HIDDEN;
        p->repairs++;
    }
}

/* Hide what lets the variable move so far up (side 0) or down; *is_possible: is there a way? */
static gdcs_status send(struct flow *f, int64_t v, int side, double far, int *is_possible,
                        gdcs_error *err)
{
    const int32_t c = f->column[v];
    gdcs_i_lp_answer answer = {0};
    const double other = side == 0 ? gdcs_i_suppression_fall(f->p, v) : INFINITY;
    const gdcs_i_lp_objective objective = cost_of_hiding(f);
    TRY(gdcs_i_lp_set_bounds(f->lp, c + side, far, far, err));
    TRY(gdcs_i_lp_set_bounds(f->lp, c + 1 - side, 0.0, 0.0, err));
    TRY(gdcs_i_lp_optimise(f->lp, &objective, &answer, err));
    TRY(gdcs_i_lp_set_bounds(f->lp, c + side, 0.0,
                             side == 0 ? INFINITY : gdcs_i_suppression_fall(f->p, v), err));
    TRY(gdcs_i_lp_set_bounds(f->lp, c + 1 - side, 0.0, other, err));
    *is_possible = answer.verdict == GDCS_I_LP_OPTIMAL && answer.has_point;
    f->p->unsettled |= answer.verdict == GDCS_I_LP_STOPPED;
    f->p->stopped |= f->p->unsettled;
    if (*is_possible)
        hide_moved(f);
    return GDCS_OK;
}

static int protects(const gdcs_i_movement *m, int64_t v)
{
    for (int64_t i = 0; i < m->count; i++)
        if (m->variable[i] == v)
            return gdcs_i_movement_protects(m, i);
    return 0;
}

/* The shortest way costs no programme. */
static int protect_by_cube(struct flow *f, int64_t v)
{
    gdcs_i_suppression *p = f->p;
    const gdcs_i_finding *need = &p->unsafe.finding[v];
    const gdcs_i_movement *m = NULL;
    const double far =
        ceil(fmax(need->width, need->above + need->below) / f->decoys.grain) * f->decoys.grain;
    if (gdcs_i_cube_find(f->cubes, 0, (int32_t)v, far, &m) >= GDCS_I_NEVER || !protects(m, v))
        return 0;
    for (int64_t i = 0; i < m->count; i++) {
        const int32_t other = m->variable[i];
        if (p->state[other] == GDCS_I_UNSAFE)
            p->is_proved[other] |= (char)gdcs_i_movement_protects(m, i);
        if (p->state[other] != GDCS_I_MAY)
            continue;
        p->state[other] = GDCS_I_HIDDEN;
        p->repairs++;
    }
    return 1;
}

/* Where programmes would take too long, hide more instead. */
static void protect_by_cubes(struct flow *f)
{
    const gdcs_i_suppression *p = f->p;
    const int64_t n = gdcs_i_suppression_is_large(p) ? p->system->count : 0;
    for (int64_t v = 0; v < n; v++)
        if (p->state[v] == GDCS_I_UNSAFE && !p->is_proved[v])
            protect_by_cube(f, v);
}

static gdcs_status give_up(gdcs_i_suppression *p, int64_t v, gdcs_error *err)
{
    if (p->put_off == NULL)
        return gdcs_i_suppress_refuse(p, v, err);
    p->put_off[v] = p->is_proved[v] = 1;
    return GDCS_OK;
}

static gdcs_status protect(struct flow *f, int64_t v, gdcs_error *err)
{
    const gdcs_i_finding *need = &f->p->unsafe.finding[v];
    const double fall = gdcs_i_suppression_fall(f->p, v), below = fmin(need->below, fall);
    const double rest = need->width - need->above - below;
    double above = need->above;
    int up = 1, down = 1;
    if (rest > 0.0 || above + below == 0.0)
        above += fmax(rest, above + below == 0.0 && rest <= 0.0 ? 1.0 : 0.0);
    if (above > 0.0)
        TRY(send(f, v, 0, above, &up, err));
    if (!up && need->above == 0.0) /* nothing asks for this side */
        TRY(send(f, v, 1, fmin(fmax(need->width, below), fall), &up, err));
    else if (below > 0.0)
        TRY(send(f, v, 1, below, &down, err));
    return (up && down) || f->p->unsettled ? GDCS_OK : give_up(f->p, v, err);
}

/* What others would see: bounds of hidden numbers go, and come back afterwards. */
static void show(gdcs_i_suppression *p, const double *truth)
{
    gdcs_i_system *s = p->system;
    for (int64_t v = 0; v < s->count; v++)
        if (p->state[v] == GDCS_I_UNSAFE || p->state[v] == GDCS_I_HIDDEN) {
            s->lower[v] = truth != NULL ? truth[v] : p->part[v];
            s->upper[v] = truth != NULL ? truth[v] : INFINITY;
        }
}

static void list_exposed(gdcs_i_suppression *p, const gdcs_i_attack *a, const double *truth,
                         char *exposed, int64_t *count)
{
    *count = 0;
    for (int64_t v = 0; v < p->system->count; v++) {
        const gdcs_i_finding *f = &p->unsafe.finding[v];
        if (!exposed[v])
            continue;
        exposed[v] =
            (a->flags[v] & GDCS_I_ATTACK_CONTRADICTED) != 0 || /* nothing is known of it */
            !gdcs_i_attack_is_met(a, v, GDCS_I_LOW) ||         /* out of time */
            !gdcs_i_attack_is_met(a, v, GDCS_I_HIGH) ||
            !gdcs_i_finding_is_met(f, truth[v], a->bound[GDCS_I_LOW][v], a->bound[GDCS_I_HIGH][v]);
        p->is_proved[v] = !exposed[v]; /* and stays so, whatever else is hidden */
        *count += exposed[v];
    }
}

/* By variable: the numbers, those whose interval is not as it must be, and what it must be. */
struct seen {
    double *truth;
    char *exposed;
    gdcs_i_enough *need;
};

/* Work out what others can, of those for which no movement speaks. */
static gdcs_status attack(gdcs_i_suppression *p, struct seen *seen, int64_t *count, gdcs_error *err)
{
    gdcs_i_attack *a = NULL;
    double *truth = seen->truth;
    char *exposed = seen->exposed;
    *count = 0;
    for (int64_t v = 0; v < p->system->count; v++) {
        truth[v] = p->system->lower[v];
        exposed[v] = p->state[v] == GDCS_I_UNSAFE && !p->is_proved[v];
        *count += exposed[v];
        seen->need[v] = gdcs_i_attack_ask(&p->unsafe.finding[v], truth[v]);
    }
    if (*count == 0)
        return GDCS_OK;
    show(p, NULL);
    const gdcs_status status =
        gdcs_i_attack_new(p->system, exposed, seen->need, p->milliseconds, &a, err);
    show(p, truth);
    TRY(status);
    p->attacks += *count;
    p->unsettled |= a->stopped > 0;
    p->stopped |= p->unsettled;
    list_exposed(p, a, truth, exposed, count);
    gdcs_i_attack_free(a);
    return GDCS_OK;
}

static gdcs_status protect_all(struct flow *f, const char *exposed, gdcs_error *err)
{
    for (int64_t v = 0; v < f->p->system->count; v++) {
        if (!exposed[v] || protect_by_cube(f, v))
            continue;
        if (f->lp == NULL)
            TRY(open_flow(f, err));
        TRY(protect(f, v, err));
    }
    return GDCS_OK;
}

/* Out of time: hide all there is, and see whether that can be proved without programmes. */
static gdcs_status hide_all(gdcs_i_suppression *p, struct seen *seen, int64_t *count,
                            gdcs_error *err)
{
    for (int64_t v = 0; v < p->system->count; v++) {
        p->repairs += p->state[v] == GDCS_I_MAY;
        p->state[v] = p->state[v] == GDCS_I_MAY ? GDCS_I_HIDDEN : p->state[v];
    }
    TRY(gdcs_i_suppress_prove(p, 1, err));
    return attack(p, seen, count, err);
}

gdcs_status gdcs_i_suppress_repair(gdcs_i_suppression *p, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct flow f = {.p = p};
    void *memory[3] = {NULL};
    int64_t count = 0, before = -1;
    GO(gdcs_i_decoys_new(p, 1, &f.decoys, err));
    GO(gdcs_i_cubes_new(&f.decoys, &f.cubes, err));
    GO(gdcs_i_alloc(&memory[0], p->system->count, sizeof(double), err));
    GO(gdcs_i_alloc(&memory[1], p->system->count, 1, err));
    GO(gdcs_i_alloc(&memory[2], p->system->count, sizeof(gdcs_i_enough), err));
    struct seen seen = {memory[0], memory[1], memory[2]};
    protect_by_cubes(&f);
    p->unsettled = 0;
    for (int round = 0; round < ROUNDS; round++) {
        GO(attack(p, &seen, &count, err));
        if (count == 0 || p->repairs == before)
            break;
        before = p->repairs;
        GO(protect_all(&f, seen.exposed, err));
    }
    if (count > 0 && p->unsettled && p->put_off == NULL)
        GO(hide_all(p, &seen, &count, err));
    for (int64_t v = 0; count > 0 && v < p->system->count; v++)
        if (seen.exposed[v])
            GO(give_up(p, v, err));
done:
    close_flow(&f);
    for (int i = 0; i < 3; i++)
        free(memory[i]);
    return status;
}
