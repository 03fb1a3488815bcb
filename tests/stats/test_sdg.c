/* Mirrors lib/stats/sdg/. */
#include "stats/bounds.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/sdg.h>
#include <math.h>
#include <string.h>

TestSuite(sdg, .timeout = 60);

enum { MOST = 4 };

typedef struct sample {
    int64_t n;
    double numerator[MOST], denominator[MOST], unknown[MOST], unknown_denominator[MOST],
        population[MOST];
} sample;

static gdcs_sdg_countries countries(const sample *s)
{
    return (gdcs_sdg_countries){.struct_size = sizeof(gdcs_sdg_countries),
                                .numerator = s->numerator,
                                .denominator = s->denominator,
                                .unknown = s->unknown,
                                .unknown_denominator = s->unknown_denominator,
                                .population = s->population[0] > 0 ? s->population : NULL};
}

static gdcs_sdg_result estimate(int32_t indicator, const sample *s, double alpha)
{
    const gdcs_sdg_countries in = countries(s);
    const gdcs_sdg_options o = {.struct_size = sizeof o, .alpha = alpha};
    gdcs_sdg_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_sdg_estimate(indicator, &in, s->n, &o, &r, &err), GDCS_OK), "%s",
              err.message);
    return r;
}

Test(sdg, values_and_limits_agree_with_forty_digits)
{
    FILE *csv = reference_open("sdg.csv"); /* written by sdg.py */
    int indicator, n, rows = 0;
    double alpha, value, lower, upper, error;
    while (fscanf(csv, "%d,%lf,%d,%lf,%lf,%lf,%lf", &indicator, &alpha, &n, &value, &lower, &upper,
                  &error) == 7) {
        sample s = {.n = n};
        for (int i = 0; i < n; i++)
            cr_assert(eq(
                int,
                fscanf(csv, ",%lf,%lf,%lf", &s.numerator[i], &s.denominator[i], &s.population[i]),
                3));
        const gdcs_sdg_result r = estimate(indicator, &s, alpha);
        cr_expect(near_relative(r.estimate.value, value, 1e-14), "row %d", rows);
        cr_expect(near_relative(r.estimate.std_error, error, 1e-13), "row %d", rows);
        cr_expect(near_relative(r.estimate.lower, lower, 1e-12) ||
                      (lower < 1e-30 && r.estimate.lower == 0),
                  "row %d", rows);
        cr_expect(near_relative(r.estimate.upper, upper, 1e-12), "row %d", rows);
        cr_expect(r.coverage == 1 && r.reporting == n && r.countries == n, "row %d", rows);
        cr_expect(near_relative(r.bounds.lower, value, 1e-14), "row %d", rows);
        cr_expect(near_relative(r.bounds.upper, value, 1e-14), "row %d", rows);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 14));
}

Test(sdg, definitions_are_data)
{
    static const struct {
        const char *code;
        int32_t indicator, aggregation;
        double per;
    } row[] = {{"16.1.1", GDCS_SDG_INDICATOR_16_1_1, GDCS_SDG_AGGREGATION_POPULATION_WEIGHTED, 1e5},
               {"16.2.2", GDCS_SDG_INDICATOR_16_2_2, GDCS_SDG_AGGREGATION_NONE, 1e5},
               {"16.3.2", GDCS_SDG_INDICATOR_16_3_2, GDCS_SDG_AGGREGATION_RATIO_OF_SUMS, 100},
               {"5.2.1", GDCS_SDG_INDICATOR_5_2_1, GDCS_SDG_AGGREGATION_WEIGHTED_MEAN, 100}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        gdcs_sdg_definition d = {.struct_size = sizeof d};
        cr_expect(eq(i32, gdcs_sdg_find(row[i].code), row[i].indicator));
        cr_assert(eq(i32, gdcs_sdg_get(row[i].indicator, &d, NULL), GDCS_OK));
        cr_expect_str_eq(d.code, row[i].code);
        cr_expect(d.aggregation == row[i].aggregation && d.per == row[i].per);
        cr_expect(strlen(d.title) > 20 && strlen(d.numerator) > 10);
        cr_expect(strlen(d.denominator) > 10 && strlen(d.rule) > 10);
    }
    cr_expect(eq(i32, gdcs_sdg_find("16.1"), -1));
    cr_expect(eq(i32, gdcs_sdg_find(NULL), -1));
}

/* The mean of rates that users take is another number: 2.55. */
Test(sdg, a_regional_rate_is_weighted_by_population)
{
    const sample s = {.n = 2, .numerator = {5, 10}, .denominator = {1e5, 1e7}};
    const gdcs_sdg_result r = estimate(GDCS_SDG_INDICATOR_16_1_1, &s, 0);
    cr_expect(near_relative(r.estimate.value, 15 / 101.0, 1e-15));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_SMALL_BASE));
    cr_expect(eq(u32, estimate(GDCS_SDG_INDICATOR_16_2_2, &s, 0).notes,
                 GDCS_NOTE_SMALL_BASE | GDCS_NOTE_NOT_COMPARABLE));
}

