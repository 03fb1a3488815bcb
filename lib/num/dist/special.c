#include "num/dist/special.h"

#include <gsl/gsl_sf_gamma.h>
#include <math.h>

/* With s = x / (2 + x), log(1 + x) = 2 atanh(s) and x - 2s = x s, so that
   x - log(1 + x) = s (x - 2 s^2 (1/3 + s^2/5 + s^4/7 + ...)), where nothing cancels.
   (gsl_sf_log_1plusx_mx is as exact and takes five times as long; every tail needs this once.) */
double gdcs_i_log_excess(double x)
{
    static const double c[] = {1.0 / 3,  1.0 / 5,  1.0 / 7,  1.0 / 9,  1.0 / 11, 1.0 / 13,
                               1.0 / 15, 1.0 / 17, 1.0 / 19, 1.0 / 21, 1.0 / 23, 1.0 / 25,
                               1.0 / 27, 1.0 / 29, 1.0 / 31, 1.0 / 33, 1.0 / 35, 1.0 / 37,
                               1.0 / 39, 1.0 / 41, 1.0 / 43, 1.0 / 45};
    if (x < -0.6 || x > 1.5)
        return x - log1p(x);
    const double s = x / (2.0 + x), t = s * s;
    const int last = t < 1e-4 ? 3 : t < 4e-3 ? 6 : t < 0.05 ? 11 : 21;
    double sum = c[last];
    for (int k = last - 1; k >= 0; k--)
        sum = sum * t + c[k];
    return s * (x - 2.0 * t * sum);
}

/* Taylor series of 1 / Gamma(1 + a) (Abramowitz & Stegun 6.1.34), without its leading 1. */
double gdcs_i_log_gamma_1p(double a)
{
    static const double c[] = {
        0.57721566490153286061,    -0.65587807152025388108,     -0.042002635034095235529,
        0.1665386113822914895,     -0.042197734555544336748,    -0.0096219715278769735621,
        0.0072189432466630995424,  -0.0011651675918590651121,   -0.00021524167411495097282,
        0.00012805028238811618615, -0.000020134854780788238656, -1.2504934821426706573e-6,
        1.1330272319816958824e-6,  -2.0563384169776071035e-7,   6.1160951044814158179e-9,
        5.0020076444692229301e-9,  -1.1812745704870201446e-9,   1.0434267116911005105e-10,
        7.782263439905071254e-12,  -3.6968056186422057082e-12};
    double sum = 0.0;
    for (int k = (int)(sizeof c / sizeof *c) - 1; k >= 0; k--)
        sum = sum * a + c[k];
    return -log1p(a * sum);
}

/* Counts and Jeffreys's halves, by far the most frequent shapes, need no computation. */
double gdcs_i_gamma_function(double a)
{
    static const double of_halves[] = {1.7724538509055160273,  1.0,
                                       0.88622692545275801365, 1.0,
                                       1.3293403881791370205,  2.0,
                                       3.3233509704478425512,  6.0,
                                       11.631728396567448929,  24.0,
                                       52.342777784553520181,  120.0,
                                       287.885277815044361,    720.0,
                                       1871.2543057977883465,  5040.0,
                                       14034.407293483412599,  40320.0,
                                       119292.46199460900709,  362880.0,
                                       1133278.3889487855673,  3628800.0,
                                       11899423.083962248457,  39916800.0,
                                       136843365.46556585726,  479001600.0,
                                       1710542068.3195732157,  6227020800.0,
                                       23092317922.314238412,  87178291200.0,
                                       334838609873.55645697,  1307674368000.0,
                                       5189998453040.1250831,  20922789888000.0,
                                       85634974475162.063871,  355687428096000.0,
                                       1498612053315336.1177,  6402373705728000.0,
                                       27724322986333718.178,  121645100408832000.0};
    const double twice = 2.0 * a;
    if (twice <= 40.0 && twice == floor(twice))
        return of_halves[(int)twice - 1];
    return tgamma(a);
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

/* Laplace's continued fraction 1 / (z + 1 / (z + 2 / (z + ...))), whose error falls by exp(-2 z sqrt(2 n))
   with the number n of its terms. */
double gdcs_i_mills(double z)
{
    double below = z;
    for (int n = 20; n >= 1; n--)
        below = z + n / below;
    return 1.0 / below;
}
