/* Columns of frames whose rows are variables of a system. */
#ifndef GDCS_PRIVACY_COLUMNS_H
#define GDCS_PRIVACY_COLUMNS_H

#include "data/columns.h"
#include "privacy/system.h"

/* The label of each variable on an axis, with the name and the concept of the axis. */
gdcs_status gdcs_i_columns_add_labels(gdcs_frame *frame, const gdcs_i_system *system, int32_t axis,
                                      int32_t sensitivity, const int64_t *variables, int64_t rows,
                                      gdcs_error *err);
#endif
