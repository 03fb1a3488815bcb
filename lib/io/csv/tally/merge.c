/* Many cells are sorted by each worker, and then merged: the cells of the table lie in order, and no place in
   its index is looked for while others are added. */
#include "io/csv/tally/merge.h"
#include "core/fail.h"
#include "core/memory.h"
#include "io/csv/columnar/at_once.h"

#include <stdlib.h>

enum { MANY = 1 << 12, PLENTY = 1 << 30, BLOCK = 64 };

/* Labels of the table as places of a number in mixed radix. */
typedef struct scale {
    int32_t axes;
    uint64_t extents[GDCS_I_AXES];
    uint64_t strides[GDCS_I_AXES];
    int bits;
} scale;

static int is_many(const gdcs_i_part *part)
{
    return part->tally->store.tallied != NULL && part->tally->store.used >= MANY;
}

/* 0: keys take more than 32 bits, or there are none. */
static int measure(scale *s, const gdcs_i_to_table *to)
{
    uint64_t product = 1;
    for (int32_t i = s->axes - 1; i >= 0; i--) {
        s->extents[i] = (uint64_t)gdcs_i_to_table_count_labels(to, i);
        s->strides[i] = product;
        if (s->extents[i] == 0 || s->extents[i] > UINT32_MAX / product)
            return 0;
        product *= s->extents[i];
    }
    for (s->bits = 0; (product - 1) >> s->bits != 0;)
        s->bits++;
    return 1;
}

/* What the codes of each axis add to a key, by the labels they stand for. */
static gdcs_status recode(gdcs_i_part *p, const scale *s, const gdcs_i_to_table *to,
                          gdcs_error *err)
{
    const gdcs_i_store *store = &p->tally->store;
    gdcs_status status = GDCS_OK;
    int32_t *labels[GDCS_I_AXES] = {NULL};
    uint64_t *parts[GDCS_I_AXES] = {NULL};
    void *memory = NULL;
    GO(gdcs_i_tally_labels(p->coders, p->coder_count, to, labels, err));
    for (int32_t i = 0; i < p->coder_count; i++) {
        const int32_t axis = p->coders[i].makes;
        if (axis < 0)
            continue;
        GO(gdcs_i_alloc(&memory, (int64_t)store->extents[axis], sizeof **parts, err));
        parts[axis] = memory;
        for (int32_t code = 0; code < p->coders[i].count; code++)
            parts[axis][code] = (uint64_t)labels[axis][code] * s->strides[axis];
    }
    GO(gdcs_i_recode_new(s->axes, store->extents, parts, &p->keys, err));
done:
    for (int32_t i = 0; i < s->axes; i++) {
        free(labels[i]);
        free(parts[i]);
    }
    return status;
}

static void sort(void *context)
{
    gdcs_i_part *p = context;
    p->status = gdcs_i_run_new(&p->tally->store, &p->keys, p->bits, &p->run, NULL);
}

/* Room for all labels; 0 if keys of cells take several words. */
static gdcs_status fit(gdcs_i_cells *cells, const scale *s, int *one_word, gdcs_error *err)
{
    int32_t highest[GDCS_I_AXES] = {0};
    uint64_t key = 0;
    for (int32_t i = 0; i < s->axes; i++)
        highest[i] = (int32_t)s->extents[i] - 1;
    TRY(gdcs_i_cells_fit(cells, highest, err));
    *one_word = gdcs_i_cells_pack(cells, highest, &key);
    return GDCS_OK;
}

/* From places in mixed radix to keys of cells. */
static gdcs_status pack(const gdcs_i_cells *cells, const scale *s, gdcs_i_recode *out,
                        gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int32_t codes[GDCS_I_AXES] = {0};
    uint64_t *parts[GDCS_I_AXES] = {NULL};
    void *memory = NULL;
    for (int32_t axis = 0; axis < s->axes; axis++) {
        GO(gdcs_i_alloc(&memory, (int64_t)s->extents[axis], sizeof **parts, err));
        parts[axis] = memory;
        for (uint64_t label = s->extents[axis]; label-- > 0;) {
            codes[axis] = (int32_t)label;
            (void)gdcs_i_cells_pack(cells, codes, &parts[axis][label]);
        }
    }
    GO(gdcs_i_recode_new(s->axes, s->extents, parts, out, err));
done:
    for (int32_t i = 0; i < s->axes; i++)
        free(parts[i]);
    return status;
}

