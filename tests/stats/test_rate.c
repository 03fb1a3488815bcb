/* Mirrors lib/stats/rate/measure.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/rate.h>
#include <math.h>
#include <string.h>

TestSuite(rate, .timeout = 60);

static gdcs_rate_result estimate(gdcs_rate_counts counts, gdcs_rate_options options)
{
    gdcs_rate_result r = {.struct_size = sizeof r};
    options.struct_size = sizeof options;
    cr_assert(eq(i32, gdcs_rate_estimate(&counts, &options, &r, NULL), GDCS_OK));
    return r;
}

/* Women held in a country of 29.5 million women; of 12 prisoners the sex is not recorded. */
static const gdcs_rate_counts typical = {.events = 2400, .unknown = 12, .population = 29.5e6};

Test(rate, limits_agree_with_forty_digits)
{
    FILE *csv = reference_open("rate.csv"); /* written by rate.py */
    double x, alpha, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%d,%lf,%lf,%lf,%lf\n", &method, &x, &alpha, &lower, &upper) == 5) {
        const gdcs_rate_options o = {.method = method, .alpha = alpha, .per = 1};
        const gdcs_rate_result r = estimate((gdcs_rate_counts){x, 0, 8}, o);
        cr_expect(r.rate.value == x / 8 && r.alpha == alpha && r.method == method);
        cr_expect(near_relative(r.rate.lower, lower / 8, 1e-12), "row %d", rows);
        cr_expect(near_relative(r.rate.upper, upper / 8, 1e-12), "row %d", rows);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 378));
}

Test(rate, agrees_with_poisson_test_of_base_r)
{
    FILE *csv = reference_open("rate_r.csv"); /* written by rate.R */
    double x, population, level, value, lower, upper;
    int rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf\n", &x, &population, &level, &value, &lower,
                  &upper) == 6) {
        const gdcs_rate_result r =
            estimate((gdcs_rate_counts){x, 0, population}, (gdcs_rate_options){.level = level});
        cr_expect(near_relative(r.rate.value, value, 1e-15), "row %d", rows);
        cr_expect(near_relative(r.rate.lower, lower, 1e-9), "row %d", rows);
        cr_expect(near_relative(r.rate.upper, upper, 1e-9), "row %d", rows);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 24));
}

Test(rate, no_options_mean_exact_limits_per_100_000_at_95_percent)
{
    gdcs_rate_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_rate_estimate(&typical, NULL, &r, NULL), GDCS_OK));
    cr_expect(r.per == 100000 && r.alpha == 0.05 && r.method == GDCS_RATE_METHOD_EXACT);
    cr_expect(r.events == 2400 && r.population == 29.5e6 && r.unknown == 12);
    cr_expect(near_relative(r.rate.value, 2400 / 295.0, 1e-15));
    cr_expect(near_relative(r.rate.std_error, sqrt(2400.0) / 295.0, 1e-15));
}

Test(rate, bounds_give_it_none_or_all_of_the_unknown)
{
    const gdcs_rate_result r = estimate(typical, (gdcs_rate_options){0});
    for (int u = 0; u <= 12; u++) {
        const double rate = (2400 + u) / 295.0;
        cr_expect(r.bounds.lower <= rate * (1 + 1e-15) && rate <= r.bounds.upper * (1 + 1e-15));
    }
    cr_expect(near_relative(r.bounds.lower, 2400 / 295.0, 1e-15));
    cr_expect(near_relative(r.bounds.upper, 2412 / 295.0, 1e-15));
}

Test(rate, scales_with_per_and_against_the_population)
{
    for (int method = 1; method <= 7; method++) {
        const gdcs_rate_result a = estimate(typical, (gdcs_rate_options){.method = method});
        const gdcs_rate_result b =
            estimate(typical, (gdcs_rate_options){.method = method, .per = 1000});
        const gdcs_rate_result c =
            estimate((gdcs_rate_counts){2400, 12, 29.5e4}, (gdcs_rate_options){.method = method});
        const double of_a[] = {a.rate.value,     a.rate.lower,   a.rate.upper,
                               a.rate.std_error, a.bounds.lower, a.bounds.upper};
        const double of_b[] = {b.rate.value,     b.rate.lower,   b.rate.upper,
                               b.rate.std_error, b.bounds.lower, b.bounds.upper};
        const double of_c[] = {c.rate.value,     c.rate.lower,   c.rate.upper,
                               c.rate.std_error, c.bounds.lower, c.bounds.upper};
        for (int i = 0; i < 6; i++) {
            cr_expect(near_relative(of_a[i], 100 * of_b[i], 1e-14), "method %d, %d", method, i);
            cr_expect(near_relative(of_c[i], 100 * of_a[i], 1e-14), "method %d, %d", method, i);
        }
    }
}

