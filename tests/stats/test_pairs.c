/* Mirrors lib/stats/pairs.c and lib/num/interval/pairs.c. */
#include "num/dist.h"
#include "num/interval/pairs.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/pairs.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(pairs, .timeout = 30);

typedef struct gdcs_i_limits limits;

static limits limits_of(const char *what, struct gdcs_i_pairs p, double z)
{
    static const struct {
        const char *name;
        limits (*of)(struct gdcs_i_pairs, double);
    } all[] = {{"difference_score", gdcs_i_pairs_difference_score},
               {"ratio_score", gdcs_i_pairs_ratio_score},
               {"difference_hybrid", gdcs_i_pairs_difference_hybrid},
               {"ratio_hybrid", gdcs_i_pairs_ratio_hybrid},
               {"difference_adjusted", gdcs_i_pairs_difference_adjusted},
               {"ratio_adjusted", gdcs_i_pairs_ratio_adjusted}};
    for (size_t i = 0; i < sizeof all / sizeof *all; i++)
        if (strcmp(all[i].name, what) == 0)
            return all[i].of(p, z);
    const int mid = strcmp(what, "mid_p") == 0;
    const double log10_p = (mid ? gdcs_i_pairs_log_mid_p(p.first, p.second)
                                : gdcs_i_pairs_log_exact(p.first, p.second)) /
                           log(10.0);
    return (limits){pow(10.0, log10_p), log10_p};
}

/* Written by pairs.py: likelihoods maximised numerically, 60 digits.  What is below the range of
   doubles is compared by its logarithm. */
Test(pairs, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("pairs.csv");
    char what[24], lower[40], upper[40];
    struct gdcs_i_pairs p;
    double alpha;
    int rows = 0;
    while (fscanf(csv, "%23[^,],%lf,%lf,%lf,%lf,%lf,%39[^,],%39[^\n]\n", what, &p.both, &p.first,
                  &p.second, &p.neither, &alpha, lower, upper) == 8) {
        const limits l = limits_of(what, p, gdcs_i_normal_quantile_upper(alpha / 2.0));
        const double low = strtod(lower, NULL), high = strtod(upper, NULL);
        const int is_test = alpha == 0.0;
        cr_expect(near_relative(l.lower, low, 1e-8) || fabs(l.lower - low) < 1e-15 ||
                      (is_test && low < 1e-290),
                  "%s %g %g %g %g alpha %g: lower %.17g, not %s", what, p.both, p.first, p.second,
                  p.neither, alpha, l.lower, lower);
        cr_expect(near_relative(l.upper, high, 1e-8) || fabs(l.upper - high) < 1e-15,
                  "%s %g %g %g %g alpha %g: upper %.17g, not %s", what, p.both, p.first, p.second,
                  p.neither, alpha, l.upper, upper);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 256));
}

/* Fagerland, Lydersen & Laake (2014) Stat. Med. 33:2850, tables IV and V, as printed: airway
   hyper-responsiveness before and after a transplantation. */
Test(pairs, agrees_with_a_published_example)
{
    const struct gdcs_i_pairs p = {1, 1, 7, 12};
    static const struct {
        const char *what;
        double lower;
        double upper;
    } printed[] = {{"difference_score", -0.517, -0.026},
                   {"difference_hybrid", -0.507, -0.026},
                   {"difference_adjusted", -0.508, -0.013},
                   {"ratio_score", 0.065, 0.907},
                   {"ratio_adjusted", 0.068, 0.923}};
    for (size_t i = 0; i < sizeof printed / sizeof *printed; i++) {
        const limits l = limits_of(printed[i].what, p, gdcs_i_normal_quantile_upper(0.025));
        cr_expect(fabs(l.lower - printed[i].lower) < 5.1e-4, "%s %g", printed[i].what, l.lower);
        cr_expect(fabs(l.upper - printed[i].upper) < 5.1e-4, "%s %g", printed[i].what, l.upper);
    }
}

static gdcs_test tested(gdcs_pairs_counts c, int32_t test)
{
    const gdcs_pairs_options o = {.struct_size = sizeof o, .test = test};
    gdcs_test t;
    cr_assert(eq(i32, gdcs_pairs_test(&c, &o, &t, NULL), GDCS_OK));
    return t;
}

