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

gdcs_status gdcs_i_offsets_check(const int64_t *offsets, int64_t sets, const char *field,
                                 int64_t *most, gdcs_error *err)
{
    int64_t largest = 0;
    if (sets < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, field, "%s is negative", field);
    TRY(gdcs_i_need(offsets, "offsets", err));
    if (offsets[0] != 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "offsets", "the first offset is %lld, not 0",
                           (long long)offsets[0]);
    for (int64_t i = 0; i < sets; i++) {
        if (offsets[i + 1] < offsets[i])
            return gdcs_i_fail_at(err, GDCS_E_ARGUMENT, i + 2, 0, "offsets",
                                  "an offset is below the one before it");
        if (offsets[i + 1] - offsets[i] > largest)
            largest = offsets[i + 1] - offsets[i];
    }
    *most = largest;
    return GDCS_OK;
}
