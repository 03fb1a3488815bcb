#include "num/interval/contrast/score.h"
#include "num/root.h"

#include <math.h>
#include <stddef.h>

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_score score;
typedef struct gdcs_i_limits limits;

/* p1 - p2 = delta >= 0 leaves one unknown, p2 in [0, room], room = 1 - delta, and four probabilities
   that are all sums: p2, p1 = p2 + delta, 1 - p1 = room - p2, 1 - p2 = room - p2 + delta.

   The likelihood equation is Miettinen & Nurminen's cubic.  Its closed solution loses all digits of
   a p2 of 1e-9, so the same root is found by Newton's method on

       yes2 (p2 + delta) + yes1 p2 - p2 (p2 + delta) r(p2) = 0,
       r(p2) = no1 / (room - p2) + no2 / (1 - p2),

   concave, taken in the half of [0, room] next to 0 where the root is (else all successes become
   failures).  With r(0), the smallest r, the equation is a quadratic whose root is on the right:
   from there the steps fall monotonically on the root. */
struct near {
    samples two;
    double delta;
    double room;
};

static double start(const struct near *k)
{
    const double a = k->two.no1 / k->room + k->two.no2;
    const double b = a * k->delta - k->two.yes1 - k->two.yes2;
    const double c = k->two.yes2 * k->delta;
    const double root = sqrt(b * b + 4.0 * a * c);
    if (b < 0.0)
        return fmin((root - b) / (2.0 * a), k->room / 2.0);
    return c > 0.0 ? fmin(2.0 * c / (root + b), k->room / 2.0) : 0.0;
}

/* The length of Newton's step to the left.  Without yes2 the equation has a root 0 beside the one
   sought, and is divided by p. */
static double step_from(const struct near *k, double p)
{
    const double i1 = 1.0 / (k->room - p), i2 = 1.0 / (k->room - p + k->delta), p1 = p + k->delta;
    const double a = k->two.no1 * i1, b = k->two.no2 * i2;
    const double r = a + b, slope = a * i1 + b * i2;
    if (k->two.yes2 == 0.0)
        return (k->two.yes1 - p1 * r) / (-r - p1 * slope);
    return (k->two.yes2 * p1 + k->two.yes1 * p - p * p1 * r) /
           (k->two.yes1 + k->two.yes2 - (p + p1) * r - p * p1 * slope);
}

static double solve(const struct near *k)
{
    double p = start(k);
    for (int i = 0; i < 60 && p > 0.0; i++) {
        const double step = step_from(k, p);
        if (!(step > 0.0))
            break;
        p = fmax(p - step, 0.0);
        if (step < 1e-10 * p) /* the next would be about its square */
            break;
    }
    return p;
}

static double variance(double p1, double q1, double n1, double p2, double q2, double n2)
{
    return p1 * (q1 / n1) + p2 * (q2 / n2);
}

static double variance_at(samples two, double delta)
{
    const double room = 1.0 - delta, half = room / 2.0;
    const double n1 = two.yes1 + two.no1, n2 = two.yes2 + two.no2;
    if (room == 0.0)
        return 0.0;
    if ((two.yes2 - two.no1) / half + (two.yes1 - two.no2) / (half + delta) > 0.0) {
        const struct near k = {{two.no2, two.yes2, two.no1, two.yes1}, delta, room};
        const double q1 = solve(&k), p2 = room - q1;
        return variance(p2 + delta, q1, n1, p2, q1 + delta, n2);
    }
    const struct near k = {two, delta, room};
    const double p2 = solve(&k), q1 = room - p2;
    return variance(p2 + delta, q1, n1, p2, q1 + delta, n2);
}

score gdcs_i_score_difference(samples two, double delta)
{
    const double v =
        delta >= 0.0 ? variance_at(two, delta) : variance_at(gdcs_i_two_swapped(two), -delta);
    const score s = {gdcs_i_contrast_difference(two) - delta, sqrt(v)};
    return s;
}

/* p1 = theta p2.  Of the quadratic for p2 both p2 and 1 - p2 are wanted with all their digits; the
   discriminant is the same, and in terms of 1 - p2 a sum of positive numbers. */
