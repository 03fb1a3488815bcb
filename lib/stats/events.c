#include "stats/events.h"
#include "stats/persons.h"

#include <math.h>

static gdcs_i_events everybody(const gdcs_i_groups *groups, const gdcs_i_group *g)
{
    const gdcs_sex_counts *l = &g->lower, *u = &g->upper;
    gdcs_bounds all = {l->women + l->men + l->other + l->unknown,
                       u->women + u->men + u->other + u->unknown};
    if (g->codes != NULL)
        all = gdcs_i_persons(groups, g);
    return (gdcs_i_events){all.lower == all.upper ? all.lower : NAN, all.lower, all.upper};
}

gdcs_i_events gdcs_i_events_of(const gdcs_i_groups *groups, const gdcs_i_group *g, int32_t sex)
{
    if (sex == GDCS_SEX_TOTAL)
        return everybody(groups, g);
    const int is_man = sex == GDCS_SEX_MALE;
    const double limit = g->codes == NULL ? INFINITY : gdcs_i_persons_limit(groups, g);
    const double most = (is_man ? g->upper.men : g->upper.women) + g->upper.unknown;
    const double rest = (is_man ? g->lower.women : g->lower.men) + g->lower.other;
    return (gdcs_i_events){is_man ? g->counts.men : g->counts.women,
                           is_man ? g->lower.men : g->lower.women, fmin(most, limit - rest)};
}

uint32_t gdcs_i_events_notes(const gdcs_i_group *g, int32_t sex)
{
    uint32_t notes = g->notes;
    if (g->lower.not_applicable > 0.0)
        notes |= GDCS_NOTE_NOT_PERSONS;
    if (g->lower.other > 0.0 && sex != GDCS_SEX_TOTAL)
        notes |= GDCS_NOTE_OTHER_PRESENT;
    if (g->upper.unknown > 0.0 && sex != GDCS_SEX_TOTAL)
        notes |= GDCS_NOTE_UNKNOWN_PRESENT;
    return notes;
}
