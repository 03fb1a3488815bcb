#include "stats/segregation/table.h"

#include "core/fail.h"
#include "core/memory.h"
#include "stats/beside.h"
#include "stats/level.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

static gdcs_status find_labels(gdcs_i_unit_table *t, gdcs_error *err)
{
    void *labels = NULL;
    t->axis.struct_size = sizeof t->axis;
    TRY(gdcs_table_get_axis(gdcs_i_groups_table(t->groups), t->before, &t->axis, err));
    const int32_t total = gdcs_i_beside_code(&t->axis, t->axis.total);
    TRY(gdcs_i_alloc(&labels, t->axis.label_count, sizeof *t->labels, err));
    t->labels = labels;
    for (int32_t label = 0; label < (int32_t)t->axis.label_count; label++)
        if (label != total)
            t->labels[t->count++] = label;
    return GDCS_OK;
}

gdcs_status gdcs_i_unit_table_new(const gdcs_table *table, const char *axis, const char *further,
                                  const char *const *keep, int32_t n, gdcs_i_unit_table *out,
                                  gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    const char *axes[GDCS_I_AXES + 1];
    gdcs_i_unit_table t = {.keys = n, .before = n};
    TRY(gdcs_i_need(axis, "axis", err));
    TRY(gdcs_i_beside_axes(keep, n, further != NULL ? further : axis, axes, err));
    if (further != NULL)
        axes[++t.before] = axis;
    GO(gdcs_i_groups_new(table, axes, t.before + 1, &t.groups, err));
    GO(find_labels(&t, err));
    GO(gdcs_i_result_new(t.groups, n, &t.result, err));
    *out = t;
    return GDCS_OK;
done:
    gdcs_i_unit_table_free(&t);
    return status;
}

void gdcs_i_unit_table_free(gdcs_i_unit_table *t)
{
    gdcs_i_result_free(t->result);
    gdcs_i_groups_free(t->groups);
    free(t->labels);
}

void gdcs_i_unit_table_read(const gdcs_i_unit_table *t, const int32_t *codes,
                            gdcs_i_problem *problem)
{
    uint32_t notes = 0;
    gdcs_i_problem_clear(problem);
    for (int64_t i = 0; i < t->count; i++) {
        const gdcs_i_group g = gdcs_i_beside_group(t->groups, t->before, codes, t->labels[i]);
        gdcs_i_problem_put(problem, i, &g.counts, &g.lower, &g.upper);
        notes |= g.notes;
    }
    problem->notes |= notes;
}

enum { WOMEN, MEN, UNKNOWN, UNITS, EMPTY, CORRECTED, EXPECTED, EXCESS, P_VALUE, COLUMNS };

struct columns {
    int32_t measure;
    int32_t numbers[COLUMNS];
};

static gdcs_status add_columns(gdcs_i_result *result, struct columns *c, gdcs_error *err)
{
    static const gdcs_i_heading number[COLUMNS] = {
        {"women", "persons", GDCS_CONCEPT_COUNT},     {"men", "persons", GDCS_CONCEPT_COUNT},
        {"unknown", "persons", GDCS_CONCEPT_UNKNOWN}, {"units", NULL, GDCS_CONCEPT_NUMBER},
        {"empty_units", NULL, GDCS_CONCEPT_NUMBER},   {"corrected", NULL, GDCS_CONCEPT_NUMBER},
        {"expected", NULL, GDCS_CONCEPT_NUMBER},      {"excess", NULL, GDCS_CONCEPT_NUMBER},
        {"p_value", NULL, GDCS_CONCEPT_P_VALUE}};
    TRY(gdcs_i_result_add_text(result, "measure", GDCS_CONCEPT_MEASURE, &c->measure, err));
    TRY(gdcs_i_result_add_numbers(result, number, COLUMNS, c->numbers, err));
    return gdcs_i_result_add_estimate(result, NULL, err);
}

