#include "io/csv/tally/recode.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { TOGETHER = 1 << 12 }; /* what is looked up stays in the first cache */

/* The sums of the places from `first` to `last`. */
static gdcs_status fill(const uint64_t *extents, uint64_t *const *parts, int32_t first,
                        int32_t last, uint64_t size, uint64_t **out, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)size, sizeof **out, err));
    uint64_t *sums = memory, known = 1;
    for (int32_t place = last; place >= first; place--) {
        for (uint64_t digit = extents[place]; digit-- > 0;)
            for (uint64_t i = 0; i < known; i++)
                sums[digit * known + i] = sums[i] + parts[place][digit];
        known *= extents[place];
    }
    *out = sums;
    return GDCS_OK;
}

gdcs_status gdcs_i_recode_new(int32_t places, const uint64_t *extents, uint64_t *const *parts,
                              gdcs_i_recode *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    uint64_t sizes[GDCS_I_AXES], size = 1, divisor = 1;
    *out = (gdcs_i_recode){0};
    for (int32_t i = 0, first = 0; i < places; i++) {
        size *= extents[i];
        if (i + 1 < places && size * extents[i + 1] <= TOGETHER)
            continue;
        GO(fill(extents, parts, first, i, size, &out->parts[out->groups], err));
        sizes[out->groups++] = size;
        size = 1;
        first = i + 1;
    }
    for (int32_t i = out->groups - 1; i >= 0; divisor *= sizes[i--])
        out->divisors[i] = (uint32_t)divisor;
done:
    if (status != GDCS_OK)
        gdcs_i_recode_free(out);
    return status;
}

void gdcs_i_recode_free(gdcs_i_recode *recode)
{
    for (int32_t i = 0; i < GDCS_I_AXES; i++)
        free(recode->parts[i]);
    *recode = (gdcs_i_recode){0};
}
