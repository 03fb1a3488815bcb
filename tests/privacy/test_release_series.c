/* Releases one after the other: what each lets out is part of what the next may tell.  Found by tests/attack. */
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>
#include <gdcs/budget.h>
#include <gdcs/share.h>

TestSuite(release_series, .timeout = 120);

/* Shares of women by area, with one decimal. */
static void go_shares(const gdcs_table *original, const gdcs_table *table,
                      const gdcs_release_options *o)
{
    static const char *const keep[] = {"area"};
    gdcs_release_options share = *o;
    gdcs_frame *shares = NULL, *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    share.tells = GDCS_RELEASE_TELLS_SHARE;
    share.digits = 1;
    good(gdcs_share_table(original, keep, 1, NULL, &shares, &err), &err, "share");
    good(gdcs_release_frame(shares, &original, &table, 1, &minimum4, &share, &out, NULL, &err),
         &err, "frame");
    gdcs_frame_free(out);
    gdcs_frame_free(shares);
}

static const char *const all[] = {"A F", "A M", "B F", "B M", "C F", "C M"};

/* 30 women in C, as a rate of known persons. */
static const char *const women_in_c[] = {"C", "F"};
static const gdcs_audit_fact rate = {.struct_size = sizeof rate,
                                     .kind = GDCS_AUDIT_FACT_RATE,
                                     .a = women_in_c,
                                     .population = 1000,
                                     .per = 100,
                                     .lower = 2.95,
                                     .upper = 3.05};
static const gdcs_audit_fact *const rates[] = {&rate};

Test(release_series, figures_published_beside_a_table_are_known_to_the_next_audit)
{
    static const char *const second[] = {"A F", "A M", "C F", "C M"};
    gdcs_table *t = areas(), *first = without(t, all, 6), *next = without(t, second, 4);
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    go(t, first, &minimum4, &o);
    go(t, next, &minimum4, &o);
    gdcs_release_log_free(log);
    log = o.log = new_log();
    o.facts = rates;
    o.fact_count = 1;
    go(t, first, &minimum4, &o);
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(log, 0, &e, &err), &err, "get");
    cr_expect(eq(i32, e.fact_count, 1));
    cr_expect(eq(dbl, e.facts[0]->upper, 3.05));
    o.fact_count = 0;
    expect_refusal(t, next, &minimum4, &o, GDCS_E_DISCLOSURE, "area A, sex F (exact)");
    gdcs_release_log_free(log);
    gdcs_table_free(next);
    gdcs_table_free(first);
    gdcs_table_free(t);
}

Test(release_series, figures_published_beside_a_frame_are_known_to_the_next_audit)
{
    static const char *const second[] = {"A F", "A M", "C F", "C M"};
    gdcs_table *t = areas(), *first = without(t, all, 6), *next = without(t, second, 4);
    gdcs_release_log *log = new_log();
    gdcs_release_options o = {.struct_size = sizeof o, .log = log, .facts = rates, .fact_count = 1};
    go_shares(t, first, &o);
    o.fact_count = 0;
    expect_refusal(t, next, &minimum4, &o, GDCS_E_DISCLOSURE, "area A, sex F (exact)");
    gdcs_release_log_free(log);
    gdcs_table_free(next);
    gdcs_table_free(first);
    gdcs_table_free(t);
}

Test(release_series, no_figures_of_true_numbers_go_out_beside_noise)
{
    gdcs_table *t = areas(), *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_release_options o = {.struct_size = sizeof o,
                                    .method = GDCS_RELEASE_METHOD_NOISE,
                                    .facts = rates,
                                    .fact_count = 1};
    cr_expect(eq(i32, gdcs_release_table(t, t, &minimum4, &o, &out, NULL, &err), GDCS_E_OPTION));
    cr_expect(eq(str, (char *)err.field, "facts"));
    gdcs_table_free(t);
}

/* 1 and 2 of 33: that they are 3 together, and that both are somebody, leaves 1 to 2. */
Test(release_series, that_a_hidden_number_is_not_zero_is_known_to_the_next_audit)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = 4, .width = 3};
    gdcs_table *t = protected_table("offence*"), *one = make_table(GDCS_ABSENT_MISSING, "offence");
    static const char *const three[] = {"a", "b", "c"};
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add(t, "a", 1);
    add(t, "b", 2);
    add(t, "c", 10);
    add(t, "d", 20);
    add(t, "TOTAL", 33);
    add(one, "c", 10);
    gdcs_table *hidden = without(t, three, 3);
    go(t, hidden, &rule, &o);
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(log, 0, &e, &err), &err, "get");
    cr_expect(eq(dbl, cell(e.tables[0], "a").lower, 1));
    expect_refusal(one, one, &rule, &o, GDCS_E_DISCLOSURE, "of earlier releases");
    gdcs_release_log_free(log);
    gdcs_table_free(hidden);
    gdcs_table_free(one);
    gdcs_table_free(t);
}