static double p_value(const gdcs_i_segregation_plan *plan, gdcs_i_problem *problem,
                      const gdcs_segregation_result *r)
{
    gdcs_segregation_tested tested = {.struct_size = sizeof tested};
    if (plan->permutations == 0 || isnan(r->segregation.value) ||
        (r->notes & GDCS_NOTE_NOT_WHOLE) != 0)
        return NAN;
    gdcs_i_segregation_test(plan, r->index, problem, &tested);
    return tested.p_value;
}

static gdcs_status add_row(const gdcs_i_unit_table *t, const struct columns *c, int64_t group,
                           const gdcs_i_segregation_plan *plan, int32_t index,
                           gdcs_i_problem *problem, gdcs_error *err)
{
    gdcs_segregation_result r = {.struct_size = sizeof r};
    gdcs_i_segregation_estimate(plan, index, problem, &r);
    TRY(gdcs_i_result_row(t->result, group, err));
    TRY(gdcs_i_result_set_text(t->result, c->measure, gdcs_i_segregation_name(index), err));
    const double numbers[COLUMNS] = {r.women,         r.men,           r.unknown,
                                     (double)r.units, (double)r.empty, r.corrected,
                                     r.expected,      r.excess,        p_value(plan, problem, &r)};
    for (int i = 0; i < COLUMNS; i++)
        gdcs_i_result_set_number(t->result, c->numbers[i], numbers[i]);
    return gdcs_i_result_set_estimate(t->result, &r.segregation, &r.bounds,
                                      gdcs_i_segregation_method_text(r.method), r.notes, err);
}

static gdcs_status add_rows(const gdcs_i_unit_table *t, const struct columns *c,
                            const gdcs_i_segregation_plan *plan, gdcs_i_problem *problem,
                            gdcs_error *err)
{
    const int32_t first = plan->index > 0 ? plan->index : 1;
    const int32_t last = plan->index > 0 ? plan->index : GDCS_I_SEGREGATION_INDICES;
    const int32_t *codes;
    for (int64_t i = 0; i < gdcs_i_groups_count(t->groups); i++) {
        if (!gdcs_i_beside_is_first(t->groups, t->keys, i, &codes))
            continue;
        gdcs_i_unit_table_read(t, codes, problem);
        for (int32_t index = first; index <= last; index++)
            TRY(add_row(t, c, i, plan, index, problem, err));
    }
    return GDCS_OK;
}

static gdcs_status finish(const gdcs_i_unit_table *t, const gdcs_i_segregation_plan *plan,
                          const char *axis, gdcs_frame **out, gdcs_error *err)
{
    char sentence[320], level[GDCS_I_LEVEL_SIZE];
    snprintf(sentence, sizeof sentence,
             "Segregation of women and men over %.60s; %s intervals by the method of each row, %d "
             "replicates, seed %llu; bounds hold whatever the sex of the unknown.",
             axis, gdcs_i_level_text(plan->alpha, level), (int)plan->replicates,
             (unsigned long long)plan->seed);
    return gdcs_i_result_finish(t->result, sentence, out, err);
}

gdcs_status gdcs_segregation_table(const gdcs_table *table, const char *axis,
                                   const char *const *keep, int32_t n,
                                   const gdcs_segregation_options *options, gdcs_frame **out,
                                   gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_segregation_plan plan;
    gdcs_i_unit_table t = {0};
    gdcs_i_problem problem = {0};
    struct columns columns;
    TRY(gdcs_i_need(out, "out", err));
    TRY(gdcs_i_segregation_plan_new(options, &plan, err));
    GO(gdcs_i_unit_table_new(table, axis, NULL, keep, n, &t, err));
    GO(gdcs_i_problem_new(t.count, plan.replicates, &problem, err));
    GO(add_columns(t.result, &columns, err));
    GO(add_rows(&t, &columns, &plan, &problem, err));
    GO(finish(&t, &plan, axis, out, err));
done:
    gdcs_i_problem_free(&problem);
    gdcs_i_unit_table_free(&t);
    return status;
}
