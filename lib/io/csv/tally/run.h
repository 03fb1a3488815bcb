/* Counted cells in the order of their keys. */
#ifndef GDCS_IO_CSV_TALLY_RUN_H
#define GDCS_IO_CSV_TALLY_RUN_H

#include "io/csv/tally/recode.h"
#include "io/csv/tally/store.h"

typedef struct gdcs_i_run {
    gdcs_i_tallied *cells;
    int64_t count;
} gdcs_i_run;

/* Take the cells out of a store of counts by hash, with other keys, below 2^bits. */
gdcs_status gdcs_i_run_new(gdcs_i_store *store, const gdcs_i_recode *keys, int bits,
                           gdcs_i_run *out, gdcs_error *err);
void gdcs_i_run_free(gdcs_i_run *run);

/* Several runs as one: the cells that come next, at most so many, and from where on to go on in each run. */
int32_t gdcs_i_runs_next(const gdcs_i_run *runs, int32_t count, int64_t *at, uint32_t *keys,
                         uint64_t *counts, int32_t most);
#endif
