/* Mirrors lib/privacy/release_log. */
#include "fail_alloc.h"
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>

TestSuite(release_log, .timeout = 120);

static gdcs_table *hidden_but(const gdcs_table *t, const char *const *labels, int n)
{
    gdcs_table *copy = copied(t);
    for (int i = 0; i < n; i++)
        hide(copy, labels[i]);
    return copy;
}

/* Each of two squares around one cell is safe, and both together tell it. */
Test(release_log, finds_what_two_releases_tell_together)
{
    static const char *const first[] = {"A F", "A M", "B F", "B M"}, *const second[] = {
                                                                         "A F", "A M", "C F",
                                                                         "C M"};
    gdcs_table *t = areas(), *one = hidden_but(t, first, 4), *two = hidden_but(t, second, 4);
    gdcs_table *out = NULL;
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options o = {.struct_size = sizeof o, .id = "1", .time = "2026-11-22"};
    good(gdcs_release_table(t, two, &minimum4, &o, &out, NULL, &err), &err, "alone");
    gdcs_table_free(out);
    o.log = log;
    good(gdcs_release_table(t, one, &minimum4, &o, &out, NULL, &err), &err, "first");
    gdcs_table_free(out);
    out = NULL;
    cr_expect(
        eq(i32, gdcs_release_table(t, two, &minimum4, &o, &out, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(strstr(err.message, "area A, sex F (exact)") != NULL, "%s", err.message);
    cr_expect(eq(i64, gdcs_release_log_count(log), 1));
    good(gdcs_release_table(t, one, &minimum4, &o, &out, NULL, &err), &err, "again");
    gdcs_table_free(out);
    cr_expect(eq(i64, gdcs_release_log_count(log), 2));
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(log, 0, &e, &err), &err, "get");
    cr_expect(eq(str, (char *)e.id, "1"));
    cr_expect(eq(str, (char *)e.time, "2026-11-22"));
    cr_expect(eq(i32, e.method, GDCS_RELEASE_METHOD_SUPPRESSION));
    cr_expect(eq(i32, e.table_count, 1));
    cr_expect(eq(dbl, e.rule->minimum, 4));
    expect_cell(e.tables[0], "A F", "[1,3] Q"); /* as its letter says */
    expect_cell(e.tables[0], "C M", "45");
    gdcs_release_log_free(log);
    gdcs_table_free(two);
    gdcs_table_free(one);
    gdcs_table_free(t);
}

/* B and C by themselves are harmless, but for what was hidden with B. */
Test(release_log, finds_what_a_release_tells_of_an_earlier_one_alone)
{
    static const char *const first[] = {"A F", "A M", "B F", "B M"};
    gdcs_table *t = areas(), *one = hidden_but(t, first, 4), *out = NULL;
    gdcs_table *some = collapse(t, "area", "A TOTAL", "- -");
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_result r = {.struct_size = sizeof r};
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    good(gdcs_release_table(t, one, &minimum4, &o, &out, NULL, &err), &err, "first");
    gdcs_table_free(out);
    out = NULL;
    cr_expect(eq(i32, gdcs_release_table(some, some, &minimum4, &o, &out, NULL, &err),
                 GDCS_E_DISCLOSURE));
    cr_expect(strstr(err.message, "of earlier releases") != NULL, "%s", err.message);
    good(gdcs_release_audit_table((const gdcs_table *const *)&some,
                                  (const gdcs_table *const *)&some, 1, &minimum4, &o, NULL, &r,
                                  &err),
         &err, "audit");
    cr_expect(gt(i64, r.earlier, 0));
    cr_expect(eq(i64, r.earlier, r.leaks));
    gdcs_release_log_free(log);
    gdcs_table_free(some);
    gdcs_table_free(one);
    gdcs_table_free(t);
}

/* Tables that go out stand first and last among all that is known: each cell has one row for all that. */
Test(release_log, an_audit_names_each_cell_once)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4), *out = NULL;
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_frame *frame = NULL;
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    const gdcs_table *const originals[] = {t, t}, *const tables[] = {hidden, hidden};
    good(gdcs_release_table(t, hidden, &minimum4, &o, &out, NULL, &err), &err, "release");
    good(gdcs_release_audit_table(originals, tables, 2, &minimum4, &o, &frame, NULL, &err), &err,
         "audit");
    gdcs_column area = {.struct_size = sizeof area}, sex = {.struct_size = sizeof sex};
    good(gdcs_frame_get(frame, gdcs_frame_find(frame, "area"), &area, &err), &err, "area");
    good(gdcs_frame_get(frame, gdcs_frame_find(frame, "sex"), &sex, &err), &err, "sex");
    cr_expect(eq(i64, area.rows, 4)); /* as many as are hidden */
    for (int64_t i = 0; i < area.rows; i++)
        for (int64_t j = 0; j < i; j++)
            cr_expect(area.codes[i] != area.codes[j] || sex.codes[i] != sex.codes[j], "rows %d, %d",
                      (int)i, (int)j);
    gdcs_frame_free(frame);
    gdcs_table_free(out);
    gdcs_release_log_free(log);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* What an earlier release gave away cannot be taken back: it is no fault of the next. */
Test(release_log, a_leak_of_old_does_not_stop_other_releases)
{
    gdcs_table *t = areas(), *old = make_table(GDCS_ABSENT_ZERO, "area* sex"), *out = NULL;
    gdcs_table *years = protected_table("court* sex");
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    add(old, "A _T", 52);
    add(old, "A M", 50);
    set_missing(old, "A F", 'Q');
    const gdcs_table *const tables[] = {old};
    const gdcs_release_entry e = {
        .struct_size = sizeof e, .rule = &minimum4, .tables = tables, .table_count = 1};
    good(gdcs_release_log_add(log, &e, &err), &err, "add");
    add(years, "X F", 10);
    add(years, "X M", 20);
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    good(gdcs_release_table(years, years, &minimum4, &o, &out, NULL, &err), &err, "other");
    gdcs_table_free(out);
    gdcs_release_log_free(log);
    gdcs_table_free(years);
    gdcs_table_free(old);
    gdcs_table_free(t);
}

Test(release_log, keeps_copies_of_all_it_is_given)
{
    gdcs_release_log *log = new_log();
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area sex");
    set_missing(t, "A F", 'Q');
    set_missing(t, "A M", 'Q');
    char id[] = "first", place[] = "A";
    const char *const a[] = {place, "F"}, *const b[] = {place, "M"};
    gdcs_audit_fact fact = {.struct_size = sizeof fact,
                            .kind = GDCS_AUDIT_FACT_SHARE,
                            .a = a,
                            .b = b,
                            .lower = 0.5,
                            .upper = INFINITY};
    const gdcs_audit_fact *const facts[] = {&fact};
    const gdcs_table *const tables[] = {t};
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_release_entry given = {.struct_size = sizeof given,
                                      .rule = &minimum4,
                                      .id = id,
                                      .tables = tables,
                                      .table_count = 1,
                                      .facts = facts,
                                      .fact_count = 1};
    good(gdcs_release_log_add(log, &given, &err), &err, "add");
    gdcs_table_free(t);
    id[0] = place[0] = 'X';
    fact.lower = 7;
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(log, 0, &e, &err), &err, "get");
    cr_expect(eq(str, (char *)e.id, "first"));
    cr_expect(eq(str, (char *)e.time, ""));
    cr_expect(eq(i32, e.fact_count, 1));
    cr_expect(eq(str, (char *)e.facts[0]->a[0], "A"));
    cr_expect(eq(str, (char *)e.facts[0]->b[1], "M"));
    cr_expect(eq(dbl, e.facts[0]->lower, 0.5));
    expect_cell(e.tables[0], "A M", "[0,inf] Q");
    cr_expect(eq(i32, gdcs_release_log_get(log, 1, &e, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_release_log_get(log, -1, &e, &err), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_release_log_get(NULL, 0, &e, &err), GDCS_E_ARGUMENT));
    e.struct_size = 8;
    cr_expect(eq(i32, gdcs_release_log_get(log, 0, &e, &err), GDCS_E_STRUCT));
    gdcs_release_log_free(log);
    cr_expect(eq(i64, gdcs_release_log_count(NULL), 0));
    cr_expect(eq(i32, gdcs_release_log_new(NULL, &err), GDCS_E_ARGUMENT));
}

static void expect_status(gdcs_release_log *log, const gdcs_release_entry *e, gdcs_status wanted)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_release_log_add(log, e, &err);
    cr_expect(status == wanted, "%d instead of %d: %s", (int)status, (int)wanted, err.message);
    cr_expect(eq(i64, gdcs_release_log_count(log), 0));
}

