/* Parts of wholes as they come from callers, one pair of them or arrays; and arrays cut into sets. */
#ifndef GDCS_STATS_PARTS_H
#define GDCS_STATS_PARTS_H

#include <gdcs/estimate.h>

/* What is let through. */
enum {
    GDCS_I_PARTS_MISSING = 1, /* NaN */
    GDCS_I_PARTS_ABOVE = 2    /* a part above its whole: events of a population */
};

/* GDCS_E_VALUE: a count not in [0, 1e15], or a part above its whole.  row is 0 if there is none. */
gdcs_status gdcs_i_part_check(const gdcs_part *part, int let, const char *field, int64_t row,
                              gdcs_error *err);

/* GDCS_E_ARGUMENT: n is negative, or an array is missing; field is the caller's name of the struct. */
gdcs_status gdcs_i_parts_take(const gdcs_part_arrays *arrays, const char *field, int64_t n, int let,
                              gdcs_part_arrays *out, gdcs_error *err);

static inline gdcs_part gdcs_i_parts_a(const gdcs_part_arrays *arrays, int64_t i)
{
    const gdcs_part part = {arrays->part_a[i], arrays->whole_a[i]};
    return part;
}

static inline gdcs_part gdcs_i_parts_b(const gdcs_part_arrays *arrays, int64_t i)
{
    const gdcs_part part = {arrays->part_b[i], arrays->whole_b[i]};
    return part;
}

/* Sets of elements, the i-th from offsets[i] to before offsets[i + 1].  GDCS_E_ARGUMENT: there are fewer
   than none, and field is the caller's name of their number; offsets are missing, do not begin with 0, or
   fall.  *most is the number of elements in the largest set. */
gdcs_status gdcs_i_offsets_check(const int64_t *offsets, int64_t sets, const char *field,
                                 int64_t *most, gdcs_error *err);
#endif
