/* Rows of the frame of findings. */
#ifndef GDCS_STATS_QUALITY_FINDINGS_H
#define GDCS_STATS_QUALITY_FINDINGS_H

#include "data/table.h"

#include <gdcs/quality.h>

typedef struct gdcs_i_finding {
    int kind;     /* GDCS_I_RECONCILE_* */
    int axis;     /* along which figures disagree */
    int32_t with; /* label of that axis whose figure is the other, or -1 */
    double found;
    double expected;
    double coverage;     /* of a total by its parts, or NaN */
    double ways;         /* figures that could be mistyped so, or NaN */
    double cells;        /* of slices: figures; else 0 */
    double log10_chance; /* that figures are the same by chance; else 0 */
} gdcs_i_finding;

typedef struct gdcs_i_findings {
    const gdcs_table *table;
    gdcs_i_finding *row;
    int64_t row_room;
    int32_t *codes; /* of the cell, -1 for all labels: the table's width per row */
    int64_t code_room;
    int64_t count;
} gdcs_i_findings;

gdcs_status gdcs_i_findings_add(gdcs_i_findings *findings, const gdcs_i_finding *one,
                                const int32_t *codes, gdcs_error *err);
gdcs_status gdcs_i_findings_give(const gdcs_i_findings *findings, gdcs_frame **out,
                                 gdcs_error *err);
void gdcs_i_findings_free(gdcs_i_findings *findings);
#endif
