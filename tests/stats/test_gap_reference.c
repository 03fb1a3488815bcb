/* Mirrors lib/stats/gap/reference.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(gap_reference, .timeout = 20);

static gdcs_gap_result against(gdcs_sex_counts a, gdcs_gap_reference reference, int32_t method)
{
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = method};
    gdcs_gap_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    reference.struct_size = sizeof reference;
    cr_assert(eq(i32, gdcs_gap_estimate_reference(&a, &reference, &o, &r, &err), GDCS_OK), "%s",
              err.message);
    return r;
}

/* Written by gap.py: the printed formulas in 60 digits. */
Test(gap_reference, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("gap.csv");
    char what[16], method[16], quantity[16], text[4][40];
    double p[7], alpha;
    int rows = 0;
    while (fscanf(csv,
                  "%15[^,],%15[^,],%15[^,],%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%39[^,],%39[^,],%39[^,],"
                  "%39[^\n]\n",
                  what, method, quantity, &p[0], &p[1], &p[2], &p[3], &p[4], &p[5], &p[6], &alpha,
                  text[0], text[1], text[2], text[3]) == 15) {
        if (strcmp(what, "reference") != 0)
            continue;
        const gdcs_gap_result r =
            against((gdcs_sex_counts){.women = p[0], .men = p[1]},
                    (gdcs_gap_reference){.share = p[2],
                                         .std_error = p[3],
                                         .lower = p[4],
                                         .upper = p[5],
                                         .effective_n = p[6]},
                    strcmp(method, "hybrid") == 0 ? GDCS_GAP_METHOD_NEWCOMBE
                                                  : GDCS_GAP_METHOD_MIETTINEN_NURMINEN);
        const gdcs_estimate e = strcmp(quantity, "ratio") == 0 ? r.ratio : r.difference;
        const double got[] = {e.value, e.lower, e.upper};
        for (int i = 0; i < 3; i++)
            cr_expect(near_relative(got[i], strtod(text[i], NULL), 1e-8) ||
                          fabs(got[i] - strtod(text[i], NULL)) < 1e-15,
                      "%s %s %g %g against %g, number %d: %.17g, not %s", method, quantity, p[0],
                      p[1], p[2], i, got[i], text[i]);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 44));
}

static const gdcs_sex_counts arrested = {.women = 42, .men = 350, .unknown = 9};

Test(gap_reference, a_certain_reference_is_a_known_one)
{
    const gdcs_bounds known = {0.2, 0.2};
    gdcs_gap_result k = {.struct_size = sizeof k};
    cr_assert(eq(i32, gdcs_gap_estimate_known(&arrested, &known, NULL, &k, NULL), GDCS_OK));
    const gdcs_gap_reference certain[] = {{.share = 0.2, .std_error = 1e-9},
                                          {.share = 0.2, .effective_n = 1e15},
                                          {.share = 0.2, .lower = 0.2 - 1e-9, .upper = 0.2 + 1e-9}};
    for (int i = 0; i < 3; i++) {
        const gdcs_gap_result r = against(arrested, certain[i], 0);
        cr_expect(near_relative(r.difference.lower, k.difference.lower, 1e-4), "%d", i);
        cr_expect(near_relative(r.difference.upper, k.difference.upper, 1e-4), "%d", i);
        cr_expect(near_relative(r.ratio.lower, k.ratio.lower, 1e-4), "%d", i);
        cr_expect(eq(dbl, r.difference_bounds.lower, k.difference_bounds.lower));
        cr_expect(eq(dbl, r.ratio_bounds.upper, k.ratio_bounds.upper));
    }
}

Test(gap_reference, says_the_same_of_an_error_and_its_effective_size)
{
    const gdcs_gap_result a =
        against(arrested, (gdcs_gap_reference){.share = 0.2, .std_error = 0.02}, 0);
    const gdcs_gap_result b =
        against(arrested, (gdcs_gap_reference){.share = 0.2, .effective_n = 400}, 0);
    cr_expect(near_relative(a.difference.lower, b.difference.lower, 1e-12));
    cr_expect(near_relative(a.ratio.std_error, b.ratio.std_error, 1e-12));
    cr_expect(near_relative(a.n_b, 400.0, 1e-12));
    cr_expect(eq(u32, a.notes, GDCS_NOTE_UNKNOWN_PRESENT));
}

Test(gap_reference, less_certain_is_wider)
{
    double last = 0.0;
    for (double e = 0.001; e < 0.2; e *= 1.5) {
        const gdcs_gap_result r =
            against(arrested, (gdcs_gap_reference){.share = 0.2, .std_error = e}, 0);
        cr_expect(r.difference.upper - r.difference.lower > last);
        last = r.difference.upper - r.difference.lower;
    }
}

static gdcs_status refused(gdcs_gap_reference reference, const gdcs_gap_options *options)
{
    gdcs_gap_result r = {.struct_size = sizeof r};
    reference.struct_size = sizeof reference;
    return gdcs_gap_estimate_reference(&arrested, &reference, options, &r, NULL);
}

