#include "num/agreement.h"
#include "num/dist.h"
#include "num/dist/binormal.h"
#include "num/root.h"

#include <math.h>
#include <stddef.h>

enum { STEPS = 30, HALVINGS = 12 };

/* Nearer to -1 and 1 the probabilities are those of -1 and 1. */
#define NEAREST (1.0 - 1e-12)

#define SHIFT 2.0

#define INVERSE_ROOT_TWO_PI 0.398942280401432677940

struct search {
    double x[4]; /* both, first, second, neither */
    double n;
    double z2;
    double start_h, start_k; /* of the shares alone */
    double h, k;             /* the last that were found */
};

static double normal_density(double x)
{
    return INVERSE_ROOT_TWO_PI * exp(-0.5 * x * x);
}

static void quadrants(double h, double k, double r, double p[4])
{
    p[0] = gdcs_i_binormal_upper(h, k, r);
    p[1] = gdcs_i_binormal_upper(h, -k, -r);
    p[2] = gdcs_i_binormal_upper(-h, k, -r);
    p[3] = gdcs_i_binormal_upper(-h, -k, r);
}

/* Half the deviance from the counts: 0 where each is met.  The differences add up to 0; with them in
   the terms an error of the probabilities enters by its square only. */
static double misfit(const struct search *s, const double p[4])
{
    double sum = 0.0;
    for (int i = 0; i < 4; i++) {
        const double apart = s->n * p[i] - s->x[i];
        sum += s->x[i] > 0.0 ? apart - s->x[i] * log1p(apart / s->x[i]) : apart;
    }
    return sum;
}

/* A step of Fisher scoring for the thresholds; returns by how much it promises to lower the misfit. */
static double scoring(const struct search *s, double r, const double p[4], double *dh, double *dk)
{
    const double root = sqrt((1.0 - r) * (1.0 + r));
    const double a = gdcs_i_normal_upper((s->k - r * s->h) / root);
    const double b = gdcs_i_normal_upper((s->h - r * s->k) / root);
    const double fh = normal_density(s->h), fk = normal_density(s->k);
    const double by_h[4] = {-fh * a, -fh * (1.0 - a), fh * a, fh * (1.0 - a)};
    const double by_k[4] = {-fk * b, fk * b, -fk * (1.0 - b), fk * (1.0 - b)};
    double gh = 0.0, gk = 0.0, hh = 0.0, hk = 0.0, kk = 0.0;
    for (int i = 0; i < 4; i++) {
        const double q = fmax(p[i], 1e-300);
        gh += s->x[i] / q * by_h[i];
        gk += s->x[i] / q * by_k[i];
        hh += s->n * by_h[i] / q * by_h[i];
        hk += s->n * by_h[i] / q * by_k[i];
        kk += s->n * by_k[i] / q * by_k[i];
    }
    const double det = hh * kk - hk * hk;
    *dh = (kk * gh - hk * gk) / det;
    *dk = (hh * gk - hk * gh) / det;
    return 0.5 * (gh * *dh + gk * *dk);
}

/* Halve the step until it lowers the misfit. */
static int go(struct search *s, double r, double dh, double dk, double p[4], double *best)
{
    for (int i = 0; i < HALVINGS; i++) {
        double q[4];
        quadrants(s->h + dh, s->k + dk, r, q);
        const double found = misfit(s, q);
        if (found <= *best) {
            s->h += dh;
            s->k += dk;
            *best = found;
            for (int j = 0; j < 4; j++)
                p[j] = q[j];
            return 1;
        }
        dh *= 0.5;
        dk *= 0.5;
    }
    return 0;
}

/* The deviance at r, the thresholds as likely as they can be; from where the last search ended. */
static double profile(struct search *s, double r)
{
    double p[4], dh, dk;
    quadrants(s->h, s->k, r, p);
    double best = misfit(s, p);
    if (!isfinite(best)) {
        s->h = s->start_h;
        s->k = s->start_k;
        quadrants(s->h, s->k, r, p);
        best = misfit(s, p);
    }
    for (int i = 0; i < STEPS && isfinite(best); i++) {
        const double promise = scoring(s, r, p, &dh, &dk);
        if (!(promise > 1e-12) || !go(s, r, dh, dk, p, &best))
            break;
    }
    return isfinite(best) ? 2.0 * best : 1e300;
}

