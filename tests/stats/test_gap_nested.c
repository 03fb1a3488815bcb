/* Mirrors lib/stats/gap/nested.c and nested_bounds.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(gap_nested, .timeout = 30);

static gdcs_gap_result nested(gdcs_part a, gdcs_part b, int32_t method, double alpha)
{
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = method, .alpha = alpha};
    gdcs_gap_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    cr_assert(eq(i32, gdcs_gap_estimate_nested(&a, &b, &o, &r, &err), GDCS_OK), "%s", err.message);
    return r;
}

/* Written by gap.py: 60 digits, each value tested as such. */
Test(gap_nested, agrees_with_sixty_digits)
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
        if (strcmp(what, "nested") != 0)
            continue;
        const gdcs_gap_result r =
            nested((gdcs_part){p[0], p[1]}, (gdcs_part){p[2], p[3]},
                   strcmp(method, "hybrid") == 0 ? GDCS_GAP_METHOD_NEWCOMBE
                                                 : GDCS_GAP_METHOD_MIETTINEN_NURMINEN,
                   alpha);
        const gdcs_estimate e = strcmp(quantity, "ratio") == 0 ? r.ratio : r.difference;
        const double got[] = {e.value, e.lower, e.upper, e.std_error};
        for (int i = 0; i < 4; i++)
            cr_expect(near_relative(got[i], strtod(text[i], NULL), 1e-9) ||
                          fabs(got[i] - strtod(text[i], NULL)) < 1e-17,
                      "%s %s %g/%g in %g/%g alpha %g, number %d: %.17g, not %s", method, quantity,
                      p[0], p[1], p[2], p[3], alpha, i, got[i], text[i]);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 104));
}

Test(gap_nested, is_part_against_rest_scaled)
{
    const gdcs_part a = {9, 31}, b = {40, 200}, rest = {31, 169};
    for (int32_t method = 1; method <= 3; method++) {
        const gdcs_gap_options o = {.struct_size = sizeof o, .method = method};
        const gdcs_gap_result r = nested(a, b, method, 0.0);
        gdcs_gap_result apart = {.struct_size = sizeof apart};
        cr_assert(eq(i32, gdcs_gap_estimate(&a, &rest, &o, &apart, NULL), GDCS_OK));
        cr_expect(near_relative(r.difference.lower, apart.difference.lower * 169 / 200, 1e-14));
        cr_expect(near_relative(r.difference.upper, apart.difference.upper * 169 / 200, 1e-14));
        cr_expect(near_relative(r.share_b, 0.2, 1e-15) && r.n_b == 200.0);
        cr_expect(near_relative(r.ratio.value, 9.0 / 31.0 / 0.2, 1e-14));
        cr_expect(r.ratio.lower < r.ratio.value && r.ratio.value < r.ratio.upper);
        cr_expect(eq(i32, r.method, method));
    }
}

Test(gap_nested, is_narrower_than_as_if_independent_and_ends_at_the_sizes)
{
    const gdcs_part a = {30, 100}, b = {60, 150}, all = {5, 20}, none = {5, 80};
    gdcs_gap_result apart = {.struct_size = sizeof apart};
    cr_assert(eq(i32, gdcs_gap_estimate(&a, &b, NULL, &apart, NULL), GDCS_OK));
    const gdcs_gap_result r = nested(a, b, 0, 0.0), top = nested(all, none, 0, 0.0);
    cr_expect(r.difference.upper - r.difference.lower <
              0.6 * (apart.difference.upper - apart.difference.lower));
    cr_expect(near_relative(top.ratio.value, 4.0, 1e-15));
    cr_expect(near_relative(top.ratio.upper, 4.0, 1e-15));
    cr_expect(eq(u32, top.notes & GDCS_NOTE_UPPER_INFINITE, 0));
    cr_expect(eq(u32, top.notes & GDCS_NOTE_AT_BOUNDARY, GDCS_NOTE_AT_BOUNDARY));
    const gdcs_gap_result nobody =
        nested((gdcs_part){0, 20}, (gdcs_part){0, 80}, GDCS_GAP_METHOD_NEWCOMBE, 0.0);
    cr_expect(isnan(nobody.ratio.value) && (nobody.notes & GDCS_NOTE_NOT_ESTIMABLE) != 0);
    cr_expect(nobody.ratio.lower == 0.0 && nobody.ratio.upper == 4.0);
}

/* All ways to allot the unknown, in quarters of persons. */
static void search(const gdcs_sex_counts *a, const gdcs_sex_counts *rest, gdcs_bounds out[2])
{
    out[0] = out[1] = (gdcs_bounds){INFINITY, -INFINITY};
    const double s = 0.25;
    for (double i = 0; i <= a->unknown; i += s)
        for (double j = 0; i + j <= a->unknown; j += s)
            for (double k = 0; k <= rest->unknown; k += s)
                for (double l = 0; k + l <= rest->unknown; l += s) {
                    const double w = a->women + i, m = a->men + j;
                    const double women = w + rest->women + k, men = m + rest->men + l;
                    const double x = w / (w + m), y = women / (women + men);
                    const double value[] = {x - y, x / y};
                    for (int v = 0; v < 2; v++)
                        if (!isnan(value[v])) {
                            out[v].lower = fmin(out[v].lower, value[v]);
                            out[v].upper = fmax(out[v].upper, value[v]);
                        }
                }
}

