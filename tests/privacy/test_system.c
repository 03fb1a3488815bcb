/* Mirrors lib/privacy/system. */
#include "data/make.h"
#include "fail_alloc.h"
#include "privacy/system.h"

#include <criterion/new/assert.h>

TestSuite(system, .timeout = 60);

static gdcs_i_system *system_of(const gdcs_table *const *tables, int32_t n,
                                const gdcs_tree *const *trees, int32_t count)
{
    gdcs_i_system *s = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_i_system_new(tables, n, trees, count, &s, &err), &err, "system");
    return s;
}

static void name(const gdcs_i_system *s, int32_t v, char *out, size_t size)
{
    out[0] = '\0';
    for (int32_t a = 0; a < s->width; a++)
        snprintf(out + strlen(out), size - strlen(out), "%s%s", a > 0 ? "." : "",
                 gdcs_i_system_label(s, a, gdcs_i_system_nodes(s, v)[a]));
}

static int by_text(const void *a, const void *b)
{
    return strcmp(a, b);
}

/* Rows as "A._T=A.F+A.M", sorted, joined by "; ". */
static void expect_rows(const gdcs_i_system *s, const char *wanted)
{
    static char row[100][200];
    static char text[1 << 14];
    text[0] = '\0';
    cr_assert(s->rows <= 100);
    for (int64_t i = 0; i < s->rows; i++) {
        row[i][0] = '\0';
        for (int64_t k = s->start[i]; k < s->start[i + 1]; k++) {
            char one[64];
            name(s, s->column[k], one, sizeof one);
            snprintf(row[i] + strlen(row[i]), 200 - strlen(row[i]), "%s%s",
                     k == s->start[i]       ? ""
                     : k == s->start[i] + 1 ? "="
                                            : "+",
                     one);
            cr_expect(s->value[k] == (k == s->start[i] ? 1.0 : -1.0), "%s", row[i]);
        }
    }
    qsort(row, (size_t)s->rows, sizeof row[0], by_text);
    for (int64_t i = 0; i < s->rows; i++)
        snprintf(text + strlen(text), sizeof text - strlen(text), "%s%.199s", i > 0 ? "; " : "",
                 row[i]);
    cr_expect(strcmp(text, wanted) == 0, "got    %s\nwanted %s", text, wanted);
}

Test(system, margins_of_a_counted_table_are_sums_of_the_cells_that_are_set)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    add(t, "A F", 2);
    add(t, "A M", 3);
    add(t, "B M", 4);
    add(t, "TOTAL M", 7);
    add(t, "A _T", 5);
    const gdcs_table *const tables[] = {t};
    gdcs_i_system *s = system_of(tables, 1, NULL, 0);
    expect_rows(s, "A._T=A.F+A.M; B._T=B.M; TOTAL.F=A.F; TOTAL.M=A.M+B.M; TOTAL._T=A._T+B._T; "
                   "TOTAL._T=TOTAL.F+TOTAL.M");
    cr_expect(eq(i64, s->count, 8));
    cr_expect(eq(i32, s->whole, 1));
    gdcs_i_system_free(s);
    gdcs_table_free(t);
}

Test(system, what_a_published_table_leaves_out_is_a_variable_but_for_rare_codes)
{
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
    add(t, "A _T", 5);
    add(t, "A F", 2);
    add(t, "B _T", 5);
    add(t, "B _U", 1);
    const gdcs_table *const tables[] = {t};
    gdcs_i_system *s = system_of(tables, 1, NULL, 0);
    expect_rows(s, "A._T=A.F+A.M; B._T=B.F+B.M+B._U");
    for (int64_t v = 0; v < s->count; v++)
        if ((s->flags[v] & GDCS_I_PUBLISHED) == 0)
            cr_expect(s->lower[v] == 0.0 && s->upper[v] > 1e300 && s->table[v] == 0);
    gdcs_i_system_free(s);
    gdcs_table_free(t);
}

Test(system, a_tree_makes_sums_of_its_nodes_and_roots_make_the_total)
{
    const char *const children[] = {"A1", "A2"}, *const parents[] = {"A", "A"};
    const gdcs_tree tree = {sizeof tree, 0, "area", children, parents, 2};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area*");
    add(t, "A1", 1);
    add(t, "A2", 2);
    add(t, "A", 3);
    add(t, "B", 4);
    add(t, "TOTAL", 7);
    const gdcs_table *const tables[] = {t};
    gdcs_i_system *s = system_of(tables, 1, trees, 1);
    expect_rows(s, "A=A1+A2; TOTAL=A+B");
    gdcs_i_system_free(s);
    gdcs_table_free(t);
}

