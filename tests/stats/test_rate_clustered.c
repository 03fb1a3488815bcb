/* Mirrors lib/stats/rate/clustered.c and repeated.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/rate.h>
#include <math.h>
#include <string.h>

TestSuite(rate_clustered, .timeout = 60);

static gdcs_rate_clustered_result repeated(const double *k, const double *f, int64_t n,
                                           gdcs_rate_clustered_options o)
{
    gdcs_rate_clustered_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    o.per = o.per == 0 ? 1 : o.per;
    cr_assert(eq(i32, gdcs_rate_estimate_repeated(k, f, n, 1, &o, &r, NULL), GDCS_OK));
    return r;
}

static gdcs_rate_clustered_result clustered(const double *x, const double *t, int64_t n,
                                            gdcs_rate_clustered_options o)
{
    const gdcs_rate_arrays in = {.struct_size = sizeof in, .events = x, .population = t};
    gdcs_rate_clustered_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    o.per = 1;
    cr_assert(eq(i32, gdcs_rate_estimate_clustered(&in, n, &o, &r, NULL), GDCS_OK));
    return r;
}

Test(rate_clustered, repeated_events_agree_with_r)
{
    FILE *csv = reference_open("rate_repeated.csv"); /* written by rate_clustered.R */
    double k[3], f[3], alpha, events, dispersion, error, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf,%d,%lf,%lf,%lf,%lf,%lf,%lf\n", &k[0], &f[0], &k[1],
                  &f[1], &k[2], &f[2], &method, &alpha, &events, &dispersion, &error, &lower,
                  &upper) == 13) {
        const gdcs_rate_clustered_result r =
            repeated(k, f, 3, (gdcs_rate_clustered_options){.method = method, .alpha = alpha});
        cr_expect(r.method == method && r.events == events && r.rate.value == events);
        cr_expect(near_relative(r.dispersion, dispersion, 1e-14), "row %d", rows);
        cr_expect(near_relative(r.rate.std_error, error, 1e-14), "row %d", rows);
        cr_expect(near_relative(r.rate.lower, lower, 1e-9), "row %d: %.17g", rows, r.rate.lower);
        cr_expect(near_relative(r.rate.upper, upper, 1e-9), "row %d: %.17g", rows, r.rate.upper);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 54));
}

Test(rate_clustered, units_agree_with_glm_of_r)
{
    FILE *csv = reference_open("rate_units.csv"); /* written by rate_clustered.R */
    double x[4], t[4], alpha, dispersion, chisq, p, error, lower, upper;
    int rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", &x[0],
                  &x[1], &x[2], &x[3], &t[0], &t[1], &t[2], &t[3], &alpha, &dispersion, &chisq, &p,
                  &error, &lower, &upper) == 15) {
        const gdcs_rate_clustered_result r =
            clustered(x, t, 4, (gdcs_rate_clustered_options){.alpha = alpha});
        cr_expect(fabs(r.dispersion - dispersion) <= 1e-9 * (1 + dispersion), "row %d", rows);
        cr_expect(fabs(r.test.statistic - chisq) <= 1e-9 * (1 + chisq), "row %d", rows);
        cr_expect(near_relative(r.test.p_value, p, 1e-7) || p < 1e-300, "row %d", rows);
        cr_expect(near_relative(r.rate.std_error, error, 1e-9), "row %d", rows);
        cr_expect(near_relative(r.rate.lower, lower, 1e-8), "row %d: %.17g", rows, r.rate.lower);
        cr_expect(near_relative(r.rate.upper, upper, 1e-8), "row %d: %.17g", rows, r.rate.upper);
        cr_expect(eq(int, (r.notes & GDCS_NOTE_OVERDISPERSED) != 0, dispersion > 1), "row %d",
                  rows);
        cr_expect(r.test.df == 3 && r.clusters == 4 && r.replicates == 0);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 16));
}

Test(rate_clustered, one_event_each_gives_the_limits_of_a_rate)
{
    static const double one[] = {1}, persons[] = {37};
    const gdcs_rate_counts counts = {37, 0, 1};
    for (int method = 1; method <= 3; method++) {
        const gdcs_rate_options o = {
            .struct_size = sizeof o, .per = 1, .method = method == 3 ? GDCS_RATE_METHOD_MID_P : 0};
        gdcs_rate_result wanted = {.struct_size = sizeof wanted};
        cr_assert(eq(i32, gdcs_rate_estimate(&counts, &o, &wanted, NULL), GDCS_OK));
        const gdcs_rate_clustered_result r =
            repeated(one, persons, 1, (gdcs_rate_clustered_options){.method = method});
        cr_expect(near_relative(r.rate.lower, wanted.rate.lower, 1e-11), "method %d", method);
        cr_expect(near_relative(r.rate.upper, wanted.rate.upper, 1e-11), "method %d", method);
        cr_expect(r.dispersion == 1 && r.notes == 0, "method %d", method);
    }
}

