#include "stats/rate/sides.h"
#include "core/fail.h"
#include "core/text.h"
#include "data/population.h"
#include "stats/events.h"

#include <stdio.h>
#include <string.h>

gdcs_status gdcs_i_rate_form_new(const gdcs_table *table, const gdcs_population *population,
                                 const char *const *keep, int32_t n, const char *axis, int further,
                                 gdcs_i_form *form, gdcs_i_residents *residents, gdcs_error *err)
{
    TRY(gdcs_i_need(population, "population", err));
    TRY(gdcs_i_form_new(table, keep, n, axis, gdcs_i_population_table(population), form, err));
    TRY(gdcs_i_residents_new(population, gdcs_i_groups_table(form->groups), n + (further != 0),
                             residents, err));
    if (further && residents->area != n && residents->period != n && residents->age != n)
        return gdcs_i_fail(err, GDCS_E_SHAPE, form->axis.name,
                           "the population does not tell the labels of axis \"%.60s\" apart",
                           form->axis.name);
    return GDCS_OK;
}

gdcs_status gdcs_i_rate_row_of(const gdcs_i_groups *groups, const gdcs_i_residents *residents,
                               const gdcs_i_group *group, const int32_t *codes, int32_t sex,
                               gdcs_i_rate_row *out, gdcs_error *err)
{
    const gdcs_i_events e = gdcs_i_events_of(groups, group, sex);
    *out = (gdcs_i_rate_row){.counts.events = e.events,
                             .counts.unknown = sex == GDCS_SEX_TOTAL ? 0.0 : group->counts.unknown,
                             .least = e.least,
                             .most = e.most,
                             .notes = gdcs_i_events_notes(group, sex)};
    return gdcs_i_residents_get(residents, codes, sex, &out->counts.population, &out->notes, err);
}

const char *gdcs_i_rate_unit(double per, char out[GDCS_I_RATE_UNIT_SIZE])
{
    char number[GDCS_I_NUMBER_SIZE];
    const size_t size = gdcs_i_format_double(per, number);
    const int grouped = size >= 5 && strspn(number, "0123456789") == size;
    char *end = out + snprintf(out, GDCS_I_RATE_UNIT_SIZE, "per ");
    for (size_t i = 0; i < size; i++) {
        if (grouped && i > 0 && (size - i) % 3 == 0)
            *end++ = ' ';
        *end++ = number[i];
    }
    *end = '\0';
    return out;
}
