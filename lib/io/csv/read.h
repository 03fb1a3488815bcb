/* How delimited text is read.  The ways differ in speed only; tests read by each and compare. */
#ifndef GDCS_IO_CSV_READ_H
#define GDCS_IO_CSV_READ_H

#include "io/record/reading.h"

typedef struct gdcs_i_csv_way {
    int marks;      /* as in gdcs_i_dialect */
    int one_by_one; /* one record after the other, though they could be resolved by columns? */
    size_t block;   /* as gdcs_i_feed_new() has it */
    int alone;      /* as in gdcs_i_columnar */
} gdcs_i_csv_way;

/* request.input is a gdcs_i_csv_way, or NULL for the usual one. */
gdcs_status gdcs_i_csv_produce(gdcs_i_reading *reading, gdcs_i_source *source, gdcs_error *err);
#endif
