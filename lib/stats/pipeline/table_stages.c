#include "core/fail.h"
#include "stats/pipeline/framing.h"
#include "stats/pipeline/track.h"

#include <stdio.h>

enum { COUNTS = 6, TESTS = 4 };

/* What the rows are made from. */
struct work {
    gdcs_i_pipeline_track track;
    int32_t scope; /* columns */
    int32_t counts[COUNTS];
    int32_t small;
    int32_t test;
    int32_t tests[TESTS];
};

/* Words for the two bits of GDCS_PIPELINE_SMALL_*. */
static const char *const small_text[] = {"no", "base", "share", "base and share"};

static gdcs_status begin_row(const struct work *k, int64_t group,
                             const gdcs_i_pipeline_chain *chain, int32_t from, int32_t to,
                             int is_reach, const char *measure, gdcs_error *err)
{
    gdcs_i_result *result = k->track.result;
    const gdcs_sex_counts a = chain->stage[from].counts, b = chain->stage[to].counts;
    const double counts[COUNTS] = {a.women, b.women, a.men, b.men, a.unknown, b.unknown};
    TRY(gdcs_i_pipeline_track_row(&k->track, group, from, to, measure, err));
    for (int i = 0; i < COUNTS; i++)
        gdcs_i_result_set_number(result, k->counts[i], counts[i]);
    return gdcs_i_result_set_text(result, k->scope, is_reach ? "reach" : "step", err);
}

static gdcs_status add_ratio(const struct work *k, const gdcs_i_pipeline *step, int part,
                             gdcs_error *err)
{
    const gdcs_pipeline_result *r = &step->result;
    const int women = part == GDCS_I_PIPELINE_WOMEN;
    return gdcs_i_result_set_estimate(
        k->track.result, women ? &r->women : &r->men, women ? &r->women_bounds : &r->men_bounds,
        gdcs_i_pipeline_method_text(step->method[part], r->design, part), step->notes[part], err);
}

static gdcs_status add_relation(const struct work *k, const gdcs_i_pipeline_relation *relation,
                                int part, gdcs_error *err)
{
    static const char *const test[] = {"", "score", "exact"};
    const gdcs_pipeline_tested *r = &relation->result;
    const gdcs_estimate *const estimate[] = {&r->index, &r->attrition_index, &r->difference};
    const gdcs_bounds *const bounds[] = {&r->index_bounds, &r->attrition_index_bounds,
                                         &r->difference_bounds};
    const double tests[TESTS] = {r->equality.statistic, r->equality.p_value, r->equality.log10_p,
                                 r->p_adjusted};
    gdcs_i_result *result = k->track.result;
    if (part == GDCS_I_PIPELINE_OF_INDEX) {
        for (int i = 0; i < TESTS; i++)
            gdcs_i_result_set_number(result, k->tests[i], tests[i]);
        TRY(gdcs_i_result_set_text(result, k->small, small_text[r->small], err));
        TRY(gdcs_i_result_set_text(result, k->test, test[r->test], err));
    }
    return gdcs_i_result_set_estimate(result, estimate[part], bounds[part], relation->method[part],
                                      relation->notes[part], err);
}

/* Five rows: the two ratios, then how they relate. */
static gdcs_status add_step(const struct work *k, int64_t group, const gdcs_i_pipeline_chain *chain,
                            int32_t from, int32_t to, int is_reach,
                            const gdcs_i_pipeline_relation *relation, gdcs_error *err)
{
    static const char *const ratio[] = {"women", "men"};
    static const char *const name[] = {"index", "attrition_index", "difference"};
    const gdcs_i_pipeline_plan plan = gdcs_i_pipeline_plan_family(&chain->plan, chain->count - 1);
    gdcs_i_pipeline step;
    gdcs_i_pipeline_chain_step(chain, &plan, from, to, &step);
    for (int i = 0; i < 2; i++) {
        TRY(begin_row(k, group, chain, from, to, is_reach, ratio[i], err));
        TRY(add_ratio(k, &step, i, err));
    }
    for (int i = 0; i < GDCS_I_PIPELINE_RELATIONS; i++) {
        TRY(begin_row(k, group, chain, from, to, is_reach, name[i], err));
        TRY(add_relation(k, relation, i, err));
    }
    return GDCS_OK;
}

