/* One cell, or a block of them. */
#include "data/cells/object.h"

#include "core/fail.h"

#include <limits.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#if defined(__GNUC__)
#    define FETCH(address) __builtin_prefetch(address)
#else
#    define FETCH(address) ((void)(address))
#endif

const int32_t *gdcs_i_cells_codes(const gdcs_i_cells *cells, int64_t slot, int32_t *codes)
{
    gdcs_i_key_unpack(&cells->shape, gdcs_i_cells_key(cells, slot), codes);
    return codes;
}

void gdcs_i_cells_codes_block(const gdcs_i_cells *cells, int64_t first, int32_t n, int32_t *codes)
{
    const gdcs_i_key_shape *shape = &cells->shape;
    for (int32_t axis = 0; axis < shape->width; axis++) {
        const uint64_t *key = gdcs_i_cells_key(cells, first) + shape->word[axis];
        const uint64_t mask = (UINT64_C(1) << shape->bits[axis]) - 1;
        for (int32_t i = 0; i < n; i++)
            codes[i * shape->width + axis] =
                (int32_t)(key[i * shape->words] >> shape->shift[axis] & mask);
    }
}

int32_t gdcs_i_cells_code(const gdcs_i_cells *cells, int64_t slot, int32_t axis)
{
    return gdcs_i_key_code(&cells->shape, gdcs_i_cells_key(cells, slot), axis);
}

void gdcs_i_cells_codes_along(const gdcs_i_cells *cells, int32_t axis, const int32_t *slots,
                              int64_t n, int32_t *codes)
{
    const gdcs_i_key_shape *shape = &cells->shape;
    const uint64_t *keys = cells->keys + shape->word[axis];
    const uint64_t mask = (UINT64_C(1) << shape->bits[axis]) - 1;
    const int64_t words = shape->words;
    const int shift = shape->shift[axis];
    for (int64_t i = 0; i < n; i++)
        codes[i] = (int32_t)(keys[slots[i] * words] >> shift & mask);
}

const gdcs_i_sum *gdcs_i_cells_numbers(const gdcs_i_cells *cells)
{
    return cells->marks == NULL ? cells->lowers : NULL;
}

static int same_key(const gdcs_i_cells *cells, int64_t slot, const uint64_t *key)
{
    const uint64_t *other = gdcs_i_cells_key(cells, slot);
    uint64_t differ = 0;
    for (int32_t i = 0; i < cells->shape.words; i++)
        differ |= key[i] ^ other[i];
    return differ == 0;
}

uint64_t gdcs_i_cells_seek(const gdcs_i_cells *cells, const uint64_t *key)
{
    if (cells->direct)
        return key[0];
    const uint64_t hash = gdcs_i_cells_hash(cells, key);
    const uint32_t tag = gdcs_i_cells_tag(cells, hash);
    uint64_t at = hash & cells->mask;
    while (cells->index[at] != 0 && ((cells->index[at] & ~cells->slot_mask) != tag ||
                                     !same_key(cells, gdcs_i_cells_slot_at(cells, at), key)))
        at = (at + 1) & cells->mask;
    return at;
}

int64_t gdcs_i_cells_find(const gdcs_i_cells *cells, const int32_t *codes)
{
    uint64_t key[GDCS_I_KEY_WORDS];
    return gdcs_i_key_pack(&cells->shape, codes, key)
               ? gdcs_i_cells_slot_at(cells, gdcs_i_cells_seek(cells, key))
               : -1;
}

gdcs_i_range gdcs_i_cells_get(const gdcs_i_cells *cells, int64_t slot)
{
    gdcs_i_range range = gdcs_i_range_zero;
    range.lower = cells->lowers[slot];
    if (cells->marks == NULL)
        return range;
    const gdcs_i_mark *m = &cells->marks[slot];
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
        const gdcs_i_mark *m = &cells->marks[slot];
        has |=
            (m->inexact ? GDCS_I_HAS_RANGE : 0) |
            (m->status != 0 && m->status != 'A' ? GDCS_I_HAS_STATUS : 0) |
            (m->confidentiality != 0 && m->confidentiality != 'F' ? GDCS_I_HAS_CONFIDENTIALITY : 0);
    }
    return has;
}