/* Nobody knows that of a hidden number where zeroes are hidden, too. */
Test(release_series, a_hidden_number_may_be_zero_where_zeroes_are_hidden)
{
    static const double women[] = {2, 20, 0}, men[] = {50, 40, 45};
    gdcs_table *t = protected_areas(women, men, 3);
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_release_options o = {
        .struct_size = sizeof o, .log = log, .letters = GDCS_RELEASE_LETTERS_ONE};
    gdcs_table *hidden = without(t, all, 6);
    go(t, hidden, &minimum4, &o);
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(log, 0, &e, &err), &err, "get");
    cr_expect(eq(dbl, cell(e.tables[0], "A F").lower, 0));
    gdcs_release_log_free(log);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* A1 + A2 = A is known to whoever has seen the first table, whatever the second is released with. */
Test(release_series, trees_of_a_release_hold_for_the_next)
{
    static const char *const children[] = {"A1", "A2", "B1", "B2"}, *const parents[] = {"A", "A",
                                                                                        "B", "B"};
    const gdcs_tree tree = {.struct_size = sizeof tree,
                            .axis = "area",
                            .count = 4,
                            .children = children,
                            .parents = parents};
    const gdcs_tree *const trees[] = {&tree};
    gdcs_table *t = protected_table("area*"), *next = make_table(GDCS_ABSENT_MISSING, "area");
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options o = {.struct_size = sizeof o, .log = log, .trees = trees, .tree_count = 1};
    add(t, "A1", 2);
    add(t, "A2", 50);
    add(t, "A", 52);
    add(t, "B1", 20);
    add(t, "B2", 40);
    add(t, "B", 60);
    add(t, "TOTAL", 112);
    add(next, "A2", 50);
    gdcs_table *hidden = without(t, children, 4);
    go(t, hidden, &minimum4, &o);
    gdcs_release_entry e = {.struct_size = sizeof e};
    good(gdcs_release_log_get(log, 0, &e, &err), &err, "get");
    cr_expect(eq(i32, e.tree_count, 1));
    cr_expect(eq(str, (char *)e.trees[0]->parents[1], "A"));
    o.tree_count = 0;
    expect_refusal(next, next, &minimum4, &o, GDCS_E_DISCLOSURE, "of earlier releases");
    gdcs_release_log_free(log);
    gdcs_table_free(hidden);
    gdcs_table_free(next);
    gdcs_table_free(t);
}

