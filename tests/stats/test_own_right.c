/* Mirrors lib/stats/own_right. */
#include "stats/own_right.h"
#include "stats/make.h"
#include "support.h"

#include <gdcs/share.h>

TestSuite(own_right, .timeout = 60);

static int agrees(double got, double wanted)
{
    return isnan(wanted) ? isnan(got) : near_relative(got, wanted, 1e-8);
}

/* Written by own_right.py: 50 digits.  Bounds it has only where no count is 0. */
Test(own_right, agrees_with_fifty_digits)
{
    FILE *csv = reference_open("own_right.csv");
    double c[12], w[6];
    char name[40], text[6][40];
    int rows = 0, bounds = 0;
    while (fscanf(csv,
                  "%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%lf,%39[^,],%39[^,],%39[^,],"
                  "%39[^,],%39[^,],%39[^,],%39[^\n]\n",
                  &c[0], &c[1], &c[2], &c[3], &c[4], &c[5], &c[6], &c[7], &c[8], &c[9], &c[10],
                  &c[11], name, text[0], text[1], text[2], text[3], text[4], text[5]) == 19) {
        const gdcs_own_right_counts n = counted(c);
        const gdcs_own_right_result r = estimated(&n, 0);
        const gdcs_own_right_value *v = &r.women;
        for (int m = 1; m < GDCS_OWN_RIGHT_MEASURES; m++)
            if (strcmp(names[m], name) == 0)
                v = value_of(&r, m);
        for (int i = 0; i < 6; i++)
            w[i] = strtod(text[i], NULL);
        const double got[] = {v->estimate.value,     v->estimate.lower, v->estimate.upper,
                              v->estimate.std_error, v->bounds.lower,   v->bounds.upper};
        for (int i = 0; i < 6; i++)
            cr_expect(agrees(got[i], w[i]) || (i >= 4 && isnan(w[i])),
                      "row %d %s, %d: %.17g, not %s", rows, name, i, got[i], text[i]);
        cr_expect(isfinite(v->estimate.value) || isinf(v->estimate.value) ||
                  (v->notes & GDCS_NOTE_NOT_ESTIMABLE) != 0);
        bounds += !isnan(w[4]);
        rows++;
    }
    fclose(csv);
    cr_expect(eq(int, rows, 130));
    cr_expect(ge(int, bounds, 50));
}

static double measured(int measure, double a, double b, double c, double d)
{
    switch (measure) {
    case GDCS_OWN_RIGHT_MEASURE_WOMEN: return a / (a + b);
    case GDCS_OWN_RIGHT_MEASURE_MEN: return c / (c + d);
    case GDCS_OWN_RIGHT_MEASURE_DIFFERENCE: return a / (a + b) - c / (c + d);
    case GDCS_OWN_RIGHT_MEASURE_RATIO: return a / (a + b) / (c / (c + d));
    case GDCS_OWN_RIGHT_MEASURE_ODDS_RATIO: return a * d / (b * c);
    case GDCS_OWN_RIGHT_MEASURE_WOMEN_OWN: return a / (a + c);
    case GDCS_OWN_RIGHT_MEASURE_WOMEN_RELATIVES: return b / (b + d);
    case GDCS_OWN_RIGHT_MEASURE_WOMEN_DIFFERENCE: return a / (a + c) - b / (b + d);
    case GDCS_OWN_RIGHT_MEASURE_WOMEN_RATIO: return a / (a + c) / (b / (b + d));
    default: return (a + b) / (a + b + c + d);
    }
}

enum { ALLOTTED = GDCS_OWN_RIGHT_MEASURE_WOMEN_ALL + 1 };

static void see(gdcs_bounds seen[ALLOTTED], double a, double b, double c, double d)
{
    for (int m = 1; m < ALLOTTED; m++) {
        const double x = measured(m, a, b, c, d);
        if (isnan(x))
            continue;
        seen[m].lower = fmin(seen[m].lower, x);
        seen[m].upper = fmax(seen[m].upper, x);
    }
}

/* Every way to allot: whole persons, two of unknown sex with each basis, two women and two men without one; and
   `steps` times `unit` of those without both. */
