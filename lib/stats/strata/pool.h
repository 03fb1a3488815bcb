/* What the forms of strata have in common. */
#ifndef GDCS_STATS_STRATA_POOL_H
#define GDCS_STATS_STRATA_POOL_H

#include "num/strata.h"

#include <gdcs/strata.h>

/* The options with their defaults filled in; alpha is the one to use. */
gdcs_status gdcs_i_strata_options(const gdcs_strata_options *options, gdcs_strata_options *out,
                                  gdcs_error *err);

/* All of out; its struct_size is set.  Counts are checked.  In the scalar form an exact method that does
   not apply and the lack of any stratum are errors; else Mantel-Haenszel takes its place
   (GDCS_NOTE_METHOD_CHANGED), and what has no value is NaN. */
gdcs_status gdcs_i_strata_measure(const gdcs_i_strata_counts *strata,
                                  const gdcs_strata_options *options, int scalar,
                                  gdcs_strata_result *out, gdcs_error *err);

/* In a column of methods. */
const char *gdcs_i_strata_method_text(int32_t method);
#endif
