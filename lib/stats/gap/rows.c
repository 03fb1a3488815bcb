#include "stats/gap/rows.h"

#include "core/fail.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <stdio.h>

gdcs_status gdcs_i_gap_rows_new(const gdcs_i_groups *groups, int32_t keys, gdcs_i_gap_rows *out,
                                gdcs_error *err)
{
    static const char *const share[] = {"share_a", "share_b"}, *const n[] = {"n_a", "n_b"};
    static const char *const unknown[] = {"unknown_a", "unknown_b"};
    out->names[0] = "difference";
    out->names[1] = "ratio";
    TRY(gdcs_i_result_new(groups, keys, &out->result, err));
    TRY(gdcs_i_result_add_text(out->result, "measure", GDCS_CONCEPT_MEASURE, &out->measure, err));
    for (int i = 0; i < 2; i++) {
        TRY(gdcs_i_result_add_number(out->result, share[i], GDCS_CONCEPT_NUMBER, "share",
                                     &out->share[i], err));
        TRY(gdcs_i_result_add_number(out->result, n[i], GDCS_CONCEPT_N, "persons", &out->n[i],
                                     err));
        TRY(gdcs_i_result_add_number(out->result, unknown[i], GDCS_CONCEPT_UNKNOWN, "persons",
                                     &out->unknown[i], err));
    }
    return gdcs_i_result_add_estimate(out->result, NULL, err);
}

static gdcs_status add_row(const gdcs_i_gap_rows *rows, int64_t group, const gdcs_gap_result *r,
                           const char *measure, gdcs_error *err)
{
    TRY(gdcs_i_result_row(rows->result, group, err));
    TRY(gdcs_i_result_set_text(rows->result, rows->measure, measure, err));
    gdcs_i_result_set_number(rows->result, rows->share[0], r->share_a);
    gdcs_i_result_set_number(rows->result, rows->n[0], r->n_a);
    gdcs_i_result_set_number(rows->result, rows->unknown[0], r->unknown_a);
    gdcs_i_result_set_number(rows->result, rows->share[1], r->share_b);
    gdcs_i_result_set_number(rows->result, rows->n[1], r->n_b);
    gdcs_i_result_set_number(rows->result, rows->unknown[1], r->unknown_b);
    return GDCS_OK;
}

gdcs_status gdcs_i_gap_rows_add(const gdcs_i_gap_rows *rows, int64_t group, const gdcs_i_gap *gap,
                                const char *const methods[2], gdcs_error *err)
{
    const gdcs_gap_result *r = &gap->result;
    TRY(add_row(rows, group, r, rows->names[0], err));
    TRY(gdcs_i_result_set_estimate(rows->result, &r->difference, &r->difference_bounds, methods[0],
                                   gap->difference_notes, err));
    TRY(add_row(rows, group, r, rows->names[1], err));
    return gdcs_i_result_set_estimate(rows->result, &r->ratio, &r->ratio_bounds, methods[1],
                                      gap->ratio_notes, err);
}

static gdcs_status walk_groups(const gdcs_i_groups *groups, const gdcs_i_gap_walk *walk,
                               const gdcs_i_gap_rows *rows, gdcs_error *err)
{
    for (int64_t i = 0; i < gdcs_i_groups_count(groups); i++) {
        gdcs_i_group g;
        gdcs_i_gap gap;
        gdcs_i_groups_get(groups, i, &g);
        const gdcs_i_gap_side a = gdcs_i_gap_side_of_women(&g.counts, &g.lower, &g.upper);
        walk->measure(walk->plan, &a, g.notes | gdcs_i_counts_notes(&g.upper), walk->context, &gap);
        const char *const methods[2] = {walk->method_text(gap.result.method, 0),
                                        walk->method_text(gap.result.method, 1)};
        TRY(gdcs_i_gap_rows_add(rows, i, &gap, methods, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_i_gap_rows_table(const gdcs_table *table, const char *const *keep, int32_t n,
                                  const gdcs_i_gap_walk *walk, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_groups *groups = NULL;
    gdcs_i_gap_rows rows = {.result = NULL};
    char level[GDCS_I_LEVEL_SIZE], text[256];
    GO(gdcs_i_groups_new(table, keep, n, &groups, err));
    GO(gdcs_i_gap_rows_new(groups, n, &rows, err));
    GO(walk_groups(groups, walk, &rows, err));
    snprintf(text, sizeof text, "%s %s: %s.", walk->sentence,
             gdcs_i_level_text(walk->plan->alpha, level), walk->method_text(walk->plan->method, 0));
    GO(gdcs_i_result_finish(rows.result, text, out, err));
done:
    gdcs_i_result_free(rows.result);
    gdcs_i_groups_free(groups);
    return status;
}
