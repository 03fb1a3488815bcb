/* Mirrors lib/stats/gap/table.c. */
#include "data/make.h"
#include "fail_alloc.h"
#include "stats/make.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/gap.h>
#include <math.h>

TestSuite(gap_table, .timeout = 30);

/* What a row says against a result of the scalar form. */
static void expect_row(const gdcs_frame *frame, int64_t row, const gdcs_gap_result *r, int ratio)
{
    const gdcs_estimate *e = ratio ? &r->ratio : &r->difference;
    const gdcs_bounds *b = ratio ? &r->ratio_bounds : &r->difference_bounds;
    cr_expect_str_eq(word(frame, "measure", row), ratio ? "ratio" : "difference");
    cr_expect(near_relative(number(frame, "value", row), e->value, 0.0));
    cr_expect(near_relative(number(frame, "lower", row), e->lower, 0.0));
    cr_expect(near_relative(number(frame, "upper", row), e->upper, 0.0));
    cr_expect(near_relative(number(frame, "std_error", row), e->std_error, 0.0));
    cr_expect(near_relative(number(frame, "bound_lower", row), b->lower, 0.0));
    cr_expect(near_relative(number(frame, "bound_upper", row), b->upper, 0.0));
    cr_expect(near_relative(number(frame, "share_a", row), r->share_a, 0.0));
    cr_expect(near_relative(number(frame, "n_b", row), r->n_b, 0.0));
    cr_expect(near_relative(number(frame, "unknown_a", row), r->unknown_a, 0.0));
}

/* Two areas; in the second nobody was arrested. */
static gdcs_table *roles(int32_t absent)
{
    gdcs_table *t = make_table(absent, "area role sex");
    add(t, "IT protected F", 18);
    add(t, "IT protected M", 38);
    add(t, "IT protected _U", 3);
    add(t, "IT arrested F", 120);
    add(t, "IT arrested M", 850);
    add(t, "IT arrested _O", 1);
    add(t, "IT arrested _U", 9);
    add(t, "FR protected F", 4);
    add(t, "FR protected M", 9);
    add(t, "FR victim F", 1);
    return t;
}

static gdcs_frame *table_of(const gdcs_table *t, int by_sex, const char *axis, const char *a,
                            const char *b, const char *keep, gdcs_status wanted)
{
    const gdcs_gap_pair pair = {.struct_size = sizeof pair, .axis = axis, .a = a, .b = b};
    const char *const names[] = {keep};
    gdcs_frame *out = NULL;
    gdcs_error err = {.struct_size = sizeof err};
    const gdcs_status status =
        by_sex ? gdcs_gap_table_by_sex(t, &pair, names, keep != NULL, NULL, &out, &err)
               : gdcs_gap_table(t, &pair, names, keep != NULL, NULL, &out, &err);
    cr_assert(eq(i32, status, wanted), "%s", err.message);
    cr_assert(eq(int, out != NULL, wanted == GDCS_OK));
    return out;
}

