#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/counts.h"
#include "stats/level.h"
#include "stats/pipeline/measure.h"
#include "stats/result.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* What the rows are made from. */
struct work {
    gdcs_i_pipeline_plan plan;
    gdcs_i_groups *groups; /* by the axes to keep, then that of the stages */
    gdcs_i_result *result;
    const char *const *stages;
    int32_t *codes; /* of the stages */
    int32_t count;
    int32_t keys;
    int32_t from; /* columns */
    int32_t to;
    int32_t measure;
    int32_t counts[6];
    int32_t attrition;
};

static gdcs_status find_codes(struct work *k, const char *name, gdcs_error *err)
{
    gdcs_axis axis = {.struct_size = sizeof axis};
    TRY(gdcs_i_alloc((void **)&k->codes, k->count, sizeof *k->codes, err));
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(k->groups), k->keys, &axis, err));
    for (int32_t i = 0; i < k->count; i++) {
        k->codes[i] = gdcs_i_beside_code(&axis, k->stages[i]);
        if (k->codes[i] < 0)
            return gdcs_i_fail(err, GDCS_E_NAME, "stages", "axis \"%.60s\" has no label \"%.60s\"",
                               name, k->stages[i]);
        for (int32_t j = 0; j < i; j++)
            if (k->codes[j] == k->codes[i])
                return gdcs_i_fail(err, GDCS_E_DUPLICATE, "stages", "stage \"%.60s\" occurs twice",
                                   k->stages[i]);
    }
    return GDCS_OK;
}

/* The measure and its numbers. */
static gdcs_status set_measure(const struct work *k, int part, const gdcs_i_pipeline *p,
                               gdcs_error *err)
{
    static const char *const name[] = {"women", "men", "index"};
    const gdcs_pipeline_result *r = &p->result;
    const gdcs_estimate *const estimate[] = {&r->women, &r->men, &r->index};
    const gdcs_bounds *const bounds[] = {&r->women_bounds, &r->men_bounds, &r->index_bounds};
    TRY(gdcs_i_result_set_text(k->result, k->measure, name[part], err));
    if (part != GDCS_I_PIPELINE_INDEX)
        gdcs_i_result_set_number(k->result, k->attrition,
                                 part == GDCS_I_PIPELINE_WOMEN ? r->attrition_women
                                                               : r->attrition_men);
    return gdcs_i_result_set_estimate(k->result, estimate[part], bounds[part],
                                      gdcs_i_pipeline_method_text(p->method[part], r->design, part),
                                      p->notes[part], err);
}

/* Three rows: from stage number `from` to stage number `to`. */
static gdcs_status add_step(const struct work *k, int64_t group, const int32_t *codes, int32_t from,
                            int32_t to, gdcs_error *err)
{
    const gdcs_i_group a = gdcs_i_beside_group(k->groups, k->keys, codes, k->codes[from]);
    const gdcs_i_group b = gdcs_i_beside_group(k->groups, k->keys, codes, k->codes[to]);
    const double counts[] = {a.counts.women, b.counts.women,   a.counts.men,
                             b.counts.men,   a.counts.unknown, b.counts.unknown};
    gdcs_i_pipeline p;
    gdcs_i_pipeline_measure(&k->plan, &a, &b, &p);
    for (int part = 0; part < GDCS_I_PIPELINE_PARTS; part++) {
        TRY(gdcs_i_result_row(k->result, group, err));
        TRY(gdcs_i_result_set_text(k->result, k->from, k->stages[from], err));
        TRY(gdcs_i_result_set_text(k->result, k->to, k->stages[to], err));
        for (int i = 0; i < 6; i++)
            gdcs_i_result_set_number(k->result, k->counts[i], counts[i]);
        TRY(set_measure(k, part, &p, err));
    }
    return GDCS_OK;
}

static gdcs_status add_rows(const struct work *k, gdcs_error *err)
{
    const int64_t count = gdcs_i_groups_count(k->groups);
    const int32_t *codes;
    for (int64_t i = 0; i < count; i++) {
        if (!gdcs_i_beside_is_first(k->groups, k->keys, i, &codes))
            continue;
        for (int32_t to = 1; to < k->count; to++)
            TRY(add_step(k, i, codes, to - 1, to, err));
        if (k->count > 2)
            TRY(add_step(k, i, codes, 0, k->count - 1, err));
    }
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const char *const name[] = {"from_women", "to_women",     "from_men",
                                       "to_men",     "from_unknown", "to_unknown"};
    TRY(gdcs_i_result_add_text(k->result, "from", GDCS_CONCEPT_STAGE, &k->from, err));
    TRY(gdcs_i_result_add_text(k->result, "to", GDCS_CONCEPT_STAGE, &k->to, err));
    TRY(gdcs_i_result_add_text(k->result, "measure", GDCS_CONCEPT_MEASURE, &k->measure, err));
    for (int i = 0; i < 6; i++)
        TRY(gdcs_i_result_add_number(k->result, name[i],
                                     i < 4 ? GDCS_CONCEPT_N : GDCS_CONCEPT_UNKNOWN, "persons",
                                     &k->counts[i], err));
    TRY(gdcs_i_result_add_number(k->result, "attrition", GDCS_CONCEPT_NUMBER, NULL, &k->attrition,
                                 err));
    return gdcs_i_result_add_estimate(k->result, "persons per person", err);
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char level[GDCS_I_LEVEL_SIZE], text[256];
    const int32_t method = k->plan.method, design = k->plan.design;
    snprintf(text, sizeof text,
             "Persons at a stage per person at the one before (%s); index: women to men. "
             "Limits %s: %s for ratios, %s for the index.",
             design == GDCS_PIPELINE_LINKED ? "the same persons" : "counts of different persons",
             gdcs_i_level_text(k->plan.alpha, level),
             gdcs_i_pipeline_method_text(method, design, GDCS_I_PIPELINE_WOMEN),
             gdcs_i_pipeline_method_text(method, design, GDCS_I_PIPELINE_INDEX));
    return gdcs_i_result_finish(k->result, text, out, err);
}

static gdcs_status tabulate(struct work *k, const gdcs_table *table, const char *const *axes,
                            gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    GO(gdcs_i_groups_new(table, axes, k->keys + 1, &k->groups, err));
    GO(find_codes(k, axes[k->keys], err));
    GO(gdcs_i_result_new(k->groups, k->keys, &k->result, err));
    GO(add_columns(k, err));
    GO(add_rows(k, err));
    GO(finish(k, out, err));
done:
    free(k->codes);
    gdcs_i_result_free(k->result);
    gdcs_i_groups_free(k->groups);
    return status;
}

gdcs_status gdcs_pipeline_table(const gdcs_table *table, const char *axis,
                                const char *const *stages, int32_t count, const char *const *keep,
                                int32_t n, const gdcs_pipeline_options *options, gdcs_frame **out,
                                gdcs_error *err)
{
    struct work k = {.stages = stages, .count = count, .keys = n};
    const char *axes[GDCS_I_AXES];
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_need((const void *)stages, "stages", err));
    TRY(gdcs_i_need((const void *)out, "out", err));
    if (count < 2)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "count", "%d stages, at least 2 are needed",
                           (int)count);
    for (int32_t i = 0; i < count; i++)
        TRY(gdcs_i_need(stages[i], "stages", err));
    TRY(gdcs_i_pipeline_plan_new(options, &k.plan, err));
    TRY(gdcs_i_beside_axes(keep, n, axis, axes, err));
    return tabulate(&k, table, axes, out, err);
}
