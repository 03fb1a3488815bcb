#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/beta_binomial/slopes.h"
#include "num/chebyshev.h"
#include "num/root.h"

#include <math.h>
#include <stdlib.h>

/* The slopes of the likelihood of all units but one are those of all less those of the one, and near the
   top those of all are smooth in t = ln(mean / (1 - mean)) and in ln(theta): their nearest singularities
   lie pi away, so that polynomials through Chebyshev's points of a small rectangle hold them to the last
   digits (Trefethen 2013, theorem 8.2), whatever the number of units.  A unit without which the top lies
   outside the rectangle, or that makes up most of the curvature, has a fit of its own. */
enum { MEANS = 13, THETAS = 17, STEPS = 30 };

static const double widest_mean = 0.5, widest_theta = 0.8, room = 1.5, least_left = 0.1;

typedef double grid[THETAS][MEANS];

struct gdcs_i_beta_but_one {
    gdcs_i_beta_units units;
    gdcs_i_beta_fit all;
    double sum[2];    /* of x, n */
    double square[3]; /* of x x, x n, n n */
    int ready;
    gdcs_i_chebyshev means;
    gdcs_i_chebyshev thetas;
    double middle[2]; /* of t, ln(theta) */
    double half[2];
    grid slope;
    grid curve;
    grid theta;
};

static gdcs_i_beta_units one_of(const gdcs_i_beta_units *all, int64_t i)
{
    const gdcs_i_beta_units one = {all->x + i, all->n + i, 1, -1, 0.0};
    return one;
}

static void add_up(struct gdcs_i_beta_but_one *b)
{
    gdcs_i_sum sum[2] = {{0}}, square[3] = {{0}};
    for (int64_t i = 0; i < b->units.count; i++) {
        const double x = b->units.x[i], n = b->units.n[i];
        gdcs_i_sum_add(&sum[0], x);
        gdcs_i_sum_add(&sum[1], n);
        gdcs_i_sum_add(&square[0], x * x);
        gdcs_i_sum_add(&square[1], x * n);
        gdcs_i_sum_add(&square[2], n * n);
    }
    for (int i = 0; i < 2; i++)
        b->sum[i] = gdcs_i_sum_value(sum[i]);
    for (int i = 0; i < 3; i++)
        b->square[i] = gdcs_i_sum_value(square[i]);
}

/* How the top moves in t and ln(theta) without one unit, by one step of Newton: the least and the most. */
static void find_moves(const struct gdcs_i_beta_but_one *b, double low[2], double high[2])
{
    const double d = 0.01, theta = b->all.theta;
    gdcs_i_beta_units less = b->units, more = b->units;
    const double below = gdcs_i_beta_slopes_top(&less, theta * exp(-d)).theta;
    const double above = gdcs_i_beta_slopes_top(&more, theta * exp(d)).theta;
    const double bend = (above - below) / (2.0 * d), drift = (more.mean - less.mean) / (2.0 * d);
    const double mean = b->all.mean, spread = mean * (1.0 - mean);
    const double curve = gdcs_i_beta_slopes_at(&b->units, mean, theta).curve;
    for (int64_t i = 0; i < b->units.count; i++) {
        const gdcs_i_beta_units one = one_of(&b->units, i);
        const gdcs_i_beta_slopes own = gdcs_i_beta_slopes_at(&one, mean, theta);
        const double moves[2] = {-own.mean / (curve - own.curve) / spread,
                                 (own.theta + own.mean * drift) / bend};
        for (int k = 0; k < 2; k++) {
            low[k] = fmin(low[k], moves[k]);
            high[k] = fmax(high[k], moves[k]);
        }
    }
    /* The best mean drifts with theta, and a search looks at both its ends. */
    low[0] += fmin(drift / spread * low[1], drift / spread * high[1]);
    high[0] += fmax(drift / spread * low[1], drift / spread * high[1]);
}

static void find_rectangle(struct gdcs_i_beta_but_one *b)
{
    const double widest[2] = {widest_mean, widest_theta};
    const double top[2] = {log(b->all.mean / (1.0 - b->all.mean)), log(b->all.theta)};
    double low[2] = {0.0, 0.0}, high[2] = {0.0, 0.0};
    find_moves(b, low, high);
    for (int k = 0; k < 2; k++) {
        low[k] = fmax(room * low[k], -widest[k]) - 1e-6;
        high[k] = fmin(room * high[k], widest[k]) + 1e-6;
        b->middle[k] = top[k] + 0.5 * (low[k] + high[k]);
        b->half[k] = 0.5 * (high[k] - low[k]);
    }
}

static double mean_at(double t)
{
    return 1.0 / (1.0 + exp(-t));
}

static void fill(struct gdcs_i_beta_but_one *b)
{
    gdcs_i_chebyshev_new(MEANS, &b->means);
    gdcs_i_chebyshev_new(THETAS, &b->thetas);
    for (int i = 0; i < THETAS; i++)
        for (int k = 0; k < MEANS; k++) {
            const double theta = exp(b->middle[1] + b->half[1] * b->thetas.point[i]);
            const double mean = mean_at(b->middle[0] + b->half[0] * b->means.point[k]);
            const gdcs_i_beta_slopes at = gdcs_i_beta_slopes_at(&b->units, mean, theta);
            b->slope[i][k] = at.mean;
            b->curve[i][k] = at.curve;
            b->theta[i][k] = at.theta;
        }
}

