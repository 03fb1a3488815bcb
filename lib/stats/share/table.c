#include "core/fail.h"
#include "stats/form.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/share/measure.h"

#include <stdio.h>

enum { NUMBERS = 5 };

static gdcs_status add_row(gdcs_i_form *form, int64_t index, const gdcs_i_share_plan *plan,
                           gdcs_error *err)
{
    gdcs_i_group group;
    gdcs_share_result share;
    gdcs_i_groups_get(form->groups, index, &group);
    gdcs_i_share_measure(plan, &group.counts, &group.lower, &group.upper,
                         gdcs_i_persons_limit(form->groups, &group), &share);
    const double numbers[NUMBERS] = {group.counts.women, group.counts.men, group.counts.other,
                                     group.counts.unknown, share.n};
    return gdcs_i_form_add_row(form, index, NULL, numbers, &share.share, &share.bounds,
                               gdcs_i_share_method_text(share.method), share.notes | group.notes,
                               err);
}

static gdcs_status finish(const gdcs_i_form *form, const gdcs_i_share_plan *plan, gdcs_frame **out,
                          gdcs_error *err)
{
    static const char *const among[] = {"women and men", "persons of recorded sex", "all persons"};
    char sentence[160], level[GDCS_I_LEVEL_SIZE];
    snprintf(
        sentence, sizeof sentence,
        "Share of women among %s; %s %s interval; bounds hold whatever the sex of the unknown.",
        among[plan->of], gdcs_i_level_text(plan->alpha, level),
        gdcs_i_share_method_text(plan->method));
    return gdcs_i_result_finish(form->result, sentence, out, err);
}

gdcs_status gdcs_share_table(const gdcs_table *table, const char *const *keep, int32_t n,
                             const gdcs_share_options *options, gdcs_frame **out, gdcs_error *err)
{
    static const gdcs_i_heading headings[NUMBERS] = {{"women", "persons", GDCS_CONCEPT_COUNT},
                                                     {"men", "persons", GDCS_CONCEPT_COUNT},
                                                     {"other", "persons", GDCS_CONCEPT_COUNT},
                                                     {"unknown", "persons", GDCS_CONCEPT_UNKNOWN},
                                                     {"n", "persons", GDCS_CONCEPT_N}};
    gdcs_status status = GDCS_OK;
    gdcs_i_share_plan plan;
    gdcs_i_form form = {.groups = NULL};
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_share_plan_new(options, &plan, err));
    GO(gdcs_i_form_new(table, keep, n, NULL, NULL, &form, err));
    GO(gdcs_i_form_add_columns(&form, NULL, 0, headings, NUMBERS, "share", err));
    for (int64_t i = 0; i < gdcs_i_groups_count(form.groups); i++)
        GO(add_row(&form, i, &plan, err));
    GO(finish(&form, &plan, out, err));
done:
    gdcs_i_form_free(&form);
    return status;
}
