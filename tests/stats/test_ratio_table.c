/* Mirrors lib/stats/ratio/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/ratio.h>
#include <math.h>

TestSuite(ratio_table, .timeout = 60);

static gdcs_frame *table_of(const gdcs_table *t, const char *label, const char *against,
                            const char *keep, const gdcs_ratio_options *options, gdcs_status wanted)
{
    const gdcs_ratio_outcome outcome = {
        .struct_size = sizeof outcome, .axis = "verdict", .label = label, .against = against};
    const char *const names[] = {keep};
    gdcs_frame *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status =
        gdcs_ratio_table(t, &outcome, names, keep != NULL, options, &out, &err);
    cr_assert(eq(i32, status, wanted), "%s", err.message);
    cr_assert(eq(int, out != NULL, wanted == GDCS_OK));
    return out;
}

/* Two years; nobody was acquitted in the third. */
static gdcs_table *verdicts(int32_t absent)
{
    gdcs_table *t = make_table(absent, "year verdict*=group sex");
    add(t, "2019 convicted F", 40);
    add(t, "2019 convicted M", 300);
    add(t, "2019 convicted _U", 3);
    add(t, "2019 acquitted F", 60);
    add(t, "2019 acquitted M", 200);
    add(t, "2019 acquitted _U", 2);
    add(t, "2020 convicted F", 10);
    add(t, "2020 convicted M", 90);
    add(t, "2020 acquitted F", 90);
    add(t, "2020 acquitted M", 410);
    add(t, "2020 dropped F", 5);
    add(t, "2020 TOTAL F", 105);
    add(t, "2021 convicted F", 3);
    return t;
}

Test(ratio_table, is_the_scalar_form_by_group)
{
    static const char *const measures[] = {"difference", "risk_ratio", "risk_ratio_absence",
                                           "odds_ratio"};
    gdcs_table *t = verdicts(GDCS_ABSENT_ZERO);
    gdcs_frame *f = table_of(t, "convicted", "acquitted", "year", NULL, GDCS_OK);
    const gdcs_sex_counts y = {40, 300, 0, 3, 0}, n = {60, 200, 0, 2, 0};
    gdcs_ratio_result r = {.struct_size = sizeof r};
    const gdcs_part a = {40, 100}, b = {300, 500};
    gdcs_ratio_test_result p = {.struct_size = sizeof p};
    cr_assert(eq(i32, gdcs_ratio_estimate_sexes(&y, &n, NULL, &r, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_ratio_test(&a, &b, NULL, &p, NULL), GDCS_OK));
    const gdcs_ratio_measure *m[] = {&r.difference, &r.risk_ratio, &r.risk_ratio_absence,
                                     &r.odds_ratio};
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 12));
    for (int k = 0; k < 4; k++) {
        cr_expect_str_eq(word(f, "year", k), "2019");
        cr_expect_str_eq(word(f, "measure", k), measures[k]);
        cr_expect(eq(dbl, number(f, "value", k), m[k]->estimate.value));
        cr_expect(eq(dbl, number(f, "lower", k), m[k]->estimate.lower));
        cr_expect(eq(dbl, number(f, "upper", k), m[k]->estimate.upper));
        cr_expect(eq(dbl, number(f, "std_error", k), m[k]->estimate.std_error));
        cr_expect(eq(dbl, number(f, "bound_lower", k), m[k]->bounds.lower));
        cr_expect(eq(dbl, number(f, "bound_upper", k), m[k]->bounds.upper));
        cr_expect(eq(dbl, number(f, "p_value", k), p.test_result.p_value));
        cr_expect(eq(dbl, number(f, "risk_men", k), 0.6));
        cr_expect(eq(dbl, number(f, "n_women", k), 100.0));
        cr_expect(eq(dbl, number(f, "unknown", k), 5.0));
        cr_expect(eq(u32, notes(f, k), m[k]->notes));
        cr_expect_str_eq(word(f, "method", k), "Miettinen-Nurminen");
    }
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                     "Risk of convicted against acquitted, women per man. Limits 95 %: "
                     "Miettinen-Nurminen. p-value: chi-square with N - 1.");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Ratio of convictions 0.67, then 0.56: further from 1.  Of acquittals 1.5, then 1.10: nearer. */
