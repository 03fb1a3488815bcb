#include "core/fail.h"
#include "core/memory.h"
#include "num/beta_binomial/slopes.h"
#include "num/chebyshev.h"
#include "num/dist.h"

#include <math.h>
#include <stdlib.h>

/* The likelihood of all units but one is that of all less that of the one.  Near its top that of all is a
   smooth function of t = ln(mean / (1 - mean)), which an interpolation in Chebyshev's points holds to
   the last digits (Trefethen 2013, theorem 8.2: the nearest singularity is pi away, the interval at most
   1/2 to either side).  A unit that makes up most of the curvature is left to the sum over the others,
   since the difference would have few digits. */
enum { POINTS = 13, STEPS = 30 };

/* Nodes reach so far from the start, in f: there the prior alone makes the weight exp(-25). */
static const double reach = 64.0;

static const double widest = 0.5, room = 1.5, least_left = 0.1;

struct node {
    int ready;
    double middle; /* of t */
    double half;
    double log_likelihood[POINTS];
    double slope[POINTS];
    double curve[POINTS];
};

struct gdcs_i_beta_shared {
    gdcs_i_beta_units units;
    double start; /* of f = ln(theta / (1 - theta)) */
    double step;
    gdcs_i_chebyshev points;
    int64_t far; /* nodes to either side of the start */
    struct node node[];
};

gdcs_status gdcs_i_beta_shared_new(const double *x, const double *n, int64_t units, double start,
                                   double step, double mean, gdcs_i_beta_shared **out,
                                   gdcs_error *err)
{
    const int64_t far = (int64_t)ceil(fmin(reach / step, GDCS_I_BETA_NODES) * 16.0);
    const int64_t size = (int64_t)(sizeof **out + (size_t)(2 * far + 1) * sizeof(struct node));
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, size, 1, err)); /* what is not looked at is never touched */
    gdcs_i_beta_shared *s = memory;
    const gdcs_i_beta_units all = {x, n, units, -1, mean};
    s->units = all;
    s->start = start;
    s->step = step;
    s->far = far;
    gdcs_i_chebyshev_new(POINTS, &s->points);
    *out = s;
    return GDCS_OK;
}

void gdcs_i_beta_shared_free(gdcs_i_beta_shared *shared)
{
    free(shared);
}

double gdcs_i_beta_shared_start(const gdcs_i_beta_shared *shared, double *step)
{
    *step = shared->step;
    return shared->start;
}

static gdcs_i_beta_units one_of(const gdcs_i_beta_units *all, int64_t i)
{
    const gdcs_i_beta_units one = {all->x + i, all->n + i, 1, -1, 0.0};
    return one;
}

static double mean_at(double t)
{
    return 1.0 / (1.0 + exp(-t));
}

/* The interval of t that the tops without one unit each lie in, as far as one step of Newton says. */
static void find_interval(const gdcs_i_beta_shared *s, double theta, gdcs_i_beta_slopes top,
                          double mean, struct node *node)
{
    double low = 0.0, high = 0.0;
    for (int64_t i = 0; i < s->units.count; i++) {
        const gdcs_i_beta_units one = one_of(&s->units, i);
        const gdcs_i_beta_slopes own = gdcs_i_beta_slopes_at(&one, mean, theta);
        const double move = -own.mean / (top.curve - own.curve) / (mean * (1.0 - mean));
        low = fmin(low, move);
        high = fmax(high, move);
    }
    low = fmax(room * low, -widest) - 1e-6;
    high = fmin(room * high, widest) + 1e-6;
    node->middle = log(mean / (1.0 - mean)) + 0.5 * (low + high);
    node->half = 0.5 * (high - low);
}

static void fill(gdcs_i_beta_shared *s, double theta, struct node *node)
{
    const gdcs_i_beta_slopes top = gdcs_i_beta_slopes_top(&s->units, theta);
    find_interval(s, theta, top, s->units.mean, node);
    for (int i = 0; i < POINTS; i++) {
        const double mean = mean_at(node->middle + node->half * s->points.point[i]);
        const gdcs_i_beta_slopes at = gdcs_i_beta_slopes_at(&s->units, mean, theta);
        node->slope[i] = at.mean;
        node->curve[i] = at.curve;
        node->log_likelihood[i] = gdcs_i_beta_log_likelihood(&s->units, mean, theta);
    }
    node->ready = 1;
}

/* The top without one unit; 0 where it cannot be told from what the node holds. */
static int find_top(const gdcs_i_beta_shared *s, const struct node *node, double theta,
                    const gdcs_i_beta_units *one, double *mean, double *curve)
{
    for (int i = 0; i < STEPS; i++) {
        const double at = (log(*mean / (1.0 - *mean)) - node->middle) / node->half;
        if (!(fabs(at) <= 1.0))
            return 0;
        const gdcs_i_beta_slopes own = gdcs_i_beta_slopes_at(one, *mean, theta);
        const double all = gdcs_i_chebyshev_at(&s->points, node->curve, at);
        *curve = all - own.curve;
        if (!(*curve >= least_left * all))
            return 0;
        const double move = (gdcs_i_chebyshev_at(&s->points, node->slope, at) - own.mean) / *curve;
        *mean += move;
        if (fabs(move) <= 1e-10 * fmin(*mean, 1.0 - *mean))
            return 1;
    }
    return 0;
}

double gdcs_i_beta_shared_at(gdcs_i_beta_shared *s, int64_t skip, double f, double theta,
                             gdcs_i_beta_fit *out)
{
    const double place = (f - s->start) / s->step * 16.0, nearest = round(place);
    if (!(out->mean > 0.0 && out->mean < 1.0) || fabs(place - nearest) > 1e-3 ||
        fabs(nearest) > (double)s->far)
        return gdcs_i_beta_binomial_at(s->units.x, s->units.n, s->units.count, skip, theta, out);
    struct node *node = &s->node[s->far + (int64_t)nearest];
    if (!node->ready)
        fill(s, theta, node);
    const gdcs_i_beta_units one = one_of(&s->units, skip);
    double mean = mean_at(node->middle), curve = 0.0;
    if (!find_top(s, node, theta, &one, &mean, &curve))
        return gdcs_i_beta_binomial_at(s->units.x, s->units.n, s->units.count, skip, theta, out);
    const double at = (log(mean / (1.0 - mean)) - node->middle) / node->half;
    return gdcs_i_beta_integrated(gdcs_i_chebyshev_at(&s->points, node->log_likelihood, at) -
                                      gdcs_i_beta_log_likelihood(&one, mean, theta),
                                  curve, mean, theta, out);
}