/* Men by area beside all persons by area and by sex, of whom some are of other sex: the rest is not women alone. */
Test(release_series, one_sex_by_itself_leaves_the_others_open)
{
    gdcs_table *all_areas = protected_table("area*"), *sexes = protected_table("sex");
    gdcs_table *men = make_table(GDCS_ABSENT_MISSING, "area* sex");
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add(all_areas, "A", 87);
    add(all_areas, "B", 84);
    add(all_areas, "TOTAL", 171);
    add(sexes, "F", 60);
    add(sexes, "M", 30);
    add(sexes, "_O", 81);
    add(sexes, "_T", 171);
    add(men, "A M", 12);
    add(men, "B M", 18);
    add(men, "TOTAL M", 30);
    go(all_areas, all_areas, &minimum4, &o);
    go(sexes, sexes, &minimum4, &o);
    go(men, men, &minimum4, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(men);
    gdcs_table_free(sexes);
    gdcs_table_free(all_areas);
}

/* What was hidden under a rule that asks for intervals of 8 keeps them under the next, which asks for none. */
Test(release_series, what_is_out_keeps_the_protection_of_its_rule)
{
    const gdcs_disclosure_rule strict = {.struct_size = sizeof strict, .minimum = 4, .width = 8};
    gdcs_table *t = protected_table("offence*"), *one = make_table(GDCS_ABSENT_MISSING, "offence");
    static const char *const three[] = {"a", "b", "c"};
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add(t, "a", 2);
    add(t, "b", 3);
    add(t, "c", 10);
    add(t, "d", 20);
    add(t, "TOTAL", 35);
    add(one, "c", 10);
    gdcs_table *hidden = without(t, three, 3);
    go(t, hidden, &strict, &o);
    expect_refusal(one, one, &minimum4, &o, GDCS_E_DISCLOSURE,
                   "offence a (narrow); offence b (narrow) leak, of earlier releases");
    gdcs_release_log_free(log);
    go(one, one, &minimum4, NULL);
    log = new_log();
    const gdcs_release_options fresh = {.struct_size = sizeof fresh, .log = log};
    go(t, hidden, &minimum4, &fresh);
    go(one, one, &minimum4, &fresh);
    gdcs_release_log_free(log);
    gdcs_table_free(hidden);
    gdcs_table_free(one);
    gdcs_table_free(t);
}

/* Letters say that a is 1 to 3, as wide as its number needs but not what the rule asks of an unknown one: that is no
   leave to say which. */
Test(release_series, what_seems_to_leak_may_not_leak_more)
{
    const gdcs_disclosure_rule room = {
        .struct_size = sizeof room, .minimum = 4, .below = 1, .above = 2};
    gdcs_table *t = protected_table("offence*"), *years = protected_table("year*");
    static const char *const hidden[] = {"a", "TOTAL"};
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add(t, "a", 1);
    add(t, "b", 9);
    add(t, "TOTAL", 10);
    add(years, "2025", 10);
    add(years, "TOTAL", 10);
    gdcs_table *first = without(t, hidden, 2);
    set_range(first, "b", 9, 11, 'Q');
    go(t, first, &room, &o);
    expect_refusal(years, years, &room, &o, GDCS_E_DISCLOSURE,
                   "year TOTAL, offence a (exact) leaks, of earlier releases");
    gdcs_release_log_free(log);
    gdcs_table_free(first);
    gdcs_table_free(years);
    gdcs_table_free(t);
}

/* A gap of shares whose denominator, 75, is revised, and then only about known: it was a gap of 75. */
Test(release_series, figures_stay_those_of_the_numbers_they_were_made_of)
{
    static const char *const c_women[] = {"C", "F"}, *const c_all[] = {"C", "_T"},
                             *const c_men[] = {"C", "M"};
    const gdcs_audit_fact gap = {.struct_size = sizeof gap,
                                 .kind = GDCS_AUDIT_FACT_GAP,
                                 .a = c_women,
                                 .b = c_all,
                                 .c = c_men,
                                 .d = c_all,
                                 .per = 100,
                                 .lower = -20.1,
                                 .upper = -19.9};
    const gdcs_audit_fact *const gaps[] = {&gap};
    static const char *const first[] = {"A F", "A M", "B F", "B M"};
    gdcs_table *t = areas(), *revised = areas(), *open = without(t, first, 4), *next = NULL;
    gdcs_release_log *log = new_log();
    gdcs_release_options o = {.struct_size = sizeof o, .log = log, .facts = gaps, .fact_count = 1};
    go(t, open, &minimum4, &o);
    o.fact_count = 0;
    add(revised, "C M", 5);
    add(revised, "C _T", 5);
    add(revised, "TOTAL M", 5);
    add(revised, "TOTAL _T", 5);
    next = without(revised, first, 4);
    set_range(next, "C _T", 76, 90, 'Q');
    go(revised, next, &minimum4, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(next);
    gdcs_table_free(open);
    gdcs_table_free(revised);
    gdcs_table_free(t);
}

/* No women in A, said by leaving them out: hiding them later leaves nothing open in C. */
Test(release_series, what_a_counted_table_leaves_out_is_known_to_be_nobody)
{
    gdcs_table *first = protected_table("area sex");
    gdcs_table *next = make_table(GDCS_ABSENT_MISSING, "area* sex");
    static const char *const hidden[] = {"A F", "C F"};
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add(first, "A M", 9);
    add(first, "B F", 7);
    add(first, "B M", 8);
    add(next, "A F", 0);
    add(next, "B F", 7);
    add(next, "C F", 2);
    add(next, "TOTAL F", 9);
    gdcs_table *open = without(next, hidden, 2);
    go(next, open, &minimum4, NULL);
    go(first, first, &minimum4, &o);
    expect_refusal(next, open, &minimum4, &o, GDCS_E_DISCLOSURE, "area C, sex F (exact) leaks");
    gdcs_release_log_free(log);
    gdcs_table_free(open);
    gdcs_table_free(next);
    gdcs_table_free(first);
}

/* Who is alone in 2024 knows how many there are in all, then that three are women: only if 2024 is handed in, too. */
Test(release_series, insiders_of_earlier_tables_are_thought_of_where_these_are_handed_in_again)
{
    gdcs_table *years = protected_table("year*"), *sexes = protected_table("sex");
    static const char *const first[] = {"2024", "TOTAL"}, *const next[] = {"F", "_T"};
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {
        .struct_size = sizeof o, .log = log, .insiders = GDCS_AUDIT_INSIDERS_ALONE};
    gdcs_error err = {.struct_size = sizeof err};
    add(years, "2024", 1);
    add(years, "2025", 8);
    add(years, "TOTAL", 9);
    add(sexes, "F", 3);
    add(sexes, "M", 6);
    add(sexes, "_T", 9);
    const gdcs_table *const originals[] = {sexes, years};
    gdcs_table *tables[] = {without(sexes, next, 2), without(years, first, 2)}, *out[2] = {NULL};
    go(years, tables[1], &minimum4, &o);
    const gdcs_status status = gdcs_release_table_linked(
        originals, (const gdcs_table *const *)tables, 2, &minimum4, &o, out, NULL, &err);
    cr_expect(status == GDCS_E_DISCLOSURE);
    cr_expect(strstr(err.message, "sex F, year TOTAL (insider)") != NULL, "%s", err.message);
    go(sexes, tables[0], &minimum4, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(tables[0]);
    gdcs_table_free(tables[1]);
    gdcs_table_free(sexes);
    gdcs_table_free(years);
}

/* a + b, a + c and a + d beside all four: a is half of what they have more. */
Test(release_series, groupings_that_cross_each_other_are_refused)
{
    static const char *const children[] = {"a", "b", "c", "d"};
    static const char *const first[] = {"h", "h", "i", "i"}, *const second[] = {"k", "l", "k", "l"};
    static const char *const deeper[] = {"h1", "h1"}, *const above[] = {"h"},
                             *const below_h[] = {"h1"};
    gdcs_tree trees[] = {
        {.struct_size = sizeof *trees, .axis = "area", .count = 4, .children = children},
        {.struct_size = sizeof *trees, .axis = "area", .count = 1, .children = below_h},
    };
    const gdcs_tree *const pointers[] = {&trees[0], &trees[1]};
    gdcs_table *t = protected_table("area*"), *pairs = make_table(GDCS_ABSENT_MISSING, "area");
    gdcs_table *others = make_table(GDCS_ABSENT_MISSING, "area");
    gdcs_table *parts = make_table(GDCS_ABSENT_MISSING, "area"), *out = NULL;
    gdcs_release_log *log = new_log();
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_options o = {
        .struct_size = sizeof o, .log = log, .trees = pointers, .tree_count = 0};
    add(t, "a", 2);
    add(t, "b", 20);
    add(t, "c", 30);
    add(t, "d", 40);
    add(t, "TOTAL", 92);
    add(pairs, "h", 22);
    add(pairs, "i", 70);
    add(others, "k", 32);
    add(others, "l", 60);
    add(parts, "h1", 22);
    gdcs_table *hidden = without(t, children, 4);
    go(t, hidden, &minimum4, &o);
    o.tree_count = 1;
    trees[0].parents = first;
    go(pairs, pairs, &minimum4, &o);
    trees[0].parents = second;
    cr_expect(eq(i32, gdcs_release_table(others, others, &minimum4, &o, &out, NULL, &err),
                 GDCS_E_DUPLICATE));
    cr_expect(
        eq(str, err.message,
           "'a' is part of 'k', and of 'h' by an earlier release, of which neither is part of "
           "the other"));
    trees[0].parents = deeper; /* a level between those that there are crosses none */
    trees[0].count = 2;
    trees[1].parents = above;
    o.tree_count = 2;
    go(parts, parts, &minimum4, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(hidden);
    gdcs_table_free(parts);
    gdcs_table_free(others);
    gdcs_table_free(pairs);
    gdcs_table_free(t);
}

/* Shares of women, of tables in which some are of other sex, have numbers of women and men alone; with the table
   and with all persons by area, they tell that three men are in A. */
Test(release_series, shares_of_women_leave_room_for_the_other_sexes_that_tables_count)
{
    static const number cells[] = {
        {"TOTAL _T", 162}, {"TOTAL F", 3}, {"TOTAL M", 83}, {"TOTAL _O", 76}, {"A _T", 11},
        {"A F", 0},        {"A M", 3},     {"A _O", 8},     {"B _T", 63},     {"B F", 3},
        {"B M", 0},        {"B _O", 60},   {"C _T", 20},    {"C F", 0},       {"C M", 20},
        {"C _O", 0},       {"D _T", 68},   {"D F", 0},      {"D M", 60},      {"D _O", 8}};
    static const number sums[] = {{"TOTAL", 162}, {"A", 11}, {"B", 63}, {"C", 20}, {"D", 68}};
    static const char *const hidden[] = {"TOTAL F", "TOTAL _O", "A _T", "A F",  "A M",  "A _O",
                                         "B _T",    "B F",      "B M",  "B _O", "C _T", "C M"};
    gdcs_table *t = protected_table("area* sex"), *persons = protected_table("area*");
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add_all(t, cells, sizeof cells / sizeof cells[0]);
    add_all(persons, sums, sizeof sums / sizeof sums[0]);
    gdcs_table *made = without(t, hidden, sizeof hidden / sizeof hidden[0]);
    go_shares(t, made, &o);
    go(t, made, &minimum4, &o);
    expect_refusal(persons, persons, &minimum4, &o, GDCS_E_DISCLOSURE, "area A, sex M (exact)");
    gdcs_release_log_free(log);
    gdcs_table_free(made);
    gdcs_table_free(persons);
    gdcs_table_free(t);
}
