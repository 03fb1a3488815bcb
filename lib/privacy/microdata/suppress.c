#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/goal.h"
#include "privacy/microdata/lots.h"
#include "privacy/microdata/rebuild.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 16, RESULT_V1 = 296 };

typedef struct work {
    gdcs_microdata_rule rule;
    gdcs_i_records records;
    gdcs_i_lots lots;
    double importance[GDCS_I_KEYS];
    uint32_t *mask; /* by row: keys that are there */
    void *values[GDCS_I_KEYS];
    gdcs_i_goal goal;
    gdcs_microdata_suppress_result result;
} work;

static void end(work *w)
{
    free(w->mask);
    for (int j = 0; j < GDCS_I_KEYS; j++)
        free(w->values[j]);
    free(w->lots.lot);
    gdcs_i_sensitive_free(&w->goal.held);
    gdcs_i_records_free(&w->records);
}

static gdcs_status check(const gdcs_microdata_keys *keys, const gdcs_microdata_rule *rule,
                         gdcs_error *err)
{
    if (keys->missing == GDCS_MICRODATA_MISSING_CATEGORY)
        return gdcs_i_fail(err, GDCS_E_OPTION, "missing",
                           "what is suppressed is missing, and protects only if it matches any");
    if (keys->count > GDCS_I_LOT_KEYS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "count", "%lld keys, expected at most %d",
                           (long long)keys->count, (int)GDCS_I_LOT_KEYS);
    return gdcs_i_goal_check(rule, err);
}

static gdcs_status begin(work *w, const gdcs_frame *frame, const gdcs_microdata_keys *keys,
                         const gdcs_microdata_rule *rule,
                         const gdcs_microdata_suppress_options *options, gdcs_error *err)
{
    gdcs_microdata_keys taken;
    gdcs_microdata_suppress_options o;
    TRY(gdcs_i_need(frame, "frame", err));
    TRY(gdcs_i_need(rule, "rule", err));
    TRY(gdcs_i_keys_take(keys, &taken, err));
    TRY(gdcs_i_microrule_take(rule, &taken, &w->rule, err));
    TRY(check(&taken, &w->rule, err));
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(gdcs_i_importance(o.importance, taken.count, 0, w->importance, err));
    taken.weight = NULL;
    taken.population = 0.0;
    return gdcs_i_records_new(frame, &taken, &w->records, err);
}

static gdcs_status make_lots(work *w, gdcs_error *err)
{
    const gdcs_i_classes *c = &w->records.classes;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, c->count, sizeof *w->lots.lot, err));
    w->lots.lot = memory;
    w->lots.room = w->lots.count = c->count;
    for (int64_t i = 0; i < c->count; i++) {
        w->lots.lot[i].class_number = (int32_t)i;
        w->lots.lot[i].mask = c->mask[i];
        w->lots.lot[i].size = c->size[i];
    }
    return GDCS_OK;
}

/* The rows of a class take the masks of its lots, one lot after the other. */
static gdcs_status spread(work *w, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_classes *c = &w->records.classes;
    void *memory = NULL;
    int64_t *next = NULL;
    uint32_t *masks = NULL;
    GO(gdcs_i_alloc(&memory, w->records.rows, sizeof *w->mask, err));
    w->mask = memory;
    GO(gdcs_i_alloc(&memory, c->count, sizeof *next, err));
    next = memory; /* rows of the class that have a mask */
    GO(gdcs_i_alloc(&memory, w->records.rows, sizeof *masks, err));
    masks = memory; /* of the rows of all classes, class by class */
    int64_t at = 0;
    for (int64_t i = 0; i < c->count; i++) {
        next[i] = at;
        at += (int64_t)c->size[i];
    }
    for (int64_t i = 0; i < w->lots.count; i++) {
        const struct gdcs_i_lot *lot = &w->lots.lot[i];
        for (int64_t n = 0; n < (int64_t)lot->size; n++)
            masks[next[lot->class_number]++] = lot->mask;
    }
    for (int64_t i = 0; i < c->count; i++)
        next[i] -= (int64_t)c->size[i];
    for (int64_t row = 0; row < w->records.rows; row++)
        w->mask[row] = masks[next[c->of[row]]++];
done:
    free(next);
    free(masks);
    return status;
}

