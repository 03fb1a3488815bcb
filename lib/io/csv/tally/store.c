#include "io/csv/tally/store.h"
#include "core/fail.h"
#include "core/memory.h"

#include <math.h>
#include <stdlib.h>

/* An array of up to a megabyte stays in the second cache beside the block and the dictionaries. */
enum { DENSE = 1 << 20, STEP = 1 << 16, FIRST_BITS = 10, FIRST_EXTENT = 4 };

static const gdcs_i_sum nothing = {-0.0, 0.0};

static int is_free(const gdcs_i_sum *sum)
{
    return signbit(sum->high) != 0;
}

int64_t gdcs_i_store_slots(const gdcs_i_store *s)
{
    return INT64_C(1) << (64 - s->shift);
}

static int is_dense(const gdcs_i_store *s)
{
    return s->counts != NULL || s->sums != NULL;
}

static uint64_t place(const gdcs_i_store *s, uint64_t key)
{
    return key * UINT64_C(0x9E3779B97F4A7C15) >> s->shift;
}

static gdcs_status make_sums(gdcs_i_store *s, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, (int64_t)s->product, sizeof *s->sums, err));
    s->sums = memory;
    for (uint64_t i = 0; i < s->product; i++)
        s->sums[i] = nothing;
    return GDCS_OK;
}

static gdcs_status make_slots(gdcs_i_store *s, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, gdcs_i_store_slots(s),
                     s->weighs ? sizeof *s->weighed : sizeof *s->tallied, err));
    if (!s->weighs) {
        s->tallied = memory;
        return GDCS_OK;
    }
    s->weighed = memory;
    for (int64_t i = 0; i < gdcs_i_store_slots(s); i++)
        s->weighed[i].sum = nothing;
    return GDCS_OK;
}

/* Memory for extents and strides that are known. */
static gdcs_status make(gdcs_i_store *s, gdcs_error *err)
{
    void *memory = NULL;
    const size_t item = s->weighs ? sizeof *s->sums : sizeof *s->counts;
    if (s->product > DENSE / item)
        return make_slots(s, err);
    if (s->weighs)
        return make_sums(s, err);
    TRY(gdcs_i_alloc(&memory, (int64_t)s->product, item, err));
    s->counts = memory;
    return GDCS_OK;
}

/* Are keys below 2^63, and counts with keys of their own size possible? */
static int lay(gdcs_i_store *s)
{
    s->product = 1;
    for (int32_t i = s->axes - 1; i >= 0; i--) {
        s->strides[i] = s->product;
        if (s->extents[i] > (uint64_t)INT64_MAX / s->product)
            return 0;
        s->product *= s->extents[i];
    }
    s->weighs |= s->product > UINT32_MAX;
    return 1;
}

gdcs_status gdcs_i_store_new(int32_t axes, int weighs, gdcs_i_store *out, gdcs_error *err)
{
    *out = (gdcs_i_store){.axes = axes, .weighs = weighs, .shift = 64 - FIRST_BITS};
    for (int32_t i = 0; i < axes; i++)
        out->extents[i] = 1;
    (void)lay(out);
    return make(out, err);
}

void gdcs_i_store_free(gdcs_i_store *s)
{
    free(s->counts);
    free(s->sums);
    free(s->tallied);
    free(s->weighed);
    s->counts = NULL;
    s->sums = NULL;
    s->tallied = NULL;
    s->weighed = NULL;
}

static void count_into(gdcs_i_store *s, uint64_t key, uint32_t count)
{
    const uint64_t last = (uint64_t)gdcs_i_store_slots(s) - 1;
    uint64_t at = place(s, key);
    while (s->tallied[at].count != 0 && s->tallied[at].key != key)
        at = (at + 1) & last;
    s->used += s->tallied[at].count == 0;
    s->tallied[at].key = (uint32_t)key;
    s->tallied[at].count += count;
}

/* More than three quarters of the slots are never used. */
static int64_t limit_of(const gdcs_i_store *s)
{
    return gdcs_i_store_slots(s) / 4 * 3;
}

