/* Memory that is freed all at once. */
#ifndef GDCS_IO_SCHEMA_ARENA_H
#define GDCS_IO_SCHEMA_ARENA_H

#include <gdcs/error.h>
#include <stddef.h>

/* All zeroes: empty. */
typedef struct gdcs_i_arena {
    struct gdcs_i_arena_block *newest;
} gdcs_i_arena;

/* Zeroed, aligned for anything in a schema. */
gdcs_status gdcs_i_arena_alloc(gdcs_i_arena *arena, int64_t count, size_t item, void **out,
                               gdcs_error *err);
gdcs_status gdcs_i_arena_copy(gdcs_i_arena *arena, const char *text, const char **out,
                              gdcs_error *err);
void gdcs_i_arena_free(gdcs_i_arena *arena);
#endif
