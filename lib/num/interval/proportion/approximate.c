#include "num/interval/proportion.h"
#include "num/interval/proportion/odds.h"

#include <math.h>

typedef struct gdcs_i_limits limits;

/* p - root by its conjugate: (p^2 - root^2) / (p + root), where p^2 - root^2 = p * inside may be below
   0. */
static double agresti_coull_lower(double count, double p, double inside, double root)
{
    return count > 0.0 && inside > 0.0 ? p * inside / (p + root) : 0.0;
}

limits gdcs_i_proportion_agresti_coull(double yes, double no, double z)
{
    const double half = z * z / 2.0, n = yes + no + z * z;
    const double p = (yes + half) / n, q = (no + half) / n;
    const double root = z * sqrt(p * q / n);
    const double lower = agresti_coull_lower(yes, p, (yes - half + z * z * p) / n, root);
    if (yes < no)
        return (limits){lower, p + root < 1.0 ? p + root : 1.0};
    return (limits){lower, 1.0 - agresti_coull_lower(no, q, (no - half + z * z * q) / n, root)};
}

/* Of p and of 1 - p: the smaller of them keeps its digits. */
static limits wald(double p, double q, double reach)
{
    const limits l = {p > reach ? p - reach : 0.0, q > reach ? p + reach : 1.0};
    return l;
}

limits gdcs_i_proportion_wald(double yes, double no, double z)
{
    const double n = yes + no, p = yes / n, q = no / n;
    if (yes <= no)
        return wald(p, q, z * sqrt(p * q / n));
    const limits other = wald(q, p, z * sqrt(p * q / n));
    return (limits){1.0 - other.upper, 1.0 - other.lower};
}

/* Both angles, so that the smaller of a limit and its complement has all its digits. */
static struct gdcs_i_unit arcsine_lower(double yes, double no, double z)
{
    const double reach = z / (2.0 * sqrt(yes + no));
    const double a = sqrt(yes + 0.375), b = sqrt(no + 0.375);
    const double angle = atan2(a, b) - reach, rest = atan2(b, a) + reach;
    if (yes == 0.0 || angle <= 0.0)
        return (struct gdcs_i_unit){0.0, 1.0};
    return (struct gdcs_i_unit){sin(angle) * sin(angle), sin(rest) * sin(rest)};
}

limits gdcs_i_proportion_arcsine(double yes, double no, double z)
{
    return (limits){arcsine_lower(yes, no, z).x, arcsine_lower(no, yes, z).y};
}

/* The logarithm of the odds is infinite where a count is 0; there the exact limit has a closed form. */
static struct gdcs_i_unit logit_lower(double yes, double no, double z, double alpha)
{
    if (yes == 0.0)
        return (struct gdcs_i_unit){0.0, 1.0};
    if (no == 0.0)
        return (struct gdcs_i_unit){exp(log(alpha / 2.0) / yes), -expm1(log(alpha / 2.0) / yes)};
    return gdcs_i_unit_of_log_odds(log(yes / no) - z * sqrt(1.0 / yes + 1.0 / no));
}

limits gdcs_i_proportion_logit(double yes, double no, double z, double alpha)
{
    return (limits){logit_lower(yes, no, z, alpha).x, logit_lower(no, yes, z, alpha).y};
}
