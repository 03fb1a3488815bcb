/* Marks to positions: one way for each kind of processor, as in marks.h; all give the same. */
#ifndef GDCS_IO_CSV_COLUMNAR_POSITIONS_H
#define GDCS_IO_CSV_COLUMNAR_POSITIONS_H

#include <gdcs/error.h>
#include <stddef.h>

enum {
    GDCS_I_POSITIONS_FASTEST = 0,
    GDCS_I_POSITIONS_PLAIN,
    GDCS_I_POSITIONS_BMI,
    GDCS_I_POSITIONS_AVX512,
    GDCS_I_POSITIONS_VBMI2,
    GDCS_I_POSITIONS_NONE,
    GDCS_I_POSITIONS_BEYOND = 64 /* that may be written behind the last */
};

/* The numbers of the bits that are set in so many words, in their order; returns how many. */
typedef size_t gdcs_i_placer(const uint64_t *marks, size_t words, uint32_t *positions);

/* The way of that number, or NULL if this processor has none. */
gdcs_i_placer *gdcs_i_positions_way(int way);

/* The number of the way for a processor that has this way of marks, marks.h. */
int gdcs_i_positions_beside(int marks);

/* The same for `size` bits into memory that grows, behind one that stands for -1. */
gdcs_status gdcs_i_positions(gdcs_i_placer *placer, const uint64_t *marks, size_t size,
                             uint32_t **positions, int64_t *room, int64_t *count, gdcs_error *err);
#endif
