/* Columns of frames that are not one row per group of a table. */
#ifndef GDCS_STATS_QUALITY_COLUMNS_H
#define GDCS_STATS_QUALITY_COLUMNS_H

#include "data/columns.h"

#include <gdcs/table.h>

/* Labels of an axis by their numbers, -1 is missing; name NULL: the axis's own name, title and
   concept. */
gdcs_status gdcs_i_quality_add_labels(gdcs_frame *frame, const char *name, const gdcs_axis *axis,
                                      int32_t sensitivity, const int32_t *codes, int64_t rows,
                                      gdcs_error *err);

gdcs_status gdcs_i_quality_add_notes(gdcs_frame *frame, int32_t sensitivity, const int64_t *notes,
                                     int64_t rows, gdcs_error *err);
#endif
