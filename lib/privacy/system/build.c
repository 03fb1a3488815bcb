#include "privacy/system/build.h"
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/system/axes.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* What a table says of a variable meets what the tables before it said. */
static void meet(gdcs_i_system *s, int32_t v, int32_t table, const gdcs_i_range *range)
{
    const double lower = gdcs_i_range_lower(range);
    const double upper = range->inexact ? gdcs_i_range_upper(range) : lower;
    if (s->table[v] < 0)
        s->table[v] = table;
    if (lower > s->upper[v] || upper < s->lower[v]) {
        s->flags[v] |= GDCS_I_CONFLICTING;
        s->lower[v] = lower;
        s->upper[v] = upper;
    }
    s->lower[v] = fmax(s->lower[v], lower);
    s->upper[v] = fmin(s->upper[v], upper);
    s->flags[v] |= GDCS_I_PUBLISHED;
    if (s->letter[v] == 'F')
        s->letter[v] = range->confidentiality;
}

gdcs_status gdcs_i_system_publish(gdcs_i_system *s, int32_t table, gdcs_error *err)
{
    const gdcs_i_system_view *view = &s->views[table];
    const gdcs_i_cells *cells = view->table->cells;
    const int32_t *order = NULL;
    int32_t nodes[GDCS_I_AXES] = {0}, v = 0;
    TRY(gdcs_i_cells_order(cells, &order, err));
    for (int64_t i = 0; i < gdcs_i_cells_count(cells); i++) {
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(cells, order[i], codes);
        const gdcs_i_range range = gdcs_i_cells_get(cells, order[i]);
        for (int32_t k = 0; k < view->table->width; k++)
            nodes[view->axis[k]] = view->node[k][codes[k]];
        TRY(gdcs_i_system_place(s, nodes, &v, err));
        meet(s, v, table, &range);
    }
    return GDCS_OK;
}

enum { CELL = 2 };

/* The variables of one table: those it publishes, and those that follow from them. */
struct members {
    gdcs_i_system *s;
    const gdcs_i_system_view *view;
    int32_t *list;
    int64_t count;
    int64_t room;
    char *seen; /* by variable; CELL: the table sets it */
    int64_t seen_room;
    int32_t table;
    const gdcs_i_system *truth; /* the system itself, or NULL: the originals are not known */
    int absent_is_missing;
    char is_whole[GDCS_I_AXES];    /* by axis of the table: it has all labels of the system */
    char counts_more[GDCS_I_AXES]; /* or counts some that it lacks */
};

static gdcs_status include(struct members *m, int32_t v, gdcs_error *err)
{
    void *seen = m->seen, *list = m->list;
    gdcs_status status = gdcs_i_reserve(&seen, &m->seen_room, (int64_t)v + 1, 1, err);
    m->seen = seen;
    if (status != GDCS_OK || m->seen[v])
        return status;
    status = gdcs_i_reserve(&list, &m->room, m->count + 1, sizeof *m->list, err);
    m->list = list;
    TRY(status);
    m->seen[v] = 1;
    m->list[m->count++] = v;
    return GDCS_OK;
}

static gdcs_status include_node(struct members *m, int32_t *nodes, int32_t axis, int32_t node,
                                int is_cell, gdcs_error *err)
{
    const int32_t before = nodes[axis];
    int32_t v = 0;
    nodes[axis] = node;
    const gdcs_status status = gdcs_i_system_place(m->s, nodes, &v, err);
    nodes[axis] = before;
    TRY(status);
    if (is_cell && m->s->table[v] < 0)
        m->s->table[v] = m->table;
    return include(m, v, err);
}

static void copy_nodes(const struct members *m, int32_t v, int32_t nodes[GDCS_I_AXES])
{
    memcpy(nodes, gdcs_i_system_nodes(m->s, v), (size_t)m->s->width * sizeof *nodes);
}

