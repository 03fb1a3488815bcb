/* Mirrors lib/stats/access.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/access.h>
#include <math.h>
#include <stdlib.h>

TestSuite(access, .timeout = 20);

static gdcs_access_result estimated(gdcs_bounds programme, gdcs_bounds eligible, double n, double m,
                                    double alpha)
{
    const gdcs_access_shares s = {sizeof s, 0, programme, eligible, n, m};
    const gdcs_access_options o = {.struct_size = sizeof o, .alpha = alpha};
    gdcs_access_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_access_estimate(&s, &o, &r, &err), GDCS_OK), "%s", err.message);
    return r;
}

/* The figures of the field: women up to 40 % of the members of organised groups, under 10 % of those
   protected.  Nothing below follows: even equal access is possible, and more. */
Test(access, of_up_to_40_and_under_10_per_cent_only_that_is_known)
{
    const gdcs_access_result r = estimated((gdcs_bounds){0, 0.1}, (gdcs_bounds){0, 0.4}, 0, 0, 0);
    cr_expect(r.bounds.lower == 0.0 && isinf(r.bounds.upper) && isnan(r.ratio.value));
    cr_expect(eq(u32, r.notes,
                 GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UPPER_INFINITE));
    /* With 40 % reached, at most one woman for six men at equal numbers. */
    const gdcs_access_result at =
        estimated((gdcs_bounds){0, 0.1}, (gdcs_bounds){0.4, 0.4}, 0, 0, 0);
    cr_expect(near_relative(at.bounds.upper, 1.0 / 6.0, 1e-14) && at.ratio.lower == 0.0);
    cr_expect(near_relative(at.ratio.upper, 1.0 / 6.0, 1e-14));
}

/* Written by access.py: 60 digits. */
Test(access, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("access.csv");
    char text[5][40];
    double p[7];
    int rows = 0;
    while (fscanf(csv, "%lf,%lf,%lf,%lf,%lf,%lf,%lf,%39[^,],%39[^,],%39[^,],%39[^,],%39[^\n]\n",
                  &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], text[0], text[1], text[2],
                  text[3], text[4]) == 12) {
        const gdcs_access_result r =
            estimated((gdcs_bounds){p[0], p[1]}, (gdcs_bounds){p[2], p[3]}, p[4], p[5], p[6]);
        const double got[] = {r.bounds.lower, r.bounds.upper, r.ratio.lower, r.ratio.upper,
                              r.critical};
        for (int i = 0; i < 5; i++)
            cr_expect(near_relative(got[i], strtod(text[i], NULL), 1e-8),
                      "row %d, %d: %.17g, not %s", rows, i, got[i], text[i]);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 22));
}

/* No share inside the intervals leaves the bounds, and the corners meet them. */
Test(access, bounds_are_the_range_over_all_shares)
{
    const gdcs_bounds p = {0.03, 0.1}, q = {0.2, 0.45};
    gdcs_bounds seen = {INFINITY, -INFINITY};
    for (int i = 0; i <= 20; i++)
        for (int j = 0; j <= 20; j++) {
            const double x = p.lower + (p.upper - p.lower) * i / 20;
            const double y = q.lower + (q.upper - q.lower) * j / 20;
            const double ratio = x / y / ((1 - x) / (1 - y));
            seen.lower = fmin(seen.lower, ratio);
            seen.upper = fmax(seen.upper, ratio);
        }
    const gdcs_access_result r = estimated(p, q, 0, 0, 0);
    cr_expect(near_relative(r.bounds.lower, seen.lower, 1e-12));
    cr_expect(near_relative(r.bounds.upper, seen.upper, 1e-12));
}

Test(access, wider_shares_and_smaller_samples_never_narrow_the_limits)
{
    gdcs_access_result last =
        estimated((gdcs_bounds){0.2, 0.2}, (gdcs_bounds){0.4, 0.4}, 500, 500, 0);
    cr_expect(near_relative(last.ratio.value, 0.375, 1e-14) && last.ratio.std_error > 0.0);
    for (int i = 1; i < 9; i++) {
        const double e = 0.02 * i;
        const gdcs_access_result r = estimated(
            (gdcs_bounds){0.2 - e, 0.2 + e}, (gdcs_bounds){0.4 - e, 0.4 + e}, 500 - 50 * i, 500, 0);
        cr_expect(r.ratio.lower < last.ratio.lower && r.ratio.upper > last.ratio.upper, "%d", i);
        cr_expect(r.critical <= last.critical + 1e-12, "%d", i);
        last = r;
    }
}