static gdcs_status place_key(gdcs_i_cells *cells, const uint64_t *key, int32_t *slot,
                             gdcs_error *err)
{
    uint64_t at = gdcs_i_cells_seek(cells, key);
    if (cells->index[at] == 0) {
        const int32_t words = cells->shape.words;
        TRY(gdcs_i_cells_reserve(cells, 1, 0, err));
        at = gdcs_i_cells_seek(cells, key);
        memcpy(cells->keys + cells->count * words, key, (size_t)words * sizeof *key);
        cells->lowers[cells->count] = (gdcs_i_sum){0.0, 0.0};
        cells->index[at] = (uint32_t)++cells->count;
        if (!cells->direct)
            cells->index[at] |= gdcs_i_cells_tag(cells, gdcs_i_cells_hash(cells, key));
        if (atomic_load_explicit(&cells->shared->order, memory_order_relaxed) != NULL)
            free(atomic_exchange(&cells->shared->order, NULL));
    }
    *slot = gdcs_i_cells_slot_at(cells, at);
    return GDCS_OK;
}

gdcs_status gdcs_i_cells_place(gdcs_i_cells *cells, const int32_t *codes, int64_t *slot,
                               gdcs_error *err)
{
    uint64_t key[GDCS_I_KEY_WORDS];
    int32_t placed = 0;
    if (!gdcs_i_key_pack(&cells->shape, codes, key)) {
        TRY(gdcs_i_cells_widen(cells, codes, 1, err));
        gdcs_i_key_pack(&cells->shape, codes, key);
    }
    TRY(place_key(cells, key, &placed, err));
    *slot = placed;
    return GDCS_OK;
}

/* Keys of a block; 0 if one does not fit. */
static int pack_block(const gdcs_i_cells *cells, const int32_t *codes, int32_t n, uint64_t *keys)
{
    int fits = 1;
    for (int32_t i = 0; i < n; i++)
        fits &= gdcs_i_key_pack(&cells->shape, codes + i * cells->shape.width,
                                keys + i * cells->shape.words);
    return fits;
}

/* Have what is at the ends of these keys brought near, all at once. */
static void fetch_block(const gdcs_i_cells *cells, const uint64_t *keys, int32_t n)
{
    const int32_t words = cells->shape.words;
    uint64_t hashes[GDCS_I_CELLS_BLOCK];
    for (int32_t i = 0; i < n; i++) {
        const uint64_t *key = keys + i * words;
        hashes[i] = cells->direct ? key[0] : gdcs_i_cells_hash(cells, key);
        FETCH(&cells->index[hashes[i] & cells->mask]);
    }
    for (int32_t i = 0; i < n; i++) {
        const uint32_t tag = gdcs_i_cells_tag(cells, hashes[i]);
        uint64_t at = hashes[i] & cells->mask;
        while (cells->index[at] != 0 && (cells->index[at] & ~cells->slot_mask) != tag)
            at = (at + 1) & cells->mask;
        const int32_t slot = gdcs_i_cells_slot_at(cells, at);
        if (slot < 0)
            continue;
        FETCH(&cells->lowers[slot]);
        if (!cells->direct)
            FETCH(gdcs_i_cells_key(cells, slot));
    }
}

