/* The table of gaps by sex, for what is made of its ratio. */
#ifndef GDCS_STATS_GAP_TABLE_H
#define GDCS_STATS_GAP_TABLE_H

#include "stats/gap/measure.h"

/* gdcs_gap_table_by_sex() whose two rows per group are first made into "gpi" and "gpia". */
gdcs_status gdcs_i_gap_table_as(const gdcs_table *table, const gdcs_gap_pair *pair,
                                const char *const *keep, int32_t n, const gdcs_gap_options *options,
                                void (*change)(gdcs_i_gap *gap), gdcs_frame **out, gdcs_error *err);
#endif
