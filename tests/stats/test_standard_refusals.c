/* What gdcs/standard.h refuses, and the indirect form: lib/stats/standard/indirect.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/standard.h>
#include <math.h>
#include <string.h>

TestSuite(standard_refusals, .timeout = 60);

static gdcs_standard_indirect_result indirect(double observed, double expected,
                                              gdcs_rate_options options)
{
    const double one = 1;
    const gdcs_standard_indirect in = {.struct_size = sizeof in,
                                       .events = observed,
                                       .population = &expected,
                                       .rates = &one,
                                       .crude = 0.002};
    gdcs_standard_indirect_result r = {.struct_size = sizeof r};
    options.struct_size = sizeof options;
    cr_assert(eq(i32, gdcs_standard_estimate_indirect(&in, 1, &options, &r, NULL), GDCS_OK));
    return r;
}

Test(standard_refusals, indirect_ratios_agree_with_forty_digits)
{
    FILE *csv = reference_open("standard_indirect.csv"); /* written by standard_indirect.py */
    double alpha, observed, expected, ratio, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%d,%lf,%lf,%lf,%lf,%lf,%lf\n", &method, &alpha, &observed, &expected,
                  &ratio, &lower, &upper) == 7) {
        const gdcs_standard_indirect_result r =
            indirect(observed, expected, (gdcs_rate_options){.method = method, .alpha = alpha});
        cr_expect(near_relative(r.ratio.value, ratio, 1e-15), "row %d", rows);
        cr_expect(near_relative(r.ratio.lower, lower, 1e-11), "row %d", rows);
        cr_expect(near_relative(r.ratio.upper, upper, 1e-11), "row %d", rows);
        cr_expect(near_relative(r.rate.value, 200 * ratio, 1e-14), "row %d", rows);
        cr_expect(near_relative(r.rate.upper, 200 * upper, 1e-11), "row %d", rows);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 51));
}

/* epiR 2.0.94 prints 0.492: its lower limit takes one event too many. */
Test(standard_refusals, four_observed_against_3_3_are_at_least_0_3303)
{
    const gdcs_standard_indirect_result r = indirect(4, 3.3, (gdcs_rate_options){0});
    cr_expect(fabs(r.ratio.lower - 0.3303) < 5e-5, "%.17g", r.ratio.lower);
}

Test(standard_refusals, expected_is_summed_over_strata_and_the_unknown_bounded)
{
    static const double population[] = {1e5, 2e5, 5e4}, rates[] = {1e-5, 4e-5, 2e-4};
    gdcs_standard_indirect in = {.struct_size = sizeof in,
                                 .events = 38,
                                 .unknown = 19,
                                 .population = population,
                                 .rates = rates};
    gdcs_standard_indirect_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_standard_estimate_indirect(&in, 3, NULL, &r, NULL), GDCS_OK));
    cr_expect(near_relative(r.expected, 19, 1e-15) && near_relative(r.ratio.value, 2, 1e-15));
    cr_expect(r.ratio_bounds.lower == r.ratio.value &&
              near_relative(r.ratio_bounds.upper, 3, 1e-15));
    cr_expect(isnan(r.rate.value) && isnan(r.rate_bounds.upper) && r.per == 1e5);
    cr_expect(eq(i32, r.method, GDCS_RATE_METHOD_EXACT));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_UNKNOWN_PRESENT));
}

