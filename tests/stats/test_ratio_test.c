/* Mirrors lib/stats/ratio/test.c and lib/num/exact/unconditional.c. */
#include "fail_alloc.h"
#include "num/exact/unconditional.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/ratio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(ratio_test, .timeout = 60);

static const char *const names[] = {"",      "n_minus_1",     "pearson",        "yates",
                                    "g",     "fisher",        "fisher_central", "blaker",
                                    "mid_p", "mid_p_central", "boschloo",       "barnard"};

static int32_t test_of(const char *name)
{
    for (int32_t i = 1; i < 12; i++)
        if (strcmp(names[i], name) == 0)
            return i;
    return 0;
}

static gdcs_ratio_test_result run(gdcs_part a, gdcs_part b, gdcs_ratio_test_options o)
{
    gdcs_ratio_test_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_ratio_test(&a, &b, &o, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

static double log10_p(double a, double b, double c, double d, int32_t test, int32_t alternative)
{
    return run((gdcs_part){a, a + b}, (gdcs_part){c, c + d},
               (gdcs_ratio_test_options){.test = test, .alternative = alternative})
        .test_result.log10_p;
}

/* Written by ratio.py: exact tests by whole numbers of any size, unconditional ones by summing every
   table over a grid of the common risk. */
Test(ratio_test, agrees_with_fifty_digits)
{
    FILE *csv = reference_open("ratio.csv");
    char what[16], method[24], lower[64], upper[64];
    double x[4], alpha;
    int rows = 0, far = 0;
    while (fscanf(csv, "%15[^,],%23[^,],%lf,%lf,%lf,%lf,%lf,%63[^,],%63[^\n]\n", what, method,
                  &x[0], &x[1], &x[2], &x[3], &alpha, lower, upper) == 9) {
        const int32_t side = strcmp(what, "greater") == 0 ? GDCS_RATIO_ALTERNATIVE_GREATER
                             : strcmp(what, "less") == 0  ? GDCS_RATIO_ALTERNATIVE_LESS
                                                          : GDCS_RATIO_ALTERNATIVE_TWO_SIDED;
        if (strcmp(what, "p") != 0 && side == 0)
            continue;
        const int32_t test = test_of(method);
        const double want = strtod(lower, NULL);
        const double got = log10_p(x[0], x[1], x[2], x[3], test, side);
        cr_expect(epsilon_eq(dbl, got, want,
                             (test >= GDCS_RATIO_TEST_BOSCHLOO ? 1e-9 : 1e-12) * (1 + fabs(want))),
                  "%s %s %g %g %g %g: %.17g, not %s", what, method, x[0], x[1], x[2], x[3], got,
                  lower);
        rows++;
        far += want < -200;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 200));
    cr_expect(gt(int, far, 10));
}

/* R 4.2.2: fisher.test(matrix(c(...), 2))$p.value. */
Test(ratio_test, agrees_with_fisher_test_of_r)
{
    static const double row[][5] = {{3, 1, 1, 3, 0.485714285714286},
                                    {9, 4, 4, 10, 0.056982645588111},
                                    {345, 455, 260, 345, 0.95667786399264},
                                    {7, 5, 2, 30, 5.7677303400801e-04},
                                    {1, 99999, 30, 99970, 2.9741745707605e-08},
                                    {8, 2, 1, 5, 3.4965034965035e-02}};
    for (int i = 0; i < 6; i++) {
        const double p = pow(
            10.0, log10_p(row[i][0], row[i][1], row[i][2], row[i][3], GDCS_RATIO_TEST_FISHER, 0));
        cr_expect(near_relative(p, row[i][4], 1e-12), "row %d: %.17g", i, p);
    }
}

/* The normal deviate's square is the chi-square, and its tails add up to it. */
Test(ratio_test, one_sided_large_sample_tests_are_roots)
{
    for (int32_t test = 1; test <= 4; test++) {
        const gdcs_part a = {18, 56}, b = {42, 892};
        gdcs_ratio_test_options o = {.test = test};
        const gdcs_ratio_test_result both = run(a, b, o);
        o.alternative = GDCS_RATIO_ALTERNATIVE_GREATER;
        const gdcs_ratio_test_result more = run(a, b, o);
        o.alternative = GDCS_RATIO_ALTERNATIVE_LESS;
        const gdcs_ratio_test_result less = run(a, b, o);
        const double z = more.test_result.statistic;
        cr_expect(near_relative(z * z, both.test_result.statistic, 1e-14), "%s", names[test]);
        cr_expect(near_relative(2 * more.test_result.p_value, both.test_result.p_value, 1e-12));
        cr_expect(near_relative(more.test_result.p_value + less.test_result.p_value, 1.0, 1e-15));
        cr_expect(eq(dbl, both.test_result.df, 1.0));
        cr_expect(isinf(more.test_result.df));
    }
}

/* Reversed groups, and the absence for the outcome, leave two-sided P-values and swap tails. */
Test(ratio_test, does_not_care_what_is_called_what)
{
    for (int number = 0; number < 8 * 8 * 6; number++) {
        const double a = number % 8, b = 7 - a, c = number / 8 % 8, d = 2 + number / 64;
        for (int32_t test = 1; test <= 11; test++) {
            const double p = log10_p(a, b, c, d, test, 0);
            cr_expect(epsilon_eq(dbl, p, log10_p(c, d, a, b, test, 0), 1e-8), "%s %d", names[test],
                      number);
            cr_expect(epsilon_eq(dbl, p, log10_p(b, a, d, c, test, 0), 1e-8), "%s %d", names[test],
                      number);
            cr_expect(
                epsilon_eq(dbl, log10_p(a, b, c, d, test, 1), log10_p(c, d, a, b, test, 2), 1e-8),
                "%s %d", names[test], number);
        }
    }
}

/* Boschloo (1970): at least as powerful as Fisher's test everywhere; of mid-P and central tests each is
   on its side. */
Test(ratio_test, p_values_are_in_their_order)
{
    for (int a = 0; a <= 9; a++)
        for (int c = 0; c <= 12; c++) {
            double p[12];
            for (int32_t test = 5; test <= 11; test++)
                p[test] = log10_p(a, 9 - a, c, 12 - c, test, 0);
            cr_expect(p[GDCS_RATIO_TEST_BOSCHLOO] <= p[GDCS_RATIO_TEST_FISHER] + 1e-9, "%d %d", a,
                      c);
            cr_expect(p[GDCS_RATIO_TEST_BLAKER] <= p[GDCS_RATIO_TEST_FISHER_CENTRAL] + 1e-12);
            cr_expect(p[GDCS_RATIO_TEST_MID_P] < p[GDCS_RATIO_TEST_FISHER] + 1e-12);
            cr_expect(p[GDCS_RATIO_TEST_MID_P_CENTRAL] <=
                      p[GDCS_RATIO_TEST_FISHER_CENTRAL] + 1e-12);
            for (int32_t side = 1; side <= 2; side++)
                cr_expect(log10_p(a, 9 - a, c, 12 - c, GDCS_RATIO_TEST_BOSCHLOO, side) <=
                          log10_p(a, 9 - a, c, 12 - c, GDCS_RATIO_TEST_FISHER, side) + 1e-9);
        }
}

/* The default test and the default limits are one procedure. */
Test(ratio_test, default_test_agrees_with_default_limits)
{
    for (int number = 0; number < 400; number++) {
        const gdcs_part a = {number % 20, 21}, b = {number / 20, 33};
        gdcs_ratio_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_ratio_estimate(&a, &b, NULL, &r, NULL), GDCS_OK));
        const double p = run(a, b, (gdcs_ratio_test_options){0}).test_result.p_value;
        const gdcs_estimate *e = &r.odds_ratio.estimate;
        if (a.part + b.part > 0.0)
            cr_expect(eq(int, p<0.05, e->lower> 1.0 || e->upper < 1.0), "%d", number);
        cr_expect(
            eq(int, p<0.05, r.difference.estimate.lower> 0.0 || r.difference.estimate.upper < 0.0));
    }
}

