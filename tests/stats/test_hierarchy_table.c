/* Mirrors lib/stats/hierarchy: the frames, what is refused, struct sizes, memory. */
#include "data/make.h"
#include "fail_alloc.h"
#include "hierarchy.h"
#include "stats/make.h"

#include <gdcs/frame.h>
#include <gdcs/share.h>

TestSuite(hierarchy_table, .timeout = 120);

static const char *const ranks[] = {"associate", "member", "organiser", "leader"};

/* The typical levels, written down from the top, in two years; the second has them twice. */
static gdcs_table *make(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year sex level*");
    for (int year = 1; year <= 2; year++)
        for (int j = 3; j >= 0; j--) {
            char cell[60];
            snprintf(cell, sizeof cell, "%d F %s", year, ranks[j]);
            add(t, cell, year * typical.women[j]);
            snprintf(cell, sizeof cell, "%d M %s", year, ranks[j]);
            add(t, cell, year * typical.men[j]);
        }
    return t;
}

static const gdcs_hierarchy_axis ordered = {
    .struct_size = sizeof ordered, .count = 4, .axis = "level", .order = ranks};

static gdcs_frame *frame_of(const gdcs_table *t, const gdcs_hierarchy_options *o)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const char *const keep[] = {"year"};
    good(gdcs_hierarchy_table(t, &ordered, keep, 1, o, &f, &err), &err, "table");
    return f;
}

Test(hierarchy_table, has_a_row_per_combination_and_measure)
{
    gdcs_table *t = make();
    gdcs_frame *f = frame_of(t, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 18));
    rungs twice = typical;
    for (int j = 0; j < 4; j++)
        twice.women[j] *= 2, twice.men[j] *= 2;
    for (int row = 0; row < 18; row++) {
        const rungs *p = row < 9 ? &typical : &twice;
        const gdcs_hierarchy_result r = measure(p, row % 9 + 1);
        cr_expect(numbers(f, "value")[row] == r.measured.value &&
                  numbers(f, "lower")[row] == r.measured.lower &&
                  numbers(f, "upper")[row] == r.measured.upper &&
                  numbers(f, "std_error")[row] == r.measured.std_error &&
                  numbers(f, "bound_upper")[row] == r.measured.value);
        cr_expect(notes(f, row) == r.notes && numbers(f, "levels")[row] == 4);
        gdcs_hierarchy_options o = {.scores = row % 9 < 5 ? GDCS_HIERARCHY_SCORES_MIDRANK : 0};
        const double p_value = test_with(p, o).tested.p_value;
        cr_expect(row % 9 > 5 ? isnan(numbers(f, "p_value")[row])
                              : numbers(f, "p_value")[row] == p_value);
    }
    cr_expect_str_eq(word(f, "measure", 0), "superiority");
    cr_expect_str_eq(word(f, "measure", 17), "top_odds_ratio");
    cr_expect_str_eq(word(f, "method", 6), "Miettinen-Nurminen");
    cr_expect(strstr(gdcs_frame_get_meta(f, GDCS_META_METHOD), "levels of level; 95 %") != NULL);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(hierarchy_table, takes_the_axis_as_it_is_if_no_order_is_given)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_hierarchy_axis plain = {.struct_size = sizeof plain, .axis = "level"};
    const gdcs_hierarchy_options o = {.struct_size = sizeof o, .measure = 1};
    add(t, "1 F TOTAL", 32);
    good(gdcs_hierarchy_table(t, &plain, NULL, 0, &o, &f, &err), &err, "table");
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 1));
    cr_expect(
        near_relative(numbers(f, "value")[0], 1.0 - measure(&typical, 1).measured.value, 1e-14));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(hierarchy_table, gives_shares_by_level)
{
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const char *const keep[] = {"year"};
    const gdcs_hierarchy_options o = {
        .struct_size = sizeof o, .simultaneous = 1, .smooth = GDCS_HIERARCHY_SMOOTH_FALLING};
    set_range(t, "2 F member", 3, 9, 'Q');
    good(gdcs_hierarchy_table_levels(t, &ordered, keep, 1, &o, &f, &err), &err, "levels");
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 8));
    for (int j = 0; j < 4; j++) {
        const gdcs_sex_counts c = {.women = typical.women[j], .men = typical.men[j]};
        const gdcs_share_options s = {.struct_size = sizeof s, .alpha = 0.0125};
        gdcs_share_result r = {.struct_size = sizeof r};
        good(gdcs_share_estimate(&c, &s, &r, &err), &err, "share");
        cr_expect_str_eq(word(f, "level", j), ranks[j]);
        cr_expect(numbers(f, "value")[j] == r.share.value &&
                  numbers(f, "upper")[j] == r.share.upper);
        cr_expect(numbers(f, "rank")[j] == j + 1 && numbers(f, "smoothed")[j] == r.share.value);
        cr_expect(isnan(numbers(f, "smoothed")[4 + j]));
    }
    cr_expect(isnan(numbers(f, "value")[5]) && numbers(f, "bound_lower")[5] == 3.0 / 83.0);
    cr_expect(0 != (notes(f, 5) & GDCS_NOTE_INTERVAL_CELL));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Exact, an interval, a wider one, missing; then more unknown. */
