/* The rows of a table of gaps: one for the difference, one for the ratio. */
#ifndef GDCS_STATS_GAP_ROWS_H
#define GDCS_STATS_GAP_ROWS_H

#include "stats/gap/measure.h"
#include "stats/result.h"

typedef struct gdcs_i_gap_rows {
    gdcs_i_result *result;
    int32_t measure; /* columns */
    int32_t share[2];
    int32_t n[2];
    int32_t unknown[2];
} gdcs_i_gap_rows;

/* Declares the columns; keys as in gdcs_i_result_new.  The result is freed with
   gdcs_i_result_free, also after a failure. */
gdcs_status gdcs_i_gap_rows_new(const gdcs_i_groups *groups, int32_t keys, gdcs_i_gap_rows *out,
                                gdcs_error *err);

/* methods: the texts for the difference and for the ratio. */
gdcs_status gdcs_i_gap_rows_add(const gdcs_i_gap_rows *rows, int64_t group, const gdcs_i_gap *gap,
                                const char *const methods[2], gdcs_error *err);
#endif
