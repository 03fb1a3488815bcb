/* Mirrors lib/stats/overlap/{measure,estimate,bounds,sexes}.c, lib/num/agreement, homogeneity.c and
   dist/binormal.c. */
#include "num/agreement.h"
#include "num/dist.h"
#include "num/dist/binormal.h"
#include "num/homogeneity.h"
#include "make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/overlap.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(overlap, .timeout = 60);

enum { LAST = GDCS_OVERLAP_MEASURE_TETRACHORIC };

typedef struct gdcs_i_agreement agreement;

static agreement found(const char *what, const double x[4], double z)
{
    const struct gdcs_i_pairs p = {x[0], x[1], x[2], x[3]};
    if (strcmp(what, "binormal") == 0)
        return (agreement){gdcs_i_binormal_upper(x[0], x[1], x[2]), 0.0, {0.0, 0.0}};
    if (strcmp(what, "kappa") == 0)
        return gdcs_i_agreement_kappa(p, z);
    if (strcmp(what, "phi") == 0)
        return gdcs_i_agreement_phi(p, z);
    if (strcmp(what, "lift") == 0)
        return gdcs_i_agreement_lift(p, z);
    return gdcs_i_agreement_tetrachoric(p, z);
}

static int is_near(double got, const char *wanted)
{
    const double w = strtod(wanted, NULL);
    return near_relative(got, w, 1e-8) || fabs(got - w) < 1e-14;
}

Test(overlap, agrees_with_mpmath)
{
    FILE *csv = reference_open("overlap.csv");
    const double z = gdcs_i_normal_quantile_upper(0.025);
    char what[24], value[40], error[40], lower[40], upper[40];
    double x[4];
    int rows = 0;
    while (fscanf(csv, "%23[^,],%lf,%lf,%lf,%lf,%39[^,],%39[^,],%39[^,],%39[^\n]\n", what, &x[0],
                  &x[1], &x[2], &x[3], value, error, lower, upper) == 9) {
        const agreement a = found(what, x, z);
        cr_expect(is_near(a.value, value), "%s %g %g %g %g: %.17g, not %s", what, x[0], x[1], x[2],
                  x[3], a.value, value);
        cr_expect(is_near(a.error, error), "%s %g %g %g %g: error %.17g, not %s", what, x[0], x[1],
                  x[2], x[3], a.error, error);
        cr_expect(is_near(a.limits.lower, lower), "%s %g %g %g %g: lower %.17g, not %s", what, x[0],
                  x[1], x[2], x[3], a.limits.lower, lower);
        cr_expect(is_near(a.limits.upper, upper), "%s %g %g %g %g: upper %.17g, not %s", what, x[0],
                  x[1], x[2], x[3], a.limits.upper, upper);
        rows++;
    }
    fclose(csv);
    cr_expect(ge(int, rows, 60));
}

/* P(X > 0, Y > 0) = 1/4 + arcsin(r) / (2 pi) (Sheppard 1898). */
Test(overlap, quadrants_of_two_normals_are_sheppards)
{
    for (double r = -1.0; r <= 1.0; r += 0.0625)
        cr_expect(fabs(gdcs_i_binormal_upper(0.0, 0.0, r) - 0.25 - asin(r) / (2.0 * acos(-1.0))) <
                      1e-15,
                  "%g", r);
    cr_expect(isnan(gdcs_i_binormal_upper(0.0, 0.0, 1.5)));
    cr_expect(isnan(gdcs_i_binormal_upper(0.0, 0.0, (double)NAN)));
}

Test(overlap, four_quadrants_make_one)
{
    for (double h = -3.0; h <= 3.0; h += 0.75)
        for (double k = -3.0; k <= 3.0; k += 0.6)
            for (double r = -1.0; r <= 1.0; r += 0.09375) {
                const double sum =
                    gdcs_i_binormal_upper(h, k, r) + gdcs_i_binormal_upper(-h, k, -r) +
                    gdcs_i_binormal_upper(h, -k, -r) + gdcs_i_binormal_upper(-h, -k, r);
                cr_expect(fabs(sum - 1.0) < 1e-14, "%g %g %g: %.17g", h, k, r, sum);
            }
}

