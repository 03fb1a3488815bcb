/* Mirrors lib/stats/association/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/new/assert.h>
#include <gdcs/association.h>
#include <gdcs/frame.h>

TestSuite(association_table, .timeout = 120);

static const double first[] = {12, 30, 3, 60, 40, 22}, second[] = {20, 22, 9, 51, 33, 30};

/* Offences by sex and year, with a total of offences. */
static gdcs_table *make(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "year sex offence*");
    static const char *const cells[] = {"1 F a", "1 M a", "1 F b", "1 M b", "1 F c", "1 M c",
                                        "2 F a", "2 M a", "2 F b", "2 M b", "2 F c", "2 M c"};
    for (int i = 0; i < 12; i++)
        add(t, cells[i], i < 6 ? first[i] : second[i - 6]);
    add(t, "1 F TOTAL", 55);
    add(t, "1 M TOTAL", 112);
    return t;
}

static gdcs_frame *frame(const gdcs_table *t, int keep, gdcs_association_options o)
{
    static const char *const year[] = {"year"};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *f = NULL;
    o.struct_size = sizeof o;
    good(gdcs_association_table(t, "offence", year, keep, &o, &f, &err), &err, "table");
    return f;
}

static gdcs_association_result one(const double *counts, int64_t columns,
                                   gdcs_association_options o)
{
    gdcs_association_result r = {.struct_size = sizeof r};
    o.struct_size = sizeof o;
    cr_assert(eq(i32, gdcs_association_estimate(counts, 3, columns, &o, &r, NULL), GDCS_OK));
    return r;
}