Test(standard_refusals, indirect_refuses_what_it_cannot_use)
{
    static const double none[] = {0, 0}, bad[] = {1, NAN}, one[] = {1, 1}, huge[] = {1e308, 1e308};
    const gdcs_rate_options sizeless = {.method = 1}, odd = {.struct_size = sizeof odd, .per = -1};
    const struct {
        const double *population, *rates;
        double events, crude;
        int64_t count;
        const gdcs_rate_options *options;
        gdcs_status status;
    } row[] = {{one, one, 3, 0, 2, NULL, GDCS_OK},
               {NULL, one, 3, 0, 2, NULL, GDCS_E_ARGUMENT},
               {one, NULL, 3, 0, 2, NULL, GDCS_E_ARGUMENT},
               {one, one, 3, 0, 0, NULL, GDCS_E_ARGUMENT},
               {one, bad, 3, 0, 2, NULL, GDCS_E_VALUE},
               {bad, one, 3, 0, 2, NULL, GDCS_E_VALUE},
               {one, one, -1, 0, 2, NULL, GDCS_E_VALUE},
               {one, one, 3, -1, 2, NULL, GDCS_E_VALUE},
               {one, none, 3, 0, 2, NULL, GDCS_E_EMPTY},
               {huge, one, 3, 0, 2, NULL, GDCS_E_NUMERIC},
               {one, one, 3, 1e305, 2, NULL, GDCS_E_NUMERIC},
               {one, one, 3, 0, 2, &sizeless, GDCS_E_STRUCT},
               {one, one, 3, 0, 2, &odd, GDCS_E_OPTION}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_standard_indirect in = {.struct_size = sizeof in,
                                           .events = row[i].events,
                                           .population = row[i].population,
                                           .rates = row[i].rates,
                                           .crude = row[i].crude};
        gdcs_standard_indirect_result r = {.struct_size = sizeof r};
        cr_expect(eq(i32,
                     gdcs_standard_estimate_indirect(&in, row[i].count, row[i].options, &r, NULL),
                     row[i].status),
                  "row %zu", i);
    }
    const gdcs_standard_indirect in = {.struct_size = 8};
    gdcs_standard_indirect_result r = {.struct_size = sizeof r};
    cr_expect(eq(i32, gdcs_standard_estimate_indirect(NULL, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_estimate_indirect(&in, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_estimate_indirect(&in, 1, NULL, &r, NULL), GDCS_E_STRUCT));
}

static const double events[] = {3, 4}, population[] = {100, 200}, weights[] = {2, 3};

static gdcs_standard_strata good(void)
{
    return (gdcs_standard_strata){.struct_size = sizeof(gdcs_standard_strata),
                                  .events = events,
                                  .population = population,
                                  .weights = weights};
}

/* The scalar form and both parts of the ratio refuse alike. */
static void expect_status(const gdcs_standard_strata *in, int64_t count,
                          const gdcs_standard_options *options, gdcs_status status,
                          const char *field)
{
    const gdcs_standard_strata other = good();
    gdcs_standard_result r = {.struct_size = sizeof r, .per = 4711};
    gdcs_standard_ratio_result q = {.struct_size = sizeof q, .per = 4711};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_standard_estimate(in, count, options, &r, &err), status), "%s", field);
    cr_expect_str_eq(err.field, field);
    cr_expect(eq(i32, gdcs_standard_estimate_ratio(in, &other, count, options, &q, NULL), status));
    cr_expect(eq(i32, gdcs_standard_estimate_ratio(&other, in, count, options, &q, NULL), status));
    cr_expect(status == GDCS_OK || (r.per == 4711 && q.per == 4711));
}

Test(standard_refusals, numbers_that_are_none_are_refused_by_stratum)
{
    static const double bad[] = {-1, NAN, INFINITY};
    static const char *const name[] = {"events",   "population", "weights",
                                       "variance", "unknown",    "unknown_age"};
    for (int member = 0; member < 6; member++)
        for (int i = 0; i < 3; i++) {
            const double numbers[] = {bad[i], 1};
            gdcs_standard_strata in = good();
            const double **at = &in.events + member;
            *at = numbers;
            expect_status(&in, 2, NULL, GDCS_E_VALUE, name[member]);
        }
    static const double none[] = {0, 0}, half[] = {100, 0}, huge[] = {1e300, 1e300},
                        tiny[] = {1e-200, 1e-200};
    gdcs_standard_strata in = good();
    in.weights = none;
    expect_status(&in, 2, NULL, GDCS_E_VALUE, "weights");
    in = good();
    in.population = half;
    expect_status(&in, 2, NULL, GDCS_E_EMPTY, "population");
    in = good();
    in.events = huge;
    in.population = tiny;
    expect_status(&in, 2, NULL, GDCS_E_NUMERIC, "population");
}

