#include "core/fail.h"
#include "core/memory.h"
#include "privacy/hold.h"
#include "privacy/perturb.h"
#include "privacy/round/rule.h"

#include <math.h>
#include <stdlib.h>

/* How many totals are a base or more from their value, and how far the furthest cell is. */
static void compare(const gdcs_i_round *rule, const gdcs_i_additive *a, const double *rounded,
                    gdcs_round_result *result)
{
    result->beyond = 0;
    result->furthest = 0.0;
    for (int64_t slot = 0; slot < a->cells; slot++) {
        const double distance = fabs(gdcs_i_additive_sum(a, slot, rounded) - a->value[slot]);
        result->furthest = fmax(result->furthest, distance);
        result->beyond += distance >= rule->base * (1.0 - 1e-12);
    }
}

static void note_sums(const gdcs_i_additive *a, char *is_sum, gdcs_round_result *result)
{
    for (int64_t slot = 0; slot < a->cells; slot++) {
        is_sum[slot] = (char)(a->grade[slot] > 0);
        result->totals += is_sum[slot];
    }
}

static gdcs_status put(const gdcs_i_additive *a, const double *rounded, gdcs_table *table,
                       gdcs_error *err)
{
    for (int64_t slot = 0; slot < a->cells; slot++) {
        const double sum = gdcs_i_additive_sum(a, slot, rounded);
        TRY(gdcs_i_perturb_limit(table, slot, sum, sum, err));
    }
    return GDCS_OK;
}

static gdcs_status round_all(const gdcs_i_round *rule, const gdcs_i_additive *a, double *rounded,
                             gdcs_round_result *result, gdcs_error *err)
{
    gdcs_i_rng rng = gdcs_i_rng_at(rule->seed, 0);
    int held = 0;
    TRY(gdcs_i_additive_round(a, a->value, rule->base, &rng, rounded, err));
    compare(rule, a, rounded, result);
    if (!rule->hold || result->beyond == 0)
        return GDCS_OK;
    TRY(gdcs_i_hold(a, a->value, rule->base, rule->milliseconds, rounded, &held, err));
    compare(rule, a, rounded, result);
    return GDCS_OK;
}

gdcs_status gdcs_i_round_controlled(const gdcs_i_round *rule, gdcs_table *table, char *is_sum,
                                    gdcs_round_result *result, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_additive a = {0};
    void *memory = NULL;
    double *rounded = NULL;
    GO(gdcs_i_additive_new(table, rule->trees, rule->tree_count,
                           "controlled rounding does not take", &a, err));
    note_sums(&a, is_sum, result);
    GO(gdcs_i_alloc(&memory, a.cells, sizeof *rounded, err));
    rounded = memory;
    GO(round_all(rule, &a, rounded, result, err));
    GO(put(&a, rounded, table, err));
done:
    free(rounded);
    gdcs_i_additive_free(&a);
    return status;
}