/* x = r + SHIFT: the last bits of x and not of r are searched, which next to 0 would be many. */
static double excess(double x, void *context)
{
    struct search *s = context;
    return profile(s, x - SHIFT) - s->z2;
}

/* Given the thresholds of the shares alone, one cell is met where all are. */
static double surplus(double x, void *context)
{
    const struct search *s = context;
    return gdcs_i_binormal_upper(s->h, s->k, x - SHIFT) - s->x[0] / s->n;
}

static double root_or(double (*f)(double, void *), struct search *s, double low, double high,
                      double otherwise)
{
    double x;
    return gdcs_i_root(f, s, low + SHIFT, high + SHIFT, &x, NULL) == GDCS_OK ? x - SHIFT
                                                                             : otherwise;
}

/* The threshold that so many exceed, from the smaller count. */
static double threshold(double above, double below)
{
    const double n = above + below;
    return above < below ? gdcs_i_normal_quantile_upper(above / n)
                         : gdcs_i_normal_quantile(below / n);
}

/* The correlation follows from the cells by the implicit function theorem; mean of the gradient over
   the cells is taken off, for shares and not counts matter. */
static double error_of(const struct search *s, double r)
{
    const double root = sqrt((1.0 - r) * (1.0 + r));
    const double a = gdcs_i_normal_upper((s->k - r * s->h) / root);
    const double b = gdcs_i_normal_upper((s->h - r * s->k) / root);
    const double g[4] = {1.0 - a - b, -a, -b, 0.0};
    double mean = 0.0, square = 0.0;
    for (int i = 0; i < 4; i++)
        mean += s->x[i] / s->n * g[i];
    for (int i = 0; i < 4; i++)
        square += s->x[i] / s->n * (g[i] - mean) * (g[i] - mean);
    return sqrt(square / s->n) / gdcs_i_binormal_density(s->h, s->k, r);
}

static double value_of(struct search *s)
{
    if (s->x[0] == 0.0 || s->x[3] == 0.0)
        return -1.0;
    if (s->x[1] == 0.0 || s->x[2] == 0.0)
        return 1.0;
    return root_or(surplus, s, -NEAREST, NEAREST,
                   s->x[0] * s->x[3] > s->x[1] * s->x[2] ? 1.0 : -1.0);
}

static double limit(struct search *s, double r, double end)
{
    const double at = fmax(fmin(r, NEAREST), -NEAREST);
    s->h = s->start_h;
    s->k = s->start_k;
    if (excess(at + SHIFT, s) >= 0.0)
        return r;
    return end < 0.0 ? root_or(excess, s, -NEAREST, at, -1.0)
                     : root_or(excess, s, at, NEAREST, 1.0);
}

struct gdcs_i_agreement gdcs_i_agreement_tetrachoric(struct gdcs_i_pairs p, double z)
{
    const double one = p.both + p.first, two = p.both + p.second;
    const double other = p.second + p.neither, rest = p.first + p.neither;
    struct gdcs_i_agreement out = {NAN, NAN, {NAN, NAN}};
    if (!(one > 0.0 && two > 0.0 && other > 0.0 && rest > 0.0))
        return out;
    struct search s = {.x = {p.both, p.first, p.second, p.neither},
                       .n = one + other,
                       .z2 = z * z,
                       .start_h = threshold(one, other),
                       .start_k = threshold(two, rest)};
    s.h = s.start_h;
    s.k = s.start_k;
    out.value = value_of(&s);
    if (fabs(out.value) < 1.0)
        out.error = error_of(&s, out.value);
    out.limits.lower = out.value == -1.0 ? -1.0 : limit(&s, out.value, -1.0);
    out.limits.upper = out.value == 1.0 ? 1.0 : limit(&s, out.value, 1.0);
    return out;
}
