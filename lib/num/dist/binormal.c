#include "num/dist/binormal.h"

#include "num/dist.h"

#include <math.h>

#define HALF_PI 1.57079632679489661923
#define TWO_PI  6.28318530717958647693

/* Where the angle is this small a part of the distance, the density is below exp(-800). */
#define FAR 40.0

/* Gauss-Legendre, 20 points: positive half of the nodes, and weights. */
static const double nodes[][2] = {
    {0.993128599185094925, 0.0176140071391521183}, {0.963971927277913791, 0.0406014298003869413},
    {0.912234428251325906, 0.0626720483341090636}, {0.839116971822218823, 0.0832767415767047487},
    {0.746331906460150793, 0.101930119817240435},  {0.636053680726515025, 0.118194531961518417},
    {0.510867001950827098, 0.131688638449176627},  {0.373706088715419561, 0.142096109318382051},
    {0.227785851141645078, 0.149172986472603747},  {0.0765265211334973338, 0.152753387130725851}};

/* 2 pi times the derivative of the probability by the angle arcsin(r), at the angle pi / 2 - d. */
static double density(double h, double k, double d)
{
    const double sine = sin(d), half = sin(0.5 * d), apart = h - k;
    return exp(-(apart * apart + 4.0 * h * k * half * half) / (2.0 * sine * sine));
}

static double panel(double h, double k, double low, double high)
{
    const double centre = 0.5 * (low + high), width = 0.5 * (high - low);
    double sum = 0.0;
    for (unsigned i = 0; i < sizeof nodes / sizeof *nodes; i++) {
        const double step = width * nodes[i][0];
        sum += nodes[i][1] * (density(h, k, centre - step) + density(h, k, centre + step));
    }
    return width * sum;
}

/* Panels double in width away from r = 1, where the density has an essential singularity unless h = k:
   all of them are then equally smooth. */
static double integral(double h, double k, double low, double high)
{
    double sum = 0.0;
    while (low < high) {
        const double end = fmin(2.0 * low, high);
        sum += panel(h, k, low, end);
        low = end;
    }
    return sum;
}

/* From a correlation of 0 (angle pi / 2 from that of 1) up. */
static double positive(double h, double k, double angle)
{
    const double from = fmax(angle, fabs(h - k) / FAR);
    return gdcs_i_normal_upper(h) * gdcs_i_normal_upper(k) + integral(h, k, from, HALF_PI) / TWO_PI;
}

/* From a correlation of -1 up: nothing is subtracted, so that a small probability keeps its digits.
   k is that of the mirrored density. */
static double negative(double h, double k, double angle)
{
    const double sign = h + k < 0.0 ? -1.0 : 1.0; /* the smaller tails */
    const double start =
        h < k ? sign * (gdcs_i_normal_upper(sign * h) - gdcs_i_normal_upper(sign * k)) : 0.0;
    const double from = h == k ? fmin(0.05, angle) : fmin(fmax(fabs(h - k) / FAR, 1e-13), angle);
    const double first = fabs(h - k) < FAR * from ? panel(h, k, 0.0, from) : 0.0;
    return start + (first + integral(h, k, from, angle)) / TWO_PI;
}

/* Integrates Plackett's (1954) identity, dP / dr = density, over the angle arcsin(r) as Drezner &
   Wesolowsky (1990) and Genz (2004) do, on graded panels where they expand about r = 1. */
double gdcs_i_binormal_upper(double h, double k, double r)
{
    const double angle = atan2(sqrt((1.0 - r) * (1.0 + r)), fabs(r));
    if (!(r >= -1.0 && r <= 1.0) || !isfinite(h) || !isfinite(k))
        return NAN;
    if (r == 1.0)
        return gdcs_i_normal_upper(fmax(h, k));
    return r >= 0.0 ? positive(h, k, angle) : negative(h, -k, angle);
}

double gdcs_i_binormal_density(double h, double k, double r)
{
    const double s2 = (1.0 - r) * (1.0 + r), apart = h - k;
    const double q = (apart * apart + 2.0 * h * k * (1.0 - r)) / s2;
    return exp(-0.5 * q) / (TWO_PI * sqrt(s2));
}
