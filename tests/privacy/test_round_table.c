/* Mirrors lib/privacy/round/: tables. */
#include "fail_alloc.h"
#include "support.h"

#include <criterion/criterion.h>
#include <criterion/new/assert.h>
#include <gdcs/round.h>
#include <gdcs/share.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

TestSuite(round_table, .timeout = 60);

static gdcs_table *new_table(int32_t absent, int with_total)
{
    const gdcs_table_options options = {
        .struct_size = sizeof options, .absent = absent, .sensitivity = GDCS_SENSITIVITY_PROTECTED};
    const gdcs_axis sex = {
        .struct_size = sizeof sex, .concept_id = GDCS_CONCEPT_SEX, .name = "sex"};
    const gdcs_axis area = {.struct_size = sizeof area,
                            .concept_id = GDCS_CONCEPT_AREA,
                            .name = "area",
                            .total = with_total ? "all" : NULL};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(&options, &table, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &sex, NULL), GDCS_OK));
    cr_assert(eq(i32, gdcs_table_add_axis(table, &area, NULL), GDCS_OK));
    return table;
}

static void put(gdcs_table *table, const char *sex, const char *area, double value)
{
    const char *labels[] = {sex, area};
    const gdcs_cell cell = {.struct_size = sizeof cell, .value = value};
    cr_assert(eq(i32, gdcs_table_set(table, labels, &cell, NULL), GDCS_OK));
}

static gdcs_cell cell_of(const gdcs_table *table, const char *sex, const char *area)
{
    const char *labels[] = {sex, area};
    gdcs_cell cell = {.struct_size = sizeof cell};
    cr_assert(eq(i32, gdcs_table_get(table, labels, &cell, NULL), GDCS_OK));
    return cell;
}

static const char *const areas[] = {"A", "B", "C", "D"};
static const double women[] = {3, 0, 7, 12}, men[] = {18, 4, 1, 26};

static gdcs_table *small(void)
{
    gdcs_table *table = new_table(GDCS_ABSENT_ZERO, 1);
    double f = 0.0, m = 0.0;
    for (int i = 0; i < 4; i++) {
        if (women[i] > 0.0)
            put(table, "F", areas[i], women[i]);
        put(table, "M", areas[i], men[i]);
        put(table, "_T", areas[i], women[i] + men[i]);
        f += women[i];
        m += men[i];
    }
    put(table, "F", "all", f);
    put(table, "M", "all", m);
    put(table, "_T", "all", f + m);
    return table;
}

static gdcs_table *rounded(const gdcs_table *table, int32_t method, int64_t base, int64_t seed,
                           gdcs_table **said, gdcs_round_result *result)
{
    const gdcs_round_options o = {
        .struct_size = sizeof o, .method = method, .base = base, .seed = seed};
    gdcs_error err = {.struct_size = sizeof err};
    gdcs_table *out = NULL;
    const gdcs_status status = gdcs_round_table(table, &o, &out, said, result, &err);
    cr_assert(eq(i32, status, GDCS_OK), "%s", err.message);
    return out;
}

static int is_sum(const gdcs_table *t, const char *const *sexes, const char *const *over)
{
    for (int s = 0; s < 3; s++) {
        double sum = 0.0;
        for (int i = 0; i < 4; i++)
            sum += cell_of(t, sexes[s], over[i]).value;
        if (sum != cell_of(t, sexes[s], "all").value)
            return 0;
    }
    for (int i = 0; i < 4; i++)
        if (cell_of(t, "F", over[i]).value + cell_of(t, "M", over[i]).value !=
            cell_of(t, "_T", over[i]).value)
            return 0;
    return 1;
}

static const char *const sexes[] = {"F", "M", "_T"};

