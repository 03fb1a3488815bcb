/* Mirrors lib/stats/pipeline/. */
#include "stats/counts.h"
#include "stats/pipeline/measure.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stddef.h>
#include <string.h>

TestSuite(pipeline, .timeout = 30);

static gdcs_pipeline_result estimate(gdcs_sex_counts from, gdcs_sex_counts to, int32_t design)
{
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = design};
    gdcs_pipeline_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_pipeline_estimate(&from, &to, &o, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

static int near_estimate(const gdcs_estimate *got, const double want[4])
{
    return near_relative(got->value, want[0], 1e-14) && near_relative(got->lower, want[1], 1e-9) &&
           near_relative(got->upper, want[2], 1e-9) &&
           near_relative(got->std_error, want[3], 1e-12);
}

/* Written by pipeline.py. */
Test(pipeline, agrees_with_sixty_digits)
{
    FILE *csv = reference_open("pipeline.csv");
    char method[16], design[16];
    double c[4], alpha, w[12];
    int rows = 0;
    while (
        fscanf(
            csv,
            "%15[^,],%15[^,],%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf\n",
            method, design, &c[0], &c[1], &c[2], &c[3], &alpha, &w[0], &w[1], &w[2], &w[3], &w[4],
            &w[5], &w[6], &w[7], &w[8], &w[9], &w[10], &w[11]) == 19) {
        const gdcs_sex_counts from = {.women = c[0], .men = c[2]},
                              to = {.women = c[1], .men = c[3]};
        const gdcs_pipeline_options o = {
            .struct_size = sizeof o,
            .method =
                strcmp(method, "log") == 0 ? GDCS_PIPELINE_METHOD_LOG : GDCS_PIPELINE_METHOD_SCORE,
            .design = strcmp(design, "linked") == 0 ? GDCS_PIPELINE_LINKED
                                                    : GDCS_PIPELINE_CROSS_SECTIONAL,
            .alpha = alpha};
        gdcs_pipeline_result r = {.struct_size = sizeof r};
        cr_assert(eq(i32, gdcs_pipeline_estimate(&from, &to, &o, &r, NULL), GDCS_OK), "row %d",
                  rows);
        cr_expect(near_estimate(&r.women, w), "row %d", rows);
        cr_expect(near_estimate(&r.men, w + 4), "row %d", rows);
        cr_expect(near_estimate(&r.index, w + 8), "row %d: %.17g [%.17g, %.17g] %.17g", rows,
                  r.index.value, r.index.lower, r.index.upper, r.index.std_error);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 88));
}

/* Smallest and largest so far. */
static void include(gdcs_bounds *b, double x)
{
    if (isnan(x))
        return;
    b->lower = fmin(b->lower, x);
    b->upper = fmax(b->upper, x);
}

static int inside(gdcs_bounds inner, gdcs_bounds outer)
{
    return outer.lower <= inner.lower + 1e-12 && inner.upper <= outer.upper + 1e-12;
}

static int same(gdcs_bounds a, gdcs_bounds b)
{
    return near_relative(a.lower, b.lower, 1e-12) && near_relative(a.upper, b.upper, 1e-12);
}

/* Every way to allot the unknown of one step, for the three parts. */
static void allot(int32_t design, const gdcs_sex_counts *from, const gdcs_sex_counts *to,
                  gdcs_bounds out[3])
{
    const gdcs_bounds nothing = {INFINITY, -INFINITY};
    out[0] = out[1] = out[2] = nothing;
    for (double i = 0; i <= from->unknown; i++)
        for (double k = 0; k <= from->unknown - i; k++)
            for (double j = 0; j <= to->unknown; j++)
                for (double l = 0; l <= to->unknown - j; l++) {
                    const double wf = from->women + i, wt = to->women + j;
                    const double mf = from->men + k, mt = to->men + l;
                    const double of = from->other + from->unknown - i - k;
                    const double ot = to->other + to->unknown - j - l;
                    if (design == GDCS_PIPELINE_LINKED && (wt > wf || mt > mf || ot > of))
                        continue;
                    include(&out[0], wt / wf);
                    include(&out[1], mt / mf);
                    include(&out[2], wt * mf / (wf * mt));
                }
}

