/* Mirrors lib/stats/association: R, whole numbers, laws, refusals. */
#include "fail_alloc.h"
#include "num/dist.h"
#include "support.h"
#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/association.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

TestSuite(association, .timeout = 120);

enum { MOST = 32, MANY = 60 };

typedef struct grid {
    int64_t rows, columns;
    double count[MANY];
} grid;

static gdcs_association_result with(const grid *g, gdcs_association_options o)
{
    gdcs_association_result r = {.struct_size = sizeof r};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    cr_assert(
        eq(i32, gdcs_association_estimate(g->count, g->rows, g->columns, &o, &r, &err), GDCS_OK),
        "%s", err.message);
    return r;
}

static gdcs_association_result by(const grid *g, int32_t method)
{
    return with(g, (gdcs_association_options){.method = method});
}

static int noted(uint32_t notes, uint32_t note)
{
    return (notes & note) == note;
}

static double number(char **at)
{
    char *end;
    double x = strtod(*at, &end);
    if (end == *at)
        x = NAN;
    *at = *end == ',' ? end + 1 : end;
    return x;
}

static grid read_grid(char **at, int with_rows)
{
    grid g = {0};
    int64_t count = 0;
    if (with_rows)
        g.rows = (int64_t)number(at);
    g.columns = (int64_t)number(at);
    while (**at != ',')
        g.count[count++] = strtod(*at, at);
    ++*at;
    g.rows = count / g.columns;
    return g;
}

static void check(const char *what, const char *line, double got, double wanted, double tolerance)
{
    if (!isnan(wanted))
        cr_expect(near_relative(got, wanted, tolerance) || fabs(got - wanted) < 1e-15,
                  "%s %.17g, not %.17g: %s", what, got, wanted, line);
}

/* R's X^2 of 10^9 persons has lost six digits; derivatives by differences have as few. */
Test(association, agrees_with_r)
{
    FILE *f = reference_open("association.csv");
    char line[512];
    int rows = 0;
    for (; fgets(line, sizeof line, f) != NULL; rows++) {
        char *at = line;
        const grid g = read_grid(&at, 1);
        const gdcs_association_result r = by(&g, 0), likelihood = by(&g, GDCS_ASSOCIATION_METHOD_G);
        const double loose = r.n > 1e8 ? 1e-7 : 1e-12,
                     k = (double)(g.rows < g.columns ? g.rows : g.columns) - 1;
        check("least", line, r.least_expected, number(&at), 1e-14);
        check("x2", line, r.test.statistic, number(&at), loose);
        check("ln p", line, r.test.log10_p * log(10), number(&at), loose);
        check("g", line, likelihood.test.statistic, number(&at), 1e-9);
        check("ln p of g", line, likelihood.test.log10_p * log(10), number(&at), 1e-9);
        const double exact = number(&at);
        if (!isnan(exact))
            check("exact", line, by(&g, GDCS_ASSOCIATION_METHOD_EXACT).test.p_value, exact, 1e-9);
        check("v", line, r.v.value, number(&at), loose);
        check("corrected", line, r.corrected, number(&at), loose);
        check("tschuprow", line, r.tschuprow, number(&at), loose);
        check("contingency", line, r.contingency, number(&at), loose);
        const double ncp_lower = number(&at), ncp_upper = number(&at);
        check("lower", line, r.v.lower, fmin(sqrt(ncp_lower / r.n / k), 1), fmax(loose, 1e-9));
        check("upper", line, r.v.upper, fmin(sqrt(ncp_upper / r.n / k), 1), fmax(loose, 1e-9));
        check("std_error", line, r.v.std_error, number(&at), 1e-5);
    }
    fclose(f);
    cr_assert(ge(int, rows, 14));
}

