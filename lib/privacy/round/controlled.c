#include "core/fail.h"
#include "core/memory.h"
#include "num/balance.h"
#include "privacy/perturb.h"
#include "privacy/round/rule.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Each total is a list of the cells below it that are no totals: the lists of its parts, one after the
   other.  Totals of one axis come first, then those of two, so that the lists of parts are there. */

typedef struct list {
    int64_t start;
    int64_t count;
} list;

typedef struct work {
    const gdcs_i_round *rule;
    gdcs_table *table;
    int64_t cells;
    double *value;   /* by slot, as the others */
    int32_t *grade;  /* axes at their total */
    list *below;     /* into `items`; a cell that is no total is its own list */
    uint64_t *made;  /* the sum of the names of the cells in the list */
    int32_t *row;    /* of a total that is held near, -1 */
    int32_t *number; /* of a cell that is to be rounded, -1 */
    double *rounded;
    int32_t *items;
    int64_t room, used;
    int32_t deepest;
    int32_t rows;
    int64_t count; /* of cells to be rounded */
} work;

static gdcs_status begin(work *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->cells, sizeof *w->value, err));
    w->value = memory;
    TRY(gdcs_i_alloc(&memory, w->cells, sizeof *w->grade, err));
    w->grade = memory;
    TRY(gdcs_i_alloc(&memory, w->cells, sizeof *w->below, err));
    w->below = memory;
    TRY(gdcs_i_alloc(&memory, w->cells, sizeof *w->made, err));
    w->made = memory;
    TRY(gdcs_i_alloc(&memory, w->cells, sizeof *w->row, err));
    w->row = memory;
    TRY(gdcs_i_alloc(&memory, w->cells, sizeof *w->number, err));
    w->number = memory;
    TRY(gdcs_i_alloc(&memory, w->cells, sizeof *w->rounded, err));
    w->rounded = memory;
    return GDCS_OK;
}

static void end(work *w)
{
    free(w->value);
    free(w->grade);
    free(w->below);
    free(w->made);
    free(w->row);
    free(w->number);
    free(w->rounded);
    free(w->items);
}

static gdcs_status append(work *w, const int32_t *items, int64_t from, int64_t count,
                          gdcs_error *err)
{
    void *memory = w->items;
    TRY(gdcs_i_reserve(&memory, &w->room, w->used + count, sizeof *w->items, err));
    w->items = memory;
    for (int64_t i = 0; i < count; i++)
        w->items[w->used + i] = items != NULL ? items[i] : w->items[from + i];
    w->used += count;
    return GDCS_OK;
}

static gdcs_status read_cells(work *w, gdcs_error *err)
{
    for (int64_t slot = 0; slot < w->cells; slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(w->table->cells, slot);
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(w->table->cells, slot, codes);
        const int32_t item = (int32_t)slot;
        if (range.inexact)
            return gdcs_i_fail(err, GDCS_E_VALUE, "table",
                               "a cell is no exact number: controlled rounding needs sums");
        w->value[slot] = gdcs_i_range_lower(&range);
        w->grade[slot] = gdcs_i_perturb_totals(w->table, codes);
        w->row[slot] = w->number[slot] = -1;
        if (w->grade[slot] > w->deepest)
            w->deepest = w->grade[slot];
        if (w->grade[slot] > 0)
            continue;
        w->below[slot] = (list){w->used, 1};
        w->made[slot] = gdcs_i_perturb_name(w->table, codes);
        TRY(append(w, &item, 0, 1, err));
    }
    return GDCS_OK;
}

/* What the parts of a total along one axis come to. */
typedef struct parts {
    int64_t count;
    gdcs_i_sum sum;
    uint64_t made;
} parts;

/* Go along the axis of the line of these codes; put the lists of the parts into the work if asked. */
static gdcs_status gather(work *w, int32_t *codes, int32_t axis, int take, parts *out,
                          gdcs_error *err)
{
    const int32_t total = codes[axis], labels = gdcs_i_pool_count(w->table->axes[axis].labels);
    *out = (parts){0};
    for (codes[axis] = 0; codes[axis] < labels; codes[axis]++) {
        const int64_t part = codes[axis] != total ? gdcs_i_cells_find(w->table->cells, codes) : -1;
        if (part < 0)
            continue;
        out->count++;
        out->made += w->made[part];
        gdcs_i_sum_add(&out->sum, w->value[part]);
        if (take)
            TRY(append(w, NULL, w->below[part].start, w->below[part].count, err));
    }
    codes[axis] = total;
    return GDCS_OK;
}

