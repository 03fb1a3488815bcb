/* Mirrors lib/privacy/audit. */
#include "data/make.h"
#include "fail_alloc.h"
#include "support.h"

#include <criterion/new/assert.h>
#include <gdcs/audit.h>

TestSuite(audit, .timeout = 120);

static gdcs_frame *audit(const gdcs_table *t, const gdcs_audit_options *o, gdcs_audit_result *r)
{
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    r->struct_size = sizeof *r;
    good(gdcs_audit_table(t, o, r, &frame, &err), &err, "audit");
    return frame;
}

static gdcs_column column(const gdcs_frame *frame, const char *name)
{
    gdcs_column c = {.struct_size = sizeof c};
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_frame_get(frame, gdcs_frame_find(frame, name), &c, &err), &err, name);
    return c;
}

static const char *word(const gdcs_frame *frame, const char *name, int64_t row)
{
    const gdcs_column c = column(frame, name);
    return c.codes[row] < 0 ? "" : c.words[c.codes[row]];
}

/* A row of the reference: number of the table, its labels, what is published, what is found. */
struct row {
    char labels[3][16];
    double published[2];
    double found[2];
};

enum { MOST = 200 };

static int read_row(FILE *csv, int *number, struct row *r)
{
    char limit[4][32];
    if (fscanf(csv, "%d,%15[^,],%15[^,],%15[^,],%31[^,],%31[^,],%31[^,],%31[^\n]\n", number,
               r->labels[0], r->labels[1], r->labels[2], limit[0], limit[1], limit[2],
               limit[3]) != 8)
        return 0;
    for (int i = 0; i < 2; i++) {
        r->published[i] = strtod(limit[i], NULL);
        r->found[i] = strtod(limit[2 + i], NULL);
    }
    return 1;
}

static gdcs_table *table_of(const struct row *rows, int n)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* age* sex");
    for (int i = 0; i < n; i++) {
        char labels[3 * sizeof rows[i].labels[0]];
        snprintf(labels, sizeof labels, "%.15s %.15s %.15s", rows[i].labels[0], rows[i].labels[1],
                 rows[i].labels[2]);
        if (rows[i].published[0] == rows[i].published[1])
            add(t, labels, rows[i].published[0]);
        else
            set_range(t, labels, rows[i].published[0], rows[i].published[1], 'Q');
    }
    return t;
}

static int is_row(const gdcs_frame *frame, int64_t at, const struct row *r)
{
    return strcmp(word(frame, "area", at), r->labels[0]) == 0 &&
           strcmp(word(frame, "age", at), r->labels[1]) == 0 &&
           strcmp(word(frame, "sex", at), r->labels[2]) == 0;
}

static void expect_table(int number, const struct row *rows, int n)
{
    gdcs_audit_result r;
    gdcs_table *t = table_of(rows, n);
    gdcs_frame *frame = audit(t, NULL, &r);
    int64_t hidden = 0;
    for (int i = 0; i < n; i++) {
        if (rows[i].published[0] == rows[i].published[1])
            continue;
        hidden++;
        for (int64_t at = 0; at < gdcs_frame_count_rows(frame); at++)
            if (is_row(frame, at, &rows[i])) {
                cr_expect(
                    column(frame, "bound_lower").doubles[at] == rows[i].found[0] &&
                        column(frame, "bound_upper").doubles[at] == rows[i].found[1],
                    "table %d, %s %s %s: %g to %g, wanted %g to %g", number, rows[i].labels[0],
                    rows[i].labels[1], rows[i].labels[2], column(frame, "bound_lower").doubles[at],
                    column(frame, "bound_upper").doubles[at], rows[i].found[0], rows[i].found[1]);
            }
    }
    cr_expect(eq(i64, gdcs_frame_count_rows(frame), hidden));
    cr_expect(eq(i64, r.audited, hidden));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
}

Test(audit, agrees_with_an_independent_solver)
{
    FILE *csv = reference_open("audit.csv");
    static struct row rows[MOST];
    struct row next;
    int number, last = -1, n = 0, tables = 0;
    while (read_row(csv, &number, &next)) {
        if (number != last && n > 0) {
            expect_table(last, rows, n);
            tables++;
            n = 0;
        }
        last = number;
        cr_assert(n < MOST);
        rows[n++] = next;
    }
    expect_table(last, rows, n);
    cr_expect(ge(int, tables, 40));
    fclose(csv);
}

