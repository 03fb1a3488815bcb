#include "stats/association/bounds.h"

#include <math.h>

/* Could there be one row or one column only?  Then V need not exist, and nothing is known of it. */
static int may_be_nothing(const gdcs_i_problem *p)
{
    double women = 0.0, men = 0.0;
    int64_t rows = 0;
    for (int64_t i = 0; i < p->n; i++) {
        women += p->women_lower[i];
        men += p->men_lower[i];
        rows += p->women_lower[i] + p->men_lower[i] > 0.0;
    }
    return women == 0.0 || men == 0.0 || rows < 2;
}

/* V of two columns is the root of the variance ratio. */
gdcs_bounds gdcs_i_cramers_v_bounds(const gdcs_i_problem *p, int certain, int64_t columns,
                                    const gdcs_association_result *r)
{
    const gdcs_bounds all = {0.0, 1.0};
    if (certain)
        return r->bounds;
    if (columns > 2 || may_be_nothing(p))
        return all;
    const gdcs_bounds eta = gdcs_i_segregation_bounds(GDCS_SEGREGATION_INDEX_ETA_SQUARED, p);
    const gdcs_bounds out = {fmin(sqrt(eta.lower), isnan(r->v.value) ? 1.0 : r->v.value),
                             fmax(sqrt(eta.upper), isnan(r->v.value) ? 0.0 : r->v.value)};
    return out;
}
