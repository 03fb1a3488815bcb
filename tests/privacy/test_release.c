/* Mirrors lib/privacy/release. */
#include "fail_alloc.h"
#include "privacy/release_tables.h"

#include <criterion/new/assert.h>
#include <gdcs/json.h>
#include <gdcs/round.h>

TestSuite(release, .timeout = 120);

static gdcs_status try_release(const gdcs_table *original, const gdcs_table *table,
                               const gdcs_disclosure_rule *rule, const gdcs_release_options *o,
                               gdcs_table **out, gdcs_release_result *r, gdcs_error *err)
{
    *err = (gdcs_error){.struct_size = sizeof *err};
    *r = (gdcs_release_result){.struct_size = sizeof *r};
    *out = NULL;
    const gdcs_status status = gdcs_release_table(original, table, rule, o, out, r, err);
    cr_expect(status == GDCS_OK ? *out != NULL : *out == NULL);
    return status;
}

static gdcs_table *released(const gdcs_table *original, const gdcs_table *table,
                            const gdcs_disclosure_rule *rule, const gdcs_release_options *o,
                            gdcs_release_result *r)
{
    gdcs_table *out = NULL;
    gdcs_error err;
    good(try_release(original, table, rule, o, &out, r, &err), &err, "release");
    return out;
}

static gdcs_status json(const gdcs_table *t)
{
    gdcs_sink *sink = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_sink_new_memory(&sink, &err), &err, "sink");
    const gdcs_status status = gdcs_json_write_table(t, sink, NULL);
    gdcs_sink_free(sink);
    return status;
}

Test(release, lets_go_what_its_audit_passes)
{
    gdcs_release_result r;
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_table *out = released(t, hidden, &minimum4, NULL, &r);
    cr_expect(eq(i32, json(hidden), GDCS_E_DISCLOSURE));
    cr_expect(eq(i32, json(out), GDCS_OK));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(out), GDCS_SENSITIVITY_PUBLIC));
    cr_expect(eq(i32, gdcs_table_get_sensitivity(hidden), GDCS_SENSITIVITY_PROTECTED));
    cr_expect(eq(i32, r.is_safe, 1));
    cr_expect(eq(i64, r.hidden, 4));
    cr_expect(eq(i64, r.leaks, 0));
    cr_expect(eq(i32, r.method, GDCS_RELEASE_METHOD_SUPPRESSION));
    cr_expect(eq(i32, r.letters, GDCS_RELEASE_LETTERS_KINDS));
    expect_cell(out, "A F", "[0,inf] Q");
    expect_cell(out, "C M", "45");
    cr_expect(eq(i32, cell(out, "A F").confidentiality, 'A'));
    cr_expect(eq(i32, cell(out, "B M").confidentiality, 'D'));
    cr_expect(strstr(gdcs_table_get_meta(out, GDCS_META_NOTE), "no fewer than 4 persons") != NULL);
    gdcs_table_free(out);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release, lowers_to_internal_where_asked)
{
    const gdcs_release_options o = {.struct_size = sizeof o,
                                    .sensitivity = GDCS_SENSITIVITY_INTERNAL};
    gdcs_release_result r;
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_table *out = released(t, hidden, &minimum4, &o, &r);
    cr_expect(eq(i32, gdcs_table_get_sensitivity(out), GDCS_SENSITIVITY_INTERNAL));
    gdcs_table_free(out);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release, names_cells_that_leak_by_their_labels)
{
    gdcs_table *t = areas(), *one = areas();
    expect_refusal(t, t, &minimum4, NULL, GDCS_E_DISCLOSURE, "area A, sex F (published) leaks");
    hide(one, "A F"); /* one of two sexes beside their total */
    expect_refusal(t, one, &minimum4, NULL, GDCS_E_DISCLOSURE, "area A, sex F (exact) leaks");
    hide(one, "A M");
    hide(one, "B F"); /* a line too few */
    expect_refusal(t, one, &minimum4, NULL, GDCS_E_DISCLOSURE, "area A, sex F (exact) leaks");
    hide(one, "B M");
    gdcs_release_result r;
    gdcs_table_free(released(t, one, &minimum4, NULL, &r));
    gdcs_table_free(one);
    gdcs_table_free(t);
}