Test(ratio_test, berger_and_boos_add_what_they_leave_out)
{
    const gdcs_part a = {1, 40}, b = {9, 45};
    for (int32_t test = 10; test <= 11; test++) {
        const double all = run(a, b, (gdcs_ratio_test_options){.test = test}).test_result.p_value;
        const double some = run(a, b, (gdcs_ratio_test_options){.test = test, .berger_boos = 1e-6})
                                .test_result.p_value;
        cr_expect(some <= all + 1e-6 + 1e-12, "%s %g %g", names[test], some, all);
        cr_expect(gt(dbl, some, 1e-6));
    }
}

Test(ratio_test, notes_sparse_tables_and_margins_of_nobody)
{
    cr_expect(eq(u32, run((gdcs_part){1, 9}, (gdcs_part){5, 9}, (gdcs_ratio_test_options){0}).notes,
                 GDCS_NOTE_SPARSE));
    cr_expect(eq(
        u32, run((gdcs_part){15, 30}, (gdcs_part){12, 30}, (gdcs_ratio_test_options){0}).notes, 0));
    for (int32_t test = 1; test <= 11; test++)
        for (int32_t side = 0; side < 3; side += 2) {
            const gdcs_ratio_test_result r =
                run((gdcs_part){0, 9}, (gdcs_part){0, 7},
                    (gdcs_ratio_test_options){.test = test, .alternative = side});
            const double half = side != 0 && (test <= 4 || test == 8 || test == 9) ? 0.5 : 1.0;
            cr_expect(test == 8 || test == 9 || near_relative(r.test_result.p_value, half, 1e-12),
                      "%s: %g", names[test], r.test_result.p_value);
        }
}

