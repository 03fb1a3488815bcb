/* Mirrors lib/privacy/noise/: tables. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/noise.h>
#include <math.h>
#include <stdio.h>

TestSuite(noise_table, .timeout = 60);

static const char *const sexes[] = {"F", "M", "_T"}, *const areas[] = {"A", "B", "C", "D", "all"};
static const double counts[2][4] = {{3, 0, 7, 12}, {18, 4, 1, 260}};

static void put(gdcs_table *table, const char *sex, const char *area, double value)
{
    const char *labels[] = {sex, area};
    const gdcs_cell cell = {.struct_size = sizeof cell, .value = value};
    cr_assert(eq(i32, gdcs_table_set(table, labels, &cell, NULL), GDCS_OK));
}

static double truth(int s, int i)
{
    double sum = 0.0;
    for (int a = 0; a < 2; a++)
        for (int b = 0; b < 4; b++)
            sum += (s == 2 || s == a) && (i == 4 || i == b) ? counts[a][b] : 0.0;
    return sum;
}

/* turned: cells set in the opposite order. */
static gdcs_table *small(int turned)
{
    const gdcs_axis sex = {.struct_size = sizeof sex,
                           .concept_id = GDCS_CONCEPT_SEX,
                           .name = "sex",
                           .labels = sexes,
                           .label_count = 3};
    const gdcs_axis area = {.struct_size = sizeof area,
                            .name = "area",
                            .total = "all",
                            .labels = areas,
                            .label_count = 5};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &table, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &area, NULL), GDCS_OK));
    for (int k = 0; k < 15; k++) {
        const int at = turned ? 14 - k : k;
        if (truth(at / 5, at % 5) > 0.0)
            put(table, sexes[at / 5], areas[at % 5], truth(at / 5, at % 5));
    }
    return table;
}

static gdcs_cell cell_of(const gdcs_table *table, int s, int i)
{
    const char *labels[] = {sexes[s], areas[i]};
    gdcs_cell cell = {.struct_size = sizeof cell};
    cr_assert(eq(i32, gdcs_table_get(table, labels, &cell, NULL), GDCS_OK));
    return cell;
}

static gdcs_budget *budget_of(double rho)
{
    const gdcs_budget_options o = {.struct_size = sizeof o, .rho = rho};
    gdcs_budget *budget = NULL;
    cr_assert(eq(i32, gdcs_budget_new(&o, &budget, NULL), GDCS_OK));
    return budget;
}

