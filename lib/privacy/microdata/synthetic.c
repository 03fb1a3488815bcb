#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "num/rng.h"
#include "privacy/columns.h"
#include "privacy/microdata/rebuild.h"
#include "privacy/system.h"

#include <gdcs/microdata.h>
#include <math.h>
#include <stdlib.h>

enum { OPTIONS_V1 = 32, RESULT_V1 = 40, DEFAULT_MILLISECONDS = 60000 };

typedef struct work {
    gdcs_microdata_synthetic_options options;
    gdcs_microdata_synthetic_result result;
    gdcs_i_system *system;
    double *value;  /* by variable */
    double *target; /* by variable that is open: what was drawn */
    char *is_open;  /* a cell whose number is not known */
    char *whole;    /* all 1 */
    gdcs_i_lp *lp;
    int64_t *records; /* the variable of each */
} work;

static void end(work *w)
{
    gdcs_i_system_free(w->system);
    gdcs_i_lp_free(w->lp);
    free(w->value);
    free(w->target);
    free(w->is_open);
    free(w->whole);
    free(w->records);
}

/* A cell that is no total and no node of a tree with parts. */
static int is_leaf(const gdcs_i_system *s, int64_t variable)
{
    const int32_t *nodes = gdcs_i_system_nodes(s, variable);
    for (int32_t a = 0; a < s->width; a++)
        if (nodes[a] == 0 || s->axes[a].first[nodes[a]] >= 0)
            return 0;
    return 1;
}

static gdcs_status make_room(work *w, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->system->count, sizeof *w->value, err));
    w->value = memory;
    TRY(gdcs_i_alloc(&memory, w->system->count, sizeof *w->target, err));
    w->target = memory;
    TRY(gdcs_i_alloc(&memory, w->system->count, 1, err));
    w->is_open = memory;
    TRY(gdcs_i_alloc(&memory, 3 * w->system->count, 1, err));
    w->whole = memory;
    return GDCS_OK;
}

static gdcs_status begin(work *w, const gdcs_table *table,
                         const gdcs_microdata_synthetic_options *options, gdcs_error *err)
{
    TRY(gdcs_i_take(&w->options, sizeof w->options, options, OPTIONS_V1, err));
    if (w->options.milliseconds < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "milliseconds", "%lld is negative",
                           (long long)w->options.milliseconds);
    if (w->options.tree_count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "tree_count", "%d is negative",
                           (int)w->options.tree_count);
    if (w->options.milliseconds == 0)
        w->options.milliseconds = DEFAULT_MILLISECONDS;
    TRY(gdcs_i_system_new(&table, 1, w->options.trees, w->options.tree_count, &w->system, err));
    TRY(make_room(w, err));
    for (int64_t v = 0; v < w->system->count; v++) {
        const double lower = w->system->lower[v], upper = w->system->upper[v];
        w->is_open[v] = is_leaf(w->system, v) && lower < upper;
        w->value[v] = lower;
        w->result.cells += is_leaf(w->system, v);
        w->result.drawn += w->is_open[v];
        if (lower == upper && lower != floor(lower))
            return gdcs_i_fail(err, GDCS_E_VALUE, "table", "an exact number is not whole");
    }
    return GDCS_OK;
}

/* Columns: the variables, then for each how far it lies above what was drawn, then below; rows: the system,
   then variable - above + below = drawn. */
static gdcs_status pose(work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_system *s = w->system;
    const int64_t n = s->count;
    void *memory = NULL;
    double *bounds = NULL;
    GO(gdcs_i_alloc(&memory, 6 * n, sizeof *bounds, err));
    bounds = memory;
    for (int64_t v = 0; v < n; v++) {
        bounds[v] = s->lower[v];
        bounds[3 * n + v] = s->upper[v];
        bounds[4 * n + v] = bounds[5 * n + v] = w->is_open[v] ? INFINITY : 0.0;
    }
    for (int64_t v = 0; v < 3 * n; v++)
        w->whole[v] = 1;
    const gdcs_i_lp_rows rows = {.count = s->rows,
                                 .start = s->start,
                                 .column = s->column,
                                 .value = s->value,
                                 .lower = s->row_lower,
                                 .upper = s->row_upper};
    const gdcs_i_lp_columns columns = {
        .count = 3 * n, .lower = bounds, .upper = bounds + 3 * n, .whole = w->whole};
    const gdcs_i_lp_options options = {.milliseconds = w->options.milliseconds};
    status = gdcs_i_lp_new(&rows, &columns, &options, &w->lp, err);
done:
    free(bounds);
    return status;
}

