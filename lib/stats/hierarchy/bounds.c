#include "stats/bounds.h"

#include "num/trend.h"
#include "stats/hierarchy/plan.h"

#include <math.h>

enum { MOST_ZONED = 32 };

static const double endless =
    1e75; /* in the place of an infinite count: its fourth power is finite */

/* A table between the limits. */
struct corner {
    double women[GDCS_I_LEVELS];
    double men[GDCS_I_LEVELS];
};

static double capped(double x)
{
    return fmin(x, endless);
}

static void widen(gdcs_bounds *b, double x)
{
    if (isnan(x))
        return;
    b->lower = fmin(b->lower, x);
    b->upper = fmax(b->upper, x);
}

static const gdcs_bounds nowhere = {INFINITY, -INFINITY};

static gdcs_bounds or_all(gdcs_bounds b, double lower, double upper)
{
    const gdcs_bounds all = {lower, upper};
    const gdcs_bounds within = {fmax(b.lower, lower), fmin(b.upper, upper)};
    return b.lower <= b.upper ? within : all;
}

/* Whatever is a quotient of pairs of a woman and a man falls or rises with the women of a level as that
   level is above or below a threshold, and so with men: as many women as can be above theirs, as many
   men below theirs, or all the other way.  The unknown of a level between may serve both. */
static void fill_pairs(const gdcs_i_rungs *r, int32_t from_women, int32_t to_men, int women_above,
                       struct corner *c)
{
    for (int32_t j = 0; j < r->n; j++) {
        const gdcs_i_rung *g = &r->rung[j];
        const int more_women = women_above == (j >= from_women);
        const int more_men = women_above == (j < to_men);
        c->women[j] = more_women ? capped(g->women.upper + g->unknown) : g->women.lower;
        c->men[j] = more_men ? capped(g->men.upper + g->unknown) : g->men.lower;
    }
}

static double lead(const gdcs_i_pairs *p)
{
    return p->lead;
}

/* 0 / 0 is NaN, and no value. */
static double superiority(const gdcs_i_pairs *p)
{
    return p->yes * p->no > 0.0 ? gdcs_i_ladder_superiority(p) : NAN;
}

static gdcs_bounds of_pairs(const gdcs_i_rungs *r, double (*measure)(const gdcs_i_pairs *))
{
    gdcs_bounds b = nowhere;
    struct corner c;
    const gdcs_i_ladder l = {r->n, c.women, c.men};
    for (int32_t i = 0; i <= r->n; i++)
        for (int32_t k = 0; k <= r->n; k++)
            for (int above = 0; above <= 1; above++) {
                fill_pairs(r, i, k, above, &c);
                const gdcs_i_pairs p = gdcs_i_ladder_pairs(l);
                widen(&b, measure(&p));
            }
    return b;
}

/* Pairs of persons at two levels, and of a woman and a man: both rise with every count. */
struct sizes {
    gdcs_bounds apart;
    gdcs_bounds mixed;
};

static struct sizes sizes_of(const gdcs_i_rungs *r)
{
    struct corner least, most;
    gdcs_bounds women = {0.0, 0.0}, men = {0.0, 0.0};
    double zero[GDCS_I_LEVELS] = {0.0};
    for (int32_t j = 0; j < r->n; j++) {
        const gdcs_i_rung *g = &r->rung[j];
        least.women[j] = g->women.lower + g->men.lower;
        most.women[j] = capped(g->women.upper + g->men.upper + g->unknown);
        women.lower += g->women.lower;
        women.upper += capped(g->women.upper + g->unknown);
        men.lower += g->men.lower;
        men.upper += capped(g->men.upper + g->unknown);
    }
    const gdcs_i_ladder low = {r->n, least.women, zero}, high = {r->n, most.women, zero};
    const struct sizes s = {{gdcs_i_ladder_pairs(low).apart, gdcs_i_ladder_pairs(high).apart},
                            {women.lower * men.lower, women.upper * men.upper}};
    return s;
}

/* lead / size, both anywhere, never further from 0 than gamma. */
static gdcs_bounds of_lead(const gdcs_i_rungs *r, gdcs_bounds size)
{
    const gdcs_bounds gamma = or_all(of_pairs(r, gdcs_i_ladder_gamma), -1.0, 1.0);
    const gdcs_bounds l = or_all(of_pairs(r, lead), -INFINITY, INFINITY);
    const double lower = l.lower / (l.lower < 0.0 ? size.lower : size.upper);
    const double upper = l.upper / (l.upper > 0.0 ? size.lower : size.upper);
    const gdcs_bounds b = {fmax(isnan(lower) ? -1.0 : lower, fmin(gamma.lower, 0.0)),
                           fmin(isnan(upper) ? 1.0 : upper, fmax(gamma.upper, 0.0))};
    return b;
}

