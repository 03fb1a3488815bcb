#include "num/exact/unconditional.h"

#include "core/fail.h"
#include "core/memory.h"
#include "num/dist.h"
#include "num/exact/fisher.h"
#include "num/interval/proportion.h"
#include "num/peak.h"

#include <math.h>
#include <stdlib.h>

/* Statistics that differ by rounding only are the same. */
static const double tie = 1e-7;

/* Tables are numbered by their successes, i of n1 and j of n2.  Of each i those j that are extreme are
   one run from 0 and one to n2 (where not, as Fisher's two-sided P-values need not be monotone, `inner`
   ones between): their probability is two cumulative sums, however many they are. */
struct test {
    int32_t n1;
    int32_t n2;
    unsigned char *extreme; /* (n1 + 1) (n2 + 1) */
    int32_t *from;          /* the extreme j of i: below from[i], from to[i] on, */
    int32_t *to;
    unsigned char *inner; /* and some between these two */
    double *first;        /* probabilities of i, of j, and sums of the latter from either end */
    double *second;
    double *below;
    double *above;
};

static void test_free(struct test *t)
{
    free(t->extreme);
    free(t->from);
    free(t->to);
    free(t->inner);
    free(t->first);
    free(t->second);
    free(t->below);
    free(t->above);
}

static gdcs_status test_new(int32_t n1, int32_t n2, struct test *t, gdcs_error *err)
{
    const struct test none = {.n1 = n1, .n2 = n2};
    *t = none;
    TRY(gdcs_i_alloc((void **)&t->extreme, (int64_t)(n1 + 1) * (n2 + 1), 1, err));
    TRY(gdcs_i_alloc((void **)&t->from, n1 + 1, sizeof *t->from, err));
    TRY(gdcs_i_alloc((void **)&t->to, n1 + 1, sizeof *t->to, err));
    TRY(gdcs_i_alloc((void **)&t->inner, n1 + 1, 1, err));
    TRY(gdcs_i_alloc((void **)&t->first, n1 + 1, sizeof(double), err));
    TRY(gdcs_i_alloc((void **)&t->second, n2 + 1, sizeof(double), err));
    TRY(gdcs_i_alloc((void **)&t->below, n2 + 2, sizeof(double), err));
    return gdcs_i_alloc((void **)&t->above, n2 + 2, sizeof(double), err);
}

static unsigned char *place(const struct test *t, double i, double j)
{
    return &t->extreme[(int64_t)i * (t->n2 + 1) + (int64_t)j];
}

/* (p1 - p2) over its pooled standard error, 0 where there is none. */
static double score(const struct test *t, double i, double j)
{
    const double n1 = t->n1, n2 = t->n2, m = i + j, n = n1 + n2;
    if (m == 0.0 || m == n)
        return 0.0;
    return (i * (n2 - j) - j * (n1 - i)) / sqrt(n1 * n2 * m * (n - m) / n);
}

static void order_by_score(const struct test *t, double x, double y, int side)
{
    const double seen = score(t, x, y), least = side == 0 ? fabs(seen) : side * seen;
    for (int32_t i = 0; i <= t->n1; i++)
        for (int32_t j = 0; j <= t->n2; j++) {
            const double s = score(t, i, j), size = side == 0 ? fabs(s) : side * s;
            *place(t, i, j) = size >= least - tie * fabs(least);
        }
}

/* Of one total of successes, the tables from one end or both whose P-value is within that observed:
   each end by itself is added up until it is not. */
static void order_one_side(const struct test *t, const struct gdcs_i_hyper *h, int side,
                           double seen)
{
    const double start = side > 0 ? h->high : h->low, steps = h->high - h->low;
    double sum = 0.0;
    for (double k = 0.0; k <= steps; k += 1.0) {
        const double x = start - side * k;
        sum += exp(gdcs_i_hyper_log_pmf(h, x));
        if (sum > seen * (1.0 + tie))
            return;
        *place(t, x, h->m - x) = 1;
    }
}

/* The less probable of the two ends comes next; equally probable ones come together. */
static void order_both(const struct test *t, const struct gdcs_i_hyper *h, double seen)
{
    double low = h->low, high = h->high, sum = 0.0;
    while (low <= high) {
        const double a = exp(gdcs_i_hyper_log_pmf(h, low));
        const double b = exp(gdcs_i_hyper_log_pmf(h, high));
        const int take_low = a <= b * (1.0 + tie), take_high = b <= a * (1.0 + tie) && low < high;
        sum += (take_low ? a : 0.0) + (take_high ? b : 0.0);
        if (sum > seen * (1.0 + tie))
            return;
        if (take_low)
            *place(t, low, h->m - low) = 1, low += 1.0;
        if (take_high)
            *place(t, high, h->m - high) = 1, high -= 1.0;
    }
}

