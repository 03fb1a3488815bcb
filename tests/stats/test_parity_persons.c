/* Mirrors lib/stats/parity/persons.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/parity.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(parity_persons, .timeout = 20);

static gdcs_parity_persons persons(gdcs_sex_counts c, double lower, double upper)
{
    const gdcs_parity_target t = {.struct_size = sizeof t, .lower = lower, .upper = upper};
    gdcs_parity_persons p;
    cr_assert(eq(i32, gdcs_parity_measure_persons(&c, &t, &p, NULL), GDCS_OK));
    return p;
}

/* Written by parity.py: exact fractions. */
Test(parity_persons, agrees_with_exact_fractions)
{
    FILE *csv = reference_open("parity.csv");
    char what[16];
    double p[4], add_, exchange;
    int rows = 0;
    while (fscanf(csv, "%15[^,],%lf,%lf,%lf,%lf,%lf,%lf,%*[^\n]\n", what, &p[0], &p[1], &p[2],
                  &p[3], &add_, &exchange) == 7) {
        if (strcmp(what, "persons") != 0)
            continue;
        const gdcs_parity_persons r =
            persons((gdcs_sex_counts){.women = p[0], .men = p[1]}, p[2], p[3]);
        cr_expect(eq(dbl, r.add, add_), "%g %g", p[0], p[1]);
        cr_expect(eq(dbl, r.exchange, exchange), "%g %g", p[0], p[1]);
        cr_expect(r.add_bounds.lower == add_ && r.exchange_bounds.upper == exchange);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 13));
}

/* Counted up with whole numbers: t / 20 is the target. */
Test(parity_persons, agrees_with_counting_up)
{
    for (int w = 0; w <= 12; w++)
        for (int m = w == 0; m <= 12; m++)
            for (int t = 1; t < 20; t++) {
                int k = 0, x = 0;
                const int of_women = 20 * w < t * (w + m);
                if (of_women)
                    for (; 20 * (w + k) < t * (w + m + k); k++)
                        ;
                else
                    for (; 20 * w > t * (w + m + k); k++)
                        ;
                if (of_women)
                    for (; 20 * (w + x) < t * (w + m); x++)
                        ;
                else
                    for (; 20 * (w - x) > t * (w + m); x++)
                        ;
                const gdcs_parity_persons r =
                    persons((gdcs_sex_counts){.women = w, .men = m}, t / 20.0, t / 20.0);
                cr_expect(eq(dbl, r.add, of_women ? k : 0.0 - k), "%d %d %d", w, m, t);
                cr_expect(eq(dbl, r.exchange, of_women ? x : 0.0 - x), "%d %d %d", w, m, t);
            }
}

Test(parity_persons, bounds_hold_for_every_way_to_allot)
{
    const gdcs_sex_counts c = {7, 12, 0, 5, 0};
    const gdcs_parity_persons r = persons(c, 0.4, 0.6);
    gdcs_bounds seen = {INFINITY, -INFINITY}, changed = seen;
    for (int i = 0; i <= 5; i++)
        for (int j = 0; i + j <= 5; j++) {
            const gdcs_parity_persons p =
                persons((gdcs_sex_counts){.women = 7 + i, .men = 12 + j}, 0.4, 0.6);
            seen.lower = fmin(seen.lower, p.add);
            seen.upper = fmax(seen.upper, p.add);
            changed.lower = fmin(changed.lower, p.exchange);
            changed.upper = fmax(changed.upper, p.exchange);
        }
    cr_expect(seen.lower == r.add_bounds.lower && seen.upper == r.add_bounds.upper);
    cr_expect(changed.lower == r.exchange_bounds.lower && changed.upper == r.exchange_bounds.upper);
    cr_expect(eq(u32, r.notes, GDCS_NOTE_UNKNOWN_PRESENT));
}

Test(parity_persons, targets_at_the_ends_may_be_out_of_reach)
{
    cr_expect(eq(dbl, persons((gdcs_sex_counts){.women = 3, .men = 1}, 1.0, 1.0).add, INFINITY));
    cr_expect(eq(dbl, persons((gdcs_sex_counts){.women = 3, .men = 1}, 1.0, 1.0).exchange, 1.0));
    const double huge = persons((gdcs_sex_counts){.women = 0, .men = 1e15}, 0.999, 1.0).add;
    cr_expect(near_relative(huge, 999e15, 1e-12));
    cr_expect(eq(dbl, persons((gdcs_sex_counts){.women = 3, .men = 1}, 0.0, 0.0).add, -2.0));
}

static double admitted(double a, double m, double b, double n)
{
    const gdcs_part women = {a, m}, men = {b, n};
    double k;
    cr_assert(eq(i32, gdcs_parity_measure_admissions(&women, &men, &k, NULL), GDCS_OK));
    return k;
}

