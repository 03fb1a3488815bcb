/* The table of rates compared, for what is made of their ratio. */
#ifndef GDCS_STATS_RATE_CONTRAST_TABLE_H
#define GDCS_STATS_RATE_CONTRAST_TABLE_H

#include "stats/rate/contrast.h"

/* gdcs_rate_table_contrast() whose two rows per combination are first made into "gpi" and "gpia". */
gdcs_status gdcs_i_rate_table_as(const gdcs_table *table, const gdcs_population *population,
                                 const char *const *keep, int32_t n, double alpha,
                                 void (*change)(gdcs_i_rate_contrast *contrast), gdcs_frame **out,
                                 gdcs_error *err);
#endif
