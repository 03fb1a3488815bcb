/* One who counts the records of pieces into cells of its own. */
#ifndef GDCS_IO_CSV_TALLY_WORKER_H
#define GDCS_IO_CSV_TALLY_WORKER_H

#include "io/csv/feed.h"
#include "io/csv/tally/column.h"
#include "io/csv/tally/held.h"
#include "io/csv/tally/positions.h"
#include "io/csv/tally/store.h"

enum { GDCS_I_TALLY_COLUMNS = 64 };

typedef struct gdcs_i_worker {
    const gdcs_i_binding *binding;
    char quote;
    gdcs_i_column *columns; /* those with a field first, filters before others; then constants */
    int32_t column_count;
    int32_t field_count; /* columns with a field */
    int32_t axes;
    const gdcs_i_slot *number; /* NULL: each record counts 1 */
    double constant;           /* where the number is one */
    int quick;                 /* may numbers be taken by gdcs_i_quick_number()? */
    gdcs_i_store store;
    uint64_t keys[GDCS_I_STORE_BATCH]; /* of records that are counted next */
    double numbers[GDCS_I_STORE_BATCH];
    int pending;
    int begun; /* was a record seen that is counted? */
    int full;  /* can no key tell the cells apart any more? */
    int rests; /* pieces whose records are held without a look at them */
    gdcs_i_placer *placer;
    uint32_t *ends;
    int64_t ends_room;
    gdcs_i_text text;
    gdcs_i_held held; /* of the piece at hand */
} gdcs_i_worker;

gdcs_status gdcs_i_worker_new(const gdcs_i_binding *binding, char quote, gdcs_i_worker *out,
                              gdcs_error *err);
void gdcs_i_worker_free(gdcs_i_worker *worker);

/* Count the records of a regular piece; those it cannot count are held.  What fails is a want of memory,
   and stands in held.status. */
void gdcs_i_worker_take(gdcs_i_worker *worker, const gdcs_i_piece *piece);

/* Put all cells into the table.  All that was held must have been taken. */
gdcs_status gdcs_i_worker_merge(gdcs_i_worker *worker, gdcs_i_to_table *to, gdcs_error *err);
#endif
