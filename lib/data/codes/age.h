/* Labels of age groups, without an error where there is none. */
#ifndef GDCS_DATA_CODES_AGE_H
#define GDCS_DATA_CODES_AGE_H

#include <gdcs/codes.h>

/* As gdcs_codes_parse_age(): 1, or 0 with nothing written. */
int gdcs_i_age_parse(const char *label, gdcs_codes_age *out);

/* "UNK", "_U", "unknown", "": ages that are not known. */
int gdcs_i_age_is_unknown(const char *label);
#endif
