/* Mirrors lib/stats/overlap/eligible.c and eligible_table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "make.h"
#include "support.h"

#include <gdcs/overlap.h>
#include <gdcs/share.h>

TestSuite(overlap_eligible, .timeout = 30);

static gdcs_overlap_eligible_result estimated(gdcs_overlap_compelled w, gdcs_overlap_compelled m)
{
    gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_overlap_estimate_eligible(&w, &m, NULL, &r, NULL), GDCS_OK));
    return r;
}

static const gdcs_overlap_compelled men = {{6, 6}, {10, 10}, 0};

Test(overlap_eligible, is_a_share_with_bounds_for_the_undetermined)
{
    const gdcs_overlap_eligible_result r =
        estimated((gdcs_overlap_compelled){{8, 8}, {2, 2}, 5}, men);
    const gdcs_sex_counts same = {8, 2, 0, 0, 0};
    gdcs_share_result s = {.struct_size = sizeof s};
    cr_assert(eq(i32, gdcs_share_estimate(&same, NULL, &s, NULL), GDCS_OK));
    cr_expect(near_relative(r.women.estimate.lower, s.share.lower, 1e-14));
    cr_expect(near_relative(r.women.estimate.upper, s.share.upper, 1e-14));
    cr_expect(near_relative(r.women.bounds.lower, 8.0 / 15.0, 1e-14));
    cr_expect(near_relative(r.women.bounds.upper, 13.0 / 15.0, 1e-14));
    cr_expect(near_relative(r.difference.estimate.value, 0.8 - 0.375, 1e-14));
    cr_expect(near_relative(r.difference.bounds.lower, 8.0 / 15.0 - 0.375, 1e-14));
    cr_expect(near_relative(r.ratio.estimate.value, 0.8 / 0.375, 1e-14));
}

Test(overlap_eligible, widening_never_narrows)
{
    double low = 1.0, high = 0.0;
    for (int i = 0; i < 12; i++) {
        const gdcs_overlap_compelled w = {{9 - i % 9 * (i > 0), 9 + i}, {2, 2}, i / 2};
        const gdcs_overlap_compelled wide = {{fmax(9.0 - i, 0), 9 + i}, {2, 2 + i}, i / 2};
        const gdcs_overlap_eligible_result r = estimated(wide, men);
        cr_expect(r.women.bounds.lower <= low && r.women.bounds.upper >= high, "%d", i);
        cr_expect(eq(int, isnan(r.women.estimate.value), i > 0));
        cr_expect(i == 0 || (r.women.notes & GDCS_NOTE_INTERVAL_CELL) != 0);
        cr_expect(at_most(estimated(w, men).women.bounds.lower, 9.0 / 11.0));
        low = r.women.bounds.lower;
        high = r.women.bounds.upper;
    }
}

static gdcs_status refused(gdcs_overlap_compelled w, gdcs_overlap_compelled m)
{
    gdcs_overlap_eligible_result r = {.struct_size = sizeof r};
    return gdcs_overlap_estimate_eligible(&w, &m, NULL, &r, NULL);
}

Test(overlap_eligible, refuses_what_is_no_count)
{
    const gdcs_overlap_compelled nobody = {{0, 0}, {0, 0}, 0};
    gdcs_overlap_eligible_result r = {.struct_size = 8};
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{3, 2}, {0, 0}, 0}, men), GDCS_E_VALUE));
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{-1, 2}, {0, 0}, 0}, men), GDCS_E_VALUE));
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{1, 2}, {0, 0}, NAN}, men), GDCS_E_VALUE));
    cr_expect(eq(i32, refused(nobody, nobody), GDCS_E_EMPTY));
    cr_expect(eq(i32, refused(nobody, men), GDCS_OK));
    cr_expect(eq(i32, refused((gdcs_overlap_compelled){{1, INFINITY}, {0, 0}, 0}, men), GDCS_OK));
    cr_expect(eq(i32, gdcs_overlap_estimate_eligible(NULL, &men, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_overlap_estimate_eligible(&men, &men, NULL, &r, NULL), GDCS_E_STRUCT));
}

enum { ROWS = 6 };
/* Exact; an interval; missing; nobody of a sex; undetermined; undetermined missing. */
static const double low[ROWS] = {8, 6, NAN, 0, 8, 8}, high[ROWS] = {8, 9, 4, 0, 8, 8},
                    not [ROWS] = {2, 2, 2, 0, 2, 2}, open[ROWS] = {0, 0, 0, 0, 5, NAN},
                    six[ROWS] = {6, 6, 6, 6, 6, 6}, ten[ROWS] = {10, 10, 10, 10, 10, 10};