static gdcs_status check_parts(const work *w, int64_t slot, int32_t axis, const parts *p,
                               gdcs_error *err)
{
    const char *name = w->table->axes[axis].name;
    if (fabs(gdcs_i_sum_value(p->sum) - w->value[slot]) > 1e-12 * w->value[slot])
        return gdcs_i_fail(err, GDCS_E_VALUE, name,
                           "the parts of a declared total of axis \"%.60s\" do not add up to it",
                           name);
    if (p->made != w->made[slot])
        return gdcs_i_fail(err, GDCS_E_SHAPE, name,
                           "the parts of a total along axis \"%.60s\" are not made of the cells "
                           "of its parts along another",
                           name);
    return GDCS_OK;
}

static gdcs_status list_total(work *w, int64_t slot, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    int listed = 0;
    gdcs_i_cells_codes(w->table->cells, slot, codes);
    w->below[slot] = (list){w->used, 0};
    for (int32_t axis = 0; axis < w->table->width; axis++) {
        parts p = {0};
        if (codes[axis] != w->table->axes[axis].total)
            continue;
        TRY(gather(w, codes, axis, !listed, &p, err));
        if (p.count == 0)
            continue;
        if (!listed)
            w->made[slot] = p.made;
        listed = 1;
        w->below[slot].count = w->used - w->below[slot].start;
        TRY(check_parts(w, slot, axis, &p, err));
    }
    if (listed)
        return GDCS_OK;
    const int32_t item = (int32_t)slot; /* a total without parts is a cell by itself */
    w->below[slot].count = 1;
    w->made[slot] = gdcs_i_perturb_name(w->table, codes) ^ UINT64_C(0x9E3779B97F4A7C15);
    return append(w, &item, 0, 1, err);
}

static gdcs_status list_totals(work *w, gdcs_error *err)
{
    for (int32_t grade = 1; grade <= w->deepest; grade++)
        for (int64_t slot = 0; slot < w->cells; slot++)
            if (w->grade[slot] == grade)
                TRY(list_total(w, slot, err));
    return GDCS_OK;
}

static int is_total(const work *w, int64_t slot)
{
    return w->grade[slot] > 0 && w->items[w->below[slot].start] != slot;
}

/* Totals over the same axes. */
typedef struct kind {
    uint32_t axes;
    int32_t grade;
    int32_t count;
    int32_t held; /* 1: yes, -1: no, 0: not yet asked */
} kind;

typedef struct kinds {
    kind *items;
    int64_t room, count;
} kinds;

static uint32_t axes_of(const work *w, int64_t slot)
{
    int32_t codes[GDCS_I_AXES];
    gdcs_i_cells_codes(w->table->cells, slot, codes);
    uint32_t axes = 0;
    for (int32_t i = 0; i < w->table->width; i++)
        axes |= codes[i] == w->table->axes[i].total ? UINT32_C(1) << i : 0;
    return axes;
}

static kind *find_kind(const kinds *all, uint32_t axes)
{
    for (int64_t i = 0; i < all->count; i++)
        if (all->items[i].axes == axes)
            return &all->items[i];
    return NULL;
}

static gdcs_status count_kinds(const work *w, kinds *all, gdcs_error *err)
{
    for (int64_t slot = 0; slot < w->cells; slot++) {
        if (!is_total(w, slot))
            continue;
        const uint32_t axes = axes_of(w, slot);
        kind *k = find_kind(all, axes);
        if (k == NULL) {
            void *memory = all->items;
            TRY(gdcs_i_reserve(&memory, &all->room, all->count + 1, sizeof *all->items, err));
            all->items = memory;
            k = &all->items[all->count++];
            *k = (kind){.axes = axes, .grade = w->grade[slot]};
        }
        k->count++;
    }
    return GDCS_OK;
}

/* Those over the most axes first, then the fewest. */
static kind *next_kind(const kinds *all)
{
    kind *best = NULL;
    for (int64_t i = 0; i < all->count; i++) {
        kind *k = &all->items[i];
        if (k->held == 0 && (best == NULL || k->grade > best->grade ||
                             (k->grade == best->grade && k->count < best->count)))
            best = k;
    }
    return best;
}

/* Number the cells to be rounded, and the totals that are held near. */
static gdcs_status number_all(work *w, kinds *all, gdcs_error *err)
{
    int32_t left = GDCS_I_BALANCE_ROWS;
    TRY(count_kinds(w, all, err));
    for (kind *k = next_kind(all); k != NULL; k = next_kind(all)) {
        k->held = k->count <= left ? 1 : -1;
        left -= k->held > 0 ? k->count : 0;
    }
    for (int64_t slot = 0; slot < w->cells; slot++) {
        if (is_total(w, slot) && find_kind(all, axes_of(w, slot))->held > 0)
            w->row[slot] = w->rows++;
        if (!is_total(w, slot) && fmod(w->value[slot], w->rule->base) > 0.0)
            w->number[slot] = (int32_t)w->count++;
    }
    return GDCS_OK;
}

