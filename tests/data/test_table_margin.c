/* Mirrors lib/data/table/margin.c and fold.c. */
#include "data/table.h"
#include "fail_alloc.h"
#include "make.h"
#include "support.h"

#include <criterion/new/assert.h>

TestSuite(table_margin, .timeout = 60);

/* The axes whose field is no star, and their labels. */
static void chosen(char fields[3][16], char *axes, char *labels)
{
    static const char *const names[] = {"area", "sex", "age"};
    axes[0] = labels[0] = '\0';
    for (int i = 0; i < 3; i++)
        if (fields[i][0] != '*') {
            sprintf(axes + strlen(axes), "%s%s", axes[0] != '\0' ? " " : "", names[i]);
            sprintf(labels + strlen(labels), "%s%s", labels[0] != '\0' ? " " : "", fields[i]);
        }
}

Test(table_margin, agrees_with_pandas_to_the_last_bit)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex age"), *joined = NULL;
    FILE *csv = reference_open("table.csv"); /* written by table.py */
    char result[16], fields[3][16], number[32], axes[64], labels[64];
    int cells = 0, margins = 0, collapsed = 0;
    while (fscanf(csv, "%15[^,],%15[^,],%15[^,],%15[^,],%31s\n", result, fields[0], fields[1],
                  fields[2], number) == 5) {
        const double wanted = strtod(number, NULL);
        chosen(fields, axes, labels);
        if (strcmp(result, "cells") == 0) {
            add(t, labels, wanted);
            cells++;
        } else if (strcmp(result, "margin") == 0) {
            gdcs_table *m = margin(t, axes);
            cr_expect(cell(m, labels).value == wanted, "%s of %s", labels, axes);
            gdcs_table_free(m);
            margins++;
        } else {
            if (joined == NULL)
                joined = collapse(t, "age", "Y0-17 Y18-24 Y65+", "young young -");
            cr_expect(cell(joined, labels).value == wanted, "%s", labels);
            collapsed++;
        }
    }
    fclose(csv);
    cr_expect(eq(int, cells, 48));
    cr_expect(eq(i64, gdcs_table_count_cells(joined), collapsed));
    cr_expect(gt(int, margins, 50));
    gdcs_table_free(joined);
    gdcs_table_free(t);
}

Test(table_margin, of_a_margin_is_the_margin)
{
    static const char *const outer[] = {"area sex age", "area sex", "sex age", "age area"};
    static const char *const inner[] = {"", "sex", "age", "area"};
    uint64_t state = 5;
    for (int round = 0; round < 50; round++) {
        gdcs_table *t = random_table(&state, round % 2);
        for (int i = 0; i < 4; i++)
            for (int k = 0; k < 4; k++) {
                if (strstr(outer[i], inner[k]) == NULL)
                    continue;
                gdcs_table *once = margin(t, inner[k]), *first = margin(t, outer[i]),
                           *twice = margin(first, inner[k]);
                cr_expect(same_cells(once, twice), "%s of %s", inner[k], outer[i]);
                gdcs_table_free(once);
                gdcs_table_free(first);
                gdcs_table_free(twice);
            }
        gdcs_table_free(t);
    }
}

Test(table_margin, over_nothing_brings_the_axes_into_another_order)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(t, "FR F", 1);
    add(t, "IT M", 2);
    gdcs_table *m = margin(t, "sex area");
    expect_cells(m, "F FR=1; M IT=2");
    gdcs_table_free(m);
    gdcs_table_free(t);
}

Test(table_margin, never_adds_a_declared_total_to_its_parts)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    add(t, "FR F", 1);
    add(t, "FR M", 2);
    add(t, "FR _T", 4); /* one of unknown sex */
    add(t, "IT F", 10);
    add(t, "IT M", 20); /* no total */
    add(t, "TOTAL F", 11);
    add(t, "TOTAL M", 22);
    gdcs_table *by_area = margin(t, "area"), *by_sex = margin(t, "sex"), *all = margin(t, "");
    expect_cells(by_area, "FR=4; IT=30; TOTAL=33");
    /* Italy declares no total: its parts stand in for it */
    expect_cells(by_sex, "F=11; M=22; _T=34");
    expect_cells(all, "=34");
    gdcs_table_free(by_area);
    gdcs_table_free(by_sex);
    gdcs_table_free(all);
    gdcs_table_free(t);
}