/* Areas by sex with all margins; the cells named hidden are missing. */
static gdcs_table *square(const char *hidden)
{
    static const char *const labels[] = {"A F",  "A M",     "A _T",    "B F",     "B M",
                                         "B _T", "TOTAL F", "TOTAL M", "TOTAL _T"};
    static const double value[] = {2, 30, 32, 3, 40, 43, 5, 70, 75};
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    for (int i = 0; i < 9; i++) {
        if (strstr(hidden, labels[i]) == NULL)
            add(t, labels[i], value[i]);
        else
            set_missing(t, labels[i], 'Q');
    }
    return t;
}

Test(audit, hiding_one_of_two_sexes_beside_their_total_hides_nothing)
{
    gdcs_audit_result r;
    gdcs_table *t = square("A F");
    gdcs_frame *frame = audit(t, NULL, &r);
    cr_expect(r.exact == 1 && !r.is_safe, "%d", (int)r.exact);
    cr_expect(eq(i64, r.solved, 0));
    cr_expect(eq(dbl, column(frame, "bound_upper").doubles[0], 2.0));
    cr_expect(eq(str, (char *)word(frame, "verdict", 0), "exact"));
    cr_expect(eq(str, (char *)word(frame, "equations", 0), "sex: _T = F + M, area A"));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(frame), GDCS_SENSITIVITY_PROTECTED));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
}

Test(audit, a_pattern_in_two_rows_and_columns_leaves_intervals)
{
    gdcs_audit_result r;
    gdcs_table *t = square("A F, A M, B F, B M");
    gdcs_frame *frame = audit(t, NULL, &r);
    cr_expect(eq(i32, r.is_safe, 1));
    cr_expect(eq(i64, r.parts, 1));
    cr_expect(eq(dbl, column(frame, "bound_lower").doubles[0], 0.0));
    cr_expect(eq(dbl, column(frame, "bound_upper").doubles[0], 5.0));
    cr_expect(eq(str, (char *)word(frame, "verdict", 0), "protected"));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
}

/* A cell that only a combination of rows gives away: no row alone has fewer than two hidden cells. */
Test(audit, what_only_a_combination_of_sums_gives_away_is_found_with_its_sums)
{
    gdcs_audit_result r;
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* market*");
    const char *const hidden[] = {"A x", "A y", "B x", "B y", "C z"};
    const char *const labels[] = {"A", "B", "C", "TOTAL"}, *const kinds[] = {"x", "y", "z",
                                                                             "TOTAL"};
    const double value[3][3] = {{4, 7, 11}, {5, 9, 20}, {30, 40, 6}};
    for (int i = 0; i < 4; i++)
        for (int k = 0; k < 4; k++) {
            char cell[32];
            double sum = 0.0;
            for (int a = 0; a < 3; a++)
                for (int b = 0; b < 3; b++)
                    sum += (i == 3 || i == a) && (k == 3 || k == b) ? value[a][b] : 0.0;
            snprintf(cell, sizeof cell, "%s %s", labels[i], kinds[k]);
            int is_hidden = i == 3 && k == 2; /* the total of z, so that only the rest says it */
            for (int h = 0; h < 5; h++)
                is_hidden |= strcmp(hidden[h], cell) == 0;
            if (i == 2 && k == 3)
                is_hidden = 1; /* and the total of C */
            if (is_hidden)
                set_missing(t, cell, 'Q');
            else
                add(t, cell, sum);
        }
    gdcs_frame *frame = audit(t, NULL, &r);
    cr_expect(eq(i64, r.exact, 3));
    for (int64_t i = 0; i < gdcs_frame_count_rows(frame); i++)
        if (strcmp(word(frame, "verdict", i), "exact") == 0)
            cr_expect(strstr(word(frame, "equations", i), "TOTAL = A + B + C") != NULL ||
                          strstr(word(frame, "equations", i), "TOTAL = x + y + z") != NULL,
                      "%s", word(frame, "equations", i));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
}

Test(audit, counts_of_a_billion_are_told_apart_to_the_last)
{
    gdcs_audit_result r;
    gdcs_table *t = make_table(GDCS_ABSENT_MISSING, "area* sex");
    add(t, "A _T", 1000000007);
    add(t, "B _T", 2000000011);
    add(t, "TOTAL _T", 3000000018);
    add(t, "TOTAL F", 1500000001);
    add(t, "TOTAL M", 1500000017);
    set_range(t, "A F", 0, 999999999, 'Q');
    set_missing(t, "A M", 'Q');
    set_missing(t, "B F", 'Q');
    set_missing(t, "B M", 'Q');
    gdcs_frame *frame = audit(t, NULL, &r);
    cr_expect(eq(dbl, column(frame, "bound_upper").doubles[0], 999999999.0));
    cr_expect(eq(dbl, column(frame, "bound_lower").doubles[1], 8.0));
    cr_expect(eq(dbl, column(frame, "bound_lower").doubles[2], 500000002.0));
    cr_expect(eq(dbl, column(frame, "bound_upper").doubles[3], 1500000017.0 - 8.0));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
}