Test(gap_nested, bounds_are_those_over_every_way_to_allot)
{
    const gdcs_sex_counts cases[][2] = {
        {{3, 8, 0, 4, 0}, {10, 12, 0, 3, 0}}, {{0, 8, 0, 2, 0}, {1, 40, 0, 5, 0}},
        {{5, 0, 0, 3, 0}, {2, 2, 0, 0, 0}},   {{1, 1, 0, 6, 0}, {1, 30, 1, 2, 0}},
        {{2, 1, 0, 5, 0}, {30, 1, 0, 0, 0}},  {{4, 4, 0, 0, 0}, {9, 1, 0, 6, 0}},
        {{1, 0, 0, 8, 0}, {0, 3, 0, 1, 0}},   {{0, 1, 0, 8, 0}, {3, 0, 0, 1, 0}}};
    for (size_t c = 0; c < sizeof cases / sizeof *cases; c++) {
        const gdcs_sex_counts *a = &cases[c][0], *rest = &cases[c][1];
        const gdcs_sex_counts b = {a->women + rest->women, a->men + rest->men, rest->other,
                                   a->unknown + rest->unknown, 0};
        gdcs_gap_result r = {.struct_size = sizeof r};
        gdcs_bounds wanted[2];
        cr_assert(eq(i32, gdcs_gap_estimate_women_nested(a, &b, NULL, &r, NULL), GDCS_OK));
        search(a, rest, wanted);
        const gdcs_bounds got[2] = {r.difference_bounds, r.ratio_bounds};
        for (int v = 0; v < 2; v++) {
            cr_expect(got[v].lower <= wanted[v].lower + 1e-12, "case %zu %d", c, v);
            cr_expect(got[v].upper >= wanted[v].upper - 1e-12, "case %zu %d", c, v);
            cr_expect(wanted[v].lower - got[v].lower < 2e-3, "case %zu %d: %g, met %g", c, v,
                      got[v].lower, wanted[v].lower);
            if (a->women > 0.0)
                cr_expect(near_relative(got[v].upper, wanted[v].upper, 5e-3),
                          "case %zu %d: %g, met %g", c, v, got[v].upper, wanted[v].upper);
        }
        cr_expect(eq(dbl, r.unknown_b, b.unknown));
    }
}

