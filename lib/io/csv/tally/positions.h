/* Marks to positions. */
#ifndef GDCS_IO_CSV_TALLY_POSITIONS_H
#define GDCS_IO_CSV_TALLY_POSITIONS_H

#include <gdcs/error.h>
#include <stddef.h>

/* The numbers of the bits that are set in `size` bits, behind one that stands for -1. */
gdcs_status gdcs_i_positions(const uint64_t *marks, size_t size, uint32_t **positions,
                             int64_t *room, int64_t *count, gdcs_error *err);
#endif