Test(rate_clustered, the_more_a_few_have_the_wider_the_limits)
{
    for (int method = 1; method <= 3; method++) {
        double width = 0;
        for (int k = 1; k <= 5; k++) {
            const double events[] = {k}, persons[] = {120.0 / k};
            const gdcs_rate_clustered_result r =
                repeated(events, persons, 1, (gdcs_rate_clustered_options){.method = method});
            cr_expect(r.rate.upper - r.rate.lower > width, "method %d, %d each", method, k);
            cr_expect(near_relative(r.dispersion, k, 1e-14));
            cr_expect(r.rate.lower < 120 && 120 < r.rate.upper);
            width = r.rate.upper - r.rate.lower;
        }
    }
}

Test(rate_clustered,
     order_does_not_matter_and_a_larger_class_that_nobody_is_in_raises_the_upper_limit)
{
    static const double k[] = {1, 2, 3, 90}, f[] = {50, 9, 2, 0}, g[] = {3, 1, 2}, h[] = {2, 50, 9};
    for (int method = 1; method <= 3; method++) {
        const gdcs_rate_clustered_options o = {.method = method};
        const gdcs_rate_clustered_result a = repeated(k, f, 3, o), b = repeated(g, h, 3, o);
        const gdcs_rate_clustered_result c = repeated(k, f, 4, o);
        cr_expect(memcmp(&a, &b, sizeof a) == 0);
        cr_expect(a.notes == GDCS_NOTE_OVERDISPERSED && a.clusters == 61);
        cr_expect(a.rate.std_error == c.rate.std_error);
        cr_expect(method == 1 ? c.rate.upper == a.rate.upper : c.rate.upper > a.rate.upper);
    }
}

enum { UNITS = 40 };

static void fill(double x[UNITS], double t[UNITS])
{
    for (int i = 0; i < UNITS; i++) {
        t[i] = 1000 + 37 * i % 400;
        x[i] = 10 + 53 * i % 31;
    }
}

Test(rate_clustered, the_bootstrap_repeats_itself_and_is_near_the_widened_limits)
{
    double x[UNITS], t[UNITS];
    fill(x, t);
    const gdcs_rate_clustered_result wide =
        clustered(x, t, UNITS, (gdcs_rate_clustered_options){0});
    for (int method = 4; method <= 5; method++) {
        const gdcs_rate_clustered_options o = {.method = method, .seed = 11};
        const gdcs_rate_clustered_result a = clustered(x, t, UNITS, o);
        const gdcs_rate_clustered_result b = clustered(x, t, UNITS, o);
        cr_expect(memcmp(&a, &b, sizeof a) == 0);
        cr_expect(a.notes & GDCS_NOTE_SIMULATED && a.replicates == 2000);
        cr_expect(a.rate.value == wide.rate.value && a.dispersion == wide.dispersion);
        cr_expect(near_relative(a.rate.std_error, wide.rate.std_error, 0.1), "%g, %g",
                  a.rate.std_error, wide.rate.std_error);
        cr_expect(near_relative(a.rate.lower, wide.rate.lower, 0.05));
        cr_expect(near_relative(a.rate.upper, wide.rate.upper, 0.05));
        const gdcs_rate_clustered_result c =
            clustered(x, t, UNITS, (gdcs_rate_clustered_options){.method = method, .seed = 12});
        cr_expect(c.rate.lower != a.rate.lower);
    }
}

Test(rate_clustered, units_that_differ_by_less_than_chance_are_not_narrowed)
{
    static const double x[] = {70, 70, 70}, t[] = {1000, 1000, 1000};
    const gdcs_rate_clustered_result r = clustered(x, t, 3, (gdcs_rate_clustered_options){0});
    const gdcs_rate_counts counts = {210, 0, 3000};
    const gdcs_rate_options o = {.struct_size = sizeof o, .per = 1};
    gdcs_rate_result wanted = {.struct_size = sizeof wanted};
    cr_assert(eq(i32, gdcs_rate_estimate(&counts, &o, &wanted, NULL), GDCS_OK));
    cr_expect(near_relative(r.rate.lower, wanted.rate.lower, 1e-12));
    cr_expect(near_relative(r.rate.upper, wanted.rate.upper, 1e-12));
    cr_expect(r.dispersion == 0 && r.test.p_value == 1 && r.notes == 0);
}

Test(rate_clustered, nothing_seen_has_an_upper_limit)
{
    static const double none[] = {0, 0}, t[] = {10, 20}, k[] = {1, 4};
    const uint32_t notes = GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL | GDCS_NOTE_SMALL_BASE;
    const gdcs_rate_clustered_result r = clustered(none, t, 2, (gdcs_rate_clustered_options){0});
    cr_expect(r.rate.lower == 0 && near_relative(r.rate.upper, 3.6888794541139363 / 30, 1e-12));
    cr_expect(isnan(r.dispersion) && isnan(r.test.p_value) && r.notes == notes);
    const gdcs_rate_clustered_result f = repeated(k, none, 2, (gdcs_rate_clustered_options){0});
    cr_expect(f.rate.lower == 0 && near_relative(f.rate.upper, 4 * 3.6888794541139363, 1e-12));
    cr_expect(isnan(f.dispersion) && f.notes == notes);
}

