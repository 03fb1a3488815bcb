#include "core/fail.h"
#include "stats/pipeline/track.h"

#include <stdio.h>

/* What the rows are made from. */
struct work {
    gdcs_i_pipeline_track track;
    int32_t counts[6];
    int32_t attrition;
};

/* The numbers of a measure. */
static gdcs_status set_measure(const struct work *k, int part, const gdcs_i_pipeline *p,
                               gdcs_error *err)
{
    const gdcs_pipeline_result *r = &p->result;
    const gdcs_estimate *const estimate[] = {&r->women, &r->men, &r->index};
    const gdcs_bounds *const bounds[] = {&r->women_bounds, &r->men_bounds, &r->index_bounds};
    gdcs_i_result *result = k->track.result;
    if (part != GDCS_I_PIPELINE_INDEX)
        gdcs_i_result_set_number(result, k->attrition,
                                 part == GDCS_I_PIPELINE_WOMEN ? r->attrition_women
                                                               : r->attrition_men);
    return gdcs_i_result_set_estimate(result, estimate[part], bounds[part],
                                      gdcs_i_pipeline_method_text(p->method[part], r->design, part),
                                      p->notes[part], err);
}

/* Three rows: from stage number `from` to stage number `to`. */
static gdcs_status add_step(const struct work *k, int64_t group, const gdcs_i_pipeline_chain *chain,
                            const gdcs_i_pipeline_plan *plan, int32_t from, int32_t to,
                            gdcs_error *err)
{
    static const char *const name[] = {"women", "men", "index"};
    const gdcs_sex_counts a = chain->stage[from].counts, b = chain->stage[to].counts;
    const double counts[] = {a.women, b.women, a.men, b.men, a.unknown, b.unknown};
    gdcs_i_pipeline p;
    gdcs_i_pipeline_chain_step(chain, plan, from, to, &p);
    for (int part = 0; part < GDCS_I_PIPELINE_PARTS; part++) {
        TRY(gdcs_i_pipeline_track_row(&k->track, group, from, to, name[part], err));
        for (int i = 0; i < 6; i++)
            gdcs_i_result_set_number(k->track.result, k->counts[i], counts[i]);
        TRY(set_measure(k, part, &p, err));
    }
    return GDCS_OK;
}

static gdcs_status add_rows(const struct work *k, gdcs_error *err)
{
    const int32_t stages = k->track.count;
    const int64_t count = gdcs_i_groups_count(k->track.groups);
    const gdcs_i_pipeline_plan plan = gdcs_i_pipeline_plan_family(&k->track.plan, stages - 1);
    gdcs_i_pipeline_chain chain;
    for (int64_t i = 0; i < count; i++) {
        if (!gdcs_i_pipeline_track_at(&k->track, i, &chain))
            continue;
        for (int32_t to = 1; to < stages; to++)
            TRY(add_step(k, i, &chain, &plan, to - 1, to, err));
        if (stages > 2)
            TRY(add_step(k, i, &chain, &k->track.plan, 0, stages - 1, err));
    }
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const char *const name[] = {"from_women", "to_women",     "from_men",
                                       "to_men",     "from_unknown", "to_unknown"};
    gdcs_i_result *result = k->track.result;
    for (int i = 0; i < 6; i++)
        TRY(gdcs_i_result_add_number(result, name[i], i < 4 ? GDCS_CONCEPT_N : GDCS_CONCEPT_UNKNOWN,
                                     "persons", &k->counts[i], err));
    TRY(gdcs_i_result_add_number(result, "attrition", GDCS_CONCEPT_NUMBER, NULL, &k->attrition,
                                 err));
    return gdcs_i_result_add_estimate(result, "persons per person", err);
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char level[GDCS_I_PIPELINE_LEVEL_SIZE], text[320];
    const int32_t method = k->track.plan.method, design = k->track.plan.design;
    snprintf(text, sizeof text,
             "Persons at a stage per person at the one before (%s); index: women to men. "
             "Limits %s: %s for ratios, %s for the index.",
             design == GDCS_PIPELINE_LINKED ? "the same persons" : "counts of different persons",
             gdcs_i_pipeline_level_text(&k->track.plan, level),
             gdcs_i_pipeline_method_text(method, design, GDCS_I_PIPELINE_WOMEN),
             gdcs_i_pipeline_method_text(method, design, GDCS_I_PIPELINE_INDEX));
    return gdcs_i_result_finish(k->track.result, text, out, err);
}

gdcs_status gdcs_pipeline_table(const gdcs_table *table, const char *axis,
                                const char *const *stages, int32_t count, const char *const *keep,
                                int32_t n, const gdcs_pipeline_options *options, gdcs_frame **out,
                                gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.counts = {0}};
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(gdcs_i_pipeline_track_new(table, axis, stages, count, keep, n, options, &k.track, err));
    GO(add_columns(&k, err));
    GO(add_rows(&k, err));
    GO(finish(&k, out, err));
done:
    gdcs_i_pipeline_track_free(&k.track);
    return status;
}
