#include "io/csv/columnar/dictionary.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

/* Small ones are kept a quarter full, so that nearly every field is found at its own place. */
enum { FIRST_BITS = 6, ROOMY_BITS = 14, SHORT = 16, SEEDS = 16, MOST_SETTLED = 1 << 12 };

/* clang-format off */
const unsigned char gdcs_i_dictionary_masks[GDCS_I_DICTIONARY_AHEAD + 1][GDCS_I_DICTIONARY_AHEAD] = {
    {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 0},
    {255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255}};
/* clang-format on */

static int bits_of(const gdcs_i_dictionary *d)
{
    return 64 - d->shift;
}

static gdcs_status make_slots(int bits, gdcs_i_spelling **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, INT64_C(1) << bits, sizeof(gdcs_i_spelling), err));
    gdcs_i_spelling *slots = memory;
    for (int64_t i = 0; i < INT64_C(1) << bits; i++)
        slots[i].size = UINT32_MAX;
    *out = slots;
    return GDCS_OK;
}

gdcs_status gdcs_i_dictionary_new(gdcs_i_dictionary *out, gdcs_error *err)
{
    *out = (gdcs_i_dictionary){.shift = 64 - FIRST_BITS};
    TRY(make_slots(FIRST_BITS, &out->slots, err));
    out->seed = (uint64_t)(uintptr_t)out->slots * UINT64_C(0xD6E8FEB86659FD93);
    return GDCS_OK;
}

void gdcs_i_dictionary_free(gdcs_i_dictionary *d)
{
    free(d->slots);
    gdcs_i_pool_free(d->texts);
    *d = (gdcs_i_dictionary){0};
}

static uint64_t mix(uint64_t x)
{
    x *= UINT64_C(0x9E3779B97F4A7C15);
    return x ^ x >> 32;
}

static gdcs_i_spelling spelling_of(const char *text, size_t size)
{
    gdcs_i_spelling s = {.size = (uint32_t)size};
    if (size <= SHORT) {
        char room[SHORT] = {0};
        if (size > 0)
            memcpy(room, text, size);
        s.first = gdcs_i_dictionary_word(room);
        s.second = gdcs_i_dictionary_word(room + 8);
        return s;
    }
    s.first = gdcs_i_dictionary_word(text);
    for (size_t at = 8; at + 8 < size; at += 8)
        s.second = mix(s.second ^ gdcs_i_dictionary_word(text + at));
    s.second = mix(s.second ^ gdcs_i_dictionary_word(text + size - 8));
    return s;
}

static int is_same(const gdcs_i_spelling *a, const gdcs_i_spelling *b, const char *text)
{
    return a->first == b->first && a->second == b->second && a->size == b->size &&
           (a->size <= SHORT || memcmp(a->text, text, a->size) == 0);
}

/* The slot that has it, or the free one for it; NULL if all are taken that it may have. */
static gdcs_i_spelling *seek(const gdcs_i_dictionary *d, const gdcs_i_spelling *s, const char *text)
{
    const uint64_t last = (UINT64_C(1) << bits_of(d)) - 1;
    uint64_t at = gdcs_i_dictionary_place(d, s->first, s->second, s->size);
    for (int i = 0; i < GDCS_I_DICTIONARY_PROBES; i++, at = (at + 1) & last)
        if (d->slots[at].size == UINT32_MAX || is_same(&d->slots[at], s, text))
            return &d->slots[at];
    return NULL;
}

int32_t gdcs_i_dictionary_find_long(const gdcs_i_dictionary *d, const char *text, size_t size)
{
    const gdcs_i_spelling s = spelling_of(text, size);
    const gdcs_i_spelling *found = seek(d, &s, text);
    return found == NULL || found->size == UINT32_MAX ? GDCS_I_SPELLING_NONE : found->code;
}

