/* Who alone makes up a hidden cell knows it.  For such a person the number is as good as published: what
   must be hidden besides is found as for all others, with that one number known. */
#include "privacy/suppress/suppression.h"
#include "core/fail.h"

static int is_insider(const gdcs_i_suppression *p, int64_t v)
{
    return (p->state[v] == GDCS_I_UNSAFE || p->state[v] == GDCS_I_HIDDEN) &&
           p->unsafe.finding[v].is_alone;
}

/* Who is alone in a cell and in a part of it knows both: no other needs protection there. */
static int is_own(const gdcs_i_suppression *p, int64_t v, int64_t other)
{
    return p->unsafe.finding[other].is_alone && (gdcs_i_system_contains(p->system, other, v) ||
                                                 gdcs_i_system_contains(p->system, v, other));
}

/* The unsafe numbers against the person in one cell. */
static gdcs_status protect_from(gdcs_i_suppression *p, int64_t v, gdcs_error *err)
{
    const char was = p->state[v];
    p->state[v] = GDCS_I_STAYS;
    for (int64_t other = 0; other < p->system->count; other++)
        p->is_proved[other] = p->state[other] == GDCS_I_UNSAFE && is_own(p, v, other);
    gdcs_status status = gdcs_i_suppress_prove(p, 0, err);
    if (status == GDCS_OK)
        status = gdcs_i_suppress_repair(p, err);
    p->state[v] = was;
    return status;
}

gdcs_status gdcs_i_suppress_insiders(gdcs_i_suppression *p, gdcs_error *err)
{
    int64_t before = -1;
    while (before != p->repairs) { /* what is hidden for one may be another's own */
        before = p->repairs;
        for (int64_t v = 0; v < p->system->count; v++)
            if (is_insider(p, v))
                TRY(protect_from(p, v, err));
    }
    return GDCS_OK;
}
