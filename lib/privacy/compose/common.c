/* Labels of a column of two releases.

   Labels of a release are none part of another, so that one of the first is above some of the second, below
   one, equal to one, or apart from all: the highest label of either that one is part of says which may be the
   same. */
#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"
#include "privacy/compose/meet.h"
#include "privacy/parents.h"

#include <stdlib.h>
#include <string.h>

struct ladder {
    const gdcs_i_axis *axis[2];
    gdcs_i_parents parents;
};

int gdcs_i_composed_has_key(const gdcs_i_composed *side, const char *name)
{
    for (int64_t i = 0; i < side->keys->count; i++)
        if (strcmp(side->keys->columns[i], name) == 0)
            return 1;
    return 0;
}

static int has_label(const gdcs_i_axis *axis, const char *label)
{
    const int32_t code = gdcs_i_pool_find(axis->labels, label, strlen(label));
    return code >= 0 && code != axis->total;
}

static int is_below(const struct ladder *l, const char *label, const char *high)
{
    const int32_t most = gdcs_i_pool_count(l->parents.children);
    for (int32_t steps = 0; label != NULL && steps <= most; steps++) {
        if (strcmp(label, high) == 0)
            return 1;
        label = gdcs_i_parents_of(&l->parents, label);
    }
    return 0;
}

static int is_there(const struct ladder *l, const char *label)
{
    return has_label(l->axis[0], label) || has_label(l->axis[1], label);
}

/* Of groups that cross each other neither is part of the other, and yet somebody may be of both. */
static gdcs_status check_crossing(const struct ladder *l, const gdcs_tree *tree, gdcs_error *err)
{
    for (int64_t i = 0; i < tree->count; i++) {
        const char *child = tree->children[i], *parent = tree->parents[i],
                   *other = gdcs_i_parents_of(&l->parents, child);
        if (is_there(l, parent) && is_there(l, other) && !is_below(l, parent, other) &&
            !is_below(l, other, parent))
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, tree->axis,
                               "'%.40s' is part of '%.40s', and of '%.40s' by another release of "
                               "records, of which neither is part of the other",
                               child, parent, other);
    }
    return GDCS_OK;
}

/* The highest label of either that it is part of, or itself. */
static gdcs_status find_top(const struct ladder *l, int s, const char *label, const char **top,
                            gdcs_error *err)
{
    const int32_t most = gdcs_i_pool_count(l->parents.children);
    const char *up = label;
    *top = label;
    for (int32_t steps = 0; steps < most; steps++) {
        up = gdcs_i_parents_of(&l->parents, up);
        if (up == NULL)
            break;
        if (has_label(l->axis[s], up))
            return gdcs_i_fail(err, GDCS_E_SHAPE, l->axis[s]->name,
                               "records have '%.60s' and also '%.60s', which it is part of", label,
                               up);
        if (has_label(l->axis[1 - s], up))
            *top = up;
    }
    return GDCS_OK;
}

/* Numbers from 1; 0 for what is missing. */
static gdcs_status number(const struct ladder *l, int s, gdcs_i_pool *tops, gdcs_i_common *c,
                          gdcs_error *err)
{
    const int32_t labels = gdcs_i_pool_count(l->axis[s]->labels);
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)labels + 1, sizeof *c->value[s], err));
    c->value[s] = memory;
    for (int32_t code = 0; code < labels; code++) {
        const char *top = NULL;
        int32_t value = 0;
        if (code == l->axis[s]->total)
            continue;
        TRY(find_top(l, s, gdcs_i_pool_text(l->axis[s]->labels, code), &top, err));
        TRY(gdcs_i_pool_add(tops, top, strlen(top), &value, err));
        c->value[s][code + 1] = value + 1;
    }
    c->values = gdcs_i_pool_count(tops);
    return GDCS_OK;
}

/* Missing keys that both releases count as a value of its own are one. */
static void count_missing(const gdcs_i_composed *const *sides, gdcs_i_common *c)
{
    int is_value = c->is_key;
    for (int s = 0; s < 2; s++)
        is_value &= sides[s]->keys->missing == GDCS_MICRODATA_MISSING_CATEGORY;
    if (!is_value)
        return;
    c->values++;
    for (int s = 0; s < 2; s++)
        c->value[s][0] = c->values;
}

gdcs_status gdcs_i_common_new(const gdcs_i_composed *const *sides, int32_t first, int32_t second,
                              const gdcs_tree *const *trees, int32_t tree_count, gdcs_i_common *out,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct ladder l = {.axis = {&sides[0]->table->axes[first], &sides[1]->table->axes[second]}};
    gdcs_i_pool *tops = NULL;
    const char *name = l.axis[0]->name;
    *out = (gdcs_i_common){.axis = {first, second},
                           .is_key = gdcs_i_composed_has_key(sides[0], name) &&
                                     gdcs_i_composed_has_key(sides[1], name)};
    GO(gdcs_i_parents_new(name, trees, tree_count, &l.parents, err));
    GO(gdcs_i_pool_new(&tops, err));
    for (int32_t i = 0; i < tree_count; i++)
        if (strcmp(trees[i]->axis, name) == 0)
            GO(check_crossing(&l, trees[i], err));
    for (int s = 0; s < 2; s++)
        GO(number(&l, s, tops, out, err));
    count_missing(sides, out);
done:
    gdcs_i_parents_free(&l.parents);
    gdcs_i_pool_free(tops);
    return status;
}

void gdcs_i_common_free(gdcs_i_common *c)
{
    free(c->value[0]);
    free(c->value[1]);
}
