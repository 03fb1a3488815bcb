/* Mirrors lib/stats/ratio/; conditional limits are in tests/num/test_exact.c. */
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <gdcs/ratio.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(ratio, .timeout = 60);

static gdcs_ratio_result estimate(gdcs_part a, gdcs_part b, gdcs_ratio_options o)
{
    gdcs_ratio_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_ratio_estimate(&a, &b, &o, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

static gdcs_ratio_result estimate_sexes(gdcs_sex_counts outcome, gdcs_sex_counts absence)
{
    gdcs_ratio_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_ratio_estimate_sexes(&outcome, &absence, NULL, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

static const gdcs_ratio_options defaults = {0};
static const gdcs_part few = {18, 56}, many = {42, 892};

static const char *const methods[] = {
    "",       "miettinen_nurminen", "score",        "mover",        "exact", "mid_p",
    "blaker", "adjusted",           "price_bonett", "inverse_sinh", "wald"};

static int32_t method_of(const char *name)
{
    for (int32_t i = 1; i < 11; i++)
        if (strcmp(methods[i], name) == 0)
            return i;
    return 0;
}

static const gdcs_ratio_measure *measure_of(const gdcs_ratio_result *r, const char *what)
{
    if (strcmp(what, "difference") == 0)
        return &r->difference;
    if (strcmp(what, "odds") == 0)
        return &r->odds_ratio;
    return strcmp(what, "absence") == 0 ? &r->risk_ratio_absence : &r->risk_ratio;
}

/* Written by ratio.py, 50 digits.  1e-8 where a limit lies next to a difference of 0. */
Test(ratio, agrees_with_fifty_digits)
{
    FILE *csv = reference_open("ratio.csv");
    char what[16], method[24], lower[64], upper[64];
    double x[4], alpha;
    int rows = 0;
    while (fscanf(csv, "%15[^,],%23[^,],%lf,%lf,%lf,%lf,%lf,%63[^,],%63[^\n]\n", what, method,
                  &x[0], &x[1], &x[2], &x[3], &alpha, lower, upper) == 9) {
        if (alpha == 0.0)
            continue;
        const gdcs_ratio_options o = {.method = method_of(method), .alpha = alpha};
        const gdcs_ratio_result r =
            estimate((gdcs_part){x[0], x[0] + x[1]}, (gdcs_part){x[2], x[2] + x[3]}, o);
        const gdcs_ratio_measure *m = measure_of(&r, what);
        const double want[] = {strtod(lower, NULL), strtod(upper, NULL)};
        cr_expect(near_relative(m->estimate.lower, want[0], 1e-9) &&
                      near_relative(m->estimate.upper, want[1], 1e-9),
                  "%s %s %g %g %g %g at %g: [%.17g, %.17g], not [%s, %s]", what, method, x[0], x[1],
                  x[2], x[3], alpha, m->estimate.lower, m->estimate.upper, lower, upper);
        cr_expect(eq(i32, m->method, o.method), "%s %s", what, method);
        rows++;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 500));
}

/* What gap computes has one source. */
Test(ratio, has_the_difference_and_ratio_of_gap)
{
    static const int32_t of_gap[] = {GDCS_GAP_METHOD_MIETTINEN_NURMINEN, GDCS_GAP_METHOD_NEWCOMBE,
                                     GDCS_GAP_METHOD_EXACT};
    static const int32_t of_ratio[] = {GDCS_RATIO_METHOD_MIETTINEN_NURMINEN,
                                       GDCS_RATIO_METHOD_MOVER, GDCS_RATIO_METHOD_EXACT};
    for (int i = 0; i < 3; i++) {
        const gdcs_part a = {8, 25}, b = {3, 40};
        const gdcs_gap_options o = {.struct_size = sizeof o, .method = of_gap[i]};
        gdcs_gap_result g = {.struct_size = sizeof g};
        cr_assert(eq(i32, gdcs_gap_estimate(&a, &b, &o, &g, NULL), GDCS_OK));
        const gdcs_ratio_result r = estimate(a, b, (gdcs_ratio_options){.method = of_ratio[i]});
        cr_expect(eq(dbl, r.difference.estimate.lower, g.difference.lower));
        cr_expect(eq(dbl, r.difference.estimate.std_error, g.difference.std_error));
        cr_expect(eq(dbl, r.risk_ratio.estimate.value, g.ratio.value));
        cr_expect(eq(dbl, r.risk_ratio.estimate.upper, g.ratio.upper));
    }
}

Test(ratio, both_framings_are_one_table)
{
    const gdcs_ratio_result r = estimate(few, many, defaults);
    const gdcs_ratio_result s = estimate((gdcs_part){38, 56}, (gdcs_part){850, 892}, defaults);
    cr_expect(near_relative(r.risk_ratio.estimate.value, 18.0 / 56 / (42.0 / 892), 1e-15));
    cr_expect(eq(dbl, r.risk_ratio_absence.estimate.value, s.risk_ratio.estimate.value));
    cr_expect(eq(dbl, r.risk_ratio_absence.estimate.upper, s.risk_ratio.estimate.upper));
    cr_expect(near_relative(r.odds_ratio.estimate.value,
                            r.risk_ratio.estimate.value / r.risk_ratio_absence.estimate.value,
                            1e-14));
    cr_expect(near_relative(r.odds_ratio.estimate.lower, 1.0 / s.odds_ratio.estimate.upper, 1e-12));
    cr_expect(epsilon_eq(dbl, r.difference.estimate.lower, -s.difference.estimate.upper, 1e-13));
    cr_expect(eq(dbl, r.n_b, 892.0));
    cr_expect(eq(dbl, r.risk_a, 18.0 / 56.0));
    cr_expect(eq(dbl, r.alpha, 0.05));
}

/* 2 % against 1 %: twice the risk, and 0.99 of the absence. */
Test(ratio, framings_that_disagree_are_noted)
{
    const gdcs_ratio_result rare = estimate((gdcs_part){20, 1000}, (gdcs_part){10, 1000}, defaults);
    const gdcs_ratio_result both = estimate((gdcs_part){70, 100}, (gdcs_part){30, 100}, defaults);
    const gdcs_ratio_result none = estimate((gdcs_part){50, 100}, (gdcs_part){45, 100}, defaults);
    cr_expect(eq(u32, rare.notes, GDCS_NOTE_FRAMINGS));
    cr_expect(eq(u32, rare.risk_ratio_absence.notes, GDCS_NOTE_FRAMINGS));
    cr_expect(eq(u32, rare.difference.notes | rare.odds_ratio.notes, 0));
    cr_expect(eq(u32, both.notes | none.notes, 0));
    const gdcs_ratio_result strict =
        estimate((gdcs_part){20, 1000}, (gdcs_part){10, 1000}, (gdcs_ratio_options){.rule = 0.3});
    cr_expect(eq(u32, strict.notes, 0));
    const gdcs_ratio_result mirrored =
        estimate((gdcs_part){980, 1000}, (gdcs_part){990, 1000}, defaults);
    cr_expect(eq(u32, mirrored.notes, GDCS_NOTE_FRAMINGS));
}

Test(ratio, zero_cells_have_limits_and_notes)
{
    const gdcs_ratio_result none = estimate((gdcs_part){0, 30}, (gdcs_part){0, 40}, defaults);
    cr_expect(isnan(none.risk_ratio.estimate.value));
    cr_expect(eq(dbl, none.risk_ratio.estimate.lower, 0.0));
    cr_expect(isinf(none.odds_ratio.estimate.upper));
    cr_expect(eq(dbl, none.risk_ratio_absence.estimate.value, 1.0));
    cr_expect(eq(u32, none.odds_ratio.notes,
                 GDCS_NOTE_ZERO_CELL | GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UPPER_INFINITE));
    cr_expect(eq(u32, none.difference.notes, GDCS_NOTE_ZERO_CELL));
    for (int32_t method = 1; method <= 10; method++) {
        const gdcs_ratio_options o = {.method = method};
        const gdcs_ratio_result r = estimate((gdcs_part){0, 9}, (gdcs_part){7, 7}, o);
        cr_expect(eq(dbl, r.odds_ratio.estimate.value, 0.0), "%s", methods[method]);
        cr_expect(eq(dbl, r.odds_ratio.estimate.lower == 0.0, method != 7), "%s", methods[method]);
        cr_expect(r.odds_ratio.estimate.upper < 1.0, "%s", methods[method]);
        cr_expect(isinf(r.risk_ratio_absence.estimate.value), "%s", methods[method]);
        cr_expect(r.notes & GDCS_NOTE_AT_BOUNDARY && r.notes & GDCS_NOTE_SMALL_BASE);
    }
}

Test(ratio, measures_that_a_method_does_not_serve_say_so)
{
    static const int served[11][4] = {{0},          {1, 1, 1, 1}, {1, 1, 1, 1}, {1, 1, 1, 1},
                                      {1, 1, 1, 1}, {0, 0, 0, 1}, {0, 0, 0, 1}, {1, 1, 1, 1},
                                      {0, 1, 1, 0}, {0, 1, 1, 1}, {1, 1, 1, 1}};
    const gdcs_part a = {8, 25}, b = {3, 40};
    const gdcs_ratio_result plain = estimate(a, b, defaults);
    for (int32_t method = 1; method <= 10; method++) {
        const gdcs_ratio_result r = estimate(a, b, (gdcs_ratio_options){.method = method});
        const gdcs_ratio_measure *m[] = {&r.difference, &r.risk_ratio, &r.risk_ratio_absence,
                                         &r.odds_ratio};
        const gdcs_ratio_measure *p[] = {&plain.difference, &plain.risk_ratio,
                                         &plain.risk_ratio_absence, &plain.odds_ratio};
        for (int k = 0; k < 4; k++) {
            cr_expect(eq(int, (m[k]->notes & GDCS_NOTE_METHOD_CHANGED) == 0, served[method][k]),
                      "%s %d", methods[method], k);
            cr_expect(eq(i32, m[k]->method, served[method][k] ? method : 1), "%s %d",
                      methods[method], k);
            if (!served[method][k])
                cr_expect(eq(dbl, m[k]->estimate.upper, p[k]->estimate.upper));
        }
    }
    const gdcs_ratio_result big =
        estimate((gdcs_part){400, 1000}, (gdcs_part){300, 1000}, (gdcs_ratio_options){.method = 4});
    cr_expect(eq(i32, big.odds_ratio.method, GDCS_RATIO_METHOD_EXACT));
    cr_expect(eq(i32, big.difference.method, GDCS_RATIO_METHOD_MIETTINEN_NURMINEN));
}

/* No count between 1e-9 and 1e15 leaves a hole; the groups swapped give the inverse. */
Test(ratio, has_limits_for_every_count)
{
    static const double whole[] = {1e-9, 0.3, 1, 2, 7.5, 1000, 123456789, 1e12, 1e15};
    static const double share[] = {0, 1e-12, 0.25, 0.5, 1.0 - 1e-9, 1};
    static const int32_t method[] = {1, 2, 3, 7, 8, 9, 10};
    for (int k = 0; k < 7; k++)
        for (int i = 0; i < 9 * 6 * 9 * 6; i++) {
            const gdcs_part a = {share[i % 6] * whole[i / 6 % 9], whole[i / 6 % 9]};
            const gdcs_part b = {share[i / 54 % 6] * whole[i / 324], whole[i / 324]};
            const gdcs_ratio_options o = {.method = method[k]};
            const gdcs_ratio_result r = estimate(a, b, o), s = estimate(b, a, o);
            const gdcs_estimate *m[] = {&r.difference.estimate, &r.risk_ratio.estimate,
                                        &r.risk_ratio_absence.estimate, &r.odds_ratio.estimate};
            for (int j = 0; j < 4; j++)
                cr_expect(le(dbl, m[j]->lower, m[j]->upper), "%s %d %d", methods[method[k]], j, i);
            cr_expect(
                near_relative(r.odds_ratio.estimate.lower, 1.0 / s.odds_ratio.estimate.upper, 1e-8),
                "%s %d: %.17g %.17g", methods[method[k]], i, r.odds_ratio.estimate.lower,
                1.0 / s.odds_ratio.estimate.upper);
        }
}

static void include(gdcs_bounds *b, double x)
{
    if (isnan(x))
        return;
    b->lower = fmin(b->lower, x);
    b->upper = fmax(b->upper, x);
}

/* Each way to allot the unknown to women, men or neither, with the outcome and without. */
static void allot(const gdcs_sex_counts *y, const gdcs_sex_counts *n, gdcs_bounds out[4])
{
    for (double i = 0; i <= y->unknown; i++)
        for (double j = 0; j <= y->unknown - i; j++)
            for (double k = 0; k <= n->unknown; k++)
                for (double l = 0; l <= n->unknown - k; l++) {
                    const double a = y->women + i, b = n->women + k, c = y->men + j, d = n->men + l;
                    include(&out[0], a / (a + b) - c / (c + d));
                    include(&out[1], a / (a + b) / (c / (c + d)));
                    include(&out[2], b / (a + b) / (d / (c + d)));
                    include(&out[3], a * d / (b * c));
                }
}

static gdcs_bounds bounds_at(const gdcs_ratio_result *r, int k)
{
    const gdcs_bounds b[] = {r->difference.bounds, r->risk_ratio.bounds,
                             r->risk_ratio_absence.bounds, r->odds_ratio.bounds};
    return b[k];
}

Test(ratio, bounds_are_the_range_over_every_allotment)
{
    for (int number = 0; number < 729; number++) {
        const gdcs_sex_counts y = {1 + number % 3, 1 + number / 3 % 3, 1, number / 9 % 3, 0};
        const gdcs_sex_counts n = {1 + number / 27 % 3, 1 + number / 81 % 3, 0, number / 243, 0};
        gdcs_bounds want[4];
        for (int k = 0; k < 4; k++)
            want[k] = (gdcs_bounds){INFINITY, -INFINITY};
        const gdcs_ratio_result r = estimate_sexes(y, n);
        allot(&y, &n, want);
        for (int k = 0; k < 4; k++) {
            const gdcs_bounds got = bounds_at(&r, k);
            cr_expect(epsilon_eq(dbl, got.lower, want[k].lower, 1e-14), "%d %d", number, k);
            cr_expect(near_relative(got.upper, want[k].upper, 1e-14) ||
                          fabs(got.upper - want[k].upper) < 1e-14,
                      "%d %d", number, k);
        }
    }
}

/* One more of unknown sex, wherever, never narrows a bound; also where cells are empty. */
Test(ratio, more_unknown_never_narrows_a_bound)
{
    for (int number = 0; number < 1296; number++) {
        gdcs_sex_counts y = {number % 3, number / 3 % 3, 0, number / 9 % 4, 0};
        gdcs_sex_counts n = {number / 36 % 3, number / 108 % 3, 0, number / 324, 0};
        if (y.women + n.women == 0.0 || y.men + n.men == 0.0)
            continue;
        const gdcs_ratio_result before = estimate_sexes(y, n);
        for (int i = 0; i < 2; i++) {
            gdcs_sex_counts more_y = y, more_n = n;
            (i == 0 ? &more_y : &more_n)->unknown++;
            const gdcs_ratio_result after = estimate_sexes(more_y, more_n);
            for (int k = 0; k < 4; k++) {
                const gdcs_bounds a = bounds_at(&before, k), b = bounds_at(&after, k);
                cr_expect(b.lower <= a.lower && a.upper <= b.upper, "%d %d %d", number, i, k);
            }
        }
    }
}

Test(ratio, women_are_compared_with_men)
{
    const gdcs_ratio_result r =
        estimate_sexes((gdcs_sex_counts){18, 42, 1, 4, 2}, (gdcs_sex_counts){38, 850, 0, 9, 0});
    const gdcs_ratio_result s = estimate(few, many, defaults);
    cr_expect(eq(dbl, r.odds_ratio.estimate.lower, s.odds_ratio.estimate.lower));
    cr_expect(eq(dbl, r.unknown, 13.0));
    cr_expect(
        eq(u32, r.notes,
           s.notes | GDCS_NOTE_UNKNOWN_PRESENT | GDCS_NOTE_OTHER_PRESENT | GDCS_NOTE_NOT_PERSONS));
}

enum { N = 6 };

Test(ratio, each_is_the_scalar_form_over_arrays)
{
    const double part_a[N] = {18, 0, 0, 7, NAN, 3.5}, whole_a[N] = {56, 5, 5, 7, 9, 9};
    const double part_b[N] = {42, 0, 2, 1, 2, 1}, whole_b[N] = {892, 4, 9, 1, 3, 8};
    const gdcs_part_arrays in = {sizeof in, 0, part_a, whole_a, part_b, whole_b};
    for (int32_t method = 1; method <= 4; method += 3) {
        const gdcs_ratio_options o = {.struct_size = sizeof o, .method = method};
        double value[4][N], lower[4][N], upper[4][N], error[4][N], low[4][N], high[4][N];
        uint32_t notes[4][N];
        gdcs_estimate_arrays out[4];
        for (int k = 0; k < 4; k++)
            out[k] = (gdcs_estimate_arrays){sizeof out[k], 0,      value[k], lower[k], upper[k],
                                            error[k],      low[k], high[k],  notes[k]};
        cr_assert(eq(i32, gdcs_ratio_each(&in, N, &o, &out[0], &out[1], &out[2], &out[3], NULL),
                     GDCS_OK));
        for (int i = 0; i < 4; i++) {
            const gdcs_ratio_result r =
                estimate((gdcs_part){part_a[i], whole_a[i]}, (gdcs_part){part_b[i], whole_b[i]}, o);
            const gdcs_ratio_measure *m[] = {&r.difference, &r.risk_ratio, &r.risk_ratio_absence,
                                             &r.odds_ratio};
            for (int k = 0; k < 4; k++) {
                const gdcs_estimate *e = &m[k]->estimate;
                cr_expect(near_relative(value[k][i], e->value, 0.0), "%d %d", k, i);
                cr_expect(near_relative(lower[k][i], e->lower, 0.0), "%d %d", k, i);
                cr_expect(near_relative(upper[k][i], e->upper, 0.0), "%d %d", k, i);
                cr_expect(near_relative(error[k][i], e->std_error, 0.0), "%d %d", k, i);
                cr_expect(near_relative(low[k][i], m[k]->bounds.lower, 0.0), "%d %d", k, i);
                cr_expect(near_relative(high[k][i], m[k]->bounds.upper, 0.0), "%d %d", k, i);
                cr_expect(eq(u32, notes[k][i], m[k]->notes), "%d %d", k, i);
            }
        }
        cr_expect(isnan(value[3][4]));
        cr_expect(eq(u32, notes[3][4], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
        cr_expect(near_relative(low[0][4], -2.0 / 3.0, 1e-15));
        cr_expect(eq(int, (notes[3][5] & GDCS_NOTE_METHOD_CHANGED) != 0, method == 4));
        cr_expect(near_relative(value[3][5], 3.5 * 7 / 5.5, 1e-15));
    }
    cr_expect(eq(i32, gdcs_ratio_each(&in, N, NULL, NULL, NULL, NULL, NULL, NULL), GDCS_OK));
}

static gdcs_status status_of(gdcs_part a, gdcs_part b, gdcs_ratio_options o)
{
    gdcs_ratio_result r = {.struct_size = sizeof r, .alpha = 4711.0};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_ratio_estimate(&a, &b, &o, &r, &err);
    cr_expect(eq(i32, err.status, status));
    if (status != GDCS_OK)
        cr_expect(eq(dbl, r.alpha, 4711.0));
    return status;
}

Test(ratio, refuses_what_it_does_not_understand)
{
    const gdcs_part good = {2, 5}, empty = {0, 0}, above = {6, 5}, negative = {-1, 5};
    const gdcs_part fraction = {0.5, 5}, nan = {NAN, 5}, huge = {1, INFINITY};
    cr_expect(eq(i32, status_of(good, good, defaults), GDCS_OK));
    cr_expect(eq(i32, status_of(empty, good, defaults), GDCS_E_EMPTY));
    cr_expect(eq(i32, status_of(good, empty, defaults), GDCS_E_EMPTY));
    cr_expect(eq(i32, status_of(above, good, defaults), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(good, negative, defaults), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(nan, good, defaults), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(huge, good, defaults), GDCS_E_VALUE));
    for (int32_t method = 4; method <= 6; method++)
        cr_expect(eq(i32, status_of(fraction, good, (gdcs_ratio_options){.method = method}),
                     GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.method = 11}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.method = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.level = 95}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.rule = 1.25}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.rule = NAN}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.test = 12}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.test = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_ratio_options){.level = 0.9, .alpha = 0.1}),
                 GDCS_E_OPTION));
}