gdcs_status gdcs_i_beta_but_one_new(const double *x, const double *n, int64_t units,
                                    const gdcs_i_beta_fit *all, gdcs_i_beta_but_one **out,
                                    gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof **out, err));
    gdcs_i_beta_but_one *b = memory;
    const gdcs_i_beta_units given = {x, n, units, -1, all->mean};
    b->units = given;
    b->all = *all;
    add_up(b);
    if (all->theta > 0.0) {
        find_rectangle(b);
        b->ready = isfinite(b->half[0]) && isfinite(b->half[1]);
        if (b->ready)
            fill(b);
    }
    *out = b;
    return GDCS_OK;
}

void gdcs_i_beta_but_one_free(gdcs_i_beta_but_one *but_one)
{
    free(but_one);
}

/* Does the likelihood without one unit rise from theta = 0?  By sums of squares, so only if by far. */
static int rises(const struct gdcs_i_beta_but_one *b, int64_t skip)
{
    const double x = b->units.x[skip], n = b->units.n[skip];
    const double yes = b->sum[0] - x, whole = b->sum[1] - n, mean = yes / whole;
    if (!(mean > 0.0 && mean < 1.0))
        return 0;
    const double xx = b->square[0] - x * x, xn = b->square[1] - x * n, nn = b->square[2] - n * n;
    const double up = (xx - 2.0 * mean * xn + mean * mean * nn) / (mean * (1.0 - mean));
    const double down = yes / mean * (1.0 - mean) + (whole - yes) / (1.0 - mean) * mean;
    const double digits = (xx + mean * mean * nn) / (mean * (1.0 - mean)) + down;
    return up - down > 1e-9 * digits;
}

/* One unit's search. */
struct search {
    const struct gdcs_i_beta_but_one *of;
    gdcs_i_beta_units one;
    double mean; /* the best for the theta last looked at */
    double curve;
    int lost;
};

/* What the grid holds along t for a ln(theta) within the rectangle. */
static void cross(const grid of, const double *shares, double *out)
{
    for (int k = 0; k < MEANS; k++) {
        out[k] = 0.0;
        for (int i = 0; i < THETAS; i++)
            out[k] += shares[i] * of[i][k];
    }
}

/* The slope by ln(theta) where the mean is the best for it. */
static double slope_of_log(double log_theta, void *context)
{
    struct search *s = context;
    const struct gdcs_i_beta_but_one *b = s->of;
    double shares[THETAS], slope[MEANS], curve[MEANS], theta[MEANS];
    gdcs_i_chebyshev_shares(&b->thetas, (log_theta - b->middle[1]) / b->half[1], shares);
    cross(b->slope, shares, slope);
    cross(b->curve, shares, curve);
    cross(b->theta, shares, theta);
    for (int i = 0; i < STEPS; i++) {
        const double at = (log(s->mean / (1.0 - s->mean)) - b->middle[0]) / b->half[0];
        const gdcs_i_beta_slopes own = gdcs_i_beta_slopes_at(&s->one, s->mean, exp(log_theta));
        const double all = gdcs_i_chebyshev_at(&b->means, curve, at);
        s->curve = all - own.curve;
        if (!(fabs(at) <= 1.0) || !(s->curve >= least_left * all))
            break;
        const double move = (gdcs_i_chebyshev_at(&b->means, slope, at) - own.mean) / s->curve;
        s->mean += move;
        if (fabs(move) <= 1e-10 * fmin(s->mean, 1.0 - s->mean))
            return gdcs_i_chebyshev_at(&b->means, theta, at) - own.theta;
    }
    s->lost = 1;
    s->mean = b->all.mean;
    return 0.0;
}

gdcs_status gdcs_i_beta_but_one_fit(const gdcs_i_beta_but_one *b, int64_t skip,
                                    gdcs_i_beta_fit *out, gdcs_error *err)
{
    struct search s = {.of = b, .one = one_of(&b->units, skip), .mean = b->all.mean};
    const double low = b->middle[1] - b->half[1], high = b->middle[1] + b->half[1];
    double at = 0.0;
    s.lost = !b->ready || !rises(b, skip) || !(slope_of_log(low, &s) > 0.0) ||
             !(slope_of_log(high, &s) < 0.0);
    if (!s.lost) {
        TRY(gdcs_i_root(slope_of_log, &s, low, high, &at, err));
        slope_of_log(at, &s); /* the root need not be the last place looked at */
    }
    if (s.lost)
        return gdcs_i_beta_binomial_fit(b->units.x, b->units.n, b->units.count, skip, b->all.theta,
                                        out, err);
    out->theta = exp(at);
    out->mean = s.mean;
    out->size = fmin(s.mean * (1.0 - s.mean) * s.curve, b->sum[1] - b->units.n[skip]);
    return GDCS_OK;
}
