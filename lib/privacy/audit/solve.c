/* Linear programmes: what no reader with a pencil finds. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "privacy/attack.h"

#include <math.h>
#include <stdlib.h>

/* A connected part as a programme over what its variables have above their lower bounds: numbers of the
   size of the intervals, not of the counts, so that the solver's tolerance does not blur them. */
struct part {
    gdcs_i_attack *a;
    int32_t *variable; /* by column */
    int64_t columns;
    int32_t *row; /* of the system, by row */
    int64_t rows;
    int64_t *start;
    int32_t *column;
    double *value;
    double *row_lower;
    double *row_upper;
    double *lower;
    double *upper;
    int32_t *objective;
    double *weight;
    gdcs_i_lp *lp;
};

/* What all parts share. */
struct work {
    gdcs_i_attack *a;
    int32_t *first; /* by root: its first variable, -1 */
    int32_t *next;  /* by variable: the next of the same root */
    int32_t *local; /* by variable: its column */
    int32_t *stamp; /* by row: the last part that has it, + 1 */
    double deadline;
    struct part part; /* room for the largest */
};

static gdcs_status make_room(struct work *w, gdcs_error *err)
{
    const gdcs_i_system *s = w->a->system;
    struct part *p = &w->part;
    void *memory[15] = {NULL};
    const int64_t n = s->count, m = s->rows;
    const int64_t count[] = {n, n, n, m, n, m, m + 1, s->entries, s->entries, m, m, n, n, n, n};
    static const size_t size[] = {
        sizeof(int32_t), sizeof(int32_t), sizeof(int32_t), sizeof(int32_t), sizeof(int32_t),
        sizeof(int32_t), sizeof(int64_t), sizeof(int32_t), sizeof(double),  sizeof(double),
        sizeof(double),  sizeof(double),  sizeof(double),  sizeof(int32_t), sizeof(double)};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 15 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], count[i], size[i], err);
    w->first = memory[0];
    w->next = memory[1];
    w->local = memory[2];
    w->stamp = memory[3];
    *p = (struct part){.a = w->a,
                       .variable = memory[4],
                       .row = memory[5],
                       .start = memory[6],
                       .column = memory[7],
                       .value = memory[8],
                       .row_lower = memory[9],
                       .row_upper = memory[10],
                       .lower = memory[11],
                       .upper = memory[12],
                       .objective = memory[13],
                       .weight = memory[14]};
    return status;
}

static void release(struct work *w)
{
    struct part *p = &w->part;
    free(w->first);
    free(w->next);
    free(w->local);
    free(w->stamp);
    free(p->variable);
    free(p->row);
    free(p->start);
    free(p->column);
    free(p->value);
    free(p->row_lower);
    free(p->row_upper);
    free(p->lower);
    free(p->upper);
    free(p->objective);
    free(p->weight);
}

static void list_parts(struct work *w)
{
    const gdcs_i_attack *a = w->a;
    for (int64_t v = 0; v < a->system->count; v++)
        w->first[v] = -1;
    for (int64_t v = a->system->count - 1; v >= 0; v--) {
        const int32_t top = gdcs_i_attack_root(a, (int32_t)v);
        w->next[v] = w->first[top];
        w->first[top] = (int32_t)v;
    }
}

static void put_row(struct work *w, int32_t row)
{
    const gdcs_i_system *s = w->a->system;
    struct part *p = &w->part;
    double fixed = 0.0;
    int64_t at = p->start[p->rows];
    for (int64_t k = s->start[row]; k < s->start[row + 1]; k++) {
        const int32_t v = s->column[k];
        fixed += s->value[k] * w->a->bound[GDCS_I_LOW][v];
        if (!gdcs_i_attack_is_open(w->a, v))
            continue;
        p->column[at] = w->local[v];
        p->value[at++] = s->value[k];
    }
    p->row[p->rows] = row;
    p->row_lower[p->rows] = s->row_lower[row] - fixed;
    p->row_upper[p->rows] = s->row_upper[row] - fixed;
    p->start[++p->rows] = at;
}

static int build(struct work *w, int32_t top)
{
    const gdcs_i_attack *a = w->a;
    struct part *p = &w->part;
    int wanted = 0;
    p->columns = p->rows = 0;
    p->start[0] = 0;
    for (int32_t v = w->first[top]; v >= 0; v = w->next[v]) {
        const int64_t j = p->columns++;
        p->variable[j] = v;
        w->local[v] = (int32_t)j;
        p->lower[j] = 0.0;
        p->upper[j] = a->bound[GDCS_I_HIGH][v] - a->bound[GDCS_I_LOW][v];
        wanted |= (a->flags[v] & GDCS_I_ATTACK_WANTED) != 0;
    }
    for (int64_t j = 0; wanted && j < p->columns; j++)
        for (int64_t i = a->row_start[p->variable[j]]; i < a->row_start[p->variable[j] + 1]; i++) {
            const int32_t r = a->row_list[i];
            if (w->stamp[r] == top + 1 || a->dropped[r])
                continue;
            w->stamp[r] = top + 1;
            put_row(w, r);
        }
    return wanted;
}

