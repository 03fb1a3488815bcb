#include "stats/segregation/spread.h"

#include "core/sum.h"

#include <math.h>

/* Terms are convex in (a, b), homogeneous, and 0 where a = b: the most is at a corner, the least at the
   corner next to that line, or 0 if the box meets it. */
static gdcs_bounds of_corners(const gdcs_i_box *box, gdcs_bounds women,
                              double (*most)(double a, double b, gdcs_bounds women),
                              double (*least)(double a, double b, gdcs_bounds women))
{
    gdcs_bounds out = {0.0, fmax(most(box->women.upper, box->men.lower, women),
                                 most(box->women.lower, box->men.upper, women))};
    if (box->women.lower > box->men.upper)
        out.lower = least(box->women.lower, box->men.upper, women);
    else if (box->men.lower > box->women.upper)
        out.lower = least(box->women.upper, box->men.lower, women);
    return out;
}

static double information(double a, double b, double p)
{
    const double q = 1.0 - p, t = p * a + q * b;
    if (!(t > 0.0))
        return 0.0;
    return t *
           (p * gdcs_i_entropy_rise(q * (a - b) / t) + q * gdcs_i_entropy_rise(-p * (a - b) / t));
}

/* Where b is 0 it is a (1 - p), down to p = 0, where t is 0 too. */
static double variance(double a, double b, double p)
{
    if (a == 0.0 || b == 0.0)
        return a > 0.0 ? a * (1.0 - p) : b * p;
    return p * (1.0 - p) * (a - b) * (a - b) / (p * a + (1.0 - p) * b);
}

/* Both are concave in P, with the top where t = P a + Q b has this value. */
static double at_top(double (*f)(double, double, double), double top, double a, double b,
                     gdcs_bounds women)
{
    const double ends = fmax(f(a, b, women.lower), f(a, b, women.upper));
    const double p = a != b ? (top - b) / (a - b) : 0.5;
    return p > women.lower && p < women.upper ? fmax(ends, f(a, b, p)) : ends;
}

static double x_log_x(double x)
{
    return x > 0.0 ? x * log(x) : 0.0;
}

static double most_information(double a, double b, gdcs_bounds women)
{
    const double identric = a != b ? exp((x_log_x(a) - x_log_x(b)) / (a - b) - 1.0) : a;
    return at_top(information, identric, a, b, women);
}

static double least_information(double a, double b, gdcs_bounds women)
{
    return fmin(information(a, b, women.lower), information(a, b, women.upper));
}

static double most_variance(double a, double b, gdcs_bounds women)
{
    return at_top(variance, sqrt(a * b), a, b, women);
}

static double least_variance(double a, double b, gdcs_bounds women)
{
    return fmin(variance(a, b, women.lower), variance(a, b, women.upper));
}

static double roots(double a, double b, gdcs_bounds women)
{
    const double d = sqrt(a) - sqrt(b);
    (void)women;
    return d * d / 2.0;
}

gdcs_bounds gdcs_i_term_of_information(const gdcs_i_box *box, gdcs_bounds women)
{
    return of_corners(box, women, most_information, least_information);
}

gdcs_bounds gdcs_i_term_of_variance(const gdcs_i_box *box, gdcs_bounds women)
{
    return of_corners(box, women, most_variance, least_variance);
}

gdcs_bounds gdcs_i_term_of_roots(const gdcs_i_box *box, gdcs_bounds women)
{
    return of_corners(box, women, roots, roots);
}

gdcs_bounds gdcs_i_ranges_gini(const gdcs_i_problem *p)
{
    gdcs_i_sum least = {0}, most = {0};
    if (p->n > 512)
        return (gdcs_bounds){0.0, 1.0};
    for (int64_t i = 0; i < p->n; i++)
        for (int64_t j = 0; j < i; j++) {
            const gdcs_i_box x = gdcs_i_ranges_at(p, i), y = gdcs_i_ranges_at(p, j);
            const double low = x.women.lower * y.men.lower - y.women.upper * x.men.upper;
            const double high = x.women.upper * y.men.upper - y.women.lower * x.men.lower;
            gdcs_i_sum_add(&least, fmax(fmax(low, -high), 0.0));
            gdcs_i_sum_add(&most, fmax(-low, high));
        }
    return (gdcs_bounds){gdcs_i_sum_value(least), gdcs_i_sum_value(most)};
}

