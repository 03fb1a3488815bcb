#include "io/csv/tally/tally.h"
#include "core/fail.h"
#include "core/memory.h"

#include <stdlib.h>
#include <string.h>

enum { BATCH = GDCS_I_STORE_BATCH };

gdcs_status gdcs_i_tally_new(int32_t axes, const double *constant, gdcs_i_tally **out,
                             gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, 1, sizeof **out, err));
    gdcs_i_tally *t = memory;
    t->weighs = constant != NULL;
    t->constant = t->weighs ? *constant : 0.0;
    const gdcs_status status = gdcs_i_store_new(axes, t->weighs, &t->store, err);
    if (status == GDCS_OK)
        *out = t;
    else
        free(t);
    return status;
}

void gdcs_i_tally_free(gdcs_i_tally *tally)
{
    if (tally == NULL)
        return;
    gdcs_i_store_free(&tally->store);
    free(tally);
}

/* The first n that wait. */
static gdcs_status pass_on(gdcs_i_tally *t, int n, gdcs_error *err)
{
    TRY(gdcs_i_store_add(&t->store, t->keys, t->weighs ? t->numbers : NULL, n, err));
    t->pending -= n;
    memmove(t->keys, t->keys + n, (size_t)t->pending * sizeof *t->keys);
    if (t->weighs)
        memmove(t->numbers, t->numbers + n, (size_t)t->pending * sizeof *t->numbers);
    return GDCS_OK;
}

gdcs_status gdcs_i_tally_flush(gdcs_i_tally *t, gdcs_error *err)
{
    while (t->pending > 0)
        TRY(pass_on(t, t->pending < BATCH ? t->pending : BATCH, err));
    return GDCS_OK;
}

gdcs_status gdcs_i_tally_add(gdcs_i_tally *t, const gdcs_i_resolved *from, int first, int n,
                             gdcs_error *err)
{
    uint64_t *const keys = t->keys + t->pending;
    double *const numbers = t->numbers + t->pending;
    memset(keys, 0, (size_t)n * sizeof *keys);
    for (int32_t c = 0; c < from->coder_count; c++) {
        const int32_t *codes = from->codes + c * BATCH + first;
        if (from->coders[c].makes < 0 || from->coders[c].field < 0)
            continue; /* there is one code of a constant, 0 */
        const uint64_t stride = t->store.strides[from->coders[c].makes];
        for (int i = 0; i < n; i++)
            keys[i] += (uint64_t)codes[i] * stride;
    }
    for (int i = 0; i < n && t->weighs; i++)
        numbers[i] = from->figures != NULL ? from->figures[first + i].real : t->constant;
    gdcs_i_store_expect(&t->store, keys, n);
    t->pending += n;
    return t->pending >= 2 * BATCH ? pass_on(t, BATCH, err) : GDCS_OK;
}

gdcs_status gdcs_i_tally_widen(gdcs_i_tally *t, int32_t axis, int32_t count, gdcs_error *err)
{
    int fits = 1;
    TRY(gdcs_i_tally_flush(t, err));
    TRY(gdcs_i_store_widen(&t->store, axis, count, &fits, err));
    t->full |= !fits;
    return GDCS_OK;
}

/* The labels of the table for the codes of an axis, in the order of codes. */
static gdcs_status find_labels(const gdcs_i_coder *coder, const gdcs_i_to_table *to,
                               int32_t **labels, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, coder->count, sizeof **labels, err));
    *labels = memory;
    for (int32_t i = 0; i < coder->count; i++) {
        const int32_t word = coder->word_of[i];
        const char *text = word == GDCS_I_WORD_MISSING
                               ? NULL
                               : gdcs_i_pool_text(gdcs_i_words_all(coder->words), word);
        (*labels)[i] = gdcs_i_to_table_label(to, coder->makes, text);
    }
    return GDCS_OK;
}

/* The codes of the tally become labels. */
static void translate(int32_t *const *labels, int32_t axes, int32_t *codes, int n)
{
    for (int k = 0; k < n; k++)
        for (int32_t i = 0; i < axes; i++)
            codes[k * axes + i] = labels[i][codes[k * axes + i]];
}

gdcs_status gdcs_i_tally_labels(const gdcs_i_coder *coders, int32_t coder_count,
                                const gdcs_i_to_table *to, int32_t **labels, gdcs_error *err)
{
    for (int32_t i = 0; i < coder_count; i++)
        if (coders[i].makes >= 0)
            TRY(find_labels(&coders[i], to, &labels[coders[i].makes], err));
    return GDCS_OK;
}

gdcs_status gdcs_i_tally_merge(gdcs_i_tally *t, const gdcs_i_coder *coders, int32_t coder_count,
                               gdcs_i_to_table *to, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int32_t *labels[GDCS_I_AXES] = {NULL}, codes[GDCS_I_STORE_BATCH * GDCS_I_AXES];
    gdcs_i_sum sums[GDCS_I_STORE_BATCH];
    int n = 0;
    GO(gdcs_i_tally_labels(coders, coder_count, to, labels, err));
    GO(gdcs_i_to_table_expect(to, gdcs_i_store_count(&t->store), err));
    for (int64_t at = 0; (n = gdcs_i_store_take_block(&t->store, &at, codes, sums)) > 0;) {
        translate(labels, t->store.axes, codes, n);
        GO(gdcs_i_to_table_merge(to, codes, sums, n, err));
    }
    gdcs_i_to_table_repeat(to, t->store.added);
    gdcs_i_store_free(&t->store);
done:
    for (int32_t i = 0; i < t->store.axes; i++)
        free(labels[i]);
    return status;
}
