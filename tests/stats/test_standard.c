/* Mirrors lib/stats/standard/measure.c, estimate.c and ratio.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <float.h>
#include <gdcs/standard.h>
#include <math.h>
#include <string.h>

TestSuite(standard, .timeout = 60);

enum { MOST = 8 };

/* One rate in one place: strata point into it. */
typedef struct sample {
    int count;
    double events[MOST], population[MOST], weights[MOST], variance[MOST], unknown[MOST];
    double unknown_age;
} sample;

static gdcs_standard_strata strata(const sample *s, int with_variance)
{
    return (gdcs_standard_strata){.struct_size = sizeof(gdcs_standard_strata),
                                  .events = s->events,
                                  .population = s->population,
                                  .weights = s->weights,
                                  .variance = with_variance ? s->variance : NULL,
                                  .unknown = s->unknown,
                                  .unknown_age = &s->unknown_age};
}

static gdcs_standard_result estimate(const sample *s, int with_variance,
                                     gdcs_standard_options options)
{
    const gdcs_standard_strata in = strata(s, with_variance);
    gdcs_standard_result r = {.struct_size = sizeof r};
    options.struct_size = sizeof options;
    cr_assert(eq(i32, gdcs_standard_estimate(&in, s->count, &options, &r, NULL), GDCS_OK));
    return r;
}

static gdcs_standard_ratio_result compare(const sample *women, const sample *men,
                                          gdcs_standard_options options)
{
    const gdcs_standard_strata w = strata(women, 0), m = strata(men, 0);
    gdcs_standard_ratio_result r = {.struct_size = sizeof r};
    options.struct_size = sizeof options;
    cr_assert(
        eq(i32, gdcs_standard_estimate_ratio(&w, &m, women->count, &options, &r, NULL), GDCS_OK));
    return r;
}

/* Birth order 5 of table 14.4 in Fleiss (1981). */
static const sample fifth = {.count = 6,
                             .events = {0, 8, 63, 112, 262, 295},
                             .population = {327, 30666, 123419, 149919, 104088, 34392},
                             .weights = {319933, 931318, 786511, 488235, 237863, 61313}};
static const sample first = {.count = 6,
                             .events = {107, 141, 60, 40, 39, 25},
                             .population = {230061, 329449, 114920, 39487, 14208, 3052},
                             .weights = {319933, 931318, 786511, 488235, 237863, 61313}};

Test(standard, limits_agree_with_forty_digits)
{
    FILE *csv = reference_open("standard.csv"); /* written by standard.py */
    int method, count, rows = 0;
    double alpha, value, error, lower, upper;
    while (fscanf(csv, "%d,%lf,%d,%lf,%lf,%lf,%lf", &method, &alpha, &count, &value, &error, &lower,
                  &upper) == 7) {
        sample s = {.count = count};
        cr_assert(count <= MOST);
        for (int i = 0; i < count; i++)
            cr_assert(eq(int,
                         fscanf(csv, ",%lf,%lf,%lf,%lf", &s.events[i], &s.population[i],
                                &s.weights[i], &s.variance[i]),
                         4));
        const gdcs_standard_result r =
            estimate(&s, 1, (gdcs_standard_options){.method = method, .alpha = alpha, .per = 1});
        cr_expect(near_relative(r.rate.value, value, 1e-14), "row %d", rows);
        cr_expect(near_relative(r.rate.std_error, error, 1e-14), "row %d", rows);
        /* Dobson's and the normal lower limit is a difference of numbers of the size of the value. */
        cr_expect(fabs(r.rate.lower - lower) <= 1e-11 * lower + 1e-15 * value,
                  "row %d: %.17g %.17g", rows, r.rate.lower, lower);
        cr_expect(near_relative(r.rate.upper, upper, 1e-11), "row %d: %.17g %.17g", rows,
                  r.rate.upper, upper);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 147));
}

Test(standard, ratios_agree_with_forty_digits)
{
    FILE *csv = reference_open("standard_ratio.csv"); /* written by standard_ratio.py */
    int method, count, rows = 0;
    double alpha, v[6];
    while (fscanf(csv, "%d,%lf,%d,%lf,%lf,%lf,%lf,%lf,%lf", &method, &alpha, &count, &v[0], &v[1],
                  &v[2], &v[3], &v[4], &v[5]) == 9) {
        sample w = {.count = count}, m = {.count = count};
        for (int i = 0; i < count; i++) {
            cr_assert(eq(int,
                         fscanf(csv, ",%lf,%lf,%lf,%lf,%lf", &w.events[i], &w.population[i],
                                &m.events[i], &m.population[i], &w.weights[i]),
                         5));
            m.weights[i] = w.weights[i];
        }
        const gdcs_standard_ratio_result r =
            compare(&w, &m, (gdcs_standard_options){.method = method, .alpha = alpha, .per = 1});
        const double got[] = {
            r.ratio_women_per_man.value,        r.ratio_women_per_man.lower,
            r.ratio_women_per_man.upper,        r.difference_women_minus_men.value,
            r.difference_women_minus_men.lower, r.difference_women_minus_men.upper};
        for (int i = 0; i < 6; i++)
            cr_expect(near_relative(got[i], v[i], 1e-11), "row %d, %d: %.17g %.17g", rows, i,
                      got[i], v[i]);
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 70));
}

