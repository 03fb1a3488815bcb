#include "privacy/branches.h"

#include "core/fail.h"
#include "core/memory.h"
#include "privacy/perturb.h"
#include "privacy/system/axes.h"

#include <stdlib.h>

static gdcs_status fill(int32_t **array, int32_t labels, int32_t with, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, labels, sizeof **array, err));
    *array = memory;
    for (int32_t code = 0; code < labels; code++)
        (*array)[code] = with;
    return GDCS_OK;
}

/* From the nodes of the axis to the codes of the table. */
static gdcs_status read_axis(const gdcs_i_system *s, int32_t k, gdcs_i_branches *b, gdcs_error *err)
{
    const gdcs_i_system_axis *from = &s->axes[k];
    const gdcs_i_axis *axis = &s->views[0].table->axes[k];
    const int32_t labels = gdcs_i_pool_count(axis->labels);
    int32_t *code_of = NULL;
    TRY(fill(&b->parent[k], labels, -1, err));
    TRY(fill(&b->first[k], labels, -1, err));
    TRY(fill(&b->next[k], labels, -1, err));
    TRY(fill(&b->height[k], labels, 0, err));
    TRY(fill(&code_of, from->nodes, -1, err));
    for (int32_t code = 0; code < labels; code++)
        code_of[s->views[0].node[k][code]] = code;
    for (int32_t code = 0; code < labels; code++) {
        const int32_t above = from->parent[s->views[0].node[k][code]];
        b->parent[k][code] = above >= 0 ? code_of[above] : -1;
    }
    free(code_of);
    return GDCS_OK;
}

static void connect(gdcs_i_branches *b, int32_t k, int32_t labels)
{
    for (int32_t code = labels - 1; code >= 0; code--) {
        int32_t height = 0;
        const int32_t parent = b->parent[k][code];
        if (parent >= 0) {
            b->next[k][code] = b->first[k][parent];
            b->first[k][parent] = code;
        }
        for (int32_t at = parent; at >= 0; at = b->parent[k][at])
            if (b->height[k][at] < ++height)
                b->height[k][at] = height;
    }
}

gdcs_status gdcs_i_branches_new(const gdcs_table *table, const gdcs_tree *const *trees, int32_t n,
                                gdcs_i_branches *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_system s = {.tables = 1};
    void *memory = NULL;
    *out = (gdcs_i_branches){.parent = {NULL}};
    TRY(gdcs_i_alloc(&memory, 1, sizeof *s.views, err));
    s.views = memory;
    s.views[0].table = table;
    GO(gdcs_i_system_join(&s, trees, n, err));
    for (int32_t k = 0; k < table->width; k++) {
        GO(read_axis(&s, k, out, err));
        connect(out, k, gdcs_i_pool_count(table->axes[k].labels));
    }
done:
    gdcs_i_system_free_axes(&s);
    return status;
}

void gdcs_i_branches_free(gdcs_i_branches *b)
{
    for (int32_t k = 0; k < GDCS_I_AXES; k++) {
        free(b->parent[k]);
        free(b->first[k]);
        free(b->next[k]);
        free(b->height[k]);
    }
}

int32_t gdcs_i_branches_grade(const gdcs_i_branches *b, int32_t width, const int32_t *codes)
{
    int32_t grade = 0;
    for (int32_t k = 0; k < width; k++)
        grade += b->height[k][codes[k]];
    return grade;
}

uint64_t gdcs_i_branches_kind(const gdcs_i_branches *b, int32_t width, const int32_t *codes)
{
    uint64_t kind = 0;
    for (int32_t k = 0; k < width; k++)
        kind += gdcs_i_perturb_stir((uint64_t)k << 32 | (uint32_t)b->height[k][codes[k]]);
    return kind;
}
