#include "num/beta_binomial.h"
#include "num/dist.h"
#include "num/root.h"

#include <math.h>

/* The weight of theta as a function of f = ln(theta / (1 - theta)) is analytic around the real line and
   falls exponentially at both ends, so that the sum over equal steps (the trapezoidal rule) converges
   geometrically: its error is about the square of that with steps twice as wide, which the sums over
   even and odd nodes show.  Where they differ too much, steps are halved. */
static const double widest = 0.6, narrow = 0.7, balanced = 2e-5, negligible = 24.0, settled = 5.0;

enum { HALVINGS = 5 };

/* ln(exp(a) + exp(b)). */
static double log_add(double a, double b)
{
    const double most = fmax(a, b);
    return isinf(most) ? most : most + log1p(exp(-fabs(a - b)));
}

/* What is averaged, and how much of it there is by now. */
struct average {
    const double *x;
    const double *n;
    int64_t units;
    int64_t skip;
    double k;
    double whole;
    gdcs_i_beta_shared *shared; /* or NULL */
    double top;                 /* the largest weight */
    double below[2];            /* ln of the weighted tails, over even and odd nodes */
    double above[2];
};

static double mean_size(const struct average *a)
{
    double sum = 0.0, count = 0.0;
    for (int64_t i = 0; i < a->units; i++)
        if (i != a->skip && a->n[i] > 0.0) {
            sum += a->n[i];
            count += 1.0;
        }
    return sum / count;
}

/* ln of the weight of f, and what the units say there; the mean of `fit` is a start. */
static double weigh(const struct average *a, double f, gdcs_i_beta_fit *fit)
{
    const double theta = 1.0 / (1.0 + exp(-f)), rest = 1.0 / (1.0 + exp(f));
    const double likelihood =
        a->shared != NULL ? gdcs_i_beta_shared_at(a->shared, a->skip, f, theta, fit)
                          : gdcs_i_beta_binomial_at(a->x, a->n, a->units, a->skip, theta, fit);
    return likelihood + 0.5 * log(theta) + log(rest);
}

/* One node; 1 if nothing that matters lies beyond.  Tails rise with theta, until theta is near 1. */
static int add_node(struct average *a, double f, double step, int odd, gdcs_i_beta_fit *fit,
                    gdcs_i_beta_mixture *out)
{
    double below, above;
    gdcs_i_beta_node *node = &out->node[out->count++];
    node->log_weight = weigh(a, f, fit);
    node->beta = gdcs_i_beta_binomial_prior(fit);
    gdcs_i_beta_binomial_log_mid(a->k, a->whole, node->beta, &below, &above);
    below += node->log_weight;
    above += node->log_weight;
    a->below[odd] = log_add(a->below[odd], below);
    a->above[odd] = log_add(a->above[odd], above);
    const double less = fmax(a->below[0], a->below[1]), more = fmax(a->above[0], a->above[1]);
    const int falls = node->log_weight < a->top;
    const int small = node->log_weight < fmin(less, more) - negligible;
    const int tails = below < less - negligible && above < more - negligible;
    a->top = fmax(a->top, node->log_weight);
    return falls && (small || (tails && (step < 0.0 || f > settled)));
}

static void walk(struct average *a, double from, double step, gdcs_i_beta_fit fit, int64_t room,
                 gdcs_i_beta_mixture *out)
{
    for (int64_t i = step < 0.0; out->count < room; i++)
        if (add_node(a, from + (double)i * step, step, (int)(i % 2), &fit, out))
            return;
}

/* A step that the weight is smooth over, from its curvature at f. */
static double step_at(const struct average *a, double f, gdcs_i_beta_fit fit)
{
    const double d = 0.05, here = weigh(a, f, &fit);
    const double curve = (2.0 * here - weigh(a, f - d, &fit) - weigh(a, f + d, &fit)) / (d * d);
    return curve > 0.0 ? fmin(widest, narrow / sqrt(curve)) : widest;
}

static int is_balanced(const double sums[2])
{
    return fabs(expm1(sums[0] - sums[1])) <= balanced;
}

/* Where to begin, near the largest weight, and a step that fits it. */
static double begin_at(const struct average *a, const gdcs_i_beta_fit *fit, double *step)
{
    const double theta = fmin(fmax(fit->theta, 1.0 / (mean_size(a) + 1.0)), 0.5);
    const double start = log(theta / (1.0 - theta));
    *step = step_at(a, start, *fit);
    return start;
}

gdcs_status gdcs_i_beta_mixture_share(const double *x, const double *n, int64_t units,
                                      const gdcs_i_beta_fit *fit, gdcs_i_beta_shared **out,
                                      gdcs_error *err)
{
    const struct average a = {.x = x, .n = n, .units = units, .skip = -1};
    double step;
    const double start = begin_at(&a, fit, &step);
    return gdcs_i_beta_shared_new(x, n, units, start, step, fit->mean, out, err);
}