/* Is it one of the lines that have this bit? */
static int has_bit(const struct members *m, const uint32_t *bits, int32_t k, const int32_t *nodes)
{
    const int64_t v = bits == NULL ? -1 : gdcs_i_system_at(m->s, nodes);
    return v >= 0 && v < m->view->judged && (bits[v] >> m->view->axis[k] & 1) != 0;
}

static int is_part(const struct members *m, int32_t k, const int32_t *nodes, int32_t node)
{
    const char has = m->view->has[k][node];
    const int is_named = node < m->s->axes[m->view->axis[k]].named;
    if (has != GDCS_I_COUNTED)
        return has != 0;
    return !has_bit(m, is_named ? m->view->own : m->view->named, k, nodes);
}

/* The parts in a line that the table names, or counts: first or next after `last` (-1: the first). */
static int32_t part(const struct members *m, int32_t k, const int32_t *nodes, int32_t last)
{
    const gdcs_i_system_axis *a = &m->s->axes[m->view->axis[k]];
    int32_t n = last < 0 ? a->first[nodes[m->view->axis[k]]] : a->next[last];
    while (n >= 0 && !is_part(m, k, nodes, n))
        n = a->next[n];
    return n;
}

static int64_t find_variable(const struct members *m, int32_t *nodes, int32_t axis, int32_t node)
{
    const int32_t before = nodes[axis];
    nodes[axis] = node;
    const int64_t v = gdcs_i_system_at(m->s, nodes);
    nodes[axis] = before;
    return v;
}

static int is_seen(const struct members *m, int64_t v)
{
    return v < m->seen_room && m->seen[v];
}

/* The same, if the table has it. */
static int64_t variable_at(const struct members *m, int32_t *nodes, int32_t axis, int32_t node)
{
    const int64_t v = find_variable(m, nodes, axis, node);
    return v >= 0 && is_seen(m, v) ? v : -1;
}

static int has_part(const struct members *m, int32_t *nodes, int32_t k)
{
    const int32_t axis = m->view->axis[k];
    for (int32_t n = part(m, k, nodes, -1); n >= 0; n = part(m, k, nodes, n))
        if (variable_at(m, nodes, axis, n) >= 0)
            return 1;
    return 0;
}

/* Other sexes that a table leaves out are nobody, unless another has a number of them. */
static int may_be_there(const struct members *m, int32_t *nodes, int32_t axis, int32_t node)
{
    const int64_t v = find_variable(m, nodes, axis, node);
    return !gdcs_i_system_is_rare(&m->s->axes[axis], node) ||
           (v >= 0 && (m->s->flags[v] & GDCS_I_PUBLISHED) != 0);
}

/* A counted table that leaves it out says 0: is that revised?  What is published of it elsewhere stands. */
static int is_there(const struct members *m, int64_t v)
{
    const double x = gdcs_i_system_true_number(m->s, m->truth, v);
    return isnan(x) ? (m->s->flags[v] & GDCS_I_PUBLISHED) != 0 && m->s->lower[v] > 0.0 : x != 0.0;
}

/* What a published table leaves out beside parts that it has is not known, nor what a total counts besides. */
static int is_left_out(const struct members *m, int32_t *nodes, int32_t k, int32_t node)
{
    const int32_t axis = m->view->axis[k];
    if (m->view->has[k][node] == GDCS_I_COUNTED)
        return 1;
    if (m->absent_is_missing)
        return may_be_there(m, nodes, axis, node);
    const int64_t v = find_variable(m, nodes, axis, node);
    return v >= 0 && !is_seen(m, v) && is_there(m, v);
}

static gdcs_status complete_line(struct members *m, int32_t *nodes, int32_t k, gdcs_error *err)
{
    const int32_t axis = m->view->axis[k];
    const int has_all = m->s->tables == 1 && !m->absent_is_missing && !m->counts_more[k];
    if (has_all || !has_part(m, nodes, k))
        return GDCS_OK;
    for (int32_t n = part(m, k, nodes, -1); n >= 0; n = part(m, k, nodes, n))
        if (is_left_out(m, nodes, k, n))
            TRY(include_node(m, nodes, axis, n, m->absent_is_missing && m->view->has[k][n] == 1,
                             err));
    return GDCS_OK;
}

