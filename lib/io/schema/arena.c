#include "io/schema/arena.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BLOCK = 4096, ALIGNMENT = 8 };

struct gdcs_i_arena_block {
    struct gdcs_i_arena_block *older;
    size_t used;
    size_t size;
    uint64_t bytes[];
};

gdcs_status gdcs_i_arena_alloc(gdcs_i_arena *arena, int64_t count, size_t item, void **out,
                               gdcs_error *err)
{
    if (count < 0 || (item > 0 && (uint64_t)count > (SIZE_MAX - BLOCK) / 2 / item))
        return gdcs_i_fail_memory(err);
    const size_t need = ((size_t)count * item + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    struct gdcs_i_arena_block *block = arena->newest;
    if (block == NULL || block->size - block->used < need) {
        void *memory = NULL;
        const size_t size = need > BLOCK ? need : BLOCK;
        TRY(gdcs_i_alloc(&memory, (int64_t)(sizeof *block + size), 1, err));
        block = memory;
        *block = (struct gdcs_i_arena_block){.older = arena->newest, .size = size};
        arena->newest = block;
    }
    *out = (char *)block->bytes + block->used;
    block->used += need;
    return GDCS_OK;
}

gdcs_status gdcs_i_arena_copy(gdcs_i_arena *arena, const char *text, const char **out,
                              gdcs_error *err)
{
    void *memory = NULL;
    const size_t size = strlen(text) + 1;
    TRY(gdcs_i_arena_alloc(arena, (int64_t)size, 1, &memory, err));
    memcpy(memory, text, size);
    *out = memory;
    return GDCS_OK;
}

void gdcs_i_arena_free(gdcs_i_arena *arena)
{
    while (arena->newest != NULL) {
        struct gdcs_i_arena_block *older = arena->newest->older;
        free(arena->newest);
        arena->newest = older;
    }
}
