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
    const gdcs_i_system_view *view;
    int32_t k;    /* the axis, of the table */
    int32_t axis; /* of the system */
    int32_t nodes[GDCS_I_AXES];
    struct votes *votes; /* by node */
    char *done;          /* by variable: a total that was looked at */
};

static const struct range anything = {0.0, INFINITY}, nobody = {0.0, 0.0};

static int64_t variable_at(struct work *w, int32_t node)
{
    const int32_t before = w->nodes[w->axis];
    w->nodes[w->axis] = node;
    const int64_t v = gdcs_i_system_at(w->s, w->nodes);
    w->nodes[w->axis] = before;
    return v;
}

/* What the tables say of a cell of the line, or of all its parts. */
static struct range told(struct work *w, int32_t node)
{
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    const int64_t v = variable_at(w, node);
    const int is_label = w->view->has[w->k][node] == 1;
    if (v >= 0)
        return (w->s->flags[v] & GDCS_I_CONFLICTING) != 0
                   ? anything
                   : (struct range){w->s->lower[v], w->s->upper[v]};
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
    if (v < 0 || w->done[v] || (w->s->flags[v] & GDCS_I_CONFLICTING) != 0 ||
        w->s->lower[v] < w->s->upper[v])
        return;
    const double total = w->s->lower[v];
    const struct range own = sum_up(w, node, 0), more = sum_up(w, node, 1);
    const int is_more =
        holds((struct range){own.lower + more.lower, own.upper + more.upper}, total);
    w->done[v] = 1;
    w->votes[node].against += !is_more;
    w->votes[node].counted += is_more && (more.lower > 0.0 || !holds(own, total));
}

/* Of each cell the line that it is a part in. */
static gdcs_status judge_lines(struct work *w, gdcs_error *err)
{
    const gdcs_i_cells *cells = w->view->table->cells;
    const int32_t *order = NULL;
    TRY(gdcs_i_cells_order(cells, &order, err));
    for (int64_t i = 0; i < gdcs_i_cells_count(cells); i++) {
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(cells, order[i], codes);
        for (int32_t k = 0; k < w->view->table->width; k++)
            w->nodes[w->view->axis[k]] = w->view->node[k][codes[k]];
        const int32_t parent = w->s->axes[w->axis].parent[w->nodes[w->axis]];
        if (parent >= 0)
            judge_line(w, parent);
    }
    return GDCS_OK;
}

static int lacks_label(const struct work *w)
{
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    for (int32_t n = 1; n < a->nodes; n++)
        if (w->view->has[w->k][n] == 0 && a->parent[n] >= 0)
            return 1;
    return 0;
}

static gdcs_status note_axis(struct work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    void *votes = NULL, *done = NULL;
    GO(gdcs_i_alloc(&votes, a->nodes, sizeof *w->votes, err));
    GO(gdcs_i_alloc(&done, w->s->count, 1, err));
    w->votes = votes;
    w->done = done;
    GO(judge_lines(w, err));
    for (int32_t n = 1; n < a->nodes; n++) {
        char *has = &w->view->has[w->k][n];
        if (*has == 0 && a->parent[n] >= 0 && w->votes[a->parent[n]].counted > 0 &&
            w->votes[a->parent[n]].against == 0)
            *has = GDCS_I_COUNTED;
    }
done:
    free(votes);
    free(done);
    return status;
}

gdcs_status gdcs_i_system_note_counted(gdcs_i_system *s, int32_t table, gdcs_error *err)
{
    const gdcs_i_system_view *view = &s->views[table];
    for (int32_t k = 0; k < view->table->width; k++) {
        struct work w = {.s = s, .view = view, .k = k, .axis = view->axis[k]};
        if (lacks_label(&w))
            TRY(note_axis(&w, err));
    }
    return GDCS_OK;
}