/* 75.5 (67.7 - 188.3) in Fay & Feuer (1997); one birth in 327 by mothers below 20 would have added 34.6. */
Test(standard, a_small_stratum_widens_gamma_and_not_dobson)
{
    const gdcs_standard_result g = estimate(&fifth, 0, (gdcs_standard_options){0});
    const gdcs_standard_result d =
        estimate(&fifth, 0, (gdcs_standard_options){.method = GDCS_STANDARD_METHOD_DOBSON});
    cr_expect(eq(i32, g.method, GDCS_STANDARD_METHOD_GAMMA));
    cr_expect(fabs(g.rate.value - 75.52901) < 5e-6 && fabs(g.rate.lower - 67.70212) < 2e-5 &&
              fabs(g.rate.upper - 188.30017) < 2e-5);
    cr_expect(fabs(d.rate.upper - 83.9) < 0.05, "%.17g", d.rate.upper);
}

Test(standard, one_stratum_is_the_crude_rate_with_exact_limits)
{
    const double x[] = {0, 1, 7, 1000, 1e9};
    for (int i = 0; i < 5; i++)
        for (int method = 1; method <= 5; method++) {
            const sample s = {.count = 1, .events = {x[i]}, .population = {3e9}, .weights = {7}};
            const gdcs_standard_result r =
                estimate(&s, 0, (gdcs_standard_options){.method = method});
            const gdcs_rate_options o = {
                .struct_size = sizeof o,
                .method = method == GDCS_STANDARD_METHOD_DOBSON_BYAR ? GDCS_RATE_METHOD_BYAR
                          : method == GDCS_STANDARD_METHOD_MID_P     ? GDCS_RATE_METHOD_MID_P
                                                                     : GDCS_RATE_METHOD_EXACT};
            const gdcs_rate_counts c = {x[i], 0, 3e9};
            gdcs_rate_result crude = {.struct_size = sizeof crude};
            cr_assert(eq(i32, gdcs_rate_estimate(&c, &o, &crude, NULL), GDCS_OK));
            cr_expect(near_relative(r.rate.value, crude.rate.value, 1e-14));
            cr_expect(near_relative(r.rate.lower, crude.rate.lower, 1e-12), "%d, %d", i, method);
            cr_expect(near_relative(r.rate.upper, crude.rate.upper, 1e-12), "%d, %d", i, method);
            cr_expect(r.crude == r.rate.value || near_relative(r.crude, r.rate.value, 1e-15));
        }
}

Test(standard, weights_in_any_unit_and_strata_in_any_order_give_the_same)
{
    sample other = fifth;
    for (int i = 0; i < 6; i++) {
        other.events[i] = fifth.events[5 - i];
        other.population[i] = fifth.population[5 - i];
        other.weights[i] = fifth.weights[5 - i] * 1e-6;
    }
    for (int method = 1; method <= 7; method++) {
        const gdcs_standard_options o = {.method = method};
        const gdcs_standard_result a = estimate(&fifth, 0, o), b = estimate(&other, 0, o);
        cr_expect(near_relative(a.rate.value, b.rate.value, 1e-14));
        cr_expect(near_relative(a.rate.lower, b.rate.lower, 1e-12), "method %d", method);
        cr_expect(near_relative(a.rate.upper, b.rate.upper, 1e-12), "method %d", method);
        cr_expect(a.rate.lower < a.rate.value && a.rate.value < a.rate.upper);
    }
}

Test(standard, no_events_have_a_finite_upper_limit)
{
    const sample none = {.count = 3, .population = {1000, 2000, 500}, .weights = {2, 5, 3}};
    for (int method = 1; method <= 7; method++) {
        const gdcs_standard_result r =
            estimate(&none, 0, (gdcs_standard_options){.method = method});
        cr_expect(r.rate.value == 0 && r.rate.lower == 0 && r.rate.std_error == 0);
        cr_expect(r.rate.upper > 0 && r.rate.upper <= DBL_MAX, "method %d", method);
        cr_expect(eq(u32, r.notes,
                     GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL | GDCS_NOTE_SMALL_BASE |
                         (method >= GDCS_STANDARD_METHOD_LOG ? GDCS_NOTE_METHOD_CHANGED : 0)));
    }
}

