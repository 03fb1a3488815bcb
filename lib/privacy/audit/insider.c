/* Persons and units in a cell: what they know besides everything published.  Of all in a cell the largest
   knows most, so that it alone is tried: who is alone knows the number, others that it is not less than what is
   their own. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "privacy/audit/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* The system as it looks after the attack, with one more number known. */
struct view {
    gdcs_i_system system;
    double *lower;
    double *upper;
    char *asked;
    gdcs_i_enough *need; /* by variable, of those asked */
};

static gdcs_status make(const gdcs_i_audit *a, struct view *w, gdcs_error *err)
{
    const int64_t n = a->system->count;
    void *memory[4] = {NULL};
    static const size_t size[] = {sizeof(double), sizeof(double), 1, sizeof(gdcs_i_enough)};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 4 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], n, size[i], err);
    *w = (struct view){*a->system, memory[0], memory[1], memory[2], memory[3]};
    for (int64_t v = 0; v < n && status == GDCS_OK; v++) {
        w->lower[v] = a->attack->bound[GDCS_I_LOW][v];
        w->upper[v] = a->attack->bound[GDCS_I_HIGH][v];
    }
    w->system.lower = w->lower;
    w->system.upper = w->upper;
    return status;
}

static void release(struct view *w)
{
    free(w->lower);
    free(w->upper);
    free(w->asked);
    free(w->need);
}

/* One who knows that a variable is not less than `own`, or, alone in it, is `own`. */
struct insider {
    int64_t variable;
    double own;
    int is_alone;
};

/* Is there somebody who knows of this hidden cell what others do not? */
static int find_insider(const gdcs_i_audit *a, int64_t v, struct insider *who)
{
    if (!gdcs_i_attack_is_open(a->attack, v) || a->system->table[v] < 0)
        return 0;
    const int64_t t = gdcs_i_audit_find_truth(a, v);
    if (t < 0 || a->truth->lower[t] < a->truth->upper[t])
        return 0;
    const gdcs_i_finding *f = &a->unsafe.finding[t];
    *who = (struct insider){v, f->own, f->is_alone};
    return f->is_alone || (a->options.insiders == GDCS_AUDIT_INSIDERS_LARGEST &&
                           f->own > a->attack->bound[GDCS_I_LOW][v]);
}

/* Of a number that the insider is in too, its own part is no secret from it: that the number is not less than
   this gives away nobody. */
static int is_kept_from(const gdcs_i_audit *a, const struct insider *who, int64_t v, double lower,
                        double upper)
{
    const int64_t t = gdcs_i_audit_find_truth(a, v);
    gdcs_i_finding f = a->unsafe.finding[t];
    if (gdcs_i_audit_judge_true(a, t, lower, upper) == GDCS_I_VERDICT_PROTECTED)
        return 1;
    const int is_in_it = gdcs_i_system_contains(a->system, v, who->variable);
    if (who->is_alone && f.is_alone &&
        (is_in_it || gdcs_i_system_contains(a->system, who->variable, v)))
        return 1;
    if (!is_in_it)
        return 0;
    if (lower <= a->attack->bound[GDCS_I_LOW][v] + who->own)
        f.below = fmin(f.below, a->truth->lower[t] - lower);
    return gdcs_i_finding_is_met(&f, a->truth->lower[t], lower, upper);
}

/* The unsafe cells, protected so far, that are connected with that of the insider. */
static int64_t ask(const gdcs_i_audit *a, int64_t insider, struct view *w)
{
    const int32_t part = gdcs_i_attack_root(a->attack, (int32_t)insider);
    int64_t n = 0;
    for (int64_t v = 0; v < a->system->count; v++) {
        w->asked[v] = 0;
        if (v == insider || a->verdict[v] != GDCS_I_VERDICT_PROTECTED ||
            !gdcs_i_attack_is_open(a->attack, v) ||
            gdcs_i_attack_root(a->attack, (int32_t)v) != part)
            continue;
        const int64_t t = gdcs_i_audit_find_truth(a, v);
        if (t < 0 || a->unsafe.finding[t].why == 0)
            continue;
        w->asked[v] = 1;
        w->need[v] = gdcs_i_attack_ask(&a->unsafe.finding[t], a->truth->lower[t]);
        n++;
    }
    return n;
}

static void judge(gdcs_i_audit *a, const struct view *w, const gdcs_i_attack *attack,
                  const struct insider *who)
{
    for (int64_t v = 0; v < a->system->count; v++) {
        if (!w->asked[v])
            continue;
        if (!is_kept_from(a, who, v, attack->bound[GDCS_I_LOW][v], attack->bound[GDCS_I_HIGH][v])) {
            a->verdict[v] = GDCS_I_VERDICT_INSIDER;
            a->insider[v] = (int32_t)who->variable;
        } else if (attack->stopped > 0) {
            a->verdict[v] = GDCS_I_VERDICT_UNDECIDED;
        }
    }
}

static gdcs_status try_one(gdcs_i_audit *a, struct view *w, const struct insider *who,
                           int64_t milliseconds, gdcs_error *err)
{
    const int64_t v = who->variable;
    const double was[2] = {w->lower[v], w->upper[v]};
    gdcs_i_attack *attack = NULL;
    w->lower[v] = fmin(fmax(was[0], who->own), was[1]);
    if (who->is_alone)
        w->upper[v] = w->lower[v];
    const gdcs_status status =
        gdcs_i_attack_new(&w->system, w->asked, w->need, milliseconds, &attack, err);
    if (status == GDCS_OK) {
        judge(a, w, attack, who);
        a->attack->solved += attack->solved;
    }
    gdcs_i_attack_free(attack);
    w->lower[v] = was[0];
    w->upper[v] = was[1];
    return status;
}

gdcs_status gdcs_i_audit_try_insiders(gdcs_i_audit *a, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct view w;
    struct insider who;
    const double end = (double)a->options.milliseconds + gdcs_i_lp_milliseconds();
    if (!a->options.insiders)
        return GDCS_OK;
    GO(make(a, &w, err));
    for (int64_t v = 0; v < a->system->count; v++) {
        if (!find_insider(a, v, &who) || ask(a, v, &w) == 0)
            continue;
        const double left = end - gdcs_i_lp_milliseconds();
        GO(try_one(a, &w, &who,
                   a->options.milliseconds == 0 ? 0
                   : left < 1.0                 ? 1
                                                : (int64_t)left,
                   err));
    }
done:
    release(&w);
    return status;
}