static gdcs_status blank(work *w, int32_t key, gdcs_column *out, gdcs_error *err)
{
    *out = w->records.key[key].column;
    const int64_t n = w->records.rows;
    const size_t item = out->type == GDCS_TYPE_TEXT ? sizeof(int32_t) : 8;
    const void *given = out->type == GDCS_TYPE_TEXT     ? (const void *)out->codes
                        : out->type == GDCS_TYPE_DOUBLE ? (const void *)out->doubles
                                                        : (const void *)out->integers;
    TRY(gdcs_i_alloc(&w->values[key], n, item, err));
    if (n > 0)
        memcpy(w->values[key], given, (size_t)n * item);
    for (int64_t row = 0; row < n; row++) {
        if ((w->mask[row] >> key & 1) != 0)
            continue;
        if (out->type == GDCS_TYPE_TEXT)
            ((int32_t *)w->values[key])[row] = -1;
        else if (out->type == GDCS_TYPE_DOUBLE)
            ((double *)w->values[key])[row] = NAN;
        else
            ((int64_t *)w->values[key])[row] = INT64_MIN;
    }
    out->codes = out->type == GDCS_TYPE_TEXT ? w->values[key] : NULL;
    out->doubles = out->type == GDCS_TYPE_DOUBLE ? w->values[key] : NULL;
    out->integers = out->type == GDCS_TYPE_INT64 ? w->values[key] : NULL;
    return GDCS_OK;
}

static void sum_up(work *w)
{
    gdcs_microdata_suppress_result *r = &w->result;
    for (int64_t row = 0; row < w->records.rows; row++) {
        const uint32_t gone = w->records.classes.mask[w->records.classes.of[row]] & ~w->mask[row];
        r->records += gone != 0;
        for (int32_t j = 0; j < w->records.codes.width; j++)
            if ((gone >> j & 1) != 0) {
                r->cells++;
                r->by_key[j]++;
            }
    }
    for (int32_t j = 0; j < w->records.codes.width; j++)
        r->cost += w->importance[j] * (double)r->by_key[j];
}

static gdcs_status make(work *w, const gdcs_frame *frame, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    TRY(spread(w, err));
    sum_up(w);
    TRY(gdcs_i_alloc(&memory, gdcs_frame_count_columns(frame), sizeof(gdcs_column), err));
    gdcs_column *replaced = memory;
    for (int32_t j = 0; j < w->records.codes.width; j++)
        if (w->result.by_key[j] > 0)
            GO(blank(w, j, &replaced[gdcs_frame_find(frame, w->records.keys.columns[j])], err));
    status = gdcs_i_rebuild(frame, NULL, w->records.rows, replaced, out, err);
done:
    free(memory);
    return status;
}

/* Count again from the frame that is given out. */
static gdcs_status prove(work *w, const gdcs_frame *made, gdcs_error *err)
{
    gdcs_microdata_result found = {.struct_size = sizeof found};
    TRY(gdcs_microdata_measure(made, &w->records.keys, &w->rule, &found, err));
    if (found.broken != 0)
        return gdcs_i_fail(err, GDCS_E_INTERNAL, "",
                           "suppression did not reach what the rule asks for");
    w->result.k = found.k;
    w->result.l = found.l_distinct;
    return GDCS_OK;
}

static gdcs_status run(work *w, const gdcs_frame *frame, gdcs_error *err)
{
    gdcs_i_lots *lots = &w->lots;
    lots->records = &w->records;
    lots->importance = w->importance;
    TRY(gdcs_i_reach(frame, &w->rule, &w->records, &w->goal, err));
    lots->k = w->goal.k;
    lots->l = w->goal.l;
    lots->start = w->goal.held.start;
    lots->value = w->goal.held.value;
    lots->values = w->goal.held.values;
    TRY(make_lots(w, err));
    TRY(gdcs_i_lots_suppress(lots, err));
    return lots->l == 0 ? gdcs_i_lots_give_back(lots, err) : GDCS_OK;
}

gdcs_status gdcs_microdata_protect_suppress(const gdcs_frame *frame,
                                            const gdcs_microdata_keys *keys,
                                            const gdcs_microdata_rule *rule,
                                            const gdcs_microdata_suppress_options *options,
                                            gdcs_frame **out,
                                            gdcs_microdata_suppress_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *memory = NULL;
    gdcs_frame *made = NULL;
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof(work), err));
    work *w = memory;
    w->result.struct_size = sizeof w->result;
    GO(begin(w, frame, keys, rule, options, err));
    GO(run(w, frame, err));
    GO(make(w, frame, &made, err));
    GO(prove(w, made, err));
    if (result != NULL)
        GO(gdcs_i_give(result, &w->result, sizeof w->result, RESULT_V1, err));
    *out = made;
    made = NULL;
done:
    gdcs_frame_free(made);
    end(w);
    free(w);
    return status;
}
