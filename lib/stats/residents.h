/* The residents of a sex, of a group of a table and of a band of age: denominators by age, whatever the
   two sources call their bands. */
#ifndef GDCS_STATS_RESIDENTS_H
#define GDCS_STATS_RESIDENTS_H

#include "data/groups.h"

#include <gdcs/population.h>
#include <gdcs/standard.h>

typedef struct gdcs_i_residents {
    const gdcs_population *population;
    const gdcs_table *table; /* of the groups */
    int32_t area;            /* the kept axis of the concept, or -1 */
    int32_t period;
    gdcs_axis ages;
} gdcs_i_residents;

/* GDCS_E_SHAPE: the population has no axis of age; an axis of area or period that is not among the first
   `keys` of the table; one of those that the population lacks, or two of a concept. */
gdcs_status gdcs_i_residents_new(const gdcs_population *population, const gdcs_table *table,
                                 int32_t keys, gdcs_i_residents *out, gdcs_error *err);

/* Do bands of the population make up this one?  Where they overlap the longest are taken. */
int gdcs_i_residents_have(const gdcs_i_residents *residents, const gdcs_standard_band *band);

/* Persons; NaN with GDCS_NOTE_NO_POPULATION if a part is not known. */
gdcs_status gdcs_i_residents_count(const gdcs_i_residents *residents, const int32_t *codes,
                                   int32_t sex, const gdcs_standard_band *band, double *persons,
                                   uint32_t *notes, gdcs_error *err);
#endif
