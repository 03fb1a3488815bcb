#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/records.h"

#include <stdlib.h>

enum { ARRAYS_V1 = 32, MOST_SETS = 100000 };

/* Minimal sets of each class that is alone by all keys, as lists. */
typedef struct work {
    gdcs_i_records records;
    double *frequency; /* by class */
    int64_t *last;     /* by class: the number of its last set, plus one; 0: none */
    struct set {
        uint32_t keys;
        int32_t count;
        int64_t before; /* another of the class, plus one */
    } * sets;
    int64_t count;
    int64_t room;
} work;

static void end(work *w)
{
    free(w->frequency);
    free(w->last);
    free(w->sets);
    gdcs_i_records_free(&w->records);
}

static int has_part(const work *w, int64_t class_number, uint32_t keys)
{
    for (int64_t at = w->last[class_number]; at > 0; at = w->sets[at - 1].before)
        if ((w->sets[at - 1].keys & ~keys) == 0)
            return 1;
    return 0;
}

static gdcs_status add(work *w, int64_t class_number, uint32_t keys, int32_t size, gdcs_error *err)
{
    void *memory = w->sets;
    const gdcs_status status =
        gdcs_i_reserve(&memory, &w->room, w->count + 1, sizeof *w->sets, err);
    w->sets = memory;
    TRY(status);
    w->sets[w->count] = (struct set){keys, size, w->last[class_number]};
    w->last[class_number] = ++w->count;
    return GDCS_OK;
}

/* Sets come in the order of their size, so that a set without a part among those found is minimal. */
static gdcs_status look(work *w, uint32_t keys, int32_t size, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_classes *c = &w->records.classes;
    gdcs_i_codes codes = {.width = 0};
    gdcs_i_classes by_keys = {.count = 0};
    double *f = NULL;
    void *memory = NULL;
    for (int32_t j = 0; j < c->codes.width; j++)
        if ((keys >> j & 1) != 0) {
            codes.codes[codes.width] = c->codes.codes[j];
            codes.values[codes.width++] = c->codes.values[j];
        }
    GO(gdcs_i_classes_new(&codes, c->count, c->size, NULL, w->records.keys.missing, &by_keys, err));
    GO(gdcs_i_alloc(&memory, by_keys.count, sizeof *f, err));
    f = memory;
    GO(gdcs_i_frequencies(&by_keys, f, err));
    for (int64_t i = 0; i < c->count; i++)
        if (w->frequency[i] == 1.0 && f[by_keys.of[i]] == 1.0 && !has_part(w, i, keys))
            GO(add(w, i, keys, size, err));
done:
    free(f);
    gdcs_i_classes_free(&by_keys);
    return status;
}

/* All sets of one size, as masks: the next number with as many bits (Gosper). */
static gdcs_status look_at_size(work *w, int32_t size, gdcs_error *err)
{
    const uint64_t end_of = UINT64_C(1) << w->records.codes.width;
    uint64_t keys = (UINT64_C(1) << size) - 1;
    while (keys < end_of) {
        TRY(look(w, (uint32_t)keys, size, err));
        const uint64_t low = keys & (~keys + 1), next = keys + low;
        keys = (((keys ^ next) >> 2) / low) | next;
    }
    return GDCS_OK;
}

static gdcs_status check(const gdcs_microdata_keys *keys, int32_t *most, gdcs_error *err)
{
    const int64_t m = keys->count;
    double sets = 0.0, of_size = 1.0;
    if (m < 2)
        return gdcs_i_fail(err, GDCS_E_OPTION, "count", "one key, expected 2 at least");
    if (*most < 0 || *most >= m)
        return gdcs_i_fail(err, GDCS_E_OPTION, "most", "%d is not 1 to %d", (int)*most, (int)m - 1);
    if (*most == 0)
        *most = m - 1 < 3 ? (int32_t)m - 1 : 3;
    for (int64_t s = 1; s <= *most; s++) {
        of_size *= (double)(m - s + 1) / (double)s;
        sets += of_size;
    }
    if (sets > MOST_SETS)
        return gdcs_i_fail(err, GDCS_E_LIMIT, "most", "more than %d sets of keys", (int)MOST_SETS);
    return GDCS_OK;
}

static double score_of(int32_t m, int32_t size, int32_t most)
{
    double product = 1.0;
    for (int32_t i = size; i <= most; i++)
        product *= m - i;
    return product;
}

static void tell(const work *w, int32_t most, const gdcs_microdata_uniques *out)
{
    for (int64_t row = 0; row < w->records.rows; row++) {
        double count = 0.0, smallest = 0.0, score = 0.0;
        for (int64_t at = w->last[w->records.classes.of[row]]; at > 0;
             at = w->sets[at - 1].before) {
            const struct set *s = &w->sets[at - 1];
            count++;
            score += score_of(w->records.codes.width, s->count, most);
            smallest = smallest == 0.0 || s->count < smallest ? s->count : smallest;
        }
        if (out->count != NULL)
            out->count[row] = count;
        if (out->smallest != NULL)
            out->smallest[row] = smallest;
        if (out->score != NULL)
            out->score[row] = score;
    }
}

static gdcs_status begin(work *w, const gdcs_frame *frame, gdcs_microdata_keys *keys,
                         gdcs_error *err)
{
    void *memory = NULL;
    keys->weight = keys->sensitive = NULL;
    keys->population = 0.0;
    TRY(gdcs_i_records_new(frame, keys, &w->records, err));
    TRY(gdcs_i_alloc(&memory, w->records.classes.count, sizeof *w->frequency, err));
    w->frequency = memory;
    TRY(gdcs_i_alloc(&memory, w->records.classes.count, sizeof *w->last, err));
    w->last = memory;
    return gdcs_i_frequencies(&w->records.classes, w->frequency, err);
}

gdcs_status gdcs_microdata_each_uniques(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                                        int32_t most, const gdcs_microdata_uniques *out,
                                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_microdata_keys taken;
    gdcs_microdata_uniques arrays;
    void *memory = NULL;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&arrays, sizeof arrays, out, ARRAYS_V1, err));
    TRY(gdcs_i_keys_take(keys, &taken, err));
    TRY(check(&taken, &most, err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(work), err));
    work *w = memory;
    GO(begin(w, frame, &taken, err));
    for (int32_t size = 1; size <= most; size++)
        GO(look_at_size(w, size, err));
    tell(w, most, &arrays);
done:
    end(w);
    free(w);
    return status;
}