Test(standard_refusals, options_that_are_none_are_refused)
{
    static const struct {
        int32_t method;
        double level, alpha, per;
        const char *field;
    } row[] = {{8, 0, 0, 0, "method"},    {-1, 0, 0, 0, "method"}, {0, 95, 0, 0, "level"},
               {0, 0, 1, 0, "alpha"},     {0, 0, 0, -1, "per"},    {0, 0, 0, NAN, "per"},
               {0, 0, 0, INFINITY, "per"}};
    const gdcs_standard_strata in = good();
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_standard_options o = {.struct_size = sizeof o,
                                         .method = row[i].method,
                                         .level = row[i].level,
                                         .alpha = row[i].alpha,
                                         .per = row[i].per};
        expect_status(&in, 2, &o, GDCS_E_OPTION, row[i].field);
    }
}

Test(standard_refusals, missing_pointers_and_sizes_are_refused)
{
    const gdcs_standard_strata in = good();
    gdcs_standard_strata bad[4];
    const gdcs_standard_options sizeless = {.method = 1};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out}, no_out = {.struct_size = 8};
    gdcs_standard_result r = {.struct_size = sizeof r}, no_r = {.struct_size = 8};
    gdcs_standard_ratio_result q = {.struct_size = sizeof q}, no_q = {.struct_size = 8};
    for (int i = 0; i < 4; i++)
        bad[i] = in;
    bad[0].events = NULL;
    bad[1].population = NULL;
    bad[2].weights = NULL;
    bad[3].struct_size = 8;
    for (int i = 0; i < 4; i++) {
        const gdcs_status status = i == 3 ? GDCS_E_STRUCT : GDCS_E_ARGUMENT;
        cr_expect(eq(i32, gdcs_standard_estimate(&bad[i], 2, NULL, &r, NULL), status));
        cr_expect(eq(i32, gdcs_standard_each(&bad[i], 1, 2, NULL, &out, NULL), status));
        cr_expect(eq(i32, gdcs_standard_estimate_ratio(&in, &bad[i], 2, NULL, &q, NULL), status));
        cr_expect(
            eq(i32, gdcs_standard_each_ratio(&in, &bad[i], 1, 2, NULL, &out, &out, NULL), status));
    }
    expect_status(&in, 2, &sizeless, GDCS_E_STRUCT, "struct_size");
    cr_expect(eq(i32, gdcs_standard_estimate(NULL, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_estimate(&in, 0, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_estimate(&in, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_estimate(&in, 2, NULL, &no_r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_standard_estimate_ratio(NULL, &in, 2, NULL, &q, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_standard_estimate_ratio(&in, &in, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_estimate_ratio(&in, &in, 2, NULL, &no_q, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_standard_each(&in, -1, 2, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_each(&in, 1, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_standard_each(&in, 1, 2, NULL, &no_out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_standard_each_ratio(&in, &in, 1, 2, NULL, &no_out, NULL, NULL),
                 GDCS_E_STRUCT));
}

Test(standard_refusals, many_indirect_ratios_are_one_by_one)
{
    static const double events[] = {4, 0, 12, 7, NAN}, unknown[] = {2, 0, 0, 1, 0};
    static const double population[] = {1e3, 2e3, 5e2, 0, 0, 0, 1e3, NAN, 4e3, 5e3},
                        rates[] = {0.0013, 0.001};
    double value[2][5], lower[2][5], upper[2][5], bound[2][5];
    uint32_t notes[2][5];
    const gdcs_standard_indirect_arrays in = {sizeof in,  0,     events, unknown,
                                              population, rates, 0.002};
    gdcs_estimate_arrays to[2];
    for (int k = 0; k < 2; k++)
        to[k] = (gdcs_estimate_arrays){.struct_size = sizeof *to,
                                       .value = value[k],
                                       .lower = lower[k],
                                       .upper = upper[k],
                                       .bound_upper = bound[k],
                                       .notes = notes[k]};
    cr_assert(eq(i32, gdcs_standard_each_indirect(&in, 5, 2, NULL, &to[0], &to[1], NULL), GDCS_OK));
    for (int i = 0; i < 2; i++) {
        const gdcs_standard_indirect one = {sizeof one,         0,     events[i], unknown[i],
                                            population + 2 * i, rates, 0.002};
        gdcs_standard_indirect_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_standard_estimate_indirect(&one, 2, NULL, &r, NULL), GDCS_OK));
        cr_expect(value[0][i] == r.ratio.value && lower[0][i] == r.ratio.lower &&
                  upper[0][i] == r.ratio.upper && bound[0][i] == r.ratio_bounds.upper);
        cr_expect(eq(u32, notes[0][i], r.notes));
        cr_expect(near_relative(upper[1][i], r.rate.upper, 1e-15) &&
                  near_relative(bound[1][i], r.rate_bounds.upper, 1e-15));
    }
    for (int i = 2; i < 5; i++)
        cr_expect(isnan(value[0][i]) && isnan(value[1][i]));
    cr_expect(0 != (notes[0][2] & GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(0 != (notes[0][3] & GDCS_NOTE_NO_POPULATION));
    cr_expect(0 != (notes[0][4] & GDCS_NOTE_MISSING_CELL));
}

static gdcs_status each(const double *events, const double *population, const double *rates,
                        double crude, int64_t n, int64_t count, const gdcs_rate_options *options,
                        int want_rate, gdcs_error *err)
{
    double value[2];
    const gdcs_standard_indirect_arrays in = {sizeof in, 0, events, NULL, population, rates, crude};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = value};
    return gdcs_standard_each_indirect(&in, n, count, options, &out, want_rate ? &out : NULL, err);
}

Test(standard_refusals, many_indirect_ratios_refuse_what_they_cannot_use)
{
    static const double one[] = {1, 1}, negative[] = {1, -1}, bad[] = {1, NAN},
                        huge[] = {1e308, 1e308};
    const gdcs_rate_options sizeless = {.method = 1}, odd = {.struct_size = sizeof odd, .per = -1};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, each(one, one, one, 0, 1, 2, NULL, 0, &err), GDCS_OK));
    cr_expect(eq(i32, each(one, one, one, 0, 1, 2, NULL, 1, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(NULL, one, one, 0, 1, 2, NULL, 0, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(one, NULL, one, 0, 1, 2, NULL, 0, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(one, one, NULL, 0, 1, 2, NULL, 0, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(one, one, one, 0, -1, 2, NULL, 0, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(one, one, one, 0, 1, 0, NULL, 0, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, each(one, one, bad, 0, 1, 2, NULL, 0, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, each(one, one, one, -1, 1, 2, NULL, 0, &err), GDCS_E_VALUE));
    cr_expect(eq(i32, each(negative, one, one, 0, 2, 1, NULL, 0, &err), GDCS_E_VALUE));
    cr_expect(eq(i32, each(one, negative, one, 0, 2, 1, NULL, 0, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    cr_expect(eq(i32, each(one, huge, one, 0, 1, 2, NULL, 0, &err), GDCS_E_NUMERIC));
    cr_expect(eq(i32, each(one, one, one, 0, 1, 2, &odd, 0, &err), GDCS_E_OPTION));
    cr_expect(eq(i32, each(one, one, one, 0, 1, 2, &sizeless, 0, &err), GDCS_E_STRUCT));
    const gdcs_standard_indirect_arrays unsized_in = {.events = one};
    cr_expect(eq(i32, gdcs_standard_each_indirect(&unsized_in, 1, 1, NULL, NULL, NULL, NULL),
                 GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_standard_each_indirect(NULL, 1, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
}

static gdcs_status expect_each(void *unused)
{
    static const double one[] = {1, 1};
    (void)unused;
    return each(one, one, one, 1, 2, 1, NULL, 1, NULL);
}

Test(standard_refusals, many_indirect_ratios_survive_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(expect_each, NULL);
    cr_expect(eq(str, (char *)(uintptr_t)r.wrong, ""));
    cr_expect(ge(i64, r.allocations, 1));
}
