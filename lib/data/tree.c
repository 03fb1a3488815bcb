#include <gdcs/tree.h>

#include "core/fail.h"
#include "core/memory.h"
#include "data/table.h"

#include <gdcs/codes.h>
#include <stdlib.h>
#include <string.h>

/* A tree with the texts that it lends. */
struct made {
    gdcs_tree tree;
    gdcs_i_pool *texts;
    char *axis;
    const char **pairs; /* children, then parents */
};

static int32_t by_prefix(const gdcs_i_axis *axis, int32_t code)
{
    const char *text = gdcs_i_pool_text(axis->labels, code);
    for (size_t size = strlen(text); size-- > 1;) {
        const int32_t found = gdcs_i_pool_find(axis->labels, text, size);
        if (found >= 0 && found != axis->total)
            return found;
    }
    return -1;
}

/* The one code of ICCS that a label is, or -1. */
static int32_t iccs(const char *text)
{
    gdcs_codes_iccs found = {.struct_size = sizeof found};
    return gdcs_codes_parse_iccs(text, &found, NULL) == GDCS_OK && found.count == 1
               ? found.indexes[0]
               : -1;
}

static int32_t label_of(const gdcs_i_axis *axis, int32_t index)
{
    for (int32_t code = 0; code < gdcs_i_pool_count(axis->labels); code++)
        if (code != axis->total && iccs(gdcs_i_pool_text(axis->labels, code)) == index)
            return code;
    return -1;
}

static int32_t by_iccs(const gdcs_i_axis *axis, int32_t code)
{
    gdcs_code above = {.struct_size = sizeof above};
    int32_t index = iccs(gdcs_i_pool_text(axis->labels, code));
    while (index >= 0 && gdcs_codes_get(GDCS_CODES_ICCS, index, &above, NULL) == GDCS_OK) {
        index = above.parent;
        const int32_t found = index >= 0 ? label_of(axis, index) : -1;
        if (found >= 0)
            return found;
    }
    return -1;
}

static gdcs_status keep(struct made *m, const char *text, const char **out, gdcs_error *err)
{
    int32_t code = 0;
    TRY(gdcs_i_pool_add(m->texts, text, strlen(text), &code, err));
    *out = gdcs_i_pool_text(m->texts, code);
    return GDCS_OK;
}

static gdcs_status fill(struct made *m, const gdcs_i_axis *axis,
                        int32_t (*above)(const gdcs_i_axis *, int32_t), gdcs_error *err)
{
    void *memory = NULL;
    const int32_t labels = gdcs_i_pool_count(axis->labels);
    TRY(gdcs_i_pool_new(&m->texts, err));
    TRY(gdcs_i_copy_text(axis->name, &m->axis, err));
    TRY(gdcs_i_alloc(&memory, 2 * (int64_t)labels, sizeof *m->pairs, err));
    m->pairs = memory;
    gdcs_tree *tree = &m->tree;
    for (int32_t code = 0; code < labels; code++) {
        const int32_t parent = code == axis->total ? -1 : above(axis, code);
        if (parent < 0)
            continue;
        TRY(keep(m, gdcs_i_pool_text(axis->labels, code), &m->pairs[tree->count], err));
        TRY(keep(m, gdcs_i_pool_text(axis->labels, parent), &m->pairs[labels + tree->count], err));
        tree->count++;
    }
    tree->struct_size = sizeof *tree;
    tree->axis = m->axis;
    tree->children = m->pairs;
    tree->parents = m->pairs + labels;
    return GDCS_OK;
}

static gdcs_status make(const gdcs_table *table, const char *axis,
                        int32_t (*above)(const gdcs_i_axis *, int32_t), gdcs_tree **out,
                        gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need(out, "out", err));
    const int64_t found = gdcs_table_find_axis(table, axis);
    if (found < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "axis", "the table has no axis '%.60s'", axis);
    TRY(gdcs_i_alloc(&memory, 1, sizeof(struct made), err));
    struct made *m = memory;
    const gdcs_status status = fill(m, &table->axes[found], above, err);
    if (status == GDCS_OK)
        *out = &m->tree;
    else
        gdcs_tree_free(&m->tree);
    return status;
}

gdcs_status gdcs_tree_new_prefixes(const gdcs_table *table, const char *axis, gdcs_tree **out,
                                   gdcs_error *err)
{
    return make(table, axis, by_prefix, out, err);
}

gdcs_status gdcs_tree_new_iccs(const gdcs_table *table, const char *axis, gdcs_tree **out,
                               gdcs_error *err)
{
    return make(table, axis, by_iccs, out, err);
}

void gdcs_tree_free(gdcs_tree *tree)
{
    struct made *m = (struct made *)tree;
    if (m == NULL)
        return;
    gdcs_i_pool_free(m->texts);
    free(m->axis);
    free(m->pairs);
    free(m);
}
