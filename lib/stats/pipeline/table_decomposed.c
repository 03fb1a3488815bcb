#include "core/fail.h"
#include "stats/pipeline/track.h"

#include <stdio.h>
#include <stdlib.h>

static const char *const kind_name[] = {"log_index", "share", "gap"};

static const char *method_of(const gdcs_i_pipeline_plan *plan, int kind, uint32_t notes)
{
    static const char *const delta[] = {"", "Fieller", "delta"};
    if ((notes & GDCS_NOTE_SIMULATED) != 0)
        return "bootstrap";
    return kind == GDCS_I_PIPELINE_LOG
               ? gdcs_i_pipeline_method_text(plan->method, plan->design, GDCS_I_PIPELINE_INDEX)
               : delta[kind];
}

/* The whole way: its logarithm and the gap itself. */
static gdcs_status add_whole(const gdcs_i_pipeline_track *k, int64_t group,
                             const gdcs_i_pipeline_parts *parts, gdcs_error *err)
{
    const gdcs_pipeline_decomposed *w = &parts->whole;
    const uint32_t notes =
        parts->whole_notes | (w->replicates > 0 ? (uint32_t)GDCS_NOTE_SIMULATED : 0);
    const int linked = k->plan.design == GDCS_PIPELINE_LINKED;
    const char *gap = w->replicates > 0 ? "bootstrap" : linked ? "Miettinen-Nurminen" : "MOVER";
    TRY(gdcs_i_pipeline_track_row(k, group, 0, k->count - 1, kind_name[GDCS_I_PIPELINE_LOG], err));
    TRY(gdcs_i_result_set_estimate(k->result, &w->log_index, &w->log_index_bounds,
                                   method_of(&k->plan, GDCS_I_PIPELINE_LOG, notes), notes, err));
    TRY(gdcs_i_pipeline_track_row(k, group, 0, k->count - 1, kind_name[GDCS_I_PIPELINE_GAP], err));
    return gdcs_i_result_set_estimate(k->result, &w->gap, &w->gap_bounds, gap, notes, err);
}

static gdcs_status add_group(const gdcs_i_pipeline_track *k, int64_t group,
                             const gdcs_i_pipeline_chain *chain, double *room, gdcs_error *err)
{
    gdcs_i_pipeline_parts parts;
    gdcs_i_pipeline_decompose(chain, room, &parts);
    for (int32_t i = 0; i < k->count - 1; i++)
        for (int kind = 0; kind < GDCS_I_PIPELINE_KINDS; kind++) {
            const gdcs_i_pipeline_part *p = &parts.part[kind][i];
            TRY(gdcs_i_pipeline_track_row(k, group, i, i + 1, kind_name[kind], err));
            TRY(gdcs_i_result_set_estimate(k->result, &p->estimate, &p->bounds,
                                           method_of(&k->plan, kind, p->notes), p->notes, err));
        }
    return add_whole(k, group, &parts, err);
}

static gdcs_status finish(const gdcs_i_pipeline_track *k, gdcs_frame **out, gdcs_error *err)
{
    char level[GDCS_I_PIPELINE_LEVEL_SIZE], text[320];
    snprintf(
        text, sizeof text,
        "The difference between women and men at the last stage per person at the first (%s), in "
        "parts of the steps: of the logarithm of the index, and of the gap by Das Gupta and "
        "Shapley. Limits %s.",
        k->plan.design == GDCS_PIPELINE_LINKED ? "the same persons" : "counts of different persons",
        gdcs_i_pipeline_level_text(&k->plan, level));
    return gdcs_i_result_finish(k->result, text, out, err);
}

gdcs_status gdcs_pipeline_table_decomposed(const gdcs_table *table, const char *axis,
                                           const char *const *stages, int32_t count,
                                           const char *const *keep, int32_t n,
                                           const gdcs_pipeline_options *options, gdcs_frame **out,
                                           gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_pipeline_track k = {.count = 0};
    gdcs_i_pipeline_chain chain;
    double *room = NULL;
    TRY(gdcs_i_need((const void *)out, "out", err));
    GO(gdcs_i_pipeline_track_new(table, axis, stages, count, keep, n, options, &k, err));
    GO(gdcs_i_result_add_estimate(k.result, NULL, err));
    GO(gdcs_i_pipeline_room(&k.plan, k.count, &room, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(k.groups); i++)
        if (gdcs_i_pipeline_track_at(&k, i, &chain))
            GO(add_group(&k, i, &chain, room, err));
    GO(finish(&k, out, err));
done:
    free(room);
    gdcs_i_pipeline_track_free(&k);
    return status;
}
