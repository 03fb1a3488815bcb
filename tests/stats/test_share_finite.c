/* Mirrors lib/stats/share/finite.c and lib/num/interval/proportion/finite.c. */
#include "num/interval/proportion.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/share.h>
#include <math.h>

TestSuite(share_finite, .timeout = 60);

static gdcs_share_result estimate(gdcs_sex_counts c, double population, int32_t method,
                                  double alpha)
{
    const gdcs_share_options o = {.struct_size = sizeof o, .method = method, .alpha = alpha};
    gdcs_share_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_share_estimate_finite(&c, population, &o, &r, NULL), GDCS_OK));
    return r;
}

Test(share_finite, agrees_with_whole_numbers)
{
    FILE *csv = reference_open("share_finite.csv"); /* written by share_finite.py */
    double yes, no, population, alpha, lower, upper;
    int method, rows = 0;
    while (fscanf(csv, "%d,%lf,%lf,%lf,%lf,%lf,%lf\n", &method, &yes, &no, &population, &alpha,
                  &lower, &upper) == 7) {
        const gdcs_sex_counts c = {.women = yes, .men = no};
        const gdcs_share_result r = estimate(c, population, method, alpha);
        cr_expect(near_relative(r.share.lower, lower, 1e-12),
                  "method %d: %g and %g of %g, alpha %g", method, yes, no, population, alpha);
        cr_expect(near_relative(r.share.upper, upper, 1e-12),
                  "method %d: %g and %g of %g, alpha %g", method, yes, no, population, alpha);
        cr_expect(eq(i32, r.method, method));
        cr_expect(eq(dbl, r.share.value, yes / (yes + no)));
        rows++;
    }
    fclose(csv);
    cr_assert(eq(int, rows, 108));
}

Test(share_finite, a_census_has_no_sampling_error)
{
    for (int32_t method = 1; method <= 3; method++)
        for (int women = 0; women <= 7; women++) {
            const gdcs_sex_counts c = {.women = women, .men = 7 - women};
            const gdcs_share_result r = estimate(c, 7, method, 0.05);
            cr_expect(eq(dbl, r.share.lower, women / 7.0));
            cr_expect(eq(dbl, r.share.upper, women / 7.0));
            cr_expect(eq(dbl, r.share.std_error, 0.0));
        }
}

Test(share_finite, a_huge_population_is_an_infinite_one)
{
    const gdcs_sex_counts c = {.women = 7, .men = 23};
    for (int32_t method = 1; method <= 3; method++) {
        const gdcs_share_options o = {.struct_size = sizeof o, .method = method};
        gdcs_share_result plain = {.struct_size = sizeof plain};
        cr_assert(eq(i32, gdcs_share_estimate(&c, &o, &plain, NULL), GDCS_OK));
        const gdcs_share_result r = estimate(c, 1e11, method, 0.05);
        cr_expect(near_relative(r.share.lower, plain.share.lower, 1e-8), "method %d", method);
        cr_expect(near_relative(r.share.upper, plain.share.upper, 1e-8), "method %d", method);
        cr_expect(near_relative(r.share.std_error, plain.share.std_error, 1e-8));
    }
}

Test(share_finite, the_complement_mirrors_and_the_population_can_hold_the_limits)
{
    for (int32_t method = 1; method <= 3; method++)
        for (int women = 0; women <= 12; women++)
            for (int population = 12; population < 40; population += 3) {
                const gdcs_sex_counts c = {.women = women, .men = 12 - women};
                const gdcs_sex_counts d = {.women = 12 - women, .men = women};
                const gdcs_share_result a = estimate(c, population, method, 0.1);
                const gdcs_share_result b = estimate(d, population, method, 0.1);
                cr_expect(fabs(a.share.lower - (1 - b.share.upper)) < 1e-15);
                cr_expect(a.share.lower * population >= women - 1e-12);
                cr_expect(a.share.upper * population <= population - 12 + women + 1e-12);
            }
}

