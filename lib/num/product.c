#include "num/product.h"

/* The product over all factors but k and l in the basis of Bernstein, whose coefficients are means of
   products and so neither overflow nor cancel; returns its degree. */
static int32_t bernstein(const double *a, const double *b, int32_t n, int32_t k, int32_t l,
                         double out[GDCS_I_PRODUCT_MOST])
{
    int32_t degree = 0;
    out[0] = 1.0;
    for (int32_t i = 0; i < n; i++) {
        if (i == k || i == l)
            continue;
        const double next = degree + 1;
        out[degree + 1] = a[i] * out[degree];
        for (int32_t j = degree; j > 0; j--)
            out[j] = b[i] * out[j] * ((next - j) / next) + a[i] * out[j - 1] * (j / next);
        out[0] *= b[i];
        degree++;
    }
    return degree;
}

double gdcs_i_product_weight(const double *a, const double *b, int32_t n, int32_t k)
{
    double c[GDCS_I_PRODUCT_MOST], sum = 0.0;
    const int32_t degree = bernstein(a, b, n, k, k, c);
    for (int32_t j = 0; j <= degree; j++)
        sum += c[j];
    return sum / (degree + 1);
}

void gdcs_i_product_slope(const double *a, const double *b, int32_t n, int32_t k, int32_t i,
                          double *by_a, double *by_b)
{
    double c[GDCS_I_PRODUCT_MOST], with_a = 0.0, with_b = 0.0;
    const int32_t degree = bernstein(a, b, n, k, i, c);
    for (int32_t j = 0; j <= degree; j++) {
        with_a += c[j] * (j + 1);
        with_b += c[j] * (degree + 1 - j);
    }
    *by_a = with_a / (degree + 1) / (degree + 2);
    *by_b = with_b / (degree + 1) / (degree + 2);
}
