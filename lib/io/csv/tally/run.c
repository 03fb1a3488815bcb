#include "io/csv/tally/run.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11, DIGITS = 1 << DIGIT };

/* What is used of the slots comes to the front, with its new keys. */
static int64_t compact(gdcs_i_tallied *cells, int64_t slots, const gdcs_i_recode *keys)
{
    int64_t n = 0;
    for (int64_t i = 0; i < slots; i++) {
        const gdcs_i_tallied cell = cells[i];
        if (cell.count != 0)
            cells[n++] = (gdcs_i_tallied){(uint32_t)gdcs_i_recode_key(keys, cell.key), cell.count};
    }
    return n;
}

/* One stable pass of a radix sort. */
static void sort_by(const gdcs_i_tallied *from, int64_t n, int shift, gdcs_i_tallied *to)
{
    uint32_t starts[DIGITS] = {0}, sum = 0;
    for (int64_t i = 0; i < n; i++)
        starts[from[i].key >> shift & (DIGITS - 1)]++;
    for (int32_t digit = 0; digit < DIGITS; digit++) {
        const uint32_t count = starts[digit];
        starts[digit] = sum;
        sum += count;
    }
    for (int64_t i = 0; i < n; i++)
        to[starts[from[i].key >> shift & (DIGITS - 1)]++] = from[i];
}

static gdcs_status sort(gdcs_i_run *run, int bits, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, run->count, sizeof *run->cells, err));
    gdcs_i_tallied *other = memory;
    for (int shift = 0; shift < bits; shift += DIGIT) {
        sort_by(run->cells, run->count, shift, other);
        gdcs_i_tallied *const sorted = other;
        other = run->cells;
        run->cells = sorted;
    }
    free(other);
    return GDCS_OK;
}

static gdcs_status shrink(gdcs_i_run *run, gdcs_error *err)
{
    void *smaller = realloc(run->cells, (size_t)(run->count + 1) * sizeof *run->cells);
    if (smaller == NULL)
        return gdcs_i_fail_memory(err);
    run->cells = smaller;
    return GDCS_OK;
}

gdcs_status gdcs_i_run_new(gdcs_i_store *store, const gdcs_i_recode *keys, int bits,
                           gdcs_i_run *out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_run run = {.cells = store->tallied};
    store->tallied = NULL;
    run.count = compact(run.cells, gdcs_i_store_slots(store), keys);
    GO(shrink(&run, err));
    GO(sort(&run, bits, err));
    *out = run;
    return GDCS_OK;
done:
    gdcs_i_run_free(&run);
    return status;
}

void gdcs_i_run_free(gdcs_i_run *run)
{
    free(run->cells);
    *run = (gdcs_i_run){0};
}

/* The least key that a run has next; 0 if there is none. */
static int find_least(const gdcs_i_run *runs, int32_t count, const int64_t *at, uint32_t *key)
{
    int any = 0;
    for (int32_t i = 0; i < count; i++)
        if (at[i] < runs[i].count && (!any || runs[i].cells[at[i]].key < *key)) {
            *key = runs[i].cells[at[i]].key;
            any = 1;
        }
    return any;
}

int32_t gdcs_i_runs_next(const gdcs_i_run *runs, int32_t count, int64_t *at, uint32_t *keys,
                         uint64_t *counts, int32_t most)
{
    int32_t n = 0;
    for (uint32_t key = 0; n < most && find_least(runs, count, at, &key); n++) {
        keys[n] = key;
        counts[n] = 0;
        for (int32_t i = 0; i < count; i++)
            if (at[i] < runs[i].count && runs[i].cells[at[i]].key == key)
                counts[n] += runs[i].cells[at[i]++].count;
    }
    return n;
}
