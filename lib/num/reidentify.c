#include "num/reidentify.h"

#include "core/sum.h"
#include "num/rng.h"

#include <math.h>

/* With I(f) = integral from 0 to 1 of y^(f - 1) / (1 + z y) dy, z = (1 - p) / p, the risk is I(f), and
   I(f + 1) = (1 / f - I(f)) / z: each step divides the error by z, which is above 9 here. */
static double by_steps(double f, double p, double q)
{
    const double z = q / p;
    double part = -log(p) / z;
    for (double i = 1.0; i < f; i++)
        part = (1.0 / i - part) / z;
    return part;
}

/* p / f times the sum of n! / ((f + 1) ... (f + n)) q^n, all of one sign.  Terms fall at least as fast as
   powers of q, and far faster where f is large. */
static double by_series(double f, double p, double q)
{
    gdcs_i_sum sum = {1.0, 0.0};
    double term = 1.0;
    for (double n = 1.0; term > 1e-18; n++) {
        term *= n / (f + n) * q;
        gdcs_i_sum_add(&sum, term);
    }
    return p / f * gdcs_i_sum_value(sum);
}

double gdcs_i_reidentify_risk(double f, double p)
{
    const double q = 1.0 - p;
    if (!(p < 1.0))
        return 1.0 / f;
    if (f == 1.0)
        return p * -(q < 0.5 ? log1p(-q) : log(p)) / q;
    return q > 0.9 && f <= 30.0 ? by_steps(f, p, q) : by_series(f, p, q);
}

/* The chance that a class of i of N persons has one in a sample of n: hypergeometric, n C(N - n, i - 1) / C(N,
   i). */
static double alone(double i, double n, double population)
{
    const double rest = population - n;
    if (i - 1.0 > rest)
        return 0.0;
    return n * i *
           exp(gdcs_i_factorial_ratio(rest, rest - i + 1.0) +
               gdcs_i_factorial_ratio(population - i, population));
}

double gdcs_i_reidentify_zayatz(const double *size, const double *count, int64_t sizes, double n,
                                double population)
{
    gdcs_i_sum all = {0.0, 0.0};
    double single = 0.0;
    for (int64_t j = 0; j < sizes; j++) {
        gdcs_i_sum_add(&all, count[j] * alone(size[j], n, population));
        if (size[j] == 1.0)
            single = count[j];
    }
    return single > 0.0 ? single * single / gdcs_i_sum_value(all) : 0.0;
}
