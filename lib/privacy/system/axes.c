#include "privacy/system/axes.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { TREE_V1 = 40 };

static int32_t find_axis(const gdcs_i_system *s, const char *name)
{
    for (int32_t i = 0; i < s->width; i++)
        if (strcmp(s->axes[i].name, name) == 0)
            return i;
    return -1;
}

static gdcs_status add_axis(gdcs_i_system *s, const gdcs_i_axis *axis, int32_t *out,
                            gdcs_error *err)
{
    int32_t found = find_axis(s, axis->name);
    if (found < 0) {
        if (s->width == GDCS_I_AXES)
            return gdcs_i_fail(err, GDCS_E_LIMIT, axis->name, "the tables have more than %d axes",
                               (int)GDCS_I_AXES);
        found = s->width;
        TRY(gdcs_i_pool_new(&s->axes[found].labels, err));
        s->axes[found].name = axis->name;
        s->axes[found].concept_id = axis->concept_id;
        s->axes[found].nodes = 1;
        s->width++;
    }
    gdcs_i_system_axis *a = &s->axes[found];
    if (a->concept_id != axis->concept_id)
        return gdcs_i_fail(err, GDCS_E_SHAPE, axis->name,
                           "the axis is of one concept in one table and of another in another");
    if (axis->total >= 0)
        a->has_total = 1;
    if (a->total == NULL)
        a->total = axis->total_label;
    *out = found;
    return GDCS_OK;
}

static gdcs_status add_label(gdcs_i_system_axis *a, const char *text, int32_t *node,
                             gdcs_error *err)
{
    int32_t code = 0;
    TRY(gdcs_i_pool_add(a->labels, text, strlen(text), &code, err));
    *node = code + 1;
    a->nodes = gdcs_i_pool_count(a->labels) + 1;
    return GDCS_OK;
}

/* Women and men are looked for on an axis of sex whether anybody named them or not. */
static gdcs_status add_sexes(gdcs_i_system_axis *a, gdcs_error *err)
{
    int32_t node;
    if (a->concept_id != GDCS_CONCEPT_SEX)
        return GDCS_OK;
    TRY(add_label(a, "F", &node, err));
    return add_label(a, "M", &node, err);
}

static gdcs_status map_labels(gdcs_i_system *s, gdcs_i_system_view *view, int32_t k,
                              gdcs_error *err)
{
    const gdcs_i_axis *from = &view->table->axes[k];
    gdcs_i_system_axis *a = &s->axes[view->axis[k]];
    const int32_t labels = gdcs_i_pool_count(from->labels);
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, labels, sizeof(int32_t), err));
    view->node[k] = memory;
    TRY(add_sexes(a, err));
    for (int32_t code = 0; code < labels; code++)
        if (code != from->total)
            TRY(add_label(a, gdcs_i_pool_text(from->labels, code), &view->node[k][code], err));
    return GDCS_OK;
}

static gdcs_status join_table(gdcs_i_system *s, gdcs_i_system_view *view, gdcs_error *err)
{
    for (int32_t k = 0; k < view->table->width; k++) {
        TRY(add_axis(s, &view->table->axes[k], &view->axis[k], err));
        TRY(map_labels(s, view, k, err));
    }
    return GDCS_OK;
}

/* A table without the axis publishes totals over it. */
static void note_totals(gdcs_i_system *s)
{
    for (int32_t i = 0; i < s->width; i++) {
        gdcs_i_system_axis *a = &s->axes[i];
        for (int32_t t = 0; t < s->tables; t++)
            if (gdcs_table_find_axis(s->views[t].table, a->name) < 0)
                a->has_total = 1;
        if (a->total == NULL)
            a->total = a->concept_id == GDCS_CONCEPT_SEX ? "_T" : "total";
    }
}