Test(hierarchy_table, widening_an_input_never_narrows_the_bounds)
{
    static const char *const cells[] = {"1 F associate", "1 M associate", "1 F organiser",
                                        "1 M organiser", "1 F leader",    "1 M leader"};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++)
        for (int unknown = 0; unknown <= 5; unknown += 5) {
            gdcs_bounds before[9];
            for (int step = 0; step < 6; step++) {
                gdcs_table *t = make();
                const double count = cell(t, cells[k]).value;
                if (unknown > 0)
                    add(t, "1 _U organiser", unknown);
                if (step == 1)
                    set_range(t, cells[k], count - 1, count + 1, 'E');
                else if (step == 2)
                    set_range(t, cells[k], fmax(count - 4, 0), count + 30, 'E');
                else if (step >= 3)
                    set_missing(t, cells[k], 'M');
                if (step == 4)
                    add(t, "1 _U leader", 3);
                else if (step == 5)
                    set_missing(t, "1 _U leader", 'M');
                gdcs_frame *f = frame_of(t, NULL);
                for (int m = 0; m < 9; m++) {
                    const gdcs_bounds now = {numbers(f, "bound_lower")[m],
                                             numbers(f, "bound_upper")[m]};
                    const double slack = 1e-12;
                    cr_expect(step == 0 || (now.lower <= before[m].lower + slack &&
                                            now.upper >= before[m].upper - slack),
                              "%s step %d unknown %d measure %d: [%g, %g] after [%g, %g]", cells[k],
                              step, unknown, m + 1, now.lower, now.upper, before[m].lower,
                              before[m].upper);
                    cr_expect(isnan(numbers(f, "value")[m]) == (step > 0));
                    before[m] = now;
                }
                gdcs_frame_free(f);
                gdcs_table_free(t);
            }
        }
}

static gdcs_status with(gdcs_hierarchy_options o)
{
    const gdcs_sex_arrays a = arrays_of(&typical);
    gdcs_hierarchy_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    return gdcs_hierarchy_estimate(&a, 4, &o, &r, NULL);
}

Test(hierarchy_table, refuses_options_it_does_not_know)
{
    static const double rising[] = {1, 2, 3, 4}, falling[] = {1, 3, 2, 4}, same[] = {2, 2, 2, 2},
                        none[] = {1, 2, NAN, 4};
    const gdcs_hierarchy_options bad[] = {
        {.measure = 10},
        {.measure = -1},
        {.method = 4},
        {.scores = 5},
        {.test = 5},
        {.alternative = 3},
        {.smooth = 3},
        {.simultaneous = 2},
        {.top = 4},
        {.top = -1},
        {.level = 95},
        {.level = 0.9, .alpha = 0.1},
        {.scores = 4},
        {.scores = 4, .score = rising, .score_count = 3},
        {.scores = 4, .score = falling, .score_count = 4},
        {.scores = 4, .score = same, .score_count = 4},
        {.scores = 4, .score = none, .score_count = 4},
    };
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(eq(i32, with(bad[i]), GDCS_E_OPTION), "row %zu", i);
    const gdcs_hierarchy_options fine = {.scores = 4, .score = rising, .score_count = 4, .top = 3};
    cr_expect(eq(i32, with(fine), GDCS_OK));
}