static gdcs_status complete(struct members *m, int32_t v, gdcs_error *err)
{
    int32_t nodes[GDCS_I_AXES] = {0};
    copy_nodes(m, v, nodes);
    for (int32_t k = 0; k < m->view->table->width; k++) {
        const int32_t axis = m->view->axis[k];
        const int32_t parent = m->s->axes[axis].parent[nodes[axis]];
        if (parent >= 0)
            TRY(include_node(m, nodes, axis, parent, 0, err));
        TRY(complete_line(m, nodes, k, err));
    }
    return GDCS_OK;
}

/* A variable made for one line may be the first part of another: until nothing is added. */
static gdcs_status close_up(struct members *m, gdcs_error *err)
{
    int64_t before = -1;
    while (before != m->count) {
        before = m->count;
        for (int64_t i = 0; i < m->count; i++)
            TRY(complete(m, m->list[i], err));
    }
    return GDCS_OK;
}

static gdcs_status collect(struct members *m, gdcs_error *err)
{
    const gdcs_i_cells *cells = m->view->table->cells;
    const int32_t *order = NULL;
    TRY(gdcs_i_cells_order(cells, &order, err));
    for (int64_t i = 0; i < gdcs_i_cells_count(cells); i++) {
        int32_t nodes[GDCS_I_AXES] = {0};
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(cells, order[i], codes);
        for (int32_t k = 0; k < m->view->table->width; k++)
            nodes[m->view->axis[k]] = m->view->node[k][codes[k]];
        const int64_t v = gdcs_i_system_at(m->s, nodes);
        TRY(include(m, (int32_t)v, err));
        m->seen[v] = CELL;
    }
    return close_up(m, err);
}

/* Has another table a part of the line that this one does not name? */
static int lacks_label(const struct members *m, const int32_t *nodes, int32_t k)
{
    const gdcs_i_system_axis *a = &m->s->axes[m->view->axis[k]];
    for (int32_t n = a->first[nodes[m->view->axis[k]]]; n >= 0; n = a->next[n])
        if (n < a->named && !is_part(m, k, nodes, n))
            return 1;
    return 0;
}

/* Has it a label for a part, and no number? */
static int lacks_number(const struct members *m, int32_t *nodes, int32_t k)
{
    const int32_t axis = m->view->axis[k];
    for (int32_t n = part(m, k, nodes, -1); n >= 0; n = part(m, k, nodes, n))
        if (variable_at(m, nodes, axis, n) < 0)
            return m->absent_is_missing;
    return 0;
}

/* A total that nobody publishes is then more than the parts here; over sexes, which are never other sexes under
   another name, one that only others publish is, too. */
static int is_more(const struct members *m, int32_t v, int32_t *nodes, int32_t k)
{
    const int is_published = (m->s->flags[v] & GDCS_I_PUBLISHED) != 0;
    if (m->s->axes[m->view->axis[k]].concept_id != GDCS_CONCEPT_SEX)
        return !is_published && lacks_label(m, nodes, k);
    return m->seen[v] != CELL &&
           (lacks_label(m, nodes, k) || (is_published && lacks_number(m, nodes, k)));
}

static gdcs_status add_sum(struct members *m, int32_t v, int32_t *nodes, int32_t k, gdcs_error *err)
{
    gdcs_i_system *s = m->s;
    const int32_t axis = m->view->axis[k];
    int64_t parts = 1;
    for (int32_t n = part(m, k, nodes, -1); n >= 0; n = part(m, k, nodes, n))
        parts++;
    TRY(gdcs_i_system_reserve_row(s, parts, err));
    gdcs_i_system_put(s, v, 1.0);
    for (int32_t n = part(m, k, nodes, -1); n >= 0; n = part(m, k, nodes, n)) {
        const int64_t found = variable_at(m, nodes, axis, n);
        if (found >= 0)
            gdcs_i_system_put(s, (int32_t)found, -1.0);
    }
    gdcs_i_system_end_row(s, 0.0, is_more(m, v, nodes, k) ? INFINITY : 0.0,
                          (gdcs_i_system_origin){axis, v, m->table});
    return GDCS_OK;
}

