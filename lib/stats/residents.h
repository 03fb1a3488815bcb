/* The residents of a sex and of a group of a table, chosen by its labels of area, period and age: the
   denominators of rates. */
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
    int32_t age;
    int32_t padding;
    gdcs_axis ages; /* of the population, where bands are asked for */
} gdcs_i_residents;

/* For gdcs_i_residents_get(), by the labels as they are.  A table by age over a population of all ages
   would give a rate that is none, so what is kept must be there, and what is there kept; but ages can
   be summed over.  GDCS_E_SHAPE: an axis of area, period or age among the first `keys` of the table that the
   population lacks, or two of a concept; one of area or period that it has and the table does not keep. */
gdcs_status gdcs_i_residents_new(const gdcs_population *population, const gdcs_table *table,
                                 int32_t keys, gdcs_i_residents *out, gdcs_error *err);

/* For gdcs_i_residents_count(), by bands of age, whatever the two sources call theirs.  GDCS_E_SHAPE: as
   above of area and period; the population has no axis of age. */
gdcs_status gdcs_i_residents_new_bands(const gdcs_population *population, const gdcs_table *table,
                                       int32_t keys, gdcs_i_residents *out, gdcs_error *err);

/* Persons; NaN with GDCS_NOTE_NO_POPULATION if they are not known.  The declared total of the axis of age
   stands for all ages. */
gdcs_status gdcs_i_residents_get(const gdcs_i_residents *residents, const int32_t *codes,
                                 int32_t sex, double *persons, uint32_t *notes, gdcs_error *err);

/* Do bands of the population make up this one?  Where they overlap the longest are taken. */
int gdcs_i_residents_have(const gdcs_i_residents *residents, const gdcs_standard_band *band);

/* Persons in it; NaN with GDCS_NOTE_NO_POPULATION if a part is not known. */
gdcs_status gdcs_i_residents_count(const gdcs_i_residents *residents, const int32_t *codes,
                                   int32_t sex, const gdcs_standard_band *band, double *persons,
                                   uint32_t *notes, gdcs_error *err);
#endif
