/* Mirrors lib/core/sum.c.  Exact sums are known by construction, in whole numbers or by design of
   the terms; the sums of 1/k are from Python's math.fsum. */
#include "core/sum.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

TestSuite(sum, .timeout = 10);

static double sum_of(const double *x, int n)
{
    gdcs_i_sum sum = {0};
    for (int i = 0; i < n; i++)
        gdcs_i_sum_add(&sum, x[i]);
    return gdcs_i_sum_value(sum);
}

static uint64_t next_random(uint64_t *state)
{
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    return *state;
}

/* Weights of a survey: 1 to 4096, all 53 bits of them in use. */
static double weight(uint64_t *state)
{
    return ldexp(1.0 + (double)(next_random(state) >> 12) * 0x1p-52,
                 (int)(next_random(state) % 12));
}

Test(sum, nothing_is_zero)
{
    cr_expect(eq(dbl, sum_of(NULL, 0), 0.0));
}

Test(sum, what_plain_addition_loses_is_kept)
{
    const double cancel[] = {1e16, 1.0, -1e16};
    const double kahan[] = {1.0, 1e100, 1.0, -1e100};
    const double tenths[] = {0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1};
    const double tiny[] = {1.0, 0x1p-60, 0x1p-60, -1.0};
    cr_expect(eq(dbl, sum_of(cancel, 3), 1.0));
    cr_expect(eq(dbl, sum_of(kahan, 4), 2.0));
    cr_expect(eq(dbl, sum_of(tenths, 10), 1.0));
    cr_expect(eq(dbl, sum_of(tiny, 4), 0x1p-59));
}

Test(sum, a_large_count_keeps_every_single_person)
{
    gdcs_i_sum sum = {0};
    gdcs_i_sum_add(&sum, 0x1p53);
    for (int i = 0; i < 1000001; i++)
        gdcs_i_sum_add(&sum, 1.0);
    gdcs_i_sum_add(&sum, -0x1p53);
    cr_expect(eq(dbl, gdcs_i_sum_value(sum), 1000001.0));
}

Test(sum, harmonic_numbers_agree_with_python_fsum)
{
    static const struct {
        int n;
        double wanted;
    } rows[] = {{10, 2.9289682539682538}, {1000, 7.485470860550345}, {1000000, 14.392726722865724}};
    for (size_t r = 0; r < sizeof rows / sizeof rows[0]; r++) {
        gdcs_i_sum forward = {0}, backward = {0};
        for (int k = 1; k <= rows[r].n; k++) {
            gdcs_i_sum_add(&forward, 1.0 / k);
            gdcs_i_sum_add(&backward, 1.0 / (rows[r].n + 1 - k));
        }
        cr_expect(eq(dbl, gdcs_i_sum_value(forward), rows[r].wanted));
        cr_expect(eq(dbl, gdcs_i_sum_value(backward), rows[r].wanted));
    }
}

/* Both parts, to the last bit: the sum was exact. */
static int identical(gdcs_i_sum a, gdcs_i_sum b)
{
    return a.high == b.high && a.low == b.low;
}

Test(sum, weights_add_up_the_same_in_any_order_and_any_partition)
{
    enum { N = 20000 };
    static double x[N];
    uint64_t state = 88172645463325252u;
    gdcs_i_sum whole = {0};
    for (int i = 0; i < N; i++) {
        x[i] = weight(&state);
        gdcs_i_sum_add(&whole, x[i]);
    }
    cr_assert(ne(dbl, whole.low, 0.0), "the law must be tried where doubles alone fail");
    for (int round = 0; round < 20; round++) {
        gdcs_i_sum parts[7] = {{0}}, merged = {0};
        for (int i = N - 1; i > 0; i--) { /* shuffle */
            const int j = (int)(next_random(&state) % (uint64_t)(i + 1));
            const double swap = x[i];
            x[i] = x[j];
            x[j] = swap;
        }
        for (int i = 0; i < N; i++)
            gdcs_i_sum_add(&parts[next_random(&state) % 7], x[i]);
        for (int p = 0; p < 7; p++)
            gdcs_i_sum_merge(&merged, parts[(p + round) % 7]);
        cr_expect(identical(merged, whole), "round %d", round);
    }
}

Test(sum, what_is_added_and_taken_away_again_leaves_nothing)
{
    enum { N = 5000 };
    static double x[N];
    uint64_t state = 4101842887655102017u;
    gdcs_i_sum sum = {0};
    for (int i = 0; i < N; i++)
        gdcs_i_sum_add(&sum, x[i] = weight(&state));
    for (int i = 0; i < N; i++)
        gdcs_i_sum_add(&sum, -x[(i * 7) % N]);
    cr_expect(eq(dbl, gdcs_i_sum_value(sum), 0.0));
}

Test(sum, infinity_and_nan_stay)
{
    const double up[] = {1.0, INFINITY, 5.0};
    const double both[] = {INFINITY, -INFINITY, 1.0};
    const double overflow[] = {1.7e308, 1.7e308, 1.0};
    const double nan[] = {1.0, NAN, 2.0};
    gdcs_i_sum a = {0}, b = {0};
    cr_expect(eq(dbl, sum_of(up, 3), INFINITY));
    cr_expect(isnan(sum_of(both, 3)));
    cr_expect(eq(dbl, sum_of(overflow, 3), INFINITY));
    cr_expect(isnan(sum_of(nan, 3)));
    gdcs_i_sum_add(&a, 3.0);
    gdcs_i_sum_add(&b, -INFINITY);
    gdcs_i_sum_merge(&a, b);
    cr_expect(eq(dbl, gdcs_i_sum_value(a), -INFINITY));
}