static void see_all(const double k[4], int each, int steps, double unit, gdcs_bounds seen[ALLOTTED])
{
    for (int i = 1; i < ALLOTTED; i++)
        seen[i] = (gdcs_bounds){INFINITY, -INFINITY};
    for (int oa = 0; oa <= each; oa++)
        for (int oc = 0; oa + oc <= each; oc++)
            for (int rb = 0; rb <= each; rb++)
                for (int rd = 0; rb + rd <= each; rd++)
                    for (int w = 0; w <= each; w++)
                        for (int m = 0; m <= each; m++)
                            for (int a = 0; a <= steps; a++)
                                for (int b = 0; a + b <= steps; b++)
                                    for (int c = 0; a + b + c <= steps; c++)
                                        for (int d = 0; a + b + c + d <= steps; d++)
                                            see(seen, k[0] + oa + w + a * unit,
                                                k[1] + rb + each - w + b * unit,
                                                k[2] + oc + m + c * unit,
                                                k[3] + rd + each - m + d * unit);
}

static int nearly(double x, double y, double tolerance)
{
    return x == y || fabs(x - y) <= tolerance * (1.0 + fabs(y));
}

/* Eighths of the free persons come near to where the ends are; without these the ends are met. */
Test(own_right, bounds_are_the_range_over_every_allotment)
{
    static const double tables[][4] = {{2, 3, 4, 1}, {1, 6, 9, 2}, {5, 1, 1, 4}, {3, 0, 2, 2},
                                       {0, 2, 3, 1}, {1, 1, 0, 3}, {2, 3, 3, 0}, {0, 0, 2, 1}};
    for (int t = 0; t < 8; t++)
        for (int free = 0; free <= 4; free += 2) {
            const double *k = tables[t];
            const double c[12] = {k[0], k[2], 2, k[1], k[3], 2, 2, 2, free, 1, 1, 0};
            const gdcs_own_right_counts n = counted(c);
            const gdcs_own_right_result r = estimated(&n, 0);
            const double tolerance = free == 0 ? 1e-14 : 0.01;
            gdcs_bounds seen[ALLOTTED];
            see_all(k, 2, free == 0 ? 0 : 8, free / 8.0, seen);
            for (int m = 1; m < ALLOTTED; m++) {
                const gdcs_bounds b = value_of(&r, m)->bounds;
                cr_expect(at_most(b.lower, seen[m].lower) && at_most(seen[m].upper, b.upper) &&
                              nearly(seen[m].lower, b.lower, tolerance) &&
                              nearly(seen[m].upper, b.upper, tolerance),
                          "%d %d %s: [%g, %g], not [%g, %g]", t, free, names[m], seen[m].lower,
                          seen[m].upper, b.lower, b.upper);
            }
        }
}

/* One person of unknown sex and basis cannot serve women and men at once. */
Test(own_right, free_persons_are_counted_once)
{
    const double c[12] = {4, 4, 0, 4, 4, 0, 0, 0, 4, 1, 1, 0};
    const gdcs_own_right_counts n = counted(c);
    const gdcs_own_right_result r = estimated(&n, 0);
    cr_expect(near_relative(r.women.bounds.upper, 8.0 / 12, 1e-14));
    cr_expect(near_relative(r.men.bounds.lower, 4.0 / 12, 1e-14));
    cr_expect(near_relative(r.difference.bounds.upper, 0.6 - 0.4, 1e-12));
    cr_expect(near_relative(r.odds_ratio.bounds.upper, 36.0 / 16, 1e-14));
}

