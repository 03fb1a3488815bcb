/* Which labels that a table leaves out its totals count all the same.

   A total is one quantity in all tables that have it.  Where the parts in this table do not make it up, and what
   others say of the labels left out may, the sum is one over the labels of all tables: that is what somebody
   reckons who has them.  Where an exact table itself says that it is more than these, too, what is left over adds
   up as well: it gets a node.  Each line is judged by itself: where the table's own parts are all there are, the
   sum is theirs alone. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/system/axes.h"
#include "privacy/system/build.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

struct range {
    double lower;
    double upper;
};

/* What makes up the total of a line. */
enum { OWN, COUNTED, MORE };

struct work {
    gdcs_i_system *s;
    const gdcs_i_system *truth;
    const gdcs_i_system_view *view;
    int32_t k;    /* the axis, of the table */
    int32_t axis; /* of the system */
    int has_rest; /* totals may be more than all labels */
    int32_t nodes[GDCS_I_AXES];
    char *found;        /* by node: what its lines are at most */
    char *done;         /* by variable: a total that was looked at */
    const char *is_set; /* by variable: the table sets it */
};

static const struct range anything = {0.0, INFINITY}, nobody = {0.0, 0.0};

/* What is true of a variable, or published; revised numbers say nothing. */
static struct range range_of(const struct work *w, int64_t v)
{
    const gdcs_i_system *s = w->s;
    const int64_t t =
        s == w->truth ? -1 : gdcs_i_system_at_labels(w->truth, s, gdcs_i_system_nodes(s, v));
    if (t >= 0) {
        s = w->truth;
        v = t;
    }
    return (s->flags[v] & GDCS_I_CONFLICTING) != 0 ? anything
                                                   : (struct range){s->lower[v], s->upper[v]};
}

static int64_t variable_at(struct work *w, int32_t node)
{
    const int32_t before = w->nodes[w->axis];
    w->nodes[w->axis] = node;
    const int64_t v = gdcs_i_system_at(w->s, w->nodes);
    w->nodes[w->axis] = before;
    return v;
}

/* What is known of a cell of the line, or of all its parts. */
static struct range told(struct work *w, int32_t node)
{
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    const int64_t v = variable_at(w, node);
    const int is_label = w->view->has[w->k][node] == 1;
    if (v >= 0)
        return range_of(w, v);
    if (gdcs_i_system_is_rare(a, node) || (is_label && w->view->table->absent == GDCS_ABSENT_ZERO))
        return nobody;
    struct range sum = is_label || a->first[node] < 0 ? anything : nobody;
    for (int32_t n = a->first[node]; !is_label && n >= 0; n = a->next[n]) {
        const struct range part = told(w, n);
        sum.lower += part.lower;
        sum.upper += part.upper;
    }
    return sum;
}

static int is_left_out(const struct work *w, int32_t node)
{
    const char has = w->view->has[w->k][node];
    return has == 0 || has == GDCS_I_COUNTED;
}

static struct range sum_up(struct work *w, int32_t node, int are_left_out)
{
    struct range sum = nobody;
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    for (int32_t n = a->first[node]; n >= 0; n = a->next[n]) {
        if (is_left_out(w, n) != are_left_out || n >= a->named)
            continue;
        const struct range part = told(w, n);
        sum.lower += part.lower;
        sum.upper += part.upper;
    }
    return sum;
}

/* Are the total and all parts of a line from the table itself?  Of what only follows from its parts these may leave
   out some. */
static int is_own(struct work *w, int32_t node)
{
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    int own = w->is_set[variable_at(w, node)];
    for (int32_t n = a->first[node]; own && n >= 0; n = a->next[n]) {
        const int64_t v = is_left_out(w, n) ? -1 : variable_at(w, n);
        own &= w->view->has[w->k][n] != GDCS_I_FOLLOWS && (v < 0 || w->is_set[v]);
    }
    return own;
}

static int meets(struct range a, struct range b)
{
    const double slack = 1e-9 * fmax(1.0, b.lower);
    return a.lower <= b.upper + slack && a.upper >= b.lower - slack;
}

/* Of a total that was revised nothing is known without originals.  Where the parts of the table may make up the
   total, they do, unless others are known to be there; where nothing does, no other sum is any better. */
static int judge(struct work *w, int32_t node, int64_t v)
{
    const struct range total = range_of(w, v), own = sum_up(w, node, 0), more = sum_up(w, node, 1);
    const struct range all = {own.lower + more.lower, own.upper + more.upper};
    const int is_known = !isnan(gdcs_i_system_true_number(w->s, w->truth, v));
    if ((w->s->flags[v] & GDCS_I_CONFLICTING) != 0 && !is_known)
        return OWN;
    if (meets(all, total))
        return more.lower > 0.0 || !meets(own, total) ? COUNTED : OWN;
    return w->has_rest && all.upper < total.lower && is_own(w, node) ? MORE : OWN;
}

