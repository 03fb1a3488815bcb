/* Mirrors lib/stats/rate/contrast.c and contrast_forms.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/rate.h>
#include <math.h>
#include <string.h>

TestSuite(rate_contrast, .timeout = 60);

enum { METHODS = 5, TESTS = 6 };

static gdcs_rate_contrast_result contrast(gdcs_rate_counts a, gdcs_rate_counts b,
                                          gdcs_rate_contrast_options options)
{
    gdcs_rate_contrast_result r = {.struct_size = sizeof r};
    options.struct_size = sizeof options;
    cr_assert(eq(i32, gdcs_rate_estimate_contrast(&a, &b, &options, &r, NULL), GDCS_OK));
    return r;
}

Test(rate_contrast, limits_agree_with_forty_digits)
{
    FILE *csv = reference_open("rate_contrast.csv"); /* written by rate_contrast.py */
    double x1, t1, x2, t2, alpha, w[4];
    int method, rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%d,%lf,%lf,%lf,%lf\n", &x1, &t1, &x2, &t2, &alpha,
                  &method, &w[0], &w[1], &w[2], &w[3]) == 10) {
        const gdcs_rate_contrast_options o = {.method = method, .alpha = alpha, .per = 1};
        const gdcs_rate_contrast_result r =
            contrast((gdcs_rate_counts){x1, 0, t1}, (gdcs_rate_counts){x2, 0, t2}, o);
        const double got[] = {r.ratio.lower, r.ratio.upper, r.difference.lower, r.difference.upper};
        cr_expect(r.method == method && r.alpha == alpha, "row %d", rows);
        for (int i = 0; i < 4; i++)
            cr_expect(near_relative(got[i], w[i], 1e-10), "row %d, %d: %.17g, wanted %.17g", rows,
                      i, got[i], w[i]);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 236));
}

Test(rate_contrast, p_agrees_with_forty_digits_down_to_where_doubles_end)
{
    FILE *csv = reference_open("rate_contrast_p.csv"); /* written by rate_contrast.py */
    double x1, t1, x2, t2, null, ln_p;
    int test, rows = 0, beyond = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%d,%lf\n", &x1, &t1, &x2, &t2, &null, &test, &ln_p) ==
           7) {
        const gdcs_rate_contrast_options o = {.test = test, .null_ratio = null};
        const gdcs_rate_contrast_result r =
            contrast((gdcs_rate_counts){x1, 0, t1}, (gdcs_rate_counts){x2, 0, t2}, o);
        cr_expect(r.test_method == test, "row %d", rows);
        cr_expect(fabs(r.test.log10_p - ln_p / log(10)) <= 1e-10 * fmax(0.1, -ln_p),
                  "row %d, test %d: %.17g, wanted %.17g", rows, test, r.test.log10_p,
                  ln_p / log(10));
        if (ln_p > -690)
            cr_expect(near_relative(r.test.p_value, exp(ln_p), 1e-9), "row %d", rows);
        beyond += ln_p < -690;
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 249));
    cr_assert(beyond >= 9);
}

Test(rate_contrast, agrees_with_poisson_test_of_base_r)
{
    FILE *csv = reference_open("rate_contrast_r.csv"); /* written by rate_contrast.R */
    double x1, t1, x2, t2, null, level, ratio, lower, upper, p;
    int rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", &x1, &t1, &x2, &t2, &null,
                  &level, &ratio, &lower, &upper, &p) == 10) {
        const gdcs_rate_contrast_options o = {.method = GDCS_RATE_CONTRAST_METHOD_EXACT,
                                              .test = GDCS_RATE_TEST_LIKELIHOOD,
                                              .level = level,
                                              .null_ratio = null};
        const gdcs_rate_contrast_result r =
            contrast((gdcs_rate_counts){x1, 0, t1}, (gdcs_rate_counts){x2, 0, t2}, o);
        cr_expect(near_relative(r.ratio.value, ratio, 1e-14), "row %d", rows);
        cr_expect(near_relative(r.ratio.lower, lower, 1e-9), "row %d", rows);
        cr_expect(near_relative(r.ratio.upper, upper, 1e-9), "row %d", rows);
        if (p > 1e-300)
            cr_expect(near_relative(r.test.p_value, p, 1e-9), "row %d: %.17g, R %.17g", rows,
                      r.test.p_value, p);
        else
            cr_expect(r.test.log10_p < -300, "row %d", rows);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 60));
}