static gdcs_status make_room(gdcs_i_system *s, gdcs_error *err)
{
    for (int32_t i = 0; i < s->width; i++) {
        gdcs_i_system_axis *a = &s->axes[i];
        a->named = a->nodes;
        void *memory[3] = {NULL};
        gdcs_status status = GDCS_OK;
        for (int k = 0; k < 3 && status == GDCS_OK; k++)
            status = gdcs_i_alloc(&memory[k], a->nodes, sizeof(int32_t), err);
        a->parent = memory[0];
        a->first = memory[1];
        a->next = memory[2];
        TRY(status);
        for (int32_t n = 0; n < a->nodes; n++)
            a->parent[n] = a->first[n] = a->next[n] = -1;
    }
    return GDCS_OK;
}

static gdcs_status find_node(const gdcs_i_system_axis *a, const char *label, int32_t *node,
                             gdcs_error *err)
{
    TRY(gdcs_i_need(label, "trees", err));
    *node = gdcs_i_pool_find(a->labels, label, strlen(label)) + 1;
    if (*node == 0)
        return gdcs_i_fail(err, GDCS_E_NAME, a->name, "a tree has '%.60s', which is no label",
                           label);
    return GDCS_OK;
}

static gdcs_status add_pair(gdcs_i_system_axis *a, const char *child, const char *parent,
                            gdcs_error *err)
{
    int32_t c, p;
    TRY(find_node(a, child, &c, err));
    TRY(find_node(a, parent, &p, err));
    if (a->parent[c] >= 0)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, a->name, "'%.60s' is part of two labels", child);
    for (int32_t n = p; n >= 0; n = a->parent[n])
        if (n == c)
            return gdcs_i_fail(err, GDCS_E_SHAPE, a->name, "'%.60s' is part of itself", child);
    a->parent[c] = p;
    return GDCS_OK;
}

static gdcs_status add_tree(gdcs_i_system *s, const gdcs_tree *given, gdcs_error *err)
{
    gdcs_tree tree;
    TRY(gdcs_i_need(given, "trees", err));
    TRY(gdcs_i_take(&tree, sizeof tree, given, TREE_V1, err));
    TRY(gdcs_i_need(tree.axis, "trees", err));
    const int32_t i = find_axis(s, tree.axis);
    if (i < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, "trees", "there is no axis '%.60s'", tree.axis);
    if (tree.count > 0) {
        TRY(gdcs_i_need(tree.children, "trees", err));
        TRY(gdcs_i_need(tree.parents, "trees", err));
    }
    for (int64_t k = 0; k < tree.count; k++)
        TRY(add_pair(&s->axes[i], tree.children[k], tree.parents[k], err));
    return GDCS_OK;
}

/* Roots are parts of the total; each parent gets the list of its parts, in order. */
static void connect(gdcs_i_system *s)
{
    for (int32_t i = 0; i < s->width; i++) {
        gdcs_i_system_axis *a = &s->axes[i];
        for (int32_t n = a->nodes - 1; n > 0; n--) {
            if (a->parent[n] < 0 && a->has_total)
                a->parent[n] = 0;
            if (a->parent[n] < 0)
                continue;
            a->next[n] = a->first[a->parent[n]];
            a->first[a->parent[n]] = n;
        }
    }
}

/* A label whose parts are all there follows from them, whether the table has it or not. */
static void note_wholes(const gdcs_i_system_axis *a, char *has)
{
    for (int news = 1; news;) {
        news = 0;
        for (int32_t n = 1; n < a->nodes; n++) {
            int all = a->first[n] >= 0 && !has[n];
            for (int32_t part = a->first[n]; part >= 0; part = a->next[part])
                all &= has[part] != 0;
            if (all)
                has[n] = GDCS_I_FOLLOWS;
            news |= all;
        }
    }
}

static gdcs_status note_labels(gdcs_i_system *s, gdcs_i_system_view *view, gdcs_error *err)
{
    for (int32_t k = 0; k < view->table->width; k++) {
        const gdcs_i_system_axis *a = &s->axes[view->axis[k]];
        void *memory = NULL;
        TRY(gdcs_i_alloc(&memory, a->nodes, 1, err));
        view->has[k] = memory;
        const int32_t labels = gdcs_i_pool_count(view->table->axes[k].labels);
        view->has[k][0] = (char)a->has_total;
        for (int32_t code = 0; code < labels; code++)
            view->has[k][view->node[k][code]] = 1;
        for (int32_t n = 1; a->concept_id == GDCS_CONCEPT_SEX && n < a->nodes; n++)
            view->has[k][n] |= (char)!gdcs_i_system_is_rare(a, n);
        note_wholes(a, view->has[k]);
    }
    return GDCS_OK;
}