Test(audit, all_women_no_cells_and_nothing_hidden_are_audits_too)
{
    gdcs_audit_result r;
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area sex");
    gdcs_frame *frame = audit(t, NULL, &r);
    cr_expect(r.is_safe && r.audited == 0, "empty");
    gdcs_frame_free(frame);
    add(t, "A F", 9);
    add(t, "A M", 0);
    add(t, "A _T", 9);
    const gdcs_disclosure_rule rule = {.struct_size = sizeof rule,
                                       .groups = GDCS_DISCLOSURE_GROUPS_ONE_SEX};
    const gdcs_audit_options o = {.struct_size = sizeof o, .rule = &rule};
    frame = audit(t, &o, &r);
    cr_expect(eq(i64, r.published, 2));
    gdcs_frame_free(frame);
    gdcs_table_free(t);
}

Test(audit, tables_together_reveal_what_each_hides)
{
    gdcs_table *by_area = make_table(GDCS_ABSENT_ZERO, "area sex");
    gdcs_table *by_sex = make_table(GDCS_ABSENT_ZERO, "sex");
    gdcs_audit_result r = {.struct_size = sizeof r};
    add(by_area, "A F", 7);
    set_missing(by_area, "B F", 'Q');
    add(by_sex, "F", 9);
    const gdcs_table *const tables[] = {by_area, by_sex};
    cr_assert(eq(i32, gdcs_audit_table(by_area, NULL, &r, NULL, NULL), GDCS_OK));
    cr_expect(eq(i64, r.exact, 0));
    cr_assert(eq(i32, gdcs_audit_table_linked(tables, 2, NULL, &r, NULL, NULL), GDCS_OK));
    cr_expect(eq(i64, r.exact, 1));
    gdcs_table_free(by_area);
    gdcs_table_free(by_sex);
}

static void expect_refused(const gdcs_table *t, const gdcs_audit_options *o, gdcs_status wanted,
                           const char *what)
{
    gdcs_audit_result r = {.struct_size = sizeof r, .audited = -7};
    gdcs_frame *frame = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    cr_expect(gdcs_audit_table(t, o, &r, &frame, &err) == wanted, "%s: %s", what, err.message);
    cr_expect(frame == NULL && r.audited == -7, "%s", what);
}

