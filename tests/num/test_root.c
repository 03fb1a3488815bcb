/* Mirrors lib/num/root.c. */
#include "num/root.h"
#include "support.h"
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <float.h>
#include <math.h>

struct probe {
    double root;
    double power;
    int calls;
};

static double rising(double x, void *context)
{
    struct probe *p = context;
    const double d = x - p->root;
    p->calls++;
    return d < 0.0 ? -pow(-d, p->power) : pow(d, p->power);
}

static double falling(double x, void *context)
{
    return -rising(x, context);
}

static double step(double x, void *context)
{
    struct probe *p = context;
    p->calls++;
    return x < p->root ? -1.0 : 1.0;
}

static double nowhere(double x, void *context)
{
    (void)context;
    return x > 0.25 && x < 0.75 ? NAN : x - 0.4;
}

static double wall(double x, void *context)
{
    (void)context;
    return x < 0.1 ? -INFINITY : log(x);
}

static const double roots[] = {1e-300, 5e-8, 0.1, 1.0 / 3.0, 0.9999999999, 1.0 - 0x1p-52};

Test(root, has_every_digit_whatever_its_scale_and_within_200_calls)
{
    static const double powers[] = {1.0, 3.0, 9.0, 1.0 / 3.0};
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
        for (size_t j = 0; j < sizeof powers / sizeof *powers; j++) {
            struct probe p = {roots[i], powers[j], 0};
            double x = NAN;
            cr_assert_eq(gdcs_i_root(rising, &p, 0.0, 1.0, &x, NULL), GDCS_OK);
            /* a ninth power underflows to 0 near its root: every such point is one */
            const double slack = powers[j] > 1.0 ? 4e-108 : 0.0;
            cr_expect(fabs(x - roots[i]) <= 4.0 * DBL_EPSILON * roots[i] + slack,
                      "root %g power %g: %.17g", roots[i], powers[j], x);
            cr_expect_leq(p.calls, 200, "root %g power %g: %d calls", roots[i], powers[j], p.calls);
        }
}

Test(root, of_a_smooth_function_takes_few_calls)
{
    struct probe p = {0.3, 1.0, 0};
    double x = NAN;
    cr_assert_eq(gdcs_i_root(rising, &p, 0.0, 1.0, &x, NULL), GDCS_OK);
    cr_expect_leq(p.calls, 12, "%d calls", p.calls);
}

Test(root, of_a_jump_is_the_place_of_the_jump)
{
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
        struct probe p = {roots[i], 0.0, 0};
        double x = NAN;
        cr_assert_eq(gdcs_i_root(step, &p, 0.0, 1.0, &x, NULL), GDCS_OK);
        cr_expect(near_relative(x, roots[i], 4.0 * DBL_EPSILON), "%g: %.17g", roots[i], x);
        cr_expect_leq(p.calls, 200);
    }
}

Test(root, does_not_depend_on_direction_or_sign_of_the_axis)
{
    struct probe p = {-2.5e-7, 3.0, 0};
    double up = NAN, down = NAN;
    cr_assert_eq(gdcs_i_root(rising, &p, -1e9, 1e300, &up, NULL), GDCS_OK);
    cr_assert_eq(gdcs_i_root(falling, &p, -1e9, 1e300, &down, NULL), GDCS_OK);
    cr_expect_eq(up, down);
    cr_expect(near_relative(up, p.root, 4.0 * DBL_EPSILON), "%.17g", up);
}

Test(root, bears_infinite_values)
{
    double x = NAN;
    cr_assert_eq(gdcs_i_root(wall, NULL, 0.0, 50.0, &x, NULL), GDCS_OK);
    cr_expect(near_relative(x, 1.0, 4.0 * DBL_EPSILON), "%.17g", x);
}

Test(root, at_an_end_is_the_end)
{
    struct probe p = {0.0, 1.0, 0};
    double x = NAN;
    cr_assert_eq(gdcs_i_root(rising, &p, 0.0, 1.0, &x, NULL), GDCS_OK);
    cr_expect_eq(x, 0.0);
    p.root = 1.0;
    cr_assert_eq(gdcs_i_root(falling, &p, 0.0, 1.0, &x, NULL), GDCS_OK);
    cr_expect_eq(x, 1.0);
    p.root = 7.0;
    cr_assert_eq(gdcs_i_root(rising, &p, 7.0, 7.0, &x, NULL), GDCS_OK);
    cr_expect_eq(x, 7.0);
}

Test(root, refuses_what_has_none)
{
    struct probe p = {2.0, 1.0, 0};
    double x = -1.0;
    gdcs_error e = {.struct_size = sizeof e};
    cr_expect_eq(gdcs_i_root(rising, &p, 0.0, 1.0, &x, &e), GDCS_E_NUMERIC);
    cr_expect_str_eq(e.message, "the function has the same sign at 0 and 1");
    cr_expect_eq(gdcs_i_root(nowhere, NULL, 0.0, 1.0, &x, &e), GDCS_E_NUMERIC);
    cr_expect_str_eq(e.message, "the function has no value at 0.5");
    cr_expect_eq(gdcs_i_root(nowhere, NULL, 0.5, 1.0, &x, &e), GDCS_E_NUMERIC);
    cr_expect_eq(gdcs_i_root(NULL, &p, 0.0, 1.0, &x, &e), GDCS_E_ARGUMENT);
    cr_expect_eq(gdcs_i_root(rising, &p, 0.0, 1.0, NULL, &e), GDCS_E_ARGUMENT);
    cr_expect_eq(gdcs_i_root(rising, &p, 1.0, 0.0, &x, &e), GDCS_E_ARGUMENT);
    cr_expect_eq(gdcs_i_root(rising, &p, NAN, 1.0, &x, &e), GDCS_E_ARGUMENT);
    cr_expect_eq(gdcs_i_root(rising, &p, 0.0, INFINITY, &x, &e), GDCS_E_ARGUMENT);
    cr_expect_eq(x, -1.0);
}
