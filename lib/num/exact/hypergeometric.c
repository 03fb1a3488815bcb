#include "num/exact/hypergeometric.h"

#include "num/dist/hypergeometric.h"
#include "num/dist/special.h"

#include <math.h>

struct gdcs_i_hyper gdcs_i_hyper_of(double n1, double n2, double m)
{
    const struct gdcs_i_hyper h = {n1, n2, m, fmax(m - n2, 0.0), fmin(n1, m)};
    return h;
}

double gdcs_i_hyper_mode(const struct gdcs_i_hyper *h)
{
    const double mode = floor((h->n1 + 1.0) * (h->m + 1.0) / (h->n1 + h->n2 + 2.0));
    return fmin(fmax(mode, h->low), h->high);
}

double gdcs_i_log_sum(double a, double b)
{
    const double more = fmax(a, b), less = fmin(a, b);
    return isinf(less) ? more : more + log1p(exp(less - more));
}

/* log(n!) - log(sqrt(2 pi n) (n / e)^n), 0 for n = 0, which has no factor of the kind. */
static double stirling_rest(double n)
{
    static const double small[] = {0.0,
                                   0.08106146679532725822,
                                   0.041340695955409294094,
                                   0.027677925684998339149,
                                   0.020790672103765093112,
                                   0.016644691189821192163,
                                   0.013876128823070747999,
                                   0.011896709945891770095,
                                   0.010411265261972096497,
                                   0.0092554621827127329177,
                                   0.0083305634333628712565,
                                   0.007573675487951840795,
                                   0.0069428401072095298657,
                                   0.0064089941880042070684,
                                   0.0059513701127588477356,
                                   0.005554733551962801371};
    if (n < 16.0)
        return small[(int)n];
    const double r = 1.0 / n, s = r * r;
    return r * (1.0 / 12 - s * (1.0 / 360 - s * (1.0 / 1260 - s * (1.0 / 1680 - s / 1188))));
}

/* x log(x / e) - x + e, written with what x differs from e by. */
static double deviance(double x, double above)
{
    return x > 0.0 ? x * gdcs_i_log_excess(-above / x) : -above;
}

/* Each cell's part is a small number of full precision, since all four differ from expectation by the
   same number. */
double gdcs_i_table_half_g(double a, double b, double c, double d)
{
    const double ad = a * d, bc = b * c;
    const double above = ((ad - bc) + (fma(a, d, -ad) - fma(b, c, -bc))) / (a + b + c + d);
    return deviance(a, above) + deviance(b, -above) + deviance(c, -above) + deviance(d, above);
}

static double or_one(double n)
{
    return n > 0.0 ? n : 1.0;
}

/* Stirling's formula for all nine factorials (Loader 2000 has it so for the binomial): their powers
   make half the statistic G of the table. */
double gdcs_i_hyper_log_pmf(const struct gdcs_i_hyper *h, double x)
{
    static const double half_log_two_pi = 0.91893853320467274178;
    const double n = h->n1 + h->n2, m2 = n - h->m;
    const double a = x, b = h->n1 - x, c = h->m - x, e = h->n2 - c;
    const double half_g = gdcs_i_table_half_g(a, b, c, e);
    const double rest = stirling_rest(h->n1) + stirling_rest(h->n2) + stirling_rest(h->m) +
                        stirling_rest(m2) - stirling_rest(n) - stirling_rest(a) - stirling_rest(b) -
                        stirling_rest(c) - stirling_rest(e);
    const int margins = (h->n1 > 0.0) + (h->n2 > 0.0) + (h->m > 0.0) + (m2 > 0.0) - (n > 0.0);
    const int cells = (a > 0.0) + (b > 0.0) + (c > 0.0) + (e > 0.0);
    const double over = or_one(h->n1) * or_one(h->n2) / or_one(n) * or_one(h->m) * or_one(m2);
    const double under = or_one(a) * or_one(b) * or_one(c) * or_one(e);
    return fmin(0.5 * log(over / under) + (margins - cells) * half_log_two_pi + rest - half_g, 0.0);
}

/* The terms beyond x on one side, that of x being 1. */
struct walk {
    double a, b, c, e; /* the cells: one step moves a, e by +1 or -1, b, c against them */
    double odds;
    double term;
    double sum;
    double distance;
    double square;
    double log_scale;
};

