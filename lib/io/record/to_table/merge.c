/* Cells that were counted elsewhere. */
#include "core/fail.h"
#include "io/record/to_table/inside.h"

#include <string.h>

gdcs_i_cells *gdcs_i_to_table_cells(const gdcs_i_to_table *to)
{
    return to->table->cells;
}

int32_t gdcs_i_to_table_count_labels(const gdcs_i_to_table *to, int32_t axis)
{
    return gdcs_i_pool_count(to->table->axes[axis].labels);
}

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

gdcs_status gdcs_i_to_table_merge(gdcs_i_to_table *to, const int32_t *codes, const gdcs_i_sum *sums,
                                  int32_t n, gdcs_error *err)
{
    int32_t slots[GDCS_I_CELLS_BLOCK];
    gdcs_i_cells *cells = to->table->cells;
    const int64_t before = gdcs_i_cells_count(cells);
    TRY(gdcs_i_cells_place_block(cells, codes, n, slots, err));
    for (int32_t i = 0; i < n; i++)
        gdcs_i_cells_add_sum(cells, slots[i], sums[i]);
    to->repeated -= to->value >= 0 ? gdcs_i_cells_count(cells) - before : 0;
    return GDCS_OK;
}

void gdcs_i_to_table_repeat(gdcs_i_to_table *to, int64_t records)
{
    to->repeated += to->value >= 0 ? records : 0;
}
