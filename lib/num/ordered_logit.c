#include "num/ordered_logit.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/guard.h"

#include <gsl/gsl_linalg.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { MOST_STEPS = 200 };

/* Where the search is: parameters, with gradient and information there. */
struct point {
    const gdcs_i_ordered *data;
    int32_t n;    /* parameters */
    int32_t held; /* the number of the one that is held, or -1 */
    double *parameter;
    double *gradient;
    gdcs_i_sum *sums; /* of the information, n x n */
    gsl_matrix information;
    void *memory;
};

/* ln P of a level between a and b, with its derivatives: P = F(b) (1 - F(a)) (1 - e^(a - b)), so that
   nothing cancels however far out or near to each other they are. */
struct band {
    double log_p;
    double by_a;
    double by_b;
    double by_aa;
    double by_bb;
    double by_ab;
};

static double logistic(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

static double log_logistic(double x)
{
    return x > 0.0 ? -log1p(exp(-x)) : x - log1p(exp(x));
}

static struct band band_of(double a, double b)
{
    struct band d = {0};
    if (isfinite(b)) {
        d.log_p += log_logistic(b);
        d.by_b += logistic(-b);
        d.by_bb -= logistic(b) * logistic(-b);
    }
    if (isfinite(a)) {
        d.log_p += log_logistic(-a);
        d.by_a -= logistic(a);
        d.by_aa -= logistic(a) * logistic(-a);
    }
    if (isfinite(a) && isfinite(b)) {
        const double less = -expm1(a - b), odds = exp(a - b) / less;
        d.log_p += b > a ? log(less) : -INFINITY;
        d.by_b += odds;
        d.by_a -= odds;
        d.by_bb -= odds / less;
        d.by_aa -= odds / less;
        d.by_ab += odds / less;
    }
    return d;
}

static double threshold(const struct point *p, int32_t cut)
{
    if (cut < 0)
        return -INFINITY;
    return cut < p->data->levels - 1 ? p->parameter[cut] : INFINITY;
}

static double line(const struct point *p, int64_t row)
{
    const int32_t k = p->data->covariates;
    double sum = 0.0;
    for (int32_t c = 0; c < k; c++)
        sum += p->data->x[row * k + c] * p->parameter[p->data->levels - 1 + c];
    return sum;
}

static double log_likelihood(const struct point *p)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < p->data->rows; i++) {
        const double eta = line(p, i);
        for (int32_t j = 0; j < p->data->levels; j++) {
            const double count = p->data->count[i * p->data->levels + j];
            if (count > 0.0)
                gdcs_i_sum_add(
                    &sum, count * band_of(threshold(p, j - 1) - eta, threshold(p, j) - eta).log_p);
        }
    }
    return gdcs_i_sum_value(sum);
}

static void add(struct point *p, int32_t r, int32_t c, double x)
{
    gdcs_i_sum_add(&p->sums[r * p->n + c], x);
    if (r != c)
        gdcs_i_sum_add(&p->sums[c * p->n + r], x);
}

/* One cell: thresholds a and b by the band, coefficients by the chain rule. */
static void add_cell(struct point *p, int64_t i, int32_t j, double count, const struct band *d,
                     gdcs_i_sum *gradient)
{
    const int32_t k = p->data->covariates, first = p->data->levels - 1;
    const double *x = p->data->x + i * k;
    const int32_t place[2] = {j - 1, j};
    const double by[2] = {d->by_a, d->by_b}, twice[2] = {d->by_aa, d->by_bb};
    for (int e = 0; e < 2; e++) {
        if (place[e] < 0 || place[e] >= first)
            continue;
        gdcs_i_sum_add(&gradient[place[e]], count * by[e]);
        add(p, place[e], place[e], -count * twice[e]);
        for (int32_t c = 0; c < k; c++)
            add(p, place[e], first + c, count * (twice[e] + d->by_ab) * x[c]);
    }
    if (j > 0 && j < first)
        add(p, j - 1, j, -count * d->by_ab);
    for (int32_t c = 0; c < k; c++) {
        gdcs_i_sum_add(&gradient[first + c], -count * (d->by_a + d->by_b) * x[c]);
        for (int32_t e = c; e < k; e++)
            add(p, first + c, first + e,
                -count * (d->by_aa + d->by_bb + 2.0 * d->by_ab) * x[c] * x[e]);
    }
}

