#include "num/beta_binomial.h"
#include "num/dist/special.h"

#include <math.h>

static const double half_log_two_pi = 0.91893853320467274178;

/* ln of x^a y^b / B(a, b), y = 1 - x.  Stirling's formula with what it leaves, so that nothing cancels
   but what must; small shapes are raised first. */
static double log_rise(double a, double b, double x, double y)
{
    double raised = 0.0;
    for (; a < 10.0; a += 1.0)
        raised += log(a / ((a + b) * x));
    for (; b < 10.0; b += 1.0)
        raised += log(b / ((a + b) * y));
    const double s = a + b, u = (x * s - a) / a, v = (y * s - b) / b;
    const double stars = gdcs_i_gamma_star(a) * gdcs_i_gamma_star(b) / gdcs_i_gamma_star(s);
    return raised - a * gdcs_i_log_excess(u) - b * gdcs_i_log_excess(v) + 0.5 * log(a * (b / s)) -
           half_log_two_pi - log(stars);
}

double gdcs_i_beta_binomial_log_pmf(double k, double n, gdcs_i_beta of)
{
    const double s = of.a + of.b + n, x = (of.a + k) / s, y = (of.b + n - k) / s;
    return log_rise(k + 1.0, n - k + 1.0, x, y) - log((n + 1.0) * x * y) +
           log_rise(of.a, of.b, x, y) - log_rise(of.a + k, of.b + n - k, x, y);
}

/* A tail under construction, in units of P(X = k). */
struct tail {
    double k;
    double n;
    gdcs_i_beta of;
    double log_first;
    double sum;
};

static double term(const struct tail *t, double at)
{
    return exp(gdcs_i_beta_binomial_log_pmf(at, t->n, t->of) - t->log_first);
}

/* Integral from `from` to `to`: Gauss-Legendre with 16 points (Abramowitz & Stegun 25.4.30). */
static double panel(const struct tail *t, double from, double to)
{
    static const double node[] = {
        0.0950125098376374402, 0.2816035507792589132, 0.4580167776572273863, 0.6178762444026437484,
        0.7554044083550030339, 0.8656312023878317439, 0.9445750230732325761, 0.9894009349916499326};
    static const double weight[] = {
        0.1894506104550684963, 0.1826034150449235888, 0.1691565193950025382, 0.1495959888165767321,
        0.1246289712555338721, 0.0951585116824927848, 0.0622535239386478929, 0.0271524594117540949};
    const double middle = 0.5 * (from + to), half = 0.5 * (to - from);
    double sum = 0.0;
    for (int i = 0; i < 8; i++)
        sum += weight[i] * (term(t, middle - half * node[i]) + term(t, middle + half * node[i]));
    return half * sum;
}

enum { DIRECT = 20000, EDGE = 200 };

/* Add P(X = j) for j above `from` one by one, each from the one before; stops at `to`, or where the rest
   is nothing.  Where b < 1 the end may rise again, and nothing stops it.  Returns the last j. */
static double add_terms(struct tail *t, double from, double to)
{
    double j = from, one = term(t, j);
    while (j < to) {
        const double ratio = (t->n - j) / (j + 1.0) * ((t->of.a + j) / (t->of.b + t->n - j - 1.0));
        one *= ratio;
        j += 1.0;
        t->sum += one;
        if (ratio < 1.0 && t->of.b >= 1.0 && one < 1e-18 * t->sum * (1.0 - ratio))
            return t->n;
    }
    return j;
}

/* Add those from j + 1 to `end`: the sum of a smooth function is its integral between the halves less a
   24th of the change of its slope (Euler-Maclaurin).  Panels grow with the distance from k and shrink
   towards the end, as what they integrate does. */
static void add_panels(struct tail *t, double j, double end)
{
    const double slope_from = term(t, j + 1.0) - term(t, j);
    const double slope_to = term(t, end + 1.0) - term(t, end);
    double from = j + 0.5;
    t->sum += (slope_from - slope_to) / 24.0;
    while (from < end + 0.5) {
        const double room = t->n - from, wide = fmin(0.5 * (from - t->k), 0.5 * room);
        const double to = fmin(from + wide, end + 0.5);
        const double part = panel(t, from, to);
        t->sum += part;
        if (t->of.b >= 1.0 && part < 1e-18 * t->sum && part * room < 1e-18 * t->sum * wide)
            return;
        from = to;
    }
}

/* ln of P(X > k) + P(X = k) / 2. */
static double log_upper(double k, double n, gdcs_i_beta of)
{
    struct tail t = {k, n, of, gdcs_i_beta_binomial_log_pmf(k, n, of), 0.5};
    double j = add_terms(&t, k, fmin(n, k + DIRECT));
    if (j < n - 2.0 * EDGE) {
        add_panels(&t, j, n - EDGE);
        j = n - EDGE;
    }
    add_terms(&t, j, n);
    return fmin(t.log_first + log(t.sum), 0.0);
}

/* The tail away from the mean is summed, where terms fall; the two make 1. */
void gdcs_i_beta_binomial_log_mid(double k, double n, gdcs_i_beta of, double *lower, double *upper)
{
    const gdcs_i_beta mirrored = {of.b, of.a};
    if (k * of.b >= (n - k) * of.a) {
        *upper = log_upper(k, n, of);
        *lower = log1p(-exp(*upper));
    } else {
        *lower = log_upper(n - k, n, mirrored);
        *upper = log1p(-exp(*lower));
    }
}
