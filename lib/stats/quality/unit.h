/* Texts about sources: are they the same, and do they say that persons are counted? */
#ifndef GDCS_STATS_QUALITY_UNIT_H
#define GDCS_STATS_QUALITY_UNIT_H

#include <stdint.h>

enum { GDCS_I_QUALITY_SAME, GDCS_I_QUALITY_UNSTATED, GDCS_I_QUALITY_DIFFERS };

/* Without regard to the case of ASCII letters and to blanks at the ends; NULL is "". */
int gdcs_i_quality_compare_texts(const char *a, const char *b);

/* Not stated, or of persons.  "person-offence" counts a person once for each offence, and is not. */
int gdcs_i_quality_is_of_persons(const char *unit);

/* The text that most of n state, the first of equally many; NULL if none does. */
const char *gdcs_i_quality_common(const char *const *units, int64_t n);
#endif
