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

static gdcs_table *random_gaps(uint64_t *state, int32_t absent)
{
    static const char *const sexes[] = {"F", "M", "_T"};
    gdcs_table *t = make_table(absent, "country*=area crime=offence year=period sex");
    for (int i = 0; i < 40; i++) {
        char labels[48];
        snprintf(labels, sizeof labels, "c%d o%d %d %s", (int)draw(state, 4), (int)draw(state, 3),
                 2019 + (int)draw(state, 3), sexes[draw(state, 3)]);
        switch (draw(state, 5)) {
        case 0: set_missing(t, labels, "QMOL"[draw(state, 4)]); break;
        case 1: set_range(t, labels, 1, draw(state, 9) + 2, 'Q'); break;
        default: set(t, labels, draw(state, 50), 0, 0, 0);
        }
    }
    return t;
}

static double column_sum(const gdcs_frame *f, const char *name)
{
    double sum = 0.0;
    for (int64_t row = 0; row < gdcs_frame_count_rows(f); row++)
        sum += number(f, name, row);
    return sum;
}

/* Whatever makes the rows, the observations are the same, and each is of one kind. */
Test(quality_gaps, rows_of_all_kinds_count_the_same_observations)
{
    static const char *const names[] = {"observations", "women",   "men",        "total",
                                        "by_sex",       "missing", "impossible", "interval",
                                        "suppressed",   "one_sex", "total_only"};
    uint64_t state = 5;
    for (int trial = 0; trial < 20; trial++) {
        gdcs_table *t = random_gaps(&state, trial % 2);
        gdcs_frame *f[3];
        for (int by = 0; by < 3; by++)
            f[by] = gaps_of(t, by, NULL);
        for (int k = 0; k < 11; k++)
            for (int by = 1; by < 3; by++)
                cr_expect(eq(dbl, column_sum(f[0], names[k]), column_sum(f[by], names[k])));
        double kinds = 0.0;
        for (int k = 4; k < 11; k++)
            kinds += column_sum(f[0], names[k]);
        cr_expect(eq(dbl, kinds, column_sum(f[0], "observations")));
        for (int by = 0; by < 3; by++) {
            for (int64_t row = 0; row < gdcs_frame_count_rows(f[by]); row++) {
                const double v = number(f[by], "value", row);
                cr_expect(isnan(v) || (v >= 0.0 && v <= 1.0));
            }
            gdcs_frame_free(f[by]);
        }
        gdcs_table_free(t);
    }
}

/* One more exact figure never lowers the coverage, one fewer never raises it; a multiple of all
   weights changes nothing, and equal weights are none. */
