/* Slots in the order of codes, worked out once for readers: whoever finishes first publishes it with one
   atomic exchange, so a table that nobody changes needs no lock. */
#include "data/cells/object.h"

#include "core/fail.h"
#include "core/memory.h"

#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum { DIGIT = 11, DIGITS = 1 << DIGIT };

/* The index is in order already. */
static void read_index(const gdcs_i_cells *cells, int32_t *order)
{
    int64_t n = 0;
    for (uint64_t at = 0; at <= cells->mask; at++)
        if (cells->index[at] != 0)
            order[n++] = gdcs_i_cells_slot_at(cells, at);
}

/* One stable pass of a radix sort of n slots by some bits of a word of the keys; 0 if all have the same there. */
static int sort_by(const gdcs_i_cells *cells, int32_t word, int32_t shift, const int32_t *from,
                   int32_t *to, int64_t n)
{
    const int32_t words = cells->shape.words;
    const uint64_t *keys = cells->keys + word;
    int32_t starts[DIGITS] = {0}, sum = 0;
    for (int64_t i = 0; i < n; i++)
        starts[keys[i * words] >> shift & (DIGITS - 1)]++;
    if (starts[keys[0] >> shift & (DIGITS - 1)] == n)
        return 0;
    for (int32_t digit = 0; digit < DIGITS; digit++) {
        const int32_t count = starts[digit];
        starts[digit] = sum;
        sum += count;
    }
    for (int64_t i = 0; i < n; i++)
        to[starts[keys[(int64_t)from[i] * words] >> shift & (DIGITS - 1)]++] = from[i];
    return 1;
}

/* The first n slots, from the last bits to the first: linear in cells, and never quadratic. */
static void sort_first(const gdcs_i_cells *cells, int64_t n, int32_t **order, int32_t **other)
{
    for (int64_t slot = 0; slot < n; slot++)
        (*order)[slot] = (int32_t)slot;
    for (int32_t word = cells->shape.words - 1; word >= 0 && n > 0; word--)
        for (int32_t shift = 0; shift < cells->shape.used[word]; shift += DIGIT)
            if (sort_by(cells, word, shift, *order, *other, n)) {
                int32_t *const sorted = *other;
                *other = *order;
                *order = sorted;
            }
}

static int is_before(const gdcs_i_cells *cells, int64_t a, int64_t b)
{
    const uint64_t *one = gdcs_i_cells_key(cells, a), *other = gdcs_i_cells_key(cells, b);
    for (int32_t i = 0; i < cells->shape.words; i++)
        if (one[i] != other[i])
            return one[i] < other[i];
    return 0;
}

/* Where the last slots that are in order begin. */
static int64_t find_ordered(const gdcs_i_cells *cells)
{
    int64_t first = cells->count > 0 ? cells->count - 1 : 0;
    while (first > 0 && is_before(cells, first - 1, first))
        first--;
    return first;
}

/* The first n of them are sorted; the others are in order as they stand. */
static void merge(const gdcs_i_cells *cells, int64_t n, const int32_t *sorted, int32_t *to)
{
    int64_t i = 0, slot = n;
    for (int64_t at = 0; at < cells->count; at++)
        if (slot == cells->count || (i < n && is_before(cells, sorted[i], slot)))
            to[at] = sorted[i++];
        else
            to[at] = (int32_t)slot++;
}

/* Cells that came from records in threads are in order but for a few. */
static gdcs_status sort(const gdcs_i_cells *cells, int32_t **order, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, cells->count, sizeof **order, err));
    int32_t *other = memory;
    const int64_t ordered = find_ordered(cells);
    const int64_t n = ordered <= cells->count / 2 ? ordered : cells->count;
    sort_first(cells, n, order, &other);
    if (n < cells->count) {
        int32_t *const sorted = *order;
        merge(cells, n, sorted, other);
        *order = other;
        other = sorted;
    }
    free(other);
    return GDCS_OK;
}

static gdcs_status find_order(const gdcs_i_cells *cells, int32_t **out, gdcs_error *err)
{
    void *memory = NULL;
    gdcs_status status = GDCS_OK;
    TRY(gdcs_i_alloc(&memory, cells->count, sizeof **out, err));
    int32_t *order = memory;
    if (cells->direct)
        read_index(cells, order);
    else
        status = sort(cells, &order, err);
    if (status == GDCS_OK)
        *out = order;
    else
        free(order);
    return status;
}

gdcs_status gdcs_i_cells_order(const gdcs_i_cells *cells, const int32_t **order, gdcs_error *err)
{
    int32_t *known = atomic_load(&cells->shared->order), *fresh = NULL;
    if (known == NULL) {
        TRY(find_order(cells, &fresh, err));
        if (atomic_compare_exchange_strong(&cells->shared->order, &known, fresh))
            known = fresh;
        else
            free(fresh);
    }
    *order = known;
    return GDCS_OK;
}