Test(association, exact_agrees_with_whole_numbers)
{
    FILE *f = reference_open("association_exact.csv");
    char line[256];
    int rows = 0;
    for (; fgets(line, sizeof line, f) != NULL; rows++) {
        char *at = line;
        const grid g = read_grid(&at, 0);
        const double wanted = number(&at);
        const gdcs_association_result r = by(&g, GDCS_ASSOCIATION_METHOD_EXACT);
        cr_expect(near_relative(r.test.log10_p, wanted, 1e-11) || fabs(wanted) < 1e-15, "%.17g: %s",
                  r.test.log10_p, line);
        cr_expect(isnan(r.test.statistic) && isnan(r.test.df));
        cr_expect(near_relative(r.test.p_value, pow(10, wanted), 1e-9) || wanted < -300);
        grid turned = {.rows = g.columns, .columns = g.rows};
        for (int64_t i = 0; i < g.rows * g.columns; i++)
            turned.count[i % g.columns * g.rows + i / g.columns] = g.count[i];
        const gdcs_association_result s = by(&turned, GDCS_ASSOCIATION_METHOD_EXACT);
        cr_expect(near_relative(s.test.p_value, r.test.p_value, 1e-10));
    }
    fclose(f);
    cr_assert(ge(int, rows, 12));
}

Test(association, simulated_tests_come_near_what_they_simulate)
{
    static const grid g[] = {{3, 2, {7, 1, 2, 8, 4, 4}},
                             {3, 3, {3, 0, 1, 1, 4, 0, 0, 2, 5}},
                             {2, 4, {2, 0, 3, 1, 0, 4, 1, 1}}};
    for (int i = 0; i < 3; i++) {
        const double exact = by(&g[i], GDCS_ASSOCIATION_METHOD_EXACT).test.p_value;
        const gdcs_association_options o = {
            .method = GDCS_ASSOCIATION_METHOD_SIMULATED_EXACT, .permutations = 40000, .seed = 4};
        const gdcs_association_result r = with(&g[i], o);
        const double error = sqrt(exact * (1 - exact) / 40000);
        cr_expect(fabs(r.test.p_value - exact) < 5 * error, "%g, not %g", r.test.p_value, exact);
        cr_expect(r.permutations == 40000 && noted(r.notes, GDCS_NOTE_SIMULATED));
        const gdcs_association_result again = with(&g[i], o);
        cr_expect(again.test.p_value == r.test.p_value);
    }
    /* of a 2 x 2 table Pearson's statistic orders the tables too: R, chisq.test(simulate) */
    const grid two = {2, 2, {8, 2, 3, 9}};
    const gdcs_association_result r =
        with(&two, (gdcs_association_options){.method = GDCS_ASSOCIATION_METHOD_SIMULATED});
    const double exact = by(&two, GDCS_ASSOCIATION_METHOD_EXACT).test.p_value;
    cr_expect(fabs(r.test.p_value - exact) < 5 * sqrt(exact / 9999) && r.permutations == 9999);
    cr_expect(near_relative(r.test.statistic, by(&two, 0).test.statistic, 1e-15));
}

Test(association, a_large_table_is_simulated_as_chi_square_says)
{
    const grid g = {3, 3, {3e8, 2e8, 1e8, 3.0002e8, 2e8, 1e8, 3e8, 2.0001e8, 1.0002e8}};
    const gdcs_association_result r =
        with(&g, (gdcs_association_options){.method = GDCS_ASSOCIATION_METHOD_SIMULATED,
                                            .permutations = 4000});
    const double p = by(&g, 0).test.p_value;
    cr_expect(fabs(r.test.p_value - p) < 5 * sqrt(p * (1 - p) / 4000), "%g, not %g", r.test.p_value,
              p);
}

Test(association, says_p_below_the_range_of_doubles)
{
    const grid g = {2, 2, {9e8, 1e8, 1e8, 9e8}};
    const gdcs_association_result r = by(&g, 0);
    cr_expect(r.test.p_value == 0 && near_relative(r.test.statistic, 1.28e9, 1e-14));
    /* ln p of a normal square, to first orders: -x / 2 - ln(sqrt(pi x / 2)) */
    const double ln_p = -0.64e9 - log(sqrt(acos(-1) * 1.28e9 / 2));
    cr_expect(near_relative(r.test.log10_p, ln_p / log(10), 1e-12), "%.17g", r.test.log10_p);
    cr_expect(near_relative(r.v.value, 0.8, 1e-14) && r.v.lower < 0.8 && r.v.upper > 0.8);
    const grid deep = {2, 2, {5000, 40, 60, 7000}};
    const gdcs_association_result e = by(&deep, GDCS_ASSOCIATION_METHOD_EXACT);
    cr_expect(e.test.p_value == 0 && e.test.log10_p < -3000 && e.test.log10_p > -4000, "%g",
              e.test.log10_p);
}