/* All spellings in the slots of another, which has none so far. */
static void fill(const gdcs_i_dictionary *d, gdcs_i_dictionary *to)
{
    to->count = 0;
    for (int64_t i = 0; i < INT64_C(1) << bits_of(d); i++) {
        const gdcs_i_spelling *s = &d->slots[i];
        gdcs_i_spelling *at = s->size == UINT32_MAX ? NULL : seek(to, s, s->text);
        if (at == NULL)
            continue;
        *at = *s;
        to->count++;
    }
}

static gdcs_status grow(gdcs_i_dictionary *d, gdcs_error *err)
{
    gdcs_i_dictionary wider = *d;
    wider.shift--;
    TRY(make_slots(bits_of(&wider), &wider.slots, err));
    fill(d, &wider);
    free(d->slots);
    *d = wider;
    return GDCS_OK;
}

/* How many would not be at their own place by this seed; marks is all 0 before and after. */
static int64_t try_seed(const gdcs_i_dictionary *d, uint64_t seed, unsigned char *marks)
{
    gdcs_i_dictionary other = *d;
    const int64_t slots = INT64_C(1) << bits_of(d);
    int64_t taken = 0;
    other.seed = seed;
    for (int64_t i = 0; i < slots; i++)
        if (d->slots[i].size != UINT32_MAX)
            marks[gdcs_i_dictionary_place(&other, d->slots[i].first, d->slots[i].second,
                                          d->slots[i].size)] = 1;
    for (int64_t i = 0; i < slots; i++)
        taken += marks[i];
    memset(marks, 0, (size_t)slots);
    return d->count - taken;
}

gdcs_status gdcs_i_dictionary_settle(gdcs_i_dictionary *d, gdcs_error *err)
{
    gdcs_i_dictionary other = *d;
    void *marks = NULL;
    if (d->count <= d->settled + d->settled / 8 || d->count > MOST_SETTLED)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&marks, INT64_C(1) << bits_of(d), 1, err));
    int64_t least = try_seed(d, d->seed, marks);
    for (uint64_t i = 1; i < SEEDS; i++) {
        const uint64_t seed = (d->seed ^ i) * UINT64_C(0xD6E8FEB86659FD93);
        const int64_t away = try_seed(d, seed, marks);
        other.seed = away < least ? seed : other.seed;
        least = away < least ? away : least;
    }
    free(marks);
    TRY(make_slots(bits_of(d), &other.slots, err));
    fill(d, &other);
    free(d->slots);
    other.settled = d->count;
    *d = other;
    return GDCS_OK;
}

static gdcs_status keep_text(gdcs_i_dictionary *d, gdcs_i_spelling *s, const char *text,
                             gdcs_error *err)
{
    int32_t number = 0;
    if (s->size <= SHORT)
        return GDCS_OK;
    if (d->texts == NULL)
        TRY(gdcs_i_pool_new(&d->texts, err));
    TRY(gdcs_i_pool_add(d->texts, text, s->size, &number, err));
    s->text = gdcs_i_pool_text(d->texts, number);
    return GDCS_OK;
}

gdcs_status gdcs_i_dictionary_put(gdcs_i_dictionary *d, const char *text, size_t size, int32_t code,
                                  gdcs_error *err)
{
    gdcs_i_spelling s = spelling_of(text, size);
    const int64_t slots = INT64_C(1) << bits_of(d);
    if (d->count >= (bits_of(d) < ROOMY_BITS ? slots / 4 : slots / 2))
        TRY(grow(d, err));
    gdcs_i_spelling *to = seek(d, &s, text);
    if (to == NULL && d->count >= slots / 4) {
        TRY(grow(d, err));
        to = seek(d, &s, text);
    }
    if (to == NULL)
        return GDCS_OK;
    if (to->size == UINT32_MAX) {
        TRY(keep_text(d, &s, text, err));
        d->count++;
        *to = s;
    }
    to->code = code;
    return GDCS_OK;
}
