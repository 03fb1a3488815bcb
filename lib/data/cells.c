#include "data/cells.h"

#include "core/fail.h"
#include "core/memory.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

/* Cells lie in arrays in the order of first use; an open-addressing index, at most half full, leads
   from codes to the slot.  The order of codes is worked out once for readers: whoever finishes
   first publishes it with one atomic exchange, so a table that nobody changes needs no lock. */
enum { FIRST_INDEX = 64 };

typedef struct mark {
    char status; /* 0 is 'A' */
    char confidentiality;
    char inexact;
} mark;

/* What readers of a const object may fill in. */
typedef struct shared {
    _Atomic(int32_t *) order; /* NULL while unknown */
} shared;

struct gdcs_i_cells {
    int32_t width;
    int64_t count;
    int32_t *codes;     /* count x width */
    gdcs_i_sum *lowers; /* the number, or its lower limit */
    gdcs_i_sum *uppers; /* NULL while every cell is exact, normal and free */
    mark *marks;        /* likewise */
    int64_t code_room, lower_room, upper_room, mark_room;
    int32_t *index; /* slot + 1, 0 is free */
    uint64_t mask;
    shared *shared;
};

static uint64_t hash_of(const int32_t *codes, int32_t width)
{
    uint64_t h = 0;
    for (int32_t i = 0; i < width; i++) {
        h = (h ^ (uint32_t)codes[i]) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    return h;
}

static size_t code_bytes(const gdcs_i_cells *cells)
{
    return (size_t)cells->width * sizeof *cells->codes;
}

const int32_t *gdcs_i_cells_codes(const gdcs_i_cells *cells, int64_t slot)
{
    return cells->codes + slot * cells->width;
}

/* Where in the index these codes are, or belong. */
static uint64_t seek(const gdcs_i_cells *cells, const int32_t *codes)
{
    const size_t bytes = code_bytes(cells);
    uint64_t at = hash_of(codes, cells->width) & cells->mask;
    while (cells->index[at] != 0 &&
           (bytes > 0 && memcmp(gdcs_i_cells_codes(cells, cells->index[at] - 1), codes, bytes)))
        at = (at + 1) & cells->mask;
    return at;
}

static gdcs_status resize_index(gdcs_i_cells *cells, uint64_t size, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)size, sizeof *cells->index, err));
    free(cells->index);
    cells->index = memory;
    cells->mask = size - 1;
    for (int64_t slot = 0; slot < cells->count; slot++) {
        uint64_t at = hash_of(gdcs_i_cells_codes(cells, slot), cells->width) & cells->mask;
        while (cells->index[at] != 0)
            at = (at + 1) & cells->mask;
        cells->index[at] = (int32_t)slot + 1;
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_cells_new(int32_t width, gdcs_i_cells **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_i_cells *cells = NULL;
    GO(gdcs_i_alloc(&memory, 1, sizeof *cells, err));
    cells = memory;
    cells->width = width;
    GO(gdcs_i_alloc(&memory, 1, sizeof *cells->shared, err));
    cells->shared = memory;
    GO(resize_index(cells, FIRST_INDEX, err));
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
    free(cells->codes);
    free(cells->lowers);
    free(cells->uppers);
    free(cells->marks);
    free(cells->index);
    if (cells->shared != NULL)
        free(atomic_load(&cells->shared->order));
    free(cells->shared);
    free(cells);
}

gdcs_status gdcs_i_cells_copy(const gdcs_i_cells *cells, gdcs_i_cells **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_cells *copy = NULL;
    const size_t count = (size_t)cells->count;
    GO(gdcs_i_cells_new(cells->width, &copy, err));
    GO(gdcs_i_cells_reserve(copy, cells->count, cells->marks != NULL, err));
    copy->count = cells->count;
    if (count > 0) {
        memcpy(copy->codes, cells->codes, count * code_bytes(cells));
        memcpy(copy->lowers, cells->lowers, count * sizeof *cells->lowers);
    }
    if (cells->marks != NULL) {
        memcpy(copy->uppers, cells->uppers, count * sizeof *cells->uppers);
        memcpy(copy->marks, cells->marks, count * sizeof *cells->marks);
    }
    GO(resize_index(copy, copy->mask + 1, err));
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

int64_t gdcs_i_cells_find(const gdcs_i_cells *cells, const int32_t *codes)
{
    return (int64_t)cells->index[seek(cells, codes)] - 1;
}

gdcs_i_range gdcs_i_cells_get(const gdcs_i_cells *cells, int64_t slot)
{
    gdcs_i_range range = gdcs_i_range_zero;
    range.lower = cells->lowers[slot];
    if (cells->marks == NULL)
        return range;
    const mark *m = &cells->marks[slot];
    range.upper = cells->uppers[slot];
    range.inexact = m->inexact;
    if (m->status != 0)
        range.status = m->status;
    if (m->confidentiality != 0)
        range.confidentiality = m->confidentiality;
    return range;
}

int gdcs_i_cells_has(const gdcs_i_cells *cells)
{
    int has = 0;
    for (int64_t slot = 0; cells->marks != NULL && slot < cells->count; slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(cells, slot);
        has |= (range.inexact ? GDCS_I_HAS_RANGE : 0) |
               (range.status != 'A' ? GDCS_I_HAS_STATUS : 0) |
               (range.confidentiality != 'F' ? GDCS_I_HAS_CONFIDENTIALITY : 0);
    }
    return has;
}

/* One array at a time: where a later one fails, the earlier ones just have room to spare. */
static gdcs_status widen(void *array, int64_t *room, int64_t need, size_t item, gdcs_error *err)
{
    void *memory;
    memcpy(&memory, array, sizeof memory);
    const gdcs_status status = gdcs_i_reserve(&memory, room, need, item, err);
    memcpy(array, &memory, sizeof memory);
    return status;
}

gdcs_status gdcs_i_cells_reserve(gdcs_i_cells *cells, int64_t more, int planes, gdcs_error *err)
{
    if (more > INT32_MAX - cells->count)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "cells", "more than %d cells", INT32_MAX);
    const int64_t need = cells->count + more;
    const size_t item = cells->width > 0 ? code_bytes(cells) : sizeof *cells->codes;
    TRY(widen(&cells->codes, &cells->code_room, need, item, err));
    TRY(widen(&cells->lowers, &cells->lower_room, need, sizeof *cells->lowers, err));
    if (planes || cells->marks != NULL) {
        TRY(widen(&cells->uppers, &cells->upper_room, need, sizeof *cells->uppers, err));
        TRY(widen(&cells->marks, &cells->mark_room, need, sizeof *cells->marks, err));
    }
    uint64_t size = cells->mask + 1;
    while (size < 2 * (uint64_t)need)
        size *= 2;
    return size > cells->mask + 1 ? resize_index(cells, size, err) : GDCS_OK;
}

gdcs_status gdcs_i_cells_place(gdcs_i_cells *cells, const int32_t *codes, int64_t *slot,
                               gdcs_error *err)
{
    uint64_t at = seek(cells, codes);
    if (cells->index[at] == 0) {
        TRY(gdcs_i_cells_reserve(cells, 1, 0, err));
        at = seek(cells, codes);
        if (cells->width > 0)
            memcpy(cells->codes + cells->count * cells->width, codes, code_bytes(cells));
        cells->index[at] = (int32_t)++cells->count;
        free(atomic_exchange(&cells->shared->order, NULL));
    }
    *slot = (int64_t)cells->index[at] - 1;
    return GDCS_OK;
}

gdcs_status gdcs_i_cells_add(gdcs_i_cells *cells, const int32_t *codes, double x, gdcs_error *err)
{
    int64_t slot = 0;
    TRY(gdcs_i_cells_place(cells, codes, &slot, err));
    gdcs_i_sum_add(&cells->lowers[slot], x);
    if (cells->marks != NULL && cells->marks[slot].inexact)
        gdcs_i_sum_add(&cells->uppers[slot], x);
    return GDCS_OK;
}

static int is_plain(const gdcs_i_range *range)
{
    return !range->inexact && range->status == 'A' && range->confidentiality == 'F';
}

gdcs_status gdcs_i_cells_put(gdcs_i_cells *cells, int64_t slot, const gdcs_i_range *range,
                             gdcs_error *err)
{
    TRY(gdcs_i_cells_reserve(cells, 0, !is_plain(range), err));
    cells->lowers[slot] = range->lower;
    if (cells->marks != NULL) {
        cells->uppers[slot] = range->upper;
        cells->marks[slot] = (mark){range->status, range->confidentiality, range->inexact};
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_cells_set(gdcs_i_cells *cells, const int32_t *codes, const gdcs_i_range *range,
                             gdcs_error *err)
{
    int64_t slot = 0;
    TRY(gdcs_i_cells_reserve(cells, 1, !is_plain(range), err));
    TRY(gdcs_i_cells_place(cells, codes, &slot, err));
    return gdcs_i_cells_put(cells, slot, range, err);
}

gdcs_status gdcs_i_cells_merge(gdcs_i_cells *cells, const int32_t *codes, const gdcs_i_range *range,
                               gdcs_error *err)
{
    int64_t slot = 0;
    TRY(gdcs_i_cells_reserve(cells, 1, !is_plain(range), err));
    TRY(gdcs_i_cells_place(cells, codes, &slot, err));
    gdcs_i_range sum = gdcs_i_cells_get(cells, slot);
    gdcs_i_range_add(&sum, range);
    return gdcs_i_cells_put(cells, slot, &sum, err);
}

/* One stable pass of a radix sort: `from` into `to` by one of the codes. */
static void sort_by(const gdcs_i_cells *cells, int32_t axis, int64_t *starts, int32_t labels,
                    const int32_t *from, int32_t *to)
{
    memset(starts, 0, ((size_t)labels + 1) * sizeof *starts);
    for (int64_t i = 0; i < cells->count; i++)
        starts[gdcs_i_cells_codes(cells, i)[axis] + 1]++;
    for (int32_t label = 0; label < labels; label++)
        starts[label + 1] += starts[label];
    for (int64_t i = 0; i < cells->count; i++)
        to[starts[gdcs_i_cells_codes(cells, from[i])[axis]]++] = from[i];
}

static int32_t label_count(const gdcs_i_cells *cells, int32_t axis)
{
    int32_t highest = -1;
    for (int64_t slot = 0; slot < cells->count; slot++)
        if (gdcs_i_cells_codes(cells, slot)[axis] > highest)
            highest = gdcs_i_cells_codes(cells, slot)[axis];
    return highest + 1;
}

/* Counting sort from the last axis to the first: linear in cells, and never quadratic. */
static gdcs_status sort(const gdcs_i_cells *cells, int32_t **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    int32_t *order = NULL, *other = NULL;
    int64_t *starts = NULL;
    GO(gdcs_i_alloc(&memory, cells->count, sizeof *order, err));
    order = memory;
    GO(gdcs_i_alloc(&memory, cells->count, sizeof *other, err));
    other = memory;
    for (int64_t slot = 0; slot < cells->count; slot++)
        order[slot] = (int32_t)slot;
    for (int32_t axis = cells->width - 1; axis >= 0; axis--) {
        const int32_t labels = label_count(cells, axis);
        free(starts);
        starts = NULL;
        GO(gdcs_i_alloc(&memory, (int64_t)labels + 1, sizeof *starts, err));
        starts = memory;
        sort_by(cells, axis, starts, labels, order, other);
        int32_t *const sorted = other;
        other = order;
        order = sorted;
    }
    *out = order;
    order = NULL;
done:
    free(order);
    free(other);
    free(starts);
    return status;
}

gdcs_status gdcs_i_cells_order(const gdcs_i_cells *cells, const int32_t **order, gdcs_error *err)
{
    int32_t *known = atomic_load(&cells->shared->order), *fresh = NULL;
    if (known == NULL) {
        TRY(sort(cells, &fresh, err));
        if (atomic_compare_exchange_strong(&cells->shared->order, &known, fresh))
            known = fresh;
        else
            free(fresh);
    }
    *order = known;
    return GDCS_OK;
}
