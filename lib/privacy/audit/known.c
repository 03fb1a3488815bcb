/* What everybody knows of hidden numbers who knows the rule, and what was revised. */
#include "privacy/audit/audit.h"

#include <math.h>

/* The variable of the originals if this one is hidden by the publisher; -1: not, or not known. */
static int64_t hidden_truth(const gdcs_i_audit *a, int64_t v)
{
    const gdcs_i_system *s = a->system;
    return s->lower[v] < s->upper[v] && s->table[v] >= 0 ? gdcs_i_audit_find_truth(a, v) : -1;
}

static int is_exact(const gdcs_i_system *s, int64_t v)
{
    return s->lower[v] == s->upper[v];
}

/* Then a hidden number may be zero for all that others know. */
static int hides_safe_zeros(const gdcs_i_audit *a)
{
    for (int64_t v = 0; v < a->system->count; v++) {
        const int64_t t = hidden_truth(a, v);
        if (t >= 0 && is_exact(a->truth, t) && a->truth->lower[t] == 0.0 &&
            a->unsafe.finding[t].why == 0)
            return 1;
    }
    return 0;
}

/* Where zeroes stay, that somebody is there is no secret; that it is known, follows only if no zero is
   hidden. */
void gdcs_i_audit_see_nonzero(gdcs_i_audit *a)
{
    if (a->truth == NULL || !a->has_rule || a->options.rounding > 0.0 || !a->system->whole ||
        !a->truth->whole)
        return;
    const double least = hides_safe_zeros(a) ? 0.0 : 1.0;
    for (int64_t v = 0; v < a->system->count; v++) {
        const int64_t t = hidden_truth(a, v);
        if (t < 0 || !is_exact(a->truth, t) || a->truth->lower[t] < 1.0 ||
            !gdcs_i_rule_shows_zero(&a->rule, a->truth, t))
            continue;
        a->system->lower[v] = fmax(a->system->lower[v], fmin(least, a->system->upper[v]));
        a->unsafe.finding[t].below = fmin(a->unsafe.finding[t].below, a->truth->lower[t] - 1.0);
    }
}

/* The cell of a table with these nodes, or -1. */
static int64_t find_slot(const gdcs_i_system *s, int32_t table, const int32_t *nodes)
{
    const gdcs_i_system_view *view = &s->views[table];
    int32_t codes[GDCS_I_AXES] = {0}, used = 0, has = 0;
    for (int32_t i = 0; i < s->width; i++)
        used += nodes[i] != 0;
    for (int32_t k = 0; k < view->table->width; k++) {
        const int32_t node = nodes[view->axis[k]],
                      count = (int32_t)gdcs_i_pool_count(view->table->axes[k].labels);
        while (codes[k] < count && view->node[k][codes[k]] != node)
            codes[k]++;
        if (codes[k] == count)
            return -1;
        has += node != 0;
    }
    return has == used ? gdcs_i_cells_find(view->table->cells, codes) : -1;
}

/* What the last table that has the cell says of it: 0 if that is a number. */
static int is_hidden_last(const gdcs_i_audit *a, int64_t v, gdcs_i_range *range)
{
    const gdcs_i_system *s = a->system;
    for (int32_t t = a->n - 1; t >= 0; t--) {
        const int64_t slot = find_slot(s, t, gdcs_i_system_nodes(s, v));
        if (slot < 0)
            continue;
        *range = gdcs_i_cells_get(a->tables[t]->cells, slot);
        return range->inexact;
    }
    return 0;
}

/* A number that is out and is not the true one, of a cell that is hidden now, was revised: who guesses that has
   the interval alone. */
void gdcs_i_audit_forget_revised(gdcs_i_audit *a)
{
    gdcs_i_system *s = a->system;
    for (int64_t v = 0; v < s->count && a->truth != NULL; v++) {
        const int64_t t = is_exact(s, v) ? gdcs_i_audit_find_truth(a, v) : -1;
        gdcs_i_range range;
        if (t < 0 || (a->truth->flags[t] & GDCS_I_PUBLISHED) == 0 || !is_exact(a->truth, t) ||
            fabs(a->truth->lower[t] - s->lower[v]) <= 1e-9 * fabs(s->lower[v]) ||
            !is_hidden_last(a, v, &range))
            continue;
        s->lower[v] = gdcs_i_range_lower(&range);
        s->upper[v] = gdcs_i_range_upper(&range);
    }
}
