#include "data/cells/key.h"

#include <string.h>

enum { WORD = 64 };

void gdcs_i_key_lay_out(gdcs_i_key_shape *shape)
{
    int32_t used = 0, word = 0; /* counted from the last */
    memset(shape->used, 0, sizeof shape->used);
    for (int32_t i = shape->width - 1; i >= 0; i--) {
        if (used + shape->bits[i] > WORD) {
            word++;
            used = 0;
        }
        shape->word[i] = (uint8_t)word;
        shape->shift[i] = (uint8_t)used;
        used += shape->bits[i];
        shape->used[word] = (uint8_t)used;
    }
    shape->words = word + 1;
    for (int32_t i = 0; i < shape->width; i++) {
        shape->word[i] = (uint8_t)(word - shape->word[i]);
        /* an axis of one label has no bits, and may stand behind a full word */
        if (shape->bits[i] == 0)
            shape->shift[i] = 0;
    }
    for (int32_t i = 0; i < shape->words / 2; i++) {
        const uint8_t other = shape->used[i];
        shape->used[i] = shape->used[word - i];
        shape->used[word - i] = other;
    }
}

static uint8_t bits_of(uint32_t code)
{
    uint8_t bits = 0;
    for (; code > 0; code >>= 1)
        bits++;
    return bits;
}

int gdcs_i_key_widen(gdcs_i_key_shape *shape, const int32_t *codes, int32_t n)
{
    int changed = 0;
    for (int32_t i = 0; i < n * shape->width; i++) {
        uint8_t *bits = &shape->bits[i % shape->width];
        const uint8_t need = bits_of((uint32_t)codes[i]);
        if (need > *bits) {
            *bits = need;
            changed = 1;
        }
    }
    if (changed)
        gdcs_i_key_lay_out(shape);
    return changed;
}
