/* Mirrors lib/privacy/disclosure and lib/io/disclosure. */
#include "data/make.h"
#include "fail_alloc.h"

#include <criterion/new/assert.h>
#include <gdcs/disclosure.h>

TestSuite(disclosure, .timeout = 60);

static gdcs_disclosure_rule minimum(double least)
{
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .minimum = least};
    return rule;
}

enum { MOST = 8 };

struct found {
    int32_t why[MOST];
    double below[MOST], above[MOST], width[MOST];
};

static gdcs_status judge(const gdcs_disclosure_arrays *cells, int64_t n,
                         const gdcs_disclosure_rule *rule, struct found *f, gdcs_error *err)
{
    const gdcs_disclosure_findings to = {sizeof to, 0, f->why, f->below, f->above, f->width};
    return gdcs_disclosure_each(cells, n, rule, &to, err);
}

Test(disclosure, small_numbers_and_zeroes_are_unsafe_as_the_rule_says)
{
    const double value[] = {0, 1, 4, 5, NAN, 1e9};
    const gdcs_disclosure_arrays cells = {.struct_size = sizeof cells, .value = value};
    gdcs_disclosure_rule rule = minimum(5);
    struct found f;
    cr_assert(eq(i32, judge(&cells, 6, &rule, &f, NULL), GDCS_OK));
    const int32_t small[] = {0, GDCS_DISCLOSURE_SMALL, GDCS_DISCLOSURE_SMALL, 0, 0, 0};
    for (int i = 0; i < 6; i++) {
        cr_expect(eq(i32, f.why[i], small[i]));
        cr_expect(f.width[i] == (small[i] != 0 ? 1.0 : 0.0) && f.below[i] == 0.0);
    }
    rule.zeros = 1;
    rule.width = 3;
    rule.below = 2;
    cr_assert(eq(i32, judge(&cells, 6, &rule, &f, NULL), GDCS_OK));
    cr_expect(eq(i32, f.why[0], GDCS_DISCLOSURE_ZERO));
    cr_expect(f.width[0] == 3.0 && f.below[0] == 2.0 && f.width[3] == 0.0);
}

/* Hundepool et al. 2012, 4.2: X = 100, x1 = 50, x2 = 30; with p = 50 %, 20 < 25. */
Test(disclosure, dominance_and_percent_protect_as_their_formulas_say)
{
    const double value[] = {100, 100}, first[] = {50, 40}, second[] = {30, 30}, third[] = {10, 10};
    const gdcs_disclosure_arrays cells = {.struct_size = sizeof cells,
                                          .value = value,
                                          .largest = first,
                                          .second = second,
                                          .third = third};
    gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .p_percent = 50};
    struct found f;
    cr_assert(eq(i32, judge(&cells, 2, &rule, &f, NULL), GDCS_OK));
    cr_expect(eq(i32, f.why[0], GDCS_DISCLOSURE_PERCENT));
    cr_expect(eq(i32, f.why[1], 0));
    cr_expect(epsilon_eq(dbl, f.above[0], 5.0, 1e-12));
    rule.pq_percent = 100;
    rule.p_percent = 0;
    rule.dominance_n = 2;
    rule.dominance_k = 75;
    cr_assert(eq(i32, judge(&cells, 2, &rule, &f, NULL), GDCS_OK));
    cr_expect(eq(i32, f.why[0], GDCS_DISCLOSURE_DOMINANCE));
    cr_expect(eq(i32, f.why[1], 0));
    cr_expect(epsilon_eq(dbl, f.above[0], 80.0 / 0.75 - 100.0, 1e-12));
}

