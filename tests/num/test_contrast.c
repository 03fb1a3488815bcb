/* Mirrors lib/num/interval/contrast*. */
#include "num/interval/contrast.h"
#include "num/interval/contrast/score.h"
#include "num/interval/proportion.h"
#include "num/dist.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(contrast, .timeout = 60);

static const double z95 = 1.959963984540054;

static struct gdcs_i_two two_of(double x1, double n1, double x2, double n2)
{
    const struct gdcs_i_two t = {x1, n1 - x1, x2, n2 - x2};
    return t;
}

static struct gdcs_i_two failures_of(struct gdcs_i_two t)
{
    const struct gdcs_i_two f = {t.no1, t.yes1, t.no2, t.yes2};
    return f;
}

static struct gdcs_i_limits limits_of(const char *method, const char *quantity, struct gdcs_i_two t,
                                      double alpha)
{
    const double z = gdcs_i_normal_quantile_upper(alpha / 2.0);
    const int ratio = strcmp(quantity, "ratio") == 0;
    if (strcmp(method, "exact") == 0)
        return ratio ? gdcs_i_contrast_ratio_exact(t, alpha)
                     : gdcs_i_contrast_difference_exact(t, alpha);
    if (strcmp(method, "hybrid") == 0)
        return ratio ? gdcs_i_contrast_ratio_hybrid(t, z) : gdcs_i_contrast_difference_hybrid(t, z);
    if (strcmp(method, "log") == 0)
        return gdcs_i_contrast_ratio_log(t, z);
    if (strcmp(quantity, "odds") == 0)
        return gdcs_i_contrast_odds_score(t, z);
    if (strcmp(quantity, "poisson") == 0)
        return gdcs_i_contrast_poisson_score(t.yes1, t.no1, z);
    return ratio ? gdcs_i_contrast_ratio_score(t, z) : gdcs_i_contrast_difference_score(t, z);
}

/* Written by contrast.py: likelihoods maximised numerically, 60 digits. */
Test(contrast, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("contrast.csv");
    char method[16], quantity[16], lower[40], upper[40];
    struct gdcs_i_two t;
    double alpha;
    int rows = 0;
    while (fscanf(csv, "%15[^,],%15[^,],%lf,%lf,%lf,%lf,%lf,%39[^,],%39[^\n]\n", method, quantity,
                  &t.yes1, &t.no1, &t.yes2, &t.no2, &alpha, lower, upper) == 9) {
        const struct gdcs_i_limits l = limits_of(method, quantity, t, alpha);
        const double want[] = {strtod(lower, NULL), strtod(upper, NULL)};
        cr_expect(near_relative(l.lower, want[0], 1e-9) && near_relative(l.upper, want[1], 1e-9),
                  "%s %s %.17g/%.17g %.17g/%.17g alpha %g: [%.17g, %.17g], not [%s, %s]", method,
                  quantity, t.yes1, t.no1, t.yes2, t.no2, alpha, l.lower, l.upper, lower, upper);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 2329));
}

/* Newcombe (1998), table II, method 10; the eight contrasts with their printed limits. */
Test(contrast, agrees_with_newcombe_1998)
{
    static const double row[][6] = {
        {56, 70, 48, 80, 0.0524, 0.3339}, {9, 10, 3, 10, 0.1705, 0.8090},
        {6, 7, 2, 7, 0.0582, 0.8062},     {5, 56, 0, 29, -0.0381, 0.1926},
        {0, 10, 0, 20, -0.1611, 0.2775},  {0, 10, 0, 10, -0.2775, 0.2775},
        {10, 10, 0, 20, 0.6791, 1.0},     {10, 10, 0, 10, 0.6075, 1.0},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const struct gdcs_i_limits l = gdcs_i_contrast_difference_hybrid(
            two_of(row[i][0], row[i][1], row[i][2], row[i][3]), z95);
        cr_expect(epsilon_eq(dbl, l.lower, row[i][4], 5.1e-5), "row %zu", i);
        cr_expect(epsilon_eq(dbl, l.upper, row[i][5], 5.1e-5), "row %zu", i);
    }
}

/* All small tables, and some of every size. */
enum { TABLES = 10000 };
static int tables(struct gdcs_i_two out[TABLES])
{
    static const double size[][2] = {{1, 1},   {1, 2},      {2, 1},     {2, 3},
                                     {5, 4},   {7, 7},      {3, 9},     {10, 6},
                                     {12, 12}, {1, 100000}, {200, 300}, {1e9, 1e9}};
    int count = 0;
    for (size_t s = 0; s < sizeof size / sizeof *size; s++) {
        const double step1 = size[s][0] > 12 ? floor(size[s][0] / 4) : 1;
        const double step2 = size[s][1] > 12 ? floor(size[s][1] / 4) : 1;
        for (double a = 0; a <= size[s][0]; a += step1)
            for (double b = 0; b <= size[s][1]; b += step2)
                out[count++] = two_of(a, size[s][0], b, size[s][1]);
    }
    return count;
}

