#include "num/dist.h"
#include "num/dist/domain.h"

#include <math.h>

/* A noncentral chi-square is a mixture of central ones, shape df/2 + j with the Poisson mass of j.  Summed
   it takes some 50 sqrt(ncp) terms; from FAR on, an integral of constant cost takes its place. */

static const double FAR = 2e4;

enum { REACH = 38, CHI_REACH = 27, PANELS = 96 }; /* in standard deviations: to 1e-300 */

/* From the j whose mass is nothing towards the other end, so that tails are only ever added to: the lower
   tail grows as the shape falls, the upper one as it rises. */
static double mixture(double df, double ncp, double x, int side)
{
    const double mean = 0.5 * ncp, half = 0.5 * x, spread = REACH * (sqrt(mean) + 4.0);
    const double first = fmax(floor(mean - spread), 0.0), last = ceil(mean + spread);
    const double step = side == GDCS_I_LOWER ? -1.0 : 1.0;
    double j = side == GDCS_I_LOWER ? last : first, sum = 0.0;
    double tail = side == GDCS_I_LOWER ? gdcs_i_gamma_lower(0.5 * df + j, half)
                                       : gdcs_i_gamma_upper(0.5 * df + j, half);
    double rise = gdcs_i_gamma_rise(0.5 * df + j, half), mass = gdcs_i_poisson_pmf(j, mean);
    for (; j >= first && j <= last; j += step) {
        const double shape = 0.5 * df + j;
        sum += mass * tail;
        if (side == GDCS_I_LOWER) {
            /* P(shape - 1) - P(shape) = half^(shape - 1) exp(-half) / Gamma(shape) */
            tail += rise / half;
            rise *= (shape - 1.0) / half;
            mass *= j / mean;
        } else {
            tail += rise / shape;
            rise *= half / shape;
            mass *= mean / (j + 1.0);
        }
        /* what underflowed at the start is worked out again once it need not */
        if (rise < 1e-280)
            rise = gdcs_i_gamma_rise(shape + step, half);
        if (mass < 1e-280)
            mass = gdcs_i_poisson_pmf(j + step, mean);
    }
    return sum;
}

/* Of (Z + d)^2 against x. */
static double of_one(double d, double x, int side)
{
    const double root = sqrt(x);
    if (side == GDCS_I_LOWER)
        return gdcs_i_normal_lower(root - d) - gdcs_i_normal_lower(-root - d);
    return gdcs_i_normal_upper(root - d) + gdcs_i_normal_lower(-root - d);
}

/* (Z + d)^2 + Y, Y = t^2 central with df - 1: over the density of t, by Gauss's rule of five points on
   each panel. */
static double integral(double df, double d, double x, int side)
{
    static const double node[] = {0.0, 0.53846931010568309104, 0.90617984593866399280};
    static const double weight[] = {0.56888888888888888889, 0.47862867049936646804,
                                    0.23692688505618908751};
    const double m = df - 1.0, centre = sqrt(m), from = fmax(centre - CHI_REACH, 0.0);
    const double half = 0.5 * (centre + CHI_REACH - from) / PANELS;
    double sum = 0.0;
    for (int panel = 0; panel < PANELS; panel++)
        for (int k = -2; k <= 2; k++) {
            const int at = k < 0 ? -k : k;
            const double t = from + half * (2 * panel + 1) + (k < 0 ? -half : half) * node[at],
                         y = t * t;
            const double density = 2.0 / t * gdcs_i_gamma_rise(0.5 * m, 0.5 * y);
            sum += half * weight[at] * density * (y < x ? of_one(d, x - y, side) : side > 0);
        }
    return fmin(sum, 1.0);
}

static double tail(double df, double ncp, double x, int side)
{
    if (!gdcs_i_is_shape(0.5 * df) || !(ncp >= 0.0 && ncp <= 1e18) || !(x >= 0.0))
        return NAN;
    if (ncp == 0.0 || x == 0.0 || isinf(x))
        return side == GDCS_I_LOWER ? gdcs_i_chisq_lower(df, x) : gdcs_i_chisq_upper(df, x);
    if (df == 1.0)
        return of_one(sqrt(ncp), x, side);
    if (ncp <= FAR || df < 2.0)
        return fmin(mixture(df, ncp, x, side), 1.0);
    return integral(df, sqrt(ncp), x, side);
}

double gdcs_i_noncentral_chisq_lower(double df, double ncp, double x)
{
    return tail(df, ncp, x, GDCS_I_LOWER);
}

double gdcs_i_noncentral_chisq_upper(double df, double ncp, double x)
{
    return tail(df, ncp, x, GDCS_I_UPPER);
}
