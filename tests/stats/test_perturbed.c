/* Mirrors lib/stats/perturbed.c. */
#include "num/interval/noisy.h"
#include "num/interval/proportion.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/perturbed.h>
#include <gdcs/share.h>
#include <math.h>

TestSuite(perturbed, .timeout = 30);

static gdcs_perturbed_result share(gdcs_perturbed_counts k, gdcs_perturbed_options o)
{
    gdcs_perturbed_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_perturbed_estimate_share(&k, &o, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return r;
}

static gdcs_perturbed_result gap(gdcs_perturbed_counts a, gdcs_perturbed_counts b)
{
    gdcs_perturbed_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_perturbed_estimate_gap(&a, &b, NULL, &r, NULL), GDCS_OK));
    return r;
}

static const gdcs_perturbed_options plain = {0}, sample = {.sampling = 1};

static const gdcs_perturbed_counts cases[] = {{30, 100, 2, 2},      {0, 12, 4, 4},   {5, 0, 1, 9},
                                              {1e9, 3e9, 100, 50},  {18, 38, 0, 25}, {3, 2, 8, 8},
                                              {1e15, 1e15, 1e6, 0}, {1, 1e6, 2, 300}};

/* The limits are where the linear form is z standard deviations from 0. */
Test(perturbed, limits_of_a_share_solve_the_equation_they_are_defined_by)
{
    for (int i = 0; i < 8; i++)
        for (int sampling = 0; sampling < 2; sampling++) {
            const gdcs_perturbed_counts k = cases[i];
            const gdcs_perturbed_result r = share(k, sampling ? sample : plain);
            const double ends[] = {r.estimate.lower, r.estimate.upper}, n = k.women + k.men;
            for (int e = 0; e < 2; e++) {
                const double p = ends[e], form = (1.0 - p) * k.women - p * k.men;
                const double v = (1.0 - p) * (1.0 - p) * k.variance_women + p * p * k.variance_men +
                                 sampling * n * p * (1.0 - p);
                const double z = fabs(form) / sqrt(v);
                if (p > 0.0 && p < 1.0)
                    cr_expect(near_relative(z, 1.9599639845400545, n > 1e14 ? 1e-2 : 1e-6),
                              "case %d end %d: %.17g", i, e, z);
                else
                    cr_expect(z < 1.96 || isnan(z), "case %d end %d: %g", i, e, z);
            }
        }
}

/* The same quadratic in mpmath, 60 digits: of 1e15 women and as many men, and of 7 in 1e6. */
Test(perturbed, large_counts_keep_their_digits)
{
    const gdcs_perturbed_result r = share((gdcs_perturbed_counts){1e15, 1e15, 1e6, 0}, plain);
    const double half = 1.9599639845400545 * 1e3 / 4e15; /* z sqrt(v) / (2 n), as v / n^2 is 0 */
    cr_expect(lt(dbl, fabs(r.estimate.upper - 0.5 - half), 1e-16));
    cr_expect(lt(dbl, fabs(r.estimate.lower - 0.5 + half), 1e-16));
}

Test(perturbed, without_noise_a_sample_has_wilsons_limits)
{
    const double counts[][2] = {{0, 10}, {3, 7}, {18, 38}, {1e9, 2}, {5, 0}};
    for (int i = 0; i < 5; i++) {
        const gdcs_perturbed_result r =
            share((gdcs_perturbed_counts){counts[i][0], counts[i][1], 0, 0}, sample);
        const gdcs_sex_counts c = {.women = counts[i][0], .men = counts[i][1]};
        const gdcs_share_options o = {.struct_size = sizeof o, .method = GDCS_SHARE_METHOD_WILSON};
        gdcs_share_result w = {.struct_size = sizeof w};
        cr_assert(eq(i32, gdcs_share_estimate(&c, &o, &w, NULL), GDCS_OK));
        cr_expect(lt(dbl, fabs(r.estimate.lower - w.share.lower), 1e-13), "case %d", i);
        cr_expect(lt(dbl, fabs(r.estimate.upper - w.share.upper), 1e-13), "case %d", i);
    }
    const gdcs_perturbed_result exact = share((gdcs_perturbed_counts){3, 7, 0, 0}, plain);
    cr_expect(near_relative(exact.estimate.lower, 0.3, 1e-15));
    cr_expect(near_relative(exact.estimate.upper, 0.3, 1e-15));
    cr_expect(eq(dbl, exact.estimate.std_error, 0.0));
}