/* statsmodels ends the sums of its E-test where 1e-6 of a count is left. */
Test(rate_contrast, p_agrees_with_statsmodels)
{
    FILE *csv = reference_open("rate_contrast_peers.csv"); /* written by rate_contrast.py */
    double x1, t1, x2, t2, null, p;
    int test, rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%d,%lf\n", &x1, &t1, &x2, &t2, &null, &test, &p) == 7) {
        const gdcs_rate_contrast_options o = {.test = test, .null_ratio = null};
        const gdcs_rate_contrast_result r =
            contrast((gdcs_rate_counts){x1, 0, t1}, (gdcs_rate_counts){x2, 0, t2}, o);
        const int close = test == GDCS_RATE_TEST_E ? fabs(r.test.p_value - p) < 1e-5
                                                   : near_relative(r.test.p_value, p, 1e-9);
        cr_expect(close, "row %d, test %d: %.17g, theirs %.17g", rows, test, r.test.p_value, p);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 47));
}

/* Breslow & Day's women with tuberculosis, often seen by X-ray or not, and cancer of the breast. */
static const gdcs_rate_counts seen = {41, 0, 28010}, unseen = {15, 0, 19017};

Test(rate_contrast, no_options_mean_score_limits_at_95_percent_per_100_000)
{
    gdcs_rate_contrast_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_rate_estimate_contrast(&seen, &unseen, NULL, &r, NULL), GDCS_OK));
    cr_expect(r.alpha == 0.05 && r.per == 1e5 && r.null_ratio == 1.0);
    cr_expect(r.method == GDCS_RATE_CONTRAST_METHOD_SCORE);
    cr_expect(r.test_method == GDCS_RATE_TEST_SCORE);
    cr_expect(near_relative(r.ratio.value, 1.8557587, 1e-7));
    cr_expect(near_relative(r.rate_a, 41 / 0.28010, 1e-14));
    cr_expect(near_relative(r.difference.value, r.rate_a - r.rate_b, 1e-12));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_SMALL_BASE));
}

static const gdcs_rate_counts samples[] = {{0, 0, 10},      {1, 0, 7.5},      {3, 0, 1000},
                                           {41, 0, 28010},  {15, 0, 19017},   {12.5, 0, 400},
                                           {1e5, 0, 1.1e6}, {1e9, 0, 2.9e10}, {2, 0, 1e-3}};
enum { SAMPLES = sizeof samples / sizeof *samples };

Test(rate_contrast, swapping_inverts_ratios_and_negates_differences)
{
    for (int m = 1; m <= METHODS; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < SAMPLES; j++) {
                const gdcs_rate_contrast_options o = {.method = m, .per = 1};
                const gdcs_rate_contrast_result a = contrast(samples[i], samples[j], o);
                const gdcs_rate_contrast_result b = contrast(samples[j], samples[i], o);
                cr_expect(near_relative(a.ratio.lower, 1 / b.ratio.upper, 1e-12), "%d %d %d", m, i,
                          j);
                cr_expect(near_relative(a.ratio.upper, 1 / b.ratio.lower, 1e-12), "%d %d %d", m, i,
                          j);
                cr_expect(near_relative(a.difference.lower, -b.difference.upper, 1e-9) ||
                              fabs(a.difference.lower + b.difference.upper) <
                                  1e-12 * a.difference.std_error,
                          "%d %d %d: %g %g", m, i, j, a.difference.lower, b.difference.upper);
                cr_expect(near_relative(a.test.p_value, b.test.p_value, 1e-9), "%d %d %d", m, i, j);
            }
}

Test(rate_contrast, limits_hold_the_value_and_a_higher_level_holds_a_lower)
{
    for (int m = 1; m <= METHODS; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < SAMPLES; j++) {
                const gdcs_rate_contrast_result in =
                    contrast(samples[i], samples[j], (gdcs_rate_contrast_options){.method = m});
                const gdcs_rate_contrast_result out =
                    contrast(samples[i], samples[j],
                             (gdcs_rate_contrast_options){.method = m, .alpha = 1e-9});
                if (!isnan(in.ratio.value))
                    cr_expect(in.ratio.lower <= in.ratio.value && in.ratio.value <= in.ratio.upper);
                cr_expect(in.difference.lower <= in.difference.value &&
                              in.difference.value <= in.difference.upper,
                          "%d %d %d: %g in %g..%g", m, i, j, in.difference.value,
                          in.difference.lower, in.difference.upper);
                cr_expect(out.ratio.lower <= in.ratio.lower && in.ratio.upper <= out.ratio.upper);
                cr_expect(out.difference.lower <= in.difference.lower &&
                          in.difference.upper <= out.difference.upper);
            }
}