static gdcs_status judge(const gdcs_i_lp_answer *answer, gdcs_error *err)
{
    if (answer->verdict == GDCS_I_LP_INFEASIBLE)
        return gdcs_i_fail(err, GDCS_E_VALUE, "table", "no whole numbers fulfil the table");
    if (answer->verdict == GDCS_I_LP_UNBOUNDED)
        return gdcs_i_fail(err, GDCS_E_VALUE, "table",
                           "a cell may be any number: no total that holds it limits it");
    if (!answer->has_point)
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "milliseconds",
                           "no whole numbers were found in time");
    return GDCS_OK;
}

/* The least and the most that the table allows a cell. */
static gdcs_status limits_of(work *w, int64_t variable, double *low, double *high, gdcs_error *err)
{
    const int32_t column = (int32_t)variable;
    const double one = 1.0;
    gdcs_i_lp_answer answer;
    gdcs_i_lp_objective objective = {.count = 1, .column = &column, .value = &one};
    TRY(gdcs_i_lp_optimise(w->lp, &objective, &answer, err));
    TRY(judge(&answer, err));
    *low = ceil(answer.value - 1e-6);
    objective.maximise = 1;
    TRY(gdcs_i_lp_optimise(w->lp, &objective, &answer, err));
    TRY(judge(&answer, err));
    *high = floor(answer.value + 1e-6);
    return GDCS_OK;
}

static gdcs_status draw(work *w, gdcs_error *err)
{
    for (int64_t v = 0; v < w->system->count; v++) {
        double low = 0.0, high = 0.0;
        if (!w->is_open[v])
            continue;
        TRY(limits_of(w, v, &low, &high, err));
        if (high > 1e15)
            return gdcs_i_fail(err, GDCS_E_VALUE, "table", "a cell may be above 1e15");
        gdcs_i_rng rng = gdcs_i_rng_at((uint64_t)w->options.seed, (uint64_t)v);
        const double width = high >= low ? high - low + 1.0 : 1.0;
        w->target[v] = low + floor(gdcs_i_rng_unit(&rng) * width);
    }
    return GDCS_OK;
}

static gdcs_status add_distances(work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const int64_t n = w->system->count, open = w->result.drawn;
    void *start = NULL, *column = NULL, *value = NULL, *bound = NULL;
    int64_t at = 0;
    GO(gdcs_i_alloc(&start, open + 1, sizeof(int64_t), err));
    GO(gdcs_i_alloc(&column, 3 * open, sizeof(int32_t), err));
    GO(gdcs_i_alloc(&value, 3 * open, sizeof(double), err));
    GO(gdcs_i_alloc(&bound, open, sizeof(double), err));
    for (int64_t v = 0; v < n; v++) {
        if (!w->is_open[v])
            continue;
        for (int64_t i = 0; i < 3; i++) {
            ((int32_t *)column)[3 * at + i] = (int32_t)(v + i * n);
            ((double *)value)[3 * at + i] = i == 1 ? -1.0 : 1.0;
        }
        ((double *)bound)[at++] = w->target[v];
        ((int64_t *)start)[at] = 3 * at;
    }
    const gdcs_i_lp_rows rows = {.count = open,
                                 .start = start,
                                 .column = column,
                                 .value = value,
                                 .lower = bound,
                                 .upper = bound};
    status = gdcs_i_lp_add_rows(w->lp, &rows, err);
done:
    free(start);
    free(column);
    free(value);
    free(bound);
    return status;
}

/* The whole numbers nearest to what was drawn. */
static gdcs_status settle(work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const int64_t n = w->system->count;
    void *column = NULL, *value = NULL;
    gdcs_i_lp_answer answer;
    int64_t count = 0;
    GO(gdcs_i_alloc(&column, 2 * n, sizeof(int32_t), err));
    GO(gdcs_i_alloc(&value, 2 * n, sizeof(double), err));
    for (int64_t v = n; v < 3 * n; v++)
        if (w->is_open[v % n]) {
            ((int32_t *)column)[count] = (int32_t)v;
            ((double *)value)[count++] = 1.0;
        }
    const gdcs_i_lp_objective objective = {.count = count, .column = column, .value = value};
    GO(gdcs_i_lp_optimise_whole(w->lp, &objective, &answer, err));
    GO(judge(&answer, err));
    w->result.distance = (int64_t)floor(answer.value + 0.5);
    for (int64_t v = 0; v < n; v++)
        w->value[v] = floor(gdcs_i_lp_point(w->lp)[v] + 0.5);
done:
    free(column);
    free(value);
    return status;
}