Test(audit, refuses_options_that_mean_nothing)
{
    gdcs_table *t = square("A F");
    gdcs_disclosure_rule rule = {.struct_size = sizeof rule, .p_percent = 10};
    gdcs_audit_options o[10];
    const gdcs_audit_options alone = {.struct_size = sizeof alone,
                                      .insiders = GDCS_AUDIT_INSIDERS_ALONE};
    expect_refused(t, &alone, GDCS_E_OPTION, "insiders");
    const gdcs_audit_options brief = {.struct_size = sizeof brief, .is_brief = 1};
    expect_refused(t, &brief, GDCS_E_OPTION, "is_brief");
    for (int i = 0; i < 10; i++)
        o[i] = (gdcs_audit_options){.struct_size = sizeof o[i]};
    o[0].cells = 2;
    o[1].equations = 51;
    o[2].milliseconds = -1;
    o[3].rounding = 5;
    o[4].fact_count = -1;
    for (int i = 0; i < 5; i++)
        expect_refused(t, &o[i], GDCS_E_OPTION, "option");
    o[5].rule = &rule;
    expect_refused(t, &o[5], GDCS_E_SHAPE, "contributions");
    o[6].fact_count = 1;
    expect_refused(t, &o[6], GDCS_E_ARGUMENT, "facts");
    o[7].struct_size = 8;
    expect_refused(t, &o[7], GDCS_E_STRUCT, "options");
    expect_refused(NULL, NULL, GDCS_E_ARGUMENT, "table");
    gdcs_audit_result r = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_audit_table(t, NULL, &r, NULL, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_audit_table_linked(NULL, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    const gdcs_table *const tables[] = {t, NULL};
    cr_expect(eq(i32, gdcs_audit_table_linked(tables, 2, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_audit_table_linked(tables, 0, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_audit_table(t, NULL, NULL, NULL, NULL), GDCS_OK));
    gdcs_table_free(t);
}

Test(audit, refuses_facts_and_trees_that_name_nothing)
{
    gdcs_table *t = square("A F");
    const char *const women[] = {"A", "F"}, *const none[] = {"Z", "F"}, *const all[] = {"A", "_T"};
    const gdcs_audit_fact fact = {.struct_size = sizeof fact,
                                  .kind = GDCS_AUDIT_FACT_SHARE,
                                  .a = women,
                                  .b = all,
                                  .upper = 1};
    gdcs_audit_fact f[7];
    for (int i = 0; i < 7; i++)
        f[i] = fact;
    f[0].a = none;
    f[1].kind = 9;
    f[2].table = 1;
    f[3].lower = 2;
    f[4].kind = GDCS_AUDIT_FACT_RATE;
    f[5].struct_size = 4;
    f[6].a = NULL;
    static const gdcs_status wanted[] = {GDCS_E_NAME,  GDCS_E_OPTION, GDCS_E_OPTION,  GDCS_E_VALUE,
                                         GDCS_E_VALUE, GDCS_E_STRUCT, GDCS_E_ARGUMENT};
    for (int i = 0; i < 7; i++) {
        const gdcs_audit_fact *const one[] = {&f[i]};
        const gdcs_audit_options o = {.struct_size = sizeof o, .facts = one, .fact_count = 1};
        expect_refused(t, &o, wanted[i], "fact");
    }
    const char *const child[] = {"A", "A"}, *const parent[] = {"B", "B"},
                      *const same[] = {"A", "B"};
    const gdcs_tree twice = {sizeof twice, 0, "area", child, parent, 2};
    const gdcs_tree circle = {sizeof circle, 0, "area", same, same, 1};
    const gdcs_tree *const trees[] = {&twice, &circle};
    gdcs_audit_options o = {.struct_size = sizeof o, .trees = trees, .tree_count = 1};
    expect_refused(t, &o, GDCS_E_DUPLICATE, "tree");
    o.trees = trees + 1;
    expect_refused(t, &o, GDCS_E_SHAPE, "circle");
    gdcs_table_free(t);
    t = make_table(0, "verdict sex");
    add(t, "A F", 1);
    expect_refused(t, NULL, GDCS_E_DUPLICATE, "axis");
    gdcs_table_free(t);
}

Test(audit, refuses_more_axes_than_a_table_may_have)
{
    gdcs_table *t[2];
    for (int k = 0; k < 2; k++) {
        char axes[200] = "";
        for (int i = 0; i < 20; i++)
            snprintf(axes + strlen(axes), sizeof axes - strlen(axes), "%c%d ", 'a' + k, i);
        axes[strlen(axes) - 1] = '\0';
        t[k] = make_table(0, axes);
    }
    const gdcs_table *const tables[] = {t[0], t[1]};
    cr_expect(eq(i32, gdcs_audit_table_linked(tables, 2, NULL, NULL, NULL, NULL), GDCS_E_LIMIT));
    gdcs_table_free(t[0]);
    gdcs_table_free(t[1]);
}

Test(audit, a_verdict_needs_no_more_of_an_interval_than_the_rule_asks_for)
{
    gdcs_audit_result full, brief;
    gdcs_table *t = square("A F, A M, B F, B M"), *truth = square("-");
    const gdcs_table *const originals[] = {truth};
    const gdcs_disclosure_rule rule = {
        .struct_size = sizeof rule, .minimum = 5, .above = 3, .zeros = 1};
    gdcs_audit_options o = {.struct_size = sizeof o, .rule = &rule, .originals = originals};
    gdcs_frame_free(audit(t, &o, &full));
    o.is_brief = 1;
    gdcs_frame_free(audit(t, &o, &brief));
    cr_expect(eq(i64, full.narrow, 1));
    cr_expect(eq(i64, brief.narrow, 1));
    cr_expect(eq(i64, brief.undecided, 0));
    gdcs_table_free(t);
    gdcs_table_free(truth);
}

static gdcs_status once(void *data)
{
    gdcs_frame *frame = NULL;
    gdcs_audit_result r = {.struct_size = sizeof r};
    const gdcs_status status = gdcs_audit_table(data, NULL, &r, &frame, NULL);
    gdcs_frame_free(frame);
    return status;
}

Test(audit, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = square("A F, A M, B F, B M, TOTAL _T");
    const fail_alloc_report r = fail_alloc_each(once, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 40));
    gdcs_table_free(t);
}
