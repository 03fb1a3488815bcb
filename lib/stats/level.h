/* The confidence level of a statistic's options. */
#ifndef GDCS_STATS_LEVEL_H
#define GDCS_STATS_LEVEL_H

#include <gdcs/error.h>
#include <stddef.h>

enum { GDCS_I_LEVEL_SIZE = 48 };

/* alpha from the members `level` and `alpha` of options; 0 in both is alpha = 0.05 exactly.
   GDCS_E_OPTION: both are set; level or alpha outside (0, 1); alpha below 1e-300; a level so near 0
   that 1 - level is 1. */
gdcs_status gdcs_i_level_alpha(double level, double alpha, double *out, gdcs_error *err);

/* The level in words for a sentence on the method: "95 %", "99.9999999 %"; where fewer than 1e-9 is
   missing, "1 - 1e-11".  Returns out. */
const char *gdcs_i_level_text(double alpha, char out[GDCS_I_LEVEL_SIZE]);
#endif