static double slack_of(double x)
{
    return 1e-6 + 1e-10 * fabs(x);
}

/* A point shows which bounds are reached.  Returns how many that were asked for are settled by it. */
static int64_t absorb(struct part *p, const double *point)
{
    gdcs_i_attack *a = p->a;
    int64_t news = 0;
    for (int64_t j = 0; j < p->columns; j++) {
        const int32_t v = p->variable[j];
        const double reach[2] = {point[j], p->upper[j] - point[j]};
        for (int side = 0; side < 2; side++)
            if (!a->met[side][v] && reach[side] <= slack_of(point[j])) {
                a->met[side][v] = 1;
                news += (a->flags[v] & GDCS_I_ATTACK_WANTED) != 0;
            }
    }
    return news;
}

static int64_t aim_at_open(struct part *p, int side)
{
    const gdcs_i_attack *a = p->a;
    int64_t n = 0;
    for (int64_t j = 0; j < p->columns; j++) {
        const int32_t v = p->variable[j];
        if ((a->flags[v] & GDCS_I_ATTACK_WANTED) == 0 || a->met[side][v] ||
            isinf(a->bound[side][v]))
            continue;
        p->objective[n] = (int32_t)j;
        p->weight[n++] = 1.0;
    }
    return n;
}

/* All that is open at once, as long as that settles a good part of it. */
static gdcs_status sweep(struct part *p, int side, int32_t *verdict, gdcs_error *err)
{
    gdcs_i_attack *a = p->a;
    gdcs_i_lp_answer answer;
    int64_t n;
    while ((n = aim_at_open(p, side)) > 1) {
        const gdcs_i_lp_objective o = {n, p->objective, p->weight, side == GDCS_I_HIGH};
        TRY(gdcs_i_lp_optimise(p->lp, &o, &answer, err));
        *verdict = answer.verdict;
        a->solved++;
        if (answer.verdict != GDCS_I_LP_OPTIMAL)
            return GDCS_OK;
        const int64_t news = absorb(p, gdcs_i_lp_point(p->lp));
        a->spared += news;
        if (20 * news < n)
            break;
    }
    return GDCS_OK;
}

static gdcs_status keep_entry(gdcs_i_attack *a, int64_t entry, gdcs_error *err)
{
    void *memory = a->entries;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &a->entry_room, a->entry_count + 1, sizeof *a->entries, err);
    a->entries = memory;
    if (status == GDCS_OK)
        a->entries[a->entry_count++] = (int32_t)entry;
    return status;
}

/* The multipliers of the optimum are the proof: the rows they are of, and the bounds that bind. */
static gdcs_status keep_proof(struct part *p, int32_t v, int side, gdcs_error *err)
{
    gdcs_i_attack *a = p->a;
    const double *dual = gdcs_i_lp_duals(p->lp), *reduced = gdcs_i_lp_reduced(p->lp);
    gdcs_i_proof proof = {a->entry_count, 0, -1};
    for (int64_t i = 0; i < p->rows; i++)
        if (fabs(dual[i]) > 1e-7)
            TRY(keep_entry(a, p->row[i], err));
    for (int64_t j = 0; j < p->columns; j++) {
        if (fabs(reduced[j]) <= 1e-7)
            continue;
        const int binds = (reduced[j] > 0.0) == (side == GDCS_I_LOW) ? GDCS_I_LOW : GDCS_I_HIGH;
        if (p->variable[j] != v && a->proof[binds][p->variable[j]].row >= 0)
            TRY(keep_entry(a, -(2 * (int64_t)p->variable[j] + binds) - 1, err));
    }
    proof.count = (int32_t)(a->entry_count - proof.start);
    a->proof[side][v] = proof;
    return GDCS_OK;
}

static void keep_bound(gdcs_i_attack *a, int32_t v, int side, double x)
{
    const double other = a->bound[1 - side][v], whole = gdcs_i_attack_whole(a, x, side);
    const int crossed = side == GDCS_I_LOW ? whole > other : whole < other;
    a->bound[side][v] = crossed ? other : whole;
    a->met[side][v] = 1;
}

