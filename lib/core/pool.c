#include "core/pool.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

/* Texts lie in blocks that never move, each as its length (4 bytes), its bytes and a NUL.  The
   index is open addressing with linear probing at most half full; a slot keeps the hash, so a
   miss seldom touches a text and growing touches none. */
enum { FIRST_SLOTS = 64, FIRST_BLOCK = 1024, LAST_BLOCK = 1 << 18, PREFIX = sizeof(uint32_t) };

#define FACTOR UINT64_C(0x9E3779B97F4A7C15)

typedef struct slot {
    uint32_t hash;
    int32_t next; /* code + 1, 0 = free */
} slot;

typedef struct block {
    struct block *older;
    size_t used;
    size_t size;
    char bytes[];
} block;

struct gdcs_i_pool {
    slot *slots;
    uint64_t mask;
    const char **texts;
    int64_t capacity;
    block *newest;
    uint64_t seed;
    int32_t count;
};

/* Both halves of the 128-bit product, folded: what wyhash calls mum. */
static uint64_t mix(uint64_t a, uint64_t b)
{
    const uint64_t al = (uint32_t)a, ah = a >> 32, bl = (uint32_t)b, bh = b >> 32;
    const uint64_t low = al * bl, middle = ah * bl + (low >> 32),
                   cross = al * bh + (uint32_t)middle;
    const uint64_t high = ah * bh + (middle >> 32) + (cross >> 32);
    return high ^ (cross << 32 | (uint32_t)low);
}

static uint64_t load(const char *at, size_t size)
{
    uint64_t word;
    uint32_t half;
    if (size == sizeof word) {
        memcpy(&word, at, sizeof word);
        return word;
    }
    memcpy(&half, at, sizeof half);
    return half;
}

/* Whole words, then the last word, which overlaps them; short texts likewise in smaller pieces.  A
   copy of variable size would cost more than all the rest. */
static uint32_t hash_of(const gdcs_i_pool *pool, const char *text, size_t size)
{
    uint64_t h = pool->seed ^ size, last = 0;
    if (size >= 8) {
        for (size_t at = 0; at + 8 < size; at += 8)
            h = mix(h ^ load(text + at, 8), FACTOR);
        last = load(text + size - 8, 8);
    } else if (size >= 4) {
        last = load(text, 4) << 32 | load(text + size - 4, 4);
    } else if (size > 0) {
        last = (uint64_t)(unsigned char)text[0] << 16 |
               (uint64_t)(unsigned char)text[size / 2] << 8 | (unsigned char)text[size - 1];
    }
    h = mix(h ^ last, FACTOR);
    return (uint32_t)(h ^ h >> 32);
}

static int same(const char *stored, const char *text, size_t size)
{
    uint32_t length;
    memcpy(&length, stored - PREFIX, PREFIX);
    return length == size && (size == 0 || memcmp(stored, text, size) == 0);
}

/* The slot of this text, or the free one where it belongs. */
static slot *slot_of(const gdcs_i_pool *pool, const char *text, size_t size, uint32_t hash)
{
    for (uint64_t i = hash & pool->mask;; i = (i + 1) & pool->mask) {
        slot *s = &pool->slots[i];
        if (s->next == 0 || (s->hash == hash && same(pool->texts[s->next - 1], text, size)))
            return s;
    }
}

static gdcs_status grow_index(gdcs_i_pool *pool, gdcs_error *err)
{
    const uint64_t slots = 2 * (pool->mask + 1), mask = slots - 1;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)slots, sizeof(slot), err));
    slot *grown = memory;
    for (uint64_t i = 0; i <= pool->mask; i++) {
        if (pool->slots[i].next == 0)
            continue;
        uint64_t at = pool->slots[i].hash & mask;
        while (grown[at].next != 0)
            at = (at + 1) & mask;
        grown[at] = pool->slots[i];
    }
    free(pool->slots);
    pool->slots = grown;
    pool->mask = mask;
    return GDCS_OK;
}

