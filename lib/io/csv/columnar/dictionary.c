#include "io/csv/columnar/dictionary.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>

/* Small ones are kept a quarter full, so that nearly every field is found at its own place. */
enum {
    FIRST_BITS = 6,
    ROOMY_BITS = 14,
    SHORT = 16,
    SEEDS = 64,
    MOST_SETTLED = 1 << 12,
    STEP_BITS = 20
};

const unsigned char gdcs_i_dictionary_mask[2 * GDCS_I_DICTIONARY_AHEAD] = {
    255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255};

static uint64_t mix(uint64_t x)
{
    x *= UINT64_C(0x9E3779B97F4A7C15);
    return x ^ x >> 32;
}

static int bits_of(const gdcs_i_dictionary *d)
{
    return 64 - d->places.shift;
}

static gdcs_status make_slots(int bits, gdcs_i_spelling **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, INT64_C(1) << bits, sizeof(gdcs_i_spelling), err));
    gdcs_i_spelling *slots = memory;
    for (int64_t i = 0; i < INT64_C(1) << bits; i++)
        slots[i] = (gdcs_i_spelling){.size = UINT32_MAX, .code = GDCS_I_SPELLING_NONE};
    *out = slots;
    return GDCS_OK;
}

/* Nobody who writes a file knows the places of its spellings. */
static void set_seed(gdcs_i_places *places, uint64_t seed)
{
    places->by_first = mix(seed) * UINT64_C(0xD6E8FEB86659FD93) | 1;
    places->by_second = mix(places->by_first) * UINT64_C(0xC2B2AE3D27D4EB4F) | 1;
}

gdcs_status gdcs_i_dictionary_new(gdcs_i_dictionary *out, gdcs_error *err)
{
    *out = (gdcs_i_dictionary){.places = {.shift = 64 - FIRST_BITS}};
    TRY(make_slots(FIRST_BITS, &out->slots, err));
    out->places.slots = out->slots;
    set_seed(&out->places, (uint64_t)(uintptr_t)out->slots);
    return GDCS_OK;
}

void gdcs_i_dictionary_free(gdcs_i_dictionary *d)
{
    free(d->slots);
    gdcs_i_pool_free(d->texts);
    *d = (gdcs_i_dictionary){0};
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
    char start[8];
    memcpy(start, text, sizeof start);
    start[0] = 0; /* no short one begins so, but the empty one, which has nothing else either */
    start[1] = 1;
    s.first = gdcs_i_dictionary_word(start);
    s.second = mix(gdcs_i_dictionary_word(text));
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

/* The slots that a spelling may have are as far from each other as other bits of its hash say: the places
   of spellings that are numbers lie in rows, which neighbours would only make longer. */
typedef struct path {
    uint64_t at;
    uint64_t step;
    uint64_t last;
} path;

static path path_of(const gdcs_i_dictionary *d, uint64_t first, uint64_t second)
{
    const uint64_t hash = gdcs_i_dictionary_hash(&d->places, first, second);
    return (path){.at = hash >> d->places.shift,
                  .step = hash >> STEP_BITS | 1,
                  .last = (UINT64_C(1) << bits_of(d)) - 1};
}

static gdcs_i_spelling *slot_on(const gdcs_i_dictionary *d, path *p)
{
    gdcs_i_spelling *slot = &d->slots[p->at];
    p->at = (p->at + p->step) & p->last;
    return slot;
}

/* The slot that has it, or the free one for it; NULL if all are taken that it may have. */
static gdcs_i_spelling *seek(const gdcs_i_dictionary *d, const gdcs_i_spelling *s, const char *text)
{
    path p = path_of(d, s->first, s->second);
    for (int i = 0; i < GDCS_I_DICTIONARY_PROBES; i++) {
        gdcs_i_spelling *slot = slot_on(d, &p);
        if (slot->size == UINT32_MAX || is_same(slot, s, text))
            return slot;
    }
    return NULL;
}

int32_t gdcs_i_dictionary_find_long(const gdcs_i_dictionary *d, const char *text, size_t size)
{
    const gdcs_i_spelling s = spelling_of(text, size);
    const gdcs_i_spelling *found = seek(d, &s, text);
    return found == NULL || found->size == UINT32_MAX ? GDCS_I_SPELLING_NONE : found->code;
}

int32_t gdcs_i_dictionary_seek(const gdcs_i_dictionary *d, uint64_t first, uint64_t second)
{
    path p = path_of(d, first, second);
    for (int i = 0; i < GDCS_I_DICTIONARY_PROBES; i++) {
        const gdcs_i_spelling *slot = slot_on(d, &p);
        if (slot->size == UINT32_MAX)
            break;
        if (slot->first == first && slot->second == second)
            return slot->code;
    }
    return GDCS_I_SPELLING_NONE;
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
    wider.places.shift--;
    TRY(make_slots(bits_of(&wider), &wider.slots, err));
    wider.places.slots = wider.slots;
    fill(d, &wider);
    free(d->slots);
    *d = wider;
    return GDCS_OK;
}

/* How many would not be at their own place; marks is all 0 before and after. */
static int64_t try_places(const gdcs_i_dictionary *d, const gdcs_i_places *places,
                          unsigned char *marks)
{
    const int64_t slots = INT64_C(1) << bits_of(d);
    int64_t taken = 0;
    for (int64_t i = 0; i < slots; i++)
        if (d->slots[i].size != UINT32_MAX)
            marks[gdcs_i_dictionary_hash(places, d->slots[i].first, d->slots[i].second) >>
                  places->shift] = 1;
    for (int64_t i = 0; i < slots; i++)
        taken += marks[i];
    memset(marks, 0, (size_t)slots);
    return d->count - taken;
}

static gdcs_i_places choose(const gdcs_i_dictionary *d, unsigned char *marks)
{
    gdcs_i_places best = d->places;
    int64_t least = try_places(d, &best, marks);
    for (uint64_t i = 1; i < SEEDS && least > 0; i++) {
        gdcs_i_places other = d->places;
        set_seed(&other, d->places.by_first ^ i << 1);
        const int64_t away = try_places(d, &other, marks);
        best = away < least ? other : best;
        least = away < least ? away : least;
    }
    return best;
}

gdcs_status gdcs_i_dictionary_settle(gdcs_i_dictionary *d, gdcs_error *err)
{
    gdcs_i_dictionary other = *d;
    void *marks = NULL;
    if (d->count <= d->settled + d->settled / 8 || d->count > MOST_SETTLED)
        return GDCS_OK;
    TRY(gdcs_i_alloc(&marks, INT64_C(1) << bits_of(d), 1, err));
    other.places = choose(d, marks);
    free(marks);
    TRY(make_slots(bits_of(d), &other.slots, err));
    other.places.slots = other.slots;
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
