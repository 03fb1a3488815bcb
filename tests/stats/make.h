/* Short words for reading the frames that table forms return. */
#ifndef GDCS_TESTS_STATS_MAKE_H
#define GDCS_TESTS_STATS_MAKE_H

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/estimate.h>
#include <gdcs/frame.h>
#include <math.h>
#include <string.h>

static inline gdcs_column column(const gdcs_frame *frame, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, NULL), GDCS_OK), "%s",
              name);
    return c;
}

static inline double number(const gdcs_frame *frame, const char *name, int64_t row)
{
    return column(frame, name).doubles[row];
}

static inline const double *numbers(const gdcs_frame *frame, const char *name)
{
    return column(frame, name).doubles;
}

static inline const char *word(const gdcs_frame *frame, const char *name, int64_t row)
{
    const gdcs_column c = column(frame, name);
    return c.codes[row] < 0 ? "" : c.words[c.codes[row]];
}

static inline uint32_t notes(const gdcs_frame *frame, int64_t row)
{
    return (uint32_t)column(frame, "notes").integers[row];
}

static inline int noted(const gdcs_frame *frame, int64_t row, uint32_t note)
{
    return (notes(frame, row) & note) == note;
}

/* The first row at or after `row` with this word, or -1. */
static inline int64_t find_row(const gdcs_frame *frame, const char *name, const char *wanted,
                               int64_t row)
{
    for (; row < gdcs_frame_count_rows(frame); row++)
        if (strcmp(word(frame, name, row), wanted) == 0)
            return row;
    return -1;
}

/* No larger, but for rounding; infinities equal themselves. */
static inline int at_most(double x, double y)
{
    return x <= y || x - y <= 1e-12 * (1.0 + fabs(y));
}

/* Bounds of no row of `after` are narrower than those of `before`. */
static inline void expect_no_narrower(const gdcs_frame *before, const gdcs_frame *after,
                                      const char *what)
{
    cr_assert(eq(i64, gdcs_frame_count_rows(before), gdcs_frame_count_rows(after)));
    for (int64_t row = 0; row < gdcs_frame_count_rows(before); row++) {
        const double low = number(before, "bound_lower", row);
        const double high = number(before, "bound_upper", row);
        const double lower = number(after, "bound_lower", row);
        const double upper = number(after, "bound_upper", row);
        cr_expect(at_most(lower, low) && at_most(high, upper),
                  "%s row %d: [%.17g, %.17g] became [%.17g, %.17g]", what, (int)row, low, high,
                  lower, upper);
    }
}
#endif
