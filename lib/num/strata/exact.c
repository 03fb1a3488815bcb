#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/rng.h"
#include "num/root.h"
#include "num/strata.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The masses of strata are convolved as logarithms, for what is 1e-1000 at psi = 1 may be the middle of the
   distribution at the odds ratio that is sought. */

static const double MOST_STEPS = 2e7;
static const double FARTHEST = 700.0; /* |ln psi| */
static const double EQUAL = 1e-7;     /* of probabilities, as R's mantelhaen.test has it */

/* The possible counts of a stratum. */
struct range {
    double low;
    int64_t count;
};

static struct range range_of(const gdcs_i_strata_counts *s, int64_t i)
{
    const double m1 = s->part_a[i] + s->part_b[i];
    const double low = fmax(m1 - s->whole_b[i], 0.0), high = fmin(s->whole_a[i], m1);
    return (struct range){low, (int64_t)(high - low) + 1};
}

/* ln masses but for a constant, that of the count found being 0. */
static void fill_stratum(const gdcs_i_strata_counts *s, int64_t i, struct range r, double *out)
{
    const double a = s->part_a[i], b = s->whole_a[i] - a, c = s->part_b[i], d = s->whole_b[i] - c;
    for (int64_t k = 0; k < r.count; k++) {
        const double more = r.low + (double)k - a;
        out[k] = -gdcs_i_factorial_ratio(a + more, a) - gdcs_i_factorial_ratio(b - more, b) -
                 gdcs_i_factorial_ratio(c - more, c) - gdcs_i_factorial_ratio(d + more, d);
    }
}

static void convolve(const double *x, int64_t n, const double *y, int64_t m, double *out)
{
    for (int64_t k = 0; k < n + m - 1; k++) {
        const int64_t from = k < m ? 0 : k - m + 1, to = k < n ? k : n - 1;
        double most = -INFINITY, sum = 0.0;
        for (int64_t i = from; i <= to; i++)
            most = fmax(most, x[i] + y[k - i]);
        for (int64_t i = from; i <= to; i++)
            sum += exp(x[i] + y[k - i] - most);
        out[k] = most + log(sum);
    }
}

static void normalise(gdcs_i_conditional *c)
{
    double most = -INFINITY;
    gdcs_i_sum sum = {0};
    for (int64_t k = 0; k < c->count; k++)
        most = fmax(most, c->log_mass[k]);
    for (int64_t k = 0; k < c->count; k++)
        gdcs_i_sum_add(&sum, exp(c->log_mass[k] - most));
    const double total = most + log(gdcs_i_sum_value(sum));
    for (int64_t k = 0; k < c->count; k++)
        c->log_mass[k] -= total;
}

static int enters(const gdcs_i_strata_counts *s, int64_t i)
{
    return s->whole_a[i] > 0.0 && s->whole_b[i] > 0.0 && range_of(s, i).count > 1;
}

/* How long the result is and the longest stratum, and whether it can be done. */
static gdcs_status measure(const gdcs_i_strata_counts *s, int64_t *count, int64_t *longest,
                           gdcs_error *err)
{
    double steps = 0.0, total = 1.0, most = 1.0;
    for (int64_t i = 0; i < s->n; i++) {
        if (s->whole_a[i] + s->whole_b[i] > 1e12)
            steps = INFINITY;
        const double m1 = s->part_a[i] + s->part_b[i];
        const double length = fmin(s->whole_a[i], m1) - fmax(m1 - s->whole_b[i], 0.0) + 1.0;
        total += length - 1.0;
        most = fmax(most, length);
        steps += length * total;
    }
    if (!(steps <= MOST_STEPS))
        return gdcs_i_fail(err, GDCS_E_LIMIT, "method",
                           "the strata are too large for an exact odds ratio");
    *count = (int64_t)total;
    *longest = (int64_t)most;
    return GDCS_OK;
}