/* The lower bounds of the programme, which `lower` of the variable was when it was built. */
static gdcs_status settle(struct part *p, int64_t j, int side, double origin, int32_t *verdict,
                          gdcs_error *err)
{
    gdcs_i_attack *a = p->a;
    const int32_t v = p->variable[j], column = (int32_t)j;
    const double one = 1.0;
    const gdcs_i_lp_objective o = {1, &column, &one, side == GDCS_I_HIGH};
    gdcs_i_lp_answer answer;
    TRY(gdcs_i_lp_optimise(p->lp, &o, &answer, err));
    *verdict = answer.verdict;
    a->solved++;
    if (answer.verdict == GDCS_I_LP_UNBOUNDED)
        a->met[side][v] = 1;
    if (answer.verdict != GDCS_I_LP_OPTIMAL)
        return GDCS_OK;
    a->spared += absorb(p, gdcs_i_lp_point(p->lp));
    if (a->met[side][v]) { /* the bound that was there, with its own proof */
        a->spared--;
        return GDCS_OK;
    }
    TRY(keep_proof(p, v, side, err));
    keep_bound(a, v, side, origin + answer.value);
    return GDCS_OK;
}

static void spoil(struct part *p)
{
    gdcs_i_attack *a = p->a;
    a->contradictions++;
    for (int64_t j = 0; j < p->columns; j++) {
        const int32_t v = p->variable[j];
        a->flags[v] |= GDCS_I_ATTACK_CONTRADICTED;
        a->bound[GDCS_I_LOW][v] = a->system->lower[v];
        a->bound[GDCS_I_HIGH][v] = a->system->upper[v];
        a->proof[GDCS_I_LOW][v] = a->proof[GDCS_I_HIGH][v] = (gdcs_i_proof){0, 0, -1};
    }
}

static gdcs_status settle_all(struct part *p, gdcs_error *err)
{
    gdcs_i_attack *a = p->a;
    int32_t verdict = GDCS_I_LP_OPTIMAL;
    for (int side = 0; side < 2 && verdict == GDCS_I_LP_OPTIMAL; side++)
        TRY(sweep(p, side, &verdict, err));
    for (int64_t j = 0; j < p->columns; j++)
        p->weight[j] = a->bound[GDCS_I_LOW][p->variable[j]];
    for (int64_t j = 0; j < p->columns && verdict != GDCS_I_LP_INFEASIBLE; j++)
        for (int side = 0; side < 2; side++) {
            const int32_t v = p->variable[j];
            if ((a->flags[v] & GDCS_I_ATTACK_WANTED) == 0 || a->met[side][v])
                continue;
            if (verdict != GDCS_I_LP_STOPPED)
                TRY(settle(p, j, side, p->weight[j], &verdict, err));
            a->stopped += verdict == GDCS_I_LP_STOPPED && !a->met[side][v];
        }
    if (verdict == GDCS_I_LP_INFEASIBLE)
        spoil(p);
    return GDCS_OK;
}

/* Within one row, bounds by the row are all there is to know. */
static int is_simple(struct part *p)
{
    gdcs_i_attack *a = p->a;
    if (p->rows > 1)
        return 0;
    for (int64_t j = 0; j < p->columns; j++)
        for (int side = 0; side < 2; side++) {
            a->met[side][p->variable[j]] = 1;
            a->spared += (a->flags[p->variable[j]] & GDCS_I_ATTACK_WANTED) != 0;
        }
    return 1;
}

static gdcs_status solve_part(struct work *w, gdcs_error *err)
{
    struct part *p = &w->part;
    const gdcs_i_lp_rows rows = {p->rows,  p->start,     p->column,
                                 p->value, p->row_lower, p->row_upper};
    const gdcs_i_lp_columns columns = {p->columns, p->lower, p->upper, NULL};
    gdcs_i_lp_options options = {w->a->milliseconds, 0.0};
    if (w->a->milliseconds > 0) {
        const double left = w->deadline - gdcs_i_lp_milliseconds();
        options.milliseconds = left < 1.0 ? 1 : (int64_t)left;
    }
    TRY(gdcs_i_lp_new(&rows, &columns, &options, &p->lp, err));
    const gdcs_status status = settle_all(p, err);
    gdcs_i_lp_free(p->lp);
    return status;
}

gdcs_status gdcs_i_attack_solve(gdcs_i_attack *a, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work w = {.a = a};
    if (a->milliseconds > 0)
        w.deadline = gdcs_i_lp_milliseconds() + (double)a->milliseconds;
    GO(make_room(&w, err));
    gdcs_i_attack_connect(a);
    list_parts(&w);
    for (int64_t v = 0; v < a->system->count; v++) {
        if (gdcs_i_attack_root(a, (int32_t)v) != v || !gdcs_i_attack_is_open(a, v))
            continue;
        if (!build(&w, (int32_t)v))
            continue;
        a->parts++;
        if (!is_simple(&w.part))
            GO(solve_part(&w, err));
    }
done:
    release(&w);
    return status;
}
