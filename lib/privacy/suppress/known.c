/* What the tables to be protected say of each other, and what others know besides. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/attack.h"
#include "privacy/suppress/suppression.h"

#include <math.h>
#include <stdlib.h>

/* What one cell of a table says. */
struct said {
    int64_t variable; /* -1: nothing */
    double lower;
    double upper;
};

static struct said read_cell(const gdcs_i_system *s, int32_t table, int64_t slot)
{
    int32_t codes[GDCS_I_AXES];
    const gdcs_i_cells *cells = s->views[table].table->cells;
    const gdcs_i_range range = gdcs_i_cells_get(cells, slot);
    const double lower = gdcs_i_range_lower(&range);
    gdcs_i_cells_codes(cells, slot, codes);
    return (struct said){gdcs_i_system_find(s, table, codes), lower,
                         range.inexact ? gdcs_i_range_upper(&range) : lower};
}

static int64_t count_cells(const gdcs_i_system *s, int32_t table)
{
    return gdcs_i_cells_count(s->views[table].table->cells);
}

/* A number that is out already and was another one is replaced by the one that comes out now. */
static void replace(gdcs_i_system *s, int32_t table)
{
    for (int64_t slot = 0; slot < count_cells(s, table); slot++) {
        const struct said cell = read_cell(s, table, slot);
        if (cell.variable < 0 || (s->flags[cell.variable] & GDCS_I_CONFLICTING) == 0 ||
            cell.lower < cell.upper)
            continue;
        s->lower[cell.variable] = s->upper[cell.variable] = cell.lower;
    }
}

static gdcs_status check(const gdcs_i_suppression *p, int32_t table, gdcs_error *err)
{
    gdcs_i_system *s = p->system;
    for (int64_t slot = 0; slot < count_cells(s, table); slot++) {
        const struct said cell = read_cell(s, table, slot);
        const int64_t v = cell.variable;
        char place[GDCS_I_PLACE_SIZE];
        if (v < 0 || (s->flags[v] & GDCS_I_CONFLICTING) == 0 ||
            (cell.lower <= s->lower[v] && s->upper[v] <= cell.upper))
            continue;
        gdcs_i_suppression_place(p, v, place);
        return gdcs_i_fail(err, GDCS_E_VALUE, "tables",
                           "the tables say two numbers of the cell (%.150s)", place);
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_suppression_agree(const gdcs_i_suppression *p, int32_t own, gdcs_error *err)
{
    for (int32_t t = 0; t < own; t++)
        replace(p->system, t);
    for (int32_t t = 0; t < own; t++)
        TRY(check(p, t, err));
    return GDCS_OK;
}

/* What others know already cannot be taken back, and an interval that is out already limits what is hidden
   now; if they are still true, or true again. */
static gdcs_status honour(gdcs_i_suppression *p, int32_t table, gdcs_error *err)
{
    const double one = 1.0;
    gdcs_i_system *s = p->system;
    for (int64_t slot = 0; slot < count_cells(s, table); slot++) {
        const struct said cell = read_cell(s, table, slot);
        const int32_t v = (int32_t)cell.variable;
        const double slack = v < 0 ? 0.0 : 1e-9 * s->lower[v];
        if (v < 0 || cell.lower > s->upper[v] + slack || cell.upper < s->lower[v] - slack)
            continue;
        if (cell.lower == cell.upper)
            p->state[v] = GDCS_I_STAYS;
        else if (cell.lower > 0.0 || cell.upper < INFINITY)
            TRY(gdcs_i_system_add_fact(s, 1, &v, &one, cell.lower, cell.upper, 0, err));
    }
    return GDCS_OK;
}

static int is_true(const gdcs_i_system *s, int64_t row)
{
    double low = 0.0, high = 0.0, size = 1.0;
    for (int64_t e = s->start[row]; e < s->start[row + 1]; e++) {
        const int32_t v = s->column[e];
        low += s->value[e] * (s->value[e] > 0.0 ? s->lower[v] : s->upper[v]);
        high += s->value[e] * (s->value[e] > 0.0 ? s->upper[v] : s->lower[v]);
        size = fmax(size, s->lower[v]);
    }
    return low <= s->row_upper[row] + 1e-9 * size && high >= s->row_lower[row] - 1e-9 * size;
}

static int is_sum(const gdcs_i_system *s, int64_t row)
{
    return s->origin[row].axis >= 0 && s->row_lower[row] == s->row_upper[row];
}

/* Are all numbers in it exact? */
static int is_exact(const gdcs_i_system *s, int64_t row)
{
    for (int64_t e = s->start[row]; e < s->start[row + 1]; e++)
        if (s->lower[s->column[e]] < s->upper[s->column[e]])
            return 0;
    return 1;
}

/* Numbers that some sum shows to be true. */
static void confirm(const gdcs_i_system *s, char *is_confirmed)
{
    for (int64_t r = 0; r < s->rows; r++) {
        const int confirms = is_sum(s, r) && is_exact(s, r) && is_true(s, r);
        for (int64_t e = s->start[r]; confirms && e < s->start[r + 1]; e++)
            is_confirmed[s->column[e]] = 1;
    }
}

/* The only number in a sum that others publish, and that no other sum confirms; -1: none, or several. */
static int32_t find_suspect(const gdcs_i_system *s, int64_t row, int32_t own,
                            const char *is_confirmed)
{
    int32_t found = -1;
    for (int64_t e = s->start[row]; e < s->start[row + 1]; e++) {
        const int32_t v = s->column[e];
        if ((s->flags[v] & GDCS_I_PUBLISHED) == 0 || s->table[v] < own || is_confirmed[v])
            continue;
        if (found >= 0)
            return -1;
        found = v;
    }
    return found;
}

/* What a number is for the sum to be true; NaN if another in it is not exact. */
static double solve(const gdcs_i_system *s, int64_t row, int32_t v)
{
    double rest = 0.0, times = 0.0;
    for (int64_t e = s->start[row]; e < s->start[row + 1]; e++)
        if (s->column[e] == v)
            times = s->value[e];
        else if (s->lower[s->column[e]] < s->upper[s->column[e]])
            return NAN;
        else
            rest += s->value[e] * s->lower[s->column[e]];
    return -rest / times;
}

/* A number of others that is not what the tables to be protected make of it was revised, too: nobody publishes
   what it is now, and who doubts it works that out from these. */
static gdcs_status doubt(gdcs_i_suppression *p, int32_t own, gdcs_error *err)
{
    gdcs_i_system *s = p->system;
    void *memory = NULL;
    if (own == s->tables)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, s->count, 1, err));
    confirm(s, memory);
    for (int64_t r = 0; r < s->rows; r++) {
        const int is_false = is_sum(s, r) && !is_true(s, r);
        const int32_t v = is_false ? find_suspect(s, r, own, memory) : -1;
        const double now = v < 0 ? NAN : solve(s, r, v);
        if (!(now >= 0.0))
            continue;
        s->lower[v] = s->upper[v] = now;
        s->flags[v] &= ~GDCS_I_PUBLISHED;
        p->state[v] = now > 0.0 ? GDCS_I_OPEN : GDCS_I_STAYS; /* who leaves it out says 0 */
    }
    free(memory);
    return GDCS_OK;
}

