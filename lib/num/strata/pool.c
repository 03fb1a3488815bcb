#include "core/sum.h"
#include "num/strata.h"

#include <math.h>

/* A stratum as a table: a, b with and without the outcome in the first group, c, d in the second. */
struct table {
    double a, b, c, d;
    double n1, n2; /* groups */
    double m1, m2; /* with and without */
    double n;
};

static int table_of(const gdcs_i_strata_counts *s, int64_t i, struct table *t)
{
    t->a = s->part_a[i];
    t->c = s->part_b[i];
    t->n1 = s->whole_a[i];
    t->n2 = s->whole_b[i];
    t->b = t->n1 - t->a;
    t->d = t->n2 - t->c;
    t->m1 = t->a + t->c;
    t->m2 = t->b + t->d;
    t->n = t->n1 + t->n2;
    return t->n1 > 0.0 && t->n2 > 0.0;
}

static struct gdcs_i_strata_common odds_ratio(const gdcs_i_strata_counts *s)
{
    gdcs_i_sum r = {0}, u = {0}, pr = {0}, cross = {0}, qs = {0};
    struct table t;
    for (int64_t i = 0; i < s->n; i++) {
        if (!table_of(s, i, &t))
            continue;
        const double x = t.a / t.n * t.d, y = t.b / t.n * t.c;
        const double p = (t.a + t.d) / t.n, q = (t.b + t.c) / t.n;
        gdcs_i_sum_add(&r, x);
        gdcs_i_sum_add(&u, y);
        gdcs_i_sum_add(&pr, p * x);
        gdcs_i_sum_add(&cross, p * y + q * x);
        gdcs_i_sum_add(&qs, q * y);
    }
    const double x = gdcs_i_sum_value(r), y = gdcs_i_sum_value(u);
    const double variance = gdcs_i_sum_value(pr) / x / x + gdcs_i_sum_value(cross) / x / y +
                            gdcs_i_sum_value(qs) / y / y;
    return (struct gdcs_i_strata_common){x / y,
                                         x > 0.0 && y > 0.0 ? sqrt(variance / 2.0) : INFINITY, 0};
}

static struct gdcs_i_strata_common risk_ratio(const gdcs_i_strata_counts *s)
{
    gdcs_i_sum top = {0}, bottom = {0}, spread = {0};
    struct table t;
    for (int64_t i = 0; i < s->n; i++) {
        if (!table_of(s, i, &t))
            continue;
        gdcs_i_sum_add(&top, t.a / t.n * t.n2);
        gdcs_i_sum_add(&bottom, t.c / t.n * t.n1);
        gdcs_i_sum_add(&spread, t.n1 / t.n * (t.n2 / t.n) * t.m1);
        gdcs_i_sum_add(&spread, -(t.a / t.n * t.c));
    }
    const double x = gdcs_i_sum_value(top), y = gdcs_i_sum_value(bottom);
    return (struct gdcs_i_strata_common){
        x / y, x > 0.0 && y > 0.0 ? sqrt(fmax(gdcs_i_sum_value(spread), 0.0) / x / y) : INFINITY,
        0};
}

static double sato(const struct table *t, double difference)
{
    const double r1 = t->n1 / t->n, r2 = t->n2 / t->n;
    const double p = r1 * r1 * t->c - r2 * r2 * t->a + r1 * r2 * (t->n2 - t->n1) / 2.0;
    const double q = (t->a / t->n * t->d + t->c / t->n * t->b) / 2.0;
    return difference * p + q;
}

static double greenland_robins(const struct table *t)
{
    const double r1 = t->n1 / t->n, r2 = t->n2 / t->n;
    return t->a / t->n1 * t->b * r2 * r2 + t->c / t->n2 * t->d * r1 * r1;
}

static struct gdcs_i_strata_common difference(const gdcs_i_strata_counts *s, int robins)
{
    gdcs_i_sum top = {0}, weight = {0}, spread = {0};
    struct table t;
    for (int64_t i = 0; i < s->n; i++) {
        if (!table_of(s, i, &t))
            continue;
        gdcs_i_sum_add(&top, t.a / t.n * t.n2);
        gdcs_i_sum_add(&top, -(t.c / t.n * t.n1));
        gdcs_i_sum_add(&weight, t.n1 / t.n * t.n2);
    }
    const double w = gdcs_i_sum_value(weight), value = gdcs_i_sum_value(top) / w;
    for (int64_t i = 0; i < s->n; i++)
        if (table_of(s, i, &t))
            gdcs_i_sum_add(&spread, robins ? greenland_robins(&t) : sato(&t, value));
    return (struct gdcs_i_strata_common){value, sqrt(fmax(gdcs_i_sum_value(spread), 0.0)) / w, 0};
}

struct gdcs_i_strata_common gdcs_i_strata_mantel(const gdcs_i_strata_counts *s, int measure,
                                                 int robins)
{
    if (measure == GDCS_I_STRATA_DIFFERENCE)
        return difference(s, robins);
    return measure == GDCS_I_STRATA_RISK_RATIO ? risk_ratio(s) : odds_ratio(s);
}