static gdcs_bounds of_association(const gdcs_i_rungs *r, int32_t measure)
{
    const struct sizes s = sizes_of(r);
    const gdcs_bounds both = {sqrt(s.mixed.lower) * sqrt(s.apart.lower),
                              sqrt(s.mixed.upper) * sqrt(s.apart.upper)};
    return of_lead(r, measure == GDCS_HIERARCHY_MEASURE_TAU_B ? both : s.apart);
}

/* One level in the steepest line: nobody more than must be, or all that can be, or women, or men. */
enum { NONE, ALL_MEN_FIRST, ALL_WOMEN_FIRST, MEN, WOMEN };

static void fill_level(const gdcs_i_rung *g, int what, int falling, double *women, double *men)
{
    const int women_first = what == WOMEN || what == ALL_WOMEN_FIRST;
    const int all = what == ALL_MEN_FIRST || what == ALL_WOMEN_FIRST;
    const double for_women = women_first != falling ? g->unknown : 0.0;
    const double for_men = women_first != falling ? 0.0 : g->unknown;
    const int more_women = all || (what == WOMEN && !falling) || (what == MEN && falling);
    const int more_men = all || (what == MEN && !falling) || (what == WOMEN && falling);
    *women = more_women && what != NONE ? capped(g->women.upper + for_women) : g->women.lower;
    *men = more_men && what != NONE ? capped(g->men.upper + for_men) : g->men.lower;
}

/* One more person at x moves the slope as (x - mean)(is a woman - line at x).  So in the table of the
   steepest rise men are as many as can be below the mean and women above it, but where the line is
   outside [0, 1]: there both are as few as can be, or, in the least of falls, as many. */
static void fill_zones(const gdcs_i_rungs *r, const int32_t edge[3], int outer, int falling,
                       struct corner *c)
{
    for (int32_t j = 0; j < r->n; j++) {
        int what = j < edge[1] ? MEN : WOMEN;
        if (j < edge[0])
            what = outer == NONE ? NONE : ALL_MEN_FIRST;
        else if (j >= edge[2])
            what = outer == NONE ? NONE : ALL_WOMEN_FIRST;
        fill_level(&r->rung[j], what, falling, &c->women[j], &c->men[j]);
    }
}

static gdcs_bounds of_zones(const gdcs_i_rungs *r, const double *x)
{
    gdcs_bounds b = nowhere;
    struct corner c;
    const gdcs_i_ladder l = {r->n, c.women, c.men};
    int32_t edge[3];
    for (edge[0] = 0; edge[0] <= r->n; edge[0]++)
        for (edge[1] = edge[0]; edge[1] <= r->n; edge[1]++)
            for (edge[2] = edge[1]; edge[2] <= r->n; edge[2]++)
                for (int way = 0; way < 4; way++) {
                    fill_zones(r, edge, way / 2 == 0 ? NONE : ALL_MEN_FIRST, way % 2, &c);
                    widen(&b, gdcs_i_trend_slope(l, x).value);
                }
    return b;
}

/* The slope is a mean of those between two levels each. */
static gdcs_bounds of_steps(const gdcs_i_rungs *r, const double *x)
{
    gdcs_bounds b = nowhere, share[GDCS_I_LEVELS];
    for (int32_t j = 0; j < r->n; j++) {
        const gdcs_i_rung *g = &r->rung[j];
        const gdcs_bounds women = {g->women.lower, g->women.upper + g->unknown};
        const gdcs_bounds men = {g->men.lower, g->men.upper + g->unknown};
        share[j] = gdcs_i_bounds_share(women, men);
        for (int32_t i = 0; i < j; i++)
            if (x[j] > x[i]) {
                widen(&b, (share[j].lower - share[i].upper) / (x[j] - x[i]));
                widen(&b, (share[j].upper - share[i].lower) / (x[j] - x[i]));
            }
    }
    return b;
}

/* Women and men at the top and below it: cells, and with the unknown. */
struct top {
    gdcs_bounds women;
    gdcs_bounds men;
    double unknown;
};

