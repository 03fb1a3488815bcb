/* Linear programmes: what no reader with a pencil finds. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "privacy/audit/part.h"

#include <math.h>
#include <stdlib.h>

enum {
    ENTRIES = 400, /* of one proof: beyond it nobody reads on */
    STEPS = 100    /* of the solver, after which a point may show enough already */
};

static double slack_of(double x)
{
    return 1e-6 + 1e-10 * fabs(x);
}

/* Do the points met show that the interval is wide enough, on this side?  Inwards to whole numbers, as
   the interval itself is. */
static int is_enough(const gdcs_i_part *p, int64_t c, int side)
{
    const gdcs_i_enough *need = &p->need[c];
    const double low = gdcs_i_attack_whole(p->a, p->seen[GDCS_I_LOW][c], GDCS_I_LOW);
    const double high = gdcs_i_attack_whole(p->a, p->seen[GDCS_I_HIGH][c], GDCS_I_HIGH);
    const int reaches = side == GDCS_I_LOW ? low <= need->low + slack_of(need->low)
                                           : high >= need->high - slack_of(need->high);
    return p->a->need != NULL && reaches &&
           (need->width == 0.0 || high - low >= need->width - slack_of(need->width));
}

/* A point shows which bounds are reached.  Returns how many that were asked for are settled by it. */
static int64_t absorb(gdcs_i_part *p, const double *point)
{
    int64_t news = 0;
    for (int64_t c = 0; c < p->columns; c++) {
        const double reach[2] = {point[c] - p->bound[GDCS_I_LOW][c],
                                 p->bound[GDCS_I_HIGH][c] - point[c]};
        p->seen[GDCS_I_LOW][c] = fmin(p->seen[GDCS_I_LOW][c], point[c]);
        p->seen[GDCS_I_HIGH][c] = fmax(p->seen[GDCS_I_HIGH][c], point[c]);
        for (int side = 0; side < 2; side++)
            if (!p->met[side][c] &&
                (reach[side] <= slack_of(point[c]) || (p->wanted[c] && is_enough(p, c, side)))) {
                p->met[side][c] = 1;
                news += p->wanted[c];
            }
    }
    return news;
}

static int64_t aim_at_open(gdcs_i_part *p, int side)
{
    int64_t n = 0;
    for (int64_t c = 0; c < p->columns; c++) {
        if (!p->wanted[c] || p->met[side][c] || isinf(p->bound[side][c]))
            continue;
        p->objective[n] = (int32_t)c;
        p->weight[n++] = 1.0;
    }
    return n;
}