score gdcs_i_score_ratio(samples two, double theta)
{
    const double n1 = two.yes1 + two.no1, n2 = two.yes2 + two.no2, gap = 1.0 - theta;
    const double yes = two.yes1 + two.yes2, no = two.no1 + two.no2;
    const double a = theta * (n1 + n2), b = gap * (yes + two.no2) - theta * no;
    const double c = gap * two.no2;
    const double root = sqrt(b * b + 4.0 * a * c);
    const double q2 = b < 0.0 ? (root - b) / (2.0 * a) : c > 0.0 ? 2.0 * c / (root + b) : 0.0;
    const double p2 = 2.0 * yes / (n1 * theta + two.yes1 + n2 + two.yes2 * theta + root);
    const double v = variance(theta * p2, gap + theta * q2, n1, theta * theta * p2, q2, n2);
    const score s = {two.yes1 / n1 - theta * (two.yes2 / n2), sqrt(v)};
    return s;
}

double gdcs_i_score_kept(score s, double z)
{
    const double width = z * s.deviation;
    if (s.excess == 0.0)
        return 1.0;
    return (s.excess + width) / (fabs(s.excess) + width);
}

struct search {
    samples two;
    double z;
    score (*at)(samples two, double value);
};

static double kept(double value, void *context)
{
    const struct search *k = context;
    return gdcs_i_score_kept(k->at(k->two, value), k->z);
}

static double kept_inverse(double value, void *context)
{
    const struct search *k = context;
    const score s = k->at(gdcs_i_two_swapped(k->two), value);
    const score negative = {-s.excess, s.deviation};
    return gdcs_i_score_kept(negative, k->z);
}

static double root(double (*f)(double, void *), struct search *k, double lower, double upper)
{
    double x;
    return gdcs_i_root(f, k, lower, upper, &x, NULL) == GDCS_OK ? x : NAN;
}

double gdcs_i_score_difference_upper(score (*at)(samples, double), samples two, double observed,
                                     double z)
{
    struct search k = {two, z, at};
    if (observed >= 1.0)
        return 1.0;
    if (observed >= 0.0)
        return root(kept, &k, observed, 1.0);
    if (kept(0.0, &k) > 0.0)
        return root(kept, &k, 0.0, 1.0);
    return root(kept, &k, observed, 0.0);
}

static double difference_upper(samples two, double z)
{
    return gdcs_i_score_difference_upper(gdcs_i_score_difference, two,
                                         gdcs_i_contrast_difference(two), z);
}

double gdcs_i_score_ratio_upper(score (*at)(samples, double), samples two, double z)
{
    struct search k = {two, z, at};
    if (two.yes2 == 0.0)
        return INFINITY;
    if (kept(1.0, &k) > 0.0)
        return 1.0 / root(kept_inverse, &k, 0.0, 1.0);
    return root(kept, &k, 0.0, 1.0);
}

limits gdcs_i_contrast_difference_mee(samples two, double z)
{
    const limits found = {-difference_upper(gdcs_i_two_swapped(two), z), difference_upper(two, z)};
    return found;
}

limits gdcs_i_contrast_ratio_koopman(samples two, double z)
{
    const limits found = {
        1.0 / gdcs_i_score_ratio_upper(gdcs_i_score_ratio, gdcs_i_two_swapped(two), z),
        gdcs_i_score_ratio_upper(gdcs_i_score_ratio, two, z)};
    return found;
}

/* z sqrt(N / (N - 1)), or 0 if there is no such number. */
static double widened(samples two, double z)
{
    const double n = two.yes1 + two.no1 + two.yes2 + two.no2;
    return n > 1.0 ? z * sqrt(n / (n - 1.0)) : 0.0;
}

limits gdcs_i_contrast_difference_score(samples two, double z)
{
    const double wide = widened(two, z);
    const limits all = {-1.0, 1.0};
    return wide > 0.0 ? gdcs_i_contrast_difference_mee(two, wide) : all;
}

limits gdcs_i_contrast_ratio_score(samples two, double z)
{
    const double wide = widened(two, z);
    const limits all = {0.0, INFINITY};
    return wide > 0.0 ? gdcs_i_contrast_ratio_koopman(two, wide) : all;
}

limits gdcs_i_contrast_odds_widened(samples two, double z)
{
    const double wide = widened(two, z);
    const limits all = {0.0, INFINITY};
    return wide > 0.0 ? gdcs_i_contrast_odds_score(two, wide) : all;
}

double gdcs_i_contrast_ratio_z(samples two, double theta)
{
    const double n = two.yes1 + two.no1 + two.yes2 + two.no2;
    if (theta > 1.0)
        return -gdcs_i_contrast_ratio_z(gdcs_i_two_swapped(two), 1.0 / theta);
    const score s = gdcs_i_score_ratio(two, theta);
    return s.excess / s.deviation * sqrt((n - 1.0) / n);
}
