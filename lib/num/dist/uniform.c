#include "num/dist/uniform.h"

#include "num/dist.h"
#include "num/dist/special.h"

#include <math.h>
#include <string.h>

static const double ROOT_2PI = 2.5066282746310005024;

/* mu as a power series in m for theta = 0, the gamma: expand() with more digits. */
static const double OF_GAMMA[GDCS_I_UNIFORM_TERMS + 2] = {0.0,
                                                          1.0,
                                                          0.33333333333333333333,
                                                          0.027777777777777777778,
                                                          -0.0037037037037037037037,
                                                          0.00023148148148148148148,
                                                          0.000058788947677836566725,
                                                          -0.000025536449147560258671,
                                                          4.8990789731530472271e-6,
                                                          -2.4282761229777690683e-7,
                                                          -1.8540622107151599607e-7,
                                                          7.5424648554118963682e-8,
                                                          -1.472162728068839942e-8,
                                                          5.1598873410780758311e-10,
                                                          7.3298641316002200304e-10,
                                                          -2.921357345635568791e-10,
                                                          5.7173122388979938964e-11,
                                                          -1.5008349408791911628e-12,
                                                          -3.2393178514169028153e-12,
                                                          1.2822077905614429602e-12,
                                                          -2.5138346400570877945e-13,
                                                          5.2401866818838737004e-15,
                                                          1.5326196647277206267e-14,
                                                          -6.0538640105137481127e-15,
                                                          1.1889539086269768002e-15,
                                                          -2.0556447336970290476e-17,
                                                          -7.5970339593651703213e-17,
                                                          2.9998226506313190126e-17,
                                                          -5.900904005856486364e-18,
                                                          8.726010378440994563e-20,
                                                          3.8956465795198588629e-19,
                                                          -1.538721628974349922e-19,
                                                          3.0309768934550741013e-20,
                                                          -3.9189592539509621244e-22,
                                                          -2.0497736038781451119e-21,
                                                          8.1004155205055331426e-22};

/* Terms that give 1e-16, found by trial with 50 digits; theta does not matter.  A term is smaller
   than the one before by |y| / sqrt(4 pi), y = m sqrt(1 + theta), since the map from y to mu has
   its nearest singularities at |y| = sqrt(4 pi), or by sqrt(k / (4 pi e a)) near the mean. */
static int terms_for(double a, double depth)
{
    static const struct {
        int terms;
        double a;
        double square_of_y;
    } table[] = {{6, 1e4, 1e-4},   {8, 2e3, 1.6e-3}, {10, 6e2, 3.6e-3}, {12, 200.0, 0.01},
                 {16, 60.0, 0.04}, {20, 30.0, 0.09}, {24, 20.0, 0.25},  {28, 14.0, 0.3},
                 {34, 10.0, 0.49}, {34, 13.0, 1.1}};
    for (int i = 0; i < (int)(sizeof table / sizeof *table); i++)
        if (a >= table[i].a && 2.0 * depth <= table[i].square_of_y * a)
            return table[i].terms;
    return 0;
}

/* Half the sum of mu[i] mu[k + 1 - i], i = 3..k - 2, in two chains. */
static double half_products(const double *mu, int k)
{
    double one = k % 2 == 1 ? 0.5 * mu[(k + 1) / 2] * mu[(k + 1) / 2] : 0.0, other = 0.0;
    int i = 3, j = k - 2;
    for (; i + 1 < j - 1; i += 2, j -= 2) {
        one += mu[i] * mu[j];
        other += mu[i + 1] * mu[j - 1];
    }
    return i < j ? one + other + mu[i] * mu[j] : one + other;
}

/* m dm = mu dmu / ((1 + mu)(1 - theta mu)), hence with v = mu^2 / 2
       v' = m (1 + (1 - theta) mu - 2 theta v),
   a recurrence for the coefficients of v; those of mu follow from mu * mu = 2 v.  This takes most of
   the time of a beta, and nearly all of it is waiting for the coefficient before, which therefore
   enters by one multiplication. */
static void expand(struct gdcs_i_uniform *u)
{
    double v[GDCS_I_UNIFORM_TERMS + 3] = {0.0, 0.0, 0.5};
    double *mu = u->mu;
    const double skew = 1.0 - u->theta, twice = 2.0 * u->theta;
    mu[0] = 0.0;
    mu[1] = 1.0;
    mu[2] = v[3] = skew / 3.0;
    mu[3] = v[4] = 0.25 * (skew * mu[2] - 0.5 * twice);
    mu[3] -= 0.5 * mu[2] * mu[2];
    for (int k = 4; k <= u->terms + 1; k++) {
        const double inverse = 1.0 / (k + 1), rest = twice * inverse * v[k - 1];
        v[k + 1] = skew * inverse * mu[k - 1] - rest;
        mu[k] = (skew * inverse - mu[2]) * mu[k - 1] - (rest + half_products(mu, k));
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
    if (theta > 0.0)
        expand(u);
    else
        memcpy(u->mu, OF_GAMMA, sizeof u->mu);
    const double inverse = 1.0 / u->s;
    u->tail[n - 1] = coefficient_of_g(u, n);
    u->tail[n - 2] = coefficient_of_g(u, n - 1);
    for (int k = n - 2; k >= 1; k--)
        u->tail[k - 1] = coefficient_of_g(u, k) + (k + 1) * inverse * u->tail[k + 1];
    u->mass = 1.0 + inverse * u->tail[1];
    return 1;
}

/* An even number of terms, in two chains. */
static double power_series(const double *c, int n, double m)
{
    const double square = m * m;
    double even = c[n - 2], odd = c[n - 1];
    for (int k = n - 4; k >= 0; k -= 2) {
        even = even * square + c[k];
        odd = odd * square + c[k + 1];
    }
    return even + m * odd;
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

double gdcs_i_uniform_scaled_tail(const struct gdcs_i_uniform *u, double m, double exponent)
{
    const double correction = power_series(u->tail, u->terms, m) / (u->mass * sqrt(u->s));
    return (gdcs_i_mills(sqrt(2.0 * exponent)) + correction) / ROOT_2PI;
}

/* The normal deviate moves by log(G(m)) / (m s), to an error of order 1 / s^2 (Temme 1992,
   Math. Comp. 58:755). */
static double first_guess(const struct gdcs_i_uniform *u, double m)
{
    if (fabs(m) < 0.01)
        return m - (u->mu[2] + m * (u->mu[3] - 0.5 * u->mu[2] * u->mu[2])) / u->s;
    return m - log(power_series(u->mu + 1, u->terms, m)) / (m * u->s);
}

/* Halley's method in m, where the slope of the log density is -s m plus that of log(G), taken to
   first order.  The guess is so close that mostly one step, at worst three, leave nothing but
   rounding; what a step leaves is of the third order, and of the second in the part of log(G)
   left out. */
double gdcs_i_uniform_quantile(const struct gdcs_i_uniform *u, double z, double p, int side)
{
    const double c0 = u->mu[2], c1 = u->s + 2.0 * u->mu[3] - c0 * c0;
    double m = first_guess(u, side * z / sqrt(u->s)), left = 1.0;
    for (int step = 0; step < 6 && left > 1e-16; step++) {
        double slope;
        const double tail = tail_at(u, m, 0.5 * u->s * m * m, side, &slope);
        const double newton = side * (tail - p) / slope, bend = newton * (c0 + c1 * m);
        left = fabs(newton) * (bend * bend + c1 * newton * newton + 0.1 * fabs(newton) * m * m);
        m += newton / (1.0 - 0.5 * bend);
    }
    return m * power_series(u->mu + 1, u->terms, m);
}
