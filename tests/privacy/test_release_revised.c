/* Numbers that were revised between releases: who guesses which ones keeps those that are true. */
#include "privacy/release_tables.h"

TestSuite(release_revised, .timeout = 120);

/* The old number of a cell that is hidden now hides nothing from who guesses that it was revised. */
Test(release_revised, a_number_that_was_revised_protects_nobody)
{
    static const number old[] = {{"a", 6}, {"b", 12}, {"c", 20}, {"TOTAL", 38}};
    static const number now[] = {{"a", 3}, {"b", 10}, {"c", 20}, {"TOTAL", 33}};
    static const char *const hidden[] = {"a", "b"};
    gdcs_table *before = protected_table("offence*"), *t = protected_table("offence*");
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    add_all(before, old, sizeof old / sizeof old[0]);
    add_all(t, now, sizeof now / sizeof now[0]);
    gdcs_table *one = without(t, hidden, 1), *two = without(t, hidden, 2);
    go(before, before, &minimum4, &o);
    expect_refusal(t, one, &minimum4, &o, GDCS_E_DISCLOSURE, "offence a (exact)");
    go(t, two, &minimum4, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(two);
    gdcs_table_free(one);
    gdcs_table_free(t);
    gdcs_table_free(before);
}

/* Of b 7, then 8 is out, and it is 7: who believes the first has a = 9 - 7. */
Test(release_revised, a_number_that_is_true_again_is_known)
{
    static const number first[] = {{"a", 5}, {"b", 7}, {"c", 20}, {"TOTAL", 32}};
    static const number second[] = {{"a", 5}, {"b", 8}, {"c", 20}, {"TOTAL", 33}};
    static const number third[] = {{"a", 2}, {"b", 7}, {"c", 21}, {"TOTAL", 30}};
    static const char *const hidden[] = {"a", "b", "c"};
    const number *const numbers[] = {first, second};
    gdcs_table *t = protected_table("offence*");
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    for (int i = 0; i < 2; i++) {
        gdcs_table *earlier = protected_table("offence*");
        add_all(earlier, numbers[i], 4);
        go(earlier, earlier, &minimum4, &o);
        gdcs_table_free(earlier);
    }
    add_all(t, third, 4);
    gdcs_table *two = without(t, hidden, 2), *three = without(t, hidden, 3);
    expect_refusal(t, two, &minimum4, &o, GDCS_E_DISCLOSURE, "offence a (exact)");
    go(t, three, &minimum4, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(three);
    gdcs_table_free(two);
    gdcs_table_free(t);
}

/* The audit of tables by the numbers of the last. */
static gdcs_audit_result audit(const gdcs_table *const *tables, int32_t n, const gdcs_table *last)
{
    const gdcs_table *originals[3] = {last, last, last};
    const gdcs_audit_options o = {
        .struct_size = sizeof o, .rule = &minimum4, .originals = originals};
    gdcs_audit_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_audit_table_linked(tables, n, &o, &r, NULL, &err), &err, "audit");
    return r;
}

/* That a was 5 to 9 says nothing of 11, nor of b, which 13 - 9 would make 4 at least. */
Test(release_revised, an_interval_that_the_number_left_limits_nothing)
{
    static const number now[] = {{"a", 11}, {"b", 2}, {"TOTAL", 13}};
    static const char *const hidden[] = {"a", "b"};
    gdcs_table *t = protected_table("offence*"), *before = protected_table("offence*");
    add_all(t, now, 3);
    set_range(before, "a", 5, 9, 'Q');
    gdcs_table *after = without(t, hidden, 2);
    const gdcs_table *const tables[] = {before, after};
    cr_expect(audit(tables, 2, t).is_safe);
    gdcs_table_free(after);
    gdcs_table_free(before);
    gdcs_table_free(t);
}

/* A counted table left men of a out, who are 3 now: its sums say nothing of them, nor that women are all 8. */
Test(release_revised, that_nobody_was_counted_may_be_revised)
{
    static const number before[] = {{"a F", 6}, {"a _T", 6}, {"b F", 9}, {"b M", 8}, {"b _T", 17}};
    static const number now[] = {{"a F", 5}, {"a M", 3},  {"a _T", 8}, {"b F", 9},
                                 {"b M", 8}, {"b _U", 4}, {"b _T", 21}};
    static const char *const hidden[] = {"a F", "a M"};
    gdcs_table *first = protected_table("offence sex"), *t = protected_table("offence sex");
    add_all(first, before, 5);
    add_all(t, now, 7);
    gdcs_table *last = without(t, hidden, 2), *one = without(t, hidden + 1, 1);
    const gdcs_table *const safe[] = {first, last}, *const unsafe[] = {first, one};
    cr_expect(audit(safe, 2, t).is_safe);
    cr_expect(eq(i64, audit(unsafe, 2, t).exact, 1));
    gdcs_table_free(one);
    gdcs_table_free(last);
    gdcs_table_free(t);
    gdcs_table_free(first);
}

/* Of women and men of A, with this share of women told beside their sum. */
static void tell_share(double women, double men, double lower, double upper, gdcs_release_log *log,
                       const char *refusal)
{
    static const char *const a[] = {"A", "F"}, *const all[] = {"A", "_T"},
                             *const hidden[] = {"A F", "A M"};
    const gdcs_audit_fact share = {.struct_size = sizeof share,
                                   .kind = GDCS_AUDIT_FACT_SHARE,
                                   .a = a,
                                   .b = all,
                                   .lower = lower,
                                   .upper = upper};
    const gdcs_audit_fact *const facts[] = {&share};
    const gdcs_release_options o = {
        .struct_size = sizeof o, .log = log, .facts = facts, .fact_count = 1};
    gdcs_table *t = protected_table("area sex");
    add(t, "A F", women);
    add(t, "A M", men);
    add(t, "A _T", women + men);
    gdcs_table *out = without(t, hidden, 2);
    if (refusal == NULL)
        go(t, out, &minimum4, &o);
    else
        expect_refusal(t, out, &minimum4, &o, GDCS_E_DISCLOSURE, refusal);
    gdcs_table_free(out);
    gdcs_table_free(t);
}

/* 9 of 17, then 19 of 27, then 9 of 12: only what is told of the numbers that go out must be so. */
Test(release_revised, figures_that_are_not_so_any_more_keep_nothing_back)
{
    gdcs_release_log *log = new_log();
    tell_share(9, 8, 0.5285, 0.5295, log, NULL);
    tell_share(19, 8, 0.5285, 0.5295, log, "(contradicted)");
    tell_share(19, 8, 0.7035, 0.7045, log, NULL);
    tell_share(9, 3, 0.7495, 0.7505, log, "sex M (exact)");
    gdcs_release_log_free(log);
}

/* Of 50, b was 48, which a later table left out: that of 52 now a is all, nobody was told. */
Test(release_revised, totals_count_whom_they_counted_before)
{
    static const number all[] = {{"a", 2}, {"b", 48}, {"TOTAL", 50}},
                        one[] = {{"a", 2}, {"TOTAL", 50}},
                        now[] = {{"a", 2}, {"b", 50}, {"TOTAL", 52}};
    static const char *const hidden[] = {"a", "b"};
    const number *const numbers[] = {all, one, now};
    static const size_t size[] = {3, 2, 3};
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    for (int i = 0; i < 3; i++) {
        gdcs_table *t = protected_table("offence*");
        add_all(t, numbers[i], size[i]);
        gdcs_table *out = without(t, hidden, i == 1 ? 1 : 2);
        go(t, out, &minimum4, &o);
        gdcs_table_free(out);
        gdcs_table_free(t);
    }
    gdcs_release_log_free(log);
}

/* Beside a1 and a2 of old, b is out of what is left of 45; whether women of b are safe then, nobody can tell. */
Test(release_revised, what_contradicts_a_safe_number_is_a_leak_of_none_but_those_beside_it)
{
    static const number before[] = {{"a1", 20}, {"a2", 30}, {"b", 12}, {"TOTAL", 62}};
    static const number now[] = {{"b F", 2}, {"b M", 10}, {"b _T", 12}, {"TOTAL _T", 45}};
    static const char *const hidden[] = {"b _T", "b F", "b M"};
    gdcs_table *first = protected_table("offence*"), *t = protected_table("offence* sex");
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    const gdcs_disclosure_rule wide = {.struct_size = sizeof wide, .minimum = 2};
    add_all(first, before, 4);
    gdcs_table *open = without(first, (const char *const[]){"b"}, 1);
    go(first, open, &wide, &o);
    add_all(t, now, 4);
    gdcs_table *out = without(t, hidden, 3);
    expect_refusal(t, out, &minimum4, &o, GDCS_E_DISCLOSURE, "sex F (contradicted) leaks");
    go(t, out, &wide, &o);
    gdcs_release_log_free(log);
    gdcs_table_free(out);
    gdcs_table_free(open);
    gdcs_table_free(t);
    gdcs_table_free(first);
}

/* Of A, which was 2, "A" says that it is 1 to 3, and the table up to 6; it is 6 now, and at least that. */
Test(release_revised, limits_stay_true_where_a_letter_does_not)
{
    static const number now[] = {{"A F", 2}, {"A M", 4}, {"A _T", 6}};
    gdcs_table *first = protected_table("area"), *t = protected_table("area sex"), *seen = NULL;
    gdcs_release_log *log = new_log();
    const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
    gdcs_release_entry e = {.struct_size = sizeof e};
    add(first, "A", 2);
    gdcs_table *limited = without(first, NULL, 0);
    set_range(limited, "A", 0, 6, 'Q');
    go(first, limited, &minimum4, &o);
    cr_assert(eq(i32, gdcs_release_log_get(log, 0, &e, NULL), GDCS_OK));
    cr_assert(eq(i32, e.table_count, 2));
    expect_cell(e.tables[0], "A", "[0,6] Q");
    expect_cell(e.tables[1], "A", "[1,3] Q");
    add_all(t, now, 3);
    seen = without(t, (const char *const[]){"A F"}, 1);
    set_range(seen, "A _T", 6, 9, 'Q');
    expect_refusal(t, seen, &minimum4, &o, GDCS_E_DISCLOSURE, "area A, sex F (exact)");
    gdcs_release_log_free(log);
    gdcs_table_free(seen);
    gdcs_table_free(limited);
    gdcs_table_free(t);
    gdcs_table_free(first);
}
