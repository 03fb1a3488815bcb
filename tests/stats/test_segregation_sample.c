/* Mirrors lib/stats/segregation: what is drawn anew, corrections, the test. */
#include "segregation.h"

TestSuite(segregation_sample, .timeout = 120);

static void expect_same(gdcs_segregation_result a, gdcs_segregation_result b, const char *what)
{
    cr_expect(memcmp(&a, &b, sizeof a) == 0, "%s: %.17g, %.17g", what, a.segregation.lower,
              b.segregation.lower);
}

Test(segregation_sample, a_seed_fixes_every_number)
{
    for (int method = 1; method <= 4; method++) {
        gdcs_segregation_options o = {.method = method, .replicates = 200, .seed = 5};
        const gdcs_segregation_result a = estimate_with(&typical, o);
        expect_same(a, estimate_with(&typical, o), "again");
        o.seed = -6;
        const gdcs_segregation_result b = estimate_with(&typical, o);
        cr_expect(a.segregation.value == b.segregation.value);
        cr_expect(method == 4 || a.segregation.std_error != b.segregation.std_error);
    }
}

Test(segregation_sample, defaults_are_inversion_and_median_of_dissimilarity)
{
    const gdcs_segregation_result a = estimate_with(&typical, (gdcs_segregation_options){0});
    const gdcs_segregation_options o = {.index = GDCS_SEGREGATION_INDEX_DISSIMILARITY,
                                        .method = GDCS_SEGREGATION_METHOD_INVERSION,
                                        .correction = GDCS_SEGREGATION_CORRECTION_MEDIAN,
                                        .replicates = 1000,
                                        .level = 0.95};
    gdcs_segregation_result b = estimate_with(&typical, o);
    cr_expect(fabs(a.alpha - b.alpha) < 1e-15);
    b.alpha = a.alpha;
    cr_expect(fabs(a.segregation.lower - b.segregation.lower) < 1e-9 && a.corrected == b.corrected);
    const gdcs_segregation_result c =
        estimate_with(&typical, (gdcs_segregation_options){.index = 11, .replicates = 100});
    cr_expect(eq(i32, c.method, GDCS_SEGREGATION_METHOD_BASIC));
    cr_expect(eq(i32, c.correction, GDCS_SEGREGATION_CORRECTION_BOOTSTRAP));
    cr_expect(eq(u32, c.notes & GDCS_NOTE_METHOD_CHANGED, 0));
}

Test(segregation_sample, a_method_that_does_not_apply_is_replaced_and_noted)
{
    static const struct {
        int index, method, correction, used, corrected;
    } row[] = {
        {11, 1, 0, 2, 1}, {14, 1, 3, 2, 1}, {3, 4, 0, 2, 1},
        {4, 4, 2, 2, 1},  {12, 3, 3, 3, 1}, {5, 2, 2, 2, 1},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_segregation_options o = {.index = row[i].index,
                                            .method = row[i].method,
                                            .correction = row[i].correction,
                                            .replicates = 50};
        const gdcs_segregation_result r = estimate_with(&typical, o);
        cr_expect(r.method == row[i].used && r.correction == row[i].corrected, "row %zu", i);
        cr_expect(eq(u32, r.notes & GDCS_NOTE_METHOD_CHANGED, GDCS_NOTE_METHOD_CHANGED));
    }
    for (int index = 1; index <= 7; index += index == 1 ? 1 : 5) {
        const gdcs_segregation_options o = {
            .index = index, .method = 4, .correction = 2, .replicates = 50};
        const gdcs_segregation_result r = estimate_with(&typical, o);
        cr_expect(r.correction == 2 && r.replicates == 0 && r.corrected < r.segregation.value);
    }
}

/* Allen et al. (2015), 2.3: each term by hand. */
Test(segregation_sample, density_correction_is_the_likelihood_s)
{
    const people p = {.women = {30, 20, 50}, .men = {20, 30, 50}, .n = 3};
    const gdcs_segregation_options o = {.method = 4, .correction = 2};
    const gdcs_segregation_result r = estimate_with(&p, o);
    const double error = sqrt(0.3 * 0.7 / 100 + 0.2 * 0.8 / 100), x = 0.1 / error;
    double best = 0, most = 0;
    for (double t = 0; t < 3; t += 1e-5) {
        const double f = exp(-(x - t) * (x - t) / 2) + exp(-(x + t) * (x + t) / 2);
        if (f > most)
            most = f, best = t;
    }
    cr_expect(fabs(r.corrected - error * best) < 1e-5, "%g, not %g", r.corrected, error * best);
}