/* Counts of 1e9 in a large-sample test: against the same table in whole numbers. */
Test(ratio_test, each_is_the_scalar_form_over_arrays)
{
    const double part_a[] = {18, 0, 0.5, NAN, 3, 4e8}, whole_a[] = {56, 5, 5, 7, 0, 1e9};
    const double part_b[] = {42, 4, 2, 1, 2, 3.99e8}, whole_b[] = {892, 4, 9, 1, 3, 1e9};
    double part[6];
    memcpy(part, part_a, sizeof part);
    part[4] = 0.0;
    const gdcs_part_arrays in = {sizeof in, 0, part, whole_a, part_b, whole_b};
    for (int32_t test = 1; test <= 11; test++) {
        const gdcs_ratio_test_options o = {.struct_size = sizeof o, .test = test};
        double p[6], log10_p[6];
        const gdcs_test_arrays out = {.struct_size = sizeof out, .p_value = p, .log10_p = log10_p};
        uint32_t notes[6];
        cr_assert(eq(i32, gdcs_ratio_test_each(&in, 6, &o, &out, notes, NULL), GDCS_OK));
        for (int i = 0; i < 2; i++) {
            const gdcs_ratio_test_result r =
                run((gdcs_part){part[i], whole_a[i]}, (gdcs_part){part_b[i], whole_b[i]}, o);
            cr_expect(near_relative(log10_p[i], r.test_result.log10_p, 0.0), "%s", names[test]);
            cr_expect(eq(u32, notes[i], r.notes));
        }
        cr_expect(eq(int, isnan(p[2]), test > 4), "%s", names[test]);
        cr_expect(isnan(p[3]) && isnan(p[4]));
        cr_expect(eq(u32, notes[3], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
        cr_expect(eq(u32, notes[4], GDCS_NOTE_NOT_ESTIMABLE));
        cr_expect(eq(int, isnan(p[5]), test > 9), "%s", names[test]);
        cr_expect(test > 9 || log10_p[5] < -400);
    }
    cr_expect(eq(i32, gdcs_ratio_test_each(&in, 6, NULL, NULL, NULL, NULL), GDCS_OK));
}

static gdcs_status status_of(gdcs_part a, gdcs_part b, gdcs_ratio_test_options o)
{
    gdcs_ratio_test_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_ratio_test(&a, &b, &o, &r, &err);
    cr_expect(eq(i32, err.status, status));
    return status;
}

Test(ratio_test, refuses_what_it_does_not_understand)
{
    const gdcs_part good = {2, 5}, empty = {0, 0}, above = {6, 5}, fraction = {0.5, 5};
    const gdcs_part many = {3, 700}, most = {3, 6e9};
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_test_options){0}), GDCS_OK));
    cr_expect(eq(i32, status_of(empty, good, (gdcs_ratio_test_options){0}), GDCS_E_EMPTY));
    cr_expect(eq(i32, status_of(good, above, (gdcs_ratio_test_options){0}), GDCS_E_VALUE));
    for (int32_t test = 1; test <= 11; test++) {
        const gdcs_ratio_test_options o = {.test = test};
        cr_expect(eq(i32, status_of(fraction, good, o), test > 4 ? GDCS_E_VALUE : GDCS_OK));
        cr_expect(eq(i32, status_of(many, many, o), test > 9 ? GDCS_E_LIMIT : GDCS_OK));
        cr_expect(eq(i32, status_of(most, most, o), test > 4 ? GDCS_E_LIMIT : GDCS_OK));
    }
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_test_options){.test = 12}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_test_options){.test = -1}), GDCS_E_OPTION));
    cr_expect(
        eq(i32, status_of(good, good, (gdcs_ratio_test_options){.alternative = 3}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_test_options){.berger_boos = 0.2}),
                 GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_test_options){.berger_boos = NAN}),
                 GDCS_E_OPTION));
}

