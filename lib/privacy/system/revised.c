/* Numbers that were revised: who guesses which ones keeps what is true. */
#include "core/fail.h"
#include "core/memory.h"
#include "privacy/system/build.h"

#include <math.h>
#include <stdlib.h>

/* What is kept of what the tables say of a variable: what is true, or else the last. */
struct kept {
    double truth; /* NaN: nothing was revised, or the true number is not known */
    double lower;
    double upper;
    int is_true;
};

static int holds(double lower, double upper, double x)
{
    const double slack = 1e-9 * fabs(x);
    return lower - slack <= x && x <= upper + slack;
}

double gdcs_i_system_true_number(const gdcs_i_system *s, const gdcs_i_system *truth, int64_t v)
{
    const int64_t t = truth == NULL || truth == s
                          ? -1
                          : gdcs_i_system_at_labels(truth, s, gdcs_i_system_nodes(s, v));
    const int is_known = t >= 0 && (truth->flags[t] & GDCS_I_PUBLISHED) != 0;
    return is_known && truth->lower[t] == truth->upper[t] ? truth->lower[t] : NAN;
}

static int64_t list_revised(const gdcs_i_system *s, const gdcs_i_system *truth, struct kept *kept)
{
    int64_t count = 0;
    for (int64_t v = 0; v < s->count; v++) {
        const double x = gdcs_i_system_true_number(s, truth, v);
        const int contradicts = (s->flags[v] & GDCS_I_CONFLICTING) != 0;
        kept[v].truth = contradicts || !holds(s->lower[v], s->upper[v], x) ? x : NAN;
        count += !isnan(kept[v].truth);
    }
    return count;
}

static void hear(struct kept *k, double lower, double upper)
{
    const int is_true = holds(lower, upper, k->truth);
    if (k->is_true && !is_true)
        return;
    k->lower = k->is_true ? fmax(k->lower, lower) : lower;
    k->upper = k->is_true ? fmin(k->upper, upper) : upper;
    k->is_true = is_true;
}

static void read_table(const gdcs_i_system *s, int32_t table, struct kept *kept)
{
    const gdcs_i_cells *cells = s->views[table].table->cells;
    for (int64_t i = 0; i < gdcs_i_cells_count(cells); i++) {
        int32_t codes[GDCS_I_AXES];
        gdcs_i_cells_codes(cells, i, codes);
        struct kept *k = &kept[gdcs_i_system_find(s, table, codes)];
        const gdcs_i_range range = gdcs_i_cells_get(cells, i);
        const double lower = gdcs_i_range_lower(&range);
        if (!isnan(k->truth))
            hear(k, lower, range.inexact ? gdcs_i_range_upper(&range) : lower);
    }
}

gdcs_status gdcs_i_system_keep_true(gdcs_i_system *s, const gdcs_i_system *truth, gdcs_error *err)
{
    void *memory = NULL;
    if (s->tables == 1 || truth == s)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, s->count, sizeof(struct kept), err));
    struct kept *kept = memory;
    const int64_t revised = list_revised(s, truth, kept);
    for (int32_t t = 0; revised > 0 && t < s->tables; t++)
        read_table(s, t, kept);
    for (int64_t v = 0; v < s->count; v++)
        if (!isnan(kept[v].truth)) {
            s->lower[v] = fmin(kept[v].lower, kept[v].upper); /* equal but for rounding */
            s->upper[v] = kept[v].upper;
        }
    free(memory);
    return GDCS_OK;
}