Test(segregation_sample, corrections_take_away_what_chance_adds)
{
    /* 30 units of 20, the same share of women in all but for the rounding of chance */
    people p = {.n = 30};
    for (int i = 0; i < 30; i++) {
        p.women[i] = 4 + (i * 7) % 5 - 2;
        p.men[i] = 20 - p.women[i];
    }
    for (int correction = 1; correction <= 3; correction++) {
        const gdcs_segregation_options o = {.correction = correction, .replicates = 400};
        const gdcs_segregation_result r = estimate_with(&p, o);
        cr_expect(r.corrected < r.segregation.value, "%d: %g", correction, r.corrected);
        cr_expect(r.segregation.lower == 0 && r.segregation.upper < r.segregation.value);
        cr_expect(fabs(r.expected - r.segregation.value) < 0.06, "%g", r.expected);
    }
}

Test(segregation_sample, intervals_narrow_with_the_level_and_hold_the_corrected_value)
{
    for (int index = 1; index <= 15; index++)
        for (int method = 1; method <= 4; method++) {
            gdcs_segregation_options o = {
                .index = index, .method = method, .replicates = 300, .level = 0.8};
            const gdcs_segregation_result a = estimate_with(&typical, o);
            o.level = 0.99;
            const gdcs_segregation_result b = estimate_with(&typical, o);
            cr_expect(b.segregation.lower <= a.segregation.lower &&
                          a.segregation.upper <= b.segregation.upper &&
                          a.segregation.lower <= a.segregation.upper,
                      "index %d, method %d", index, method);
            cr_expect(a.segregation.std_error > 0);
            if (a.method == GDCS_SEGREGATION_METHOD_INVERSION)
                cr_expect(a.segregation.lower <= a.corrected && a.corrected <= a.segregation.upper);
        }
}

Test(segregation_sample, delta_and_bootstrap_agree_on_large_units)
{
    people p = {.n = 6};
    for (int i = 0; i < 6; i++) {
        p.women[i] = 1000 + 700 * i;
        p.men[i] = 9000 - 400 * i * i;
        p.men[i] = fmax(p.men[i], 600);
    }
    for (int sample = 0; sample < 2; sample++)
        for (int index = 1; index <= 15; index++) {
            if (index == 3 || index == 4)
                continue;
            gdcs_segregation_options o = {
                .index = index, .method = 4, .replicates = 4000, .sample = sample};
            const gdcs_segregation_result a = estimate_with(&p, o);
            for (int method = 1; method <= 3; method++) {
                o.method = method;
                const gdcs_segregation_result b = estimate_with(&p, o);
                const double error = a.segregation.std_error;
                cr_expect(fabs(b.segregation.std_error / error - 1) < 0.06, "index %d: %g, %g",
                          index, error, b.segregation.std_error);
                /* by sex, P is held and leaves isolation little to vary: inversion's table keeps it */
                cr_expect(fabs(a.segregation.lower - b.segregation.lower) < 0.35 * error &&
                              fabs(a.segregation.upper - b.segregation.upper) < 0.35 * error,
                          "index %d, method %d, sample %d: [%g, %g], [%g, %g]", index, method,
                          sample, a.segregation.lower, a.segregation.upper, b.segregation.lower,
                          b.segregation.upper);
            }
        }
}

Test(segregation_sample, women_and_men_changed_over_give_the_same_segregation)
{
    static const int other[16] = {0, 1, 2, 3, 4, 5, 6, 0, 8, 9, 10, 12, 11, 14, 13, 15};
    people swapped = typical;
    memcpy(swapped.women, typical.men, sizeof swapped.women);
    memcpy(swapped.men, typical.women, sizeof swapped.men);
    const gdcs_segregation_measures a = measure_all(&typical), b = measure_all(&swapped);
    for (int index = 1; index <= 15; index++)
        if (other[index] != 0)
            cr_expect(near_relative(index_of(&a, index), index_of(&b, other[index]), 1e-14),
                      "index %d", index);
}

Test(segregation_sample, units_split_in_proportion_or_empty_change_nothing)
{
    people p = typical;
    p.n = 7;
    p.women[0] = p.women[5] = 6;
    p.men[0] = p.men[5] = 15;
    const gdcs_segregation_measures a = measure_all(&typical), b = measure_all(&p);
    for (int index = 1; index <= 15; index++)
        if (index != 3 && index != 4 && index != 10)
            cr_expect(near_relative(index_of(&a, index), index_of(&b, index), 1e-14), "index %d",
                      index);
    cr_expect(b.empty == 1 && b.units == 6);
}

