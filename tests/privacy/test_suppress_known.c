/* Mirrors lib/privacy/suppress/known.c: tables beside others that are out, and totals that count who is in none. */
#include "data/make.h"

#include <criterion/new/assert.h>
#include <gdcs/suppress.h>

TestSuite(suppress_known, .timeout = 120);

static const gdcs_disclosure_rule minimum4 = {.struct_size = sizeof(gdcs_disclosure_rule),
                                              .minimum = 4};

static gdcs_table *suppress(const gdcs_table *t, const gdcs_suppress_options *o,
                            gdcs_suppress_result *r)
{
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    *r = (gdcs_suppress_result){.struct_size = sizeof *r};
    good(gdcs_suppress_table(t, &minimum4, o, &out, NULL, r, &err), &err, "suppress");
    return out;
}

/* Women and men of three areas; the totals count a fourth, of 10 and 11, whom it leaves out. */
static gdcs_table *areas_but_one(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    static const char *const labels[] = {"A F", "A M", "A _T", "B F",     "B M",     "B _T",
                                         "C F", "C M", "C _T", "TOTAL F", "TOTAL M", "TOTAL _T"};
    static const double value[] = {20, 28, 48, 1, 2, 3, 9, 9, 18, 40, 50, 90};
    for (int i = 0; i < 12; i++)
        add(t, labels[i], value[i]);
    return t;
}

/* Whoever adds the area that is out elsewhere has all of the total but B. */
Test(suppress_known, reckons_with_labels_that_totals_count_and_other_tables_have)
{
    gdcs_table *t = areas_but_one(), *known = make_table(GDCS_ABSENT_MISSING, "area*");
    const gdcs_table *const published[] = {known};
    const gdcs_suppress_options o = {
        .struct_size = sizeof o, .published = published, .published_count = 1};
    gdcs_suppress_result r;
    add(known, "A", 48);
    add(known, "D", 21);
    gdcs_table *out = suppress(t, &o, &r);
    expect_cell(out, "B _T", "[0,inf] Q");
    expect_cell(out, "A _T", "48");
    cr_expect(cell(out, "C _T").status == 'Q' || cell(out, "TOTAL _T").status == 'Q');
    gdcs_table_free(out);
    add(known, "C", 18);
    add(known, "TOTAL", 90);
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(
        eq(i32, gdcs_suppress_table(t, &minimum4, &o, &out, NULL, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(
        eq(str, err.message, "the cell (area B, sex _T) cannot be protected by hiding others"));
    gdcs_table_free(t);
    gdcs_table_free(known);
}

/* At most 100 - 48 - 5 - 18 - 21 = 8 would be left for B, which is to be thought up to 9. */
Test(suppress_known, reckons_with_labels_that_a_total_may_count_of_which_limits_alone_are_known)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4, .above = 7};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area*"), *out = NULL;
    gdcs_table *known = make_table(GDCS_ABSENT_MISSING, "area*");
    static const char *const labels[] = {"A", "B", "C", "D"};
    static const double value[] = {48, 2, 5, 18};
    for (int i = 0; i < 4; i++)
        add(t, labels[i], value[i]);
    set_range(t, "TOTAL", 70, 100, 'Q');
    add(known, "E", 21);
    const gdcs_table *const published[] = {known};
    const gdcs_suppress_options o = {
        .struct_size = sizeof o, .published = published, .published_count = 1};
    gdcs_suppress_result r = {.struct_size = sizeof r};
    good(gdcs_suppress_table(t, &rule, &o, &out, NULL, &r, NULL), NULL, "suppress");
    cr_expect(eq(i64, r.secondary, 1));
    gdcs_table_free(out);
    gdcs_table_free(t);
    gdcs_table_free(known);
}

/* Of 206 no area and offence has 50 + 50 + 6; of these 6, A has 2, so B at most 4, for all that x and y say. */
Test(suppress_known, reckons_with_who_is_in_totals_and_in_no_label)
{
    static const char *const labels[] = {"A x", "A y",     "A TOTAL", "B x",        "B TOTAL",
                                         "B y", "TOTAL x", "TOTAL y", "TOTAL TOTAL"};
    static const double value[] = {50, 40, 92, 0, 2, 0, 100, 100, 206};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4, .width = 5};
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* offence*"), *out = NULL;
    for (int i = 0; i < 9; i++)
        add(t, labels[i], value[i]);
    gdcs_suppress_result r = {.struct_size = sizeof r};
    good(gdcs_suppress_table(t, &rule, NULL, &out, NULL, &r, NULL), NULL, "suppress");
    cr_expect(eq(i64, r.secondary, 1));
    gdcs_table_free(out);
    gdcs_table_free(t);
}

