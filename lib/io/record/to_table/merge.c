/* Cells that were counted elsewhere. */
#include "io/record/to_table/inside.h"

#include <string.h>

int32_t gdcs_i_to_table_label(const gdcs_i_to_table *to, int32_t axis, const char *word)
{
    return word == NULL ? to->axes[axis].blank
                        : gdcs_i_pool_find(to->table->axes[axis].labels, word, strlen(word));
}

gdcs_status gdcs_i_to_table_expect(gdcs_i_to_table *to, int64_t cells, gdcs_error *err)
{
    const int64_t more = cells - gdcs_i_cells_count(to->table->cells);
    return more > 0 ? gdcs_i_cells_reserve(to->table->cells, more, 0, err) : GDCS_OK;
}

gdcs_status gdcs_i_to_table_merge(gdcs_i_to_table *to, const int32_t *codes, gdcs_i_sum sum,
                                  gdcs_error *err)
{
    gdcs_i_range range = gdcs_i_range_zero;
    const int64_t before = gdcs_i_cells_count(to->table->cells);
    range.lower = sum;
    const gdcs_status status = gdcs_i_cells_merge(to->table->cells, codes, &range, err);
    to->repeated -= to->value >= 0 ? gdcs_i_cells_count(to->table->cells) - before : 0;
    return status;
}

void gdcs_i_to_table_repeat(gdcs_i_to_table *to, int64_t records)
{
    to->repeated += to->value >= 0 ? records : 0;
}
