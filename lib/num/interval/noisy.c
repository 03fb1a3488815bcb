#include "num/interval/noisy.h"

#include <math.h>

/* f(p) = a p^2 - 2 h p + c <= 0, with the discriminant h^2 - a c as a sum in which little cancels.  f is
   not above 0 at the published share.  Where a <= 0, the sum of both counts may be 0 as far as the noise is
   concerned, and what is held out lies between two roots, not beyond them: from the share
   downwards it is still the next root that ends the set, c / (h + root), if 0 is not in it. */
struct gdcs_i_limits gdcs_i_noisy_share(const struct gdcs_i_noisy *k, double z)
{
    const double n = k->part + k->rest, v = k->variance_part, w = k->variance_rest, q = z * z;
    const double drawn = k->sampling * n;
    const double a = n * n - q * (v + w - drawn);
    const double h = k->part * n - q * (v - drawn / 2.0);
    const double c = k->part * k->part - q * v, other = k->rest * k->rest - q * w;
    const double square = v * k->rest * k->rest + w * k->part * k->part + drawn * k->part * k->rest;
    const double discriminant = q * square + q * q * (drawn * drawn / 4.0 - v * w);
    const double root = sqrt(fmax(0.0, discriminant));
    struct gdcs_i_limits found = {0.0, 1.0};
    if (c > 0.0)
        found.lower = fmin(1.0, c / (h + root));
    if (other > 0.0)
        found.upper = a > 0.0 ? (h + root) / a : 1.0 - other / (a - h + root);
    return found;
}

double gdcs_i_noisy_variance(const struct gdcs_i_noisy *k)
{
    const double n = k->part + k->rest, p = k->part / n, q = k->rest / n;
    return (q * q * k->variance_part + p * p * k->variance_rest) / n / n + k->sampling * p * q / n;
}
