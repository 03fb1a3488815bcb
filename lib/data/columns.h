/* Columns of frames from arrays, as frames of findings have them. */
#ifndef GDCS_DATA_COLUMNS_H
#define GDCS_DATA_COLUMNS_H

#include <gdcs/frame.h>

/* One text for each row; NULL is missing. */
gdcs_status gdcs_i_columns_add_texts(gdcs_frame *frame, const char *name, int32_t concept_id,
                                     int32_t sensitivity, const char *const *texts, int64_t rows,
                                     gdcs_error *err);

gdcs_status gdcs_i_columns_add_numbers(gdcs_frame *frame, const char *name, int32_t concept_id,
                                       int32_t sensitivity, const double *values, int64_t rows,
                                       gdcs_error *err);
#endif