/* Gradient, and minus the second derivatives; a row that is held is that of no parameter. */
static void differentiate(struct point *p, int hold)
{
    gdcs_i_sum gradient[GDCS_I_ORDERED_PARAMETERS] = {{0}};
    memset(p->sums, 0, (size_t)p->n * (size_t)p->n * sizeof *p->sums);
    for (int64_t i = 0; i < p->data->rows; i++) {
        const double eta = line(p, i);
        for (int32_t j = 0; j < p->data->levels; j++) {
            const double count = p->data->count[i * p->data->levels + j];
            const struct band d = band_of(threshold(p, j - 1) - eta, threshold(p, j) - eta);
            if (count > 0.0)
                add_cell(p, i, j, count, &d, gradient);
        }
    }
    for (int32_t r = 0; r < p->n; r++) {
        p->gradient[r] = hold && r == p->held ? 0.0 : gdcs_i_sum_value(gradient[r]);
        for (int32_t c = 0; c < p->n; c++) {
            const int is_held = hold && (r == p->held || c == p->held);
            p->information.data[r * p->n + c] =
                is_held ? (double)(r == c) : gdcs_i_sum_value(p->sums[r * p->n + c]);
        }
    }
}

/* Cholesky of the information, scaled to ones on the diagonal: units of covariates do not matter. */
static gdcs_status invert(struct point *p, gdcs_error *err)
{
    double scale[GDCS_I_ORDERED_PARAMETERS];
    int32_t singular = 0;
    double *m = p->information.data;
    for (int32_t r = 0; r < p->n; r++) {
        singular |= !(m[r * p->n + r] > 0.0);
        scale[r] = 1.0 / sqrt(m[r * p->n + r]);
    }
    for (int32_t r = 0; r < p->n; r++)
        for (int32_t c = 0; c < p->n; c++)
            m[r * p->n + c] *= scale[r] * scale[c];
    gdcs_i_guard_enter();
    if (!singular)
        singular = gsl_linalg_cholesky_decomp1(&p->information);
    for (int32_t r = 0; r < p->n && !singular; r++)
        singular = !(m[r * p->n + r] > 1e-7); /* its square is what the others leave unexplained */
    if (!singular)
        singular = gsl_linalg_cholesky_invert(&p->information);
    if (gdcs_i_guard_leave() != 0 || singular)
        return gdcs_i_fail(err, GDCS_E_NUMERIC, "covariates",
                           "the information is singular: a covariate is the same for all, or a sum "
                           "of others");
    for (int32_t r = 0; r < p->n; r++)
        for (int32_t c = 0; c < p->n; c++)
            m[r * p->n + c] *= scale[r] * scale[c];
    return GDCS_OK;
}

/* One step of Newton's method, halved until the likelihood does not fall.  Returns how much it may still
   rise, in its own units. */
static double step(struct point *p, double *reached)
{
    double before[GDCS_I_ORDERED_PARAMETERS], way[GDCS_I_ORDERED_PARAMETERS], rise = 0.0;
    memcpy(before, p->parameter, (size_t)p->n * sizeof *before);
    for (int32_t r = 0; r < p->n; r++) {
        way[r] = 0.0;
        for (int32_t c = 0; c < p->n; c++)
            way[r] += p->information.data[r * p->n + c] * p->gradient[c];
        rise += way[r] * p->gradient[r];
    }
    for (double part = 1.0; part > 1e-12; part *= 0.5) {
        for (int32_t r = 0; r < p->n; r++)
            p->parameter[r] = before[r] + part * way[r];
        const double now = log_likelihood(p);
        if (now >= *reached - 1e-13 * fabs(*reached)) {
            *reached = now;
            return rise;
        }
    }
    memcpy(p->parameter, before, (size_t)p->n * sizeof *before);
    return 0.0;
}

