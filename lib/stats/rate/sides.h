/* What the table forms of rate have in common: the population of a group, and its events by sex. */
#ifndef GDCS_STATS_RATE_SIDES_H
#define GDCS_STATS_RATE_SIDES_H

#include "stats/form.h"
#include "stats/residents.h"

#include <gdcs/rate.h>

enum { GDCS_I_RATE_UNIT_SIZE = 64 };

/* Events of one sex, or of everybody: counts NaN where not exact, and the fewest and the most. */
typedef struct gdcs_i_rate_row {
    gdcs_rate_counts counts;
    double least;
    double most;
    uint32_t notes;
} gdcs_i_rate_row;

/* A form over a population, which the first axes of its groups choose, the further one among them if
   `further`.  GDCS_E_SHAPE: what gdcs_rate_table() says, or the further one does not choose. */
gdcs_status gdcs_i_rate_form_new(const gdcs_table *table, const gdcs_population *population,
                                 const char *const *keep, int32_t n, const char *axis, int further,
                                 gdcs_i_form *form, gdcs_i_residents *residents, gdcs_error *err);

/* GDCS_SEX_FEMALE, _MALE or _TOTAL of a group, on the population that the codes choose; one that is not known
   is NaN with a note. */
gdcs_status gdcs_i_rate_row_of(const gdcs_i_groups *groups, const gdcs_i_residents *residents,
                               const gdcs_i_group *group, const int32_t *codes, int32_t sex,
                               gdcs_i_rate_row *out, gdcs_error *err);

/* "per 100 000", "per 0.5"; digits in threes from five on.  Returns out. */
const char *gdcs_i_rate_unit(double per, char out[GDCS_I_RATE_UNIT_SIZE]);
#endif
