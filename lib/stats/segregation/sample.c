#include "stats/segregation/sample.h"

#include "num/rng.h"

#include <math.h>

/* 2^-64 that a table of one woman among many is still without her after so many times. */
enum { MOST_TIMES = 64 };

/* Streams of permutations lie beyond those of replicates, which are at most 10^6. */
static const uint64_t permutations = UINT64_C(1) << 32;

gdcs_i_sampler gdcs_i_sampler_of(const gdcs_i_units *units, int32_t index, int by_sex,
                                 uint64_t seed, double *room)
{
    const int64_t n = units->n;
    gdcs_i_sampler s = {.units = units, .index = index, .by_sex = by_sex, .seed = seed};
    s.women = room;
    s.men = room + n;
    s.drawn_women = room + 2 * n;
    s.drawn_men = room + 3 * n;
    return s;
}

double gdcs_i_sampler_set(gdcs_i_sampler *s, double distance)
{
    const gdcs_i_units *u = s->units;
    const double p = u->all_women / (u->all_women + u->all_men);
    for (int64_t i = 0; i < u->n; i++) {
        const double t = u->women[i] + u->men[i];
        const double women = t * p + distance * (u->women[i] - t * p);
        s->women[i] = distance == 1.0 ? u->women[i] : fmin(fmax(women, 0.0), t);
        s->men[i] = distance == 1.0 ? u->men[i] : t - s->women[i];
    }
    s->from = gdcs_i_units_of(s->women, s->men, u->n, u->rank);
    return gdcs_i_segregation_index(s->index, &s->from);
}

static double women_drawn(gdcs_i_rng *rng, double women, double all, double share)
{
    for (int times = 0; times < MOST_TIMES; times++) {
        const double drawn = gdcs_i_rng_binomial(rng, all, share);
        if (drawn > 0.0 && drawn < all)
            return drawn;
    }
    return women;
}

double gdcs_i_sampler_draw(const gdcs_i_sampler *s, int64_t k)
{
    const gdcs_i_units *u = s->units;
    const double w = s->from.all_women, m = s->from.all_men;
    const double all = fmax(2.0, round(w + m)), women = fmin(fmax(round(w), 1.0), all - 1.0);
    gdcs_i_rng rng = gdcs_i_rng_at(s->seed, (uint64_t)k);
    const double drawn = s->by_sex ? women : women_drawn(&rng, women, all, w / (w + m));
    gdcs_i_rng_multinomial(&rng, drawn, s->women, w, u->n, s->drawn_women);
    gdcs_i_rng_multinomial(&rng, all - drawn, s->men, m, u->n, s->drawn_men);
    const gdcs_i_units table = gdcs_i_units_of(s->drawn_women, s->drawn_men, u->n, u->rank);
    return gdcs_i_segregation_index(s->index, &table);
}

double gdcs_i_sampler_permute(const gdcs_i_sampler *s, int64_t k)
{
    const gdcs_i_units *u = s->units;
    gdcs_i_rng rng = gdcs_i_rng_at(s->seed, permutations + (uint64_t)k);
    for (int64_t i = 0; i < u->n; i++)
        s->men[i] = u->women[i] + u->men[i];
    gdcs_i_rng_allot(&rng, u->all_women, s->men, u->all_women + u->all_men, u->n, s->drawn_women);
    for (int64_t i = 0; i < u->n; i++)
        s->drawn_men[i] = s->men[i] - s->drawn_women[i];
    const gdcs_i_units table = gdcs_i_units_of(s->drawn_women, s->drawn_men, u->n, u->rank);
    return gdcs_i_segregation_index(s->index, &table);
}
