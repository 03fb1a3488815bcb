#include "num/survival.h"

#include <math.h>

/* Both groups together at one step. */
struct both {
    double risk;
    double events;
    double weight; /* the pooled value just before, to the power rho */
};

static struct both pooled(const struct gdcs_i_step *s, double rho, double *value)
{
    const struct both b = {s->risk[0] + s->risk[1], s->caused[0] + s->caused[1],
                           rho == 0.0 ? 1.0 : pow(*value, rho)};
    if (b.events > 0.0)
        *value *= (b.risk - b.events) / b.risk;
    return b;
}

void gdcs_i_survival_rank(const struct gdcs_i_step *steps, int64_t n, double rho,
                          struct gdcs_i_rank *rank)
{
    double value = 1.0;
    for (int64_t j = 0; j < n; j++) {
        const struct gdcs_i_step *s = &steps[j];
        const struct both b = pooled(s, rho, &value);
        if (!(b.events > 0.0))
            continue;
        for (int g = 0; g < 2; g++) {
            rank->observed[g] += b.weight * s->caused[g];
            rank->expected[g] += b.weight * b.events * (s->risk[g] / b.risk);
        }
        if (b.risk > 1.0)
            rank->variance += b.weight * b.weight * b.events * (s->risk[0] / b.risk) *
                              (s->risk[1] / b.risk) * ((b.risk - b.events) / (b.risk - 1.0));
    }
}

void gdcs_i_survival_scores(const struct gdcs_i_step *steps, int64_t n, double rho,
                            struct gdcs_i_score *scores)
{
    double value = 1.0, accrued = 0.0;
    for (int64_t j = 0; j < n; j++) {
        const struct both b = pooled(&steps[j], rho, &value);
        if (b.events > 0.0)
            accrued += b.weight * (b.events / b.risk);
        scores[j].with_event = b.weight - accrued;
        scores[j].without = -accrued;
    }
}