/* R 4.2.2: mcnemar.test(correct = FALSE) and binom.test. */
Test(pairs, tests_as_r)
{
    const gdcs_pairs_counts approval = {794, 86, 150, 570}, airway = {1, 1, 7, 12};
    const gdcs_test a = tested(approval, GDCS_PAIRS_TEST_SCORE);
    cr_expect(near_relative(a.statistic, 17.3559322033898, 1e-13));
    cr_expect(near_relative(a.p_value, 3.09929344104522e-05, 1e-12));
    cr_expect(eq(dbl, a.df, 1.0));
    cr_expect(
        near_relative(tested(airway, GDCS_PAIRS_TEST_SCORE).p_value, 0.0338948535246893, 1e-12));
    cr_expect(near_relative(tested(airway, GDCS_PAIRS_TEST_EXACT).p_value, 0.0703125, 1e-13));
    cr_expect(near_relative(tested(airway, 0).p_value, 0.0390625, 1e-13));
    cr_expect(near_relative(tested(airway, GDCS_PAIRS_TEST_MID_P).p_value, 0.0390625, 1e-13));
    cr_expect(eq(dbl, tested((gdcs_pairs_counts){4, 0, 0, 3}, 0).p_value, 1.0));
    cr_expect(isnan(tested(airway, 0).statistic) && isnan(tested(airway, 0).df));
}

static gdcs_pairs_result estimated(gdcs_pairs_counts c, int32_t method)
{
    const gdcs_pairs_options o = {.struct_size = sizeof o, .method = method};
    gdcs_pairs_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_pairs_estimate(&c, &o, &r, NULL), GDCS_OK));
    return r;
}

/* All tables of 0 to 5 in each cell. */
Test(pairs, swapping_first_and_second_negates_and_inverts)
{
    for (int32_t method = 1; method <= 3; method++)
        for (int i = 1; i < 6 * 6 * 6 * 6; i++) {
            const gdcs_pairs_counts c = {i % 6, i / 6 % 6, i / 36 % 6, i / 216};
            const gdcs_pairs_counts d = {c.both, c.second, c.first, c.neither};
            const gdcs_pairs_result r = estimated(c, method), s = estimated(d, method);
            const gdcs_estimate *e[] = {&r.difference, &r.ratio, &r.odds};
            cr_expect(fabs(r.difference.lower + s.difference.upper) < 1e-12, "%d %d", method, i);
            cr_expect(near_relative(r.ratio.lower, 1.0 / s.ratio.upper, 1e-12), "%d %d", method, i);
            cr_expect(near_relative(r.odds.lower, 1.0 / s.odds.upper, 1e-12), "%d %d", method, i);
            for (int k = 0; k < 3; k++)
                cr_expect(e[k]->lower <= e[k]->upper && !isnan(e[k]->lower), "%d %d", method, i);
            cr_expect(r.difference.lower >= -1.0 && r.difference.upper <= 1.0);
            if (method != GDCS_PAIRS_METHOD_BONETT_PRICE)
                cr_expect(r.difference.lower <= r.difference.value &&
                          r.difference.value <= r.difference.upper);
            if (!isnan(r.ratio.value))
                cr_expect(r.ratio.lower <= r.ratio.value * (1 + 1e-12) &&
                          r.ratio.value <= r.ratio.upper * (1 + 1e-12));
        }
}

/* The score limits are those values that McNemar's chi-square does not reject at 0 and 1. */
Test(pairs, score_limits_and_test_agree)
{
    for (int i = 1; i < 40; i++) {
        const gdcs_pairs_counts c = {30, 20 + i, 20, 50};
        const gdcs_pairs_result r = estimated(c, GDCS_PAIRS_METHOD_SCORE);
        const int rejected = tested(c, GDCS_PAIRS_TEST_SCORE).p_value < 0.05;
        cr_expect(eq(int, r.difference.lower > 0.0, rejected), "%d", i);
        cr_expect(eq(int, r.ratio.lower > 1.0, rejected), "%d", i);
    }
}

