#include "num/dist.h"
#include "num/rates.h"
#include "num/rng.h"

#include <math.h>

typedef struct gdcs_i_rates rates;

/* Given n = x1 + x2, x1 is binomial with this probability. */
static struct gdcs_i_unit share_under(rates r, double null)
{
    const double one = null * r.t1, sum = one + r.t2;
    const struct gdcs_i_unit p = {one / sum, r.t2 / sum};
    return p;
}

/* ln P(X >= x), X binomial of x + rest trials; for counts that are not whole, of the beta distribution
   that carries it. */
static double log_tail(double x, double rest, struct gdcs_i_unit p)
{
    return x <= 0.0 ? 0.0 : gdcs_i_beta_log_lower(x, rest + 1.0, p.x, p.y);
}

/* ln((e^a + e^b) / 2), a >= b. */
static double log_mean(double a, double b)
{
    return a + log1p(exp(b - a)) - log(2.0);
}

/* ln(P(X > x) + P(X = x) / 2), the mean of two tails. */
static double log_mid_tail(double x, double rest, struct gdcs_i_unit p)
{
    const double more = rest > 0.0 ? gdcs_i_beta_log_lower(x + 1.0, rest, p.x, p.y) : -INFINITY;
    return log_mean(log_tail(x, rest, p), more);
}

static double doubled(double log_a, double log_b)
{
    const double smaller = log_a < log_b || isnan(log_a) ? log_a : log_b;
    return gdcs_i_log_of_chance(smaller + log(2.0));
}

double gdcs_i_rates_log_p_exact(rates r, double null)
{
    const struct gdcs_i_unit p = share_under(r, null), q = {p.y, p.x};
    return doubled(log_tail(r.x1, r.x2, p), log_tail(r.x2, r.x1, q));
}

double gdcs_i_rates_log_p_mid_p(rates r, double null)
{
    const struct gdcs_i_unit p = share_under(r, null), q = {p.y, p.x};
    if (r.x1 + r.x2 == 0.0)
        return 0.0;
    return doubled(log_mid_tail(r.x1, r.x2, p), log_mid_tail(r.x2, r.x1, q));
}

/* Is P(X = k) at most P(X = x), or so near that rounding decides?  By their ratio, so that neither need
   be in the range of doubles. */
static int is_as_rare(double k, double x, double n, struct gdcs_i_unit p)
{
    const double by_factorials =
        gdcs_i_factorial_ratio(x, k) + gdcs_i_factorial_ratio(n - x, n - k);
    return by_factorials + (k - x) * (log(p.x) - log(p.y)) <= 1e-7;
}

/* The largest k <= mode as rare as x, or -1; x is above the mode, and below it probabilities rise. */
static double opposite(double x, double n, struct gdcs_i_unit p)
{
    double yes = -1.0, no = fmin(floor((n + 1.0) * p.x), n) + 1.0;
    while (no - yes > 1.0) {
        const double k = floor((yes + no) / 2.0);
        if (is_as_rare(k, x, n, p))
            yes = k;
        else
            no = k;
    }
    return yes;
}

static double log_sum(double a, double b)
{
    return log_mean(fmax(a, b), fmin(a, b)) + log(2.0);
}

double gdcs_i_rates_log_p_likelihood(rates r, double null)
{
    const struct gdcs_i_unit p = share_under(r, null), q = {p.y, p.x};
    const double n = r.x1 + r.x2, mode = floor((n + 1.0) * p.x);
    if (is_as_rare(fmin(mode, n), r.x1, n, p))
        return 0.0;
    if (r.x1 < mode) { /* the same with the samples exchanged */
        const double k = opposite(r.x2, n, q);
        const double other = k >= 0.0 ? log_tail(n - k, k, p) : -INFINITY;
        return gdcs_i_log_of_chance(log_sum(log_tail(r.x2, r.x1, q), other));
    }
    const double k = opposite(r.x1, n, p);
    const double other = k >= 0.0 ? log_tail(n - k, k, q) : -INFINITY;
    return gdcs_i_log_of_chance(log_sum(log_tail(r.x1, r.x2, p), other));
}

double gdcs_i_rates_z_score(rates r, double null)
{
    const struct gdcs_i_unit p = share_under(r, null);
    return (r.x1 * p.y - r.x2 * p.x) / sqrt((r.x1 + r.x2) * p.x * p.y);
}

double gdcs_i_rates_z_log(rates r, double null)
{
    if (r.x1 == 0.0 || r.x2 == 0.0)
        return NAN;
    return log(gdcs_i_rates_ratio(r) / null) / sqrt(1.0 / r.x1 + 1.0 / r.x2);
}