Test(gap_table, is_the_scalar_form_by_group)
{
    gdcs_table *t = roles(GDCS_ABSENT_ZERO);
    gdcs_frame *f = table_of(t, 0, "role", "protected", "arrested", "area", GDCS_OK);
    const gdcs_sex_counts a = {18, 38, 0, 3, 0}, b = {120, 850, 1, 9, 0};
    gdcs_gap_result r = {.struct_size = sizeof r};
    cr_assert(eq(i32, gdcs_gap_estimate_women(&a, &b, NULL, &r, NULL), GDCS_OK));
    cr_assert(eq(i64, gdcs_frame_count_rows(f), 4));
    cr_expect_str_eq(word(f, "area", 0), "IT");
    expect_row(f, 0, &r, 0);
    expect_row(f, 1, &r, 1);
    cr_expect(eq(u32, notes(f, 0) | notes(f, 1), r.notes));
    cr_expect_str_eq(word(f, "method", 1), "Miettinen-Nurminen");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(gap_table, lists_groups_it_cannot_estimate)
{
    for (int32_t absent = GDCS_ABSENT_ZERO; absent <= GDCS_ABSENT_MISSING; absent++) {
        gdcs_table *t = roles(absent);
        gdcs_frame *f = table_of(t, 0, "role", "protected", "arrested", "area", GDCS_OK);
        cr_expect_str_eq(word(f, "area", 2), "FR");
        cr_expect(isnan(number(f, "value", 2)));
        const uint32_t wanted =
            GDCS_NOTE_NOT_ESTIMABLE | (absent == GDCS_ABSENT_MISSING ? GDCS_NOTE_MISSING_CELL : 0);
        cr_expect(eq(u32, notes(f, 2) & (wanted | GDCS_NOTE_MISSING_CELL), wanted));
        if (absent == GDCS_ABSENT_ZERO) {
            cr_expect(epsilon_eq(dbl, number(f, "bound_lower", 2), 4.0 / 13.0 - 1.0, 1e-15));
            cr_expect(epsilon_eq(dbl, number(f, "bound_upper", 2), 4.0 / 13.0, 1e-15));
        }
        gdcs_frame_free(f);
        gdcs_table_free(t);
    }
}

/* Own right against relative: the cells of women are an interval. */
static gdcs_table *bases(void)
{
    gdcs_table *t = make_table(GDCS_ABSENT_ZERO, "basis*=group sex");
    set_range(t, "own F", 2, 4, 'Q');
    add(t, "own M", 40);
    add(t, "own _U", 2);
    add(t, "relative F", 30);
    add(t, "relative M", 20);
    add(t, "relative _U", 1);
    add(t, "guest F", 3);
    add(t, "guest M", 1);
    return t;
}

static void include(gdcs_bounds *b, double x)
{
    b->lower = fmin(b->lower, x);
    b->upper = fmax(b->upper, x);
}

Test(gap_table, interval_cells_give_the_range_over_every_count_and_allotment)
{
    gdcs_table *t = bases();
    gdcs_frame *f = table_of(t, 1, "basis", "own", "relative", NULL, GDCS_OK);
    gdcs_frame *g = table_of(t, 0, "basis", "own", "relative", NULL, GDCS_OK);
    gdcs_bounds by_sex[2] = {{INFINITY, -INFINITY}, {INFINITY, -INFINITY}};
    gdcs_bounds of_women[2] = {{INFINITY, -INFINITY}, {INFINITY, -INFINITY}};
    for (double own = 2; own <= 4; own++)
        for (double i = 0; i <= 2; i++)
            for (double j = 0; j <= 1; j++) {
                const double wa = own + i, ma = 40 + 2 - i, wb = 30 + j, mb = 20 + 1 - j;
                include(&by_sex[0], wa / (wa + wb) - ma / (ma + mb));
                include(&by_sex[1], wa / (wa + wb) / (ma / (ma + mb)));
                include(&of_women[0], wa / (wa + ma) - wb / (wb + mb));
                include(&of_women[1], wa / (wa + ma) / (wb / (wb + mb)));
            }
    for (int row = 0; row < 2; row++) {
        cr_expect(near_relative(number(f, "bound_lower", row), by_sex[row].lower, 1e-14));
        cr_expect(near_relative(number(f, "bound_upper", row), by_sex[row].upper, 1e-14));
        cr_expect(near_relative(number(g, "bound_lower", row), of_women[row].lower, 1e-14));
        cr_expect(near_relative(number(g, "bound_upper", row), of_women[row].upper, 1e-14));
        cr_expect(isnan(number(f, "value", row)));
        cr_expect(
            eq(u32, notes(f, row),
               GDCS_NOTE_NOT_ESTIMABLE | GDCS_NOTE_INTERVAL_CELL | GDCS_NOTE_UNKNOWN_PRESENT));
        cr_expect(near_relative(number(f, "share_b", row), 40.0 / 60.0, 1e-15));
    }
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    gdcs_table_free(t);
}

Test(gap_table, by_sex_compares_a_label_with_another_or_all_others)
{
    gdcs_table *t = bases();
    add(t, "TOTAL F", 99);
    set(t, "own F", 3, 3, 3, 'A');
    gdcs_frame *pair = table_of(t, 1, "basis", "own", "relative", NULL, GDCS_OK);
    gdcs_frame *rest = table_of(t, 1, "basis", "own", NULL, NULL, GDCS_OK);
    gdcs_gap_result r = {.struct_size = sizeof r};
    const gdcs_part women = {3, 33}, men = {40, 60}, all_women = {3, 36}, all_men = {40, 61};
    cr_assert(eq(i32, gdcs_gap_estimate(&women, &men, NULL, &r, NULL), GDCS_OK));
    cr_expect(eq(dbl, number(pair, "lower", 0), r.difference.lower));
    cr_expect(eq(dbl, number(pair, "upper", 1), r.ratio.upper));
    cr_assert(eq(i32, gdcs_gap_estimate(&all_women, &all_men, NULL, &r, NULL), GDCS_OK));
    cr_expect(eq(dbl, number(rest, "lower", 0), r.difference.lower));
    cr_expect(eq(dbl, number(rest, "n_a", 0), 36.0));
    cr_expect(eq(dbl, number(rest, "unknown_a", 0), 3.0));
    gdcs_frame_free(pair);
    gdcs_frame_free(rest);
    gdcs_table_free(t);
}

Test(gap_table, keeps_what_the_table_is_and_says_how_it_was_made)
{
    gdcs_table *t = roles(GDCS_ABSENT_ZERO);
    cr_assert(eq(i32, gdcs_table_set_meta(t, GDCS_META_SOURCE, "a ministry", NULL), GDCS_OK));
    gdcs_frame *f = table_of(t, 0, "role", "protected", "arrested", NULL, GDCS_OK);
    cr_expect(eq(i64, gdcs_frame_count_rows(f), 2));
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_SOURCE), "a ministry");
    cr_expect_str_eq(gdcs_frame_get_meta(f, GDCS_META_METHOD),
                     "Share of women, a: protected, b: arrested. Limits 95 %: Miettinen-Nurminen.");
    gdcs_frame_free(f);
    gdcs_table_free(t);
}