static const gdcs_overlap_measure *at(const gdcs_overlap_result *r, int m)
{
    return &r->victim_only + (m - 1);
}

static gdcs_overlap_result estimated(gdcs_overlap_counts c)
{
    gdcs_overlap_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_overlap_estimate(&c, NULL, &r, NULL), GDCS_OK));
    return r;
}

Test(overlap, measures_are_what_they_are_defined_as)
{
    const gdcs_overlap_result r = estimated((gdcs_overlap_counts){10, 30, 20, 140});
    cr_expect(near_relative(r.both.estimate.value, 10.0 / 60.0, 1e-15));
    cr_expect(near_relative(r.victim_only.estimate.value, 0.5, 1e-15));
    cr_expect(near_relative(r.offender_only.estimate.value, 20.0 / 60.0, 1e-15));
    cr_expect(near_relative(r.offenders_victims.estimate.value, 10.0 / 30.0, 1e-15));
    cr_expect(near_relative(r.victims_offenders.estimate.value, 0.25, 1e-15));
    cr_expect(near_relative(r.odds_ratio.estimate.value, 1400.0 / 600.0, 1e-15));
    cr_expect(near_relative(r.lift.estimate.value, 10.0 / 6.0, 1e-15));
    cr_expect(near_relative(r.yules_q.estimate.value, 800.0 / 2000.0, 1e-15));
    cr_expect(near_relative(r.expected, 6.0, 1e-15) && r.n == 200.0 && r.either == 60.0);
    cr_expect(r.victims == 40.0 && r.offenders == 30.0 && r.notes == 0);
    for (int m = 1; m <= LAST; m++) {
        const gdcs_overlap_measure *x = at(&r, m);
        cr_expect(x->estimate.lower < x->estimate.value && x->estimate.value < x->estimate.upper);
        cr_expect(x->bounds.lower == x->estimate.value && x->bounds.upper == x->estimate.value);
        cr_expect(x->estimate.std_error > 0.0);
    }
}

/* Median splits of correlation r have both cells 1/4 + arcsin(r) / (2 pi): 1/3 for r = 1/2. */
Test(overlap, tetrachoric_of_median_splits_is_known)
{
    const gdcs_overlap_result r = estimated((gdcs_overlap_counts){200, 100, 100, 200});
    cr_expect(near_relative(r.tetrachoric.estimate.value, 0.5, 1e-13));
    const gdcs_overlap_result huge = estimated((gdcs_overlap_counts){2e9, 1e9, 1e9, 2e9});
    cr_expect(near_relative(huge.tetrachoric.estimate.value, 0.5, 1e-13));
    cr_expect(near_relative(huge.tetrachoric.estimate.std_error * sqrt(1e7),
                            r.tetrachoric.estimate.std_error, 1e-9));
}

Test(overlap, swapping_victims_and_offenders_changes_no_symmetric_measure)
{
    for (int i = 0; i < 81; i++) {
        const gdcs_overlap_counts c = {i % 3, 2 * (i / 3 % 3), 3 * (i / 9 % 3), 4 * (i / 27)};
        const gdcs_overlap_counts s = {c.both, c.offender_only, c.victim_only, c.neither};
        if (c.both + c.victim_only + c.offender_only == 0.0)
            continue;
        const gdcs_overlap_result a = estimated(c), b = estimated(s);
        for (int m = GDCS_OVERLAP_MEASURE_KAPPA; m <= LAST; m++) {
            const gdcs_estimate *x = &at(&a, m)->estimate, *y = &at(&b, m)->estimate;
            cr_expect(near_relative(x->value, y->value, 1e-12) ||
                      fabs(x->value - y->value) < 1e-12);
            if (m == GDCS_OVERLAP_MEASURE_TETRACHORIC)
                cr_expect(fabs(x->lower - y->lower) < 1e-9 || isnan(x->lower));
        }
        cr_expect(near_relative(a.offenders_victims.estimate.value,
                                b.victims_offenders.estimate.value, 1e-15));
        cr_expect(near_relative(a.odds_ratio.estimate.value, b.odds_ratio.estimate.value, 1e-14));
    }
}

