#include "stats/bounds.h"
#include "stats/pathway/set.h"

#include <math.h>

/* Category i of one sex: who has it and who has not, whoever is unstated counted both ways. */
struct side {
    gdcs_bounds yes;
    gdcs_bounds no;
};

/* And persons of unknown sex: in the category, not in it, and either. */
struct sides {
    struct side women;
    struct side men;
    double in;
    double out;
    double either;
};

/* The upper sum but for one, with infinity less infinity where another is left. */
static double others(const gdcs_i_pathway_sum *sum, double x)
{
    if (sum->infinite > (isinf(x) ? 1 : 0))
        return INFINITY;
    return isinf(x) ? sum->upper : fmax(sum->upper - x, 0.0);
}

static struct side of_one_answer(const gdcs_i_pathway_sum *sum, double rest, gdcs_bounds x)
{
    const struct side s = {{x.lower, x.upper + rest},
                           {fmax(sum->lower - x.lower, 0.0), others(sum, x.upper) + rest}};
    return s;
}

/* `more`: who has the category and may be of this sex, be it known of the person or not. */
static struct side of_several(gdcs_bounds persons, double unknown, double more, gdcs_bounds x)
{
    const double yes = fmin(x.upper + more, fmax(persons.upper + unknown, x.lower));
    const struct side s = {{x.lower, yes},
                           {fmax(persons.lower - yes, 0.0), fmax(persons.upper - x.lower, 0.0)}};
    return s;
}

/* The sex recorded with an answer need not be that recorded with the person: answers of unknown sex may be
   those of known women and men, and then persons of unknown sex are all in no such answer. */
static struct sides sides_of_several(const gdcs_i_pathways *set, int64_t i)
{
    const gdcs_i_group *g = &set->cell[i], *all = &set->whole;
    const gdcs_bounds women = {g->lower.women, g->upper.women};
    const gdcs_bounds men = {g->lower.men, g->upper.men};
    const gdcs_bounds all_women = {all->lower.women, all->upper.women};
    const gdcs_bounds all_men = {all->lower.men, all->upper.men};
    const double unknown = all->upper.unknown, more = g->upper.unknown + set->rest[2];
    const struct sides s = {.women = of_several(all_women, unknown, set->rest[0] + more, women),
                            .men = of_several(all_men, unknown, set->rest[1] + more, men),
                            .out = unknown};
    return s;
}

static struct sides sides_of(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set, int64_t i)
{
    const gdcs_i_group *g = &set->cell[i];
    const gdcs_bounds women = {g->lower.women, g->upper.women};
    const gdcs_bounds men = {g->lower.men, g->upper.men};
    if (plan->several)
        return sides_of_several(set, i);
    const struct sides s = {.women = of_one_answer(&set->sum[0], set->rest[0], women),
                            .men = of_one_answer(&set->sum[1], set->rest[1], men),
                            .in = g->upper.unknown,
                            .out = others(&set->sum[2], g->upper.unknown),
                            .either = set->rest[2]};
    return s;
}

static double most_share(double yes, double no)
{
    if (yes > 0.0)
        return isinf(yes) ? 1.0 : yes / (yes + no);
    return no > 0.0 ? 0.0 : 1.0;
}

static double least_share(double yes, double no)
{
    if (no > 0.0)
        return yes / (yes + no);
    return yes > 0.0 ? 1.0 : 0.0;
}

/* Of `either`, c persons are of the first sex and have the category, the others of the second and have it
   not.  Difference and ratio have one maximum in c, where their derivatives are 0. */
static double split(const struct side *a, const struct side *b, const struct sides *s, int ratio)
{
    const double yes = a->yes.upper + s->in, no = a->no.lower;
    const double all = b->yes.lower + b->no.upper + s->out + s->either;
    const double root = sqrt(no), other = sqrt(b->yes.lower);
    const double c = ratio ? sqrt(no * (yes + no + all)) - (yes + no)
                           : (root * all - other * (yes + no)) / (root + other);
    return c >= 0.0 ? fmin(c, s->either) : 0.0;
}

/* The largest difference or ratio of the shares of the first and the second sex. */
static double most(const struct side *a, const struct side *b, const struct sides *s, int ratio)
{
    const double c = split(a, b, s, ratio);
    const double rest = isinf(s->either) ? INFINITY : s->either - c;
    const double high = most_share(a->yes.upper + s->in + (isinf(rest) ? rest : c), a->no.lower);
    const double low = least_share(b->yes.lower, b->no.upper + s->out + rest);
    if (!ratio)
        return high - low;
    return low > 0.0 ? high / low : INFINITY;
}

static gdcs_bounds of_share(const struct side *x, const struct sides *s)
{
    const gdcs_bounds yes = {x->yes.lower, x->yes.upper + s->in + s->either};
    const gdcs_bounds no = {x->no.lower, x->no.upper + s->out + s->either};
    const gdcs_bounds all = {0.0, 1.0};
    return yes.lower + no.lower > 0.0 ? gdcs_i_bounds_share(yes, no) : all;
}

/* Where there may be no women or no men, nothing is known. */
static gdcs_bounds of_contrast(const struct sides *s, int ratio)
{
    const gdcs_bounds all = {ratio ? 0.0 : -1.0, ratio ? INFINITY : 1.0};
    if (!(s->women.yes.lower + s->women.no.lower > 0.0 && s->men.yes.lower + s->men.no.lower > 0.0))
        return all;
    const double up = most(&s->women, &s->men, s, ratio), down = most(&s->men, &s->women, s, ratio);
    const gdcs_bounds out = {ratio ? 1.0 / down : -down, up};
    return out;
}

static gdcs_bounds of_women(const struct sides *s)
{
    const double more = s->in + s->either;
    const gdcs_bounds women = {s->women.yes.lower, s->women.yes.upper + more};
    const gdcs_bounds men = {s->men.yes.lower, s->men.yes.upper + more};
    const gdcs_bounds all = {0.0, 1.0};
    return women.lower + men.lower > 0.0 ? gdcs_i_bounds_share(women, men) : all;
}

gdcs_bounds gdcs_i_pathway_bounds(const gdcs_i_pathway_plan *plan, const gdcs_i_pathways *set,
                                  int64_t i, int32_t measure)
{
    const struct sides s = sides_of(plan, set, i);
    switch (measure) {
    case GDCS_PATHWAY_MEASURE_DIFFERENCE: return of_contrast(&s, 0);
    case GDCS_PATHWAY_MEASURE_RATIO: return of_contrast(&s, 1);
    case GDCS_PATHWAY_MEASURE_WOMEN: return of_share(&s.women, &s);
    case GDCS_PATHWAY_MEASURE_MEN: return of_share(&s.men, &s);
    default: return of_women(&s);
    }
}