Test(system, linked_tables_share_the_quantities_that_both_publish)
{
    gdcs_table *by_area = make_table(GDCS_ABSENT_ZERO, "area sex");
    gdcs_table *by_age = make_table(GDCS_ABSENT_ZERO, "age sex");
    add(by_area, "A F", 2);
    add(by_area, "B F", 3);
    add(by_age, "old F", 4);
    add(by_age, "young F", 1);
    const gdcs_table *const tables[] = {by_area, by_age};
    gdcs_i_system *s = system_of(tables, 2, NULL, 0);
    expect_rows(s, "total.F.total=A.F.total+B.F.total; total.F.total=total.F.old+total.F.young");
    const int32_t codes[] = {1, 0};
    const int64_t v = gdcs_i_system_find(s, 1, codes);
    cr_expect(s->lower[v] == 1.0 && s->table[v] == 1);
    gdcs_i_system_free(s);
    gdcs_table_free(by_area);
    gdcs_table_free(by_age);
}

/* 9 = 2 + 3, and 4 whom another table has; their women and men nobody has. */
Test(system, true_totals_show_which_labels_of_others_they_count)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    gdcs_table *other = make_table(GDCS_ABSENT_MISSING, "area*");
    static const char *const labels[] = {"A F", "A _T", "B M", "B _T", "TOTAL F", "TOTAL M"};
    static const double value[] = {2, 2, 3, 3, 3, 6};
    for (int i = 0; i < 6; i++)
        add(t, labels[i], value[i]);
    add(t, "TOTAL _T", 9);
    add(other, "C", 4);
    const gdcs_table *const tables[] = {t, other};
    gdcs_i_system *s = system_of(tables, 2, NULL, 0);
    expect_rows(s,
                "A._T=A.F; B._T=B.M; TOTAL.F=A.F; TOTAL.M=B.M; TOTAL._T=A._T+B._T; TOTAL._T=C._T; "
                "TOTAL._T=TOTAL.F+TOTAL.M");
    gdcs_i_system_free(s);
    good(gdcs_i_system_new_by(NULL, 2, tables, 2, NULL, 0, &s, NULL), NULL, "true");
    expect_rows(s, "A._T=A.F; B._T=B.M; C._T=C.F+C.M; TOTAL.F=A.F+C.F; TOTAL.M=B.M+C.M; "
                   "TOTAL._T=A._T+B._T+C._T; TOTAL._T=TOTAL.F+TOTAL.M");
    gdcs_i_system_free(s);
    add(t, "B _T", 4);
    add(t, "B M", 4); /* 9 = 2 + 7 without them */
    set(t, "TOTAL F", 2, 2, 2, 'A');
    set(t, "TOTAL M", 7, 7, 7, 'A');
    good(gdcs_i_system_new_by(NULL, 2, tables, 2, NULL, 0, &s, NULL), NULL, "true");
    expect_rows(s,
                "A._T=A.F; B._T=B.M; TOTAL.F=A.F; TOTAL.M=B.M; TOTAL._T=A._T+B._T; TOTAL._T=C._T; "
                "TOTAL._T=TOTAL.F+TOTAL.M");
    gdcs_i_system_free(s);
    gdcs_table_free(t);
    gdcs_table_free(other);
}

/* 9 = 2 + 3 + 4 whom nobody has; what is not exact shows none of them. */
Test(system, who_is_in_a_total_and_in_no_label_gets_a_node)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    add(t, "A F", 2);
    add(t, "B F", 3);
    add(t, "TOTAL F", 9);
    const gdcs_table *const tables[] = {t};
    gdcs_i_system *s = NULL;
    good(gdcs_i_system_new_by(NULL, 0, tables, 1, NULL, 0, &s, NULL), NULL, "not exact");
    expect_rows(s, "TOTAL.F=A.F+B.F");
    gdcs_i_system_free(s);
    good(gdcs_i_system_new_by(NULL, 1, tables, 1, NULL, 0, &s, NULL), NULL, "exact");
    expect_rows(s, "TOTAL.F=(not shown).F+A.F+B.F");
    gdcs_i_system_free(s);
    gdcs_table_free(t);
}

