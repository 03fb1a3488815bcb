/* The inside of cells. */
#ifndef GDCS_DATA_CELLS_OBJECT_H
#define GDCS_DATA_CELLS_OBJECT_H

#include "data/cells/key.h"

typedef struct gdcs_i_mark {
    char status; /* 0 is 'A' */
    char confidentiality;
    char inexact;
} gdcs_i_mark;

/* What readers of a const object may fill in. */
typedef struct gdcs_i_cells_shared {
    _Atomic(int32_t *) order; /* NULL while unknown */
} gdcs_i_cells_shared;

/* Cells lie in arrays in the order of first use; an index leads from the key to the slot.  It is a
   plain array of all keys where there are not many more of these than an open-addressing index, at most
   half full, would have places: then nothing is compared, and cells are in order as it stands.  Else
   bits of a place that no slot needs hold some of the hash, so that hardly any key is compared in vain. */
struct gdcs_i_cells {
    gdcs_i_key_shape shape;
    int64_t count;
    uint64_t *keys;     /* count x words */
    gdcs_i_sum *lowers; /* the number, or its lower limit */
    gdcs_i_sum *uppers; /* NULL while every cell is exact, normal and free */
    gdcs_i_mark *marks; /* likewise */
    int64_t key_room, lower_room, upper_room, mark_room;
    uint32_t *index; /* tag and slot + 1, 0 is free */
    uint64_t mask;
    uint32_t slot_mask; /* bits that are no tag */
    int direct;         /* the index has a place for each key, and no tags */
    gdcs_i_cells_shared *shared;
};

static inline const uint64_t *gdcs_i_cells_key(const gdcs_i_cells *cells, int64_t slot)
{
    return cells->keys + slot * cells->shape.words;
}

static inline uint64_t gdcs_i_cells_hash(const gdcs_i_cells *cells, const uint64_t *key)
{
    uint64_t h = 0;
    for (int32_t i = 0; i < cells->shape.words; i++) {
        h = (h ^ key[i]) * UINT64_C(0x9E3779B97F4A7C15);
        h ^= h >> 32;
    }
    return h;
}

static inline uint32_t gdcs_i_cells_tag(const gdcs_i_cells *cells, uint64_t hash)
{
    return (uint32_t)(hash >> 32) & ~cells->slot_mask;
}

/* The slot at a place of the index, -1 if it is free. */
static inline int32_t gdcs_i_cells_slot_at(const gdcs_i_cells *cells, uint64_t at)
{
    return (int32_t)(cells->index[at] & cells->slot_mask) - 1;
}

/* Where in the index a key is, or belongs. */
uint64_t gdcs_i_cells_seek(const gdcs_i_cells *cells, const uint64_t *key);

/* Room for `more` cells, but for their places in the index. */
gdcs_status gdcs_i_cells_make_room(gdcs_i_cells *cells, int64_t more, int planes, gdcs_error *err);

/* An index of the keys with room for `count`, in the place of the one that is there. */
gdcs_status gdcs_i_cells_make_index(gdcs_i_cells *cells, int64_t count, gdcs_error *err);

/* Put the cells from `first` on, which it does not have, into the index. */
void gdcs_i_cells_put_index(gdcs_i_cells *cells, int64_t first);

/* Give the axes as many bits as these n cells need.  On failure nothing has changed. */
gdcs_status gdcs_i_cells_widen(gdcs_i_cells *cells, const int32_t *codes, int32_t n,
                               gdcs_error *err);
#endif