Test(sdg, countries_that_do_not_report_are_left_out_of_the_value_and_bounded)
{
    const sample homicide = {.n = 3, .numerator = {50, NAN, 40}, .denominator = {1e6, 2e6, 1e6}};
    const sample prison = {.n = 3, .numerator = {50, NAN, 40}, .denominator = {100, 200, 100}};
    const sample nowhere = {.n = 2, .numerator = {50, 3}, .denominator = {100, NAN}};
    gdcs_sdg_result r = estimate(GDCS_SDG_INDICATOR_16_1_1, &homicide, 0);
    cr_expect(near_relative(r.estimate.value, 4.5, 1e-15) && r.coverage == 0.5);
    cr_expect(r.countries == 3 && r.reporting == 2 && r.numerator == 90);
    cr_expect(near_relative(r.bounds.lower, 2.25, 1e-15) && isinf(r.bounds.upper));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_MISSING_CELL));
    r = estimate(GDCS_SDG_INDICATOR_16_3_2, &prison, 0);
    cr_expect(near_relative(r.estimate.value, 45, 1e-15) && r.coverage == 0.5);
    cr_expect(near_relative(r.bounds.lower, 22.5, 1e-15) &&
              near_relative(r.bounds.upper, 72.5, 1e-15));
    r = estimate(GDCS_SDG_INDICATOR_5_2_1, &prison, 0);
    cr_expect(near_relative(r.bounds.lower, 22.5, 1e-15) &&
              near_relative(r.bounds.upper, 72.5, 1e-15));
    r = estimate(GDCS_SDG_INDICATOR_16_3_2, &nowhere, 0);
    cr_expect(near_relative(r.estimate.value, 50, 1e-15) && isnan(r.coverage));
    cr_expect(r.bounds.lower == 0 && near_relative(r.bounds.upper, 5300 / 103.0, 1e-15));
    const sample silent = {.n = 1, .numerator = {NAN}, .denominator = {5}};
    for (int32_t indicator = 1; indicator <= 4; indicator++) {
        r = estimate(indicator, &silent, 0);
        cr_expect(isnan(r.estimate.value) && r.bounds.lower == 0 && r.coverage == 0);
        cr_expect(eq(u32, r.notes, GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    }
}

/* Prisoners of unknown sex, some of them unsentenced: every way to give them a sex. */
Test(sdg, bounds_hold_whatever_the_sex_of_the_unknown)
{
    const sample s = {.n = 2,
                      .numerator = {20, 9},
                      .denominator = {50, 30},
                      .unknown = {3, 1},
                      .unknown_denominator = {5, 4}};
    const gdcs_sdg_result r = estimate(GDCS_SDG_INDICATOR_16_3_2, &s, 0);
    double least = 100, most = 0;
    for (int way = 0; way < 4 * 3 * 2 * 4; way++) {
        const int a = way % 4, b = way / 4 % 3, c = way / 12 % 2, d = way / 24;
        const sample t = {
            .n = 2, .numerator = {20 + a, 9 + c}, .denominator = {50 + a + b, 30 + c + d}};
        const double value = estimate(GDCS_SDG_INDICATOR_16_3_2, &t, 0).estimate.value;
        least = fmin(least, value);
        most = fmax(most, value);
    }
    cr_expect(near_relative(r.bounds.lower, least, 1e-14));
    cr_expect(near_relative(r.bounds.upper, most, 1e-14));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_UNKNOWN_PRESENT));
    const gdcs_sdg_result h = estimate(GDCS_SDG_INDICATOR_16_1_1, &s, 0);
    cr_expect(near_relative(h.bounds.upper, 1e5 * 33 / 80, 1e-15));
    cr_expect(near_relative(h.bounds.lower, 1e5 * 29 / 89, 1e-15));
}

/* Women asked in two countries, without other weights: a woman more adds to what her country weighs. */
Test(sdg, bounds_of_a_mean_without_weights_hold_whatever_the_sex_of_the_asked)
{
    const sample s = {.n = 2,
                      .numerator = {20, 9},
                      .denominator = {50, 90},
                      .unknown = {3, 1},
                      .unknown_denominator = {5, 4}};
    const gdcs_sdg_result r = estimate(GDCS_SDG_INDICATOR_5_2_1, &s, 0);
    double least = 100, most = 0;
    for (int way = 0; way < 4 * 3 * 2 * 4; way++) {
        const int a = way % 4, b = way / 4 % 3, c = way / 12 % 2, d = way / 24;
        const double value = 100.0 * (29 + a + c) / (140 + a + b + c + d);
        least = fmin(least, value);
        most = fmax(most, value);
    }
    cr_expect(near_relative(r.bounds.lower, least, 1e-14));
    cr_expect(near_relative(r.bounds.upper, most, 1e-14));
}

