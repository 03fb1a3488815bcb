/* Mirrors lib/stats/hierarchy/each.c: many hierarchies of unlike numbers of levels, and the frame of
   fitted models. */
#include "data/make.h"
#include "fail_alloc.h"
#include "hierarchy.h"
#include "stats/make.h"

TestSuite(hierarchy_each, .timeout = 120);

/* Of four, two, no and three levels; women alone; a missing count; all at one level. */
static const int64_t offsets[] = {0, 4, 6, 6, 9, 11, 14, 16};
static const double women[] = {10, 14, 6, 2, 3, 4, 0, 0, 4, 5, 5, 3, NAN, 2, 0, 7};
static const double men[] = {20, 40, 31, 18, 9, 2, 5, 3, 0, 0, 0, 9, 4, 4, 0, 8};
enum { COUNT = sizeof offsets / sizeof *offsets - 1 };
static const gdcs_sex_arrays many = {.struct_size = sizeof many, .women = women, .men = men};

static gdcs_sex_arrays part(int i)
{
    const gdcs_sex_arrays a = {
        .struct_size = sizeof a, .women = women + offsets[i], .men = men + offsets[i]};
    return a;
}

Test(hierarchy_each, fits_are_as_one_by_one)
{
    double value[COUNT], lower[COUNT], upper[COUNT], low[COUNT], p[COUNT], brant[COUNT];
    uint32_t bits[COUNT];
    const gdcs_estimate_arrays to = {.struct_size = sizeof to,
                                     .value = value,
                                     .lower = lower,
                                     .upper = upper,
                                     .bound_lower = low,
                                     .notes = bits};
    const gdcs_test_arrays ratio = {.struct_size = sizeof ratio, .log10_p = p};
    const gdcs_test_arrays cuts = {.struct_size = sizeof cuts, .statistic = brant};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_hierarchy_fit_each(&many, offsets, COUNT, NULL, &to, &ratio, &cuts, &err), &err,
         "fit_each");
    for (int i = 0; i < COUNT; i++) {
        const gdcs_sex_arrays a = part(i);
        gdcs_hierarchy_fitted f = {.struct_size = sizeof f};
        const gdcs_status status =
            gdcs_hierarchy_fit(&a, offsets[i + 1] - offsets[i], NULL, NULL, &f, NULL, NULL);
        if (status != GDCS_OK) {
            cr_expect(isnan(value[i]) && isnan(p[i]) && isnan(brant[i]) && low[i] == (i == 5), "%d",
                      i);
            cr_expect(0 != (bits[i] & GDCS_NOTE_NOT_ESTIMABLE), "%d", i);
            continue;
        }
        cr_expect(value[i] == f.odds_ratio.value && lower[i] == f.odds_ratio.lower &&
                      upper[i] == f.odds_ratio.upper && low[i] == f.odds_ratio.value,
                  "%d", i);
        cr_expect(p[i] == f.likelihood_ratio.log10_p && bits[i] == f.notes, "%d", i);
        cr_expect(near_relative(brant[i], f.proportional.statistic, 0), "%d", i);
    }
    cr_expect(isfinite(value[0]) && isinf(value[3]) && isnan(value[2]) && isnan(value[4]) &&
              isnan(value[6]));
    cr_expect(0 != (bits[5] & GDCS_NOTE_MISSING_CELL) && 0 == (bits[4] & GDCS_NOTE_MISSING_CELL));
}

