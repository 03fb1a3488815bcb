#include "stats/segregation/plan.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/sum.h"
#include "num/dist.h"
#include "stats/arrays.h"
#include "stats/counts.h"
#include "stats/level.h"

#include <math.h>
#include <stdlib.h>

enum { OPTIONS_V1 = 56, MOST_REPLICATES = 1000000, FEWEST_REPLICATES = 10, REPLICATES = 1000 };

const char *gdcs_i_segregation_method_text(int32_t method)
{
    switch (method) {
    case GDCS_SEGREGATION_METHOD_INVERSION: return "inversion";
    case GDCS_SEGREGATION_METHOD_BASIC: return "basic bootstrap";
    case GDCS_SEGREGATION_METHOD_PERCENTILE: return "percentile bootstrap";
    case GDCS_SEGREGATION_METHOD_DELTA: return "delta";
    default: return "";
    }
}

static gdcs_status check(int32_t value, int32_t most, const char *field, gdcs_error *err)
{
    if (value < 0 || value > most)
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "%d is not one of %s", (int)value, field);
    return GDCS_OK;
}

static gdcs_status check_number(int32_t value, const char *field, gdcs_error *err)
{
    if (value != 0 && (value < FEWEST_REPLICATES || value > MOST_REPLICATES))
        return gdcs_i_fail(err, GDCS_E_OPTION, field, "%s is %d, not in 10 to 1000000", field,
                           (int)value);
    return GDCS_OK;
}

gdcs_status gdcs_i_segregation_plan_new(const gdcs_segregation_options *options,
                                        gdcs_i_segregation_plan *out, gdcs_error *err)
{
    gdcs_segregation_options o;
    gdcs_i_segregation_plan plan = {0};
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(check(o.index, GDCS_I_SEGREGATION_INDICES, "index", err));
    TRY(check(o.method, GDCS_SEGREGATION_METHOD_DELTA, "method", err));
    TRY(check(o.correction, GDCS_SEGREGATION_CORRECTION_MEDIAN, "correction", err));
    TRY(check(o.sample, GDCS_SEGREGATION_SAMPLE_BY_SEX, "sample", err));
    TRY(check_number(o.replicates, "replicates", err));
    TRY(check_number(o.permutations, "permutations", err));
    TRY(gdcs_i_level_alpha(o.level, o.alpha, &plan.alpha, err));
    plan.index = o.index;
    plan.method = o.method;
    plan.correction = o.correction;
    plan.by_sex = o.sample == GDCS_SEGREGATION_SAMPLE_BY_SEX;
    plan.replicates = o.replicates > 0 ? o.replicates : REPLICATES;
    plan.permutations = o.permutations;
    plan.seed = (uint64_t)o.seed;
    plan.z = gdcs_i_normal_quantile_upper(plan.alpha / 2.0);
    *out = plan;
    return GDCS_OK;
}

enum { ARRAYS = 10 }; /* of n doubles: six of counts, four to work in */

gdcs_status gdcs_i_problem_new(int64_t n, int64_t replicates, gdcs_i_problem *out, gdcs_error *err)
{
    void *memory = NULL, *rank = NULL;
    if (n > (INT64_MAX - replicates) / ARRAYS)
        return gdcs_i_fail_memory(err);
    TRY(gdcs_i_alloc(&memory, ARRAYS * n + replicates, sizeof(double), err));
    const gdcs_status status = gdcs_i_alloc(&rank, n, sizeof(struct gdcs_i_rank), err);
    if (status != GDCS_OK) {
        free(memory);
        return status;
    }
    double *d = memory;
    *out = (gdcs_i_problem){.n = n, .memory = memory, .rank = rank};
    double **const array[] = {&out->women,       &out->men,       &out->women_lower,
                              &out->women_upper, &out->men_lower, &out->men_upper};
    for (int i = 0; i < 6; i++, d += n)
        *array[i] = d;
    out->room = d;
    out->values = d + 4 * n;
    return GDCS_OK;
}

void gdcs_i_problem_free(gdcs_i_problem *problem)
{
    free(problem->memory);
    free(problem->rank);
}

void gdcs_i_problem_clear(gdcs_i_problem *problem)
{
    problem->unknown = 0.0;
    problem->notes = 0;
    problem->exact = problem->certain = 1;
}

void gdcs_i_problem_put(gdcs_i_problem *p, int64_t i, const gdcs_sex_counts *counts,
                        const gdcs_sex_counts *lower, const gdcs_sex_counts *upper)
{
    p->women[i] = counts->women;
    p->men[i] = counts->men;
    p->women_lower[i] = lower->women;
    p->men_lower[i] = lower->men;
    p->women_upper[i] = upper->women + upper->unknown;
    p->men_upper[i] = upper->men + upper->unknown;
    p->unknown += counts->unknown;
    p->notes |= gdcs_i_counts_notes(upper);
    if (isnan(counts->women) || isnan(counts->men))
        p->exact = 0;
    if (!p->exact || p->women_upper[i] > lower->women || p->men_upper[i] > lower->men)
        p->certain = 0;
}

gdcs_i_units gdcs_i_problem_units(const gdcs_i_problem *p)
{
    return gdcs_i_units_of(p->women, p->men, p->n, p->rank);
}

uint32_t gdcs_i_problem_notes(const gdcs_i_problem *p, const gdcs_i_units *u)
{
    uint32_t notes = p->notes;
    for (int64_t i = 0; i < p->n; i++) {
        if (u->women[i] + u->men[i] == 0.0)
            notes |= GDCS_NOTE_EMPTY_UNIT;
        else if (u->women[i] == 0.0 || u->men[i] == 0.0)
            notes |= GDCS_NOTE_ZERO_CELL;
        if (!gdcs_i_is_whole(u->women[i]) || !gdcs_i_is_whole(u->men[i]))
            notes |= p->exact ? GDCS_NOTE_NOT_WHOLE : 0;
    }
    if (u->all_women < 20.0 || u->all_men < 20.0)
        notes |= GDCS_NOTE_SMALL_BASE;
    return notes;
}

gdcs_status gdcs_i_segregation_check(const gdcs_sex_arrays *units, int64_t count, int missing,
                                     const char *field, gdcs_sex_arrays *out, gdcs_error *err)
{
    TRY(gdcs_i_need(units, field, err));
    if (count < 1)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "there are no units");
    TRY(gdcs_i_take(out, sizeof *out, units, GDCS_I_SEX_ARRAYS_V1, err));
    for (int64_t i = 0; i < count; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(out, i);
        TRY(gdcs_i_counts_check(&c, missing, field, i + 1, err));
    }
    return GDCS_OK;
}

void gdcs_i_problem_read(gdcs_i_problem *problem, const gdcs_sex_arrays *units, int64_t first)
{
    uint32_t notes = 0;
    gdcs_i_problem_clear(problem);
    for (int64_t i = 0; i < problem->n; i++) {
        const gdcs_sex_counts c = gdcs_i_sex_arrays_at(units, first + i);
        const gdcs_i_group g = gdcs_i_group_of_counts(&c);
        gdcs_i_problem_put(problem, i, &g.counts, &g.lower, &g.upper);
        notes |= g.notes;
    }
    problem->notes |= notes;
}

gdcs_status gdcs_i_segregation_need_both(const gdcs_i_units *units, const char *field,
                                         gdcs_error *err)
{
    if (units->all_women > 0.0 && units->all_men > 0.0)
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_EMPTY, field, "there are no %s",
                       units->all_women > 0.0 ? "men" : "women");
}
