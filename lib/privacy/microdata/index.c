#include "privacy/microdata/index.h"

#include "core/memory.h"
#include "privacy/perturb.h"

#include <stdlib.h>

gdcs_status gdcs_i_index_new(gdcs_i_index *index, int64_t expected, gdcs_error *err)
{
    void *memory = NULL;
    int64_t room = 16;
    while (room < 2 * expected && room < INT64_C(1) << 22)
        room *= 2;
    const gdcs_status status = gdcs_i_alloc(&memory, room, sizeof *index->places, err);
    if (status != GDCS_OK)
        return status;
    *index = (gdcs_i_index){memory, room, 0};
    return GDCS_OK;
}

void gdcs_i_index_free(gdcs_i_index *index)
{
    free(index->places);
    *index = (gdcs_i_index){NULL, 0, 0};
}

/* Linear probing from a place that every bit of the key decides: at half full or less about 1.5 looks. */
static struct gdcs_i_index_place *place_of(const gdcs_i_index *index, uint64_t key)
{
    const uint64_t mask = (uint64_t)index->room - 1;
    uint64_t at = gdcs_i_perturb_stir(key) & mask;
    while (index->places[at].number != 0 && index->places[at].key != key)
        at = (at + 1) & mask;
    return &index->places[at];
}

static gdcs_status grow(gdcs_i_index *index, gdcs_error *err)
{
    void *memory = NULL;
    const gdcs_status status = gdcs_i_alloc(&memory, 2 * index->room, sizeof *index->places, err);
    if (status != GDCS_OK)
        return status;
    gdcs_i_index larger = {memory, 2 * index->room, index->count};
    for (int64_t i = 0; i < index->room; i++)
        if (index->places[i].number != 0)
            *place_of(&larger, index->places[i].key) = index->places[i];
    free(index->places);
    *index = larger;
    return GDCS_OK;
}

gdcs_status gdcs_i_index_add(gdcs_i_index *index, uint64_t key, int32_t *number, gdcs_error *err)
{
    struct gdcs_i_index_place *place = place_of(index, key);
    if (place->number == 0) {
        if (2 * (index->count + 1) > index->room) {
            const gdcs_status status = grow(index, err);
            if (status != GDCS_OK)
                return status;
            place = place_of(index, key);
        }
        place->key = key;
        place->number = (int32_t)++index->count;
    }
    *number = place->number - 1;
    return GDCS_OK;
}

int32_t gdcs_i_index_find(const gdcs_i_index *index, uint64_t key)
{
    return place_of(index, key)->number - 1;
}