Test(round_table, controlled_totals_are_sums_and_stay_within_a_base)
{
    gdcs_table *table = small();
    for (int64_t base = 2; base <= 11; base++)
        for (int64_t seed = 0; seed < 40; seed++) {
            gdcs_round_result r = {.struct_size = sizeof r};
            gdcs_table *out = rounded(table, GDCS_ROUND_METHOD_CONTROLLED, base, seed, NULL, &r);
            cr_expect(is_sum(out, sexes, areas), "base %d seed %d", (int)base, (int)seed);
            cr_expect(eq(i64, r.beyond, 0));
            cr_expect(lt(dbl, r.furthest, (double)base));
            cr_expect(eq(i64, r.cells, 15));
            cr_expect(eq(i64, r.totals, 7));
            gdcs_table_free(out);
        }
    gdcs_table_free(table);
}

Test(round_table, controlled_keeps_every_expectation)
{
    enum { RUNS = 4000 };
    gdcs_table *table = small();
    for (int s = 0; s < 3; s++)
        for (int i = 0; i < 5; i++) {
            double mean = 0.0;
            const char *area = i < 4 ? areas[i] : "all";
            const double x = cell_of(table, sexes[s], area).value, rest = fmod(x, 5.0);
            for (int64_t seed = 0; seed < RUNS; seed += 8) {
                gdcs_table *out = rounded(table, 0, 5, seed, NULL, NULL);
                mean += (cell_of(out, sexes[s], area).value - x) * 8.0 / RUNS;
                gdcs_table_free(out);
            }
            cr_expect(le(dbl, fabs(mean), 5.0 * sqrt(rest * (5.0 - rest) * 8.0 / RUNS)), "%s %s %g",
                      sexes[s], area, mean);
        }
    gdcs_table_free(table);
}

/* Three axes of five, four and three labels, with all totals. */
static gdcs_table *cube(void)
{
    static const char *const labels[] = {"0", "1", "2", "3", "4", "T"};
    const int sizes[] = {5, 4, 3};
    gdcs_table *table = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &table, NULL), GDCS_OK));
    for (int i = 0; i < 3; i++) {
        const char name[] = {(char)('a' + i), '\0'};
        const gdcs_axis axis = {.struct_size = sizeof axis, .name = name, .total = "T"};
        cr_assert(eq(i32, gdcs_table_add_axis(table, &axis, NULL), GDCS_OK));
    }
    for (int k = 0; k < 60; k++) {
        const int at[] = {k / 12, k / 3 % 4, k % 3};
        for (int up = 0; up < 8; up++) {
            const char *place[3];
            for (int i = 0; i < 3; i++)
                place[i] = labels[(up >> i & 1) != 0 ? 5 : at[i] % sizes[i]];
            cr_assert(eq(i32, gdcs_table_add(table, place, k * k % 23, NULL), GDCS_OK));
        }
    }
    return table;
}

static gdcs_round_result round_cube(const gdcs_table *table, int64_t seed, int32_t hold)
{
    const gdcs_round_options o = {.struct_size = sizeof o, .seed = seed, .hold = hold};
    gdcs_round_result r = {.struct_size = sizeof r};
    gdcs_table *out = NULL, *said = NULL;
    cr_assert(eq(i32, gdcs_round_table(table, &o, &out, &said, &r, NULL), GDCS_OK));
    for (int64_t i = 0; i < gdcs_table_count_cells(table); i++) {
        int32_t codes[3];
        gdcs_cell x = {.struct_size = sizeof x}, y = x;
        cr_assert(eq(i32, gdcs_table_get_at(table, i, codes, &x, NULL), GDCS_OK));
        cr_assert(eq(i32, gdcs_table_get_at(said, i, codes, &y, NULL), GDCS_OK));
        cr_expect(y.lower <= x.value && x.value <= y.upper);
    }
    gdcs_table_free(out);
    gdcs_table_free(said);
    return r;
}

Test(round_table, a_programme_brings_totals_back_that_chance_left_beyond)
{
    gdcs_table *table = cube();
    int64_t beyond = 0;
    for (int64_t seed = 0; seed < 12; seed++) {
        beyond += round_cube(table, seed, 0).beyond;
        const gdcs_round_result r = round_cube(table, seed, 1);
        cr_expect(eq(i64, r.beyond, 0), "seed %d", (int)seed);
        cr_expect(lt(dbl, r.furthest, 5.0));
    }
    cr_expect(gt(i64, beyond, 0));
    gdcs_table_free(table);
}

