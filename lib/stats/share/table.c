#include "core/fail.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/result.h"
#include "stats/share/measure.h"

#include <stdio.h>

enum { WOMEN, MEN, OTHER, UNKNOWN, N, COLUMNS };

static gdcs_status add_columns(gdcs_i_result *result, int32_t *columns, gdcs_error *err)
{
    static const struct {
        const char *name;
        int32_t concept_id;
    } counts[COLUMNS] = {{"women", GDCS_CONCEPT_COUNT},
                         {"men", GDCS_CONCEPT_COUNT},
                         {"other", GDCS_CONCEPT_COUNT},
                         {"unknown", GDCS_CONCEPT_UNKNOWN},
                         {"n", GDCS_CONCEPT_N}};
    for (int i = 0; i < COLUMNS; i++)
        TRY(gdcs_i_result_add_number(result, counts[i].name, counts[i].concept_id, "persons",
                                     &columns[i], err));
    return gdcs_i_result_add_estimate(result, "share", err);
}

static gdcs_status add_row(gdcs_i_result *result, const gdcs_i_groups *groups, int64_t index,
                           const gdcs_i_share_plan *plan, const int32_t *columns, gdcs_error *err)
{
    gdcs_i_group group;
    gdcs_share_result share;
    gdcs_i_groups_get(groups, index, &group);
    gdcs_i_share_measure(plan, &group.counts, &group.lower, &group.upper,
                         gdcs_i_persons_limit(groups, &group), &share);
    TRY(gdcs_i_result_row(result, index, err));
    const double numbers[COLUMNS] = {group.counts.women, group.counts.men, group.counts.other,
                                     group.counts.unknown, share.n};
    for (int i = 0; i < COLUMNS; i++)
        gdcs_i_result_set_number(result, columns[i], numbers[i]);
    return gdcs_i_result_set_estimate(result, &share.share, &share.bounds,
                                      gdcs_i_share_method_text(share.method),
                                      share.notes | group.notes, err);
}

static gdcs_status finish(gdcs_i_result *result, const gdcs_i_share_plan *plan, gdcs_frame **out,
                          gdcs_error *err)
{
    static const char *const among[] = {"women and men", "persons of recorded sex", "all persons"};
    char sentence[160], level[GDCS_I_LEVEL_SIZE];
    snprintf(
        sentence, sizeof sentence,
        "Share of women among %s; %s %s interval; bounds hold whatever the sex of the unknown.",
        among[plan->of], gdcs_i_level_text(plan->alpha, level),
        gdcs_i_share_method_text(plan->method));
    return gdcs_i_result_finish(result, sentence, out, err);
}

gdcs_status gdcs_share_table(const gdcs_table *table, const char *const *keep, int32_t n,
                             const gdcs_share_options *options, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_share_plan plan;
    gdcs_i_groups *groups = NULL;
    gdcs_i_result *result = NULL;
    int32_t columns[COLUMNS];
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    GO(gdcs_i_groups_new(table, keep, n, &groups, err));
    GO(gdcs_i_result_new(groups, n, &result, err));
    GO(add_columns(result, columns, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(groups); i++)
        GO(add_row(result, groups, i, &plan, columns, err));
    GO(finish(result, &plan, out, err));
done:
    gdcs_i_result_free(result);
    gdcs_i_groups_free(groups);
    return status;
}
