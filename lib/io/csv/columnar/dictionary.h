/* Fields as they stand in a file, quotes and all, and what is known of each: a table that a field finds
   its way through in a few instructions, since nearly all fields were seen before. */
#ifndef GDCS_IO_CSV_COLUMNAR_DICTIONARY_H
#define GDCS_IO_CSV_COLUMNAR_DICTIONARY_H

#include "core/pool.h"

#include <string.h>

enum {
    GDCS_I_DICTIONARY_AHEAD = 16, /* bytes that may be read behind a field */
    GDCS_I_DICTIONARY_PROBES = 32 /* slots that a spelling may be away from its own */
};

/* Instead of a code: nothing is known of the field. */
#define GDCS_I_SPELLING_NONE INT32_MIN

typedef struct gdcs_i_spelling {
    uint64_t first;  /* eight bytes, fewer with zeroes behind */
    uint64_t second; /* the next eight, or of longer ones a hash of all that follow */
    uint32_t size;   /* UINT32_MAX: free */
    int32_t code;
    const char *text; /* of one longer than 16 bytes */
} gdcs_i_spelling;

typedef struct gdcs_i_dictionary {
    gdcs_i_spelling *slots;
    int shift; /* 64 - log2 of their number */
    int64_t count;
    int64_t settled; /* how many there were when the seed was chosen */
    uint64_t seed;
    gdcs_i_pool *texts; /* NULL while all are short */
} gdcs_i_dictionary;

gdcs_status gdcs_i_dictionary_new(gdcs_i_dictionary *out, gdcs_error *err);
void gdcs_i_dictionary_free(gdcs_i_dictionary *dictionary);

/* Remember, or put in the place of what is known.  A spelling whose place is too crowded is not kept:
   what a file holds never makes the look-up slow. */
gdcs_status gdcs_i_dictionary_put(gdcs_i_dictionary *dictionary, const char *text, size_t size,
                                  int32_t code, gdcs_error *err);

/* Choose the places anew so that few spellings lie away from their own, if there are many more than when
   that was done last: a field that is found at the first look costs half of one that is not. */
gdcs_status gdcs_i_dictionary_settle(gdcs_i_dictionary *dictionary, gdcs_error *err);

/* The code of one longer than 16 bytes. */
int32_t gdcs_i_dictionary_find_long(const gdcs_i_dictionary *dictionary, const char *text,
                                    size_t size);

static inline uint64_t gdcs_i_dictionary_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* 16 bytes, all set up to the field's end. */
extern const unsigned char gdcs_i_dictionary_masks[GDCS_I_DICTIONARY_AHEAD + 1]
                                                  [GDCS_I_DICTIONARY_AHEAD];

static inline uint64_t gdcs_i_dictionary_place(const gdcs_i_dictionary *d, uint64_t first,
                                               uint64_t second, uint64_t size)
{
    const uint64_t mixed = first ^ second * UINT64_C(0xC2B2AE3D27D4EB4F) ^ size ^ d->seed;
    return (mixed ^ mixed >> 32) * UINT64_C(0x9E3779B97F4A7C15) >> d->shift;
}

/* What is known of a field, or GDCS_I_SPELLING_NONE.  16 bytes behind it must be readable. */
static inline int32_t gdcs_i_dictionary_find(const gdcs_i_dictionary *d, const char *text,
                                             size_t size)
{
    if (size > GDCS_I_DICTIONARY_AHEAD)
        return gdcs_i_dictionary_find_long(d, text, size);
    const char *mask = (const char *)gdcs_i_dictionary_masks[size];
    const uint64_t first = gdcs_i_dictionary_word(text) & gdcs_i_dictionary_word(mask);
    const uint64_t second = gdcs_i_dictionary_word(text + 8) & gdcs_i_dictionary_word(mask + 8);
    const uint64_t last = (UINT64_C(1) << (64 - d->shift)) - 1;
    uint64_t at = gdcs_i_dictionary_place(d, first, second, size);
    for (int i = 0; i < GDCS_I_DICTIONARY_PROBES; i++, at = (at + 1) & last) {
        const gdcs_i_spelling *s = &d->slots[at];
        if (s->first == first && s->second == second && s->size == size)
            return s->code;
        if (s->size == UINT32_MAX)
            break;
    }
    return GDCS_I_SPELLING_NONE;
}
#endif