/* Of one stratum: its measure (a logarithm for ratios) and variance.  0 if it says nothing. */
static int single(struct table t, int measure, double *value, double *variance, int64_t *adjusted)
{
    const int is_ratio = measure != GDCS_I_STRATA_DIFFERENCE;
    if (is_ratio && (t.m1 == 0.0 || (measure == GDCS_I_STRATA_ODDS_RATIO && t.m2 == 0.0)))
        return 0;
    const int zero = measure == GDCS_I_STRATA_ODDS_RATIO
                         ? t.a == 0.0 || t.b == 0.0 || t.c == 0.0 || t.d == 0.0
                     : is_ratio ? t.a == 0.0 || t.c == 0.0 || t.m2 == 0.0
                                : (t.a == 0.0 || t.b == 0.0) && (t.c == 0.0 || t.d == 0.0);
    const double more = zero ? 0.5 : 0.0, plain = t.a / t.n1 - t.c / t.n2;
    t.a += more, t.b += more, t.c += more, t.d += more;
    t.n1 += 2.0 * more, t.n2 += 2.0 * more;
    *adjusted += zero;
    if (measure == GDCS_I_STRATA_ODDS_RATIO) {
        *value = log(t.a / t.b) - log(t.c / t.d);
        *variance = 1.0 / t.a + 1.0 / t.b + 1.0 / t.c + 1.0 / t.d;
    } else if (is_ratio) {
        *value = log(t.a / t.n1) - log(t.c / t.n2);
        *variance = t.b / t.a / t.n1 + t.d / t.c / t.n2;
    } else {
        *value = plain;
        *variance = t.a / t.n1 * (t.b / t.n1) / t.n1 + t.c / t.n2 * (t.d / t.n2) / t.n2;
    }
    return 1;
}

struct gdcs_i_strata_weighted gdcs_i_strata_inverse(const gdcs_i_strata_counts *s, int measure)
{
    struct gdcs_i_strata_weighted out = {.q = NAN};
    gdcs_i_sum weight = {0}, top = {0}, q = {0};
    struct table t;
    double value, variance;
    int64_t ignored = 0;
    for (int64_t i = 0; i < s->n; i++) {
        if (!table_of(s, i, &t) || !single(t, measure, &value, &variance, &out.pooled.adjusted))
            continue;
        gdcs_i_sum_add(&weight, 1.0 / variance);
        gdcs_i_sum_add(&top, value / variance);
        out.count++;
    }
    const double w = gdcs_i_sum_value(weight), mean = gdcs_i_sum_value(top) / w;
    for (int64_t i = 0; i < s->n; i++)
        if (table_of(s, i, &t) && single(t, measure, &value, &variance, &ignored))
            gdcs_i_sum_add(&q, (value - mean) * (value - mean) / variance);
    out.pooled.value = measure == GDCS_I_STRATA_DIFFERENCE ? mean : exp(mean);
    out.pooled.error = out.count > 0 ? sqrt(1.0 / w) : NAN;
    if (out.count > 0)
        out.q = gdcs_i_sum_value(q);
    return out;
}

struct gdcs_i_strata_sum gdcs_i_strata_excess(const gdcs_i_strata_counts *s, int cochran)
{
    gdcs_i_sum sum = {0}, variance = {0};
    struct table t;
    for (int64_t i = 0; i < s->n; i++) {
        if (!table_of(s, i, &t) || (!cochran && t.n <= 1.0))
            continue;
        /* a - n1 m1 / n = (a d - b c) / n */
        const double one = t.a * t.d, other = t.b * t.c;
        gdcs_i_sum_add(&sum, ((one - other) + (fma(t.a, t.d, -one) - fma(t.b, t.c, -other))) / t.n);
        gdcs_i_sum_add(&variance,
                       t.n1 / t.n * t.n2 * (t.m1 / t.n) * t.m2 / (cochran ? t.n : t.n - 1.0));
    }
    return (struct gdcs_i_strata_sum){gdcs_i_sum_value(sum), gdcs_i_sum_value(variance)};
}

int64_t gdcs_i_strata_informative(const gdcs_i_strata_counts *s)
{
    int64_t count = 0;
    struct table t;
    for (int64_t i = 0; i < s->n; i++)
        count += table_of(s, i, &t) && t.m1 > 0.0 && t.m2 > 0.0;
    return count;
}

/* The root of x (n2 - m1 + x) = odds (n1 - x)(m1 - x) among possible counts, in the form that cancels
   nothing. */
static double fitted(const struct table *t, double odds)
{
    const double two = 1.0 - odds, one = t->n2 - t->m1 + odds * (t->n1 + t->m1);
    const double none = -odds * t->n1 * t->m1, root = sqrt(fmax(one * one - 4.0 * two * none, 0.0));
    const double x = one >= 0.0 ? -2.0 * none / (one + root) : (root - one) / (2.0 * two);
    return fmin(fmax(x, fmax(t->m1 - t->n2, 0.0)), fmin(t->n1, t->m1));
}

double gdcs_i_strata_breslow_day(const gdcs_i_strata_counts *s, double odds)
{
    gdcs_i_sum total = {0}, left = {0}, spread = {0};
    struct table t;
    if (!(odds > 0.0 && odds < INFINITY))
        return NAN;
    for (int64_t i = 0; i < s->n; i++) {
        if (!table_of(s, i, &t) || t.m1 == 0.0 || t.m2 == 0.0)
            continue;
        const double x = fitted(&t, odds);
        const double variance =
            1.0 / (1.0 / x + 1.0 / (t.n1 - x) + 1.0 / (t.m1 - x) + 1.0 / (t.n2 - t.m1 + x));
        gdcs_i_sum_add(&total, (t.a - x) * (t.a - x) / variance);
        gdcs_i_sum_add(&left, t.a - x);
        gdcs_i_sum_add(&spread, variance);
    }
    const double rest = gdcs_i_sum_value(left);
    return fmax(gdcs_i_sum_value(total) - rest * rest / gdcs_i_sum_value(spread), 0.0);
}
