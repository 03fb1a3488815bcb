#include "stats/quality/columns.h"
#include "core/fail.h"
#include "data/frame.h"

gdcs_status gdcs_i_quality_add_labels(gdcs_frame *frame, const char *name, const gdcs_axis *axis,
                                      int32_t sensitivity, const int32_t *codes, int64_t rows,
                                      gdcs_error *err)
{
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_TEXT,
                                .concept_id = axis->concept_id,
                                .sensitivity = sensitivity,
                                .name = name != NULL ? name : axis->name,
                                .label = name != NULL ? NULL : axis->title,
                                .rows = rows,
                                .codes = codes,
                                .words = axis->labels,
                                .word_count = axis->label_count};
    TRY(gdcs_frame_add(frame, &column, err));
    return gdcs_i_frame_set_titles(frame, axis->titles, err);
}

gdcs_status gdcs_i_quality_add_notes(gdcs_frame *frame, int32_t sensitivity, const int64_t *notes,
                                     int64_t rows, gdcs_error *err)
{
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_INT64,
                                .concept_id = GDCS_CONCEPT_NOTES,
                                .sensitivity = sensitivity,
                                .name = "notes",
                                .rows = rows,
                                .integers = notes};
    return gdcs_frame_add(frame, &column, err);
}
