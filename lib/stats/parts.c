#include "stats/parts.h"
#include "core/fail.h"
#include "stats/counts.h"

enum { ARRAYS_V1 = 40 }; /* in release 0.1, for ever */

gdcs_status gdcs_i_part_check(const gdcs_part *part, int let, const char *field, int64_t row,
                              gdcs_error *err)
{
    const int missing = (let & GDCS_I_PARTS_MISSING) != 0;
    TRY(gdcs_i_count_check(part->part, missing, "part", field, row, err));
    TRY(gdcs_i_count_check(part->whole, missing, "whole", field, row, err));
    if (part->part > part->whole && (let & GDCS_I_PARTS_ABOVE) == 0)
        return gdcs_i_fail_at(err, GDCS_E_VALUE, row, 0, field, "the part in %s is above the whole",
                              field);
    return GDCS_OK;
}

/* All are checked before any is worked on, so that a call that fails has written nothing. */
gdcs_status gdcs_i_parts_take(const gdcs_part_arrays *arrays, const char *field, int64_t n, int let,
                              gdcs_part_arrays *out, gdcs_error *err)
{
    gdcs_part_arrays in;
    TRY(gdcs_i_need(arrays, field, err));
    TRY(gdcs_i_take(&in, sizeof in, arrays, ARRAYS_V1, err));
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative");
    TRY(gdcs_i_need(in.part_a, "part_a", err));
    TRY(gdcs_i_need(in.whole_a, "whole_a", err));
    TRY(gdcs_i_need(in.part_b, "part_b", err));
    TRY(gdcs_i_need(in.whole_b, "whole_b", err));
    for (int64_t i = 0; i < n; i++) {
        const gdcs_part a = gdcs_i_parts_a(&in, i), b = gdcs_i_parts_b(&in, i);
        TRY(gdcs_i_part_check(&a, let, "a", i + 1, err));
        TRY(gdcs_i_part_check(&b, let, "b", i + 1, err));
    }
    *out = in;
    return GDCS_OK;
}

gdcs_status gdcs_i_offsets_check(const int64_t *offsets, int64_t n, int64_t *most, gdcs_error *err)
{
    int64_t largest = 0;
    if (n < 0 || n == INT64_MAX)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "n is negative or too large");
    if (n > 0)
        TRY(gdcs_i_need(offsets, "offsets", err));
    for (int64_t i = 0; i < n; i++) {
        const int64_t from = offsets[i], to = offsets[i + 1];
        if (from < 0 || to < from || to > INT64_MAX / 32)
            return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "offsets",
                                  "a set from %lld to %lld is none: offsets start at 0 or above "
                                  "and never fall",
                                  (long long)from, (long long)to);
        largest = to - from > largest ? to - from : largest;
    }
    *most = largest;
    return GDCS_OK;
}