/* Thresholds that fit the levels of all rows together, coefficients 0. */
static double start(struct point *p, double held)
{
    double total = 0.0, below = 0.0, level[GDCS_I_ORDERED_PARAMETERS] = {0.0};
    for (int64_t i = 0; i < p->data->rows; i++)
        for (int32_t j = 0; j < p->data->levels; j++)
            level[j] += p->data->count[i * p->data->levels + j];
    for (int32_t j = 0; j < p->data->levels; j++)
        total += level[j];
    for (int32_t j = 0; j < p->data->levels - 1; j++) {
        double above = 0.0;
        for (int32_t k = j + 1; k < p->data->levels; k++)
            above += level[k];
        below += level[j];
        p->parameter[j] = log(below / above);
    }
    for (int32_t c = p->data->levels - 1; c < p->n; c++)
        p->parameter[c] = 0.0;
    if (p->held >= 0)
        p->parameter[p->held] = held;
    return total;
}

static gdcs_status point_new(const gdcs_i_ordered *data, double held, struct point *p,
                             gdcs_error *err)
{
    const int32_t n = data->levels - 1 + data->covariates;
    const int64_t numbers = 2 * (int64_t)n + 3 * (int64_t)n * n;
    *p = (struct point){.data = data, .n = n, .held = isnan(held) ? -1 : data->levels - 1};
    TRY(gdcs_i_alloc(&p->memory, numbers, sizeof(double), err));
    p->parameter = p->memory;
    p->gradient = p->parameter + n;
    gsl_matrix_view view = gsl_matrix_view_array(p->gradient + n, (size_t)n, (size_t)n);
    p->information = view.matrix;
    p->sums = (gdcs_i_sum *)(void *)(p->gradient + n + (int64_t)n * n);
    return GDCS_OK;
}

static gdcs_status give(struct point *p, gdcs_i_ordered_fit *out, gdcs_error *err)
{
    const int32_t first = p->data->levels - 1;
    differentiate(p, 1);
    TRY(invert(p, err));
    for (int32_t r = 0; r < p->n; r++) {
        const double variance = p->information.data[r * p->n + r];
        out->parameter[r] = p->parameter[r];
        out->error[r] = r == p->held ? 0.0 : sqrt(variance);
        out->row[r] = p->data->covariates > 0 ? p->information.data[first * p->n + r] : 0.0;
    }
    if (p->held < 0)
        return GDCS_OK;
    differentiate(p, 0);
    const double gradient = p->gradient[p->held];
    TRY(invert(p, err));
    out->score = gradient * gradient * p->information.data[p->held * p->n + p->held];
    return GDCS_OK;
}

/* The information has gone to nothing on the way to infinity. */
static gdcs_status give_far(const struct point *p, gdcs_i_ordered_fit *out)
{
    for (int32_t r = 0; r < p->n; r++) {
        out->parameter[r] = p->parameter[r];
        out->error[r] = INFINITY;
        out->row[r] = NAN;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_ordered_fit_new(const gdcs_i_ordered *data, double held, gdcs_i_ordered_fit *out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct point p;
    *out = (gdcs_i_ordered_fit){.score = 0.0};
    TRY(point_new(data, held, &p, err));
    const double total = start(&p, held);
    out->log_likelihood = log_likelihood(&p);
    while (out->iterations++ < MOST_STEPS) {
        differentiate(&p, 1);
        status = invert(&p, out->iterations > 2 ? NULL : err);
        if (status != GDCS_OK)
            break;
        if (!(step(&p, &out->log_likelihood) > 1e-14 * total))
            break;
    }
    if (status == GDCS_OK)
        status = give(&p, out, out->iterations > 2 ? NULL : err);
    if (status == GDCS_E_NUMERIC && out->iterations > 2)
        status = give_far(&p, out);
    free(p.memory);
    return status;
}

double gdcs_i_ordered_above(const gdcs_i_ordered *data, const gdcs_i_ordered_fit *fit, int64_t i)
{
    double eta = -fit->parameter[0];
    for (int32_t c = 0; c < data->covariates; c++)
        eta += data->x[i * data->covariates + c] * fit->parameter[1 + c];
    return logistic(eta);
}