Test(rate_contrast, p_is_alpha_where_a_limit_is_the_null)
{
    static const double alphas[] = {0.3, 0.05, 1e-6};
    for (int m = 1; m <= METHODS; m++)
        for (int i = 0; i < SAMPLES; i++)
            for (int j = 0; j < SAMPLES; j++)
                for (int k = 0; k < 3; k++) {
                    gdcs_rate_contrast_options o = {.method = m, .alpha = alphas[k]};
                    const gdcs_rate_contrast_result r = contrast(samples[i], samples[j], o);
                    o.null_ratio = r.ratio.upper;
                    if (m == GDCS_RATE_CONTRAST_METHOD_MOVER ||
                        !(o.null_ratio >= 1e-9 && o.null_ratio <= 1e9))
                        continue;
                    const double p = contrast(samples[i], samples[j], o).test.p_value;
                    cr_expect(near_relative(p, alphas[k], 1e-6), "%d %d %d: %g", m, i, j, p);
                }
}

Test(rate_contrast, the_score_of_the_ratio_and_of_the_difference_are_one)
{
    for (int x = 0; x <= 60; x++)
        for (int y = 0; y <= 60; y++) {
            if (x + y == 0)
                continue;
            const gdcs_rate_contrast_result r =
                contrast((gdcs_rate_counts){x, 0, 31}, (gdcs_rate_counts){y, 0, 17},
                         (gdcs_rate_contrast_options){0});
            const int by_p = r.test.p_value < 0.05;
            const int by_ratio = r.ratio.lower > 1 || r.ratio.upper < 1;
            const int by_difference = r.difference.lower > 0 || r.difference.upper < 0;
            cr_expect(by_p == by_ratio && by_p == by_difference, "%d %d", x, y);
        }
}

Test(rate_contrast, no_events_are_legal_in_one_and_in_both)
{
    const gdcs_rate_counts none = {0, 0, 50}, some = {7, 0, 80};
    for (int m = 1; m <= METHODS; m++) {
        const gdcs_rate_contrast_options o = {.method = m, .per = 1};
        const gdcs_rate_contrast_result a = contrast(none, some, o), b = contrast(some, none, o);
        const gdcs_rate_contrast_result c = contrast(none, none, o);
        const uint32_t changed = m == GDCS_RATE_CONTRAST_METHOD_WALD ? GDCS_NOTE_METHOD_CHANGED : 0;
        const uint32_t always = GDCS_NOTE_ZERO_CELL | GDCS_NOTE_SMALL_BASE | changed;
        cr_expect(a.ratio.value == 0 && a.ratio.lower == 0 && a.ratio.upper > 0 &&
                  isfinite(a.ratio.upper) && isnan(a.ratio.std_error));
        cr_expect(eq(u32, a.notes, always | GDCS_NOTE_AT_BOUNDARY));
        cr_expect(isinf(b.ratio.value) && b.ratio.lower > 0 && isinf(b.ratio.upper));
        cr_expect(eq(u32, b.notes, always | GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_UPPER_INFINITE));
        cr_expect(isnan(c.ratio.value) && c.ratio.lower == 0 && isinf(c.ratio.upper));
        cr_expect(c.difference.value == 0 && c.difference.lower < 0 && c.difference.upper > 0);
        cr_expect(c.test.p_value == 1 && c.test.log10_p == 0);
        cr_expect(eq(u32, c.notes, always | GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UPPER_INFINITE));
    }
}

Test(rate_contrast, what_a_method_cannot_take_the_score_does_with_a_note)
{
    const gdcs_rate_counts huge = {8e12, 0, 1e13}, part = {2.5, 0, 10}, many = {2e6, 0, 1e8};
    static const struct {
        int method, test, counts, changed;
    } row[] = {{1, 0, 0, 1}, {2, 0, 0, 1}, {3, 0, 0, 0}, {0, 5, 1, 1},
               {0, 6, 1, 1}, {0, 6, 2, 1}, {0, 5, 2, 0}, {1, 0, 1, 0}};
    const gdcs_rate_counts *of[] = {&huge, &part, &many};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_rate_contrast_options o = {.method = row[i].method, .test = row[i].test};
        const gdcs_rate_contrast_result r = contrast(*of[row[i].counts], *of[row[i].counts], o);
        cr_expect(eq(int, (r.notes & GDCS_NOTE_METHOD_CHANGED) != 0, row[i].changed), "row %zu", i);
        cr_expect(r.ratio.lower < 1 && 1 < r.ratio.upper, "row %zu", i);
        cr_expect(near_relative(r.test.p_value, 1, 1e-12), "row %zu", i);
    }
}

