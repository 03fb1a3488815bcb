#include "num/ladder.h"

#include "core/sum.h"
#include "num/root.h"

#include <math.h>

/* a b, both halves of the product. */
static void add_product(gdcs_i_sum *sum, double a, double b)
{
    const double p = a * b;
    gdcs_i_sum_add(sum, p);
    gdcs_i_sum_add(sum, fma(a, b, -p));
}

static double total(const double *x, int32_t n)
{
    gdcs_i_sum sum = {0};
    for (int32_t i = 0; i < n; i++)
        gdcs_i_sum_add(&sum, x[i]);
    return gdcs_i_sum_value(sum);
}

gdcs_i_pairs gdcs_i_ladder_pairs(gdcs_i_ladder l)
{
    gdcs_i_sum above = {0}, below = {0}, tied = {0}, apart = {0}, lead = {0}, yes = {0}, no = {0};
    gdcs_i_pairs p = {.yes = total(l.yes, l.n), .no = total(l.no, l.n)};
    const double all = p.yes + p.no;
    for (int32_t j = 0; j < l.n; j++) {
        const double w = l.yes[j], m = l.no[j], t = w + m;
        const double w_before = gdcs_i_sum_value(yes), m_before = gdcs_i_sum_value(no);
        add_product(&above, w, m_before);
        add_product(&below, m, w_before);
        add_product(&lead, w, m_before);
        add_product(&lead, -m, w_before);
        add_product(&tied, w, m);
        add_product(&apart, t, w_before + m_before);
        gdcs_i_sum_add(&yes, w);
        gdcs_i_sum_add(&no, m);
        p.ties += t / all * ((t * t - 1.0) / (all * all - 1.0));
        p.filled += t > 0.0;
    }
    p.above = gdcs_i_sum_value(above);
    p.below = gdcs_i_sum_value(below);
    p.tied = gdcs_i_sum_value(tied);
    p.apart = gdcs_i_sum_value(apart);
    p.lead = gdcs_i_sum_value(lead);
    return p;
}

double gdcs_i_ladder_superiority(const gdcs_i_pairs *p)
{
    return (p->above + 0.5 * p->tied) / (p->yes * p->no);
}

double gdcs_i_ladder_inferiority(const gdcs_i_pairs *p)
{
    return (p->below + 0.5 * p->tied) / (p->yes * p->no);
}

double gdcs_i_ladder_somers_level(const gdcs_i_pairs *p)
{
    return p->lead / (p->yes * p->no);
}

double gdcs_i_ladder_somers_group(const gdcs_i_pairs *p)
{
    return p->lead / p->apart;
}

double gdcs_i_ladder_gamma(const gdcs_i_pairs *p)
{
    return p->lead / (p->above + p->below);
}

double gdcs_i_ladder_tau_b(const gdcs_i_pairs *p)
{
    return p->lead / sqrt(p->yes * p->no) / sqrt(p->apart);
}

/* What a cell adds to the variance: its count times the square of how far the measure moves with it.
   above and below: counts of the other sample in pairs with one of this cell; t: persons at its level;
   own: persons of its sample. */
struct cell {
    double above;
    double below;
    double t;
    double own;
};

typedef double influence(const gdcs_i_pairs *pairs, struct cell cell);

static double std_error(gdcs_i_ladder l, const gdcs_i_pairs *p, influence *f)
{
    gdcs_i_sum sum = {0};
    double w_before = 0.0, m_before = 0.0;
    for (int32_t j = 0; j < l.n; j++) {
        const double w = l.yes[j], m = l.no[j];
        const double w_after = fmax(p->yes - w_before - w, 0.0);
        const double m_after = fmax(p->no - m_before - m, 0.0);
        const double of_yes = f(p, (struct cell){m_before, m_after, w + m, p->yes});
        const double of_no = f(p, (struct cell){w_after, w_before, w + m, p->no});
        if (w > 0.0)
            gdcs_i_sum_add(&sum, w * of_yes * of_yes);
        if (m > 0.0)
            gdcs_i_sum_add(&sum, m * of_no * of_no);
        w_before += w;
        m_before += m;
    }
    return sqrt(gdcs_i_sum_value(sum));
}

/* The share of the other sample that this one is above of, or below of, less the mean of it. */
static double on_superiority(const gdcs_i_pairs *p, struct cell c)
{
    const double other = c.own == p->yes ? p->no : p->yes;
    return ((c.above - c.below) / other - gdcs_i_ladder_somers_level(p)) / (2.0 * c.own);
}

static double on_gamma(const gdcs_i_pairs *p, struct cell c)
{
    const double untied = p->above + p->below;
    return 2.0 * (p->below / untied * c.above - p->above / untied * c.below) / untied;
}