Test(rate_clustered, unknown_events_enter_the_bounds)
{
    static const double x[] = {30, 40}, u[] = {1, 2}, t[] = {10, 20};
    const gdcs_rate_arrays in = {
        .struct_size = sizeof in, .events = x, .unknown = u, .population = t};
    gdcs_rate_clustered_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_rate_estimate_clustered(&in, 2, NULL, &r, NULL), GDCS_OK));
    cr_expect(near_relative(r.bounds.lower, 7e6 / 30, 1e-14));
    cr_expect(near_relative(r.bounds.upper, 7.3e6 / 30, 1e-14));
    cr_expect(0 != (r.notes & GDCS_NOTE_UNKNOWN_PRESENT));
}

Test(rate_clustered, refuses_what_it_cannot_take)
{
    static const double good[] = {1, 2}, bad[] = {-1, NAN}, none[] = {0, 0}, big[] = {2e6, 2e15};
    const gdcs_rate_arrays in = {.struct_size = sizeof in, .events = good, .population = good};
    const gdcs_rate_arrays no_x = {.struct_size = sizeof in, .population = good};
    const gdcs_rate_arrays no_t = {.struct_size = sizeof in, .events = good};
    const gdcs_rate_arrays less = {.struct_size = sizeof in, .events = bad, .population = good};
    const gdcs_rate_arrays lost = {.struct_size = sizeof in, .events = good, .population = bad + 1};
    const gdcs_rate_arrays nobody = {.struct_size = sizeof in, .events = good, .population = none};
    const gdcs_rate_arrays tiny = {
        .struct_size = sizeof in, .events = good, .population = (const double[]){1e-320, 1e-320}};
    const gdcs_rate_clustered_options sizeless = {.method = 1};
    gdcs_rate_clustered_result r = {.struct_size = sizeof r}, small = {.struct_size = 1};
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(NULL, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&no_x, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&no_t, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&in, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&in, -1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&in, 1, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&nobody, 2, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&less, 2, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&lost, 2, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&tiny, 2, NULL, &r, NULL), GDCS_E_NUMERIC));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&in, 2, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_estimate_clustered(&in, 2, &sizeless, &r, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_rate_estimate_repeated(NULL, good, 2, 9, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_rate_estimate_repeated(good, NULL, 2, 9, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_rate_estimate_repeated(good, good, 0, 9, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_rate_estimate_repeated(good, good, 2, 9, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate_repeated(none, good, 2, 9, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_estimate_repeated(big, good, 2, 9, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_estimate_repeated(good, bad, 2, 9, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(
        eq(i32, gdcs_rate_estimate_repeated(good, good, 2, -1, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_rate_estimate_repeated(good, good, 2, 0, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_rate_estimate_repeated(good, good, 2, 1e-320, NULL, &r, NULL),
                 GDCS_E_NUMERIC));
    cr_expect(
        eq(i32, gdcs_rate_estimate_repeated(good, good, 2, 9, NULL, &small, NULL), GDCS_E_STRUCT));
}

Test(rate_clustered, refuses_options_it_does_not_know)
{
    static const double good[] = {1, 2};
    const gdcs_rate_arrays in = {.struct_size = sizeof in, .events = good, .population = good};
    const gdcs_rate_clustered_options bad[] = {
        {.method = 6}, {.method = -1}, {.replicates = 9}, {.replicates = 2000000},
        {.level = 95}, {.per = -1},    {.per = NAN},      {.alpha = 1}};
    gdcs_rate_clustered_result r = {.struct_size = sizeof r};
    for (size_t i = 0; i < sizeof bad / sizeof *bad + 4; i++) {
        gdcs_rate_clustered_options o = {.method = (int32_t)i - 6};
        if (i < sizeof bad / sizeof *bad)
            o = bad[i];
        o.struct_size = sizeof o;
        if (o.method != 4 && o.method != 5)
            cr_expect(eq(i32, gdcs_rate_estimate_clustered(&in, 2, &o, &r, NULL), GDCS_E_OPTION),
                      "row %zu", i);
        if (o.method != 2 && o.method != 3)
            cr_expect(
                eq(i32, gdcs_rate_estimate_repeated(good, good, 2, 9, &o, &r, NULL), GDCS_E_OPTION),
                "row %zu", i);
    }
}

static gdcs_status draw_once(void *data)
{
    static const double x[] = {5, 6, 9}, t[] = {10, 20, 30};
    const gdcs_rate_arrays in = {.struct_size = sizeof in, .events = x, .population = t};
    const gdcs_rate_clustered_options o = {.struct_size = sizeof o, .method = 5, .replicates = 20};
    gdcs_rate_clustered_result r = {.struct_size = sizeof r};
    (void)data;
    return gdcs_rate_estimate_clustered(&in, 3, &o, &r, NULL);
}

Test(rate_clustered, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(draw_once, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(eq(i64, r.allocations, 1));
}
