/* Mirrors lib/data/groups.c, line.c and table/counts.c. */
#include "data/groups.h"
#include "fail_alloc.h"
#include "make.h"

#include <criterion/new/assert.h>

TestSuite(groups, .timeout = 60);

static gdcs_i_groups *groups_of(const gdcs_table *t, const char *keep)
{
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_i_groups *g = NULL;
    words w;
    split(keep, &w);
    good(gdcs_i_groups_new(t, w.word, w.count, &g, &err), &err, keep);
    return g;
}

static void write_number(double exact, double lower, double upper, char *out)
{
    if (isnan(exact))
        sprintf(out, "[%g,%g]", lower, upper);
    else
        sprintf(out, "%g", exact);
    cr_assert(isnan(exact) ? lower < upper : lower == exact && upper == exact);
}

/* "women men other unknown not_applicable" and notes: I(nterval), M(issing), T(otal exceeds),
   P(arts exceed). */
static void write_group(const gdcs_i_group *g, char *out)
{
    const double *exact = &g->counts.women, *lower = &g->lower.women, *upper = &g->upper.women;
    for (int i = 0; i < 5; i++) {
        write_number(exact[i], lower[i], upper[i], out);
        out += strlen(out);
        *out++ = i < 4 ? ' ' : '\0';
    }
    out--;
    sprintf(
        out, "%s%s%s%s%s", g->notes != 0 ? " " : "", g->notes & GDCS_NOTE_INTERVAL_CELL ? "I" : "",
        g->notes & GDCS_NOTE_MISSING_CELL ? "M" : "", g->notes & GDCS_NOTE_TOTAL_EXCEEDS ? "T" : "",
        g->notes & GDCS_NOTE_PARTS_EXCEED ? "P" : "");
}

static void set_line(gdcs_table *t, const char *cells)
{
    words w;
    split(cells, &w);
    for (int i = 0; i < w.count; i++) {
        char code[8];
        double low = 0, high = 0;
        cr_assert(sscanf(w.word[i], "%7[^=]", code) == 1);
        const char *number = strchr(w.word[i], '=') + 1;
        if (number[0] == '?')
            set_missing(t, code, 'Q');
        else if (sscanf(number, "%lf-%lf", &low, &high) == 2)
            set_range(t, code, low, high > 1e6 ? INFINITY : high, 'Q');
        else
            add(t, code, low);
    }
}

static const struct row {
    char cells[48], zero[48], missing[48];
} lines[] = {
    {"F=1 M=2 _O=3 _U=4 _Z=5", "1 2 3 4 5", "1 2 3 4 5"},
    {"F=1 M=2", "1 2 0 0 0", "1 2 0 0 0"},
    {"F=1", "1 0 0 0 0", "1 [0,inf] 0 0 0 M"},
    {"F=1 M=2 _T=3", "1 2 0 0 0", "1 2 0 0 0"},
    {"F=1 M=2 _T=7", "1 2 0 4 0 T", "1 2 0 4 0 T"},
    {"F=1 M=2 _U=1 _T=7", "1 2 0 4 0 T", "1 2 0 4 0 T"},
    {"F=1 M=2 _T=2", "1 2 0 0 0 P", "1 2 0 0 0 P"},
    {"F=0.1 M=0.2 _T=0.3", "0.1 0.2 0 0 0", "0.1 0.2 0 0 0"},
    /* only women and the total are published: men are not derived */
    {"F=4 _T=10", "4 0 0 6 0 T", "4 [0,6] 0 [0,6] 0 M"},
    {"F=4 M=? _T=10", "4 [0,6] 0 [0,6] 0 M", "4 [0,6] 0 [0,6] 0 M"},
    {"F=4 M=? _T=4", "4 0 0 0 0 M", "4 0 0 0 0 M"},
    {"F=4 M=? _T=3", "4 [0,inf] 0 0 0 MP", "4 [0,inf] 0 0 0 MP"},
    {"F=1-4 M=10", "[1,4] 10 0 0 0 I", "[1,4] 10 0 0 0 I"},
    {"F=1-4 M=10 _T=13", "[1,3] 10 0 [0,2] 0 I", "[1,3] 10 0 [0,2] 0 I"},
    {"F=1-4 M=10 _T=20", "[1,4] 10 0 [6,9] 0 IT", "[1,4] 10 0 [6,9] 0 IT"},
    {"F=1-4 M=10 _T=10", "[1,4] 10 0 0 0 IP", "[1,4] 10 0 0 0 IP"},
    {"F=1 M=2 _U=? _T=7", "1 2 0 4 0 M", "1 2 0 4 0 M"},
    {"F=1 M=2 _U=1-9 _T=7", "1 2 0 4 0 I", "1 2 0 4 0 I"},
    {"F=1 M=2 _T=?", "1 2 0 0 0", "1 2 0 0 0"},
    {"F=1 M=2 _T=5-8", "1 2 0 [2,5] 0 IT", "1 2 0 [2,5] 0 IT"},
    {"F=1 M=2 _T=2-8", "1 2 0 [0,5] 0 I", "1 2 0 [0,5] 0 I"},
    {"F=1 M=2 _T=1-2", "1 2 0 0 0 P", "1 2 0 0 0 P"},
    {"F=1 M=2 _T=9-9999999", "1 2 0 [6,inf] 0 MT", "1 2 0 [6,inf] 0 MT"},
    {"F=1 M=2 _T=2-9999999", "1 2 0 0 0", "1 2 0 0 0"},
    {"_T=9", "0 0 0 9 0 T", "[0,9] [0,9] 0 [0,9] 0 M"},
    {"_T=?", "0 0 0 [0,inf] 0 M", "[0,inf] [0,inf] 0 [0,inf] 0 M"},
    {"_T=3-9999999", "0 0 0 [3,inf] 0 MT", "[0,inf] [0,inf] 0 [0,inf] 0 M"},
    {"_T=1-4", "0 0 0 [1,4] 0 IT", "[0,4] [0,4] 0 [0,4] 0 IM"},
};

