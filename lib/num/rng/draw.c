#include "num/rng.h"

#include <math.h>

/* ln k! - ((k + 1/2) ln(k + 1) - (k + 1) + ln(2 pi) / 2): what Stirling's formula leaves. */
static double stirling_rest(double k)
{
    static const double small[] = {
        0.0810614667953272582,  0.0413406959554092941, 0.0276779256849983391, 0.0207906721037650931,
        0.0166446911898211922,  0.0138761288230707480, 0.0118967099458917700, 0.0104112652619720965,
        0.00925546218271273292, 0.00833056343336287126};
    if (k < 10.0)
        return small[(int)k];
    const double square = (k + 1.0) * (k + 1.0);
    return (1.0 / 12 - (1.0 / 360 - (1.0 / 1260 - 1.0 / 1680 / square) / square) / square) /
           (k + 1.0);
}

double gdcs_i_factorial_ratio(double a, double b)
{
    const double d = a - b;
    return d * log(b + 1.0) + (a + 0.5) * log1p(d / (b + 1.0)) - d + stirling_rest(a) -
           stirling_rest(b);
}

/* Add up probabilities from 0 until they pass a uniform number: fast where the mean is below 10. */
static double invert_binomial(gdcs_i_rng *rng, double n, double p)
{
    const double odds = p / (1.0 - p), none = exp(n * log1p(-p));
    for (;;) {
        double u = gdcs_i_rng_unit(rng), mass = none;
        for (double x = 0.0; x <= n && x < 200.0; x++) {
            if (u <= mass)
                return x;
            u -= mass;
            mass *= (n - x) / (x + 1.0) * odds;
        }
    }
}

/* Transformed rejection with squeeze (Hoermann 1993, J. Stat. Comput. Simul. 46:101, BTRS); n p is
   at least 10, p at most 1/2. */
static double reject_binomial(gdcs_i_rng *rng, double n, double p)
{
    const double spread = sqrt(n * p * (1.0 - p)), b = 1.15 + 2.53 * spread;
    const double a = -0.0873 + 0.0248 * b + 0.01 * p, centre = n * p + 0.5, v_r = 0.92 - 4.2 / b;
    for (;;) {
        const double u = gdcs_i_rng_unit(rng) - 0.5, v = gdcs_i_rng_unit(rng), us = 0.5 - fabs(u);
        const double place = (2.0 * a / us + b) * u + centre;
        if (!(place >= 0.0 && place < n + 1.0))
            continue;
        const double k = (double)(int64_t)place;
        if (us >= 0.07 && v <= v_r)
            return k;
        const double mode = floor((n + 1.0) * p);
        const double bound = log(v * (2.83 + 5.1 / b) * spread / (a / (us * us) + b));
        if (bound <= (k - mode) * log(p / (1.0 - p)) - gdcs_i_factorial_ratio(k, mode) -
                         gdcs_i_factorial_ratio(n - k, n - mode))
            return k;
    }
}

double gdcs_i_rng_binomial(gdcs_i_rng *rng, double n, double p)
{
    if (p > 0.5)
        return n - gdcs_i_rng_binomial(rng, n, 1.0 - p);
    if (!(n > 0.0 && p > 0.0))
        return 0.0;
    return n * p < 10.0 ? invert_binomial(rng, n, p) : reject_binomial(rng, n, p);
}

/* One by one. */
static double draw_few(gdcs_i_rng *rng, double drawn, double marked, double total)
{
    double left = marked;
    for (; drawn > 0.0 && left > 0.0; drawn--, total--)
        if (gdcs_i_rng_unit(rng) * total < left)
            left--;
    return marked - left;
}

/* Ratio of uniforms (Stadlober 1990, J. Comput. Appl. Math. 31:181, HRUA); drawn <= total / 2,
   marked <= total / 2. */
static double reject_hypergeometric(gdcs_i_rng *rng, double drawn, double marked, double total)
{
    const double p = marked / total, other = total - marked;
    const double variance = (total - drawn) * drawn * p * (1.0 - p) / (total - 1.0);
    const double scale = 1.7155277699214135 * sqrt(variance + 0.5) + 0.8989161620588988;
    const double mode = floor((drawn + 1.0) * (marked + 1.0) / (total + 2.0));
    const double most = fmin(drawn, marked);
    for (;;) {
        const double x = gdcs_i_rng_unit(rng), y = gdcs_i_rng_unit(rng);
        const double k = floor(drawn * p + 0.5 + scale * (y - 0.5) / x);
        if (!(k >= 0.0 && k <= most))
            continue;
        const double height = -gdcs_i_factorial_ratio(k, mode) -
                              gdcs_i_factorial_ratio(marked - k, marked - mode) -
                              gdcs_i_factorial_ratio(drawn - k, drawn - mode) -
                              gdcs_i_factorial_ratio(other - drawn + k, other - drawn + mode);
        if (2.0 * log(x) <= height)
            return k;
    }
}

double gdcs_i_rng_hypergeometric(gdcs_i_rng *rng, double drawn, double marked, double total)
{
    if (marked > total - marked)
        return drawn - gdcs_i_rng_hypergeometric(rng, drawn, total - marked, total);
    if (drawn > total - drawn)
        return marked - gdcs_i_rng_hypergeometric(rng, total - drawn, marked, total);
    return drawn < 10.0 ? draw_few(rng, drawn, marked, total)
                        : reject_hypergeometric(rng, drawn, marked, total);
}

void gdcs_i_rng_multinomial(gdcs_i_rng *rng, double n, const double *weight, double total,
                            int64_t count, double *out)
{
    int64_t last = 0;
    for (int64_t i = 0; i < count; i++) {
        const double share = weight[i] < total ? weight[i] / total : 1.0;
        if (weight[i] > 0.0)
            last = i;
        out[i] = weight[i] > 0.0 ? gdcs_i_rng_binomial(rng, n, share) : 0.0;
        n -= out[i];
        total -= weight[i];
    }
    out[last] += n; /* weights that are not whole may leave a rounding of their total */
}

void gdcs_i_rng_allot(gdcs_i_rng *rng, double marked, const double *size, double total,
                      int64_t count, double *out)
{
    for (int64_t i = 0; i < count; i++) {
        out[i] = marked > 0.0 ? gdcs_i_rng_hypergeometric(rng, size[i], marked, total) : 0.0;
        marked -= out[i];
        total -= size[i];
    }
}
