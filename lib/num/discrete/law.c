#include "num/discrete.h"

#include "core/sum.h"

#include <math.h>

/* Both laws by one number: Laplace's s / t, Gaussian's variance. */
typedef struct shape {
    int32_t law;
    int32_t padding;
    double of;
} shape;

static const double pi = 3.14159265358979323846, narrow = 0.5;

static shape shape_of(const gdcs_i_discrete *law)
{
    const double ratio = (double)law->top / (double)law->bottom;
    return (shape){.law = law->law,
                   .of = law->law == GDCS_I_DISCRETE_GAUSSIAN ? ratio : 1.0 / ratio};
}

/* sum exp(-y^2 / (2 v)), for wide laws by Poisson's formula. */
static double mass(double v)
{
    double sum = 1.0;
    if (v < narrow) {
        for (int y = 1; y < 40; y++)
            sum += 2.0 * exp(-y * y / (2.0 * v));
        return sum;
    }
    for (int m = 1; m < 4; m++)
        sum += 2.0 * exp(-2.0 * pi * pi * v * m * m);
    return sqrt(2.0 * pi * v) * sum;
}

double gdcs_i_discrete_probability(const gdcs_i_discrete *law, int64_t y)
{
    const shape s = shape_of(law);
    const double size = fabs((double)y);
    if (s.law == GDCS_I_DISCRETE_GAUSSIAN)
        return exp(-size * size / (2.0 * s.of)) / mass(s.of);
    return tanh(s.of / 2.0) * exp(-s.of * size);
}

/* From a variance of 50 the whole numbers change nothing a double shows. */
static double variance_of(const shape *s)
{
    if (s->law == GDCS_I_DISCRETE_LAPLACE) {
        const double half = sinh(s->of / 2.0);
        return 0.5 / (half * half);
    }
    if (s->of > 50.0)
        return s->of;
    double sum = 0.0;
    for (int y = 300; y > 0; y--)
        sum += 2.0 * y * y * exp(-y * y / (2.0 * s->of));
    return sum / mass(s->of);
}

double gdcs_i_discrete_variance(const gdcs_i_discrete *law)
{
    const shape s = shape_of(law);
    return variance_of(&s);
}

/* The characteristic function at an angle in [0, pi]. */
static double characteristic(const shape *s, double angle)
{
    double sum = 0.0;
    if (s->law == GDCS_I_DISCRETE_LAPLACE) {
        const double a = exp(-s->of), b = -expm1(-s->of), half = sin(angle / 2.0);
        return b * b / (b * b + 4.0 * a * half * half);
    }
    if (s->of < narrow) {
        sum = 1.0;
        for (int y = 1; y < 40; y++)
            sum += 2.0 * exp(-y * y / (2.0 * s->of)) * cos(angle * y);
        return sum / mass(s->of);
    }
    for (int m = -3; m <= 3; m++) {
        const double at = angle + 2.0 * pi * m;
        sum += exp(-s->of * at * at / 2.0);
    }
    return sum * sqrt(2.0 * pi * s->of) / mass(s->of);
}

/* P(|sum| > q) of `count` numbers by the discrete Fourier transform over `places`, which the sum all but
   never leaves. */
static double tail(const shape *s, double count, double q, int64_t places)
{
    gdcs_i_sum sum = {0};
    gdcs_i_sum_add(&sum, 2.0 * q + 1.0);
    for (int64_t j = 1; j <= places / 2; j++) {
        const double angle = 2.0 * pi * (double)j / (double)places;
        const double power = pow(characteristic(s, angle), count);
        if (power < 1e-30)
            break;
        const double kernel = sin((2.0 * q + 1.0) * angle / 2.0) / sin(angle / 2.0);
        gdcs_i_sum_add(&sum, (2 * j == places ? 1.0 : 2.0) * power * kernel);
    }
    return 1.0 - gdcs_i_sum_value(sum) / (double)places;
}

/* The least q with a tail of at most alpha. */
static double search(const shape *s, double count, double alpha)
{
    const double most = ceil(30.0 * sqrt(count * variance_of(s))) + 20.0;
    double low = -1.0, high = most;
    while (high - low > 1.0) {
        const double middle = floor((low + high) / 2.0);
        if (tail(s, count, middle, 2 * (int64_t)most) <= alpha)
            high = middle;
        else
            low = middle;
    }
    return high;
}

/* A wide sum: its numbers made narrower by `times`, and the quantile wider again with one step to spare.
   Numbers that would then be narrower than 3 are more than 10 000: their sum is normal, but for the term
   of Cornish and Fisher (1938) in its kurtosis, here with the sign that widens. */
static double search_wide(shape s, double count, double alpha)
{
    enum { WIDTH = 300 };
    const double variance = variance_of(&s), times = sqrt(count * variance) / WIDTH;
    if (sqrt(variance) / times < 3.0) {
        const double kurtosis = s.law == GDCS_I_DISCRETE_GAUSSIAN ? 0.0 : 3.0 + 1.0 / variance;
        const shape normal = {.law = GDCS_I_DISCRETE_GAUSSIAN, .of = (double)WIDTH * WIDTH};
        const double q = search(&normal, 1.0, alpha) + 1.0, z = q / WIDTH;
        return ceil((q + WIDTH * z * z * z * kurtosis / (24.0 * count)) * times);
    }
    s.of = s.law == GDCS_I_DISCRETE_GAUSSIAN ? s.of / times / times : s.of * times;
    return ceil((search(&s, count, alpha) + 1.0) * times);
}

double gdcs_i_discrete_quantile(const gdcs_i_discrete *law, double count, double alpha)
{
    const shape s = shape_of(law);
    if (s.law == GDCS_I_DISCRETE_LAPLACE && count == 1.0) {
        const double odds = alpha * (1.0 + exp(-s.of)) / 2.0;
        return fmax(0.0, ceil(-log(odds) / s.of - 1.0 - 1e-9));
    }
    return count * variance_of(&s) > 90000.0 ? search_wide(s, count, alpha)
                                             : search(&s, count, alpha);
}
