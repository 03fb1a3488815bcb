/* Mirrors lib/privacy/suppress. */
#include "data/make.h"
#include "fail_alloc.h"

#include <criterion/new/assert.h>
#include <gdcs/audit.h>
#include <gdcs/estimate.h>
#include <gdcs/suppress.h>

TestSuite(suppress, .timeout = 120);

static const gdcs_disclosure_rule minimum4 = {.struct_size = sizeof(gdcs_disclosure_rule),
                                              .minimum = 4};

/* Women and men of three areas with all totals. */
static gdcs_table *areas(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* sex");
    static const char *const name[] = {"A", "B", "C"};
    static const double women[] = {2, 20, 30}, men[] = {50, 40, 45};
    char at[32];
    for (int i = 0; i < 3; i++) {
        for (int total = 0; total < 2; total++) {
            const char *const area = total ? "TOTAL" : name[i];
            snprintf(at, sizeof at, "%s F", area);
            add(t, at, women[i]);
            snprintf(at, sizeof at, "%s M", area);
            add(t, at, men[i]);
            snprintf(at, sizeof at, "%s _T", area);
            add(t, at, women[i] + men[i]);
        }
    }
    return t;
}

static gdcs_table *suppress(const gdcs_table *t, const gdcs_suppress_options *o,
                            gdcs_suppress_result *r)
{
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    *r = (gdcs_suppress_result){.struct_size = sizeof *r};
    good(gdcs_suppress_table(t, &minimum4, o, &out, NULL, r, &err), &err, "suppress");
    return out;
}

static int is_safe(const gdcs_table *published, const gdcs_table *truth)
{
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_audit_options o = {.struct_size = sizeof o, .rule = &minimum4, .originals = &truth};
    gdcs_audit_result r = {.struct_size = sizeof r};
    good(gdcs_audit_table(published, &o, &r, NULL, &err), &err, "audit");
    return r.is_safe;
}

/* A square is the least that hides a cell of a table with both totals; 2 + 50 + 20 + 40. */
Test(suppress, hides_a_square_around_one_unsafe_cell)
{
    static const int32_t methods[] = {GDCS_SUPPRESS_METHOD_HEURISTIC, GDCS_SUPPRESS_METHOD_EXACT};
    gdcs_table *t = areas();
    for (int i = 0; i < 2; i++) {
        gdcs_suppress_result r;
        const gdcs_suppress_options o = {.struct_size = sizeof o, .method = methods[i]};
        gdcs_table *out = suppress(t, &o, &r);
        cr_expect(eq(i64, r.unsafe, 1));
        cr_expect(eq(i64, r.secondary, 3));
        cr_expect(eq(dbl, r.cost, 110.0));
        cr_expect(eq(i32, r.method, methods[i]));
        cr_expect(eq(u32, r.notes, 0));
        cr_expect(i == 0 ? isnan(r.bound) : r.bound <= 110.0 + 1e-6);
        expect_cell(out, "A F", "[0,inf] Q");
        expect_cell(out, "B M", "[0,inf] Q");
        expect_cell(out, "C F", "30");
        expect_cell(out, "TOTAL _T", "187");
        cr_expect(eq(i32, cell(out, "A F").confidentiality, 'A'));
        cr_expect(eq(i32, cell(out, "B F").confidentiality, 'D'));
        cr_expect(is_safe(out, t));
        gdcs_table_free(out);
    }
    gdcs_table_free(t);
}

Test(suppress, costs_choose_what_is_hidden_beside)
{
    gdcs_table *t = areas(), *costs = areas();
    set(costs, "B F", 500, 500, 500, 'A');
    gdcs_suppress_result r;
    gdcs_suppress_options o = {
        .struct_size = sizeof o, .method = GDCS_SUPPRESS_METHOD_EXACT, .costs = costs};
    gdcs_table *out = suppress(t, &o, &r);
    cr_expect(eq(dbl, r.cost, 125.0)); /* 50 + 30 + 45 */
    expect_cell(out, "B F", "20");
    expect_cell(out, "C F", "[0,inf] Q");
    gdcs_table_free(out);
    o.costs = NULL;
    o.cost = GDCS_SUPPRESS_COST_CELLS;
    out = suppress(t, &o, &r);
    cr_expect(eq(dbl, r.cost, 3.0));
    gdcs_table_free(out);
    o.cost = GDCS_SUPPRESS_COST_LOG;
    out = suppress(t, &o, &r);
    cr_expect(epsilon_eq(dbl, r.cost, log1p(50.0) + log1p(20.0) + log1p(40.0), 1e-12));
    gdcs_table_free(out);
    gdcs_table_free(t);
    gdcs_table_free(costs);
}