enum { MOST = 2, COMBINATIONS = 6561 };

static void spread(int number, gdcs_sex_counts *from, gdcs_sex_counts *to)
{
    double *const count[] = {&from->women, &from->men, &from->other, &from->unknown,
                             &to->women,   &to->men,   &to->other,   &to->unknown};
    for (int i = 0; i < 8; i++, number /= MOST + 1)
        *count[i] = number % (MOST + 1);
}

Test(pipeline, bounds_are_the_range_over_every_allotment)
{
    int linked = 0;
    for (int number = 0; number < COMBINATIONS; number++) {
        gdcs_sex_counts from = {0}, to = {0};
        gdcs_bounds want[3], got[3];
        spread(number, &from, &to);
        const gdcs_i_group a = gdcs_i_group_of_counts(&from), b = gdcs_i_group_of_counts(&to);
        for (int32_t design = GDCS_PIPELINE_LINKED; design <= GDCS_PIPELINE_CROSS_SECTIONAL;
             design++) {
            if (design == GDCS_PIPELINE_LINKED && !gdcs_i_pipeline_is_linked(&from, &to))
                continue;
            linked += design == GDCS_PIPELINE_LINKED;
            allot(design, &from, &to, want);
            gdcs_i_pipeline_bound(design, &a, &b, got);
            const int exact = design != GDCS_PIPELINE_LINKED || (from.women > 0 && from.men > 0);
            for (int part = 0; part < 3; part++)
                if (want[part].lower <= want[part].upper)
                    cr_assert(exact ? same(got[part], want[part]) : inside(want[part], got[part]),
                              "%d design %d part %d: [%g, %g], not [%g, %g]", number, design, part,
                              got[part].lower, got[part].upper, want[part].lower, want[part].upper);
                else
                    cr_assert(got[part].lower == 0.0 && got[part].upper >= 1.0,
                              "%d design %d part %d: [%g, %g]", number, design, part,
                              got[part].lower, got[part].upper);
        }
    }
    cr_expect(gt(int, linked, 500));
}

/* Intervals: every corner of the box, then every allotment. */
Test(pipeline, bounds_of_interval_cells_are_reached_at_corners)
{
    const gdcs_sex_counts low[2] = {{2, 5, 0, 1, 0}, {1, 2, 0, 0, 0}};
    const gdcs_sex_counts high[2] = {{4, 9, 0, 2, 0}, {3, 4, 0, 2, 0}};
    gdcs_bounds want[3] = {{INFINITY, -INFINITY}, {INFINITY, -INFINITY}, {INFINITY, -INFINITY}};
    gdcs_bounds got[3];
    for (int corner = 0; corner < 64; corner++) {
        gdcs_sex_counts c[2];
        gdcs_bounds b[3];
        for (int s = 0; s < 2; s++) {
            c[s] = low[s];
            c[s].women = corner >> (3 * s) & 1 ? high[s].women : low[s].women;
            c[s].men = corner >> (3 * s) & 2 ? high[s].men : low[s].men;
            c[s].unknown = corner >> (3 * s) & 4 ? high[s].unknown : low[s].unknown;
        }
        allot(GDCS_PIPELINE_CROSS_SECTIONAL, &c[0], &c[1], b);
        for (int part = 0; part < 3; part++) {
            include(&want[part], b[part].lower);
            include(&want[part], b[part].upper);
        }
    }
    const gdcs_sex_counts unclear = {NAN, NAN, 0, NAN, 0};
    const gdcs_i_group from = {.counts = unclear, .lower = low[0], .upper = high[0]};
    const gdcs_i_group to = {.counts = unclear, .lower = low[1], .upper = high[1]};
    gdcs_i_pipeline_bound(GDCS_PIPELINE_CROSS_SECTIONAL, &from, &to, got);
    for (int part = 0; part < 3; part++)
        cr_expect(same(got[part], want[part]), "part %d: [%g, %g]", part, got[part].lower,
                  got[part].upper);
    gdcs_i_pipeline_bound(GDCS_PIPELINE_LINKED, &from, &to, got);
    cr_expect(eq(dbl, got[0].upper, 1.0));
}

