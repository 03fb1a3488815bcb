/* Mirrors lib/stats/quality/gaps.c and comparability.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/quality.h>
#include <math.h>

TestSuite(quality_gaps, .timeout = 60);

static gdcs_table *published(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "country*=area crime=offence year=period sex");
    add(t, "AL theft 2019 F", 3);
    add(t, "AL theft 2019 M", 30);
    add(t, "AL theft 2020 F", 4);
    set_missing(t, "AL theft 2020 M", 'Q');
    add(t, "AL murder 2019 _T", 12);
    add(t, "AL murder 2020 F", 1);
    add(t, "MK theft 2019 F", 5);
    set_range(t, "MK theft 2019 M", 1, 9, 'E');
    set_missing(t, "MK theft 2020 F", 'M');
    add(t, "MK murder 2020 F", 0);
    add(t, "MK murder 2020 M", 7);
    add(t, "TOTAL theft 2020 F", 99);
    return t;
}

static gdcs_frame *gaps_of(const gdcs_table *t, int32_t by, const double *weights)
{
    const gdcs_quality_gaps_options o = {
        .struct_size = sizeof o, .by = by, .weights = weights, .weight_count = weights ? 3 : 0};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    good(gdcs_quality_measure_gaps(t, "country", "crime", "year", &o, &out, &err), &err, "gaps");
    return out;
}

static double number(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.doubles[row];
}

static const char *text(const gdcs_frame *f, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, name), &c, NULL), GDCS_OK));
    return c.codes[row] < 0 ? "-" : c.words[c.codes[row]];
}

Test(quality_gaps, counts_each_kind_of_observation)
{
    static const char *const names[] = {"women",    "men",        "total",      "by_sex",
                                        "interval", "suppressed", "impossible", "total_only",
                                        "one_sex",  "missing"};
    static const double wanted[4][10] = {{2, 1, 1, 1, 0, 1, 0, 0, 0, 0},  /* AL theft */
                                         {1, 0, 1, 0, 0, 0, 0, 1, 1, 0},  /* AL murder */
                                         {1, 0, 0, 0, 1, 0, 1, 0, 0, 0},  /* MK theft */
                                         {1, 1, 1, 1, 0, 0, 0, 0, 0, 1}}; /* MK murder */
    static const char *const last[] = {"2019", "-", "-", "2020"}, *const status[] = {"Q", "O", "M",
                                                                                     "O"};
    static const double value[] = {0.5, 0, 0, 0.5};
    gdcs_table *t = published();
    gdcs_frame *f = gaps_of(t, GDCS_QUALITY_GAPS_CELL, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 4));
    for (int row = 0; row < 4; row++) {
        for (int k = 0; k < 10; k++)
            cr_expect(eq(dbl, number(f, names[k], row), wanted[row][k]), "%d %s", row, names[k]);
        cr_expect(eq(dbl, number(f, "observations", row), 2.0));
        cr_expect(eq(dbl, number(f, "value", row), value[row]));
        cr_expect_str_eq(text(f, "last", row), last[row], "%d", row);
        cr_expect_str_eq(text(f, "status", row), status[row], "%d", row);
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_gaps, weighs_areas_by_population)
{
    const double weights[] = {3, 1, 50}; /* AL, MK, and the total, which is no area */
    gdcs_table *t = published();
    gdcs_frame *f = gaps_of(t, GDCS_QUALITY_GAPS_INDICATOR, weights);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect(near_relative(number(f, "value", 0), 3.0 / 7, 1e-15)); /* theft: MK 2020 cannot be */
    cr_expect(near_relative(number(f, "value", 1), 1.0 / 8, 1e-15));
    gdcs_frame_free(f);
    f = gaps_of(t, GDCS_QUALITY_GAPS_AREA, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect(near_relative(number(f, "value", 0), 1.0 / 4, 1e-15));
    cr_expect(near_relative(number(f, "value", 1), 1.0 / 3, 1e-15));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_gaps, counted_tables_have_zeroes_beside_what_is_counted)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "country=area crime=offence sex");
    gdcs_frame *f = NULL;
    add(t, "AL theft M", 3);
    add(t, "MK murder F", 3);
    cr_assert(
        eq(i32, gdcs_quality_measure_gaps(t, "country", "crime", NULL, NULL, &f, NULL), GDCS_OK));
    const double wanted[] = {1, 0, 0, 1};
    for (int row = 0; row < 4; row++)
        cr_expect(eq(dbl, number(f, "by_sex", row), wanted[row]));
    cr_expect(eq(i64, gdcs_frame_find(f, "last"), -1));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

