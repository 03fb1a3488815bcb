/* What the forms of standardised rates have in common. */
#ifndef GDCS_STATS_STANDARD_MEASURE_H
#define GDCS_STATS_STANDARD_MEASURE_H

#include "core/sum.h"
#include "num/interval/weighted.h"
#include "stats/events.h"

#include <gdcs/standard.h>

/* Checked options, and what of them is computed once for many rates. */
typedef struct gdcs_i_standard_plan {
    int32_t method; /* never DEFAULT */
    double alpha;
    double z; /* upper alpha / 2 point of the normal */
    double per;
} gdcs_i_standard_plan;

typedef struct gdcs_i_standard_stratum {
    gdcs_i_events events; /* those of unknown sex are in most */
    double variance;
    double population; /* NaN: not known */
    double weight;
} gdcs_i_standard_stratum;

/* Start from {0}. */
typedef struct gdcs_i_standard_sums {
    gdcs_i_sum weights;
    gdcs_i_sum events;
    gdcs_i_sum variance; /* of the events, plain */
    gdcs_i_sum population;
    gdcs_i_sum value; /* from here on times weight / population, or its square */
    gdcs_i_sum value_variance;
    gdcs_i_sum least;
    gdcs_i_sum most;
    gdcs_i_sum w;
    gdcs_i_sum w_square;
    double w_least;
    double w_most;
    int32_t count;
    int32_t broken; /* strata that have no population */
    int32_t not_whole;
    int32_t padding;
} gdcs_i_standard_sums;

/* One rate, and what a comparison needs of it. */
typedef struct gdcs_i_standard_rate {
    gdcs_standard_result result;
    struct gdcs_i_weighted weighted; /* per `per` persons */
} gdcs_i_standard_rate;

/* "gamma (Fay-Feuer)" and the like; never NULL. */
const char *gdcs_i_standard_method_text(int32_t method);

gdcs_status gdcs_i_standard_plan_new(const gdcs_standard_options *options,
                                     gdcs_i_standard_plan *out, gdcs_error *err);

/* A stratum without weight has no effect. */
void gdcs_i_standard_add(gdcs_i_standard_sums *sums, const gdcs_i_standard_stratum *stratum);

/* The rate of the strata added; NaN with GDCS_NOTE_NOT_ESTIMABLE where it cannot be had. */
void gdcs_i_standard_measure(const gdcs_i_standard_plan *plan, const gdcs_i_standard_sums *sums,
                             const gdcs_i_events *unknown_age, gdcs_i_standard_rate *out);

/* The rate of row i of arrays, checked by gdcs_i_standard_take(). */
void gdcs_i_standard_measure_row(const gdcs_i_standard_plan *plan, const gdcs_standard_strata *in,
                                 int64_t i, int64_t count, gdcs_i_standard_rate *out);

/* Read and check arrays of n rates; NaN is let through only with `missing`. */
gdcs_status gdcs_i_standard_take(const gdcs_standard_strata *strata, const char *name, int64_t n,
                                 int64_t count, int missing, gdcs_standard_strata *out,
                                 gdcs_error *err);

/* For scalar forms: every stratum that counts has a population, and the result is a double. */
gdcs_status gdcs_i_standard_check(const gdcs_standard_strata *in, int64_t count,
                                  const gdcs_i_standard_rate *rate, gdcs_error *err);

/* Ratio and difference of two rates. */
void gdcs_i_standard_compare(const gdcs_i_standard_plan *plan, const gdcs_i_standard_rate *women,
                             const gdcs_i_standard_rate *men, gdcs_standard_ratio_result *out);
#endif