static gdcs_i_sum *weigh_into(gdcs_i_store *s, uint64_t key)
{
    const uint64_t last = (uint64_t)gdcs_i_store_slots(s) - 1;
    uint64_t at = place(s, key);
    while (!is_free(&s->weighed[at].sum) && s->weighed[at].key != key)
        at = (at + 1) & last;
    s->used += is_free(&s->weighed[at].sum);
    s->weighed[at].key = key;
    return &s->weighed[at].sum;
}

/* A cell that is known not to be there yet, of a store with room for it. */
static void put(gdcs_i_store *s, uint64_t key, gdcs_i_sum sum)
{
    if (s->counts != NULL)
        s->counts[key] = (uint32_t)sum.high;
    else if (s->sums != NULL)
        s->sums[key] = sum;
    else if (s->tallied != NULL)
        count_into(s, key, (uint32_t)sum.high);
    else
        *weigh_into(s, key) = sum;
}

static uint64_t key_of(const gdcs_i_store *s, const int32_t *codes)
{
    uint64_t key = 0;
    for (int32_t i = 0; i < s->axes; i++)
        key += (uint64_t)codes[i] * s->strides[i];
    return key;
}

/* The same cells in a store of another layout, which is known but has no memory yet. */
static gdcs_status move(gdcs_i_store *s, gdcs_i_store *to, gdcs_error *err)
{
    int32_t codes[GDCS_I_AXES];
    gdcs_i_sum sum;
    to->counts = NULL;
    to->sums = NULL;
    to->tallied = NULL;
    to->weighed = NULL;
    to->used = 0;
    while (gdcs_i_store_count(s) + GDCS_I_STORE_BATCH > limit_of(to))
        to->shift--;
    TRY(make(to, err));
    for (int64_t at = 0; gdcs_i_store_next(s, &at, codes, &sum);)
        put(to, key_of(to, codes), sum);
    gdcs_i_store_free(s);
    *s = *to;
    return GDCS_OK;
}

gdcs_status gdcs_i_store_widen(gdcs_i_store *s, int32_t axis, int32_t count, int *fits,
                               gdcs_error *err)
{
    gdcs_i_store wider = *s;
    uint64_t extent = s->extents[axis];
    *fits = 1;
    if (extent >= (uint64_t)count)
        return GDCS_OK;
    while (extent < (uint64_t)count)
        extent = extent < FIRST_EXTENT ? FIRST_EXTENT : extent + extent / 4;
    wider.extents[axis] = extent;
    *fits = lay(&wider);
    return *fits ? move(s, &wider, err) : GDCS_OK;
}

static int is_free_at(const gdcs_i_store *s, uint64_t at, int weighs)
{
    return weighs ? is_free(&s->weighed[at].sum) : s->tallied[at].count == 0;
}

/* A slot of a store by hash, whatever it counts. */
static gdcs_i_weighed take_slot(gdcs_i_store *s, uint64_t at, int weighs)
{
    gdcs_i_weighed taken;
    if (weighs) {
        taken = s->weighed[at];
        s->weighed[at].sum = nothing;
        return taken;
    }
    taken = (gdcs_i_weighed){s->tallied[at].key, {s->tallied[at].count, 0.0}};
    s->tallied[at].count = 0;
    return taken;
}

static void fill_slot(gdcs_i_store *s, uint64_t at, const gdcs_i_weighed *cell, int weighs)
{
    if (weighs)
        s->weighed[at] = *cell;
    else
        s->tallied[at] = (gdcs_i_tallied){(uint32_t)cell->key, (uint32_t)cell->sum.high};
}

/* Cells that are set aside while others are spread. */
typedef struct aside {
    gdcs_i_weighed *cells;
    int64_t count;
    int64_t room;
} aside;