Test(release_log, refuses_what_is_no_release)
{
    gdcs_release_log *log = new_log();
    gdcs_table *t = areas(), *plain = make_table(GDCS_ABSENT_ZERO, "area sex");
    const gdcs_table *tables[701];
    for (int i = 0; i < 701; i++)
        tables[i] = plain;
    gdcs_release_entry e = {.struct_size = sizeof e, .rule = &minimum4};
    expect_status(log, NULL, GDCS_E_ARGUMENT);
    expect_status(NULL, &e, GDCS_E_ARGUMENT);
    e.rule = NULL;
    expect_status(log, &e, GDCS_E_ARGUMENT);
    e.rule = &minimum4;
    e.method = 6;
    expect_status(log, &e, GDCS_E_OPTION);
    e.method = 0;
    e.base = NAN;
    expect_status(log, &e, GDCS_E_OPTION);
    e.base = 0;
    e.id = "\xff";
    expect_status(log, &e, GDCS_E_ARGUMENT);
    e.id = NULL;
    e.tables = tables;
    e.table_count = 701;
    expect_status(log, &e, GDCS_E_LIMIT);
    e.tables = NULL;
    e.table_count = 1;
    expect_status(log, &e, GDCS_E_ARGUMENT);
    e.tables = tables;
    tables[0] = t;
    expect_status(log, &e, GDCS_E_DISCLOSURE);
    tables[0] = plain;
    const char *const labels[] = {"A", "F"};
    gdcs_audit_fact fact = {.struct_size = sizeof fact, .kind = 1, .table = 1, .a = labels};
    const gdcs_audit_fact *const facts[] = {&fact};
    e.facts = facts;
    e.fact_count = 1;
    expect_status(log, &e, GDCS_E_OPTION);
    fact.table = 0;
    fact.kind = 5;
    expect_status(log, &e, GDCS_E_OPTION);
    fact.kind = GDCS_AUDIT_FACT_GAP;
    expect_status(log, &e, GDCS_E_OPTION);
    fact.kind = 1;
    fact.lower = NAN;
    expect_status(log, &e, GDCS_E_OPTION);
    e.struct_size = 8;
    expect_status(log, &e, GDCS_E_STRUCT);
    gdcs_table_free(plain);
    gdcs_table_free(t);
    gdcs_release_log_free(log);
}