static struct gdcs_i_two all[TABLES];

static const char *const methods[] = {"score", "hybrid", "log"};

Test(contrast, swapping_the_samples_negates_and_inverts_exactly)
{
    for (int i = 0, n = tables(all); i < n; i++)
        for (int m = 0; m < 2; m++) {
            const struct gdcs_i_two t = all[i], s = gdcs_i_two_swapped(t);
            const struct gdcs_i_limits d = limits_of(methods[m], "difference", t, 0.05);
            const struct gdcs_i_limits e = limits_of(methods[m], "difference", s, 0.05);
            cr_expect(near_relative(d.lower, -e.upper, 1e-15), "%s %d", methods[m], i);
            const struct gdcs_i_limits r = limits_of(methods[m], "ratio", t, 0.05);
            const struct gdcs_i_limits q = limits_of(methods[m], "ratio", s, 0.05);
            cr_expect(near_relative(r.lower, 1.0 / q.upper, 1e-15), "%s %d", methods[m], i);
            cr_expect(near_relative(1.0 / r.upper, q.lower, 1e-15), "%s %d", methods[m], i);
        }
}

Test(contrast, counting_failures_negates_the_difference)
{
    for (int i = 0, n = tables(all); i < n; i++)
        for (int m = 0; m < 2; m++) {
            const struct gdcs_i_limits d = limits_of(methods[m], "difference", all[i], 0.05);
            const struct gdcs_i_limits e =
                limits_of(methods[m], "difference", failures_of(all[i]), 0.05);
            cr_expect(near_relative(d.lower, -e.upper, 1e-11), "%s %d: %.17g %.17g", methods[m], i,
                      d.lower, -e.upper);
        }
}

Test(contrast, odds_limits_do_not_care_what_is_a_success_or_a_sample)
{
    for (int i = 0, n = tables(all); i < n; i++) {
        const struct gdcs_i_two t = all[i], f = failures_of(t);
        const struct gdcs_i_two turned = {t.yes1, t.yes2, t.no1, t.no2};
        const struct gdcs_i_limits a = gdcs_i_contrast_odds_score(t, z95);
        const struct gdcs_i_limits b = gdcs_i_contrast_odds_score(f, z95);
        const struct gdcs_i_limits c = gdcs_i_contrast_odds_score(turned, z95);
        cr_expect(near_relative(a.lower, 1.0 / b.upper, 1e-12), "%d", i);
        if (t.yes1 + t.yes2 > 0.0 && t.no1 + t.no2 > 0.0)
            cr_expect(near_relative(a.upper, c.upper, 1e-11), "%d: %.17g %.17g", i, a.upper,
                      c.upper);
    }
}

Test(contrast, limits_contain_the_estimate_and_nest)
{
    static const double alpha[] = {0.9, 0.5, 0.05, 1e-6, 1e-12};
    for (int i = 0, n = tables(all); i < n; i++)
        for (int m = 0; m < 2; m++) {
            const double d = gdcs_i_contrast_difference(all[i]), r = gdcs_i_contrast_ratio(all[i]);
            struct gdcs_i_limits a = {d, d}, b = {r, r};
            for (int k = 0; k < 5; k++) {
                const struct gdcs_i_limits wide =
                    limits_of(methods[m], "difference", all[i], alpha[k]);
                cr_expect(wide.lower <= a.lower && a.upper <= wide.upper, "%s %d", methods[m], i);
                cr_expect(wide.lower >= -1.0 && wide.upper <= 1.0);
                a = wide;
                const struct gdcs_i_limits ratio = limits_of(methods[m], "ratio", all[i], alpha[k]);
                cr_expect(not(isnan(ratio.lower + ratio.upper)));
                if (!isnan(r))
                    cr_expect(ratio.lower <= b.lower * (1 + 1e-12) &&
                                  b.upper <= ratio.upper * (1 + 1e-12),
                              "%s %d: %.17g %.17g", methods[m], i, ratio.lower, ratio.upper);
                b = ratio;
            }
        }
}