void gdcs_i_beta_mixture_new(const double *x, const double *n, int64_t units, int64_t skip,
                             const gdcs_i_beta_fit *fit, double k, double whole,
                             gdcs_i_beta_shared *shared, gdcs_i_beta_mixture *out)
{
    struct average a = {
        .x = x, .n = n, .units = units, .skip = skip, .k = k, .whole = whole, .shared = shared};
    double step;
    const double start =
        shared != NULL ? gdcs_i_beta_shared_start(shared, &step) : begin_at(&a, fit, &step);
    for (int i = 0; i < HALVINGS; i++, step *= 0.5) {
        a.top = a.below[0] = a.below[1] = a.above[0] = a.above[1] = -INFINITY;
        out->count = 0;
        walk(&a, start, step, *fit, GDCS_I_BETA_NODES * 3 / 4, out);
        walk(&a, start, -step, *fit, GDCS_I_BETA_NODES, out);
        if (is_balanced(a.below) && is_balanced(a.above))
            return;
    }
}

void gdcs_i_beta_mixture_of(gdcs_i_beta one, gdcs_i_beta_mixture *out)
{
    out->node[0].log_weight = 0.0;
    out->node[0].beta = one;
    out->count = 1;
}

static double log_whole(const gdcs_i_beta_mixture *of)
{
    double sum = -INFINITY;
    for (int64_t i = 0; i < of->count; i++)
        sum = log_add(sum, of->node[i].log_weight);
    return sum;
}

void gdcs_i_beta_mixture_log_mid(const gdcs_i_beta_mixture *of, double k, double n, double *lower,
                                 double *upper)
{
    const double whole = log_whole(of);
    *lower = *upper = -INFINITY;
    for (int64_t i = 0; i < of->count; i++) {
        double below, above;
        gdcs_i_beta_binomial_log_mid(k, n, of->node[i].beta, &below, &above);
        *lower = log_add(*lower, of->node[i].log_weight + below);
        *upper = log_add(*upper, of->node[i].log_weight + above);
    }
    *lower = fmin(*lower - whole, 0.0);
    *upper = fmin(*upper - whole, 0.0);
}

/* Weights add up to 1 afterwards, and nodes without any are gone. */
void gdcs_i_beta_mixture_update(gdcs_i_beta_mixture *mixture, double k, double n)
{
    int64_t kept = 0;
    for (int64_t i = 0; i < mixture->count; i++) {
        gdcs_i_beta_node *node = &mixture->node[i];
        node->log_weight += gdcs_i_beta_binomial_log_pmf(k, n, node->beta);
        node->beta.a += k;
        node->beta.b += n - k;
    }
    const double whole = log_whole(mixture);
    for (int64_t i = 0; i < mixture->count; i++) {
        mixture->node[kept] = mixture->node[i];
        mixture->node[kept].log_weight -= whole;
        kept += mixture->node[kept].log_weight > -negligible - 2.0;
    }
    mixture->count = kept;
}

double gdcs_i_beta_mixture_mean(const gdcs_i_beta_mixture *of)
{
    double sum = 0.0, whole = 0.0;
    for (int64_t i = 0; i < of->count; i++) {
        const gdcs_i_beta b = of->node[i].beta;
        const double weight = exp(of->node[i].log_weight);
        sum += weight * b.a / (b.a + b.b);
        whole += weight;
    }
    return sum / whole;
}

double gdcs_i_beta_mixture_deviation(const gdcs_i_beta_mixture *of)
{
    const double mean = gdcs_i_beta_mixture_mean(of);
    double sum = 0.0, whole = 0.0;
    for (int64_t i = 0; i < of->count; i++) {
        const gdcs_i_beta b = of->node[i].beta;
        const double weight = exp(of->node[i].log_weight), own = b.a / (b.a + b.b);
        sum += weight * (own * (1.0 - own) / (b.a + b.b + 1.0) + (own - mean) * (own - mean));
        whole += weight;
    }
    return sqrt(sum / whole);
}

struct quantile {
    const gdcs_i_beta_mixture *of;
    double p;
    int mirrored;
};

/* P(X <= x) - p, or of 1 - X. */
static double excess(double x, void *context)
{
    const struct quantile *q = context;
    double sum = 0.0, whole = 0.0;
    for (int64_t i = 0; i < q->of->count; i++) {
        const gdcs_i_beta b = q->of->node[i].beta;
        const double weight = exp(q->of->node[i].log_weight);
        sum += weight * (q->mirrored ? gdcs_i_beta_lower(b.b, b.a, x, 1.0 - x)
                                     : gdcs_i_beta_lower(b.a, b.b, x, 1.0 - x));
        whole += weight;
    }
    return sum / whole - q->p;
}

gdcs_status gdcs_i_beta_mixture_quantile(const gdcs_i_beta_mixture *of, double p, double *out,
                                         gdcs_error *err)
{
    struct quantile q = {of, p, 0};
    return gdcs_i_root(excess, &q, 0.0, 1.0, out, err);
}

gdcs_status gdcs_i_beta_mixture_quantile_upper(const gdcs_i_beta_mixture *of, double p, double *out,
                                               gdcs_error *err)
{
    struct quantile q = {of, p, 1};
    gdcs_status status = gdcs_i_root(excess, &q, 0.0, 1.0, out, err);
    if (status == GDCS_OK)
        *out = 1.0 - *out;
    return status;
}
