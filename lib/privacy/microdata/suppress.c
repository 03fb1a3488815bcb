#include "core/fail.h"
#include "core/memory.h"
#include "privacy/microdata/index.h"
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
    int64_t *start; /* of lots */
    int32_t *value;
    gdcs_microdata_suppress_result result;
} work;

static void end(work *w)
{
    free(w->mask);
    for (int j = 0; j < GDCS_I_KEYS; j++)
        free(w->values[j]);
    free(w->lots.lot);
    free(w->start);
    free(w->value);
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
    if (rule->t > 0.0 || rule->risk > 0.0)
        return gdcs_i_fail(err, GDCS_E_OPTION, rule->t > 0.0 ? "t" : "risk",
                           "suppression reaches k and l only");
    if (rule->l > 1.0 && rule->diversity != GDCS_MICRODATA_DIVERSITY_DISTINCT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "diversity",
                           "suppression reaches distinct values only");
    if (rule->k < 2 && !(rule->l > 1.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "rule", "the rule asks for nothing: set k or l");
    return GDCS_OK;
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

/* Each value of the sensitive column once for each class that has it. */
static gdcs_status find_values(work *w, const gdcs_frame *frame, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const gdcs_i_classes *c = &w->records.classes;
    gdcs_i_coded s = {.values = 0};
    gdcs_i_index index = {NULL, 0, 0};
    void *memory = NULL;
    int32_t number = 0;
    GO(gdcs_i_coded_new(frame, w->records.keys.sensitive, GDCS_I_CODED_BY_BYTES, &s, err));
    GO(gdcs_i_alloc(&memory, c->count + 2, sizeof *w->start, err));
    w->start = memory;
    GO(gdcs_i_index_new(&index, c->count, err));
    for (int64_t row = 0; row < w->records.rows; row++) {
        const int64_t before = index.count;
        if (s.codes[row] == 0)
            continue;
        GO(gdcs_i_index_add(&index, (uint64_t)c->of[row] << 32 | (uint32_t)s.codes[row], &number,
                            err));
        w->start[c->of[row] + 2] += index.count > before;
    }
    GO(gdcs_i_alloc(&memory, index.count, sizeof *w->value, err));
    w->value = memory;
    for (int64_t i = 2; i < c->count + 2; i++)
        w->start[i] += w->start[i - 1];
    for (int64_t i = 0; i < index.room; i++)
        if (index.places[i].number != 0)
            w->value[w->start[(index.places[i].key >> 32) + 1]++] =
                (int32_t)(index.places[i].key & 0xFFFFFFFF) - 1;
    w->lots.start = w->start;
    w->lots.value = w->value;
    w->lots.values = s.values;
done:
    gdcs_i_coded_free(&s);
    gdcs_i_index_free(&index);
    return status;
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
    lots->k = w->rule.k > 1 ? w->rule.k : 1;
    lots->l = w->rule.l > 1.0 ? (int64_t)ceil(w->rule.l) : 0;
    if (w->records.rows > 0 && lots->k > w->records.rows)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "k", "there are not %lld records",
                           (long long)lots->k);
    if (lots->l > 0)
        TRY(find_values(w, frame, err));
    if (w->records.rows > 0 && lots->l > lots->values)
        return gdcs_i_fail(err, GDCS_E_DISCLOSURE, "l",
                           "the sensitive column does not have %lld values", (long long)lots->l);
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