/* The steps, then how far each stage but the second lies from the first. */
static gdcs_status add_group(const struct work *k, int64_t group,
                             const gdcs_i_pipeline_chain *chain, gdcs_error *err)
{
    const gdcs_i_pipeline_plan plan = gdcs_i_pipeline_plan_family(&chain->plan, chain->count - 1);
    gdcs_i_pipeline_relation step[GDCS_I_PIPELINE_STEPS], reach;
    TRY(gdcs_i_pipeline_relate_steps(chain, step, err));
    for (int32_t to = 1; to < chain->count; to++)
        TRY(add_step(k, group, chain, to - 1, to, 0, &step[to - 1], err));
    for (int32_t to = 2; to < chain->count; to++) {
        gdcs_i_pipeline_chain_relate(chain, &plan, 0, to, &reach);
        TRY(add_step(k, group, chain, 0, to, 1, &reach, err));
    }
    return GDCS_OK;
}

static gdcs_status add_columns(struct work *k, gdcs_error *err)
{
    static const char *const count[] = {"from_women", "to_women",     "from_men",
                                        "to_men",     "from_unknown", "to_unknown"};
    static const struct {
        const char *name;
        int32_t concept_id;
    } test[] = {{"statistic", GDCS_CONCEPT_STATISTIC},
                {"p_value", GDCS_CONCEPT_P_VALUE},
                {"log10_p", GDCS_CONCEPT_NUMBER},
                {"p_adjusted", GDCS_CONCEPT_P_VALUE}};
    gdcs_i_result *result = k->track.result;
    TRY(gdcs_i_result_add_text(result, "scope", GDCS_CONCEPT_GROUP, &k->scope, err));
    for (int i = 0; i < COUNTS; i++)
        TRY(gdcs_i_result_add_number(result, count[i],
                                     i < 4 ? GDCS_CONCEPT_N : GDCS_CONCEPT_UNKNOWN, "persons",
                                     &k->counts[i], err));
    TRY(gdcs_i_result_add_text(result, "small", GDCS_CONCEPT_GROUP, &k->small, err));
    TRY(gdcs_i_result_add_text(result, "test", GDCS_CONCEPT_METHOD, &k->test, err));
    for (int i = 0; i < TESTS; i++)
        TRY(gdcs_i_result_add_number(result, test[i].name, test[i].concept_id, NULL, &k->tests[i],
                                     err));
    return gdcs_i_result_add_estimate(result, NULL, err);
}

static gdcs_status finish(const struct work *k, gdcs_frame **out, gdcs_error *err)
{
    char level[GDCS_I_PIPELINE_LEVEL_SIZE], text[360];
    const int linked = k->track.plan.design == GDCS_PIPELINE_LINKED;
    snprintf(
        text, sizeof text,
        "Persons at a stage per person at the one before, or at the first (%s); index: women to "
        "men, of going on and of attrition; difference: women less men. Limits %s. Tests of "
        "equality of women and men, p adjusted over the steps by Holm.",
        linked ? "the same persons" : "counts of different persons",
        gdcs_i_pipeline_level_text(&k->track.plan, level));
    return gdcs_i_result_finish(k->track.result, text, out, err);
}

gdcs_status gdcs_pipeline_table_stages(const gdcs_table *table, const char *axis,
                                       const char *const *stages, int32_t count,
                                       const char *const *keep, int32_t n,
                                       const gdcs_pipeline_options *options, gdcs_frame **out,
                                       gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct work k = {.scope = 0};
    gdcs_i_pipeline_chain chain;
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(gdcs_i_pipeline_track_new(table, axis, stages, count, keep, n, options, &k.track, err));
    GO(add_columns(&k, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k.track.groups); i++)
        if (gdcs_i_pipeline_track_at(&k.track, i, &chain))
            GO(add_group(&k, i, &chain, err));
    GO(finish(&k, out, err));
done:
    gdcs_i_pipeline_track_free(&k.track);
    return status;
}
