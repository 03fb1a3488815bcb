#include "core/fail.h"
#include "core/memory.h"
#include "privacy/audit/audit.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

const char *gdcs_i_verdict_name(int verdict)
{
    static const char *const names[GDCS_I_VERDICTS] = {"protected", "published", "group",
                                                       "exact",     "narrow",    "contradicted",
                                                       "undecided", "recovered", "insider"};
    return names[verdict];
}

int64_t gdcs_i_audit_find_truth(const gdcs_i_audit *a, int64_t v)
{
    return gdcs_i_system_at_labels(a->truth, a->system, gdcs_i_system_nodes(a->system, v));
}

static double slack_of(double x)
{
    return 1e-6 + 1e-9 * fabs(x);
}

static int is_exact(double lower, double upper)
{
    return upper - lower <= slack_of(lower);
}

/* Letters of cells that were hidden for their own sake. */
static int is_primary(char letter)
{
    return strchr("CAOTGMN", letter) != NULL;
}

/* The true number is known, and with it what protects it. */
int gdcs_i_audit_judge_true(const gdcs_i_audit *a, int64_t t, double lower, double upper)
{
    const double x = a->truth->lower[t], slack = slack_of(x);
    const gdcs_i_finding *f = &a->unsafe.finding[t];
    const int was_exact = a->truth->lower[t] == a->truth->upper[t];
    if (was_exact && (x < lower - slack || x > upper + slack))
        return GDCS_I_VERDICT_CONTRADICTED;
    if (f->why == 0)
        return is_exact(lower, upper) && was_exact ? GDCS_I_VERDICT_RECOVERED
                                                   : GDCS_I_VERDICT_PROTECTED;
    if (is_exact(lower, upper))
        return f->why == GDCS_DISCLOSURE_GROUP ? GDCS_I_VERDICT_GROUP : GDCS_I_VERDICT_EXACT;
    if (lower > fmax(0.0, x - f->below) + slack || upper < x + f->above - slack ||
        upper - lower < f->width - slack)
        return GDCS_I_VERDICT_NARROW;
    return GDCS_I_VERDICT_PROTECTED;
}

static int judge_number(const gdcs_i_audit *a, int64_t v, double x)
{
    const gdcs_i_number number = {.value = x, .contributors = x};
    if (!a->has_rule || is_primary(a->system->letter[v]) ||
        gdcs_i_rule_judge(&a->rule, &number).why)
        return GDCS_I_VERDICT_EXACT;
    return GDCS_I_VERDICT_RECOVERED;
}

/* Only what is published is known. */
static int judge_blind(const gdcs_i_audit *a, int64_t v)
{
    const double lower = a->attack->bound[GDCS_I_LOW][v], upper = a->attack->bound[GDCS_I_HIGH][v];
    if (is_exact(lower, upper))
        return judge_number(a, v, lower);
    if (!a->has_rule)
        return GDCS_I_VERDICT_PROTECTED;
    const double asked = fmax(a->rule.width, a->rule.below + a->rule.above);
    const int may_be_unsafe =
        lower < a->rule.minimum || a->rule.minimum == 0.0 || is_primary(a->system->letter[v]);
    return may_be_unsafe && upper - lower < asked - slack_of(upper) ? GDCS_I_VERDICT_NARROW
                                                                    : GDCS_I_VERDICT_PROTECTED;
}