Test(rate, notes_say_what_is_imperfect)
{
    static const struct {
        gdcs_rate_counts counts;
        int32_t method;
        uint32_t notes;
    } row[] = {
        {{20, 0, 1000}, 0, 0},
        {{20, 1, 1000}, 0, GDCS_NOTE_UNKNOWN_PRESENT},
        {{19, 0, 1000}, 0, GDCS_NOTE_SMALL_BASE},
        {{0, 0, 1000}, 0, GDCS_NOTE_SMALL_BASE | GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL},
        {{20.5, 0, 1000}, 0, GDCS_NOTE_NOT_WHOLE},
        {{1e13, 0, 1e13}, 0, GDCS_NOTE_METHOD_CHANGED},
        {{1e13, 0, 1e13}, 3, GDCS_NOTE_METHOD_CHANGED},
        {{1e13, 0, 1e13}, 2, 0},
        {{1e-4, 0, 10}, 1, GDCS_NOTE_METHOD_CHANGED | GDCS_NOTE_NOT_WHOLE | GDCS_NOTE_SMALL_BASE},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_rate_result r =
            estimate(row[i].counts, (gdcs_rate_options){.method = row[i].method});
        cr_expect(eq(u32, r.notes, row[i].notes), "row %zu", i);
        if (r.notes & GDCS_NOTE_METHOD_CHANGED)
            cr_expect(eq(i32, r.method, GDCS_RATE_METHOD_BYAR), "row %zu", i);
        cr_expect(r.rate.lower <= r.rate.value && r.rate.value < r.rate.upper, "row %zu", i);
    }
}

enum { CELLS = 7 };
static const double events[CELLS] = {2400, 0, 7.5, NAN, 12, 12, 1e9};
static const double unknown[CELLS] = {12, 1, 0, 2, NAN, 0, 0};
static const double population[CELLS] = {29.5e6, 1000, 1e5, 1e5, 1e5, NAN, 4e9};

Test(rate, each_is_the_scalar_form_n_times)
{
    const gdcs_rate_arrays in = {
        .struct_size = sizeof in, .events = events, .unknown = unknown, .population = population};
    for (int method = 1; method <= 7; method++) {
        double v[CELLS], l[CELLS], u[CELLS], s[CELLS], bl[CELLS], bu[CELLS];
        uint32_t notes[CELLS];
        const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                          .value = v,
                                          .lower = l,
                                          .upper = u,
                                          .std_error = s,
                                          .bound_lower = bl,
                                          .bound_upper = bu,
                                          .notes = notes};
        const gdcs_rate_options o = {.struct_size = sizeof o, .method = method};
        cr_assert(eq(i32, gdcs_rate_each(&in, CELLS, &o, &out, NULL), GDCS_OK));
        for (int i = 0; i < CELLS; i++) {
            const gdcs_rate_counts c = {events[i], unknown[i], population[i]};
            if (isnan(c.events + c.unknown + c.population))
                continue;
            const gdcs_rate_result r = estimate(c, o);
            const double got[] = {v[i], l[i], u[i], s[i], bl[i], bu[i]};
            const double wanted[] = {r.rate.value,     r.rate.lower,   r.rate.upper,
                                     r.rate.std_error, r.bounds.lower, r.bounds.upper};
            cr_expect(memcmp(got, wanted, sizeof got) == 0, "method %d, %d", method, i);
            cr_expect(eq(u32, notes[i], r.notes), "method %d, %d", method, i);
        }
    }
}

Test(rate, each_goes_on_where_there_is_no_value_and_says_why)
{
    double v[CELLS + 1], bl[CELLS + 1], bu[CELLS + 1];
    uint32_t notes[CELLS + 1];
    double x[CELLS + 1] = {0}, n[CELLS + 1] = {0};
    memcpy(x, events, sizeof events);
    memcpy(n, population, sizeof population);
    const gdcs_rate_arrays in = {.struct_size = sizeof in, .events = x, .population = n};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = v,
                                      .bound_lower = bl,
                                      .bound_upper = bu,
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_rate_each(&in, CELLS + 1, NULL, &out, NULL), GDCS_OK));
    cr_expect(isnan(v[3]) && bl[3] == 0 && isinf(bu[3]));
    cr_expect(eq(u32, notes[3], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
    cr_expect(isnan(v[5]) && isnan(bl[5]) && isnan(bu[5]));
    cr_expect(eq(u32, notes[5], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_NO_POPULATION));
    cr_expect(isnan(v[CELLS]) && isnan(bl[CELLS]) && isnan(bu[CELLS]));
    cr_expect(eq(u32, notes[CELLS], GDCS_NOTE_NOT_ESTIMABLE));
}

Test(rate, each_knows_nothing_of_unknown_events_that_are_missing)
{
    double v[1], bl[1], bu[1];
    uint32_t notes[1];
    const gdcs_rate_arrays in = {.struct_size = sizeof in,
                                 .events = events + 4,
                                 .unknown = unknown + 4,
                                 .population = population + 4};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = v,
                                      .bound_lower = bl,
                                      .bound_upper = bu,
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_rate_each(&in, 1, NULL, &out, NULL), GDCS_OK));
    cr_expect(near_relative(v[0], 12, 1e-15) && bl[0] == v[0] && isinf(bu[0]));
    cr_expect(eq(u32, notes[0], GDCS_NOTE_MISSING_CELL | GDCS_NOTE_SMALL_BASE));
}