/* The score limits of difference and ratio invert one test of p1 = p2. */
Test(contrast, score_limits_agree_on_equality)
{
    for (int i = 0, n = tables(all); i < n; i++) {
        const struct gdcs_i_limits d = gdcs_i_contrast_difference_score(all[i], z95);
        const struct gdcs_i_limits r = gdcs_i_contrast_ratio_score(all[i], z95);
        cr_expect(eq(int, d.lower > 0.0, r.lower > 1.0), "%d", i);
        cr_expect(eq(int, d.upper < 0.0, r.upper < 1.0), "%d", i);
    }
}

static double statistic(struct gdcs_i_score s, double n)
{
    return s.excess == 0.0 ? 0.0 : s.excess / (s.deviation * sqrt(n / (n - 1.0)));
}

/* At a limit inside the range the statistic is z. */
Test(contrast, score_limits_invert_the_statistic)
{
    for (int i = 0, count = tables(all); i < count; i++) {
        const struct gdcs_i_two t = all[i];
        const double n = t.yes1 + t.no1 + t.yes2 + t.no2;
        const struct gdcs_i_limits d = gdcs_i_contrast_difference_score(t, z95);
        const struct gdcs_i_limits r = gdcs_i_contrast_ratio_score(t, z95);
        if (n > 1e8)
            continue; /* the statistic changes by more between neighbouring doubles */
        if (d.lower > -1.0)
            cr_expect(
                epsilon_eq(dbl, statistic(gdcs_i_score_difference(t, d.lower), n), z95, 1e-9));
        if (d.upper < 1.0)
            cr_expect(
                epsilon_eq(dbl, statistic(gdcs_i_score_difference(t, d.upper), n), -z95, 1e-9));
        if (r.upper <= 1.0)
            cr_expect(epsilon_eq(dbl, statistic(gdcs_i_score_ratio(t, r.upper), n), -z95, 1e-9));
        if (r.lower > 0.0 && r.lower <= 1.0)
            cr_expect(epsilon_eq(dbl, statistic(gdcs_i_score_ratio(t, r.lower), n), z95, 1e-9));
    }
}

/* What lib/num/interval/contrast/exact.c relies on: more yes in the first sample, or fewer in the second,
   never lowers the statistic; and each value's limits are found where it changes sign once. */
Test(contrast, score_statistic_is_monotone_in_outcomes_and_values)
{
    static const double sizes[] = {1, 2, 3, 5, 8, 13, 40};
    for (int s = 0; s < 49; s++) {
        const double n1 = sizes[s / 7], n2 = sizes[s % 7];
        for (int v = -19; v <= 19; v++)
            for (double a = 0; a <= n1; a++)
                for (double b = 0; b <= n2; b++) {
                    const double d = v / 20.0, r = (v + 20) / 40.0;
                    const struct gdcs_i_two t = two_of(a, n1, b, n2);
                    const double here = statistic(gdcs_i_score_difference(t, d), n1 + n2);
                    const double ratio = statistic(gdcs_i_score_ratio(t, r), n1 + n2);
                    const double next = statistic(gdcs_i_score_difference(t, d + 0.05), n1 + n2);
                    cr_assert(next <= here + 1e-9, "%g/%g %g/%g at %g", a, n1, b, n2, d);
                    if (a < n1) {
                        const struct gdcs_i_two more = two_of(a + 1, n1, b, n2);
                        cr_assert(statistic(gdcs_i_score_difference(more, d), n1 + n2) >=
                                  here - 1e-9);
                        cr_assert(statistic(gdcs_i_score_ratio(more, r), n1 + n2) >= ratio - 1e-9);
                    }
                    if (b < n2) {
                        const struct gdcs_i_two more = two_of(a, n1, b + 1, n2);
                        cr_assert(statistic(gdcs_i_score_difference(more, d), n1 + n2) <=
                                  here + 1e-9);
                        cr_assert(statistic(gdcs_i_score_ratio(more, r), n1 + n2) <= ratio + 1e-9);
                    }
                }
    }
}

Test(contrast, difference_keeps_its_digits_between_near_shares)
{
    const struct gdcs_i_two t = {499999999, 500000000, 499999998, 500000001};
    const double cross = (double)(499999999LL * 500000001LL - 499999998LL * 500000000LL);
    const double want = cross / (999999999.0 * 999999999.0);
    cr_expect(near_relative(gdcs_i_contrast_difference(t), want, 1e-15), "%.17g %.17g",
              gdcs_i_contrast_difference(t), want);
}