Test(table_margin, a_total_that_stays_is_the_total_of_all_lines)
{
    const char *const wanted[] = {"F=90; M=1242; _T=1420", "F=90; M=1242; _T=1420",
                                  "F=90; M=[1190,inf] O; _T=[1368,inf] O"};
    for (int i = 0; i < 3; i++) {
        gdcs_table *t = make_table(i == 0 ? GDCS_ABSENT_ZERO : GDCS_ABSENT_MISSING, "category sex");
        add(t, "collaborators F", 64);
        add(t, "collaborators M", 1029);
        add(t, "witnesses F", 26);
        if (i < 2)
            add(t, "witnesses M", 52);
        add(t, "relatives F", 0);
        add(t, "relatives M", 161);
        add(t, "relatives _T", 249);
        gdcs_table *by_sex = margin(t, "sex");
        expect_cells(by_sex, wanted[i]);
        gdcs_table_free(by_sex);
        gdcs_table_free(t);
    }
}

Test(table_margin, takes_the_total_of_sex_after_those_of_other_axes)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex age*");
    add(t, "F TOTAL", 5);
    add(t, "M TOTAL", 5);
    add(t, "_T young", 6); /* with persons of unknown sex */
    add(t, "_T old", 6);
    gdcs_table *all = margin(t, "");
    expect_cells(all, "=12");
    gdcs_table_free(all);
    gdcs_table_free(t);
}

Test(table_margin, of_a_missing_total_alone_is_missing_even_where_absent_is_zero)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex");
    set_missing(t, "_T", 'Q');
    gdcs_table *all = margin(t, "");
    expect_cells(all, "=[0,inf] Q");
    gdcs_table_free(all);
    gdcs_table_free(t);
}

Test(table_margin, takes_totals_line_by_line_before_axes_without_totals)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
    add(t, "FR F", 1);
    add(t, "FR M", 2); /* no total */
    add(t, "IT _T", 30);
    gdcs_table *all = margin(t, "");
    expect_cells(all, "=33");
    gdcs_table_free(all);
    gdcs_table_free(t);
}

/* One line: what is set, and its sum. */
static const struct row {
    char cells[64], wanted[24];
} sex_lines[] = {
    {"F=1 M=2", "3"},
    {"F=1 M=2 _U=3 _Z=4 _O=5", "15"},
    {"F=1 M=2 _T=9", "9"},
    {"F=1 M=2 _T=2", "2"},
    {"F=1", "[1,inf] O"},
    {"M=1 _U=2", "[3,inf] O"},
    {"_U=2", "[2,inf] O"},
    {"_T=9", "9"},
    {"F=1 _T=9", "9"},
    {"F=1 M=2 _T=?", "3"},
    {"F=1 M=? _T=?", "[1,inf] Q"},
    {"F=1 _T=?", "[1,inf] Q"},
    {"_T=?", "[0,inf] Q"},
    {"_T=1-4", "[1,4] Q"},
    {"F=1 M=2 _T=2-5", "[3,5] Q"},
    {"F=1 M=2 _T=1-2", "3"},
    {"F=1 M=2 _T=5-9", "[5,9] Q"},
    {"F=1-4 M=2 _T=1-4", "[3,4] Q"},
    {"F=1-4 M=2 _T=1-3", "3 Q"},
    {"F=1-4 M=2-3", "[3,7] Q"},
    {"F=1-4 M=?", "[1,inf] Q"},
    {"F=1-4 M=2 _T=?", "[3,6] Q"},
    {"F=1 M=2 _U=?", "[3,inf] Q"},
};

static void set_line(gdcs_table *t, const char *prefix, const char *cells)
{
    words w;
    split(cells, &w);
    for (int i = 0; i < w.count; i++) {
        char labels[64], code[8];
        double low = 0, high = 0;
        cr_assert(sscanf(w.word[i], "%7[^=]", code) == 1);
        const char *number = strchr(w.word[i], '=') + 1;
        snprintf(labels, sizeof labels, "%s%s", prefix, code);
        if (number[0] == '?')
            set_missing(t, labels, 'Q');
        else if (sscanf(number, "%lf-%lf", &low, &high) == 2)
            set_range(t, labels, low, high, 'Q');
        else
            add(t, labels, low);
    }
}

Test(table_margin, over_a_published_sex_axis_knows_what_is_missing)
{
    for (size_t i = 0; i < sizeof sex_lines / sizeof sex_lines[0]; i++) {
        gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "sex");
        char wanted[40];
        set_line(t, "", sex_lines[i].cells);
        gdcs_table *all = margin(t, "");
        snprintf(wanted, sizeof wanted, "=%s", sex_lines[i].wanted);
        cr_log_info("%s", sex_lines[i].cells);
        expect_cells(all, wanted);
        gdcs_table_free(all);
        gdcs_table_free(t);
    }
}

