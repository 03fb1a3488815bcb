#include "core/sum.h"
#include "num/survival.h"

/* With I the incidence, S the value before each event, d of r, c of them of the cause:

       var I(t) = sum [I(t) - I(j)]^2 d / (r (r - d)) + S^2 c (r - c) / r^3 - 2 [I(t) - I(j)] S c / r^2

   (Marubini & Valsecchi 1995, 10.11), in running sums of 1, I and I^2 times the first factor and of 1
   and I times the last.  At a last event of all, d = r, I stays what it is: its first term is 0. */
struct sums {
    gdcs_i_sum plain;
    gdcs_i_sum first;
    gdcs_i_sum second;
    gdcs_i_sum own;
    gdcs_i_sum cross;
    gdcs_i_sum cross_first;
};

static double variance_at(const struct sums *s, double value)
{
    const double spread = value * value * gdcs_i_sum_value(s->plain) -
                          2.0 * value * gdcs_i_sum_value(s->first) + gdcs_i_sum_value(s->second);
    const double cross = value * gdcs_i_sum_value(s->cross) - gdcs_i_sum_value(s->cross_first);
    const double variance = spread + gdcs_i_sum_value(s->own) - 2.0 * cross;
    return variance > 0.0 ? variance : 0.0;
}

void gdcs_i_survival_incidence(const struct gdcs_i_step *steps, int64_t n, int32_t group,
                               struct gdcs_i_incidence *out)
{
    struct sums s = {{0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}, {0.0, 0.0}};
    double value = 0.0, before = 1.0;
    for (int64_t j = 0; j < n; j++) {
        const double r = steps[j].risk[group], d = steps[j].events[group];
        const double c = steps[j].caused[group];
        if (d > 0.0) {
            const double a = d < r ? d / r / (r - d) : 0.0, x = before * (c / r) / r;
            value += before * (c / r);
            gdcs_i_sum_add(&s.plain, a);
            gdcs_i_sum_add(&s.first, a * value);
            gdcs_i_sum_add(&s.second, a * value * value);
            gdcs_i_sum_add(&s.own, before * x * ((r - c) / r));
            gdcs_i_sum_add(&s.cross, x);
            gdcs_i_sum_add(&s.cross_first, x * value);
            before *= (r - d) / r;
        }
        out[j].value = value;
        out[j].variance = variance_at(&s, value);
    }
}