Test(quality_gaps, coverage_grows_with_figures_and_knows_no_scale)
{
    static const char *const cells[] = {"c0 o0 2019 F", "c0 o0 2019 M", "c1 o2 2020 F",
                                        "c1 o2 2020 M", "c2 o1 2021 F", "c3 o1 2021 M"};
    const double equal[] = {7, 7, 7, 7, 7}, own[] = {1, 4, 2, 9, 3},
                 scaled[] = {10, 40, 20, 90, 30};
    uint64_t state = 11;
    for (int trial = 0; trial < 10; trial++) {
        gdcs_table *t = random_gaps(&state, GDCS_ABSENT_MISSING);
        for (int c = 0; c < 6; c++)
            set(t, cells[c], 3, 0, 0, 0); /* so that all labels are there */
        double all = 2.0;
        for (int c = 0; c <= 6; c++) {
            gdcs_frame *f = gaps_of(t, GDCS_QUALITY_GAPS_INDICATOR, NULL);
            const double now = column_sum(f, "by_sex");
            cr_expect(c == 0 || now <= all);
            all = now;
            gdcs_frame_free(f);
            if (c < 6)
                set_missing(t, cells[c], 'O');
        }
        gdcs_axis axis = {.struct_size = sizeof axis};
        cr_assert(eq(i32, gdcs_table_get_axis(t, 0, &axis, NULL), GDCS_OK));
        const double *const weights[] = {NULL, equal, own, scaled};
        gdcs_frame *f[4];
        for (int w = 0; w < 4; w++) {
            const gdcs_quality_gaps_options o = {.struct_size = sizeof o,
                                                 .by = GDCS_QUALITY_GAPS_INDICATOR,
                                                 .weights = weights[w],
                                                 .weight_count = axis.label_count};
            cr_assert(eq(i32,
                         gdcs_quality_measure_gaps(t, "country", "crime", "year", &o, &f[w], NULL),
                         GDCS_OK));
        }
        for (int64_t row = 0; row < gdcs_frame_count_rows(f[0]); row++) {
            const double v[] = {number(f[0], "value", row), number(f[1], "value", row),
                                number(f[2], "value", row), number(f[3], "value", row)};
            cr_expect(v[0] == v[1] || fabs(v[0] - v[1]) < 1e-14);
            cr_expect(v[2] == v[3] || fabs(v[2] - v[3]) < 1e-14);
        }
        for (int w = 0; w < 4; w++)
            gdcs_frame_free(f[w]);
        gdcs_table_free(t);
    }
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

Test(quality_comparability, is_as_sensitive_as_the_most_sensitive_table)
{
    for (int i = 0; i < 4; i++) {
        const gdcs_table *tables[2];
        gdcs_table *made[2];
        for (int j = 0; j < 2; j++) {
            const gdcs_table_options o = {.struct_size = sizeof o,
                                          .sensitivity = i >> j & 1 ? GDCS_SENSITIVITY_PROTECTED
                                                                    : GDCS_SENSITIVITY_PUBLIC};
            cr_assert(eq(i32, gdcs_table_new(&o, &made[j], NULL), GDCS_OK));
            cr_assert(eq(i32,
                         gdcs_table_set_meta(made[j], GDCS_META_COUNTING_UNIT,
                                             j ? "person" : "offence", NULL),
                         GDCS_OK));
            tables[j] = made[j];
        }
        gdcs_frame *f = NULL;
        cr_assert(eq(i32, gdcs_quality_measure_comparability(tables, 2, NULL, &f, NULL), GDCS_OK));
        cr_expect(eq(i32, gdcs_frame_get_sensitivity(f),
                     i > 0 ? GDCS_SENSITIVITY_PROTECTED : GDCS_SENSITIVITY_PUBLIC));
        gdcs_frame_free(f);
        gdcs_table_free(made[0]);
        gdcs_table_free(made[1]);
    }
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

/* A table differs from itself in nothing; pairs differ whichever comes first; what is allowed to differ is
   listed by no pair, and all else as before. */
Test(quality_comparability, is_reflexive_symmetric_and_adds_up_over_keys)
{
    static const char *const values[] = {NULL, "a", " A", "b"};
    uint64_t state = 3;
    for (int trial = 0; trial < 30; trial++) {
        gdcs_table *t[3];
        for (int i = 0; i < 3; i++)
            t[i] =
                stated(values[draw(&state, 4)], values[draw(&state, 4)], values[draw(&state, 4)]);
        const gdcs_table *const there[] = {t[0], t[1], t[2]}, *const back[] = {t[2], t[1], t[0]},
                                *const same[] = {t[0], t[0]};
        gdcs_frame *f[3];
        cr_assert(
            eq(i32, gdcs_quality_measure_comparability(there, 3, NULL, &f[0], NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_quality_measure_comparability(back, 3, NULL, &f[1], NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_quality_measure_comparability(same, 2, NULL, &f[2], NULL), GDCS_OK));
        const int64_t rows = gdcs_frame_count_rows(f[0]);
        cr_expect(eq(i64, rows, gdcs_frame_count_rows(f[1])));
        cr_expect(eq(i64, gdcs_frame_count_rows(f[2]), 0));
        int64_t left = 0;
        for (int key = 0; key < 3; key++) {
            static const int32_t keys[] = {GDCS_META_COUNTING_UNIT, GDCS_META_STOCK_FLOW,
                                           GDCS_META_REFERENCE_DATE};
            gdcs_frame *one = NULL;
            const gdcs_quality_comparability_options o = {.struct_size = sizeof o,
                                                          .allowed = ~(1u << keys[key])};
            cr_assert(
                eq(i32, gdcs_quality_measure_comparability(there, 3, &o, &one, NULL), GDCS_OK));
            left += gdcs_frame_count_rows(one);
            gdcs_frame_free(one);
        }
        cr_expect(eq(i64, left, rows));
        for (int i = 0; i < 3; i++) {
            gdcs_frame_free(f[i]);
            gdcs_table_free(t[i]);
        }
    }
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
