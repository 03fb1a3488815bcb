/* The cells of all workers into one table. */
#ifndef GDCS_IO_CSV_TALLY_MERGE_H
#define GDCS_IO_CSV_TALLY_MERGE_H

#include "io/csv/tally/run.h"
#include "io/csv/tally/tally.h"

/* What one worker counted, by its codes. */
typedef struct gdcs_i_part {
    gdcs_i_tally *tally;
    const gdcs_i_coder *coders;
    int32_t coder_count;
    gdcs_i_recode keys; /* of the table's labels: those and all below are the merge's own */
    int bits;
    gdcs_i_run run;
    gdcs_status status;
} gdcs_i_part;

/* Put all cells into the table, which knows all labels that the coders have. */
gdcs_status gdcs_i_parts_merge(gdcs_i_part *parts, int count, gdcs_i_to_table *to, gdcs_error *err);
#endif