Test(disclosure, a_line_of_one_sex_discloses_unless_it_is_large)
{
    const double value[] = {0, 7, 7, 0, 3}, women[] = {0, 0, 7, 7, 3}, men[] = {7, 7, 0, 0, 3},
                 total[] = {7, 7, 7, 7, 7};
    const gdcs_disclosure_arrays cells = {
        .struct_size = sizeof cells, .value = value, .women = women, .men = men, .total = total};
    gdcs_disclosure_rule rule = {.struct_size = sizeof rule,
                                 .groups = GDCS_DISCLOSURE_GROUPS_NO_WOMEN};
    struct found f;
    cr_assert(eq(i32, judge(&cells, 5, &rule, &f, NULL), GDCS_OK));
    const int32_t g = GDCS_DISCLOSURE_GROUP;
    const int32_t men_only[] = {g, g, 0, 0, 0}, either[] = {g, g, g, g, 0};
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, f.why[i], men_only[i]));
    cr_expect(f.above[0] == 1.0 && f.below[0] == 0.0 && f.below[1] == 1.0 && f.above[1] == 0.0);
    rule.groups = GDCS_DISCLOSURE_GROUPS_ONE_SEX;
    cr_assert(eq(i32, judge(&cells, 5, &rule, &f, NULL), GDCS_OK));
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, f.why[i], either[i]));
    rule.group_limit = 6;
    cr_assert(eq(i32, judge(&cells, 5, &rule, &f, NULL), GDCS_OK));
    for (int i = 0; i < 5; i++)
        cr_expect(eq(i32, f.why[i], 0));
}

Test(disclosure, a_contributor_who_asks_is_protected_from_a_share_on)
{
    const double value[] = {100, 100, 100}, asked[] = {60, 30, 0};
    const gdcs_disclosure_arrays cells = {
        .struct_size = sizeof cells, .value = value, .requested = asked};
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .request_percent = 50};
    struct found f;
    cr_assert(eq(i32, judge(&cells, 3, &rule, &f, NULL), GDCS_OK));
    cr_expect(f.why[0] == GDCS_DISCLOSURE_REQUEST && f.why[1] == 0 && f.why[2] == 0);
}

/* "A F small A": labels, why, letter of each row. */
static void expect_unsafe(const gdcs_table *t, const gdcs_disclosure_rule *rule,
                          const gdcs_disclosure_options *options, const char *wanted)
{
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    char text[2048] = "";
    good(gdcs_disclosure_table(t, rule, options, &frame, &err), &err, wanted);
    const int64_t axes = gdcs_table_count_axes(t);
    for (int64_t row = 0; row < gdcs_frame_count_rows(frame); row++)
        for (int64_t k = 0; k < axes + 3; k++) {
            gdcs_column c = {.struct_size = sizeof c};
            if (k == axes)
                continue;
            good(gdcs_frame_get(frame, k, &c, &err), &err, "column");
            snprintf(text + strlen(text), sizeof text - strlen(text), "%s%s",
                     k > 0 ? " " : (row > 0 ? "; " : ""), c.words[c.codes[row]]);
        }
    cr_expect(strcmp(text, wanted) == 0, "got    %s\nwanted %s", text, wanted);
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), gdcs_table_get_sensitivity(t)));
    gdcs_frame_free(frame);
}

Test(disclosure, a_table_lists_its_unsafe_cells_with_their_letters)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex"), *large = make_table(0, "sex area");
    gdcs_disclosure_rule rule = minimum(3);
    rule.groups = GDCS_DISCLOSURE_GROUPS_ONE_SEX;
    add(t, "A F", 2);
    add(t, "A M", 30);
    add(t, "A _T", 32);
    add(t, "B F", 0);
    add(t, "B M", 20);
    add(t, "C F", 0);
    add(t, "C M", 20);
    add(t, "C _U", 4);
    set_range(t, "D F", 1, 2, 'Q');
    add(t, "D M", 9);
    expect_unsafe(t, &rule, NULL, "A F small A; B F group A; B M group A");
    rule = minimum(0);
    rule.dominance_n = 1;
    rule.dominance_k = 90;
    add(large, "M A", 29);
    add(large, "M B", 5);
    add(large, "F A", 1);
    add(large, "_T A", 29);
    add(large, "F C", 0);
    add(large, "M C", 2);
    add(large, "_U C", 4);
    add(large, "M D", 9);
    const gdcs_disclosure_options o = {.struct_size = sizeof o, .largest = large};
    expect_unsafe(t, &rule, &o,
                  "A M dominance O; A _T dominance O; C _U dominance O; D M dominance O");
    gdcs_table_free(t);
    gdcs_table_free(large);
}

