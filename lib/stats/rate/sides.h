/* What the table forms of rate have in common: the population of a group, and its events by sex. */
#ifndef GDCS_STATS_RATE_SIDES_H
#define GDCS_STATS_RATE_SIDES_H

#include "data/groups.h"

#include <gdcs/population.h>
#include <gdcs/rate.h>

enum { GDCS_I_RATE_KINDS = 3, GDCS_I_RATE_UNIT_SIZE = 64 };

/* Groups, and which of their kept axes choose the population. */
typedef struct gdcs_i_rate_axes {
    const gdcs_i_groups *groups;
    const gdcs_population *population;
    int32_t axis[GDCS_I_RATE_KINDS]; /* the kept axis of area, period and age, or -1 */
} gdcs_i_rate_axes;

/* Events of one sex, or of everybody: counts NaN where not exact, and the fewest and the most. */
typedef struct gdcs_i_rate_row {
    gdcs_rate_counts counts;
    double least;
    double most;
    uint32_t notes;
} gdcs_i_rate_row;

/* The first n kept axes are looked through.  GDCS_E_SHAPE: what gdcs_rate_table() says. */
gdcs_status gdcs_i_rate_axes_new(const gdcs_i_groups *groups, const gdcs_population *population,
                                 int32_t n, gdcs_i_rate_axes *out, gdcs_error *err);

/* GDCS_SEX_FEMALE, _MALE or _TOTAL of a group; a population that is not known is NaN with a note. */
gdcs_status gdcs_i_rate_row_of(const gdcs_i_rate_axes *axes, const gdcs_i_group *group, int32_t sex,
                               gdcs_i_rate_row *out, gdcs_error *err);

/* "per 100 000", "per 0.5"; digits in threes from five on.  Returns out. */
const char *gdcs_i_rate_unit(double per, char out[GDCS_I_RATE_UNIT_SIZE]);
#endif
