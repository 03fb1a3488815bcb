/* The inside of what puts rows into a table. */
#ifndef GDCS_IO_RECORD_TO_TABLE_INSIDE_H
#define GDCS_IO_RECORD_TO_TABLE_INSIDE_H

#include "data/table.h"
#include "io/record/to_table.h"

/* A slot that makes an axis: words become labels, each looked up once. */
typedef struct gdcs_i_to_axis {
    int64_t slot;
    int32_t *labels; /* 1 + that of word i, 0 while no record that fits has the word */
    int64_t room;
    int32_t blank; /* label of a missing field, -1 while none came */
} gdcs_i_to_axis;

struct gdcs_i_to_table {
    const gdcs_i_binding *binding;
    gdcs_table *table;
    gdcs_i_to_axis axes[GDCS_I_AXES];
    int32_t axis_count;   /* without the wide one */
    int32_t *wide_labels; /* of each axis and heading */
    int64_t value;        /* slots, -1: none */
    int64_t lower;
    int64_t upper;
    int64_t status;
    int64_t confidentiality;
    int64_t repeated;
    int32_t open_sex; /* axis of a sex column that is not resolved so far, -1: none */
};
#endif
