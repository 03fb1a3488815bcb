/* Mirrors lib/privacy/noise/; tables are in test_noise_table.c, draws in tests/num/test_discrete.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/noise.h>
#include <math.h>

TestSuite(noise, .timeout = 60);

enum { MANY = 20000 };

static gdcs_budget *rich(void)
{
    const gdcs_budget_options o = {.struct_size = sizeof o, .rho = 1e6};
    gdcs_budget *budget = NULL;
    cr_assert(eq(i32, gdcs_budget_new(&o, &budget, NULL), GDCS_OK));
    return budget;
}

static double spent(const gdcs_budget *budget)
{
    gdcs_budget_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_budget_get(budget, &r, NULL), GDCS_OK));
    return r.spent;
}

static gdcs_noise_result add(double x, gdcs_noise_options o, double *out, double *lower,
                             double *upper)
{
    static double given[MANY];
    gdcs_noise_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_budget *budget = rich();
    o.struct_size = sizeof o;
    for (int i = 0; i < MANY; i++)
        given[i] = x;
    const gdcs_status status =
        gdcs_noise_each(given, MANY, &o, budget, out, lower, upper, &r, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    gdcs_budget_free(budget);
    return r;
}

/* P(y) against P(y + 1) of neighbours: at most exp(epsilon / sensitivity), but for the error of a share:
   the ratio of what was drawn, by its own standard error, five times. */
Test(noise, laplace_shifts_no_probability_by_more_than_epsilon)
{
    static double out[MANY], other[MANY];
    const gdcs_noise_options o = {.epsilon = 0.7, .seed = 5}, p = {.epsilon = 0.7, .seed = 6};
    add(50, o, out, NULL, NULL);
    add(51, p, other, NULL, NULL);
    for (int y = 46; y < 56; y++) {
        double a = 0.0, b = 0.0;
        for (int i = 0; i < MANY; i++) {
            a += out[i] == y;
            b += other[i] == y;
        }
        const double slack = 5.0 * sqrt(1.0 / a + 1.0 / b);
        cr_expect(le(dbl, fabs(log(a / b)), 0.7 + slack), "%d: %g and %g", y, a, b);
        cr_expect(ge(dbl, fabs(log(a / b)), 0.7 - slack), "%d: %g and %g", y, a, b);
    }
}

Test(noise, mean_is_zero_variance_and_limits_as_said)
{
    static double out[MANY], lower[MANY], upper[MANY];
    const gdcs_noise_options all[] = {{.epsilon = 1},
                                      {.epsilon = 0.1, .sensitivity = 3, .level = 0.8},
                                      {.rho = 0.5},
                                      {.rho = 0.001, .alpha = 0.3},
                                      {.rho = 2, .sensitivity = 40}};
    for (int k = 0; k < 5; k++) {
        const gdcs_noise_result r = add(100000, all[k], out, lower, upper);
        double mean = 0.0, square = 0.0, outside = 0.0;
        for (int i = 0; i < MANY; i++) {
            mean += (out[i] - 100000) / MANY;
            square += (out[i] - 100000) * (out[i] - 100000) / MANY;
            outside += !(lower[i] <= 100000 && 100000 <= upper[i]);
            cr_expect(eq(dbl, upper[i] - out[i], r.distance));
        }
        cr_expect(lt(dbl, fabs(mean), 5.0 * sqrt(r.variance / MANY)), "case %d", k);
        cr_expect(lt(dbl, fabs(square / r.variance - 1.0), 5.0 * sqrt(5.0 / MANY)), "case %d", k);
        const double error = sqrt(r.alpha * (1.0 - r.alpha) / MANY);
        cr_expect(lt(dbl, outside / MANY, r.alpha + 5.0 * error), "case %d", k);
        cr_expect(eq(i64, r.measured, MANY));
        cr_expect(le(dbl, r.epsilon, all[k].epsilon));
        cr_expect(le(dbl, r.rho, all[k].rho));
        cr_expect(ge(dbl, r.epsilon + r.rho, all[k].epsilon + all[k].rho - 0x1p-29));
        const double s = all[k].sensitivity == 0 ? 1.0 : (double)all[k].sensitivity;
        const double half = sinh(r.epsilon / s / 2.0);
        cr_expect(near_relative(r.variance, r.epsilon > 0.0 ? 0.5 / half / half : s / 2.0 / r.rho,
                                r.epsilon > 0.0 ? 1e-12 : 0.06),
                  "case %d: %g", k, r.variance);
    }
}

