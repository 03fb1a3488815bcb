#include "num/interval/contrast.h"
#include "num/interval/mover.h"
#include "stats/pipeline/chain.h"

#include <math.h>

static struct gdcs_i_spread spread_of(const gdcs_estimate *e)
{
    const struct gdcs_i_spread s = {e->value, e->value - e->lower, e->upper - e->value, e->lower};
    return s;
}

gdcs_estimate gdcs_i_pipeline_difference(const gdcs_i_pipeline_plan *plan,
                                         const gdcs_sex_counts *from, const gdcs_sex_counts *to,
                                         const gdcs_pipeline_result *step)
{
    const gdcs_estimate *w = &step->women, *m = &step->men;
    const struct gdcs_i_two two = {to->women, from->women - to->women, to->men,
                                   from->men - to->men};
    struct gdcs_i_limits l;
    gdcs_estimate e = {NAN, NAN, NAN, NAN};
    if (isnan(w->value) || isnan(m->value))
        return e;
    e.value = gdcs_i_contrast_difference(two);
    e.std_error = hypot(w->std_error, m->std_error);
    if (plan->design == GDCS_PIPELINE_LINKED) {
        l = gdcs_i_contrast_difference_score(two, plan->z);
    } else {
        const struct gdcs_i_spread a = spread_of(w), b = spread_of(m);
        l = gdcs_i_mover_difference(&a, &b, 0.0);
    }
    e.lower = l.lower;
    e.upper = l.upper;
    return e;
}

/* All of the unknown of the later stage to one sex and those of the earlier to the other move both
   ratios to their ends at once. */
gdcs_bounds gdcs_i_pipeline_difference_bounds(const gdcs_pipeline_result *step)
{
    const gdcs_bounds w = step->women_bounds, m = step->men_bounds;
    const gdcs_bounds b = {isinf(m.upper) ? -INFINITY : w.lower - m.upper,
                           isinf(w.upper) ? INFINITY : w.upper - m.lower};
    return b;
}