Test(perturbed, women_and_men_exchanged_turn_the_limits_round)
{
    for (int i = 0; i < 8; i++) {
        const gdcs_perturbed_counts k = cases[i];
        const gdcs_perturbed_counts turned = {k.men, k.women, k.variance_men, k.variance_women};
        const gdcs_perturbed_result a = share(k, plain), b = share(turned, plain);
        cr_expect(lt(dbl, fabs(a.estimate.lower - (1.0 - b.estimate.upper)), 1e-14), "case %d", i);
        cr_expect(lt(dbl, fabs(a.estimate.upper - (1.0 - b.estimate.lower)), 1e-14), "case %d", i);
        const gdcs_perturbed_result x = gap(k, turned), y = gap(turned, k);
        cr_expect(lt(dbl, fabs(x.estimate.lower + y.estimate.upper), 1e-14), "case %d", i);
    }
}

Test(perturbed, more_noise_never_narrows)
{
    for (int i = 0; i < 8; i++) {
        double lower = 2.0, upper = -2.0;
        for (double factor = 0.0; factor < 1e6; factor = factor * 3.0 + 0.1) {
            gdcs_perturbed_counts k = cases[i];
            k.variance_women *= factor;
            k.variance_men *= factor;
            const gdcs_perturbed_result r = share(k, plain);
            cr_expect(le(dbl, r.estimate.lower, lower + 1e-15));
            cr_expect(ge(dbl, r.estimate.upper, upper - 1e-15));
            cr_expect(r.estimate.lower >= 0.0 && r.estimate.upper <= 1.0);
            lower = r.estimate.lower;
            upper = r.estimate.upper;
        }
    }
}

Test(perturbed, counts_that_cannot_be_told_from_nobody_say_nothing)
{
    const gdcs_perturbed_result r = share((gdcs_perturbed_counts){2, 1, 8, 8}, plain);
    cr_expect(eq(dbl, r.estimate.lower, 0.0));
    cr_expect(eq(dbl, r.estimate.upper, 1.0));
    cr_expect(0 != (r.notes & GDCS_NOTE_SMALL_BASE));
    const gdcs_perturbed_result none = share((gdcs_perturbed_counts){0, 0, 2, 2}, plain);
    cr_expect(isnan(none.estimate.value));
    cr_expect(0 != (none.notes & GDCS_NOTE_NOT_ESTIMABLE));
    const gdcs_perturbed_result both = gap((gdcs_perturbed_counts){0, 0, 2, 2}, cases[0]);
    cr_expect(isnan(both.estimate.value));
    cr_expect(eq(dbl, both.estimate.lower, -1.0));
    cr_expect(0 != (both.notes & GDCS_NOTE_NOT_ESTIMABLE));
}