/* The second table has the line of the first: both hide it, or it is no secret. */
Test(suppress, linked_tables_hide_the_same_quantities)
{
    gdcs_table *one = areas(), *two = make_table(GDCS_ABSENT_ZERO, "area*");
    gdcs_table *out[2] = {NULL};
    gdcs_frame *hidden = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    add(two, "A", 52);
    add(two, "B", 60);
    add(two, "C", 75);
    add(two, "TOTAL", 187);
    const gdcs_table *const tables[] = {one, two};
    gdcs_suppress_result r = {.struct_size = sizeof r};
    good(gdcs_suppress_table_linked(tables, 2, &minimum4, NULL, out, &hidden, &r, &err), &err,
         "linked");
    cr_expect(eq(i64, gdcs_frame_count_rows(hidden), r.unsafe + r.secondary));
    cr_expect(eq(i32, gdcs_frame_get_sensitivity(hidden), GDCS_SENSITIVITY_PROTECTED));
    const gdcs_cell line = cell(out[0], "A _T"), same = cell(out[1], "A");
    cr_expect(isnan(line.value) == isnan(same.value));
    cr_expect(is_safe(out[0], one));
    gdcs_frame_free(hidden);
    for (int i = 0; i < 2; i++)
        gdcs_table_free(out[i]);
    gdcs_table_free(one);
    gdcs_table_free(two);
}

/* Some hundred small counts of 14 x 10 x 4 cells, with all totals. */
static gdcs_table *many(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "area* offence* age*");
    char part[3][8], at[32];
    unsigned state = 1;
    for (int i = 0; i < 14 * 10 * 4; i++) {
        state = state * 1103515245u + 12345u;
        const double x = 1 + (state >> 16) % 20;
        for (int total = 0; total < 8; total++) {
            const int number[] = {i / 40, i / 4 % 10, i % 4};
            for (int k = 0; k < 3; k++)
                if ((total >> k & 1) != 0)
                    snprintf(part[k], sizeof part[k], "TOTAL");
                else
                    snprintf(part[k], sizeof part[k], "%c%d", 'a' + k, number[k]);
            snprintf(at, sizeof at, "%s %s %s", part[0], part[1], part[2]);
            add(t, at, x);
        }
    }
    return t;
}

Test(suppress, out_of_time_more_is_hidden_and_all_of_it_is_safe)
{
    gdcs_table *t = many();
    gdcs_suppress_result slow, fast;
    const gdcs_suppress_options o = {.struct_size = sizeof o, .milliseconds = 1};
    gdcs_table *best = suppress(t, NULL, &slow), *out = suppress(t, &o, &fast);
    cr_expect(gt(i64, slow.unsafe, 50));
    cr_expect(eq(u32, slow.notes, 0));
    cr_expect(0 != (fast.notes & GDCS_NOTE_NOT_REACHED));
    cr_expect(eq(i64, fast.unsafe, slow.unsafe));
    cr_expect(gt(dbl, fast.cost, slow.cost));
    cr_expect(is_safe(best, t));
    cr_expect(is_safe(out, t));
    gdcs_table_free(best);
    gdcs_table_free(out);
    gdcs_table_free(t);
}

Test(suppress, wide_protection_is_given_or_refused)
{
    gdcs_table *t = areas(), *out = NULL;
    gdcs_disclosure_rule rule = minimum4;
    rule.below = 2;
    rule.above = 30;
    gdcs_error err = {.struct_size = sizeof err};
    good(gdcs_suppress_table(t, &rule, NULL, &out, NULL, NULL, &err), &err, "wide");
    const gdcs_audit_options o = {
        .struct_size = sizeof o, .rule = &rule, .originals = (const gdcs_table *const *)&t};
    gdcs_audit_result r = {.struct_size = sizeof r};
    good(gdcs_audit_table(out, &o, &r, NULL, &err), &err, "audit");
    cr_expect(eq(i32, r.is_safe, 1));
    gdcs_table_free(out);
    gdcs_table_free(t);
}

static void expect_refused(const gdcs_table *t, const gdcs_disclosure_rule *rule,
                           const gdcs_suppress_options *o, gdcs_status wanted, const char *what)
{
    gdcs_table *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status = gdcs_suppress_table(t, rule, o, &out, NULL, NULL, &err);
    cr_expect(status == wanted, "%s: %s", what, gdcs_status_name(status));
    cr_expect(out == NULL && err.status == wanted);
}

Test(suppress, refuses_what_it_documents)
{
    gdcs_table *t = areas(), *out = NULL;
    gdcs_suppress_options o = {.struct_size = sizeof o};
    gdcs_disclosure_rule rule = minimum4;
    expect_refused(NULL, &rule, NULL, GDCS_E_ARGUMENT, "table");
    expect_refused(t, NULL, NULL, GDCS_E_ARGUMENT, "rule");
    cr_expect(eq(i32, gdcs_suppress_table_linked(NULL, 1, &rule, NULL, &out, NULL, NULL, NULL),
                 GDCS_E_ARGUMENT));
    o.struct_size = 8;
    expect_refused(t, &rule, &o, GDCS_E_STRUCT, "options");
    gdcs_suppress_result small = {.struct_size = 8};
    cr_expect(
        eq(i32, gdcs_suppress_table(t, &rule, NULL, &out, NULL, &small, NULL), GDCS_E_STRUCT));
    o = (gdcs_suppress_options){.struct_size = sizeof o, .method = 9};
    expect_refused(t, &rule, &o, GDCS_E_OPTION, "method");
    o = (gdcs_suppress_options){.struct_size = sizeof o, .cost = -1};
    expect_refused(t, &rule, &o, GDCS_E_OPTION, "cost");
    o = (gdcs_suppress_options){.struct_size = sizeof o, .insiders = 3};
    expect_refused(t, &rule, &o, GDCS_E_OPTION, "insiders");
    o = (gdcs_suppress_options){.struct_size = sizeof o, .milliseconds = -1};
    expect_refused(t, &rule, &o, GDCS_E_OPTION, "time");
    rule.dominance_n = 2;
    rule.dominance_k = 80;
    expect_refused(t, &rule, NULL, GDCS_E_SHAPE, "contributions");
    rule = minimum4;
    rule.minimum = -1;
    expect_refused(t, &rule, NULL, GDCS_E_OPTION, "rule");
    gdcs_table_free(t);
}