Test(rate_contrast, bounds_are_the_extremes_over_all_ways_to_allot_the_unknown)
{
    const gdcs_rate_counts a = {5, 3, 100}, b = {9, 3, 140};
    const gdcs_rate_contrast_result r = contrast(a, b, (gdcs_rate_contrast_options){.per = 1});
    double least = INFINITY, most = -INFINITY, low = INFINITY, high = -INFINITY;
    for (int u = 0; u <= 3; u++)
        for (int v = 0; v <= 3 - u; v++) {
            const double one = (5 + u) / 100.0, two = (9 + v) / 140.0;
            least = fmin(least, one / two);
            most = fmax(most, one / two);
            low = fmin(low, one - two);
            high = fmax(high, one - two);
        }
    cr_expect(near_relative(r.ratio_bounds.lower, least, 1e-14));
    cr_expect(near_relative(r.ratio_bounds.upper, most, 1e-14));
    cr_expect(near_relative(r.difference_bounds.lower, low, 1e-13));
    cr_expect(near_relative(r.difference_bounds.upper, high, 1e-13));
    cr_expect(0 != (r.notes & GDCS_NOTE_UNKNOWN_PRESENT));
}

enum { CELLS = 6 };
static const double events_a[CELLS] = {41, 0, NAN, 3, 1e9, 5};
static const double events_b[CELLS] = {15, 0, 4, 4, 1.1e9, 6};
static const double people_a[CELLS] = {28010, 10, 10, NAN, 3e9, 0};
static const double people_b[CELLS] = {19017, 20, 10, 10, 3e9, 7};

Test(rate_contrast, each_is_the_scalar_form_n_times_and_goes_on_where_that_refuses)
{
    const gdcs_rate_arrays a = {
        .struct_size = sizeof a, .events = events_a, .population = people_a};
    const gdcs_rate_arrays b = {
        .struct_size = sizeof b, .events = events_b, .population = people_b};
    double v[2][CELLS], l[2][CELLS], u[2][CELLS], bl[2][CELLS], bu[2][CELLS], p[CELLS], lp[CELLS];
    uint32_t notes[2][CELLS];
    gdcs_estimate_arrays to[2];
    for (int i = 0; i < 2; i++)
        to[i] = (gdcs_estimate_arrays){.struct_size = sizeof to[i],
                                       .value = v[i],
                                       .lower = l[i],
                                       .upper = u[i],
                                       .bound_lower = bl[i],
                                       .bound_upper = bu[i],
                                       .notes = notes[i]};
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p, .log10_p = lp};
    for (int m = 1; m <= METHODS; m++) {
        const gdcs_rate_contrast_options o = {.struct_size = sizeof o, .method = m};
        cr_assert(eq(i32, gdcs_rate_each_contrast(&a, &b, CELLS, &o, &to[0], &to[1], &tests, NULL),
                     GDCS_OK));
        for (int i = 0; i < CELLS; i++) {
            const gdcs_rate_counts one = {events_a[i], 0, people_a[i]};
            const gdcs_rate_counts two = {events_b[i], 0, people_b[i]};
            if (isnan(one.events + one.population) || one.population == 0)
                continue;
            const gdcs_rate_contrast_result r = contrast(one, two, o);
            const double got[] = {l[0][i], u[0][i], v[1][i], l[1][i], u[1][i], p[i], lp[i]};
            const double wanted[] = {r.ratio.lower,      r.ratio.upper,      r.difference.value,
                                     r.difference.lower, r.difference.upper, r.test.p_value,
                                     r.test.log10_p};
            cr_expect(memcmp(got, wanted, sizeof got) == 0, "method %d, %d", m, i);
            cr_expect(eq(u32, notes[0][i] | notes[1][i], r.notes));
        }
        cr_expect(isnan(v[0][2]) && bl[0][2] == 0 && isinf(bu[0][2]) && isnan(p[2]));
        cr_expect(bl[1][2] == -4e4 && isinf(bu[1][2]));
        cr_expect(eq(u32, notes[0][2], GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
        cr_expect(eq(u32, notes[1][3], GDCS_NOTE_NO_POPULATION | GDCS_NOTE_NOT_ESTIMABLE));
        cr_expect(eq(u32, notes[0][5], GDCS_NOTE_NO_POPULATION | GDCS_NOTE_NOT_ESTIMABLE));
        cr_expect(isnan(v[1][5]) && isnan(bl[1][5]) && isnan(bu[0][5]));
    }
    cr_assert(
        eq(i32, gdcs_rate_each_contrast(&a, &b, CELLS, NULL, NULL, NULL, NULL, NULL), GDCS_OK));
}

Test(rate_contrast, refuses_counts_that_are_none)
{
    static const struct {
        gdcs_rate_counts a, b;
        gdcs_status status;
        const char *field;
    } row[] = {{{-1, 0, 10}, {1, 0, 10}, GDCS_E_VALUE, "a"},
               {{NAN, 0, 10}, {1, 0, 10}, GDCS_E_VALUE, "a"},
               {{1, -2, 10}, {1, 0, 10}, GDCS_E_VALUE, "a"},
               {{1, 0, 10}, {1, 0, 2e15}, GDCS_E_VALUE, "b"},
               {{1, 0, 10}, {1, NAN, 10}, GDCS_E_VALUE, "b"},
               {{1, 0, 0}, {1, 0, 10}, GDCS_E_EMPTY, "a"},
               {{1, 0, 10}, {1, 0, 0}, GDCS_E_EMPTY, "b"},
               {{1, 0, 1e-320}, {1, 0, 10}, GDCS_E_NUMERIC, "out"}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        gdcs_rate_contrast_result r = {.struct_size = sizeof r, .per = 4711};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_rate_estimate_contrast(&row[i].a, &row[i].b, NULL, &r, &err),
                     row[i].status),
                  "row %zu", i);
        cr_expect_str_eq(err.field, row[i].field, "row %zu", i);
        cr_expect(r.per == 4711, "row %zu", i);
    }
}