/* What a country weighs is not known: anything, so that the mean is anything between the others. */
Test(sdg, bounds_of_a_mean_hold_whatever_a_country_weighs)
{
    const sample s = {
        .n = 3, .numerator = {20, 9, 30}, .denominator = {50, 90, 40}, .population = {4, 1, NAN}};
    const sample t = {
        .n = 2, .numerator = {9, 20}, .denominator = {90, 50}, .population = {7, NAN}};
    gdcs_sdg_result r = estimate(GDCS_SDG_INDICATOR_5_2_1, &s, 0);
    cr_expect(near_relative(r.bounds.lower, 34, 1e-14));
    cr_expect(near_relative(r.bounds.upper, 75, 1e-14));
    r = estimate(GDCS_SDG_INDICATOR_5_2_1, &t, 0);
    cr_expect(near_relative(r.bounds.lower, 10, 1e-14));
    cr_expect(near_relative(r.bounds.upper, 40, 1e-14));
}

/* Values and weights in boxes: no point of a grid over them, corners included, is outside, and some corner is
   on each end. */
Test(sdg, bounds_of_a_weighted_mean_are_those_of_the_best_corners)
{
    uint64_t state = 7;
    for (int trial = 0; trial < 200; trial++) {
        gdcs_bounds x[4], w[4];
        double least = INFINITY, most = -INFINITY;
        for (int i = 0; i < 4; i++) {
            double draw[4];
            for (int k = 0; k < 4; k++) {
                state = state * 6364136223846793005u + 1442695040888963407u;
                draw[k] = (double)(state >> 40) / 16777216.0;
            }
            x[i] = (gdcs_bounds){fmin(draw[0], draw[1]), fmax(draw[0], draw[1])};
            w[i] = (gdcs_bounds){trial % 3 == 0 ? 0.0 : draw[2], draw[2] + 5 * draw[3]};
        }
        const gdcs_bounds got = gdcs_i_bounds_mean(x, w, 4);
        for (int corner = 1; corner < 16; corner++) {
            double low = 0, high = 0, all = 0;
            for (int i = 0; i < 4; i++) {
                const double weight = corner >> i & 1 ? w[i].upper : w[i].lower;
                low += weight * x[i].lower;
                high += weight * x[i].upper;
                all += weight;
            }
            least = fmin(least, low / all);
            most = fmax(most, high / all);
        }
        cr_expect(near_relative(got.lower, least, 1e-13) && near_relative(got.upper, most, 1e-13),
                  "trial %d: %g..%g, not %g..%g", trial, got.lower, got.upper, least, most);
    }
    const gdcs_bounds none[] = {{0, 0}}, half[] = {{0.5, 0.5}}, any[] = {{0, INFINITY}};
    cr_expect(gdcs_i_bounds_mean(half, none, 1).lower == 0 &&
              gdcs_i_bounds_mean(half, none, 1).upper == 1);
    cr_expect(gdcs_i_bounds_mean(half, any, 1).lower == 0.5 &&
              gdcs_i_bounds_mean(half, any, 1).upper == 0.5);
}

Test(sdg, what_is_not_reported_never_narrows_the_bounds)
{
    const sample s = {.n = 3,
                      .numerator = {20, 9, 0},
                      .denominator = {50, 30, 8},
                      .unknown = {3, 1, 0},
                      .unknown_denominator = {5, 4, 2},
                      .population = {7, 4, 2}};
    for (int32_t indicator = 1; indicator <= 4; indicator++)
        for (int member = 0; member < 5; member++)
            for (int i = 0; i < 3; i++) {
                sample t = s;
                double *const arrays[] = {t.numerator, t.denominator, t.unknown,
                                          t.unknown_denominator, t.population};
                const gdcs_sdg_result whole = estimate(indicator, &s, 0);
                arrays[member][i] = NAN;
                if (isnan(t.population[0]))
                    continue; /* stands for NULL in this test */
                const gdcs_sdg_result part = estimate(indicator, &t, 0);
                cr_expect(part.bounds.lower <= whole.bounds.lower * (1 + 1e-14) &&
                              part.bounds.upper >= whole.bounds.upper * (1 - 1e-14),
                          "indicator %d, %d of %d: %g..%g, %g..%g", (int)indicator, member, i,
                          part.bounds.lower, part.bounds.upper, whole.bounds.lower,
                          whole.bounds.upper);
            }
}