Test(access, each_is_the_scalar_form)
{
    const double a[] = {0.05, NAN, 0.3}, b[] = {0.1, 0.2, 0.3}, c[] = {0.3, 0.1, 0.5},
                 d[] = {0.4, 0.2, 0.5};
    const double n[] = {200, 100, 7};
    const gdcs_access_arrays in = {sizeof in, 0, a, b, c, d, n, NULL};
    double lower[3], value[3];
    uint32_t notes[3];
    const gdcs_estimate_arrays to = {
        .struct_size = sizeof to, .value = value, .lower = lower, .notes = notes};
    cr_assert(eq(i32, gdcs_access_each(&in, 3, NULL, &to, NULL), GDCS_OK));
    const gdcs_access_result r =
        estimated((gdcs_bounds){0.05, 0.1}, (gdcs_bounds){0.3, 0.4}, 200, 0, 0);
    cr_expect(eq(dbl, lower[0], r.ratio.lower));
    cr_expect(eq(u32, notes[1], GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(near_relative(value[2], 3.0 / 7.0, 1e-14));
    cr_expect(eq(u32, notes[2], GDCS_NOTE_SMALL_BASE | GDCS_NOTE_SPARSE));
}

Test(access, counts_give_the_odds_ratio_and_bounds_over_every_allotment)
{
    const gdcs_sex_counts p = {4, 50, 0, 3, 0}, q = {40, 90, 0, 6, 0};
    gdcs_access_result r = {.struct_size = sizeof r};
    gdcs_bounds seen = {INFINITY, -INFINITY};
    cr_assert(eq(i32, gdcs_access_estimate_counts(&p, &q, NULL, &r, NULL), GDCS_OK));
    for (int i = 0; i <= 3; i++)
        for (int j = 0; i + j <= 3; j++)
            for (int k = 0; k <= 6; k++)
                for (int l = 0; k + l <= 6; l++) {
                    const double ratio = (4.0 + i) / (50 + j) / ((40.0 + k) / (90 + l));
                    seen.lower = fmin(seen.lower, ratio);
                    seen.upper = fmax(seen.upper, ratio);
                }
    cr_expect(near_relative(r.ratio.value, 4.0 * 90 / 50 / 40, 1e-14));
    cr_expect(near_relative(r.bounds.lower, seen.lower, 1e-14));
    cr_expect(near_relative(r.bounds.upper, seen.upper, 1e-14));
    cr_expect(r.ratio.lower < r.ratio.value && r.ratio.value < r.ratio.upper && r.ratio.upper < 1);
}

static gdcs_table *roles(int step)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "role sex");
    if (step == 0)
        add(t, "protected F", 4);
    if (step == 1 || step == 2)
        set_range(t, "protected F", 4 - step, 4 + 3 * step, 'Q');
    if (step == 3)
        set_missing(t, "protected F", 'M');
    add(t, "protected M", 50);
    add(t, "protected _U", 3);
    add(t, "member F", 40);
    add(t, "member M", 90);
    add(t, "member _U", 6);
    return t;
}

static const gdcs_gap_pair pair = {
    .struct_size = sizeof pair, .axis = "role", .a = "protected", .b = "member"};

static double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

Test(access, the_table_is_the_scalar_form_and_widens_with_its_cells)
{
    gdcs_bounds before = {INFINITY, -INFINITY};
    for (int step = 0; step < 4; step++) {
        gdcs_table *t = roles(step);
        gdcs_frame *f = NULL;
        cr_assert(eq(i32, gdcs_access_table(t, &pair, NULL, 0, NULL, &f, NULL), GDCS_OK));
        const gdcs_bounds now = {number(f, "bound_lower", 0), number(f, "bound_upper", 0)};
        cr_expect(now.lower <= before.lower && now.upper >= before.upper, "%d", step);
        before = now;
        if (step == 0) {
            const gdcs_sex_counts p = {4, 50, 0, 3, 0}, q = {40, 90, 0, 6, 0};
            gdcs_access_result r = {.struct_size = sizeof r};
            cr_assert(eq(i32, gdcs_access_estimate_counts(&p, &q, NULL, &r, NULL), GDCS_OK));
            cr_expect(number(f, "lower", 0) == r.ratio.lower && now.upper == r.bounds.upper);
            cr_expect(number(f, "n_eligible", 0) == 130.0);
        } else {
            cr_expect(isnan(number(f, "value", 0)));
        }
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(access, refuses_what_is_documented)
{
    const gdcs_access_shares good = {sizeof good, 0, {0.1, 0.1}, {0.4, 0.4}, 0, 0};
    gdcs_access_shares wrong[] = {good, good, good};
    wrong[0].programme.upper = 1.1;
    wrong[1].eligible.lower = 0.5;
    wrong[2].n_programme = -1;
    const gdcs_access_options level = {.struct_size = sizeof level, .level = 1.5};
    gdcs_access_result r = {.struct_size = sizeof r}, unset = {.struct_size = 0};
    for (int i = 0; i < 3; i++)
        cr_expect(eq(i32, gdcs_access_estimate(&wrong[i], NULL, &r, NULL), GDCS_E_VALUE), "%d", i);
    cr_expect(eq(i32, gdcs_access_estimate(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_access_estimate(&good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_access_estimate(&good, &level, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_access_estimate(&good, NULL, &unset, NULL), GDCS_E_STRUCT));
    const gdcs_sex_counts some = {.women = 1}, none = {.unknown = 1}, below = {.men = -1};
    cr_expect(eq(i32, gdcs_access_estimate_counts(&some, &none, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_access_estimate_counts(&below, &some, NULL, &r, NULL), GDCS_E_VALUE));
    static const char *const sex[] = {"sex"}, *const role[] = {"role"};
    const gdcs_gap_pair nobody = {
        .struct_size = sizeof nobody, .axis = "role", .a = "x", .b = "member"};
    const gdcs_gap_pair same = {
        .struct_size = sizeof same, .axis = "role", .a = "member", .b = "member"};
    gdcs_table *t = roles(0);
    gdcs_frame *f = NULL;
    cr_expect(eq(i32, gdcs_access_table(t, &nobody, NULL, 0, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_access_table(t, &same, NULL, 0, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_access_table(t, &pair, role, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_access_table(t, &pair, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    gdcs_table_free(t);
    cr_expect(eq(sz, sizeof(gdcs_access_result), 72));
    cr_expect(eq(sz, sizeof(gdcs_access_shares), 56));
    cr_expect(eq(sz, sizeof(gdcs_access_arrays), 56));
}

static gdcs_status attempt(void *context)
{
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_access_table(context, &pair, NULL, 0, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(access, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = roles(0);
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