/* Of South nobody has but D; who is missing in the totals is of it, and not of no area: 113 + 75 - 56 - 123 - 8 = 1. */
Test(suppress_known, leaves_nobody_over_beside_what_only_follows)
{
    static const char *const labels[] = {"A x", "A y", "B x", "B y",     "D x",
                                         "D y", "E x", "E y", "TOTAL x", "TOTAL y"};
    static const double value[] = {2, 1, 50, 3, 3, 20, 8, 1, 113, 75};
    const char *const low[] = {"A", "B", "D"}, *const high[] = {"North", "North", "South"};
    const gdcs_tree tree = {sizeof tree, 0, "area", low, high, 3};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* year"), *out = NULL;
    gdcs_table *known = make_table(GDCS_ABSENT_MISSING, "area*");
    for (int i = 0; i < 10; i++)
        add(t, labels[i], value[i]);
    add(known, "A", 3);
    add(known, "D", 23);
    add(known, "North", 56);
    add(known, "South", 123);
    const gdcs_table *const published[] = {known};
    const gdcs_suppress_options o = {.struct_size = sizeof o,
                                     .trees = trees,
                                     .tree_count = 1,
                                     .published = published,
                                     .published_count = 1};
    cr_expect(
        eq(i32, gdcs_suppress_table(t, &minimum4, &o, &out, NULL, NULL, NULL), GDCS_E_DISCLOSURE));
    gdcs_table_free(out);
    gdcs_table_free(known);
    gdcs_table_free(t);
}

/* That B was 4 is out; the table, which leaves it out, says that it is 7 now: 73 - 48 - 18. */
Test(suppress_known, takes_for_revised_what_its_own_numbers_do_not_bear_out)
{
    const char *const children[] = {"B1", "B2"}, *const parents[] = {"B", "B"};
    const gdcs_tree tree = {sizeof tree, 0, "area", children, parents, 2};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area*");
    gdcs_table *known = make_table(GDCS_ABSENT_MISSING, "area*");
    static const char *const labels[] = {"A", "B1", "B2", "C", "TOTAL"};
    static const double value[] = {48, 2, 5, 18, 73};
    for (int i = 0; i < 5; i++)
        add(t, labels[i], value[i]);
    add(known, "B", 4);
    add(known, "B2", 5);
    const gdcs_table *const published[] = {known};
    const gdcs_suppress_options o = {.struct_size = sizeof o,
                                     .trees = trees,
                                     .tree_count = 1,
                                     .published = published,
                                     .published_count = 1};
    gdcs_suppress_result r;
    gdcs_table *out = suppress(t, &o, &r);
    expect_cell(out, "B1", "[0,inf] Q");
    cr_expect(eq(i64, r.secondary, 1));
    gdcs_table_free(out);
    gdcs_table_free(t);
    gdcs_table_free(known);
}

/* Of B 52, then 40 is out, and it is 52: with A and B1 hidden alone, who believes the first has B1 = 52 - 50. */
Test(suppress_known, knows_what_was_out_once_and_is_true_again)
{
    const char *const children[] = {"B1", "B2"}, *const parents[] = {"B", "B"};
    const gdcs_tree tree = {sizeof tree, 0, "area", children, parents, 2};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area*");
    gdcs_table *first = make_table(GDCS_ABSENT_MISSING, "area*");
    gdcs_table *last = make_table(GDCS_ABSENT_MISSING, "area*");
    static const char *const labels[] = {"A", "B1", "B2", "C", "TOTAL"};
    static const double value[] = {2, 2, 50, 18, 72};
    for (int i = 0; i < 5; i++)
        add(t, labels[i], value[i]);
    add(first, "B", 52);
    add(last, "B", 40);
    const gdcs_table *const published[] = {last, first, last};
    gdcs_suppress_options o = {.struct_size = sizeof o, .trees = trees, .tree_count = 1};
    gdcs_suppress_result r;
    o.published = published;
    for (o.published_count = 1; o.published_count <= 3; o.published_count += 2) {
        gdcs_table *out = suppress(t, &o, &r);
        cr_expect(eq(i64, r.secondary, o.published_count == 1 ? 0 : 2));
        gdcs_table_free(out);
    }
    gdcs_table_free(t);
    gdcs_table_free(first);
    gdcs_table_free(last);
}