Test(suppress, refuses_tables_that_say_two_numbers_of_a_cell)
{
    gdcs_table *t = areas(), *other = make_table(GDCS_ABSENT_ZERO, "area*"), *out[2] = {NULL};
    gdcs_error err = {.struct_size = sizeof err};
    add(other, "A", 12345);
    const gdcs_table *const both[] = {t, other};
    cr_expect(eq(i32, gdcs_suppress_table_linked(both, 2, &minimum4, NULL, out, NULL, NULL, &err),
                 GDCS_E_VALUE));
    cr_expect(ne(ptr, strstr(err.message, "area A"), NULL), "%s", err.message);
    cr_expect(eq(ptr, strstr(err.message, "12345"), NULL), "%s", err.message);
    gdcs_table_free(t);
    gdcs_table_free(other);
}

Test(suppress, refuses_trees_costs_and_names_that_do_not_fit)
{
    gdcs_table *t = areas(), *costs = areas(), *few = make_table(0, "area* sex");
    const char *const child[] = {"A", "A"}, *const parent[] = {"B", "B"};
    const gdcs_tree twice = {sizeof twice, 0, "area", child, parent, 2};
    const gdcs_tree nowhere = {sizeof nowhere, 0, "age", child, parent, 1};
    const gdcs_tree *const trees[] = {&twice, &nowhere};
    gdcs_suppress_options o = {.struct_size = sizeof o, .trees = trees, .tree_count = 1};
    expect_refused(t, &minimum4, &o, GDCS_E_DUPLICATE, "tree");
    o.trees = trees + 1;
    expect_refused(t, &minimum4, &o, GDCS_E_NAME, "tree");
    set(costs, "B M", 1e20, 1e20, 1e20, 'A');
    o = (gdcs_suppress_options){.struct_size = sizeof o, .costs = costs};
    expect_refused(t, &minimum4, &o, GDCS_E_VALUE, "costs");
    add(few, "A F", 1);
    o.costs = few;
    expect_refused(t, &minimum4, &o, GDCS_E_NAME, "costs");
    gdcs_table_free(t);
    gdcs_table_free(costs);
    gdcs_table_free(few);
}

Test(suppress, refuses_what_follows_from_what_is_known)
{
    gdcs_table *t = areas(), *known = areas();
    set_missing(known, "A F", 'Q');
    const gdcs_table *const published[] = {known};
    const gdcs_suppress_options o = {
        .struct_size = sizeof o, .published = published, .published_count = 1};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    cr_expect(
        eq(i32, gdcs_suppress_table(t, &minimum4, &o, &out, NULL, NULL, &err), GDCS_E_DISCLOSURE));
    cr_expect(
        eq(str, err.message, "the cell (area A, sex F) cannot be protected by hiding others"));
    gdcs_table_free(t);
    gdcs_table_free(known);
}

Test(suppress, refuses_more_axes_than_a_table_may_have)
{
    gdcs_table *t[2], *out[2] = {NULL};
    for (int k = 0; k < 2; k++) {
        char axes[200] = "";
        for (int i = 0; i < 20; i++)
            snprintf(axes + strlen(axes), sizeof axes - strlen(axes), "%c%d ", 'a' + k, i);
        axes[strlen(axes) - 1] = '\0';
        t[k] = make_table(0, axes);
    }
    const gdcs_table *const tables[] = {t[0], t[1]};
    cr_expect(eq(i32, gdcs_suppress_table_linked(tables, 2, &minimum4, NULL, out, NULL, NULL, NULL),
                 GDCS_E_LIMIT));
    gdcs_table_free(t[0]);
    gdcs_table_free(t[1]);
}

static gdcs_status once(void *data)
{
    gdcs_table *out = NULL;
    gdcs_frame *hidden = NULL;
    const gdcs_suppress_options o = {.struct_size = sizeof o, .method = GDCS_SUPPRESS_METHOD_EXACT};
    const gdcs_status status = gdcs_suppress_table(data, &minimum4, &o, &out, &hidden, NULL, NULL);
    gdcs_table_free(out);
    gdcs_frame_free(hidden);
    return status;
}

Test(suppress, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = areas();
    const fail_alloc_report r = fail_alloc_each(once, t);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(gt(i64, r.allocations, 60));
    gdcs_table_free(t);
}
