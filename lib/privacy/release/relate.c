/* Labels of what was released in those of other tables. */
#include "core/fail.h"
#include "core/memory.h"
#include "core/pool.h"
#include "privacy/parents.h"
#include "privacy/release/known.h"

#include <stdlib.h>
#include <string.h>

enum { TREE_V1 = 40, DEEPEST = 32 };

struct relating {
    const gdcs_i_known *known;
    gdcs_i_pool *placed;  /* axes and labels that have a place, ... */
    const char **parents; /* ... and what they are part of */
    int64_t parent_room;
    char *text; /* of one of them */
    int64_t room;
    gdcs_i_parents *up; /* by tree: what its labels are part of */
};

static int is_in(const gdcs_table *const *tables, int32_t n, const char *axis, const char *label)
{
    for (int32_t t = 0; t < n; t++) {
        const int64_t i = gdcs_table_find_axis(tables[t], axis);
        if (i >= 0 && gdcs_i_pool_find(tables[t]->axes[i].labels, label, strlen(label)) >= 0)
            return 1;
    }
    return 0;
}

static int has_label(const gdcs_i_known *k, const char *axis, const char *label)
{
    return is_in(k->tables, k->count, axis, label) ||
           is_in(k->records, k->record_count, axis, label);
}

static int has_axis(const gdcs_i_known *k, const char *axis)
{
    for (int32_t t = 0; t < k->count; t++)
        if (gdcs_table_find_axis(k->tables[t], axis) >= 0)
            return 1;
    return 0;
}

/* What the label is part of: `parent`, if nobody has said it yet. */
static gdcs_status place(struct relating *w, const char *axis, const char *label,
                         const char *parent, const char **out, gdcs_error *err)
{
    const size_t a = strlen(axis), b = strlen(label);
    void *text = w->text;
    int32_t code = 0;
    const int32_t before = gdcs_i_pool_count(w->placed);
    const gdcs_status status = gdcs_i_reserve(&text, &w->room, (int64_t)(a + b + 1), 1, err);
    w->text = text;
    TRY(status);
    memcpy(w->text, axis, a);
    w->text[a] = '\n';
    memcpy(w->text + a + 1, label, b);
    TRY(gdcs_i_pool_add(w->placed, w->text, a + b + 1, &code, err));
    void *parents = (void *)w->parents;
    const gdcs_status kept =
        gdcs_i_reserve(&parents, &w->parent_room, (int64_t)before + 1, sizeof *w->parents, err);
    w->parents = parents;
    TRY(kept);
    if (code == before)
        w->parents[code] = parent;
    *out = w->parents[code];
    return GDCS_OK;
}

/* Is the one label part of the other, by all that trees say? */
static int is_below(const struct relating *w, const char *axis, const char *low, const char *high,
                    int depth)
{
    const gdcs_i_known *k = w->known;
    for (int32_t i = 0; depth < DEEPEST && i < k->tree_count; i++) {
        const char *up =
            strcmp(k->trees[i].axis, axis) == 0 ? gdcs_i_parents_of(&w->up[i], low) : NULL;
        if (up != NULL && (strcmp(up, high) == 0 || is_below(w, axis, up, high, depth + 1)))
            return 1;
    }
    return 0;
}

static gdcs_status look_up(struct relating *w, int32_t i, gdcs_error *err)
{
    const gdcs_tree *tree = &w->known->trees[i];
    gdcs_i_parents_free(&w->up[i]);
    w->up[i] = (gdcs_i_parents){.room = 0};
    return gdcs_i_parents_new(tree->axis, &tree, 1, &w->up[i], err);
}

/* Groupings of published labels that cross each other would have to be two sets of sums at once. */
static gdcs_status check_crossing(const struct relating *w, const char *axis, const char *child,
                                  const char *parent, const char *other, gdcs_error *err)
{
    const gdcs_i_known *k = w->known;
    if (strcmp(parent, other) == 0 || !has_label(k, axis, child) || !has_label(k, axis, parent) ||
        !has_label(k, axis, other) || is_below(w, axis, parent, other, 0) ||
        is_below(w, axis, other, parent, 0))
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_DUPLICATE, axis,
                       "'%.40s' is part of '%.40s', and of '%.40s' by an earlier release, of which "
                       "neither is part of the other",
                       child, other, parent);
}