Test(round_table, intervals_hold_the_truth_and_bound_the_share)
{
    gdcs_table *table = small();
    for (int32_t method = 0; method <= 3; method++) {
        gdcs_table *said = NULL, *out = rounded(table, method, 5, 3, &said, NULL);
        for (int s = 0; s < 3; s++)
            for (int i = 0; i < 4; i++) {
                const double x = cell_of(table, sexes[s], areas[i]).value;
                const gdcs_cell c = cell_of(said, sexes[s], areas[i]);
                cr_expect(isnan(c.value) && c.lower <= x && x <= c.upper, "method %d", method);
                const double width = method == GDCS_ROUND_METHOD_CONVENTIONAL ? 2.0 : 4.0;
                const double v = cell_of(out, sexes[s], areas[i]).value;
                cr_expect(eq(dbl, c.upper, v + width));
                cr_expect(eq(dbl, c.lower, fmax(0.0, v - width)));
            }
        cr_expect(eq(i32, gdcs_table_get_sensitivity(out), GDCS_SENSITIVITY_PROTECTED));
        cr_expect(eq(i32, gdcs_table_get_sensitivity(said), GDCS_SENSITIVITY_PROTECTED));
        gdcs_table_free(out);
        gdcs_table_free(said);
    }
    gdcs_table_free(table);
}

Test(round_table, a_zero_does_not_tell_whether_it_was_rounded)
{
    gdcs_table *table = small();
    gdcs_table *said = NULL, *out = rounded(table, GDCS_ROUND_METHOD_RANDOM, 5, 3, &said, NULL);
    cr_expect(eq(i32, cell_of(table, "F", "B").present, 0));
    cr_expect(eq(i32, cell_of(out, "F", "B").present, 1));
    cr_expect(eq(dbl, cell_of(out, "F", "B").value, 0.0));
    cr_expect(eq(dbl, cell_of(said, "F", "B").upper, 4.0));
    gdcs_table_free(out);
    gdcs_table_free(said);
    gdcs_table_free(table);
}

/* The margin of a table, labels in another order, and the table itself. */
Test(round_table, random_rounds_what_counts_the_same_persons_the_same_way)
{
    gdcs_table *table = small(), *turned = new_table(GDCS_ABSENT_ZERO, 1), *area = NULL;
    const char *keep[] = {"area"};
    for (int i = 3; i >= 0; i--)
        for (int s = 2; s >= 0; s--)
            put(turned, sexes[s], areas[i], cell_of(table, sexes[s], areas[i]).value);
    cr_assert(eq(i32, gdcs_table_margin(table, keep, 1, &area, NULL), GDCS_OK));
    for (int64_t seed = 0; seed < 50; seed++) {
        gdcs_table *a = rounded(table, GDCS_ROUND_METHOD_RANDOM, 5, seed, NULL, NULL);
        gdcs_table *b = rounded(turned, GDCS_ROUND_METHOD_RANDOM, 5, seed, NULL, NULL);
        gdcs_table *c = rounded(area, GDCS_ROUND_METHOD_RANDOM, 5, seed, NULL, NULL);
        for (int i = 0; i < 4; i++) {
            gdcs_cell cell = {.struct_size = sizeof cell};
            for (int s = 0; s < 3; s++)
                cr_expect(eq(dbl, cell_of(a, sexes[s], areas[i]).value,
                             cell_of(b, sexes[s], areas[i]).value));
            cr_assert(eq(i32, gdcs_table_get(c, &areas[i], &cell, NULL), GDCS_OK));
            cr_expect(eq(dbl, cell.value, cell_of(a, "_T", areas[i]).value));
        }
        gdcs_table_free(a);
        gdcs_table_free(b);
        gdcs_table_free(c);
    }
    gdcs_table_free(area);
    gdcs_table_free(turned);
    gdcs_table_free(table);
}

