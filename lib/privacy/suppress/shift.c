#include "privacy/suppress/shift.h"

#include "core/fail.h"
#include "core/memory.h"

gdcs_status gdcs_i_shift_new(const gdcs_i_suppression *p, char **out, gdcs_error *err)
{
    const gdcs_i_system *s = p->system;
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, s->count, 1, err));
    *out = memory;
    for (int64_t v = 0; s->whole && v < s->count; v++)
        (*out)[v] = (p->state[v] == GDCS_I_MAY || p->state[v] == GDCS_I_UNSAFE) &&
                    s->lower[v] > 0.0 && gdcs_i_rule_shows_zero(&p->rule, s, v);
    return GDCS_OK;
}

void gdcs_i_shift_by(gdcs_i_system *s, const char *from_one, double by)
{
    for (int64_t r = 0; r < s->rows; r++)
        for (int64_t e = s->start[r]; e < s->start[r + 1]; e++)
            if (from_one[s->column[e]]) {
                s->row_lower[r] += by * s->value[e];
                s->row_upper[r] += by * s->value[e];
            }
    for (int64_t v = 0; v < s->count; v++)
        if (from_one[v]) {
            s->lower[v] += by;
            s->upper[v] += by;
        }
}