Test(release, tells_all_that_leaks_to_who_may_see_it)
{
    gdcs_table *t = areas(), *one = areas();
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_result r = {.struct_size = sizeof r};
    hide(one, "A F");
    good(gdcs_release_audit_table((const gdcs_table *const *)&t, (const gdcs_table *const *)&one, 1,
                                  &minimum4, NULL, &frame, &r, &err),
         &err, "audit");
    cr_expect(eq(i32, r.is_safe, 0));
    cr_expect(eq(i64, r.leaks, 1));
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), 1));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(frame);
    gdcs_table_free(one);
    gdcs_table_free(t);
}

/* Below 2 is 1: who knows that a cell is small knows the number. */
Test(release, letters_tell_no_number)
{
    static const double women[] = {1, 20, 30}, men[] = {50, 40, 45};
    const gdcs_disclosure_rule minimum2 = {.struct_size = sizeof minimum2, .minimum = 2},
                               groups = {.struct_size = sizeof groups,
                                         .minimum = 4,
                                         .groups = GDCS_DISCLOSURE_GROUPS_NO_WOMEN};
    gdcs_release_options o = {.struct_size = sizeof o};
    gdcs_release_result r;
    gdcs_table *t = protected_areas(women, men, 3), *hidden = suppressed(t, &minimum2);
    gdcs_table *out = released(t, hidden, &minimum2, &o, &r);
    cr_expect(eq(i32, r.letters, GDCS_RELEASE_LETTERS_ONE));
    cr_expect(eq(i32, cell(out, "A F").confidentiality, 'C'));
    cr_expect(eq(i32, cell(out, "B M").confidentiality, 'C'));
    gdcs_table_free(out);
    o.letters = GDCS_RELEASE_LETTERS_KINDS;
    expect_refusal(t, hidden, &minimum2, &o, GDCS_E_DISCLOSURE, "leak");
    expect_refusal(t, hidden, &groups, &o, GDCS_E_DISCLOSURE, "one letter");
    o.letters = GDCS_RELEASE_LETTERS_DEFAULT;
    out = released(t, hidden, &groups, &o, &r);
    cr_expect(eq(i32, r.letters, GDCS_RELEASE_LETTERS_ONE));
    gdcs_table_free(out);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

/* Counted tables leave out who is not there: no woman in A is a number like others. */
Test(release, a_group_is_seen_where_nobody_was_counted)
{
    const gdcs_disclosure_rule groups = {
        .struct_size = sizeof groups, .minimum = 4, .groups = GDCS_DISCLOSURE_GROUPS_NO_WOMEN};
    static const double women[] = {20, 30}, men[] = {40, 45};
    gdcs_release_result r;
    gdcs_table *t = protected_areas(women, men, 2);
    add(t, "C M", 50);
    add(t, "C _T", 50);
    add(t, "TOTAL M", 50);
    add(t, "TOTAL _T", 50);
    expect_refusal(t, t, &groups, NULL, GDCS_E_DISCLOSURE, "area C, sex F (published)");
    gdcs_table *hidden = suppressed(t, &groups);
    gdcs_table *out = released(t, hidden, &groups, NULL, &r);
    cr_expect(eq(i32, cell(out, "C F").status, 'Q'));
    gdcs_table_free(out);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release, a_letter_of_the_caller_stays_where_it_is_so)
{
    gdcs_release_result r;
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_cell by_receiver = {
        .struct_size = sizeof by_receiver, .value = NAN, .status = 'M', .confidentiality = 'S'};
    words w;
    good(gdcs_table_set(hidden, split("B F", &w), &by_receiver, &err), &err, "S");
    good(gdcs_table_set(hidden, split("A F", &w), &by_receiver, &err), &err, "S");
    gdcs_table *out = released(t, hidden, &minimum4, NULL, &r);
    cr_expect(eq(i32, cell(out, "B F").confidentiality, 'S'));
    cr_expect(eq(i32, cell(out, "B F").status, 'Q'));
    cr_expect(eq(i32, cell(out, "A F").confidentiality, 'A'));
    gdcs_table_free(out);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release, refuses_a_table_that_is_not_the_originals)
{
    gdcs_table *t = areas(), *other = areas(), *lost = protected_table("area* sex");
    gdcs_table *wide = protected_table("area* sex year"), *renamed = protected_table("court* sex");
    set(other, "C M", 46, 46, 46, 'A');
    expect_refusal(t, other, &minimum4, NULL, GDCS_E_VALUE, "area C, sex M: the number is not");
    set_range(other, "C M", 50, 60, 'Q');
    expect_refusal(t, other, &minimum4, NULL, GDCS_E_VALUE, "outside the interval");
    set_missing(t, "C M", 'O');
    set(other, "C M", 45, 45, 45, 'A');
    expect_refusal(t, other, &minimum4, NULL, GDCS_E_VALUE, "where the original has none");
    set(t, "C M", 45, 45, 45, 'A');
    add(other, "D F", 7);
    expect_refusal(t, other, &minimum4, NULL, GDCS_E_NAME, "area D, sex F: the original has no");
    add(lost, "A M", 50);
    add(lost, "B F", 20);
    expect_refusal(t, lost, &minimum4, NULL, GDCS_E_VALUE, "area A, sex F: the cell is left out");
    expect_refusal(t, wide, &minimum4, NULL, GDCS_E_SHAPE, "3 axes");
    expect_refusal(t, renamed, &minimum4, NULL, GDCS_E_SHAPE, "no axis 'court'");
    gdcs_table_free(renamed);
    gdcs_table_free(wide);
    gdcs_table_free(lost);
    gdcs_table_free(other);
    gdcs_table_free(t);
}

Test(release, refuses_a_rule_that_asks_for_nothing_and_options_that_mean_nothing)
{
    gdcs_table *t = areas();
    gdcs_disclosure_rule none = {.struct_size = sizeof none};
    expect_refusal(t, t, &none, NULL, GDCS_E_DISCLOSURE, "asks for nothing");
    none.minimum_base = 50;
    expect_refusal(t, t, &none, NULL, GDCS_E_DISCLOSURE, "asks for nothing");
    none.rounding = 5;
    none.rounding_kind = GDCS_DISCLOSURE_ROUNDING_RANDOM;
    expect_refusal(t, t, &none, NULL, GDCS_E_DISCLOSURE, "rounded to base 5");
    expect_refusal(t, t, NULL, NULL, GDCS_E_ARGUMENT, "missing");
    const gdcs_release_options wrong[] = {
        {.struct_size = sizeof *wrong, .method = 5},
        {.struct_size = sizeof *wrong, .method = GDCS_RELEASE_METHOD_ROUNDING},
        {.struct_size = sizeof *wrong, .base = 5},
        {.struct_size = sizeof *wrong, .rounding_kind = 4},
        {.struct_size = sizeof *wrong, .sensitivity = GDCS_SENSITIVITY_PROTECTED},
        {.struct_size = sizeof *wrong, .letters = -1},
        {.struct_size = sizeof *wrong, .insiders = 3},
        {.struct_size = sizeof *wrong, .tree_count = -1},
        {.struct_size = sizeof *wrong, .equations = 51},
        {.struct_size = sizeof *wrong, .milliseconds = -1},
        {.struct_size = sizeof *wrong, .together = 2},
        {.struct_size = sizeof *wrong, .digits = 10},
        {.struct_size = sizeof *wrong, .tells = 3}};
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
        expect_refusal(t, t, &minimum4, &wrong[i], GDCS_E_OPTION, "");
    gdcs_release_options o = {.struct_size = sizeof o, .method = GDCS_RELEASE_METHOD_CELL_KEY};
    expect_refusal(t, t, &minimum4, &o, GDCS_E_ARGUMENT, "missing");
    o.method = GDCS_RELEASE_METHOD_NOISE;
    expect_refusal(t, t, &minimum4, &o, GDCS_E_ARGUMENT, "missing");
    o = (gdcs_release_options){.struct_size = sizeof o, .fact_count = 1};
    expect_refusal(t, t, &minimum4, &o, GDCS_E_ARGUMENT, "missing");
    o = (gdcs_release_options){.struct_size = sizeof o, .time = "\xff"};
    expect_refusal(t, t, &minimum4, &o, GDCS_E_ARGUMENT, "UTF-8");
    o = (gdcs_release_options){.struct_size = 8};
    expect_refusal(t, t, &minimum4, &o, GDCS_E_STRUCT, "");
    gdcs_table_free(t);
}

Test(release, of_several_all_go_or_none)
{
    gdcs_table *t[2] = {areas(), protected_table("area*")}, *hidden[2], *out[2] = {NULL};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_release_result r = {.struct_size = sizeof r};
    add(t[1], "A", 52);
    add(t[1], "B", 60);
    add(t[1], "C", 75);
    add(t[1], "TOTAL", 187);
    const gdcs_table *const originals[] = {t[0], t[1]};
    good(gdcs_suppress_table_linked(originals, 2, &minimum4, NULL, hidden, NULL, NULL, &err), &err,
         "suppress");
    const gdcs_table *tables[] = {hidden[0], hidden[1]};
    good(gdcs_release_table_linked(originals, tables, 2, &minimum4, NULL, out, &r, &err), &err,
         "release");
    for (int i = 0; i < 2; i++) {
        cr_expect(eq(i32, gdcs_table_get_sensitivity(out[i]), GDCS_SENSITIVITY_PUBLIC));
        gdcs_table_free(out[i]);
        out[i] = NULL;
    }
    hide(hidden[0], "A _T"); /* the line is hidden, but the other table has it */
    set(hidden[0], "A M", 50, 50, 50, 'A');
    cr_expect(eq(i32,
                 gdcs_release_table_linked(originals, tables, 2, &minimum4, NULL, out, &r, &err),
                 GDCS_E_DISCLOSURE));
    cr_expect(out[0] == NULL && out[1] == NULL);
    cr_expect(eq(i32,
                 gdcs_release_table_linked(originals, tables, 0, &minimum4, NULL, out, &r, &err),
                 GDCS_E_ARGUMENT));
    cr_expect(eq(i32,
                 gdcs_release_table_linked(originals, tables, 101, &minimum4, NULL, out, &r, &err),
                 GDCS_E_ARGUMENT));
    for (int i = 0; i < 2; i++) {
        gdcs_table_free(hidden[i]);
        gdcs_table_free(t[i]);
    }
}

Test(release, counts_facts_and_other_tables_as_known)
{
    gdcs_table *t = areas(), *hidden = suppressed(t, &minimum4);
    gdcs_table *women = make_table(GDCS_ABSENT_ZERO, "area* sex");
    const char *const a[] = {"A", "F"}, *const b[] = {"A", "_T"};
    const gdcs_audit_fact fact = {.struct_size = sizeof fact,
                                  .kind = GDCS_AUDIT_FACT_SHARE,
                                  .a = a,
                                  .b = b,
                                  .per = 100,
                                  .lower = 3.8,
                                  .upper = 3.9},
                          *const facts[] = {&fact};
    gdcs_release_options o = {.struct_size = sizeof o, .facts = facts, .fact_count = 1};
    expect_refusal(t, hidden, &minimum4, &o, GDCS_E_DISCLOSURE, "area A, sex F (exact)");
    add(women, "B F", 20);
    const gdcs_table *const published[] = {women};
    o = (gdcs_release_options){
        .struct_size = sizeof o, .published = published, .published_count = 1};
    expect_refusal(t, hidden, &minimum4, &o, GDCS_E_DISCLOSURE, "area A, sex F (exact)");
    gdcs_table_free(women);
    gdcs_table_free(hidden);
    gdcs_table_free(t);
}

Test(release, a_rule_of_dominance_is_judged_by_contributions)
{
    const gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .dominance_n = 1, .dominance_k = 80};
    gdcs_table *t = areas(), *largest = areas();
    gdcs_error err = {.struct_size = sizeof err};
    for (int64_t i = 0; i < gdcs_table_count_cells(t); i++) {
        int32_t codes[2];
        gdcs_cell c = {.struct_size = sizeof c};
        gdcs_axis axis[2] = {{.struct_size = sizeof *axis}, {.struct_size = sizeof *axis}};
        good(gdcs_table_get_at(t, i, codes, &c, &err), &err, "cell");
        for (int k = 0; k < 2; k++)
            good(gdcs_table_get_axis(t, k, &axis[k], &err), &err, "axis");
        const char *const at[] = {axis[0].labels[codes[0]], axis[1].labels[codes[1]]};
        c.value = c.lower = c.upper = strcmp(at[0], "B") == 0 && at[1][0] == 'M' ? 38 : 1;
        good(gdcs_table_set(largest, at, &c, &err), &err, "largest");
    }
    const gdcs_disclosure_options contributions = {.struct_size = sizeof contributions,
                                                   .largest = largest};
    gdcs_release_options o = {.struct_size = sizeof o};
    expect_refusal(t, t, &rule, &o, GDCS_E_SHAPE, "contributions");
    o.contributions = &contributions;
    expect_refusal(t, t, &rule, &o, GDCS_E_DISCLOSURE, "area B, sex M (published)");
    const gdcs_suppress_options s = {.struct_size = sizeof s, .contributions = &contributions};
    gdcs_table *hidden = NULL;
    gdcs_release_result r;
    good(gdcs_suppress_table(t, &rule, &s, &hidden, NULL, NULL, &err), &err, "suppress");
    gdcs_table *out = released(t, hidden, &rule, &o, &r);
    cr_expect(eq(i32, cell(out, "B M").confidentiality, 'O'));
    gdcs_table_free(out);
    gdcs_table_free(hidden);
    gdcs_table_free(largest);
    gdcs_table_free(t);
}