/* Every NaN has a note, and every value lies within its limits, with zeroes anywhere. */
Test(overlap, zero_cells_are_noted)
{
    for (int i = 0; i < 256; i++) {
        static const double x[] = {0, 1, 7, 1e9};
        const gdcs_overlap_counts c = {x[i % 4], x[i / 4 % 4], x[i / 16 % 4], x[i / 64]};
        if (c.both + c.victim_only + c.offender_only == 0.0)
            continue;
        const gdcs_overlap_result r = estimated(c);
        for (int m = 1; m <= LAST; m++) {
            const gdcs_overlap_measure *k = at(&r, m);
            const gdcs_estimate *e = &k->estimate;
            const int none = (k->notes & GDCS_NOTE_NOT_ESTIMABLE) != 0;
            cr_expect(eq(int, none, isnan(e->value)), "%d %d", i, m);
            cr_expect(none || (at_most(e->lower, e->value) && at_most(e->value, e->upper)),
                      "%d %s: %.17g in [%.17g, %.17g]", i, "measure", e->value, e->lower, e->upper);
            cr_expect(isnan(k->bounds.lower) == 0 && k->bounds.lower <= k->bounds.upper, "%d %d", i,
                      m);
        }
    }
}

Test(overlap, without_neither_shares_are_estimated_and_the_rest_bounded)
{
    const gdcs_overlap_result r = estimated((gdcs_overlap_counts){10, 30, 20, NAN});
    cr_expect(near_relative(r.offenders_victims.estimate.value, 1.0 / 3.0, 1e-15));
    cr_expect(isnan(r.odds_ratio.estimate.value) && isnan(r.n) && isnan(r.expected));
    cr_expect(eq(dbl, r.odds_ratio.bounds.lower, 0.0));
    cr_expect(isinf(r.odds_ratio.bounds.upper));
    cr_expect(eq(u32, r.phi.notes, GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    for (double d = 0.0; d < 1e12; d = 10.0 * d + 1.0) {
        const gdcs_overlap_result s = estimated((gdcs_overlap_counts){10, 30, 20, d});
        for (int m = 1; m <= LAST; m++) {
            const double v = at(&s, m)->estimate.value;
            cr_expect(isnan(v) || (at_most(at(&r, m)->bounds.lower, v) &&
                                   at_most(v, at(&r, m)->bounds.upper)),
                      "%d at %g: %.17g", m, d, v);
        }
    }
}

/* Two sexes with all sums given: Zelen by adding up products of binomial coefficients (R 4.2 choose). */
Test(overlap, exact_homogeneity_adds_up_products)
{
    const struct gdcs_i_pairs w = {3, 1, 2, 4}, m = {1, 4, 5, 2}, none = {0, 3, 2, 5};
    double all = 0.0, small = 0.0, mass[16];
    for (int shift = -3; shift <= 1; shift++) {
        const double g[8] = {3 + shift, 1 - shift, 2 - shift, 4 + shift,
                             1 - shift, 4 + shift, 5 + shift, 2 - shift};
        mass[shift + 3] = 1.0;
        for (int i = 0; i < 8; i++)
            mass[shift + 3] /= tgamma(g[i] + 1.0);
        all += mass[shift + 3];
    }
    for (int i = 0; i < 5; i++)
        small += mass[i] <= mass[3] * (1.0 + 1e-7) ? mass[i] : 0.0;
    cr_expect(near_relative(exp(gdcs_i_homogeneity_log_exact(w, m)), small / all, 1e-13));
    cr_expect(near_relative(exp(gdcs_i_homogeneity_log_exact(m, w)), small / all, 1e-13));
    cr_expect(near_relative(exp(gdcs_i_homogeneity_log_exact(none, none)), 1.0, 1e-13));
}

static gdcs_overlap_sexes_result compared(gdcs_overlap_counts w, gdcs_overlap_counts m)
{
    gdcs_overlap_sexes_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_overlap_estimate_sexes(&w, &m, NULL, &r, NULL), GDCS_OK));
    return r;
}

