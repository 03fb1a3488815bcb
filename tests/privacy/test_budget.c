/* Mirrors lib/privacy/budget.c. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/budget.h>
#include <math.h>

TestSuite(budget, .timeout = 30);

static gdcs_budget *new_budget(gdcs_budget_options o)
{
    gdcs_budget *budget = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_budget_new(&o, &budget, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return budget;
}

static gdcs_status spend(gdcs_budget *budget, double epsilon, double rho)
{
    const gdcs_budget_charge charge = {
        .struct_size = sizeof charge, .epsilon = epsilon, .rho = rho};
    return gdcs_budget_add(budget, "release", &charge, NULL);
}

static gdcs_budget_result state_of(const gdcs_budget *budget)
{
    gdcs_budget_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_budget_get(budget, &r, NULL), GDCS_OK));
    return r;
}

Test(budget, cannot_be_overdrawn_by_any_series_of_charges)
{
    for (int parts = 1; parts < 2000; parts = parts * 2 + 1) {
        gdcs_budget *budget = new_budget((gdcs_budget_options){.epsilon = 1.0});
        int paid = 0;
        double sum = 0.0;
        while (spend(budget, 1.0 / parts, 0.0) == GDCS_OK) {
            paid++;
            sum += 1.0 / parts;
        }
        const gdcs_budget_result r = state_of(budget);
        cr_expect(le(int, paid, parts));
        cr_expect(ge(int, paid, parts - 1));
        cr_expect(ge(dbl, r.left, 0.0));
        cr_expect(eq(dbl, r.spent + r.left, r.total));
        cr_expect(ge(dbl, r.spent, sum * (1.0 - 1e-12)));
        cr_expect(eq(i64, r.releases, paid));
        gdcs_budget_free(budget);
    }
}

/* Bun & Steinke (2016), propositions 1.3 and 1.4. */
Test(budget, zcdp_counts_laplace_by_half_the_square_and_states_epsilon_at_delta)
{
    gdcs_budget *budget = new_budget((gdcs_budget_options){.rho = 2.0, .delta = 1e-6});
    cr_expect(eq(i32, spend(budget, 1.0, 0.0), GDCS_OK));
    cr_expect(eq(i32, spend(budget, 0.0, 0.25), GDCS_OK));
    const gdcs_budget_result r = state_of(budget);
    cr_expect(eq(i32, r.composition, GDCS_BUDGET_COMPOSITION_ZCDP));
    cr_expect(eq(dbl, r.spent, 0.75));
    cr_expect(eq(dbl, r.left, 1.25));
    cr_expect(near_relative(r.epsilon, 0.75 + 2.0 * sqrt(0.75 * log(1e6)), 1e-14));
    gdcs_budget_free(budget);
}

Test(budget, an_epsilon_at_delta_is_the_rho_that_gives_it)
{
    const double epsilons[] = {1e-3, 0.1, 1.0, 10.0, 1000.0};
    for (int i = 0; i < 5; i++) {
        gdcs_budget *budget =
            new_budget((gdcs_budget_options){.epsilon = epsilons[i], .delta = 1e-9});
        const double rho = state_of(budget).total;
        const double epsilon = rho + 2.0 * sqrt(rho * log(1e9));
        cr_expect(le(dbl, epsilon, epsilons[i]));
        const double unit = 0x1p-30 * (1.0 + sqrt(log(1e9) / rho)); /* of rho, in epsilon */
        cr_expect(ge(dbl, epsilon, epsilons[i] - unit - 1e-12));
        cr_expect(eq(dbl, state_of(budget).epsilon, 0.0));
        gdcs_budget_free(budget);
    }
}

