/* Delimited records straight into the cells of a table, by several threads: pieces of the file are counted
   apart, and what is new or odd is taken in the order of the file, so that the result, its labels, its
   first misfit and its errors are those of reading one record after the other. */
#ifndef GDCS_IO_CSV_TALLY_TALLY_H
#define GDCS_IO_CSV_TALLY_TALLY_H

#include "io/csv/feed.h"
#include "io/record/reading.h"

enum { GDCS_I_TALLY_THREADS = 64 };

/* Can the reading be done so?  Else it is done as all formats are. */
int gdcs_i_tally_serves(const gdcs_i_reading *reading);

typedef struct gdcs_i_tally {
    gdcs_i_reading *reading;
    gdcs_i_feed *feed;
    gdcs_i_parser *parser; /* hands on the header, and the records of odd pieces */
    char quote;
    int threads; /* at most; 0: as many as the machine has, or 8 */
    int alone;   /* pieces that are counted by one before others come to help; 0: 16 */
} gdcs_i_tally;

/* Read to the end, but for gdcs_i_parser_finish(); what was counted is in the table then.  *pieces: how
   many there were. */
gdcs_status gdcs_i_tally_read(const gdcs_i_tally *tally, int64_t *pieces, gdcs_error *err);
#endif
