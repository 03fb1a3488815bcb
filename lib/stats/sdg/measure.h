/* What the forms of an indicator have in common. */
#ifndef GDCS_STATS_SDG_MEASURE_H
#define GDCS_STATS_SDG_MEASURE_H

#include "core/sum.h"
#include "stats/sdg/definition.h"

typedef struct gdcs_i_sdg_plan {
    const gdcs_sdg_definition *definition;
    int32_t indicator;
    int32_t proportion; /* the numerator is a part of the denominator */
    int32_t mean;       /* of proportions */
    int32_t own;        /* which weigh what they are taken on: then it is a ratio of sums */
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
} gdcs_i_sdg_plan;

/* A number as it is known: NaN where not exactly, with what it is at least and at most. */
typedef struct gdcs_i_sdg_number {
    double value;
    double least;
    double most;
} gdcs_i_sdg_number;

typedef struct gdcs_i_sdg_country {
    gdcs_i_sdg_number numerator;
    gdcs_i_sdg_number denominator;
    gdcs_i_sdg_number unknown; /* of unknown sex, may be in the numerator */
    double others; /* at most so many more may be in the denominator; linked: in it only */
    gdcs_i_sdg_number population;
    int32_t linked; /* who is of unknown sex in the numerator is so in the denominator */
    int32_t padding;
} gdcs_i_sdg_country;

/* Over countries; start from {0}, or from where to keep what a mean of proportions is of. */
typedef struct gdcs_i_sdg_sums {
    gdcs_bounds *shares;  /* of each country; room for all if the mean is weighted */
    gdcs_bounds *weights; /* the same */
    gdcs_i_sum numerator; /* of those that report, down to variance */
    gdcs_i_sum denominator;
    gdcs_i_sum unknown;
    gdcs_i_sum population;
    gdcs_i_sum mean;     /* population x proportion */
    gdcs_i_sum spread;   /* population^2 / n */
    gdcs_i_sum variance; /* population^2 x p (1 - p) / n */
    gdcs_i_sum population_all;
    gdcs_i_sum yes_least; /* of all: numerators, */
    gdcs_i_sum yes_most;
    gdcs_i_sum no_least; /* what is in denominators only, */
    gdcs_i_sum no_most;
    gdcs_i_sum least; /* and denominators */
    gdcs_i_sum most;
    int64_t countries;
    int64_t reporting;
    int64_t exceeding;  /* have a numerator above its denominator */
    int64_t impossible; /* whatever the sex of the unknown */
} gdcs_i_sdg_sums;

gdcs_status gdcs_i_sdg_plan_new(int32_t indicator, const gdcs_sdg_options *options,
                                gdcs_i_sdg_plan *out, gdcs_error *err);

/* Does it need room for shares and weights? */
int gdcs_i_sdg_is_weighted(const gdcs_i_sdg_plan *plan);

void gdcs_i_sdg_add(const gdcs_i_sdg_plan *plan, gdcs_i_sdg_sums *sums,
                    const gdcs_i_sdg_country *country);

gdcs_sdg_result gdcs_i_sdg_measure(const gdcs_i_sdg_plan *plan, const gdcs_i_sdg_sums *sums);

/* "exact Poisson" or "Wilson". */
const char *gdcs_i_sdg_method_text(const gdcs_i_sdg_plan *plan);
#endif
