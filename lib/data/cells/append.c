/* Many cells at once: their index is made when all are there, not cell by cell. */
#include "data/cells/object.h"

#include "core/fail.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>

int gdcs_i_cells_pack(const gdcs_i_cells *cells, const int32_t *codes, uint64_t *key)
{
    uint64_t packed[GDCS_I_KEY_WORDS] = {0};
    const int fits = gdcs_i_key_pack(&cells->shape, codes, packed) && cells->shape.words == 1;
    *key = packed[0];
    return fits;
}

gdcs_status gdcs_i_cells_append_begin(gdcs_i_cells *cells, int64_t more, int64_t *first,
                                      gdcs_error *err)
{
    TRY(gdcs_i_cells_make_room(cells, more, 0, err));
    *first = cells->count;
    free(atomic_exchange(&cells->shared->order, NULL));
    return GDCS_OK;
}

void gdcs_i_cells_append(gdcs_i_cells *cells, const uint64_t *keys, const gdcs_i_sum *sums,
                         int32_t n)
{
    for (int32_t i = 0; i < n; i++) {
        const int64_t slot = gdcs_i_cells_slot_at(cells, gdcs_i_cells_seek(cells, &keys[i]));
        if (slot >= 0) {
            gdcs_i_cells_add_sum(cells, slot, sums[i]);
            continue;
        }
        cells->keys[cells->count] = keys[i];
        cells->lowers[cells->count++] = sums[i];
    }
}

gdcs_status gdcs_i_cells_append_end(gdcs_i_cells *cells, int64_t first, gdcs_error *err)
{
    const int64_t count = cells->count;
    cells->count = first;
    TRY(gdcs_i_cells_make_index(cells, count, err));
    cells->count = count;
    gdcs_i_cells_put_index(cells, first);
    return GDCS_OK;
}