static gdcs_cell interval(double lower, double upper)
{
    return (gdcs_cell){.struct_size = sizeof(gdcs_cell),
                       .value = NAN,
                       .lower = lower,
                       .upper = upper,
                       .status = 'Q',
                       .confidentiality = 'A'};
}

Test(round_table, an_interval_goes_outwards_and_keeps_its_letters)
{
    const double limits[][4] = {{1, 4, 0, 5}, {5, 10, 5, 10}, {6, 9, 5, 10}, {3, 11, 0, 15}};
    for (int32_t method = 1; method <= 2; method++)
        for (int i = 0; i < 4; i++) {
            gdcs_table *table = new_table(GDCS_ABSENT_MISSING, 0), *out;
            const char *labels[] = {"F", "A"};
            const gdcs_cell given = interval(limits[i][0], limits[i][1]);
            cr_assert(eq(i32, gdcs_table_set(table, labels, &given, NULL), GDCS_OK));
            out = rounded(table, method, 5, 1, NULL, NULL);
            const gdcs_cell c = cell_of(out, "F", "A");
            cr_expect(eq(dbl, c.lower, limits[i][2]));
            cr_expect(eq(dbl, c.upper, limits[i][3]));
            cr_expect(eq(i32, c.status, 'Q'));
            cr_expect(eq(i32, c.confidentiality, 'A'));
            gdcs_table_free(out);
            gdcs_table_free(table);
        }
}

/* Widening a cell widens what is said of it. */
Test(round_table, who_knows_less_is_told_no_more)
{
    const double limits[][2] = {{7, 7}, {6, 8}, {4, 11}, {0, 30}, {0, INFINITY}};
    for (int32_t method = 1; method <= 2; method++)
        for (int64_t seed = 0; seed < 20; seed++) {
            double lower = INFINITY, upper = 0.0;
            for (int i = 1; i < 5; i++) {
                gdcs_table *table = new_table(GDCS_ABSENT_MISSING, 0), *said = NULL, *out;
                const char *labels[] = {"F", "A"};
                const gdcs_cell given = interval(limits[i][0], limits[i][1]);
                cr_assert(eq(i32, gdcs_table_set(table, labels, &given, NULL), GDCS_OK));
                out = rounded(table, method, 5, seed, &said, NULL);
                const gdcs_cell c = cell_of(said, "F", "A");
                cr_expect(c.lower <= limits[i][0] && c.upper >= limits[i][1]);
                cr_expect(c.lower <= lower && c.upper >= upper);
                lower = c.lower;
                upper = c.upper;
                gdcs_table_free(out);
                gdcs_table_free(said);
                gdcs_table_free(table);
            }
        }
}

static gdcs_status try_controlled(const gdcs_table *table)
{
    gdcs_table *out = NULL;
    const gdcs_status status = gdcs_round_table(table, NULL, &out, NULL, NULL, NULL);
    gdcs_table_free(out);
    return status;
}

Test(round_table, refuses_what_has_no_sums)
{
    gdcs_table *table = small();
    put(table, "_T", "A", 22.0);
    cr_expect(eq(i32, try_controlled(table), GDCS_E_VALUE));
    put(table, "_T", "A", 21.0);
    cr_expect(eq(i32, try_controlled(table), GDCS_OK));
    const char *labels[] = {"F", "A"};
    const gdcs_cell given = interval(1, 4);
    cr_assert(eq(i32, gdcs_table_set(table, labels, &given, NULL), GDCS_OK));
    cr_expect(eq(i32, try_controlled(table), GDCS_E_VALUE));
    gdcs_table_free(table);
    table = new_table(GDCS_ABSENT_MISSING, 1);
    put(table, "F", "A", 2e15);
    cr_expect(eq(i32, try_controlled(table), GDCS_E_VALUE));
    gdcs_table_free(table);
}