Test(association, does_not_depend_on_order_scale_or_empty_rows)
{
    const grid g = {3, 3, {8, 2, 5, 1, 9, 3, 4, 4, 12}};
    const grid turned = {3, 3, {12, 4, 4, 5, 8, 2, 3, 1, 9}};
    const grid wide = {4, 4, {8, 2, 0, 5, 0, 0, 0, 0, 1, 9, 0, 3, 4, 4, 0, 12}};
    const grid twice = {3, 3, {16, 4, 10, 2, 18, 6, 8, 8, 24}};
    for (int32_t method = 1; method <= 3; method++) {
        const gdcs_association_result a = by(&g, method), b = by(&turned, method),
                                      c = by(&wide, method);
        cr_expect(near_relative(a.test.p_value, b.test.p_value, 1e-12));
        cr_expect(near_relative(a.test.p_value, c.test.p_value, 1e-12));
        cr_expect(near_relative(a.v.lower, c.v.lower, 1e-9) && a.corrected == c.corrected);
        cr_expect(c.rows == 3 && c.columns == 3 && c.empty == 2 && a.empty == 0);
        cr_expect(noted(c.notes, GDCS_NOTE_EMPTY_UNIT) && !noted(a.notes, GDCS_NOTE_EMPTY_UNIT));
    }
    const gdcs_association_result a = by(&g, 0), d = by(&twice, 0);
    cr_expect(near_relative(a.v.value, d.v.value, 1e-14));
    cr_expect(near_relative(2 * a.test.statistic, d.test.statistic, 1e-14));
    cr_expect(d.v.upper - d.v.lower < a.v.upper - a.v.lower && d.v.std_error < a.v.std_error);
}

Test(association, notes_what_makes_it_rough)
{
    const grid sparse = {2, 2, {3, 0, 1, 2}}, half = {2, 2, {30.5, 20, 10, 40}},
               none = {2, 2, {10, 20, 20, 40}}, all = {2, 2, {0, 20, 30, 0}};
    const uint32_t rough = GDCS_NOTE_SPARSE | GDCS_NOTE_ZERO_CELL | GDCS_NOTE_SMALL_BASE;
    cr_expect(eq(u32, by(&sparse, 0).notes, rough));
    cr_expect(eq(i64, by(&sparse, 0).sparse, 4));
    cr_expect(eq(u32, by(&half, 0).notes, GDCS_NOTE_NOT_WHOLE));
    const gdcs_association_result r = by(&none, 0), s = by(&all, 0);
    cr_expect(r.v.value == 0 && r.v.lower == 0 && isnan(r.v.std_error) && r.corrected == 0);
    cr_expect(r.notes == GDCS_NOTE_AT_BOUNDARY && r.test.p_value == 1);
    cr_expect(s.v.value == 1 && s.v.upper == 1 &&
              s.notes == (GDCS_NOTE_AT_BOUNDARY | GDCS_NOTE_ZERO_CELL));
    cr_expect(r.bounds.lower == 0 && r.bounds.upper == 0);
}

