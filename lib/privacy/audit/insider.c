/* Persons who are alone in their cell: what they know besides everything published. */
#include "core/fail.h"
#include "core/memory.h"
#include "num/lp.h"
#include "privacy/audit/audit.h"

#include <stdlib.h>
#include <string.h>

/* The system as it looks after the attack, with one more number known. */
struct view {
    gdcs_i_system system;
    double *lower;
    double *upper;
    char *asked;
};

static gdcs_status make(const gdcs_i_audit *a, struct view *w, gdcs_error *err)
{
    const int64_t n = a->system->count;
    void *memory[3] = {NULL};
    static const size_t size[] = {sizeof(double), sizeof(double), 1};
    gdcs_status status = GDCS_OK;
    for (int i = 0; i < 3 && status == GDCS_OK; i++)
        status = gdcs_i_alloc(&memory[i], n, size[i], err);
    *w = (struct view){*a->system, memory[0], memory[1], memory[2]};
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
}

/* Is this a hidden cell with one person in it? */
static int is_single(const gdcs_i_audit *a, int64_t v)
{
    if (!gdcs_i_attack_is_open(a->attack, v) || a->system->table[v] < 0)
        return 0;
    const int64_t t = gdcs_i_audit_find_truth(a, v);
    return t >= 0 && a->truth->lower[t] == 1.0 && a->truth->upper[t] == 1.0;
}

/* The unsafe cells, protected so far, that are connected with it. */
static int64_t ask(const gdcs_i_audit *a, int64_t single, char *asked)
{
    const int32_t part = gdcs_i_attack_root(a->attack, (int32_t)single);
    int64_t n = 0;
    for (int64_t v = 0; v < a->system->count; v++) {
        asked[v] = 0;
        if (v == single || a->verdict[v] != GDCS_I_VERDICT_PROTECTED ||
            !gdcs_i_attack_is_open(a->attack, v) ||
            gdcs_i_attack_root(a->attack, (int32_t)v) != part)
            continue;
        const int64_t t = gdcs_i_audit_find_truth(a, v);
        asked[v] = t >= 0 && a->unsafe.finding[t].why != 0;
        n += asked[v];
    }
    return n;
}

static void judge(gdcs_i_audit *a, const struct view *w, const gdcs_i_attack *attack,
                  int64_t single)
{
    for (int64_t v = 0; v < a->system->count; v++) {
        if (!w->asked[v])
            continue;
        const int found =
            gdcs_i_audit_judge_true(a, gdcs_i_audit_find_truth(a, v), attack->bound[GDCS_I_LOW][v],
                                    attack->bound[GDCS_I_HIGH][v]);
        if (found != GDCS_I_VERDICT_PROTECTED) {
            a->verdict[v] = GDCS_I_VERDICT_INSIDER;
            a->insider[v] = (int32_t)single;
        } else if (attack->stopped > 0) {
            a->verdict[v] = GDCS_I_VERDICT_UNDECIDED;
        }
    }
}

static gdcs_status try_one(gdcs_i_audit *a, struct view *w, int64_t single, int64_t milliseconds,
                           gdcs_error *err)
{
    const double was[2] = {w->lower[single], w->upper[single]};
    gdcs_i_attack *attack = NULL;
    w->lower[single] = w->upper[single] = 1.0;
    const gdcs_status status =
        gdcs_i_attack_new(&w->system, w->asked, NULL, milliseconds, &attack, err);
    if (status == GDCS_OK) {
        judge(a, w, attack, single);
        a->attack->solved += attack->solved;
    }
    gdcs_i_attack_free(attack);
    w->lower[single] = was[0];
    w->upper[single] = was[1];
    return status;
}

gdcs_status gdcs_i_audit_try_insiders(gdcs_i_audit *a, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    struct view w;
    const double end = (double)a->options.milliseconds + gdcs_i_lp_milliseconds();
    if (!a->options.insiders)
        return GDCS_OK;
    GO(make(a, &w, err));
    for (int64_t v = 0; v < a->system->count; v++) {
        if (!is_single(a, v) || ask(a, v, w.asked) == 0)
            continue;
        const double left = end - gdcs_i_lp_milliseconds();
        GO(try_one(a, &w, v,
                   a->options.milliseconds == 0 ? 0
                   : left < 1.0                 ? 1
                                                : (int64_t)left,
                   err));
    }
done:
    release(&w);
    return status;
}
