/* Mirrors lib/privacy/round/; tables are in test_round_table.c. */
#include "privacy/round/rule.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/round.h>
#include <math.h>

TestSuite(round, .timeout = 60);

static const gdcs_round_options conventional = {.struct_size = sizeof(gdcs_round_options),
                                                .method = GDCS_ROUND_METHOD_CONVENTIONAL};

static gdcs_round_options options_of(int32_t method, int64_t base, int64_t seed)
{
    return (gdcs_round_options){
        .struct_size = sizeof(gdcs_round_options), .method = method, .base = base, .seed = seed};
}

static void expect(const double *x, int64_t n, const gdcs_round_options *o, const double *out,
                   const double *lower, const double *upper)
{
    double got[8], low[8], high[8];
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_round_each(x, n, o, got, low, high, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    for (int64_t i = 0; i < n; i++) {
        cr_expect(eq(dbl, got[i], out[i]), "element %d", (int)i);
        cr_expect(eq(dbl, low[i], lower[i]), "element %d", (int)i);
        cr_expect(eq(dbl, high[i], upper[i]), "element %d", (int)i);
    }
}

Test(round, conventional_goes_to_the_nearest_multiple)
{
    const double x[] = {0, 2, 3, 7, 8, 1e15 - 2, 12, 13}, out[] = {0, 0, 5, 5, 10, 1e15, 10, 15},
                 lower[] = {0, 0, 3, 3, 8, 1e15 - 2, 8, 13},
                 upper[] = {2, 2, 7, 7, 12, 1e15 + 2, 12, 17};
    expect(x, 8, &conventional, out, lower, upper);
}

Test(round, conventional_takes_a_half_up)
{
    const gdcs_round_options ten = options_of(GDCS_ROUND_METHOD_CONVENTIONAL, 10, 0);
    const double x[] = {4, 5, 14, 15}, out[] = {0, 10, 10, 20}, lower[] = {0, 5, 5, 15},
                 upper[] = {4, 14, 14, 24};
    expect(x, 4, &ten, out, lower, upper);
}

Test(round, what_is_not_whole_has_limits_that_are_not)
{
    const double x[] = {2.5, 2.4}, out[] = {5, 0}, lower[] = {2.5, 0}, upper[] = {7.5, 2.5};
    expect(x, 2, &conventional, out, lower, upper);
}

/* Mean r and variance r (b - r) for every rest, by 20 000 draws; five standard errors of each. */
Test(round, random_keeps_mean_and_has_the_variance_of_its_rest)
{
    enum { DRAWS = 20000 };
    static double x[DRAWS], out[DRAWS];
    for (int base = 2; base <= 7; base++)
        for (int rest = 0; rest < base; rest++) {
            const gdcs_round_options o = options_of(GDCS_ROUND_METHOD_RANDOM, base, 100 + base);
            double mean = 0.0, square = 0.0;
            for (int i = 0; i < DRAWS; i++)
                x[i] = 3 * base + rest;
            cr_assert(eq(i32, gdcs_round_each(x, DRAWS, &o, out, NULL, NULL, NULL), GDCS_OK));
            for (int i = 0; i < DRAWS; i++) {
                cr_assert(out[i] == 3 * base || (rest > 0 && out[i] == 4 * base));
                mean += (out[i] - x[i]) / DRAWS;
                square += (out[i] - x[i]) * (out[i] - x[i]) / DRAWS;
            }
            const double variance = rest * (base - rest);
            cr_expect(le(dbl, fabs(mean), 5.0 * sqrt(variance / DRAWS)), "%d of %d", rest, base);
            const double spread = fabs(base - 2.0 * rest) * sqrt(variance / DRAWS);
            cr_expect(le(dbl, fabs(square - variance), 5.0 * spread + 1e-9), "%d of %d", rest,
                      base);
        }
}

Test(round, limits_hold_the_truth_and_are_no_wider_than_it_could_be)
{
    for (int32_t method = GDCS_ROUND_METHOD_CONVENTIONAL; method <= GDCS_ROUND_METHOD_RANDOM;
         method++)
        for (int base = 2; base <= 6; base++) {
            double lowest[64], highest[64];
            for (int k = 0; k < 64; k++)
                lowest[k] = highest[k] = INFINITY;
            for (int seed = 0; seed < 400; seed++)
                for (int i = 0; i < 40; i++) {
                    const gdcs_round_options o = options_of(method, base, seed);
                    const double x = i;
                    double out, lower, upper;
                    cr_assert(
                        eq(i32, gdcs_round_each(&x, 1, &o, &out, &lower, &upper, NULL), GDCS_OK));
                    cr_expect(lower <= x && x <= upper);
                    const int k = (int)out;
                    lowest[k] = fmin(lowest[k], x - lower);
                    highest[k] = fmin(highest[k], upper - x);
                }
            for (int k = base; k < 30; k += base) {
                cr_expect(eq(dbl, lowest[k], 0.0), "method %d base %d at %d", method, base, k);
                cr_expect(eq(dbl, highest[k], 0.0), "method %d base %d at %d", method, base, k);
            }
        }
}

Test(round, variances_are_the_means_over_the_rests)
{
    for (int32_t method = GDCS_ROUND_METHOD_CONVENTIONAL; method <= GDCS_ROUND_METHOD_RANDOM;
         method++)
        for (int base = 2; base <= 9; base++) {
            const gdcs_i_round rule = {.method = method, .whole = 1, .base = base};
            double sum = 0.0, most = 0.0;
            for (int r = 0; r < base; r++) {
                const double near = fmin(r, base - r);
                const double v = method == GDCS_ROUND_METHOD_RANDOM ? r * (base - r) : near * near;
                sum += v;
                most = fmax(most, v);
            }
            cr_expect(lt(dbl, fabs(gdcs_i_round_variance(&rule) - sum / base), 1e-12));
            cr_expect(eq(dbl, gdcs_i_round_variance_most(&rule), most));
        }
}

static gdcs_status each(double x, int64_t n, const gdcs_round_options *o)
{
    double out;
    return gdcs_round_each(&x, n, o, &out, NULL, NULL, NULL);
}

Test(round, refuses_what_it_documents)
{
    gdcs_round_options o = conventional;
    double x = 1.0;
    cr_expect(eq(i32, each(-1.0, 1, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, each(NAN, 1, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, each(1.1e15, 1, NULL), GDCS_E_VALUE));
    cr_expect(eq(i32, each(1.0, -1, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_round_each(NULL, 1, NULL, &x, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_round_each(&x, 1, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    o.base = 1;
    cr_expect(eq(i32, each(1.0, 1, &o), GDCS_E_OPTION));
    o.base = 1000000001;
    cr_expect(eq(i32, each(1.0, 1, &o), GDCS_E_OPTION));
    o.base = 1000000000;
    cr_expect(eq(i32, each(1.0, 1, &o), GDCS_OK));
    o.method = GDCS_ROUND_METHOD_CONTROLLED;
    cr_expect(eq(i32, each(1.0, 1, &o), GDCS_E_OPTION));
    o.method = 4;
    cr_expect(eq(i32, each(1.0, 1, &o), GDCS_E_OPTION));
    o.struct_size = 8;
    cr_expect(eq(i32, each(1.0, 1, &o), GDCS_E_STRUCT));
    o.struct_size = 0;
    cr_expect(eq(i32, each(1.0, 1, &o), GDCS_E_STRUCT));
}