Test(hierarchy_each, tests_are_as_one_by_one)
{
    double p[COUNT], z[COUNT];
    uint32_t bits[COUNT];
    const gdcs_test_arrays to = {.struct_size = sizeof to, .statistic = z, .p_value = p};
    const double score[] = {1, 2, 4, 9, 0, 1, 1, 2, 3, 5, 6, 1, 1, 2, 3, 4};
    gdcs_error err = {.struct_size = sizeof err};
    for (int32_t scores = 1; scores <= GDCS_HIERARCHY_SCORES_GIVEN; scores++) {
        gdcs_hierarchy_options o = {.struct_size = sizeof o, .scores = scores};
        if (scores == GDCS_HIERARCHY_SCORES_GIVEN) {
            o.score = score;
            o.score_count = offsets[COUNT];
        }
        good(gdcs_hierarchy_test_each(&many, offsets, COUNT, &o, &to, bits, &err), &err, "tests");
        for (int i = 0; i < COUNT; i++) {
            const gdcs_sex_arrays a = part(i);
            gdcs_hierarchy_tested t = {.struct_size = sizeof t};
            o.score = score + offsets[i];
            o.score_count = offsets[i + 1] - offsets[i];
            const gdcs_status status = gdcs_hierarchy_test(&a, o.score_count, &o, &t, NULL);
            if (status == GDCS_OK)
                cr_expect(p[i] == t.tested.p_value && bits[i] == t.notes &&
                              near_relative(z[i], t.tested.statistic, 0),
                          "scores %d, %d", scores, i);
            else
                cr_expect(isnan(p[i]) && 0 != (bits[i] & GDCS_NOTE_NOT_ESTIMABLE), "%d", i);
        }
    }
    cr_expect(p[4] == 1.0 && isnan(p[2]) && isnan(p[5]));
}

Test(hierarchy_each, an_exact_test_that_cannot_be_had_is_another)
{
    const double w[] = {1.5, 2, 3, 4}, m[] = {3, 4, 5, 6};
    const int64_t places[] = {0, 2, 4};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = w, .men = m};
    const gdcs_hierarchy_options o = {.struct_size = sizeof o, .test = GDCS_HIERARCHY_TEST_EXACT};
    const gdcs_test_arrays none = {.struct_size = sizeof none};
    uint32_t bits[2];
    cr_assert(eq(i32, gdcs_hierarchy_test_each(&a, places, 2, &o, &none, bits, NULL), GDCS_OK));
    cr_expect(0 != (bits[0] & GDCS_NOTE_METHOD_CHANGED) &&
              0 == (bits[1] & GDCS_NOTE_METHOD_CHANGED));
}

static gdcs_bounds bounds_of(const rungs *r, double *value)
{
    const gdcs_sex_arrays a = arrays_of(r);
    const int64_t places[] = {0, r->n};
    gdcs_bounds b;
    const gdcs_estimate_arrays to = {
        .struct_size = sizeof to, .value = value, .bound_lower = &b.lower, .bound_upper = &b.upper};
    cr_assert(
        eq(i32, gdcs_hierarchy_fit_each(&a, places, 1, NULL, &to, NULL, NULL, NULL), GDCS_OK));
    return b;
}

/* The least and largest odds ratio over all allotments to women, men or neither. */
static gdcs_bounds allot(rungs *r, int level)
{
    gdcs_bounds all = {INFINITY, -INFINITY};
    double value;
    if (level == r->n) {
        const gdcs_bounds one = bounds_of(r, &value);
        all.lower = isnan(value) ? INFINITY : one.lower;
        all.upper = isnan(value) ? -INFINITY : one.upper;
        return all;
    }
    const rungs before = *r;
    const int unknown = (int)r->unknown[level];
    for (int w = 0; w <= unknown; w++)
        for (int m = 0; w + m <= unknown; m++) {
            r->unknown[level] = 0;
            r->women[level] = before.women[level] + w;
            r->men[level] = before.men[level] + m;
            const gdcs_bounds more = allot(r, level + 1);
            all.lower = fmin(all.lower, more.lower);
            all.upper = fmax(all.upper, more.upper);
        }
    *r = before;
    return all;
}

