/* Who alone makes up a hidden cell knows it.  For such a person the number is as good as published: what
   must be hidden besides is found as for all others, with that one number known. */
#include "privacy/suppress/suppression.h"
#include "core/fail.h"

#include <string.h>

static int is_insider(const gdcs_i_suppression *p, int64_t v)
{
    return (p->state[v] == GDCS_I_UNSAFE || p->state[v] == GDCS_I_HIDDEN) &&
           p->unsafe.finding[v].is_alone;
}

/* The unsafe numbers against the person in one cell. */
static gdcs_status protect_from(gdcs_i_suppression *p, int64_t v, gdcs_error *err)
{
    const char was = p->state[v];
    p->state[v] = GDCS_I_STAYS;
    memset(p->is_proved, 0, (size_t)p->system->count);
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
