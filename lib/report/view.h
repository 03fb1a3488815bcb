/* Which columns of a frame a report shows, and how. */
#ifndef GDCS_REPORT_VIEW_H
#define GDCS_REPORT_VIEW_H

#include <gdcs/frame.h>
#include <gdcs/report.h>

/* What one column of the report is made of. */
enum {
    GDCS_I_VIEW_PLAIN,
    GDCS_I_VIEW_ESTIMATE,
    GDCS_I_VIEW_BOUNDS,
    GDCS_I_VIEW_NOTES,
    GDCS_I_VIEW_P_VALUE
};

typedef struct gdcs_i_view {
    int32_t kind;
    int32_t digits;  /* decimals; -1: none for whole numbers, one for others */
    int32_t percent; /* multiply by 100 */
    int32_t padding;
    gdcs_column column; /* the column itself, the value, or the lower bound */
    gdcs_column lower;  /* of an estimate */
    gdcs_column upper;  /* of an estimate, or the upper bound */
} gdcs_i_view;

/* The views in order; *out is freed with free().  GDCS_E_NAME for a column that is not there. */
gdcs_status gdcs_i_view_new(const gdcs_frame *frame, const gdcs_report_options *options,
                            gdcs_i_view **out, int32_t *count, gdcs_error *err);

/* A text column that holds one and the same word in all rows: that word, else NULL. */
const char *gdcs_i_view_constant(const gdcs_column *column);
#endif