static const gdcs_overlap_compelled_arrays many_women = {.struct_size = sizeof many_women,
                                                         .compelled = low,
                                                         .compelled_upper = high,
                                                         .not_compelled = not,
                                                         .undetermined = open};
static const gdcs_overlap_compelled_arrays many_men = {
    .struct_size = sizeof many_men, .compelled = six, .not_compelled = ten};

Test(overlap_eligible, arrays_are_as_one_by_one)
{
    double value[ROWS], lower[ROWS], from[ROWS], to[ROWS];
    uint32_t bits[ROWS];
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = value,
                                      .lower = lower,
                                      .bound_lower = from,
                                      .bound_upper = to,
                                      .notes = bits};
    for (int32_t measure = 1; measure <= GDCS_OVERLAP_ELIGIBLE_RATIO; measure++) {
        cr_assert(
            eq(i32,
               gdcs_overlap_each_eligible(&many_women, &many_men, ROWS, measure, NULL, &out, NULL),
               GDCS_OK));
        for (int i = 0; i < ROWS - 1; i++) {
            const double end = i == 2 ? INFINITY : high[i];
            const gdcs_overlap_compelled w = {
                {i == 2 ? 0.0 : low[i], end}, {not [i], not [i]}, open[i]};
            const gdcs_overlap_eligible_result r = estimated(w, men);
            const gdcs_overlap_measure *one = &r.women + measure - 1;
            cr_expect(near_relative(value[i], one->estimate.value, 0) &&
                          near_relative(lower[i], one->estimate.lower, 0) &&
                          from[i] == one->bounds.lower && to[i] == one->bounds.upper &&
                          bits[i] == one->notes,
                      "measure %d, %d", measure, i);
        }
    }
    cr_expect(value[5] == value[0] && from[5] == 0.0 && isinf(to[5]) == 0);
    cr_expect(0 != (bits[3] & GDCS_NOTE_NOT_ESTIMABLE));
}

static gdcs_table *make(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex compelled*");
    add(t, "AT F yes", 8);
    add(t, "AT F no", 2);
    add(t, "AT M yes", 6);
    add(t, "AT M no", 10);
    add(t, "BE F yes", 3);
    add(t, "BE M no", 4);
    add(t, "AT F TOTAL", 10);
    return t;
}

/* Words of add() cannot be empty. */
static void add_open(gdcs_table *t, const char *sex, double value)
{
    const char *labels[] = {"AT", sex, ""};
    cr_assert(eq(i32, gdcs_table_add(t, labels, value, NULL), GDCS_OK));
}

static gdcs_frame *frame_of(const gdcs_table *t)
{
    const char *const keep[] = {"area"};
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_overlap_table_eligible(t, NULL, keep, 1, NULL, &f, &err), &err, "eligible");
    return f;
}

Test(overlap_eligible, a_frame_is_as_the_scalar_form)
{
    gdcs_table *t = make();
    add_open(t, "F", 5);
    gdcs_frame *f = frame_of(t);
    const gdcs_overlap_eligible_result r =
        estimated((gdcs_overlap_compelled){{8, 8}, {2, 2}, 5}, men);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 8));
    for (int i = 0; i < 4; i++) {
        const gdcs_overlap_measure *one = &r.women + i;
        cr_expect(number(f, "value", i) == one->estimate.value &&
                      number(f, "upper", i) == one->estimate.upper &&
                      number(f, "bound_lower", i) == one->bounds.lower &&
                      number(f, "bound_upper", i) == one->bounds.upper,
                  "%d", i);
        cr_expect(number(f, "undetermined", i) == (i == 1 ? 0 : 5), "%d", i);
    }
    cr_expect(number(f, "compelled", 0) == 8 && number(f, "determined", 1) == 16);
    cr_expect_str_eq(word(f, "measure", 3), "eligible_ratio");
    cr_expect_str_eq(word(f, "group", 3), "women_to_men");
    cr_expect_str_eq(word(f, "method", 0), "Wilson");
    cr_expect(number(f, "value", 4) == 1.0 && number(f, "value", 5) == 0.0);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Exact, an interval, a wider one, missing, with persons not determined and of unknown sex between. */
Test(overlap_eligible, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"AT F yes", "AT F no", "AT M yes", "BE F yes"};
    for (size_t k = 0; k < sizeof cells / sizeof *cells; k++) {
        gdcs_table *t = make();
        gdcs_frame *before = frame_of(t);
        const double count = cell(t, cells[k]).value;
        for (int step = 0; step < 6; step++) {
            if (step == 1)
                add_open(t, "F", 2);
            else if (step == 3)
                add(t, "AT _U yes", 3);
            else if (step == 4)
                add_open(t, "_U", 1);
            else if (step < 4)
                set_range(t, cells[k], fmax(count - 1 - step, 0), count + 1 + step, 'E');
            else
                set_missing(t, cells[k], 'M');
            gdcs_frame *after = frame_of(t);
            expect_no_narrower(before, after, cells[k]);
            gdcs_frame_free(before);
            before = after;
        }
        gdcs_frame_free(before);
        gdcs_table_free(t);
    }
}

