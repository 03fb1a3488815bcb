/* Mirrors lib/stats/gap/; the limits themselves are in tests/num/test_contrast.c. */
#include "num/interval/contrast.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(gap, .timeout = 30);

static gdcs_gap_result estimate(gdcs_part a, gdcs_part b, gdcs_gap_options o)
{
    gdcs_gap_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_gap_estimate(&a, &b, &o, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

static gdcs_gap_result estimate_women(gdcs_sex_counts a, gdcs_sex_counts b)
{
    gdcs_gap_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_gap_estimate_women(&a, &b, NULL, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

/* 18 of 56 witnesses and 42 of 892 collaborators in Italy, 2022. */
static const gdcs_part witnesses = {18, 56}, collaborators = {42, 892};
static const gdcs_gap_options defaults = {0};

static int32_t method_of(const char *name)
{
    if (strcmp(name, "exact") == 0)
        return GDCS_GAP_METHOD_EXACT;
    return strcmp(name, "hybrid") == 0 ? GDCS_GAP_METHOD_NEWCOMBE
                                       : GDCS_GAP_METHOD_MIETTINEN_NURMINEN;
}

/* Written by contrast.py. */
Test(gap, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("contrast.csv");
    char method[16], quantity[16];
    double yes1, no1, yes2, no2, alpha, lower, upper;
    int rows = 0;
    while (fscanf(csv, "%15[^,],%15[^,],%lf,%lf,%lf,%lf,%lf,%lf,%lf\n", method, quantity, &yes1,
                  &no1, &yes2, &no2, &alpha, &lower, &upper) == 9) {
        const int ratio = strcmp(quantity, "ratio") == 0;
        if (strcmp(method, "log") == 0 || (!ratio && strcmp(quantity, "difference") != 0))
            continue;
        const gdcs_part a = {yes1, yes1 + no1}, b = {yes2, yes2 + no2};
        const gdcs_gap_options o = {.method = method_of(method), .alpha = alpha};
        const gdcs_gap_result r = estimate(a, b, o);
        const gdcs_estimate *e = ratio ? &r.ratio : &r.difference;
        cr_expect(near_relative(e->lower, lower, 1e-9) && near_relative(e->upper, upper, 1e-9),
                  "row %d: %s %s [%.17g, %.17g]", rows, method, quantity, e->lower, e->upper);
        rows++;
    }
    fclose(csv);
    cr_expect(gt(int, rows, 900));
}

Test(gap, is_the_difference_and_the_quotient_of_two_shares)
{
    const gdcs_gap_result r = estimate(witnesses, collaborators, defaults);
    cr_expect(near_relative(r.difference.value, 18.0 / 56.0 - 42.0 / 892.0, 1e-15));
    cr_expect(near_relative(r.ratio.value, 18.0 / 56.0 * 892.0 / 42.0, 1e-15));
    cr_expect(eq(dbl, r.n_a, 56.0));
    cr_expect(eq(dbl, r.share_b, 42.0 / 892.0));
    cr_expect(eq(dbl, r.alpha, 0.05));
    cr_expect(eq(i32, r.method, GDCS_GAP_METHOD_MIETTINEN_NURMINEN));
    cr_expect(eq(u32, r.notes, 0));
    cr_expect(near_relative(r.difference_bounds.lower, r.difference.value, 1e-14));
    cr_expect(near_relative(r.ratio_bounds.upper, r.ratio.value, 1e-14));
    const double wald = sqrt(18.0 / 56 * 38 / 56 / 56 + 42.0 / 892 * 850 / 892 / 892);
    cr_expect(near_relative(r.difference.std_error, wald, 1e-14));
    const double katz = r.ratio.value * sqrt(1.0 / 18 - 1.0 / 56 + 1.0 / 42 - 1.0 / 892);
    cr_expect(near_relative(r.ratio.std_error, katz, 1e-14));
}

Test(gap, level_and_alpha_are_two_words_for_one_thing)
{
    const gdcs_gap_result a = estimate(witnesses, collaborators, (gdcs_gap_options){.level = 0.99});
    const gdcs_gap_result b = estimate(witnesses, collaborators, (gdcs_gap_options){.alpha = 0.01});
    cr_expect(eq(dbl, a.difference.lower, b.difference.lower));
    cr_expect(eq(dbl, a.alpha, b.alpha));
}

static void include(gdcs_bounds *b, double x)
{
    if (isnan(x))
        return;
    b->lower = fmin(b->lower, x);
    b->upper = fmax(b->upper, x);
}

/* Each way to allot the unknown to women, men or neither, in both samples. */
static void allot(const gdcs_sex_counts *a, const gdcs_sex_counts *b, gdcs_bounds out[2])
{
    for (double i = 0; i <= a->unknown; i++)
        for (double j = 0; j <= a->unknown - i; j++)
            for (double k = 0; k <= b->unknown; k++)
                for (double l = 0; l <= b->unknown - k; l++) {
                    const double p = (a->women + i) / (a->women + i + a->men + j);
                    const double q = (b->women + k) / (b->women + k + b->men + l);
                    include(&out[0], p - q);
                    include(&out[1], p / q);
                }
}

Test(gap, bounds_are_the_range_over_every_allotment)
{
    for (int number = 0; number < 729; number++) {
        const gdcs_sex_counts a = {number % 3, number / 3 % 3, 1, number / 9 % 3, 0};
        const gdcs_sex_counts b = {number / 27 % 3, number / 81 % 3, 0, number / 243 % 3, 0};
        gdcs_bounds want[2] = {{INFINITY, -INFINITY}, {INFINITY, -INFINITY}};
        if (a.women + a.men == 0.0 || b.women + b.men == 0.0)
            continue;
        const gdcs_gap_result r = estimate_women(a, b);
        allot(&a, &b, want);
        cr_expect(epsilon_eq(dbl, r.difference_bounds.lower, want[0].lower, 1e-15), "%d", number);
        cr_expect(epsilon_eq(dbl, r.difference_bounds.upper, want[0].upper, 1e-15), "%d", number);
        if (want[1].lower <= want[1].upper) {
            cr_expect(near_relative(r.ratio_bounds.lower, want[1].lower, 1e-15), "%d", number);
            cr_expect(near_relative(r.ratio_bounds.upper, want[1].upper, 1e-15), "%d", number);
        } else {
            cr_expect(eq(dbl, r.ratio_bounds.lower, 0.0), "%d", number);
            cr_expect(isinf(r.ratio_bounds.upper), "%d", number);
        }
    }
}

Test(gap, unknown_sex_leaves_the_value_alone)
{
    const gdcs_gap_result r =
        estimate_women((gdcs_sex_counts){18, 38, 1, 4, 0}, (gdcs_sex_counts){42, 850, 0, 9, 2});
    const gdcs_gap_result s = estimate(witnesses, collaborators, defaults);
    cr_expect(eq(dbl, r.difference.lower, s.difference.lower));
    cr_expect(eq(dbl, r.ratio.upper, s.ratio.upper));
    cr_expect(eq(dbl, r.unknown_a, 4.0));
    cr_expect(eq(dbl, r.unknown_b, 9.0));
    cr_expect(eq(u32, r.notes,
                 GDCS_NOTE_UNKNOWN_PRESENT | GDCS_NOTE_OTHER_PRESENT | GDCS_NOTE_NOT_PERSONS));
}

Test(gap, zero_parts_have_limits_and_notes)
{
    const gdcs_gap_result none = estimate((gdcs_part){0, 30}, (gdcs_part){0, 40}, defaults);
    cr_expect(eq(dbl, none.difference.value, 0.0));
    cr_expect(lt(dbl, none.difference.lower, 0.0));
    cr_expect(isnan(none.ratio.value));
    cr_expect(eq(dbl, none.ratio.lower, 0.0));
    cr_expect(isinf(none.ratio.upper));
    cr_expect(eq(u32, none.notes,
                 GDCS_NOTE_ZERO_CELL | GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_UPPER_INFINITE));
    const gdcs_gap_result other = estimate((gdcs_part){30, 30}, (gdcs_part){0, 40}, defaults);
    cr_expect(isinf(other.ratio.value));
    cr_expect(eq(dbl, other.difference.value, 1.0));
    cr_expect(eq(dbl, other.difference.upper, 1.0));
    cr_expect(eq(u32, other.notes,
                 GDCS_NOTE_ZERO_CELL | GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_UPPER_INFINITE));
    const gdcs_gap_result small = estimate((gdcs_part){1.5, 19}, (gdcs_part){3, 40}, defaults);
    cr_expect(eq(u32, small.notes, GDCS_NOTE_SMALL_BASE | GDCS_NOTE_NOT_WHOLE));
}

/* No count between 1e-9 and 1e15 leaves a hole. */
Test(gap, has_limits_for_every_count)
{
    static const double whole[] = {1e-9, 0.3, 1, 2, 7.5, 1000, 123456789, 1e12, 1e15};
    static const double share[] = {0, 1e-12, 0.25, 0.5, 1.0 - 1e-9, 1};
    for (int32_t method = 1; method <= 2; method++)
        for (int i = 0; i < 9 * 6 * 9 * 6; i++) {
            const gdcs_part a = {share[i % 6] * whole[i / 6 % 9], whole[i / 6 % 9]};
            const gdcs_part b = {share[i / 54 % 6] * whole[i / 324], whole[i / 324]};
            const gdcs_gap_result r = estimate(a, b, (gdcs_gap_options){.method = method});
            cr_expect(le(dbl, r.difference.lower, r.difference.value), "%d %d", method, i);
            cr_expect(le(dbl, r.difference.value, r.difference.upper), "%d %d", method, i);
            cr_expect(le(dbl, r.ratio.lower, r.ratio.upper), "%d %d", method, i);
        }
}

enum { N = 6 };

Test(gap, each_is_the_scalar_form_over_arrays)
{
    const double part_a[N] = {18, 0, 0, 7, NAN, 3}, whole_a[N] = {56, 5, 5, 7, 9, 0};
    const double part_b[N] = {42, 0, 2, 1, 2, 1}, whole_b[N] = {892, 4, 9, 1, 3, 8};
    const gdcs_part_arrays in = {sizeof in, 0, part_a, whole_a, part_b, whole_b};
    double value[2][N], lower[2][N], upper[2][N], error[2][N], low[2][N], high[2][N];
    double part_zero[N];
    uint32_t notes[2][N];
    gdcs_estimate_arrays out[2];
    memcpy(part_zero, part_a, sizeof part_zero);
    part_zero[5] = 0;
    gdcs_part_arrays input = in;
    input.part_a = part_zero;
    for (int k = 0; k < 2; k++)
        out[k] = (gdcs_estimate_arrays){sizeof out[k], 0,      value[k], lower[k], upper[k],
                                        error[k],      low[k], high[k],  notes[k]};
    cr_assert(eq(i32, gdcs_gap_each(&input, N, NULL, &out[0], &out[1], NULL), GDCS_OK));
    for (int i = 0; i < 4; i++) {
        const gdcs_gap_result r = estimate((gdcs_part){part_a[i], whole_a[i]},
                                           (gdcs_part){part_b[i], whole_b[i]}, defaults);
        const gdcs_estimate *want[] = {&r.difference, &r.ratio};
        const gdcs_bounds *bounds[] = {&r.difference_bounds, &r.ratio_bounds};
        for (int k = 0; k < 2; k++) {
            cr_expect(near_relative(value[k][i], want[k]->value, 0.0), "%d %d", k, i);
            cr_expect(near_relative(lower[k][i], want[k]->lower, 0.0), "%d %d", k, i);
            cr_expect(near_relative(upper[k][i], want[k]->upper, 0.0), "%d %d", k, i);
            cr_expect(near_relative(error[k][i], want[k]->std_error, 0.0), "%d %d", k, i);
            cr_expect(near_relative(low[k][i], bounds[k]->lower, 0.0), "%d %d", k, i);
            cr_expect(near_relative(high[k][i], bounds[k]->upper, 0.0), "%d %d", k, i);
        }
        cr_expect(eq(u32, notes[0][i] | notes[1][i], r.notes), "%d", i);
    }
    cr_expect(eq(u32, notes[0][1], GDCS_NOTE_ZERO_CELL | GDCS_NOTE_SMALL_BASE));
    cr_expect(isnan(value[0][4]));
    cr_expect(eq(u32, notes[0][4], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_MISSING_CELL));
    cr_expect(isnan(value[1][5]));
    cr_expect(eq(u32, notes[1][5], GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(epsilon_eq(dbl, low[0][5], -0.125, 1e-15));
}

Test(gap, each_takes_another_method_where_the_exact_one_ends)
{
    const double part_a[] = {3, 3.5, 3}, whole_a[] = {10, 10, 1000};
    const double part_b[] = {1, 1, 90}, whole_b[] = {10, 10, 1000};
    const gdcs_part_arrays in = {sizeof in, 0, part_a, whole_a, part_b, whole_b};
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = GDCS_GAP_METHOD_EXACT};
    double lower[3];
    uint32_t notes[3];
    const gdcs_estimate_arrays d = {.struct_size = sizeof d, .lower = lower, .notes = notes};
    cr_assert(eq(i32, gdcs_gap_each(&in, 3, &o, &d, NULL, NULL), GDCS_OK));
    cr_expect(eq(u32, notes[0] & GDCS_NOTE_METHOD_CHANGED, 0));
    for (int i = 1; i < 3; i++) {
        const gdcs_gap_result r = estimate((gdcs_part){part_a[i], whole_a[i]},
                                           (gdcs_part){part_b[i], whole_b[i]}, defaults);
        cr_expect(eq(u32, notes[i] & GDCS_NOTE_METHOD_CHANGED, GDCS_NOTE_METHOD_CHANGED));
        cr_expect(eq(dbl, lower[i], r.difference.lower));
    }
}

static gdcs_status status_of(gdcs_part a, gdcs_part b, gdcs_gap_options o)
{
    gdcs_gap_result r = {.struct_size = sizeof r, .alpha = 4711.0};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_gap_estimate(&a, &b, &o, &r, &err);
    cr_expect(eq(i32, err.status, status));
    if (status != GDCS_OK)
        cr_expect(eq(dbl, r.alpha, 4711.0));
    return status;
}

Test(gap, refuses_what_it_does_not_understand)
{
    const gdcs_part good = {2, 5}, empty = {0, 0}, above = {6, 5}, negative = {-1, 5};
    const gdcs_part fraction = {0.5, 5}, nan = {NAN, 5}, huge = {1, INFINITY}, many = {3, 700};
    const gdcs_gap_options exact = {.method = GDCS_GAP_METHOD_EXACT};
    cr_expect(eq(i32, status_of(good, good, defaults), GDCS_OK));
    cr_expect(eq(i32, status_of(empty, good, defaults), GDCS_E_EMPTY));
    cr_expect(eq(i32, status_of(good, empty, defaults), GDCS_E_EMPTY));
    cr_expect(eq(i32, status_of(above, good, defaults), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(good, negative, defaults), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(nan, good, defaults), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(huge, good, defaults), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(fraction, good, exact), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(many, many, exact), GDCS_E_LIMIT));
    cr_expect(eq(i32, status_of(good, good, (gdcs_gap_options){.method = 4}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_gap_options){.method = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_gap_options){.level = 95}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_gap_options){.alpha = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, status_of(good, good, (gdcs_gap_options){.level = 0.9, .alpha = 0.1}),
                 GDCS_E_OPTION));
}

Test(gap, refuses_missing_pointers_and_structs_without_size)
{
    const gdcs_part p = {2, 5};
    const gdcs_sex_counts c = {.women = 4, .men = 9}, bad = {.women = 4, .men = -9};
    const gdcs_sex_counts nobody = {.unknown = 4};
    const gdcs_gap_options sizeless = {.method = 1};
    gdcs_gap_result r = {.struct_size = sizeof r}, small = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_gap_estimate(NULL, &p, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate(&p, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate(&p, &p, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate(&p, &p, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_gap_estimate(&p, &p, &sizeless, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_gap_estimate_women(NULL, &c, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_women(&c, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_women(&c, &c, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_estimate_women(&c, &bad, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_gap_estimate_women(&nobody, &c, NULL, &r, NULL), GDCS_E_EMPTY));
}

Test(gap, each_refuses_arrays_it_cannot_use)
{
    const double one[] = {1, 5}, two[] = {2, 2};
    gdcs_part_arrays in = {sizeof in, 0, one, two, one, two};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_gap_each(NULL, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_each(&in, -1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_each(&in, 1, NULL, NULL, NULL, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_gap_each(&in, 2, NULL, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 2));
    in.whole_b = NULL;
    cr_expect(eq(i32, gdcs_gap_each(&in, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    in.struct_size = 8;
    cr_expect(eq(i32, gdcs_gap_each(&in, 1, NULL, NULL, NULL, NULL), GDCS_E_STRUCT));
}

Test(gap, structs_have_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_part), 16));
    cr_expect(eq(sz, sizeof(gdcs_gap_options), 24));
    cr_expect(eq(sz, sizeof(gdcs_part_arrays), 40));
    cr_expect(eq(sz, sizeof(gdcs_gap_pair), 32));
    cr_expect(eq(sz, sizeof(gdcs_gap_result), 168));
}