/* Cells in the order of their labels, the last axis fastest. */
static int by_nodes(const gdcs_i_system *s, int64_t a, int64_t b)
{
    const int32_t *x = gdcs_i_system_nodes(s, a), *y = gdcs_i_system_nodes(s, b);
    for (int32_t i = 0; i < s->width; i++)
        if (x[i] != y[i])
            return x[i] < y[i] ? -1 : 1;
    return 0;
}

/* A heap, since the C library's sort has no place for the system. */
static void sink(const gdcs_i_system *s, int64_t *heap, int64_t at, int64_t n)
{
    for (int64_t child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && by_nodes(s, heap[child], heap[child + 1]) < 0)
            child++;
        if (by_nodes(s, heap[at], heap[child]) >= 0)
            return;
        const int64_t other = heap[at];
        heap[at] = heap[child];
        heap[child] = other;
    }
}

static void sort(const gdcs_i_system *s, int64_t *heap, int64_t n)
{
    for (int64_t at = n / 2; at-- > 0;)
        sink(s, heap, at, n);
    for (int64_t last = n - 1; last > 0; last--) {
        const int64_t other = heap[0];
        heap[0] = heap[last];
        heap[last] = other;
        sink(s, heap, 0, last);
    }
}

static gdcs_status expand(work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int64_t *cells = NULL, count = 0, at = 0;
    double all = 0.0;
    GO(gdcs_i_alloc(&memory, w->system->count, sizeof *cells, err));
    cells = memory;
    for (int64_t v = 0; v < w->system->count; v++)
        if (is_leaf(w->system, v)) {
            all += w->value[v];
            cells[count++] = v;
        }
    if (all > INT32_MAX - 1) {
        status = gdcs_i_fail(err, GDCS_E_LIMIT, "table", "more than %d records", INT32_MAX - 1);
        goto done;
    }
    sort(w->system, cells, count);
    GO(gdcs_i_alloc(&memory, (int64_t)all, sizeof *w->records, err));
    w->records = memory;
    for (int64_t i = 0; i < count; i++)
        for (int64_t k = 0; k < (int64_t)w->value[cells[i]]; k++)
            w->records[at++] = cells[i];
    w->result.records = at;
done:
    free(cells);
    return status;
}

static gdcs_status make(const work *w, const gdcs_table *table, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL, *thin = NULL;
    const int32_t level = gdcs_table_get_sensitivity(table);
    GO(gdcs_frame_new(&frame, err));
    for (int32_t a = 0; a < w->system->width; a++)
        GO(gdcs_i_columns_add_labels(frame, w->system, a, level, w->records, w->result.records,
                                     err));
    GO(gdcs_frame_set_meta(frame, GDCS_META_METHOD,
                           "Synthetic records drawn from a table; no persons.", err));
    GO(gdcs_i_rebuild(frame, NULL, w->result.records, NULL, &thin,
                      err)); /* no words but those of records */
    *out = thin;
done:
    gdcs_frame_free(frame);
    return status;
}

gdcs_status gdcs_microdata_new_synthetic(const gdcs_table *table,
                                         const gdcs_microdata_synthetic_options *options,
                                         gdcs_frame **out, gdcs_microdata_synthetic_result *result,
                                         gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    work w = {.result = {.struct_size = sizeof w.result}};
    gdcs_frame *made = NULL;
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    GO(begin(&w, table, options, err));
    if (w.result.drawn > 0) {
        GO(pose(&w, err));
        GO(draw(&w, err));
        GO(add_distances(&w, err));
        GO(settle(&w, err));
    }
    GO(expand(&w, err));
    GO(make(&w, table, &made, err));
    if (result != NULL)
        GO(gdcs_i_give(result, &w.result, sizeof w.result, RESULT_V1, err));
    *out = made;
    made = NULL;
done:
    gdcs_frame_free(made);
    end(&w);
    return status;
}