Test(gap_table, refuses_what_does_not_fit)
{
    gdcs_table *t = roles(GDCS_ABSENT_ZERO), *sexless = make_table(GDCS_ABSENT_ZERO, "area role");
    add(sexless, "IT protected", 1);
    table_of(t, 0, "rolle", "protected", "arrested", NULL, GDCS_E_NAME);
    table_of(t, 0, "role", "protectd", "arrested", NULL, GDCS_E_NAME);
    table_of(t, 0, "role", "protected", "arestd", NULL, GDCS_E_NAME);
    table_of(t, 0, "role", "protected", "protected", NULL, GDCS_E_DUPLICATE);
    table_of(t, 0, "role", "protected", "arrested", "role", GDCS_E_DUPLICATE);
    table_of(t, 0, "role", "protected", "arrested", "sex", GDCS_E_SHAPE);
    table_of(t, 0, "sex", "F", "M", NULL, GDCS_E_SHAPE);
    table_of(t, 0, "role", "protected", NULL, NULL, GDCS_E_ARGUMENT);
    table_of(t, 0, NULL, "protected", "arrested", NULL, GDCS_E_ARGUMENT);
    table_of(t, 1, "role", NULL, "arrested", NULL, GDCS_E_ARGUMENT);
    table_of(NULL, 1, "role", "protected", "arrested", NULL, GDCS_E_ARGUMENT);
    table_of(sexless, 0, "role", "protected", "arrested", NULL, GDCS_E_SHAPE);
    gdcs_table_free(t);
    gdcs_table_free(sexless);
}

Test(gap_table, refuses_arguments_and_options)
{
    gdcs_table *t = roles(GDCS_ABSENT_ZERO);
    const gdcs_gap_pair pair = {sizeof pair, 0, "role", "protected", "arrested"};
    const gdcs_gap_pair sizeless = {0, 0, "role", "protected", "arrested"};
    const gdcs_gap_options o = {.struct_size = sizeof o, .method = 9};
    const char *many[40] = {"area"};
    gdcs_frame *f = NULL;
    cr_expect(eq(i32, gdcs_gap_table(t, NULL, NULL, 0, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_table(t, &pair, NULL, 0, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_table(t, &pair, NULL, 1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_table(t, &pair, NULL, -1, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_table(t, &pair, many, 40, NULL, &f, NULL), GDCS_E_SHAPE));
    cr_expect(eq(i32, gdcs_gap_table(t, &pair, many, 2, NULL, &f, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_gap_table(t, &pair, NULL, 0, &o, &f, NULL), GDCS_E_OPTION));
    cr_expect(eq(i32, gdcs_gap_table(t, &sizeless, NULL, 0, NULL, &f, NULL), GDCS_E_STRUCT));
    cr_expect(f == NULL);
    gdcs_table_free(t);
}

static gdcs_status both_tables(void *data)
{
    const gdcs_gap_pair pair = {sizeof pair, 0, "role", "protected", "arrested"};
    const char *const keep[] = {"area"};
    gdcs_frame *f = NULL, *g = NULL;
    gdcs_status status = gdcs_gap_table(data, &pair, keep, 1, NULL, &f, NULL);
    if (status == GDCS_OK)
        status = gdcs_gap_table_by_sex(data, &pair, keep, 1, NULL, &g, NULL);
    gdcs_frame_free(f);
    gdcs_frame_free(g);
    return status;
}

Test(gap_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *t = roles(GDCS_ABSENT_ZERO);
    const gdcs_status first = both_tables(t); /* the table sorts its cells once, and keeps that */
    cr_assert(eq(i32, first, GDCS_OK));
    const fail_alloc_report r = fail_alloc_each(both_tables, t);
    cr_expect_str_eq(r.wrong, "");
    cr_expect(gt(i64, r.allocations, 20));
    gdcs_table_free(t);
}
