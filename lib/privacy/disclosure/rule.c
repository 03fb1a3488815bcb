#include "core/fail.h"
#include "core/text.h"
#include "privacy/unsafe.h"

#include <math.h>
#include <string.h>

enum { RULE_V1 = 136 };

static gdcs_status check_amount(const char *name, double x, double most, gdcs_error *err)
{
    char text[GDCS_I_NUMBER_SIZE];
    if (x >= 0.0 && x <= most)
        return GDCS_OK;
    gdcs_i_format_double(x, text);
    return most <= 100.0 ? gdcs_i_fail(err, GDCS_E_OPTION, name, "%s is not 0 to 100", text)
                         : gdcs_i_fail(err, GDCS_E_OPTION, name, "%s is not 0 to 1e15", text);
}

static gdcs_status check_kind(const char *name, int32_t x, int32_t most, gdcs_error *err)
{
    if (x >= 0 && x <= most)
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_OPTION, name, "%d is not 0 to %d", (int)x, (int)most);
}

static gdcs_status check(const gdcs_disclosure_rule *r, gdcs_error *err)
{
    const double large = 1e15;
    TRY(check_kind("zeros", r->zeros, 1, err));
    TRY(check_kind("groups", r->groups, GDCS_DISCLOSURE_GROUPS_NO_WOMEN, err));
    TRY(check_kind("dominance_n", r->dominance_n, GDCS_I_LARGEST_KNOWN, err));
    TRY(check_kind("rounding_kind", r->rounding_kind, GDCS_DISCLOSURE_ROUNDING_CONTROLLED, err));
    TRY(check_kind("is_recalled", r->is_recalled, 1, err));
    TRY(check_amount("minimum", r->minimum, large, err));
    TRY(check_amount("group_limit", r->group_limit, large, err));
    TRY(check_amount("dominance_k", r->dominance_k, 100.0, err));
    TRY(check_amount("p_percent", r->p_percent, 100.0, err));
    TRY(check_amount("pq_percent", r->pq_percent, 100.0, err));
    TRY(check_amount("request_percent", r->request_percent, 100.0, err));
    TRY(check_amount("minimum_base", r->minimum_base, large, err));
    TRY(check_amount("below", r->below, large, err));
    TRY(check_amount("above", r->above, large, err));
    TRY(check_amount("width", r->width, large, err));
    TRY(check_amount("rounding", r->rounding, large, err));
    if ((r->dominance_n > 0) != (r->dominance_k > 0.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "dominance_n",
                           "n and k of dominance are given together or not at all");
    if ((r->rounding > 0.0) != (r->rounding_kind > 0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "rounding",
                           "the base and the kind of rounding are given together or not at all");
    return GDCS_OK;
}

gdcs_status gdcs_i_rule_take(const gdcs_disclosure_rule *theirs, gdcs_disclosure_rule *ours,
                             gdcs_error *err)
{
    TRY(gdcs_i_need(theirs, "rule", err));
    TRY(gdcs_i_take(ours, sizeof *ours, theirs, RULE_V1, err));
    return check(ours, err);
}

int gdcs_i_rule_needs_contributions(const gdcs_disclosure_rule *rule)
{
    return rule->dominance_n > 0 || rule->p_percent > 0.0;
}

static double shown(const gdcs_i_number *x, int32_t n)
{
    double sum = 0.0;
    for (int32_t i = 0; i < n; i++)
        sum += x->largest[i];
    return sum;
}

static void want(double *room, double least)
{
    if (least > *room)
        *room = least;
}

/* Magnitudes: what is behind the number, and how much too closely it would be learnt. */
static void judge_contributions(const gdcs_disclosure_rule *r, const gdcs_i_number *x,
                                gdcs_i_finding *f)
{
    const double p = r->p_percent / (r->pq_percent > 0.0 ? r->pq_percent : 100.0);
    const double rest = x->value - shown(x, 2), top = shown(x, r->dominance_n);
    if (r->dominance_n > 0 && top > r->dominance_k / 100.0 * x->value) {
        f->why |= GDCS_DISCLOSURE_DOMINANCE;
        want(&f->above, 100.0 / r->dominance_k * top - x->value);
    }
    if (p > 0.0 && x->value > 0.0 && rest < p * x->largest[0]) {
        f->why |= GDCS_DISCLOSURE_PERCENT;
        want(&f->above, p * x->largest[0] - rest);
    }
}

static int32_t judge_count(const gdcs_disclosure_rule *r, const gdcs_i_number *x)
{
    int32_t why = 0;
    if (x->contributors > 0.0 && x->contributors < r->minimum)
        why |= GDCS_DISCLOSURE_SMALL;
    if (r->zeros && x->contributors == 0.0)
        why |= GDCS_DISCLOSURE_ZERO;
    if (x->is_group)
        why |= GDCS_DISCLOSURE_GROUP;
    if (r->request_percent > 0.0 && x->requested > 0.0 &&
        x->requested >= r->request_percent / 100.0 * x->value)
        why |= GDCS_DISCLOSURE_REQUEST;
    return why;
}

gdcs_i_finding gdcs_i_rule_judge(const gdcs_disclosure_rule *r, const gdcs_i_number *x)
{
    gdcs_i_finding f = {.below = r->below, .above = r->above, .width = r->width};
    static const gdcs_i_finding safe;
    if (isnan(x->value))
        return safe;
    f.why = judge_count(r, x);
    if (x->has_contributions)
        judge_contributions(r, x, &f);
    if (f.why == 0)
        return safe;
    if ((f.why & GDCS_DISCLOSURE_GROUP) != 0)
        want(x->value == 0.0 ? &f.above : &f.below, 1.0);
    if (f.below == 0.0 && f.above == 0.0 && f.width == 0.0)
        f.width = x->value == floor(x->value) ? 1.0 : 0.01 * x->value;
    return f;
}

int gdcs_i_rule_is_group(const gdcs_disclosure_rule *r, double women, double men, double total)
{
    if (r->groups == GDCS_DISCLOSURE_GROUPS_NONE || !(total > 0.0) ||
        (r->group_limit > 0.0 && total > r->group_limit))
        return 0;
    return men == total || (r->groups == GDCS_DISCLOSURE_GROUPS_ONE_SEX && women == total);
}

char gdcs_i_rule_letter(const gdcs_disclosure_rule *r, int32_t why)
{
    if ((why & (GDCS_DISCLOSURE_SMALL | GDCS_DISCLOSURE_ZERO | GDCS_DISCLOSURE_GROUP)) != 0)
        return 'A';
    if ((why & GDCS_DISCLOSURE_DOMINANCE) != 0)
        return r->dominance_n == 1 ? 'O' : r->dominance_n == 2 ? 'T' : 'M';
    if ((why & GDCS_DISCLOSURE_PERCENT) != 0)
        return 'M';
    return (why & GDCS_DISCLOSURE_REQUEST) != 0 ? 'N' : 'F';
}

void gdcs_i_rule_words(int32_t why, char out[GDCS_I_WHY_SIZE])
{
    static const char *const words[] = {"small",   "zero",  "dominance",
                                        "percent", "group", "request"};
    size_t at = 0;
    for (int i = 0; i < 6; i++) {
        if ((why >> i & 1) == 0)
            continue;
        if (at > 0)
            out[at++] = '+';
        memcpy(out + at, words[i], strlen(words[i]));
        at += strlen(words[i]);
    }
    out[at] = '\0';
}
