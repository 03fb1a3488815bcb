/* Mirrors lib/num/product.c. */
#include "num/product.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <math.h>

TestSuite(product, .timeout = 30);

/* Over all subsets of the others that have turned already, with the weight of a subset of that size. */
static double slow(const double *a, const double *b, int n, int k)
{
    double sum = 0.0;
    for (int set = 0; set < 1 << n; set++) {
        double term = 1.0;
        int turned = 0;
        if (set >> k & 1)
            continue;
        for (int i = 0; i < n; i++) {
            if (i != k)
                term *= set >> i & 1 ? a[i] : b[i];
            turned += set >> i & 1;
        }
        sum += term * tgamma(turned + 1) * tgamma(n - turned) / tgamma(n + 1);
    }
    return sum;
}

static const double a[] = {0.5, 0.25, 0.875, 1.5, 0.0, 0.3, 0.9, 0.77};
static const double b[] = {0.4, 0.5, 0.9, 0.25, 0.6, 0.0, 0.9, 0.11};

Test(product, weight_is_the_mean_over_all_orders)
{
    for (int n = 1; n <= 8; n++)
        for (int k = 0; k < n; k++)
            cr_expect(near_relative(gdcs_i_product_weight(a, b, n, k), slow(a, b, n, k), 1e-13),
                      "%d %d", n, k);
}

Test(product, parts_add_up_to_the_difference)
{
    double x[GDCS_I_PRODUCT_MOST], y[GDCS_I_PRODUCT_MOST];
    for (int n = 1; n <= GDCS_I_PRODUCT_MOST; n++) {
        double sum = 0.0, over = 1.0, under = 1.0;
        for (int i = 0; i < n; i++) {
            x[i] = 0.9 + 0.2 * sin(i);
            y[i] = 0.95 + 0.1 * cos(3 * i);
            over *= x[i];
            under *= y[i];
        }
        for (int k = 0; k < n; k++)
            sum += (x[k] - y[k]) * gdcs_i_product_weight(x, y, n, k);
        cr_expect(fabs(sum - (over - under)) < 1e-14 * n, "%d: %.17g, not %.17g", n, sum,
                  over - under);
    }
}

/* The integral is linear in each factor: a difference is its derivative. */
Test(product, slope_is_the_difference_over_one_step)
{
    for (int n = 2; n <= 8; n++)
        for (int k = 0; k < n; k++)
            for (int i = 0; i < n; i++) {
                double up[8], by_a, by_b;
                if (i == k)
                    continue;
                const double here = gdcs_i_product_weight(a, b, n, k);
                gdcs_i_product_slope(a, b, n, k, i, &by_a, &by_b);
                for (int j = 0; j < n; j++)
                    up[j] = a[j] + (j == i);
                cr_expect(fabs(gdcs_i_product_weight(up, b, n, k) - here - by_a) < 1e-14);
                for (int j = 0; j < n; j++)
                    up[j] = b[j] + (j == i);
                cr_expect(fabs(gdcs_i_product_weight(a, up, n, k) - here - by_b) < 1e-14);
            }
}
