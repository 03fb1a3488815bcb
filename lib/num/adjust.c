#include "num/adjust.h"

#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* A p-value and its place. */
struct entry {
    double p;
    int64_t place;
};

static int by_p(const void *a, const void *b)
{
    const struct entry *x = a, *y = b;
    if (x->p != y->p)
        return x->p < y->p ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* 1 - (1 - p)^times, with the digits of a tiny p. */
static double any_of(double p, double times)
{
    return -expm1(times * log1p(-p));
}

/* 1 + 1/2 + ... + 1/n */
static double harmonic(double n)
{
    const double euler = 0.57721566490153286061, square = n * n;
    if (n > 100.0)
        return log(n) + euler + 0.5 / n - (1.0 / 12 - 1.0 / 120 / square) / square;
    double sum = 0.0;
    for (double k = n; k > 0.0; k--)
        sum += 1.0 / k;
    return sum;
}

/* Of the i-th smallest (from 0), before it is made monotone. */
static double single(double p, int64_t i, int32_t method, double family)
{
    const double rank = (double)(i + 1), left = family - (double)i;
    switch (method) {
    case GDCS_I_ADJUST_BONFERRONI: return family * p;
    case GDCS_I_ADJUST_SIDAK: return any_of(p, family);
    case GDCS_I_ADJUST_HOLM_SIDAK: return any_of(p, left);
    case GDCS_I_ADJUST_BENJAMINI_HOCHBERG: return family / rank * p;
    case GDCS_I_ADJUST_BENJAMINI_YEKUTIELI: return harmonic(family) * (family / rank) * p;
    default: return left * p; /* Holm, Hochberg */
    }
}

static int is_step_up(int32_t method)
{
    return method == GDCS_I_ADJUST_HOCHBERG || method == GDCS_I_ADJUST_BENJAMINI_HOCHBERG ||
           method == GDCS_I_ADJUST_BENJAMINI_YEKUTIELI;
}

static void adjust(struct entry *e, int64_t count, int32_t method, double family)
{
    for (int64_t i = 0; i < count; i++)
        e[i].p = fmin(single(e[i].p, i, method, family), 1.0);
    if (is_step_up(method))
        for (int64_t i = count - 2; i >= 0; i--)
            e[i].p = fmin(e[i].p, e[i + 1].p);
    else
        for (int64_t i = 1; i < count; i++)
            e[i].p = fmax(e[i].p, e[i - 1].p);
}

/* Wright (1992) Biometrics 48:1005, appendix: the closed test of Simes's, subset sizes from all down to
   two; p holds m sorted values, most the largest found for each so far. */
static void hommel(const double *p, double *most, int64_t m)
{
    double least = INFINITY;
    for (int64_t i = 0; i < m; i++)
        least = fmin(least, (double)m * p[i] / (double)(i + 1));
    for (int64_t i = 0; i < m; i++)
        most[i] = least;
    for (int64_t size = m - 1; size >= 2; size--) {
        const double *rest = p + m - size; /* the largest but one of a subset of this size */
        double c = INFINITY;
        for (int64_t k = 2; k <= size; k++)
            c = fmin(c, (double)size * rest[k - 1] / (double)k);
        for (int64_t i = 0; i <= m - size; i++)
            most[i] = fmax(most[i], fmin(c, (double)size * p[i]));
        for (int64_t i = m - size + 1; i < m; i++)
            most[i] = fmax(most[i], most[m - size]);
    }
    for (int64_t i = 0; i < m; i++)
        most[i] = fmin(fmax(most[i], p[i]), 1.0);
}

static gdcs_status adjust_hommel(struct entry *e, int64_t count, double family, gdcs_error *err)
{
    void *memory = NULL;
    if (family > GDCS_I_ADJUST_MOST)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "n", "Hommel's method takes at most %d tests",
                           (int)GDCS_I_ADJUST_MOST);
    const int64_t m = (int64_t)family;
    TRY(gdcs_i_alloc(&memory, 2 * m, sizeof(double), err));
    double *p = memory, *most = p + m;
    for (int64_t i = 0; i < m; i++)
        p[i] = i < count ? e[i].p : 1.0;
    hommel(p, most, m);
    for (int64_t i = 0; i < count; i++)
        e[i].p = most[i];
    free(memory);
    return GDCS_OK;
}

gdcs_status gdcs_i_adjust(const double *p, int64_t n, int32_t method, double family, double *out,
                          gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int64_t count = 0;
    TRY(gdcs_i_alloc(&memory, n, sizeof(struct entry), err));
    struct entry *e = memory;
    for (int64_t i = 0; i < n; i++)
        if (!isnan(p[i]))
            e[count++] = (struct entry){p[i], i};
    if (count > 1)
        qsort(e, (size_t)count, sizeof *e, by_p);
    if (family == 0.0)
        family = (double)count;
    if (method == GDCS_I_ADJUST_HOMMEL)
        GO(adjust_hommel(e, count, family, err));
    else
        adjust(e, count, method, family);
    for (int64_t i = 0; i < n; i++)
        out[i] = NAN;
    for (int64_t i = 0; i < count; i++)
        out[e[i].place] = e[i].p;
done:
    free(memory);
    return status;
}
