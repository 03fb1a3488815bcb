/* The forms that take counts of callers. */
#include "core/fail.h"
#include "core/memory.h"
#include "stats/arrays.h"
#include "stats/association/measure.h"
#include "stats/counts.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { RESULT_V1 = 176, CELLS_V1 = 48 }; /* in release 0.1, for ever */

static gdcs_status check_shape(const double *counts, int64_t rows, int64_t columns, int64_t n,
                               gdcs_error *err)
{
    TRY(gdcs_i_need(counts, "counts", err));
    if (rows < 1 || columns < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, rows < 1 ? "rows" : "columns",
                           "%lld rows and %lld columns are no table", (long long)rows,
                           (long long)columns);
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    if (columns > INT64_MAX / 64 / rows || n > INT64_MAX / 64 / (rows * columns))
        return gdcs_i_fail_memory(err);
    return GDCS_OK;
}

static gdcs_status check_one(const double *counts, int64_t rows, int64_t columns, gdcs_error *err)
{
    TRY(check_shape(counts, rows, columns, 1, err));
    for (int64_t i = 0; i < rows * columns; i++)
        if (gdcs_i_count_check(counts[i], 0, "count", "counts", i / columns + 1, NULL) != GDCS_OK)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i / columns + 1, i % columns + 1, "counts",
                                  "the count in row %lld, column %lld is not in [0, 1e15]",
                                  (long long)(i / columns + 1), (long long)(i % columns + 1));
    return GDCS_OK;
}

gdcs_status gdcs_association_estimate(const double *counts, int64_t rows, int64_t columns,
                                      const gdcs_association_options *options,
                                      gdcs_association_result *out, gdcs_error *err)
{
    gdcs_i_association_plan plan;
    gdcs_association_result r = {.struct_size = sizeof r};
    gdcs_status status = GDCS_OK;
    double *room = NULL;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_association_plan_new(options, &plan, err));
    TRY(check_one(counts, rows, columns, err));
    TRY(gdcs_i_association_room(rows, columns, &room, err));
    GO(gdcs_i_association_estimate(&plan, counts, rows, columns, 1, room, &r, err));
    GO(gdcs_i_give(out, &r, sizeof r, RESULT_V1, err));
done:
    free(room);
    return status;
}

static int has_nan(const double *x, int64_t count)
{
    for (int64_t i = 0; i < count; i++)
        if (isnan(x[i]))
            return 1;
    return 0;
}

/* What the array form writes of a table. */
struct written {
    gdcs_estimate v;
    gdcs_bounds bounds;
    gdcs_test test;
    uint32_t notes;
    uint32_t padding;
};

/* Nothing is written before the last table, whose test may run out of memory. */
static gdcs_status estimate_all(const gdcs_i_association_plan *plan, const double *counts,
                                int64_t rows, int64_t columns, int64_t n, double *room,
                                struct written *out, gdcs_error *err)
{
    for (int64_t k = 0; k < n; k++) {
        const double *one = counts + k * rows * columns;
        gdcs_association_result r = gdcs_i_association_nothing(plan, GDCS_NOTE_MISSING_CELL);
        if (!has_nan(one, rows * columns))
            TRY(gdcs_i_association_estimate(plan, one, rows, columns, 0, room, &r, err));
        out[k] = (struct written){r.v, r.bounds, r.test, r.notes, 0};
    }
    return GDCS_OK;
}

static gdcs_status each(const gdcs_i_association_plan *plan, const double *counts, int64_t rows,
                        int64_t columns, int64_t n, const gdcs_estimate_arrays *v,
                        const gdcs_test_arrays *tests, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    double *room = NULL;
    void *memory = NULL;
    TRY(gdcs_i_association_room(rows, columns, &room, err));
    GO(gdcs_i_alloc(&memory, n, sizeof(struct written), err));
    GO(estimate_all(plan, counts, rows, columns, n, room, memory, err));
    const struct written *found = memory;
    for (int64_t k = 0; k < n; k++) {
        gdcs_i_estimate_arrays_set(v, k, &found[k].v, &found[k].bounds, found[k].notes);
        gdcs_i_test_arrays_set(tests, k, &found[k].test);
    }
done:
    free(memory);
    free(room);
    return status;
}

gdcs_status gdcs_association_each(const double *counts, int64_t rows, int64_t columns, int64_t n,
                                  const gdcs_association_options *options,
                                  const gdcs_estimate_arrays *v, const gdcs_test_arrays *tests,
                                  gdcs_error *err)
{
    gdcs_i_association_plan plan;
    gdcs_estimate_arrays to;
    gdcs_test_arrays tested;
    TRY(gdcs_i_take(&to, sizeof to, v, GDCS_I_ESTIMATE_ARRAYS_V1, err));
    TRY(gdcs_i_take(&tested, sizeof tested, tests, GDCS_I_TEST_ARRAYS_V1, err));
    TRY(gdcs_i_association_plan_new(options, &plan, err));
    TRY(check_shape(counts, rows, columns, n, err));
    for (int64_t i = 0; i < n * rows * columns; i++)
        TRY(gdcs_i_count_check(counts[i], 1, "count", "counts", i / (rows * columns) + 1, err));
    return each(&plan, counts, rows, columns, n, &to, &tested, err);
}

enum { CELL_ARRAYS = 5 };

/* Into arrays of ours, so that a call that fails has written nothing. */
static gdcs_status test_cells(const gdcs_i_association_plan *plan, const double *counts,
                              int64_t rows, int64_t columns, double *room, double *work,
                              const gdcs_association_cell_arrays *to, gdcs_error *err)
{
    const int64_t count = rows * columns;
    const gdcs_association_cell_arrays own = {.struct_size = sizeof own,
                                              .expected = work,
                                              .pearson = work + count,
                                              .standardised = work + 2 * count,
                                              .p_value = work + 3 * count,
                                              .p_adjusted = work + 4 * count};
    double *const wanted[CELL_ARRAYS] = {to->expected, to->pearson, to->standardised, to->p_value,
                                         to->p_adjusted};
    TRY(gdcs_i_association_cells(plan, counts, rows, columns, room, &own, err));
    for (int k = 0; k < CELL_ARRAYS; k++)
        if (wanted[k] != NULL)
            memcpy(wanted[k], work + k * count, (size_t)count * sizeof *work);
    return GDCS_OK;
}

static int is_empty(const double *counts, int64_t n)
{
    for (int64_t i = 0; i < n; i++)
        if (counts[i] > 0.0)
            return 0;
    return 1;
}

gdcs_status gdcs_association_test_cells(const double *counts, int64_t rows, int64_t columns,
                                        const gdcs_association_options *options,
                                        const gdcs_association_cell_arrays *out, gdcs_error *err)
{
    gdcs_i_association_plan plan;
    gdcs_association_cell_arrays to;
    gdcs_status status = GDCS_OK;
    double *room = NULL;
    void *work = NULL;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&to, sizeof to, out, CELLS_V1, err));
    TRY(gdcs_i_association_plan_new(options, &plan, err));
    TRY(check_one(counts, rows, columns, err));
    if (is_empty(counts, rows * columns))
        return gdcs_i_fail(err, GDCS_E_EMPTY, "counts", "nobody is in the table");
    TRY(gdcs_i_association_room(rows, columns, &room, err));
    GO(gdcs_i_alloc(&work, CELL_ARRAYS * rows * columns, sizeof(double), err));
    GO(test_cells(&plan, counts, rows, columns, room, work, &to, err));
done:
    free(work);
    free(room);
    return status;
}
