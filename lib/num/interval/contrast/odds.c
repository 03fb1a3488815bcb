#include "num/interval/contrast/score.h"

#include <math.h>

typedef struct gdcs_i_two samples;
typedef struct gdcs_i_limits limits;
typedef struct gdcs_i_score score;

/* The cell x of a 2x2 whose odds ratio, x times the opposite cell over the other two, is over / under:

       (under - over) x^2 + (under rest + over (row + column)) x - over row column = 0,

   rest being the opposite cell less x.  Its discriminant is a sum of positive numbers. */
static double expected(double row, double column, double rest, double over, double under)
{
    const double product = 2.0 * row * column, sum = row + column, apart = row - column;
    const double b = under * rest + over * sum;
    const double root =
        sqrt(under * under * rest * rest + 2.0 * over * under * fmax(rest * sum + product, 0.0) +
             over * over * apart * apart);
    if (b < 0.0)
        return (root - b) / (2.0 * (under - over));
    return b + root > 0.0 ? over * product / (b + root) : 0.0;
}

/* Each cell is solved for by itself, since a margin less a cell would lose the digits of a small
   one.  What is observed beyond expectation is the same for all but for its sign, and taken from
   the smallest. */
static score at(samples two, double theta)
{
    const double x[4] = {two.yes1, two.no1, two.yes2, two.no2};
    const double row[2] = {x[0] + x[1], x[2] + x[3]}, column[2] = {x[0] + x[2], x[1] + x[3]};
    double smallest = INFINITY, excess = 0.0, precision = 0.0;
    for (int i = 0; i < 4; i++) {
        const int diagonal = i == 0 || i == 3;
        const double m = expected(row[i / 2], column[i % 2], x[3 - i] - x[i],
                                  diagonal ? theta : 1.0, diagonal ? 1.0 : theta);
        precision += 1.0 / m;
        if (m < smallest) {
            smallest = m;
            excess = diagonal ? x[i] - m : m - x[i];
        }
    }
    const score s = {excess, 1.0 / sqrt(precision)};
    return s;
}

static double upper(samples two, double z)
{
    return two.no1 > 0.0 ? gdcs_i_score_ratio_upper(at, two, z) : INFINITY;
}

limits gdcs_i_contrast_odds_score(samples two, double z)
{
    const limits found = {1.0 / upper(gdcs_i_two_swapped(two), z), upper(two, z)};
    return found;
}
