#include "core/sum.h"
#include "num/dist.h"
#include "num/rates.h"

#include <math.h>

typedef struct gdcs_i_rates rates;

/* The E-test: what is the chance, both rates being as estimated under the null, of a score statistic
   as far from 0 as the one seen?  With s = null t1 / t2 it is (x1 - s x2) / sqrt(s (x1 + x2)), which
   falls with x2: for each x1 those x2 count that lie outside the two roots of
   (x1 - s x2)^2 = square s (x1 + x2), the lower from their product, as a difference would cancel. */
struct e_test {
    double s;
    double square; /* of the statistic seen, a little less: ties count */
    double mean1;
    double mean2;
};

/* No events at all say nothing against the null. */
static double chance_beyond(const struct e_test *e, double x1)
{
    const double centre = (x1 + e->square / 2.0) / e->s;
    const double root = sqrt(e->square * (x1 * (1.0 + e->s) + e->square / 4.0)) / e->s;
    const double lower =
        x1 * (x1 - e->s * e->square) / (e->s * e->s * (centre + root)); /* centre - root */
    const double low = x1 > 0.0 ? floor(lower) : -1.0;
    const double high = fmax(ceil(centre + root), low + 1.0);
    return gdcs_i_poisson_lower(low, e->mean2) + gdcs_i_poisson_upper(high, e->mean2);
}

double gdcs_i_rates_log_p_estimated(rates r, double null)
{
    const double s = null * r.t1 / r.t2, n = r.x1 + r.x2, apart = r.x1 - s * r.x2;
    const struct e_test e = {s, apart * apart / (s * n) * (1.0 - 1e-9), n * s / (1.0 + s),
                             n / (1.0 + s)};
    gdcs_i_sum sum = {0};
    if (!(r.x1 <= GDCS_I_RATES_ESTIMATED_MOST && r.x2 <= GDCS_I_RATES_ESTIMATED_MOST))
        return NAN;
    if (n == 0.0 || apart == 0.0)
        return 0.0;
    /* forty standard deviations, and what a mean near 0 needs, hold all that a double does */
    const double width = 40.0 * sqrt(e.mean1), most = ceil(e.mean1 + width) + 300.0;
    for (double x1 = fmax(0.0, floor(e.mean1 - width)); x1 <= most; x1++)
        gdcs_i_sum_add(&sum, gdcs_i_poisson_pmf(x1, e.mean1) * chance_beyond(&e, x1));
    return gdcs_i_log_of_chance(log(gdcs_i_sum_value(sum)));
}