/* The hypergeometric probability that the limits of a sample hold the share, for every population. */
Test(share_finite, exact_limits_hold_at_least_as_often_as_they_say)
{
    for (int marked = 0; marked <= 30; marked++) {
        double covered = 0.0, mass = 1.0;
        /* 10 of 30: masses by products, from 0 women on. */
        for (int i = 0; i < 10; i++)
            mass *= (double)(30 - marked - i > 0 ? 30 - marked - i : 0) / (30 - i);
        int x = 0;
        if (mass == 0.0) {
            x = marked - 20;
            mass = 1.0;
            for (int i = 0; i < x; i++)
                mass *= (double)(10 - i) / (x - i) * (marked - i) / (30 - i);
            for (int i = 0; i < 10 - x; i++)
                mass *= (double)(30 - marked - i) / (30 - x - i);
        }
        for (; x <= 10 && x <= marked; x++) {
            const struct gdcs_i_limits l = gdcs_i_proportion_finite_exact(x, 10 - x, 30, 0.1);
            if (l.lower <= marked / 30.0 && marked / 30.0 <= l.upper)
                covered += mass;
            mass *= (double)(marked - x) * (10 - x) / ((x + 1.0) * (30 - marked - 10 + x + 1));
        }
        cr_expect(covered >= 0.9 - 1e-12, "%d of 30: %g", marked, covered);
    }
}

Test(share_finite, each_is_the_scalar_form_n_times_and_goes_on_without_a_population)
{
    const double w[] = {7, 0, 3, NAN}, m[] = {23, 0, 5, 1}, n[] = {60, 10, NAN, 9};
    double value[4], upper[4], bound[4];
    uint32_t notes[4];
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = w, .men = m};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = value,
                                      .upper = upper,
                                      .bound_upper = bound,
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_share_each_finite(&in, n, 4, NULL, &out, NULL), GDCS_OK));
    const gdcs_sex_counts c = {.women = 7, .men = 23};
    const gdcs_share_result r = estimate(c, 60, 0, 0.05);
    cr_expect(value[0] == r.share.value && upper[0] == r.share.upper && notes[0] == r.notes);
    for (int i = 1; i < 4; i++) {
        cr_expect(isnan(value[i]) && isnan(upper[i]), "%d", i);
        cr_expect(eq(int, !(notes[i] & GDCS_NOTE_NOT_ESTIMABLE), 0));
        cr_expect(eq(int, !(notes[i] & GDCS_NOTE_MISSING_CELL), i == 1));
    }
    cr_expect(bound[2] == 0.375 && bound[3] == 1.0);
}

Test(share_finite, counts_that_are_not_whole_have_wilsons_limits_and_a_note)
{
    const gdcs_sex_counts c = {.women = 2.5, .men = 7};
    const gdcs_share_result r = estimate(c, 60, GDCS_SHARE_METHOD_MID_P, 0.05);
    const gdcs_share_result w = estimate(c, 60, 0, 0.05);
    cr_expect(eq(i32, r.method, GDCS_SHARE_METHOD_WILSON));
    cr_expect(eq(dbl, r.share.upper, w.share.upper));
    cr_expect(eq(int, !(r.notes & GDCS_NOTE_METHOD_CHANGED), 0));
}

Test(share_finite, refuses_what_does_not_fit)
{
    const gdcs_sex_counts c = {.women = 7, .men = 23}, nobody = {0}, bad = {.men = -1};
    gdcs_share_result r = {.struct_size = sizeof r};
    gdcs_share_options o = {.struct_size = sizeof o, .method = GDCS_SHARE_METHOD_JEFFREYS};
    double v[1] = {7};
    const gdcs_sex_arrays in = {.struct_size = sizeof in, .women = &c.women, .men = &c.men};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out, .value = v};
    const double few[] = {29}, enough[] = {30};
    cr_expect(eq(i32, gdcs_share_estimate_finite(NULL, 9, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_finite(&c, 60, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_estimate_finite(&c, 29, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_estimate_finite(&c, NAN, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_estimate_finite(&bad, 9, NULL, &r, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_estimate_finite(&nobody, 9, NULL, &r, NULL), GDCS_E_EMPTY));
    cr_expect(eq(i32, gdcs_share_estimate_finite(&c, 60, &o, &r, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_share_each_finite(NULL, few, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each_finite(&in, NULL, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each_finite(&in, few, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each_finite(&in, few, -1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_share_each_finite(&in, few, 1, NULL, &out, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_share_each_finite(&in, enough, 1, &o, &out, NULL), GDCS_E_OPTION));
    cr_expect(v[0] == 7);
    o = (gdcs_share_options){.struct_size = 3};
    cr_expect(eq(i32, gdcs_share_estimate_finite(&c, 60, &o, &r, NULL), GDCS_E_STRUCT));
    r.struct_size = 8;
    cr_expect(eq(i32, gdcs_share_estimate_finite(&c, 60, NULL, &r, NULL), GDCS_E_STRUCT));
}
