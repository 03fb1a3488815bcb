/* Numbers in mixed radix, such as the keys of cells, as sums of what their digits stand for: several digits
   are looked up together, since dividing takes longer. */
#ifndef GDCS_IO_CSV_TALLY_RECODE_H
#define GDCS_IO_CSV_TALLY_RECODE_H

#include "data/cells.h"

typedef struct gdcs_i_recode {
    int32_t groups; /* of digits, the highest first */
    uint32_t divisors[GDCS_I_AXES];
    uint64_t *parts[GDCS_I_AXES]; /* by the digits of a group */
} gdcs_i_recode;

/* parts[i][digit]: what a digit of place i stands for; extents[i]: how many there are, whose product is below
   2^32; places: 1 or more. */
gdcs_status gdcs_i_recode_new(int32_t places, const uint64_t *extents, uint64_t *const *parts,
                              gdcs_i_recode *out, gdcs_error *err);
void gdcs_i_recode_free(gdcs_i_recode *recode);

static inline uint64_t gdcs_i_recode_key(const gdcs_i_recode *r, uint32_t key)
{
    uint64_t sum = 0;
    for (int32_t i = 0; i < r->groups - 1; i++) {
        const uint32_t digits = key / r->divisors[i];
        key -= digits * r->divisors[i];
        sum += r->parts[i][digits];
    }
    return sum + r->parts[r->groups - 1][key];
}
#endif