Test(hierarchy_table, refuses_counts_that_are_none_and_out_keeps_its_value)
{
    static const double bad[] = {-1, NAN, INFINITY, 2e15};
    const gdcs_hierarchy_options exact = {.struct_size = sizeof exact, .test = 2};
    for (int i = 0; i < 4; i++) {
        rungs p = typical;
        p.men[2] = bad[i];
        const gdcs_sex_arrays a = arrays_of(&p);
        gdcs_hierarchy_result r = {.struct_size = sizeof r, .women = 4711};
        gdcs_hierarchy_tested t = {.struct_size = sizeof t, .sum = 4711};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_hierarchy_estimate(&a, 4, NULL, &r, &err), GDCS_E_VALUE));
        cr_expect(eq(i64, err.row, 3));
        cr_expect(eq(i32, gdcs_hierarchy_test(&a, 4, NULL, &t, NULL), GDCS_E_VALUE));
        cr_expect(r.women == 4711 && t.sum == 4711);
    }
    rungs p = typical;
    p.men[2] = 2.5;
    const gdcs_sex_arrays a = arrays_of(&p);
    gdcs_hierarchy_tested t = {.struct_size = sizeof t};
    cr_expect(eq(i32, gdcs_hierarchy_test(&a, 4, &exact, &t, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_hierarchy_test(&a, 4, NULL, &t, NULL), GDCS_OK));
    cr_expect(t.test == GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE &&
              0 != (t.notes & GDCS_NOTE_METHOD_CHANGED));
}

