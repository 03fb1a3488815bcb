#include "core/fail.h"
#include "core/memory.h"
#include "privacy/audit/audit.h"

#include <math.h>
#include <stdlib.h>

enum { OPTIONS_V1 = 88, RESULT_V1 = 120, EQUATIONS = 50 };

static gdcs_status check(const gdcs_audit_options *o, gdcs_error *err)
{
    if (o->cells < GDCS_AUDIT_CELLS_HIDDEN || o->cells > GDCS_AUDIT_CELLS_ALL)
        return gdcs_i_fail(err, GDCS_E_OPTION, "cells", "%d is no choice of cells", (int)o->cells);
    if (o->tree_count < 0 || o->fact_count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "tree_count", "a count is negative");
    if (o->fact_count > 0)
        TRY(gdcs_i_need(o->facts, "facts", err));
    if (o->equations < 0 || o->equations > EQUATIONS)
        return gdcs_i_fail(err, GDCS_E_OPTION, "equations", "%d is not 0 to %d", (int)o->equations,
                           (int)EQUATIONS);
    if (o->milliseconds < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "milliseconds", "%lld is negative",
                           (long long)o->milliseconds);
    if (o->insiders < 0 || o->insiders > GDCS_AUDIT_INSIDERS_LARGEST || o->is_brief < 0 ||
        o->is_brief > 1 ||
        ((o->insiders || o->is_brief) && (o->originals == NULL || o->rule == NULL)))
        return gdcs_i_fail(
            err, GDCS_E_OPTION, o->insiders ? "insiders" : "is_brief",
            "a verdict on insiders, or verdicts alone, need the originals and a rule");
    if (o->rounding_kind < 0 || o->rounding_kind > GDCS_DISCLOSURE_ROUNDING_CONTROLLED ||
        !(o->rounding >= 0.0 && o->rounding <= 1e15) ||
        (o->rounding > 0.0) != (o->rounding_kind > 0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "rounding",
                           "the base is not positive or the kind of rounding is not given with it");
    return GDCS_OK;
}

static int is_hidden(const gdcs_i_system *s, int64_t v)
{
    return s->lower[v] < s->upper[v];
}

static void find_axes(gdcs_i_audit *a)
{
    for (int32_t t = 0; t < a->judged; t++)
        for (int32_t k = 0; k < a->tables[t]->width; k++)
            a->axes |= (uint32_t)1 << a->system->views[t].axis[k];
}

int gdcs_i_audit_is_judged(const gdcs_i_audit *a, int64_t v)
{
    const int32_t *nodes = gdcs_i_system_nodes(a->system, v);
    for (int32_t i = 0; i < a->system->width; i++)
        if (nodes[i] != 0 && (a->axes >> i & 1) == 0)
            return 0;
    return a->system->table[v] < a->judged;
}

/* Is it published that the rule forbids?  What is published need not show why: of a line of one sex, where
   the other is hidden. */
static int is_exposed(const gdcs_i_audit *a, int64_t v)
{
    const gdcs_i_system *s = a->system;
    if (a->exposed.finding != NULL && a->exposed.finding[v].why != 0)
        return 1;
    const int64_t t = a->truth != NULL ? gdcs_i_audit_find_truth(a, v) : -1;
    return t >= 0 && a->unsafe.finding[t].why != 0 && a->truth->lower[t] == s->lower[v] &&
           a->truth->upper[t] == s->upper[v];
}

/* What no table has, but only follows from others, is nobody's cell. */
static void choose(gdcs_i_audit *a)
{
    const gdcs_i_system *s = a->system;
    for (int64_t v = 0; v < s->count; v++)
        a->wanted[v] =
            s->table[v] >= 0 && s->table[v] < a->judged &&
            (a->options.cells == GDCS_AUDIT_CELLS_ALL || is_hidden(s, v) || is_exposed(a, v));
}

static gdcs_status make_room(gdcs_i_audit *a, gdcs_error *err)
{
    void *wanted = NULL, *verdict = NULL, *insider = NULL;
    TRY(gdcs_i_alloc(&wanted, a->system->count, 1, err));
    a->wanted = wanted;
    TRY(gdcs_i_alloc(&verdict, a->system->count, 1, err));
    a->verdict = verdict;
    const gdcs_status status = gdcs_i_alloc(&insider, a->system->count, sizeof *a->insider, err);
    a->insider = insider;
    return status;
}

static gdcs_status take_truth(gdcs_i_audit *a, gdcs_error *err)
{
    if (a->options.originals == NULL)
        return GDCS_OK;
    TRY(gdcs_i_system_new(a->options.originals, a->n, NULL, 0, &a->truth, err));
    const gdcs_disclosure_rule none = {.struct_size = sizeof none};
    return gdcs_i_unsafe_find(a->truth, a->has_rule ? &a->rule : &none, a->options.contributions,
                              &a->unsafe, err);
}

static gdcs_status prepare(gdcs_i_audit *a, gdcs_error *err)
{
    const gdcs_audit_options *o = &a->options;
    const gdcs_disclosure_rule *rule = a->has_rule ? &a->rule : NULL;
    TRY(gdcs_i_sexes_complete(&a->sexes[0], rule, &a->tables, a->n, err));
    TRY(gdcs_i_sexes_complete(&a->sexes[1], rule, &a->options.originals, a->n, err));
    TRY(take_truth(a, err));
    TRY(gdcs_i_system_new_by(a->truth, 0, a->tables, a->n, o->trees, o->tree_count, &a->system,
                             err));
    find_axes(a);
    TRY(make_room(a, err));
    if (o->rounding > 0.0)
        gdcs_i_audit_blur(a);
    else if (a->has_rule)
        TRY((a->truth != NULL ? gdcs_i_unsafe_find_some : gdcs_i_unsafe_find)(
            a->system, &a->rule, o->contributions, &a->exposed, err));
    TRY(gdcs_i_audit_add_facts(a, err));
    choose(a);
    gdcs_i_audit_see_nonzero(a);
    return GDCS_OK;
}

/* Is it of other sexes, in no table, and may be of nobody?  Then women or men may be all. */
static int may_complete_group(const gdcs_i_audit *a, int64_t v)
{
    const int32_t sex = gdcs_i_system_sex(a->system);
    return sex >= 0 && a->has_rule && a->rule.groups != GDCS_DISCLOSURE_GROUPS_NONE &&
           (a->system->flags[v] & GDCS_I_PUBLISHED) == 0 && a->system->table[v] < 0 &&
           gdcs_i_system_is_rare(&a->system->axes[sex], gdcs_i_system_nodes(a->system, v)[sex]);
}

/* What the rule asks for of each cell; of a safe one nothing, but for what it tells of the other sex. */
static void describe(const gdcs_i_audit *a, gdcs_i_enough *need, char *asked)
{
    for (int64_t v = 0; v < a->system->count; v++) {
        const int64_t t = a->wanted[v] ? gdcs_i_audit_find_truth(a, v) : -1;
        need[v] = (gdcs_i_enough){-INFINITY, INFINITY, 0.0};
        if (t < 0 || (a->truth->flags[t] & GDCS_I_PUBLISHED) == 0 ||
            a->truth->lower[t] < a->truth->upper[t] || gdcs_i_audit_may_be_group(a, v))
            continue;
        asked[v] = a->unsafe.finding[t].why != 0;
        need[v] = gdcs_i_attack_ask(&a->unsafe.finding[t], a->truth->lower[t]);
    }
}

static gdcs_status attack(gdcs_i_audit *a, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    void *need = NULL, *memory = NULL;
    GO(gdcs_i_alloc(&memory, a->system->count, 1, err));
    char *asked = memory;
    for (int64_t v = 0; v < a->system->count; v++)
        asked[v] = a->wanted[v] || may_complete_group(a, v);
    if (a->options.is_brief) {
        GO(gdcs_i_alloc(&need, a->system->count, sizeof(gdcs_i_enough), err));
        describe(a, need, asked);
    }
    status = gdcs_i_attack_new(a->system, asked, need, a->options.milliseconds, &a->attack, err);
done:
    free(need);
    free(memory);
    return status;
}

static void release(gdcs_i_audit *a)
{
    gdcs_i_attack_free(a->attack);
    gdcs_i_unsafe_free(&a->exposed);
    gdcs_i_unsafe_free(&a->unsafe);
    gdcs_i_system_free(a->system);
    gdcs_i_system_free(a->truth);
    gdcs_i_sexes_free(&a->sexes[0]);
    gdcs_i_sexes_free(&a->sexes[1]);
    free(a->wanted);
    free(a->verdict);
    free(a->insider);
}

static gdcs_status take(gdcs_i_audit *a, const gdcs_audit_options *options, gdcs_error *err)
{
    TRY(gdcs_i_need(a->tables, "tables", err));
    TRY(gdcs_i_take(&a->options, sizeof a->options, options, OPTIONS_V1, err));
    TRY(check(&a->options, err));
    if (a->options.rule == NULL)
        return GDCS_OK;
    a->has_rule = 1;
    TRY(gdcs_i_rule_take(a->options.rule, &a->rule, err));
    return gdcs_i_rule_needs_contributions(&a->rule) && a->options.contributions == NULL
               ? gdcs_i_fail(err, GDCS_E_SHAPE, "rule",
                             "the rule needs contributions that are not given")
               : GDCS_OK;
}

gdcs_status gdcs_i_audit_beside(const gdcs_table *const *tables, int32_t n, int32_t own,
                                int32_t judged, const gdcs_audit_options *options,
                                gdcs_audit_result *result, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    gdcs_i_audit a = {.tables = tables, .n = n, .own = own, .judged = judged};
    GO(take(&a, options, err));
    GO(prepare(&a, err));
    GO(attack(&a, err));
    GO(gdcs_i_audit_judge(&a, err));
    GO(gdcs_i_audit_try_insiders(&a, err));
    if (out != NULL)
        GO(gdcs_i_audit_give(&a, &frame, err));
    if (result != NULL) {
        const gdcs_audit_result found = gdcs_i_audit_sum_up(&a);
        GO(gdcs_i_give(result, &found, sizeof found, RESULT_V1, err));
    }
    if (out != NULL)
        *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    release(&a);
    return status;
}

gdcs_status gdcs_audit_table_linked(const gdcs_table *const *tables, int32_t n,
                                    const gdcs_audit_options *options, gdcs_audit_result *result,
                                    gdcs_frame **out, gdcs_error *err)
{
    return gdcs_i_audit_beside(tables, n, n, n, options, result, out, err);
}

gdcs_status gdcs_audit_table(const gdcs_table *table, const gdcs_audit_options *options,
                             gdcs_audit_result *result, gdcs_frame **out, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    return gdcs_audit_table_linked(&table, 1, options, result, out, err);
}
