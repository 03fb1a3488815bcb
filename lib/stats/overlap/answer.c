#include "stats/overlap/answer.h"

#include "core/fail.h"
#include "stats/beside.h"

#include <string.h>

static gdcs_status find_label(const gdcs_axis *axis, const char *label, gdcs_error *err)
{
    if (label != NULL && gdcs_i_beside_code(axis, label) < 0)
        return gdcs_i_fail(err, GDCS_E_NAME, axis->name, "axis \"%.60s\" has no label \"%.60s\"",
                           axis->name, label);
    return GDCS_OK;
}

gdcs_status gdcs_i_answers_new(const gdcs_table *table, int32_t number, const char *yes,
                               const char *no, gdcs_i_answers *out, gdcs_error *err)
{
    gdcs_i_answers a = {.axis = {.struct_size = sizeof a.axis}, .yes = yes, .no = no};
    a.yes = yes != NULL ? yes : "yes";
    TRY(gdcs_table_get_axis(table, number, &a.axis, err));
    TRY(find_label(&a.axis, a.yes, err));
    TRY(find_label(&a.axis, a.no, err));
    if (a.no != NULL && strcmp(a.yes, a.no) == 0)
        return gdcs_i_fail(err, GDCS_E_DUPLICATE, a.axis.name, "yes and no are both \"%.60s\"",
                           a.yes);
    *out = a;
    return GDCS_OK;
}

int gdcs_i_answer_of(const gdcs_i_answers *a, int32_t label)
{
    const char *text = a->axis.labels[label];
    if (a->axis.total != NULL && strcmp(text, a->axis.total) == 0)
        return GDCS_I_ANSWER_NEITHER;
    if (strcmp(text, a->yes) == 0)
        return GDCS_I_ANSWER_YES;
    if (text[0] == '\0' && (a->no == NULL || a->no[0] != '\0'))
        return GDCS_I_ANSWER_OPEN;
    return a->no == NULL || strcmp(text, a->no) == 0 ? GDCS_I_ANSWER_NO : GDCS_I_ANSWER_NEITHER;
}

double gdcs_i_answer_sex(int32_t sex, const gdcs_sex_counts *counts)
{
    return sex == GDCS_SEX_FEMALE ? counts->women : counts->men;
}

double gdcs_i_answer_most(int32_t sex, const gdcs_i_group *g)
{
    return gdcs_i_answer_sex(sex, &g->upper) + g->upper.unknown;
}