Test(standard, events_that_repeat_widen_the_limits)
{
    sample s = first;
    for (int i = 0; i < 6; i++)
        s.variance[i] = 3 * s.events[i];
    for (int method = 1; method <= 7; method++) {
        const gdcs_standard_options o = {.method = method};
        const gdcs_standard_result a = estimate(&s, 0, o), b = estimate(&s, 1, o);
        cr_expect(near_relative(b.rate.std_error, sqrt(3) * a.rate.std_error, 1e-14));
        cr_expect(b.rate.lower < a.rate.lower && b.rate.upper > a.rate.upper, "%d", method);
        cr_expect(eq(u32, a.notes & GDCS_NOTE_OVERDISPERSED, 0));
        cr_expect(eq(u32, b.notes & GDCS_NOTE_OVERDISPERSED, GDCS_NOTE_OVERDISPERSED));
    }
}

/* All ways to allot 3 events of unknown age and those of unknown sex to the strata. */
Test(standard, bounds_hold_wherever_the_unknown_belong)
{
    sample s = {.count = 3,
                .events = {4, 9, 2},
                .population = {1000, 3000, 400},
                .weights = {3, 5, 2},
                .unknown = {1, 0, 2},
                .unknown_age = 3};
    const gdcs_standard_result r = estimate(&s, 0, (gdcs_standard_options){0});
    double least = INFINITY, most = 0;
    for (int way = 0; way < 27 * 4; way++) {
        const int to[] = {way % 3, way / 3 % 3, way / 9 % 3}, all = way / 27;
        sample t = s;
        t.unknown_age = t.unknown[0] = t.unknown[2] = 0;
        for (int i = 0; i < 3; i++)
            t.events[to[i]]++;
        t.events[0] += all % 2;
        t.events[2] += all / 2 * 2;
        const gdcs_standard_result one = estimate(&t, 0, (gdcs_standard_options){0});
        least = fmin(least, one.rate.value);
        most = fmax(most, one.rate.value);
    }
    cr_expect(near_relative(r.bounds.lower, least, 1e-14));
    cr_expect(near_relative(r.bounds.upper, most, 1e-14));
    cr_expect(r.bounds.lower < r.rate.value && r.rate.value < r.bounds.upper);
    cr_expect(r.events == 15 && r.unknown_age == 3 && r.unknown == 3);
    cr_expect(near_relative(r.crude, 1e5 * 18 / 4400, 1e-15));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_UNKNOWN_PRESENT | GDCS_NOTE_SMALL_BASE));
    s.unknown_age = 0;
    const gdcs_standard_result known = estimate(&s, 0, (gdcs_standard_options){0});
    cr_expect(near_relative(r.rate.value, known.rate.value * 18 / 15, 1e-14));
    cr_expect(near_relative(r.rate.lower, known.rate.lower * 18 / 15, 1e-12));
}

Test(standard, events_of_unknown_age_alone_have_bounds_and_no_value)
{
    const sample s = {.count = 2, .population = {1000, 500}, .weights = {1, 1}, .unknown_age = 4};
    const gdcs_standard_result r = estimate(&s, 0, (gdcs_standard_options){0});
    cr_expect(isnan(r.rate.value) && isnan(r.rate.upper));
    cr_expect(near_relative(r.bounds.lower, 1e5 * 4 * 0.5 / 1000, 1e-15));
    cr_expect(near_relative(r.bounds.upper, 1e5 * 4 * 0.5 / 500, 1e-15));
    cr_expect(eq(u32, r.notes, GDCS_NOTE_NOT_ESTIMABLE));
}

Test(standard, women_per_man_is_one_over_men_per_woman)
{
    for (int method = 1; method <= 7; method++) {
        const gdcs_standard_options o = {.method = method};
        const gdcs_standard_ratio_result a = compare(&first, &fifth, o),
                                         b = compare(&fifth, &first, o);
        const gdcs_estimate x = a.ratio_women_per_man, y = b.ratio_women_per_man;
        cr_expect(near_relative(x.value, 1 / y.value, 1e-14));
        cr_expect(near_relative(x.lower, 1 / y.upper, 1e-10), "method %d", method);
        cr_expect(near_relative(x.upper, 1 / y.lower, 1e-10), "method %d", method);
        cr_expect(near_relative(a.difference_women_minus_men.lower,
                                -b.difference_women_minus_men.upper, 1e-12));
        cr_expect(eq(i32, a.method, method));
    }
}

Test(standard, men_weighted_by_themselves_have_their_crude_rate)
{
    sample women = first, men = fifth;
    memcpy(women.weights, men.population, sizeof men.population);
    memcpy(men.weights, men.population, sizeof men.population);
    const gdcs_standard_ratio_result r = compare(&women, &men, (gdcs_standard_options){0});
    cr_expect(near_relative(r.men.value, 1e5 * 740 / 442811, 1e-14));
}

