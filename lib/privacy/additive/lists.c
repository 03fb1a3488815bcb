#include "core/fail.h"
#include "core/memory.h"
#include "privacy/additive.h"
#include "privacy/perturb.h"

#include <math.h>
#include <stdlib.h>

/* Each total is a list of the cells below it that are no totals: the lists of its parts, one after the
   other.  They come in the order of their grades, so that the lists of parts are there. */

static gdcs_status begin(gdcs_i_additive *a, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *a->value, err));
    a->value = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *a->grade, err));
    a->grade = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *a->kind, err));
    a->kind = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *a->start, err));
    a->start = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *a->length, err));
    a->length = memory;
    TRY(gdcs_i_alloc(&memory, a->cells, sizeof *a->made, err));
    a->made = memory;
    return GDCS_OK;
}

void gdcs_i_additive_free(gdcs_i_additive *a)
{
    gdcs_i_branches_free(&a->branches);
    free(a->value);
    free(a->grade);
    free(a->kind);
    free(a->start);
    free(a->length);
    free(a->made);
    free(a->items);
}

/* Put `count` items behind the others: these, or those that stand at `from`. */
static gdcs_status append(gdcs_i_additive *a, const int32_t *items, int64_t from, int64_t count,
                          gdcs_error *err)
{
    void *memory = a->items;
    TRY(gdcs_i_reserve(&memory, &a->room, a->used + count, sizeof *a->items, err));
    a->items = memory;
    for (int64_t i = 0; i < count; i++)
        a->items[a->used + i] = items != NULL ? items[i] : a->items[from + i];
    a->used += count;
    return GDCS_OK;
}

static gdcs_status list_self(gdcs_i_additive *a, int64_t slot, uint64_t made, gdcs_error *err)
{
    const int32_t item = (int32_t)slot;
    a->start[slot] = a->used;
    a->length[slot] = 1;
    a->made[slot] = made;
    return append(a, &item, 0, 1, err);
}

static gdcs_status read_cells(gdcs_i_additive *a, const char *task, gdcs_error *err)
{
    for (int64_t slot = 0; slot < a->cells; slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(a->table->cells, slot);
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(a->table->cells, slot, codes);
        if (range.inexact)
            return gdcs_i_fail(err, GDCS_E_VALUE, "table", "%s a cell that is no exact number",
                               task);
        a->value[slot] = gdcs_i_range_lower(&range);
        a->grade[slot] = gdcs_i_branches_grade(&a->branches, a->table->width, codes);
        a->kind[slot] = gdcs_i_branches_kind(&a->branches, a->table->width, codes);
        if (a->grade[slot] > a->deepest)
            a->deepest = a->grade[slot];
        if (a->grade[slot] == 0)
            TRY(list_self(a, slot, gdcs_i_perturb_name(a->table, codes), err));
    }
    return GDCS_OK;
}

/* What the parts of a total along one axis come to. */
typedef struct parts {
    int64_t count;
    gdcs_i_sum sum;
    uint64_t made;
} parts;

/* Go along the axis of the line of these codes; append the lists of the parts if asked. */
static gdcs_status gather(gdcs_i_additive *a, int32_t *codes, int32_t axis, int take, parts *out,
                          gdcs_error *err)
{
    const int32_t total = codes[axis];
    *out = (parts){0};
    for (int32_t c = a->branches.first[axis][total]; c >= 0; c = a->branches.next[axis][c]) {
        codes[axis] = c;
        const int64_t part = gdcs_i_cells_find(a->table->cells, codes);
        if (part < 0)
            continue;
        out->count++;
        out->made += a->made[part];
        gdcs_i_sum_add(&out->sum, a->value[part]);
        if (take)
            TRY(append(a, NULL, a->start[part], a->length[part], err));
    }
    codes[axis] = total;
    return GDCS_OK;
}

static gdcs_status check_parts(const gdcs_i_additive *a, int64_t slot, int32_t axis, const parts *p,
                               gdcs_error *err)
{
    const char *name = a->table->axes[axis].name;
    if (fabs(gdcs_i_sum_value(p->sum) - a->value[slot]) > 1e-12 * a->value[slot])
        return gdcs_i_fail(err, GDCS_E_VALUE, name,
                           "the parts of a total of axis \"%.60s\" do not add up to it", name);
    if (p->made != a->made[slot])
        return gdcs_i_fail(err, GDCS_E_SHAPE, name,
                           "the parts of a total along axis \"%.60s\" are not made of the cells "
                           "of its parts along another",
                           name);
    return GDCS_OK;
}

static gdcs_status list_total(gdcs_i_additive *a, int64_t slot, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    int listed = 0;
    gdcs_i_cells_codes(a->table->cells, slot, codes);
    a->start[slot] = a->used;
    for (int32_t axis = 0; axis < a->table->width; axis++) {
        parts p = {0};
        if (a->branches.first[axis][codes[axis]] < 0)
            continue;
        TRY(gather(a, codes, axis, !listed, &p, err));
        if (p.count == 0)
            continue;
        if (!listed)
            a->made[slot] = p.made;
        listed = 1;
        a->length[slot] = a->used - a->start[slot];
        TRY(check_parts(a, slot, axis, &p, err));
    }
    if (listed)
        return GDCS_OK;
    return list_self(a, slot, gdcs_i_perturb_name(a->table, codes) ^ UINT64_C(0x9E3779B97F4A7C15),
                     err);
}

gdcs_status gdcs_i_additive_new(const gdcs_table *table, const gdcs_tree *const *trees, int32_t n,
                                const char *task, gdcs_i_additive *out, gdcs_error *err)
{
    *out = (gdcs_i_additive){.table = table, .cells = gdcs_i_cells_count(table->cells)};
    TRY(gdcs_i_branches_new(table, trees, n, &out->branches, err));
    TRY(begin(out, err));
    TRY(read_cells(out, task, err));
    for (int32_t grade = 1; grade <= out->deepest; grade++)
        for (int64_t slot = 0; slot < out->cells; slot++)
            if (out->grade[slot] == grade)
                TRY(list_total(out, slot, err));
    return GDCS_OK;
}

int gdcs_i_additive_is_total(const gdcs_i_additive *a, int64_t slot)
{
    return a->grade[slot] > 0 && a->items[a->start[slot]] != slot;
}

double gdcs_i_additive_sum(const gdcs_i_additive *a, int64_t slot, const double *value)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < a->length[slot]; i++)
        gdcs_i_sum_add(&sum, value[a->items[a->start[slot] + i]]);
    return gdcs_i_sum_value(sum);
}