Test(budget, what_fails_spends_nothing)
{
    gdcs_budget *budget = new_budget((gdcs_budget_options){.epsilon = 1.0});
    gdcs_budget_charge charge = {.struct_size = 8, .epsilon = 0.1};
    cr_expect(eq(i32, spend(budget, 1.0 + 0x1p-29, 0.0), GDCS_E_BUDGET));
    cr_expect(eq(i32, spend(budget, 0.0, 0.1), GDCS_E_BUDGET));
    cr_expect(eq(i32, spend(budget, 0.0, 0.0), GDCS_E_VALUE));
    cr_expect(eq(i32, spend(budget, 0.1, 0.1), GDCS_E_VALUE));
    cr_expect(eq(i32, spend(budget, -0.1, 0.0), GDCS_E_VALUE));
    cr_expect(eq(i32, spend(budget, NAN, 0.0), GDCS_E_VALUE));
    cr_expect(eq(i32, spend(budget, INFINITY, 0.0), GDCS_E_VALUE));
    cr_expect(eq(i32, gdcs_budget_add(budget, NULL, &charge, NULL), GDCS_E_STRUCT));
    charge.struct_size = sizeof charge;
    cr_expect(eq(i32, gdcs_budget_add(budget, "\xff", &charge, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_budget_add(budget, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_budget_add(NULL, NULL, &charge, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i64, state_of(budget).releases, 0));
    cr_expect(eq(dbl, state_of(budget).left, 1.0));
    cr_expect(eq(i32, spend(budget, 1.0, 0.0), GDCS_OK));
    gdcs_budget_free(budget);
}

static gdcs_status try_new(gdcs_budget_options o)
{
    gdcs_budget *budget = NULL;
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_budget_new(&o, &budget, NULL);
    gdcs_budget_free(budget);
    return status;
}

Test(budget, refuses_options_that_say_too_little_or_too_much)
{
    typedef gdcs_budget_options of;
    enum { PURE = GDCS_BUDGET_COMPOSITION_PURE, ZCDP = GDCS_BUDGET_COMPOSITION_ZCDP };
    cr_expect(eq(i32, try_new((of){0}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.composition = 3, .epsilon = 1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.composition = PURE, .rho = 1}), GDCS_E_OPTION));
    cr_expect(
        eq(i32, try_new((of){.composition = PURE, .epsilon = 1, .delta = .1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.composition = ZCDP, .epsilon = 1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.rho = 1, .epsilon = 1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.epsilon = -1}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.epsilon = 1e7}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.epsilon = NAN}), GDCS_E_OPTION));
    cr_expect(eq(i32, try_new((of){.epsilon = 1, .delta = 1}), GDCS_E_OPTION));
    gdcs_budget *budget = NULL;
    const of small = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_budget_new(&small, &budget, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_budget_new(NULL, &budget, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_budget_new(&small, NULL, NULL), GDCS_E_ARGUMENT));
    budget = new_budget((of){.rho = 1});
    gdcs_budget_result r = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_budget_get(budget, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_budget_get(budget, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_budget_get(NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_budget_get_frame(budget, NULL, NULL), GDCS_E_ARGUMENT));
    gdcs_frame *frame = NULL;
    cr_expect(eq(i32, gdcs_budget_get_frame(NULL, &frame, NULL), GDCS_E_ARGUMENT));
    gdcs_budget_free(budget);
    gdcs_budget_free(NULL);
}

static gdcs_status keep_a_ledger(void *data)
{
    const gdcs_budget_options o = {.struct_size = sizeof o, .epsilon = 1.0};
    gdcs_budget *budget = NULL;
    gdcs_frame *frame = NULL;
    (void)data;
    gdcs_status status = gdcs_budget_new(&o, &budget, NULL);
    for (int i = 0; status == GDCS_OK && i < 12; i++)
        status = spend(budget, 0.0625, 0.0);
    if (status == GDCS_OK)
        status = gdcs_budget_get_frame(budget, &frame, NULL);
    gdcs_frame_free(frame);
    gdcs_budget_free(budget);
    return status;
}

Test(budget, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    const fail_alloc_report r = fail_alloc_each(keep_a_ledger, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
}