Test(standard, ratios_without_events_are_infinite_or_none)
{
    const sample none = {.count = 2, .population = {500, 100}, .weights = {1, 2}};
    const sample some = {.count = 2, .events = {5, 1}, .population = {500, 100}, .weights = {1, 2}};
    for (int method = 1; method <= 7; method++) {
        const gdcs_standard_options o = {.method = method};
        const gdcs_standard_ratio_result r = compare(&some, &none, o), n = compare(&none, &none, o);
        cr_expect(isinf(r.ratio_women_per_man.value) && isinf(r.ratio_women_per_man.upper));
        cr_expect(r.ratio_women_per_man.lower >= 0 && r.ratio_women_per_man.lower <= DBL_MAX);
        cr_expect(eq(u32, r.notes & GDCS_NOTE_UPPER_INFINITE, GDCS_NOTE_UPPER_INFINITE));
        cr_expect(isnan(n.ratio_women_per_man.value) && isnan(n.ratio_women_per_man.upper));
        cr_expect(eq(u32, n.notes & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
    }
}

enum { ROWS = 5, STRATA = 2 };
static const double many_events[] = {3, 4, 0, 0, NAN, 2, 5, 5, 1, 1};
static const double many_population[] = {100, 200, 50, 60, 10, 20, 0, 9, NAN, 4};
static const double many_unknown[] = {0, 1, 0, 0, 0, 0, 0, 0, 0, 0};
static const double many_age[] = {1, 0, 0, 0, 0}, two_weights[] = {2, 3};

Test(standard, each_is_the_scalar_form_n_times_and_says_why_not)
{
    const gdcs_standard_strata in = {.struct_size = sizeof in,
                                     .events = many_events,
                                     .population = many_population,
                                     .weights = two_weights,
                                     .unknown = many_unknown,
                                     .unknown_age = many_age};
    double v[ROWS], l[ROWS], u[ROWS], bl[ROWS], bu[ROWS];
    uint32_t notes[ROWS];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = v,
                                      .lower = l,
                                      .upper = u,
                                      .bound_lower = bl,
                                      .bound_upper = bu,
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_standard_each(&in, ROWS, STRATA, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 2; i++) {
        sample s = {.count = 2, .weights = {2, 3}, .unknown_age = many_age[i]};
        memcpy(s.events, many_events + 2 * i, 16);
        memcpy(s.population, many_population + 2 * i, 16);
        memcpy(s.unknown, many_unknown + 2 * i, 16);
        const gdcs_standard_result r = estimate(&s, 0, (gdcs_standard_options){0});
        cr_expect(v[i] == r.rate.value && l[i] == r.rate.lower && u[i] == r.rate.upper);
        cr_expect(bl[i] == r.bounds.lower && bu[i] == r.bounds.upper);
        cr_expect(eq(u32, notes[i], r.notes));
    }
    cr_expect(isnan(v[2]) && near_relative(bl[2], 1e5 * 0.6 / 20 * 2, 1e-15) && isinf(bu[2]));
    cr_expect(eq(u32, notes[2], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
    for (int i = 3; i < 5; i++) {
        cr_expect(isnan(v[i]) && isnan(bl[i]) && isnan(bu[i]));
        cr_expect(eq(u32, notes[i], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_NO_POPULATION));
    }
    double ratio[ROWS], difference[ROWS];
    const gdcs_estimate_arrays to = {.struct_size = sizeof to, .value = ratio},
                               also = {.struct_size = sizeof also, .value = difference};
    cr_assert(
        eq(i32, gdcs_standard_each_ratio(&in, &in, ROWS, STRATA, NULL, &to, &also, NULL), GDCS_OK));
    cr_expect(ratio[0] == 1 && difference[0] == 0 && isnan(ratio[1]) && difference[1] == 0);
    cr_expect(isnan(ratio[2]) && isnan(difference[4]));
    cr_expect(
        eq(i32, gdcs_standard_each_ratio(&in, &in, ROWS, STRATA, NULL, NULL, NULL, NULL), GDCS_OK));
}

Test(standard, structs_have_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_standard_band), 24));
    cr_expect(eq(sz, sizeof(gdcs_standard_options), 64));
    cr_expect(eq(sz, sizeof(gdcs_standard_strata), 56));
    cr_expect(eq(sz, sizeof(gdcs_standard_result), 120));
    cr_expect(eq(sz, sizeof(gdcs_standard_ratio_result), 192));
    cr_expect(eq(sz, sizeof(gdcs_standard_indirect), 48));
    cr_expect(eq(sz, sizeof(gdcs_standard_indirect_arrays), 48));
    cr_expect(eq(sz, sizeof(gdcs_standard_indirect_result), 152));
}