gdcs_status gdcs_i_conditional_new(const gdcs_i_strata_counts *s, gdcs_i_conditional *out,
                                   gdcs_error *err)
{
    gdcs_i_conditional c = {.count = 1};
    int64_t total = 0, longest = 0;
    void *memory = NULL, *work = NULL;
    TRY(measure(s, &total, &longest, err));
    TRY(gdcs_i_alloc(&memory, total, sizeof(double), err));
    const gdcs_status status = gdcs_i_alloc(&work, total + longest, sizeof(double), err);
    if (status != GDCS_OK) {
        free(memory);
        return status;
    }
    c.log_mass = memory;
    double *next = work, *one = next + total;
    for (int64_t i = 0; i < s->n; i++) {
        if (!enters(s, i))
            continue;
        const struct range r = range_of(s, i);
        fill_stratum(s, i, r, one);
        convolve(c.log_mass, c.count, one, r.count, next);
        c.count += r.count - 1;
        c.found += (int64_t)(s->part_a[i] - r.low);
        memcpy(c.log_mass, next, (size_t)c.count * sizeof *next);
    }
    normalise(&c);
    free(work);
    *out = c;
    return GDCS_OK;
}

/* Sums of masses at psi, in units of the largest: below, at and above what was found; and of distances
   from it. */
struct sums {
    double below;
    double at;
    double above;
    double distance;
};

static struct sums sums_at(const gdcs_i_conditional *c, double log_psi)
{
    struct sums s = {0.0, 0.0, 0.0, 0.0};
    double most = -INFINITY;
    for (int64_t k = 0; k < c->count; k++)
        most = fmax(most, c->log_mass[k] + (double)(k - c->found) * log_psi);
    for (int64_t k = 0; k < c->count; k++) {
        const double mass = exp(c->log_mass[k] + (double)(k - c->found) * log_psi - most);
        s.distance += (double)(k - c->found) * mass;
        if (k < c->found)
            s.below += mass;
        else if (k > c->found)
            s.above += mass;
        else
            s.at = mass;
    }
    return s;
}

struct inversion {
    const gdcs_i_conditional *c;
    double p;
    double part; /* of what was found */
    int upper;
};

static double mean_of(double log_psi, void *context)
{
    const struct sums s = sums_at(((const struct inversion *)context)->c, log_psi);
    return s.distance / (s.below + s.at + s.above);
}

static double tail_of(double log_psi, void *context)
{
    const struct inversion *k = context;
    const struct sums s = sums_at(k->c, log_psi);
    const double all = s.below + s.at + s.above;
    return k->upper ? k->p - (s.below + k->part * s.at) / all
                    : (s.above + k->part * s.at) / all - k->p;
}

static double root_of(double (*f)(double, void *), struct inversion *k, double otherwise)
{
    double x;
    return gdcs_i_root(f, k, -FARTHEST, FARTHEST, &x, NULL) == GDCS_OK ? exp(x) : otherwise;
}

double gdcs_i_conditional_odds(const gdcs_i_conditional *c)
{
    struct inversion k = {c, 0.0, 1.0, 0};
    if (c->count == 1)
        return NAN;
    if (c->found == 0)
        return 0.0;
    return c->found == c->count - 1 ? INFINITY : root_of(mean_of, &k, NAN);
}

struct gdcs_i_limits gdcs_i_conditional_limits(const gdcs_i_conditional *c, double alpha, int mid)
{
    struct inversion k = {c, 0.5 * alpha, mid ? 0.5 : 1.0, 0};
    struct gdcs_i_limits out = {0.0, INFINITY};
    if (c->found > 0)
        out.lower = root_of(tail_of, &k, 0.0);
    k.upper = 1;
    if (c->found < c->count - 1)
        out.upper = root_of(tail_of, &k, INFINITY);
    return out;
}

double gdcs_i_conditional_log_p(const gdcs_i_conditional *c, int mid)
{
    const double found = c->log_mass[c->found];
    gdcs_i_sum sum = {0};
    for (int64_t k = 0; k < c->count; k++)
        if (c->log_mass[k] <= found + EQUAL)
            gdcs_i_sum_add(&sum, exp(c->log_mass[k] - found));
    return fmin(found + log(gdcs_i_sum_value(sum) - (mid ? 0.5 : 0.0)), 0.0);
}
