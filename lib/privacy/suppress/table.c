#include "core/fail.h"
#include "core/memory.h"
#include "privacy/sexes.h"
#include "privacy/suppress/give.h"
#include "privacy/suppress/insider.h"
#include "privacy/suppress/shift.h"

#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 64, RESULT_V1 = 80, TABLES = 1000 };

static gdcs_status take(const gdcs_suppress_options *theirs, gdcs_suppress_options *o,
                        gdcs_error *err)
{
    TRY(gdcs_i_take(o, sizeof *o, theirs, OPTIONS_V1, err));
    if (o->method < GDCS_SUPPRESS_METHOD_DEFAULT || o->method > GDCS_SUPPRESS_METHOD_EXACT)
        return gdcs_i_fail(err, GDCS_E_OPTION, "method", "%d is no method, expected 0 to %d",
                           (int)o->method, (int)GDCS_SUPPRESS_METHOD_EXACT);
    if (o->cost < GDCS_SUPPRESS_COST_DEFAULT || o->cost > GDCS_SUPPRESS_COST_LOG)
        return gdcs_i_fail(err, GDCS_E_OPTION, "cost", "%d is no kind of cost, expected 0 to %d",
                           (int)o->cost, (int)GDCS_SUPPRESS_COST_LOG);
    if (o->insiders < GDCS_AUDIT_INSIDERS_NONE || o->insiders > GDCS_AUDIT_INSIDERS_LARGEST)
        return gdcs_i_fail(err, GDCS_E_OPTION, "insiders", "%d is not 0 to %d", (int)o->insiders,
                           (int)GDCS_AUDIT_INSIDERS_LARGEST);
    if (o->milliseconds < 0 || o->tree_count < 0 || o->published_count < 0)
        return gdcs_i_fail(err, GDCS_E_OPTION, "options", "a number is negative");
    if (o->published_count > 0)
        TRY(gdcs_i_need(o->published, "published", err));
    if (o->tree_count > 0)
        TRY(gdcs_i_need(o->trees, "trees", err));
    if (o->method == GDCS_SUPPRESS_METHOD_DEFAULT)
        o->method = GDCS_SUPPRESS_METHOD_HEURISTIC;
    return GDCS_OK;
}

/* Those to be protected, then those that are known. */
static gdcs_status open_system(gdcs_i_suppression *p, const gdcs_table *const *tables, int32_t n,
                               const gdcs_suppress_options *o, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_need(tables, "tables", err));
    if (n < 1 || n > TABLES - o->published_count)
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "n", "%d tables are not 1 to %d", (int)n,
                           (int)TABLES);
    TRY(gdcs_i_alloc(&memory, n + o->published_count, sizeof *tables, err));
    const gdcs_table **all = memory;
    memcpy(all, tables, (size_t)n * sizeof *tables);
    if (o->published_count > 0)
        memcpy(all + n, o->published, (size_t)o->published_count * sizeof *tables);
    const gdcs_status status = gdcs_i_system_new_by(NULL, n, all, n + o->published_count, o->trees,
                                                    o->tree_count, &p->system, err);
    free(memory);
    return status;
}

static gdcs_status search(gdcs_i_suppression *p, int32_t method, gdcs_error *err)
{
    TRY(gdcs_i_suppress_pattern(p, err));
    TRY(gdcs_i_suppress_prove(p, gdcs_i_suppression_is_large(p), err));
    TRY(gdcs_i_suppress_repair(p, err));
    return method == GDCS_SUPPRESS_METHOD_EXACT ? gdcs_i_suppress_exact(p, err) : GDCS_OK;
}

static gdcs_status suppress(gdcs_i_suppression *p, const char *from_one,
                            const gdcs_suppress_options *o, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_i_insiders insiders;
    GO(gdcs_i_insiders_new(p, o->insiders, from_one, &insiders, err));
    GO(search(p, o->method, err));
    status = gdcs_i_insiders_protect_from(&insiders, err);
done:
    gdcs_i_insiders_free(&insiders);
    return status;
}

static gdcs_status suppress_from_one(gdcs_i_suppression *p, const gdcs_suppress_options *o,
                                     gdcs_error *err)
{
    char *from_one = NULL;
    TRY(gdcs_i_shift_new(p, &from_one, err));
    gdcs_i_shift_by(p->system, from_one, -1.0);
    const gdcs_status status = suppress(p, from_one, o, err);
    gdcs_i_shift_by(p->system, from_one, 1.0);
    free(from_one);
    return status;
}

static gdcs_status give(const gdcs_i_suppression *p, int32_t n, gdcs_table **out,
                        gdcs_frame **hidden, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, n, sizeof(gdcs_table *), err));
    gdcs_table **made = memory;
    gdcs_status status = GDCS_OK;
    for (int32_t t = 0; t < n && status == GDCS_OK; t++)
        status = gdcs_i_suppress_give_table(p, t, &made[t], err);
    if (status == GDCS_OK && hidden != NULL)
        status = gdcs_i_suppress_give_frame(p, hidden, err);
    for (int32_t t = 0; t < n; t++)
        if (status == GDCS_OK)
            out[t] = made[t];
        else
            gdcs_table_free(made[t]);
    free(memory);
    return status;
}

gdcs_status gdcs_suppress_table_linked(const gdcs_table *const *tables, int32_t n,
                                       const gdcs_disclosure_rule *rule,
                                       const gdcs_suppress_options *options, gdcs_table **out,
                                       gdcs_frame **hidden, gdcs_suppress_result *result,
                                       gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_suppress_options o;
    gdcs_suppress_result r = {.struct_size = sizeof r};
    gdcs_i_suppression p = {.repairs = 0};
    gdcs_i_sexes sexes[2] = {{NULL, 0}};
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(take(options, &o, err));
    TRY(gdcs_i_rule_take(rule, &p.rule, err));
    if (result != NULL)
        TRY(gdcs_i_take(&r, sizeof r, result, RESULT_V1, err));
    GO(gdcs_i_sexes_complete(&sexes[0], &p.rule, &tables, n, err));
    GO(gdcs_i_sexes_complete(&sexes[1], &p.rule, &o.published, o.published_count, err));
    GO(open_system(&p, tables, n, &o, err));
    GO(gdcs_i_suppression_new(&p, n, &o, err));
    GO(suppress_from_one(&p, &o, err));
    GO(give(&p, n, out, hidden, err));
    r = gdcs_i_suppress_sum_up(&p);
    r.method = o.method;
    if (result != NULL)
        status = gdcs_i_give(result, &r, sizeof r, RESULT_V1, err);
done:
    gdcs_i_suppression_free(&p);
    gdcs_i_sexes_free(&sexes[0]);
    gdcs_i_sexes_free(&sexes[1]);
    return status;
}

gdcs_status gdcs_suppress_table(const gdcs_table *table, const gdcs_disclosure_rule *rule,
                                const gdcs_suppress_options *options, gdcs_table **out,
                                gdcs_frame **hidden, gdcs_suppress_result *result, gdcs_error *err)
{
    TRY(gdcs_i_need(table, "table", err));
    return gdcs_suppress_table_linked(&table, 1, rule, options, out, hidden, result, err);
}