/* Has an earlier table, with all labels of the axis, this sum already? */
static int is_done(const struct members *m, int32_t v, const int32_t *nodes, int32_t k,
                   gdcs_i_system_done *done)
{
    const uint32_t bit = (uint32_t)1 << m->view->axis[k];
    const int was = (done->axes[v] & bit) != 0;
    const int is_whole =
        m->is_whole[k] && !(m->counts_more[k] && has_bit(m, m->view->own, k, nodes));
    if (is_whole)
        done->axes[v] |= bit;
    return was && is_whole;
}

static void compare_labels(struct members *m)
{
    for (int32_t k = 0; k < m->view->table->width; k++) {
        m->is_whole[k] = 1;
        for (int32_t n = 1; n < m->s->axes[m->view->axis[k]].nodes; n++) {
            m->is_whole[k] &= m->view->has[k][n] != 0;
            m->counts_more[k] |= m->view->has[k][n] == GDCS_I_COUNTED;
        }
    }
}

static gdcs_status add_sums_of(struct members *m, int32_t v, gdcs_i_system_done *done,
                               gdcs_error *err)
{
    int32_t nodes[GDCS_I_AXES] = {0};
    copy_nodes(m, v, nodes);
    for (int32_t k = 0; k < m->view->table->width; k++)
        if (has_part(m, nodes, k) && !is_done(m, v, nodes, k, done))
            TRY(add_sum(m, v, nodes, k, err));
    return GDCS_OK;
}

gdcs_status gdcs_i_system_add_sums(gdcs_i_system *s, int32_t table, const gdcs_i_system *truth,
                                   gdcs_i_system_done *done, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct members m = {.s = s, .view = &s->views[table], .table = table, .truth = truth};
    void *axes = done->axes;
    m.absent_is_missing = m.view->table->absent == GDCS_ABSENT_MISSING;
    compare_labels(&m);
    GO(collect(&m, err));
    status = gdcs_i_reserve(&axes, &done->room, s->count, sizeof *done->axes, err);
    done->axes = axes;
    for (int64_t i = 0; i < m.count && status == GDCS_OK; i++)
        status = add_sums_of(&m, m.list[i], done, err);
done:
    free(m.list);
    free(m.seen);
    return status;
}

int gdcs_i_system_covers(const gdcs_i_system *s, const gdcs_i_system_view *view,
                         const int32_t *nodes, char most)
{
    int32_t left = 0;
    for (int32_t a = 0; a < s->width; a++)
        left += nodes[a] != 0;
    for (int32_t k = 0; k < view->table->width; k++) {
        const char has = view->has[k][nodes[view->axis[k]]];
        if (has == 0 || has > most)
            return 0;
        left -= nodes[view->axis[k]] != 0;
    }
    return left == 0;
}

gdcs_status gdcs_i_system_note_zeros(gdcs_i_system *s, int32_t table, const gdcs_i_system *truth,
                                     gdcs_error *err)
{
    struct members m = {.s = s, .view = &s->views[table], .table = table, .truth = truth};
    const gdcs_status status = collect(&m, err);
    for (int64_t v = 0; status == GDCS_OK && v < s->count; v++)
        if (!is_seen(&m, v) && !is_there(&m, v) &&
            gdcs_i_system_covers(s, m.view, gdcs_i_system_nodes(s, v), GDCS_I_FOLLOWS))
            s->lower[v] = s->upper[v] = 0.0;
    free(m.list);
    free(m.seen);
    return status;
}
