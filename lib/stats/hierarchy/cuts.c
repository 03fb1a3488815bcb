/* Brant's (1990) test: logistic regressions at each cut, whose coefficients of sex are correlated since
   the same persons are in all. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/linear.h"
#include "stats/hierarchy/model.h"
#include "stats/test.h"

#include <math.h>
#include <stdlib.h>

/* One cut: the chance of a row to be above it, and how much a person of the row moves the coefficient. */
struct cut {
    double value;
    double *above;
    double *pull;
};

static double row_total(const gdcs_i_model *m, int64_t i)
{
    double sum = 0.0;
    for (int32_t j = 0; j < m->data.levels; j++)
        sum += m->data.count[i * m->data.levels + j];
    return sum;
}

static void collapse(const gdcs_i_model *m, int32_t cut, double *count)
{
    for (int64_t i = 0; i < m->data.rows; i++) {
        count[2 * i] = count[2 * i + 1] = 0.0;
        for (int32_t j = 0; j < m->data.levels; j++)
            count[2 * i + (j > cut)] += m->data.count[i * m->data.levels + j];
    }
}

static int is_far(const gdcs_i_model *m, const gdcs_i_ordered_fit *f)
{
    for (int32_t c = 0; c < m->data.covariates; c++)
        if (!(f->error[1 + c] * gdcs_i_model_range(m, c) < GDCS_I_ORDERED_FAR))
            return 1;
    return 0;
}

static gdcs_status fit_cut(const gdcs_i_model *m, int32_t number, struct cut *cut, gdcs_i_cuts *out,
                           gdcs_error *err)
{
    gdcs_i_ordered data = m->data;
    gdcs_i_ordered_fit f;
    collapse(m, number, m->room);
    data.levels = 2;
    data.count = m->room;
    TRY(gdcs_i_ordered_fit_new(&data, NAN, &f, err));
    const int far = is_far(m, &f);
    out->value[number] = cut->value = far ? NAN : f.parameter[1];
    out->error[number] = far ? NAN : f.error[1];
    for (int64_t i = 0; i < data.rows; i++) {
        cut->above[i] = gdcs_i_ordered_above(&data, &f, i);
        cut->pull[i] = -f.row[0];
        for (int32_t c = 0; c < data.covariates; c++)
            cut->pull[i] += f.row[1 + c] * data.x[i * data.covariates + c];
    }
    return GDCS_OK;
}

/* a the lower cut: who is above b is above a too. */
static double covariance(const gdcs_i_model *m, const struct cut *a, const struct cut *b)
{
    double sum = 0.0;
    for (int64_t i = 0; i < m->data.rows; i++)
        sum += row_total(m, i) * b->above[i] * (1.0 - a->above[i]) * a->pull[i] * b->pull[i];
    return sum;
}

/* Differences from the first finite cut. */
static void compare(const gdcs_i_model *m, const struct cut *cut, gdcs_i_cuts *out)
{
    double v[GDCS_I_LEVELS * GDCS_I_LEVELS], d[GDCS_I_LEVELS];
    int32_t finite[GDCS_I_LEVELS], count = 0;
    for (int32_t j = 0; j < m->data.levels - 1; j++)
        if (!isnan(cut[j].value))
            finite[count++] = j;
    out->proportional = gdcs_i_test_none();
    if (count < 2)
        return;
    const struct cut *base = &cut[finite[0]];
    const double own = covariance(m, base, base);
    for (int32_t r = 1; r < count; r++) {
        const struct cut *a = &cut[finite[r]];
        d[r - 1] = a->value - base->value;
        for (int32_t c = r; c < count; c++) {
            const struct cut *b = &cut[finite[c]];
            const double x =
                covariance(m, a, b) - covariance(m, base, a) - covariance(m, base, b) + own;
            v[(r - 1) * (count - 1) + c - 1] = v[(c - 1) * (count - 1) + r - 1] = x;
        }
    }
    out->proportional = gdcs_i_test_of_chisq(gdcs_i_linear_form(v, d, count - 1), count - 1);
}

gdcs_status gdcs_i_cuts_fit(const gdcs_i_model *m, gdcs_i_cuts *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct cut cut[GDCS_I_LEVELS];
    void *room = NULL;
    TRY(gdcs_i_alloc(&room, 2 * m->data.rows * m->data.levels, sizeof(double), err));
    double *next = room;
    for (int32_t j = 0; j < m->data.levels - 1; j++) {
        cut[j] = (struct cut){NAN, next, next + m->data.rows};
        next += 2 * m->data.rows;
        GO(fit_cut(m, j, &cut[j], out, err));
    }
    compare(m, cut, out);
done:
    free(room);
    return status;
}
