/* Releases of tables that leave out labels which other tables have. */
#include "privacy/release_tables.h"

#include <gdcs/audit.h>

TestSuite(release_labels, .timeout = 120);

static const gdcs_disclosure_rule width5 = {
    .struct_size = sizeof(gdcs_disclosure_rule), .minimum = 4, .width = 5};

/* The total counts area E, which another table has: 90 = 48 + 2 + 1 + 18 + 21. */
static gdcs_table *areas_but_one(int32_t absent)
{
    static const number cells[] = {{"A", 48}, {"B", 2}, {"C", 1}, {"D", 18}, {"TOTAL", 90}};
    gdcs_table *t = make_table(absent, "area*");
    add_all(t, cells, 5);
    return t;
}

static gdcs_table *the_other_area(void)
{
    static const number cells[] = {{"A", 48}, {"E", 21}};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area*");
    add_all(t, cells, 2);
    return t;
}

static void try_beside(int32_t absent, const gdcs_release_options *o)
{
    static const char *const three[] = {"B", "C", "D"};
    gdcs_table *t = areas_but_one(absent), *two = without(t, three, 2),
               *safe = without(t, three, 3);
    expect_refusal(t, two, &width5, o, GDCS_E_DISCLOSURE, "area B (narrow); area C (narrow)");
    go(t, safe, &width5, o);
    gdcs_table_free(t);
    gdcs_table_free(two);
    gdcs_table_free(safe);
}

/* B and C are 3 together for whoever adds E; with D hidden, too, they are 21. */
Test(release_labels, totals_count_what_earlier_tables_have_of_a_label_left_out)
{
    static const int32_t absent[] = {GDCS_ABSENT_ZERO, GDCS_ABSENT_MISSING};
    gdcs_table *known = the_other_area();
    const gdcs_table *const published[] = {known};
    for (int i = 0; i < 2; i++) {
        gdcs_release_options o = {
            .struct_size = sizeof o, .published = published, .published_count = 1};
        try_beside(absent[i], &o);
        gdcs_release_log *log = new_log();
        o = (gdcs_release_options){.struct_size = sizeof o, .log = log};
        go(known, known, &width5, &o);
        try_beside(absent[i], &o);
        gdcs_release_log_free(log);
    }
    gdcs_table_free(known);
}

static gdcs_audit_result audit(const gdcs_table *const *tables, const gdcs_table *const *originals)
{
    gdcs_audit_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_audit_options o = {.struct_size = sizeof o, .rule = &width5, .originals = originals};
    good(gdcs_audit_table_linked(tables, 2, &o, &r, NULL, &err), &err, "audit");
    return r;
}

/* Without E the parts are all of the total, 48 + 2 + 1 + 39: it counts nobody else, whatever is hidden of them. */
Test(release_labels, an_audit_goes_by_the_originals_where_the_tables_leave_it_open)
{
    static const char *const hidden[] = {"B", "C", "D"};
    gdcs_table *t = areas_but_one(GDCS_ABSENT_MISSING), *other = the_other_area();
    add(t, "D", 21);
    gdcs_table *out = without(t, hidden, 3);
    const gdcs_table *const tables[] = {out, other}, *const originals[] = {t, other};
    cr_expect(eq(i64, audit(tables, NULL).contradictions, 0));
    cr_expect(eq(i64, audit(tables, originals).contradictions, 1)); /* 90 = 48 + 21 of the other */
    cr_expect(eq(i64, audit(tables, originals).contradicted, 0));
    gdcs_table_free(out);
    gdcs_table_free(other);
    gdcs_table_free(t);
}

/* Whom nobody has may be an error of rounding: 100.1 is not 50 + 30 + 20, and B about 20 for all that. */
Test(release_labels, what_no_label_accounts_for_is_held_back)
{
    static const number cells[] = {{"A", 50}, {"B", 20}, {"C", 30}, {"TOTAL", 100.1}};
    static const char *const hidden[] = {"B"};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 25};
    const gdcs_release_options o = {.struct_size = sizeof o};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area*");
    add_all(t, cells, 4);
    gdcs_table *made = without(t, hidden, 1);
    expect_refusal(t, made, &rule, &o, GDCS_E_DISCLOSURE, "area B (contradicted)");
    gdcs_table_free(made);
    gdcs_table_free(t);
}

/* A table of areas by year, and one of what else is out. */
static void try_years(const number *cells, size_t n, const number *others, size_t m,
                      const gdcs_tree *tree, const char *hidden, const char *words)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "year area*");
    gdcs_table *known = make_table(GDCS_ABSENT_MISSING, "year area");
    add_all(t, cells, n);
    add_all(known, others, m);
    gdcs_table *made = without(t, &hidden, 1);
    const gdcs_table *const published[] = {known};
    const gdcs_tree *const trees[] = {tree};
    const gdcs_release_options o = {.struct_size = sizeof o,
                                    .trees = trees,
                                    .tree_count = tree != NULL,
                                    .published = published,
                                    .published_count = 1};
    expect_refusal(t, made, &rule, &o, GDCS_E_DISCLOSURE, words);
    gdcs_table_free(made);
    gdcs_table_free(known);
    gdcs_table_free(t);
}

/* Area E is in the total of 2024; in that of 2025 is nobody else: 160 - 98 - 60. */
Test(release_labels, a_line_whose_own_parts_are_all_there_are_counts_nobody_else)
{
    static const number cells[] = {{"2024 A", 20},      {"2024 B", 50},     {"2024 C", 30},
                                   {"2024 TOTAL", 108}, {"2025 A", 2},      {"2025 B", 98},
                                   {"2025 C", 60},      {"2025 TOTAL", 160}};
    static const number others[] = {{"2024 E", 8}};
    try_years(cells, 8, others, 1, NULL, "2025 A", "year 2025, area A (exact)");
}

/* One line whose numbers fit no way does not excuse the others: 60 - 50 - 8. */
Test(release_labels, a_line_that_fits_no_way_leaves_the_others_as_they_are)
{
    static const number cells[] = {{"2024 A", 2},  {"2024 B", 50}, {"2024 TOTAL", 60},
                                   {"2025 A", 20}, {"2025 B", 70}, {"2025 TOTAL", 100}};
    static const number others[] = {{"2024 E", 8}, {"2025 E", 11}};
    try_years(cells, 6, others, 2, NULL, "2024 A", "year 2024, area A (exact)");
}

/* North is in no line, but A and E are, which are all of it: 60 - 50 - 8. */
Test(release_labels, what_a_label_left_out_consists_of_is_counted_too)
{
    static const number cells[] = {{"2024 A", 2},  {"2024 B", 50}, {"2024 TOTAL", 60},
                                   {"2025 A", 20}, {"2025 B", 70}, {"2025 TOTAL", 100}};
    static const number others[] = {{"2024 E", 8}, {"2023 North", 30}};
    const char *const low[] = {"A", "E"}, *const high[] = {"North", "North"};
    const gdcs_tree tree = {
        .struct_size = sizeof tree, .axis = "area", .children = low, .parents = high, .count = 2};
    try_years(cells, 6, others, 2, &tree, "2024 A", "year 2024, area A (exact)");
}