Test(pipeline, swapping_women_and_men_inverts_the_index)
{
    for (int32_t design = 1; design <= 2; design++) {
        const gdcs_sex_counts from = {41, 174, 1, 26, 2}, to = {17, 99, 1, 9, 0};
        const gdcs_sex_counts from_swapped = {174, 41, 1, 26, 2}, to_swapped = {99, 17, 1, 9, 0};
        const gdcs_pipeline_result a = estimate(from, to, design);
        const gdcs_pipeline_result b = estimate(from_swapped, to_swapped, design);
        cr_expect(near_relative(a.index.value, 1.0 / b.index.value, 1e-15));
        cr_expect(near_relative(a.index.lower, 1.0 / b.index.upper, 1e-14));
        cr_expect(near_relative(a.index_bounds.lower, 1.0 / b.index_bounds.upper, 1e-15));
        cr_expect(near_relative(a.women.upper, b.men.upper, 1e-15));
        cr_expect(eq(u32, a.notes, b.notes));
        cr_expect(eq(u32, a.notes,
                     GDCS_NOTE_UNKNOWN_PRESENT | GDCS_NOTE_OTHER_PRESENT | GDCS_NOTE_NOT_PERSONS));
        cr_expect(near_relative(a.attrition_women, 24.0 / 41.0, 1e-15));
    }
}

/* Nobody unknown: the bounds are the values. */
Test(pipeline, bounds_close_on_the_value_without_unknown)
{
    for (int32_t design = 1; design <= 2; design++) {
        const gdcs_pipeline_result r = estimate((gdcs_sex_counts){41, 174, 3, 0, 0},
                                                (gdcs_sex_counts){17, 99, 2, 0, 0}, design);
        cr_expect(near_relative(r.women_bounds.lower, r.women.value, 1e-15));
        cr_expect(near_relative(r.women_bounds.upper, r.women.value, 1e-15));
        cr_expect(near_relative(r.index_bounds.lower, r.index.value, 1e-14));
        cr_expect(near_relative(r.index_bounds.upper, r.index.value, 1e-14));
    }
}

Test(pipeline, notes_what_is_imperfect)
{
    const gdcs_pipeline_result above = estimate((gdcs_sex_counts){.women = 30, .men = 50},
                                                (gdcs_sex_counts){.women = 45, .men = 40}, 0);
    cr_expect(eq(u32, above.notes, GDCS_NOTE_ABOVE_ONE));
    cr_expect(eq(i32, above.design, GDCS_PIPELINE_CROSS_SECTIONAL));
    cr_expect(eq(dbl, above.attrition_women, -0.5));
    const gdcs_pipeline_result no_men =
        estimate((gdcs_sex_counts){.women = 30, .men = 50}, (gdcs_sex_counts){.women = 5}, 0);
    cr_expect(eq(u32, no_men.notes,
                 GDCS_NOTE_ZERO_CELL | GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_UPPER_INFINITE));
    cr_expect(isinf(no_men.index.value));
    cr_expect(isinf(no_men.index.upper));
    cr_expect(gt(dbl, no_men.index.lower, 0.0));
    cr_expect(isnan(no_men.index.std_error));
    const gdcs_pipeline_result no_women_before = estimate(
        (gdcs_sex_counts){.men = 50, .unknown = 2}, (gdcs_sex_counts){.women = 5, .men = 9}, 0);
    cr_expect(isnan(no_women_before.women.value));
    cr_expect(isnan(no_women_before.attrition_women));
    cr_expect(eq(dbl, no_women_before.men.value, 0.18));
    cr_expect(isnan(no_women_before.index.value));
    cr_expect(eq(u32, no_women_before.notes & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(eq(dbl, no_women_before.women_bounds.lower, 2.5));
    const gdcs_pipeline_result neither =
        estimate((gdcs_sex_counts){.women = 3, .men = 5}, (gdcs_sex_counts){.unknown = 0}, 1);
    cr_expect(isnan(neither.index.value));
    cr_expect(eq(dbl, neither.index.lower, 0.0));
    cr_expect(isinf(neither.index.upper));
    const gdcs_pipeline_result fractions = estimate((gdcs_sex_counts){.women = 20.5, .men = 50},
                                                    (gdcs_sex_counts){.women = 4.25, .men = 9}, 0);
    cr_expect(eq(u32, fractions.notes, GDCS_NOTE_NOT_WHOLE));
}

Test(pipeline, says_where_the_logarithm_gives_way)
{
    const gdcs_sex_counts from = {.women = 30, .men = 50}, to = {.men = 50};
    const gdcs_pipeline_options o = {.struct_size = sizeof o,
                                     .method = GDCS_PIPELINE_METHOD_LOG,
                                     .design = GDCS_PIPELINE_LINKED};
    gdcs_pipeline_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_pipeline_estimate(&from, &to, &o, &r, NULL), GDCS_OK));
    const gdcs_pipeline_result score = estimate(from, to, GDCS_PIPELINE_LINKED);
    cr_expect(eq(u32, r.notes & GDCS_NOTE_METHOD_CHANGED, GDCS_NOTE_METHOD_CHANGED));
    cr_expect(eq(i32, r.method, GDCS_PIPELINE_METHOD_LOG));
    cr_expect(eq(dbl, r.women.upper, score.women.upper));
    cr_expect(eq(dbl, r.men.lower, score.men.lower));
    cr_expect(eq(dbl, r.index.upper, score.index.upper));
}

