/* The axis of age of a table as strata: which labels are bands and how much they weigh, and what is
   known of one sex in them. */
#ifndef GDCS_STATS_STANDARD_AGES_H
#define GDCS_STATS_STANDARD_AGES_H

#include "stats/residents.h"
#include "stats/standard/measure.h"

typedef struct gdcs_i_standard_ages gdcs_i_standard_ages;

/* groups: by `keys` kept axes and that of age.  GDCS_E_NAME: a label is neither a band of age nor one
   of those for ages not known; and the errors of gdcs_standard_collapse() and of residents. */
gdcs_status gdcs_i_standard_ages_new(const gdcs_i_groups *groups, int32_t keys,
                                     const gdcs_population *population,
                                     const gdcs_standard_options *options,
                                     gdcs_i_standard_ages **out, gdcs_error *err);
void gdcs_i_standard_ages_free(gdcs_i_standard_ages *ages);

/* How many bands have weight. */
int32_t gdcs_i_standard_ages_count(const gdcs_i_standard_ages *ages);

/* The rate of a sex (or _TOTAL) in the groups with these codes. */
gdcs_status gdcs_i_standard_ages_measure(const gdcs_i_standard_ages *ages,
                                         const gdcs_i_standard_plan *plan, const int32_t *codes,
                                         int32_t sex, gdcs_i_standard_rate *out, gdcs_error *err);
#endif