Test(ratio, refuses_missing_pointers_and_structs_without_size)
{
    const gdcs_part p = {2, 5};
    const gdcs_sex_counts c = {.women = 4, .men = 9}, bad = {.women = 4, .men = -9};
    const gdcs_sex_counts nobody = {.unknown = 4};
    const gdcs_ratio_options sizeless = {.method = 1};
    gdcs_ratio_result r = {.struct_size = sizeof r}, small = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_ratio_estimate(NULL, &p, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_estimate(&p, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_estimate(&p, &p, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_estimate(&p, &p, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_ratio_estimate(&p, &p, &sizeless, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_ratio_estimate_sexes(NULL, &c, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_estimate_sexes(&c, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_estimate_sexes(&c, &c, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_estimate_sexes(&bad, &c, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_ratio_estimate_sexes(&nobody, &nobody, NULL, &r, NULL), GDCS_E_EMPTY));
}

Test(ratio, each_refuses_arrays_it_cannot_use)
{
    const double one[] = {1, 5}, two[] = {2, 2};
    gdcs_part_arrays in = {sizeof in, 0, one, two, one, two};
    const gdcs_estimate_arrays sizeless = {.value = NULL};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(
        eq(i32, gdcs_ratio_each(NULL, 1, NULL, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_ratio_each(&in, -1, NULL, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_ratio_each(&in, 1, NULL, NULL, NULL, NULL, &sizeless, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_ratio_each(&in, 2, NULL, NULL, NULL, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    in.whole_b = NULL;
    cr_expect(
        eq(i32, gdcs_ratio_each(&in, 1, NULL, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
}

Test(ratio, structs_have_the_sizes_of_the_release)
{
    cr_expect(eq(sz, sizeof(gdcs_ratio_result), 280));
    cr_expect(eq(sz, sizeof(gdcs_ratio_measure), 56));
    cr_expect(eq(sz, sizeof(gdcs_ratio_options), 40));
    cr_expect(eq(sz, sizeof(gdcs_part_arrays), 40));
}
