#include "data/cells/object.h"

#include "core/fail.h"
#include "core/memory.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { FIRST_INDEX = 64, MOST_DIRECT = 31, WORTHWHILE = 1 << 16, AHEAD = 16 };

/* Places of an index for so many cells. */
static uint64_t places_for(const gdcs_i_cells *cells, int64_t count, int *direct)
{
    const int32_t bits = cells->shape.used[0];
    uint64_t places = FIRST_INDEX;
    while (places < 2 * (uint64_t)count)
        places *= 2;
    *direct = cells->shape.words == 1 && bits <= MOST_DIRECT && UINT64_C(1) << bits <= places;
    return *direct ? UINT64_C(1) << bits : places;
}

static void put(gdcs_i_cells *cells, int64_t slot)
{
    const uint64_t *key = gdcs_i_cells_key(cells, slot);
    if (cells->direct) {
        cells->index[key[0]] = (uint32_t)slot + 1;
        return;
    }
    const uint64_t hash = gdcs_i_cells_hash(cells, key);
    uint64_t at = hash & cells->mask;
    while (cells->index[at] != 0)
        at = (at + 1) & cells->mask;
    cells->index[at] = gdcs_i_cells_tag(cells, hash) | ((uint32_t)slot + 1);
}

/* Places are far from each other: those of later cells are on their way while one is put. */
void gdcs_i_cells_put_index(gdcs_i_cells *cells, int64_t first)
{
    for (int64_t slot = first; slot < cells->count; slot++) {
#if defined(__GNUC__)
        const int64_t next = slot + AHEAD < cells->count ? slot + AHEAD : slot;
        const uint64_t *key = gdcs_i_cells_key(cells, next);
        const uint64_t at = cells->direct ? key[0] : gdcs_i_cells_hash(cells, key);
        __builtin_prefetch(&cells->index[at & cells->mask], 1);
#endif
        put(cells, slot);
    }
}

gdcs_status gdcs_i_cells_make_index(gdcs_i_cells *cells, int64_t count, gdcs_error *err)
{
    void *memory = NULL;
    int direct = 0;
    const uint64_t places = places_for(cells, count, &direct);
    TRY(gdcs_i_alloc(&memory, (int64_t)places, sizeof *cells->index, err));
    free(cells->index);
    cells->index = memory;
    cells->mask = places - 1;
    cells->direct = direct;
    cells->slot_mask = direct ? UINT32_MAX : (uint32_t)cells->mask;
    gdcs_i_cells_put_index(cells, 0);
    return GDCS_OK;
}

gdcs_status gdcs_i_cells_new(int32_t width, gdcs_i_cells **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_i_cells *cells = NULL;
    GO(gdcs_i_alloc(&memory, 1, sizeof *cells, err));
    cells = memory;
    cells->shape.width = width;
    gdcs_i_key_lay_out(&cells->shape);
    GO(gdcs_i_alloc(&memory, 1, sizeof *cells->shared, err));
    cells->shared = memory;
    GO(gdcs_i_cells_make_index(cells, 0, err));
    *out = cells;
    return GDCS_OK;
done:
    gdcs_i_cells_free(cells);
    return status;
}

void gdcs_i_cells_free(gdcs_i_cells *cells)
{
    if (cells == NULL)
        return;
    free(cells->keys);
    free(cells->lowers);
    free(cells->uppers);
    free(cells->marks);
    free(cells->index);
    if (cells->shared != NULL)
        free(atomic_load(&cells->shared->order));
    free(cells->shared);
    free(cells);
}

static gdcs_status copy_array(const void *from, int64_t count, size_t item, void *out,
                              int64_t *room, gdcs_error *err)
{
    void *memory = NULL;
    if (from == NULL)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&memory, count, item, err));
    if (count > 0)
        memcpy(memory, from, (size_t)count * item);
    memcpy(out, &memory, sizeof memory);
    *room = count;
    return GDCS_OK;
}

gdcs_status gdcs_i_cells_copy(const gdcs_i_cells *cells, gdcs_i_cells **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_cells *copy = NULL;
    int64_t places = 0;
    const int64_t n = cells->count;
    const size_t key = (size_t)cells->shape.words * sizeof *cells->keys;
    GO(gdcs_i_cells_new(cells->shape.width, &copy, err));
    copy->shape = cells->shape;
    free(copy->index);
    copy->index = NULL;
    GO(copy_array(cells->keys, n, key, &copy->keys, &copy->key_room, err));
    GO(copy_array(cells->lowers, n, sizeof *cells->lowers, &copy->lowers, &copy->lower_room, err));
    GO(copy_array(cells->uppers, n, sizeof *cells->uppers, &copy->uppers, &copy->upper_room, err));
    GO(copy_array(cells->marks, n, sizeof *cells->marks, &copy->marks, &copy->mark_room, err));
    GO(copy_array(cells->index, (int64_t)cells->mask + 1, sizeof *cells->index, &copy->index,
                  &places, err));
    copy->count = n;
    copy->mask = cells->mask;
    copy->slot_mask = cells->slot_mask;
    copy->direct = cells->direct;
    *out = copy;
    return GDCS_OK;
done:
    gdcs_i_cells_free(copy);
    return status;
}

