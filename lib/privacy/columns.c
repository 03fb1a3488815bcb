#include "privacy/columns.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* The labels of the axis, and what its total is called unless a label is called so too. */
static int32_t fill_words(const gdcs_i_system_axis *a, const char **words, int32_t *total)
{
    const int32_t labels = a->nodes - 1;
    for (int32_t i = 0; i < labels; i++)
        words[i] = gdcs_i_pool_text(a->labels, i);
    *total = gdcs_i_pool_find(a->labels, a->total, strlen(a->total));
    if (*total >= 0)
        return labels;
    words[labels] = a->total;
    *total = labels;
    return labels + 1;
}

gdcs_status gdcs_i_columns_add_labels(gdcs_frame *frame, const gdcs_i_system *s, int32_t axis,
                                      int32_t sensitivity, const int64_t *variables, int64_t rows,
                                      gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_system_axis *a = &s->axes[axis];
    void *words = NULL, *memory = NULL;
    GO(gdcs_i_alloc(&words, a->nodes, sizeof(char *), err));
    GO(gdcs_i_alloc(&memory, rows, sizeof(int32_t), err));
    int32_t total = 0, *codes = memory;
    const int32_t count = fill_words(a, words, &total);
    for (int64_t i = 0; i < rows; i++) {
        const int32_t node = gdcs_i_system_nodes(s, variables[i])[axis];
        codes[i] = node == 0 ? total : node - 1;
    }
    const gdcs_column column = {.struct_size = sizeof column,
                                .type = GDCS_TYPE_TEXT,
                                .concept_id = a->concept_id,
                                .sensitivity = sensitivity,
                                .name = a->name,
                                .rows = rows,
                                .codes = codes,
                                .words = words,
                                .word_count = count};
    status = gdcs_frame_add(frame, &column, err);
done:
    free(words);
    free(memory);
    return status;
}