Test(table_margin, over_another_axis_needs_every_label_unless_there_is_a_total)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    add(t, "FR F", 1);
    add(t, "IT F", 2);
    add(t, "FR M", 3); /* IT M is not published */
    add(t, "FR _U", 5);
    add(t, "TOTAL _U", 6);
    gdcs_table *m = margin(t, "sex");
    expect_cells(m, "F=3; M=[3,inf] O; _U=6");
    gdcs_table_free(m);
    gdcs_table_free(t);
}

Test(table_margin, of_counted_records_takes_what_is_absent_for_zero)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(t, "FR F", 1);
    add(t, "IT M", 2);
    gdcs_table *m = margin(t, "sex"), *all = margin(t, ""), *none = NULL;
    expect_cells(m, "F=1; M=2");
    expect_cells(all, "=3");
    gdcs_table *empty = make_table(GDCS_ABSENT_ZERO, "area sex");
    none = margin(empty, "");
    expect_cells(none, "");
    gdcs_table_free(none);
    gdcs_table_free(empty);
    gdcs_table_free(m);
    gdcs_table_free(all);
    gdcs_table_free(t);
}

Test(table_margin, takes_the_gravest_status_whatever_the_order)
{
    static const char *const areas[] = {"A", "B", "C", "D"};
    static const char letters[] = "EQPL";
    for (int first = 0; first < 4; first++) {
        gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area");
        for (int i = 0; i < 4; i++)
            set(t, areas[i], 1, 0, 0, letters[(first + i) % 4]);
        gdcs_table *m = margin(t, "");
        expect_cells(m, "=4 Q");
        gdcs_table_free(m);
        gdcs_table_free(t);
    }
}

/* A table with hidden truth: cells of t are intervals around those of `truth`. */
static void hide(uint64_t *state, gdcs_table **truth, gdcs_table **t)
{
    static const char *const areas[] = {"A", "B", "TOTAL"}, *const sexes[] = {"F", "M", "_T"};
    double x[3][3];
    *truth = make_table(GDCS_ABSENT_MISSING, "area* sex");
    *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    for (int i = 0; i < 3; i++) { /* an axis cannot miss a label that it never had */
        int32_t code = 0;
        cr_assert(gdcs_i_axis_add_label(*t, 0, areas[i], strlen(areas[i]), &code, NULL) == 0);
        cr_assert(gdcs_i_axis_add_label(*t, 1, sexes[i], strlen(sexes[i]), &code, NULL) == 0);
    }
    for (int area = 0; area < 3; area++)
        for (int sex = 0; sex < 3; sex++) {
            char labels[16];
            x[area][sex] = area < 2 && sex < 2 ? draw(state, 20) + 1
                           : sex == 2          ? x[area][0] + x[area][1]
                                               : x[0][sex] + x[1][sex];
            snprintf(labels, sizeof labels, "%s %s", areas[area], sexes[sex]);
            add(*truth, labels, x[area][sex]);
            const double low = draw(state, (uint32_t)x[area][sex] + 1);
            switch (draw(state, 4)) {
            case 0: break;
            case 1: set_range(*t, labels, low, x[area][sex] + draw(state, 9) + 1, 'Q'); break;
            case 2: set_missing(*t, labels, 'Q'); break;
            default: add(*t, labels, x[area][sex]); break;
            }
        }
}

Test(table_margin, of_intervals_contains_what_the_hidden_numbers_give)
{
    static const char *const keeps[] = {"", "area", "sex"};
    uint64_t state = 11;
    int checked = 0;
    for (int round = 0; round < 2000; round++) {
        gdcs_table *truth = NULL, *t = NULL;
        hide(&state, &truth, &t);
        for (int k = 0; k < 3; k++) {
            gdcs_table *m = margin(t, keeps[k]), *whole = margin(truth, keeps[k]);
            for (int64_t i = 0; i < gdcs_table_count_cells(m); i++) {
                gdcs_cell c = {.struct_size = sizeof c}, w = {.struct_size = sizeof w};
                gdcs_axis axis = {.struct_size = sizeof axis};
                const char *label[1] = {NULL};
                int32_t code = 0;
                cr_assert(gdcs_table_get_at(m, i, &code, &c, NULL) == GDCS_OK);
                if (k > 0) {
                    cr_assert(gdcs_table_get_axis(m, 0, &axis, NULL) == GDCS_OK);
                    label[0] = axis.labels[code];
                }
                cr_assert(gdcs_table_get(whole, label, &w, NULL) == GDCS_OK);
                cr_expect(c.lower <= w.value && w.value <= c.upper, "round %d: %g in [%g,%g]",
                          round, w.value, c.lower, c.upper);
                checked++;
            }
            gdcs_table_free(m);
            gdcs_table_free(whole);
        }
        gdcs_table_free(truth);
        gdcs_table_free(t);
    }
    cr_expect(gt(int, checked, 5000));
}

