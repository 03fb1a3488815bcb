#include "num/dist/uniform.h"

#include "num/dist.h"

#include <math.h>

static const double ROOT_2PI = 2.5066282746310005024;
static const double FOUR_PI = 12.566370614359172954;

/* Each term is smaller than the one before by max(|y|, sqrt(k / (e a))) / sqrt(4 pi), where
   y = m sqrt(1 + theta): the map from y to mu has its nearest singularities at |y| = sqrt(4 pi),
   and the k-th moment of the normal grows like (k / (e s))^(k/2).  `square` is the square of the
   ratio that gives 1e-17 after so many terms. */
static int terms_for(double a, double depth)
{
    static const struct {
        int terms;
        double square;
    } table[] = {{6, 2.1e-6},   {8, 5.6e-5},   {10, 4.0e-4},  {12, 1.46e-3}, {16, 7.5e-3},
                 {20, 0.01995}, {24, 0.03831}, {28, 0.06105}, {34, 0.1000}};
    for (int i = 0; i < (int)(sizeof table / sizeof *table); i++)
        if (fmax(2.0 * depth, 0.37 * table[i].terms) <= FOUR_PI * a * table[i].square)
            return table[i].terms;
    return 0;
}

/* m dm = mu dmu / ((1 + mu)(1 - theta mu)), hence with w = mu^2
       w' = 2 m (1 + (1 - theta) mu - theta w),
   a recurrence for the coefficients of w; those of mu follow from mu * mu = w. */
static void expand(struct gdcs_i_uniform *u)
{
    double w[GDCS_I_UNIFORM_TERMS + 3] = {0.0, 0.0, 1.0};
    double *mu = u->mu;
    const double skew = 1.0 - u->theta;
    mu[0] = 0.0;
    mu[1] = 1.0;
    for (int k = 2; k <= u->terms + 1; k++) {
        double known = 0.0;
        w[k + 1] = 2.0 * (skew * mu[k - 1] - u->theta * w[k - 1]) / (k + 1);
        for (int i = 2; 2 * i <= k; i++)
            known += mu[i] * mu[k + 1 - i];
        known *= 2.0;
        if (k % 2 == 1)
            known += mu[(k + 1) / 2] * mu[(k + 1) / 2];
        mu[k] = 0.5 * (w[k + 1] - known);
    }
}

/* From mu' = G + (1 - theta) m - theta m mu. */
static double coefficient_of_g(const struct gdcs_i_uniform *u, int k)
{
    return (k + 1) * u->mu[k + 1] + u->theta * u->mu[k - 1] - (k == 1 ? 1.0 - u->theta : 0.0);
}

/* Integration by parts gives G = mass + m S - S' / s, solved backwards as Temme does. */
int gdcs_i_uniform_prepare(struct gdcs_i_uniform *u, double a, double theta, double depth)
{
    const int n = u->terms = terms_for(a, depth);
    if (n == 0)
        return 0;
    u->s = a * (1.0 + theta);
    u->theta = theta;
    expand(u);
    u->tail[n - 1] = coefficient_of_g(u, n);
    u->tail[n - 2] = coefficient_of_g(u, n - 1);
    for (int k = n - 2; k >= 1; k--)
        u->tail[k - 1] = coefficient_of_g(u, k) + (k + 1) * u->tail[k + 1] / u->s;
    u->mass = 1.0 + u->tail[1] / u->s;
    return 1;
}

static double power_series(const double *c, int n, double m)
{
    double sum = c[n - 1];
    for (int k = n - 2; k >= 0; k--)
        sum = sum * m + c[k];
    return sum;
}

/* The tail on `side`, and its slope against m without the sign. */
static double tail_at(const struct gdcs_i_uniform *u, double m, double exponent, int side,
                      double *slope)
{
    const double density = exp(-exponent) / (ROOT_2PI * u->mass);
    const double root = side * (m < 0.0 ? -sqrt(exponent) : sqrt(exponent));
    *slope = density * sqrt(u->s) / power_series(u->mu + 1, u->terms, m);
    return 0.5 * erfc(root) + side * density / sqrt(u->s) * power_series(u->tail, u->terms, m);
}

double gdcs_i_uniform_tail(const struct gdcs_i_uniform *u, double m, double exponent)
{
    const double correction =
        exp(-exponent) * power_series(u->tail, u->terms, m) / (ROOT_2PI * u->mass * sqrt(u->s));
    return 0.5 * erfc(sqrt(exponent)) + (m < 0.0 ? -correction : correction);
}

/* The normal deviate moves by log(G(m)) / (m s), to an error of order 1 / s^2 (Temme 1992,
   Math. Comp. 58:755). */
static double first_guess(const struct gdcs_i_uniform *u, double m)
{
    if (fabs(m) < 0.01)
        return m - (u->mu[2] + m * (u->mu[3] - 0.5 * u->mu[2] * u->mu[2])) / u->s;
    return m - log(power_series(u->mu + 1, u->terms, m)) / (m * u->s);
}

/* Halley's method in m, where the slope of the log density is -s m + O(1): the guess is so close
   that mostly one step, at worst three, leave nothing but rounding. */
double gdcs_i_uniform_quantile(const struct gdcs_i_uniform *u, double z, double p, int side)
{
    double m = first_guess(u, side * z / sqrt(u->s));
    for (int step = 0; step < 6; step++) {
        double slope;
        const double tail = tail_at(u, m, 0.5 * u->s * m * m, side, &slope);
        const double newton = side * (tail - p) / slope;
        const double bend = newton * (u->s * m + u->mu[2]);
        m += newton / (1.0 - 0.5 * bend);
        if (fabs(newton) * (bend * bend + u->s * newton * newton) < 1e-15)
            break;
    }
    return m * power_series(u->mu + 1, u->terms, m);
}