Test(gap_reference, refuses_what_is_no_reference)
{
    const gdcs_gap_options exact = {.struct_size = sizeof exact, .method = GDCS_GAP_METHOD_EXACT};
    const gdcs_gap_options level = {.struct_size = sizeof level, .level = 0.9};
    const gdcs_gap_reference good = {.struct_size = sizeof good, .share = 0.2, .std_error = 0.1};
    const gdcs_gap_reference values[] = {{.share = 1.2, .std_error = 0.1},
                                         {.share = NAN, .std_error = 0.1},
                                         {.share = 0.2},
                                         {.share = 0.2, .std_error = 0.1, .effective_n = 3},
                                         {.share = 0.2, .std_error = -0.1},
                                         {.share = 0.0, .std_error = 0.1},
                                         {.share = 0.2, .effective_n = -1},
                                         {.share = 0.2, .lower = 0.3, .upper = 0.4},
                                         {.share = 0.2, .lower = -0.1, .upper = 0.4},
                                         {.share = 0.2, .lower = 0.1, .upper = 1.4}};
    for (size_t i = 0; i < sizeof values / sizeof *values; i++)
        cr_expect(eq(i32, refused(values[i], NULL), GDCS_E_VALUE), "%zu", i);
    cr_expect(eq(i32, refused(good, &exact), GDCS_E_OPTION));
    const gdcs_gap_reference limits = {.share = 0.2, .lower = 0.1, .upper = 0.3};
    gdcs_gap_reference ninety = limits;
    ninety.level = 0.9;
    cr_expect(eq(i32, refused(limits, &level), GDCS_E_OPTION));
    cr_expect(eq(i32, refused(ninety, &level), GDCS_OK));
    gdcs_gap_result r = {.struct_size = sizeof r}, unset = {.struct_size = 0};
    const gdcs_gap_reference old = {.share = 0.2, .std_error = 0.1};
    const gdcs_sex_counts none = {.unknown = 3}, wrong = {.women = -1, .men = 2};
    cr_expect(eq(i32, gdcs_gap_estimate_reference(&none, &good, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_gap_estimate_reference(&wrong, &good, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_estimate_reference(NULL, &good, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_gap_estimate_reference(&arrested, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_gap_estimate_reference(&arrested, &good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_gap_estimate_reference(&arrested, &good, NULL, &unset, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_gap_estimate_reference(&arrested, &old, NULL, &r, NULL), GDCS_E_STRUCT));
}

static gdcs_frame *frame_of(const gdcs_table *t)
{
    static const char *const keep[] = {"area"};
    const gdcs_gap_reference reference = {
        .struct_size = sizeof reference, .share = 0.2, .lower = 0.15, .upper = 0.26};
    gdcs_frame *out = NULL;
    cr_assert(eq(i32, gdcs_gap_table_reference(t, &reference, keep, 1, NULL, &out, NULL), GDCS_OK));
    return out;
}

static double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

static gdcs_table *areas(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(t, "IT F", 42);
    add(t, "IT M", 350);
    add(t, "IT _U", 9);
    add(t, "FR _U", 3);
    return t;
}

Test(gap_reference, the_table_is_the_scalar_form_by_group)
{
    gdcs_table *t = areas();
    gdcs_frame *f = frame_of(t);
    const gdcs_gap_result r =
        against(arrested, (gdcs_gap_reference){.share = 0.2, .lower = 0.15, .upper = 0.26}, 0);
    cr_expect(eq(dbl, number(f, "lower", 0), r.difference.lower));
    cr_expect(eq(dbl, number(f, "upper", 1), r.ratio.upper));
    cr_expect(eq(dbl, number(f, "bound_upper", 1), r.ratio_bounds.upper));
    cr_expect(isnan(number(f, "value", 2)));
    cr_expect(near_relative(number(f, "bound_lower", 2), -0.2, 1e-15));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(gap_reference, widening_a_cell_never_narrows_the_bounds)
{
    gdcs_bounds before = {INFINITY, -INFINITY};
    for (int step = 0; step < 4; step++) {
        gdcs_table *t = areas();
        if (step > 0 && step < 3)
            set_range(t, "IT F", 42 - 9 * step, 42 + 5 * step, 'Q');
        if (step == 3)
            set_missing(t, "IT F", 'M');
        gdcs_frame *f = frame_of(t);
        const gdcs_bounds now = {number(f, "bound_lower", 0), number(f, "bound_upper", 0)};
        cr_expect(now.lower < before.lower && now.upper > before.upper, "step %d", step);
        before = now;
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

static gdcs_status attempt(void *context)
{
    const gdcs_gap_reference reference = {
        .struct_size = sizeof reference, .share = 0.2, .std_error = 0.01};
    gdcs_frame *out = NULL;
    const gdcs_status status =
        gdcs_gap_table_reference(context, &reference, NULL, 0, NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(gap_reference, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = areas();
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