Test(table_margin, of_a_margin_is_the_margin_where_totals_are_those_of_their_parts)
{
    uint64_t state = 13;
    for (int round = 0; round < 100; round++) {
        gdcs_table *truth = NULL, *t = NULL;
        hide(&state, &truth, &t);
        gdcs_table *all = margin(truth, ""), *by_area = margin(truth, "area"),
                   *by_sex = margin(truth, "sex"), *of_area = margin(by_area, ""),
                   *of_sex = margin(by_sex, "");
        cr_expect(same_cells(all, of_area) && same_cells(all, of_sex), "round %d", round);
        gdcs_table_free(truth);
        gdcs_table_free(t);
        gdcs_table_free(all);
        gdcs_table_free(by_area);
        gdcs_table_free(by_sex);
        gdcs_table_free(of_area);
        gdcs_table_free(of_sex);
    }
}

Test(table_margin, inherits_sensitivity_and_texts_of_what_went)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area basis sex");
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_SOURCE, "a register", NULL), GDCS_OK));
    add(t, "FR own F", 1);
    gdcs_table *m = margin(t, "area"), *s = slice(t, "basis", "own"), *mm = margin(m, "");
    gdcs_table *c = collapse(s, "area", "FR", "X");
    cr_expect(eq(i32, gdcs_table_get_sensitivity(m), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(s), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(mm), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(c), GDCS_SENSITIVITY_PROTECTED));
    cr_expect_str_eq(gdcs_table_get_meta(mm, GDCS_META_SOURCE), "a register");
    gdcs_table_free(t);
    gdcs_table_free(m);
    gdcs_table_free(s);
    gdcs_table_free(mm);
    gdcs_table_free(c);
}

Test(table_margin, refuses_axes_that_are_not_there_or_there_twice)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"), *out = NULL;
    const char *const none[] = {"none"}, *const twice[] = {"sex", "sex"},
                      *const hole[] = {"sex", NULL};
    add(t, "FR F", 1);
    cr_expect(eq(i32, gdcs_table_margin(t, none, 1, &out, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_margin(t, twice, 2, &out, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_table_margin(t, hole, 2, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_margin(t, NULL, 1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_margin(t, none, -1, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_margin(NULL, none, 0, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_margin(t, none, 0, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(out == NULL);
    gdcs_table_free(t);
}

static gdcs_status live(void *data)
{
    const char *const keep[] = {"area"};
    gdcs_table *m = NULL;
    const gdcs_status status = gdcs_table_margin(data, keep, 1, &m, NULL);
    gdcs_table_free(m);
    return status;
}

Test(table_margin, survives_every_failing_allocation)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex age");
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    add(t, "A F 1", 1);
    set_missing(t, "B F 1", 'Q');
    add(t, "TOTAL F 1", 3);
    add(t, "TOTAL _T 1", 5);
    const fail_alloc_report r = fail_alloc_each(live, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}

Test(table_margin, units_never_add_up)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area unit sex"), *out = NULL;
    const char *const with[] = {"unit", "sex"}, *const without[] = {"area", "sex"};
    const char *const both[] = {"NR", "RATE"}, *const one[] = {"n", "n"},
                      *const swap[] = {"RATE", "NR"};
    add(t, "FR NR F", 2517);
    good(gdcs_table_margin(t, without, 2, &out, &err), &err, "one unit is no obstacle");
    gdcs_table_free(out);
    out = NULL;
    add(t, "FR RATE F", 7.1);
    add(t, "DE NR F", 3000);
    cr_expect(eq(i32, gdcs_table_margin(t, without, 2, &out, &err), GDCS_E_SHAPE));
    cr_expect(out == NULL && strstr(err.message, "\"NR\" and \"RATE\"") != NULL, "%s", err.message);
    cr_expect(eq(i32, gdcs_table_margin(t, NULL, 0, &out, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_table_collapse(t, "unit", both, one, 2, &out, &err), GDCS_E_ARGUMENT));
    cr_expect(out == NULL && strstr(err.message, "different units") != NULL, "%s", err.message);
    good(gdcs_table_collapse(t, "unit", both, swap, 2, &out, &err), &err, "two names swapped");
    gdcs_table_free(out);
    good(gdcs_table_margin(t, with, 2, &out, &err), &err, "kept");
    const char *const women[] = {"NR", "F"};
    gdcs_cell cell = {.struct_size = sizeof cell};
    good(gdcs_table_get(out, women, &cell, &err), &err, "the persons alone");
    cr_expect(eq(dbl, cell.value, 5517));
    gdcs_table_free(out);
    gdcs_table_free(t);
}
