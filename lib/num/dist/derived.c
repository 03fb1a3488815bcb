#include "num/dist.h"
#include "num/dist/special.h"

#include <math.h>

/* Chi-square, t and F are gammas and betas; their degrees of freedom are twice a shape. */

double gdcs_i_chisq_lower(double df, double x)
{
    return gdcs_i_gamma_lower(0.5 * df, 0.5 * x);
}

double gdcs_i_chisq_upper(double df, double x)
{
    return gdcs_i_gamma_upper(0.5 * df, 0.5 * x);
}

double gdcs_i_chisq_log10_upper(double df, double x)
{
    return GDCS_I_LOG10_E * gdcs_i_gamma_log_upper(0.5 * df, 0.5 * x);
}

double gdcs_i_chisq_quantile(double df, double p)
{
    return 2.0 * gdcs_i_gamma_quantile(0.5 * df, p);
}

double gdcs_i_chisq_quantile_upper(double df, double q)
{
    return 2.0 * gdcs_i_gamma_quantile_upper(0.5 * df, q);
}

/* ratio : 1 as a point of [0, 1]. */
static struct gdcs_i_unit share(double ratio)
{
    if (isinf(ratio))
        return (struct gdcs_i_unit){1.0, 0.0};
    return (struct gdcs_i_unit){ratio / (1.0 + ratio), 1.0 / (1.0 + ratio)};
}

/* P(T > t) for t >= 0: half of what t^2 / (t^2 + df), a beta of shapes 1/2 and df/2, leaves. */
double gdcs_i_student_upper(double df, double t)
{
    if (isinf(df) && df > 0.0)
        return gdcs_i_normal_upper(t);
    const struct gdcs_i_unit s = share(t / df * t);
    const double half = 0.5 * gdcs_i_beta_upper(0.5, 0.5 * df, s.x, s.y);
    return t < 0.0 ? 1.0 - half : half;
}

double gdcs_i_student_lower(double df, double t)
{
    return gdcs_i_student_upper(df, -t);
}

/* |t| from the middle where it is small, from the tail where the tail is: 1 - 2p is exact between
   1/4 and 1/2. */
static double student_distance(double df, double p)
{
    const struct gdcs_i_unit s = p < 0.25 ? gdcs_i_beta_quantile_upper(0.5, 0.5 * df, 2.0 * p)
                                          : gdcs_i_beta_quantile(0.5, 0.5 * df, 1.0 - 2.0 * p);
    return sqrt(df * s.x / s.y);
}

double gdcs_i_student_quantile(double df, double p)
{
    if (isinf(df) && df > 0.0)
        return gdcs_i_normal_quantile(p);
    return p <= 0.5 ? -student_distance(df, p) : student_distance(df, 1.0 - p);
}

double gdcs_i_student_quantile_upper(double df, double q)
{
    return -gdcs_i_student_quantile(df, q);
}

double gdcs_i_f_lower(double df1, double df2, double f)
{
    const struct gdcs_i_unit s = share(df1 / df2 * f);
    return f >= 0.0 ? gdcs_i_beta_lower(0.5 * df1, 0.5 * df2, s.x, s.y) : NAN;
}

double gdcs_i_f_upper(double df1, double df2, double f)
{
    const struct gdcs_i_unit s = share(df1 / df2 * f);
    return f >= 0.0 ? gdcs_i_beta_upper(0.5 * df1, 0.5 * df2, s.x, s.y) : NAN;
}

static double odds(struct gdcs_i_unit s, double df1, double df2)
{
    return s.x / s.y * (df2 / df1);
}

double gdcs_i_f_quantile(double df1, double df2, double p)
{
    return odds(gdcs_i_beta_quantile(0.5 * df1, 0.5 * df2, p), df1, df2);
}

double gdcs_i_f_quantile_upper(double df1, double df2, double q)
{
    return odds(gdcs_i_beta_quantile_upper(0.5 * df1, 0.5 * df2, q), df1, df2);
}