Test(disclosure, every_preset_reads_and_writes_back_the_same)
{
    for (int64_t i = 0; gdcs_disclosure_name(i)[0] != '\0'; i++) {
        gdcs_disclosure_rule *rule = NULL, *again = NULL;
        gdcs_sink *sink = NULL;
        gdcs_error err = {.struct_size = sizeof err};
        const char *name = gdcs_disclosure_name(i);
        good(gdcs_disclosure_new(name, &rule, &err), &err, name);
        good(gdcs_sink_new_memory(&sink, &err), &err, name);
        good(gdcs_disclosure_write(rule, sink, &err), &err, name);
        good(gdcs_disclosure_parse(gdcs_sink_get_text(sink, NULL), -1, &again, &err), &err, name);
        cr_expect(eq(str, (char *)again->note, (char *)rule->note));
        cr_expect(again->minimum == rule->minimum && again->rounding == rule->rounding &&
                  again->groups == rule->groups && again->is_recalled == rule->is_recalled);
        cr_expect(rule->producer != NULL && rule->source != NULL);
        cr_expect(rule->is_recalled == (strstr(rule->note, "[R]") == rule->note), "%s", name);
        gdcs_sink_free(sink);
        gdcs_disclosure_free(rule);
        gdcs_disclosure_free(again);
    }
    cr_expect(eq(str, (char *)gdcs_disclosure_name(-1), ""));
}

static void expect_no_json(const char *text, int64_t size, gdcs_status wanted)
{
    gdcs_disclosure_rule *rule = NULL;
    cr_expect(gdcs_disclosure_parse(text, size, &rule, NULL) == wanted, "%s", text);
}

