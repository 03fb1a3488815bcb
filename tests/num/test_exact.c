/* Mirrors lib/num/exact/. */
#include "num/exact/fisher.h"
#include "num/exact/odds.h"
#include "num/dist.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(exact, .timeout = 60);

typedef struct gdcs_i_hyper hyper;
typedef struct gdcs_i_limits limits;

struct row {
    char what[16];
    char method[24];
    double x[4];
    double alpha;
    double want[2];
};

static int next_row(FILE *csv, struct row *r)
{
    char lower[64], upper[64];
    if (fscanf(csv, "%15[^,],%23[^,],%lf,%lf,%lf,%lf,%lf,%63[^,],%63[^\n]\n", r->what, r->method,
               &r->x[0], &r->x[1], &r->x[2], &r->x[3], &r->alpha, lower, upper) != 9)
        return 0;
    r->want[0] = strtod(lower, NULL);
    r->want[1] = strtod(upper, NULL);
    return 1;
}

static hyper of(const double x[4])
{
    return gdcs_i_hyper_of(x[0] + x[1], x[2] + x[3], x[0] + x[2]);
}

static limits limits_of(const struct row *r, const hyper *h)
{
    if (strcmp(r->method, "blaker") == 0)
        return gdcs_i_odds_blaker(h, r->x[0], r->alpha);
    if (strcmp(r->method, "conditional") == 0) {
        limits found;
        found.lower = gdcs_i_odds_conditional(h, r->x[0], &found.upper);
        return found;
    }
    return gdcs_i_odds_exact(h, r->x[0], r->alpha, strcmp(r->method, "mid_p") == 0);
}

static int is_odds_row(const struct row *r)
{
    static const char *const methods[] = {"exact", "mid_p", "blaker", "conditional"};
    for (int i = 0; i < 4; i++)
        if (strcmp(r->method, methods[i]) == 0)
            return strcmp(r->what, "odds") == 0 || strcmp(r->what, "conditional") == 0;
    return 0;
}

/* Written by ratio.py, 50 digits.  The table of 2e9 persons is summed in long doubles there. */
Test(exact, odds_ratios_agree_with_fifty_digits)
{
    FILE *csv = reference_open("ratio.csv");
    struct row r;
    int rows = 0;
    while (next_row(csv, &r)) {
        if (!is_odds_row(&r))
            continue;
        const hyper h = of(r.x);
        const limits l = limits_of(&r, &h);
        cr_expect(near_relative(l.lower, r.want[0], 1e-10) &&
                      near_relative(l.upper, r.want[1], 1e-10),
                  "%s %g %g %g %g at %g: [%.17g, %.17g], not [%.17g, %.17g]", r.method, r.x[0],
                  r.x[1], r.x[2], r.x[3], r.alpha, l.lower, l.upper, r.want[0], r.want[1]);
        rows++;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 90));
}

static double log_p(const struct row *r, const hyper *h)
{
    const double x = r->x[0];
    if (strcmp(r->what, "greater") == 0 || strcmp(r->what, "less") == 0)
        return gdcs_i_fisher_log_tail(
            h, x, strcmp(r->what, "less") == 0 ? GDCS_I_BELOW : GDCS_I_ABOVE, 0);
    if (strcmp(r->method, "fisher") == 0 || strcmp(r->method, "mid_p") == 0)
        return gdcs_i_fisher_log_minlike(h, x, r->method[0] == 'm');
    if (strcmp(r->method, "fisher_central") == 0 || strcmp(r->method, "mid_p_central") == 0)
        return gdcs_i_fisher_log_central(h, x, r->method[0] == 'm');
    return strcmp(r->method, "blaker") == 0 ? gdcs_i_fisher_log_blaker(h, x) : NAN;
}

Test(exact, p_values_agree_with_whole_number_arithmetic)
{
    FILE *csv = reference_open("ratio.csv");
    struct row r;
    int rows = 0;
    while (next_row(csv, &r)) {
        const hyper h = of(r.x);
        if (r.alpha != 0.0 || strcmp(r.what, "conditional") == 0 || isnan(log_p(&r, &h)))
            continue;
        const double got = log_p(&r, &h) / log(10.0);
        cr_expect(epsilon_eq(dbl, got, r.want[0], 1e-13 + 1e-14 * fabs(r.want[0])),
                  "%s %s %g %g %g %g: %.17g, not %.17g", r.what, r.method, r.x[0], r.x[1], r.x[2],
                  r.x[3], got, r.want[0]);
        rows++;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 130));
}

