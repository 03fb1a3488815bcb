#include "num/rng.h"

/* A round is two products of 32 by 32 bits, their halves crossed over; scalars stay in registers. */
void gdcs_i_rng_philox(const uint32_t key[2], const uint32_t counter[4], uint32_t out[4])
{
    uint32_t k0 = key[0], k1 = key[1];
    uint32_t c0 = counter[0], c1 = counter[1], c2 = counter[2], c3 = counter[3];
    for (int round = 0; round < 10; round++) {
        const uint64_t a = UINT64_C(0xD2511F53) * c0, b = UINT64_C(0xCD9E8D57) * c2;
        c0 = (uint32_t)(b >> 32) ^ c1 ^ k0;
        c1 = (uint32_t)b;
        c2 = (uint32_t)(a >> 32) ^ c3 ^ k1;
        c3 = (uint32_t)a;
        k0 += UINT32_C(0x9E3779B9); /* the golden ratio */
        k1 += UINT32_C(0xBB67AE85); /* the root of 3, less 1 */
    }
    out[0] = c0;
    out[1] = c1;
    out[2] = c2;
    out[3] = c3;
}

gdcs_i_rng gdcs_i_rng_at(uint64_t seed, uint64_t stream)
{
    const gdcs_i_rng rng = {.seed = seed, .stream = stream};
    return rng;
}

static void refill(gdcs_i_rng *rng)
{
    const uint32_t key[2] = {(uint32_t)rng->seed, (uint32_t)(rng->seed >> 32)};
    const uint32_t counter[4] = {(uint32_t)rng->block, (uint32_t)(rng->block >> 32),
                                 (uint32_t)rng->stream, (uint32_t)(rng->stream >> 32)};
    gdcs_i_rng_philox(key, counter, rng->words);
    rng->block++;
    rng->left = 4;
}

uint64_t gdcs_i_rng_bits(gdcs_i_rng *rng)
{
    if (rng->left == 0)
        refill(rng);
    rng->left -= 2;
    const uint64_t high = rng->words[rng->left + 1], low = rng->words[rng->left];
    return (high << 32) | low;
}

double gdcs_i_rng_unit(gdcs_i_rng *rng)
{
    return ((double)(gdcs_i_rng_bits(rng) >> 12) + 0.5) * 0x1p-52;
}