/* Altman & Bland (2003): ratio of odds ratios, by hand; p-values near 1e-300 by their logarithm. */
Test(overlap, women_against_men)
{
    const gdcs_overlap_counts w = {10, 30, 20, 140}, m = {15, 80, 25, 200};
    const gdcs_overlap_sexes_result r = compared(w, m), back = compared(m, w);
    const double value = 1400.0 / 600.0 / (3000.0 / 2000.0);
    const double error = sqrt(1.0 / 10 + 1.0 / 30 + 1.0 / 20 + 1.0 / 140 + 1.0 / 15 + 1.0 / 80 +
                              1.0 / 25 + 1.0 / 200);
    const double z = gdcs_i_normal_quantile_upper(0.025);
    cr_expect(near_relative(r.odds_ratio.estimate.value, value, 1e-14));
    cr_expect(near_relative(r.odds_ratio.estimate.lower, value * exp(-z * error), 1e-13));
    cr_expect(near_relative(r.odds_ratio.estimate.upper, value * exp(z * error), 1e-13));
    cr_expect(near_relative(r.difference.estimate.value, 10.0 / 30 - 15.0 / 40, 1e-14));
    cr_expect(near_relative(r.ratio.estimate.value, 8.0 / 9.0, 1e-14));
    cr_expect(
        near_relative(back.odds_ratio.estimate.lower, 1.0 / r.odds_ratio.estimate.upper, 1e-13));
    cr_expect(near_relative(back.homogeneity.p_value, r.homogeneity.p_value, 1e-9));
    cr_expect(near_relative(back.exact.p_value, r.exact.p_value, 1e-12));
    const gdcs_overlap_sexes_result far = compared((gdcs_overlap_counts){1e6, 1e5, 1e5, 1e6},
                                                   (gdcs_overlap_counts){1e5, 1e5, 1e5, 1e5});
    cr_expect(far.homogeneity.p_value < 1e-300 && far.homogeneity.log10_p < -300.0);
    cr_expect(far.exact.log10_p < -300.0);
}

Test(overlap, halves_for_zeroes_are_noted)
{
    const gdcs_overlap_sexes_result r =
        compared((gdcs_overlap_counts){4, 0, 3, 20}, (gdcs_overlap_counts){5, 6, 7, 30});
    cr_expect(0 != (r.odds_ratio.notes & GDCS_NOTE_CONTINUITY));
    cr_expect(0 != (r.odds_ratio.notes & GDCS_NOTE_ZERO_CELL));
    cr_expect(isinf(r.odds_ratio.estimate.value) && isinf(r.odds_ratio.estimate.upper));
    cr_expect(r.odds_ratio.estimate.lower > 0.0 && isfinite(r.odds_ratio.estimate.lower));
    cr_expect(isnan(r.odds_ratio.estimate.std_error));
    const gdcs_overlap_sexes_result open =
        compared((gdcs_overlap_counts){4, 1, 3, NAN}, (gdcs_overlap_counts){5, 6, 7, 30});
    cr_expect(isnan(open.homogeneity.p_value) && isnan(open.odds_ratio.estimate.value));
    cr_expect(0 != (open.notes & GDCS_NOTE_MISSING_CELL));
    cr_expect(near_relative(open.ratio.estimate.value, 4.0 / 7.0 / (5.0 / 12.0), 1e-14));
}

Test(overlap, arrays_agree_with_scalars)
{
    enum { N = 5 };
    const double a[N] = {10, 0, 5, 0, 1e9}, b[N] = {30, 3, 0, 0, 3e8}, c[N] = {20, 4, 4, 0, 2e8};
    const double d[N] = {140, 20, 9, 8, NAN};
    const gdcs_overlap_arrays in = {sizeof in, 0, a, b, c, d};
    double value[N], lower[N], upper[N], error[N], low[N], high[N];
    uint32_t notes[N];
    const gdcs_estimate_arrays out = {sizeof out, 0, value, lower, upper, error, low, high, notes};
    for (int m = 1; m <= LAST; m++) {
        cr_assert(eq(i32, gdcs_overlap_each(&in, N, m, NULL, &out, NULL), GDCS_OK));
        for (int i = 0; i < N; i++) {
            if (i == 3) {
                cr_expect(0 != (notes[i] & GDCS_NOTE_NOT_ESTIMABLE) ||
                          m == GDCS_OVERLAP_MEASURE_KAPPA);
                continue;
            }
            const gdcs_overlap_result r = estimated((gdcs_overlap_counts){a[i], b[i], c[i], d[i]});
            const gdcs_overlap_measure *k = at(&r, m);
            cr_expect(near_relative(value[i], k->estimate.value, 0.0), "%d %d", m, i);
            cr_expect(near_relative(lower[i], k->estimate.lower, 0.0), "%d %d", m, i);
            cr_expect(near_relative(upper[i], k->estimate.upper, 0.0), "%d %d", m, i);
            cr_expect(near_relative(error[i], k->estimate.std_error, 0.0), "%d %d", m, i);
            cr_expect(eq(u32, notes[i], k->notes));
        }
    }
}

