/* Columns of true and false. */
#ifndef GDCS_DATA_SEX_INDICATOR_H
#define GDCS_DATA_SEX_INDICATOR_H

#include "data/sex/column.h"

/* If the folded header is a word for women or for men, and all tokens are words for true and false:
   write codes, and the reason into out, and return 1. */
int gdcs_i_sex_indicator(const gdcs_i_sex_column *c, const char *header, int32_t *codes,
                         gdcs_sex_resolution *out);

/* Refuse T and F alone below a header that does not name sex. */
gdcs_status gdcs_i_sex_check_truth(const gdcs_i_sex_column *c, gdcs_error *err);
#endif