Test(association_table, has_a_row_per_combination)
{
    gdcs_table *t = make();
    for (int32_t method = 1; method <= 5; method++) {
        const gdcs_association_options o = {.method = method, .permutations = 50, .seed = 9};
        gdcs_frame *f = frame(t, 1, o);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 2));
        for (int row = 0; row < 2; row++) {
            const gdcs_association_result r = one(row == 0 ? first : second, 2, o);
            cr_expect_str_eq(word(f, "year", row), row == 0 ? "1" : "2");
            cr_expect(numbers(f, "value")[row] == r.v.value &&
                      numbers(f, "lower")[row] == r.v.lower &&
                      numbers(f, "upper")[row] == r.v.upper &&
                      numbers(f, "std_error")[row] == r.v.std_error &&
                      numbers(f, "bound_lower")[row] == r.v.value &&
                      numbers(f, "corrected")[row] == r.corrected);
            cr_expect(numbers(f, "p_value")[row] == r.test.p_value &&
                      numbers(f, "log10_p")[row] == r.test.log10_p &&
                      numbers(f, "least_expected")[row] == r.least_expected);
            cr_expect(numbers(f, "n")[row] == r.n && numbers(f, "rows")[row] == 3 &&
                      numbers(f, "columns")[row] == 2 && noted(f, row, r.notes));
        }
        gdcs_frame_free(f);
    }
    gdcs_frame *f = frame(t, 0, (gdcs_association_options){0});
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 1));
    const double both[] = {32, 52, 12, 111, 73, 52};
    cr_expect(numbers(f, "statistic")[0] ==
              one(both, 2, (gdcs_association_options){0}).test.statistic);
    cr_expect_str_eq(word(f, "method", 0), "Pearson chi-square");
    cr_expect(strstr(gdcs_frame_get_meta(f, GDCS_META_METHOD), "sex by offence; limits 95 %") !=
              NULL);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(association_table, takes_other_and_unknown_as_columns_if_asked)
{
    gdcs_table *t = make();
    add(t, "1 _O a", 4);
    add(t, "1 _U a", 7);
    add(t, "1 _U c", 2);
    add(t, "1 _Z c", 5);
    const double wide[] = {12, 30, 4, 7, 3, 60, 0, 0, 40, 22, 0, 2};
    const double unknown[] = {12, 30, 7, 3, 60, 0, 40, 22, 2};
    gdcs_frame *f = frame(t, 1, (gdcs_association_options){.sexes = 3});
    cr_expect(numbers(f, "statistic")[0] ==
                  one(wide, 4, (gdcs_association_options){0}).test.statistic &&
              numbers(f, "columns")[0] == 4 && numbers(f, "columns")[1] == 2);
    cr_expect(numbers(f, "bound_lower")[0] == numbers(f, "value")[0]);
    cr_expect(
        noted(f, 0, GDCS_NOTE_OTHER_PRESENT | GDCS_NOTE_UNKNOWN_PRESENT | GDCS_NOTE_NOT_PERSONS) &&
        noted(f, 1, GDCS_NOTE_EMPTY_UNIT));
    gdcs_frame_free(f);
    f = frame(t, 1, (gdcs_association_options){.sexes = GDCS_ASSOCIATION_SEXES_UNKNOWN});
    cr_expect(numbers(f, "statistic")[0] ==
              one(unknown, 3, (gdcs_association_options){0}).test.statistic);
    gdcs_frame_free(f);
    f = frame(t, 1, (gdcs_association_options){.sexes = GDCS_ASSOCIATION_SEXES_OTHER});
    cr_expect(numbers(f, "bound_lower")[0] == 0 && numbers(f, "bound_upper")[0] == 1 &&
              numbers(f, "bound_lower")[1] == numbers(f, "value")[1]);
    gdcs_frame_free(f);
    f = frame(t, 1, (gdcs_association_options){0});
    const double value = one(first, 2, (gdcs_association_options){0}).v.value;
    cr_expect(numbers(f, "value")[0] == value && numbers(f, "unknown")[0] == 9);
    cr_expect(numbers(f, "bound_lower")[0] < value && value < numbers(f, "bound_upper")[0] &&
              numbers(f, "bound_upper")[0] < 1);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Every way to give the unknown a sex, and every count of the interval. */
Test(association_table, bounds_hold_over_all_that_can_be)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex offence");
    static const char *const cells[] = {"F a", "M a", "F b", "M b", "F c", "M c"};
    for (int i = 0; i < 6; i++)
        add(t, cells[i], second[i]);
    set_range(t, "F b", 2, 12, 'Q');
    add(t, "_U a", 6);
    add(t, "_U c", 3);
    gdcs_frame *f = frame(t, 0, (gdcs_association_options){0});
    const double low = numbers(f, "bound_lower")[0], high = numbers(f, "bound_upper")[0];
    cr_expect(isnan(numbers(f, "value")[0]) && isnan(numbers(f, "p_value")[0]) &&
              noted(f, 0, GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    double least = 1, most = 0;
    for (int i = 0; i < 28 * 10 * 11; i++) {
        /* of six, w women and m men, w + m <= 6; of three */
        const int w6 = i % 28 % 7, m6 = i % 28 / 7 * 2 > 6 - w6 ? 6 - w6 : i % 28 / 7 * 2;
        const int w3 = i / 28 % 10 % 4, m3 = (i / 28 % 10 / 4) > 3 - w3 ? 3 - w3 : i / 28 % 10 / 4;
        const double counts[] = {second[0] + w6, second[1] + m6, 2 + i / 280,
                                 second[3],      second[4] + w3, second[5] + m3};
        const double v = one(counts, 2, (gdcs_association_options){0}).v.value;
        least = fmin(least, v);
        most = fmax(most, v);
    }
    cr_expect(low <= least && high >= most, "[%g, %g] and [%g, %g]", low, high, least, most);
    cr_expect(low > 0 && high < 1, "[%g, %g]", low, high);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* exact -> interval -> missing; more unknown. */
Test(association_table, widening_a_cell_never_narrows_the_bounds)
{
    static const char *const cells[] = {"F a", "M a",  "F b",  "M b", "F c",
                                        "M c", "_U a", "_U b", "_U c"};
    uint64_t state = 3;
    for (int run = 0; run < 80; run++) {
        double low[9], high[9], before[2] = {2, -1};
        for (int i = 0; i < 9; i++)
            low[i] = high[i] = i < 6 ? (int)draw(&state, run % 2 ? 40 : 4) : 0;
        for (int step = 0; step < 7; step++) {
            gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex offence");
            for (int i = 0; i < 9; i++)
                if (isinf(high[i]))
                    set(t, cells[i], NAN, 0, INFINITY, 'M');
                else if (low[i] == high[i])
                    add(t, cells[i], low[i]);
                else
                    set_range(t, cells[i], low[i], high[i], 'Q');
            gdcs_frame *f = frame(t, 0, (gdcs_association_options){.sexes = run % 5 == 4 ? 1 : 0});
            const double lower = numbers(f, "bound_lower")[0], upper = numbers(f, "bound_upper")[0];
            const double v = numbers(f, "value")[0];
            cr_expect(lower <= before[0] + 1e-12 && upper >= before[1] - 1e-12,
                      "run %d, step %d: [%g, %g] after [%g, %g]", run, step, lower, upper,
                      before[0], before[1]);
            cr_expect(isnan(v) || (lower <= v && v <= upper));
            before[0] = lower;
            before[1] = upper;
            gdcs_frame_free(f);
            gdcs_table_free(t);
            const int i = (int)draw(&state, 9);
            if ((int)draw(&state, 12) == 0)
                low[i] = 0, high[i] = INFINITY;
            else {
                low[i] = i < 6 && low[i] > 1 ? low[i] - (int)draw(&state, 2) : low[i];
                high[i] += (int)draw(&state, 4);
                if (i >= 6)
                    low[i] = high[i]; /* more unknown, exactly */
            }
        }
    }
}

Test(association_table, a_group_that_cannot_be_tested_stays)
{
    gdcs_table *t = make();
    add(t, "3 F a", 5);
    add(t, "3 M a", 8);
    set_range(t, "2 F a", 1, 4, 'Q');
    gdcs_frame *f = frame(t, 1, (gdcs_association_options){0});
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 3));
    cr_expect(isnan(numbers(f, "value")[2]) && isnan(numbers(f, "p_value")[2]) &&
              numbers(f, "rows")[2] == 1 && numbers(f, "n")[2] == 13 &&
              noted(f, 2, GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_EMPTY_UNIT));
    cr_expect(numbers(f, "bound_lower")[2] == 0 && numbers(f, "bound_upper")[2] == 1);
    cr_expect(isnan(numbers(f, "rows")[1]) && noted(f, 1, GDCS_NOTE_INTERVAL_CELL));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(association_table, has_a_row_per_cell_with_its_residuals)
{
    static const char *const year[] = {"year"};
    gdcs_table *t = make();
    gdcs_frame *f = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_association_options o = {.struct_size = sizeof o, .adjust = 2};
    set_range(t, "2 F a", 1, 4, 'Q');
    good(gdcs_association_table_cells(t, "offence", year, 1, &o, &f, &err), &err, "cells");
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 12));
    double expected[6], pearson[6], standardised[6], p[6], adjusted[6];
    const gdcs_association_cell_arrays out = {sizeof out,   0, expected, pearson,
                                              standardised, p, adjusted};
    cr_assert(eq(i32, gdcs_association_test_cells(first, 3, 2, &o, &out, NULL), GDCS_OK));
    for (int i = 0; i < 6; i++) {
        cr_expect(numbers(f, "count")[i] == first[i] && numbers(f, "expected")[i] == expected[i] &&
                  numbers(f, "pearson")[i] == pearson[i] &&
                  numbers(f, "standardised")[i] == standardised[i] &&
                  numbers(f, "p_value")[i] == p[i] && numbers(f, "p_adjusted")[i] == adjusted[i]);
        cr_expect(near_relative(adjusted[i], fmin(3 * p[i], 1), 1e-14));
        cr_expect_str_eq(word(f, "sex", i), i % 2 ? "M" : "F");
        cr_expect(isnan(numbers(f, "standardised")[6 + i]) &&
                  noted(f, 6 + i, GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_INTERVAL_CELL));
    }
    cr_expect_str_eq(word(f, "label", 2), "b");
    cr_expect(isnan(numbers(f, "count")[6]) && numbers(f, "count")[7] == 22);
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(association_table, refuses_what_its_comment_says)
{
    static const char *const sex[] = {"sex"}, *const same[] = {"offence"};
    gdcs_table *t = make(), *without = make_table(GDCS_ABSENT_ZERO, "offence year");
    gdcs_frame *f = NULL;
    const gdcs_association_options bad = {.struct_size = sizeof bad, .method = 77},
                                   sizeless = {.method = 1};
    gdcs_status (*const form[])(const gdcs_table *, const char *, const char *const *, int32_t,
                                const gdcs_association_options *, gdcs_frame **, gdcs_error *) = {
        gdcs_association_table, gdcs_association_table_cells};
    for (int i = 0; i < 2; i++) {
        cr_expect(eq(i32, form[i](NULL, "offence", NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, form[i](t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, form[i](t, "offence", NULL, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, form[i](t, "offence", NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
        cr_expect(eq(i32, form[i](t, "offence", NULL, 0, &bad, &f, NULL), GDCS_E_OPTION));
        cr_expect(eq(i32, form[i](t, "offence", NULL, 0, &sizeless, &f, NULL), GDCS_E_STRUCT));
        cr_expect(eq(i32, form[i](t, "nothing", NULL, 0, NULL, &f, NULL), GDCS_E_NAME));
        cr_expect(eq(i32, form[i](t, "offence", same, 1, NULL, &f, NULL), GDCS_E_DUPLICATE));
        cr_expect(eq(i32, form[i](t, "offence", sex, 1, NULL, &f, NULL), GDCS_E_SHAPE));
        cr_expect(eq(i32, form[i](t, "sex", NULL, 0, NULL, &f, NULL), GDCS_E_SHAPE));
        cr_expect(eq(i32, form[i](without, "offence", NULL, 0, NULL, &f, NULL), GDCS_E_SHAPE));
    }
    cr_expect(f == NULL);
    gdcs_table_free(without);
    gdcs_table_free(t);
}

/* 10 001 labels of two sexes count once each; of three, they are too many for Hommel's method. */
Test(association_table, refuses_too_many_cells_for_hommel)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex offence");
    gdcs_frame *f = NULL;
    const gdcs_association_options o = {.struct_size = sizeof o, .adjust = 6, .sexes = 1};
    static const char *const code[] = {"F", "M", "_O"};
    char labels[32];
    for (int i = 0; i < 6700; i++)
        for (int sex = 0; sex < 3; sex++) {
            snprintf(labels, sizeof labels, "%s l%d", code[sex], i);
            add(t, labels, 1 + (i + sex) % 5);
        }
    cr_expect(
        eq(i32, gdcs_association_table_cells(t, "offence", NULL, 0, &o, &f, NULL), GDCS_E_LIMIT));
    gdcs_table_free(t);
}

struct job {
    gdcs_table *table;
    int cells;
};

static gdcs_status run(void *data)
{
    const struct job *job = data;
    const char *const year[] = {"year"};
    const gdcs_association_options o = {.struct_size = sizeof o, .method = 3};
    gdcs_frame *f = NULL;
    const gdcs_status status =
        job->cells ? gdcs_association_table_cells(job->table, "offence", year, 1, &o, &f, NULL)
                   : gdcs_association_table(job->table, "offence", year, 1, &o, &f, NULL);
    gdcs_frame_free(f);
    return status;
}

Test(association_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    struct job job = {make(), 0};
    for (; job.cells < 2; job.cells++) {
        const fail_alloc_report r = fail_alloc_each(run, &job);
        cr_expect(eq(str, (char *)r.wrong, ""));
        cr_expect(gt(i64, r.allocations, 20));
    }
    gdcs_table_free(job.table);
}