/* A label that nobody else has. */
static gdcs_status add_unnamed(gdcs_i_system_axis *a, int32_t *node, gdcs_error *err)
{
    char text[32] = "(not shown)";
    for (int i = a->nodes - a->named + 1;
         i > 1 || gdcs_i_pool_find(a->labels, text, strlen(text)) >= 0; i++) {
        snprintf(text, sizeof text, "(not shown %d)", i);
        if (gdcs_i_pool_find(a->labels, text, strlen(text)) < 0)
            break;
    }
    return add_label(a, text, node, err);
}

static gdcs_status widen(gdcs_i_system *s, int32_t axis, int32_t before, int32_t nodes,
                         gdcs_error *err)
{
    gdcs_i_system_axis *a = &s->axes[axis];
    int32_t **const lists[] = {&a->parent, &a->first, &a->next};
    for (int i = 0; i < 3; i++) {
        void *list = *lists[i];
        int64_t room = before;
        const gdcs_status status = gdcs_i_reserve(&list, &room, nodes, sizeof(int32_t), err);
        *lists[i] = list;
        TRY(status);
    }
    for (int32_t t = 0; t < s->tables; t++)
        for (int32_t k = 0; k < s->views[t].table->width; k++) {
            void *has = s->views[t].has[k];
            int64_t room = before;
            if (s->views[t].axis[k] != axis)
                continue;
            const gdcs_status status = gdcs_i_reserve(&has, &room, nodes, 1, err);
            s->views[t].has[k] = has;
            TRY(status);
        }
    return GDCS_OK;
}

gdcs_status gdcs_i_system_add_rests(gdcs_i_system *s, int32_t axis, const int32_t *parents,
                                    int32_t n, gdcs_error *err)
{
    gdcs_i_system_axis *a = &s->axes[axis];
    TRY(widen(s, axis, a->nodes, a->nodes + n, err));
    for (int32_t i = 0; i < n; i++) {
        int32_t node = 0;
        TRY(add_unnamed(a, &node, err));
        a->parent[node] = parents[i];
        a->first[node] = -1;
        a->next[node] = a->first[parents[i]];
        a->first[parents[i]] = node;
    }
    return GDCS_OK;
}

int gdcs_i_system_is_rare(const gdcs_i_system_axis *axis, int32_t node)
{
    if (axis->concept_id != GDCS_CONCEPT_SEX || node == 0)
        return 0;
    const char *text = gdcs_i_pool_text(axis->labels, node - 1);
    return strcmp(text, "F") != 0 && strcmp(text, "M") != 0;
}

gdcs_status gdcs_i_system_join(gdcs_i_system *s, const gdcs_tree *const *trees, int32_t n,
                               gdcs_error *err)
{
    for (int32_t t = 0; t < s->tables; t++)
        TRY(join_table(s, &s->views[t], err));
    note_totals(s);
    TRY(make_room(s, err));
    if (n > 0)
        TRY(gdcs_i_need(trees, "trees", err));
    for (int32_t i = 0; i < n; i++)
        TRY(add_tree(s, trees[i], err));
    connect(s);
    for (int32_t t = 0; t < s->tables; t++)
        TRY(note_labels(s, &s->views[t], err));
    return GDCS_OK;
}

void gdcs_i_system_free_axes(gdcs_i_system *s)
{
    for (int32_t i = 0; i < s->width; i++) {
        gdcs_i_pool_free(s->axes[i].labels);
        free(s->axes[i].parent);
        free(s->axes[i].first);
        free(s->axes[i].next);
    }
    for (int32_t t = 0; s->views != NULL && t < s->tables; t++)
        for (int32_t k = 0; k < GDCS_I_AXES; k++) {
            free(s->views[t].node[k]);
            free(s->views[t].has[k]);
        }
    for (int32_t t = 0; s->views != NULL && t < s->tables; t++) {
        free(s->views[t].own);
        free(s->views[t].named);
    }
    free(s->views);
}