/* A (90 + 8) and B (40 + 2) beside their sum: whose 90 it is knows that B is 50 at most. */
Test(release, is_audited_against_the_largest_contributor_where_asked_for)
{
    static const char *const labels[] = {"A", "B", "TOTAL"};
    static const double values[3][3] = {{98, 90, 8}, {42, 40, 2}, {140, 90, 40}};
    gdcs_table *all[3], *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    for (int k = 0; k < 3; k++) {
        all[k] = make_table(GDCS_ABSENT_ZERO, "area*");
        for (int i = 0; i < 3; i++)
            add(all[k], labels[i], values[i][k]);
    }
    gdcs_table *hidden = copied(all[0]);
    hide(hidden, "A");
    hide(hidden, "B");
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .p_percent = 10, .above = 10};
    const gdcs_disclosure_options behind = {
        .struct_size = sizeof behind, .largest = all[1], .second = all[2]};
    gdcs_release_options o = {.struct_size = sizeof o,
                              .letters = GDCS_RELEASE_LETTERS_ONE,
                              .contributions = &behind,
                              .insiders = GDCS_AUDIT_INSIDERS_ALONE};
    good(gdcs_release_table(all[0], hidden, &rule, &o, &out, NULL, &err), &err, "alone");
    gdcs_table_free(out);
    out = NULL;
    o.insiders = GDCS_AUDIT_INSIDERS_LARGEST;
    cr_expect(eq(i32, gdcs_release_table(all[0], hidden, &rule, &o, &out, NULL, &err),
                 GDCS_E_DISCLOSURE));
    cr_expect(strstr(err.message, "(insider)") != NULL, "%s", err.message);
    gdcs_table_free(hidden);
    for (int k = 0; k < 3; k++)
        gdcs_table_free(all[k]);
}

static gdcs_status once(void *data)
{
    gdcs_table *const *t = data;
    gdcs_table *out = NULL;
    gdcs_release_log *log = NULL;
    gdcs_status status = gdcs_release_log_new(&log, NULL);
    for (int i = 0; i < 2 && status == GDCS_OK; i++) {
        const gdcs_release_options o = {.struct_size = sizeof o, .log = log};
        status = gdcs_release_table(t[0], t[1], &minimum4, &o, &out, NULL, NULL);
        gdcs_table_free(out);
        out = NULL;
    }
    gdcs_release_log_free(log);
    return status;
}

Test(release, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t[2] = {areas(), NULL};
    t[1] = suppressed(t[0], &minimum4);
    const fail_alloc_report r = fail_alloc_each(once, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 100));
    gdcs_table_free(t[1]);
    gdcs_table_free(t[0]);
}