/* fisher.test() of R 4.2 for P-values; the limits 626.24 and 0.8472 to 40.44 from sums of the
   definition: other programs print 621.93 and 1.0226 to 31.50, which are not them. */
Test(exact, does_not_share_what_other_programs_print_wrong)
{
    const hyper few = gdcs_i_hyper_of(4, 4, 4), more = gdcs_i_hyper_of(13, 14, 13);
    const hyper many = gdcs_i_hyper_of(800, 605, 605);
    cr_expect(epsilon_eq(dbl, gdcs_i_odds_exact(&few, 3, 0.05, 0).upper, 626.2435, 5e-5));
    cr_expect(epsilon_eq(dbl, gdcs_i_odds_exact(&more, 9, 0.05, 0).lower, 0.8472, 5e-5));
    cr_expect(epsilon_eq(dbl, gdcs_i_odds_exact(&more, 9, 0.05, 0).upper, 40.4374, 5e-5));
    cr_expect(epsilon_eq(dbl, exp(gdcs_i_fisher_log_minlike(&many, 345, 0)), 0.9566778640, 1e-9));
}

Test(exact, probabilities_sum_to_one)
{
    static const double margins[][3] = {
        {4, 4, 4}, {0, 5, 3}, {7, 0, 7}, {30, 900, 40}, {2000, 3000, 1700}};
    for (int i = 0; i < 5; i++) {
        const hyper h = gdcs_i_hyper_of(margins[i][0], margins[i][1], margins[i][2]);
        double sum = 0.0;
        for (double x = h.low; x <= h.high; x++)
            sum += exp(gdcs_i_hyper_log_pmf(&h, x));
        cr_expect(epsilon_eq(dbl, sum, 1.0, 1e-13), "%d: %.17g", i, sum);
    }
}

/* Two ways to sum: outwards from the point, and from the end of the tail. */
Test(exact, tails_are_sums_of_points_for_every_odds_ratio)
{
    const hyper h = gdcs_i_hyper_of(40, 70, 50);
    for (double log_odds = -60.0; log_odds <= 60.0; log_odds += 7.5) {
        double weight[51], total = 0.0, above = 0.0;
        for (int x = 0; x <= 40; x++)
            total += weight[x] = exp(gdcs_i_hyper_log_pmf(&h, x) + (x - 20) * log_odds / 4);
        for (int x = 40; x >= 0; x--) {
            above += weight[x];
            const double tail = gdcs_i_hyper_log_tail_odds(&h, x, GDCS_I_ABOVE, log_odds / 4, 1.0);
            cr_expect(epsilon_eq(dbl, tail, log(above / total), 1e-11), "%d at %g", x, log_odds);
        }
    }
}

Test(exact, limits_nest_and_swap)
{
    for (int n1 = 1; n1 <= 9; n1 += 2)
        for (int n2 = 2; n2 <= 9; n2 += 3)
            for (int a = 0; a <= n1; a++)
                for (int b = 0; b <= n2; b++) {
                    const hyper h = gdcs_i_hyper_of(n1, n2, a + b);
                    const hyper s = gdcs_i_hyper_of(n2, n1, a + b);
                    const limits wide = gdcs_i_odds_exact(&h, a, 0.05, 0);
                    const limits mid = gdcs_i_odds_exact(&h, a, 0.05, 1);
                    const limits blaker = gdcs_i_odds_blaker(&h, a, 0.05);
                    const limits other = gdcs_i_odds_blaker(&s, b, 0.05);
                    const double few = 1e-12;
                    cr_expect(wide.lower <= blaker.lower * (1 + few), "%d %d %d %d", a, n1, b, n2);
                    cr_expect(blaker.upper <= wide.upper * (1 + few), "%d %d %d %d", a, n1, b, n2);
                    cr_expect(wide.lower <= mid.lower * (1 + few) &&
                              mid.upper <= wide.upper * (1 + few));
                    cr_expect(near_relative(blaker.lower, 1.0 / other.upper, 1e-11));
                    cr_expect(near_relative(blaker.upper, 1.0 / other.lower, 1e-11));
                }
}