static gdcs_status refused(gdcs_overlap_counts c, gdcs_overlap_options o)
{
    gdcs_overlap_result r = {.struct_size = sizeof r, .n = -7.0};
    gdcs_error e = {.struct_size = sizeof e};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_overlap_estimate(&c, &o, &r, &e);
    cr_expect(status != GDCS_OK && r.n == -7.0 && e.message[0] != '\0');
    return status;
}

Test(overlap, refuses_what_is_no_overlap)
{
    const gdcs_overlap_counts good = {1, 2, 3, 4};
    const gdcs_overlap_options none = {0};
    gdcs_overlap_result r = {.struct_size = sizeof r};
    gdcs_overlap_sexes_result s = {.struct_size = sizeof s};
    cr_expect(eq(i32, refused((gdcs_overlap_counts){-1, 2, 3, 4}, none), GDCS_E_VALUE));
    cr_expect(eq(i32, refused((gdcs_overlap_counts){1, NAN, 3, 4}, none), GDCS_E_VALUE));
    cr_expect(eq(i32, refused((gdcs_overlap_counts){1, 2, 2e15, 4}, none), GDCS_E_VALUE));
    cr_expect(eq(i32, refused((gdcs_overlap_counts){0, 0, 0, 4}, none), GDCS_E_EMPTY));
    cr_expect(eq(i32, refused(good, (gdcs_overlap_options){.share_method = 99}), GDCS_E_OPTION));
    cr_expect(eq(i32, refused(good, (gdcs_overlap_options){.odds_method = 99}), GDCS_E_OPTION));
    cr_expect(eq(i32, refused(good, (gdcs_overlap_options){.level = 1.0}), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_overlap_estimate(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_overlap_estimate(&good, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    r.struct_size = 8;
    cr_expect(eq(i32, gdcs_overlap_estimate(&good, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_overlap_estimate_sexes(&good, NULL, NULL, &s, NULL), GDCS_E_ARGUMENT));
    const gdcs_overlap_counts idle = {0, 5, 0, 9};
    cr_expect(eq(i32, gdcs_overlap_estimate_sexes(&good, &idle, NULL, &s, NULL), GDCS_E_EMPTY));
    s.struct_size = 8;
    cr_expect(eq(i32, gdcs_overlap_estimate_sexes(&good, &good, NULL, &s, NULL), GDCS_E_STRUCT));
}

Test(overlap, refuses_arrays_that_are_none)
{
    const double x[1] = {1.0}, bad[1] = {-1.0};
    double value[1] = {-7.0};
    gdcs_overlap_arrays in = {sizeof in, 0, x, x, x, NULL};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = value};
    gdcs_error e = {.struct_size = sizeof e};
    cr_expect(eq(i32, gdcs_overlap_each(&in, -1, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_overlap_each(&in, 1, 0, NULL, &out, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_overlap_each(&in, 1, LAST + 1, NULL, &out, NULL), GDCS_E_OPTION));
    in.victim_only = bad;
    cr_expect(eq(i32, gdcs_overlap_each(&in, 1, 1, NULL, &out, &e), GDCS_E_VALUE));
    cr_expect(eq(i64, e.row, 1));
    in.victim_only = NULL;
    cr_expect(eq(i32, gdcs_overlap_each(&in, 1, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(dbl, value[0], -7.0));
}
