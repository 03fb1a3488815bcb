#include "stats/persons.h"
#include "data/table.h"

#include <math.h>
#include <string.h>

static double sum(const gdcs_sex_counts *c)
{
    return c->women + c->men + c->other + c->unknown;
}

static gdcs_cell declared(const gdcs_table *margin, const int32_t *keys)
{
    int32_t codes[GDCS_I_AXES];
    const char *total = gdcs_sex_code(GDCS_SEX_TOTAL);
    for (int32_t axis = 0; axis < margin->sex; axis++) /* the sex axis comes last */
        codes[axis] = keys[axis];
    codes[margin->sex] = gdcs_i_pool_find(margin->axes[margin->sex].labels, total, strlen(total));
    return gdcs_i_table_get_codes(margin, codes);
}

gdcs_bounds gdcs_i_persons(const gdcs_i_groups *groups, const gdcs_i_group *group)
{
    gdcs_bounds persons = {sum(&group->lower), sum(&group->upper)};
    if (persons.lower == persons.upper || (group->notes & GDCS_NOTE_PARTS_EXCEED) != 0)
        return persons;
    const gdcs_cell total = declared(gdcs_i_groups_table(groups), group->codes);
    if (total.present) {
        persons.lower = fmax(persons.lower, total.lower - group->upper.not_applicable);
        persons.upper = fmin(persons.upper, total.upper - group->lower.not_applicable);
        persons.upper = fmax(persons.lower, persons.upper);
    }
    return persons;
}

double gdcs_i_persons_limit(const gdcs_i_groups *groups, const gdcs_i_group *group)
{
    return isnan(sum(&group->counts)) ? gdcs_i_persons(groups, group).upper : INFINITY;
}
