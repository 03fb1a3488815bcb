/* Mirrors lib/stats/parity/index.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/parity.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(parity, .timeout = 20);

static gdcs_parity_result estimated(gdcs_part women, gdcs_part men, int32_t of)
{
    const gdcs_parity_options o = {.struct_size = sizeof o, .of = of};
    gdcs_parity_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_parity_estimate(&women, &men, &o, &r, &err), GDCS_OK), "%s",
              err.message);
    return r;
}

/* Written by parity.py: likelihoods maximised numerically, 60 digits. */
Test(parity, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("parity.csv");
    char what[16], text[7][40];
    double p[4];
    int rows = 0;
    while (fscanf(csv,
                  "%15[^,],%lf,%lf,%lf,%lf,%39[^,],%39[^,],%39[^,],%39[^,],%39[^,],%39[^,],"
                  "%39[^\n]\n",
                  what, &p[0], &p[1], &p[2], &p[3], text[0], text[1], text[2], text[3], text[4],
                  text[5], text[6]) == 12) {
        if (strcmp(what, "persons") == 0)
            continue;
        const gdcs_parity_result r =
            estimated((gdcs_part){p[0], p[1]}, (gdcs_part){p[2], p[3]},
                      strcmp(what, "rates") == 0 ? GDCS_PARITY_OF_RATES : GDCS_PARITY_OF_SHARES);
        const double got[] = {r.gpi.value,  r.gpi.lower,  r.gpi.upper,          r.gpia.value,
                              r.gpia.lower, r.gpia.upper, r.equivalence.p_value};
        for (int i = 0; i < 7; i++)
            cr_expect(near_relative(got[i], strtod(text[i], NULL), 1e-8),
                      "%s %g %g %g %g: %.17g, not %s", what, p[0], p[1], p[2], p[3], got[i],
                      text[i]);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 17));
}

Test(parity, swapping_the_sexes_mirrors_the_adjusted_index)
{
    const double cases[][4] = {{45, 50, 70, 100}, {3, 30, 20, 40}, {9, 90, 9, 70}};
    for (int i = 0; i < 3; i++) {
        const gdcs_part a = {cases[i][0], cases[i][1]}, b = {cases[i][2], cases[i][3]};
        for (int32_t of = 1; of <= 2; of++) {
            const gdcs_parity_result r = estimated(a, b, of), s = estimated(b, a, of);
            cr_expect(near_relative(r.gpi.value, 1.0 / s.gpi.value, 1e-14));
            cr_expect(near_relative(r.gpi.lower, 1.0 / s.gpi.upper, 1e-10));
            cr_expect(fabs(r.gpia.value + s.gpia.value - 2.0) < 1e-14);
            cr_expect(fabs(r.gpia.lower + s.gpia.upper - 2.0) < 1e-10);
        }
    }
}

/* PARITY exactly where the limits of level 1 - 2 alpha lie inside the band. */
Test(parity, verdict_is_what_the_limits_say)
{
    int seen[4] = {0};
    for (double women = 9000; women < 11000; women += 50) {
        const gdcs_part a = {women, 20000}, b = {10000, 20000};
        const gdcs_parity_options wide = {.struct_size = sizeof wide, .alpha = 0.1};
        const gdcs_parity_result r = estimated(a, b, 0);
        gdcs_parity_result w = {.struct_size = sizeof w};
        cr_assert(eq(i32, gdcs_parity_estimate(&a, &b, &wide, &w, NULL), GDCS_OK));
        const int inside = w.gpi.lower > 0.97 && w.gpi.upper < 1.03;
        cr_expect(eq(int, r.verdict == GDCS_PARITY_VERDICT_PARITY, inside), "%g", women);
        if (r.verdict == GDCS_PARITY_VERDICT_WOMEN_LESS)
            cr_expect(r.gpi.upper < 0.97);
        if (r.verdict == GDCS_PARITY_VERDICT_MEN_LESS)
            cr_expect(r.gpi.lower > 1.03);
        seen[r.verdict]++;
    }
    for (int i = 0; i < 4; i++)
        cr_expect(gt(int, seen[i], 0), "%d", i);
}