static int judge_one(const gdcs_i_audit *a, int64_t v)
{
    const gdcs_i_system *s = a->system;
    const int64_t t = a->truth != NULL ? gdcs_i_audit_find_truth(a, v) : -1;
    const int is_known = t >= 0 && (a->truth->flags[t] & GDCS_I_PUBLISHED) != 0;
    if (s->lower[v] == s->upper[v]) {
        const int unsafe =
            is_known ? a->unsafe.finding[t].why != 0
                     : a->has_rule && a->exposed.finding != NULL && a->exposed.finding[v].why != 0;
        return unsafe ? GDCS_I_VERDICT_PUBLISHED : GDCS_I_VERDICT_PROTECTED;
    }
    const int found = is_known ? gdcs_i_audit_judge_true(a, t, a->attack->bound[GDCS_I_LOW][v],
                                                         a->attack->bound[GDCS_I_HIGH][v])
                               : judge_blind(a, v);
    if (found != GDCS_I_VERDICT_PROTECTED)
        return found;
    if ((a->attack->flags[v] & (GDCS_I_ATTACK_CONTRADICTED | GDCS_I_ATTACK_DISPUTED)) != 0)
        return GDCS_I_VERDICT_CONTRADICTED;
    if (is_known && a->unsafe.finding[t].why == 0)
        return GDCS_I_VERDICT_PROTECTED; /* whatever its interval is */
    return gdcs_i_attack_is_met(a->attack, v, GDCS_I_LOW) &&
                   gdcs_i_attack_is_met(a->attack, v, GDCS_I_HIGH)
               ? GDCS_I_VERDICT_PROTECTED
               : GDCS_I_VERDICT_UNDECIDED;
}

/* Does the rule leave the true number open?  Then it needs no protection, whatever was revised beside it; unless
   it is a figure of this very release that is not so. */
static int is_free(const gdcs_i_audit *a, int64_t v)
{
    const int64_t t =
        a->has_rule && a->truth != NULL && a->false_facts == 0 ? gdcs_i_audit_find_truth(a, v) : -1;
    return t >= 0 && (a->truth->flags[t] & GDCS_I_PUBLISHED) != 0 &&
           a->unsafe.finding[t].why == 0 && !gdcs_i_audit_may_be_group(a, v);
}

enum { EXCUSED = 1, DOUBTED = 2 };

/* Of what is known together with these, and of all that hangs together with it, nothing is proved. */
static void doubt(const gdcs_i_audit *a, char *marks)
{
    const gdcs_i_system *s = a->system;
    for (int64_t r = 0; r < s->rows; r++) {
        int is_near = 0;
        for (int64_t e = s->start[r]; e < s->start[r + 1]; e++)
            is_near |= marks[s->column[e]] & EXCUSED;
        for (int64_t e = s->start[r]; is_near && e < s->start[r + 1]; e++)
            marks[gdcs_i_attack_root(a->attack, s->column[e])] |= DOUBTED;
    }
}

/* What contradicts numbers that need no protection is no leak. */
static gdcs_status excuse(gdcs_i_audit *a, gdcs_error *err)
{
    void *memory = NULL;
    int64_t excused = 0;
    TRY(gdcs_i_alloc(&memory, a->system->count, 1, err));
    char *marks = memory; /* by variable, DOUBTED by the first of a connected part */
    for (int64_t v = 0; v < a->system->count; v++)
        if (a->wanted[v] && a->verdict[v] == GDCS_I_VERDICT_CONTRADICTED && is_free(a, v)) {
            a->verdict[v] = GDCS_I_VERDICT_PROTECTED;
            marks[v] |= EXCUSED;
            excused++;
        }
    if (excused > 0)
        doubt(a, marks);
    for (int64_t v = 0; excused > 0 && v < a->system->count; v++)
        if (a->wanted[v] && a->verdict[v] == GDCS_I_VERDICT_PROTECTED &&
            (marks[gdcs_i_attack_root(a->attack, (int32_t)v)] & DOUBTED) != 0 && !is_free(a, v))
            a->verdict[v] = GDCS_I_VERDICT_CONTRADICTED;
    free(memory);
    return GDCS_OK;
}

gdcs_status gdcs_i_audit_judge(gdcs_i_audit *a, gdcs_error *err)
{
    for (int64_t v = 0; v < a->system->count; v++)
        if (a->wanted[v])
            a->verdict[v] = (char)judge_one(a, v);
    TRY(excuse(a, err));
    return gdcs_i_audit_judge_groups(a, err);
}
