#include "num/agreement.h"

#include "num/interval/contrast.h"

#include <math.h>

typedef struct gdcs_i_agreement agreement;

static const agreement none = {NAN, NAN, {NAN, NAN}};

/* a d - b c to its last digits (Kahan), for counts whose products are beyond 2^53. */
static double determinant(double a, double d, double b, double c)
{
    const double w = b * c, rest = fma(b, c, -w);
    return fma(a, d, -w) - rest;
}

/* All measures stay as they are if all counts double, so that the mean of the gradient is 0. */
static double delta_error(struct gdcs_i_pairs p, const double g[4])
{
    const double variance = p.both * g[0] * g[0] + p.first * g[1] * g[1] + p.second * g[2] * g[2] +
                            p.neither * g[3] * g[3];
    return isfinite(variance) ? sqrt(variance) : NAN;
}

agreement gdcs_i_agreement_kappa(struct gdcs_i_pairs p, double z)
{
    const double a = p.both, b = p.first, c = p.second, d = p.neither;
    const double over = determinant(a, d, b, c);
    const double under = (a + b) * (b + d) + (a + c) * (c + d);
    const double kappa = 2.0 * over / under;
    const double g[4] = {(2.0 * d - kappa * (b + c + 2.0 * d)) / under,
                         (-2.0 * c - kappa * (a + d + 2.0 * b)) / under,
                         (-2.0 * b - kappa * (a + d + 2.0 * c)) / under,
                         (2.0 * a - kappa * (b + c + 2.0 * a)) / under};
    const double error = delta_error(p, g);
    if (!(under > 0.0))
        return none;
    return (agreement){kappa, error, {fmax(kappa - z * error, -1.0), fmin(kappa + z * error, 1.0)}};
}

agreement gdcs_i_agreement_phi(struct gdcs_i_pairs p, double z)
{
    const double a = p.both, b = p.first, c = p.second, d = p.neither;
    const double one = a + b, other = c + d, two = a + c, rest = b + d;
    const double root = sqrt(one) * sqrt(other) * sqrt(two) * sqrt(rest);
    const double phi = determinant(a, d, b, c) / root;
    const double g[4] = {d / root - 0.5 * phi * (1.0 / one + 1.0 / two),
                         -c / root - 0.5 * phi * (1.0 / one + 1.0 / rest),
                         -b / root - 0.5 * phi * (1.0 / other + 1.0 / two),
                         a / root - 0.5 * phi * (1.0 / other + 1.0 / rest)};
    const double error = delta_error(p, g);
    if (!(root > 0.0))
        return none;
    if (b + c == 0.0)
        return (agreement){1.0, 0.0, {1.0, 1.0}};
    if (a + d == 0.0)
        return (agreement){-1.0, 0.0, {-1.0, -1.0}};
    const double step = z * error / ((1.0 - phi) * (1.0 + phi)), middle = atanh(phi);
    return (agreement){phi, error, {tanh(middle - step), tanh(middle + step)}};
}

static double with_all(double ratio, double f)
{
    return isinf(ratio) ? 1.0 / f : ratio / (f * ratio + 1.0 - f);
}

agreement gdcs_i_agreement_lift(struct gdcs_i_pairs p, double z)
{
    const double one = p.both + p.first, two = p.both + p.second, other = p.second + p.neither;
    const double n = one + other, lift = p.both / one * (n / two);
    const struct gdcs_i_two apart = {p.both, p.first, p.second, p.neither};
    const double g[4] = {p.both > 0.0 ? lift * (1.0 / p.both + 1.0 / n - 1.0 / one - 1.0 / two)
                                      : n / one / two,
                         lift * (1.0 / n - 1.0 / one), lift * (1.0 / n - 1.0 / two), lift / n};
    if (!(one > 0.0 && two > 0.0 && other > 0.0 && p.first + p.neither > 0.0))
        return none;
    const struct gdcs_i_limits l = gdcs_i_contrast_ratio_score(apart, z);
    const double error = delta_error(p, g);
    if (!(p.both > 0.0))
        return (agreement){lift, error, {0.0, with_all(l.upper, one / n)}};
    const double step = exp(z * error / lift);
    return (agreement){lift, error, {lift / step, lift * step}};
}