Test(groups, read_a_line_of_the_sex_axis_as_documented)
{
    for (size_t i = 0; i < sizeof lines / sizeof lines[0]; i++)
        for (int32_t absent = 0; absent < 2; absent++) {
            gdcs_table *t = make_table(absent, "sex");
            const char *wanted = absent ? lines[i].missing : lines[i].zero;
            gdcs_sex_counts counts;
            uint32_t notes = 0;
            gdcs_i_group group;
            char text[160];
            set_line(t, lines[i].cells);
            gdcs_i_groups *g = groups_of(t, "");
            cr_assert(eq(i64, gdcs_i_groups_count(g), 1));
            gdcs_i_groups_get(g, 0, &group);
            write_group(&group, text);
            cr_expect(strcmp(text, wanted) == 0, "%s (absent %d): %s, wanted %s", lines[i].cells,
                      absent, text, wanted);
            cr_assert(eq(i32, gdcs_table_get_counts(t, NULL, &counts, &notes, NULL), GDCS_OK));
            cr_expect(eq(u32, notes, group.notes), "%s", lines[i].cells);
            const double *a = &counts.women, *b = &group.counts.women;
            for (int k = 0; k < 5; k++)
                cr_expect(a[k] == b[k] || (isnan(a[k]) && isnan(b[k])), "%s", lines[i].cells);
            gdcs_i_groups_free(g);
            gdcs_table_free(t);
        }
}

/* Whole parts between their limits that fit a total: the brute force of the rule. */
Test(groups, limits_are_those_of_all_numbers_that_fit)
{
    uint64_t state = 17;
    for (int round = 0; round < 300; round++) {
        gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "sex");
        static const char *const codes[] = {"F", "M", "_U"};
        int low[3], high[3], best_low[3] = {99, 99, 99}, best_high[3] = {-1, -1, -1}, fits = 0;
        for (int i = 0; i < 3; i++) {
            low[i] = (int)draw(&state, 5);
            high[i] = low[i] + (int)draw(&state, 5);
            if (low[i] < high[i])
                set_range(t, codes[i], low[i], high[i], 'Q');
            else
                add(t, codes[i], low[i]);
        }
        const int total_low = (int)draw(&state, 20), total_high = total_low + (int)draw(&state, 4);
        if (total_low < total_high)
            set_range(t, "_T", total_low, total_high, 'Q');
        else
            add(t, "_T", total_low);
        for (int f = low[0]; f <= high[0]; f++)
            for (int m = low[1]; m <= high[1]; m++)
                for (int u = low[2]; u <= 40; u++) { /* the rest of the total is unknown too */
                    const int x[3] = {f, m, u}, total = f + m + u;
                    if (total < total_low || total > total_high)
                        continue;
                    fits++;
                    for (int i = 0; i < 3; i++) {
                        best_low[i] = x[i] < best_low[i] ? x[i] : best_low[i];
                        best_high[i] = x[i] > best_high[i] ? x[i] : best_high[i];
                    }
                }
        gdcs_i_groups *g = groups_of(t, "");
        gdcs_i_group group;
        gdcs_i_groups_get(g, 0, &group);
        const double lower[3] = {group.lower.women, group.lower.men, group.lower.unknown};
        const double upper[3] = {group.upper.women, group.upper.men, group.upper.unknown};
        const int exceed = (group.notes & GDCS_NOTE_PARTS_EXCEED) != 0;
        cr_expect(eq(int, exceed, fits == 0), "round %d", round);
        for (int i = 0; fits > 0 && i < 3; i++)
            cr_expect(lower[i] == best_low[i] && upper[i] == best_high[i],
                      "round %d %s: [%g,%g], brute force [%d,%d]", round, codes[i], lower[i],
                      upper[i], best_low[i], best_high[i]);
        gdcs_i_groups_free(g);
        gdcs_table_free(t);
    }
}

