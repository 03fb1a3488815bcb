/* Delimited records straight into the cells of a table or the columns of a frame, by several threads: pieces
   of the file are resolved apart, and what is new or odd is taken in the order of the file, so that the
   result, its labels and rows, its first misfit and its errors are those of reading one record after the
   other. */
#ifndef GDCS_IO_CSV_COLUMNAR_COLUMNAR_H
#define GDCS_IO_CSV_COLUMNAR_COLUMNAR_H

#include "io/csv/feed.h"
#include "io/csv/footer.h"
#include "io/record/reading.h"

enum { GDCS_I_COLUMNAR_THREADS = 64 };

/* Can the reading be done so?  Else it is done as all formats are.  Where the header must be known before
   the schema is, that is judged again when it is. */
int gdcs_i_columnar_serves(const gdcs_i_reading *reading);

typedef struct gdcs_i_columnar {
    gdcs_i_reading *reading;
    gdcs_i_feed *feed;
    gdcs_i_parser *parser;        /* hands on the header, and the records of odd pieces */
    gdcs_i_footer *const *footer; /* *footer is NULL until the header is known, or there is none */
    char quote;
    int marks;   /* as in gdcs_i_dialect: positions are found by the way that goes with it */
    int threads; /* at most; 0: as many as the machine has, or 8 */
    int alone;   /* pieces that are resolved by one before others come to help; 0: 4 */
} gdcs_i_columnar;

/* Read to the end, but for gdcs_i_parser_finish(); what was resolved is in the table or the frame then.
   *pieces: how many there were. */
gdcs_status gdcs_i_columnar_read(const gdcs_i_columnar *columnar, int64_t *pieces, gdcs_error *err);
#endif