/* Every table with these sizes and women: mean, deviation and tail of an index. */
static void enumerate(const people *p, int index, double value, double sums[4])
{
    const int w = (int)(p->women[0] + p->women[1] + p->women[2]);
    const int t[3] = {(int)(p->women[0] + p->men[0]), (int)(p->women[1] + p->men[1]),
                      (int)(p->women[2] + p->men[2])};
    for (int a = 0; a <= t[0] && a <= w; a++)
        for (int b = 0; b <= t[1] && a + b <= w; b++) {
            const int c = w - a - b;
            if (c > t[2])
                continue;
            const int x[3] = {a, b, c};
            people q = {.n = 3};
            double chance = 0;
            for (int i = 0; i < 3; i++) {
                q.women[i] = x[i];
                q.men[i] = t[i] - x[i];
                chance += lgamma(t[i] + 1) - lgamma(x[i] + 1) - lgamma(t[i] - x[i] + 1);
            }
            chance = exp(chance);
            const gdcs_segregation_measures m = measure_all(&q);
            const double v = index_of(&m, index), sign = index == 13 || index == 14 ? -1 : 1;
            sums[0] += chance;
            sums[1] += chance * v;
            sums[2] += chance * v * v;
            sums[3] += sign * (v - value) >= -1e-9 ? chance : 0;
        }
}

Test(segregation_sample, the_test_is_that_of_all_tables_with_the_same_margins)
{
    const people p = {.women = {1, 5, 4}, .men = {9, 5, 11}, .n = 3};
    const gdcs_sex_arrays a = arrays_of(&p);
    const gdcs_segregation_measures m = measure_all(&p);
    for (int index = 1; index <= 15; index++) {
        const gdcs_segregation_options o = {
            .struct_size = sizeof o, .index = index, .permutations = 20000};
        gdcs_segregation_tested r = {.struct_size = sizeof r};
        double sums[4] = {0};
        cr_assert(eq(i32, gdcs_segregation_test(&a, p.n, &o, &r, NULL), GDCS_OK));
        enumerate(&p, index, index_of(&m, index), sums);
        const double mean = sums[1] / sums[0], p_value = sums[3] / sums[0];
        const double spread = sqrt(sums[2] / sums[0] - mean * mean);
        const int exact = index == 1 || index == 2 || index >= 7;
        cr_expect(r.value == index_of(&m, index) && r.permutations == 20000 && r.index == index);
        cr_expect(fabs(r.expected - mean) < (exact ? 1e-12 : 0.03 * spread),
                  "index %d: %.15g, %.15g", index, r.expected, mean);
        cr_expect(fabs(r.std_dev / spread - 1) < 0.03, "index %d: %g, %g", index, r.std_dev,
                  spread);
        cr_expect(fabs(r.p_value - p_value) < 4 * sqrt(p_value * (1 - p_value) / 20000) + 1e-4,
                  "index %d: p %g, %g", index, r.p_value, p_value);
    }
}

Test(segregation_sample, the_test_has_9999_permutations_if_nothing_else_is_said)
{
    const gdcs_sex_arrays a = arrays_of(&typical);
    gdcs_segregation_tested r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_segregation_test(&a, 5, NULL, &r, NULL), GDCS_OK));
    cr_expect(r.permutations == 9999 && r.index == 1 && r.p_value == 1e-4);
}

Test(segregation_sample, large_counts_are_drawn_like_small_ones)
{
    const people p = {.women = {3e14, 5e14}, .men = {4e14, 1e14}, .n = 2};
    const people small = {.women = {3e6, 5e6}, .men = {4e6, 1e6}, .n = 2};
    const gdcs_segregation_options o = {.method = 2, .replicates = 500};
    const gdcs_segregation_result a = estimate_with(&p, o), b = estimate_with(&small, o);
    cr_expect(fabs(a.segregation.std_error * 1e4 / b.segregation.std_error - 1) < 0.15);
    cr_expect(isnan(a.expected) && !isnan(b.expected));
}