typedef struct problem {
    double *part;
    int64_t *start;
    int64_t *at;
    int32_t *row;
    int32_t *grade;
    unsigned char *up;
} problem;

static void release(problem *p)
{
    free(p->part);
    free(p->start);
    free(p->at);
    free(p->row);
    free(p->grade);
    free(p->up);
}

/* The lists turned round: of each cell to be rounded, the rows it is in. */
static gdcs_status turn(const work *w, problem *p, gdcs_error *err)
{
    void *memory = NULL;
    for (int64_t slot = 0; slot < w->cells; slot++)
        for (int64_t i = 0; w->row[slot] >= 0 && i < w->below[slot].count; i++) {
            const int32_t number = w->number[w->items[w->below[slot].start + i]];
            if (number >= 0)
                p->start[number + 1]++;
        }
    for (int64_t i = 0; i < w->count; i++) {
        p->start[i + 1] += p->start[i];
        p->at[i] = p->start[i];
    }
    TRY(gdcs_i_alloc(&memory, p->start[w->count], sizeof *p->row, err));
    p->row = memory;
    for (int64_t slot = 0; slot < w->cells; slot++)
        for (int64_t i = 0; w->row[slot] >= 0 && i < w->below[slot].count; i++) {
            const int32_t number = w->number[w->items[w->below[slot].start + i]];
            if (number >= 0)
                p->row[p->at[number]++] = w->row[slot];
        }
    return GDCS_OK;
}

static gdcs_status pose(const work *w, problem *p, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->count, sizeof *p->part, err));
    p->part = memory;
    TRY(gdcs_i_alloc(&memory, w->count + 1, sizeof *p->start, err));
    p->start = memory;
    TRY(gdcs_i_alloc(&memory, w->count, sizeof *p->at, err));
    p->at = memory;
    TRY(gdcs_i_alloc(&memory, w->rows, sizeof *p->grade, err));
    p->grade = memory;
    TRY(gdcs_i_alloc(&memory, w->count, sizeof *p->up, err));
    p->up = memory;
    for (int64_t slot = 0; slot < w->cells; slot++) {
        if (w->number[slot] >= 0)
            p->part[w->number[slot]] = fmod(w->value[slot], w->rule->base) / w->rule->base;
        if (w->row[slot] >= 0)
            p->grade[w->row[slot]] = w->grade[slot];
    }
    return turn(w, p, err);
}

static gdcs_status solve(work *w, problem *p, gdcs_error *err)
{
    gdcs_i_rng rng = gdcs_i_rng_at(w->rule->seed, 0);
    TRY(pose(w, p, err));
    const gdcs_i_balance balance = {.count = w->count,
                                    .part = p->part,
                                    .start = p->start,
                                    .row = p->row,
                                    .rows = w->rows,
                                    .grade = p->grade};
    TRY(gdcs_i_balance_round(&balance, &rng, p->up, err));
    for (int64_t slot = 0; slot < w->cells; slot++) {
        const int up = w->number[slot] >= 0 && p->up[w->number[slot]];
        w->rounded[slot] = gdcs_i_round_below(w->rule, w->value[slot]) + (up ? w->rule->base : 0.0);
    }
    return GDCS_OK;
}

static gdcs_status put(work *w, gdcs_round_result *result, gdcs_error *err)
{
    for (int64_t slot = 0; slot < w->cells; slot++) {
        gdcs_i_sum sum = {0};
        for (int64_t i = 0; i < w->below[slot].count; i++)
            gdcs_i_sum_add(&sum, w->rounded[w->items[w->below[slot].start + i]]);
        const double rounded = gdcs_i_sum_value(sum), distance = fabs(rounded - w->value[slot]);
        result->furthest = fmax(result->furthest, distance);
        result->beyond += distance >= w->rule->base * (1.0 - 1e-12);
        TRY(gdcs_i_perturb_limit(w->table, slot, rounded, rounded, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_round_controlled(const gdcs_i_round *rule, gdcs_table *table,
                                    gdcs_round_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    work w = {.rule = rule, .table = table, .cells = gdcs_i_cells_count(table->cells)};
    problem p = {0};
    kinds all = {0};
    GO(begin(&w, err));
    GO(read_cells(&w, err));
    GO(list_totals(&w, err));
    GO(number_all(&w, &all, err));
    GO(solve(&w, &p, err));
    GO(put(&w, result, err));
done:
    release(&p);
    free(all.items);
    end(&w);
    return status;
}