/* The exact limits keep their level: for every outcome, over a grid of both shares. */
Test(contrast, exact_limits_cover)
{
    enum { N1 = 6, N2 = 4 };
    struct gdcs_i_limits d[N1 + 1][N2 + 1], r[N1 + 1][N2 + 1];
    for (int a = 0; a <= N1; a++)
        for (int b = 0; b <= N2; b++) {
            d[a][b] = gdcs_i_contrast_difference_exact(two_of(a, N1, b, N2), 0.1);
            r[a][b] = gdcs_i_contrast_ratio_exact(two_of(a, N1, b, N2), 0.1);
        }
    for (int i = 1; i < 60; i++)
        for (int j = 1; j < 60; j++) {
            const double p = i / 60.0, q = j / 60.0;
            double cover[2] = {0.0, 0.0};
            for (int a = 0; a <= N1; a++)
                for (int b = 0; b <= N2; b++) {
                    const double mass =
                        gdcs_i_binomial_pmf(a, N1, p) * gdcs_i_binomial_pmf(b, N2, q);
                    if (d[a][b].lower <= p - q + 1e-9 && p - q - 1e-9 <= d[a][b].upper)
                        cover[0] += mass;
                    if (r[a][b].lower <= p / q + 1e-9 && p / q - 1e-9 <= r[a][b].upper)
                        cover[1] += mass;
                }
            cr_expect(cover[0] >= 0.9 - 1e-9 && cover[1] >= 0.9 - 1e-9, "%g %g: %g %g", p, q,
                      cover[0], cover[1]);
        }
}

Test(contrast, exact_limits_swap_and_count_failures)
{
    static const double row[][4] = {{3, 7, 1, 12}, {0, 4, 2, 9}, {5, 5, 2, 3}, {11, 30, 6, 8}};
    for (int i = 0; i < 4; i++) {
        const struct gdcs_i_two t = two_of(row[i][0], row[i][1], row[i][2], row[i][3]);
        const struct gdcs_i_limits d = gdcs_i_contrast_difference_exact(t, 0.05);
        const struct gdcs_i_limits s =
            gdcs_i_contrast_difference_exact(gdcs_i_two_swapped(t), 0.05);
        const struct gdcs_i_limits f = gdcs_i_contrast_difference_exact(failures_of(t), 0.05);
        cr_expect(near_relative(d.lower, -s.upper, 1e-12), "row %d", i);
        cr_expect(near_relative(d.lower, -f.upper, 1e-8), "row %d: %.17g %.17g", i, d.lower,
                  -f.upper);
        const struct gdcs_i_limits r = gdcs_i_contrast_ratio_exact(t, 0.05);
        const struct gdcs_i_limits q = gdcs_i_contrast_ratio_exact(gdcs_i_two_swapped(t), 0.05);
        cr_expect(near_relative(r.lower, 1.0 / q.upper, 1e-12), "row %d", i);
    }
}

Test(contrast, has_limits_at_every_corner)
{
    const struct gdcs_i_two none = two_of(0, 5, 0, 9), every = two_of(5, 5, 0, 9);
    const struct gdcs_i_limits r = gdcs_i_contrast_ratio_score(none, z95);
    cr_expect(eq(dbl, r.lower, 0.0));
    cr_expect(isinf(r.upper));
    cr_expect(isnan(gdcs_i_contrast_ratio(none)));
    cr_expect(isnan(gdcs_i_contrast_ratio_error(none)));
    cr_expect(eq(dbl, gdcs_i_contrast_difference_score(every, z95).upper, 1.0));
    cr_expect(eq(dbl, gdcs_i_contrast_difference(every), 1.0));
    cr_expect(isinf(gdcs_i_contrast_ratio(every)));
    const struct gdcs_i_limits odds = gdcs_i_contrast_odds_score(two_of(0, 5, 0, 9), z95);
    cr_expect(eq(dbl, odds.lower, 0.0));
    cr_expect(isinf(odds.upper));
    cr_expect(isnan(gdcs_i_contrast_ratio_log(none, z95).lower));
    const struct gdcs_i_limits poisson = gdcs_i_contrast_poisson_score(0, 0, z95);
    cr_expect(eq(dbl, poisson.lower, 0.0));
    cr_expect(isinf(poisson.upper));
    const struct gdcs_i_limits tiny =
        gdcs_i_contrast_difference_score(two_of(0.1, 0.3, 0.2, 0.4), z95);
    cr_expect(eq(dbl, tiny.lower, -1.0));
    cr_expect(eq(dbl, tiny.upper, 1.0));
    cr_expect(isnan(gdcs_i_contrast_difference_exact(two_of(1, 501, 1, 500), 0.05).lower));
    cr_expect(isnan(gdcs_i_contrast_ratio_exact(two_of(1, 1, 1, 5000), 0.05).lower));
}
