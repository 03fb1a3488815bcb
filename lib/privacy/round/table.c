#include "core/fail.h"
#include "core/memory.h"
#include "privacy/perturb.h"
#include "privacy/round/rule.h"

#include <math.h>
#include <stdlib.h>

enum { RESULT_V1 = 64 };

/* An interval goes outwards to multiples of the base. */
static gdcs_status widen(const gdcs_i_round *rule, gdcs_table *table, int64_t slot,
                         const gdcs_i_range *range, gdcs_error *err)
{
    const double upper = gdcs_i_range_upper(range), lower = gdcs_i_range_lower(range);
    const double rest = isfinite(upper) ? fmod(upper, rule->base) : 0.0;
    return gdcs_i_perturb_limit(table, slot, lower - fmod(lower, rule->base),
                                rest > 0.0 ? upper - rest + rule->base : upper, err);
}

static gdcs_status round_cell(const gdcs_i_round *rule, gdcs_table *table, int64_t slot,
                              char *is_sum, gdcs_round_result *result, gdcs_error *err)
{
    const gdcs_i_range range = gdcs_i_cells_get(table->cells, slot);
    int32_t codes[GDCS_I_AXES];
    gdcs_i_cells_codes(table->cells, slot, codes);
    if (range.inexact)
        return widen(rule, table, slot, &range, err);
    *is_sum = (char)(gdcs_i_perturb_totals(table, codes) > 0);
    result->totals += *is_sum;
    const double x = gdcs_i_range_lower(&range);
    const double rounded = gdcs_i_round_one(rule, x, gdcs_i_perturb_name(table, codes));
    result->furthest = fmax(result->furthest, fabs(rounded - x));
    return gdcs_i_perturb_limit(table, slot, rounded, rounded, err);
}

static gdcs_status check(const gdcs_table *table, gdcs_round_result *result, gdcs_error *err)
{
    for (int64_t slot = 0; slot < gdcs_i_cells_count(table->cells); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(table->cells, slot);
        if (gdcs_i_range_lower(&range) > GDCS_I_ROUND_LARGEST)
            return gdcs_i_fail(err, GDCS_E_VALUE, "table", "a cell is above 1e15");
        result->cells += !range.inexact;
    }
    return GDCS_OK;
}

/* What each number of the rounded table says of the truth. */
static gdcs_status say(const gdcs_i_round *rule, const gdcs_table *rounded, const char *is_sum,
                       const gdcs_round_result *result, gdcs_table **out, gdcs_error *err)
{
    gdcs_table *copy = NULL;
    gdcs_status status = GDCS_OK;
    const double times = result->beyond > 0 ? floor(result->furthest / rule->base) + 1.0 : 1.0;
    GO(gdcs_table_copy(rounded, &copy, err));
    for (int64_t slot = 0; slot < gdcs_i_cells_count(copy->cells); slot++) {
        const gdcs_i_range range = gdcs_i_cells_get(copy->cells, slot);
        double lower, upper;
        if (range.inexact)
            continue;
        gdcs_i_round_limits(rule, gdcs_i_range_lower(&range), is_sum[slot] ? times : 1.0, &lower,
                            &upper);
        GO(gdcs_i_perturb_limit(copy, slot, lower, upper, err));
    }
    *out = copy;
    copy = NULL;
done:
    gdcs_table_free(copy);
    return status;
}

static gdcs_status round_table(const gdcs_i_round *rule, gdcs_table *table, char *is_sum,
                               gdcs_round_result *result, gdcs_error *err)
{
    TRY(check(table, result, err));
    if (rule->method == GDCS_ROUND_METHOD_CONTROLLED)
        return gdcs_i_round_controlled(rule, table, is_sum, result, err);
    for (int64_t slot = 0; slot < gdcs_i_cells_count(table->cells); slot++)
        TRY(round_cell(rule, table, slot, &is_sum[slot], result, err));
    return GDCS_OK;
}

gdcs_status gdcs_round_table(const gdcs_table *table, const gdcs_round_options *options,
                             gdcs_table **out, gdcs_table **intervals, gdcs_round_result *result,
                             gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_table *copy = NULL, *said = NULL;
    void *is_sum = NULL;
    gdcs_i_round rule;
    gdcs_round_result r = {.struct_size = sizeof r};
    TRY(gdcs_i_need(table, "table", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_round_take(options, GDCS_ROUND_METHOD_CONTROLLED, &rule, err));
    GO(gdcs_i_perturb_complete(table, &copy, err));
    rule.whole = gdcs_i_perturb_whole(copy);
    r.method = rule.method;
    r.base = (int64_t)rule.base;
    r.variance = gdcs_i_round_variance(&rule);
    r.variance_most = gdcs_i_round_variance_most(&rule);
    GO(gdcs_i_alloc(&is_sum, gdcs_i_cells_count(copy->cells), 1, err));
    GO(round_table(&rule, copy, is_sum, &r, err));
    if (intervals != NULL)
        GO(say(&rule, copy, is_sum, &r, &said, err));
    if (result != NULL)
        GO(gdcs_i_give(result, &r, sizeof r, RESULT_V1, err));
    *out = copy;
    copy = NULL;
    if (intervals != NULL)
        *intervals = said;
    said = NULL;
done:
    free(is_sum);
    gdcs_table_free(copy);
    gdcs_table_free(said);
    return status;
}
