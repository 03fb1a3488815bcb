/* The rows of a table of gaps: one for the difference, one for the ratio. */
#ifndef GDCS_STATS_GAP_ROWS_H
#define GDCS_STATS_GAP_ROWS_H

#include "stats/gap/measure.h"
#include "stats/result.h"

typedef struct gdcs_i_gap_rows {
    gdcs_i_result *result;
    const char *names[2]; /* of the two measures */
    int32_t measure;      /* columns */
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
/* One sample per group against something fixed: how it is measured and named. */
typedef struct gdcs_i_gap_walk {
    const gdcs_i_gap_plan *plan;
    void (*measure)(const gdcs_i_gap_plan *plan, const gdcs_i_gap_side *a, uint32_t notes,
                    const void *context, gdcs_i_gap *out);
    const void *context;
    const char *(*method_text)(int32_t method, int ratio);
    const char *sentence; /* followed by " 95 %: Wilson." */
} gdcs_i_gap_walk;

/* The frame with two rows per group of the axes to keep. */
gdcs_status gdcs_i_gap_rows_table(const gdcs_table *table, const char *const *keep, int32_t n,
                                  const gdcs_i_gap_walk *walk, gdcs_frame **out, gdcs_error *err);
#endif
