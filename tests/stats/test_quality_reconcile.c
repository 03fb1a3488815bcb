/* Mirrors lib/stats/quality/reconcile.c, explain.c, findings.c, kinship.c and slices.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/quality/explain.h"
#include "stats/quality/slices.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/quality.h>
#include <math.h>

TestSuite(quality_reconcile, .timeout = 60);

static gdcs_frame *found_in(const gdcs_table *t, const gdcs_quality_reconcile_options *o)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *out = NULL;
    good(gdcs_quality_reconcile(t, o, &out, &err), &err, "reconcile");
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
    return c.words[c.codes[row]];
}

Test(quality_reconcile, knows_slips_of_the_keyboard)
{
    static const struct {
        double typed, right;
        int kind;
    } slips[] = {{4783, 4783, -1},
                 {4783, 4873, GDCS_I_RECONCILE_TRANSPOSED},
                 {4783, 4763, GDCS_I_RECONCILE_DIGIT},
                 {478, 4783, GDCS_I_RECONCILE_DROPPED_DIGIT},
                 {4783, 473, GDCS_I_RECONCILE_DROPPED_DIGIT},
                 {1000, 100, GDCS_I_RECONCILE_DROPPED_DIGIT},
                 {4783, 3784, -1},
                 {4783, 47, -1},
                 {12, 34, -1},
                 {12.5, 13.5, -1},
                 {0, 7, GDCS_I_RECONCILE_DIGIT},
                 {10, 1, GDCS_I_RECONCILE_DROPPED_DIGIT}};
    for (size_t i = 0; i < sizeof slips / sizeof *slips; i++) {
        cr_expect(eq(int, gdcs_i_quality_slip(slips[i].typed, slips[i].right), slips[i].kind));
        cr_expect(eq(int, gdcs_i_quality_slip(slips[i].right, slips[i].typed), slips[i].kind));
    }
}

/* One line of women, men and their total for each reason. */
Test(quality_reconcile, explains_totals)
{
    static const struct {
        double women, men, unknown, total;
        const char *kind;
        double found, expected;
    } lines[] = {{443, 4783, NAN, 5226, "consistent", 5226, 5226},
                 {443, 4783, NAN, 5300, "unknown_sex", 5300, 5226},
                 {443, 4783, 0, 5236, "digit", 5236, 5226},
                 {443, 4873, NAN, 5226, "transposed", 4873, 4783},
                 {443, 4783, NAN, 443, "double_counted", 4783, 0},
                 {443, 443, NAN, 443, "double_counted", 443, 0},
                 {4430, 4783, NAN, 5226, "dropped_digit", 4430, 443},
                 {443, 4783, 17, 6666, "total_exceeds", 6666, 5243},
                 {443, 4783, NAN, 4999, "parts_exceed", 4999, 5226}};
    const gdcs_quality_reconcile_options all = {
        .struct_size = sizeof all, .consistent = 1, .same = 1e9};
    for (size_t i = 0; i < sizeof lines / sizeof *lines; i++) {
        gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
        add(t, "x F", lines[i].women);
        add(t, "x M", lines[i].men);
        add(t, "x _T", lines[i].total);
        if (!isnan(lines[i].unknown))
            add(t, "x _U", lines[i].unknown);
        gdcs_frame *f = found_in(t, &all);
        cr_assert(eq(i64, gdcs_frame_count_rows(f), 1), "%d", (int)i);
        cr_expect_str_eq(text(f, "kind", 0), lines[i].kind, "%d: %s", (int)i, text(f, "kind", 0));
        cr_expect(eq(dbl, number(f, "found", 0), lines[i].found), "%d", (int)i);
        cr_expect(eq(dbl, number(f, "expected", 0), lines[i].expected), "%d", (int)i);
        cr_expect_str_eq(text(f, "axis", 0), "sex");
        cr_expect_str_eq(text(f, "area", 0), "x");
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(quality_reconcile, allows_for_rounding_and_noise)
{
    const gdcs_quality_reconcile_options five = {.struct_size = sizeof five, .base = 5};
    const gdcs_quality_reconcile_options noise = {.struct_size = sizeof noise, .noise = 2};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    add(t, "a F", 10);
    add(t, "b F", 15);
    add(t, "TOTAL F", 30);
    gdcs_frame *f = found_in(t, NULL);
    cr_expect_str_eq(text(f, "kind", 0), "digit");
    gdcs_frame_free(f);
    f = found_in(t, &five);
    cr_expect_str_eq(text(f, "kind", 0), "rounded");
    cr_expect(near_relative(number(f, "coverage", 0), 25.0 / 30, 1e-15));
    gdcs_frame_free(f);
    f = found_in(t, &noise);
    cr_expect_str_eq(text(f, "kind", 0), "perturbed");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_reconcile, finds_a_base_that_all_figures_share)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    for (int i = 0; i < 25; i++) {
        char labels[16];
        snprintf(labels, sizeof labels, "a%d F", i);
        add(t, labels, 5 + 5 * (i % 7));
    }
    add(t, "TOTAL F", 535);
    gdcs_frame *f = found_in(t, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 1));
    cr_expect_str_eq(text(f, "kind", 0), "rounded");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_reconcile, compares_stages_periods_sexes_and_relationships)
{
    static const char *const kinds[] = {"jump", "later_above_earlier", "same_figure", "same_figure",
                                        "relationship_sex"};
    gdcs_table *t =
        make_table(GDCS_ABSENT_ZERO, "relation=relationship step=stage year=period sex");
    add(t, "friend suspected 2019 F", 40);
    add(t, "friend suspected 2020 F", 400);
    add(t, "friend convicted 2019 F", 41);
    add(t, "friend convicted 2020 F", 60);
    add(t, "friend suspected 2019 M", 400);
    add(t, "friend suspected 2020 M", 400);
    add(t, "Wife suspected 2019 M", 2);
    add(t, "Wife suspected 2019 F", 30);
    gdcs_frame *f = found_in(t, NULL);
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 5));
    for (int i = 0; i < 5; i++) {
        int seen = 0;
        for (int row = 0; row < 5; row++)
            seen += strcmp(text(f, "kind", row), kinds[i]) == 0;
        cr_expect(seen == (i == 2 || i == 3 ? 2 : 1), "%s %d", kinds[i], seen);
    }
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

