#include "core/sum.h"
#include "stats/segregation/bounds.h"

#include <math.h>

gdcs_i_box gdcs_i_box_of_counts(const gdcs_i_problem *p, int64_t i)
{
    const gdcs_i_box box = {{p->women_lower[i], p->women_upper[i]},
                            {p->men_lower[i], p->men_upper[i]}};
    return box;
}

gdcs_i_box gdcs_i_box_of_shares(const gdcs_i_problem *p, int64_t i)
{
    const gdcs_i_box c = gdcs_i_box_of_counts(p, i);
    if (c.women.upper + c.men.upper == 0.0)
        return (gdcs_i_box){{0.0, 0.0}, {0.0, 0.0}};
    double low = c.men.upper > 0.0 ? 0.0 : 1.0, high = c.women.upper > 0.0 ? 1.0 : 0.0;
    if (c.women.lower > 0.0)
        low = c.women.lower / (c.women.lower + c.men.upper);
    if (c.men.lower > 0.0 && c.women.upper < INFINITY)
        high = c.women.upper / (c.women.upper + c.men.lower);
    const int may_be_empty = c.women.lower + c.men.lower == 0.0;
    return (gdcs_i_box){{may_be_empty ? 0.0 : low, high},
                        {may_be_empty ? 0.0 : 1.0 - high, 1.0 - low}};
}

/* Sums of one sex, those without limit counted apart. */
struct total {
    gdcs_i_sum lower;
    gdcs_i_sum upper;
    int64_t infinite;
};

static void add(struct total *t, gdcs_bounds b)
{
    gdcs_i_sum_add(&t->lower, b.lower);
    if (b.upper < INFINITY)
        gdcs_i_sum_add(&t->upper, b.upper);
    else
        t->infinite++;
}

/* x / (x + rest), both anywhere in their ranges. */
static gdcs_bounds share(const struct total *t, gdcs_bounds x)
{
    struct total rest = *t;
    gdcs_bounds out = {0.0, 1.0};
    gdcs_i_sum_add(&rest.lower, -x.lower);
    if (x.upper < INFINITY)
        gdcs_i_sum_add(&rest.upper, -x.upper);
    else
        rest.infinite--;
    const double least = fmax(gdcs_i_sum_value(rest.lower), 0.0);
    const double most = rest.infinite > 0 ? INFINITY : fmax(gdcs_i_sum_value(rest.upper), 0.0);
    if (x.lower > 0.0)
        out.lower = x.lower / (x.lower + most);
    else if (most == 0.0 && x.upper > 0.0)
        out.lower = 1.0; /* nobody can be elsewhere */
    if (x.upper < INFINITY && x.upper + least > 0.0)
        out.upper = x.upper / (x.upper + least);
    else if (x.upper == 0.0)
        out.upper = 0.0;
    return out;
}

void gdcs_i_ranges_fill(gdcs_i_box (*box)(const gdcs_i_problem *, int64_t), const gdcs_i_problem *p)
{
    struct total women = {.infinite = 0}, men = {.infinite = 0};
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_i_box b = box(p, i);
        add(&women, b.women);
        add(&men, b.men);
    }
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_i_box b = box(p, i);
        const gdcs_bounds w = share(&women, b.women), m = share(&men, b.men);
        p->room[i] = w.lower;
        p->room[p->n + i] = w.upper;
        p->room[2 * p->n + i] = m.lower;
        p->room[3 * p->n + i] = m.upper;
    }
}

gdcs_i_box gdcs_i_ranges_at(const gdcs_i_problem *p, int64_t i)
{
    const gdcs_i_box box = {{p->room[i], p->room[p->n + i]},
                            {p->room[2 * p->n + i], p->room[3 * p->n + i]}};
    return box;
}

/* D is the sum of what a_i exceeds b_i by, and of what b_i exceeds a_i by: each has its ends. */
gdcs_bounds gdcs_i_ranges_dissimilarity(const gdcs_i_problem *p)
{
    gdcs_i_sum least_women = {0}, least_men = {0}, most_women = {0}, most_men = {0};
    for (int64_t i = 0; i < p->n; i++) {
        const gdcs_i_box b = gdcs_i_ranges_at(p, i);
        gdcs_i_sum_add(&least_women, fmax(b.women.lower - b.men.upper, 0.0));
        gdcs_i_sum_add(&least_men, fmax(b.men.lower - b.women.upper, 0.0));
        gdcs_i_sum_add(&most_women, fmax(b.women.upper - b.men.lower, 0.0));
        gdcs_i_sum_add(&most_men, fmax(b.men.upper - b.women.lower, 0.0));
    }
    const gdcs_bounds out = {
        fmin(fmax(gdcs_i_sum_value(least_women), gdcs_i_sum_value(least_men)), 1.0),
        fmin(fmin(gdcs_i_sum_value(most_women), gdcs_i_sum_value(most_men)), 1.0)};
    return out;
}