static gdcs_status gaps_tried(const gdcs_table *t, const char *area, const char *crime,
                              const gdcs_quality_gaps_options *o)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_quality_measure_gaps(t, area, crime, NULL, o, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(quality_gaps, refuses_what_is_documented)
{
    gdcs_table *t = published(),
               *sexless = make_table(GDCS_ABSENT_ZERO, "country=area crime=offence");
    gdcs_table *named = make_table(GDCS_ABSENT_ZERO, "women=area crime=offence sex");
    gdcs_table *many = make_table(GDCS_ABSENT_ZERO, "country=area crime=offence sex");
    const double weights[] = {1, -1, 1};
    const gdcs_quality_gaps_options by = {.struct_size = sizeof by, .by = 3};
    const gdcs_quality_gaps_options shape = {
        .struct_size = sizeof shape, .weights = weights, .weight_count = 2};
    const gdcs_quality_gaps_options value = {
        .struct_size = sizeof value, .weights = weights, .weight_count = 3};
    const gdcs_quality_gaps_options size = {.struct_size = 8};
    add(named, "x y F", 1);
    for (int i = 0; i < 10001; i++) {
        char labels[48];
        snprintf(labels, sizeof labels, "a%d c%d F", i, i);
        add(many, labels, 1);
    }
    cr_expect(eq(i32, gaps_tried(NULL, "country", "crime", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gaps_tried(t, NULL, "crime", NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gaps_tried(t, "country", "crime", &by), GDCS_E_OPTION));
    cr_expect(eq(i32, gaps_tried(t, "country", "crime", &size), GDCS_E_STRUCT));
    cr_expect(eq(i32, gaps_tried(t, "country", "offence", NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gaps_tried(t, "country", "country", NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gaps_tried(named, "women", "crime", NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gaps_tried(t, "sex", "crime", NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gaps_tried(sexless, "country", "crime", NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gaps_tried(t, "country", "crime", &shape), GDCS_E_SHAPE));
    cr_expect(eq(i32, gaps_tried(t, "country", "crime", &value), GDCS_E_VALUE));
    cr_expect(eq(i32, gaps_tried(many, "country", "crime", NULL), GDCS_E_LIMIT));
    cr_expect(eq(sz, sizeof(gdcs_quality_gaps_options), 24));
    gdcs_table_free(many);
    gdcs_table_free(named);
    gdcs_table_free(sexless);
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    gdcs_frame *out = NULL;
    const gdcs_status status =
        gdcs_quality_measure_gaps(context, "country", "crime", "year", NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(quality_gaps, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = published();
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}

TestSuite(quality_comparability, .timeout = 60);

static gdcs_table *stated(const char *unit, const char *kind, const char *date)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex");
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_COUNTING_UNIT, unit, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_STOCK_FLOW, kind, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_REFERENCE_DATE, date, NULL), GDCS_OK));
    return t;
}

Test(quality_comparability, lists_what_differs_pair_by_pair)
{
    gdcs_table *t[] = {stated("Person ", "flow", "2020"), stated("person", "stock", NULL),
                       stated("offence", "flow", "2020")};
    const gdcs_table *const tables[] = {t[0], t[1], t[2]};
    static const char *const keys[] = {"stock_flow",    "reference_date", "counting_unit",
                                       "counting_unit", "stock_flow",     "reference_date"};
    static const char *const findings[] = {"differs", "unstated", "differs",
                                           "differs", "differs",  "unstated"};
    gdcs_frame *f = NULL;
    cr_assert(eq(i32, gdcs_quality_measure_comparability(tables, 3, NULL, &f, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 6));
    gdcs_column notes = {.struct_size = sizeof notes};
    cr_assert(eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, "notes"), &notes, NULL), GDCS_OK));
    for (int i = 0; i < 6; i++) {
        cr_expect_str_eq(text(f, "key", i), keys[i], "%d", i);
        cr_expect_str_eq(text(f, "finding", i), findings[i], "%d", i);
        cr_expect(eq(i64, notes.integers[i], i % 4 == 1 ? 0 : GDCS_NOTE_NOT_COMPARABLE));
    }
    cr_expect(eq(dbl, number(f, "table", 2), 1.0));
    cr_expect(eq(dbl, number(f, "other", 2), 3.0));
    cr_expect_str_eq(text(f, "text", 2), "Person ");
    cr_expect_str_eq(text(f, "other_text", 2), "offence");
    gdcs_frame_free(f);
    for (int i = 0; i < 3; i++)
        gdcs_table_free(t[i]);
}

Test(quality_comparability, refuses_by_option_and_names_the_key)
{
    gdcs_table *t[] = {stated("person", "flow", NULL), stated("person", "stock", "2020")};
    const gdcs_table *const tables[] = {t[0], t[1]}, *const none[] = {t[0], NULL};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_quality_comparability_options o = {.struct_size = sizeof o, .refuse = 1};
    cr_expect(eq(i32, gdcs_quality_measure_comparability(tables, 2, &o, NULL, &err), GDCS_E_SHAPE));
    cr_expect_str_eq(err.field, "stock_flow");
    cr_expect(strstr(err.message, "'flow' and 'stock'") != NULL, "%s", err.message);
    o.allowed = 1u << GDCS_META_STOCK_FLOW;
    cr_expect(eq(i32, gdcs_quality_measure_comparability(tables, 2, &o, NULL, NULL), GDCS_OK));
    o.unstated = 1;
    cr_expect(eq(i32, gdcs_quality_measure_comparability(tables, 2, &o, NULL, &err), GDCS_E_SHAPE));
    cr_expect_str_eq(err.field, "reference_date");
    o.unstated = 2;
    cr_expect(
        eq(i32, gdcs_quality_measure_comparability(tables, 2, &o, NULL, NULL), GDCS_E_OPTION));
    o.unstated = 0;
    o.refuse = 2;
    cr_expect(
        eq(i32, gdcs_quality_measure_comparability(tables, 2, &o, NULL, NULL), GDCS_E_OPTION));
    o.struct_size = 4;
    cr_expect(
        eq(i32, gdcs_quality_measure_comparability(tables, 2, &o, NULL, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_quality_measure_comparability(tables, 1, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_quality_measure_comparability(none, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(
        eq(i32, gdcs_quality_measure_comparability(NULL, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(sz, sizeof(gdcs_quality_comparability_options), 16));
    for (int i = 0; i < 2; i++)
        gdcs_table_free(t[i]);
}

static gdcs_status compare(void *context)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_quality_measure_comparability(context, 2, NULL, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

Test(quality_comparability, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t[] = {stated("person", "flow", NULL), stated("offence", "stock", "2020")};
    const gdcs_table *tables[] = {t[0], t[1]};
    const fail_alloc_report r = fail_alloc_each(compare, tables);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    for (int i = 0; i < 2; i++)
        gdcs_table_free(t[i]);
}
