#include "io/csv/tally/positions.h"
#include "core/fail.h"
#include "core/memory.h"

static int lowest(uint64_t word)
{
#if defined __GNUC__
    return __builtin_ctzll(word);
#else
    int n = 0;
    for (; (word & 1) == 0; word >>= 1)
        n++;
    return n;
#endif
}

gdcs_status gdcs_i_positions(const uint64_t *marks, size_t size, uint32_t **positions,
                             int64_t *room, int64_t *count, gdcs_error *err)
{
    void *memory = *positions;
    const gdcs_status status =
        gdcs_i_reserve(&memory, room, (int64_t)size + 2, sizeof **positions, err);
    *positions = memory;
    TRY(status);
    uint32_t *at = *positions;
    *at++ = UINT32_MAX;
    for (size_t i = 0; i < (size + 63) / 64; i++)
        for (uint64_t word = marks[i]; word != 0; word &= word - 1)
            *at++ = (uint32_t)(64 * i) + (uint32_t)lowest(word);
    *count = at - *positions - 1;
    return GDCS_OK;
}