static void judge_line(struct work *w, int32_t node)
{
    const int64_t v = variable_at(w, node);
    if (v < 0 || w->done[v])
        return;
    const int found = judge(w, node, v);
    w->done[v] = 1;
    if (found > w->found[node])
        w->found[node] = (char)found;
    if (found == OWN)
        w->view->own[v] |= (uint32_t)1 << w->axis;
    if (found != MORE)
        w->view->named[v] |= (uint32_t)1 << w->axis;
}

/* Of each cell that anybody publishes of it the lines that it is a part in, and those of what it is part of. */
static void judge_lines(struct work *w)
{
    for (int64_t v = 0; v < w->s->count; v++) {
        const int32_t *nodes = gdcs_i_system_nodes(w->s, v), *parent = w->s->axes[w->axis].parent;
        if (!gdcs_i_system_covers(w->s, w->view, nodes, GDCS_I_COUNTED))
            continue;
        memcpy(w->nodes, nodes, (size_t)w->s->width * sizeof *nodes);
        for (int32_t n = parent[nodes[w->axis]]; n >= 0; n = parent[n])
            judge_line(w, n);
    }
}

static int lacks_label(const struct work *w)
{
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    for (int32_t n = 1; n < a->nodes; n++)
        if (w->view->has[w->k][n] == 0 && a->parent[n] >= 0)
            return 1;
    return 0;
}

static gdcs_status add_rests(struct work *w, int32_t nodes, gdcs_error *err)
{
    void *memory = NULL;
    int32_t n = 0;
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    TRY(gdcs_i_alloc(&memory, nodes, sizeof(int32_t), err));
    int32_t *parents = memory;
    for (int32_t p = 0; p < nodes; p++)
        if (w->found[p] == MORE && a->first[p] < a->named) /* others stand first */
            parents[n++] = p;
    const gdcs_status status =
        n == 0 ? GDCS_OK : gdcs_i_system_add_rests(w->s, w->axis, parents, n, err);
    free(memory);
    return status;
}

/* Whose sum is counted, of that the parts are, too.  No sum is a node that was added since lines were judged. */
static int is_counted(const struct work *w, int32_t node)
{
    const int32_t parent = w->s->axes[w->axis].parent[node];
    return parent >= 0 && w->view->has[w->k][node] == 0 &&
           (w->view->has[w->k][parent] == GDCS_I_COUNTED || w->found[parent] > OWN);
}

static int mark(const struct work *w)
{
    int marked = 0;
    for (int32_t n = 1; n < w->s->axes[w->axis].nodes; n++)
        if (is_counted(w, n)) {
            w->view->has[w->k][n] = GDCS_I_COUNTED;
            marked = 1;
        }
    return marked;
}

static gdcs_status note_axis(struct work *w, int *marked, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *found = NULL, *done = NULL;
    const int32_t nodes = w->s->axes[w->axis].nodes;
    GO(gdcs_i_alloc(&done, w->s->count, 1, err));
    GO(gdcs_i_alloc(&found, nodes, 1, err));
    w->done = done;
    w->found = found;
    judge_lines(w);
    GO(add_rests(w, nodes, err));
    *marked |= mark(w);
done:
    free(found);
    free(done);
    return status;
}

static gdcs_status list_cells(const gdcs_i_system *s, int32_t table, char *is_set, gdcs_error *err)
{
    const gdcs_i_cells *cells = s->views[table].table->cells;
    const int32_t *order = NULL;
    TRY(gdcs_i_cells_order(cells, &order, err));
    for (int64_t i = 0; i < gdcs_i_cells_count(cells); i++) {
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(cells, order[i], codes);
        is_set[gdcs_i_system_find(s, table, codes)] = 1;
    }
    return GDCS_OK;
}

/* Labels counted over one axis make lines over another. */
static gdcs_status note_all(struct work *all, int is_exact, gdcs_error *err)
{
    for (int marked = 1; marked;) {
        marked = 0;
        for (int32_t k = 0; k < all->view->table->width; k++) {
            struct work w = *all;
            w.k = k;
            w.axis = w.view->axis[k];
            w.has_rest = is_exact && w.s->axes[w.axis].concept_id != GDCS_CONCEPT_SEX;
            if (w.has_rest || lacks_label(&w))
                TRY(note_axis(&w, &marked, err));
        }
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_system_note_counted(gdcs_i_system *s, int32_t table, const gdcs_i_system *truth,
                                       int is_exact, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_system_view *view = &s->views[table];
    void *is_set = NULL, *own = NULL, *named = NULL;
    GO(gdcs_i_alloc(&is_set, s->count, 1, err));
    GO(gdcs_i_alloc(&own, s->count, sizeof *view->own, err));
    view->own = own;
    GO(gdcs_i_alloc(&named, s->count, sizeof *view->named, err));
    view->named = named;
    view->judged = s->count;
    GO(list_cells(s, table, is_set, err));
    struct work w = {.s = s, .truth = truth, .view = view, .is_set = is_set};
    GO(note_all(&w, is_exact, err));
done:
    free(is_set);
    return status;
}
