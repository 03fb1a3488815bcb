#include "core/fail.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/result.h"
#include "stats/share/sexes.h"

#include <stdio.h>

enum { SEX, COUNT, N, COLUMNS };

static gdcs_status add_columns(gdcs_i_result *result, int32_t *columns, gdcs_error *err)
{
    TRY(gdcs_i_result_add_text(result, "sex", GDCS_CONCEPT_SEX, &columns[SEX], err));
    TRY(gdcs_i_result_add_number(result, "count", GDCS_CONCEPT_COUNT, "persons", &columns[COUNT],
                                 err));
    TRY(gdcs_i_result_add_number(result, "n", GDCS_CONCEPT_N, "persons", &columns[N], err));
    return gdcs_i_result_add_estimate(result, "share", err);
}

static gdcs_status add_rows(gdcs_i_result *result, const gdcs_i_groups *groups, int64_t index,
                            const gdcs_i_sexes_plan *plan, const int32_t *columns, gdcs_error *err)
{
    static const int32_t sex[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_OTHER, GDCS_SEX_UNKNOWN};
    gdcs_i_group group;
    gdcs_i_sexes s;
    gdcs_i_groups_get(groups, index, &group);
    gdcs_i_sexes_measure(plan, &group, gdcs_i_persons_limit(groups, &group), &s);
    for (int64_t i = 0; i < plan->k; i++) {
        TRY(gdcs_i_result_row(result, index, err));
        TRY(gdcs_i_result_set_text(result, columns[SEX], gdcs_sex_code(sex[i]), err));
        gdcs_i_result_set_number(result, columns[COUNT], s.count[i]);
        gdcs_i_result_set_number(result, columns[N], s.n);
        TRY(gdcs_i_result_set_estimate(result, &s.share[i], &s.bounds[i],
                                       gdcs_i_sexes_method_text(s.method), s.notes[i], err));
    }
    return GDCS_OK;
}

static gdcs_status finish(gdcs_i_result *result, const gdcs_i_sexes_plan *plan, gdcs_frame **out,
                          gdcs_error *err)
{
    static const char *const among[] = {"all persons", "persons of recorded sex", "women and men"};
    char sentence[240], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Shares of the sexes among %s; %s %s limits, which hold all together; bounds hold "
             "whatever the sex of the unknown.",
             among[plan->categories], gdcs_i_level_text(plan->alpha, level),
             gdcs_i_sexes_method_text(plan->method));
    return gdcs_i_result_finish(result, sentence, out, err);
}

gdcs_status gdcs_share_table_sexes(const gdcs_table *table, const char *const *keep, int32_t n,
                                   const gdcs_share_sexes_options *options, gdcs_frame **out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_sexes_plan plan;
    gdcs_i_groups *groups = NULL;
    gdcs_i_result *result = NULL;
    int32_t columns[COLUMNS];
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_sexes_plan_new(options, &plan, err));
    GO(gdcs_i_groups_new(table, keep, n, &groups, err));
    GO(gdcs_i_result_new(groups, n, &result, err));
    GO(add_columns(result, columns, err));
    for (int64_t i = 0; i < gdcs_i_groups_count(groups); i++)
        GO(add_rows(result, groups, i, &plan, columns, err));
    GO(finish(result, &plan, out, err));
done:
    gdcs_i_result_free(result);
    gdcs_i_groups_free(groups);
    return status;
}
