/* Counts by sex as they come from callers: what is refused, what is noted. */
#ifndef GDCS_STATS_COUNTS_H
#define GDCS_STATS_COUNTS_H

#include "data/groups.h"

#include <gdcs/sex.h>

/* Counts above it are no counts of people, and their products end the range of doubles. */
#define GDCS_I_COUNT_LIMIT 1e15

/* GDCS_E_VALUE: not in [0, GDCS_I_COUNT_LIMIT]; with `missing`, NaN is let through.  name is that of
   the member, field of the struct or array it is in; row is 0 if there is none. */
gdcs_status gdcs_i_count_check(double count, int missing, const char *name, const char *field,
                               int64_t row, gdcs_error *err);
gdcs_status gdcs_i_counts_check(const gdcs_sex_counts *counts, int missing, const char *field,
                                int64_t row, gdcs_error *err);

int gdcs_i_is_whole(double x);

/* GDCS_NOTE_UNKNOWN_PRESENT, _OTHER_PRESENT, _NOT_PERSONS.  Give upper counts: one that is not known
   exactly may still be there. */
uint32_t gdcs_i_counts_notes(const gdcs_sex_counts *upper);

/* Counts as a group: exact, but for NaN, which is a missing cell. */
gdcs_i_group gdcs_i_group_of_counts(const gdcs_sex_counts *counts);

/* Sums; the codes of a group stay. */
void gdcs_i_counts_add(gdcs_sex_counts *sum, const gdcs_sex_counts *more);
void gdcs_i_group_add(gdcs_i_group *sum, const gdcs_i_group *more);
#endif
