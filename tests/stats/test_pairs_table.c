/* Mirrors lib/stats/pairs/table.c, and the bounds of measure.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "stats/pairs/measure.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/meta.h>
#include <gdcs/pairs.h>
#include <math.h>

TestSuite(pairs_table, .timeout = 60);

static const char *const by_area[] = {"area"};
static const gdcs_pairs_axes work = {sizeof work, 0, "before", "in", "out", "after", "in", "out"};

/* In work before and after, by sex; a label that is neither; a declared total. */
static gdcs_table *workers(void)
{
    static const char *const cell[] = {"in in", "in out", "out in", "out out"};
    static const double women[] = {21, 9, 2, 12}, men[] = {30, 5, 6, 11};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area before* after* sex");
    char labels[64];
    for (int i = 0; i < 4; i++) {
        snprintf(labels, sizeof labels, "AT %s F", cell[i]);
        add(t, labels, women[i]);
        snprintf(labels, sizeof labels, "AT %s M", cell[i]);
        add(t, labels, men[i]);
        snprintf(labels, sizeof labels, "BE %s F", cell[i]);
        add(t, labels, i == 1 ? 0 : women[i]);
    }
    add(t, "AT in school F", 50);
    add(t, "AT in TOTAL F", 80);
    return t;
}

static gdcs_frame *table(const gdcs_table *t, const gdcs_pairs_axes *axes,
                         const gdcs_pairs_options *o)
{
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_pairs_table(t, axes, by_area, 1, o, &f, &err), &err, "table");
    return f;
}

static void expect_rows(const gdcs_frame *f, int64_t row, const gdcs_pairs_counts *c,
                        const gdcs_pairs_options *o, const char *group)
{
    static const char *const measure[] = {"difference", "ratio", "odds"};
    gdcs_pairs_result r = {.struct_size = sizeof r};
    gdcs_test p;
    cr_assert(eq(i32, gdcs_pairs_estimate(c, o, &r, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_pairs_test(c, o, &p, NULL), GDCS_OK));
    const gdcs_estimate e[] = {r.difference, r.ratio, r.odds};
    for (int i = 0; i < 3; i++) {
        const char *const name[] = {"share_first", "share_second", "n",     "p_value",
                                    "value",       "lower",        "upper", "std_error",
                                    "bound_lower", "bound_upper"};
        const double want[] = {r.share_first, r.share_second, r.n,        p.p_value,
                               e[i].value,    e[i].lower,     e[i].upper, e[i].std_error,
                               e[i].value,    e[i].value};
        cr_expect(eq(str, (char *)word(f, "measure", row + i), (char *)measure[i]));
        cr_expect(eq(str, (char *)word(f, "group", row + i), (char *)group));
        for (int j = 0; j < 10; j++)
            cr_expect(near_relative(number(f, name[j], row + i), want[j], 0.0), "%s %s %s: %g, %g",
                      group, measure[i], name[j], number(f, name[j], row + i), want[j]);
        cr_expect(eq(u32, notes(f, row + i) & ~r.notes, 0));
    }
}

Test(pairs_table, rows_are_the_scalar_form_of_women_and_of_men)
{
    const gdcs_pairs_counts women = {21, 9, 2, 12}, men = {30, 5, 6, 11}, belgian = {21, 0, 2, 12};
    gdcs_table *t = workers();
    for (int32_t way = 1; way <= 3; way++) {
        const gdcs_pairs_options o = {
            .struct_size = sizeof o, .method = way, .test = way, .alpha = 0.02};
        gdcs_frame *f = table(t, &work, &o);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 12));
        expect_rows(f, 0, &women, &o, "women");
        expect_rows(f, 3, &men, &o, "men");
        expect_rows(f, 6, &belgian, &o, "women");
        cr_expect(isnan(number(f, "value", 9)) && number(f, "bound_lower", 9) == -1);
        cr_expect(0 != (notes(f, 9) & GDCS_NOTE_NOT_ESTIMABLE));
        gdcs_frame_free(f);
    }
    gdcs_table_free(t);
}