/* What it is now, is true; that is all. */
static void forget_doubted(gdcs_i_suppression *p)
{
    gdcs_i_system *s = p->system;
    for (int64_t v = 0; v < s->count; v++)
        if (p->state[v] == GDCS_I_OPEN && s->lower[v] == s->upper[v]) {
            s->lower[v] = 0.0;
            s->upper[v] = INFINITY;
        }
}

/* A total that nobody knows, of a table that lacks a label others have: whether the sum is true cannot be
   told. */
static int is_unsure(const gdcs_i_system *s, int64_t row)
{
    const gdcs_i_system_origin o = s->origin[row];
    if (o.axis < 0 || s->lower[o.variable] == s->upper[o.variable])
        return 0;
    const gdcs_i_system_view *view = &s->views[o.table];
    const gdcs_i_system_axis *axis = &s->axes[o.axis];
    int32_t k = 0;
    while (view->axis[k] != o.axis)
        k++;
    int32_t part = axis->first[gdcs_i_system_nodes(s, o.variable)[o.axis]];
    while (part >= 0 && view->has[k][part])
        part = axis->next[part];
    return part >= 0;
}

/* Sums that are false, of a table that leaves out labels or was rounded, lead nobody to the truth.  Left in,
   they would contradict sums that do.  Of a total to be protected that is more than its parts so much is known. */
static void forget_false(gdcs_i_system *s, int32_t own)
{
    for (int64_t r = 0; r < s->rows; r++) {
        const int unsure = is_unsure(s, r);
        if (is_true(s, r) && !unsure)
            continue;
        s->row_upper[r] = INFINITY;
        if ((s->origin[r].table >= own && !unsure) || !is_true(s, r))
            s->row_lower[r] = -INFINITY;
    }
}

/* What the numbers to be protected say of those that nobody publishes: how far these can fall. */
static gdcs_status find_least(gdcs_i_suppression *p, gdcs_error *err)
{
    gdcs_i_attack *a = NULL;
    int64_t open = 0;
    for (int64_t v = 0; v < p->system->count; v++)
        open += p->state[v] == GDCS_I_OPEN;
    if (open == 0)
        return GDCS_OK;
    TRY(gdcs_i_attack_new(p->system, p->is_proved, NULL, 0, &a, err)); /* none is asked for yet */
    for (int64_t v = 0; v < p->system->count; v++)
        p->least[v] = a->bound[GDCS_I_LOW][v];
    gdcs_i_attack_free(a);
    return GDCS_OK;
}

gdcs_status gdcs_i_suppression_know(gdcs_i_suppression *p, int32_t own, gdcs_error *err)
{
    TRY(doubt(p, own, err));
    for (int32_t t = own; t < p->system->tables; t++)
        TRY(honour(p, t, err));
    forget_false(p->system, own);
    forget_doubted(p);
    return find_least(p, err);
}
