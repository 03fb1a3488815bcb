#include "num/homogeneity.h"

#include <math.h>
#include <stddef.h>

#define MOST_SPLITS 1e7

typedef struct gdcs_i_pairs pairs;

/* How many times as probable it is that `both` grows by one in x and shrinks by one in y. */
static double step(const pairs *x, const pairs *y)
{
    return x->first / (x->both + 1.0) * (x->second / (x->neither + 1.0)) * y->both /
           (y->first + 1.0) * (y->neither / (y->second + 1.0));
}

static void move(pairs *p, double by)
{
    p->both += by;
    p->first -= by;
    p->second -= by;
    p->neither += by;
}

struct sums {
    double all;   /* over the largest mass */
    double small; /* over that found: of those no more probable */
};

/* From the split found away, in the direction in which x grows.  First with sum NULL for the highest. */
static void walk(pairs x, pairs y, double *highest, struct sums *sum)
{
    double log_mass = 0.0;
    for (double ratio = step(&x, &y); ratio > 0.0; ratio = step(&x, &y)) {
        log_mass += log(ratio);
        move(&x, 1.0);
        move(&y, -1.0);
        *highest = fmax(*highest, log_mass);
        if (sum == NULL)
            continue;
        const double mass = exp(log_mass - *highest);
        sum->all += mass;
        if (log_mass <= 1e-7)
            sum->small += exp(log_mass);
    }
}

static int is_whole(pairs p)
{
    return p.both == floor(p.both) && p.first == floor(p.first) && p.second == floor(p.second) &&
           p.neither == floor(p.neither);
}

static double shifts(pairs x, pairs y)
{
    return fmin(fmin(x.first, x.second), fmin(y.both, y.neither));
}

double gdcs_i_homogeneity_log_exact(pairs one, pairs two)
{
    struct sums sum = {.small = 1.0};
    double highest = 0.0;
    if (!is_whole(one) || !is_whole(two) || !(shifts(one, two) + shifts(two, one) < MOST_SPLITS))
        return NAN;
    walk(one, two, &highest, NULL);
    walk(two, one, &highest, NULL);
    sum.all = exp(-highest);
    walk(one, two, &highest, &sum);
    walk(two, one, &highest, &sum);
    return fmin(log(sum.small) - log(sum.all) - highest, 0.0);
}