Test(parity, each_is_the_scalar_form)
{
    const double a[] = {45, NAN, 3}, m[] = {50, 9, 0}, b[] = {90, 1, 1}, n[] = {100, 9, 9};
    const gdcs_part_arrays in = {sizeof in, 0, a, m, b, n};
    const gdcs_parity_options rates = {.struct_size = sizeof rates, .of = GDCS_PARITY_OF_RATES};
    double gpi[3], gpia[3], bound[3];
    uint32_t notes[3];
    double p[3];
    const gdcs_test_arrays tests = {.struct_size = sizeof tests, .p_value = p};
    const gdcs_estimate_arrays x = {.struct_size = sizeof x, .lower = gpi, .notes = notes};
    const gdcs_estimate_arrays y = {.struct_size = sizeof y, .upper = gpia, .bound_upper = bound};
    cr_assert(eq(i32, gdcs_parity_each(&in, 3, &rates, &x, &y, &tests, NULL), GDCS_OK));
    const gdcs_parity_result r = estimated((gdcs_part){45, 50}, (gdcs_part){90, 100}, 2);
    cr_expect(gpi[0] == r.gpi.lower && gpia[0] == r.gpia.upper && p[0] == r.equivalence.p_value);
    cr_expect(eq(u32, notes[1], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
    cr_expect(eq(u32, notes[2], GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(isnan(gpi[2]) && bound[2] == 2.0);
}

Test(parity, refuses_what_is_documented)
{
    const gdcs_part good = {3, 9}, empty = {3, 0}, above = {10, 9}, below = {-1, 9}, zero = {0, 0};
    const gdcs_parity_options wrong[] = {
        {.struct_size = sizeof *wrong, .of = 3},
        {.struct_size = sizeof *wrong, .level = 2},
        {.struct_size = sizeof *wrong, .band_lower = 1.01},
        {.struct_size = sizeof *wrong, .band_upper = 0.99},
        {.struct_size = sizeof *wrong, .band_lower = 1, .band_upper = 1}};
    const gdcs_parity_options rates = {.struct_size = sizeof rates, .of = 2};
    gdcs_parity_result r = {.struct_size = sizeof r}, unset = {.struct_size = 0};
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, gdcs_parity_estimate(&good, &good, &wrong[i], &r, NULL), GDCS_E_OPTION),
                  "%d", i);
    cr_expect(eq(i32, gdcs_parity_estimate(&good, &above, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_parity_estimate(&good, &above, &rates, &r, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_parity_estimate(&below, &good, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_parity_estimate(&zero, &good, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_parity_estimate(&good, &empty, &rates, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_parity_estimate(NULL, &good, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_parity_estimate(&good, &good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_parity_estimate(&good, &good, NULL, &unset, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_parity_each(NULL, 1, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(sz, sizeof(gdcs_parity_result), 136));
    cr_expect(eq(sz, sizeof(gdcs_parity_options), 40));
}

static gdcs_table *bases(int32_t step)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "basis=group sex");
    if (step == 0)
        add(t, "own F", 8);
    if (step == 1 || step == 2)
        set_range(t, "own F", 8 - 2 * step, 8 + step, 'Q');
    if (step == 3)
        set_missing(t, "own F", 'M');
    add(t, "own M", 40);
    add(t, "own _U", 2);
    add(t, "relative F", 30);
    add(t, "relative M", 20);
    return t;
}

static double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

static const gdcs_gap_pair own = {.struct_size = sizeof own, .axis = "basis", .a = "own"};

/* Exact, then an interval around it, then missing: the bounds only widen. */
Test(parity, the_table_is_the_index_by_sex_and_widens_with_its_cells)
{
    gdcs_bounds before[2] = {{INFINITY, -INFINITY}, {INFINITY, -INFINITY}};
    for (int step = 0; step < 4; step++) {
        gdcs_table *t = bases(step);
        gdcs_frame *f = NULL;
        cr_assert(eq(i32, gdcs_parity_table(t, &own, NULL, 0, NULL, &f, NULL), GDCS_OK));
        if (step == 0) {
            const gdcs_parity_result r = estimated((gdcs_part){8, 38}, (gdcs_part){40, 60}, 0);
            cr_expect(near_relative(number(f, "value", 0), r.gpi.value, 1e-14));
            cr_expect(near_relative(number(f, "upper", 0), r.gpi.upper, 1e-14));
            cr_expect(near_relative(number(f, "lower", 1), r.gpia.lower, 1e-14));
            gdcs_column c = {.struct_size = sizeof c};
            cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, "measure"), &c, NULL), GDCS_OK));
            cr_expect_str_eq(c.words[c.codes[0]], "gpi");
            cr_expect_str_eq(c.words[c.codes[1]], "gpia");
        }
        for (int row = 0; row < 2; row++) {
            const gdcs_bounds now = {number(f, "bound_lower", row), number(f, "bound_upper", row)};
            cr_expect(now.lower <= before[row].lower && now.upper >= before[row].upper, "%d", step);
            before[row] = now;
        }
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(parity, the_table_refuses_what_is_documented)
{
    static const char *const sex[] = {"sex"}, *const basis[] = {"basis"};
    const gdcs_parity_options rates = {.struct_size = sizeof rates, .of = 2};
    const gdcs_gap_pair other = {.struct_size = sizeof other, .axis = "basis", .a = "guest"};
    gdcs_table *t = bases(0);
    gdcs_frame *f = NULL;
    cr_expect(eq(i32, gdcs_parity_table(t, &own, NULL, 0, &rates, &f, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_parity_table(t, &other, NULL, 0, NULL, &f, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_parity_table(t, &own, sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_parity_table(t, &own, basis, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_parity_table(t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_parity_table(context, &own, NULL, 0, NULL, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(parity, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = bases(0);
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
