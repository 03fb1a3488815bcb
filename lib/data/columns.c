#include "data/columns.h"

gdcs_status gdcs_i_columns_add_texts(gdcs_frame *frame, const char *name, int32_t concept_id,
                                     int32_t sensitivity, const char *const *texts, int64_t rows,
                                     gdcs_error *err)
{
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_TEXT,
                                .concept_id = concept_id,
                                .sensitivity = sensitivity,
                                .name = name,
                                .rows = rows};
    return gdcs_frame_add_text(frame, &column, texts, err);
}

gdcs_status gdcs_i_columns_add_numbers(gdcs_frame *frame, const char *name, int32_t concept_id,
                                       int32_t sensitivity, const double *values, int64_t rows,
                                       gdcs_error *err)
{
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_DOUBLE,
                                .concept_id = concept_id,
                                .sensitivity = sensitivity,
                                .name = name,
                                .rows = rows,
                                .doubles = values};
    return gdcs_frame_add(frame, &column, err);
}