Test(own_right, the_values_are_those_of_gap_ratio_and_rate)
{
    const double c[12] = {12, 130, 0, 180, 40, 0, 0, 0, 0, 14, 260, 0};
    const gdcs_own_right_counts n = counted(c);
    const gdcs_part women = {12, 192}, men = {130, 170}, own = {12, 142}, relatives = {180, 220};
    for (int32_t method = 1; method <= GDCS_GAP_METHOD_EXACT; method++) {
        const gdcs_gap_options o = {.struct_size = sizeof o, .method = method};
        const gdcs_own_right_result r = estimated(&n, method);
        gdcs_gap_result by_sex = {.struct_size = sizeof by_sex}, by_basis = by_sex;
        cr_assert(eq(i32, gdcs_gap_estimate(&women, &men, &o, &by_sex, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_gap_estimate(&own, &relatives, &o, &by_basis, NULL), GDCS_OK));
        cr_expect(eq(dbl, r.difference.estimate.upper, by_sex.difference.upper));
        cr_expect(eq(dbl, r.ratio.estimate.lower, by_sex.ratio.lower));
        cr_expect(eq(dbl, r.women_difference.estimate.upper, by_basis.difference.upper));
        cr_expect(eq(dbl, r.women_ratio.estimate.lower, by_basis.ratio.lower));
        cr_expect(eq(u32, r.notes & GDCS_NOTE_METHOD_CHANGED, 0));
        cr_expect(r.odds_ratio.estimate.lower < 12.0 * 40 / (180 * 130) &&
                  r.odds_ratio.estimate.upper > 12.0 * 40 / (180 * 130));
    }
    const gdcs_share_options cp = {.struct_size = sizeof cp,
                                   .method = GDCS_SHARE_METHOD_CLOPPER_PEARSON};
    gdcs_share_result share = {.struct_size = sizeof share};
    const gdcs_sex_counts mine = {12, 180, 0, 0, 0};
    cr_assert(eq(i32, gdcs_share_estimate(&mine, &cp, &share, NULL), GDCS_OK));
    const gdcs_own_right_result exact = estimated(&n, GDCS_GAP_METHOD_EXACT);
    cr_expect(eq(dbl, exact.women.estimate.lower, share.share.lower));
    cr_expect(exact.odds_ratio.estimate.upper > estimated(&n, 0).odds_ratio.estimate.upper);
}

/* Women for men inverts what compares the sexes; own for relatives what compares the bases. */
Test(own_right, swapping_the_sexes_or_the_bases_inverts)
{
    const double c[12] = {12, 130, 4, 180, 40, 9, 6, 3, 5, 14, 260, 3};
    const double s[12] = {130, 12, 4, 40, 180, 9, 3, 6, 5, 260, 14, 3};
    const double b[12] = {180, 40, 9, 12, 130, 4, 6, 3, 5, 14, 260, 3};
    const gdcs_own_right_counts n = counted(c), sexes = counted(s), bases = counted(b);
    const gdcs_own_right_result r = estimated(&n, 0), t = estimated(&sexes, 0),
                                u = estimated(&bases, 0);
    cr_expect(eq(dbl, r.difference.bounds.lower, -t.difference.bounds.upper));
    cr_expect(near_relative(r.ratio.bounds.lower, 1.0 / t.ratio.bounds.upper, 1e-14));
    cr_expect(near_relative(r.odds_ratio.estimate.lower, 1.0 / t.odds_ratio.estimate.upper, 1e-9));
    cr_expect(eq(dbl, r.women.bounds.upper, t.men.bounds.upper));
    cr_expect(
        near_relative(r.women_difference.bounds.upper, -u.women_difference.bounds.lower, 1e-12));
    cr_expect(near_relative(r.difference.bounds.upper, -u.difference.bounds.lower, 1e-12));
    cr_expect(near_relative(r.dependants_ratio.bounds.upper, 1.0 / t.dependants_ratio.bounds.lower,
                            1e-14));
    cr_expect(eq(dbl, r.women_all.estimate.value, u.women_all.estimate.value));
}

Test(own_right, each_is_the_scalar_form)
{
    const double c[3][12] = {{12, 130, 4, 180, 40, 9, 6, 3, 5, 14, 260, 3},
                             {0, 25, 2, 31, 0, 3, 1, 1, 2, 3, 44, 0},
                             {3, NAN, 0, 2, 2, 0, 0, 0, 0, 1, 1, 0}};
    double member[12][3];
    for (int i = 0; i < 36; i++)
        member[i % 12][i / 12] = c[i / 12][i % 12];
    gdcs_sex_arrays in[4];
    for (int i = 0; i < 4; i++)
        in[i] = (gdcs_sex_arrays){.struct_size = sizeof in[i],
                                  .women = member[3 * i],
                                  .men = member[3 * i + 1],
                                  .unknown = member[3 * i + 2]};
    for (int m = 1; m < GDCS_OWN_RIGHT_MEASURES; m++) {
        double value[3], upper[3], bound[3];
        uint32_t noted[3];
        const gdcs_estimate_arrays to = {.struct_size = sizeof to,
                                         .value = value,
                                         .upper = upper,
                                         .bound_lower = bound,
                                         .notes = noted};
        cr_assert(eq(i32,
                     gdcs_own_right_each(&in[0], &in[1], &in[2], &in[3], 3, m, NULL, &to, NULL),
                     GDCS_OK));
        for (int i = 0; i < 2; i++) {
            const gdcs_own_right_counts n = counted(c[i]);
            const gdcs_own_right_result r = estimated(&n, 0);
            const gdcs_own_right_value *v = value_of(&r, m);
            cr_expect(agrees(value[i], v->estimate.value) && agrees(upper[i], v->estimate.upper));
            cr_expect(eq(dbl, bound[i], v->bounds.lower));
            cr_expect(eq(u32, noted[i], v->notes));
        }
        cr_expect(0 != (noted[2] & GDCS_NOTE_MISSING_CELL), "%s", names[m]);
        cr_assert(eq(i32, gdcs_own_right_each(&in[0], &in[1], NULL, NULL, 3, m, NULL, &to, NULL),
                     GDCS_OK));
        cr_expect(0 + (isnan(value[0]) != 0) == (m >= GDCS_OWN_RIGHT_MEASURE_DEPENDANTS_WOMEN));
    }
}

Test(own_right, refuses_what_is_documented)
{
    const double c[12] = {12, 130, 0, 180, 40, 0, 0, 0, 0, 14, 260, 0};
    const gdcs_own_right_counts good = counted(c);
    gdcs_own_right_counts wrong[] = {good, good, good, good, good};
    wrong[0].own.women = -1;
    wrong[1].relatives.men = NAN;
    wrong[2].unknown_basis.unknown = 2e15;
    wrong[3].dependants.men = INFINITY;
    wrong[4].has_dependants = 2;
    const gdcs_own_right_counts nobody = {.struct_size = sizeof nobody,
                                          .unknown_basis = {1, 1, 0, 0, 0}};
    const gdcs_own_right_counts bare = {.struct_size = 0};
    const gdcs_gap_options level = {.struct_size = sizeof level, .level = 1.5};
    const gdcs_gap_options method = {.struct_size = sizeof method, .method = 9};
    gdcs_own_right_result r = {.struct_size = sizeof r}, unset = {.struct_size = 0};
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, gdcs_own_right_estimate(&wrong[i], NULL, &r, NULL), GDCS_E_VALUE), "%d",
                  i);
    cr_expect(eq(i32, gdcs_own_right_estimate(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_own_right_estimate(&good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_own_right_estimate(&good, &level, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_own_right_estimate(&good, &method, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_own_right_estimate(&good, NULL, &unset, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_own_right_estimate(&bare, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_own_right_estimate(&nobody, NULL, &r, NULL), GDCS_E_EMPTY));
    const double one[] = {1}, below[] = {-1};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = one, .men = one};
    const gdcs_sex_arrays bad = {.struct_size = sizeof bad, .women = below, .men = one};
    const gdcs_estimate_arrays to = {.struct_size = sizeof to};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(
        eq(i32, gdcs_own_right_each(&in, &in, NULL, NULL, 1, 14, NULL, &to, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_own_right_each(&in, &in, NULL, NULL, -1, 1, NULL, &to, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_own_right_each(NULL, &in, NULL, NULL, 1, 1, NULL, &to, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_own_right_each(&in, NULL, NULL, NULL, 1, 1, NULL, &to, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_own_right_each(&in, &in, NULL, NULL, 1, 1, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_own_right_each(&in, &in, &bad, NULL, 1, 1, NULL, &to, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 1));
}

Test(own_right, structs_have_their_sizes)
{
    cr_expect(eq(sz, sizeof(gdcs_own_right_counts), 168));
    cr_expect(eq(sz, sizeof(gdcs_own_right_value), 56));
    cr_expect(eq(sz, sizeof(gdcs_own_right_result), 792));
    cr_expect(eq(sz, sizeof(gdcs_own_right_axis), 48));
}