static double on_somers_group(const gdcs_i_pairs *p, struct cell c)
{
    const double all = p->yes + p->no;
    return ((c.above - c.below) - gdcs_i_ladder_somers_group(p) * (all - c.t)) / p->apart;
}

/* tau-b = lead / sqrt(yes no apart), whose factors this cell moves by the others of each. */
static double on_tau_b(const gdcs_i_pairs *p, struct cell c)
{
    const double all = p->yes + p->no, tau = gdcs_i_ladder_tau_b(p);
    const double of_samples = (all - c.own) / (p->yes * p->no), of_levels = (all - c.t) / p->apart;
    return (c.above - c.below) / sqrt(p->yes * p->no) / sqrt(p->apart) -
           0.5 * tau * (of_samples + of_levels);
}

double gdcs_i_ladder_superiority_error(gdcs_i_ladder l, const gdcs_i_pairs *p)
{
    return std_error(l, p, on_superiority);
}

double gdcs_i_ladder_somers_group_error(gdcs_i_ladder l, const gdcs_i_pairs *p)
{
    return std_error(l, p, on_somers_group);
}

double gdcs_i_ladder_gamma_error(gdcs_i_ladder l, const gdcs_i_pairs *p)
{
    return std_error(l, p, on_gamma);
}

double gdcs_i_ladder_tau_b_error(gdcs_i_ladder l, const gdcs_i_pairs *p)
{
    return std_error(l, p, on_tau_b);
}

/* Newcombe's variance: x (1 - x) / (yes no) (1 + n* ((1 - x) / (2 - x) + x / (1 + x))). */
struct score {
    double estimate;
    double scale; /* z^2 factor / (yes no) */
    double half;  /* n* = (yes + no) / 2 - 1 */
};

/* Squared distance less squared bound, over x: of one sign on either side of the limit, and finite also
   where the estimate is 0. */
static double excess(double x, void *context)
{
    const struct score *s = context;
    const double spread = 1.0 + s->half * ((1.0 - x) / (2.0 - x) + x / (1.0 + x));
    const double distance = x - s->estimate;
    const double squared = s->estimate == 0.0 ? x : distance * (distance / x);
    return squared - s->scale * (1.0 - x) * spread;
}

static double upper_limit(double estimate, double scale, double half)
{
    struct score s = {estimate, scale, half};
    double x = NAN;
    if (estimate >= 1.0)
        return 1.0;
    return gdcs_i_root(excess, &s, estimate, 1.0, &x, NULL) == GDCS_OK ? x : NAN;
}

struct gdcs_i_limits gdcs_i_ladder_superiority_score(const gdcs_i_pairs *p, double factor, double z)
{
    const double scale = z * z * factor / (p->yes * p->no);
    const double half = fmax(0.5 * (p->yes + p->no) - 1.0, 0.0);
    const struct gdcs_i_limits l = {1.0 - upper_limit(gdcs_i_ladder_inferiority(p), scale, half),
                                    upper_limit(gdcs_i_ladder_superiority(p), scale, half)};
    return l;
}

struct gdcs_i_limits gdcs_i_ladder_superiority_logit(const gdcs_i_pairs *p, double std_error,
                                                     double z)
{
    const double x = gdcs_i_ladder_superiority(p), y = gdcs_i_ladder_inferiority(p);
    const double step = exp(z * (std_error / (x * y)));
    const struct gdcs_i_limits l = {x / (x + y * step), x / (x + y / step)};
    const struct gdcs_i_limits at = {x, x};
    return x > 0.0 && y > 0.0 ? l : at;
}

/* Blocks of levels with one value, their weights and lengths. */
struct block {
    double value;
    double weight;
    int32_t length;
};

void gdcs_i_isotonic(const double *values, const double *weights, int32_t n, int falling,
                     double *out)
{
    struct block block[GDCS_I_LEVELS];
    const double sign = falling ? -1.0 : 1.0;
    int32_t count = 0, at = 0;
    for (int32_t i = 0; i < n; i++) {
        if (!(weights[i] > 0.0) && count > 0) {
            block[count - 1].length++;
            continue;
        }
        block[count++] = (struct block){weights[i] > 0.0 ? values[i] : NAN, weights[i], 1};
        while (count > 1 && !(sign * (block[count - 1].value - block[count - 2].value) >= 0.0)) {
            const struct block b = block[--count], *a = &block[count - 1];
            const double weight = a->weight + b.weight;
            const double value =
                isnan(a->value) ? b.value : a->value + (b.value - a->value) * (b.weight / weight);
            block[count - 1] = (struct block){value, weight, a->length + b.length};
        }
    }
    for (int32_t k = 0; k < count; k++)
        for (int32_t i = 0; i < block[k].length; i++)
            out[at++] = block[k].value;
}
