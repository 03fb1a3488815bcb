#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/lattice.h"
#include "privacy/microdata/rebuild.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HIERARCHY_V1 = 48, OPTIONS_V1 = 24, RESULT_V1 = 168 };

typedef struct work {
    gdcs_i_records records;
    gdcs_microdata_hierarchy of[GDCS_I_KEYS]; /* in our size */
    int32_t has[GDCS_I_KEYS];
    gdcs_i_ladder ladders[GDCS_I_KEYS];
    gdcs_i_recoded recoded[GDCS_I_KEYS];
    gdcs_i_lattice lattice;
    gdcs_i_lattice_node node;
} work;

static void end(work *w)
{
    for (int32_t j = 0; j < w->records.codes.width; j++) {
        gdcs_i_ladder_free(&w->ladders[j]);
        gdcs_i_recoded_free(&w->recoded[j]);
    }
    free(w->node.is_left_out);
    gdcs_i_records_free(&w->records);
}

static gdcs_status take_hierarchies(work *w, const gdcs_microdata_hierarchy *theirs, int64_t n,
                                    gdcs_error *err)
{
    const gdcs_microdata_keys *keys = &w->records.keys;
    const gdcs_microdata_hierarchy *at = theirs;
    for (int64_t i = 0; i < n; i++) {
        gdcs_microdata_hierarchy h;
        TRY(gdcs_i_take(&h, sizeof h, at, HIERARCHY_V1, err));
        at = (const gdcs_microdata_hierarchy *)((const char *)at + at->struct_size);
        TRY(gdcs_i_need(h.column, "column", err));
        int64_t j = 0;
        while (j < keys->count && strcmp(keys->columns[j], h.column) != 0)
            j++;
        if (j == keys->count)
            return gdcs_i_fail(err, GDCS_E_NAME, "hierarchies", "column \"%s\" is no key",
                               h.column);
        if (w->has[j])
            return gdcs_i_fail(err, GDCS_E_DUPLICATE, "hierarchies",
                               "column \"%s\" has two hierarchies", h.column);
        w->has[j] = 1;
        w->of[j] = h;
    }
    return GDCS_OK;
}

static gdcs_status take_options(work *w, const gdcs_microdata_recode_options *theirs,
                                gdcs_error *err)
{
    gdcs_microdata_recode_options o;
    gdcs_i_lattice *l = &w->lattice;
    const int64_t n = w->records.keys.count;
    double sum = 0.0;
    TRY(gdcs_i_take(&o, sizeof o, theirs, OPTIONS_V1, err));
    if (o.most_left_out < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "most_left_out", "%lld is negative",
                           (long long)o.most_left_out);
    TRY(gdcs_i_importance(o.importance, n, 1, l->importance, err));
    for (int64_t j = 0; j < n; j++)
        sum += l->importance[j];
    for (int64_t j = 0; j < n; j++)
        l->importance[j] /= sum;
    l->most_left_out = o.most_left_out;
    return GDCS_OK;
}

static gdcs_status begin(work *w, const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                         const gdcs_microdata_hierarchy *hierarchies, int64_t n,
                         const gdcs_microdata_recode_options *options, gdcs_error *err)
{
    gdcs_microdata_keys taken;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_keys_take(keys, &taken, err));
    TRY(gdcs_i_need(hierarchies, "hierarchies", err));
    if (n < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%lld hierarchies", (long long)n);
    taken.sensitive = taken.weight = NULL;
    taken.population = 0.0;
    TRY(gdcs_i_records_new(frame, &taken, &w->records, err));
    TRY(take_hierarchies(w, hierarchies, n, err));
    TRY(take_options(w, options, err));
    for (int64_t j = 0; j < taken.count; j++)
        TRY(gdcs_i_ladder_new(&w->records.key[j], w->has[j] ? &w->of[j] : NULL, &w->ladders[j],
                              err));
    w->lattice.records = &w->records;
    w->lattice.ladders = w->ladders;
    return GDCS_OK;
}

static gdcs_status keep_rows(const work *w, int32_t **out, int64_t *n, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, w->records.rows, sizeof **out, err));
    *out = memory;
    *n = 0;
    for (int64_t row = 0; row < w->records.rows; row++)
        if (!w->node.is_left_out[w->records.classes.of[row]])
            (*out)[(*n)++] = (int32_t)row;
    return GDCS_OK;
}

static gdcs_status make(work *w, const gdcs_frame *frame, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    int32_t *rows = NULL;
    int64_t n = 0;
    void *memory = NULL;
    GO(keep_rows(w, &rows, &n, err));
    GO(gdcs_i_alloc(&memory, gdcs_frame_count_columns(frame), sizeof(gdcs_column), err));
    gdcs_column *replaced = memory;
    for (int32_t j = 0; j < w->records.codes.width; j++) {
        const int32_t level = w->node.levels[j];
        if (level == 0)
            continue;
        GO(gdcs_i_ladder_column(&w->ladders[j], &w->records.key[j], level, rows, n, &w->recoded[j],
                                err));
        replaced[gdcs_frame_find(frame, w->records.keys.columns[j])] = w->recoded[j].column;
    }
    status = gdcs_i_rebuild(frame, rows, n, replaced, out, err);
done:
    free(rows);
    free(memory);
    return status;
}

static gdcs_status tell(const work *w, int64_t nodes, int64_t evaluated,
                        gdcs_microdata_recode_result *out, gdcs_error *err)
{
    gdcs_microdata_recode_result r = {.struct_size = sizeof r,
                                      .k = w->node.k,
                                      .left_out = w->node.left_out,
                                      .nodes = nodes,
                                      .evaluated = evaluated,
                                      .loss = w->node.loss};
    if (out == NULL)
        return GDCS_OK;
    memcpy(r.levels, w->node.levels, (size_t)w->records.codes.width * sizeof *r.levels);
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

gdcs_status gdcs_microdata_protect_recode(const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                                          int64_t k, const gdcs_microdata_hierarchy *hierarchies,
                                          int64_t n, const gdcs_microdata_recode_options *options,
                                          gdcs_frame **out, gdcs_microdata_recode_result *result,
                                          gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_frame *made = NULL;
    int64_t nodes = 0, evaluated = 0;
    TRY(gdcs_i_need((void *)out, "out", err));
    if (k < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "k", "%lld is below 1", (long long)k);
    TRY(gdcs_i_alloc(&memory, 1, sizeof(work), err));
    work *w = memory;
    GO(begin(w, frame, keys, hierarchies, n, options, err));
    w->lattice.k = k;
    GO(gdcs_i_lattice_search(&w->lattice, &w->node, &nodes, &evaluated, err));
    GO(make(w, frame, &made, err));
    GO(tell(w, nodes, evaluated, result, err));
    *out = made;
    made = NULL;
done:
    gdcs_frame_free(made);
    end(w);
    free(w);
    return status;
}
