#include "core/fail.h"
#include "stats/form.h"
#include "stats/level.h"
#include "stats/persons.h"
#include "stats/share/sexes.h"

#include <stdio.h>

enum { NUMBERS = 2 };

static gdcs_status add_rows(gdcs_i_form *form, int64_t index, const gdcs_i_sexes_plan *plan,
                            gdcs_error *err)
{
    static const int32_t sex[] = {GDCS_SEX_FEMALE, GDCS_SEX_MALE, GDCS_SEX_OTHER, GDCS_SEX_UNKNOWN};
    gdcs_i_group group;
    gdcs_i_sexes s;
    gdcs_i_groups_get(form->groups, index, &group);
    gdcs_i_sexes_measure(plan, &group, gdcs_i_persons_limit(form->groups, &group), &s);
    for (int64_t i = 0; i < plan->k; i++) {
        const double numbers[NUMBERS] = {s.count[i], s.n};
        TRY(gdcs_i_form_add_row(form, index, gdcs_sex_code(sex[i]), numbers, &s.share[i],
                                &s.bounds[i], gdcs_i_sexes_method_text(s.method), s.notes[i], err));
    }
    return GDCS_OK;
}

static gdcs_status finish(const gdcs_i_form *form, const gdcs_i_sexes_plan *plan, gdcs_frame **out,
                          gdcs_error *err)
{
    static const char *const among[] = {"all persons", "persons of recorded sex", "women and men"};
    char sentence[240], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Shares of the sexes among %s; %s %s limits, which hold all together; bounds hold "
             "whatever the sex of the unknown.",
             among[plan->categories], gdcs_i_level_text(plan->alpha, level),
             gdcs_i_sexes_method_text(plan->method));
    return gdcs_i_result_finish(form->result, sentence, out, err);
}

gdcs_status gdcs_share_table_sexes(const gdcs_table *table, const char *const *keep, int32_t n,
                                   const gdcs_share_sexes_options *options, gdcs_frame **out,
                                   gdcs_error *err)
{
    static const gdcs_i_heading headings[NUMBERS] = {{"count", "persons", GDCS_CONCEPT_COUNT},
                                                     {"n", "persons", GDCS_CONCEPT_N}};
    gdcs_status status = GDCS_OK;
    gdcs_i_sexes_plan plan;
    gdcs_i_form form = {.groups = NULL};
    TRY(gdcs_i_need((const void *)out, "out", err));
    TRY(gdcs_i_sexes_plan_new(options, &plan, err));
    GO(gdcs_i_form_new(table, keep, n, NULL, NULL, &form, err));
    GO(gdcs_i_form_add_columns(&form, "sex", GDCS_CONCEPT_SEX, headings, NUMBERS, "share", err));
    for (int64_t i = 0; i < gdcs_i_groups_count(form.groups); i++)
        GO(add_rows(&form, i, &plan, err));
    GO(finish(&form, &plan, out, err));
done:
    gdcs_i_form_free(&form);
    return status;
}