Test(association, of_each_is_that_of_one_and_goes_on)
{
    const double counts[] = {8, 2, 3,        9, /**/ 0, 0, 3,   9,   /**/ NAN, 2,
                             3, 9, /**/ 8.5, 2, 3,      9, 9e5, 8e5, 9e5,      9e5};
    double value[5], lower[5], bound_lower[5], bound_upper[5], p[5];
    uint32_t notes[5];
    const gdcs_test_arrays to = {.struct_size = sizeof to, .p_value = p};
    const gdcs_estimate_arrays v = {sizeof v, 0,           value,       lower, NULL,
                                    NULL,     bound_lower, bound_upper, notes};
    const gdcs_association_options o = {
        .struct_size = sizeof o, .method = GDCS_ASSOCIATION_METHOD_EXACT, .permutations = 100};
    cr_assert(eq(i32, gdcs_association_each(counts, 2, 2, 5, &o, &v, &to, NULL), GDCS_OK));
    const grid first = {2, 2, {8, 2, 3, 9}}, fourth = {2, 2, {8.5, 2, 3, 9}};
    const gdcs_association_result a = by(&first, GDCS_ASSOCIATION_METHOD_EXACT), d = by(&fourth, 0);
    cr_expect(value[0] == a.v.value && lower[0] == a.v.lower && p[0] == a.test.p_value &&
              notes[0] == a.notes);
    cr_expect(isnan(value[1]) && isnan(p[1]) && noted(notes[1], GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(isnan(value[2]) && bound_lower[2] == 0 && bound_upper[2] == 1 &&
              notes[2] == (GDCS_NOTE_MISSING_CELL | GDCS_NOTE_NOT_ESTIMABLE));
    cr_expect(p[3] == d.test.p_value && notes[3] == (d.notes | GDCS_NOTE_METHOD_CHANGED));
    cr_expect(noted(notes[4], GDCS_NOTE_METHOD_CHANGED) && noted(notes[4], GDCS_NOTE_SIMULATED) &&
              p[4] >= 1.0 / 101);
}

Test(association, cells_agree_with_r)
{
    FILE *f = reference_open("association_cells.csv");
    char line[512];
    double at_case = 0, wanted[5][MOST];
    grid g = {0};
    int64_t count = 0, cells = 0;
    for (int more = 1; more;) {
        char *at = line;
        more = fgets(line, sizeof line, f) != NULL;
        const double this_case = more ? number(&at) : -1;
        if (this_case != at_case && count > 0) {
            double got[5][MOST];
            const gdcs_association_cell_arrays out = {sizeof out, 0,      got[0], got[1],
                                                      got[2],     got[3], got[4]};
            cr_assert(eq(i32,
                         gdcs_association_test_cells(g.count, g.rows, g.columns, NULL, &out, NULL),
                         GDCS_OK));
            for (int64_t i = 0; i < count; i++)
                for (int k = 0; k < 5; k++)
                    cr_expect(near_relative(got[k][i], wanted[k][i], k > 2 ? 1e-9 : 1e-11) ||
                                  fabs(got[k][i] - wanted[k][i]) < 1e-14,
                              "case %g, cell %d, %d: %.17g, not %.17g", at_case, (int)i, k,
                              got[k][i], wanted[k][i]);
            count = 0;
        }
        if (!more)
            break;
        at_case = this_case;
        g.rows = (int64_t)number(&at);
        g.columns = (int64_t)number(&at);
        number(&at);
        number(&at);
        g.count[count] = number(&at);
        for (int k = 0; k < 5; k++)
            wanted[k][count] = number(&at);
        count++;
        cells++;
    }
    fclose(f);
    cr_assert(ge(i64, cells, 50));
}

Test(association, cells_of_nobody_are_none_and_residuals_square_to_chi_square)
{
    const grid g = {4, 3, {8, 0, 2, 0, 0, 0, 1, 0, 9, 4, 0, 4}};
    double expected[12], pearson[12], standardised[12], p[12], adjusted[12], sum = 0;
    const gdcs_association_cell_arrays out = {sizeof out,   0, expected, pearson,
                                              standardised, p, adjusted};
    cr_assert(eq(i32, gdcs_association_test_cells(g.count, 4, 3, NULL, &out, NULL), GDCS_OK));
    for (int i = 0; i < 12; i++)
        if (i / 3 == 1 || i % 3 == 1)
            cr_expect(isnan(expected[i]) && isnan(pearson[i]) && isnan(p[i]) && isnan(adjusted[i]));
        else {
            sum += pearson[i] * pearson[i];
            cr_expect(p[i] <= adjusted[i] && adjusted[i] <= 3 * p[i] * (1 + 1e-12));
        }
    cr_expect(near_relative(sum, by(&g, 0).test.statistic, 1e-14));
    cr_expect(adjusted[0] == adjusted[2] &&
              near_relative(standardised[0], -standardised[2], 1e-13));
    const double row[] = {4, 7};
    cr_assert(eq(i32, gdcs_association_test_cells(row, 1, 2, NULL, &out, NULL), GDCS_OK));
    cr_expect(expected[0] == 4 && pearson[0] == 0 && isnan(standardised[0]) && isnan(adjusted[0]));
    const gdcs_association_cell_arrays none = {.struct_size = sizeof none};
    cr_expect(eq(i32, gdcs_association_test_cells(g.count, 4, 3, NULL, &none, NULL), GDCS_OK));
}

static gdcs_status fails(const grid *g, gdcs_association_options o)
{
    gdcs_association_result r = {.struct_size = sizeof r, .n = 4711};
    gdcs_error err = {.struct_size = sizeof err};
    o.struct_size = sizeof o;
    const gdcs_status status =
        gdcs_association_estimate(g->count, g->rows, g->columns, &o, &r, &err);
    cr_expect(r.n == 4711 || status == GDCS_OK);
    cr_expect(eq(i32, err.status, status));
    return status;
}

Test(association, refuses_options_it_does_not_know)
{
    static const gdcs_association_options bad[] = {
        {.method = 6},       {.method = -1},       {.sexes = 4},
        {.sexes = -1},       {.adjust = 9},        {.adjust = -1},
        {.permutations = 9}, {.permutations = -1}, {.permutations = 1000001},
        {.level = 95},       {.alpha = 1},         {.level = 0.9, .alpha = 0.1},
    };
    const grid g = {2, 2, {8, 2, 3, 9}};
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
        cr_expect(eq(i32, fails(&g, bad[i]), GDCS_E_OPTION), "row %zu", i);
}

Test(association, refuses_tables_it_cannot_test)
{
    static const double bad[] = {-1, NAN, INFINITY, 2e15};
    const gdcs_association_options exact = {.method = GDCS_ASSOCIATION_METHOD_EXACT},
                                   drawn = {.method = GDCS_ASSOCIATION_METHOD_SIMULATED},
                                   none = {0};
    for (int i = 0; i < 4; i++) {
        const grid g = {2, 2, {8, 2, bad[i], 9}};
        gdcs_association_result r = {.struct_size = sizeof r};
        gdcs_error err = {.struct_size = sizeof err};
        cr_expect(eq(i32, gdcs_association_estimate(g.count, 2, 2, NULL, &r, &err), GDCS_E_VALUE));
        cr_expect(err.row == 2 && err.column == 1);
        const gdcs_status wanted = isnan(bad[i]) ? GDCS_OK : GDCS_E_VALUE;
        cr_expect(eq(i32, gdcs_association_each(g.count, 2, 2, 1, NULL, NULL, NULL, &err), wanted));
    }
    const grid half = {2, 2, {8.5, 2, 3, 9}}, row = {2, 2, {8, 2, 0, 0}}, empty = {2, 2, {0}},
               large = {2, 2, {9e5, 8e5, 9e5, 9e5}}, huge = {2, 2, {1e15, 1e15, 1e15, 1e15}};
    cr_expect(eq(i32, fails(&half, exact), GDCS_E_VALUE));
    cr_expect(eq(i32, fails(&half, drawn), GDCS_E_VALUE));
    cr_expect(eq(i32, fails(&half, none), GDCS_OK));
    cr_expect(eq(i32, fails(&row, none), GDCS_E_EMPTY));
    cr_expect(eq(i32, fails(&empty, none), GDCS_E_EMPTY));
    cr_expect(eq(i32, fails(&large, exact), GDCS_E_LIMIT));
    cr_expect(eq(i32, fails(&huge, none), GDCS_OK));
    grid many = {6, 6, {0}}, twelve = {MANY / 5, 5, {0}};
    for (int i = 0; i < 36; i++)
        many.count[i] = 5 + i % 4;
    cr_expect(eq(i32, fails(&many, exact), GDCS_E_LIMIT));
    for (int i = 0; i < MANY; i++)
        twelve.count[i] = 1e15;
    cr_expect(eq(i32, fails(&twelve, drawn), GDCS_E_LIMIT));
}

Test(association, refuses_what_is_missing)
{
    const double c[] = {8, 2, 3, 9}, none[] = {0, 0};
    gdcs_association_result r = {.struct_size = sizeof r}, sizeless = {0};
    const gdcs_association_cell_arrays out = {.struct_size = sizeof out}, small = {0};
    const gdcs_association_options o = {.method = 1},
                                   hommel = {.struct_size = sizeof hommel, .adjust = 6};
    const gdcs_estimate_arrays bad = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_association_estimate(NULL, 2, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_estimate(c, 0, 2, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_estimate(c, 2, -1, NULL, &r, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_estimate(c, 2, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_estimate(c, 2, 2, &o, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_association_estimate(c, 2, 2, NULL, &sizeless, NULL), GDCS_E_STRUCT));
    cr_expect(
        eq(i32, gdcs_association_estimate(c, INT64_MAX / 2, 3, NULL, &r, NULL), GDCS_E_MEMORY));
    cr_expect(
        eq(i32, gdcs_association_each(NULL, 2, 2, 1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_each(c, 2, 2, -1, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_each(c, 2, 2, 1, NULL, &bad, NULL, NULL), GDCS_E_STRUCT));
    const gdcs_test_arrays no = {.struct_size = 0};
    cr_expect(eq(i32, gdcs_association_each(c, 2, 2, 1, NULL, NULL, &no, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_association_each(c, 2, 2, 0, NULL, NULL, NULL, NULL), GDCS_OK));
    cr_expect(eq(i32, gdcs_association_test_cells(c, 2, 2, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_test_cells(NULL, 2, 2, NULL, &out, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_association_test_cells(c, 2, 2, NULL, &small, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_association_test_cells(none, 1, 2, NULL, &out, NULL), GDCS_E_EMPTY));
    double *large = malloc(60003 * sizeof *large);
    cr_assert_not_null(large);
    for (int i = 0; i < 60003; i++)
        large[i] = 1 + i % 7;
    cr_expect(
        eq(i32, gdcs_association_test_cells(large, 20001, 3, &hommel, &out, NULL), GDCS_E_LIMIT));
    free(large);
}

Test(association, takes_structs_of_a_later_version)
{
    struct {
        gdcs_association_result now;
        double later;
    } r = {{.struct_size = sizeof r}, 7};
    const double c[] = {8, 2, 3, 9};
    cr_expect(eq(i32, gdcs_association_estimate(c, 2, 2, NULL, &r.now, NULL), GDCS_OK));
    cr_expect(r.now.n == 22 && r.later == 7);
}

static gdcs_status one_exact(void *data)
{
    const double c[] = {8, 2, 3, 9, 4, 4, 7, 2, 3, 5, 1, 4};
    double value[] = {-1, -1}, p[] = {-1, -1};
    gdcs_association_result r = {.struct_size = sizeof r};
    const gdcs_association_options o = {.struct_size = sizeof o, .method = 3};
    const gdcs_estimate_arrays v = {.struct_size = sizeof v, .value = value};
    const gdcs_test_arrays to = {.struct_size = sizeof to, .p_value = p};
    const gdcs_status status = gdcs_association_each(c, 3, 2, 2, &o, &v, &to, NULL);
    if (status != GDCS_OK && (value[0] != -1 || p[0] != -1))
        *(int *)data = 1;
    return status == GDCS_OK ? gdcs_association_estimate(c, 3, 2, &o, &r, NULL) : status;
}

static gdcs_status cells_of_one(void *data)
{
    const double c[] = {8, 2, 3, 9};
    const gdcs_association_cell_arrays out = {.struct_size = sizeof out};
    (void)data;
    return gdcs_association_test_cells(c, 2, 2, NULL, &out, NULL);
}

Test(association, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    int touched = 0;
    fail_alloc_report r = fail_alloc_each(one_exact, &touched);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(eq(i64, r.allocations, 12));
    cr_expect(touched == 0);
    r = fail_alloc_each(cells_of_one, NULL);
    cr_expect(eq(str, (char *)r.wrong, ""));
    cr_expect(eq(i64, r.allocations, 3));
}