Test(ratio_table, notes_where_two_periods_tell_opposite_stories)
{
    gdcs_table *t = verdicts(GDCS_ABSENT_ZERO);
    const gdcs_ratio_options o = {.struct_size = sizeof o, .rule = 0.01};
    gdcs_frame *f = table_of(t, "convicted", "acquitted", "year", &o, GDCS_OK);
    for (int k = 0; k < 12; k++)
        cr_expect(eq(int, (notes(f, k) & GDCS_NOTE_FRAMINGS) != 0, k == 5 || k == 6), "%d", k);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(ratio_table, lists_groups_it_cannot_estimate)
{
    for (int32_t absent = GDCS_ABSENT_ZERO; absent <= GDCS_ABSENT_MISSING; absent++) {
        gdcs_table *t = verdicts(absent);
        gdcs_frame *f = table_of(t, "convicted", "acquitted", "year", NULL, GDCS_OK);
        for (int k = 8; k < 12; k++) {
            cr_expect_str_eq(word(f, "year", k), "2021");
            cr_expect(isnan(number(f, "value", k)));
            cr_expect(isnan(number(f, "p_value", k)));
            cr_expect(eq(u32, notes(f, k) & GDCS_NOTE_NOT_ESTIMABLE, GDCS_NOTE_NOT_ESTIMABLE));
        }
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(ratio_table, compares_with_all_other_labels_but_the_total)
{
    gdcs_table *t = verdicts(GDCS_ABSENT_ZERO);
    gdcs_frame *f = table_of(t, "convicted", NULL, "year", NULL, GDCS_OK);
    cr_expect(eq(dbl, number(f, "n_women", 4), 105.0));
    cr_expect(eq(dbl, number(f, "risk_women", 4), 10.0 / 105.0));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(ratio_table, each_test_and_method_has_its_p_value)
{
    gdcs_table *t = verdicts(GDCS_ABSENT_ZERO);
    const gdcs_part a = {40, 100}, b = {300, 500};
    static const int32_t tests[] = {0, 1, 2, 1, 6, 9, 7, 1, 1, 1, 1};
    for (int32_t method = 1; method <= 10; method++)
        for (int32_t test = 0; test <= 11; test += 5) {
            if (method == 4 && test != 0)
                continue; /* exact limits of 600 persons take their time */
            const gdcs_ratio_options o = {.struct_size = sizeof o, .method = method, .test = test};
            const gdcs_ratio_test_options how = {.struct_size = sizeof how,
                                                 .test = test != 0 ? test : tests[method]};
            gdcs_ratio_test_result p = {.struct_size = sizeof p};
            cr_assert(eq(i32, gdcs_ratio_test(&a, &b, &how, &p, NULL), GDCS_OK));
            gdcs_frame *f = table_of(t, "convicted", "acquitted", "year", &o, GDCS_OK);
            cr_expect(eq(dbl, number(f, "p_value", 3), p.test_result.p_value), "%d %d", method,
                      test);
            gdcs_frame_free(f);
        }
    gdcs_table_free(t);
}

/* Exact, an interval about it, a wider one, missing; fewer and more unknown. */
static gdcs_table *widened(int step, int cell, int empty)
{
    static const char *const cells[] = {"2019 convicted F", "2019 convicted M", "2019 acquitted F",
                                        "2019 acquitted M", "2019 convicted _U"};
    static const double counts[2][5] = {{4, 9, 6, 20, 1}, {0, 9, 0, 20, 0}};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year verdict=group sex");
    for (int i = 0; i < 5; i++) {
        const double x = counts[empty][i];
        if (i != cell || step == 0)
            add(t, cells[i], x);
        else if (step < 3)
            set_range(t, cells[i], fmax(x - step, 0), x + 2 * step, 'Q');
        else
            set_missing(t, cells[i], 'M');
    }
    return t;
}

Test(ratio_table, widening_a_cell_never_narrows_a_bound)
{
    for (int number_of = 0; number_of < 10; number_of++) {
        double low[4], high[4];
        for (int step = 0; step < 4; step++) {
            gdcs_table *t = widened(step, number_of % 5, number_of / 5);
            gdcs_frame *f = table_of(t, "convicted", "acquitted", "year", NULL, GDCS_OK);
            for (int k = 0; k < 4; k++) {
                const double lower = number(f, "bound_lower", k),
                             upper = number(f, "bound_upper", k);
                cr_expect(le(dbl, lower, upper), "%d %d %d", number_of, step, k);
                if (step > 0)
                    cr_expect(lower <= low[k] && high[k] <= upper, "%d %d %d: [%g, %g] in [%g, %g]",
                              number_of, step, k, low[k], high[k], lower, upper);
                low[k] = lower, high[k] = upper;
            }
            gdcs_frame_free(f);
            gdcs_table_free(t);
        }
    }
}

Test(ratio_table, refuses_what_does_not_fit)
{
    gdcs_table *t = verdicts(GDCS_ABSENT_ZERO),
               *sexless = make_table(GDCS_ABSENT_ZERO, "year verdict=group");
    add(sexless, "2019 convicted", 1);
    table_of(t, "convictd", "acquitted", NULL, NULL, GDCS_E_NAME);
    table_of(t, "convicted", "acquited", NULL, NULL, GDCS_E_NAME);
    table_of(t, "convicted", "acquitted", "yaer", NULL, GDCS_E_NAME);
    table_of(t, "convicted", "convicted", NULL, NULL, GDCS_E_DUPLICATE);
    table_of(t, "convicted", "acquitted", "verdict", NULL, GDCS_E_DUPLICATE);
    table_of(t, "convicted", "acquitted", "sex", NULL, GDCS_E_SHAPE);
    table_of(sexless, "convicted", NULL, NULL, NULL, GDCS_E_SHAPE);
    table_of(t, NULL, "acquitted", NULL, NULL, GDCS_E_ARGUMENT);
    table_of(NULL, "convicted", "acquitted", NULL, NULL, GDCS_E_ARGUMENT);
    const gdcs_ratio_options o = {.struct_size = sizeof o, .method = 12};
    table_of(t, "convicted", "acquitted", NULL, &o, GDCS_E_OPTION);
    const gdcs_ratio_outcome sizeless = {.axis = "verdict", .label = "convicted"};
    const gdcs_ratio_outcome good = {sizeof good, 0, "verdict", "convicted", NULL};
    gdcs_frame *f = NULL;
    cr_expect(eq(i32, gdcs_ratio_table(t, &sizeless, NULL, 0, NULL, &f, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_ratio_table(t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_table(t, &good, NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_ratio_table(t, &good, NULL, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(f == NULL);
    cr_expect(eq(sz, sizeof(gdcs_ratio_outcome), 32));
    gdcs_table_free(t);
    gdcs_table_free(sexless);
}

static gdcs_status tabulate(void *data)
{
    const gdcs_ratio_outcome outcome = {sizeof outcome, 0, "verdict", "convicted", NULL};
    const gdcs_ratio_options o = {.struct_size = sizeof o, .test = GDCS_RATIO_TEST_BOSCHLOO};
    const char *const keep[] = {"year"};
    gdcs_frame *f = NULL;
    const gdcs_status status = gdcs_ratio_table(data, &outcome, keep, 1, &o, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(ratio_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year verdict=group sex");
    add(t, "2019 convicted F", 4);
    add(t, "2019 convicted M", 3);
    add(t, "2019 acquitted F", 2);
    add(t, "2019 acquitted M", 5);
    const gdcs_status first = tabulate(t); /* the table sorts its cells once, and keeps that */
    cr_assert(eq(i32, first, GDCS_OK));
    const fail_alloc_report r = fail_alloc_each(tabulate, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