Test(gap_nested, swapping_the_sexes_negates_difference_and_bounds)
{
    const gdcs_sex_counts a = {3, 8, 0, 4, 0}, b = {13, 20, 0, 7, 0};
    const gdcs_sex_counts x = {8, 3, 0, 4, 0}, y = {20, 13, 0, 7, 0};
    gdcs_gap_result r = {.struct_size = sizeof r}, s = {.struct_size = sizeof s};
    cr_assert(eq(i32, gdcs_gap_estimate_women_nested(&a, &b, NULL, &r, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_gap_estimate_women_nested(&x, &y, NULL, &s, NULL), GDCS_OK));
    cr_expect(near_relative(r.difference.lower, -s.difference.upper, 1e-12));
    cr_expect(eq(dbl, r.difference_bounds.lower, -s.difference_bounds.upper));
    cr_expect(eq(dbl, r.difference_bounds.upper, -s.difference_bounds.lower));
}

Test(gap_nested, each_is_the_scalar_form)
{
    const double pa[] = {7, 0, NAN, 5}, na[] = {25, 12, 3, 5}, pb[] = {19, 9, 4, 5},
                 nb[] = {105, 80, 9, 5};
    const gdcs_part_arrays in = {sizeof in, 0, pa, na, pb, nb};
    double value[4], lower[4], bound[4], ratio[4];
    uint32_t notes[4];
    const gdcs_estimate_arrays d = {.struct_size = sizeof d,
                                    .value = value,
                                    .lower = lower,
                                    .bound_upper = bound,
                                    .notes = notes};
    const gdcs_estimate_arrays q = {.struct_size = sizeof q, .upper = ratio};
    cr_assert(eq(i32, gdcs_gap_each_nested(&in, 4, NULL, &d, &q, NULL), GDCS_OK));
    for (int i = 0; i < 2; i++) {
        const gdcs_gap_result r =
            nested((gdcs_part){pa[i], na[i]}, (gdcs_part){pb[i], nb[i]}, 0, 0.0);
        cr_expect(eq(dbl, value[i], r.difference.value));
        cr_expect(eq(dbl, lower[i], r.difference.lower));
        cr_expect(eq(dbl, ratio[i], r.ratio.upper));
    }
    cr_expect(isnan(value[2]) && (notes[2] & GDCS_NOTE_MISSING_CELL) != 0);
    cr_expect(isnan(value[3]) && notes[3] == (notes[3] | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(bound[2] == 1.0);
}

Test(gap_nested, refuses_what_is_not_inside)
{
    const gdcs_part a = {5, 10}, few = {4, 30}, small = {9, 12}, same = {5, 10}, good = {9, 40};
    const gdcs_part half = {0.5, 10}, large = {1000, 1e6};
    const gdcs_gap_options exact = {.struct_size = sizeof exact, .method = GDCS_GAP_METHOD_EXACT};
    const gdcs_gap_options wrong = {.struct_size = sizeof wrong, .method = 9};
    gdcs_gap_result r = {.struct_size = sizeof r}, unset = {.struct_size = 0};
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, &few, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, &small, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, &same, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(NULL, &good, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, &good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, &good, NULL, &unset, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, &good, &wrong, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&half, &good, &exact, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_estimate_nested(&a, &large, &exact, &r, NULL), GDCS_E_LIMIT));
    const gdcs_sex_counts group = {3, 4, 0, 2, 0}, total = {9, 9, 0, 1, 0};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(
        eq(i32, gdcs_gap_estimate_women_nested(&group, &total, NULL, &r, &err), GDCS_E_VALUE));
    cr_expect_str_eq(err.field, "unknown");
    const double pa[] = {1, 5}, na[] = {2, 6}, pb[] = {3, 4}, nb[] = {8, 9};
    const gdcs_part_arrays in = {sizeof in, 0, pa, na, pb, nb};
    cr_expect(eq(i32, gdcs_gap_each_nested(&in, 2, NULL, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
}

static gdcs_table *offices(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "office*=group sex");
    add(t, "north F", 12);
    add(t, "north M", 50);
    add(t, "north _U", 2);
    add(t, "south F", 30);
    add(t, "south M", 61);
    add(t, "east F", 4);
    add(t, "east M", 44);
    add(t, "east _U", 1);
    add(t, "TOTAL F", 46);
    return t;
}

static gdcs_frame *frame_of(const gdcs_table *t, const char *b)
{
    const gdcs_gap_pair pair = {.struct_size = sizeof pair, .axis = "office", .a = "north", .b = b};
    gdcs_frame *out = NULL;
    cr_assert(eq(i32, gdcs_gap_table_nested(t, &pair, NULL, 0, NULL, &out, NULL), GDCS_OK));
    return out;
}

static double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

Test(gap_nested, the_table_has_a_label_against_all)
{
    gdcs_table *t = offices();
    gdcs_frame *f = frame_of(t, NULL), *g = frame_of(t, "south");
    const gdcs_sex_counts a = {12, 50, 0, 2, 0}, b = {46, 155, 0, 3, 0}, c = {42, 111, 0, 2, 0};
    gdcs_gap_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_gap_estimate_women_nested(&a, &b, NULL, &r, NULL), GDCS_OK));
    cr_expect(eq(dbl, number(f, "lower", 0), r.difference.lower));
    cr_expect(eq(dbl, number(f, "upper", 1), r.ratio.upper));
    cr_expect(eq(dbl, number(f, "bound_upper", 1), r.ratio_bounds.upper));
    cr_expect(eq(dbl, number(f, "n_b", 0), 201.0));
    cr_assert(eq(i32, gdcs_gap_estimate_women_nested(&a, &c, NULL, &r, NULL), GDCS_OK));
    cr_expect(eq(dbl, number(g, "value", 0), r.difference.value));
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(t);
}

/* Exact, then an interval around it, then missing: the bounds only widen. */
Test(gap_nested, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"north F", "north M", "north _U", "south F",
                                        "east M",  "east _U", "south _U"};
    static const double at[] = {12, 50, 2, 30, 44, 1, 0};
    for (size_t c = 0; c < sizeof at / sizeof *at; c++) {
        gdcs_bounds before[2] = {{INFINITY, -INFINITY}, {INFINITY, -INFINITY}};
        for (int step = 0; step < 5; step++) {
            gdcs_table *t = offices();
            if (step > 0 && step < 4)
                set_range(t, cells[c], fmax(at[c] - 3 * step * step, 0), at[c] + 2 * step, 'Q');
            if (step == 4)
                set_missing(t, cells[c], 'M');
            gdcs_frame *f = frame_of(t, NULL);
            for (int row = 0; row < 2; row++) {
                const gdcs_bounds now = {number(f, "bound_lower", row),
                                         number(f, "bound_upper", row)};
                cr_expect(now.lower <= before[row].lower + 1e-15, "%s step %d", cells[c], step);
                cr_expect(now.upper >= before[row].upper - 1e-15, "%s step %d", cells[c], step);
                before[row] = now;
            }
            gdcs_frame_free(f);
            gdcs_table_free(t);
        }
    }
}

static gdcs_status attempt(void *context)
{
    const gdcs_gap_pair pair = {.struct_size = sizeof pair, .axis = "office", .a = "north"};
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_gap_table_nested(context, &pair, NULL, 0, NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(gap_nested, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = offices();
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