static gdcs_status set_aside(aside *a, const gdcs_i_weighed *cell, gdcs_error *err)
{
    void *memory = a->cells;
    const gdcs_status status =
        gdcs_i_stretch(&memory, &a->room, a->count + 1, sizeof *a->cells, err);
    a->cells = memory;
    TRY(status);
    a->cells[a->count++] = *cell;
    return GDCS_OK;
}

/* Bring each cell of what were all slots to its place among twice as many.  Places are in the order of hashes:
   from the last slot on, cells go one after the other to where all is free that they could meet, and memory is not
   jumped about in.  The few for which that is not so, because they lie far from their place or go round the end,
   follow when all others are there. */
static inline gdcs_status spread(gdcs_i_store *s, uint64_t before, aside *a, const int weighs,
                                 gdcs_error *err)
{
    const uint64_t last = (uint64_t)gdcs_i_store_slots(s) - 1;
    for (uint64_t from = before; from-- > 0;) {
        if (is_free_at(s, from, weighs))
            continue;
        const gdcs_i_weighed cell = take_slot(s, from, weighs);
        const uint64_t home = place(s, cell.key);
        uint64_t at = home;
        while (at <= last && !is_free_at(s, at, weighs))
            at++;
        if (home < from || at > last)
            TRY(set_aside(a, &cell, err));
        else
            fill_slot(s, at, &cell, weighs);
    }
    return GDCS_OK;
}

static gdcs_status spread_all(gdcs_i_store *s, uint64_t before, gdcs_error *err)
{
    aside a = {0};
    const gdcs_status status =
        s->weighs ? spread(s, before, &a, 1, err) : spread(s, before, &a, 0, err);
    s->used -= a.count;
    for (int64_t i = 0; i < a.count; i++)
        put(s, a.cells[i].key, a.cells[i].sum);
    free(a.cells);
    return status;
}

static gdcs_status stretch_slots(gdcs_i_store *s, gdcs_error *err)
{
    int64_t room = gdcs_i_store_slots(s);
    const int64_t before = room;
    void *memory = s->weighs ? (void *)s->weighed : s->tallied;
    const gdcs_status status = gdcs_i_reserve(
        &memory, &room, 2 * before, s->weighs ? sizeof *s->weighed : sizeof *s->tallied, err);
    s->weighed = s->weighs ? memory : NULL;
    s->tallied = s->weighs ? NULL : memory;
    TRY(status);
    for (int64_t i = before; s->weighs && i < 2 * before; i++)
        s->weighed[i].sum = nothing;
    s->shift--;
    return GDCS_OK;
}

/* Twice as many slots, without both in memory at once: what a store of millions of cells takes is most of
   what a reading does. */
static gdcs_status grow(gdcs_i_store *s, gdcs_error *err)
{
    const uint64_t before = (uint64_t)gdcs_i_store_slots(s);
    TRY(stretch_slots(s, err));
    return spread_all(s, before, err);
}

/* Before a count could reach 2^32 the store begins to hold sums, which are exact far beyond. */
static gdcs_status make_room(gdcs_i_store *s, int n, gdcs_error *err)
{
    const int64_t before = s->added;
    s->added += n;
    gdcs_i_store wider = *s;
    if (!s->weighs && before / UINT32_MAX != s->added / UINT32_MAX) {
        wider.weighs = 1;
        return move(s, &wider, err);
    }
    return !is_dense(s) && s->used + n > limit_of(s) ? grow(s, err) : GDCS_OK;
}

void gdcs_i_store_expect(const gdcs_i_store *s, const uint64_t *keys, int n)
{
#if defined __GNUC__
    for (int i = 0; i < n && !is_dense(s); i++)
        __builtin_prefetch(s->tallied != NULL ? (const void *)&s->tallied[place(s, keys[i])]
                                              : (const void *)&s->weighed[place(s, keys[i])],
                           1);
#else
    (void)s, (void)keys, (void)n;
#endif
}

static void add_sums(gdcs_i_store *s, const uint64_t *keys, const double *numbers, int n)
{
    for (int i = 0; i < n; i++) {
        gdcs_i_sum *sum = s->sums != NULL ? &s->sums[keys[i]] : weigh_into(s, keys[i]);
        gdcs_i_sum_add(sum, numbers != NULL ? numbers[i] : 1.0);
    }
}

