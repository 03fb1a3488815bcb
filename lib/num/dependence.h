/* Which sparse columns of small whole numbers depend on which, exactly, modulo the prime 2^31 - 1.

   What depends over the rationals depends modulo the prime; the other way it fails only where the
   prime divides a determinant.  Whoever must be certain checks what comes out. */
#ifndef GDCS_NUM_DEPENDENCE_H
#define GDCS_NUM_DEPENDENCE_H

#include <gdcs/error.h>

#define GDCS_I_PRIME UINT64_C(2147483647)

typedef struct gdcs_i_dependence gdcs_i_dependence;

/* A column as the sum of independent ones: the number of each, counted from 0 in the order of their
   adding, falling, and its factor modulo the prime.  Valid until the next column is added. */
typedef struct gdcs_i_combination {
    const int32_t *of;
    const uint32_t *factor;
    int32_t count;
} gdcs_i_combination;

/* traffic: by row, how many columns yet to come have it; lent, and free to be lowered between
   columns.  It says only which way is short: eliminating by rows that nobody meets fills nothing in. */
gdcs_status gdcs_i_dependence_new(int64_t rows, const int32_t *traffic, gdcs_i_dependence **out,
                                  gdcs_error *err);
void gdcs_i_dependence_free(gdcs_i_dependence *d);

/* Add a column.  *independent: its number, or -1 and *as is what it is the sum of. */
gdcs_status gdcs_i_dependence_add(gdcs_i_dependence *d, const int32_t *rows, const int8_t *values,
                                  int64_t count, int32_t *independent, gdcs_i_combination *as,
                                  gdcs_error *err);

/* x modulo the prime. */
static inline uint32_t gdcs_i_prime_reduce(uint64_t x)
{
    x = (x & GDCS_I_PRIME) + (x >> 31);
    x = (x & GDCS_I_PRIME) + (x >> 31);
    return (uint32_t)(x >= GDCS_I_PRIME ? x - GDCS_I_PRIME : x);
}

/* x times y, and the number that x must be multiplied by to give 1. */
uint32_t gdcs_i_prime_times(uint32_t x, uint32_t y);
uint32_t gdcs_i_prime_inverse(uint32_t x);
#endif
