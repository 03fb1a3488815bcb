#include "num/interval/contrast.h"

#include <math.h>

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_limits limits;

static samples with_added(samples two, double yes, double no)
{
    const samples more = {two.yes1 + yes, two.no1 + no, two.yes2 + yes, two.no2 + no};
    return more;
}

/* value / factor and value * factor; none where the factor has no value or says nothing. */
static limits times(double value, double factor)
{
    const limits none = {NAN, NAN}, found = {value / factor, value * factor};
    return value > 0.0 && isfinite(value) && isfinite(factor) && factor > 1.0 ? found : none;
}

limits gdcs_i_contrast_difference_wald(samples two, double z)
{
    const double d = gdcs_i_contrast_difference(two);
    const double width = z * gdcs_i_contrast_difference_error(two);
    const limits found = {fmax(d - width, -1.0), fmin(d + width, 1.0)};
    return found;
}

limits gdcs_i_contrast_difference_agresti_caffo(samples two, double z)
{
    return gdcs_i_contrast_difference_wald(with_added(two, 1.0, 1.0), z);
}

/* Walter's half is added to the successes and to the totals, so to no failure. */
limits gdcs_i_contrast_ratio_walter(samples two, double z)
{
    return gdcs_i_contrast_ratio_log(with_added(two, 0.5, 0.0), z);
}

limits gdcs_i_contrast_ratio_price_bonett(samples two, double z)
{
    return gdcs_i_contrast_ratio_log(with_added(two, 0.25, 0.25), z);
}

/* exp(2 asinh(z s / 2)) for a standard error s: nearer than exp(z s), and its square root as a sum. */
static double sinh_factor(double error, double z)
{
    const double half = z * error / 2.0, root = half + sqrt(half * half + 1.0);
    return root * root;
}

limits gdcs_i_contrast_ratio_sinh(samples two, double z)
{
    const double ratio = gdcs_i_contrast_ratio(two), error = gdcs_i_contrast_ratio_error(two);
    return times(ratio, sinh_factor(error / ratio, z));
}

double gdcs_i_contrast_odds(samples two)
{
    return two.yes1 * two.no2 / (two.no1 * two.yes2);
}

static double log_odds_error(samples two)
{
    return sqrt(1.0 / two.yes1 + 1.0 / two.no1 + 1.0 / two.yes2 + 1.0 / two.no2);
}

double gdcs_i_contrast_odds_error(samples two)
{
    const double error = log_odds_error(two);
    return isfinite(error) ? gdcs_i_contrast_odds(two) * error : NAN;
}

limits gdcs_i_contrast_odds_woolf(samples two, double z)
{
    return times(gdcs_i_contrast_odds(two), exp(z * log_odds_error(two)));
}

limits gdcs_i_contrast_odds_gart(samples two, double z)
{
    return gdcs_i_contrast_odds_woolf(with_added(two, 0.5, 0.5), z);
}

limits gdcs_i_contrast_odds_sinh(samples two, double z)
{
    return times(gdcs_i_contrast_odds(two), sinh_factor(log_odds_error(two), z));
}
