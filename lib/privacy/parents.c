/* By a pool, since trees of codes have tens of thousands of labels, each of which is looked up. */
#include "privacy/parents.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

static gdcs_status add_tree(gdcs_i_parents *p, const gdcs_tree *tree, gdcs_error *err)
{
    for (int64_t i = 0; i < tree->count; i++) {
        const int32_t before = gdcs_i_pool_count(p->children);
        const char *child = tree->children[i];
        void *memory = (void *)p->parent;
        int32_t code = 0;
        TRY(gdcs_i_pool_add(p->children, child, strlen(child), &code, err));
        if (code < before)
            continue;
        const gdcs_status status =
            gdcs_i_reserve(&memory, &p->room, (int64_t)code + 1, sizeof *p->parent, err);
        p->parent = memory;
        TRY(status);
        p->parent[code] = tree->parents[i];
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_parents_new(const char *axis, const gdcs_tree *const *trees, int32_t count,
                               gdcs_i_parents *out, gdcs_error *err)
{
    TRY(gdcs_i_pool_new(&out->children, err));
    for (int32_t i = 0; i < count; i++)
        if (strcmp(trees[i]->axis, axis) == 0)
            TRY(add_tree(out, trees[i], err));
    return GDCS_OK;
}

void gdcs_i_parents_free(gdcs_i_parents *p)
{
    gdcs_i_pool_free(p->children);
    free((void *)p->parent);
}

const char *gdcs_i_parents_of(const gdcs_i_parents *p, const char *label)
{
    const int32_t code = gdcs_i_pool_find(p->children, label, strlen(label));
    return code < 0 ? NULL : p->parent[code];
}
