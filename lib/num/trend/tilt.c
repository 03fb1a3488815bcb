#include "core/sum.h"
#include "num/dist.h"
#include "num/dist/special.h"
#include "num/root.h"
#include "num/trend/exact.h"

#include <math.h>

/* The largest slope: neighbours' odds differ by e^60, and the sum is as large as it can be. */
static const double steepest = 60.0;

struct search {
    const gdcs_i_lattice *lattice;
    double base; /* logit of yes / all */
    double slope;
    double shift;
    double sum;
};

static double logistic(double x)
{
    return 1.0 / (1.0 + exp(-x));
}

static double yes_beyond(double shift, void *context)
{
    const struct search *s = context;
    gdcs_i_sum sum = {0};
    for (int32_t j = 0; j < s->lattice->n; j++)
        gdcs_i_sum_add(&sum, s->lattice->size[j] *
                                 logistic(s->base + shift + s->slope * s->lattice->score[j]));
    gdcs_i_sum_add(&sum, -s->lattice->yes);
    return gdcs_i_sum_value(sum);
}

/* The shift that keeps the number of yes, or the end nearest to it. */
static double shift_for(struct search *s, double slope)
{
    double most = 0.0, shift = 0.0;
    for (int32_t j = 0; j < s->lattice->n; j++)
        most = fmax(most, s->lattice->score[j]);
    s->slope = slope;
    return gdcs_i_root(yes_beyond, s, -slope * most - 1.0, 1.0, &shift, NULL) == GDCS_OK ? shift
                                                                                         : 0.0;
}

static double sum_beyond(double slope, void *context)
{
    struct search *s = context;
    gdcs_i_sum sum = {0};
    const double shift = shift_for(s, slope);
    for (int32_t j = 0; j < s->lattice->n; j++) {
        const double x = s->lattice->score[j];
        gdcs_i_sum_add(&sum, x * s->lattice->size[j] * logistic(s->base + shift + slope * x));
    }
    gdcs_i_sum_add(&sum, -s->sum);
    return gdcs_i_sum_value(sum);
}

static double relative_excess(double p, double from)
{
    return p > 0.0 ? p * gdcs_i_log_excess((from - p) / p) : from;
}

/* a b added exactly, but for the rounding of the sum. */
static void subtract_product(gdcs_i_sum *sum, double a, double b)
{
    const double p = a * b;
    gdcs_i_sum_add(sum, -p);
    gdcs_i_sum_add(sum, -fma(a, b, -p));
}

/* Any slope and shift give the exact tail: they need only be near.  What is left of yes and sum is put
   back to the last digit, and the divergence of the levels is a sum of terms that are all positive. */
gdcs_i_tilt gdcs_i_tilt_of(const gdcs_i_lattice *l, double sum)
{
    struct search s = {l, log(l->yes) - log(l->all - l->yes), 0.0, 0.0, sum};
    gdcs_i_tilt t = {.slope = 0.0};
    const double p0 = l->yes / l->all, q0 = (l->all - l->yes) / l->all;
    gdcs_i_sum divergence = {0}, yes_left = {0}, sum_left = {0};
    if (sum_beyond(0.0, &s) < 0.0 &&
        gdcs_i_root(sum_beyond, &s, 0.0, steepest, &t.slope, NULL) != GDCS_OK)
        t.slope = steepest;
    const double shift = t.slope > 0.0 ? shift_for(&s, t.slope) : 0.0;
    gdcs_i_sum_add(&yes_left, l->yes);
    gdcs_i_sum_add(&sum_left, sum);
    for (int32_t j = 0; j < l->n; j++) {
        const double x = s.base + shift + t.slope * l->score[j];
        t.p[j] = logistic(x);
        t.q[j] = logistic(-x);
        gdcs_i_sum_add(&divergence,
                       l->size[j] * (relative_excess(t.p[j], p0) + relative_excess(t.q[j], q0)));
        subtract_product(&yes_left, l->size[j], t.p[j]);
        subtract_product(&sum_left, l->score[j] * l->size[j], t.p[j]);
    }
    t.log_excess = t.slope > 0.0
                       ? gdcs_i_sum_value(divergence) + shift * gdcs_i_sum_value(yes_left) +
                             t.slope * gdcs_i_sum_value(sum_left)
                       : 0.0;
    t.log_excess += log(gdcs_i_binomial_pmf(l->yes, l->all, p0));
    return t;
}