Test(sdg, each_is_the_aggregate_of_one)
{
    const sample s = {.n = 3,
                      .numerator = {20, NAN, 0},
                      .denominator = {50, 30, 8},
                      .unknown = {3, 1, 0},
                      .unknown_denominator = {5, 4, 2}};
    const gdcs_sdg_countries in = countries(&s);
    for (int32_t indicator = 1; indicator <= 4; indicator++) {
        double v[3], l[3], bu[3];
        uint32_t notes[3];
        const gdcs_estimate_arrays out = {
            .struct_size = sizeof out, .value = v, .lower = l, .bound_upper = bu, .notes = notes};
        cr_assert(eq(i32, gdcs_sdg_each(indicator, &in, 3, NULL, &out, NULL), GDCS_OK));
        for (int i = 0; i < 3; i++) {
            const sample one = {.n = 1,
                                .numerator = {s.numerator[i]},
                                .denominator = {s.denominator[i]},
                                .unknown = {s.unknown[i]},
                                .unknown_denominator = {s.unknown_denominator[i]}};
            const gdcs_sdg_result r = estimate(indicator, &one, 0);
            cr_expect(near_relative(v[i], r.estimate.value, 0) &&
                      near_relative(l[i], r.estimate.lower, 0));
            cr_expect(bu[i] == r.bounds.upper && notes[i] == r.notes);
        }
    }
    cr_expect(eq(i32,
                 gdcs_sdg_each(1, &in, 0, NULL, &(gdcs_estimate_arrays){.struct_size = 64}, NULL),
                 GDCS_OK));
}

Test(sdg, refuses_numbers_that_cannot_be)
{
    static const struct {
        int32_t indicator;
        sample s;
        const char *field;
    } row[] = {
        {1, {.n = 1, .numerator = {-1}, .denominator = {5}}, "numerator"},
        {1, {.n = 1, .numerator = {1}, .denominator = {INFINITY}}, "denominator"},
        {1, {.n = 1, .numerator = {1}, .denominator = {0}}, "denominator"},
        {1, {.n = 1, .numerator = {1}, .denominator = {5}, .unknown = {-2}}, "unknown"},
        {1, {.n = 1, .numerator = {1}, .denominator = {5}, .population = {2e15}}, "population"},
        {3, {.n = 1, .numerator = {6}, .denominator = {5}}, "numerator"},
        {4, {.n = 1, .numerator = {6}, .denominator = {5}}, "numerator"},
        {3, {.n = 1, .numerator = {1}, .denominator = {5}, .unknown = {1}}, "unknown"},
        {3,
         {.n = 1, .numerator = {1}, .denominator = {5}, .unknown_denominator = {-1}},
         "unknown_denominator"}};
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_sdg_countries in = countries(&row[i].s);
        gdcs_sdg_result r = {.struct_size = sizeof r, .per = 4711};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(
            eq(i32, gdcs_sdg_estimate(row[i].indicator, &in, 1, NULL, &r, &err), GDCS_E_VALUE),
            "row %zu", i);
        cr_expect_str_eq(err.field, row[i].field, "row %zu", i);
        cr_expect(err.row == 1 && r.per == 4711, "row %zu", i);
    }
}

Test(sdg, refuses_missing_pointers_options_and_sizes)
{
    const sample s = {.n = 1, .numerator = {1}, .denominator = {5}};
    const gdcs_sdg_countries in = countries(&s), sizeless = {.struct_size = 8};
    gdcs_sdg_countries no_numerator = in, no_denominator = in;
    const gdcs_sdg_options bad = {.struct_size = sizeof bad, .level = 95}, no_size = {.level = 0.9};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out}, no_out = {.struct_size = 8};
    gdcs_sdg_result r = {.struct_size = sizeof r}, no_r = {.struct_size = 8};
    gdcs_sdg_definition d = {.struct_size = sizeof d}, no_d = {.struct_size = 8};
    no_numerator.numerator = NULL;
    no_denominator.denominator = NULL;
    cr_expect(eq(i32, gdcs_sdg_estimate(0, &in, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_estimate(5, &in, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, NULL, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &in, 0, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &in, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &no_numerator, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &no_denominator, 1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &sizeless, 1, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &in, 1, &no_size, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &in, 1, NULL, &no_r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_sdg_estimate(1, &in, 1, &bad, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_sdg_each(1, &in, -1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_each(1, &in, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_each(7, &in, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_each(1, &in, 1, NULL, &no_out, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_sdg_get(0, &d, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_get(1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_sdg_get(1, &no_d, NULL), GDCS_E_STRUCT));
}

Test(sdg, structs_have_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_sdg_options), 24));
    cr_expect(eq(sz, sizeof(gdcs_sdg_countries), 48));
    cr_expect(eq(sz, sizeof(gdcs_sdg_result), 128));
    cr_expect(eq(sz, sizeof(gdcs_sdg_definition), 16 + 5 * sizeof(char *)));
}