Test(system, an_earlier_release_narrows_and_a_contradiction_is_marked)
{
    gdcs_table *before = make_table(GDCS_ABSENT_MISSING, "sex");
    gdcs_table *after = make_table(GDCS_ABSENT_MISSING, "sex");
    set_range(before, "F", 1, 4, 'Q');
    set_range(after, "F", 3, 9, 'Q');
    add(before, "M", 8);
    add(after, "M", 9);
    const gdcs_table *const tables[] = {before, after};
    gdcs_i_system *s = system_of(tables, 2, NULL, 0);
    cr_expect(eq(i64, s->count, 2));
    for (int64_t v = 0; v < 2; v++) {
        const int is_women = s->upper[v] == 4.0;
        cr_expect(s->lower[v] == (is_women ? 3.0 : 9.0));
        cr_expect(is_women != ((s->flags[v] & GDCS_I_CONFLICTING) != 0));
    }
    gdcs_i_system_free(s);
    gdcs_table_free(before);
    gdcs_table_free(after);
}

static void expect_refused(const gdcs_table *t, const char *child, const char *parent,
                           const char *axis, gdcs_status wanted)
{
    const char *const children[] = {"A1", child}, *const parents[] = {"A", parent};
    const gdcs_tree tree = {sizeof tree, 0, axis, children, parents, 2};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_i_system *s = NULL;
    cr_expect(eq(i32, gdcs_i_system_new(&t, 1, trees, 1, &s, NULL), wanted));
}

Test(system, refuses_trees_that_are_none_and_tables_that_do_not_fit)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area*"), *u = make_table(0, "area=age");
    gdcs_i_system *s = NULL;
    const gdcs_table *const both[] = {t, u};
    add(t, "A1", 1);
    add(t, "A2", 1);
    add(t, "A", 1);
    expect_refused(t, "A2", "B", "area", GDCS_E_NAME);
    expect_refused(t, "A2", "A", "age", GDCS_E_NAME);
    expect_refused(t, "A1", "A2", "area", GDCS_E_DUPLICATE);
    expect_refused(t, "A", "A1", "area", GDCS_E_SHAPE);
    expect_refused(t, NULL, "A1", "area", GDCS_E_ARGUMENT);
    cr_expect(eq(i32, gdcs_i_system_new(both, 2, NULL, 0, &s, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_i_system_new(both, 0, NULL, 0, &s, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_i_system_new(NULL, 1, NULL, 0, &s, NULL), GDCS_E_ARGUMENT));
    const gdcs_tree small = {4, 0, "area", NULL, NULL, 0};
    const gdcs_tree *const trees[] = {&small};
    cr_expect(eq(i32, gdcs_i_system_new(both, 1, trees, 1, &s, NULL), GDCS_E_STRUCT));
    gdcs_i_system_free(NULL);
    gdcs_table_free(t);
    gdcs_table_free(u);
}

static gdcs_status once(void *data)
{
    const char *const children[] = {"A"}, *const parents[] = {"B"};
    const gdcs_tree tree = {sizeof tree, 0, "area", children, parents, 1};
    const gdcs_tree *const trees[] = {&tree};
    const gdcs_table *const tables[] = {data};
    const int32_t column = 0;
    const double one = 1.0;
    gdcs_i_system *s = NULL;
    gdcs_status status = gdcs_i_system_new(tables, 1, trees, 1, &s, NULL);
    if (status == GDCS_OK)
        status = gdcs_i_system_add_fact(s, 1, &column, &one, 0.0, 1.0, 0, NULL);
    gdcs_i_system_free(s);
    return status;
}

static gdcs_status once_true(void *data)
{
    gdcs_i_system *s = NULL;
    const gdcs_status status = gdcs_i_system_new_by(NULL, 2, data, 2, NULL, 0, &s, NULL);
    gdcs_i_system_free(s);
    return status;
}

Test(system, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    for (int i = 0; i < 30; i++) {
        char labels[32];
        snprintf(labels, sizeof labels, "%c %s", 'A' + i % 15, i % 2 ? "F" : "_T");
        add(t, labels, i);
    }
    const fail_alloc_report r = fail_alloc_each(once, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table *other = make_table(GDCS_ABSENT_ZERO, "area*");
    add(other, "Z", 3);
    add(other, "TOTAL", 300);
    const gdcs_table *tables[] = {t, other};
    const fail_alloc_report of_true = fail_alloc_each(once_true, (void *)tables);
    cr_expect(eq(str, (char *)of_true.wrong, ""));
    cr_expect(gt(i64, of_true.allocations, 10));
    gdcs_table_free(other);
    gdcs_table_free(t);
}