/* At least as many as there are: what room is not needed takes no memory, as long as it is not touched. */
static int64_t expect_cells(const gdcs_i_run *runs, int count)
{
    int64_t at[GDCS_I_AT_ONCE] = {0}, cells = 0, n = 0;
    uint32_t keys[BLOCK];
    uint64_t counts[BLOCK];
    for (int i = 0; i < count; i++)
        cells += runs[i].count;
    if (cells <= PLENTY)
        return cells;
    for (cells = 0; (n = gdcs_i_runs_next(runs, count, at, keys, counts, BLOCK)) > 0;)
        cells += n;
    return cells;
}

static void append(gdcs_i_cells *cells, const gdcs_i_recode *packing, const gdcs_i_run *runs,
                   int count)
{
    int64_t at[GDCS_I_AT_ONCE] = {0};
    uint32_t keys[BLOCK];
    uint64_t counts[BLOCK], packed[BLOCK];
    gdcs_i_sum sums[BLOCK];
    for (int32_t n = 0; (n = gdcs_i_runs_next(runs, count, at, keys, counts, BLOCK)) > 0;) {
        for (int32_t i = 0; i < n; i++) {
            packed[i] = gdcs_i_recode_key(packing, keys[i]);
            sums[i] = (gdcs_i_sum){(double)counts[i], 0.0};
        }
        gdcs_i_cells_append(cells, packed, sums, n);
    }
}

/* What the runs held is given back before the index takes its memory. */
static gdcs_status put(gdcs_i_cells *cells, const scale *s, gdcs_i_run *runs, int count,
                       gdcs_error *err)
{
    gdcs_i_recode packing = {0};
    gdcs_status status = GDCS_OK;
    int64_t first = 0;
    GO(pack(cells, s, &packing, err));
    GO(gdcs_i_cells_append_begin(cells, expect_cells(runs, count), &first, err));
    append(cells, &packing, runs, count);
    for (int i = 0; i < count; i++)
        gdcs_i_run_free(&runs[i]);
    GO(gdcs_i_cells_append_end(cells, first, err));
done:
    gdcs_i_recode_free(&packing);
    return status;
}

/* The parts in which many cells are by hash. */
static gdcs_status merge_many(gdcs_i_part **parts, int count, const scale *s, gdcs_i_to_table *to,
                              gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_run runs[GDCS_I_AT_ONCE] = {{0}};
    for (int i = 0; i < count; i++) {
        parts[i]->bits = s->bits;
        GO(recode(parts[i], s, to, err));
    }
    gdcs_i_at_once(sort, (void **)parts, count);
    for (int i = 0; i < count; i++) {
        runs[i] = parts[i]->run;
        status = parts[i]->status != GDCS_OK ? parts[i]->status : status;
    }
    GO(status == GDCS_OK ? put(gdcs_i_to_table_cells(to), s, runs, count, err)
                         : gdcs_i_fail_memory(err));
done:
    for (int i = 0; i < count; i++) {
        gdcs_i_run_free(&runs[i]);
        gdcs_i_recode_free(&parts[i]->keys);
    }
    return status;
}

/* Can the parts with many cells be merged by keys of a table's cells?  Where no part has many, that is not
   asked. */
static gdcs_status judge(const gdcs_i_part *parts, int count, scale *s, gdcs_i_to_table *to,
                         int *sorts, gdcs_error *err)
{
    *sorts = 0;
    for (int i = 0; i < count; i++)
        *sorts |= is_many(&parts[i]);
    if (!*sorts)
        return GDCS_OK;
    s->axes = parts[0].tally->store.axes;
    *sorts = measure(s, to);
    return *sorts ? fit(gdcs_i_to_table_cells(to), s, sorts, err) : GDCS_OK;
}

gdcs_status gdcs_i_parts_merge(gdcs_i_part *parts, int count, gdcs_i_to_table *to, gdcs_error *err)
{
    gdcs_i_part *many[GDCS_I_AT_ONCE];
    scale s = {.axes = 0};
    int sorted = 0, sorts = 0;
    TRY(judge(parts, count, &s, to, &sorts, err));
    for (int i = 0; i < count; i++)
        if (sorts && is_many(&parts[i]))
            many[sorted++] = &parts[i];
        else
            TRY(gdcs_i_tally_merge(parts[i].tally, parts[i].coders, parts[i].coder_count, to, err));
    return sorted > 0 ? merge_many(many, sorted, &s, to, err) : GDCS_OK;
}