static gdcs_status table_refused(const gdcs_table *t, const char *name, const char *yes,
                                 const char *no, const char *kept)
{
    const gdcs_overlap_eligible_axis axis = {
        .struct_size = sizeof axis, .axis = name, .yes = yes, .no = no};
    const char *const keep[] = {kept};
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_overlap_table_eligible(t, &axis, keep, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(overlap_eligible, arrays_and_frames_refuse_what_is_wrong)
{
    const double bad[ROWS] = {-1, 1, 1, 1, 1, 1}, few[ROWS] = {1, 1, 1, 1, 1, 1};
    double value[ROWS] = {4711};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = value}, no_out = {0};
    gdcs_overlap_compelled_arrays negative = many_women, reversed = many_women, undone = many_women;
    negative.compelled = bad;
    reversed.compelled_upper = few;
    undone.undetermined = bad;
    const gdcs_overlap_compelled_arrays no_size = {.compelled = low};
    const gdcs_overlap_options level = {.struct_size = sizeof level, .level = 2};
    const struct {
        const gdcs_overlap_compelled_arrays *women, *men;
        int64_t n;
        int32_t measure;
        const gdcs_overlap_options *options;
        const gdcs_estimate_arrays *out;
        gdcs_status wanted;
    } row[] = {
        {NULL, &many_men, ROWS, 1, NULL, &out, GDCS_E_ARGUMENT},
        {&many_women, NULL, ROWS, 1, NULL, &out, GDCS_E_ARGUMENT},
        {&many_women, &many_men, ROWS, 1, NULL, NULL, GDCS_E_ARGUMENT},
        {&many_women, &many_men, -1, 1, NULL, &out, GDCS_E_ARGUMENT},
        {&many_women, &many_men, ROWS, 0, NULL, &out, GDCS_E_OPTION},
        {&many_women, &many_men, ROWS, 5, NULL, &out, GDCS_E_OPTION},
        {&many_women, &many_men, ROWS, 1, &level, &out, GDCS_E_OPTION},
        {&no_size, &many_men, ROWS, 1, NULL, &out, GDCS_E_STRUCT},
        {&many_women, &many_men, ROWS, 1, NULL, &no_out, GDCS_E_STRUCT},
        {&negative, &many_men, ROWS, 1, NULL, &out, GDCS_E_VALUE},
        {&reversed, &many_men, ROWS, 1, NULL, &out, GDCS_E_VALUE},
        {&many_men, &undone, ROWS, 1, NULL, &out, GDCS_E_VALUE},
    };
    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        cr_expect(eq(i32,
                     gdcs_overlap_each_eligible(row[i].women, row[i].men, row[i].n, row[i].measure,
                                                row[i].options, row[i].out, NULL),
                     row[i].wanted),
                  "row %zu", i);
    cr_expect(value[0] == 4711);
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    const gdcs_overlap_eligible_axis sizeless = {.yes = "yes"};
    cr_expect(eq(i32, table_refused(t, "forced", NULL, NULL, "area"), GDCS_E_NAME));
    cr_expect(eq(i32, table_refused(t, NULL, "ja", NULL, "area"), GDCS_E_NAME));
    cr_expect(eq(i32, table_refused(t, NULL, "yes", "yes", "area"), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, table_refused(t, NULL, NULL, NULL, "compelled"), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, table_refused(t, NULL, NULL, NULL, "sex"), GDCS_E_SHAPE));
    cr_expect(eq(i32, table_refused(NULL, NULL, NULL, NULL, "area"), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, table_refused(t, NULL, "yes", "no", "area"), GDCS_OK));
    cr_expect(
        eq(i32, gdcs_overlap_table_eligible(t, NULL, NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_overlap_table_eligible(t, &sizeless, NULL, 0, NULL, &f, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_overlap_table_eligible(t, NULL, NULL, 0, &level, &f, NULL), GDCS_E_OPTION));
    gdcs_table_free(t);
}

static gdcs_status form_table(void *data)
{
    const char *const keep[] = {"area"};
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_overlap_table_eligible(data, NULL, keep, 1, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(overlap_eligible, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make();
    const fail_alloc_report r = fail_alloc_each(form_table, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