gdcs_status gdcs_i_known_take_tree(const gdcs_tree *given, gdcs_tree *tree, gdcs_error *err)
{
    TRY(gdcs_i_need(given, "trees", err));
    TRY(gdcs_i_take(tree, sizeof *tree, given, TREE_V1, err));
    TRY(gdcs_i_need(tree->axis, "trees", err));
    if (tree->count > 0) {
        TRY(gdcs_i_need((const void *)tree->children, "trees", err));
        TRY(gdcs_i_need((const void *)tree->parents, "trees", err));
    }
    for (int64_t i = 0; i < tree->count; i++) {
        TRY(gdcs_i_need(tree->children[i], "trees", err));
        TRY(gdcs_i_need(tree->parents[i], "trees", err));
    }
    return GDCS_OK;
}

/* The pairs of a tree whose labels are there and have no other place, in `nodes`. */
static gdcs_status thin(struct relating *w, gdcs_tree *tree, const char **nodes, gdcs_error *err)
{
    const char **parents = nodes + tree->count;
    const int64_t count = has_axis(w->known, tree->axis) ? tree->count : 0;
    int64_t kept = 0;
    for (int64_t i = 0; i < count; i++) {
        const char *child = tree->children[i], *parent = tree->parents[i];
        const char *placed = NULL;
        if (!has_label(w->known, tree->axis, child) || !has_label(w->known, tree->axis, parent))
            continue;
        TRY(place(w, tree->axis, child, parent, &placed, err));
        if (placed != parent) {
            TRY(check_crossing(w, tree->axis, child, parent, placed, err));
            continue;
        }
        nodes[kept] = child;
        parents[kept++] = parent;
    }
    tree->children = nodes;
    tree->parents = parents;
    tree->count = kept;
    return GDCS_OK;
}

static gdcs_status note(struct relating *w, const gdcs_tree *tree, gdcs_error *err)
{
    const char *ignored = NULL;
    for (int64_t i = 0; i < tree->count; i++)
        TRY(place(w, tree->axis, tree->children[i], tree->parents[i], &ignored, err));
    return GDCS_OK;
}

static gdcs_status list(const gdcs_i_release *r, const gdcs_tree **given, gdcs_i_known *k,
                        int64_t *pairs, gdcs_error *err)
{
    const int32_t own = r->options.tree_count;
    for (int32_t i = 0; i < own; i++)
        given[i] = r->options.trees[i];
    gdcs_i_release_log_list_trees(r->options.log, given + own);
    for (int32_t i = 0; i < k->tree_count; i++) {
        TRY(gdcs_i_known_take_tree(given[i], &k->trees[i], err));
        if (k->trees[i].count < 0)
            k->trees[i].count = 0;
        *pairs += k->trees[i].count;
    }
    return GDCS_OK;
}

static gdcs_status fill(const gdcs_i_release *r, int is_strict, gdcs_i_known *k, int64_t pairs,
                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct relating w = {.known = k};
    void *memory = NULL;
    int64_t at = 0;
    const int32_t trees = k->tree_count;
    int32_t kept = 0;
    GO(gdcs_i_alloc(&memory, 2 * pairs, sizeof *k->nodes, err));
    k->nodes = memory;
    GO(gdcs_i_pool_new(&w.placed, err));
    GO(gdcs_i_alloc(&memory, trees, sizeof *w.up, err));
    w.up = memory;
    for (int32_t i = 0; i < trees; i++)
        GO(look_up(&w, i, err));
    for (int32_t i = 0; i < k->tree_count; i++) {
        gdcs_tree *tree = &k->trees[i];
        const int64_t room = 2 * tree->count;
        if (is_strict && i < r->options.tree_count) {
            GO(note(&w, tree, err));
            k->tree_pointers[kept++] = r->options.trees[i];
        } else {
            GO(thin(&w, tree, k->nodes + at, err));
            GO(look_up(&w, i, err));
            if (tree->count > 0)
                k->tree_pointers[kept++] = tree;
        }
        at += room;
    }
    k->tree_count = kept;
done:
    for (int32_t i = 0; w.up != NULL && i < trees; i++)
        gdcs_i_parents_free(&w.up[i]);
    free(w.up);
    gdcs_i_pool_free(w.placed);
    free((void *)w.parents);
    free(w.text);
    return status;
}

gdcs_status gdcs_i_known_relate(const gdcs_i_release *r, int is_strict, gdcs_i_known *k,
                                gdcs_error *err)
{
    void *memory = NULL;
    int64_t pairs = 0;
    k->tree_count = r->options.tree_count + gdcs_i_release_log_trees(r->options.log);
    TRY(gdcs_i_alloc(&memory, k->tree_count, sizeof *k->trees, err));
    k->trees = memory;
    TRY(gdcs_i_alloc(&memory, k->tree_count, sizeof *k->tree_pointers, err));
    k->tree_pointers = memory;
    TRY(list(r, k->tree_pointers, k, &pairs, err));
    return fill(r, is_strict, k, pairs, err);
}