Test(rate_contrast, refuses_options_it_does_not_know)
{
    static const struct {
        int32_t method, test;
        double level, alpha, per, null_ratio;
    } bad[] = {{6, 0, 0, 0, 0, 0},     {-1, 0, 0, 0, 0, 0},   {0, 7, 0, 0, 0, 0},
               {0, -1, 0, 0, 0, 0},    {0, 0, 95, 0, 0, 0},   {0, 0, 0, 1, 0, 0},
               {0, 0, 0.9, 0.1, 0, 0}, {0, 0, 0, 0, -1, 0},   {0, 0, 0, 0, INFINITY, 0},
               {0, 0, 0, 0, 0, -1},    {0, 0, 0, 0, 0, 1e10}, {0, 0, 0, 0, 0, NAN}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const gdcs_rate_contrast_options o = {.struct_size = sizeof o,
                                              .method = bad[i].method,
                                              .test = bad[i].test,
                                              .level = bad[i].level,
                                              .alpha = bad[i].alpha,
                                              .per = bad[i].per,
                                              .null_ratio = bad[i].null_ratio};
        gdcs_rate_contrast_result r = {.struct_size = sizeof r};
        cr_expect(eq(i32, gdcs_rate_estimate_contrast(&seen, &unseen, &o, &r, NULL), GDCS_E_OPTION),
                  "row %zu", i);
    }
}

Test(rate_contrast, refuses_missing_pointers_structs_without_size_and_bad_rows)
{
    gdcs_rate_contrast_result r = {.struct_size = sizeof r}, small = {.struct_size = 8};
    const gdcs_rate_contrast_options sizeless = {.method = 1};
    double bad[2] = {1, -1}, good[2] = {5, 6}, v[2] = {7, 7};
    const gdcs_rate_arrays a = {.struct_size = sizeof a, .events = good, .population = good};
    const gdcs_rate_arrays b = {.struct_size = sizeof b, .events = bad, .population = good};
    const gdcs_rate_arrays none = {.struct_size = sizeof none, .population = good};
    const gdcs_rate_arrays nobody = {.struct_size = sizeof nobody, .events = good};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to, .value = v};
    const gdcs_test_arrays no_tests = {.struct_size = 3};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_rate_estimate_contrast(NULL, &seen, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate_contrast(&seen, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_rate_estimate_contrast(&seen, &seen, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_rate_estimate_contrast(&seen, &seen, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_rate_estimate_contrast(&seen, &seen, &sizeless, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_each_contrast(NULL, &a, 2, NULL, &to, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each_contrast(&a, &none, 2, NULL, &to, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each_contrast(&a, &nobody, 2, NULL, &to, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_rate_each_contrast(&a, &a, -1, NULL, &to, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each_contrast(&a, &a, 2, NULL, &to, NULL, &no_tests, NULL),
                 GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_rate_each_contrast(&a, &b, 2, NULL, &to, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect_str_eq(err.field, "b");
    cr_expect(v[0] == 7 && v[1] == 7);
}