Test(hierarchy_table, refuses_what_is_too_large_or_empty)
{
    double many[102] = {0};
    const gdcs_sex_arrays wide = {.struct_size = sizeof wide, .women = many, .men = many};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to};
    gdcs_hierarchy_result r = {.struct_size = sizeof r};
    gdcs_hierarchy_tested t = {.struct_size = sizeof t};
    const gdcs_hierarchy_options exact = {.struct_size = sizeof exact, .test = 2};
    cr_expect(eq(i32, gdcs_hierarchy_estimate(&wide, 101, NULL, &r, NULL), GDCS_E_LIMIT));
    cr_expect(
        eq(i32, gdcs_hierarchy_estimate_levels(&wide, 101, NULL, &to, NULL, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_hierarchy_each(&wide, 101, 1, NULL, &to, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_hierarchy_estimate(&wide, 3, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_hierarchy_test(&wide, 3, NULL, &t, NULL), GDCS_E_EMPTY));
    const rungs large = {
        .n = 5, .women = {1e9, 1e9, 1e9, 1e9, 1e9}, .men = {1e9, 2e9, 1e9, 1e9, 1e9}};
    const gdcs_sex_arrays a = arrays_of(&large);
    cr_expect(eq(i32, gdcs_hierarchy_test(&a, 5, &exact, &t, NULL), GDCS_E_LIMIT));
    cr_expect(eq(i32, gdcs_hierarchy_test(&a, 5, NULL, &t, NULL), GDCS_OK));
    cr_expect(t.test == GDCS_HIERARCHY_TEST_COCHRAN_ARMITAGE && isfinite(t.tested.log10_p));
}

Test(hierarchy_table, refuses_missing_pointers_and_structs_without_size)
{
    const gdcs_sex_arrays a = arrays_of(&typical), no_a = {0};
    const gdcs_hierarchy_options no_o = {.measure = 1};
    gdcs_hierarchy_result r = {.struct_size = sizeof r}, no_r = {0};
    gdcs_hierarchy_tested t = {.struct_size = sizeof t}, no_t = {0};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to}, no_to = {0};
    const struct {
        gdcs_status got, wanted;
    } row[] = {
        {gdcs_hierarchy_estimate(NULL, 4, NULL, &r, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_estimate(&a, 4, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_estimate(&a, 0, NULL, &r, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_estimate(&no_a, 4, NULL, &r, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_estimate(&a, 4, &no_o, &r, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_estimate(&a, 4, NULL, &no_r, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_test(NULL, 4, NULL, &t, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_test(&a, 4, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_test(&a, 4, NULL, &no_t, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_each(NULL, 4, 1, NULL, &to, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_each(&a, 4, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_each(&a, 4, -1, NULL, &to, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_each(&a, 4, 1, NULL, &no_to, NULL), GDCS_E_STRUCT},
        {gdcs_hierarchy_estimate_levels(NULL, 4, NULL, &to, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_estimate_levels(&a, 4, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT},
        {gdcs_hierarchy_estimate_levels(&a, 4, NULL, &no_to, NULL, NULL), GDCS_E_STRUCT},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32, row[i].got, row[i].wanted), "row %zu", i);
}

typedef gdcs_status form(const gdcs_table *, const gdcs_hierarchy_axis *, const char *const *,
                         int32_t, const gdcs_hierarchy_options *, gdcs_frame **, gdcs_error *);

Test(hierarchy_table, frames_refuse_axes_and_labels_that_are_not_there)
{
    static form *const forms[] = {gdcs_hierarchy_table, gdcs_hierarchy_table_levels};
    static const char *const twice[] = {"leader", "leader"}, *const unknown[] = {"queen"};
    const char *const keep[] = {"year"}, *const level[] = {"level"}, *const sex[] = {"sex"};
    const gdcs_hierarchy_axis none = {.struct_size = sizeof none}, no_size = {.axis = "level"};
    gdcs_hierarchy_axis bad = {.struct_size = sizeof bad, .axis = "rank"};
    gdcs_hierarchy_axis labels = {.struct_size = sizeof bad, .axis = "level", .count = 1};
    gdcs_table *t = make(), *blank = make_table(GDCS_ABSENT_ZERO, "sex level");
    gdcs_table *no_sex = make_table(GDCS_ABSENT_ZERO, "year level");
    gdcs_frame *f = NULL;
    for (int i = 0; i < 2; i++) {
        form *const g = forms[i];
        cr_expect(eq(i32, g(NULL, &ordered, keep, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, g(t, NULL, keep, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, g(t, &none, keep, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, g(t, &no_size, keep, 1, NULL, &f, NULL), GDCS_E_STRUCT));
        cr_expect(eq(i32, g(t, &ordered, keep, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, g(t, &ordered, keep, -1, NULL, &f, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, g(t, &bad, keep, 1, NULL, &f, NULL), GDCS_E_NAME));
        labels.order = NULL;
        cr_expect(eq(i32, g(t, &labels, keep, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
        labels.order = unknown;
        cr_expect(eq(i32, g(t, &labels, keep, 1, NULL, &f, NULL), GDCS_E_NAME));
        labels.order = twice;
        labels.count = 2;
        cr_expect(eq(i32, g(t, &labels, keep, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
        labels.count = -1;
        cr_expect(eq(i32, g(t, &labels, keep, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
        labels.count = 1;
        cr_expect(eq(i32, g(t, &ordered, level, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
        cr_expect(eq(i32, g(t, &ordered, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
        labels.count = 0;
        cr_expect(eq(i32, g(no_sex, &labels, NULL, 0, NULL, &f, NULL), GDCS_E_SHAPE));
        cr_expect(eq(i32, g(blank, &labels, NULL, 0, NULL, &f, NULL), GDCS_E_EMPTY));
        labels.count = 1;
        cr_expect(f == NULL);
    }
    gdcs_table_free(t);
    gdcs_table_free(blank);
    gdcs_table_free(no_sex);
}

static gdcs_status every_form(void *data)
{
    const gdcs_sex_arrays a = arrays_of(&typical);
    const char *const keep[] = {"year"};
    gdcs_hierarchy_tested tested = {.struct_size = sizeof tested};
    gdcs_frame *f = NULL;
    gdcs_status status = gdcs_hierarchy_test(&a, 4, NULL, &tested, NULL);
    if (status == GDCS_OK)
        status = gdcs_hierarchy_table(data, &ordered, keep, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    f = NULL;
    if (status == GDCS_OK)
        status = gdcs_hierarchy_table_levels(data, &ordered, keep, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(hierarchy_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make();
    const fail_alloc_report r = fail_alloc_each(every_form, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
