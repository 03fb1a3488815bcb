#include "num/dist.h"

#include <math.h>

static const double MOST = 1e12;

/* Fifty standard deviations above the largest mean: no double holds the chance of more. */
static const double FAR = 1e12 + 5e7;

static int is_whole(double k)
{
    return k == floor(k); /* not for NaN */
}

static int is_poisson(double k, double mean)
{
    return is_whole(k) && mean >= 0.0 && mean <= MOST;
}

/* P(X <= k) is the upper tail of a gamma of shape k + 1, also for a mean of 0. */
double gdcs_i_poisson_lower(double k, double mean)
{
    if (!is_poisson(k, mean))
        return NAN;
    return k < 0.0 ? 0.0 : k > FAR ? 1.0 : gdcs_i_gamma_upper(k + 1.0, mean);
}

double gdcs_i_poisson_upper(double k, double mean)
{
    if (!is_poisson(k, mean))
        return NAN;
    return k <= 0.0 ? 1.0 : k > FAR ? 0.0 : gdcs_i_gamma_lower(k, mean);
}

double gdcs_i_poisson_pmf(double k, double mean)
{
    if (!is_poisson(k, mean))
        return NAN;
    if (k < 0.0 || k > FAR)
        return 0.0;
    return k == 0.0 ? exp(-mean) : gdcs_i_gamma_rise(k, mean) / k;
}

static int is_binomial(double k, double n, double p)
{
    return is_whole(k) && is_whole(n) && n >= 0.0 && n <= MOST && p >= 0.0 && p <= 1.0;
}

double gdcs_i_binomial_lower(double k, double n, double p)
{
    if (!is_binomial(k, n, p))
        return NAN;
    return k < 0.0 ? 0.0 : k >= n ? 1.0 : gdcs_i_beta_upper(k + 1.0, n - k, p, 1.0 - p);
}

double gdcs_i_binomial_upper(double k, double n, double p)
{
    if (!is_binomial(k, n, p))
        return NAN;
    return k <= 0.0 ? 1.0 : k > n ? 0.0 : gdcs_i_beta_lower(k, n - k + 1.0, p, 1.0 - p);
}

/* n! / (k! (n - k)!) = n / (k (n - k)) / B(k, n - k). */
double gdcs_i_binomial_pmf(double k, double n, double p)
{
    if (!is_binomial(k, n, p))
        return NAN;
    if (k < 0.0 || k > n)
        return 0.0;
    if (n == 0.0 || p == 0.0 || p == 1.0)
        return k == (p == 1.0 ? n : 0.0) ? 1.0 : 0.0;
    if (k == 0.0)
        return exp(n * log1p(-p));
    if (k == n)
        return exp(n * log(p));
    return gdcs_i_beta_rise(k, n - k, p, 1.0 - p) * (n / k) / (n - k);
}