Test(pairs, notes_what_is_at_an_end)
{
    const gdcs_pairs_result r = estimated((gdcs_pairs_counts){0, 9, 0, 0}, 0);
    cr_expect(eq(u32, r.notes,
                 GDCS_NOTE_ZERO_CELL | GDCS_NOTE_SMALL_BASE | GDCS_NOTE_AT_BOUNDARY |
                     GDCS_NOTE_UPPER_INFINITE));
    cr_expect(r.difference.value == 1.0 && isinf(r.ratio.upper) && isnan(r.ratio.std_error));
    const gdcs_pairs_result none = estimated((gdcs_pairs_counts){0, 0, 0, 30.5}, 0);
    cr_expect(isnan(none.ratio.value) && none.ratio.lower == 0.0 && isinf(none.ratio.upper));
    cr_expect(eq(u32, none.notes & GDCS_NOTE_NOT_WHOLE, GDCS_NOTE_NOT_WHOLE));
    cr_expect(eq(u32, none.notes & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
    const gdcs_pairs_result fine = estimated((gdcs_pairs_counts){20, 12, 2, 16}, 0);
    cr_expect(eq(u32, fine.notes, 0));
    cr_expect(near_relative(fine.share_first, 0.64, 1e-15) && fine.n == 50.0);
    cr_expect(near_relative(fine.odds.std_error, 6.0 * sqrt(1 / 12.0 + 0.5), 1e-14));
}

Test(pairs, each_is_the_scalar_form)
{
    const double a[] = {1, 20, NAN, 0}, b[] = {1, 12.5, 2, 0}, c[] = {7, 2, 2, 0},
                 d[] = {12, 16, 1, 0};
    const gdcs_pairs_arrays in = {sizeof in, 0, a, b, c, d};
    double lower[4], upper[4], bound[4], odds[4];
    uint32_t notes[4];
    double p[4], df[4];
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .df = df, .p_value = p};
    const gdcs_estimate_arrays x = {
        .struct_size = sizeof x, .lower = lower, .bound_lower = bound, .notes = notes};
    const gdcs_estimate_arrays y = {.struct_size = sizeof y, .upper = upper};
    const gdcs_estimate_arrays z = {.struct_size = sizeof z, .upper = odds};
    cr_assert(eq(i32, gdcs_pairs_each(&in, 4, NULL, &x, &y, &z, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_pairs_test_each(&in, 4, NULL, &tests, NULL), GDCS_OK));
    for (int i = 0; i < 2; i++) {
        const gdcs_pairs_result r = estimated((gdcs_pairs_counts){a[i], b[i], c[i], d[i]}, 0);
        cr_expect(r.difference.lower == lower[i] && r.ratio.upper == upper[i] &&
                  r.odds.upper == odds[i] && bound[i] == r.difference.value);
    }
    cr_expect(eq(u32, notes[2], GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(eq(u32, notes[3], GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(bound[2] == 0.0 && isnan(lower[3]), "first and second are the same");
    cr_expect(near_relative(p[0], 0.0390625, 1e-13));
    cr_expect(eq(dbl, df[1], 1.0));
    cr_expect(eq(dbl, p[3], 1.0));
}

Test(pairs, refuses_what_is_documented)
{
    const gdcs_pairs_counts good = {1, 1, 7, 12}, none = {0, 0, 0, 0}, below = {1, -1, 2, 3};
    const gdcs_pairs_counts half = {1, 1.5, 7, 12}, many = {0, 6e11, 5e11, 0};
    const gdcs_pairs_options method = {.struct_size = sizeof method, .method = 4};
    const gdcs_pairs_options test = {.struct_size = sizeof test, .test = -1};
    const gdcs_pairs_options level = {.struct_size = sizeof level, .level = 1.0};
    gdcs_pairs_result r = {.struct_size = sizeof r}, unset = {.struct_size = 0};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_test t;
    const gdcs_test_arrays to = {.struct_size = sizeof to}, sizeless = {.struct_size = 0};
    cr_expect(eq(i32, gdcs_pairs_estimate(&below, NULL, &r, &err), GDCS_E_VALUE));
    cr_expect_str_eq(err.field, "counts");
    cr_expect(eq(i32, gdcs_pairs_estimate(&none, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_pairs_estimate(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pairs_estimate(&good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pairs_estimate(&good, NULL, &unset, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_pairs_estimate(&good, &method, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_pairs_estimate(&good, &test, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_pairs_estimate(&good, &level, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_pairs_test(&half, NULL, &t, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_pairs_test(&many, NULL, &t, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_pairs_test(&none, NULL, &t, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_pairs_test(&good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    const double x[] = {1, -1};
    gdcs_pairs_arrays in = {sizeof in, 0, x, x, x, x};
    cr_expect(eq(i32, gdcs_pairs_each(&in, 2, NULL, NULL, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, gdcs_pairs_each(&in, -1, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    in.both = NULL;
    cr_expect(eq(i32, gdcs_pairs_each(&in, 1, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pairs_test_each(&in, 1, NULL, &to, NULL), GDCS_E_ARGUMENT));
    in.both = x;
    cr_expect(eq(i32, gdcs_pairs_test_each(&in, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pairs_test_each(&in, 0, NULL, &sizeless, NULL), GDCS_E_STRUCT));
}

Test(pairs, structs_have_their_sizes_for_ever)
{
    gdcs_pairs_result r = {.struct_size = 12};
    const gdcs_pairs_counts c = {1, 1, 7, 12};
    cr_expect(eq(sz, sizeof(gdcs_pairs_options), 32));
    cr_expect(eq(sz, sizeof(gdcs_pairs_result), 144));
    cr_expect(eq(sz, sizeof(gdcs_pairs_arrays), 40));
    cr_expect(eq(i32, gdcs_pairs_estimate(&c, NULL, &r, NULL), GDCS_E_STRUCT));
}
