/* What everybody knows of hidden numbers who knows the rule. */
#include "privacy/audit/audit.h"

#include <math.h>

/* The variable of the originals if this one is hidden by the publisher; -1: not, or not known. */
static int64_t hidden_truth(const gdcs_i_audit *a, int64_t v)
{
    const gdcs_i_system *s = a->system;
    return s->lower[v] < s->upper[v] && s->table[v] >= 0 ? gdcs_i_audit_find_truth(a, v) : -1;
}

static int is_exact(const gdcs_i_system *s, int64_t v)
{
    return s->lower[v] == s->upper[v];
}

/* Then a hidden number may be zero for all that others know. */
static int hides_safe_zeros(const gdcs_i_audit *a)
{
    for (int64_t v = 0; v < a->system->count; v++) {
        const int64_t t = hidden_truth(a, v);
        if (t >= 0 && is_exact(a->truth, t) && a->truth->lower[t] == 0.0 &&
            a->unsafe.finding[t].why == 0)
            return 1;
    }
    return 0;
}

/* Where zeroes stay, that somebody is there is no secret; that it is known, follows only if no zero is
   hidden. */
void gdcs_i_audit_see_nonzero(gdcs_i_audit *a)
{
    if (a->truth == NULL || !a->has_rule || a->options.rounding > 0.0 || !a->system->whole ||
        !a->truth->whole)
        return;
    const double least = hides_safe_zeros(a) ? 0.0 : 1.0;
    for (int64_t v = 0; v < a->system->count; v++) {
        const int64_t t = hidden_truth(a, v);
        if (t < 0 || !is_exact(a->truth, t) || a->truth->lower[t] < 1.0 ||
            !gdcs_i_rule_shows_zero(&a->rule, a->truth, t))
            continue;
        a->system->lower[v] = fmax(a->system->lower[v], fmin(least, a->system->upper[v]));
        a->unsafe.finding[t].below = fmin(a->unsafe.finding[t].below, a->truth->lower[t] - 1.0);
    }
}