gdcs_status gdcs_i_store_add(gdcs_i_store *s, const uint64_t *keys, const double *numbers, int n,
                             gdcs_error *err)
{
    TRY(make_room(s, n, err));
    if (s->counts != NULL)
        for (int i = 0; i < n; i++)
            s->counts[keys[i]]++;
    else if (s->tallied != NULL)
        for (int i = 0; i < n; i++)
            count_into(s, keys[i], 1);
    else
        add_sums(s, keys, numbers, n);
    return GDCS_OK;
}

static void decode(const gdcs_i_store *s, uint64_t key, int32_t *codes)
{
    for (int32_t i = 0; i < s->axes; i++) {
        codes[i] = (int32_t)(key / s->strides[i]);
        key %= s->strides[i];
    }
}

/* What lies at a place of the arrays; 0: nothing. */
static int look(const gdcs_i_store *s, int64_t at, uint64_t *key, gdcs_i_sum *sum)
{
    *key = (uint64_t)at;
    if (s->counts != NULL || s->tallied != NULL) {
        const uint32_t count = s->counts != NULL ? s->counts[at] : s->tallied[at].count;
        *key = s->counts != NULL ? *key : s->tallied[at].key;
        *sum = (gdcs_i_sum){count, 0.0};
        return count != 0;
    }
    *key = s->sums != NULL ? *key : s->weighed[at].key;
    *sum = s->sums != NULL ? s->sums[at] : s->weighed[at].sum;
    return !is_free(sum);
}

static int64_t end_of(const gdcs_i_store *s)
{
    return is_dense(s) ? (int64_t)s->product : gdcs_i_store_slots(s);
}

int gdcs_i_store_next(const gdcs_i_store *s, int64_t *at, int32_t *codes, gdcs_i_sum *sum)
{
    uint64_t key = 0;
    const int64_t end = end_of(s);
    for (int64_t next = *at; s->counts != NULL; *at = ++next) /* most of an array may be 0 */
        if (next == end || s->counts[next] != 0)
            break;
    while (*at < end)
        if (look(s, (*at)++, &key, sum)) {
            decode(s, key, codes);
            return 1;
        }
    return 0;
}

/* Of slots, `left` are still needed and `before` were; they are given back by steps. */
static void shed(gdcs_i_store *s, int64_t before, int64_t left)
{
    void *memory = s->weighs ? (void *)s->weighed : s->tallied;
    const size_t item = s->weighs ? sizeof *s->weighed : sizeof *s->tallied;
    if (is_dense(s) || before / STEP == left / STEP)
        return;
    memory = realloc(memory, (size_t)(left / STEP + 1) * STEP * item);
    if (memory == NULL)
        return; /* as it was */
    s->weighed = s->weighs ? memory : NULL;
    s->tallied = s->weighs ? NULL : memory;
}

/* Places are counted from the end, so that 0 is the first. */
int gdcs_i_store_take_block(gdcs_i_store *s, int64_t *at, int32_t *codes, gdcs_i_sum *sums)
{
    const int64_t end = end_of(s), before = end - *at;
    uint64_t key = 0;
    int n = 0;
    while (n < GDCS_I_STORE_BATCH && *at < end)
        if (look(s, end - ++*at, &key, &sums[n]))
            decode(s, key, codes + (int64_t)n++ * s->axes);
    shed(s, before, end - *at);
    return n;
}

int64_t gdcs_i_store_count(const gdcs_i_store *s)
{
    int64_t count = 0;
    for (int64_t at = 0; s->counts != NULL && at < (int64_t)s->product; at++)
        count += s->counts[at] != 0;
    for (int64_t at = 0; s->sums != NULL && at < (int64_t)s->product; at++)
        count += !is_free(&s->sums[at]);
    return is_dense(s) ? count : s->used;
}