Test(ratio_test, refuses_missing_pointers_and_structs_without_size)
{
    const gdcs_part p = {2, 5};
    const double one[] = {1}, two[] = {2};
    const gdcs_part_arrays in = {sizeof in, 0, one, two, one, NULL};
    const gdcs_ratio_test_options sizeless = {.test = 1};
    gdcs_ratio_test_result r = {.struct_size = sizeof r}, small = {.struct_size = 8};
    const gdcs_test_arrays out = {.struct_size = sizeof out}, none = {.struct_size = 0};
    cr_expect(eq(i32, gdcs_ratio_test(NULL, &p, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_test(&p, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_test(&p, &p, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_test(&p, &p, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_ratio_test(&p, &p, &sizeless, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_ratio_test_each(NULL, 1, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_test_each(&in, 1, NULL, &out, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_test_each(&in, 0, NULL, &none, NULL, NULL), GDCS_E_STRUCT));
    cr_expect(eq(sz, sizeof(gdcs_ratio_test_options), 24));
    cr_expect(eq(sz, sizeof(gdcs_ratio_test_result), 48));
}

static gdcs_status boschloo(void *data)
{
    const gdcs_part a = {2, 8}, b = {6, 9};
    const gdcs_ratio_test_options o = {.struct_size = sizeof o, .test = GDCS_RATIO_TEST_BOSCHLOO};
    gdcs_ratio_test_result r = {.struct_size = sizeof r};
    (void)data;
    return gdcs_ratio_test(&a, &b, &o, &r, NULL);
}

static gdcs_status two_boschloos(void *data)
{
    const double part[] = {2, 3}, whole[] = {8, 9}, other[] = {6, 1};
    const gdcs_part_arrays in = {sizeof in, 0, part, whole, other, whole};
    const gdcs_ratio_test_options o = {.struct_size = sizeof o, .test = GDCS_RATIO_TEST_BOSCHLOO};
    double p[2] = {-1, -1};
    uint32_t notes[2] = {7, 7};
    const gdcs_test_arrays out = {.struct_size = sizeof out, .p_value = p};
    const gdcs_status status = gdcs_ratio_test_each(&in, 2, &o, &out, notes, NULL);
    if (status != GDCS_OK && (p[0] != -1 || notes[0] != 7))
        *(int *)data = 1;
    return status;
}

Test(ratio_test, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    fail_alloc_report r = fail_alloc_each(boschloo, NULL);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 6));
    int touched = 0;
    r = fail_alloc_each(two_boschloos, &touched);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(touched == 0, "a call that fails has written");
}
