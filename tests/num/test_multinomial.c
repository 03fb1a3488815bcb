/* Mirrors lib/num/interval/multinomial.c. */
#include "num/interval/multinomial.h"
#include "num/dist.h"
#include "num/interval/proportion.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(multinomial, .timeout = 60);

enum { GOODMAN = 1, QUESENBERRY_HURST, CLOPPER_PEARSON, SISON_GLAZ, METHODS = 4, MOST = 8 };

typedef struct limits {
    double lower[MOST];
    double upper[MOST];
} limits;

static limits of(int method, const double *counts, int k, double alpha)
{
    limits l;
    switch (method) {
    case GOODMAN: gdcs_i_multinomial_goodman(counts, k, alpha, l.lower, l.upper); break;
    case QUESENBERRY_HURST:
        gdcs_i_multinomial_quesenberry_hurst(counts, k, alpha, l.lower, l.upper);
        break;
    case CLOPPER_PEARSON:
        gdcs_i_multinomial_clopper_pearson(counts, k, alpha, l.lower, l.upper);
        break;
    default: gdcs_i_multinomial_sison_glaz(counts, k, alpha, l.lower, l.upper);
    }
    return l;
}

/* One sample: k rows of the csv.  0 at its end. */
static int next_sample(FILE *csv, int *method, double *alpha, double *counts, limits *wanted)
{
    int k = 1;
    for (int i = 0; i < k; i++)
        if (fscanf(csv, "%d,%lf,%d,%lf,%lf,%lf\n", method, alpha, &k, &counts[i], &wanted->lower[i],
                   &wanted->upper[i]) != 6)
            return 0;
    return k;
}

Test(multinomial, agrees_with_forty_digits)
{
    FILE *csv = reference_open("multinomial.csv"); /* written by multinomial.py */
    double alpha, counts[MOST];
    limits wanted;
    int method, k, samples = 0;
    while ((k = next_sample(csv, &method, &alpha, counts, &wanted)) > 0) {
        const limits got = of(method, counts, k, alpha);
        for (int i = 0; i < k; i++) {
            cr_expect(near_relative(got.lower[i], wanted.lower[i], 1e-10),
                      "method %d, alpha %g, %g of sample %d: %.17g, not %.17g", method, alpha,
                      counts[i], samples, got.lower[i], wanted.lower[i]);
            cr_expect(near_relative(got.upper[i], wanted.upper[i], 1e-10),
                      "method %d, alpha %g, %g of sample %d: %.17g, not %.17g", method, alpha,
                      counts[i], samples, got.upper[i], wanted.upper[i]);
        }
        samples++;
    }
    fclose(csv);
    cr_assert(eq(int, samples, 122));
}

Test(multinomial, limits_hold_the_share_and_follow_their_categories)
{
    static const double counts[] = {7, 0, 30, 12}, turned[] = {12, 7, 0, 30};
    for (int m = 1; m <= METHODS; m++) {
        const limits a = of(m, counts, 4, 0.05), b = of(m, turned, 4, 0.05);
        for (int i = 0; i < 4; i++) {
            const double share = counts[i] / 49.0;
            cr_expect(a.lower[i] <= share && share < a.upper[i], "method %d category %d", m, i);
            cr_expect(near_relative(a.lower[i], b.lower[(i + 1) % 4], 1e-14));
            cr_expect(near_relative(a.upper[i], b.upper[(i + 1) % 4], 1e-14));
        }
    }
}

Test(multinomial, a_higher_level_holds_a_lower_one)
{
    static const double counts[] = {7, 0, 30, 12};
    for (int m = 1; m <= METHODS; m++) {
        const limits in = of(m, counts, 4, 0.1), out = of(m, counts, 4, 0.01);
        for (int i = 0; i < 4; i++)
            cr_expect(out.lower[i] <= in.lower[i] && in.upper[i] <= out.upper[i], "method %d", m);
    }
}

Test(multinomial, more_categories_do_not_narrow_the_others)
{
    static const double counts[] = {20, 30, 0, 0};
    for (int m = GOODMAN; m <= CLOPPER_PEARSON; m++) {
        const limits two = of(m, counts, 2, 0.05), four = of(m, counts, 4, 0.05);
        for (int i = 0; i < 2; i++)
            cr_expect(four.lower[i] < two.lower[i] && two.upper[i] < four.upper[i], "method %d", m);
    }
}

/* P(every share within its limits) of a multinomial of n = 15 at p, by every sample. */
static double coverage(int method, const double *p, double alpha)
{
    double sum = 0.0;
    for (int a = 0; a <= 15; a++)
        for (int b = 0; a + b <= 15; b++) {
            const double x[] = {a, b, 15 - a - b};
            const limits l = of(method, x, 3, alpha);
            int holds = 1;
            for (int i = 0; i < 3; i++)
                holds &= l.lower[i] <= p[i] && p[i] <= l.upper[i];
            if (holds)
                sum += gdcs_i_binomial_pmf(a, 15, p[0]) *
                       gdcs_i_binomial_pmf(b, 15 - a, p[1] / (1.0 - p[0]));
        }
    return sum;
}

Test(multinomial, exact_limits_hold_together_at_least_as_often_as_they_say)
{
    for (double u = 0.02; u < 0.97; u += 0.05)
        for (double v = 0.013; u + v < 0.98; v += 0.05) {
            const double p[] = {u, v, 1.0 - u - v};
            cr_expect(coverage(CLOPPER_PEARSON, p, 0.05) >= 0.95, "%g %g", u, v);
            cr_expect(coverage(CLOPPER_PEARSON, p, 0.3) >= 0.7, "%g %g", u, v);
        }
}

Test(multinomial, sison_glaz_says_so_where_it_has_no_answer)
{
    static const double small[] = {2, 1, 1}, parts[] = {2.5, 3, 4};
    const limits a = of(SISON_GLAZ, small, 3, 1e-11), b = of(SISON_GLAZ, parts, 3, 0.05);
    cr_expect(isnan(a.lower[0]) && isnan(a.upper[2]));
    cr_expect(isnan(b.lower[0]) && isnan(b.upper[2]));
}
