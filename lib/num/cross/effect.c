#include "core/sum.h"
#include "num/cross.h"
#include "num/dist.h"
#include "num/root.h"

#include <math.h>
#include <string.h>

struct inversion {
    double df;
    double x;
    double p;
    int upper;
};

/* Of the root of a noncentrality; rises with it. */
static double beyond(double root, void *context)
{
    const struct inversion *k = context;
    const double ncp = root * root;
    return k->upper ? k->p - gdcs_i_noncentral_chisq_lower(k->df, ncp, k->x)
                    : gdcs_i_noncentral_chisq_upper(k->df, ncp, k->x) - k->p;
}

/* With ncp = x more than half are above x; with root = sqrt(x) + z, fewer than the tail of z below,
   which are those of one df. */
struct gdcs_i_limits gdcs_i_noncentrality(double df, double x, double alpha)
{
    struct inversion k = {df, x, 0.5 * alpha, 0};
    struct gdcs_i_limits out = {0.0, 0.0};
    double root = 0.0;
    if (beyond(0.0, &k) < 0.0) {
        const gdcs_status found = gdcs_i_root(beyond, &k, 0.0, sqrt(x), &root, NULL);
        out.lower = found == GDCS_OK ? root * root : 0.0;
    }
    k.upper = 1;
    if (beyond(0.0, &k) < 0.0) {
        const double far = sqrt(x) + gdcs_i_normal_quantile_upper(k.p) + 1e-6;
        const gdcs_status found = gdcs_i_root(beyond, &k, 0.0, far, &root, NULL);
        out.upper = found == GDCS_OK ? root * root : INFINITY;
    }
    return out;
}

/* S = 1 + X^2 / n = sum p^2 / (r c) in shares has the gradient
   2 p / (r c) - sum over the row of p^2 / (r^2 c) - sum over the column of p^2 / (r c^2),
   whose mean under p is 0. */
static double variance_of_phi2(const gdcs_i_cross_table *t)
{
    gdcs_i_sum total = {0};
    memset(t->along, 0, (size_t)t->rows * sizeof *t->along);
    memset(t->down, 0, (size_t)t->columns * sizeof *t->down);
    for (int64_t i = 0; i < t->rows; i++)
        for (int64_t j = 0; j < t->columns; j++) {
            const double x = t->count[i * t->columns + j];
            if (!(x > 0.0))
                continue;
            const double term = x / t->row[i] * (x / t->column[j]);
            t->along[i] += term * (t->n / t->row[i]);
            t->down[j] += term * (t->n / t->column[j]);
        }
    for (int64_t i = 0; i < t->rows; i++)
        for (int64_t j = 0; j < t->columns; j++) {
            const double x = t->count[i * t->columns + j];
            if (!(x > 0.0))
                continue;
            const double slope =
                2.0 * (x / t->row[i]) * (t->n / t->column[j]) - t->along[i] - t->down[j];
            gdcs_i_sum_add(&total, x / t->n * slope * slope);
        }
    return gdcs_i_sum_value(total) / t->n;
}

/* Bergsma (2013): phi^2 and the numbers of rows and columns less what chance makes of them. */
static double corrected(double phi2, double r, double c, double n)
{
    if (!(n > 1.0))
        return NAN;
    const double rows = r - (r - 1.0) * (r - 1.0) / (n - 1.0);
    const double columns = c - (c - 1.0) * (c - 1.0) / (n - 1.0);
    const double k = fmin(rows, columns) - 1.0, left = phi2 - (r - 1.0) * (c - 1.0) / (n - 1.0);
    if (!(k > 0.0))
        return NAN;
    return fmin(sqrt(fmax(left, 0.0) / k), 1.0);
}

struct gdcs_i_cross_effect gdcs_i_cross_effect_of(const gdcs_i_cross_table *t,
                                                  const struct gdcs_i_cross_fit *fit, double alpha)
{
    const double r = (double)t->used_rows, c = (double)t->used_columns, k = fmin(r, c) - 1.0;
    const double phi2 = fmin(fit->pearson / t->n, k);
    struct gdcs_i_cross_effect e = {.v = sqrt(phi2 / k)};
    e.std_error = e.v > 0.0 ? sqrt(variance_of_phi2(t)) / (2.0 * e.v * k) : NAN;
    e.corrected = corrected(phi2, r, c, t->n);
    e.tschuprow = sqrt(phi2 / sqrt(fit->df));
    e.contingency = sqrt(phi2 / (1.0 + phi2));
    const struct gdcs_i_limits ncp = gdcs_i_noncentrality(fit->df, fit->pearson, alpha);
    e.limits.lower = fmin(sqrt(ncp.lower / (t->n * k)), 1.0);
    e.limits.upper = fmin(sqrt(ncp.upper / (t->n * k)), 1.0);
    return e;
}
