/* Cells of one worker by its own codes: an array while the product of the axes is small enough for the
   cache, and a table of those that are there beyond. */
#ifndef GDCS_IO_CSV_TALLY_STORE_H
#define GDCS_IO_CSV_TALLY_STORE_H

#include "core/sum.h"
#include "data/table.h"

enum { GDCS_I_STORE_BATCH = 64 };

typedef struct gdcs_i_tallied {
    uint32_t key;
    uint32_t count; /* 0: free */
} gdcs_i_tallied;

typedef struct gdcs_i_weighed {
    uint64_t key;
    gdcs_i_sum sum; /* -0: free; no number of a cell is */
} gdcs_i_weighed;

/* One of the four arrays is there.  The key of a cell is the sum of code times stride. */
typedef struct gdcs_i_store {
    int32_t axes;
    int weighs; /* sums of numbers instead of counts? */
    uint64_t extents[GDCS_I_AXES];
    uint64_t strides[GDCS_I_AXES];
    uint64_t product;
    uint32_t *counts; /* by key */
    gdcs_i_sum *sums; /* by key, -0: free */
    gdcs_i_tallied *tallied;
    gdcs_i_weighed *weighed;
    int shift;     /* of the latter two: 64 - log2 of their number */
    int64_t used;  /* slots of them */
    int64_t added; /* since it began */
} gdcs_i_store;

gdcs_status gdcs_i_store_new(int32_t axes, int weighs, gdcs_i_store *out, gdcs_error *err);
void gdcs_i_store_free(gdcs_i_store *store);

/* Make room for codes of an axis below `count`: strides may change.  *fits 0, and nothing else, where
   no key could tell the cells apart any more. */
gdcs_status gdcs_i_store_widen(gdcs_i_store *store, int32_t axis, int32_t count, int *fits,
                               gdcs_error *err);

/* Have the cells with these keys brought near, which will be added to soon. */
void gdcs_i_store_expect(const gdcs_i_store *store, const uint64_t *keys, int n);

/* Add 1, or the numbers, to the cells with these keys; n <= GDCS_I_STORE_BATCH. */
gdcs_status gdcs_i_store_add(gdcs_i_store *store, const uint64_t *keys, const double *numbers,
                             int n, gdcs_error *err);

/* The next cell from *at = 0 on; 0: there is none.  Then `codes` are its codes. */
int gdcs_i_store_next(const gdcs_i_store *store, int64_t *at, int32_t *codes, gdcs_i_sum *sum);

/* The last GDCS_I_STORE_BATCH of them, one after the other, that were not taken before: *at is 0 for the
   first call, and nothing else can be asked of the store from then on.  Returns how many there were; what
   they lay in is given back, since they go to where there must be room for all. */
int gdcs_i_store_take_block(gdcs_i_store *store, int64_t *at, int32_t *codes, gdcs_i_sum *sums);

/* Slots of a store by hash, used or not. */
int64_t gdcs_i_store_slots(const gdcs_i_store *store);

/* How many there are. */
int64_t gdcs_i_store_count(const gdcs_i_store *store);
#endif
