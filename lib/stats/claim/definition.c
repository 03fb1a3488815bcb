#include "stats/claim/definition.h"

#include <math.h>
#include <string.h>

/* What definitions are made of. */
enum { WOMEN, MEN, KNOWN, RECORDED, ALL, PEOPLE_WOMEN, PEOPLE_MEN, PEOPLE, BEFORE, GAIN, TERMS };

static const struct {
    const char *name;
    int above;
    int below;
    double times;
} definitions[] = {{"share_women", WOMEN, KNOWN, 100},
                   {"share_men", MEN, KNOWN, 100},
                   {"share_women_recorded", WOMEN, RECORDED, 100},
                   {"share_women_total", WOMEN, ALL, 100},
                   {"share_men_total", MEN, ALL, 100},
                   {"proportion_women", WOMEN, KNOWN, 1},
                   {"women_per_100_men", WOMEN, MEN, 100},
                   {"men_per_100_women", MEN, WOMEN, 100},
                   {"women_per_man", WOMEN, MEN, 1},
                   {"men_per_woman", MEN, WOMEN, 1},
                   {"rate_women_1000", WOMEN, PEOPLE_WOMEN, 1e3},
                   {"rate_women_10000", WOMEN, PEOPLE_WOMEN, 1e4},
                   {"rate_women_100000", WOMEN, PEOPLE_WOMEN, 1e5},
                   {"rate_men_1000", MEN, PEOPLE_MEN, 1e3},
                   {"rate_men_10000", MEN, PEOPLE_MEN, 1e4},
                   {"rate_men_100000", MEN, PEOPLE_MEN, 1e5},
                   {"rate_total_1000", ALL, PEOPLE, 1e3},
                   {"rate_total_10000", ALL, PEOPLE, 1e4},
                   {"rate_total_100000", ALL, PEOPLE, 1e5},
                   {"rate_women_on_total_100000", WOMEN, PEOPLE, 1e5},
                   {"change_women", GAIN, BEFORE, 100},
                   {"factor_women", WOMEN, BEFORE, 1}};

enum { DEFINITIONS = sizeof definitions / sizeof *definitions };

int gdcs_i_claim_definitions(void)
{
    return DEFINITIONS;
}

const char *gdcs_i_claim_name(int definition)
{
    return definitions[definition].name;
}

int gdcs_i_claim_find(const char *name)
{
    for (int d = 0; d < DEFINITIONS; d++)
        if (strcmp(definitions[d].name, name) == 0)
            return d;
    return -1;
}

static void take_terms(const gdcs_claim *c, const gdcs_sex_counts *n, double terms[TERMS])
{
    terms[WOMEN] = n->women;
    terms[MEN] = n->men;
    terms[KNOWN] = n->women + n->men;
    terms[RECORDED] = terms[KNOWN] + n->other;
    terms[ALL] = terms[RECORDED] + n->unknown;
    terms[PEOPLE_WOMEN] = c->population_women;
    terms[PEOPLE_MEN] = c->population_men;
    terms[PEOPLE] = c->population_women + c->population_men;
    terms[BEFORE] = c->before;
    terms[GAIN] = n->women - c->before;
}

/* NaN where the whole is 0 or not known, infinite where only the whole is 0. */
static double quotient(const gdcs_claim *c, const gdcs_sex_counts *n, int definition)
{
    double terms[TERMS];
    take_terms(c, n, terms);
    const double above = terms[definitions[definition].above];
    const double below = terms[definitions[definition].below];
    if (isinf(above) && isinf(below))
        return definitions[definition].times; /* the part outgrows the rest of its whole */
    return below > 0.0 || above > 0.0 ? definitions[definition].times * above / below : NAN;
}

static int is_part(int definition)
{
    const int below = definitions[definition].below;
    return below == KNOWN || below == RECORDED || below == ALL;
}

int gdcs_i_claim_repeats(const gdcs_claim *c, int definition)
{
    const gdcs_sex_counts *most = c->upper == NULL ? &c->counts : c->upper;
    const int below = definitions[definition].below;
    const int women = definitions[definition].above == WOMEN;
    return (below == RECORDED && most->other == 0.0) ||
           (below == ALL && most->unknown == 0.0 && (women || most->other == 0.0));
}

/* Every definition rises with what is above and falls with everything else that it counts, so that its
   ends are at the ends of the counts. */
gdcs_bounds gdcs_i_claim_value(const gdcs_claim *c, int definition)
{
    const gdcs_sex_counts low = c->counts, high = c->upper == NULL ? c->counts : *c->upper;
    const int above = definitions[definition].above;
    const int women = above == WOMEN || above == GAIN || above == ALL, all = above == ALL;
    const gdcs_sex_counts least = {.women = women ? low.women : high.women,
                                   .men = above == MEN || all ? low.men : high.men,
                                   .other = all ? low.other : high.other,
                                   .unknown = all ? low.unknown : high.unknown};
    const gdcs_sex_counts most = {.women = women ? high.women : low.women,
                                  .men = above == MEN || all ? high.men : low.men,
                                  .other = all ? high.other : low.other,
                                  .unknown = all ? high.unknown : low.unknown};
    gdcs_bounds b = {quotient(c, &least, definition), quotient(c, &most, definition)};
    if (isnan(b.lower) && is_part(definition))
        b.lower = b.upper; /* whoever there is is above */
    if (isnan(b.upper) && is_part(definition))
        b.upper = b.lower;
    if (isnan(b.lower) || isnan(b.upper) || isinf(b.lower))
        b.lower = b.upper = NAN;
    return b;
}
