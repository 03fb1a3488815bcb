/* Each distinct text once, numbered from 0 in the order of first sight. */
#ifndef GDCS_CORE_POOL_H
#define GDCS_CORE_POOL_H

#include <gdcs/error.h>
#include <stddef.h>

typedef struct gdcs_i_pool gdcs_i_pool;

gdcs_status gdcs_i_pool_new(gdcs_i_pool **out, gdcs_error *err);
void gdcs_i_pool_free(gdcs_i_pool *pool);

/* The number of this text, added if it is not there.  Any bytes but NUL (GDCS_E_ARGUMENT); at most
   2^31 - 1 texts of less than 2^31 - 1 bytes (GDCS_E_LIMIT).  On failure the pool is as before. */
gdcs_status gdcs_i_pool_add(gdcs_i_pool *pool, const char *text, size_t size, int32_t *code,
                            gdcs_error *err);

/* The number of this text, or -1. */
int32_t gdcs_i_pool_find(const gdcs_i_pool *pool, const char *text, size_t size);

int32_t gdcs_i_pool_count(const gdcs_i_pool *pool);

/* NUL-terminated; lives and stays at its address as long as the pool. */
const char *gdcs_i_pool_text(const gdcs_i_pool *pool, int32_t code);

/* All texts in order: an array of pool_count pointers, valid until the next add; NULL if empty. */
const char *const *gdcs_i_pool_texts(const gdcs_i_pool *pool);
#endif