static int count_of(const gdcs_frame *f, const char *kind)
{
    int seen = 0;
    for (int64_t row = 0; row < gdcs_frame_count_rows(f); row++)
        seen += strcmp(text(f, "kind", row), kind) == 0;
    return seen;
}

/* A code is that of the scheme of its neighbours: CH is a husband in SHR and a child in NIBRS. */
Test(quality_reconcile, reads_relationships_by_their_scheme)
{
    static const struct {
        const char *labels[4];
        int found;
    } rows[] = {{{"HU F", "CH F", "WI M", "BF M"}, 3},
                {{"CH F", "SE F", "PA M", "SB F"}, 0},
                {{"CH F", "ST F", "x M", "y M"}, 0},
                {{"Wife M", "Aunt M", "SON F", "aunt F"}, 3},
                {{"WI M", "ex-wife M", "z F", "IL F"}, 2}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "kin=relationship sex");
        for (int k = 0; k < 4; k++)
            add(t, rows[i].labels[k], 2 + k);
        gdcs_frame *f = found_in(t, NULL);
        cr_expect(eq(int, count_of(f, "relationship_sex"), rows[i].found), "%d", (int)i);
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

Test(quality_reconcile, takes_the_words_and_both_sexes_of_the_caller)
{
    const gdcs_quality_relationship own[] = {{sizeof *own, GDCS_SEX_FEMALE, 0, 0, "esposa"},
                                             {sizeof *own, 0, 0, 0, "wife"},
                                             {sizeof *own, 0, 1, 0, "twin"},
                                             {sizeof *own, GDCS_SEX_MALE, 0, 0, "absent"}};
    const gdcs_quality_reconcile_options o = {.struct_size = sizeof o,
                                              .relationships = own,
                                              .relationship_count = 4,
                                              .other_sex = "offender"};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "kin=relationship offender sex");
    add(t, "esposa M M", 2); /* found */
    add(t, "esposa M F", 2);
    add(t, "wife M M", 2);
    add(t, "twin F M", 2); /* found */
    add(t, "twin M M", 2);
    add(t, "twin U M", 2);
    add(t, "HR M F", 1); /* found */
    add(t, "HR F F", 1);
    gdcs_frame *f = found_in(t, &o);
    cr_expect(eq(int, count_of(f, "relationship_sex"), 3));
    gdcs_frame_free(f);
    f = found_in(t, NULL);
    cr_expect(eq(int, count_of(f, "relationship_sex"), 1)); /* the wife; no other sex is known */
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(quality_reconcile, finds_bands_that_overlap_once_each)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area age* sex");
    static const char *const bands[] = {"0-14", "0-17", "18-24", "25-29", "20+", "UNK", "TOTAL"};
    for (int i = 0; i < 7; i++)
        for (int k = 0; k < 2; k++) {
            char labels[32];
            snprintf(labels, sizeof labels, "%s %s F", k ? "b" : "a", bands[i]);
            add(t, labels, i == 6 ? 30 + 10 * k : 5 + i + k);
        }
    gdcs_frame *f = found_in(t, NULL);
    cr_expect(eq(int, count_of(f, "ages_overlap"), 2));
    for (int64_t row = 0; row < gdcs_frame_count_rows(f); row++)
        if (strcmp(text(f, "kind", row), "ages_overlap") == 0) {
            const int open = strcmp(text(f, "age", row), "20+") == 0;
            cr_expect_str_eq(text(f, "with", row), open ? "18-24" : "0-14");
            cr_expect_str_eq(text(f, "area", row), "a");
        }
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* Two Poisson counts with one mean: the sum of squares of their probabilities. */
Test(quality_reconcile, weighs_the_chance_of_the_same_figure)
{
    for (double mean = 1; mean < 3000; mean *= 1.7) {
        double same = 0;
        for (double k = 0; k < mean + 40 * sqrt(mean) + 40; k++)
            same += exp(2 * (k * log(mean) - mean - lgamma(k + 1)));
        const double ours = pow(10, gdcs_i_slices_log_chance(mean, 0));
        cr_expect(near_relative(ours, same, 0.121), "%g: %g, not %g", mean, ours, same);
    }
    cr_expect(gdcs_i_slices_log_chance(0, 0) == 0 && gdcs_i_slices_log_chance(40, 5) > -0.7);
}

static gdcs_table *offences(int women, int last_year, int area, double size)
{
    uint64_t state = 5;
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area year=period offence sex");
    for (int i = 0; i < 2 * 2 * 12 * 2; i++) {
        const int sex = i % 2, offence = i / 2 % 12, year = i / 24 % 2, place = i / 48;
        char labels[40];
        uint64_t own = (uint64_t)(offence + 1) * 977;
        if (!(women && place == 0))
            own += (uint64_t)sex * 7919;
        if (!(last_year && place == 1))
            own += (uint64_t)year * 104729;
        if (!area)
            own += (uint64_t)place * 1299709;
        state = own;
        snprintf(labels, sizeof labels, "%c %d o%d %s", 'a' + place, 2019 + year, offence,
                 sex ? "M" : "F");
        add(t, labels, size + draw(&state, (uint32_t)size));
    }
    return t;
}

Test(quality_reconcile, finds_slices_that_were_copied)
{
    static const struct {
        int women, last_year, area, found;
        const char *axis, *fixed, *label;
    } rows[] = {{0, 0, 0, 0, NULL, NULL, NULL},
                {1, 0, 0, 1, "sex", "area", "a"},
                {0, 1, 0, 1, "year", "area", "b"},
                {0, 0, 1, 1, "area", NULL, NULL}};
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        gdcs_table *t = offences(rows[i].women, rows[i].last_year, rows[i].area, 300);
        gdcs_frame *f = found_in(t, NULL);
        cr_expect(eq(int, count_of(f, "same_slice"), rows[i].found), "%d", (int)i);
        for (int64_t row = 0; row < gdcs_frame_count_rows(f); row++)
            if (strcmp(text(f, "kind", row), "same_slice") == 0) {
                gdcs_column c = {.struct_size = sizeof c};
                cr_expect_str_eq(text(f, "axis", row), rows[i].axis);
                if (rows[i].fixed != NULL)
                    cr_expect_str_eq(text(f, rows[i].fixed, row), rows[i].label);
                cr_assert(
                    eq(i32, gdcs_frame_get(f, gdcs_frame_find(f, "offence"), &c, NULL), GDCS_OK));
                cr_expect(eq(i32, c.codes[row], -1));
                cr_expect(number(f, "cells", row) == (rows[i].area ? 48 : 24));
                cr_expect(number(f, "log10_chance", row) < -20);
            }
        cr_expect(eq(int, count_of(f, "same_figure"), 0), "%d", (int)i);
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

/* The same small figures are no news, nor a slice of which one cell is not known. */
Test(quality_reconcile, leaves_slices_alone_that_chance_may_make_the_same)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "offence sex");
    for (int i = 0; i < 8; i++) {
        char labels[16];
        snprintf(labels, sizeof labels, "o%d F", i);
        add(t, labels, i % 2);
        snprintf(labels, sizeof labels, "o%d M", i);
        add(t, labels, i % 2);
    }
    gdcs_frame *f = found_in(t, NULL);
    cr_expect(eq(int, count_of(f, "same_slice"), 0));
    gdcs_frame_free(f);
    gdcs_table_free(t);
    t = make_table(GDCS_ABSENT_ZERO, "offence sex");
    for (int i = 0; i < 8; i++) {
        char labels[16];
        snprintf(labels, sizeof labels, "o%d F", i);
        add(t, labels, 80 + i);
        snprintf(labels, sizeof labels, "o%d M", i);
        add(t, labels, 80 + i);
    }
    f = found_in(t, NULL);
    cr_expect(eq(int, count_of(f, "same_slice"), 1));
    gdcs_frame_free(f);
    set_range(t, "o3 F", 80, 90, 'Q');
    f = found_in(t, NULL);
    cr_expect(eq(int, count_of(f, "same_slice"), 0));
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

/* A wider cell never makes a finding of what was none: what may be consistent is. */
Test(quality_reconcile, widening_a_cell_never_adds_a_finding)
{
    uint64_t state = 9;
    for (int trial = 0; trial < 40; trial++) {
        gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
        static const char *const cells[] = {"a F", "b F", "TOTAL F", "a M", "b M", "TOTAL M"};
        double at[6];
        int64_t last = 1000;
        for (int i = 0; i < 6; i++)
            set(t, cells[i], at[i] = draw(&state, 40) + 1, 0, 0, 0);
        for (int i = 0; i <= 6; i++) {
            gdcs_frame *f = found_in(t, NULL);
            cr_expect(gdcs_frame_count_rows(f) <= last);
            last = gdcs_frame_count_rows(f);
            gdcs_frame_free(f);
            if (i == 6)
                break;
            if (draw(&state, 2))
                set_missing(t, cells[i], 'Q');
            else
                set_range(t, cells[i], fmax(at[i] - 5, 0), at[i] + 7, 'Q');
        }
        gdcs_table_free(t);
    }
}

static gdcs_status tried(const gdcs_table *t, const gdcs_quality_reconcile_options *o)
{
    gdcs_frame *out = NULL;
    const gdcs_status status = gdcs_quality_reconcile(t, o, &out, NULL);
    gdcs_frame_free(out);
    return status;
}

static gdcs_table *small(const char *axes)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, axes);
    const char *first = strstr(axes, " age ") != NULL ? "wife 0-4" : "x";
    static const char *const sexes[] = {"F", "M", "_T"};
    static const double figures[] = {3, 4, 9};
    for (int i = 0; i < 3; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "%s %s", first, sexes[i]);
        add(t, labels, figures[i]);
    }
    return t;
}