Test(round_table, refuses_totals_whose_parts_are_not_the_same_cells)
{
    gdcs_table *table = new_table(GDCS_ABSENT_MISSING, 1);
    put(table, "F", "all", 3);
    put(table, "M", "all", 4);
    put(table, "_T", "A", 5);
    put(table, "_T", "B", 2);
    put(table, "_T", "all", 7);
    cr_expect(eq(i32, try_controlled(table), GDCS_E_SHAPE));
    gdcs_table_free(table);
}

Test(round_table, refuses_missing_pointers_and_wrong_structs)
{
    gdcs_table *table = small(), *out = NULL;
    gdcs_round_options o = {.struct_size = sizeof o, .method = 9};
    gdcs_round_result r = {.struct_size = 8};
    cr_expect(eq(i32, gdcs_round_table(NULL, NULL, &out, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_round_table(table, NULL, NULL, NULL, NULL, NULL), GDCS_E_ARGUMENT));
    cr_expect(eq(i32, gdcs_round_table(table, &o, &out, NULL, NULL, NULL), GDCS_E_OPTION));
    o = (gdcs_round_options){.struct_size = sizeof o, .hold = 2};
    cr_expect(eq(i32, gdcs_round_table(table, &o, &out, NULL, NULL, NULL), GDCS_E_OPTION));
    o = (gdcs_round_options){.struct_size = sizeof o, .milliseconds = -1};
    cr_expect(eq(i32, gdcs_round_table(table, &o, &out, NULL, NULL, NULL), GDCS_E_OPTION));
    o = (gdcs_round_options){.struct_size = 4};
    cr_expect(eq(i32, gdcs_round_table(table, &o, &out, NULL, NULL, NULL), GDCS_E_STRUCT));
    cr_expect(eq(i32, gdcs_round_table(table, NULL, &out, NULL, &r, NULL), GDCS_E_STRUCT));
    cr_expect(eq(ptr, out, NULL));
    gdcs_table_free(table);
}

Test(round_table, refuses_more_cells_than_a_table_can_hold)
{
    gdcs_table *table = NULL, *out = NULL;
    cr_assert(eq(i32, gdcs_table_new(NULL, &table, NULL), GDCS_OK));
    for (int i = 0; i < 4; i++) {
        char name[8];
        snprintf(name, sizeof name, "a%d", i);
        const gdcs_axis axis = {.struct_size = sizeof axis, .name = name};
        cr_assert(eq(i32, gdcs_table_add_axis(table, &axis, NULL), GDCS_OK));
    }
    for (int i = 0; i < 300; i++) {
        char label[8];
        snprintf(label, sizeof label, "%d", i);
        const char *labels[] = {label, label, label, label};
        cr_assert(eq(i32, gdcs_table_add(table, labels, 1.0, NULL), GDCS_OK));
    }
    cr_expect(eq(i32, gdcs_round_table(table, NULL, &out, NULL, NULL, NULL), GDCS_E_LIMIT));
    gdcs_table_free(table);
}

static gdcs_status round_all(void *data)
{
    gdcs_table *out = NULL, *said = NULL;
    const gdcs_round_options o = {.struct_size = sizeof o, .seed = 2, .hold = 1};
    gdcs_status status = gdcs_round_table(data, &o, &out, &said, NULL, NULL);
    gdcs_table_free(out);
    gdcs_table_free(said);
    return status;
}

Test(round_table, survives_every_failing_allocation)
{
    if (!fail_alloc_works())
        cr_skip_test("needs glibc, no sanitizer");
    gdcs_table *table = small();
    gdcs_table *const tables[] = {table, cube()};
    for (int i = 0; i < 2; i++) {
        const fail_alloc_report r = fail_alloc_each(round_all, tables[i]);
        cr_expect(eq(str, (char *)r.wrong, ""));
        cr_expect(gt(i64, r.allocations, 10));
        gdcs_table_free(tables[i]);
    }
}