static struct top sum_of(const gdcs_i_rungs *r, int32_t from, int32_t to)
{
    struct top t = {{0.0, 0.0}, {0.0, 0.0}, 0.0};
    for (int32_t j = from; j < to; j++) {
        t.women.lower += r->rung[j].women.lower;
        t.women.upper += r->rung[j].women.upper;
        t.men.lower += r->rung[j].men.lower;
        t.men.upper += r->rung[j].men.upper;
        t.unknown += r->rung[j].unknown;
    }
    return t;
}

/* The index as it is, or as it is approached where there is 0 / 0. */
static double index_of(double women_top, double men_top, double women_below, double men_below)
{
    const double women = women_top + women_below, top = women_top + men_top;
    const double all = women + men_top + men_below;
    if (men_top == 0.0)
        return women / all;
    if (women_below == 0.0)
        return top / all;
    return women / all * (top / women_top);
}

/* The index rises with women below and men at the top and falls with men below.  With women at the top
   it falls up to the root of a quadratic and rises from there. */
static gdcs_bounds of_ceiling(const struct top *top, const struct top *below)
{
    gdcs_bounds b = nowhere;
    const double m = capped(top->men.upper + top->unknown);
    const double w = capped(below->women.upper + below->unknown);
    const double women[2] = {top->women.lower, capped(top->women.upper)};
    for (int i = 0; i < 2; i++)
        widen(&b, index_of(women[i], m, w, below->men.lower));
    const double men_top = top->men.lower, women_below = below->women.lower;
    const double men_below = capped(below->men.upper + below->unknown);
    const double most = capped(top->women.upper + top->unknown), product = men_top * women_below;
    const double all = women_below + men_top + men_below;
    const double root = (product + sqrt(product * product + men_below * product * all)) / men_below;
    const double turn = fmax(fmin(isnan(root) ? most : root, most), women[0]);
    widen(&b, index_of(turn, men_top, women_below, men_below));
    return or_all(b, 0.0, INFINITY);
}

static gdcs_bounds of_top(int32_t measure, const gdcs_i_rungs *r, int32_t levels)
{
    const int32_t from = r->n > levels ? r->n - levels : 0;
    const struct top top = sum_of(r, from, r->n), below = sum_of(r, 0, from);
    const gdcs_bounds wt = {top.women.lower, top.women.upper + top.unknown};
    const gdcs_bounds mt = {top.men.lower, top.men.upper + top.unknown};
    const gdcs_bounds wb = {below.women.lower, below.women.upper + below.unknown};
    const gdcs_bounds mb = {below.men.lower, below.men.upper + below.unknown};
    if (measure == GDCS_HIERARCHY_MEASURE_GLASS_CEILING_INDEX)
        return of_ceiling(&top, &below);
    if (measure == GDCS_HIERARCHY_MEASURE_TOP_ODDS_RATIO)
        return gdcs_i_bounds_quotient(gdcs_i_bounds_product(wt, mb), gdcs_i_bounds_product(wb, mt));
    const gdcs_bounds a = gdcs_i_bounds_share(wt, mt), b = gdcs_i_bounds_share(wb, mb);
    const gdcs_bounds difference = {a.lower - b.upper, a.upper - b.lower};
    return difference;
}

gdcs_bounds gdcs_i_hierarchy_bounds(const gdcs_i_hierarchy_plan *plan, int32_t measure,
                                    const gdcs_i_rungs *r, const double *scores)
{
    switch (measure) {
    case GDCS_HIERARCHY_MEASURE_SUPERIORITY: return or_all(of_pairs(r, superiority), 0.0, 1.0);
    case GDCS_HIERARCHY_MEASURE_SOMERS_LEVEL: {
        const gdcs_bounds b = or_all(of_pairs(r, superiority), 0.0, 1.0);
        const gdcs_bounds d = {2.0 * b.lower - 1.0, 2.0 * b.upper - 1.0};
        return d;
    }
    case GDCS_HIERARCHY_MEASURE_GAMMA: return or_all(of_pairs(r, gdcs_i_ladder_gamma), -1.0, 1.0);
    case GDCS_HIERARCHY_MEASURE_SOMERS_SEX:
    case GDCS_HIERARCHY_MEASURE_TAU_B: return of_association(r, measure);
    case GDCS_HIERARCHY_MEASURE_SLOPE:
        return or_all(r->n <= MOST_ZONED ? of_zones(r, scores) : of_steps(r, scores), -INFINITY,
                      INFINITY);
    default: return of_top(measure, r, plan->top);
    }
}
