#include "stats/bounds.h"
#include "stats/gap/nested.h"

#include <math.h>

/* The largest values over women x and men y of the part, who lie in a rectangle with a corner cut
   off (whoever of unknown sex is one cannot be the other), while w women and m men are in the rest.
   The rest is where it should be: the difference and the ratio fall with w and rise with m.

   With y fixed the difference rises with x, then falls; with x fixed it falls with y, then rises;
   along the cut it is linear; nowhere inside are both slopes 0.  So the largest is at a corner or at
   the turn on an edge of fixed y.  The ratio falls with y; with y fixed it rises with x, then falls. */
struct place {
    gdcs_bounds x; /* without the unknown */
    gdcs_bounds y;
    double unknown;
    double w;
    double m;
};

static double difference_at(const struct place *k, double x, double y)
{
    return x / (x + y) - (x + k->w) / (x + y + k->w + k->m);
}

static double ratio_at(const struct place *k, double x, double y)
{
    return x / (x + y) / ((x + k->w) / (x + y + k->w + k->m));
}

static double inside(double x, double lower, double upper)
{
    return fmin(fmax(x, lower), upper);
}

static double difference_turn(const struct place *k, double y)
{
    const double root = sqrt((y + k->m) / y);
    return y > 0.0 ? (y + k->w + k->m - root * y) / (root - 1.0) : 0.0;
}

static double ratio_turn(const struct place *k, double y)
{
    const double b = y * k->w, root = sqrt(b * b + k->m * b * (k->w + y + k->m));
    return k->m > 0.0 ? (b + root) / k->m : INFINITY;
}

/* NaN, where somebody is wanted and nobody is, never counts. */
static double over_corners(const struct place *k,
                           double (*at)(const struct place *, double, double),
                           double (*choose)(double, double))
{
    const double corners[5][2] = {{k->x.lower, k->y.lower},
                                  {k->x.upper + k->unknown, k->y.lower},
                                  {k->x.upper + k->unknown, k->y.upper},
                                  {k->x.upper, k->y.upper + k->unknown},
                                  {k->x.lower, k->y.upper + k->unknown}};
    double best = NAN;
    for (int i = 0; i < 5; i++)
        best = choose(best, at(k, corners[i][0], corners[i][1]));
    return best;
}

static double largest_difference(const struct place *k)
{
    double best = over_corners(k, difference_at, fmax);
    const double low = k->y.lower, high = k->y.upper + k->unknown;
    best = fmax(
        best, difference_at(k, inside(difference_turn(k, low), k->x.lower, k->x.upper + k->unknown),
                            low));
    best = fmax(best,
                difference_at(k, inside(difference_turn(k, high), k->x.lower, k->x.upper), high));
    /* A part in which nobody need be: next to nobody, a woman. */
    if (k->x.lower == 0.0 && low == 0.0 && k->x.upper + k->unknown > 0.0)
        best = fmax(best, k->w + k->m > 0.0 ? k->m / (k->w + k->m) : 0.0);
    return best;
}

static double largest_ratio(const struct place *k)
{
    double best = over_corners(k, ratio_at, fmax);
    const double y = k->y.lower, most = k->x.upper + k->unknown;
    best = fmax(best, ratio_at(k, inside(ratio_turn(k, y), k->x.lower, most), y));
    /* Next to no women, here or anywhere. */
    if (k->x.lower == 0.0 && most > 0.0 && y == 0.0)
        best = fmax(best, k->w + k->m > 0.0 ? (k->w + k->m) / k->w : 1.0);
    if (k->x.lower == 0.0 && most > 0.0 && y > 0.0 && k->w == 0.0)
        best = fmax(best, (y + k->m) / y);
    return best;
}

static struct place place_of(const gdcs_i_gap_box *part, const gdcs_i_gap_box *rest, int swapped)
{
    const gdcs_bounds of_rest = swapped ? rest->men : rest->women;
    const gdcs_bounds other = swapped ? rest->women : rest->men;
    const struct place k = {.x = swapped ? part->men : part->women,
                            .y = swapped ? part->women : part->men,
                            .unknown = part->unknown,
                            .w = of_rest.lower,
                            .m = other.upper + rest->unknown};
    return k;
}

static double smallest_ratio(const gdcs_i_gap_box *part, const gdcs_i_gap_box *rest)
{
    struct place k = place_of(part, rest, 0);
    k.w = rest->women.upper + rest->unknown;
    k.m = rest->men.lower;
    return over_corners(&k, ratio_at, fmin);
}

static gdcs_bounds reach(gdcs_bounds women, gdcs_bounds men, double unknown)
{
    women.upper += unknown;
    men.upper += unknown;
    return gdcs_i_bounds_share(women, men);
}

/* As if each could be what it is without the other: never too narrow. */
static void apart(const gdcs_i_gap_box *part, const gdcs_i_gap_box *rest, gdcs_bounds *difference,
                  gdcs_bounds *ratio)
{
    const gdcs_bounds women = {part->women.lower + rest->women.lower,
                               part->women.upper + rest->women.upper};
    const gdcs_bounds men = {part->men.lower + rest->men.lower, part->men.upper + rest->men.upper};
    const gdcs_bounds a = reach(part->women, part->men, part->unknown);
    const gdcs_bounds b = reach(women, men, part->unknown + rest->unknown);
    difference->lower = a.lower - b.upper;
    difference->upper = a.upper - b.lower;
    *ratio = gdcs_i_bounds_quotient(a, b);
}

void gdcs_i_gap_bounds_nested(const gdcs_i_gap_box *part, const gdcs_i_gap_box *rest,
                              gdcs_bounds *difference, gdcs_bounds *ratio)
{
    const double most = part->women.upper + part->men.upper + part->unknown + rest->women.upper +
                        rest->men.upper + rest->unknown;
    if (!isfinite(most)) {
        apart(part, rest, difference, ratio);
        return;
    }
    const struct place women = place_of(part, rest, 0), men = place_of(part, rest, 1);
    const gdcs_bounds d = {-largest_difference(&men), largest_difference(&women)};
    gdcs_bounds q = {smallest_ratio(part, rest), largest_ratio(&women)};
    const gdcs_bounds any = {-1.0, 1.0}, every = {0.0, INFINITY};
    if (isnan(q.upper)) /* no women in the part: 0 if there are any in the rest */
        q.upper = q.lower;
    *difference = isnan(d.lower) || isnan(d.upper) ? any : d;
    *ratio = isnan(q.lower) || isnan(q.upper) ? every : q;
}