Test(hierarchy_each, bounds_hold_over_every_allotment_and_are_attained_at_the_ends)
{
    static const rungs open[] = {
        {.n = 3, .women = {2, 3, 1}, .men = {1, 4, 3}, .unknown = {2, 0, 3}},
        {.n = 4, .women = {0, 3, 1, 0}, .men = {0, 1, 3, 4}, .unknown = {3, 0, 0, 2}},
        {.n = 4, .women = {0, 3, 9, 1}, .men = {0, 5, 4, 1}, .unknown = {0, 2, 0, 4}},
        {.n = 2, .women = {3, 1}, .men = {1, 3}, .unknown = {4, 4}},
        {.n = 3, .women = {9, 3, 1}, .men = {1, 4, 9}, .unknown = {0, 2, 1}},
        {.n = 3, .women = {1, 3, 9}, .men = {9, 4, 1}, .unknown = {0, 3, 0}},
        {.n = 4, .women = {1, 3, 2, 1}, .men = {1, 4, 2, 1}, .unknown = {1, 2, 1, 1}},
        {.n = 3, .women = {0, 0, 3}, .men = {1, 4, 9}, .unknown = {1, 0, 1}}};
    for (size_t i = 0; i < sizeof open / sizeof *open; i++) {
        rungs r = open[i];
        double value;
        const gdcs_bounds b = bounds_of(&r, &value), all = allot(&r, 0);
        const int attained = i < 4 || i == 7;
        cr_expect(at_most(b.lower, all.lower) && at_most(all.upper, b.upper),
                  "%zu: [%g, %g], not [%g, %g]", i, b.lower, b.upper, all.lower, all.upper);
        cr_expect(attained == 0 || (near_relative(b.lower, all.lower, 1e-9) &&
                                    near_relative(b.upper, all.upper, 1e-9)),
                  "%zu: [%g, %g], not [%g, %g]", i, b.lower, b.upper, all.lower, all.upper);
        cr_expect(attained || (b.lower == (i == 5) && (isinf(b.upper) || i == 4)), "%zu", i);
    }
}

/* The sign of the log odds is that of superiority - 1/2, on which bounds rest. */
Test(hierarchy_each, the_odds_ratio_is_above_one_where_superiority_is_above_a_half)
{
    uint32_t state = 8;
    for (int i = 0; i < 300; i++) {
        rungs r = {.n = 2 + i % 5};
        for (int j = 0; j < r.n; j++) {
            state = state * 1664525u + 1013904223u;
            r.women[j] = (double)(state >> 28) + (j == 0);
            r.men[j] = (double)(state >> 24 & 15) + (j == 1);
        }
        double value;
        bounds_of(&r, &value);
        const double lead = measure(&r, GDCS_HIERARCHY_MEASURE_SOMERS_LEVEL).measured.value;
        cr_expect(fabs(lead) < 1e-12 ? fabs(value - 1.0) < 1e-6 : (lead > 0) == (value > 1.0),
                  "%d: %g, %g", i, lead, value);
    }
}

static const char *const ranks[] = {"associate", "member", "organiser", "leader"};
static const gdcs_hierarchy_axis ordered = {
    .struct_size = sizeof ordered, .count = 4, .axis = "level", .order = ranks};

static gdcs_table *make(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year sex level");
    for (int year = 1; year <= 2; year++)
        for (int j = 3; j >= 0; j--) {
            char cell[60];
            snprintf(cell, sizeof cell, "%d F %s", year, ranks[j]);
            add(t, cell, year * typical.women[j]);
            snprintf(cell, sizeof cell, "%d M %s", year, ranks[j]);
            add(t, cell, typical.men[j]);
        }
    return t;
}

static gdcs_frame *frame_of(const gdcs_table *t, const gdcs_hierarchy_fit_options *o)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const char *const keep[] = {"year"};
    good(gdcs_hierarchy_fit_table(t, &ordered, keep, 1, o, &f, &err), &err, "table");
    return f;
}