/* All that is open at once, as long as that settles a good part of it. */
static gdcs_status sweep(gdcs_i_part *p, gdcs_i_lp *lp, int side, int32_t *verdict, gdcs_error *err)
{
    gdcs_i_lp_answer answer;
    int64_t n;
    while ((n = aim_at_open(p, side)) > 1) {
        const gdcs_i_lp_objective o = {n, p->objective, p->weight, side == GDCS_I_HIGH};
        TRY(gdcs_i_lp_optimise(lp, &o, &answer, err));
        *verdict = answer.verdict == GDCS_I_LP_PAUSED ? GDCS_I_LP_OPTIMAL : answer.verdict;
        p->a->solved += answer.verdict != GDCS_I_LP_PAUSED;
        if (*verdict != GDCS_I_LP_OPTIMAL)
            return GDCS_OK;
        const int64_t news = answer.has_point ? absorb(p, gdcs_i_lp_point(lp)) : 0;
        p->a->spared += news;
        if (answer.verdict == GDCS_I_LP_OPTIMAL && 20 * news < n)
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

/* The rows by which a member is a function of its root. */
static gdcs_status keep_links(gdcs_i_part *p, int32_t j, gdcs_error *err)
{
    for (; p->parent[j] != j; j = p->parent[j])
        TRY(keep_entry(p->a, p->link[j], err));
    return GDCS_OK;
}

static gdcs_status keep_row(gdcs_i_part *p, int32_t row, gdcs_error *err)
{
    const gdcs_i_system *s = p->a->system;
    TRY(keep_entry(p->a, row, err));
    for (int64_t k = s->start[row]; k < s->start[row + 1]; k++)
        if (gdcs_i_attack_is_open(p->a, s->column[k]))
            TRY(keep_links(p, p->local[s->column[k]], err));
    return GDCS_OK;
}

/* The multipliers of the optimum are the proof: the rows they are of, and the bounds that bind. */
static gdcs_status keep_proof(gdcs_i_part *p, const gdcs_i_lp *lp, int32_t j, int side,
                              int member_side, gdcs_error *err)
{
    gdcs_i_attack *a = p->a;
    const double *dual = gdcs_i_lp_duals(lp), *reduced = gdcs_i_lp_reduced(lp);
    gdcs_i_proof proof = {a->entry_count, 0, -1};
    TRY(keep_links(p, j, err));
    for (int64_t i = 0; i < p->count; i++)
        if (fabs(dual[i]) > 1e-7 && a->entry_count - proof.start < ENTRIES)
            TRY(keep_row(p, p->row[i], err));
    for (int32_t k = 0; k < p->members && a->entry_count - proof.start < ENTRIES; k++) {
        const double d = reduced[p->where[k]];
        if (fabs(d) <= 1e-7 || p->where[k] == p->where[j])
            continue;
        const int low = (d > 0.0) == (side == GDCS_I_LOW);
        const int binds = low == (p->sign[k] > 0.0) ? GDCS_I_LOW : GDCS_I_HIGH;
        if (a->proof[binds][p->variable[k]].row >= 0)
            TRY(keep_entry(a, -(2 * (int64_t)p->variable[k] + binds) - 1, err));
    }
    proof.count = (int32_t)(a->entry_count - proof.start);
    a->proof[member_side][p->variable[j]] = proof;
    return GDCS_OK;
}

/* The side of a member that a side of its root is. */
static int side_of(const gdcs_i_part *p, int32_t j, int side)
{
    return p->sign[j] > 0.0 ? side : 1 - side;
}

static gdcs_status keep_proofs(gdcs_i_part *p, const gdcs_i_lp *lp, int32_t column, int side,
                               gdcs_error *err)
{
    for (int32_t j = 0; j < p->members; j++)
        if (p->where[j] == column && (p->a->flags[p->variable[j]] & GDCS_I_ATTACK_WANTED) != 0)
            TRY(keep_proof(p, lp, j, side, side_of(p, j, side), err));
    return GDCS_OK;
}

static gdcs_status settle(gdcs_i_part *p, gdcs_i_lp *lp, int32_t column, int side, int32_t *verdict,
                          gdcs_error *err)
{
    const double one = 1.0;
    const gdcs_i_lp_objective o = {1, &column, &one, side == GDCS_I_HIGH};
    gdcs_i_lp_answer answer;
    do {
        TRY(gdcs_i_lp_optimise(lp, &o, &answer, err));
        if (answer.verdict == GDCS_I_LP_PAUSED && answer.has_point)
            p->a->spared += absorb(p, gdcs_i_lp_point(lp));
    } while (answer.verdict == GDCS_I_LP_PAUSED && !p->met[side][column]);
    p->a->solved++;
    if (answer.verdict == GDCS_I_LP_PAUSED)
        return GDCS_OK;
    *verdict = answer.verdict;
    if (answer.verdict == GDCS_I_LP_UNBOUNDED)
        p->met[side][column] = 1;
    if (answer.verdict != GDCS_I_LP_OPTIMAL)
        return GDCS_OK;
    const double reached = fabs(answer.value - p->bound[side][column]);
    p->a->spared += absorb(p, gdcs_i_lp_point(lp));
    if (reached <= slack_of(answer.value)) /* the bound that was there, with its own proof */
        return GDCS_OK;
    TRY(keep_proofs(p, lp, column, side, err));
    p->bound[side][column] = answer.value;
    p->met[side][column] = 1;
    return GDCS_OK;
}

static void spoil(gdcs_i_part *p)
{
    gdcs_i_attack *a = p->a;
    a->contradictions++;
    for (int64_t j = 0; j < p->members; j++) {
        const int32_t v = p->variable[j];
        a->flags[v] |= GDCS_I_ATTACK_CONTRADICTED;
        a->bound[GDCS_I_LOW][v] = a->system->lower[v];
        a->bound[GDCS_I_HIGH][v] = a->system->upper[v];
        a->proof[GDCS_I_LOW][v] = a->proof[GDCS_I_HIGH][v] = (gdcs_i_proof){0, 0, -1};
    }
}

static gdcs_status keep_bound(gdcs_i_part *p, int32_t j, int side, double x, gdcs_error *err)
{
    gdcs_i_attack *a = p->a;
    const int32_t v = p->variable[j];
    const double was = a->bound[side][v], other = a->bound[1 - side][v];
    const double whole = gdcs_i_attack_whole(a, x, side);
    const double gain = side == GDCS_I_LOW ? whole - was : was - whole;
    if (!(gain > 0.0))
        return GDCS_OK;
    a->bound[side][v] = (side == GDCS_I_LOW ? whole > other : whole < other) ? other : whole;
    if (a->proof[side][v].row >= 0 || a->proof[side][v].count > 0)
        return GDCS_OK;
    a->proof[side][v].start = a->entry_count;
    TRY(keep_links(p, j, err));
    a->proof[side][v].count = (int32_t)(a->entry_count - a->proof[side][v].start);
    return GDCS_OK;
}

/* What is known of the columns goes back to the variables; origin: what they were measured from. */
static gdcs_status give_back(gdcs_i_part *p, const double *origin, gdcs_error *err)
{
    gdcs_i_attack *a = p->a;
    for (int32_t j = 0; j < p->members; j++) {
        const int32_t v = p->variable[j], c = p->where[j];
        for (int side = 0; side < 2; side++) {
            const int own = side_of(p, j, side);
            const double z = p->bound[side][c];
            if (!isinf(z))
                TRY(keep_bound(p, j, own, origin[j] + p->sign[j] * z + p->offset[j], err));
            a->met[own][v] = p->met[side][c];
            a->stopped += !p->met[side][c] && (a->flags[v] & GDCS_I_ATTACK_WANTED) != 0;
        }
    }
    return GDCS_OK;
}

static gdcs_status settle_all(gdcs_i_part *p, gdcs_i_lp *lp, int32_t *verdict, gdcs_error *err)
{
    for (int side = 0; side < 2 && *verdict == GDCS_I_LP_OPTIMAL; side++)
        TRY(sweep(p, lp, side, verdict, err));
    for (int32_t c = 0; c < p->columns; c++)
        for (int side = 0; side < 2; side++)
            if (p->wanted[c] && !p->met[side][c] && *verdict != GDCS_I_LP_INFEASIBLE &&
                *verdict != GDCS_I_LP_STOPPED)
                TRY(settle(p, lp, c, side, verdict, err));
    return GDCS_OK;
}

/* One row, or none besides those that make one variable of many: its limits are all there is to know. */
static int is_simple(gdcs_i_part *p)
{
    if (p->found > 1 && p->count > 0)
        return 0;
    for (int64_t c = 0; c < p->columns; c++)
        p->met[0][c] = p->met[1][c] = 1;
    return 1;
}

static gdcs_status programme(gdcs_i_part *p, double deadline, int32_t *verdict, gdcs_error *err)
{
    const gdcs_i_lp_rows rows = {p->count, p->start,     p->column,
                                 p->value, p->row_lower, p->row_upper};
    const gdcs_i_lp_columns columns = {p->columns, p->bound[0], p->bound[1], NULL};
    gdcs_i_lp_options options = {.iterations = p->a->need != NULL ? STEPS : 0};
    gdcs_i_lp *lp = NULL;
    if (p->a->milliseconds > 0) {
        const double left = deadline - gdcs_i_lp_milliseconds();
        options.milliseconds = left < 1.0 ? 1 : (int64_t)left;
    }
    TRY(gdcs_i_lp_new(&rows, &columns, &options, &lp, err));
    const gdcs_status status = settle_all(p, lp, verdict, err);
    gdcs_i_lp_free(lp);
    return status;
}

static gdcs_status solve_part(gdcs_i_part *p, double deadline, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int32_t verdict = GDCS_I_LP_OPTIMAL;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, p->members, sizeof(double), err));
    double *origin = memory;
    for (int64_t j = 0; j < p->members; j++)
        origin[j] = p->a->bound[GDCS_I_LOW][p->variable[j]];
    if (p->impossible)
        verdict = GDCS_I_LP_INFEASIBLE;
    else if (!is_simple(p))
        status = programme(p, deadline, &verdict, err);
    if (status == GDCS_OK && verdict == GDCS_I_LP_INFEASIBLE)
        spoil(p);
    else if (status == GDCS_OK)
        status = give_back(p, origin, err);
    free(origin);
    return status;
}

