/* Which labels that a table leaves out its totals count all the same.

   A total is one quantity in all tables that have it.  Where it is more than the parts in this table, and what
   others say of the labels left out may fill the gap, the sum is one over the labels of all tables: that is
   what somebody reckons who has them.  Where it is more than these, too, what is left over adds up as well: it
   gets a node. */
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
    int64_t more;    /* and others, whom nobody has */
    int64_t against; /* or the numbers fit neither way */
};

struct work {
    gdcs_i_system *s;
    const gdcs_i_system *truth;
    const gdcs_i_system_view *view;
    int32_t k;    /* the axis, of the table */
    int32_t axis; /* of the system */
    int has_rest; /* totals may be more than all labels */
    int32_t nodes[GDCS_I_AXES];
    struct votes *votes; /* by node */
    char *done;          /* by variable: a total that was looked at */
    const char *is_set;  /* by variable: the table sets it */
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

/* Are the total and all parts of a line from the table itself? */
static int is_own(struct work *w, int32_t node)
{
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    int own = w->is_set[variable_at(w, node)];
    for (int32_t n = a->first[node]; own && n >= 0; n = a->next[n]) {
        const int64_t v = w->view->has[w->k][n] == 0 ? -1 : variable_at(w, n);
        own &= v < 0 || w->is_set[v];
    }
    return own;
}

static int meets(struct range a, struct range b)
{
    const double slack = 1e-9 * fmax(1.0, b.lower);
    return a.lower <= b.upper + slack && a.upper >= b.lower - slack;
}

static void judge_line(struct work *w, int32_t node)
{
    const int64_t v = variable_at(w, node);
    if (v < 0 || w->done[v] || (w->s->flags[v] & GDCS_I_CONFLICTING) != 0)
        return;
    const struct range total = range_of(w, v), own = sum_up(w, node, 0), more = sum_up(w, node, 1);
    const struct range all = {own.lower + more.lower, own.upper + more.upper};
    struct votes *votes = &w->votes[node];
    w->done[v] = 1;
    if (meets(all, total))
        votes->counted += more.lower > 0.0 || !meets(own, total);
    else if (w->has_rest && all.upper < total.lower && is_own(w, node))
        votes->more++;
    else
        votes->against++;
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

static gdcs_status add_rests(struct work *w, int32_t nodes, gdcs_error *err)
{
    for (int32_t n = 0; n < nodes; n++)
        if (w->votes[n].more > 0 && w->votes[n].against == 0)
            TRY(gdcs_i_system_add_rest(w->s, w->axis, n, err));
    return GDCS_OK;
}

static int mark(const struct work *w)
{
    int marked = 0;
    const gdcs_i_system_axis *a = &w->s->axes[w->axis];
    for (int32_t n = 1; n < a->nodes; n++) {
        const struct votes *votes = a->parent[n] < 0 ? NULL : &w->votes[a->parent[n]];
        char *has = &w->view->has[w->k][n];
        if (*has != 0 || votes == NULL || votes->counted + votes->more == 0 || votes->against > 0)
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
    const int32_t nodes = w->s->axes[w->axis].nodes;
    GO(gdcs_i_alloc(&votes, nodes, sizeof *w->votes, err));
    GO(gdcs_i_alloc(&done, w->s->count, 1, err));
    w->votes = votes;
    w->done = done;
    judge_lines(w);
    GO(add_rests(w, nodes, err));
    *marked |= mark(w);
done:
    free(votes);
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
gdcs_status gdcs_i_system_note_counted(gdcs_i_system *s, int32_t table, const gdcs_i_system *truth,
                                       int is_exact, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_system_view *view = &s->views[table];
    void *is_set = NULL;
    int marked = 1;
    GO(gdcs_i_alloc(&is_set, s->count, 1, err));
    GO(list_cells(s, table, is_set, err));
    while (marked) {
        marked = 0;
        for (int32_t k = 0; k < view->table->width; k++) {
            struct work w = {.s = s, .truth = truth, .view = view, .k = k, .axis = view->axis[k]};
            w.is_set = is_set;
            w.has_rest = is_exact && s->axes[w.axis].concept_id != GDCS_CONCEPT_SEX;
            if (w.has_rest || lacks_label(&w))
                GO(note_axis(&w, &marked, err));
        }
    }
done:
    free(is_set);
    return status;
}