Test(rate, each_refuses_a_bad_number_by_its_row_and_writes_nothing)
{
    static const char *const name[] = {"events", "unknown", "population"};
    for (int i = 0; i < 6; i++) {
        double value[3][2] = {{1, 2}, {3, 4}, {5, 6}}, v[2] = {7, 7};
        value[i / 2][1] = i % 2 ? -1.0 : INFINITY;
        const gdcs_rate_arrays in = {.struct_size = sizeof in,
                                     .events = value[0],
                                     .unknown = value[1],
                                     .population = value[2]};
        const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = v};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_rate_each(&in, 2, NULL, &out, &err), GDCS_E_VALUE), "row %d", i);
        cr_expect(eq(i64, err.row, 2), "row %d", i);
        cr_expect_str_eq(err.field, name[i / 2], "row %d", i);
        cr_expect(v[0] == 7 && v[1] == 7, "row %d", i);
    }
}

Test(rate, refuses_counts_that_are_none)
{
    static const struct {
        gdcs_rate_counts counts;
        gdcs_status status;
        const char *field;
    } row[] = {
        {{-1, 0, 10}, GDCS_E_VALUE, "events"},
        {{NAN, 0, 10}, GDCS_E_VALUE, "events"},
        {{INFINITY, 0, 10}, GDCS_E_VALUE, "events"},
        {{1, -1, 10}, GDCS_E_VALUE, "unknown"},
        {{1, NAN, 10}, GDCS_E_VALUE, "unknown"},
        {{1, 0, -10}, GDCS_E_VALUE, "population"},
        {{1, 0, NAN}, GDCS_E_VALUE, "population"},
        {{1, 0, INFINITY}, GDCS_E_VALUE, "population"},
        {{1, 0, 0}, GDCS_E_EMPTY, "population"},
        {{1e300, 0, 1e-10}, GDCS_E_NUMERIC, "population"},
        {{1, 0, 1e-320}, GDCS_E_NUMERIC, "population"},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        gdcs_rate_result r = {.struct_size = sizeof r, .events = 4711};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_rate_estimate(&row[i].counts, NULL, &r, &err), row[i].status),
                  "row %zu", i);
        cr_expect_str_eq(err.field, row[i].field, "row %zu", i);
        cr_expect(r.events == 4711, "row %zu", i);
    }
}

Test(rate, refuses_options_it_does_not_know)
{
    static const struct {
        int32_t method;
        double level, alpha, per;
    } bad[] = {{8, 0, 0, 0},     {-1, 0, 0, 0}, {0, 95, 0, 0},  {0, 0, 1, 0},
               {0, 0.9, 0.1, 0}, {0, 0, 0, -1}, {0, 0, 0, NAN}, {0, 0, 0, INFINITY}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        const gdcs_rate_options o = {.struct_size = sizeof o,
                                     .method = bad[i].method,
                                     .level = bad[i].level,
                                     .alpha = bad[i].alpha,
                                     .per = bad[i].per};
        gdcs_rate_result r = {.struct_size = sizeof r};
        cr_expect(eq(i32, gdcs_rate_estimate(&typical, &o, &r, NULL), GDCS_E_OPTION), "row %zu", i);
    }
}

Test(rate, refuses_missing_pointers_and_structs_without_size)
{
    const gdcs_rate_options sizeless = {.method = 1};
    const gdcs_rate_arrays in = {
        .struct_size = sizeof in, .events = events, .population = population};
    const gdcs_rate_arrays no_in = {.events = events, .population = population};
    const gdcs_rate_arrays no_events = {.struct_size = sizeof in, .population = population};
    const gdcs_rate_arrays no_population = {.struct_size = sizeof in, .events = events};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out}, no_out = {.struct_size = 8};
    gdcs_rate_result r = {.struct_size = sizeof r}, no_r = {.struct_size = 100};
    cr_expect(eq(i32, gdcs_rate_estimate(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate(&typical, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_estimate(&typical, NULL, &no_r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_estimate(&typical, &sizeless, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_each(NULL, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each(&in, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each(&in, -1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each(&no_events, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each(&no_population, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_rate_each(&no_in, 1, NULL, &out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_each(&in, 1, NULL, &no_out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_rate_each(&in, 1, &sizeless, &out, NULL), GDCS_E_STRUCT));
}

Test(rate, structs_have_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_rate_options), 32));
    cr_expect(eq(sz, sizeof(gdcs_rate_counts), 24));
    cr_expect(eq(sz, sizeof(gdcs_rate_arrays), 32));
    cr_expect(eq(sz, sizeof(gdcs_rate_result), 104));
}
