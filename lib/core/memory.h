/* Allocation: every size checked for overflow, every failure GDCS_E_MEMORY. */
#ifndef GDCS_CORE_MEMORY_H
#define GDCS_CORE_MEMORY_H

#include <gdcs/error.h>
#include <stddef.h>

/* Zeroed memory for count items; count 0 gives one item.  Freed with free(). */
gdcs_status gdcs_i_alloc(void **out, int64_t count, size_t item, gdcs_error *err);

/* Make room for `need` items in *items, which holds *capacity of them; grows by half or more.
   What is added is zeroed.  On failure *items and *capacity are as before. */
gdcs_status gdcs_i_reserve(void **items, int64_t *capacity, int64_t need, size_t item,
                           gdcs_error *err);

/* The same, but nothing is said of what is added: pages that nobody writes take no memory. */
gdcs_status gdcs_i_stretch(void **items, int64_t *capacity, int64_t need, size_t item,
                           gdcs_error *err);

/* A copy of text (NULL copies ""). */
gdcs_status gdcs_i_copy_text(const char *text, char **out, gdcs_error *err);
#endif
