#include "core/fail.h"
#include "privacy/disclosure/contributions.h"
#include "privacy/unsafe.h"

#include <math.h>

enum { ARRAYS_V1 = 88, FINDINGS_V1 = 40 };

static double at(const double *array, int64_t i, double otherwise)
{
    return array != NULL ? array[i] : otherwise;
}

static gdcs_status describe(const gdcs_disclosure_arrays *a, int64_t i,
                            const gdcs_disclosure_rule *rule, gdcs_i_number *x, gdcs_error *err)
{
    const double value = a->value[i];
    *x = (gdcs_i_number){.value = value,
                         .contributors = at(a->contributors, i, value),
                         .largest = {at(a->largest, i, 0.0), at(a->second, i, 0.0),
                                     at(a->third, i, 0.0), at(a->fourth, i, 0.0)},
                         .requested = at(a->requested, i, 0.0),
                         .has_contributions = a->largest != NULL};
    if (a->women != NULL)
        x->is_group = gdcs_i_rule_is_group(rule, a->women[i], a->men[i], a->total[i]) &&
                      (value == a->women[i] || value == a->men[i]);
    if (value < 0.0 || isinf(value))
        return gdcs_i_fail_at(err, GDCS_E_VALUE, i + 1, 0, "value",
                              "the value is negative or infinite");
    return x->has_contributions && !isnan(value) ? gdcs_i_contributions_check(x, i + 1, err)
                                                 : GDCS_OK;
}

static gdcs_status check(const gdcs_disclosure_arrays *a, int64_t n,
                         const gdcs_disclosure_rule *rule, gdcs_error *err)
{
    if (n < 0)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%lld is negative", (long long)n);
    TRY(gdcs_i_need(a->value, "value", err));
    if ((a->women == NULL) != (a->men == NULL) || (a->men == NULL) != (a->total == NULL))
        return gdcs_i_fail(err, GDCS_E_SHAPE, "women",
                           "women, men and total are given together or not at all");
    if (rule->groups != GDCS_DISCLOSURE_GROUPS_NONE && a->women == NULL)
        return gdcs_i_fail(err, GDCS_E_SHAPE, "women",
                           "the rule needs the women, the men and the total of each line");
    return gdcs_i_contributions_need(rule, a->largest != NULL, a->second != NULL, a->third != NULL,
                                     a->fourth != NULL, err);
}

static void give(const gdcs_disclosure_findings *to, int64_t i, const gdcs_i_finding *f)
{
    if (to->why != NULL)
        to->why[i] = f->why;
    if (to->below != NULL)
        to->below[i] = f->below;
    if (to->above != NULL)
        to->above[i] = f->above;
    if (to->width != NULL)
        to->width[i] = f->width;
}

gdcs_status gdcs_disclosure_each(const gdcs_disclosure_arrays *cells, int64_t n,
                                 const gdcs_disclosure_rule *rule,
                                 const gdcs_disclosure_findings *out, gdcs_error *err)
{
    gdcs_disclosure_arrays a;
    gdcs_disclosure_rule r;
    gdcs_disclosure_findings to;
    gdcs_i_number x;
    TRY(gdcs_i_need(cells, "cells", err));
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_take(&a, sizeof a, cells, ARRAYS_V1, err));
    TRY(gdcs_i_take(&to, sizeof to, out, FINDINGS_V1, err));
    TRY(gdcs_i_rule_take(rule, &r, err));
    TRY(check(&a, n, &r, err));
    for (int64_t i = 0; i < n; i++)
        TRY(describe(&a, i, &r, &x, err));
    for (int64_t i = 0; i < n; i++) {
        TRY(describe(&a, i, &r, &x, err));
        const gdcs_i_finding f = gdcs_i_rule_judge(&r, &x);
        give(&to, i, &f);
    }
    return GDCS_OK;
}
