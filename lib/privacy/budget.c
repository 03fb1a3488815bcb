#include "privacy/budget.h"

#include "core/fail.h"
#include "core/memory.h"
#include "core/text.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { OPTIONS_V1 = 32, CHARGE_V1 = 24, RESULT_V1 = 56 };

static const double largest = 1e6;

typedef struct entry {
    char *label;
    double epsilon, rho;
    int64_t units;
} entry;

struct gdcs_budget {
    int32_t composition;
    int32_t padding;
    double delta;
    int64_t total, spent; /* units */
    entry *entries;
    int64_t room, count;
};

static gdcs_status check_range(double x, const char *field, gdcs_error *err)
{
    if (x == 0.0 || (x >= GDCS_I_BUDGET_UNIT && x <= largest))
        return GDCS_OK;
    return gdcs_i_fail(err, GDCS_E_OPTION, field, "%s is not between 2^-30 and 1e6", field);
}

static gdcs_status check(gdcs_budget_options *o, gdcs_error *err)
{
    TRY(check_range(o->epsilon, "epsilon", err));
    TRY(check_range(o->rho, "rho", err));
    if (!(o->delta >= 0.0 && o->delta < 1.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "delta", "delta is not between 0 and 1");
    if (o->composition == GDCS_BUDGET_COMPOSITION_DEFAULT)
        o->composition = o->rho > 0.0 || o->delta > 0.0 ? GDCS_BUDGET_COMPOSITION_ZCDP
                                                        : GDCS_BUDGET_COMPOSITION_PURE;
    if (o->composition != GDCS_BUDGET_COMPOSITION_PURE &&
        o->composition != GDCS_BUDGET_COMPOSITION_ZCDP)
        return gdcs_i_fail(err, GDCS_E_OPTION, "composition", "%d is not a composition",
                           (int)o->composition);
    const int pure = o->composition == GDCS_BUDGET_COMPOSITION_PURE;
    if (pure ? o->epsilon == 0.0 || o->rho > 0.0 || o->delta > 0.0
             : (o->rho > 0.0) == (o->epsilon > 0.0) || (o->epsilon > 0.0 && o->delta == 0.0))
        return gdcs_i_fail(err, GDCS_E_OPTION, "epsilon", "%s",
                           pure ? "a pure budget is an epsilon and nothing else"
                                : "a budget of zCDP is a rho, or an epsilon with a delta");
    return GDCS_OK;
}

static double total_of(const gdcs_budget_options *o)
{
    if (o->composition == GDCS_BUDGET_COMPOSITION_PURE)
        return o->epsilon;
    if (o->rho > 0.0)
        return o->rho;
    const double l = -log(o->delta), root = o->epsilon / (sqrt(l + o->epsilon) + sqrt(l));
    return root * root;
}

gdcs_status gdcs_budget_new(const gdcs_budget_options *options, gdcs_budget **out, gdcs_error *err)
{
    gdcs_budget_options o;
    void *memory = NULL;
    TRY(gdcs_i_need(options, "options", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    TRY(gdcs_i_take(&o, sizeof o, options, OPTIONS_V1, err));
    TRY(check(&o, err));
    TRY(gdcs_i_alloc(&memory, 1, sizeof **out, err));
    gdcs_budget *budget = memory;
    budget->composition = o.composition;
    budget->delta = o.delta;
    budget->total = (int64_t)floor(total_of(&o) / GDCS_I_BUDGET_UNIT);
    *out = budget;
    return GDCS_OK;
}

void gdcs_budget_free(gdcs_budget *budget)
{
    if (budget == NULL)
        return;
    for (int64_t i = 0; i < budget->count; i++)
        free(budget->entries[i].label);
    free(budget->entries);
    free(budget);
}

/* Rounded up, so that what is spent is never less than it is. */
static int64_t units_of(const gdcs_budget *budget, const gdcs_budget_charge *charge)
{
    double cost = charge->epsilon;
    if (budget->composition == GDCS_BUDGET_COMPOSITION_ZCDP)
        cost = charge->rho > 0.0 ? charge->rho : charge->epsilon * charge->epsilon / 2.0;
    return (int64_t)fmin(ceil(cost / GDCS_I_BUDGET_UNIT), 0x1p60);
}

gdcs_status gdcs_i_budget_check(const gdcs_budget *budget, const gdcs_budget_charge *charge,
                                gdcs_error *err)
{
    if (!(charge->epsilon >= 0.0 && charge->rho >= 0.0 && isfinite(charge->epsilon) &&
          isfinite(charge->rho) && (charge->epsilon > 0.0) != (charge->rho > 0.0)))
        return gdcs_i_fail(err, GDCS_E_VALUE, "charge",
                           "a release costs either an epsilon or a rho above 0");
    if (charge->rho > 0.0 && budget->composition == GDCS_BUDGET_COMPOSITION_PURE)
        return gdcs_i_fail(err, GDCS_E_BUDGET, "rho",
                           "a pure budget has no epsilon for Gaussian noise");
    const int64_t left = budget->total - budget->spent;
    if (units_of(budget, charge) <= left)
        return GDCS_OK;
    char wanted[GDCS_I_NUMBER_SIZE], rest[GDCS_I_NUMBER_SIZE];
    gdcs_i_format_double((double)units_of(budget, charge) * GDCS_I_BUDGET_UNIT, wanted);
    gdcs_i_format_double((double)left * GDCS_I_BUDGET_UNIT, rest);
    return gdcs_i_fail(err, GDCS_E_BUDGET,
                       budget->composition == GDCS_BUDGET_COMPOSITION_PURE ? "epsilon" : "rho",
                       "the release costs %s, and %s is left of the budget", wanted, rest);
}

gdcs_status gdcs_budget_add(gdcs_budget *budget, const char *label,
                            const gdcs_budget_charge *charge, gdcs_error *err)
{
    gdcs_budget_charge c;
    TRY(gdcs_i_need(budget, "budget", err));
    TRY(gdcs_i_need(charge, "charge", err));
    TRY(gdcs_i_take(&c, sizeof c, charge, CHARGE_V1, err));
    if (label != NULL && gdcs_i_utf8_valid(label, strlen(label)) < strlen(label))
        return gdcs_i_fail(err, GDCS_E_ARGUMENT, "label", "the label is not UTF-8");
    TRY(gdcs_i_budget_check(budget, &c, err));
    void *memory = budget->entries;
    TRY(gdcs_i_reserve(&memory, &budget->room, budget->count + 1, sizeof *budget->entries, err));
    budget->entries = memory;
    entry *e = &budget->entries[budget->count];
    *e = (entry){.epsilon = c.epsilon, .rho = c.rho, .units = units_of(budget, &c)};
    TRY(gdcs_i_copy_text(label, &e->label, err));
    budget->count++;
    budget->spent += e->units;
    return GDCS_OK;
}

gdcs_status gdcs_budget_get(const gdcs_budget *budget, gdcs_budget_result *out, gdcs_error *err)
{
    TRY(gdcs_i_need(budget, "budget", err));
    TRY(gdcs_i_need(out, "out", err));
    gdcs_budget_result r = {.struct_size = sizeof r,
                            .composition = budget->composition,
                            .releases = budget->count,
                            .total = (double)budget->total * GDCS_I_BUDGET_UNIT,
                            .spent = (double)budget->spent * GDCS_I_BUDGET_UNIT,
                            .delta = budget->delta};
    r.left = (double)(budget->total - budget->spent) * GDCS_I_BUDGET_UNIT;
    r.epsilon = r.spent;
    if (budget->composition == GDCS_BUDGET_COMPOSITION_ZCDP && r.spent > 0.0)
        r.epsilon =
            budget->delta > 0.0 ? r.spent + 2.0 * sqrt(r.spent * -log(budget->delta)) : INFINITY;
    return gdcs_i_give(out, &r, sizeof r, RESULT_V1, err);
}

typedef struct columns {
    const char **labels;
    double *numbers[3];
} columns;

static gdcs_status fill(const gdcs_budget *budget, columns *c, gdcs_error *err)
{
    void *memory = NULL;
    TRY(gdcs_i_alloc(&memory, budget->count, sizeof *c->labels, err));
    c->labels = memory;
    for (int i = 0; i < 3; i++) {
        TRY(gdcs_i_alloc(&memory, budget->count, sizeof(double), err));
        c->numbers[i] = memory;
    }
    for (int64_t i = 0; i < budget->count; i++) {
        const entry *e = &budget->entries[i];
        c->labels[i] = e->label;
        c->numbers[0][i] = e->epsilon;
        c->numbers[1][i] = e->rho;
        c->numbers[2][i] = (double)e->units * GDCS_I_BUDGET_UNIT;
    }
    return GDCS_OK;
}

static gdcs_status add_all(const gdcs_budget *budget, const columns *c, gdcs_frame *frame,
                           gdcs_error *err)
{
    static const char *const names[] = {"epsilon", "rho", "charged"};
    const gdcs_column release = {
        .struct_size = sizeof release, .name = "release", .rows = budget->count};
    TRY(gdcs_frame_add_text(frame, &release, c->labels, err));
    for (int i = 0; i < 3; i++) {
        const gdcs_column column = {.struct_size = sizeof column,
                                    .type = GDCS_TYPE_DOUBLE,
                                    .name = names[i],
                                    .rows = budget->count,
                                    .doubles = c->numbers[i]};
        TRY(gdcs_frame_add(frame, &column, err));
    }
    return GDCS_OK;
}

gdcs_status gdcs_budget_get_frame(const gdcs_budget *budget, gdcs_frame **out, gdcs_error *err)
{
    gdcs_status status = GDCS_OK;
    gdcs_frame *frame = NULL;
    columns c = {0};
    TRY(gdcs_i_need(budget, "budget", err));
    TRY(gdcs_i_need((void *)out, "out", err));
    GO(fill(budget, &c, err));
    GO(gdcs_frame_new(&frame, err));
    GO(add_all(budget, &c, frame, err));
    *out = frame;
    frame = NULL;
done:
    gdcs_frame_free(frame);
    free((void *)c.labels);
    for (int i = 0; i < 3; i++)
        free(c.numbers[i]);
    return status;
}