static struct walk walk_of(const struct gdcs_i_hyper *h, double x, int side, double log_odds)
{
    const double a = x, b = h->n1 - x, c = h->m - x, e = h->n2 - h->m + x;
    const struct walk up = {.a = a, .b = b, .c = c, .e = e, .odds = exp(log_odds), .term = 1.0};
    const struct walk down = {.a = b, .b = a, .c = e, .e = c, .odds = exp(-log_odds), .term = 1.0};
    return side == GDCS_I_ABOVE ? up : down;
}

/* Towards the mode the terms may grow beyond the range of doubles: they are then counted anew. */
static void rescale(struct walk *w)
{
    w->log_scale += log(w->term);
    w->sum /= w->term;
    w->distance /= w->term;
    w->square /= w->term;
    w->term = 1.0;
}

/* The terms' quotients fall, so what is left out is below a geometric series. */
static void walk_out(struct walk *w)
{
    const double steps = fmin(w->b, w->c);
    double a = w->a, b = w->b, c = w->c, e = w->e;
    for (double i = 1.0; i <= steps; i += 1.0) {
        a += 1.0, e += 1.0;
        const double quotient = w->odds * (b * c) / (a * e);
        b -= 1.0, c -= 1.0;
        w->term *= quotient;
        w->sum += w->term;
        w->distance += i * w->term;
        w->square += i * i * w->term;
        if (quotient < 1.0 && w->term < 1e-17 * w->sum * (1.0 - quotient))
            return;
        if (w->term > 1e10)
            rescale(w);
    }
}

/* The tail that does not hold the mode. */
static double log_outer_tail(const struct gdcs_i_hyper *h, double x, int side)
{
    const struct walk w = walk_of(h, x, side, 0.0);
    return gdcs_i_hyper_log_pmf(h, x) + log(gdcs_i_hypergeometric_outwards(w.a, w.b, w.c, w.e));
}

/* A tail that holds the mode is what the other leaves. */
double gdcs_i_hyper_log_tail(const struct gdcs_i_hyper *h, double x, int side)
{
    const double end = side == GDCS_I_ABOVE ? x - h->high : h->low - x;
    const double start = side == GDCS_I_ABOVE ? h->low - x : x - h->high;
    if (end > 0.0)
        return -INFINITY;
    if (start >= 0.0)
        return 0.0;
    if (side * (gdcs_i_hyper_mode(h) - x) > 0.0)
        return log1p(-exp(fmin(log_outer_tail(h, x - side, -side), 0.0)));
    return fmin(log_outer_tail(h, x, side), 0.0);
}

struct gdcs_i_hyper_sums gdcs_i_hyper_sums_at(const struct gdcs_i_hyper *h, double x,
                                              double log_odds)
{
    struct walk down = walk_of(h, x, GDCS_I_BELOW, log_odds);
    struct walk up = walk_of(h, x, GDCS_I_ABOVE, log_odds);
    walk_out(&down);
    walk_out(&up);
    struct gdcs_i_hyper_sums s = {.log_below = log(down.sum) + down.log_scale,
                                  .log_above = log(up.sum) + up.log_scale};
    s.log_all = gdcs_i_log_sum(0.0, gdcs_i_log_sum(s.log_below, s.log_above));
    if (down.sum > 0.0)
        s.distance_below = down.distance / down.sum, s.square_below = down.square / down.sum;
    if (up.sum > 0.0)
        s.distance_above = up.distance / up.sum, s.square_above = up.square / up.sum;
    return s;
}

double gdcs_i_hyper_log_tail_odds(const struct gdcs_i_hyper *h, double x, int side, double log_odds,
                                  double share)
{
    const struct gdcs_i_hyper_sums s = gdcs_i_hyper_sums_at(h, x, log_odds);
    const double with = side == GDCS_I_ABOVE ? s.log_above : s.log_below;
    const double without = side == GDCS_I_ABOVE ? s.log_below : s.log_above;
    const double inside = gdcs_i_log_sum(log(share), with);
    const double outside = share < 1.0 ? gdcs_i_log_sum(log1p(-share), without) : without;
    return isinf(outside) ? 0.0 : inside - gdcs_i_log_sum(inside, outside);
}
