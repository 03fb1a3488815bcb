#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/lots.h"

#include <stdlib.h>

/* Lots that match more others than this keep what they lost: to look at all of them takes too long. */
enum { MOST_MATCHES = 10000 };

struct work {
    gdcs_i_lots *lots;
    const int32_t *row;             /* lot of each query */
    int32_t order[GDCS_I_LOT_KEYS]; /* keys, the dearest first, then those with fewer values */
};

static int32_t code_of(const gdcs_i_lots *lots, const struct gdcs_i_lot *lot, int32_t key)
{
    return lots->records->classes.codes.codes[key][lot->class_number];
}

/* Masks have grown since the spans were made, so that some in them match no more. */
static int is_match(const gdcs_i_lots *lots, const struct gdcs_i_lot *a, const struct gdcs_i_lot *b)
{
    const uint32_t common = a->mask & b->mask;
    for (int32_t j = 0; j < lots->records->codes.width; j++)
        if ((common >> j & 1) != 0 && code_of(lots, a, j) != code_of(lots, b, j))
            return 0;
    return 1;
}

static int parts_at(const gdcs_i_lots *lots, const struct gdcs_i_lot *a, const struct gdcs_i_lot *b,
                    int32_t key)
{
    return (b->mask >> key & 1) != 0 && code_of(lots, a, key) != code_of(lots, b, key);
}

/* Can the lot have this key again, with everybody staying safe?  f: its own then. */
static int may_have(const gdcs_i_lots *lots, const struct gdcs_i_lot *lot, int32_t key,
                    const gdcs_i_span *spans, int32_t n, double *f)
{
    *f = 0.0;
    for (int32_t s = 0; s < n; s++)
        for (int64_t i = 0; i < spans[s].count; i++) {
            const struct gdcs_i_lot *other = &lots->lot[spans[s].items[i]];
            if (!is_match(lots, lot, other))
                continue;
            if (!parts_at(lots, lot, other, key))
                *f += other->size;
            else if (other->f - lot->size < (double)lots->k)
                return 0;
        }
    return *f >= (double)lots->k;
}

static void have(gdcs_i_lots *lots, struct gdcs_i_lot *lot, int32_t key, const gdcs_i_span *spans,
                 int32_t n, double f)
{
    for (int32_t s = 0; s < n; s++)
        for (int64_t i = 0; i < spans[s].count; i++) {
            struct gdcs_i_lot *other = &lots->lot[spans[s].items[i]];
            if (is_match(lots, lot, other) && parts_at(lots, lot, other, key))
                other->f -= lot->size;
        }
    lot->mask |= UINT32_C(1) << key;
    lot->f = f;
}

static gdcs_status give(void *data, int64_t query, const gdcs_i_span *spans, int32_t n,
                        gdcs_error *err)
{
    (void)err;
    struct work *w = data;
    struct gdcs_i_lot *lot = &w->lots->lot[w->row[query]];
    const uint32_t base = w->lots->records->classes.mask[lot->class_number];
    int64_t all = 0;
    double f = 0.0;
    for (int32_t s = 0; s < n; s++)
        all += spans[s].count;
    if (all > MOST_MATCHES)
        return GDCS_OK;
    for (int32_t i = 0; i < w->lots->records->codes.width; i++) {
        const int32_t key = w->order[i];
        if (((base & ~lot->mask) >> key & 1) != 0 && may_have(w->lots, lot, key, spans, n, &f))
            have(w->lots, lot, key, spans, n, f);
    }
    return GDCS_OK;
}

static int is_before(const gdcs_i_lots *lots, int32_t a, int32_t b)
{
    if (lots->importance[a] != lots->importance[b])
        return lots->importance[a] > lots->importance[b];
    return lots->records->key[a].values < lots->records->key[b].values;
}

/* Insertion sort of at most 16. */
static void order_keys(const gdcs_i_lots *lots, int32_t *order)
{
    for (int32_t j = 0; j < lots->records->codes.width; j++) {
        int32_t at = j;
        for (; at > 0 && is_before(lots, j, order[at - 1]); at--)
            order[at] = order[at - 1];
        order[at] = j;
    }
}

gdcs_status gdcs_i_lots_give_back(gdcs_i_lots *lots, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_classes classes = {.count = 0};
    void *memory = NULL;
    int32_t *row = NULL;
    uint32_t *mask = NULL;
    int64_t n = 0;
    struct work w = {.lots = lots};
    GO(gdcs_i_lots_classes(lots, &classes, err));
    GO(gdcs_i_alloc(&memory, lots->count, sizeof *row, err));
    row = memory;
    GO(gdcs_i_alloc(&memory, lots->count, sizeof *mask, err));
    mask = memory;
    for (int64_t i = 0; i < lots->count; i++)
        if (lots->lot[i].mask != lots->records->classes.mask[lots->lot[i].class_number]) {
            row[n] = (int32_t)i;
            mask[n++] = lots->lot[i].mask;
        }
    w.row = row;
    order_keys(lots, w.order);
    status = gdcs_i_match(&classes, row, mask, n, give, &w, err);
done:
    free(row);
    free(mask);
    gdcs_i_classes_free(&classes);
    return status;
}