static void order_by_fisher(const struct test *t, double x, double y, int side)
{
    const struct gdcs_i_hyper seen = gdcs_i_hyper_of(t->n1, t->n2, x + y);
    const double p = exp(side == 0 ? gdcs_i_fisher_log_minlike(&seen, x, 0)
                                   : gdcs_i_fisher_log_tail(&seen, x, side, 0));
    for (double m = 0.0; m <= (double)t->n1 + t->n2; m += 1.0) {
        const struct gdcs_i_hyper h = gdcs_i_hyper_of(t->n1, t->n2, m);
        if (side == 0)
            order_both(t, &h, p);
        else
            order_one_side(t, &h, side, p);
    }
}

static void find_runs(struct test *t)
{
    for (int32_t i = 0; i <= t->n1; i++) {
        int32_t from = 0, to = t->n2 + 1;
        while (from <= t->n2 && *place(t, i, from))
            from++;
        while (to > from && *place(t, i, to - 1))
            to--;
        t->from[i] = from;
        t->to[i] = to;
        for (int32_t j = from; j < to; j++)
            t->inner[i] |= *place(t, i, j);
    }
}

static double mass(double k, double n, double p, double q)
{
    return p < q ? gdcs_i_binomial_pmf(k, n, p) : gdcs_i_binomial_pmf(n - k, n, q);
}

/* Probabilities of 0..n by their quotients, outwards from the largest. */
static void fill(double *out, int32_t n, double p, double q)
{
    const int32_t mode = (int32_t)fmin(floor((n + 1.0) * p), n);
    out[mode] = mass(mode, n, p, q);
    for (int32_t k = mode; k < n; k++)
        out[k + 1] = out[k] * ((n - k) * p) / ((k + 1.0) * q);
    for (int32_t k = mode; k > 0; k--)
        out[k - 1] = out[k] * (k * q) / ((n - k + 1.0) * p);
}

static double between(const struct test *t, int32_t i)
{
    double sum = 0.0;
    for (int32_t j = t->from[i]; j < t->to[i]; j++)
        sum += *place(t, i, j) ? t->second[j] : 0.0;
    return sum;
}

/* The probability of all extreme tables where the share is sin^2(angle / 2): in the angle it varies
   over steps of order 1 / sqrt(N), wherever it is. */
static double probability_at(double angle, const void *context)
{
    const struct test *t = context;
    const double s = sin(angle / 2.0), c = cos(angle / 2.0), p = s * s, q = c * c;
    double sum = 0.0;
    if (p == 0.0 || q < 1e-30)
        return *place(t, p == 0.0 ? 0.0 : t->n1, p == 0.0 ? 0.0 : t->n2);
    fill(t->first, t->n1, p, q);
    fill(t->second, t->n2, p, q);
    for (int32_t j = 0; j <= t->n2; j++)
        t->below[j + 1] = t->below[j] + t->second[j];
    for (int32_t j = t->n2; j >= 0; j--)
        t->above[j] = t->above[j + 1] + t->second[j];
    for (int32_t i = 0; i <= t->n1; i++)
        sum += t->first[i] *
               (t->below[t->from[i]] + t->above[t->to[i]] + (t->inner[i] ? between(t, i) : 0.0));
    return sum;
}

/* A grid on which no peak loses more than a few per cent of its height, then the peaks that come near
   the highest point. */
static double largest(const struct test *t, double low, double high)
{
    const int points = 16 + (int)(12.0 * sqrt((double)t->n1 + t->n2));
    const double step = (high - low) / points;
    double most = 0.0, before = 0.0, here = probability_at(low, t);
    for (int i = 0; i <= points; i++)
        most = fmax(most, probability_at(low + i * step, t));
    const double near = 0.9 * most;
    for (int i = 0; i <= points; i++) {
        const double after = i < points ? probability_at(low + (i + 1) * step, t) : 0.0;
        if (here >= near && here >= before && here >= after)
            most = fmax(most, gdcs_i_peak(probability_at, t, low + fmax(i - 1, 0) * step,
                                          low + fmin(i + 1, points) * step));
        before = here, here = after;
    }
    return most;
}

static double angle_of(double share)
{
    return 2.0 * asin(sqrt(share));
}

gdcs_status gdcs_i_unconditional_p(struct gdcs_i_two two, const struct gdcs_i_unconditional *how,
                                   double *p, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct test t;
    double low = 0.0, high = acos(-1.0);
    GO(test_new((int32_t)(two.yes1 + two.no1), (int32_t)(two.yes2 + two.no2), &t, err));
    if (how->order == GDCS_I_BY_FISHER)
        order_by_fisher(&t, two.yes1, two.yes2, how->side);
    else
        order_by_score(&t, two.yes1, two.yes2, how->side);
    find_runs(&t);
    if (how->gamma > 0.0) {
        const struct gdcs_i_limits share =
            gdcs_i_proportion_clopper_pearson(two.yes1 + two.yes2, two.no1 + two.no2, how->gamma);
        low = angle_of(share.lower);
        high = angle_of(share.upper);
    }
    *p = fmin(largest(&t, low, high) + how->gamma, 1.0);
done:
    test_free(&t);
    return status;
}