Test(pairs_table, without_a_label_for_no_all_others_are_no)
{
    const gdcs_pairs_axes any = {sizeof any, 0, "before", "in", NULL, "after", "in", NULL};
    const gdcs_pairs_counts women = {21, 59, 2, 12};
    gdcs_table *t = workers();
    gdcs_frame *f = table(t, &any, NULL);
    const gdcs_pairs_options o = {.struct_size = sizeof o};
    expect_rows(f, 0, &women, &o, "women");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* One of unknown sex who was in work before only, an interval, a missing cell. */
Test(pairs_table, bounds_allow_for_what_is_not_known)
{
    gdcs_table *t = workers();
    add(t, "AT in out _U", 3);
    gdcs_frame *f = table(t, &work, NULL);
    cr_expect(near_relative(number(f, "value", 0), 7.0 / 44, 1e-15));
    cr_expect(near_relative(number(f, "bound_lower", 0), 7.0 / 44, 1e-15));
    cr_expect(near_relative(number(f, "bound_upper", 0), 10.0 / 47, 1e-15));
    cr_expect(near_relative(number(f, "bound_upper", 2), 6.0, 1e-15));
    cr_expect(eq(dbl, number(f, "unknown", 0), 3));
    cr_expect(0 != (notes(f, 0) & GDCS_NOTE_UNKNOWN_PRESENT));
    gdcs_frame_free(f);
    set_range(t, "AT out in M", 1, 9, 'A');
    set(t, "AT out out F", NAN, 0, INFINITY, 'O');
    f = table(t, &work, NULL);
    cr_expect(isnan(number(f, "value", 0)) && isnan(number(f, "p_value", 3)));
    cr_expect(eq(dbl, number(f, "bound_lower", 0), 0), "%g", number(f, "bound_lower", 0));
    cr_expect(near_relative(number(f, "bound_lower", 3), -4.0 / 55, 1e-15));
    cr_expect(0 != (notes(f, 0) & GDCS_NOTE_MISSING_CELL));
    cr_expect(0 != (notes(f, 3) & GDCS_NOTE_INTERVAL_CELL));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Every table of whole numbers in a box, and the ends that they reach. */
static void reach(const gdcs_i_pairs_box *b, gdcs_bounds out[3], int found[3])
{
    for (double x = b->both.lower; x <= b->both.upper; x++)
        for (double f = b->first.lower; f <= b->first.upper; f++)
            for (double s = b->second.lower; s <= b->second.upper; s++)
                for (double n = b->neither.lower; n <= b->neither.upper; n++) {
                    const double value[] = {(f - s) / (x + f + s + n), (x + f) / (x + s), f / s};
                    for (int m = 0; m < 3; m++) {
                        if (isnan(value[m]))
                            continue;
                        out[m].lower = found[m] ? fmin(out[m].lower, value[m]) : value[m];
                        out[m].upper = found[m] ? fmax(out[m].upper, value[m]) : value[m];
                        found[m] = 1;
                    }
                }
}

static gdcs_bounds drawn(uint64_t *state)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    const double lower = (double)(*state >> 33 & 3), more = (double)(*state >> 40 & 3);
    return (gdcs_bounds){lower * (double)(*state >> 50 & 1), lower + more};
}

Test(pairs_table, bounds_are_those_of_every_table_of_a_box)
{
    static const gdcs_bounds range[] = {{-1, 1}, {0, INFINITY}, {0, INFINITY}};
    const gdcs_pairs_counts none = {NAN, NAN, NAN, NAN};
    gdcs_i_pairs_plan plan;
    uint64_t state = 20261122;
    cr_assert(eq(i32, gdcs_i_pairs_plan_new(NULL, &plan, NULL), GDCS_OK));
    for (int i = 0; i < 4000; i++) {
        gdcs_i_pairs_box b = {drawn(&state), drawn(&state), drawn(&state), drawn(&state)};
        if (i % 3 == 0)
            b.both.upper = b.both.lower = 0;
        if (i % 5 == 0)
            b.neither.upper = b.neither.lower = 0;
        gdcs_i_pairs_found got;
        gdcs_bounds want[3];
        int found[3] = {0, 0, 0};
        gdcs_i_pairs_measure(&plan, &none, &b, 0, &got);
        reach(&b, want, found);
        for (int m = 0; m < 3; m++) {
            const gdcs_bounds w = found[m] ? want[m] : range[m];
            cr_expect(near_relative(got.bounds[m].lower, w.lower, 1e-14) &&
                          near_relative(got.bounds[m].upper, w.upper, 1e-14),
                      "box %d, measure %d: %g to %g, not %g to %g", i, m, got.bounds[m].lower,
                      got.bounds[m].upper, w.lower, w.upper);
        }
    }
}

/* The ends for a count that may be anything are the limits of those for ever larger ones. */
Test(pairs_table, bounds_without_end_are_limits)
{
    gdcs_i_pairs_plan plan;
    const gdcs_pairs_counts none = {NAN, NAN, NAN, NAN};
    cr_assert(eq(i32, gdcs_i_pairs_plan_new(NULL, &plan, NULL), GDCS_OK));
    for (int open = 1; open < 16; open++) {
        gdcs_bounds ends[2][3];
        for (int k = 0; k < 2; k++) {
            const double far = k ? INFINITY : 1e14;
            const gdcs_i_pairs_box b = {{2, open & 1 ? far : 3},
                                        {1, open & 2 ? far : 5},
                                        {4, open & 4 ? far : 6},
                                        {0, open & 8 ? far : 7}};
            gdcs_i_pairs_found got;
            gdcs_i_pairs_measure(&plan, &none, &b, 0, &got);
            memcpy(ends[k], got.bounds, sizeof ends[k]);
        }
        for (int m = 0; m < 3; m++) {
            cr_expect(fabs(ends[0][m].lower - ends[1][m].lower) < 1e-12, "%d %d", open, m);
            cr_expect(fabs(ends[0][m].upper - ends[1][m].upper) < 1e-12 ||
                          (ends[0][m].upper > 1e12 && isinf(ends[1][m].upper)),
                      "%d %d: %g, %g", open, m, ends[0][m].upper, ends[1][m].upper);
        }
    }
}

Test(pairs_table, refuses_axes_and_labels_that_are_not_there)
{
    gdcs_table *t = workers();
    gdcs_frame *f = NULL;
    const char *const sex[] = {"sex"}, *const before[] = {"before"};
    const gdcs_pairs_options no = {.struct_size = sizeof no, .test = 7};
    gdcs_pairs_axes a = work;
#define TABLE(t, a, keep, n, o) gdcs_pairs_table(t, a, keep, n, o, &f, NULL)
    cr_expect(eq(i32, TABLE(NULL, &work, by_area, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, NULL, by_area, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, &work, NULL, 1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, &work, by_area, -1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pairs_table(t, &work, by_area, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, TABLE(t, &work, by_area, 1, &no), GDCS_E_OPTION));
    cr_expect(eq(i32, TABLE(t, &work, sex, 1, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, TABLE(t, &work, before, 1, NULL), GDCS_E_DUPLICATE));
    a.first_yes = NULL;
    cr_expect(eq(i32, TABLE(t, &a, by_area, 1, NULL), GDCS_E_ARGUMENT));
    a.first_yes = "gone";
    cr_expect(eq(i32, TABLE(t, &a, by_area, 1, NULL), GDCS_E_NAME));
    a = work;
    a.second_no = "in";
    cr_expect(eq(i32, TABLE(t, &a, by_area, 1, NULL), GDCS_E_DUPLICATE));
    a.second = "later";
    cr_expect(eq(i32, TABLE(t, &a, by_area, 1, NULL), GDCS_E_NAME));
    a.struct_size = 8;
    cr_expect(eq(i32, TABLE(t, &a, by_area, 1, NULL), GDCS_E_STRUCT));
    cr_expect(eq(sz, sizeof(gdcs_pairs_axes), 56));
    gdcs_table_free(t);
}

static gdcs_status make_and_free(void *t)
{
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_pairs_table(t, &work, by_area, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(pairs_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = workers();
    const fail_alloc_report r = fail_alloc_each(make_and_free, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