/* -x ln x rises up to 1 / e. */
static gdcs_bounds entropy_of(gdcs_bounds x)
{
    const double top = 0.36787944117144233, a = -x_log_x(x.lower), b = -x_log_x(x.upper);
    const gdcs_bounds out = {fmin(a, b), x.lower <= top && x.upper >= top ? top : fmax(a, b)};
    return out;
}

/* Women and men together, as if all were of one sex. */
static gdcs_i_box box_of_sizes(const gdcs_i_problem *p, int64_t i)
{
    const gdcs_i_box b = gdcs_i_box_of_counts(p, i);
    const gdcs_bounds size = {b.women.lower + b.men.lower, b.women.upper + b.men.upper};
    return (gdcs_i_box){size, size};
}

gdcs_bounds gdcs_i_entropy_bounds(const gdcs_i_problem *p)
{
    gdcs_i_sum least = {0}, most = {0};
    gdcs_i_ranges_fill(box_of_sizes, p);
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_bounds e = entropy_of(gdcs_i_ranges_at(p, i).women);
        gdcs_i_sum_add(&least, e.lower);
        gdcs_i_sum_add(&most, e.upper);
    }
    return (gdcs_bounds){gdcs_i_sum_value(least), gdcs_i_sum_value(most)};
}

/* Is a zero in a unit certain, or possible?  Bits; 4: a unit may be there or not. */
static int zeroes(const gdcs_i_problem *p)
{
    int found = 0;
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_i_box b = gdcs_i_box_of_counts(p, i);
        if (b.women.upper + b.men.upper == 0.0)
            continue;
        if (b.women.lower == 0.0 || b.men.lower == 0.0)
            found |= 2;
        if (b.women.lower + b.men.lower == 0.0)
            found |= 4;
        else if (b.women.upper == 0.0 || b.men.upper == 0.0)
            found |= 1;
    }
    return found;
}

/* ln (w / m) as it is and with the halves, as far as either may be: without a zero in the table all
   counts that may be 0 are at least 1. */
static gdcs_bounds log_odds(const gdcs_i_box *b, int zero)
{
    const gdcs_bounds halves = {log((b->women.lower + 0.5) / (b->men.upper + 0.5)),
                                log((b->women.upper + 0.5) / (b->men.lower + 0.5))};
    const double women = zero ? fmax(b->women.lower, 1.0) : b->women.lower;
    const double men = zero ? fmax(b->men.lower, 1.0) : b->men.lower;
    const gdcs_bounds plain = {log(women / b->men.upper), log(b->women.upper / men)};
    if ((zero & 1) != 0 || b->women.upper < women || b->men.upper < men)
        return halves;
    if (zero == 0)
        return plain;
    return (gdcs_bounds){fmin(halves.lower, plain.lower), fmax(halves.upper, plain.upper)};
}

/* The sum of squared distances of c from the near, or the far, ends. */
static double squares(const gdcs_i_problem *p, int zero, int far, double c)
{
    gdcs_i_sum sum = {0};
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_i_box b = gdcs_i_box_of_counts(p, i);
        if (b.women.upper + b.men.upper == 0.0)
            continue;
        const gdcs_bounds l = log_odds(&b, zero);
        const double d = far ? fmax(fabs(c - l.lower), fabs(c - l.upper))
                             : fmax(fmax(l.lower - c, c - l.upper), 0.0);
        gdcs_i_sum_add(&sum, d * d);
    }
    return gdcs_i_sum_value(sum);
}

/* A variance is the smallest mean square about a point.  So is the smallest variance over the box, and no
   variance in the box exceeds the smallest of the largest.  Both are convex in the point: thirds. */
static double smallest(const gdcs_i_problem *p, int zero, int far)
{
    double low = -800.0, high = 800.0;
    for (int i = 0; i < 160; i++) {
        const double a = low + (high - low) / 3.0, b = high - (high - low) / 3.0;
        if (squares(p, zero, far, a) <= squares(p, zero, far, b))
            high = b;
        else
            low = a;
    }
    return squares(p, zero, far, low + (high - low) / 2.0);
}

gdcs_bounds gdcs_i_association_bounds(const gdcs_i_problem *p)
{
    const int zero = zeroes(p);
    int64_t units = 0;
    for (int64_t i = 0; i < p->n; i++)
        units += p->women_upper[i] + p->men_upper[i] > 0.0;
    if ((zero & 4) != 0)
        return gdcs_i_segregation_range(GDCS_SEGREGATION_INDEX_ASSOCIATION);
    return (gdcs_bounds){exp(sqrt(smallest(p, zero, 0) / (double)units)),
                         exp(sqrt(smallest(p, zero, 1) / (double)units))};
}