Test(noise, one_seed_one_release)
{
    static double a[MANY], b[MANY], c[MANY];
    add(5, (gdcs_noise_options){.epsilon = 1, .seed = 1}, a, NULL, NULL);
    add(5, (gdcs_noise_options){.epsilon = 1, .seed = 1}, b, NULL, NULL);
    add(5, (gdcs_noise_options){.epsilon = 1, .seed = -1}, c, NULL, NULL);
    int differ = 0;
    for (int i = 0; i < MANY; i++) {
        cr_expect(eq(dbl, a[i], b[i]));
        differ += a[i] != c[i];
    }
    cr_expect(gt(int, differ, MANY / 2));
}

static gdcs_status try_options(gdcs_noise_options o)
{
    gdcs_budget *budget = rich();
    const double x = 3;
    double out = -7;
    if (o.struct_size == 0)
        o.struct_size = sizeof o;
    const gdcs_status status = gdcs_noise_each(&x, 1, &o, budget, &out, NULL, NULL, NULL, NULL);
    if (status != GDCS_OK) {
        cr_expect(eq(dbl, spent(budget), 0.0));
        cr_expect(eq(dbl, out, -7.0));
    }
    gdcs_budget_free(budget);
    return status;
}

Test(noise, refuses_options_and_spends_nothing)
{
    typedef gdcs_noise_options of;
    cr_expect(eq(i32, try_options((of){0}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.epsilon = 1, .rho = 1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.epsilon = 1, .method = 3}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.epsilon = 1, .method = GDCS_NOISE_METHOD_GAUSSIAN}),
                 GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.epsilon = 1001}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.epsilon = 0x1p-31}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.epsilon = NAN}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1e-9}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1, .sensitivity = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1, .sensitivity = 1048577}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1, .level = 0.9, .alpha = 0.1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1, .level = 1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1, .alpha = 1e-11}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1, .totals = 3}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_options((of){.rho = 1, .label = "\xff"}), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, try_options((of){.struct_size = 8, .rho = 1}), GDCS_E_STRUCT));
    cr_expect(eq(i32, try_options((of){.epsilon = 0x1p-30}), GDCS_OK));
    cr_expect(eq(i32, try_options((of){.epsilon = 1000, .sensitivity = 1048576}), GDCS_OK));
}

Test(noise, refuses_what_it_documents)
{
    const gdcs_noise_options o = {.struct_size = sizeof o, .epsilon = 1};
    const gdcs_budget_options little = {.struct_size = sizeof little, .epsilon = 0.5};
    const double x[] = {1, 0.5, -1, 2e15, NAN};
    gdcs_noise_result r = {.struct_size = 8};
    gdcs_budget *budget = rich(), *poor = NULL;
    double out;
    cr_assert(eq(i32, gdcs_budget_new(&little, &poor, NULL), GDCS_OK));
    for (int i = 1; i < 5; i++)
        cr_expect(eq(i32, gdcs_noise_each(x + i, 1, &o, budget, &out, NULL, NULL, NULL, NULL),
                     GDCS_E_VALUE));
    cr_expect(
        eq(i32, gdcs_noise_each(x, 1, &o, poor, &out, NULL, NULL, NULL, NULL), GDCS_E_BUDGET));
    cr_expect(
        eq(i32, gdcs_noise_each(x, 1, &o, budget, &out, NULL, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_noise_each(x, -1, &o, budget, &out, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_noise_each(NULL, 1, &o, budget, &out, NULL, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_noise_each(x, 1, NULL, budget, &out, NULL, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_noise_each(x, 1, &o, NULL, &out, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_noise_each(x, 1, &o, budget, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(dbl, spent(budget), 0.0));
    cr_expect(eq(dbl, spent(poor), 0.0));
    gdcs_budget_free(budget);
    gdcs_budget_free(poor);
}
