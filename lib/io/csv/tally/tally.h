/* Records whose labels have codes, counted into cells. */
#ifndef GDCS_IO_CSV_TALLY_TALLY_H
#define GDCS_IO_CSV_TALLY_TALLY_H

#include "io/csv/columnar/coder.h"
#include "io/csv/tally/store.h"
#include "io/record/to_table.h"

/* Codes and numbers of records that were resolved together. */
typedef struct gdcs_i_resolved {
    const gdcs_i_coder *coders;
    int32_t coder_count;
    const int32_t *codes;         /* of record k and coder i: [i * GDCS_I_STORE_BATCH + k] */
    const gdcs_i_figure *figures; /* of record k; NULL: the same for all */
} gdcs_i_resolved;

typedef struct gdcs_i_tally {
    gdcs_i_store store;
    uint64_t keys
        [3 *
         GDCS_I_STORE_BATCH]; /* of records that are counted next, a batch later than they came */
    double numbers[3 * GDCS_I_STORE_BATCH];
    int pending;
    int weighs;      /* are numbers summed, not records counted? */
    double constant; /* the number of all records */
    int full;        /* can no key tell the cells apart any more? */
} gdcs_i_tally;

/* constant: NULL where records are counted. */
gdcs_status gdcs_i_tally_new(int32_t axes, const double *constant, gdcs_i_tally **out,
                             gdcs_error *err);
void gdcs_i_tally_free(gdcs_i_tally *tally);

/* Count n <= GDCS_I_STORE_BATCH records from `first` on. */
gdcs_status gdcs_i_tally_add(gdcs_i_tally *tally, const gdcs_i_resolved *from, int first, int n,
                             gdcs_error *err);
gdcs_status gdcs_i_tally_flush(gdcs_i_tally *tally, gdcs_error *err);

/* Make room for codes of an axis below `count`, unless the tally is full. */
gdcs_status gdcs_i_tally_widen(gdcs_i_tally *tally, int32_t axis, int32_t count, gdcs_error *err);

/* For each axis the labels in the table of the codes that its coder has; the caller frees them. */
gdcs_status gdcs_i_tally_labels(const gdcs_i_coder *coders, int32_t coder_count,
                                const gdcs_i_to_table *to, int32_t **labels, gdcs_error *err);

/* Put all cells into the table, which knows all labels that the coders have. */
gdcs_status gdcs_i_tally_merge(gdcs_i_tally *tally, const gdcs_i_coder *coders, int32_t coder_count,
                               gdcs_i_to_table *to, gdcs_error *err);
#endif
