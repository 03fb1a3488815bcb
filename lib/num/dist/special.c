#include "num/dist/special.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* With s = x / (2 + x), log(1 + x) = 2 atanh(s) and x - 2s = x s, so that
   x - log(1 + x) = s (x - 2 s^2 (1/3 + s^2/5 + s^4/7 + ...)), where nothing cancels.
   (gsl_sf_log_1plusx_mx is as exact and takes five times as long; every tail needs this once.) */
double gdcs_i_log_excess(double x)
{
    static const double c[] = {1.0 / 3,  1.0 / 5,  1.0 / 7,  1.0 / 9,  1.0 / 11, 1.0 / 13,
                               1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 1.0 / 25};
    const double s = x / (2.0 + x), t = s * s;
    double sum = 0.0;
    if (x < -0.4 || x > 0.6)
        return x - log1p(x);
    for (int k = t < 1e-4 ? 3 : t < 4e-3 ? 6 : 11; k >= 0; k--)
        sum = sum * t + c[k];
    return s * (x - 2.0 * t * sum);
}

/* Taylor series of 1 / Gamma(1 + a) (Abramowitz & Stegun 6.1.34), without its leading 1. */
double gdcs_i_log_gamma_1p(double a)
{
    static const double c[] = {
        0.57721566490153286061,    -0.65587807152025388108,   -0.042002635034095235529,
        0.1665386113822914895,     -0.042197734555544336748,  -0.0096219715278769735621,
        0.0072189432466630995424,  -0.0011651675918590651121, -0.00021524167411495097282,
        0.00012805028238811618615, -2.0134854780788238656e-5, -1.2504934821426706573e-6,
        1.1330272319816958824e-6,  -2.0563384169776071035e-7, 6.1160951044814158179e-9};
    double sum = 0.0;
    for (int k = (int)(sizeof c / sizeof *c) - 1; k >= 0; k--)
        sum = sum * a + c[k];
    return -log1p(a * sum);
}

double gdcs_i_gamma_star(double a)
{
    return gsl_sf_gammastar(a);
}

/* Upwards by Gamma(b + 1) = b Gamma(b) to where Stirling's formula holds; every term is
   proportional to a but for the last, which is of the size of a / b^2. */
double gdcs_i_log_rise(double b, double a)
{
    double sum = 0.0;
    for (; b < 10.0; b += 1.0)
        sum -= log1p(a / b);
    const double r = a / b;
    return sum + a * log(b + a) - b * gdcs_i_log_excess(r) - 0.5 * log1p(r) +
           log(gdcs_i_gamma_star(b + a) / gdcs_i_gamma_star(b));
}