/* By root: its first variable; by variable: the next of the same root. */
static void list_parts(const gdcs_i_attack *a, int32_t *first, int32_t *next)
{
    for (int64_t v = 0; v < a->system->count; v++)
        first[v] = -1;
    for (int64_t v = a->system->count - 1; v >= 0; v--) {
        const int32_t top = gdcs_i_attack_root(a, (int32_t)v);
        next[v] = first[top];
        first[top] = (int32_t)v;
    }
}

gdcs_status gdcs_i_attack_solve(gdcs_i_attack *a, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_part part;
    void *first = NULL, *next = NULL;
    const double deadline =
        a->milliseconds > 0 ? gdcs_i_lp_milliseconds() + (double)a->milliseconds : 0.0;
    GO(gdcs_i_part_make(a, &part, err));
    GO(gdcs_i_alloc(&first, a->system->count, sizeof(int32_t), err));
    GO(gdcs_i_alloc(&next, a->system->count, sizeof(int32_t), err));
    gdcs_i_attack_connect(a);
    list_parts(a, first, next);
    for (int64_t v = 0; v < a->system->count; v++) {
        if (gdcs_i_attack_root(a, (int32_t)v) != v || !gdcs_i_attack_is_open(a, v) ||
            !gdcs_i_part_build(&part, ((int32_t *)first)[v], next))
            continue;
        a->parts++;
        GO(solve_part(&part, deadline, err));
    }
done:
    gdcs_i_part_release(&part);
    free(first);
    free(next);
    return status;
}