gdcs_status gdcs_i_cells_place_block(gdcs_i_cells *cells, const int32_t *codes, int32_t n,
                                     int32_t *slots, gdcs_error *err)
{
    uint64_t keys[GDCS_I_CELLS_BLOCK * GDCS_I_KEY_WORDS];
    keys[0] = 0; /* without axes there is nothing to pack */
    if (!pack_block(cells, codes, n, keys)) {
        TRY(gdcs_i_cells_widen(cells, codes, n, err));
        pack_block(cells, codes, n, keys);
    }
    fetch_block(cells, keys, n);
    for (int32_t i = 0; i < n; i++)
        TRY(place_key(cells, keys + i * cells->shape.words, &slots[i], err));
    return GDCS_OK;
}

void gdcs_i_cells_find_block(const gdcs_i_cells *cells, const int32_t *codes, int32_t n,
                             int32_t *slots)
{
    uint64_t keys[GDCS_I_CELLS_BLOCK * GDCS_I_KEY_WORDS];
    const int32_t words = cells->shape.words, width = cells->shape.width;
    keys[0] = 0;
    const int fit = pack_block(cells, codes, n, keys);
    if (fit)
        fetch_block(cells, keys, n);
    for (int32_t i = 0; i < n; i++)
        slots[i] = fit ? gdcs_i_cells_slot_at(cells, gdcs_i_cells_seek(cells, keys + i * words))
                       : (int32_t)gdcs_i_cells_find(cells, codes + i * width);
}

gdcs_status gdcs_i_cells_fit(gdcs_i_cells *cells, const int32_t *highest, gdcs_error *err)
{
    return gdcs_i_cells_widen(cells, highest, 1, err);
}

void gdcs_i_cells_add_at(gdcs_i_cells *cells, int64_t slot, double x)
{
    gdcs_i_sum_add(&cells->lowers[slot], x);
    if (cells->marks != NULL && cells->marks[slot].inexact)
        gdcs_i_sum_add(&cells->uppers[slot], x);
}

void gdcs_i_cells_add_sum(gdcs_i_cells *cells, int64_t slot, gdcs_i_sum sum)
{
    gdcs_i_sum_merge(&cells->lowers[slot], sum);
    if (cells->marks != NULL && cells->marks[slot].inexact)
        gdcs_i_sum_merge(&cells->uppers[slot], sum);
}

gdcs_status gdcs_i_cells_add(gdcs_i_cells *cells, const int32_t *codes, double x, gdcs_error *err)
{
    int64_t slot = 0;
    TRY(gdcs_i_cells_place(cells, codes, &slot, err));
    gdcs_i_cells_add_at(cells, slot, x);
    return GDCS_OK;
}

static int is_plain(const gdcs_i_range *range)
{
    return !range->inexact && range->status == 'A' && range->confidentiality == 'F';
}

gdcs_status gdcs_i_cells_put(gdcs_i_cells *cells, int64_t slot, const gdcs_i_range *range,
                             gdcs_error *err)
{
    if (cells->marks == NULL && !is_plain(range))
        TRY(gdcs_i_cells_reserve(cells, 0, 1, err));
    cells->lowers[slot] = range->lower;
    if (cells->marks != NULL) {
        cells->uppers[slot] = range->upper;
        cells->marks[slot] = (gdcs_i_mark){range->status, range->confidentiality, range->inexact};
    }
    return GDCS_OK;
}

static gdcs_status add_range(gdcs_i_cells *cells, int64_t slot, const gdcs_i_range *range,
                             gdcs_error *err)
{
    gdcs_i_range sum = gdcs_i_cells_get(cells, slot);
    gdcs_i_range_add(&sum, range);
    return gdcs_i_cells_put(cells, slot, &sum, err);
}

gdcs_status gdcs_i_cells_add_cell(gdcs_i_cells *cells, int64_t slot, const gdcs_i_cells *others,
                                  int64_t from, gdcs_error *err)
{
    if (cells->marks != NULL || others->marks != NULL) {
        const gdcs_i_range range = gdcs_i_cells_get(others, from);
        return add_range(cells, slot, &range, err);
    }
    gdcs_i_sum_merge(&cells->lowers[slot], others->lowers[from]);
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
    return add_range(cells, slot, range, err);
}
