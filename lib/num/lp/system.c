#include "num/lp.h"
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp/thread.h"

#include <math.h>
#include <stdlib.h>

enum { LARGEST = 100000000 };

/* GLPK wants to be told which of the limits there are. */
static int kind(double lower, double upper)
{
    if (isinf(lower))
        return isinf(upper) ? GLP_FR : GLP_UP;
    if (isinf(upper))
        return GLP_LO;
    return lower < upper ? GLP_DB : GLP_FX;
}

static void append(gdcs_i_lp *lp)
{
    const gdcs_i_lp_rows *r = lp->rows;
    if (r->count == 0)
        return;
    const int first = glp_add_rows(lp->problem, (int)r->count);
    for (int64_t i = 0; i < r->count; i++) {
        int n = 0;
        for (int64_t k = r->start[i]; k < r->start[i + 1]; k++) {
            lp->place[++n] = (int)r->column[k] + 1;
            lp->coefficient[n] = r->value[k];
        }
        glp_set_mat_row(lp->problem, first + (int)i, n, lp->place, lp->coefficient);
        glp_set_row_bnds(lp->problem, first + (int)i, kind(r->lower[i], r->upper[i]), r->lower[i],
                         r->upper[i]);
    }
    lp->row_count += r->count;
}

static void build(gdcs_i_lp *lp)
{
    const gdcs_i_lp_columns *c = lp->columns;
    lp->problem = glp_create_prob();
    if (c->count > 0)
        glp_add_cols(lp->problem, (int)c->count);
    for (int64_t j = 0; j < c->count; j++) {
        glp_set_col_bnds(lp->problem, (int)j + 1, kind(c->lower[j], c->upper[j]), c->lower[j],
                         c->upper[j]);
        if (c->whole != NULL && c->whole[j])
            glp_set_col_kind(lp->problem, (int)j + 1, GLP_IV);
    }
    append(lp);
    if (lp->row_count > 0 && c->count > 0)
        glp_adv_basis(lp->problem, 0); /* a quarter of the steps to the first feasible point */
    lp->deadline = glp_time() + (double)lp->options.milliseconds;
}

static void bound_column(gdcs_i_lp *lp)
{
    glp_set_col_bnds(lp->problem, (int)lp->column + 1, kind(lp->lower, lp->upper), lp->lower,
                     lp->upper);
}

/* GLPK fails a check where limits cross, a coefficient is no number, or a column comes twice. */
static gdcs_status check_rows(gdcs_i_lp *lp, const gdcs_i_lp_rows *r, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *seen = NULL;
    TRY(gdcs_i_need(r, "rows", err));
    if (r->count < 0 || r->count > LARGEST || (r->count > 0 && r->start[r->count] > LARGEST))
        return gdcs_i_fail(err, GDCS_E_LIMIT, "rows", "more than %d rows or coefficients",
                           (int)LARGEST);
    TRY(gdcs_i_alloc(&seen, lp->room, sizeof(int32_t), err));
    int32_t *last = seen;
    for (int64_t i = 0; i < r->count && status == GDCS_OK; i++) {
        int wrong = !(r->lower[i] <= r->upper[i]);
        for (int64_t k = r->start[i]; k < r->start[i + 1] && !wrong; k++) {
            const int32_t j = r->column[k];
            wrong = j < 0 || j >= lp->room || !isfinite(r->value[k]) || last[j] == i + 1;
            if (!wrong)
                last[j] = (int32_t)i + 1;
        }
        if (wrong)
            status = gdcs_i_fail(err, GDCS_E_ARGUMENT, "rows",
                                 "row %lld has crossed limits, or a column that is not there, or "
                                 "is there twice",
                                 (long long)i);
    }
    free(seen);
    return status;
}

