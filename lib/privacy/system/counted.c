/* Which labels that a table leaves out its totals count all the same.

   A total is one quantity in all tables that have it.  Where it is more than the parts in this table, and what
   others say of the labels left out may fill the gap, the sum is one over the labels of all tables: that is
   what somebody reckons who has them. */
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

/* What the lines of a node say of the labels left out below it. */
struct votes {
    int64_t counted;
    int64_t against; /* or the numbers fit neither way */
};

struct work {
    const gdcs_i_system *s;
    const gdcs_i_system *truth;
    const gdcs_i_system_view *view;
    int32_t k;    /* the axis, of the table */
    int32_t axis; /* of the system */
    int32_t nodes[GDCS_I_AXES];
    struct votes *votes; /* by node */
    char *done;          /* by variable: a total that was looked at */
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

static struct range sum_up(struct work *w, int32_t node, int are_left_out)
{
    struct range sum = nobody;
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    for (int32_t n = a->first[node]; n >= 0; n = a->next[n]) {
        if ((w->view->has[w->k][n] == 0) != are_left_out)
            continue;
        const struct range part = told(w, n);
        sum.lower += part.lower;
        sum.upper += part.upper;
    }
    return sum;
}

static int holds(struct range r, double total)
{
    const double slack = 1e-9 * fmax(1.0, total);
    return r.lower <= total + slack && r.upper >= total - slack;
}

static void judge_line(struct work *w, int32_t node)
{
    const int64_t v = variable_at(w, node);
    if (v < 0 || w->done[v])
        return;
    const struct range total = range_of(w, v);
    w->done[v] = 1;
    if (total.lower < total.upper)
        return;
    const struct range own = sum_up(w, node, 0), more = sum_up(w, node, 1);
    const struct range all = {own.lower + more.lower, own.upper + more.upper};
    w->votes[node].against += !holds(all, total.lower);
    w->votes[node].counted +=
        holds(all, total.lower) && (more.lower > 0.0 || !holds(own, total.lower));
}

/* Of each cell that anybody publishes of it the line that it is a part in. */
static void judge_lines(struct work *w)
{
    for (int64_t v = 0; v < w->s->count; v++) {
        const int32_t *nodes = gdcs_i_system_nodes(w->s, v);
        const int32_t parent = w->s->axes[w->axis].parent[nodes[w->axis]];
        if (parent < 0 || !gdcs_i_system_covers(w->s, w->view, nodes, GDCS_I_COUNTED))
            continue;
        memcpy(w->nodes, nodes, (size_t)w->s->width * sizeof *nodes);
        judge_line(w, parent);
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

static int mark(const struct work *w)
{
    int marked = 0;
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    for (int32_t n = 1; n < a->nodes; n++) {
        char *has = &w->view->has[w->k][n];
        if (*has != 0 || a->parent[n] < 0 || w->votes[a->parent[n]].counted == 0 ||
            w->votes[a->parent[n]].against > 0)
            continue;
        *has = GDCS_I_COUNTED;
        marked = 1;
    }
    return marked;
}

static gdcs_status note_axis(struct work *w, int *marked, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *votes = NULL, *done = NULL;
    GO(gdcs_i_alloc(&votes, w->s->axes[w->axis].nodes, sizeof *w->votes, err));
    GO(gdcs_i_alloc(&done, w->s->count, 1, err));
    w->votes = votes;
    w->done = done;
    judge_lines(w);
    *marked |= mark(w);
done:
    free(votes);
    free(done);
    return status;
}

/* Labels counted over one axis make lines over another. */
gdcs_status gdcs_i_system_note_counted(gdcs_i_system *s, int32_t table, const gdcs_i_system *truth,
                                       gdcs_error *err)
{
    const gdcs_i_system_view *view = &s->views[table];
    int marked = 1;
    while (marked) {
        marked = 0;
        for (int32_t k = 0; k < view->table->width; k++) {
            struct work w = {.s = s, .truth = truth, .view = view, .k = k, .axis = view->axis[k]};
            if (lacks_label(&w))
                TRY(note_axis(&w, &marked, err));
        }
    }
    return GDCS_OK;
}
