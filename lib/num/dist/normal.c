#include "num/dist.h"
#include "num/dist/special.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

/* erfc() keeps its relative precision in the far tail but feels the rounding of z / sqrt(2), by
   z^2 ulp: 1400 of them at z = 37.  The rounding is known exactly through fma(), so its first
   order is put back.  d log erfc(y) / dy is -2y up to O(1/y) there. */
static double upper(double z)
{
    const double high = 0.70710678118654757, low = -4.8336466567264567e-17; /* 1 / sqrt(2) */
    const double y = z * high;
    const double tail = 0.5 * erfc(y);
    if (y < 3.0 || y > 30.0)
        return tail;
    return tail * (1.0 - 2.0 * (y + 0.5 / y) * (fma(z, high, -y) + z * low));
}

double gdcs_i_normal_lower(double z)
{
    return upper(-z);
}

double gdcs_i_normal_upper(double z)
{
    return upper(z);
}

double gdcs_i_normal_log10_upper(double z)
{
    const double log_root_2pi = 0.91893853320467274178, tail = upper(z);
    if (tail > 0.5)
        return GDCS_I_LOG10_E * log1p(-upper(-z));
    if (!(z > 36.0))
        return log10(tail);
    return GDCS_I_LOG10_E * (log(gdcs_i_mills(z)) - log_root_2pi - 0.5 * z * z);
}

/* GSL's is Wichura (1988), algorithm AS 241: right to 6e-16 from 1e-300 to 1 - 1e-16. */
double gdcs_i_normal_quantile(double p)
{
    return p >= 0.0 && p <= 1.0 ? gsl_cdf_ugaussian_Pinv(p) : NAN;
}

double gdcs_i_normal_quantile_upper(double q)
{
    return -gdcs_i_normal_quantile(q);
}
