/* Mirrors lib/privacy/audit/insider.c. */
#include "data/make.h"
#include "support.h"

#include <criterion/new/assert.h>
#include <gdcs/audit.h>

TestSuite(audit_insider, .timeout = 60);

static gdcs_frame *audit(const gdcs_table *t, const gdcs_audit_options *o, gdcs_audit_result *r)
{
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    r->struct_size = sizeof *r;
    good(gdcs_audit_table(t, o, r, &frame, &err), &err, "audit");
    return frame;
}

static const char *word(const gdcs_frame *frame, const char *name, int64_t row)
{
    gdcs_column c = {.struct_size = sizeof c};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, &err), &err, name);
    return c.codes[row] < 0 ? "" : c.words[c.codes[row]];
}

/* Each of two hidden cells that add up to 3 is somebody: who is alone in one knows the other. */
Test(audit_insider, a_person_alone_in_a_cell_knows_it)
{
    gdcs_audit_result r;
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"), *truth = make_table(0, "area sex");
    add(truth, "A F", 1);
    add(truth, "A M", 2);
    add(truth, "A _T", 3);
    set_missing(t, "A F", 'Q');
    set_missing(t, "A M", 'Q');
    add(t, "A _T", 3);
    const gdcs_table *const originals[] = {truth};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 3};
    gdcs_audit_options o = {.struct_size = sizeof o, .rule = &rule, .originals = originals};
    gdcs_frame_free(audit(t, &o, &r));
    cr_expect(eq(i32, r.is_safe, 1));
    o.insiders = GDCS_AUDIT_INSIDERS_ALONE;
    gdcs_frame *frame = audit(t, &o, &r);
    cr_expect(eq(i32, r.is_safe, 0));
    cr_expect(eq(i64, r.insider, 1));
    cr_expect(eq(str, (char *)word(frame, "equations", 1), "known to the one in area A, sex F"));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
    gdcs_table_free(truth);
}

/* A (90 + 8) and B (40 + 2) are hidden beside their sum: whose 90 it is knows that B is 50 at most, and whose
   40 it is that A is 100. */
Test(audit_insider, the_largest_contributor_knows_more_of_other_cells)
{
    gdcs_audit_result r;
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area*"), *truth = make_table(0, "area*");
    gdcs_table *top = make_table(0, "area*"), *second = make_table(0, "area*");
    static const char *const labels[] = {"A", "B", "TOTAL"};
    static const double values[3][3] = {{98, 90, 8}, {42, 40, 2}, {140, 90, 40}};
    for (int i = 0; i < 3; i++) {
        add(truth, labels[i], values[i][0]);
        add(top, labels[i], values[i][1]);
        add(second, labels[i], values[i][2]);
    }
    set_missing(t, "A", 'Q');
    set_missing(t, "B", 'Q');
    add(t, "TOTAL", 140);
    const gdcs_table *const originals[] = {truth};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .p_percent = 10, .above = 10};
    const gdcs_disclosure_options behind = {
        .struct_size = sizeof behind, .largest = top, .second = second};
    gdcs_audit_options o = {.struct_size = sizeof o,
                            .rule = &rule,
                            .originals = originals,
                            .contributions = &behind,
                            .insiders = GDCS_AUDIT_INSIDERS_ALONE};
    gdcs_frame_free(audit(t, &o, &r));
    cr_expect(eq(i32, r.is_safe, 1));
    o.insiders = GDCS_AUDIT_INSIDERS_LARGEST;
    gdcs_frame *frame = audit(t, &o, &r);
    cr_expect(eq(i64, r.insider, 2));
    cr_expect(
        eq(str, (char *)word(frame, "equations", 0), "known to the largest contributor in area B"));
    cr_expect(
        eq(str, (char *)word(frame, "equations", 1), "known to the largest contributor in area A"));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
    gdcs_table_free(truth);
    gdcs_table_free(top);
    gdcs_table_free(second);
}

/* A unit of its own in A and one in B: neither is a person, so that only `contributors` says so. */
Test(audit_insider, a_unit_alone_in_a_cell_knows_it)
{
    gdcs_audit_result r;
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area*"), *truth = make_table(0, "area*");
    gdcs_table *top = make_table(0, "area*"), *units = make_table(0, "area*");
    static const char *const labels[] = {"A", "B", "TOTAL"};
    static const double values[3][3] = {{90, 90, 1}, {60, 60, 1}, {150, 90, 2}};
    for (int i = 0; i < 3; i++) {
        add(truth, labels[i], values[i][0]);
        add(top, labels[i], values[i][1]);
        add(units, labels[i], values[i][2]);
    }
    set_missing(t, "A", 'Q');
    set_missing(t, "B", 'Q');
    add(t, "TOTAL", 150);
    const gdcs_table *const originals[] = {truth};
    const gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .dominance_n = 1, .dominance_k = 90};
    gdcs_disclosure_options behind = {.struct_size = sizeof behind, .largest = top};
    const gdcs_audit_options o = {.struct_size = sizeof o,
                                  .rule = &rule,
                                  .originals = originals,
                                  .contributions = &behind,
                                  .insiders = GDCS_AUDIT_INSIDERS_ALONE};
    gdcs_frame_free(audit(t, &o, &r));
    cr_expect(eq(i64, r.insider, 0));
    behind.contributors = units;
    gdcs_frame_free(audit(t, &o, &r));
    cr_expect(eq(i64, r.insider, 2));
    gdcs_table_free(t);
    gdcs_table_free(truth);
    gdcs_table_free(top);
    gdcs_table_free(units);
}

/* Who is alone in a cell is so in the sums that count nobody else: these are no others' secrets. */
Test(audit_insider, what_counts_one_person_alone_is_the_persons_own)
{
    gdcs_audit_result r;
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex"), *truth = make_table(0, "area* sex");
    static const char *const labels[] = {"A F", "A _T", "B F", "B _T", "C F", "C _T"};
    static const double values[] = {1, 1, 2, 2, 9, 9};
    for (int i = 0; i < 6; i++) {
        add(truth, labels[i], values[i]);
        set_missing(t, labels[i], 'Q');
    }
    add(truth, "TOTAL F", 12);
    add(truth, "TOTAL _T", 12);
    add(t, "TOTAL F", 12);
    add(t, "TOTAL _T", 12);
    const gdcs_table *const originals[] = {truth};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 3};
    const gdcs_audit_options o = {.struct_size = sizeof o,
                                  .rule = &rule,
                                  .originals = originals,
                                  .insiders = GDCS_AUDIT_INSIDERS_ALONE};
    gdcs_frame_free(audit(t, &o, &r));
    cr_expect(eq(i64, r.insider, 0));
    cr_expect(eq(i32, r.is_safe, 1));
    gdcs_table_free(t);
    gdcs_table_free(truth);
}