static gdcs_table *noisy(const gdcs_table *table, gdcs_noise_options o, gdcs_table **said,
                         gdcs_noise_result *result)
{
    gdcs_budget *budget = budget_of(1000);
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    o.struct_size = sizeof o;
    const gdcs_status status = gdcs_noise_table(table, &o, budget, &out, said, result, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    gdcs_budget_free(budget);
    return out;
}

static void expect_additive(const gdcs_table *t)
{
    for (int s = 0; s < 3; s++) {
        double sum = 0.0;
        for (int i = 0; i < 4; i++) {
            const double x = cell_of(t, s, i).value;
            cr_expect(x >= 0.0 && x == floor(x));
            sum += x;
        }
        cr_expect(eq(dbl, sum, cell_of(t, s, 4).value));
    }
    for (int i = 0; i < 5; i++)
        cr_expect(eq(dbl, cell_of(t, 0, i).value + cell_of(t, 1, i).value, cell_of(t, 2, i).value));
}

Test(noise_table, totals_are_sums_of_whole_numbers_that_are_not_negative)
{
    gdcs_table *table = small(0);
    for (int64_t seed = 0; seed < 60; seed++)
        for (int32_t totals = 1; totals <= 2; totals++) {
            gdcs_noise_result r = {.struct_size = sizeof r};
            const gdcs_noise_options o = {.epsilon = seed % 2 ? 0.3 : 0.0,
                                          .rho = seed % 2 ? 0.0 : 0.05,
                                          .seed = seed,
                                          .totals = totals};
            gdcs_table *out = noisy(table, o, NULL, &r);
            expect_additive(out);
            cr_expect(eq(i64, r.sensitivity, totals == 1 ? 4 : 1));
            cr_expect(eq(i64, r.measured, totals == 1 ? 15 : 8));
            gdcs_table_free(out);
        }
    gdcs_table_free(table);
}

/* By simulation, mean squares: what is fitted errs less than what was measured. */
Test(noise_table, fitting_takes_noise_away)
{
    gdcs_table *table = small(0);
    double square = 0.0, variance = 0.0;
    for (int64_t seed = 0; seed < 200; seed++) {
        gdcs_noise_result r = {.struct_size = sizeof r};
        gdcs_table *out = noisy(table, (gdcs_noise_options){.rho = 0.02, .seed = seed}, NULL, &r);
        for (int at = 0; at < 15; at++) {
            const double error = cell_of(out, at / 5, at % 5).value - truth(at / 5, at % 5);
            square += error * error / 15.0 / 200.0;
        }
        variance = r.variance;
        gdcs_table_free(out);
    }
    cr_expect(lt(dbl, square, 0.8 * variance), "%g of %g", square, variance);
    gdcs_table_free(table);
}

Test(noise_table, intervals_hold_the_truth_as_often_as_the_level_says)
{
    enum { RUNS = 300 };
    gdcs_table *table = small(0);
    for (int32_t totals = 1; totals <= 2; totals++) {
        double missed[15] = {0};
        for (int64_t seed = 0; seed < RUNS; seed++) {
            gdcs_table *said = NULL;
            gdcs_table *out = noisy(
                table,
                (gdcs_noise_options){.epsilon = 1, .seed = seed, .totals = totals, .level = 0.9},
                &said, NULL);
            for (int at = 0; at < 15; at++) {
                const gdcs_cell c = cell_of(said, at / 5, at % 5);
                const double x = truth(at / 5, at % 5);
                missed[at] += !(c.lower <= x && x <= c.upper);
            }
            gdcs_table_free(out);
            gdcs_table_free(said);
        }
        for (int at = 0; at < 15; at++)
            cr_expect(lt(dbl, missed[at] / RUNS, 0.1 + 5.0 * sqrt(0.09 / RUNS)), "cell %d", at);
    }
    gdcs_table_free(table);
}

Test(noise_table, the_order_in_which_cells_were_set_does_not_matter)
{
    gdcs_table *a = small(0), *b = small(1);
    const gdcs_noise_options o = {.epsilon = 0.5, .seed = 8};
    gdcs_table *x = noisy(a, o, NULL, NULL), *y = noisy(b, o, NULL, NULL);
    for (int at = 0; at < 15; at++) {
        cr_expect(eq(dbl, cell_of(x, at / 5, at % 5).value, cell_of(y, at / 5, at % 5).value));
        cr_expect(eq(i32, cell_of(x, at / 5, at % 5).status, 'E'));
        cr_expect(eq(i32, cell_of(x, at / 5, at % 5).present, 1));
    }
    gdcs_table_free(a);
    gdcs_table_free(b);
    gdcs_table_free(x);
    gdcs_table_free(y);
}

static gdcs_status try_table(const gdcs_table *table, gdcs_noise_options o, double rho)
{
    gdcs_budget *budget = budget_of(rho);
    gdcs_table *out = NULL;
    gdcs_budget_result r = {.struct_size = sizeof r};
    if (o.struct_size == 0)
        o.struct_size = sizeof o;
    const gdcs_status status = gdcs_noise_table(table, &o, budget, &out, NULL, NULL, NULL);
    cr_assert(eq(i32, gdcs_budget_get(budget, &r, NULL), GDCS_OK));
    cr_expect(eq(int, status == GDCS_OK, r.spent > 0.0));
    gdcs_table_free(out);
    gdcs_budget_free(budget);
    return status;
}

Test(noise_table, refuses_what_it_documents_and_spends_nothing)
{
    const gdcs_noise_options o = {.rho = 0.1};
    gdcs_table *table = small(0), *out = NULL;
    gdcs_budget *budget = budget_of(1);
    gdcs_noise_result r = {.struct_size = 8};
    gdcs_noise_options sized = o;
    sized.struct_size = sizeof sized;
    cr_expect(eq(i32, try_table(table, o, 0.1), GDCS_OK));
    cr_expect(eq(i32, try_table(table, o, 0.09), GDCS_E_BUDGET));
    cr_expect(eq(i32, try_table(table, (gdcs_noise_options){0}, 1), GDCS_E_OPTION));
    cr_expect(eq(i32, try_table(table, (gdcs_noise_options){.struct_size = 8}, 1), GDCS_E_STRUCT));
    cr_expect(eq(i32, try_table(NULL, o, 1), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_noise_table(table, &sized, budget, &out, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_noise_table(table, &sized, NULL, &out, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_noise_table(table, &sized, budget, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_noise_table(table, NULL, budget, &out, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    put(table, "F", "A", 4);
    cr_expect(eq(i32, try_table(table, o, 1), GDCS_E_VALUE));
    put(table, "F", "A", 2.5);
    put(table, "M", "A", 18.5);
    cr_expect(eq(i32, try_table(table, o, 1), GDCS_E_VALUE));
    gdcs_table_free(table);
    table = small(0);
    const char *labels[] = {"F", "A"};
    const gdcs_cell interval = {
        .struct_size = sizeof interval, .value = NAN, .lower = 1, .upper = 4};
    cr_assert(eq(i32, gdcs_table_set(table, labels, &interval, NULL), GDCS_OK));
    cr_expect(eq(i32, try_table(table, o, 1), GDCS_E_VALUE));
    gdcs_budget_free(budget);
    gdcs_table_free(table);
}

Test(noise_table, refuses_tables_without_sums_and_too_large_ones)
{
    const gdcs_noise_options o = {.rho = 0.1};
    const gdcs_table_options published = {.struct_size = sizeof published,
                                          .absent = GDCS_ABSENT_MISSING};
    const gdcs_axis a = {.struct_size = sizeof a, .name = "a", .total = "T"},
                    b = {.struct_size = sizeof b, .name = "b", .total = "T"};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(&published, &table, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &a, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &b, NULL), GDCS_OK));
    put(table, "0", "T", 3);
    put(table, "1", "T", 4);
    put(table, "T", "0", 5);
    put(table, "T", "1", 2);
    put(table, "T", "T", 7);
    cr_expect(eq(i32, try_table(table, o, 1), GDCS_E_SHAPE));
    gdcs_table_free(table);
    cr_assert(eq(i32, gdcs_table_new(NULL, &table, NULL), GDCS_OK));
    for (int i = 0; i < 4; i++) {
        char name[8];
        snprintf(name, sizeof name, "a%d", i);
        const gdcs_axis axis = {.struct_size = sizeof axis, .name = name};
        cr_assert(eq(i32, gdcs_table_add_axis(table, &axis, NULL), GDCS_OK));
    }
    for (int i = 0; i < 300; i++) {
        char label[8];
        snprintf(label, sizeof label, "%d", i);
        const char *labels[] = {label, label, label, label};
        cr_assert(eq(i32, gdcs_table_add(table, labels, 1.0, NULL), GDCS_OK));
    }
    cr_expect(eq(i32, try_table(table, o, 1), GDCS_E_LIMIT));
    gdcs_table_free(table);
}

typedef struct given {
    gdcs_table *table;
    gdcs_budget *budget;
} given;

static gdcs_status noise_all(void *data)
{
    given *g = data;
    const gdcs_noise_options o = {.struct_size = sizeof o, .rho = 0.01, .label = "table"};
    gdcs_table *out = NULL, *said = NULL;
    const gdcs_status status = gdcs_noise_table(g->table, &o, g->budget, &out, &said, NULL, NULL);
    gdcs_table_free(out);
    gdcs_table_free(said);
    return status;
}

/* The ledger grows by what succeeds: a budget of its own for each call. */
static gdcs_status noise_and_budget(void *data)
{
    const gdcs_budget_options o = {.struct_size = sizeof o, .rho = 1};
    given g = {.table = data};
    gdcs_status status = gdcs_budget_new(&o, &g.budget, NULL);
    if (status == GDCS_OK)
        status = noise_all(&g);
    gdcs_budget_free(g.budget);
    return status;
}

Test(noise_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *table = small(0);
    const fail_alloc_report r = fail_alloc_each(noise_and_budget, table);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(table);
}
