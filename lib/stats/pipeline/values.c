#include "num/interval/contrast.h"
#include "stats/pipeline/chain.h"

#include <math.h>

/* ln (w / m), from their difference where they are near. */
static double log_ratio(double w, double m, double apart)
{
    return fabs(apart) < m / 2.0 ? log1p(apart / m) : log(w / m);
}

static double log_step(const double *women, const double *men, int32_t from, int32_t to,
                       double *apart)
{
    const struct gdcs_i_two two = {women[to], women[from] - women[to], men[to],
                                   men[from] - men[to]};
    *apart = gdcs_i_contrast_difference(two);
    return log_ratio(women[to] / women[from], men[to] / men[from], *apart);
}

void gdcs_i_pipeline_values_of(const double *women, const double *men, int32_t count,
                               gdcs_i_pipeline_values *out)
{
    const int32_t steps = count - 1;
    double *whole = out->whole;
    whole[GDCS_I_PIPELINE_LOG] = log_step(women, men, 0, steps, &whole[GDCS_I_PIPELINE_GAP]);
    whole[GDCS_I_PIPELINE_SHARE] = 1.0;
    for (int32_t k = 0; k < steps; k++) {
        out->women[k] = women[k + 1] / women[k];
        out->men[k] = men[k + 1] / men[k];
        out->part[GDCS_I_PIPELINE_LOG][k] = log_step(women, men, k, k + 1, &out->apart[k]);
        out->part[GDCS_I_PIPELINE_SHARE][k] =
            out->part[GDCS_I_PIPELINE_LOG][k] / whole[GDCS_I_PIPELINE_LOG];
    }
    for (int32_t k = 0; k < steps; k++)
        out->part[GDCS_I_PIPELINE_GAP][k] =
            out->apart[k] * gdcs_i_product_weight(out->women, out->men, steps, k);
}