int64_t gdcs_i_cells_count(const gdcs_i_cells *cells)
{
    return cells->count;
}

/* One array at a time: where a later one fails, the earlier ones just have room to spare. */
static gdcs_status grow(void *array, int64_t *room, int64_t need, size_t item, int zeroed,
                        gdcs_error *err)
{
    void *memory;
    memcpy(&memory, array, sizeof memory);
    const gdcs_status status = zeroed ? gdcs_i_reserve(&memory, room, need, item, err)
                                      : gdcs_i_stretch(&memory, room, need, item, err);
    memcpy(array, &memory, sizeof memory);
    return status;
}

gdcs_status gdcs_i_cells_make_room(gdcs_i_cells *cells, int64_t more, int planes, gdcs_error *err)
{
    if (more > INT32_MAX - cells->count)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "cells", "more than %d cells", INT32_MAX);
    const int64_t need = cells->count + more;
    const size_t key = (size_t)cells->shape.words * sizeof *cells->keys;
    TRY(grow(&cells->keys, &cells->key_room, need, key, 0, err));
    TRY(grow(&cells->lowers, &cells->lower_room, need, sizeof *cells->lowers, 0, err));
    if (planes || cells->marks != NULL) {
        TRY(grow(&cells->uppers, &cells->upper_room, need, sizeof *cells->uppers, 1, err));
        TRY(grow(&cells->marks, &cells->mark_room, need, sizeof *cells->marks, 1, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_cells_reserve(gdcs_i_cells *cells, int64_t more, int planes, gdcs_error *err)
{
    TRY(gdcs_i_cells_make_room(cells, more, planes, err));
    const int64_t need = cells->count + more;
    return cells->direct || 2 * (uint64_t)need <= cells->mask + 1
               ? GDCS_OK
               : gdcs_i_cells_make_index(cells, need, err);
}

static void shrink(void *array, int64_t *room, int64_t count, size_t item)
{
    void *memory;
    memcpy(&memory, array, sizeof memory);
    if (memory == NULL || count == 0 || (size_t)(*room - count) * item < WORTHWHILE)
        return;
    void *smaller = realloc(memory, (size_t)count * item);
    if (smaller == NULL)
        return;
    memcpy(array, &smaller, sizeof smaller);
    *room = count;
}

void gdcs_i_cells_trim(gdcs_i_cells *cells)
{
    const int64_t n = cells->count;
    shrink(&cells->keys, &cells->key_room, n, (size_t)cells->shape.words * sizeof *cells->keys);
    shrink(&cells->lowers, &cells->lower_room, n, sizeof *cells->lowers);
    shrink(&cells->uppers, &cells->upper_room, n, sizeof *cells->uppers);
    shrink(&cells->marks, &cells->mark_room, n, sizeof *cells->marks);
}

/* Keys of another shape, and an index of them. */
static gdcs_status reshape(gdcs_i_cells *cells, const gdcs_i_key_shape *shape, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    void *memory = NULL;
    const size_t key = (size_t)shape->words * sizeof *cells->keys;
    gdcs_i_cells next = *cells;
    TRY(gdcs_i_alloc(&memory, cells->key_room, key, err));
    next.keys = memory;
    next.shape = *shape;
    next.index = NULL;
    for (int64_t slot = 0; slot < cells->count; slot++) {
        gdcs_i_key_unpack(&cells->shape, gdcs_i_cells_key(cells, slot), codes);
        gdcs_i_key_pack(shape, codes, next.keys + slot * shape->words);
    }
    const int64_t promised = cells->direct ? 0 : (int64_t)(cells->mask + 1) / 2;
    const gdcs_status status =
        gdcs_i_cells_make_index(&next, promised > cells->count ? promised : cells->count + 1, err);
    free(status == GDCS_OK ? cells->keys : next.keys);
    if (status == GDCS_OK) {
        free(cells->index);
        *cells = next;
    }
    return status;
}

gdcs_status gdcs_i_cells_widen(gdcs_i_cells *cells, const int32_t *codes, int32_t n,
                               gdcs_error *err)
{
    gdcs_i_key_shape shape = cells->shape;
    return gdcs_i_key_widen(&shape, codes, n) ? reshape(cells, &shape, err) : GDCS_OK;
}