Test(disclosure, json_that_is_no_rule_is_refused)
{
    gdcs_disclosure_rule *rule = NULL;
    expect_no_json("{\"minimum\": 5", -1, GDCS_E_SYNTAX);
    expect_no_json("{\"minimum\": 5}", -2, GDCS_E_ARGUMENT);
    expect_no_json("{\"minimum\": \"\xff\"}", -1, GDCS_E_ENCODING);
    expect_no_json("[]", -1, GDCS_E_SCHEMA);
    expect_no_json("{\"minimun\": 5}", -1, GDCS_E_SCHEMA);
    expect_no_json("{\"minimum\": \"5\"}", -1, GDCS_E_SCHEMA);
    expect_no_json("{\"dominance_n\": 1.5}", -1, GDCS_E_SCHEMA);
    expect_no_json("{\"zeros\": 1}", -1, GDCS_E_SCHEMA);
    expect_no_json("{\"groups\": \"men\"}", -1, GDCS_E_SCHEMA);
    expect_no_json("{\"note\": null}", -1, GDCS_E_SCHEMA);
    expect_no_json("{\"minimum\": -5}", -1, GDCS_E_OPTION);
    cr_expect(eq(i32, gdcs_disclosure_parse(NULL, 0, &rule, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_disclosure_new("none", &rule, NULL), GDCS_E_NAME));
    cr_expect(eq(i32, gdcs_disclosure_new(NULL, &rule, NULL), GDCS_E_ARGUMENT));
    char *much = calloc(2 << 20, 1);
    cr_assert(much != NULL);
    memset(much, ' ', (2 << 20) - 1);
    expect_no_json(much, -1, GDCS_E_LIMIT);
    free(much);
    gdcs_disclosure_free(NULL);
}

Test(disclosure, refuses_rules_that_contradict_themselves)
{
    const double value[] = {1}, high[] = {2};
    const gdcs_disclosure_arrays cells = {.struct_size = sizeof cells, .value = value};
    gdcs_disclosure_rule r[9];
    struct found f;
    for (int i = 0; i < 9; i++)
        r[i] = minimum(1);
    r[0].minimum = -1;
    r[1].minimum = NAN;
    r[2].p_percent = 101;
    r[3].dominance_n = 5;
    r[4].dominance_n = 1;
    r[5].groups = 3;
    r[6].rounding = 5;
    r[7].zeros = 2;
    r[8].width = INFINITY;
    for (int i = 0; i < 9; i++)
        cr_expect(judge(&cells, 1, &r[i], &f, NULL) == GDCS_E_OPTION, "%d", i);
    gdcs_disclosure_rule rule = minimum(1);
    rule.p_percent = 10;
    cr_expect(eq(i32, judge(&cells, 1, &rule, &f, NULL), GDCS_E_SHAPE));
    gdcs_disclosure_arrays more = cells;
    more.largest = high;
    more.second = value;
    cr_expect(eq(i32, judge(&more, 1, &rule, &f, NULL), GDCS_E_VALUE));
    more.largest = value;
    more.second = high;
    cr_expect(eq(i32, judge(&more, 1, &rule, &f, NULL), GDCS_E_VALUE));
    rule = minimum(1);
    rule.groups = 1;
    cr_expect(eq(i32, judge(&cells, 1, &rule, &f, NULL), GDCS_E_SHAPE));
}

Test(disclosure, refuses_what_is_missing_or_of_another_size)
{
    const double value[] = {-1};
    gdcs_disclosure_arrays cells = {.struct_size = sizeof cells, .value = value};
    gdcs_disclosure_rule rule = minimum(5);
    gdcs_error err = {.struct_size = sizeof err};
    struct found f;
    cr_expect(eq(i32, judge(&cells, 1, &rule, &f, &err), GDCS_E_VALUE));
    cr_expect(eq(i64, err.row, 1));
    cr_expect(strstr(err.message, "-1") == NULL);
    cr_expect(eq(i32, judge(&cells, -1, &rule, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, judge(NULL, 1, &rule, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, judge(&cells, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_disclosure_each(&cells, 0, &rule, NULL, NULL), GDCS_E_ARGUMENT));
    cells.struct_size = 0;
    cr_expect(eq(i32, judge(&cells, 1, &rule, &f, NULL), GDCS_E_STRUCT));
    rule.struct_size = 8;
    gdcs_table *t = make_table(0, "sex"), *other = make_table(0, "area");
    gdcs_frame *frame = NULL;
    add(t, "F", 1);
    cr_expect(eq(i32, gdcs_disclosure_table(t, &rule, NULL, &frame, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_disclosure_table(NULL, &rule, NULL, &frame, NULL), GDCS_E_ARGUMENT));
    rule = minimum(5);
    cr_expect(eq(i32, gdcs_disclosure_table(t, &rule, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    const gdcs_disclosure_options o = {.struct_size = sizeof o, .contributors = other};
    add(other, "A", 1);
    cr_expect(eq(i32, gdcs_disclosure_table(t, &rule, &o, &frame, NULL), GDCS_E_NAME));
    gdcs_table_free(other);
    gdcs_table_free(t);
    t = make_table(0, "sex value=group");
    add(t, "F a", 1);
    cr_expect(eq(i32, gdcs_disclosure_table(t, &rule, NULL, &frame, NULL), GDCS_E_DUPLICATE));
    gdcs_table_free(t);
    gdcs_sink *sink = NULL;
    cr_assert(eq(i32, gdcs_sink_new_descriptor(999, &sink, NULL), GDCS_OK));
    cr_expect(gdcs_disclosure_write(&rule, sink, NULL) == GDCS_E_WRITE ||
              gdcs_sink_close(sink, NULL) == GDCS_E_WRITE);
    cr_expect(eq(i32, gdcs_disclosure_write(NULL, sink, NULL), GDCS_E_ARGUMENT));
    gdcs_sink_free(sink);
}

static gdcs_status once(void *data)
{
    gdcs_frame *frame = NULL;
    gdcs_disclosure_rule *rule = NULL;
    gdcs_sink *sink = NULL;
    gdcs_status status = gdcs_disclosure_new("opensafely", &rule, NULL);
    if (status == GDCS_OK)
        status = gdcs_disclosure_table(data, rule, NULL, &frame, NULL);
    if (status == GDCS_OK)
        status = gdcs_sink_new_memory(&sink, NULL);
    if (status == GDCS_OK)
        status = gdcs_disclosure_write(rule, sink, NULL);
    gdcs_sink_free(sink);
    gdcs_disclosure_free(rule);
    gdcs_frame_free(frame);
    return status;
}

Test(disclosure, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = make_table(0, "area sex");
    add(t, "A F", 2);
    add(t, "A M", 3);
    const fail_alloc_report r = fail_alloc_each(once, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 10));
    gdcs_table_free(t);
}