/* A limit is where its test's P-value is alpha: the tests at odds ratio 1 agree with the limits. */
Test(exact, limits_and_tests_agree)
{
    for (int a = 0; a <= 12; a++)
        for (int b = 0; b <= 9; b++) {
            const hyper h = gdcs_i_hyper_of(12, 9, a + b);
            const limits central = gdcs_i_odds_exact(&h, a, 0.05, 0);
            const limits mid = gdcs_i_odds_exact(&h, a, 0.05, 1);
            const limits blaker = gdcs_i_odds_blaker(&h, a, 0.05);
            const double level = log(0.05);
            cr_expect(eq(int, central.lower > 1.0 || central.upper < 1.0,
                         gdcs_i_fisher_log_central(&h, a, 0) < level),
                      "%d %d", a, b);
            cr_expect(eq(int, mid.lower > 1.0 || mid.upper < 1.0,
                         gdcs_i_fisher_log_central(&h, a, 1) < level),
                      "%d %d", a, b);
            if (blaker.lower > 1.0 || blaker.upper < 1.0)
                cr_expect(le(dbl, gdcs_i_fisher_log_blaker(&h, a), level), "%d %d", a, b);
        }
}

Test(exact, one_table_only_says_nothing)
{
    const hyper h = gdcs_i_hyper_of(5, 9, 0);
    double error;
    const limits l = gdcs_i_odds_exact(&h, 0, 0.05, 0), b = gdcs_i_odds_blaker(&h, 0, 0.05);
    cr_expect(isnan(gdcs_i_odds_conditional(&h, 0, &error)));
    cr_expect(isnan(error));
    cr_expect(eq(dbl, l.lower, 0.0));
    cr_expect(isinf(l.upper));
    cr_expect(eq(dbl, b.lower, 0.0));
    cr_expect(isinf(b.upper));
    cr_expect(eq(dbl, gdcs_i_fisher_log_minlike(&h, 0, 0), 0.0));
}

/* Up to 257 tables are summed one by one, more by their tails; the two meet. */
Test(exact, few_tables_and_many_have_one_p_value)
{
    for (double x = 90.0; x <= 140.0; x += 7.0) {
        const hyper few = gdcs_i_hyper_of(256, 1e6, 450000),
                    many = gdcs_i_hyper_of(257, 1e6, 450000);
        const double p = gdcs_i_fisher_log_minlike(&few, x, 0);
        const double below = gdcs_i_fisher_log_tail(&few, x, GDCS_I_BELOW, 0);
        const double above = gdcs_i_fisher_log_tail(&few, x, GDCS_I_ABOVE, 0);
        cr_expect(p >= fmin(below, above) - 1e-12, "%g", x);
        cr_expect(fabs(p - gdcs_i_fisher_log_minlike(&many, x, 0)) < 0.5, "%g", x);
    }
    const double marked[] = {9e8, 1e6}; /* the second below the range of doubles */
    for (int i = 0; i < 2; i++) {
        const hyper wide = gdcs_i_hyper_of(200, 9e9, marked[i]);
        double want = 0.0;
        for (int k = 0; k < 200; k++)
            want += log((marked[i] - k) / (9e9 + 200 - k));
        cr_expect(near_relative(gdcs_i_fisher_log_minlike(&wide, 200, 0), want, 1e-12), "%d", i);
    }
}

/* 1e10 persons, and P-values far below the range of doubles. */
Test(exact, sums_as_many_as_it_says)
{
    const hyper h = gdcs_i_hyper_of(5e9, 5e9, 5e9);
    cr_expect(near_relative(gdcs_i_fisher_log_minlike(&h, 2.5e9, 0), 0.0, 0.0));
    const double p = gdcs_i_fisher_log_minlike(&h, 2.5e9 + 50000, 0);
    const double z = 100000.0 / 5e4; /* nearly normal: standard deviation 25000 */
    cr_expect(near_relative(exp(p), 2.0 * gdcs_i_normal_upper(z), 1e-4), "%g", exp(p));
    const double far = gdcs_i_fisher_log_minlike(&h, 4e9, 0);
    cr_expect(isfinite(far) && far < -1e9);
}