static gdcs_status add_block(gdcs_i_pool *pool, size_t need, gdcs_error *err)
{
    size_t size = pool->newest == NULL ? FIRST_BLOCK : 2 * pool->newest->size;
    size = size > LAST_BLOCK ? LAST_BLOCK : size;
    size = size < need ? need : size;
    block *fresh = malloc(sizeof *fresh + size);
    if (fresh == NULL)
        return gdcs_i_fail_memory(err);
    *fresh = (block){.older = pool->newest, .size = size};
    pool->newest = fresh;
    return GDCS_OK;
}

static gdcs_status store(gdcs_i_pool *pool, const char *text, size_t size, const char **out,
                         gdcs_error *err)
{
    const size_t need = PREFIX + size + 1;
    const uint32_t length = (uint32_t)size;
    if (pool->newest == NULL || pool->newest->size - pool->newest->used < need)
        TRY(add_block(pool, need, err));
    char *at = pool->newest->bytes + pool->newest->used;
    memcpy(at, &length, PREFIX);
    if (size > 0)
        memcpy(at + PREFIX, text, size);
    at[PREFIX + size] = '\0';
    pool->newest->used += need;
    *out = at + PREFIX;
    return GDCS_OK;
}

/* Only what is not there yet is looked at closely: most calls find their text. */
static gdcs_status check_fresh(const gdcs_i_pool *pool, const char *text, size_t size,
                               gdcs_error *err)
{
    if (pool->count == INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "text", "more than %d different texts", INT32_MAX);
    if (size > 0 && memchr(text, '\0', size) != NULL)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "text", "a text holds a NUL byte");
    return GDCS_OK;
}

gdcs_status gdcs_i_pool_new(gdcs_i_pool **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_i_pool *pool = NULL;
    GO(gdcs_i_alloc(&memory, 1, sizeof *pool, err));
    pool = memory;
    GO(gdcs_i_alloc(&memory, FIRST_SLOTS, sizeof *pool->slots, err));
    pool->slots = memory;
    pool->mask = FIRST_SLOTS - 1;
    /* Addresses differ from run to run, so texts that collide in one pool do not in the next.
       Codes do not depend on it. */
    pool->seed = mix((uint64_t)(uintptr_t)pool, FACTOR);
    *out = pool;
    return GDCS_OK;
done:
    free(pool);
    return status;
}

void gdcs_i_pool_free(gdcs_i_pool *pool)
{
    if (pool == NULL)
        return;
    while (pool->newest != NULL) {
        block *older = pool->newest->older;
        free(pool->newest);
        pool->newest = older;
    }
    free(pool->slots);
    free(pool->texts);
    free(pool);
}

gdcs_status gdcs_i_pool_add(gdcs_i_pool *pool, const char *text, size_t size, int32_t *code,
                            gdcs_error *err)
{
    if (size >= INT32_MAX)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "text",
                           "a text of %llu bytes is longer than the limit of %d",
                           (unsigned long long)size, INT32_MAX - 1);
    const uint32_t hash = hash_of(pool, text, size);
    slot *s = slot_of(pool, text, size, hash);
    if (s->next != 0) {
        *code = s->next - 1;
        return GDCS_OK;
    }
    TRY(check_fresh(pool, text, size, err));
    if (2 * ((uint64_t)pool->count + 1) > pool->mask + 1) {
        TRY(grow_index(pool, err));
        s = slot_of(pool, text, size, hash);
    }
    void *texts = pool->texts;
    const gdcs_status status =
        gdcs_i_reserve(&texts, &pool->capacity, (int64_t)pool->count + 1, sizeof *pool->texts, err);
    pool->texts = texts;
    TRY(status);
    TRY(store(pool, text, size, &pool->texts[pool->count], err));
    *s = (slot){.hash = hash, .next = ++pool->count};
    *code = pool->count - 1;
    return GDCS_OK;
}

int32_t gdcs_i_pool_find(const gdcs_i_pool *pool, const char *text, size_t size)
{
    return slot_of(pool, text, size, hash_of(pool, text, size))->next - 1;
}

int32_t gdcs_i_pool_count(const gdcs_i_pool *pool)
{
    return pool->count;
}

const char *gdcs_i_pool_text(const gdcs_i_pool *pool, int32_t code)
{
    return pool->texts[code];
}

const char *const *gdcs_i_pool_texts(const gdcs_i_pool *pool)
{
    return pool->texts;
}
