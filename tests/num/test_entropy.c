/* Mirrors lib/num/entropy.c; values of mpmath are in tests/privacy/test_cell_key.c. */
#include "num/entropy.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(entropy, .timeout = 30);

enum { MOST = 2001 };

static int64_t all_from(double first, double last, double *points)
{
    int64_t n = 0;
    for (double x = first; x <= last; x++)
        points[n++] = x;
    return n;
}

static void expect_moments(const double *points, int64_t n, double variance)
{
    static double p[MOST];
    double mass = 0.0, mean = 0.0, square = 0.0;
    cr_assert(eq(i32, gdcs_i_entropy(points, n, variance, p, NULL), GDCS_OK));
    for (int64_t i = 0; i < n; i++) {
        mass += p[i];
        mean += p[i] * points[i];
        square += p[i] * points[i] * points[i];
    }
    cr_expect(near_relative(mass, 1.0, 1e-13));
    cr_expect(lt(dbl, fabs(mean), 1e-10 * sqrt(variance)), "%g of %g", mean, variance);
    cr_expect(near_relative(square, variance, 1e-9), "%.17g for %.17g", square, variance);
}

Test(entropy, moments_are_those_asked_for_at_every_variance)
{
    static double points[MOST];
    const double ends[][2] = {{-1, 1}, {-2, 5}, {-1, 40}, {-10, 10}, {-1000, 1000}, {-3, 900}};
    for (int i = 0; i < 6; i++) {
        double least, most;
        const int64_t n = all_from(ends[i][0], ends[i][1], points);
        gdcs_i_entropy_range(points, n, &least, &most);
        cr_expect(eq(dbl, least, 0.0));
        cr_expect(eq(dbl, most, -ends[i][0] * ends[i][1]));
        const double shares[] = {1e-6, 1e-4, 0.01, 0.1, 0.3, 0.5, 0.7, 0.9, 0.99, 0.9999, 0.999999};
        for (int s = 0; s < 11; s++)
            expect_moments(points, n, shares[s] * most);
        expect_moments(points, n, most);
    }
}

Test(entropy, the_variance_of_even_chances_gives_even_chances)
{
    double points[7], p[7];
    const int64_t n = all_from(-3, 3, points);
    cr_assert(eq(i32, gdcs_i_entropy(points, n, 4.0, p, NULL), GDCS_OK));
    for (int64_t i = 0; i < n; i++)
        cr_expect(near_relative(p[i], 1.0 / 7.0, 1e-12));
}

Test(entropy, a_gap_around_zero_bounds_the_variance_from_below)
{
    const double points[] = {-2, 3, 4, 5};
    double least, most, p[4];
    gdcs_i_entropy_range(points, 4, &least, &most);
    cr_expect(eq(dbl, least, 6.0));
    cr_expect(eq(dbl, most, 10.0));
    cr_assert(eq(i32, gdcs_i_entropy(points, 4, 6.0, p, NULL), GDCS_OK));
    cr_expect(near_relative(p[0], 0.6, 1e-15));
    cr_expect(near_relative(p[1], 0.4, 1e-15));
    cr_expect(eq(dbl, p[2], 0.0));
    gdcs_i_entropy_range(points + 1, 3, &least, &most);
    cr_expect(lt(dbl, most, least));
}

/* Any other distribution with these moments has less: move along the null directions of the three
   conditions. */
Test(entropy, no_neighbour_has_more_entropy)
{
    double points[8], p[8];
    const int64_t n = all_from(-3, 4, points);
    cr_assert(eq(i32, gdcs_i_entropy(points, n, 3.0, p, NULL), GDCS_OK));
    for (int64_t k = 0; k + 3 < n; k++) {
        const double third[] = {1, -3, 3, -1};
        for (double step = -1e-4; step < 1.1e-4; step += 2e-4) {
            double gain = 0.0;
            for (int64_t i = 0; i < 4; i++) {
                const double q = p[k + i] + step * third[i];
                gain += p[k + i] * log(p[k + i]) - q * log(q);
            }
            cr_expect(lt(dbl, gain, 0.0));
        }
    }
}