Test(quality_reconcile, refuses_what_is_documented)
{
    gdcs_table *t = small("area sex"), *named = small("found=area sex");
    const gdcs_quality_reconcile_options bad[] = {
        {.struct_size = sizeof *bad, .consistent = 2}, {.struct_size = sizeof *bad, .base = -1},
        {.struct_size = sizeof *bad, .noise = NAN},    {.struct_size = sizeof *bad, .jump = 1},
        {.struct_size = sizeof *bad, .same = -1},
    };
    const gdcs_quality_reconcile_options none = {.struct_size = sizeof none, .stage = "step"};
    const gdcs_quality_reconcile_options year = {.struct_size = sizeof year, .period = "year"};
    const gdcs_quality_reconcile_options size = {.struct_size = 8};
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, tried(t, &bad[i]), GDCS_E_OPTION));
    gdcs_table *related = small("kin=relationship sex");
    const gdcs_quality_relationship odd[] = {{sizeof *odd, GDCS_SEX_OTHER, 0, 0, "x"},
                                             {sizeof *odd, 0, 2, 0, "x"},
                                             {sizeof *odd, GDCS_SEX_MALE, 1, 0, "x"},
                                             {8, 0, 0, 0, "x"},
                                             {sizeof *odd, 0, 0, 0, NULL}};
    static const int32_t wanted[] = {GDCS_E_OPTION, GDCS_E_OPTION, GDCS_E_OPTION, GDCS_E_STRUCT,
                                     GDCS_E_ARGUMENT};
    for (int i = 0; i < 5; i++) {
        const gdcs_quality_reconcile_options o = {
            .struct_size = sizeof o, .relationships = &odd[i], .relationship_count = 1};
        cr_expect(eq(i32, tried(related, &o), wanted[i]), "%d", i);
    }
    gdcs_table_free(related);
    const gdcs_quality_reconcile_options lost = {.struct_size = sizeof lost, .relationships = odd};
    const gdcs_quality_reconcile_options none_of = {.struct_size = sizeof none_of,
                                                    .relationship_count = 1};
    const gdcs_quality_reconcile_options other = {.struct_size = sizeof other, .other_sex = "him"};
    cr_expect(eq(i32, tried(t, &lost), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(t, &none_of), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(t, &other), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, &none), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, &year), GDCS_E_NAME));
    cr_expect(eq(i32, tried(t, &size), GDCS_E_STRUCT));
    cr_expect(eq(i32, tried(NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_quality_reconcile(t, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, tried(named, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(sz, sizeof(gdcs_quality_reconcile_options), 80));
    cr_expect(eq(sz, sizeof(gdcs_quality_relationship), 24));
    gdcs_table_free(named);
    gdcs_table_free(t);
}

static gdcs_status attempt(void *context)
{
    return tried(context, NULL);
}

Test(quality_reconcile, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = small("kin=relationship age sex");
    cr_assert(eq(i32, attempt(t), GDCS_OK)); /* the table sorts its cells once, and keeps that */
    const fail_alloc_report r = fail_alloc_each(attempt, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