Test(segregation_sample, notes_say_what_is_imperfect)
{
    static const struct {
        people p;
        int index;
        uint32_t notes;
    } row[] = {
        {{.women = {30, 20}, .men = {25, 40}, .n = 2}, 1, 0},
        {{.women = {30, 20, 0}, .men = {25, 40, 0}, .n = 3}, 1, GDCS_NOTE_EMPTY_UNIT},
        {{.women = {30, 0}, .men = {25, 40}, .n = 2}, 1, GDCS_NOTE_ZERO_CELL},
        {{.women = {3, 2}, .men = {25, 40}, .n = 2}, 1, GDCS_NOTE_SMALL_BASE},
        {{.women = {30.5, 20}, .men = {25, 40}, .n = 2}, 1, GDCS_NOTE_NOT_WHOLE},
        {{.women = {30, 0}, .men = {0, 40}, .n = 2},
         1,
         GDCS_NOTE_ZERO_CELL | GDCS_NOTE_AT_BOUNDARY},
        {{.women = {30, 30}, .men = {40, 40}, .n = 2}, 1, GDCS_NOTE_AT_BOUNDARY},
        {{.women = {30}, .men = {40}, .n = 1}, 10, GDCS_NOTE_NOT_ESTIMABLE},
        {{.women = {30, 9}, .men = {40, 50}, .unknown = {0, 2}, .n = 2},
         1,
         GDCS_NOTE_UNKNOWN_PRESENT},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        const gdcs_segregation_options o = {.index = row[i].index, .replicates = 50};
        const gdcs_segregation_result r = estimate_with(&row[i].p, o);
        cr_expect(eq(u32, r.notes, row[i].notes), "row %zu: %x", i, r.notes);
        cr_expect(isnan(r.segregation.value) == ((r.notes & GDCS_NOTE_NOT_ESTIMABLE) != 0));
    }
    const double x[] = {30, 9}, one[] = {1, 0};
    const gdcs_sex_arrays a = {sizeof a, 0, x, x, one, NULL, one};
    gdcs_segregation_measures m = {.struct_size = sizeof m};
    cr_assert(eq(i32, gdcs_segregation_measure(&a, 2, &m, NULL), GDCS_OK));
    cr_expect(eq(u32, m.notes, GDCS_NOTE_OTHER_PRESENT | GDCS_NOTE_NOT_PERSONS));
}

Test(segregation_sample, complete_segregation_has_limits_at_the_end)
{
    const people p = {.women = {30, 0, 8}, .men = {0, 40, 0}, .n = 3};
    for (int method = 1; method <= 4; method++) {
        const gdcs_segregation_result r =
            estimate_with(&p, (gdcs_segregation_options){.method = method, .replicates = 200});
        cr_expect(r.segregation.value == 1 && r.segregation.upper == 1);
        cr_expect(method != 1 || (r.segregation.lower > 0.8 && r.segregation.lower < 1), "%g",
                  r.segregation.lower);
    }
}

Test(segregation_sample, each_is_the_scalar_form_many_times)
{
    enum { PROBLEMS = 3, N = 4 };
    const double women[PROBLEMS * N] = {4, 9, 2, 7, 0, 0, 0, 0, 30, 2, 5, 1};
    const double men[PROBLEMS * N] = {9, 3, 3, 8, 4, 5, 6, 1, 9, 20, 4, 8};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    double v[3], l[3], u[3], s[3], corrected[3];
    uint32_t notes[3];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = v,
                                      .lower = l,
                                      .upper = u,
                                      .std_error = s,
                                      .notes = notes};
    const gdcs_segregation_options o = {.struct_size = sizeof o, .index = 8, .replicates = 100};
    cr_assert(eq(i32, gdcs_segregation_each(&in, N, PROBLEMS, &o, &out, corrected, NULL), GDCS_OK));
    cr_expect(isnan(v[1]) && isnan(corrected[1]) && (notes[1] & GDCS_NOTE_NOT_ESTIMABLE) != 0);
    for (int k = 0; k < 3; k += 2) {
        people p = {.n = N};
        memcpy(p.women, women + N * k, N * sizeof *women);
        memcpy(p.men, men + N * k, N * sizeof *men);
        const gdcs_segregation_result r = estimate_with(&p, o);
        cr_expect(v[k] == r.segregation.value && l[k] == r.segregation.lower &&
                  u[k] == r.segregation.upper && s[k] == r.segregation.std_error);
        cr_expect(corrected[k] == r.corrected && notes[k] == r.notes);
    }
    cr_expect(eq(i32, gdcs_segregation_each(&in, N, 0, &o, &out, NULL, NULL), GDCS_OK));
}