/* The way over all stages: the index is the product of the steps', its log limits those of its ends. */
Test(pipeline, steps_chain)
{
    const gdcs_sex_counts stage[] = {{.women = 900, .men = 5100},
                                     {.women = 400, .men = 2600},
                                     {.women = 130, .men = 1400},
                                     {.women = 21, .men = 800}};
    for (int32_t design = 1; design <= 2; design++) {
        double product = 1.0, women = 1.0;
        for (int i = 1; i < 4; i++) {
            const gdcs_pipeline_result r = estimate(stage[i - 1], stage[i], design);
            product *= r.index.value;
            women *= r.women.value;
        }
        const gdcs_pipeline_result whole = estimate(stage[0], stage[3], design);
        cr_expect(near_relative(whole.index.value, product, 1e-14));
        cr_expect(near_relative(whole.women.value, women, 1e-14));
    }
    /* Linked: the variances of the logs add up to that of the whole way. */
    double variance = 0.0;
    for (int i = 1; i < 4; i++) {
        const gdcs_pipeline_result r = estimate(stage[i - 1], stage[i], GDCS_PIPELINE_LINKED);
        variance += pow(r.index.std_error / r.index.value, 2.0);
    }
    const gdcs_pipeline_result whole = estimate(stage[0], stage[3], GDCS_PIPELINE_LINKED);
    cr_expect(near_relative(whole.index.std_error / whole.index.value, sqrt(variance), 1e-13));
}

/* No count between 1e-9 and 1e15 leaves a hole, or a value outside its limits. */
Test(pipeline, has_limits_for_every_count)
{
    static const double some[] = {0, 1e-9, 0.3, 1, 7.5, 1000, 123456789, 1e15};
    for (int i = 0; i < 2 * 2 * 8 * 8 * 8 * 8; i++) {
        const gdcs_pipeline_options o = {
            .struct_size = sizeof o, .method = 1 + i % 2, .design = 1 + i / 2 % 2};
        const gdcs_sex_counts from = {.women = some[i / 4 % 8], .men = some[i / 32 % 8]};
        const gdcs_sex_counts to = {.women = some[i / 256 % 8], .men = some[i / 2048]};
        gdcs_pipeline_result r = {.struct_size = sizeof r};
        gdcs_error err = {.struct_size = sizeof err};
        const gdcs_status status = gdcs_pipeline_estimate(&from, &to, &o, &r, &err);
        if (status == GDCS_E_EMPTY || (status == GDCS_E_VALUE && o.design == GDCS_PIPELINE_LINKED))
            continue;
        cr_assert(eq(i32, status, GDCS_OK), "%d: %s", i, err.message);
        const gdcs_estimate *e[] = {&r.women, &r.men, &r.index};
        for (int k = 0; k < 3; k++) {
            cr_assert(eq(int, isnan(e[k]->lower), isnan(e[k]->upper)), "%d %d", i, k);
            if (!isnan(e[k]->value))
                cr_assert(e[k]->lower <= e[k]->value * (1 + 1e-15) &&
                              e[k]->value <= e[k]->upper * (1 + 1e-15),
                          "%d %d: %.17g [%.17g, %.17g]", i, k, e[k]->value, e[k]->lower,
                          e[k]->upper);
        }
    }
}