static void columns_of(gdcs_microdata_keys *keys, int wrong)
{
    static const char *const right[] = {"area", "sex"}, *const none[] = {"area", "court"};
    keys->columns = wrong ? none : right;
}

Test(release_log, refuses_records_that_are_none)
{
    static const char *const labels[] = {"A"};
    gdcs_release_log *log = new_log();
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    const gdcs_table *const tables[] = {t, t};
    gdcs_microdata_keys keys = {.struct_size = sizeof keys, .count = 2};
    gdcs_microdata_rule rule = {.struct_size = sizeof rule, .k = 3};
    columns_of(&keys, 0);
    gdcs_tree tree = {.struct_size = sizeof tree, .axis = "area", .children = labels, .count = 1};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_release_entry e = {.struct_size = sizeof e, .rule = &minimum4, .keys = &keys};
    expect_status(log, &e, GDCS_E_OPTION); /* not of a table */
    e.method = GDCS_RELEASE_METHOD_RECORDS;
    e.rule = NULL;
    expect_status(log, &e, GDCS_E_ARGUMENT);
    e.microdata = &rule;
    expect_status(log, &e, GDCS_E_SHAPE); /* no table */
    e.tables = tables;
    e.table_count = 2;
    expect_status(log, &e, GDCS_E_SHAPE);
    e.table_count = 1;
    rule.l = 0.5;
    expect_status(log, &e, GDCS_E_OPTION);
    rule.l = 0;
    keys.count = 0;
    expect_status(log, &e, GDCS_E_OPTION);
    keys.count = 2;
    columns_of(&keys, 1);
    expect_status(log, &e, GDCS_E_SHAPE);
    columns_of(&keys, 0);
    e.tree_count = 1;
    expect_status(log, &e, GDCS_E_ARGUMENT);
    e.trees = trees;
    expect_status(log, &e, GDCS_E_ARGUMENT);
    tree.parents = labels;
    tree.axis = NULL;
    expect_status(log, &e, GDCS_E_OPTION);
    tree.axis = "area";
    tree.count = -1;
    expect_status(log, &e, GDCS_E_OPTION);
    tree.count = 1;
    tree.struct_size = 4;
    expect_status(log, &e, GDCS_E_STRUCT);
    e.tree_count = -1;
    expect_status(log, &e, GDCS_E_OPTION);
    e.tree_count = 0;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_release_log_add(log, &e, &err), &err, "add");
    gdcs_table_free(t);
    gdcs_release_log_free(log);
}

static gdcs_status once(void *data)
{
    const gdcs_table *const tables[] = {data};
    const char *const a[] = {"A", "F"}, *const b[] = {"A", "M"};
    const gdcs_audit_fact fact = {.struct_size = sizeof fact, .kind = 1, .a = a, .b = b},
                          *const facts[] = {&fact};
    gdcs_disclosure_rule rule = minimum4;
    rule.producer = "an office";
    const gdcs_release_entry e = {.struct_size = sizeof e,
                                  .rule = &rule,
                                  .tables = tables,
                                  .table_count = 1,
                                  .facts = facts,
                                  .fact_count = 1};
    gdcs_release_log *log = NULL;
    gdcs_status status = gdcs_release_log_new(&log, NULL);
    if (status == GDCS_OK)
        status = gdcs_release_log_add(log, &e, NULL);
    if (status == GDCS_OK && gdcs_release_log_count(log) != 1)
        status = GDCS_E_INTERNAL;
    gdcs_release_log_free(log);
    return status;
}

Test(release_log, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    add(t, "A F", 12);
    add(t, "A M", 12);
    const fail_alloc_report r = fail_alloc_each(once, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