static gdcs_status check_columns(const gdcs_i_lp_columns *c, gdcs_error *err)
{
    TRY(gdcs_i_need(c, "columns", err));
    if (c->count < 0 || c->count > LARGEST)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "columns", "more than %d columns", (int)LARGEST);
    for (int64_t j = 0; j < c->count; j++)
        if (!(c->lower[j] <= c->upper[j]))
            return gdcs_i_fail(err, GDCS_E_ARGUMENT, "columns", "limits of column %lld cross",
                               (long long)j);
    return GDCS_OK;
}

static gdcs_status make_room(gdcs_i_lp *lp, gdcs_error *err)
{
    void *memory[5] = {NULL};
    gdcs_status status = GDCS_OK;
    const size_t size[] = {sizeof *lp->place, sizeof *lp->coefficient, sizeof *lp->used,
                           sizeof *lp->point, sizeof *lp->reduced};
    for (int i = 0; i < 5 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], lp->room + 1, size[i], err);
    lp->place = memory[0];
    lp->coefficient = memory[1];
    lp->used = memory[2];
    lp->point = memory[3];
    lp->reduced = memory[4];
    return status;
}

static gdcs_status reserve_duals(gdcs_i_lp *lp, int64_t rows, gdcs_error *err)
{
    void *memory = lp->duals;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &lp->dual_room, lp->row_count + rows + 1, sizeof *lp->duals, err);
    lp->duals = memory;
    return status;
}

static void release(gdcs_i_lp *lp)
{
    free(lp->place);
    free(lp->coefficient);
    free(lp->used);
    free(lp->point);
    free(lp->reduced);
    free(lp->duals);
    free(lp);
}

gdcs_status gdcs_i_lp_new(const gdcs_i_lp_rows *rows, const gdcs_i_lp_columns *columns,
                          const gdcs_i_lp_options *options, gdcs_i_lp **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(check_columns(columns, err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(gdcs_i_lp), err));
    gdcs_i_lp *lp = memory;
    lp->room = columns->count;
    if (options != NULL)
        lp->options = *options;
    GO(check_rows(lp, rows, err));
    GO(make_room(lp, err));
    GO(reserve_duals(lp, rows->count, err));
    GO(gdcs_i_lp_start(lp, err));
    lp->rows = rows;
    lp->columns = columns;
    status = gdcs_i_lp_ask(lp, build, err);
    if (status != GDCS_OK) {
        gdcs_i_lp_free(lp);
        return status;
    }
    *out = lp;
    lp = NULL;
done:
    if (lp != NULL)
        release(lp);
    return status;
}

void gdcs_i_lp_free(gdcs_i_lp *lp)
{
    if (lp == NULL)
        return;
    gdcs_i_lp_end(lp);
    release(lp);
}

gdcs_status gdcs_i_lp_set_bounds(gdcs_i_lp *lp, int32_t column, double lower, double upper,
                                 gdcs_error *err)
{
    if (column < 0 || column >= lp->room || !(lower <= upper))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "column", "no column %d, or its limits cross",
                           (int)column);
    lp->column = column;
    lp->lower = lower;
    lp->upper = upper;
    return gdcs_i_lp_ask(lp, bound_column, err);
}

gdcs_status gdcs_i_lp_add_rows(gdcs_i_lp *lp, const gdcs_i_lp_rows *rows, gdcs_error *err)
{
    TRY(check_rows(lp, rows, err));
    TRY(reserve_duals(lp, rows->count, err));
    lp->rows = rows;
    return gdcs_i_lp_ask(lp, append, err);
}

int64_t gdcs_i_lp_count_rows(const gdcs_i_lp *lp)
{
    return lp->row_count;
}

const double *gdcs_i_lp_point(const gdcs_i_lp *lp)
{
    return lp->point;
}

const double *gdcs_i_lp_duals(const gdcs_i_lp *lp)
{
    return lp->duals;
}

const double *gdcs_i_lp_reduced(const gdcs_i_lp *lp)
{
    return lp->reduced;
}