enum { N = 5 };

Test(pipeline, each_is_the_scalar_form_over_arrays)
{
    const double wf[N] = {41, 0, 7, 30, NAN}, mf[N] = {174, 20, 9, 20, 4};
    const double wt[N] = {17, 3, 7, 45, 1}, mt[N] = {99, 11, 0, 10, 2}, uf[N] = {26, 0, 1, 3, 0};
    const gdcs_sex_arrays from = {
        .struct_size = sizeof from, .women = wf, .men = mf, .unknown = uf};
    const gdcs_sex_arrays to = {.struct_size = sizeof to, .women = wt, .men = mt};
    double value[3][N], lower[3][N], upper[3][N], error[3][N], low[3][N], high[3][N];
    uint32_t notes[3][N];
    gdcs_estimate_arrays out[3];
    for (int k = 0; k < 3; k++)
        out[k] = (gdcs_estimate_arrays){sizeof out[k], 0,      value[k], lower[k], upper[k],
                                        error[k],      low[k], high[k],  notes[k]};
    cr_assert(
        eq(i32, gdcs_pipeline_each(&from, &to, N, NULL, &out[0], &out[1], &out[2], NULL), GDCS_OK));
    for (int i = 0; i < 4; i++) {
        const gdcs_pipeline_result r =
            estimate((gdcs_sex_counts){.women = wf[i], .men = mf[i], .unknown = uf[i]},
                     (gdcs_sex_counts){.women = wt[i], .men = mt[i]}, 0);
        const gdcs_estimate *want[] = {&r.women, &r.men, &r.index};
        const gdcs_bounds *bounds[] = {&r.women_bounds, &r.men_bounds, &r.index_bounds};
        for (int k = 0; k < 3; k++) {
            cr_expect(near_relative(value[k][i], want[k]->value, 0.0), "%d %d", k, i);
            cr_expect(near_relative(lower[k][i], want[k]->lower, 0.0), "%d %d", k, i);
            cr_expect(near_relative(upper[k][i], want[k]->upper, 0.0), "%d %d", k, i);
            cr_expect(near_relative(error[k][i], want[k]->std_error, 0.0), "%d %d", k, i);
            cr_expect(near_relative(low[k][i], bounds[k]->lower, 0.0), "%d %d", k, i);
            cr_expect(near_relative(high[k][i], bounds[k]->upper, 0.0), "%d %d", k, i);
        }
        cr_expect(eq(u32, notes[0][i] | notes[1][i] | notes[2][i], r.notes), "%d", i);
    }
    cr_expect(eq(u32, notes[2][4] & (GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE),
                 GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(isnan(value[0][4]));
    cr_expect(eq(dbl, low[0][4], 0.0));
    cr_expect(isinf(high[0][4]));
    cr_expect(eq(dbl, value[1][4], 0.5));
}

Test(pipeline, linked_ratios_above_one_are_noted_in_arrays)
{
    const double wf[1] = {3}, mf[1] = {30}, wt[1] = {4}, mt[1] = {6};
    const gdcs_sex_arrays from = {.struct_size = sizeof from, .women = wf, .men = mf};
    const gdcs_sex_arrays to = {.struct_size = sizeof to, .women = wt, .men = mt};
    const gdcs_pipeline_options o = {.struct_size = sizeof o, .design = GDCS_PIPELINE_LINKED};
    double value[2];
    uint32_t notes[2];
    const gdcs_estimate_arrays women = {
        .struct_size = sizeof women, .value = &value[0], .notes = &notes[0]};
    const gdcs_estimate_arrays men = {
        .struct_size = sizeof men, .value = &value[1], .notes = &notes[1]};
    cr_assert(eq(i32, gdcs_pipeline_each(&from, &to, 1, &o, &women, &men, NULL, NULL), GDCS_OK));
    cr_expect(isnan(value[0]));
    cr_expect(
        eq(u32, notes[0], GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_ABOVE_ONE | GDCS_NOTE_SMALL_BASE));
    cr_expect(eq(dbl, value[1], 0.2));
    cr_expect(eq(u32, notes[1], 0));
}

static gdcs_status status_of(gdcs_sex_counts from, gdcs_sex_counts to, gdcs_pipeline_options o)
{
    gdcs_pipeline_result r = {.struct_size = sizeof r, .alpha = 4711.0};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_pipeline_estimate(&from, &to, &o, &r, &err);
    cr_expect(eq(i32, err.status, status));
    if (status != GDCS_OK)
        cr_expect(eq(dbl, r.alpha, 4711.0));
    return status;
}

Test(pipeline, refuses_what_it_does_not_understand)
{
    const gdcs_pipeline_options d = {.struct_size = sizeof d};
    gdcs_pipeline_options o = d;
    const gdcs_sex_counts from = {.women = 4, .men = 9, .other = 1, .unknown = 1};
    const gdcs_sex_counts to = {.women = 2, .men = 5};
    cr_expect(eq(i32, status_of(from, to, d), GDCS_OK));
    cr_expect(eq(i32, status_of((gdcs_sex_counts){.women = -1, .men = 9}, to, d), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(from, (gdcs_sex_counts){.women = NAN}, d), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(from, (gdcs_sex_counts){.women = 2e15}, d), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of((gdcs_sex_counts){.unknown = 3}, to, d), GDCS_E_EMPTY));
    o.method = 9;
    cr_expect(eq(i32, status_of(from, to, o), GDCS_E_OPTION));
    o = d, o.design = 3;
    cr_expect(eq(i32, status_of(from, to, o), GDCS_E_OPTION));
    o = d, o.level = 95;
    cr_expect(eq(i32, status_of(from, to, o), GDCS_E_OPTION));
    o = d, o.level = 0.9, o.alpha = 0.1;
    cr_expect(eq(i32, status_of(from, to, o), GDCS_E_OPTION));
    o = d, o.design = GDCS_PIPELINE_LINKED;
    cr_expect(eq(i32, status_of(from, to, o), GDCS_OK));
    cr_expect(eq(i32, status_of(from, (gdcs_sex_counts){.women = 5}, o), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(from, (gdcs_sex_counts){.men = 10}, o), GDCS_E_VALUE));
    cr_expect(eq(i32, status_of(from, (gdcs_sex_counts){.other = 2}, o), GDCS_E_VALUE));
    cr_expect(
        eq(i32, status_of(from, (gdcs_sex_counts){.women = 4, .unknown = 12}, o), GDCS_E_VALUE));
    o.struct_size = 4;
    cr_expect(eq(i32, status_of(from, to, o), GDCS_E_STRUCT));
}

Test(pipeline, refuses_missing_pointers)
{
    const gdcs_sex_counts c = {.women = 4, .men = 9};
    const gdcs_sex_arrays a = {.struct_size = sizeof a};
    gdcs_pipeline_result r = {.struct_size = sizeof r}, sizeless = {0};
    cr_expect(eq(i32, gdcs_pipeline_estimate(NULL, &c, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_estimate(&c, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_estimate(&c, &c, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_estimate(&c, &c, NULL, &sizeless, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_pipeline_each(NULL, &a, 0, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_pipeline_each(&a, NULL, 0, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_pipeline_each(&a, &a, -1, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_pipeline_each(&a, &a, 0, NULL, NULL, NULL, NULL, NULL), GDCS_OK));
}

Test(pipeline, each_names_the_element_it_refuses)
{
    const double women[] = {1, 2, -3};
    const gdcs_sex_arrays a = {.struct_size = sizeof a, .women = women};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_pipeline_each(&a, &a, 3, NULL, NULL, NULL, NULL, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 3));
}

Test(pipeline, structs_have_the_size_of_the_first_release)
{
    cr_expect(eq(sz, sizeof(gdcs_pipeline_options), 80));
    cr_expect(eq(sz, sizeof(gdcs_pipeline_result), 184));
}
