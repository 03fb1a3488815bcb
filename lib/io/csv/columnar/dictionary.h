/* Fields as they stand in a file, quotes and all, and what is known of each: a table that a field finds
   its way through in a few instructions, since nearly all fields were seen before. */
#ifndef GDCS_IO_CSV_COLUMNAR_DICTIONARY_H
#define GDCS_IO_CSV_COLUMNAR_DICTIONARY_H

#include "core/pool.h"

#include <string.h>

enum {
    GDCS_I_DICTIONARY_AHEAD = 16, /* bytes that may be read behind a field */
    GDCS_I_DICTIONARY_PROBES = 32 /* slots that a spelling may have, the first of them its own */
};

/* Instead of a code: nothing is known of the field. */
#define GDCS_I_SPELLING_NONE INT32_MIN

/* Two words tell a spelling from all others, since no text holds a NUL. */
typedef struct gdcs_i_spelling {
    uint64_t
        first; /* eight bytes, fewer with zeroes behind; of one longer than 16 never like those */
    uint64_t second; /* the next eight, or of longer ones a hash of all that follow */
    uint32_t
        size; /* UINT32_MAX: free, and all else as if it were the empty spelling, which is unknown */
    int32_t code;
    const char *text; /* of one longer than 16 bytes */
} gdcs_i_spelling;

/* What a look at the own place of a spelling needs. */
typedef struct gdcs_i_places {
    const gdcs_i_spelling *slots;
    uint64_t by_first; /* odd numbers that choose the places */
    uint64_t by_second;
    int shift; /* 64 - log2 of their number */
} gdcs_i_places;

typedef struct gdcs_i_dictionary {
    gdcs_i_spelling *slots;
    gdcs_i_places places;
    int64_t count;
    int64_t settled;    /* how many there were when the places were chosen */
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

/* The code of one longer than 16 bytes, or of one that is not at its own place. */
int32_t gdcs_i_dictionary_find_long(const gdcs_i_dictionary *dictionary, const char *text,
                                    size_t size);
int32_t gdcs_i_dictionary_seek(const gdcs_i_dictionary *dictionary, uint64_t first,
                               uint64_t second);

static inline uint64_t gdcs_i_dictionary_word(const char *at)
{
    uint64_t word;
    memcpy(&word, at, sizeof word);
    return word;
}

/* 16 bytes that are all set, then 16 that are not. */
extern const unsigned char gdcs_i_dictionary_mask[2 * GDCS_I_DICTIONARY_AHEAD];

static inline uint64_t gdcs_i_dictionary_hash(const gdcs_i_places *p, uint64_t first,
                                              uint64_t second)
{
    return first * p->by_first + second * p->by_second;
}

/* What is known of a field, or GDCS_I_SPELLING_NONE.  16 bytes behind it must be readable.  places: those
   of the dictionary, apart from it so that compilers keep them at hand. */
static inline int32_t gdcs_i_dictionary_look(const gdcs_i_dictionary *d,
                                             const gdcs_i_places *places, const char *text,
                                             size_t size)
{
    if (size > GDCS_I_DICTIONARY_AHEAD)
        return gdcs_i_dictionary_find_long(d, text, size);
    const char *mask = (const char *)gdcs_i_dictionary_mask + GDCS_I_DICTIONARY_AHEAD - size;
    const uint64_t first = gdcs_i_dictionary_word(text) & gdcs_i_dictionary_word(mask);
    const uint64_t second = gdcs_i_dictionary_word(text + 8) & gdcs_i_dictionary_word(mask + 8);
    const uint64_t hash = gdcs_i_dictionary_hash(places, first, second);
    const gdcs_i_spelling *s = &places->slots[hash >> places->shift];
    if (((s->first ^ first) | (s->second ^ second)) == 0)
        return s->code;
    return gdcs_i_dictionary_seek(d, first, second);
}

static inline int32_t gdcs_i_dictionary_find(const gdcs_i_dictionary *d, const char *text,
                                             size_t size)
{
    return gdcs_i_dictionary_look(d, &d->places, text, size);
}
#endif