Test(parity_persons, admissions_agree_with_counting_up)
{
    for (int m = 1; m <= 9; m++)
        for (int n = 1; n <= 9; n++)
            for (int a = 0; a <= m; a++)
                for (int b = 0; b <= n; b++) {
                    int k = 0;
                    for (; (a + k) * n < b * m; k++)
                        ;
                    for (; k <= 0 && a * n > (b - k) * m; k--)
                        ;
                    cr_expect(eq(dbl, admitted(a, m, b, n), k), "%d/%d %d/%d", a, m, b, n);
                }
    /* 3 / (3 10^15 - 1) is just above 10^-15, which doubles of the quotients do not show */
    cr_expect(eq(dbl, admitted(333333333333333, 999999999999999, 333333333333334, 1e15), 1.0));
    cr_expect(eq(dbl, admitted(333333333333333, 999999999999999, 333333333333333, 1e15), -1.0));
}

static gdcs_table *areas(int step)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    if (step == 0)
        add(t, "IT F", 18);
    if (step == 1 || step == 2)
        set_range(t, "IT F", 18 - 3 * step, 18 + 9 * step, 'Q');
    if (step == 3)
        set_missing(t, "IT F", 'M');
    add(t, "IT M", 38);
    add(t, "IT _U", 3);
    add(t, "FR _U", 1);
    return t;
}

static double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

Test(parity_persons, the_table_counts_by_group_and_widens_with_its_cells)
{
    static const char *const keep[] = {"area"};
    gdcs_bounds before[2] = {{INFINITY, -INFINITY}, {INFINITY, -INFINITY}};
    for (int step = 0; step < 4; step++) {
        gdcs_table *t = areas(step);
        gdcs_frame *f = NULL;
        cr_assert(eq(i32, gdcs_parity_table_persons(t, keep, 1, NULL, &f, NULL), GDCS_OK));
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 4));
        if (step == 0)
            cr_expect(number(f, "value", 0) == 20.0 && number(f, "value", 1) == 10.0);
        else
            cr_expect(isnan(number(f, "value", 0)));
        cr_expect(isnan(number(f, "value", 2)));
        for (int row = 0; row < 2; row++) {
            const gdcs_bounds now = {number(f, "bound_lower", row), number(f, "bound_upper", row)};
            cr_expect(now.lower <= before[row].lower && now.upper >= before[row].upper, "%d", step);
            before[row] = now;
        }
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(parity_persons, refuses_and_notes_what_is_documented)
{
    const gdcs_sex_counts good = {.women = 3, .men = 4}, none = {.unknown = 2};
    const gdcs_sex_counts half = {.women = 0.5, .men = 1}, below = {.women = -1};
    const gdcs_parity_target wrong = {.struct_size = sizeof wrong, .lower = 0.6, .upper = 0.4};
    const gdcs_parity_target unset = {.lower = 0.4};
    static const char *const nowhere[] = {"nowhere"}, *const sex[] = {"sex"},
                             *const twice[] = {"area", "area"};
    gdcs_parity_persons p, many[3];
    gdcs_frame *f = NULL;
    double k;
    cr_expect(eq(i32, gdcs_parity_measure_persons(&none, NULL, &p, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_parity_measure_persons(&half, NULL, &p, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_parity_measure_persons(&below, NULL, &p, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_parity_measure_persons(&good, &wrong, &p, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_parity_measure_persons(&good, &unset, &p, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_parity_measure_persons(NULL, NULL, &p, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_parity_measure_persons(&good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    const gdcs_part part = {3, 9}, above = {10, 9}, zero = {0, 0};
    cr_expect(eq(i32, gdcs_parity_measure_admissions(&part, &above, &k, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_parity_measure_admissions(&part, &zero, &k, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_parity_measure_admissions(&part, &part, NULL, NULL), GDCS_E_ARGUMENT));
    const double women[] = {12, 0.5, NAN}, men[] = {48, 3, 3};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = women, .men = men};
    cr_assert(eq(i32, gdcs_parity_each_persons(&in, 3, NULL, many, NULL), GDCS_OK));
    cr_expect(eq(dbl, many[0].add, 36.0));
    cr_expect(eq(u32, many[1].notes, GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_NOT_WHOLE));
    cr_expect(eq(u32, many[2].notes, GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
    cr_expect(eq(i32, gdcs_parity_each_persons(&in, -1, NULL, many, NULL), GDCS_E_ARGUMENT));
    gdcs_table *t = areas(0);
    cr_expect(eq(i32, gdcs_parity_table_persons(t, nowhere, 1, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_parity_table_persons(t, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_parity_table_persons(t, twice, 2, NULL, &f, NULL), GDCS_E_DUPLICATE));
    gdcs_table_free(t);
    cr_expect(eq(sz, sizeof(gdcs_parity_persons), 56));
}

static gdcs_status attempt(void *context)
{
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_parity_table_persons(context, NULL, 0, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(parity_persons, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = areas(0);
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