Test(groups, come_in_the_order_of_labels_and_are_found_again)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex year=period age");
    add(t, "FR M 2001 1", 1);
    add(t, "IT F 2000 1", 2);
    add(t, "IT F 2000 2", 3);
    add(t, "FR F 2000 1", 4);
    add(t, "TOTAL F 2000 1", 9);
    gdcs_i_groups *g = groups_of(t, "year area");
    const char *const wanted[] = {"2001 FR 0 1", "2000 FR 4 0", "2000 IT 5 0",
                                  /* 9 of age 1, and Italy's 3 of age 2, which has no total */
                                  "2000 TOTAL 12 0"};
    gdcs_axis year = {.struct_size = sizeof year}, area = {.struct_size = sizeof area};
    const gdcs_table *m = gdcs_i_groups_table(g);
    cr_assert(eq(i32, gdcs_table_get_axis(m, 0, &year, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_get_axis(m, 1, &area, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_i_groups_count(g), 4));
    for (int64_t i = 0; i < 4; i++) {
        gdcs_i_group group;
        char text[64];
        gdcs_i_groups_get(g, i, &group);
        snprintf(text, sizeof text, "%s %s %g %g", year.labels[group.codes[0]],
                 area.labels[group.codes[1]], group.counts.women, group.counts.men);
        cr_expect_str_eq(text, wanted[i]);
        cr_expect(eq(i64, gdcs_i_groups_find(g, group.codes), i));
    }
    const int32_t none[] = {0, 2}, beyond[] = {9, 9};
    cr_expect(eq(i64, gdcs_i_groups_find(g, none), -1));
    cr_expect(eq(i64, gdcs_i_groups_find(g, beyond), -1));
    gdcs_i_groups_free(g);
    gdcs_table_free(t);
}

Test(groups, keep_all_axes_or_none)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "sex area"),
               *empty = make_table(GDCS_ABSENT_ZERO, "sex area");
    add(t, "F FR", 1);
    add(t, "M IT", 2);
    gdcs_i_groups *all = groups_of(t, "area"), *one = groups_of(t, ""),
                  *none = groups_of(empty, "");
    gdcs_i_group group;
    cr_expect(eq(i64, gdcs_i_groups_count(all), 2));
    cr_expect(eq(i64, gdcs_i_groups_count(one), 1));
    cr_expect(eq(i64, gdcs_i_groups_count(none), 0));
    gdcs_i_groups_get(one, 0, &group);
    cr_expect(eq(dbl, group.counts.men, 2));
    cr_expect(eq(i64, gdcs_i_groups_find(one, NULL), 0));
    gdcs_i_groups_free(all);
    gdcs_i_groups_free(one);
    gdcs_i_groups_free(none);
    gdcs_i_groups_free(NULL);
    gdcs_table_free(t);
    gdcs_table_free(empty);
}

Test(groups, refuse_tables_without_sex_and_sex_among_the_axes)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"), *sexless = make_table(0, "area");
    gdcs_i_groups *g = NULL;
    const char *const area[] = {"area", "area"}, *const sex[] = {"sex"}, *const none[] = {"none"},
                      *const hole[] = {NULL};
    cr_expect(eq(i32, gdcs_i_groups_new(sexless, area, 1, &g, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_i_groups_new(t, sex, 1, &g, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_i_groups_new(t, none, 1, &g, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_i_groups_new(t, area, 2, &g, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_i_groups_new(t, hole, 1, &g, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_groups_new(t, NULL, 1, &g, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_groups_new(t, area, -1, &g, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_groups_new(t, area, 40, &g, NULL), GDCS_E_DUPLICATE));
    cr_expect(eq(i32, gdcs_i_groups_new(NULL, area, 1, &g, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_groups_new(t, area, 1, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(g == NULL);
    gdcs_table_free(t);
    gdcs_table_free(sexless);
}

Test(groups, counts_of_one_cell_are_refused_as_documented)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"), *sexless = make_table(0, "area");
    gdcs_sex_counts counts = {.women = 77};
    const char *const fr[] = {"FR", NULL}, *const none[] = {"none", NULL}, *const hole[] = {NULL};
    add(t, "FR F", 1);
    cr_expect(eq(i32, gdcs_table_get_counts(sexless, fr, &counts, NULL, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_table_get_counts(t, none, &counts, NULL, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_table_get_counts(t, hole, &counts, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_counts(t, NULL, &counts, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_counts(NULL, fr, &counts, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_table_get_counts(t, fr, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(dbl, counts.women, 77));
    cr_expect(eq(i32, gdcs_table_get_counts(t, fr, &counts, NULL, NULL), GDCS_OK));
    cr_expect(eq(dbl, counts.women, 1));
    gdcs_table_free(t);
    gdcs_table_free(sexless);
}

static gdcs_status live(void *data)
{
    const char *const keep[] = {"area"};
    gdcs_i_groups *g = NULL;
    const gdcs_status status = gdcs_i_groups_new(data, keep, 1, &g, NULL);
    gdcs_i_groups_free(g);
    return status;
}

Test(groups, survive_every_failing_allocation)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex age*");
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    add(t, "FR F TOTAL", 1);
    const fail_alloc_report r = fail_alloc_each(live, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