Test(hierarchy_each, a_frame_has_a_fit_per_combination)
{
    gdcs_table *t = make();
    add(t, "1 _U member", 4);
    for (int32_t limits = 0; limits <= GDCS_HIERARCHY_LIMITS_WALD; limits++) {
        const gdcs_hierarchy_fit_options o = {.struct_size = sizeof o, .limits = limits};
        gdcs_frame *f = frame_of(t, &o);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
        for (int row = 0; row < 2; row++) {
            rungs r = typical;
            for (int j = 0; j < 4; j++)
                r.women[j] *= row + 1;
            const gdcs_sex_arrays a = arrays_of(&r);
            gdcs_hierarchy_fitted one = {.struct_size = sizeof one};
            cr_assert(eq(i32, gdcs_hierarchy_fit(&a, 4, NULL, &o, &one, NULL, NULL), GDCS_OK));
            cr_expect(number(f, "value", row) == one.odds_ratio.value &&
                      number(f, "lower", row) == one.odds_ratio.lower &&
                      number(f, "upper", row) == one.odds_ratio.upper &&
                      number(f, "std_error", row) == one.odds_ratio.std_error);
            cr_expect(number(f, "statistic", row) == one.likelihood_ratio.statistic &&
                      number(f, "log10_p", row) == one.likelihood_ratio.log10_p &&
                      number(f, "p_proportional", row) == one.proportional.p_value);
            cr_expect(number(f, "women", row) == one.women && number(f, "levels", row) == 4);
        }
        cr_expect(number(f, "unknown", 0) == 4 && noted(f, 0, GDCS_NOTE_UNKNOWN_PRESENT));
        cr_expect(number(f, "bound_lower", 0) == 0.0 && number(f, "bound_upper", 0) == 1.0);
        cr_expect(number(f, "bound_lower", 1) == number(f, "value", 1));
        cr_expect_str_eq(word(f, "method", 0), limits == 2 ? "Wald" : "profile likelihood");
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

Test(hierarchy_each, widening_an_input_never_narrows_the_bounds)
{
    static const char *const cells[] = {"1 F associate", "1 M associate", "1 F organiser",
                                        "1 M leader"};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
        gdcs_table *t = make();
        gdcs_frame *before = frame_of(t, NULL);
        const double count = cell(t, cells[k]).value;
        for (int step = 0; step < 6; step++) {
            if (step == 1 || step == 3)
                add(t, step == 1 ? "1 _U leader" : "1 _U member", 3);
            else if (step < 4)
                set_range(t, cells[k], fmax(count - 1 - step, 0), count + 1 + 5 * step, 'E');
            else
                set_missing(t, step == 4 ? cells[k] : "1 _U leader", 'M');
            gdcs_frame *after = frame_of(t, NULL);
            expect_no_narrower(before, after, cells[k]);
            cr_expect(isnan(number(after, "value", 0)) && isfinite(number(after, "value", 1)));
            gdcs_frame_free(before);
            before = after;
        }
        gdcs_frame_free(before);
        gdcs_table_free(t);
    }
}

Test(hierarchy_each, refuses_what_is_wrong_and_out_keeps_its_value)
{
    double value[COUNT] = {4711}, p[COUNT] = {4711};
    const double bad[] = {1, -1, 3, 4};
    const int64_t late[] = {1, 2}, falling[] = {0, 3, 2}, wide[] = {0, 101}, two[] = {0, 2, 4};
    const double wrong[] = {2, 1, 2, 1};
    const gdcs_sex_arrays negative = {.struct_size = sizeof many, .women = bad, .men = men};
    const gdcs_sex_arrays no_size = {.women = women};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to, .value = value}, no_to = {0};
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p}, no_tests = {0};
    const gdcs_hierarchy_fit_options limits = {.struct_size = sizeof limits, .limits = 3};
    const gdcs_hierarchy_options test = {.struct_size = sizeof test, .test = 5},
                                 none = {.struct_size = sizeof none, .scores = 4},
                                 scores = {.struct_size = sizeof scores,
                                           .scores = 4,
                                           .score = wrong,
                                           .score_count = 4};
    const struct {
        gdcs_status got, wanted;
    } row[] = {
        {gdcs_hierarchy_fit_each(NULL, offsets, 1, NULL, &to, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_each(&many, NULL, 1, NULL, &to, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_each(&many, offsets, 1, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_each(&many, offsets, -1, NULL, &to, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_each(&many, late, 1, NULL, &to, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_each(&many, falling, 2, NULL, &to, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_each(&many, wide, 1, NULL, &to, NULL, NULL, NULL), GDCS_E_LIMIT},
        {gdcs_hierarchy_fit_each(&many, offsets, 1, &limits, &to, NULL, NULL, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_fit_each(&negative, two, 2, NULL, &to, NULL, NULL, NULL), GDCS_E_VALUE},
        {gdcs_hierarchy_fit_each(&no_size, two, 2, NULL, &to, NULL, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit_each(&many, two, 2, NULL, &no_to, NULL, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit_each(&many, two, 2, NULL, &to, &no_tests, NULL, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_fit_each(&many, two, 2, NULL, &to, NULL, &no_tests, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_test_each(NULL, offsets, 1, NULL, &tests, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_test_each(&many, NULL, 1, NULL, &tests, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_test_each(&many, offsets, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_test_each(&many, falling, 2, NULL, &tests, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_test_each(&many, wide, 1, NULL, &tests, NULL, NULL), GDCS_E_LIMIT},
        {gdcs_hierarchy_test_each(&many, two, 2, &test, &tests, NULL, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_test_each(&many, two, 2, &none, &tests, NULL, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_test_each(&many, two, 2, &scores, &tests, NULL, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_test_each(&negative, two, 2, NULL, &tests, NULL, NULL), GDCS_E_VALUE},
        {gdcs_hierarchy_test_each(&many, two, 2, NULL, &no_tests, NULL, NULL), GDCS_E_STRUCT},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32, row[i].got, row[i].wanted), "row %zu", i);
    cr_expect(value[0] == 4711 && p[0] == 4711);
    cr_expect(
        eq(i32, gdcs_hierarchy_fit_each(&many, offsets, 0, NULL, &to, NULL, NULL, NULL), GDCS_OK));
}

Test(hierarchy_each, a_frame_refuses_what_is_not_there)
{
    const char *const keep[] = {"year"}, *const level[] = {"level"}, *const sex[] = {"sex"};
    const gdcs_hierarchy_axis none = {.struct_size = sizeof none, .axis = "rank"};
    const gdcs_hierarchy_fit_options limits = {.struct_size = sizeof limits, .limits = 3};
    const gdcs_hierarchy_fit_options both = {
        .struct_size = sizeof both, .level = 0.9, .alpha = 0.1};
    const gdcs_hierarchy_fit_options no_size = {.limits = 1};
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    const struct {
        gdcs_status got, wanted;
    } row[] = {
        {gdcs_hierarchy_fit_table(NULL, &ordered, keep, 1, NULL, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_table(t, NULL, keep, 1, NULL, &f, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_table(t, &ordered, keep, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_fit_table(t, &none, keep, 1, NULL, &f, NULL), GDCS_E_NAME},
        {gdcs_hierarchy_fit_table(t, &ordered, level, 1, NULL, &f, NULL), GDCS_E_DUPLICATE},
        {gdcs_hierarchy_fit_table(t, &ordered, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE},
        {gdcs_hierarchy_fit_table(t, &ordered, keep, 1, &limits, &f, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_fit_table(t, &ordered, keep, 1, &both, &f, NULL), GDCS_E_OPTION},
        {gdcs_hierarchy_fit_table(t, &ordered, keep, 1, &no_size, &f, NULL), GDCS_E_STRUCT},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32, row[i].got, row[i].wanted), "row %zu", i);
    cr_expect(f == NULL);
    gdcs_table_free(t);
}

static gdcs_status every_form(void *data)
{
    double p[COUNT], value[COUNT];
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to, .value = value};
    const char *const keep[] = {"year"};
    gdcs_frame *f = NULL;
    gdcs_status status = gdcs_hierarchy_test_each(&many, offsets, COUNT, NULL, &tests, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_hierarchy_fit_each(&many, offsets, COUNT, NULL, &to, &tests, NULL, NULL);
    if (status == GDCS_OK)
        status = gdcs_hierarchy_fit_table(data, &ordered, keep, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(hierarchy_each, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make();
    const fail_alloc_report r = fail_alloc_each(every_form, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
