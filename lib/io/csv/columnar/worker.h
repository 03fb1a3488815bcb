/* One who resolves the records of pieces: into cells of its own, or into rows that are put into the frame
   in the order of the file. */
#ifndef GDCS_IO_CSV_COLUMNAR_WORKER_H
#define GDCS_IO_CSV_COLUMNAR_WORKER_H

#include "io/csv/columnar/coder.h"
#include "io/csv/columnar/held.h"
#include "io/csv/columnar/measure.h"
#include "io/csv/columnar/positions.h"
#include "io/csv/feed.h"
#include "io/csv/tally/merge.h"

enum { GDCS_I_BATCH = GDCS_I_STORE_BATCH }; /* records that are resolved column by column */

typedef struct gdcs_i_worker {
    const gdcs_i_binding *binding;
    char quote;
    gdcs_i_coder *coders; /* those with a field first, filters before others; then constants */
    int32_t coder_count;
    int32_t field_count;      /* coders with a field */
    int32_t filter_count;     /* that may leave records out */
    gdcs_i_measure *measures; /* numbers with a field */
    int32_t measure_count;
    int32_t value; /* of a table: which measure is the number of a cell, and its limits; -1: none */
    int32_t lower;
    int32_t upper;
    int32_t *codes; /* of coder i and record k: [i * GDCS_I_BATCH + k] */
    gdcs_i_figure *figures;
    const uint32_t *ends_of[GDCS_I_BATCH]; /* records that no filter left out */
    unsigned char places[GDCS_I_BATCH];    /* where they are in the batch */
    gdcs_i_tally *tally;                   /* NULL: into a frame */
    gdcs_i_legend *legends;                /* of the columns of the frame */
    int64_t column_count;
    int begun; /* was a record seen that is counted? */
    int rests; /* pieces whose records are held without a look at them */
    gdcs_i_placer *placer;
    uint32_t *ends;
    int64_t ends_room;
    gdcs_i_held held; /* of the piece at hand */
} gdcs_i_worker;

gdcs_status gdcs_i_worker_new(const gdcs_i_reading *reading, char quote, int marks,
                              gdcs_i_worker *out, gdcs_error *err);
void gdcs_i_worker_free(gdcs_i_worker *worker);

/* Resolve the records of a regular piece; those it cannot are held.  What fails is a want of memory, and
   stands in held.status. */
void gdcs_i_worker_take(gdcs_i_worker *worker, const gdcs_i_piece *piece);

/* What it counted.  All that was held must have been taken. */
gdcs_i_part gdcs_i_worker_part(const gdcs_i_worker *worker);
#endif