Test(perturbed, arrays_are_scalars_many_times)
{
    double women[8], men[8], vw[8], vm[8], value[8], lower[8], upper[8], error[8], low[8], high[8];
    uint32_t notes[8];
    for (int i = 0; i < 8; i++) {
        women[i] = cases[i].women;
        men[i] = cases[i].men;
        vw[i] = cases[i].variance_women;
        vm[i] = cases[i].variance_men;
    }
    const gdcs_perturbed_arrays k = {.struct_size = sizeof k,
                                     .women = women,
                                     .men = men,
                                     .variance_women = vw,
                                     .variance_men = vm};
    const gdcs_perturbed_arrays exact = {.struct_size = sizeof exact, .women = women, .men = men};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out,
                                      .value = value,
                                      .lower = lower,
                                      .upper = upper,
                                      .std_error = error,
                                      .bound_lower = low,
                                      .bound_upper = high,
                                      .notes = notes};
    cr_assert(eq(i32, gdcs_perturbed_each_share(&k, 8, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 8; i++) {
        const gdcs_perturbed_result r = share(cases[i], plain);
        cr_expect(eq(dbl, r.estimate.value, value[i]));
        cr_expect(eq(dbl, r.estimate.lower, lower[i]));
        cr_expect(eq(dbl, r.estimate.upper, upper[i]));
        cr_expect(eq(dbl, r.estimate.std_error, error[i]));
        cr_expect(eq(u32, r.notes, notes[i]));
        cr_expect(eq(dbl, low[i], 0.0));
        cr_expect(eq(dbl, high[i], 1.0));
    }
    cr_assert(eq(i32, gdcs_perturbed_each_gap(&k, &exact, 8, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 8; i++) {
        const gdcs_perturbed_result r =
            gap(cases[i], (gdcs_perturbed_counts){women[i], men[i], 0, 0});
        cr_expect(eq(dbl, r.estimate.lower, lower[i]));
        cr_expect(eq(dbl, low[i], -1.0));
    }
    cr_assert(eq(i32, gdcs_perturbed_each_share(&exact, 8, NULL, &out, NULL), GDCS_OK));
    cr_expect(eq(dbl, low[0], value[0]));
}

static gdcs_status try_share(gdcs_perturbed_counts k, gdcs_perturbed_options o)
{
    gdcs_perturbed_result r = {.struct_size = sizeof r};
    o.struct_size = o.struct_size == 0 ? sizeof o : o.struct_size;
    return gdcs_perturbed_estimate_share(&k, &o, &r, NULL);
}

Test(perturbed, refuses_what_it_documents)
{
    const gdcs_perturbed_counts k = cases[0];
    typedef gdcs_perturbed_options of;
    cr_expect(eq(i32, try_share((gdcs_perturbed_counts){-1, 1, 0, 0}, plain), GDCS_E_VALUE));
    cr_expect(eq(i32, try_share((gdcs_perturbed_counts){1, NAN, 0, 0}, plain), GDCS_E_VALUE));
    cr_expect(eq(i32, try_share((gdcs_perturbed_counts){1, 1, -1, 0}, plain), GDCS_E_VALUE));
    cr_expect(eq(i32, try_share((gdcs_perturbed_counts){1, 1, 0, 1e31}, plain), GDCS_E_VALUE));
    cr_expect(eq(i32, try_share(k, (of){.sampling = 2}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_share(k, (of){.level = 1.5}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_share(k, (of){.struct_size = 8}), GDCS_E_STRUCT));
    gdcs_perturbed_result r = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_perturbed_estimate_share(&k, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_perturbed_estimate_share(NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_perturbed_estimate_share(&k, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_perturbed_estimate_gap(&k, NULL, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_perturbed_estimate_gap(NULL, &k, NULL, &r, NULL), GDCS_E_ARGUMENT));
    const double x = 1, wrong = -1;
    gdcs_perturbed_arrays arrays = {.struct_size = sizeof arrays, .women = &x, .men = &x};
    const gdcs_estimate_arrays out = {.struct_size = sizeof out};
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(eq(i32, gdcs_perturbed_each_share(&arrays, -1, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_perturbed_each_share(&arrays, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    arrays.men = &wrong;
    cr_expect(eq(i32, gdcs_perturbed_each_share(&arrays, 1, NULL, &out, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 1));
    cr_expect(
        eq(i32, gdcs_perturbed_each_gap(&arrays, &arrays, 1, NULL, &out, NULL), GDCS_E_VALUE));
    arrays.men = NULL;
    cr_expect(eq(i32, gdcs_perturbed_each_share(&arrays, 1, NULL, &out, NULL), GDCS_E_ARGUMENT));
}
