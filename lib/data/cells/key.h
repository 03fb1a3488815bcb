/* The codes of a cell as one number, or a few where they do not fit into 64 bits: each axis has as
   many bits as its highest code so far needs, the first axis the highest ones, so that numbers sort
   as codes do. */
#ifndef GDCS_DATA_CELLS_KEY_H
#define GDCS_DATA_CELLS_KEY_H

#include "data/cells.h"

#include <stdint.h>

/* Two codes of 31 bits to a word at least. */
enum { GDCS_I_KEY_WORDS = (GDCS_I_AXES + 1) / 2 };

typedef struct gdcs_i_key_shape {
    int32_t width;
    int32_t words; /* 1 or more */
    uint8_t bits[GDCS_I_AXES];
    uint8_t word[GDCS_I_AXES];
    uint8_t shift[GDCS_I_AXES];
    uint8_t used[GDCS_I_KEY_WORDS]; /* bits of each word */
} gdcs_i_key_shape;

/* Set words and places from width and bits. */
void gdcs_i_key_lay_out(gdcs_i_key_shape *shape);

/* Bits for these codes too: 1 if that changed the shape. */
int gdcs_i_key_widen(gdcs_i_key_shape *shape, const int32_t *codes, int32_t n);

/* 0: a code needs more bits than its axis has, or is -1. */
static inline int gdcs_i_key_pack(const gdcs_i_key_shape *shape, const int32_t *codes,
                                  uint64_t *key)
{
    uint32_t excess = 0;
    for (int32_t i = 0; i < shape->words; i++)
        key[i] = 0;
    for (int32_t i = 0; i < shape->width; i++) {
        excess |= (uint32_t)codes[i] >> shape->bits[i];
        key[shape->word[i]] |= (uint64_t)(uint32_t)codes[i] << shape->shift[i];
    }
    return excess == 0;
}

static inline int32_t gdcs_i_key_code(const gdcs_i_key_shape *shape, const uint64_t *key,
                                      int32_t axis)
{
    const uint64_t mask = (UINT64_C(1) << shape->bits[axis]) - 1;
    return (int32_t)(key[shape->word[axis]] >> shape->shift[axis] & mask);
}

static inline void gdcs_i_key_unpack(const gdcs_i_key_shape *shape, const uint64_t *key,
                                     int32_t *codes)
{
    for (int32_t i = 0; i < shape->width; i++)
        codes[i] = gdcs_i_key_code(shape, key, i);
}
#endif
